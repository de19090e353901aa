"""Holds by case number in the window: before the case arrives or after, with an end or without, and each one let go."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from callback_desk.domain.ids import CallbackId
from callback_desk.domain.views import ListFilter, ShownState
from callback_desk.ui.queue.filters import Filters
from callback_desk.ui.queue.hold_sheet import SHOWN, HoldEntry, HoldSheet
from callback_desk.ui.queue.list_page import QueuePage
from callback_desk.ui.theme import Theme, current_theme
from callback_desk.use_cases import call_list, decide_hold
from tests.ui.a_desk import Around

ASKED = "Detective Reyes asked for it"


@pytest.fixture
def page(queue_page: QueuePage) -> QueuePage:
    return queue_page


def opened(page: QueuePage, here: Around) -> HoldSheet:
    """By the button of the page, and the holds are there."""
    page.filters.holds.click()
    sheet = page.holding.sheet
    assert sheet is not None
    assert sheet.number.edit.hasFocus()
    here.until(lambda: bool(sheet.entries or sheet.more.text()))
    return sheet


def put(sheet: HoldSheet, here: Around, number: str, until: str = "") -> str:
    """Type it in; what the sheet says then."""
    QTest.keyClicks(sheet.number.edit, number)
    QTest.keyClicks(sheet.until.edit, until)
    QTest.keyClicks(sheet.reason.edit, ASKED)
    QTest.keyClick(sheet.reason.edit, Qt.Key.Key_Return)
    here.until(lambda: sheet.number.text == "" and any(entry.number == number for entry in sheet.entries))
    here.settle()
    return sheet.said.accessibleName()


def entry_of(sheet: HoldSheet, number: str) -> HoldEntry:
    [entry] = [one for one in sheet.entries if one.number == number]
    return entry


def waiting(here: Around) -> tuple[CallbackId, str]:
    for row in call_list.rows_by_id(here.desk, call_list.all_ids(here.desk, ListFilter())):
        if row.shown is ShownState.READY:
            return row.id, call_list.why(here.desk, row.id).case_numbers[0]
    raise AssertionError("somebody on the demo desk is ready")


def test_a_case_is_held_before_it_arrives_and_let_go(page: QueuePage, here: Around) -> None:
    sheet = opened(page, here)
    assert sheet.more.text() == "No case is on hold."
    said = put(sheet, here, "26-990001")
    assert said == "Nobody is called about 26-990001 until it is taken away. Nobody on the list now waits for it."
    [hold] = decide_hold.cases_on_hold(here.desk)
    assert (hold.number, hold.here, hold.reason, hold.by, hold.until) == (
        "26-990001",
        False,
        ASKED,
        here.desk.session.name,
        None,
    )
    entry = entry_of(sheet, "26-990001")
    entry.end.click()
    assert entry.why.edit.hasFocus()
    entry.sure.click()
    assert entry.why.error == "Say why the hold ends. It is kept with your name."
    assert len(decide_hold.cases_on_hold(here.desk)) == 1
    QTest.keyClicks(entry.why.edit, "He is done")
    QTest.keyClick(entry.why.edit, Qt.Key.Key_Return)
    here.until(lambda: sheet.more.text() == "No case is on hold.")
    assert sheet.said.accessibleName().startswith("The hold on 26-990001 has ended.")
    assert decide_hold.cases_on_hold(here.desk) == ()


def test_who_is_on_the_list_waits_and_comes_back(page: QueuePage, here: Around) -> None:
    one, number = waiting(here)
    page.open_person(one)
    here.until(lambda: page.panel.person == one and page.panel_open)
    sheet = opened(page, here)
    last = page.today + timedelta(days=30)
    said = put(sheet, here, number, until=f"{last:%m/%d/%Y}")
    assert said.endswith("1 person on the list now waits for it.")
    assert call_list.why(here.desk, one).state == "held"
    assert [hold.until for hold in decide_hold.cases_on_hold(here.desk)] == [last]
    shown = page.panel.shown
    assert shown is not None
    assert shown.view.state == "held", "the list behind the sheet has heard of it"
    entry = entry_of(sheet, number)
    entry.end.click()
    QTest.keyClicks(entry.why.edit, "He is done")
    entry.sure.click()
    here.until(lambda: not sheet.entries)
    assert call_list.why(here.desk, one).state == "waiting"


def test_what_is_missing_or_past_is_said_beside_its_field(page: QueuePage, here: Around) -> None:
    sheet = opened(page, here)
    sheet.verb.click()
    assert (sheet.number.error, sheet.until.error) == ("Type the case number.", "")
    assert sheet.reason.error == "Say who asked for the hold, and why."
    for typed, said in (
        ("whenever", "Write the day like 12/31/2026."),
        (f"{page.today - timedelta(days=1):%m/%d/%Y}", "This day is past."),
    ):
        sheet.until.set_text(typed)
        sheet.verb.click()
        assert sheet.until.error == said
    assert decide_hold.cases_on_hold(here.desk) == ()


def test_two_holds_on_one_case_stand_together_and_end_together(page: QueuePage, here: Around) -> None:
    for reason in ("The trial begins", "A relative works there."):
        decide_hold.hold_case(here.desk, here.desk.new_operation(), "26-990001", reason, None)
    sheet = opened(page, here)
    assert [entry.number for entry in sheet.entries] == ["26-990001"]
    entry = entry_of(sheet, "26-990001")
    entry.end.click()
    QTest.keyClicks(entry.why.edit, "Both are over")
    entry.sure.click()
    here.until(lambda: not sheet.entries)
    assert decide_hold.cases_on_hold(here.desk) == ()


def test_one_of_many_is_found_by_its_number(page: QueuePage, here: Around) -> None:
    for place in range(SHOWN + 2):
        decide_hold.hold_case(here.desk, here.desk.new_operation(), f"26-99{place:04}", ASKED, None)
    sheet = opened(page, here)
    assert len(sheet.entries) == SHOWN
    assert sheet.more.text() == "2 more. Type a case number above to find one."
    QTest.keyClicks(sheet.number.edit, "26-990001")
    assert [entry.number for entry in sheet.entries] == ["26-990001"]
    assert not sheet.more.isVisible()


def test_escape_closes_it_and_the_button_has_the_focus_again(page: QueuePage, here: Around) -> None:
    page.filters.holds.setFocus()
    sheet = opened(page, here)
    QTest.keyClick(sheet.number.edit, Qt.Key.Key_Escape)
    assert page.holding.sheet is None
    assert page.filters.holds.hasFocus()
    opened(page, here)
    page.leave()
    assert page.holding.sheet is None


@pytest.mark.parametrize(("width", "scale"), [(1366, 2.0), (1366, 1.5), (878, 1.0), (1151, 1.0)])
def test_the_row_of_filters_fits_its_window(qtbot: QtBot, width: int, scale: float) -> None:
    before = current_theme()
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    try:
        Theme(before.mode, scale).apply(app)
        room = width - round(2 * (16 if scale >= 1.5 else 28) * scale)  # between the edges of the page
        row = Filters()
        qtbot.addWidget(row)
        row.search.setText("Quill")
        row.resize(room, row.sizeHint().height())
        row.show()
        row.clear.show()
        qtbot.waitUntil(row.holds.isVisible, timeout=30_000)
        assert row.minimumSizeHint().width() <= room
    finally:
        before.apply(app)


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_the_fields_begin_where_the_title_begins(page: QueuePage, here: Around, scale: float) -> None:
    """What scrolls in a dialog keeps room for the focus ring: the fields stood 6 px inside the words above them."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    before = current_theme()
    try:
        Theme(before.mode, scale).apply(app)
        sheet = opened(page, here)
        here.settle()
        origin = QPoint(0, 0)
        left = sheet.sentence.mapTo(sheet, origin).x()
        assert sheet.number.edit.mapTo(sheet, origin).x() == left
        assert sheet.reason.edit.mapTo(sheet, origin).x() == left
        right = sheet.verb.mapTo(sheet, QPoint(sheet.verb.width(), 0)).x()
        bar = sheet.scroller.verticalScrollBar()
        beside = bar.width() if bar.isVisible() else 0
        assert sheet.reason.edit.mapTo(sheet, QPoint(sheet.reason.edit.width(), 0)).x() == right - beside
    finally:
        before.apply(app)
