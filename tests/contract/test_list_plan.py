"""Whichever way a question to the call list is answered, it is the same people in the same order; and who is asleep is
who has a number nowhere awake, counted one by one."""

from __future__ import annotations

import random
from array import array
from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import cycle, islice
from typing import cast

import pytest
from sqlalchemy import Connection, Select, select, update

from callback_desk.domain.queue import CallbackState
from callback_desk.domain.views import ListFilter, Tab
from callback_desk.storage import dialect, list_plan, places
from callback_desk.storage.columns import strings
from callback_desk.storage.lanes import driver_of
from callback_desk.storage.name_words import Driver
from callback_desk.storage.store import SqlStorage
from callback_desk.storage.tables_people import phones
from callback_desk.storage.tables_queue import callbacks
from callback_desk.storage.unit_of_work import SqlUnitOfWork
from tests.storage.at_hand import MONDAY, People, new_batch

ZONES = ("", '["America/Chicago"]', '["America/Denver"]', '["America/New_York"]', '["Pacific/Honolulu"]')
PEOPLE = 60


@pytest.fixture
def listed(storage: SqlStorage) -> dict[int, dict[str, object]]:
    """Sixty people with nought to four numbers in as many places, in every state; by callback."""
    chance = random.Random(20261116)  # repeatable, not secret
    made: dict[int, dict[str, object]] = {}
    with storage.write() as unit:
        people = People(unit, new_batch(unit))
        run = unit.connection.execute
        for number in range(PEOPLE):
            zones = [chance.choice(ZONES) for _ in range(chance.randrange(5))]
            waits = chance.randrange(3) > 0
            state = CallbackState.WAITING if waits else chance.choice(list(CallbackState))
            values = {
                "state": state.value,
                "reason": "domestic" if state is CallbackState.HELD else "",
                "ready_at": MONDAY + timedelta(hours=chance.randrange(-60, 60)) if waits else None,
                "tries": chance.randrange(3),
                "offense_label": chance.choice(["Burglary", "Theft"]),
                "reported_at": MONDAY - timedelta(days=chance.randrange(30)),
                "promised_at": MONDAY + timedelta(hours=chance.randrange(-9, 9)) if chance.randrange(3) == 0 else None,
            }
            numbers = tuple(f"+1312555{1000 + number * 5 + at:04d}" for at in range(len(zones)))
            one = people.add(
                f"Ann{chance.randrange(20)}", f"Pine{chance.randrange(9)}", numbers=numbers, callback=values
            )
            for phone, zone in zip(one.phones, zones, strict=True):
                run(update(phones).where(phones.c.id == phone).values(zones=zone))
            if number % 4:  # the others are of no known place
                places.renew(cast(Driver, driver_of(unit.connection)), f"SELECT {int(one.victim)} AS id")
            made[int(one.callback)] = {**values, "zones": sorted(set(zones))}
        unit.commit()
    return made


QUESTIONS = [
    *(ListFilter(tab=tab, reason="domestic" if tab is Tab.BLOCKED_BY else "") for tab in Tab),
    *(ListFilter(states=frozenset({state.value})) for state in CallbackState),
    ListFilter(offense="Theft"),
    ListFilter(text="pine1"),
    ListFilter(offense="Theft", states=frozenset({"waiting"}), tab=Tab.READY),
    ListFilter(text="ann1", tab=Tab.LATER, offense="Burglary"),
    ListFilter(text="pine", tab=Tab.READY),
    ListFilter(text="ann", states=frozenset({"waiting"}), offense="Theft"),
]
WAYS = [(list_plan.FEW, list_plan.OTHERS_ONE_IN), (0, list_plan.OTHERS_ONE_IN), (0, 1), (0, 10**9)]
ORDERS = {"name": "name_sort", "reported": "reported_at", "next_try": "ready_at", "tries": "tries"}


