"""An import is taken back from its history: the sheet, the one button that does it, and what it says after."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from callback_desk.domain.ids import BatchId
from callback_desk.domain.undo import TakenBack, UndoCounts, UndoPerson, UndoPile, UndoReason, UndoReport
from callback_desk.domain.views import ListFilter
from callback_desk.ui.imports.page import ImportPage
from callback_desk.ui.imports.taken_back_bars import away_words, coming_words
from callback_desk.ui.imports.undo_progress import UndoProgress, UndoStep
from callback_desk.ui.imports.undo_sheet import UndoSheet, pile_words, reason_lines
from callback_desk.use_cases import call_list, import_report, undo_import
from tests.ui.a_desk import Around, a_finished_call


@pytest.fixture
def page(here: Around, qtbot: QtBot) -> Iterator[ImportPage]:
    made = ImportPage(here.desk, here.runner, here.news, here.notices)
    qtbot.addWidget(made)
    made.resize(1150, 768)
    made.show()
    here.settle()
    yield made
    made.leave()


def open_sheet(page: ImportPage, here: Around) -> UndoSheet:
    page.choose.table.row_opened.emit(0)
    here.settle()
    assert page.choose.take_back.isVisibleTo(page)
    page.choose.take_back.click()
    here.settle()
    assert page.taking_back.sheet is not None
    return page.taking_back.sheet


def people_on(here: Around) -> int:
    return len(call_list.all_ids(here.desk, ListFilter()))


def test_no_single_key_takes_an_import_back(page: ImportPage, here: Around, qtbot: QtBot) -> None:
    before = people_on(here)
    sheet = open_sheet(page, here)
    assert page.window().focusWidget() is sheet.way_out
    qtbot.keyClick(sheet, Qt.Key.Key_Return)
    here.settle()
    assert page.taking_back.sheet is sheet
    qtbot.keyClick(sheet, Qt.Key.Key_Escape)
    here.settle()
    assert page.taking_back.sheet is None
    assert people_on(here) == before
    assert import_report.batches(here.desk)[0].undone_at is None


def test_the_button_takes_it_back_and_the_sheet_says_what_happened(page: ImportPage, here: Around) -> None:
    sheet = open_sheet(page, here)
    removed = sheet.report.counts.of(UndoPile.REMOVED)
    assert removed == people_on(here) > 0
    sheet.verb.click()
    here.settle()
    done = page.taking_back.sheet
    assert done is not None
    assert done.report.undone_at is not None
    assert not done.way_out.isVisibleTo(done)
    assert pile_words(done.report, UndoPile.REMOVED) == f"{removed:,} people went off the call list"
    done.verb.click()
    here.settle()
    assert page.taking_back.sheet is None
    assert people_on(here) == 0
    assert "(taken back)" in page.choose.model.data(page.choose.model.index(0, 1))
    again = open_sheet(page, here)
    assert again.report == done.report


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Every turn of taking back waits for this; one person is looked at in each."""
    may_go = threading.Event()
    monkeypatch.setattr(undo_import, "_AT_ONCE", 1)
    monkeypatch.setattr("callback_desk.ui.imports.taking_back.after_others", lambda: may_go.wait(30))
    yield may_go
    may_go.set()


def begin_taking_back(page: ImportPage, here: Around) -> UndoProgress:
    open_sheet(page, here).verb.click()
    here.until(
        lambda: page.taking_back.doing is not None and "person 1 of" in page.taking_back.doing.bar.sentence.text()
    )
    assert page.taking_back.doing is not None
    return page.taking_back.doing


@pytest.mark.parametrize("by_key", [False, True])
def test_stop_leaves_the_import_and_says_so(
    page: ImportPage, here: Around, qtbot: QtBot, held: threading.Event, by_key: bool
) -> None:
    before = people_on(here)
    doing = begin_taking_back(page, here)
    assert page.taking_back.sheet is None
    assert page.window().focusWidget() is doing.bar.stop
    if by_key:
        qtbot.keyClick(doing, Qt.Key.Key_Escape)
    else:
        doing.bar.stop.click()
    assert page.taking_back.doing is doing, "it stays until the work has stopped"
    assert not doing.bar.stop.isEnabled()
    held.set()
    here.settle()
    assert page.taking_back.doing is None
    assert page.taking_back.sheet is None
    assert people_on(here) == before
    assert import_report.batches(here.desk)[0].undone_at is None
    assert here.notices.now is not None
    assert here.notices.now.words == "Stopped. The import is as it was."


def test_the_desk_can_be_used_while_it_runs_and_the_end_cannot_be_stopped(
    page: ImportPage, here: Around, held: threading.Event
) -> None:
    doing = begin_taking_back(page, here)
    assert people_on(here) > 0
    doing.show_step(UndoStep("settle", 0, 0))
    assert not doing.bar.stop.isVisible()
    doing.dismiss()
    assert page.taking_back.doing is doing
    held.set()
    here.settle()
    assert page.taking_back.sheet is not None
    assert people_on(here) == 0


def test_rows_that_stay_away_are_said_with_who_and_when() -> None:
    zone, today = ZoneInfo("America/Chicago"), date(2026, 3, 20)
    last = TakenBack(datetime(2026, 3, 13, 2, 0, tzinfo=UTC), "Omar Fields")
    said = "You took these 1,204 rows back on March 12. They stay away."
    assert away_words(1_204, last, "Omar Fields", today, zone) == said
    said = "Omar Fields took this row back on March 12, 2026. It stays away."
    assert away_words(1, last, "Dana Whitlock", date(2027, 1, 2), zone) == said
    assert away_words(2, None, "Dana", today, zone) == "These 2 rows were taken back before. They stay away."
    assert away_words(0, last, "Dana", today, zone) == ""
    assert coming_words(1) == "1 row that was taken back before comes with this import."


def test_while_an_import_is_open_the_page_says_why_not(page: ImportPage, here: Around) -> None:
    sheet = open_sheet(page, here)
    session = import_report.open_import(here.desk, None)
    try:
        sheet.verb.click()
        here.settle()
    finally:
        session.close()
    assert page.taking_back.sheet is None
    assert people_on(here) > 0


def test_the_piles_are_said_in_words_with_their_reasons() -> None:
    counts = UndoCounts({UndoReason.CALLED: 1, UndoReason.NOTHING_SINCE: 1_204})
    people = (
        UndoPerson("Doe, Ann", UndoReason.CALLED),
        *(UndoPerson(f"Pine, {letter}", UndoReason.NOTHING_SINCE) for letter in "ABCD"),
    )
    report = UndoReport(BatchId(1), "november.csv", counts, people)
    assert [pile_words(report, pile) for pile in UndoPile] == [
        "1,204 people go off the call list",
        "1 person stays: called since",
        "0 people stay: changed since",
        "0 people were gone already",
    ]
    assert reason_lines(report, UndoPile.REMOVED) == ["Pine, A; Pine, B; Pine, C and 1,201 more"]
    assert reason_lines(report, UndoPile.KEPT_CALLED) == ["Has been called since. Doe, Ann"]
    assert reason_lines(report, UndoPile.KEPT_EDITED) == []


def test_who_was_called_is_named_before_anything_is_done(page: ImportPage, here: Around) -> None:
    a_finished_call(here.office)
    sheet = open_sheet(page, here)
    assert sheet.report.counts.of(UndoPile.KEPT_CALLED) == 1
