"""`what-left`: lines, JSON and a file; a file of another kind is a wrong usage."""

from __future__ import annotations

from pathlib import Path

from tests.cli.terminal import Terminal


def test_what_was_made_is_listed_and_saved(terminal: Terminal, tmp_path: Path) -> None:
    assert terminal.run("paper", "anchors", "--out", tmp_path / "anchors.pdf").code == 0
    said = terminal.run("what-left", "--json")
    assert said.code == 0, said.err
    found = said.json["documents"]
    assert isinstance(found, list)
    assert [one["what"] for one in found] == ["Anchor sheet"]
    assert "Anchor sheet, left" in terminal.run("what-left").out
    saved = terminal.run("what-left", "--out", tmp_path / "left.csv")
    assert saved.code == 0, saved.err
    assert "Anchor sheet" in (tmp_path / "left.csv").read_text("utf-8-sig")
    assert terminal.run("what-left", "--out", tmp_path / "left.txt").code == 2
