"""The call list on a filled desk: tabs, search, why or why not, and what a supervisor decides."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from callback_desk.demo import VOLUNTEERS
from callback_desk.domain.audit import Event
from callback_desk.domain.ids import CallbackId
from callback_desk.domain.views import ListFilter, ShownState, Tab
from callback_desk.ui.components import Toast
from callback_desk.ui.queue import filters
from callback_desk.ui.queue.list_page import QueuePage
from callback_desk.ui.queue.panel_parts import RuleLine
from callback_desk.ui.queue.panel_words import rules_that_stay
from callback_desk.use_cases import call_list, decide_hold, next_call, start_call
from callback_desk.use_cases.sign_in import sign_in, sign_out
from tests.ui.a_desk import DEMO_PASSWORD, Around


@pytest.fixture
def page(queue_page: QueuePage) -> QueuePage:
    return queue_page


def person(here: Around, shown: ShownState, *, may_release: bool | None = None) -> CallbackId:
    """Somebody in a state; held ones by whether an OK may lift what holds them."""
    for row in call_list.rows_by_id(here.desk, call_list.all_ids(here.desk, ListFilter())):
        if row.shown is shown and may_release in (None, call_list.why(here.desk, row.id).may_release):
            return row.id
    raise AssertionError(f"nobody on the demo desk is {shown}")


def state_of(here: Around, one: CallbackId) -> str:
    return call_list.why(here.desk, one).state


def opened(page: QueuePage, here: Around, one: CallbackId) -> None:
    page.open_person(one)
    here.until(lambda: page.panel.person == one and page.panel_open)


def searches(here: Around) -> int:
    with here.desk.storage.read(here.desk.session) as uow:
        return uow.audit.count(Event.RECORD_SEARCH, here.desk.clock.now() - timedelta(days=1))


def interrupted(here: Around) -> CallbackId:
    """A volunteer's call that was cut off for good."""
    desk = sign_in(here.office.locked(), VOLUNTEERS[0], DEMO_PASSWORD)
    try:
        card = next_call.claim_next(desk, desk.new_operation())
        assert card is not None
        start_call.start_call(desk, desk.new_operation(), card.callback_id, card.fence, card.phones[0].id)
        return card.callback_id
    finally:
        sign_out(desk)


def test_tabs_count_everybody_and_show_their_people(page: QueuePage, here: Around) -> None:
    counts = call_list.tab_counts(here.desk)
    tabs = page.card.tabs
    assert tabs.bar.tabText(0) == f"Everyone, {counts[Tab.EVERYONE.value]}"
    assert page.model.rowCount() == counts[Tab.EVERYONE.value]
    page.go_to("to_decide")
    here.until(lambda: page.model.rowCount() == counts[Tab.TO_DECIDE.value])
    assert tabs.tab is Tab.TO_DECIDE
    tabs.bar.setFocus()
    QTest.keyClick(tabs.bar, Qt.Key.Key_Left)
    assert page.asked.tab is Tab.DUE_TODAY
    here.until(lambda: page.model.rowCount() == counts[Tab.DUE_TODAY.value])
    here.settle()
    assert counts[Tab.DUE_TODAY.value] == 0
    assert page.card.foot.showing.text() == ""
    assert page.card._empty is not None
    assert page.card._empty.what.text() == "Nobody was promised a call today"
    assert not page.card.foot.keys.isVisibleTo(page), "no key is named that does nothing"


def test_typing_finds_after_a_pause_and_enter_at_once(page: QueuePage, here: Around, qtbot: QtBot) -> None:
    row = page.model.row_at(3)
    assert row is not None
    QTest.keyClicks(page.filters.search, row.name.split(",")[0])
    assert page.asked.text == "", "nothing is asked while somebody types"
    qtbot.waitUntil(lambda: page.model.rowCount() == 1, timeout=10_000)
    assert page.model.id_at(0) == row.id
    page.filters.search.selectAll()
    QTest.keyClicks(page.filters.search, "zzz")
    QTest.keyClick(page.filters.search, Qt.Key.Key_Return)
    assert page.asked.text == "zzz"
    here.until(lambda: page.model.rowCount() == 0 and page.model.has_ids)
    assert page.card._empty is not None
    assert page.card._empty.what.text() == "Nobody fits"
    assert page.card._empty.button is not None
    page.card._empty.button.click()
    here.until(lambda: page.model.rowCount() > 1)
    assert page.filters.search.text() == ""


def test_each_new_search_is_on_record_once(page: QueuePage, here: Around) -> None:
    here.settle()
    before = searches(here)
    assert before == 1, "opening the list is a look at everybody"
    page.filters.search.setText("Ab")
    page.filters.search.returnPressed.emit()
    here.until(lambda: page.asked.text == "Ab" and page.model.has_ids)
    here.settle()
    assert searches(here) == before + 1
    page.card.table.head.press(6)
    here.settle()
    page.refresh()
    here.settle()
    assert searches(here) == before + 1, "another order or a fresh look is no new search"


