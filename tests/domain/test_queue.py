from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callback_desk.domain.errors import StaleClaim
from callback_desk.domain.ids import CallbackId, StaffId
from callback_desk.domain.queue import (
    MOVES,
    OPEN,
    OWNED,
    CallbackState,
    ClaimTimes,
    Entry,
    IllegalMove,
    Move,
    Priority,
)
from tests.domain.rules_at_hand import BOOK, NOW

TIMES = BOOK.limits.claim
RUTH, CARMEN = StaffId(1), StaffId(2)
SECOND = timedelta(seconds=1)


def entry(state: CallbackState = CallbackState.WAITING, **changes: object) -> Entry:
    plain = Entry(CallbackId(7), state, ready_at=NOW, reported_at=NOW - timedelta(days=5))
    if state in OWNED:
        plain = replace(plain, claimed_by=RUTH, claimed_at=NOW, lease_until=NOW + TIMES.lease, fence=3)
    return replace(plain, **changes)  # type: ignore[arg-type]


def claimed(**changes: object) -> Entry:
    return entry(CallbackState.CLAIMED, **changes)


def calling(**changes: object) -> Entry:
    return entry(CallbackState.CALLING, **changes)


# --- the table


@pytest.mark.parametrize(("state", "move"), list(itertools.product(CallbackState, Move)))
def test_every_pair_of_state_and_move(state: CallbackState, move: Move) -> None:
    """What is in the table leads where the table says; everything else cannot happen."""
    before = entry(state)
    assert before.may(move) == ((state, move) in MOVES)
    if before.may(move):
        after = before.moved(move)
        assert after.state is MOVES[state, move]
        assert (after.lease_until is not None) == (after.state in OWNED and state in OWNED)
        assert after.fence == before.fence
    else:
        with pytest.raises(IllegalMove) as refused:
            before.moved(move)
        assert (refused.value.state, refused.value.move, refused.value.code) == (state, move, "illegal_move")


@pytest.mark.parametrize(("start", "goal"), list(itertools.permutations(CallbackState, 2)))
def test_every_pair_of_states_has_one_direct_way_or_none(start: CallbackState, goal: CallbackState) -> None:
    """Direct ways written down once more by hand: who reads this sees the life of a callback."""
    ways = {
        "waiting": "claimed held excluded done withdrawn",
        "claimed": "calling waiting held excluded done",
        "calling": "claimed interrupted waiting review done held excluded",
        "interrupted": "claimed waiting review done held excluded",
        "held": "waiting claimed excluded done withdrawn",
        "excluded": "waiting held withdrawn",
        "review": "done interrupted held",
        "done": "waiting claimed",
        "withdrawn": "waiting",
    }
    direct = {to for (state, _move), to in MOVES.items() if state is start}
    assert (goal in direct) == (goal in ways[start].split())


def test_every_state_is_reached_and_left() -> None:
    reached, frontier = {CallbackState.WAITING}, [CallbackState.WAITING]
    while frontier:
        here = frontier.pop()
        new = {to for (state, _move), to in MOVES.items() if state is here} - reached
        reached |= new
        frontier += new
    assert reached == set(CallbackState)
    assert {state for state, _move in MOVES} == set(CallbackState)
    assert {move for _state, move in MOVES} == set(Move)


def test_only_a_waiting_or_returning_person_is_ever_claimed() -> None:
    into_claimed = {(state, move) for (state, move), to in MOVES.items() if to is CallbackState.CLAIMED}
    assert {state for state, move in into_claimed if move is Move.CLAIM} == {CallbackState.WAITING}
    assert CallbackState.EXCLUDED not in {state for state, _move in into_claimed}
    assert CallbackState.EXCLUDED not in OPEN


# --- claims


def test_a_claim_takes_a_new_number_and_a_lease() -> None:
    got = entry(fence=4, reason="tried today").claimed(RUTH, NOW, TIMES)
    assert (got.state, got.claimed_by, got.claimed_at, got.fence, got.reason) == (
        CallbackState.CLAIMED,
        RUTH,
        NOW,
        5,
        "",
    )
    assert got.lease_until == NOW + timedelta(seconds=90)


@pytest.mark.parametrize("ready_at", [None, NOW + SECOND])
def test_who_is_not_ready_is_not_claimed(ready_at: object) -> None:
    with pytest.raises(IllegalMove):
        entry(ready_at=ready_at).claimed(RUTH, NOW, TIMES)


def test_who_rings_back_needs_no_hour() -> None:
    for state in (CallbackState.WAITING, CallbackState.HELD, CallbackState.DONE, CallbackState.INTERRUPTED):
        got = entry(state, ready_at=None).claimed(CARMEN, NOW, TIMES, move=Move.RANG_BACK)
        assert got.claimed_by == CARMEN
    with pytest.raises(IllegalMove):
        entry(CallbackState.EXCLUDED).claimed(CARMEN, NOW, TIMES, move=Move.RANG_BACK)
    with pytest.raises(IllegalMove):
        entry().claimed(CARMEN, NOW, TIMES, move=Move.HOLD)


