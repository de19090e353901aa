"""`paper`: each sheet is written where it was said, by who may, and names nobody it must not."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest

from callback_desk.bootstrap.press import PdfPress
from callback_desk.use_cases.ports_world import Volume
from tests.cli.terminal import Terminal


def words_of(path: Path) -> str:
    made = pypdfium2.PdfDocument(path)
    found = " ".join(" ".join(made[page].get_textpage().get_text_range().split()) for page in range(len(made)))
    made.close()
    return found


@pytest.mark.parametrize(
    ("arguments", "there"),
    [
        (("hand-over",), "For the next shift"),
        (("shift", "--forms", "1"), "A shift on paper"),
        (("import", "1"), "Where every row went"),
        (("anchors",), "What it cannot prove"),
        (("privacy",), "What this desk keeps"),
    ],
)
def test_each_is_written_and_said(terminal: Terminal, tmp_path: Path, arguments: tuple[str, ...], there: str) -> None:
    target = tmp_path / "made.pdf"
    said = terminal.run("paper", *arguments, "--out", target)
    assert said.code == 0, said.err
    assert str(target) in said.err
    assert there in words_of(target)


def test_an_import_that_is_not_there_is_refused_and_nothing_is_written(terminal: Terminal, tmp_path: Path) -> None:
    said = terminal.run("paper", "import", "999", "--out", tmp_path / "made.pdf")
    assert said.code == 1
    assert list(tmp_path.glob("*.pdf")) == []


def test_too_many_forms_are_refused(terminal: Terminal, tmp_path: Path) -> None:
    said = terminal.run("paper", "shift", "--forms", "26", "--out", tmp_path / "made.pdf")
    assert said.code == 1
    assert "0 to 25" in said.err


def test_a_paper_for_a_drive_is_sealed_with_the_first_line_of_a_file(
    terminal: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(PdfPress, "volume", lambda *_: Volume.REMOVABLE)
    target, secret = tmp_path / "made.pdf", tmp_path / "secret.txt"
    refused = terminal.run("paper", "hand-over", "--out", target)
    assert refused.code == 1 and "People stand on this page" in refused.err
    assert not target.exists()
    secret.write_text("four words in a row\n", "utf-8")
    said = terminal.run("paper", "hand-over", "--out", target, "--file-password-file", secret)
    assert said.code == 0, said.err
    assert "four words" not in said.err
    with pytest.raises(pypdfium2.PdfiumError):
        pypdfium2.PdfDocument(target)
    pypdfium2.PdfDocument(target, password="four words in a row").close()
