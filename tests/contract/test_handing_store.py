"""Who is handed to whom: the statement that claims and the rule of the domain, on the same random people."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import timedelta

from sqlalchemy import event, insert, update

from callback_desk.domain.call import SafeContact
from callback_desk.domain.handing import (
    AT_THE_DESK,
    LANGUAGE_FIRST,
    OWNER_FIRST,
    Around,
    HardCall,
    Keep,
    Traits,
    kept_from,
)
from callback_desk.domain.ids import CallbackId, OperationId, PlaceId, StaffId
from callback_desk.domain.queue import Entry, Priority
from callback_desk.domain.safe_times import ANY_TIME, OwnHours, offered
from callback_desk.storage.lanes import driver_of
from callback_desk.storage.store import SqlStorage
from callback_desk.storage.tables_people import victims
from callback_desk.storage.tables_queue import callbacks, places
from callback_desk.storage.unit_of_work import SqlUnitOfWork
from tests.storage.at_hand import MONDAY, People, Person, new_batch, new_staff

LEASE = MONDAY + timedelta(seconds=90)
MINUTE = timedelta(minutes=1)
HARD = "Robbery"
AWAKE, NIGHT = (1, 2), 3  # places


def _waiting(unit: SqlUnitOfWork, chance: random.Random, owners: list[StaffId]) -> list[Person]:
    people, found = People(unit, new_batch(unit)), []
    zones = [{"id": one, "zones": f'["Etc/GMT+{one}"]'} for one in (*AWAKE, NIGHT)]
    unit.connection.execute(insert(places), zones)
    for index in range(60):
        promised = MONDAY - chance.choice([2, 4, 6, 90]) * MINUTE if chance.random() < 0.4 else None
        priority = chance.choice(list(Priority))
        person = people.add(
            "Ada",
            f"Crow{index}",
            callback={
                "priority": int(priority),
                "promised_at": promised,
                "promise_owner": chance.choice([None, *owners]) if promised else None,
                "ready_at": MONDAY - chance.choice([timedelta(0), MINUTE, LANGUAGE_FIRST, 9 * LANGUAGE_FIRST, -MINUTE]),
                "reported_at": MONDAY - timedelta(days=chance.choice([3, 4])),
                "tried_at": MONDAY - timedelta(days=chance.choice([1, 2])) if chance.random() < 0.5 else None,
                "not_caller": chance.choice(owners) if chance.random() < 0.1 else None,
                "offense_label": chance.choice(["Burglary", HARD]),
                "place": chance.choice([0, *AWAKE, NIGHT]),
            },
        )
        language = chance.choice(["", "en", "es", "pl"])
        unit.connection.execute(update(victims).where(victims.c.id == person.victim).values(language=language))
        if chance.random() < 0.1:
            unit.queue.pass_over(person.callback, chance.choice(owners))
        found.append(person)
    return found


def test_the_statement_hands_out_whom_the_domain_does_in_its_order(storage: SqlStorage) -> None:
    kept: set[Keep | None] = set()
    for seed in range(6):
        with storage.write() as unit:
            chance = random.Random(seed)
            dana, lee = new_staff(unit, f"Dana {seed}"), new_staff(unit, f"Lee {seed}")
            people = _waiting(unit, chance, [dana, lee])
            around = Around(
                frozenset({lee}) if seed % 2 else frozenset(),
                frozenset({"es"}) if seed % 3 else frozenset(),
                frozenset({HARD}) if seed in (2, 4, 5) else frozenset(),
                frozenset({PlaceId(NIGHT)}) if seed else frozenset(),
            )
            passed = unit.queue.passed_over_by(dana)
            entries = [unit.queue.get(one.callback) for one in people]
            keeps = {one.id: kept_from(one, unit.queue.traits(one.id), dana, passed, around, MONDAY) for one in entries}
            free = [one for one in entries if one.is_ready(MONDAY) and keeps[one.id] is None]
            kept |= set(keeps.values())
            left = [one.id for one in entries if one.is_ready(MONDAY) and keeps[one.id] not in (None, Keep.ASLEEP)]
            asleep = [one.id for one in entries if unit.queue.traits(one.id).place in around.asleep]
            told = unit.queue.for_others(dana, MONDAY, passed_over=passed, around=around)
            assert told == tuple(one for one in left if one not in asleep), "what the page says is for a colleague"
            taken: list[CallbackId] = []
            while entry := unit.queue.claim_first(dana, MONDAY, LEASE, passed_over=passed, around=around):
                taken.append(entry.id)
            assert taken == [one.id for one in sorted(free, key=Entry.order_key)], seed
            assert len(taken) > 10
    assert kept == {None, *Keep}


def test_a_wish_keeps_the_order_of_its_kind_after_firm_times_and_what_is_urgent() -> None:
    old = MONDAY - timedelta(days=9)
    base = Entry(CallbackId(1), state="waiting", ready_at=MONDAY, reported_at=old)  # type: ignore[arg-type]
    firm = replace(base, id=CallbackId(9), priority=Priority.PROMISED, promised_at=MONDAY)
    urgent = replace(base, id=CallbackId(8)).pressing("Cut off.")
    wish = replace(base, id=CallbackId(7), priority=Priority.ABOUT, promised_at=MONDAY, firm=False)
    fresh = replace(base, id=CallbackId(6))
    tried = replace(base, tried_at=MONDAY - timedelta(days=2))
    later = replace(base, id=CallbackId(2), tried_at=MONDAY - timedelta(days=1))
    in_order = [firm, urgent, wish, fresh, tried, later]
    mixed = [fresh, later, wish, tried, urgent, firm]
    assert sorted(mixed, key=Entry.order_key) == in_order
    assert urgent.priority is Priority.URGENT
    assert urgent.pressing("").priority is Priority.NORMAL


def test_the_claim_looks_up_the_first_of_each_place_and_day_and_sorts_these_alone(storage: SqlStorage) -> None:
    seen: list[tuple[str, tuple[object, ...]]] = []
    with storage.write() as unit:
        staff = new_staff(unit)

        @event.listens_for(unit.connection, "before_cursor_execute")
        def _note(_connection, _cursor, statement, given, _context, _many) -> None:
            seen.append((statement, given))

        assert unit.queue.claim_first(staff, MONDAY, LEASE, passed_over=(CallbackId(1),)) is None
        event.remove(unit.connection, "before_cursor_execute", _note)
        ((statement, given),) = seen
        plan = [str(row[3]) for row in unit.connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", given)]
    looks = [line for line in plan if "callbacks" in line and "ix_callbacks_claim" in line]
    assert [line.partition("(")[2] for line in looks] == [
        "place=?)",
        "place=? AND ready_day>?)",
        "place=? AND ready_day=?)",
    ], plan
    assert not any(line.startswith("SCAN") and "callbacks" in line for line in plan), plan
    assert "SEARCH found USING INTEGER PRIMARY KEY (rowid=?)" in plan, plan
    assert sum("TEMP B-TREE" in line for line in plan) == 1, plan


def _steps(unit: SqlUnitOfWork, staff: StaffId, around: Around) -> int:
    """How much the engine does for one claim, in its own smallest steps, a hundred at a time."""
    counted = 0

    def _on() -> int:
        nonlocal counted
        counted += 1
        return 0

    driver = driver_of(unit.connection)
    driver.set_progress_handler(_on, 100)
    try:
        assert unit.queue.claim_first(staff, MONDAY, LEASE, passed_over=(), around=around) is not None
    finally:
        driver.set_progress_handler(None, 0)
    return counted


def test_a_claim_costs_the_same_however_many_sleep_or_wait_for_another_day(storage: SqlStorage) -> None:
    day = timedelta(days=1)
    with storage.write() as unit:
        staff, people = new_staff(unit), People(unit, new_batch(unit))
        unit.connection.execute(insert(places), [{"id": NIGHT, "zones": '["Asia/Tokyo"]'}])
        some = [people.add() for _ in range(4)]
        around = Around(asleep=frozenset({PlaceId(NIGHT)}))
        _steps(unit, staff, around)  # the first also makes the statement ready
        few = _steps(unit, staff, around)
        old = {
            "batch_id": people.batch,
            "victim_id": some[0].victim,
            "state": "waiting",
            "reported_at": MONDAY - 90 * day,  # all of them would be asked before everybody else
            "created_at": MONDAY,
            "priority": int(Priority.PROMISED),
        }
        sleeping = {**old, "ready_at": MONDAY - day, "place": NIGHT}
        tomorrow = {**old, "ready_at": MONDAY + day, "promised_at": MONDAY + day, "place": 0}
        unit.connection.execute(insert(callbacks), [sleeping, tomorrow] * 3_000)
        many = _steps(unit, staff, around)
        assert many <= few + 5, (few, many)
        alone = _steps(unit, staff, Around())
        assert alone < few + 5, "those who sleep are the first once they are awake"


def test_who_is_at_the_desk_and_whose_time_has_come(storage: SqlStorage) -> None:
    with storage.write() as unit:
        dana, lee, kim, ana = (new_staff(unit, name) for name in ("Dana", "Lee", "Kim", "Ana"))
        people = People(unit, new_batch(unit))
        since = MONDAY - AT_THE_DESK
        assert unit.queue.at_the_desk(since, MONDAY) == frozenset()
        unit.staff.signed_in(dana, MONDAY - 20 * MINUTE)
        unit.staff.signed_in(kim, MONDAY - 300 * MINUTE)
        person = people.add()
        unit.calls.add_attempt(person.callback, person.phones[0], lee, MONDAY - MINUTE, OperationId("a" * 32))
        people.add(callback={"state": "claimed", "claimed_by": ana, "lease_until": LEASE})
        assert unit.queue.at_the_desk(since, MONDAY) == {dana, lee, ana}
        unit.staff.signed_out(dana, MONDAY)
        unit.staff.signed_out(lee, MONDAY)
        assert unit.queue.at_the_desk(since, MONDAY) == {ana}
        unit.staff.signed_in(lee, MONDAY)
        assert unit.queue.at_the_desk(since, MONDAY) == {lee, ana}

        people.add(callback={"promised_at": MONDAY - MINUTE, "promise_owner": lee})
        people.add(callback={"promised_at": MONDAY - OWNER_FIRST, "promise_owner": kim})
        people.add(callback={"promised_at": MONDAY + MINUTE, "promise_owner": ana})
        assert unit.queue.promised_by_others(dana, MONDAY - OWNER_FIRST, MONDAY) == {lee}
        assert unit.queue.promised_by_others(lee, MONDAY - OWNER_FIRST, MONDAY) == frozenset()


def test_languages_knowledge_and_the_last_call_of_somebody(storage: SqlStorage) -> None:
    with storage.write() as unit:
        dana, lee = new_staff(unit), new_staff(unit, "Lee Okafor")
        unit.staff.put(replace(unit.staff.get(lee), languages=frozenset({"pl", "es"})))
        assert unit.staff.speakers() == {lee: {"es", "pl"}}
        unit.staff.put(replace(unit.staff.get(lee), disabled_at=MONDAY))
        assert unit.staff.speakers() == {}
        person = People(unit, new_batch(unit)).add(callback={"offense_label": HARD})
        assert unit.queue.traits(person.callback) == Traits("", HARD)
        unit.queue.pass_over(person.callback, lee)
        assert unit.queue.knows(person.callback) == (lee,)
        attempt = unit.calls.add_attempt(person.callback, person.phones[0], dana, MONDAY, OperationId("b" * 32))
        assert unit.queue.last_call_of(dana, MONDAY) == HardCall(MONDAY, HARD, "", alarmed=False)
        unit.calls.end_attempt(attempt, outcome="talked_all", at=LEASE, note="", message_left=False, by=dana)
        assert unit.queue.last_call_of(dana, MONDAY) == HardCall(MONDAY, HARD, "talked_all", alarmed=False)
        assert unit.queue.last_call_of(dana, LEASE) is unit.queue.last_call_of(lee, MONDAY) is None


def test_a_number_that_two_people_have_is_rung_for_both(storage: SqlStorage) -> None:
    shared, own = "+13125550101", "+17735550101"  # the same last digits are not the same number
    with storage.write() as unit:
        dana = new_staff(unit)
        people = People(unit, new_batch(unit))
        ada, bo = people.add("Ada", numbers=(own, shared)), people.add("Bo", numbers=(shared,))
        first = unit.calls.add_attempt(bo.callback, bo.phones[0], dana, MONDAY, OperationId("c" * 32))
        unit.calls.add_attempt(ada.callback, ada.phones[0], dana, MONDAY, OperationId("d" * 32))
        unit.calls.end_attempt(first, outcome="no_answer", at=LEASE, note="", message_left=False, by=dana)
        before = MONDAY - MINUTE
        assert unit.calls.tried_elsewhere(ada.victim, before) == ((ada.phones[1], MONDAY, "no_answer"),)
        assert unit.calls.tried_elsewhere(ada.victim, MONDAY) == ()
        assert unit.calls.tried_elsewhere(bo.victim, before) == ()


def test_own_hours_are_those_agreed_last_of_who_is_ready_with_where_their_numbers_are(storage: SqlStorage) -> None:
    evenings, mornings = offered("evenings"), offered("mornings")
    with storage.write() as unit:
        people = People(unit, new_batch(unit))
        ready, any_time, later = (people.add("Ada", name) for name in ("Crow", "Finch", "Wren"))
        people.add("Ada", "Rook")
        unit.queue.put(replace(unit.queue.get(later.callback), ready_at=MONDAY + MINUTE))
        for person, times in ((ready, mornings), (ready, evenings), (any_time, evenings), (any_time, ANY_TIME)):
            unit.people.put_safe_contact(person.victim, SafeContact(times=times), by="Ruth", at=MONDAY)
        unit.people.put_safe_contact(later.victim, SafeContact(times=evenings), by="Ruth", at=MONDAY)
        told = (OwnHours(ready.callback, evenings, (("America/Chicago",),)),)
        assert unit.queue.own_hours(MONDAY) == told
        assert unit.queue.own_hours(MONDAY, [int(ready.callback), int(later.callback)]) == told
        assert unit.queue.own_hours(MONDAY, [int(any_time.callback)]) == unit.queue.own_hours(MONDAY, []) == ()
