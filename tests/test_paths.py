"""Where a desk lies, and where it must not."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import pytest

from callback_desk import paths
from callback_desk.domain.errors import DeskFault
from callback_desk.paths import (
    Mount,
    VolumeKind,
    desk_dir,
    kind_on,
    parse_mac_mounts,
    parse_mountinfo,
    private_dir,
    refusal_for,
    resources_dir,
    show_desk,
)


def local(path: Path) -> VolumeKind:
    return VolumeKind.LOCAL


def test_the_argument_goes_before_the_variable_before_the_platform(tmp_path: Path) -> None:
    named = {"CALLBACK_DESK_HOME": str(tmp_path / "named")}
    assert desk_dir(tmp_path / "argument", named) == tmp_path / "argument"
    assert desk_dir(None, named) == tmp_path / "named"
    own = desk_dir(None, {"CALLBACK_DESK_HOME": "  "})
    assert own.is_absolute()
    assert own.name == "callback-desk"
    assert desk_dir(Path("here"), {}).is_absolute()


def test_an_account_that_was_shown_another_accounts_desk_opens_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own, desk = private_dir(tmp_path / "own"), private_dir(tmp_path / "theirs")
    monkeypatch.setattr(paths, "own_dir", lambda: own)
    with pytest.raises(DeskFault, match="There is no desk in this folder"):
        show_desk(own, desk)
    assert desk_dir(None, {}) == own
    (desk / "desk.keys").write_bytes(b"sealed")
    show_desk(own, desk)
    assert desk_dir(None, {}) == desk
    assert desk_dir(tmp_path / "argument", {}) == tmp_path / "argument"
    (own / "desk.keys").write_bytes(b"sealed")
    assert desk_dir(None, {}) == own, "a desk of one's own is never hidden"


@pytest.mark.parametrize("content", [b"", b"relative/desk", b"\xff\xfe\x00", b"\x00"])
def test_a_damaged_note_of_where_the_desk_is_leads_to_ones_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes
) -> None:
    monkeypatch.setattr(paths, "own_dir", lambda: tmp_path)
    (tmp_path / "desk-is-in.txt").write_bytes(content)
    assert desk_dir(None, {}) == tmp_path


@pytest.mark.skipif(os.name != "posix", reason="access lists on Windows")
def test_a_desk_of_an_account_that_let_nobody_in_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "desk.keys").write_bytes(b"sealed")
    monkeypatch.setattr(paths.os, "geteuid", lambda: 4242)
    with pytest.raises(DeskFault, match="lets this account in"):
        show_desk(tmp_path, tmp_path)
    assert not (tmp_path / "desk-is-in.txt").exists()


@pytest.mark.skipif(os.name != "posix", reason="access lists on Windows")
def test_a_private_folder_is_for_its_owner_only(tmp_path: Path) -> None:
    made = private_dir(tmp_path / "a" / "b")
    assert stat.S_IMODE(made.stat().st_mode) == 0o700
    made.chmod(0o755)
    assert stat.S_IMODE(private_dir(made).stat().st_mode) == 0o700


def test_a_folder_that_cannot_be_made_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(DeskFault, match="Choose a folder"):
        private_dir(tmp_path / "file" / "desk")


def test_somebody_elses_folder_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paths.os, "geteuid", lambda: 4242)
    with pytest.raises(DeskFault, match="another account"):
        private_dir(tmp_path / "desk")


def test_resources_of_a_checkout_and_of_an_installer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert (resources_dir() / "security" / "common_passwords.txt").is_file()
    (tmp_path / "callback_desk" / "_resources").mkdir(parents=True)
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert resources_dir() == tmp_path / "callback_desk" / "_resources"
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path / "empty"), raising=False)
    monkeypatch.setattr(paths, "_PACKAGE", tmp_path / "nowhere" / "callback_desk")
    with pytest.raises(DeskFault, match="Install it again"):
        resources_dir()


@pytest.mark.parametrize(
    ("place", "service"),
    [
        ("OneDrive/desk", "OneDrive"),
        ("OneDrive - Lakeside PD/records/desk", "OneDrive"),
        ("Dropbox/desk", "Dropbox"),
        ("Dropbox (Personal)/desk", "Dropbox"),
        ("Google Drive/desk", "Google Drive"),
        ("Library/CloudStorage/GoogleDrive-x/desk", "Google Drive"),
        ("Library/Mobile Documents/com~apple~CloudDocs/desk", "iCloud"),
        ("Nextcloud/desk", "Nextcloud"),
        ("Box/desk", "Box"),
    ],
)
def test_folders_that_upload_themselves_are_refused(tmp_path: Path, place: str, service: str) -> None:
    said = refusal_for(tmp_path / place, environment={}, volume_of=local)
    assert said is not None
    assert service in said
    assert said.endswith("own disk.")


def test_a_synced_folder_is_known_by_its_mark_or_its_variable(tmp_path: Path) -> None:
    (tmp_path / "sync" / ".stfolder").mkdir(parents=True)
    assert "Syncthing" in (refusal_for(tmp_path / "sync" / "a" / "desk", environment={}, volume_of=local) or "")
    environment = {"OneDriveCommercial": str(tmp_path / "Lakeside")}
    assert "OneDrive" in (refusal_for(tmp_path / "Lakeside" / "desk", environment=environment, volume_of=local) or "")


@pytest.mark.parametrize("place", ["desk", "boxes/desk", "my onedrive notes/desk", "megan/desk"])
def test_other_folders_may_be_used(tmp_path: Path, place: str) -> None:
    assert refusal_for(tmp_path / place, environment={}, volume_of=local) is None
    assert refusal_for(tmp_path / place, environment={}) is None  # the real drive of this test


def test_an_account_may_be_called_like_a_service(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "home", lambda: tmp_path / "box")
    assert refusal_for(tmp_path / "box" / "desk", environment={}, volume_of=local) is None


@pytest.mark.parametrize(("kind", "word"), [(VolumeKind.NETWORK, "network drive"), (VolumeKind.REMOVABLE, "taken out")])
def test_drives_that_do_not_keep_a_database_are_refused(tmp_path: Path, kind: VolumeKind, word: str) -> None:
    said = refusal_for(tmp_path, environment={}, volume_of=lambda path: kind, what="The backup folder")
    assert said is not None
    assert said.startswith("The backup folder must not")
    assert word in said


MOUNTINFO = """\
22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw
40 22 0:35 / /srv/maria/share rw - cifs //server/share rw
41 22 0:36 / /srv/nfs rw shared:7 master:3 - nfs4 server:/export rw
42 22 8:17 / /media/maria/USB\\040STICK rw - vfat /dev/sdb1 rw
43 22 0:37 / /srv/maria/s3 rw - fuse.rclone bucket: rw
44 22 8:33 / /data rw - ext4 /dev/sdc1 rw
garbage
"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/srv/maria/desk", VolumeKind.LOCAL),
        ("/srv/maria/share", VolumeKind.NETWORK),
        ("/srv/maria/share/desk", VolumeKind.NETWORK),
        ("/srv/maria/shared/desk", VolumeKind.LOCAL),
        ("/srv/nfs/desk", VolumeKind.NETWORK),
        ("/media/maria/USB STICK/desk", VolumeKind.REMOVABLE),
        ("/srv/maria/s3/desk", VolumeKind.NETWORK),
        ("/data/desk", VolumeKind.REMOVABLE),
    ],
)
def test_linux_mounts(path: str, kind: VolumeKind) -> None:
    mounts = parse_mountinfo(MOUNTINFO)
    assert len(mounts) == 6
    assert kind_on(mounts, path, lambda source: source == "/dev/sdc1") is kind


def test_mac_mounts() -> None:
    text = (
        "/dev/disk3s1s1 on / (apfs, sealed, local, read-only)\n"
        "//maria@server/records on /Volumes/records (smbfs, nodev, nosuid, mounted by maria)\n"
        "map auto_home on /System/Volumes/Data/home (autofs, automounted)\n"
    )
    mounts = parse_mac_mounts(text)
    assert mounts[1] == Mount("/Volumes/records", "smbfs", "//maria@server/records")
    assert kind_on(mounts, "/Volumes/records/desk") is VolumeKind.NETWORK
    assert kind_on(mounts, "/Data/maria/desk") is VolumeKind.LOCAL


def test_a_system_that_tells_nothing_counts_as_local() -> None:
    assert kind_on([], "/anywhere") is VolumeKind.LOCAL


def test_a_windows_share_is_a_network_drive() -> None:
    assert paths._windows_volume("\\\\server\\share\\desk") is VolumeKind.NETWORK
