"""The line goes dead and is dialed again: who answers is asked afresh, and every word is still there."""

from __future__ import annotations

from callback_desk.ui.call.beside_sheets import CutOffSheet
from tests.journeys.call_hands import ended_as, finish, keep_line, to_the_end
from tests.journeys.windows import K
from tests.use_cases.made_desks import World


def test_cut_off_and_redialed_goes_on_with_every_word(seat, world: World) -> None:
    seat.to_what_is_new()
    call_id = seat.hand.started.call_id
    keep_line(seat, "a red van with a ladder")
    seat.type("and a do")
    case = seat.hand.case.case_number
    seat.key(K.Key_F3)  # also while typing
    assert isinstance(seat.page.sheet, CutOffSheet)
    assert seat.hand.started.dial_text.replace(" ", "\u00a0") in seat.seen()
    seat.key(K.Key_1)  # somebody answers again
    seat.saved()
    assert seat.heading == "Who answered?"
    assert case not in seat.seen(), "nothing shows before it is known again who is on the line"
    seat.through_the_checks()
    assert case in seat.seen()
    assert [line.text for line in seat.hand.nav.lines] == ["a red van with a ladder"]
    keep_line(seat, "g")  # the caret stands in the half word, at the first question that takes a line
    assert [line.text for line in seat.hand.nav.lines] == ["a red van with a ladder", "and a dog"]
    to_the_end(seat)
    finish(seat)
    assert ended_as(world, call_id) == "talked_all"


def test_cut_off_and_nobody_answers_waits_for_its_caller(seat, world: World) -> None:
    seat.to_what_is_new()
    call_id = seat.hand.started.call_id
    keep_line(seat, "a red van with a ladder")
    seat.key(K.Key_F3)
    seat.key(K.Key_2)  # nobody answers now
    seat.saved()
    finish(seat)
    assert ended_as(world, call_id) == "cut_off"
