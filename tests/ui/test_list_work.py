"""Several people of the call list at once, views and columns somebody keeps, and what leaves the list."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from callback_desk.domain.list_views import ListColumn, ListLook
from callback_desk.domain.many import Left, ManyAct, ManyPreview
from callback_desk.domain.views import ListFilter, ShownState, Tab
from callback_desk.ui.components import Toast
from callback_desk.ui.queue.columns import CASES, COLUMNS, FOUND, NAME, REPORTED, STATE, TRIES
from callback_desk.ui.queue.going_out import as_lines
from callback_desk.ui.queue.list_page import QueuePage
from callback_desk.ui.queue.many_words import back_words, done_words, preview_words
from callback_desk.use_cases import call_list, list_views, many_people
from tests.ui.a_desk import Around


@pytest.fixture
def page(queue_page: QueuePage) -> QueuePage:
    return queue_page


def gone_to(page: QueuePage, here: Around, tab: Tab) -> list[int]:
    """The page stands at a tab, with everybody of it."""
    page.go_to(tab.value)
    people = list(call_list.all_ids(here.desk, ListFilter(tab=tab)))
    here.until(lambda: page.asked.tab is tab and list(page.model.ids) == people)
    here.settle()
    return people


def test_several_are_held_with_a_reason_and_come_back_with_undo(page: QueuePage, here: Around) -> None:
    toasts: list[Toast] = []
    page.toast_wished.connect(toasts.append)
    gone_to(page, here, Tab.READY)
    table = page.card.table
    table.setFocus()
    table.choose(page.model.id_at(0))
    QTest.keyClick(table, Qt.Key.Key_Space)
    QTest.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    ticked = sorted(page.model.ticked)
    assert len(ticked) == 2
    page.card.foot.change.click()
    sheet = page.many.sheet
    assert sheet is not None
    here.until(lambda: sheet.preview is not None)
    assert sheet.said.text() == "All 2 people will be held."
    assert sheet.verb.label == "Hold 2 people"
    sheet.verb.click()
    assert sheet.why.error
    sheet.why.set_text("The detective asked for a week.")
    sheet.verb.click()
    here.until(lambda: bool(toasts))
    assert page.many.sheet is None
    assert toasts[0].words.text() == "2 people are held."
    assert {call_list.why(here.desk, one).shown for one in ticked} == {ShownState.TO_DECIDE}
    assert not page.model.ticked
    toasts[0].undo.click()
    here.until(lambda: many_people.on_record(here.desk)[0].back == 2)
    here.settle()
    assert {call_list.why(here.desk, one).shown for one in ticked} == {ShownState.READY}
    page.many.open_record()
    record = page.many.record
    assert record is not None
    here.settle()
    assert not record.buttons, "nothing is left to take back"


def test_everybody_is_ticked_by_a_key_and_an_act_is_taken_back_later(page: QueuePage, here: Around) -> None:
    gone_to(page, here, Tab.READY)
    page.card.table.setFocus()
    QTest.keySequence(page.card.table, "Ctrl+A")
    here.until(lambda: len(page.model.ticked) == page.model.rowCount() > 1)
    everybody = len(page.model.ticked)
    page.many.open_sheet(sorted(page.model.ticked))
    sheet = page.many.sheet
    assert sheet is not None
    sheet.act_field.set_value(ManyAct.KEEP_OFF)
    sheet.act_field.value_chosen.emit(ManyAct.KEEP_OFF)
    here.until(lambda: sheet.preview is not None)
    sheet.why.set_text("Imported twice.")
    sheet.verb.click()
    here.until(lambda: page.many.sheet is None)
    here.until(lambda: page.model.rowCount() == 0)
    page.many.open_record()
    record = page.many.record
    assert record is not None
    here.until(lambda: len(record.buttons) == 1)
    record.buttons[0].click()
    here.until(lambda: page.model.rowCount() == everybody)


def test_stop_leaves_the_rest_as_it_was(page: QueuePage, here: Around) -> None:
    toasts: list[Toast] = []
    page.toast_wished.connect(toasts.append)
    people = gone_to(page, here, Tab.READY)
    page.many.open_sheet(people)
    sheet = page.many.sheet
    assert sheet is not None
    here.until(lambda: sheet.preview is not None)
    sheet.why.set_text("The detective asked for a week.")
    sheet.verb.click()
    sheet.progress.stop.click()
    here.until(lambda: page.many.sheet is None)
    here.settle()
    assert not toasts, "nothing is there to undo"
    assert list(page.model.ids) == people
    assert many_people.on_record(here.desk)[0].people == 0


def test_the_mouse_ticks_from_one_to_another_and_one_more(page: QueuePage, here: Around) -> None:
    people = gone_to(page, here, Tab.READY)
    table = page.card.table

    def click(place: int, keys: Qt.KeyboardModifier) -> None:
        spot = table.visualRect(page.model.index(place, NAME)).center()
        QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, keys, spot)

    click(0, Qt.KeyboardModifier.ControlModifier)
    click(2, Qt.KeyboardModifier.ShiftModifier)
    assert page.model.ticked == set(people[:3])
    click(4, Qt.KeyboardModifier.ControlModifier)
    click(1, Qt.KeyboardModifier.ControlModifier)
    assert page.model.ticked == {people[0], people[2], people[4]}
    assert not page.panel_open
    here.settle()


def test_chosen_columns_and_widths_are_there_at_the_next_sign_in(page: QueuePage, here: Around) -> None:
    page.looks.open_columns()
    sheet = page.looks.columns
    assert sheet is not None
    sheet.boxes[ListColumn.REPORTED].click()
    sheet.boxes[ListColumn.CASES].click()
    for _ in range(2):
        sheet.moves[ListColumn.CASES, -1].click()
    page.card.table.head.here = STATE
    QTest.keyClick(page.card.table.head, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    here.settle()
    wide = COLUMNS[STATE].width_px + 20
    look = list_views.look(here.desk)
    assert look.columns == (
        ListColumn.NAME,
        ListColumn.OFFENSE,
        ListColumn.STATE,
        ListColumn.CASES,
        ListColumn.NEXT,
        ListColumn.TRIES,
    )
    assert look.widths == ((ListColumn.STATE, wide),)
    sheet.dismiss()
    other = QueuePage(here.desk, here.runner, here.news, here.notices)
    other.resize(1400, 768)
    other.show()
    try:
        here.until(lambda: CASES in other.card.table.chosen_columns)
        assert REPORTED not in other.card.table.chosen_columns
        assert other.card.table.columnWidth(STATE) == other.theme.px(wide)
        other.resize(600, 768)
        assert TRIES not in other.card.table.chosen_columns
        assert other.card.table.chosen_columns[0] == NAME
    finally:
        other.leave()
        other.hide()
        other.deleteLater()
        here.settle()


def test_a_view_is_kept_found_again_and_removed(page: QueuePage, here: Around) -> None:
    shown = gone_to(page, here, Tab.TO_DECIDE)
    page.looks.open_views()
    sheet = page.looks.views
    assert sheet is not None
    sheet.name.set_text("Monday's decisions")
    sheet.verb.click()
    here.until(lambda: "Monday's decisions" in sheet.buttons)
    sheet.buttons["Everyone"].click()
    here.until(lambda: page.asked.tab is Tab.EVERYONE and page.model.rowCount() > len(shown))
    page.looks.open_views()
    again = page.looks.views
    assert again is not None
    here.until(lambda: "Monday's decisions" in again.buttons)
    again.buttons["Monday's decisions"].click()
    here.until(lambda: page.asked.tab is Tab.TO_DECIDE and list(page.model.ids) == shown)
    page.looks.open_views()
    last = page.looks.views
    assert last is not None
    here.until(lambda: "Monday's decisions" in last.drops)
    last.drops["Monday's decisions"].click()
    here.until(lambda: not list_views.views(here.desk))
    here.settle()


def test_a_search_by_number_says_which_number_it_found(page: QueuePage, here: Around) -> None:
    row = page.model.row_at(0)
    assert row is not None
    assert row.cases
    page.filters.search.setText(row.cases[0].replace("-", " "))
    QTest.keyClick(page.filters.search, Qt.Key.Key_Return)
    here.until(lambda: page.model.has_ids and page.model.rowCount() < 5)
    assert FOUND in page.card.table.chosen_columns
    places = [page.model.place_of(int(row.id))]
    assert places[0] >= 0
    here.settle()
    assert page.model.index(places[0], FOUND).data() == row.cases[0]


def test_rows_are_copied_with_headings_and_leave_the_clipboard(page: QueuePage, here: Around) -> None:
    row = page.model.row_at(0)
    assert row is not None
    page.card.table.choose(int(row.id))
    page.card.table.setFocus()
    QTest.keySequence(page.card.table, "Ctrl+C")
    clipboard = QGuiApplication.clipboard()
    here.until(lambda: row.name in clipboard.text())
    head, line = clipboard.text().split("\n")
    assert head.split("\t")[:2] == ["Name", "Offense"]
    assert line.split("\t")[0] == row.name
    page.leave()
    assert clipboard.text() == ""
    QTest.keySequence(page.card.table, "Ctrl+C")
    here.until(lambda: row.name in clipboard.text())
    clipboard.setText("somebody else's")
    page.leave()
    assert clipboard.text() == "somebody else's"


def test_the_list_and_the_list_of_a_shift_are_saved(page: QueuePage, here: Around, tmp_path: Path) -> None:
    page.going_out.ask_for = lambda _parent, name: tmp_path / name
    page.going_out.print_list()
    page.going_out.print_shift()
    here.until(lambda: all((tmp_path / name).exists() for name in ("call-list.pdf", "call-today.pdf")))
    here.settle()
    assert (tmp_path / "call-today.pdf").read_bytes().startswith(b"%PDF-")


def test_cells_of_a_copy_are_no_formulas_and_no_second_cells() -> None:
    said = as_lines(("Name", "State"), [("=HYPERLINK(1)", "a\tb\nc"), ("-1", "+2")])
    assert said == "Name\tState\n'=HYPERLINK(1)\ta b c\n'-1\t'+2"


def test_the_words_say_who_is_changed_and_who_is_left_alone() -> None:
    ids = tuple(range(12))
    shown = ManyPreview(ManyAct.HOLD, ids, ((Left.IN_CALL, 2),))  # type: ignore[arg-type]
    assert preview_words(shown) == "12 of 14 will be held; 2 are being called now and are left alone."
    assert preview_words(ManyPreview(ManyAct.CLOSE, (), ((Left.OVER, 1),))) == (
        "None of the 1 will be closed; 1 is finished or with the review and is left alone."
    )
    assert done_words(ManyAct.KEEP_OFF, 1, 3) == "1 person is off the list. 2 others are as before."
    assert back_words(3, 4) == "3 people are as before again. 1 other was decided otherwise since and stays."


def test_a_look_has_the_name_first_and_widths_within_reach() -> None:
    look = ListLook((ListColumn.WHY, ListColumn.NAME, ListColumn.WHY), ((ListColumn.WHY, 9_000),)).settled()
    assert look == ListLook((ListColumn.NAME, ListColumn.WHY), ((ListColumn.WHY, 600),))
