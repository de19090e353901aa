"""Calls that end early: refused, stopped part way, another time, a wrong number, nobody there. By keyboard alone."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

from callback_desk.domain.outcome_versions import OutcomeChange
from callback_desk.domain.outcomes import Outcome
from callback_desk.ui.call.ending import EndingSheet
from callback_desk.ui.call.room import Room
from callback_desk.ui.theme import Theme
from callback_desk.use_cases import outcome_table
from tests.journeys.call_hands import DIGITS, answer, ended_as, finish, keep_line, name_of, state_of, to_question
from tests.journeys.windows import K, sitting
from tests.use_cases.made_desks import RUTH, SERGEANT, World, ask, events, storage_of


def choose_outcome(seat, outcome: Outcome) -> None:
    """On *How did it end?*, by the number key."""
    number = next(part.choice.number for part in seat.page.sheet.list.parts if part.choice.value == outcome.value)
    seat.page.sheet.setFocus()
    seat.key(DIGITS[int(number)])
    seat.saved()
    assert seat.page.sheet.outcome is outcome


def test_both_parts_refused_and_no_more_calls(seat, world: World) -> None:
    started = seat.hand.started
    seat.through_the_checks()
    answer(seat, "no")
    answer(seat, "no")
    assert name_of(seat) == "refused"
    answer(seat, "no_calls")
    finish(seat)
    assert ended_as(world, started.call_id) == "no_calls_wanted"
    assert state_of(world, started.callback_id) == "done"
    assert "donotcontact.set" in events(world.enter(SERGEANT))


def test_not_today_is_held_for_a_week_and_another_caller(seat, world: World) -> None:
    started = seat.hand.started
    seat.through_the_checks()
    answer(seat, "no")
    answer(seat, "no")
    answer(seat, "not_now")
    finish(seat)
    assert ended_as(world, started.call_id) == "soft_refusal"
    assert state_of(world, started.callback_id) == "held"


def test_stopped_part_way_keeps_every_answer_and_the_half_word(seat, world: World) -> None:
    started = seat.hand.started
    seat.to_what_is_new()
    keep_line(seat, "A ladder was moved")
    seat.type("and the gate was op")
    seat.key(K.Key_F9)
    seat.saved()
    assert seat.page.sheet.outcome is Outcome.TALKED_PART
    finish(seat)
    assert ended_as(world, started.call_id) == "talked_part"
    assert state_of(world, started.callback_id) == "review"
    desk = world.enter(SERGEANT)
    assert ask(desk, "SELECT text FROM tips WHERE call_id = ? ORDER BY ordinal", started.call_id) == [
        ("A ladder was moved",),
        ("and the gate was op",),
    ]


def test_end_can_be_left_again(seat) -> None:
    seat.to_what_is_new()
    seat.key(K.Key_F9)
    seat.saved()
    assert isinstance(seat.page.sheet, EndingSheet)
    seat.key(K.Key_PageUp)
    seat.saved()
    assert seat.heading == "Is there anything new?"


def test_an_ending_chosen_by_its_number_is_seen(seat) -> None:
    seat.through_the_checks()
    seat.key(K.Key_F9)
    seat.saved()
    seat.shell.resize(1093, 614)
    seat.until(lambda: seat.page.room is Room.FOLDED and isinstance(seat.page.sheet, EndingSheet))
    sheet = seat.page.sheet
    bar = sheet.scroller.verticalScrollBar()
    seat.until(lambda: bar.maximum() > 0)
    bar.setValue(bar.maximum())
    choose_outcome(seat, Outcome.ANOTHER_TIME)
    part = next(one for one in sheet.list.parts if one.choice.value == Outcome.ANOTHER_TIME.value)
    seat.until(lambda: part.visibleRegion().boundingRect() == part.rect())


def test_the_ending_the_call_has_set_is_seen_when_it_opens_at_200_percent(seat, qapp: QApplication) -> None:
    try:
        Theme(scale=2.0).apply(qapp)
        seat.shell.resize(1366, 768)
        seat.until(lambda: seat.page.room is Room.TIGHT)
        seat.key(K.Key_F2)
        seat.saved()
        seat.key(K.Key_5)  # something felt wrong
        seat.saved()
        sheet = seat.page.sheet
        assert isinstance(sheet, EndingSheet)
        chosen = next(one for one in sheet.list.parts if one.choice.value == sheet.list.chosen)
        assert chosen is not sheet.list.parts[0]
        seat.until(lambda: sheet.scroller.verticalScrollBar().maximum() > 0)
        seat.until(lambda: chosen.visibleRegion().boundingRect() == chosen.rect())
    finally:
        Theme().apply(qapp)


def test_a_wish_for_no_more_calls_outlives_another_ending(seat, world: World) -> None:
    """Said in the call, and then the line went dead before the goodbye: nobody calls again all the same."""
    seat.to_what_is_new()
    to_question(seat, "call_again")
    answer(seat, "no")
    seat.key(K.Key_F9)
    seat.saved()
    choose_outcome(seat, Outcome.TALKED_PART)
    finish(seat)
    assert "donotcontact.set" in events(world.enter(SERGEANT))


def test_something_felt_wrong_can_be_said_after_the_checks_too(seat, world: World) -> None:
    started = seat.hand.started
    seat.to_what_is_new()
    seat.key(K.Key_F9)
    seat.saved()
    choose_outcome(seat, Outcome.SOMETHING_WRONG)
    finish(seat)
    assert state_of(world, started.callback_id) == "held"
    desk = world.enter(SERGEANT)
    assert ask(desk, "SELECT kind FROM concerns WHERE call_id = ?", started.call_id) == [("something_wrong",)]


def test_called_back_at_the_time_that_was_named(seat, world: World) -> None:
    started = seat.hand.started
    answer(seat, "on_the_line")
    answer(seat, "no")  # not safe now
    assert name_of(seat) == "when_safe"
    answer(seat, "time_given")
    sheet = seat.page.sheet
    assert sheet.outcome is Outcome.ANOTHER_TIME
    sheet.wish.day.edit.setFocus()
    seat.type("tomorrow")
    seat.key(K.Key_Tab)
    seat.type("10:30")
    seat.key(K.Key_Return)  # leaves the field, and finishes nothing
    assert seat.page.hand is not None
    assert "10:30 AM, desk time." in seat.seen()
    sheet.wish.about.click()
    finish(seat)
    desk = world.enter(SERGEANT)
    ((state, ready, promised, firm, priority),) = ask(
        desk,
        "SELECT state, ready_at, promised_at, promise_firm, priority FROM callbacks WHERE id = ?",
        started.callback_id,
    )
    assert (state, firm, priority) == ("waiting", 0, 2), "a wish about that time"
    assert ready == promised is not None


def test_a_time_that_cannot_be_read_is_asked_again(seat) -> None:
    answer(seat, "on_the_line")
    answer(seat, "no")
    answer(seat, "time_given")
    seat.page.sheet.wish.day.edit.setFocus()
    seat.type("someday")
    seat.page.sheet.setFocus()
    seat.key(K.Key_Return)
    assert seat.page.hand is not None
    assert "Which day? For example Thursday, or 11/19." in seat.seen()
    assert seat.page.sheet.wish.day.edit.hasFocus()


def test_a_wrong_number_is_not_rung_again(seat, world: World) -> None:
    started = seat.hand.started
    answer(seat, "bad_number")
    answer(seat, "wrong_number")
    finish(seat)
    assert ended_as(world, started.call_id) == "wrong_number"
    desk = world.enter(SERGEANT)
    assert ask(desk, "SELECT why FROM phone_closings WHERE phone_id = ?", started.phone_id) == [("wrong_number",)]
    assert state_of(world, started.callback_id) == "done"  # there was no other


def test_ten_dials_that_reach_nobody_cost_two_keys_each(seat, world: World) -> None:
    """From the number on the screen to the try on record: one key says what happened, one finishes it."""
    pressed = 0
    for dial in range(10):
        if dial:
            seat.until(lambda: seat.shell.page_name == "card")
            seat.key(K.Key_Return)  # Start call: the card was read first
            seat.until(lambda: seat.page.hand is not None)
            seat.saved()
        call_id = seat.hand.started.call_id
        keys = (DIGITS[4 + dial % 2], K.Key_Return)  # no answer, busy
        for key in keys:
            seat.key(key)
            pressed += 1
            if seat.page.hand is not None:
                seat.until(lambda: seat.page.hand is None or seat.hand.autosave.settled)
        seat.until(lambda: seat.page.hand is None)
        assert ended_as(world, call_id) == ("no_answer", "busy")[dial % 2]
    assert pressed == 20


def test_an_ending_that_needs_a_note_asks_for_it_beforehand(qtbot, world: World) -> None:
    sergeant = world.enter(SERGEANT)
    today = sergeant.clock.now().astimezone(sergeant.zone).date()
    changed = OutcomeChange(note=True)
    outcome_table.change_outcome(sergeant, sergeant.new_operation(), Outcome.NO_ANSWER, changed, "As agreed.", today)
    with sitting(qtbot, world.office) as seat:
        seat.sign_in(RUTH)
        seat.start_call()
        call_id = seat.hand.started.call_id
        seat.key(DIGITS[4])
        seat.saved()
        assert seat.page.sheet.outcome is Outcome.NO_ANSWER
        assert "needs a few words" in seat.seen()
        seat.key(K.Key_Return)
        assert ended_as(world, call_id) == "", "it is not finished"
        seat.type("It rang for a minute.")
        seat.page.sheet.setFocus()
        seat.key(K.Key_Return)
        seat.until(lambda: seat.page.hand is None and seat.shell.page_name in ("card", "shift"))
        assert ended_as(world, call_id) == "no_answer"


def test_i_did_not_dial_by_keyboard(seat, world: World) -> None:
    for _ in range(40):
        if QApplication.focusWidget().objectName() == "notDialed":
            break
        seat.key(K.Key_Tab)
    seat.key(K.Key_Space)
    seat.until(lambda: seat.shell.page_name == "card")
    assert "dial.taken_back" in events(world.enter(SERGEANT))


def test_words_of_a_complaint_that_were_never_written_down_stop_the_end(seat, world: World) -> None:
    seat.to_what_is_new()
    seat.key(K.Key_F4)
    seat.type("Nobody came for two days")
    seat.key(K.Key_F4)  # away again, without writing it down
    seat.key(K.Key_F9)
    seat.saved()
    seat.page.sheet.setFocus()
    seat.key(K.Key_Return)
    assert "You typed a complaint: press F4" in seat.seen()
    seat.key(K.Key_F4)
    seat.key(K.Key_PageDown)
    seat.until(lambda: isinstance(seat.page.sheet, EndingSheet))
    finish(seat)
    desk = world.enter(SERGEANT)
    assert ask(desk, "SELECT kind, text FROM concerns") == [("complaint", "Nobody came for two days")]


def test_praise_goes_on_record_as_it_was_said(seat, world: World) -> None:
    seat.to_what_is_new()
    seat.key(K.Key_F5)
    seat.type("Officer Park was kind, & quick")
    seat.key(K.Key_PageDown)
    seat.until(lambda: seat.heading == "Is there anything new?" and type(seat.page.sheet).__name__ == "QuestionSheet")
    assert ask(world.enter(SERGEANT), "SELECT kind, text FROM concerns") == [
        ("praise", "Officer Park was kind, & quick")
    ]


def test_the_next_number_of_the_round_is_two_keys_away(qtbot, world: World) -> None:
    """One says what happened, one finishes: the same person's next number is on the screen, its try on record."""
    sergeant = world.enter(SERGEANT)
    with storage_of(sergeant).write(sergeant.session) as uow:
        uow.connection.exec_driver_sql(
            "INSERT INTO phones (batch_id, victim_id, ordinal, original, e164, tail, extension, kind, note, whose, "
            "zones, why_not) SELECT batch_id, victim_id, 1, 'second', substr(e164, 1, 8) || '0199', '5550199', '', "
            "'home', '', whose, zones, why_not FROM phones"
        )
        uow.commit()
    with sitting(qtbot, world.office) as seat:
        seat.sign_in(RUTH)
        seat.start_call()
        first = seat.hand.started
        seat.key(K.Key_4)
        seat.saved()
        seat.key(K.Key_Return)
        seat.until(lambda: seat.page.hand is not None and seat.hand.started.call_id != first.call_id)
        seat.saved()
        second = seat.hand.started
        assert second.callback_id == first.callback_id
        assert second.phone_id != first.phone_id
        assert second.dial_text.replace(" ", "\u00a0") in seat.seen()
        assert seat.hand.at_start  # I did not dial takes it back
        desk = world.enter(SERGEANT)
        assert ask(desk, "SELECT count(*) FROM attempts WHERE callback_id = ?", first.callback_id) == [(2,)]
