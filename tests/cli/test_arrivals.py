"""`arrivals`: the watched folder from the terminal: named, listed, left, and nothing imported by itself."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

from tests.cli.terminal import Terminal
from tests.use_cases.made_desks import RUTH, plain_rows, write_rows


def test_a_folder_is_named_listed_and_left(terminal: Terminal) -> None:
    assert "No folder is watched." in terminal.run("arrivals").err
    folder = terminal.folder.with_name("from records")
    folder.mkdir()
    listed = terminal.run("arrivals", "--watch", folder)
    assert (listed.code, listed.out) == (0, "")
    assert f"There is no export in {folder}." in listed.err
    export = write_rows(folder / "monday.csv", plain_rows(2, date.today(), first=60))
    os.utime(export, (1_700_000_000, 1_700_000_000))
    write_rows(folder / "being written.csv", plain_rows(1, date.today(), first=70))
    os.utime(folder / "being written.csv", (4_000_000_000, 4_000_000_000))
    listed = terminal.run("arrivals")
    assert listed.out == f"monday.csv\t{export.stat().st_size:,} bytes\tnew\n"
    assert "Still being written, and not listed: 1." in listed.err
    before = terminal.run("batches").out
    assert terminal.run("import", export).code == 0
    found = terminal.run("arrivals", "--json").json
    [one] = found["files"]  # type: ignore[misc]
    assert (one["file"], one["path"]) == ("monday.csv", str(export))
    assert one["imported_at"] is not None
    assert len(terminal.run("batches").out.splitlines()) == len(before.splitlines()) + 1
    assert terminal.run("arrivals", "--stop", "--json").json["folder"] is None


def test_what_cannot_be_watched_gets_a_sentence(terminal: Terminal, tmp_path: Path) -> None:
    said = terminal.run("arrivals", "--watch", tmp_path / "gone")
    assert (said.code, said.out) == (1, "")
    assert "cannot be read" in said.err
    both = terminal.run("arrivals", "--watch", tmp_path, "--stop")
    assert both.code == 1
    assert "not both" in both.err
    assert terminal.run("arrivals", "--json").json["folder"] is None


def test_a_volunteer_sees_no_folder(terminal: Terminal) -> None:
    terminal.user = RUTH
    assert terminal.run("arrivals").code == 1
