"""`front-desk-card`: one page, written by who may print scripts, over no other file."""

from __future__ import annotations

from pathlib import Path

import pypdfium2

from tests.cli.terminal import Terminal


def test_the_card_is_one_page_with_the_departments_name(terminal: Terminal, tmp_path: Path) -> None:
    target = tmp_path / "card.pdf"
    said = terminal.run("front-desk-card", "--out", target)
    assert said.code == 0, said.err
    assert "whoever answers the published number" in said.err
    document = pypdfium2.PdfDocument(target)
    assert len(document) == 1
    words = " ".join(document[0].get_textpage().get_text_range().split())
    document.close()
    assert "Was that call really from you?" in words
    assert "Do not say whether a person is on our list" in words


def test_another_file_is_never_written_over(terminal: Terminal, tmp_path: Path) -> None:
    other = tmp_path / "notes.pdf"
    other.write_text("my notes", "utf-8")
    said = terminal.run("front-desk-card", "--out", other)
    assert said.code == 1
    assert "Nothing was written." in said.err
    assert other.read_text("utf-8") == "my notes"
