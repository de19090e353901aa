"""Where it is no decent hour nobody is asked about one after the other: the claim passes by the whole place."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from callback_desk.domain.ids import CallbackId
from callback_desk.use_cases import call_list, next_call
from callback_desk.use_cases.desk import Desk
from tests.use_cases.made_desks import (
    RUTH,
    SERGEANT,
    WORKDAY,
    MovedClock,
    World,
    ask,
    bring_in,
    plain_rows,
    write_rows,
)
from tests.use_cases.visible import problems_of_desk

HONOLULU = "(808) 555-01"
EVENING = datetime(WORKDAY.year, WORKDAY.month, WORKDAY.day + 2, 2, 0, tzinfo=UTC)  # in the afternoon in Honolulu


@pytest.fixture
def world_of_two_places(world: World) -> World:
    """The twelve people here, four in Honolulu and one of here who has a number there as well; it is evening here."""
    rows = plain_rows(5, WORKDAY.date(), 2, first=300)
    for at, row in enumerate(rows):
        row["Case Number"] = f"25-{900_000 + at}"
        row["Victim Home Phone" if at == 4 else "Victim Cell Phone"] = f"{HONOLULU}{40 + at}"
    bring_in(world.enter(SERGEANT), write_rows(world.folder.with_name("more.csv"), rows))
    assert isinstance(world.clock, MovedClock)
    world.clock.at = EVENING
    return world


def _everybody(desk: Desk) -> set[CallbackId]:
    found = set()
    while card := next_call.claim_next(desk, desk.new_operation()):
        found.add(card.callback_id)
    return found


def _rows(desk: Desk) -> dict[object, tuple[object, ...]]:
    return {row[0]: row for row in ask(desk, "SELECT id, state, ready_at, fence FROM callbacks")}


def _with_a_number_there(desk: Desk) -> set[object]:
    return {
        one
        for (one,) in ask(
            desk, "SELECT c.id FROM callbacks c JOIN phones p ON p.victim_id = c.victim_id WHERE p.e164 LIKE '+1808%'"
        )
    }


def test_only_those_are_asked_about_who_have_a_number_where_it_is_day(world_of_two_places: World) -> None:
    desk, sergeant = world_of_two_places.enter(RUTH), world_of_two_places.enter(SERGEANT)
    before, there = _rows(desk), _with_a_number_there(desk)
    assert len(there) == 5
    assert _everybody(desk) == there
    after = _rows(desk)
    assert {one for one in before if before[one] != after[one]} == there, "nothing is written about who sleeps"
    said = {one: call_list.why(sergeant, CallbackId(int(str(one)))).next_try for one in before if one not in there}
    assert len(said) > 5
    assert not any(one.startswith("Now") for one in said.values()), "and nobody is told they may be called now"
    assert problems_of_desk(desk) == []


def test_in_the_middle_of_the_night_nobody_is_asked_about(world_of_two_places: World) -> None:
    assert isinstance(world_of_two_places.clock, MovedClock)
    world_of_two_places.clock.move(hours=7)
    desk = world_of_two_places.enter(RUTH)
    before = _rows(desk)
    assert next_call.claim_next(desk, desk.new_operation()) is None
    assert _rows(desk) == before
    world_of_two_places.clock.move(hours=7)  # four in the afternoon here
    assert len(_everybody(world_of_two_places.enter(RUTH))) > 10


def test_a_number_that_comes_later_wakes_its_person(world_of_two_places: World) -> None:
    clock = world_of_two_places.clock
    assert isinstance(clock, MovedClock)
    clock.at = WORKDAY + timedelta(hours=1)
    sergeant = world_of_two_places.enter(SERGEANT)
    first = plain_rows(1, WORKDAY.date())[0]
    known = {row[0] for row in ask(sergeant, "SELECT id FROM callbacks")}
    later = {**first, "Case Number": "26-555555", "Victim Home Phone": f"{HONOLULU}77"}
    bring_in(sergeant, write_rows(world_of_two_places.folder.with_name("later.csv"), [later]))
    assert {row[0] for row in ask(sergeant, "SELECT id FROM callbacks")} == known, "it is somebody who is here"
    there = _with_a_number_there(sergeant)
    assert len(there) == 6
    clock.at = EVENING
    assert _everybody(world_of_two_places.enter(RUTH)) == there
    assert problems_of_desk(sergeant) == []
