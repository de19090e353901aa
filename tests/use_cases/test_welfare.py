"""After a hard call: a break is offered to the volunteer, a talk is asked of the supervisor; each answered once."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from callback_desk.domain.call import CallResult
from callback_desk.domain.concerns import ConcernKind, NewConcern
from callback_desk.domain.errors import DeskFault, NotAllowed, NotFound
from callback_desk.domain.ids import CallId
from callback_desk.domain.welfare import Break, Lapse
from callback_desk.use_cases import finish_call, raise_concern, shift, welfare
from callback_desk.use_cases.board import board
from callback_desk.use_cases.desk import Desk
from tests.use_cases.made_desks import CARMEN, RUTH, SERGEANT, World, start


@pytest.fixture
def sergeant(world: World) -> Desk:
    return world.enter(SERGEANT)


def hard_call(world: World, desk: Desk, kind: ConcernKind = ConcernKind.DISTRESS) -> CallId:
    """Nine minutes, then somebody is told and the call ends."""
    started = start(desk)
    said = NewConcern(kind, told_whom="Lt. Moreno", told_at=world.clock.now())
    raise_concern.raise_concern(desk, desk.new_operation(), started.callback_id, started.call_id, said)
    assert shift.my_shift(desk).break_after is None, "not while the call runs"
    result = CallResult("another_time" if kind is ConcernKind.DISTRESS else "danger")
    finish_call.finish_call(desk, desk.new_operation(), started.call_id, started.fence, result)
    return started.call_id


def items(desk: Desk) -> dict[str, int]:
    return {one.kind: one.count for one in board(desk).items}


def test_a_break_is_offered_after_a_hard_call_until_it_is_answered(world: World, sergeant: Desk) -> None:
    ruth, carmen = world.enter(RUTH), world.enter(CARMEN)
    call = hard_call(world, ruth)
    assert shift.my_shift(ruth).break_after == call
    assert shift.my_shift(carmen).break_after is None
    with pytest.raises(NotFound):
        welfare.answer_break(carmen, carmen.new_operation(), call, Break.TAKEN)
    welfare.answer_break(ruth, ruth.new_operation(), call, Break.OFFERED)
    assert shift.my_shift(ruth).break_after == call, "shown is not answered"
    welfare.answer_break(ruth, ruth.new_operation(), call, Break.TAKEN)
    welfare.answer_break(ruth, ruth.new_operation(), call, Break.OFFERED)  # a second window shows it late
    assert shift.my_shift(ruth).break_after is None
    (carried,) = welfare.welfare(sergeant).carried
    assert (carried.name, carried.week.calls, carried.week.hard) == (RUTH, 1, 1)
    assert (carried.week.offered, carried.week.taken) == (1, 1)


def test_the_offer_ends_by_itself_and_an_ordinary_call_brings_none(world: World) -> None:
    ruth = world.enter(RUTH)
    started = start(ruth)
    finish_call.finish_call(ruth, ruth.new_operation(), started.call_id, started.fence, CallResult("talked_all"))
    assert shift.my_shift(ruth).break_after is None
    hard_call(world, ruth)
    world.clock.move(hours=3)  # type: ignore[attr-defined]
    assert shift.my_shift(world.enter(RUTH)).break_after is None


def test_a_talk_is_asked_for_until_it_is_ticked_off(world: World, sergeant: Desk) -> None:
    assert "debrief" not in items(sergeant)
    call = hard_call(world, world.enter(RUTH), ConcernKind.DANGER)
    assert items(sergeant)["debrief"] == 1
    (talk,) = welfare.welfare(sergeant).debriefs
    assert (talk.call, talk.name, talk.kind) == (call, RUTH, ConcernKind.DANGER)
    welfare.debrief_held(sergeant, sergeant.new_operation(), call)
    assert "debrief" not in items(sergeant)
    welfare.debrief_not_held(sergeant, sergeant.new_operation(), call)
    assert items(sergeant)["debrief"] == 1
    with pytest.raises(NotFound):
        welfare.debrief_held(sergeant, sergeant.new_operation(), CallId(999))


def test_a_supervisor_s_own_hard_call_is_for_another_one_to_ask_about(world: World, sergeant: Desk) -> None:
    hard_call(world, sergeant)
    assert welfare.welfare(sergeant).debriefs == ()
    assert items(sergeant).get("debrief") is None


def test_dates_are_entered_and_warn_here_a_month_ahead(world: World, sergeant: Desk) -> None:
    before = [one for one in welfare.welfare(sergeant).lapsing if one.name == RUTH]
    assert {(one.what, one.on) for one in before} == {(Lapse.SCREENING, None), (Lapse.TRAINING, None)}
    ruth = world.enter(RUTH)
    staff_id = ruth.session.staff.id
    today = date(2026, 11, 17)
    with pytest.raises(DeskFault, match="not come yet"):
        welfare.enter_dates(sergeant, sergeant.new_operation(), staff_id, today, today + timedelta(days=1))
    welfare.enter_dates(sergeant, sergeant.new_operation(), staff_id, today, today - timedelta(days=340))
    (left,) = [one for one in welfare.welfare(sergeant).lapsing if one.name == RUTH]
    assert (left.what, left.on) == (Lapse.TRAINING, today + timedelta(days=25))
    assert shift.my_shift(ruth).break_after is None, "at the volunteer's door nothing is said of it"
    with pytest.raises(NotAllowed):
        welfare.enter_dates(ruth, ruth.new_operation(), staff_id, today, today)
