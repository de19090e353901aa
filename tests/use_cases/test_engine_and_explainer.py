"""What is said of somebody is what happens to them: the explainer and the claim on the same random states.

10,000 states as a campaign, some hundreds otherwise. For each person: *Now* is said of exactly those a claim hands
out, in the order of the queue; *later* with exactly the hour the claim writes down; *when decided* of those it holds.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from callback_desk.domain.access import Role
from callback_desk.domain.errors import DeskError
from callback_desk.domain.explain import clock_text
from callback_desk.domain.handing import Keep, kept_from
from callback_desk.domain.ids import CallbackId
from callback_desk.domain.queue import CallbackState, Entry
from callback_desk.domain.views import WhyView
from callback_desk.use_cases import call_list, next_call, people, start_call
from callback_desk.use_cases.desk import Desk, Work
from callback_desk.use_cases.handing import around
from tests.use_cases.made_desks import (
    CARMEN,
    RUTH,
    SUPERVISOR,
    MovedClock,
    World,
    ask,
    bring_in,
    make_template,
    storage_of,
    worlds,
    write_rows,
)
from tests.use_cases.random_states import a_moment, choose_shifts, rows_of_many_places, scatter, speak

BEGIN = datetime(2026, 10, 27, 16, 0, tzinfo=UTC)  # the clocks go back on November 1
PEOPLE = 40
ROUNDS, CAMPAIGN_ROUNDS = 5, 250


@pytest.fixture(scope="module")
def forty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk with people in many time zones, closed."""
    folder = tmp_path_factory.mktemp("forty") / "desk"
    clock = MovedClock(BEGIN)
    make_template(folder, clock, rows=0)
    world = World(folder, clock)
    rows = rows_of_many_places(PEOPLE, BEGIN.date(), random.Random(11))
    bring_in(world.enter(SUPERVISOR), write_rows(folder.with_suffix(".csv"), rows))
    world.close()
    return folder


@pytest.fixture
def new_forty(forty: Path, tmp_path: Path):
    yield from worlds(forty, tmp_path)


@pytest.mark.timeout(3600)  # a campaign takes ten minutes on a quiet machine
def test_the_explainer_says_what_the_engine_does(
    new_forty: Callable[..., World], request: pytest.FixtureRequest
) -> None:
    rounds = CAMPAIGN_ROUNDS if request.config.getoption("--campaign") else ROUNDS
    seen: set[str] = set()
    kept: set[Keep | None] = set()
    now, waits, decided = 0, 0, 0
    for seed in range(rounds):
        chance = random.Random(seed)
        world = new_forty(MovedClock(BEGIN), f"desk{seed}")
        choose_shifts(world.enter(SUPERVISOR), chance)
        world.clock.at = a_moment(chance, BEGIN)  # type: ignore[attr-defined]
        desk = world.enter(SUPERVISOR)
        ids = {one.name: one.id for one in people.list_people(desk)}
        caller = chance.choice([RUTH, CARMEN])
        scatter(desk, chance, (ids[RUTH], ids[CARMEN]))
        speak(desk, chance, (ids[RUTH], ids[CARMEN]))
        before = {entry.id: entry for entry in _entries(desk)}
        said = {entry_id: call_list.why(desk, entry_id) for entry_id in before}
        mine = world.enter(caller)
        passed = frozenset(
            CallbackId(int(str(one)))
            for (one,) in ask(desk, "SELECT callback_id FROM passed_over WHERE staff_id = ?", ids[caller])
        )
        keeps = _keeps(mine, before, passed)
        kept |= set(keeps.values())
        free = [entry for entry in before.values() if keeps[entry.id] is None]
        handed = _hand_out(mine)
        due = [one for one in free if one.is_ready(desk.clock.now())]
        expected = [one.id for one in sorted(due, key=Entry.order_key) if said[one.id].next_try.startswith("Now")]
        assert handed == expected, f"seed {seed}"
        after = {entry.id: entry for entry in _entries(desk)}
        for entry in due:
            if entry.id in expected:
                now += 1
                continue
            waits, decided = _compare(desk, said[entry.id], after[entry.id], seed, waits, decided)
            seen.add(said[entry.id].sentence)
        assert not any(said[one].next_try.startswith("Now") for one in keeps if keeps[one] is Keep.ASLEEP), seed
        for entry in before.values():
            if entry not in due:
                assert not said[entry.id].next_try.startswith("Now") or entry not in free, seed
        world.close()
    assert min(now, waits, decided) > rounds, (now, waits, decided)
    assert len(seen) > 5, seen
    assert {"The person asked for other times.", "This number was rung for somebody else who has it too."} <= seen
    assert kept >= {None, Keep.NOT_CALLER, Keep.KNOWS, Keep.ASLEEP, Keep.PROMISED_BY, Keep.LANGUAGE}, kept


def _keeps(
    desk: Desk, entries: dict[CallbackId, Entry], passed: frozenset[CallbackId]
) -> dict[CallbackId, Keep | None]:
    """What keeps each of them from whoever sits at this desk, besides hours, tries and rules."""
    staff, now = desk.session.staff.id, desk.clock.now()
    with storage_of(desk).read(desk.session) as uow:
        beside = around(Work(uow, now, desk, Role.VOLUNTEER), staff)
        return {
            entry.id: kept_from(entry, uow.queue.traits(entry.id), staff, passed, beside, now)
            for entry in entries.values()
        }


def _compare(desk: Desk, said: WhyView, after: Entry, seed: int, waits: int, decided: int) -> tuple[int, int]:
    """A person who was due and not handed out: the claim wrote down what was said."""
    if after.state is CallbackState.WAITING:
        assert after.ready_at is not None
        assert after.ready_at > desk.clock.now(), seed
        at = clock_text(after.ready_at, desk.clock.now(), desk.zone)
        assert said.next_try.lower().startswith(at.lower()), f"seed {seed}: {said.next_try} is not {at}"
        return waits + 1, decided
    assert after.state in {CallbackState.HELD, CallbackState.EXCLUDED}, seed
    assert said.next_try == ("never" if after.state is CallbackState.EXCLUDED else "when decided"), seed
    return waits, decided + 1


def _hand_out(desk: Desk) -> list[CallbackId]:
    """Everybody there is, and only then a dial: a number that is rung may be somebody else's, too."""
    cards = []
    while card := next_call.claim_next(desk, desk.new_operation()):
        cards.append(card)
        assert any(not one.closed for one in card.phones), "whoever has a card has a number to dial"
    if cards:  # what is handed out can be dialed, too
        started = [_try_to_start(desk, cards[0], one.id) for one in cards[0].phones if not one.closed]
        assert any(started)
    return [card.callback_id for card in cards]


def _try_to_start(desk: Desk, card, phone_id) -> bool:
    try:
        start_call.start_call(desk, desk.new_operation(), card.callback_id, card.fence, phone_id)
    except DeskError:  # another of the numbers may be the one
        return False
    return True


def _entries(desk: Desk) -> tuple[Entry, ...]:
    ids = [CallbackId(int(str(one))) for (one,) in ask(desk, "SELECT id FROM callbacks ORDER BY id")]
    with storage_of(desk).read(desk.session) as uow:
        return tuple(uow.queue.get(one) for one in ids)
