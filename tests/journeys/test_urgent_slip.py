"""A line that cannot wait is on paper before the call goes on, on a desk of real people."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtPrintSupport import QPrinter

from callback_desk.documents.preview import page_at
from callback_desk.domain.errors import DeskFault
from callback_desk.ui.call import slip
from callback_desk.ui.call.slip import NO_PRINTER
from callback_desk.ui.call.urgent import UrgentSheet
from tests.journeys.call_hands import keep_line, to_question, to_the_end
from tests.journeys.windows import K, Seat
from tests.use_cases.made_desks import SERGEANT, World, ask, events

GUN = "He keeps a <b>shotgun</b> in the van"


@pytest.fixture
def real(seat: Seat, monkeypatch: pytest.MonkeyPatch) -> Seat:
    """Ruth in a call with somebody who is not made up."""
    seat.until(lambda: not seat.window.runner.busy)
    desk = replace(seat.hand.desk, info=replace(seat.hand.desk.info, synthetic=False))
    monkeypatch.setattr(seat.page._slips, "_desk", desk)
    monkeypatch.setattr(seat.page._slips, "_draw", page_at)
    return seat


def _on_paper(folder: Path) -> Callable[[], QPrinter]:
    """A printer whose paper is a file."""

    def printer() -> QPrinter:
        made = QPrinter(QPrinter.PrinterMode.ScreenResolution)
        made.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        made.setOutputFileName(str(folder / f"paper-{len(list(folder.iterdir()))}.pdf"))
        return made

    return printer


def test_a_slip_is_printed_at_once_once_for_each_line_and_no_file_stays(
    real: Seat, world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    papers = tmp_path / "papers"
    papers.mkdir()
    monkeypatch.setattr(slip, "default_printer", _on_paper(papers))
    real.to_what_is_new()
    keep_line(real, GUN)
    to_question(real, "urgent", {})
    assert "a gun is mentioned" in real.seen()
    to_question(real, "act_by", {"urgent": "yes"})
    assert list(papers.iterdir()) == []  # the day is asked first
    folder = real.page._slips._folder.path
    real.key(K.Key_PageDown)
    real.until(lambda: "Slip printed" in real.page._slips.words)
    real.until(lambda: not real.window.runner.busy)
    real.key(K.Key_PageUp, K.Key_PageDown)
    real.until(lambda: not real.window.runner.busy)
    (paper,) = papers.iterdir()
    document = pypdfium2.PdfDocument(paper)
    assert len(document) == 1
    document.close()
    assert list(folder.iterdir()) == [], "the page is on paper and nowhere else"
    sergeant = world.enter(SERGEANT)
    assert [one for one in events(sergeant) if one in ("export.start", "export.done", "print")] == [
        "export.start",
        "export.done",
        "print",
    ]
    assert ask(sergeant, "SELECT kind, state, sha256 <> '' FROM exports") == [("urgent_slip", "done", 1)]
    to_the_end(real, {})
    assert isinstance(real.page.sheet, UrgentSheet)
    assert "Slip printed" in real.seen()


def test_without_a_printer_the_line_is_read_out_and_nothing_is_on_record(
    real: Seat, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(slip, "default_printer", lambda: None)
    _urgent_at_the_end(real)
    assert NO_PRINTER in real.seen()
    assert ask(world.enter(SERGEANT), "SELECT count(*) FROM exports") == [(0,)]


def test_a_slip_that_cannot_be_made_says_so_on_the_sheet_that_waits(
    real: Seat, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(slip, "default_printer", _on_paper(tmp_path))

    def refused(*_: object) -> object:
        raise DeskFault("The disk is full. Nothing was written.")

    monkeypatch.setattr(slip, "make_slip", refused)
    _urgent_at_the_end(real)
    real.until(lambda: "No slip was printed." in real.seen())
    assert "Read the line out. The disk is full. Nothing was written." in real.seen()


def _urgent_at_the_end(seat: Seat) -> None:
    seat.to_what_is_new()
    keep_line(seat, GUN)
    to_question(seat, "urgent", {})
    to_the_end(seat, {"urgent": "yes"})
    assert isinstance(seat.page.sheet, UrgentSheet)
