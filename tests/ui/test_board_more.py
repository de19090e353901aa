"""Behind More: when people answer in words and numbers, and two weeks tried out, with a way to stop."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from callback_desk.domain.contact_rates import Cell, Part, Rates
from callback_desk.ui.board.ahead_sheet import AheadSheet
from callback_desk.ui.board.answered_sheet import AnsweredSheet, best_words, in_words, short_words
from callback_desk.ui.board.page import BoardPage
from callback_desk.ui.board.view_as_sheet import ViewAsSheet
from callback_desk.ui.components import Paragraph
from callback_desk.use_cases import agency_settings, call_list
from tests.ui.a_desk import Around, a_finished_call


@pytest.fixture
def page(board_page: BoardPage, here: Around) -> BoardPage:
    board_page.show()
    here.settle()
    return board_page


def test_when_people_answer_is_said_as_a_table_and_in_words(page: BoardPage, here: Around) -> None:
    page.more.buttons["answered"].click()
    here.settle()
    sheet = page.sheets.here
    assert isinstance(sheet, AnsweredSheet)
    assert sheet.empty.isVisibleTo(sheet)
    assert not sheet.card.isVisibleTo(sheet)
    a_finished_call(here.office)
    page.refresh()
    here.until(lambda: sheet.model.rowCount() == 1)
    (line,) = sheet.model.lines
    assert line[1:] == ("1", "1", "too few to say")
    assert "1 of 1" in sheet.map.accessibleDescription()
    assert sheet.card.isVisibleTo(sheet)
    sheet.back.click()
    assert page.sheets.here is None


def test_small_numbers_are_said_as_they_are() -> None:
    assert [short_words(one) for one in (Cell(), Cell(7, 3), Cell(40, 15))] == ["none", "3 of 7", "38 %"]
    few = Rates({(1, Part.MORNING): Cell(7, 3)}, {})
    assert best_words(few).endswith("too few tries yet to compare one part of the week with another.")
    many = Rates({(1, Part.MORNING): Cell(40, 10), (3, Part.EVENING): Cell(40, 30), (5, Part.MORNING): Cell(2, 2)}, {})
    assert best_words(many) == (
        "82 tries, 42 people answered. Most answer on Thursday evenings (75 of 100), "
        "fewest on Tuesday mornings (25 of 100)."
    )
    assert in_words(many) == "Tuesday morning: 25 %; Thursday evening: 75 %; Saturday morning: 2 of 2"


def test_two_weeks_are_tried_out_and_nothing_is_saved(page: BoardPage, here: Around) -> None:
    before = agency_settings.settings(here.desk)
    page.sheets.open("ahead")
    here.settle()
    sheet = page.sheets.here
    assert isinstance(sheet, AheadSheet)
    assert "tuesday 9:00-12:00" in sheet.shifts.text
    changes, delays = sheet.asked()
    assert (set(changes), delays) == ({"calendar"}, {})
    sheet.fields["attempts_person"].set_value(2)
    sheet.fields["wait"].set_value(7)
    sheet.shifts.set_text("saturday 6:00-8:00")
    changes, delays = sheet.asked()
    assert changes["calling"] == {"attempts_person": 2}
    assert {change.delay_days for change in delays.values()} == {7}
    sheet.play.click()
    assert not sheet.play.isEnabled()
    here.settle()
    assert sheet.play.isEnabled()
    said = [one.text() for one in sheet.found.findChildren(Paragraph)]
    assert said[0].endswith("Nothing was saved.")
    assert "0 people of" in said[1]
    assert sheet.never.isVisibleTo(sheet)
    why = "nobody is at the desk in a decent hour at their number, or at a time they gave"
    assert why in {str(line[1]) for line in sheet.model.lines}
    assert agency_settings.settings(here.desk) == before

    sheet.shifts.set_text("some day")
    sheet.play.click()
    here.until(lambda: here.notices.now is not None)
    assert sheet.play.isEnabled()
    sheet.again.click()
    here.settle()
    assert "tuesday 9:00-12:00" in sheet.shifts.text
    sheet.play.click()
    sheet.back.click()  # who goes away stops it
    here.settle()
    assert page.sheets.here is None


def test_the_desk_as_a_volunteer_sees_it_cannot_be_pressed(page: BoardPage, here: Around, qtbot: QtBot) -> None:
    page.sheets.open("view_as")
    here.settle()
    here.until(lambda: page.sheets.here is not None and page.sheets.here.seen is not None)
    here.settle()
    sheet = page.sheets.here
    assert isinstance(sheet, ViewAsSheet)
    shift, card = sheet.shift, sheet.card
    assert shift is not None
    assert card is not None
    assert sheet.seen is not None
    assert sheet.mark.text().startswith(f"As {sheet.seen.staff.name} sees it now.")
    assert shift.head.title.text().endswith(sheet.seen.staff.name.split()[0])
    asked: list[object] = []
    for signal in (shift.next_wanted, shift.find_wanted, card.start_wanted, card.skipped):
        signal.connect(lambda *given: asked.append(given))
    for widget in (shift.next_call.next, shift.note.write):
        qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)
        assert widget.focusPolicy() is Qt.FocusPolicy.NoFocus
    sheet.card_button.click()
    qtbot.keyClick(card, Qt.Key.Key_Return)
    qtbot.mouseClick(card.start, Qt.MouseButton.LeftButton)
    assert not asked
    assert not shift.note.leave.isVisibleTo(shift)
    before = call_list.state_counts(here.desk)
    assert set(before) & {"claimed", "calling"} == set()
    sheet.back.click()
    assert sheet.shift is None
    assert sheet.seen is None