def test_state_and_offense_narrow_the_list(page: QueuePage, here: Around) -> None:
    labels = call_list.offense_labels(here.desk)
    assert page.filters.offense.count() == len(labels) + 1
    at = page.filters.offense.findData(labels[0])
    page.filters.offense.setCurrentIndex(at)
    page.filters.offense.activated.emit(at)
    here.until(lambda: page.asked.offense == labels[0] and page.model.has_ids)
    here.settle()
    shown = [page.model.row_at(place) for place in range(page.model.rowCount())]
    assert shown
    assert all(row is not None and row.offense == labels[0] for row in shown)
    held = next(i for i, (states, _) in enumerate(filters.STATES) if states == {"held"})
    page.filters.clear.click()
    page.filters.state.setCurrentIndex(held)
    page.filters.state.activated.emit(held)
    here.until(lambda: page.asked == ListFilter(states=frozenset({"held"})) and page.model.has_ids)
    here.settle()
    assert {row.shown for place in range(page.model.rowCount()) if (row := page.model.row_at(place))} == {
        ShownState.TO_DECIDE
    }


def test_headings_sort_by_click_and_by_key(page: QueuePage, here: Around) -> None:
    head = page.card.table.head
    head.setFocus()
    QTest.keyClick(head, Qt.Key.Key_Right)
    QTest.keyClick(head, Qt.Key.Key_Space)
    assert page.asked.descending, "the list stood by name; the same heading turns it round"
    QTest.keyClick(head, Qt.Key.Key_Right)
    QTest.keyClick(head, Qt.Key.Key_Return)
    assert (page.asked.sort, page.asked.descending) == ("reported", False)
    here.until(lambda: page.model.has_ids)
    here.settle()
    days = [row.reported_at for place in range(5) if (row := page.model.row_at(place)) and row.reported_at]
    assert days == sorted(days)


def test_the_panel_says_which_rule_stops_the_call(page: QueuePage, here: Around) -> None:
    one = person(here, ShownState.NOT_CALLED)
    opened(page, here, one)
    view = call_list.why(here.desk, one)
    assert page.panel.sentence.text() == view.sentence
    lines = [line.accessibleName() for line in page.panel.findChildren(RuleLine)]
    for words, where in view.stopped:
        assert f"Stops the call: {words}, {where}" in lines
    for words in view.passed:
        assert f"Passed: {words}" in lines
    assert not page.panel.keep_off.isVisibleTo(page.panel)
    assert not page.panel.ok.isVisibleTo(page.panel)
    assert page.panel.history.words


def test_escape_and_the_cross_close_the_panel(page: QueuePage, here: Around) -> None:
    one = person(here, ShownState.READY)
    opened(page, here, one)
    QTest.keyClick(page.panel.leave, Qt.Key.Key_Escape)
    assert not page.panel_open
    opened(page, here, one)
    page.panel.leave.click()
    assert not page.panel_open
    here.settle()
    assert not page.panel_open, "no late answer opens it again"


def test_arrows_walk_the_panel_and_enter_opens_it(page: QueuePage, here: Around) -> None:
    table = page.card.table
    table.setCurrentIndex(page.model.index(0, 1))
    assert not page.panel_open
    QTest.keyClick(table, Qt.Key.Key_Return)
    here.until(lambda: page.panel_open)
    assert page.panel.person == page.model.id_at(0)
    assert page.panel.leave.hasFocus(), "a second Enter decides nothing"
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_Down)
    here.until(lambda: page.panel.person == page.model.id_at(1))


def test_an_ok_needs_a_reason_and_opens_the_call(page: QueuePage, here: Around) -> None:
    one = person(here, ShownState.TO_DECIDE, may_release=True)
    opened(page, here, one)
    page.panel.ok.click()
    form = page.panel.form
    assert page.panel.form_open
    form.reason.set_text("yes")
    form.ok.click()
    assert form.reason.error
    assert state_of(here, one) == "held"
    form.reason.set_text("The detective asked for this call.")
    form.days.set_value(3)
    form.ok.click()
    here.until(lambda: state_of(here, one) == "waiting")
    here.until(lambda: "OK to call given by" in page.panel.history.words)
    assert not page.panel.form_open


def test_what_is_typed_in_the_form_survives_news(page: QueuePage, here: Around) -> None:
    one = person(here, ShownState.TO_DECIDE, may_release=True)
    opened(page, here, one)
    page.panel.ok.click()
    page.panel.form.reason.set_text("The detective")
    page.refresh()
    here.settle()
    assert page.panel.form_open
    assert page.panel.form.reason.text == "The detective"


def test_rules_that_no_ok_lifts_are_named(page: QueuePage, here: Around) -> None:
    one = person(here, ShownState.TO_DECIDE, may_release=False)
    opened(page, here, one)
    stay = rules_that_stay(call_list.why(here.desk, one), here.desk.rules)
    assert stay
    assert not page.panel.ok.isEnabled()
    assert page.panel.note.text() == page.panel.ok.reason
    assert all(f"“{label}”" in page.panel.note.text() for label in stay)


