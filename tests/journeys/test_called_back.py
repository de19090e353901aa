"""Somebody rings the desk, and a card is skipped: from the window, by what a volunteer sees and presses."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from callback_desk.domain.messages import MessageKind, NewMessage
from callback_desk.domain.skips import SkipReason
from callback_desk.ui.components import Toast
from callback_desk.use_cases import board
from callback_desk.use_cases.messages import KEPT, log_message
from tests.journeys.windows import K, Seat, sitting
from tests.use_cases.made_desks import INVESTIGATOR, RUTH, SERGEANT, World, ask
from tests.use_cases.test_hand_on import left
from tests.use_cases.test_others_named import two_on_one_report

_WHO = (
    "SELECT c.id, k.number, p.e164 FROM callbacks c JOIN reports r ON r.callback_id = c.id "
    "JOIN cases k ON k.id = r.case_id JOIN phones p ON p.victim_id = c.victim_id ORDER BY c.id DESC LIMIT 1"
)


@pytest.fixture
def seat(qtbot: QtBot, world: World) -> Iterator[Seat]:
    """Ruth at *My shift*."""
    with sitting(qtbot, world.office) as one:
        one.sign_in(RUTH)
        yield one


def _ring(seat: Seat, given: str) -> None:
    shift = seat.window.volunteer.shift
    seat.until(lambda: shift.view is not None)
    shift.called_back.field.edit.setFocus()
    shift.called_back.field.set_text(given)
    QTest.keyClick(shift.called_back.field.edit, K.Key_Return)


def test_who_rings_by_number_is_led_by_the_checks_of_their_own_script(seat: Seat) -> None:
    ((callback, _case, number),) = ask(seat.window.desk, _WHO)
    _ring(seat, f"({str(number)[2:5]}) {str(number)[5:8]} {str(number)[8:]}")
    seat.until(lambda: seat.shell.page_name == "card")
    card = seat.window.volunteer.card
    assert card.card is not None
    assert (card.card.callback_id, card.start.text()) == (callback, "Start the talk")
    assert "They called us" in seat.seen()
    seat.until(lambda: card.may_start)
    QTest.keyClick(card, K.Key_Return)
    seat.until(lambda: seat.shell.page_name == "call" and seat.page.hand is not None)
    ((purpose,),) = ask(seat.window.desk, "SELECT s.purpose FROM calls c JOIN scripts s ON s.sha = c.script")
    assert purpose == "called_back"


def test_who_rings_and_is_gone_before_the_first_check_was_no_call(seat: Seat) -> None:
    ((callback, _case, number),) = ask(seat.window.desk, _WHO)
    before = ask(seat.window.desk, "SELECT state, reason, ready_at FROM callbacks WHERE id = ?", callback)
    _ring(seat, str(number)[2:])
    card = seat.window.volunteer.card
    seat.until(lambda: seat.shell.page_name == "card" and card.may_start)
    QTest.keyClick(card, K.Key_Return)
    seat.until(lambda: seat.shell.page_name == "call" and seat.page.hand is not None)
    gone = seat.named("notDialed")
    assert isinstance(gone, QPushButton) and gone.text() == "Nobody is there any more"
    assert "I did not dial" not in seat.seen()
    gone.click()
    seat.until(lambda: seat.shell.page_name == "shift" and "Nobody was there any more" in seat.seen())
    assert ask(seat.window.desk, "SELECT state, reason, ready_at FROM callbacks WHERE id = ?", callback) == before
    assert ask(seat.window.desk, "SELECT tries FROM callbacks WHERE id = ?", callback) == [(0,)]


def test_who_rings_by_case_number_may_hang_up_and_a_stranger_gets_a_sentence(seat: Seat) -> None:
    ((callback, case, _number),) = ask(seat.window.desk, _WHO)
    shift = seat.window.volunteer.shift
    _ring(seat, "26-000000")
    seat.until(lambda: "Somebody calls you back" in shift.called_back.field.error)
    _ring(seat, str(case).lower())
    seat.until(lambda: seat.shell.page_name == "card")
    seat.window.volunteer.card.skip.click()  # Give back: it was no call after all
    seat.until(lambda: seat.shell.page_name == "shift")
    assert ask(seat.window.desk, "SELECT state, reason FROM callbacks WHERE id = ?", callback) == [("waiting", "")]
    assert shift.called_back.field.text == ""


def test_a_card_is_skipped_with_one_tap_that_says_why(seat: Seat) -> None:
    seat.until(lambda: seat.window.volunteer.shift.view is not None)
    seat.window.volunteer.shift.focus_next()
    QTest.keyClick(seat.window.volunteer.shift.next_call.next, K.Key_Return)
    seat.until(lambda: seat.shell.page_name == "card")
    page = seat.window.volunteer.card
    assert page.card is not None
    first = page.card.callback_id
    page.skip.click()
    assert page.skipping is not None
    assert not page.start.isVisible()
    QTest.keyClick(page, K.Key_Escape)
    assert page.skipping is None
    assert page.start.isVisible()
    page.skip.click()
    QTest.keyClick(page, K.Key_2)
    seat.until(lambda: seat.shell.page_name == "shift")
    assert ask(seat.window.desk, "SELECT callback_id, reason FROM skips") == [(first, SkipReason.LANGUAGE.value)]
    (toast,) = (one for one in seat.shell.findChildren(Toast) if one.isVisible())
    toast.undo.click()
    seat.until(lambda: seat.shell.page_name == "card")
    assert page.card is not None
    assert page.card.callback_id == first, "the wrong card, and back in the hand"
    page.skip.click()
    QTest.keyClick(page, K.Key_2)
    seat.until(lambda: seat.shell.page_name == "shift")
    seat.window.volunteer.next_call()
    seat.until(lambda: seat.shell.page_name == "card")
    assert page.card is not None
    assert page.card.callback_id != first
    assert not [one for one in seat.shell.findChildren(Toast) if one.isVisible()], "no undo beside another card"


def test_a_message_from_a_slip_is_typed_in_and_a_supervisor_says_what_became_of_it(seat: Seat, world: World) -> None:
    shift = seat.window.volunteer.shift
    seat.until(lambda: shift.view is not None)
    shift.called_back.field.set_text("217 555 0199")
    shift.called_back.message_button.click()
    page = seat.window.volunteer.messages
    assert seat.shell.page_name == "messages"
    assert page.form.number.text == "217 555 0199"
    page.form.keep.click()
    assert page.form.wrong.text() == "Choose what they want first."
    page.form.kinds.choose_key("2")
    page.form.slip.setChecked(True)
    page.form.slip_day.set_text("yesterday")
    page.form.slip_time.set_text("4:15 PM")
    page.form.words.set_text("I saw the van.")
    page.form.keep.click()
    seat.until(lambda: not page.form.words.text)
    assert KEPT in seat.seen()
    assert not page.waiting.isVisible(), "a volunteer reads no message of others"
    sergeant = world.enter(SERGEANT)
    assert [item.title for item in board.board(sergeant).items if item.kind == "messages"] == ["1 message to read"]


def test_a_supervisor_hands_one_message_on_and_settles_another(qtbot: QtBot, world: World, tmp_path: Path) -> None:
    ruth = world.enter(RUTH)
    said = NewMessage(MessageKind.NEWS, ruth.clock.now(), case_number="26-990001", text="I saw the van.")
    log_message(ruth, ruth.new_operation(), said)
    asked = NewMessage(MessageKind.CALL_BACK, ruth.clock.now(), number="217 555 0199")
    log_message(ruth, ruth.new_operation(), asked)
    with sitting(qtbot, world.office) as seat:
        seat.sign_in(SERGEANT)
        seat.until(lambda: seat.shell.page_name == "board")
        seat.shell.show_page("messages")
        waiting = seat.window.volunteer.messages.waiting
        # The messages may come before it is known who gets news: then the rows are made once more.
        seat.until(lambda: len(waiting.rows) == 2 and waiting.rows[0].hand_on.isVisible())
        row = waiting.rows[0]
        page = seat.window.volunteer.messages
        page.choose_page = lambda _parent, _name: None
        row.hand_on.click()
        assert row.hand_on.isEnabled(), "nobody said where: nothing has happened"
        target = tmp_path / "news.pdf"
        page.choose_page = lambda _parent, _name: target
        row.goes_to.set_value(INVESTIGATOR)
        row.hand_on.click()
        seat.until(lambda: len(waiting.rows) == 1 and waiting.rows[0] is not row)
        assert target.exists()
        assert f"Handed on as new information to {INVESTIGATOR}" in seat.seen()
        assert not waiting.rows[0].hand_on.isVisible(), "a thing to decide, and no news"
        waiting.rows[0].done.click()
        assert waiting.rows[0].how.error
        waiting.rows[0].how.set_text("Handed to Det. Serrano.")
        waiting.rows[0].done.click()
        seat.until(lambda: waiting.rows == [])
    found = ask(ruth, "SELECT settled_by, settled_how FROM messages WHERE kind = 'call_back'")
    assert found == [(SERGEANT, "Handed to Det. Serrano.")]


def test_who_else_of_the_report_is_named_is_read_first_and_kept_or_left(
    qtbot: QtBot, world: World, tmp_path: Path
) -> None:
    report = two_on_one_report(world)
    message = left(world, text=f"The van is back.\n{report.name} saw it.", number=report.own_number)
    target = tmp_path / "news.pdf"
    with sitting(qtbot, world.office) as seat:
        seat.sign_in(SERGEANT)
        seat.until(lambda: seat.shell.page_name == "board")
        seat.shell.show_page("messages")
        page = seat.window.volunteer.messages
        page.choose_page = lambda _parent, _name: target
        seat.until(lambda: len(page.waiting.rows) == 1 and page.waiting.rows[0].hand_on.isVisible())
        row = page.waiting.rows[0]
        row.goes_to.set_value(INVESTIGATOR)
        row.hand_on.click()
        seat.until(row.others.isVisible)
        assert f"{report.name}, in line 2: “{report.name} saw it.”" in seat.seen()
        assert not row.hand_on.isEnabled() and not target.exists()
        row.others.back.click()
        assert row.hand_on.isEnabled() and not row.others.isVisible()
        assert ask(seat.window.desk, "SELECT settled_how FROM messages") == [("",)]
        row.hand_on.click()
        seat.until(row.others.isVisible)
        row.others.keep.click()
        seat.until(lambda: page.waiting.rows == [])
        assert target.exists()
        assert f"Handed on as new information to {INVESTIGATOR}" in seat.seen()
    ((how, by),) = ask(world.enter(SERGEANT), f"SELECT settled_how, settled_by FROM messages WHERE id = {message}")
    assert "Others of the report whom it names were kept" in str(how) and by == SERGEANT