@pytest.mark.parametrize(("few", "one_in"), WAYS)
def test_a_page_and_the_whole_are_the_same_people_in_the_same_order_whichever_way(
    storage: SqlStorage, listed: dict[int, dict[str, object]], few: int, one_in: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(list_plan, "OTHERS_ONE_IN", one_in)
    monkeypatch.setattr(list_plan, "FEW", few)
    monkeypatch.setattr(list_plan, "FEW_OF_ALL", few)
    if few == 0:
        monkeypatch.setattr(list_plan, "_FIRST_STEP", 5)  # so that a walk goes on
    orders = cycle((order, descending) for descending in (False, True) for order in ORDERS)
    with storage.read() as unit:
        for question in QUESTIONS:
            asked = {int(row.id) for row in unit.queue.export_rows(question, MONDAY)}
            for order, descending in islice(orders, 3):
                sorted_so = replace(question, sort=order, descending=descending)
                ids = list(unit.queue.ids(sorted_so, MONDAY))
                assert set(ids) == asked, sorted_so
                assert len(ids) == len(asked) == unit.queue.count(sorted_so, MONDAY), sorted_so
                rows = unit.queue.rows(sorted_so, MONDAY, offset=0, limit=PEOPLE)
                assert [int(row.id) for row in rows] == ids, sorted_so
                assert ids == _in_order(listed, unit, ids, order, descending=descending), sorted_so


def test_words_and_a_tab_are_met_along_the_order_without_reading_every_row(
    storage: SqlStorage, listed: dict[int, dict[str, object]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a million who were not ready, each row up to the sixtieth that was looked for had been read."""
    assert listed
    monkeypatch.setattr(list_plan, "FEW", 0)
    monkeypatch.setattr(list_plan, "_FIRST_STEP", 5)
    walks: list[list[str]] = []
    packed = dialect.packed_ids

    def watched(connection: Connection, asked: Select[tuple[int]], *, most: int) -> array[int]:
        sql = str(asked.compile(dialect=connection.dialect, compile_kwargs={"literal_binds": True}))
        if "ORDER BY" in sql:
            walks.append([str(row[3]) for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}")])
        return packed(connection, asked, most=most)

    monkeypatch.setattr(dialect, "packed_ids", watched)
    with storage.read() as unit:
        assert unit.queue.rows(ListFilter(text="pine", tab=Tab.READY), MONDAY, offset=0, limit=PEOPLE)
    assert len(walks) > 1
    assert all("COVERING INDEX" in plan for (plan,) in walks), walks


def _in_order(
    listed: dict[int, dict[str, object]], unit: SqlUnitOfWork, ids: list[int], order: str, *, descending: bool
) -> list[int]:
    names = {int(row.id): row.name.lower() for row in unit.queue.rows_by_id(ids, MONDAY)}

    def key(one: int) -> tuple[object, ...]:
        value = names[one] if order == "name" else listed[one][ORDERS[order]]
        return (value is not None, value if value is not None else 0, one)

    return sorted(ids, key=key, reverse=descending)


@pytest.mark.parametrize(("few", "one_in"), WAYS)
def test_who_is_ready_and_who_sleeps_is_as_counted_one_by_one(
    storage: SqlStorage, listed: dict[int, dict[str, object]], few: int, one_in: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(list_plan, "OTHERS_ONE_IN", one_in)
    monkeypatch.setattr(list_plan, "FEW", few)
    monkeypatch.setattr(list_plan, "FEW_OF_ALL", few)
    for asleep in ((), ZONES[1:2], ZONES[1:4], ZONES):
        _asleep_as_counted(storage, listed, asleep)
        _asleep_as_counted(storage, listed, asleep, resting=tuple(islice(listed, 0, None, 3)))


def _asleep_as_counted(
    storage: SqlStorage,
    listed: dict[int, dict[str, object]],
    asleep: tuple[str, ...],
    *,
    resting: tuple[int, ...] = (),
) -> None:
    pairs = tuple((strings(one), strings(other)) for one in asleep for other in asleep)
    ready, later = set(), set()
    by_zones: Counter[tuple[tuple[str, ...], tuple[str, ...]]] = Counter()
    for one, said in listed.items():
        at, zones = said["ready_at"], said["zones"]
        if said["state"] != "waiting" or not isinstance(at, datetime):
            continue
        assert isinstance(zones, list)
        if zones and at <= MONDAY:
            by_zones[strings(zones[0]), strings(zones[-1])] += 1
        sleeps = bool(zones) and (strings(zones[0]), strings(zones[-1])) in pairs
        (ready if at <= MONDAY and not sleeps and one not in resting else later).add(one)
    with storage.read() as unit:
        assert {(first, last): many for first, last, many in unit.queue.ready_by_zones(MONDAY)} == dict(by_zones)
        assert set(by_zones) <= set(unit.queue.zones_ready(MONDAY))
        for order in ORDERS:
            for tab, wanted in ((Tab.READY, ready), (Tab.LATER, later)):
                asked = ListFilter(tab=tab, asleep=pairs, resting=resting, sort=order)
                ids = [int(one) for one in unit.queue.ids(asked, MONDAY)]
                assert sorted(ids) == sorted(wanted), asked
                assert unit.queue.count(asked, MONDAY) == len(wanted)
                assert [int(row.id) for row in unit.queue.rows(asked, MONDAY, offset=0, limit=PEOPLE)] == ids


def test_ids_beyond_four_bytes_come_whole(storage: SqlStorage, listed: dict[int, dict[str, object]]) -> None:
    far = 2**40
    with storage.read() as unit:
        asked = select((callbacks.c.id + far).label("id")).order_by(callbacks.c.id)
        found = dialect.packed_ids(unit.connection, asked, most=far + max(listed))
    assert list(found) == [one + far for one in sorted(listed)]