def test_keep_off_happens_later_and_can_be_undone(page: QueuePage, here: Around) -> None:
    one = person(here, ShownState.TO_DECIDE)
    toasts: list[Toast] = []
    page.toast_wished.connect(toasts.append)
    opened(page, here, one)
    page.panel.keep_off.click()
    assert "comes off the list in 10 seconds, or when you leave this page." in toasts[0].accessibleName()
    assert not page.panel.keep_off.isEnabled()
    assert "Undo" in page.panel.note.text()
    here.settle()
    assert state_of(here, one) == "held", "nothing has happened yet"
    toasts[0].undo.click()
    assert page.panel.keep_off.isEnabled()
    page.leave()
    here.settle()
    assert state_of(here, one) == "held"


def test_leaving_the_page_does_what_was_put_off(page: QueuePage, here: Around) -> None:
    one = person(here, ShownState.TO_DECIDE)
    opened(page, here, one)
    page.panel.keep_off.click()
    page.hide()
    here.until(lambda: state_of(here, one) == "excluded")


def test_ticked_people_come_off_together_when_the_time_is_over(page: QueuePage, here: Around) -> None:
    table = page.card.table
    ids = []
    for place in range(page.model.rowCount()):
        if len(ids) < 3 and (row := page.model.row_at(place)) and row.shown is ShownState.READY:
            table.setCurrentIndex(page.model.index(place, 1))
            QTest.keyClick(table, Qt.Key.Key_Space)
            ids.append(row.id)
    assert page.card.foot.ticked.text() == "3 people ticked"
    toasts: list[Toast] = []
    page.toast_wished.connect(toasts.append)
    page.card.foot.keep_off.click()
    assert toasts[0].accessibleName().startswith("3 people come off the list in 10 seconds")
    assert page.model.ticked == frozenset()
    toasts[0].undo.click()
    assert page.model.ticked == set(ids), "undone: they are ticked as before"
    page.card.foot.keep_off.click()
    toasts[1].gone.emit()
    here.until(lambda: {state_of(here, one) for one in ids} == {"excluded"})
    here.until(lambda: page.card.tabs.bar.tabText(4).endswith(str(call_list.tab_counts(here.desk)["not_called"])))


def test_the_box_in_the_head_ticks_everybody_who_can_be_kept_off(page: QueuePage, here: Around) -> None:
    page.card.table.head.press(0)
    here.until(lambda: bool(page.model.ticked))
    rows = [page.model.row_at(place) for place in range(page.model.rowCount())]
    open_ones = {ShownState.READY, ShownState.LATER, ShownState.DUE, ShownState.TO_DECIDE}
    may = {row.id for row in rows if row is not None and row.shown in open_ones}
    assert may
    assert page.model.ticked == may
    assert page.card.table.head.all_ticked
    page.card.table.head.press(0)
    assert page.model.ticked == frozenset()


def test_a_refused_decision_is_a_sentence_and_the_panel_tells_the_truth(page: QueuePage, here: Around) -> None:
    one = person(here, ShownState.TO_DECIDE, may_release=True)
    opened(page, here, one)
    page.panel.ok.click()
    decide_hold.keep_off(here.desk, here.desk.new_operation(), (one,))
    page.panel.form.reason.set_text("The detective asked for this call.")
    page.panel.form.ok.click()
    here.until(lambda: here.notices.now is not None)
    assert here.notices.now is not None
    assert here.notices.now.words == "This person does not wait for a decision any more."


def test_an_interrupted_call_is_tried_again_or_closed(page: QueuePage, here: Around) -> None:
    one = interrupted(here)
    with here.desk.storage.write(here.desk.session) as uow:
        entry = uow.queue.get(one)
        uow.queue.put(entry.interrupted(here.desk.clock.now()))
        uow.commit()
    opened(page, here, one)
    assert page.panel.again.isVisibleTo(page.panel)
    assert not page.panel.keep_off.isVisibleTo(page.panel)
    page.panel.close_call.click()
    assert page.deciding.put_off.toast is not None
    page.deciding.put_off.toast.undo.click()
    here.settle()
    assert state_of(here, one) == "interrupted"
    page.panel.again.click()
    here.until(lambda: state_of(here, one) == "waiting")


@pytest.mark.parametrize(("width", "beside"), [(1150, True), (1093, False)])
def test_in_a_narrow_window_the_panel_takes_the_tables_place(
    page: QueuePage, here: Around, width: int, beside: bool
) -> None:
    page.resize(width, 614)
    opened(page, here, person(here, ShownState.READY))
    assert page.card.isVisibleTo(page) is beside
    QTest.keyClick(page.panel, Qt.Key.Key_Escape)
    assert page.card.isVisibleTo(page)


def test_a_person_to_type_in_is_wished_from_the_import(page: QueuePage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.page_wished) as wished:
        page.type_one.click()
    assert wished.args == ["import:type"]
