"""Promises to keep: overdue first, kept or moved by keyboard alone, and undone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from callback_desk.demo import VOLUNTEERS
from callback_desk.domain.call import CallResult, Promise
from callback_desk.ui.board.page import BoardPage
from callback_desk.ui.board.promises_sheet import PromiseRow, PromisesSheet
from callback_desk.ui.components import Label, Paragraph, Toast
from callback_desk.use_cases import finish_call, next_call, promises, start_call
from callback_desk.use_cases.sign_in import sign_in, sign_out
from tests.ui.a_desk import DEMO_PASSWORD, SUPERVISOR, Around

K = Qt.Key


@pytest.fixture
def page(board_page: BoardPage) -> BoardPage:
    return board_page


def promised(here: Around, *said: tuple[str, int]) -> None:
    """Each in a call of its own, by which day from today."""
    desk = sign_in(here.office.locked(), VOLUNTEERS[1], DEMO_PASSWORD)
    try:
        for text, in_days in said:
            card = next_call.claim_next(desk, desk.new_operation())
            assert card is not None
            op = desk.new_operation()
            started = start_call.start_call(desk, op, card.callback_id, card.fence, card.phones[0].id)
            promise = Promise(text, SUPERVISOR, desk.clock.now() + timedelta(days=in_days))
            result = CallResult("talked_all", promises=(promise,))
            finish_call.finish_call(desk, desk.new_operation(), started.call_id, started.fence, result)
    finally:
        sign_out(desk)


def opened(page: BoardPage, here: Around) -> PromisesSheet:
    """From the board's own line, by keyboard."""
    page.show()
    page.activateWindow()
    here.until(page.isActiveWindow)
    here.until(lambda: any(row.line.kind == "promises" for row in page.waiting.rows))
    row = next(row for row in page.waiting.rows if row.line.kind == "promises")
    row.verb.setFocus()
    QTest.keyClick(row.verb, K.Key_Return)
    here.settle()
    sheet = page.sheets.here
    assert isinstance(sheet, PromisesSheet)
    return sheet


def texts(widget: QWidget) -> list[str]:
    found = [*widget.findChildren(Label), *widget.findChildren(Paragraph)]
    return [label.text() for label in found if label.isVisibleTo(widget) and label.text()]


def told(sheet: PromisesSheet) -> list[str]:
    return [row.promise.text for row in sheet.rows]


def tab_to(widget: QWidget) -> None:
    """From where the focus is, by Tab."""
    for _ in range(40):
        if QApplication.focusWidget() is widget:
            return
        QTest.keyClick(QApplication.focusWidget(), K.Key_Tab)
    raise AssertionError("Tab never came there")


def toasts(page: BoardPage) -> list[Toast]:
    made: list[Toast] = []
    page.toast_wished.connect(made.append)
    return made


def test_overdue_stands_first_with_who_keeps_it_for_whom_and_by_whom_it_was_said(page: BoardPage, here: Around) -> None:
    promised(here, ("A form by mail.", 3), ("The report number.", -2), ("A call from the unit.", 0))
    sheet = opened(page, here)
    assert told(sheet) == ["The report number.", "A call from the unit.", "A form by mail."]
    words = texts(sheet)
    assert [one for one in ("Overdue", "Today", "Later") if one in words] == ["Overdue", "Today", "Later"]
    first = texts(sheet.rows[0])
    assert first[1].startswith(f"{SUPERVISOR} keeps it, by ")
    assert f"by {VOLUNTEERS[1]}" in first[2]
    assert sheet.rows[0].promise.name.display in first[2]
    assert "case" in first[2]
    assert sheet.back.hasFocus(), "a second Enter keeps nothing"


def test_kept_it_goes_and_undo_brings_it_back(page: BoardPage, here: Around) -> None:
    promised(here, ("The report number.", 1), ("A form by mail.", 3))
    sheet = opened(page, here)
    made = toasts(page)
    tab_to(sheet.rows[0].keep)
    QTest.keyClick(sheet.rows[0].keep, K.Key_Return)
    here.until(lambda: told(sheet) == ["A form by mail."])
    assert [one.text for one in promises.open_promises(here.desk)] == ["A form by mail."]
    assert isinstance(QApplication.focusWidget(), QWidget)
    assert sheet.rows[0].move_to.hasFocus(), "a second Enter keeps no other promise"
    assert made[0].words.text() == "Kept, and off the list."
    made[0].undo.click()
    here.until(lambda: told(sheet) == ["The report number.", "A form by mail."])


def test_moved_it_stands_at_its_later_day_and_a_day_that_is_none_is_said(page: BoardPage, here: Around) -> None:
    promised(here, ("The report number.", -1), ("A form by mail.", 1))
    sheet = opened(page, here)
    made = toasts(page)
    row = sheet.rows[0]
    tab_to(row.move_to)
    QTest.keyClick(row.move_to, K.Key_Return)
    assert row.day.edit.hasFocus()
    QTest.keyClicks(row.day.edit, "soon")
    QTest.keyClick(row.day.edit, K.Key_Return)
    assert row.day.error.startswith("Which day?")
    row.day.edit.clear()
    later = (here.desk.clock.now() + timedelta(days=5)).astimezone(here.desk.zone)
    QTest.keyClicks(row.day.edit, f"{later.month}/{later.day}")
    assert not row.day.error
    QTest.keyClick(row.day.edit, K.Key_Return)
    here.until(lambda: told(sheet) == ["A form by mail.", "The report number."])
    moved = sheet.rows[1].promise
    assert moved.due_at is not None
    assert moved.due_at.astimezone(here.desk.zone).date() == later.date()
    assert "moved there" in texts(sheet.rows[1])[1]
    made[0].undo.click()
    here.until(lambda: told(sheet) == ["The report number.", "A form by mail."])


def test_escape_closes_the_field_and_news_does_not_close_it(page: BoardPage, here: Around) -> None:
    promised(here, ("The report number.", 1))
    sheet = opened(page, here)
    row = sheet.rows[0]
    row.move_to.click()
    promised(here, ("A form by mail.", 3))
    page.refresh()
    here.settle()
    assert sheet.rows == [row], "nothing moves under the hands of whoever types"
    QTest.keyClick(row.day.edit, K.Key_Escape)
    assert not row.moving
    assert row.move_to.hasFocus()
    page.refresh()
    here.until(lambda: len(sheet.rows) == 2)


def test_the_last_one_kept_leaves_an_honest_empty_page(page: BoardPage, here: Around) -> None:
    promised(here, ("The report number.", 1))
    sheet = opened(page, here)
    sheet.rows[0].keep.click()
    here.until(lambda: not sheet.rows)
    assert "No promise is open" in texts(sheet)
    sheet.back.click()
    here.until(lambda: not any(row.line.kind == "promises" for row in page.waiting.rows))


@pytest.mark.parametrize("width", [620, 870, 1150])
def test_nothing_is_wider_than_the_page(page: BoardPage, here: Around, width: int) -> None:
    promised(here, ("A very long promise about a report number that has to come by mail, and a form as well.", -1))
    page.resize(width, 700)
    sheet = opened(page, here)
    row = sheet.rows[0]
    assert isinstance(row, PromiseRow)
    row.move_to.click()
    inside = sheet.scroller.widget()
    assert inside.minimumSizeHint().width() <= sheet.scroller.viewport().width()
