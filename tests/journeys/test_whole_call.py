"""A volunteer's whole call by keyboard alone, through the real window on an encrypted desk."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtWidgets import QApplication

from callback_desk.domain.outcomes import Outcome
from callback_desk.ui.call.ending import EndingSheet
from callback_desk.ui.walkthrough import LINES, walk_a_call
from tests.journeys.call_hands import tell_a_person
from tests.journeys.windows import K, sitting
from tests.use_cases.made_desks import RUTH, SERGEANT, World, ask, events


@pytest.fixture
def seat(qtbot, world: World):
    with sitting(qtbot, world.office) as one:
        one.sign_in(RUTH)
        yield one


def test_a_call_from_next_call_to_the_next_card(seat, world: World) -> None:
    seat.start_call()
    first = seat.hand.started
    seat.to_what_is_new()
    seat.type("A van with a ladder, 3 doors down")
    seat.key(K.Key_Return)
    seat.type("Serial 4KX-0917-QD")
    seat.key(K.Key_Return)
    assert [line.text for line in seat.hand.nav.lines] == ["A van with a ladder, 3 doors down", "Serial 4KX-0917-QD"]
    while seat.hand.step.kind.value == "text" or seat.hand.step.kind.value == "capture":
        seat.key(K.Key_Return)  # on an empty line Enter goes on
        seat.saved()
    assert seat.hand.step.line_text == "Line 1 of 2"
    asked = 0
    while seat.hand.step.question is not None and asked < 80:
        step = seat.hand.step
        if step.kind.value == "select_one":
            seat.key(K.Key_1)
        elif step.kind.value == "select_multiple":
            seat.key(K.Key_1, K.Key_PageDown)
        else:
            seat.key(K.Key_PageDown)
        seat.saved()
        asked += 1
    tell_a_person(seat)  # both lines were marked urgent on the way
    seat.until(lambda: isinstance(seat.page.sheet, EndingSheet))
    seat.page.sheet.setFocus()
    assert seat.page.sheet.outcome is Outcome.TALKED_ALL
    seat.key(K.Key_Return)  # finish, next call
    seat.until(lambda: seat.shell.page_name == "card")
    desk = world.enter(SERGEANT)
    assert ask(desk, "SELECT state FROM calls WHERE id = ?", first.call_id) == [("review",)]
    assert len(ask(desk, "SELECT id FROM tips WHERE call_id = ?", first.call_id)) == 2
    ratings = ask(desk, "SELECT count(*) FROM ratings")
    assert ratings[0][0] >= 8
    assert {"dial.intent", "call.start", "record.reveal", "tip.create", "rating.save", "call.end"} <= set(events(desk))


def test_digits_typed_into_the_line_never_answer(seat) -> None:
    seat.start_call()
    seat.to_what_is_new()
    before = dict(seat.hand.nav.state().answers)
    seat.type("123 0")
    assert seat.page.sheet.part.line.text() == "123 0"
    assert dict(seat.hand.nav.state().answers) == before
    seat.key(K.Key_PageDown)  # works while typing, and drops no word
    seat.saved()
    assert [line.text for line in seat.hand.nav.lines] == ["123 0"]


def test_no_answer_is_two_keys(seat, world: World) -> None:
    seat.start_call()
    call_id = seat.hand.started.call_id
    seat.key(K.Key_4)
    seat.saved()
    seat.key(K.Key_Return)
    seat.until(lambda: seat.shell.page_name in ("card", "shift"))
    desk = world.enter(SERGEANT)
    found = ask(
        desk,
        "SELECT outcome FROM attempt_ends e JOIN calls c ON c.attempt_id = e.attempt_id WHERE c.id = ?",
        call_id,
    )
    assert found == [("no_answer",)]


def test_i_did_not_dial_takes_it_back_and_the_card_stays(seat, world: World) -> None:
    seat.start_call()
    name = seat.hand.started.facts["full_name"]
    seat.named("notDialed").click()
    seat.until(lambda: seat.shell.page_name == "card")
    assert name in seat.seen()
    assert seat.window.volunteer.call.hand is None
    desk = world.enter(SERGEANT)
    assert "dial.taken_back" in events(desk)


def test_the_number_is_nowhere_before_start_call(seat) -> None:
    seat.window.volunteer.shift.focus_next()
    seat.key(K.Key_Return)
    seat.until(lambda: seat.shell.page_name == "card")
    assert "555" not in seat.seen()
    seat.key(K.Key_Return)
    seat.until(lambda: seat.shell.page_name == "call" and seat.page.hand is not None)
    seat.saved()
    assert seat.hand.started.dial_text.replace(" ", "\u00a0") in seat.seen()


def test_nothing_of_the_case_is_in_the_window_before_both_checks(seat) -> None:
    seat.start_call()
    told = ""
    for _ in range(3):
        told += seat.seen()
        seat.key(K.Key_1)
        seat.saved()
    seat.until(lambda: seat.hand.step.compare)
    told += seat.seen()
    seat.key(K.Key_1)
    seat.until(lambda: seat.hand.case is not None)
    seat.saved()
    case = seat.hand.case
    after = seat.seen()
    for secret in (case.case_number, case.offense_plain, case.status_phrase):
        assert secret, "the case of this test has every fact"
        assert secret not in told
        assert secret in after
    column = seat.page.side.scroller
    assert column.widget().minimumSizeHint().width() <= column.viewport().width(), "the card is wider than its column"
    # back to a check that is answered otherwise: gone at once
    seat.page.rail.stage_wanted.emit("right_person")
    seat.key(K.Key_2)
    seat.saved()
    again = seat.seen()
    for secret in (case.case_number, case.offense_plain, case.status_phrase):
        assert secret not in again


def test_an_alert_keeps_the_call_open_until_a_person_was_told(seat, world: World) -> None:
    seat.start_call()
    seat.key(K.Key_1)
    seat.saved()
    call_id = seat.hand.started.call_id
    seat.key(K.Key_F8)
    seat.until(lambda: seat.page._danger_card is not None)
    assert seat.page._danger_card.case_number in seat.seen()
    seat.key(K.Key_F9)  # ends nothing
    assert not seat.hand.ended
    assert not seat.named("toldAPerson").isEnabled()
    seat.key(K.Key_1)
    seat.named("toldAPerson").click()
    seat.until(lambda: seat.hand.ended)
    assert seat.page.sheet.outcome is Outcome.DANGER
    seat.saved()
    seat.key(K.Key_Return)
    seat.until(lambda: seat.page.hand is None)
    desk = world.enter(SERGEANT)
    told = ask(desk, "SELECT kind, told_whom, told_at IS NOT NULL FROM concerns WHERE call_id = ?", call_id)
    assert told == [("danger", "Dispatch", 1)]


def test_it_was_not_danger_is_written_down_too(seat, world: World) -> None:
    seat.start_call()
    seat.key(K.Key_F8)
    seat.until(lambda: seat.page._danger_card is not None)
    seat.named("wasNotDanger").click()
    seat.until(lambda: seat.page._danger is None)
    assert seat.heading == "Who answered?"
    desk = world.enter(SERGEANT)
    assert ask(desk, "SELECT kind, withdrawn_at IS NOT NULL FROM concerns") == [("danger", 1)]


def test_a_complaint_goes_on_record_and_back_to_the_same_question(seat, world: World) -> None:
    seat.start_call()
    seat.to_what_is_new()
    seat.type("half a line")
    seat.key(K.Key_F4)
    seat.type("Nobody ever rang back")
    seat.key(K.Key_PageDown)
    seat.until(lambda: type(seat.page.sheet).__name__ == "QuestionSheet")
    assert seat.page.sheet.part.line.text() == "half a line"
    desk = world.enter(SERGEANT)
    assert ask(desk, "SELECT kind, text FROM concerns") == [("complaint", "Nobody ever rang back")]


def test_the_words_change_language_at_any_moment(seat) -> None:
    seat.start_call()
    seat.key(K.Key_1)
    seat.saved()
    seat.named("language_es").click()
    seat.saved()
    assert seat.heading == "¿Es seguro y privado ahora?"
    assert "Opening" not in [mark.label for mark in seat.hand.nav.stages]


def test_the_walk_of_the_demo(seat, tmp_path) -> None:
    clock = seat.window.desk.clock
    begun = clock.now()
    pictures = walk_a_call(
        seat.shell,
        seat.window.volunteer,
        tmp_path / "pictures",
        pass_time=lambda seconds: clock.move(seconds=seconds),
    )
    assert len(pictures) >= 7
    assert all(picture.stat().st_size > 10_000 for picture in pictures)
    QApplication.processEvents()
    assert seat.shell.page_name == "shift"
    assert LINES[0] not in seat.seen()
    assert clock.now() - begun > timedelta(minutes=5), "as long as two people talk"
    assert ask(seat.window.desk, "SELECT flags FROM draws") == [("",)], "no sign of a call nobody asked anything in"
