"""A hold with an end: what was held waits for a person's word, and that word is then enough."""

from __future__ import annotations

from datetime import timedelta

import pytest

from callback_desk.domain.call import CallResult
from callback_desk.domain.errors import DeskFault
from callback_desk.domain.ids import CallbackId
from callback_desk.use_cases import call_list, decide_hold, finish_call, next_call
from callback_desk.use_cases.desk import Desk
from tests.use_cases.made_desks import RUTH, SERGEANT, MovedClock, World, ask, start


def _held(desk: Desk, *, days: int | None) -> tuple[CallbackId, str]:
    [(callback_id, number)] = ask(
        desk,
        "SELECT b.id, c.number FROM callbacks b JOIN reports r ON r.callback_id = b.id "
        "JOIN cases c ON c.id = r.case_id "
        "WHERE b.state = 'waiting' ORDER BY b.id LIMIT 1",
    )
    until = None if days is None else desk.clock.now().astimezone(desk.zone).date() + timedelta(days=days)
    decide_hold.hold_case(desk, desk.new_operation(), str(number), "The detective asked for it.", until)
    return CallbackId(int(str(callback_id))), str(number)


def _state(desk: Desk, callback_id: CallbackId) -> tuple[str, str]:
    [(state, reason)] = ask(desk, "SELECT state, reason FROM callbacks WHERE id = ?", callback_id)
    return str(state), str(reason)


def test_a_hold_without_an_end_is_not_lifted_by_an_ok(world: World) -> None:
    desk = world.enter(SERGEANT)
    callback_id, _ = _held(desk, days=None)
    with pytest.raises(DeskFault, match="Only the missing or corrected fact"):
        decide_hold.release(desk, desk.new_operation(), callback_id, "It is urgent.", 3)
    assert _state(desk, callback_id) == ("held", "case_hold")


def test_after_its_last_day_an_ok_is_enough(world: World) -> None:
    desk = world.enter(SERGEANT)
    callback_id, _ = _held(desk, days=1)
    clock = world.clock
    assert isinstance(clock, MovedClock)
    clock.move(minutes=2 * 24 * 60)
    assert call_list.why(desk, callback_id).level == "callable"
    decide_hold.release(desk, desk.new_operation(), callback_id, "The hold is over.", 3)
    assert _state(desk, callback_id) == ("waiting", "")


def test_lifting_a_hold_leaves_what_another_rule_stops(world: World) -> None:
    desk = world.enter(SERGEANT)
    callback_id, number = _held(desk, days=None)
    clock = world.clock
    assert isinstance(clock, MovedClock)
    clock.move(minutes=15 * 24 * 60)  # the facts are over 14 days old by now
    decide_hold.lift_hold(desk, desk.new_operation(), number.lower(), "The detective is done.")
    assert _state(desk, callback_id) == ("held", "facts_old")
    with pytest.raises(DeskFault, match="There is no hold on this case"):
        decide_hold.lift_hold(desk, desk.new_operation(), number, "Once more.")


def test_which_rule_keeps_how_many_off_the_list(world: World) -> None:
    desk = world.enter(SERGEANT)
    _held(desk, days=None)
    found = {(one.when, one.reason): (one.sentence, one.count) for one in call_list.blocked(desk)}
    assert found["held", "case_hold"] == ("Case is on hold", 1)
    in_all = ask(desk, "SELECT count(*) FROM callbacks WHERE state IN ('held', 'excluded')")[0][0]
    assert sum(count for _, count in found.values()) == in_all


def _end_with(world: World, callback_id: CallbackId | None, outcome: str, who: str) -> CallbackId:
    caller = world.enter(who)
    card = next_call.claim_next(caller, caller.new_operation())
    assert card is not None
    while callback_id is not None and card.callback_id != callback_id:
        started = start(caller, card)
        finish_call.finish_call(
            caller, caller.new_operation(), started.call_id, started.fence, CallResult("no_calls_wanted")
        )
        card = next_call.claim_next(caller, caller.new_operation())
        assert card is not None
    started = start(caller, card)
    finish_call.finish_call(caller, caller.new_operation(), started.call_id, started.fence, CallResult(outcome))
    return card.callback_id


def test_after_not_now_an_ok_opens_one_more_call_in_a_week_by_somebody_else(world: World) -> None:
    callback_id = _end_with(world, None, "soft_refusal", RUTH)
    desk = world.enter(SERGEANT)
    before = desk.clock.now()
    said = call_list.why(desk, callback_id)
    assert (said.state, said.may_release) == ("held", True)
    decide_hold.release(desk, desk.new_operation(), callback_id, "She said to try later.", 30)
    [(state, ready, not_caller)] = ask(
        desk, "SELECT state, ready_at, not_caller FROM callbacks WHERE id = ?", callback_id
    )
    assert state == "waiting"
    assert int(str(ready)) >= int((before + timedelta(days=7)).timestamp() * 1_000_000)
    assert not_caller is not None


def test_no_twice_is_final_for_every_case_and_no_ok_lifts_it(world: World) -> None:
    callback_id = _end_with(world, None, "soft_refusal", RUTH)
    desk = world.enter(SERGEANT)
    decide_hold.release(desk, desk.new_operation(), callback_id, "She said to try later.", 30)
    clock = world.clock
    assert isinstance(clock, MovedClock)
    clock.move(minutes=8 * 24 * 60)
    assert _end_with(world, callback_id, "soft_refusal", "Carmen Ibarra") == callback_id
    said = call_list.why(world.enter(SERGEANT), callback_id)
    assert (said.level, said.rule) == ("excluded", "hard_refusal")
    assert not said.may_release
