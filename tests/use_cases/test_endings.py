"""How a call ends decides who is rung next, and whom a supervisor hears of."""

from __future__ import annotations

import pytest

from callback_desk.domain.call import CallResult
from callback_desk.domain.errors import NotAllowed
from callback_desk.domain.tip import NewTip
from callback_desk.use_cases import board, call_list, finish_call, next_call, raise_concern, review_call, start_call
from tests.use_cases.made_desks import RUTH, SERGEANT, World


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
