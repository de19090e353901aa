"""A folder that copies itself to other computers is called by its service's name."""

from __future__ import annotations

from pathlib import Path

import pytest

from callback_desk.paths import cloud_of


@pytest.mark.parametrize(
    ("parts", "service"),
    [
        ("OneDrive/exports", "OneDrive"),
        ("OneDrive - Springfield PD/exports", "OneDrive"),
        ("Library/CloudStorage/OneDrive-SpringfieldPD/exports", "OneDrive"),
        ("Library/CloudStorage/GoogleDrive-desk@example.org/My Drive", "Google Drive"),
        ("Library/CloudStorage/Box-Box", "Box"),
        ("Library/CloudStorage/Other-Thing", "a cloud service"),
        ("Library/Mobile Documents/com~apple~CloudDocs", "iCloud"),
        ("iCloudDrive/exports", "iCloud"),
        ("Dropbox (Springfield PD)", "Dropbox"),
        ("Documents/box-scores", None),
        ("Documents/exports", None),
    ],
)
def test_sync_folders_are_named(
    parts: str, service: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    assert cloud_of(tmp_path / parts, {}) == service


def test_a_moved_onedrive_and_a_link_into_one_are_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    assert cloud_of(tmp_path / "Work/exports", {"OneDriveCommercial": str(tmp_path / "Work")}) == "OneDrive"
    (tmp_path / "Dropbox" / "exports").mkdir(parents=True)
    (tmp_path / "exports").symlink_to(tmp_path / "Dropbox" / "exports")
    assert cloud_of(tmp_path / "exports" / "list.csv", {}) == "Dropbox"