def test_one_callback_is_never_two_peoples() -> None:
    got = entry().claimed(RUTH, NOW, TIMES)
    with pytest.raises(IllegalMove):
        got.claimed(CARMEN, NOW, TIMES)


@pytest.mark.parametrize(
    ("by", "fence", "after"),
    [(CARMEN, 3, 0), (RUTH, 2, 0), (RUTH, 4, 0), (RUTH, 3, 90), (RUTH, 3, 1000)],
)
def test_a_stale_claim_writes_nothing(by: StaffId, fence: int, after: int) -> None:
    now = NOW + after * SECOND
    for act in (
        lambda: claimed().started(by, fence, now, TIMES),
        lambda: calling().not_dialed(by, fence, now, TIMES),
        lambda: calling().next_number(by, fence, now, TIMES),
    ):
        with pytest.raises(StaleClaim) as stale:
            act()
        assert "What you typed is kept" in stale.value.sentence


def test_a_claim_without_a_lease_is_nobodys() -> None:
    with pytest.raises(StaleClaim):
        claimed(lease_until=None).owned(RUTH, 3, NOW)
    assert claimed(lease_until=None).is_expired(NOW, TIMES)


def test_a_claim_that_ends_goes_back_and_a_call_that_ends_is_interrupted() -> None:
    late = NOW + timedelta(seconds=90)
    back = claimed().expired(late, TIMES)
    assert (back.state, back.claimed_by, back.ready_at) == (CallbackState.WAITING, None, late)
    cut = calling().expired(late, TIMES)
    assert (cut.state, cut.claimed_by, cut.lease_until) == (CallbackState.INTERRUPTED, RUTH, None)


@pytest.mark.parametrize("state", sorted(set(CallbackState) - OWNED))
def test_only_what_is_owned_expires(state: CallbackState) -> None:
    assert not entry(state).is_expired(NOW + timedelta(days=9), TIMES)
    with pytest.raises(IllegalMove):
        entry(state).expired(NOW + timedelta(days=9), TIMES)
    with pytest.raises(IllegalMove):
        claimed().expired(NOW + SECOND, TIMES)


# --- a call


def test_a_call_from_claim_to_review() -> None:
    got = entry().claimed(RUTH, NOW, TIMES).started(RUTH, 1, NOW + SECOND, TIMES)
    assert (got.state, got.attempts, got.lease_until) == (CallbackState.CALLING, 1, NOW + SECOND + TIMES.lease)
    done = got.finished(Move.FINISH)
    assert (done.state, done.claimed_by, done.lease_until) == (CallbackState.REVIEW, None, None)
    assert done.moved(Move.SIGN_OFF).state is CallbackState.DONE


def test_not_dialed_takes_the_attempt_back() -> None:
    got = calling(attempts=1).not_dialed(RUTH, 3, NOW, TIMES)
    assert (got.state, got.attempts, got.claimed_by) == (CallbackState.CLAIMED, 0, RUTH)
    assert calling(attempts=0).not_dialed(RUTH, 3, NOW, TIMES).attempts == 0


def test_the_next_number_stays_with_the_same_volunteer() -> None:
    got = calling(attempts=1).next_number(RUTH, 3, NOW, TIMES)
    assert (got.state, got.attempts, got.claimed_by, got.fence) == (CallbackState.CLAIMED, 1, RUTH, 3)


def test_an_interrupted_call_remembers_whose_it_was() -> None:
    cut = calling().interrupted(NOW)
    assert (cut.state, cut.claimed_by, cut.lease_until) == (CallbackState.INTERRUPTED, RUTH, None)
    again = cut.claimed(RUTH, NOW, TIMES, move=Move.RESUME)
    assert (again.state, again.fence) == (CallbackState.CLAIMED, cut.fence + 1)


def test_a_call_sent_back_is_its_callers_to_go_on_with() -> None:
    back = entry(CallbackState.REVIEW, ready_at=None).sent_back(RUTH, NOW)
    assert (back.state, back.claimed_by, back.lease_until) == (CallbackState.INTERRUPTED, RUTH, None)
    assert back.claimed(RUTH, NOW, TIMES, move=Move.RESUME).state is CallbackState.CLAIMED
    assert back.finished(Move.FINISH).state is CallbackState.REVIEW
    with pytest.raises(IllegalMove):
        calling().sent_back(RUTH, NOW)


def test_given_back_it_is_ready_again() -> None:
    assert claimed().released(NOW).is_ready(NOW)
    later = claimed().released(NOW, ready_at=NOW + SECOND)
    assert not later.is_ready(NOW)


def test_a_try_needs_its_next_time() -> None:
    with pytest.raises(IllegalMove):
        calling().finished(Move.TRY_AGAIN)
    with pytest.raises(IllegalMove):
        calling().finished(Move.CLAIM)
    again = calling(not_caller=RUTH).finished(Move.TRY_AGAIN, ready_at=NOW + SECOND, reason="another_day")
    assert (again.state, again.ready_at, again.reason, again.not_caller) == (
        CallbackState.WAITING,
        NOW + SECOND,
        "another_day",
        RUTH,
    )


