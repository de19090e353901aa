"""How a call ends decides who is rung next, and whom a supervisor hears of."""

from __future__ import annotations

import pytest

from callback_desk.domain.call import CallResult
from callback_desk.domain.errors import DeskFault, NotAllowed
from callback_desk.domain.tip import NewTip
from callback_desk.use_cases import (
    board,
    call_list,
    danger_now,
    decide_hold,
    finish_call,
    next_call,
    raise_concern,
    review_call,
    shift,
    start_call,
)
from tests.use_cases.made_desks import RUTH, SERGEANT, TIP, World, start, talk


def _end(world: World, result: CallResult) -> tuple[int, finish_call.Finished]:
    ruth = world.enter(RUTH)
    card = next_call.claim_next(ruth, ruth.new_operation())
    assert card is not None
    started = start_call.start_call(ruth, ruth.new_operation(), card.callback_id, card.fence, card.phones[0].id)
    done = finish_call.finish_call(ruth, ruth.new_operation(), started.call_id, started.fence, result)
    return card.callback_id, done


def test_something_felt_wrong_stops_every_try_until_a_supervisor_has_decided(world: World) -> None:
    callback_id, _ = _end(world, CallResult("something_wrong", note="Somebody took the phone away."))
    sergeant = world.enter(SERGEANT)
    assert [item.kind for item in board.board(sergeant).items][:1] == ["something_wrong"]
    assert "wrong" in call_list.why(sergeant, callback_id).sentence
    concern = raise_concern.open_concerns(sergeant)[0]
    raise_concern.route_concern(sergeant, sergeant.new_operation(), concern.id, "Sgt. Fields")
    assert raise_concern.open_concerns(sergeant) == ()


def test_a_wish_not_to_be_called_holds_at_once_and_for_every_number(world: World) -> None:
    callback_id, _ = _end(world, CallResult("no_calls_wanted"))
    sergeant = world.enter(SERGEANT)
    assert call_list.why(sergeant, callback_id).state in {"done", "excluded"}
    assert "not to be called" in call_list.why(sergeant, callback_id).sentence.lower()


def test_what_is_new_goes_to_review_also_when_the_person_asked_for_another_time(world: World) -> None:
    ruth = world.enter(RUTH)
    now = ruth.clock.now()
    _end(world, CallResult("another_time", tips=(NewTip(1, "A silver van by the side gate", now),)))
    sergeant = world.enter(SERGEANT)
    lines = review_call.calls_to_review(sergeant)
    assert [line.new_count for line in lines] == [1]


def test_the_danger_key_pressed_once_more_after_it_was_decided_shows_the_same_card(world: World) -> None:
    ruth = world.enter(RUTH)
    started = start(ruth)
    pressed = ruth.new_operation()
    card = danger_now.danger_now(ruth, pressed, started.call_id)
    sergeant = world.enter(SERGEANT)
    raise_concern.route_concern(sergeant, sergeant.new_operation(), card.concern_id, "Patrol")
    assert danger_now.danger_now(ruth, pressed, started.call_id) == card


def _sent_back(world: World) -> tuple[int, int]:
    ruth = world.enter(RUTH)
    started, call_id = talk(ruth)
    sergeant = world.enter(SERGEANT)
    review_call.send_back(sergeant, sergeant.new_operation(), call_id, "Which hinge?")
    return started.callback_id, call_id


def test_a_call_sent_back_is_gone_on_with_by_its_caller_and_comes_back_to_review(world: World) -> None:
    callback_id, call_id = _sent_back(world)
    ruth = world.enter(RUTH)
    [mine] = shift.my_shift(ruth).my_interrupted
    assert (mine.call_id, mine.missing) == (call_id, "Which hinge?")
    resumed = start_call.resume_call(ruth, ruth.new_operation(), call_id)
    assert resumed.draft == '{"step": 3}'
    newer = (NewTip(1, f"{TIP} The left one.", ruth.clock.now()),)
    finish_call.finish_call(
        ruth, ruth.new_operation(), call_id, resumed.fence, CallResult("talked_all", tips=newer, consents={})
    )
    assert shift.my_shift(ruth).my_interrupted == ()
    sergeant = world.enter(SERGEANT)
    read = review_call.read_call(sergeant, call_id)
    assert [tip.said.text for tip in read.tips] == [f"{TIP} The left one."]
    review_call.sign_off(sergeant, sergeant.new_operation(), [call_id])
    assert call_list.why(sergeant, callback_id).state == "done"


@pytest.mark.parametrize(("try_again", "state"), [(True, "waiting"), (False, "review")])
def test_a_call_sent_back_can_be_signed_off_without_its_caller(world: World, try_again: bool, state: str) -> None:
    callback_id, call_id = _sent_back(world)
    sergeant = world.enter(SERGEANT)
    decide_hold.settle_interrupted(sergeant, sergeant.new_operation(), callback_id, try_again=try_again)
    assert call_list.why(sergeant, callback_id).state == state
    assert [line.call_id for line in review_call.calls_to_review(sergeant)] == [call_id]
    assert review_call.sign_off(sergeant, sergeant.new_operation(), [call_id]).id == 1


def test_a_call_whose_person_is_rung_again_anyway_is_not_sent_back(world: World) -> None:
    ruth = world.enter(RUTH)
    _end(world, CallResult("another_time", tips=(NewTip(1, "A silver van by the side gate", ruth.clock.now()),)))
    sergeant = world.enter(SERGEANT)
    [line] = review_call.calls_to_review(sergeant)
    with pytest.raises(DeskFault, match="called again anyway"):
        review_call.send_back(sergeant, sergeant.new_operation(), line.call_id, "Which gate?")


def test_nobody_signs_off_a_call_of_their_own(world: World) -> None:
    sergeant = world.enter(SERGEANT)
    card = next_call.claim_next(sergeant, sergeant.new_operation())
    assert card is not None
    started = start_call.start_call(sergeant, sergeant.new_operation(), card.callback_id, card.fence, card.phones[0].id)
    finish_call.finish_call(
        sergeant, sergeant.new_operation(), started.call_id, started.fence, CallResult("talked_all")
    )
    with pytest.raises(NotAllowed, match="Another supervisor"):
        review_call.sign_off(sergeant, sergeant.new_operation(), [started.call_id])
