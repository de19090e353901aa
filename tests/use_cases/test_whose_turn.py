"""Whose turn it is at a real desk: agreed times, what is urgent, languages, a rest after a hard call, and who left."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from callback_desk.domain.call import CallResult, SafeContact
from callback_desk.domain.handing import OWNER_FIRST, SPARED
from callback_desk.domain.ids import CallbackId
from callback_desk.domain.many import ManyAct, ManyActId
from callback_desk.domain.safe_times import offered
from callback_desk.use_cases import call_list, finish_call, languages, many_people, next_call, people, start_call
from callback_desk.use_cases.desk import Desk
from callback_desk.use_cases.sign_in import sign_out
from tests.use_cases.made_desks import (
    CARMEN,
    RUTH,
    SERGEANT,
    SUPERVISOR,
    MovedClock,
    World,
    ask,
    claim,
    events,
    start,
    states,
    storage_of,
)


@pytest.fixture
def clock(world: World) -> MovedClock:
    assert isinstance(world.clock, MovedClock)
    return world.clock


def _agreed(desk: Desk, hours: float, *, firm: bool = True) -> tuple[CallbackId, datetime]:
    """A call of this person, in which another time was agreed."""
    started = start(desk)
    at = desk.clock.now() + timedelta(hours=hours)
    result = CallResult("another_time", next_at=at, next_firm=firm)
    done = finish_call.finish_call(desk, desk.new_operation(), started.call_id, started.fence, result)
    assert done.ready_at == at
    return started.callback_id, at


def _first(sergeant: Desk, who: CallbackId, reason: str) -> None:
    act = many_people.begin(sergeant, sergeant.new_operation(), ManyAct.FIRST, reason, 1).id
    done = many_people.do_some(sergeant, sergeant.new_operation(), ManyActId(act), [who])
    assert done.id == 1


def _everybody(desk: Desk) -> list[CallbackId]:
    found = []
    while card := next_call.claim_next(desk, desk.new_operation()):
        found.append(card.callback_id)
    return found


def _said(desk: Desk, who: CallbackId) -> tuple[str, ...]:
    return call_list.why(desk, who).passed


# --- a time that was agreed


def test_who_agreed_a_time_is_first_and_five_minutes_later_anyone_is(world: World, clock: MovedClock) -> None:
    ruth, carmen = world.enter(RUTH), world.enter(CARMEN)
    who, at = _agreed(ruth, 2)
    clock.at = at - timedelta(minutes=1)
    start(ruth)  # at the desk, and in another call
    clock.at = at
    other = claim(carmen)
    assert other.callback_id != who, "it is Ruth's"
    next_call.give_back(carmen, carmen.new_operation(), other.callback_id, other.fence)
    said = _said(world.enter(SERGEANT), who)
    assert any("Ruth Keller agreed it and is first if at the desk. After 5 minutes anyone" in one for one in said)
    clock.at = at + OWNER_FIRST
    assert claim(carmen).callback_id == who, "due first of all"


def test_an_owner_who_left_costs_nobody_the_time(world: World, clock: MovedClock) -> None:
    ruth, carmen = world.enter(RUTH), world.enter(CARMEN)
    who, at = _agreed(ruth, 0.2)
    clock.at = at
    sign_out(ruth, leaves=True)
    assert claim(carmen).callback_id == who


def test_a_wish_comes_after_what_is_urgent_and_a_firm_time_before_it(world: World, clock: MovedClock) -> None:
    ruth = world.enter(RUTH)
    wish, _ = _agreed(ruth, 1, firm=False)
    firm, at = _agreed(ruth, 1.5)
    sergeant = world.enter(SERGEANT)
    last = CallbackId(int(str(ask(sergeant, "SELECT max(id) FROM callbacks WHERE state = 'waiting'")[0][0])))
    _first(sergeant, last, "New photographs, says the detective.")
    clock.at = at
    assert any(one.startswith("About this time, as a wish: Ruth") for one in _said(sergeant, wish))
    assert _everybody(ruth)[:3] == [firm, last, wish]


def test_urgent_is_said_where_it_counts_and_ends_with_the_call(world: World) -> None:
    sergeant, ruth = world.enter(SERGEANT), world.enter(RUTH)
    last = CallbackId(int(str(ask(sergeant, "SELECT max(id) FROM callbacks WHERE state = 'waiting'")[0][0])))
    _first(sergeant, last, "New photographs.")
    assert "Urgent: New photographs." in _said(sergeant, last)
    card = claim(ruth)
    assert (card.callback_id, card.why_now) == (last, "Urgent: New photographs.")
    started = start(ruth, card)
    result = CallResult("talked_all")
    finish_call.finish_call(ruth, ruth.new_operation(), started.call_id, started.fence, result)
    assert ask(ruth, "SELECT urgent, priority FROM callbacks WHERE id = ?", last) == [("", 3)]


# --- who, for whom


def test_somebody_is_offered_first_to_whoever_speaks_their_language(world: World, clock: MovedClock) -> None:
    sergeant, ruth, carmen = world.enter(SERGEANT), world.enter(RUTH), world.enter(CARMEN)
    first = claim(ruth).callback_id
    next_call.give_back(ruth, ruth.new_operation(), first, 1)
    _set(
        sergeant, "UPDATE victims SET language = 'es' WHERE id = (SELECT victim_id FROM callbacks WHERE id = ?)", first
    )
    assert any("nobody at this desk does: have an interpreter ready" in one for one in _said(sergeant, first))
    languages.enter_languages(sergeant, sergeant.new_operation(), carmen.session.staff.id, "Spanish")
    assert first not in _everybody(ruth)
    assert any("offered first to Carmen" in one and "after a week to anyone" in one for one in _said(sergeant, first))
    assert claim(carmen).callback_id == first


def test_no_two_hard_calls_in_a_row_unless_it_was_agreed(world: World, clock: MovedClock) -> None:
    ruth = world.enter(RUTH)
    _set(ruth, "UPDATE callbacks SET offense_label = 'Robbery' WHERE id % 2 = 0")
    started = start(ruth)
    while ask(ruth, "SELECT offense_label FROM callbacks WHERE id = ?", started.callback_id) != [("Robbery",)]:
        _finish(ruth, started)
        started = start(ruth)
    _finish(ruth, started)
    clock.move(minutes=5)
    waiting = int(str(ask(ruth, "SELECT count(*) FROM callbacks WHERE state = 'waiting'")[0][0]))
    handed = _everybody(ruth)
    kinds = {label for (label,) in ask(ruth, "SELECT DISTINCT offense_label FROM callbacks WHERE state = 'claimed'")}
    assert 0 < len(handed) < waiting
    assert "Robbery" not in kinds
    clock.move(minutes=SPARED.total_seconds() / 60)
    assert claim(ruth), "a rest of half an hour, and nobody is lost"


def _finish(desk: Desk, started: object) -> None:
    result = CallResult("talked_all")
    finish_call.finish_call(desk, desk.new_operation(), started.call_id, started.fence, result)  # type: ignore[attr-defined]


def _set(desk: Desk, sql: str, *values: object) -> None:
    with storage_of(desk).write(desk.session) as uow:
        uow.connection.exec_driver_sql(sql, values)
        uow.commit()


# --- times of the person


def test_the_next_try_keeps_the_times_that_were_just_agreed(world: World) -> None:
    ruth = world.enter(RUTH)
    started = start(ruth)
    agreed = SafeContact("This mobile only.", times=offered("evenings"))
    result = CallResult("talked_part", contact=agreed)
    done = finish_call.finish_call(ruth, ruth.new_operation(), started.call_id, started.fence, result)
    if done.ready_at is None:  # what is left of that call is read first
        return
    assert done.ready_at.astimezone(ruth.zone).hour >= 17


# --- who leaves


def test_signing_out_of_the_window_lays_cards_down_at_once(world: World) -> None:
    ruth, carmen = world.enter(RUTH), world.enter(CARMEN)
    card = claim(ruth)
    sign_out(ruth, leaves=True)
    assert claim(carmen).callback_id == card.callback_id
    assert events(carmen).count("queue.release") == 1


def test_a_call_that_goes_on_is_interrupted_for_its_own_caller(world: World) -> None:
    ruth = world.enter(RUTH)
    started = start(ruth)
    sign_out(ruth, leaves=True)
    sergeant = world.enter(SERGEANT)
    assert ask(sergeant, "SELECT state, claimed_by FROM callbacks WHERE id = ?", started.callback_id) == [
        ("interrupted", int(ruth.session.staff.id))
    ]
    assert ask(sergeant, "SELECT state FROM calls WHERE id = ?", started.call_id) == [("interrupted",)]


def test_a_terminal_that_ends_takes_nothing_from_the_window_beside_it(world: World) -> None:
    window, terminal = world.enter(RUTH), world.enter(RUTH)
    card = claim(window)
    sign_out(terminal)
    assert states(window)["claimed"] == 1
    start_call.start_call(window, window.new_operation(), card.callback_id, card.fence, card.phones[0].id)


def test_an_account_that_is_closed_has_nothing_in_hand(world: World) -> None:
    ruth, boss = world.enter(RUTH), world.enter(SUPERVISOR)
    claim(ruth)
    people.disable_person(boss, boss.new_operation(), name=RUTH)
    assert "claimed" not in states(boss)