def test_a_promise_comes_first_and_ends_with_its_call() -> None:
    promised = calling(priority=Priority.URGENT).finished(
        Move.TRY_AGAIN, ready_at=NOW + SECOND, promised_at=NOW + SECOND, not_caller=CARMEN
    )
    assert (promised.priority, promised.promised_at, promised.not_caller) == (Priority.PROMISED, NOW + SECOND, CARMEN)
    kept = replace(promised, state=CallbackState.CALLING).finished(Move.TRY_AGAIN, ready_at=NOW)
    assert (kept.priority, kept.promised_at) == (Priority.NORMAL, None)
    urgent = calling(priority=Priority.URGENT).finished(Move.TRY_AGAIN, ready_at=NOW)
    assert urgent.priority is Priority.URGENT


def test_rules_hold_exclude_and_postpone() -> None:
    assert entry().held("age_missing").reason == "age_missing"
    gone = claimed().excluded("do_not_contact")
    assert (gone.state, gone.ready_at, gone.claimed_by) == (CallbackState.EXCLUDED, None, None)
    assert claimed().postponed(NOW + SECOND, "too_new").state is CallbackState.WAITING
    assert entry().postponed(NOW + SECOND).ready_at == NOW + SECOND
    with pytest.raises(IllegalMove):
        entry(CallbackState.HELD).postponed(NOW)


@pytest.mark.parametrize(
    ("state", "move"),
    [
        (CallbackState.HELD, Move.RELEASE),
        (CallbackState.EXCLUDED, Move.RELEASE),
        (CallbackState.DONE, Move.REOPEN),
        (CallbackState.WITHDRAWN, Move.REOPEN),
    ],
)
def test_ways_back_to_the_list(state: CallbackState, move: Move) -> None:
    back = entry(state, reason="gang", ready_at=None).reopened(move, NOW)
    assert back.is_ready(NOW) and back.reason == ""
    with pytest.raises(IllegalMove):
        entry(state).reopened(Move.CLAIM, NOW)


# --- order


def test_promises_then_urgent_then_the_oldest_report() -> None:
    hour = timedelta(hours=1)
    late = entry(id=1, priority=Priority.PROMISED, promised_at=NOW - hour)
    due = entry(id=2, priority=Priority.PROMISED, promised_at=NOW - 2 * hour)
    urgent = entry(id=3, priority=Priority.URGENT)
    old = entry(id=4, reported_at=NOW - 50 * 24 * hour)
    new = entry(id=5, reported_at=NOW - 3 * 24 * hour)
    undated = entry(id=6, reported_at=None)
    twin = entry(id=7, reported_at=None)
    in_order = [due, late, urgent, old, new, undated, twin]
    for shuffled in itertools.islice(itertools.permutations(in_order), 0, 5040, 97):
        assert sorted(shuffled, key=Entry.order_key) == in_order


# --- whatever happens


acts = st.sampled_from(
    [
        lambda e, now: e.claimed(RUTH, now, TIMES),
        lambda e, now: e.claimed(CARMEN, now, TIMES, move=Move.RESUME),
        lambda e, now: e.claimed(CARMEN, now, TIMES, move=Move.RANG_BACK),
        lambda e, now: e.started(e.claimed_by, e.fence, now, TIMES),
        lambda e, now: e.not_dialed(e.claimed_by, e.fence, now, TIMES),
        lambda e, now: e.next_number(e.claimed_by, e.fence, now, TIMES),
        lambda e, now: e.expired(now, TIMES),
        lambda e, now: e.released(now),
        lambda e, now: e.interrupted(now),
        lambda e, now: e.finished(Move.FINISH),
        lambda e, now: e.finished(Move.TRY_AGAIN, ready_at=now + timedelta(days=1)),
        lambda e, now: e.finished(Move.CLOSE),
        lambda e, now: e.held("gang"),
        lambda e, now: e.excluded("do_not_contact"),
        lambda e, now: e.reopened(Move.RELEASE, now),
        lambda e, now: e.reopened(Move.REOPEN, now),
        lambda e, now: e.sent_back(RUTH, now),
        lambda e, now: e.moved(Move.SIGN_OFF),
        lambda e, now: e.moved(Move.WITHDRAW),
    ]
)


@given(st.lists(st.tuples(acts, st.integers(0, 200)), max_size=40))
def test_no_walk_leaves_the_table_and_fences_only_grow(steps) -> None:
    now, here = NOW, entry()
    for act, seconds in steps:
        now += seconds * SECOND
        try:
            after = act(here, now)
        except (IllegalMove, StaleClaim):
            continue
        if after.state is not here.state:
            assert after.state in {to for (state, _move), to in MOVES.items() if state is here.state}
        assert after.fence >= here.fence
        assert (after.state in OWNED) == (after.lease_until is not None)
        if after.state in OWNED:
            assert after.claimed_by is not None and after.claimed_at is not None
        if here.state is CallbackState.WAITING and after.state is CallbackState.CLAIMED:
            assert after.fence == here.fence + 1
        here = after


def test_the_claim_times_are_the_settled_ones() -> None:
    assert ClaimTimes(timedelta(seconds=90), timedelta(seconds=20), timedelta(minutes=10)) == TIMES
