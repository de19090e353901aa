"""Taking a batch back, some people at a time: what nobody sees, what counts at the end, what outlives a kill."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from sqlalchemy import insert, text

from callback_desk.domain.audit import Event
from callback_desk.domain.call import SafeContact
from callback_desk.domain.concerns import ConcernKind, NewConcern
from callback_desk.domain.errors import NotFound
from callback_desk.domain.ids import BatchId, StaffId, VictimId
from callback_desk.domain.incident import ReportFacts
from callback_desk.domain.records import ReleaseRecord
from callback_desk.domain.undo import UndoReason, UndoRun
from callback_desk.storage.store import SqlStorage
from callback_desk.storage.tables_undo import other_details, phone_sightings, report_sightings
from callback_desk.storage.unit_of_work import SqlUnitOfWork
from tests.storage.at_hand import MONDAY, People, Person, new_batch, new_staff

LATER = MONDAY + timedelta(days=1)
BY = "Pat Ruiz"
Rows = list[tuple[object, ...]]
_TABLES = ("victims", "phones", "callbacks", "reports", "other_details", "report_sightings", "phone_sightings")
_SEEN = "batch_id IN (SELECT id FROM batches WHERE state = 'shown')"


@dataclass(frozen=True)
class Twice:
    """Ada and Bea came with both imports, Cal and Dee with the first alone; the second writes Bea otherwise."""

    first: BatchId
    second: BatchId
    ada: Person
    bea: Person
    cal: Person
    dee: Person
    staff: StaffId

    @property
    def everybody(self) -> list[VictimId]:
        return [one.victim for one in (self.ada, self.bea, self.cal, self.dee)]


@pytest.fixture
def twice(storage: SqlStorage) -> Twice:
    with storage.write() as unit:
        staff = new_staff(unit)
        first = new_batch(unit)
        people = People(unit, first)
        ada, bea, cal, dee = (
            people.add(name, last)
            for name, last in (("Ada", "Crow"), ("Bea", "Dove"), ("Cal", "Finch"), ("Dee", "Gull"))
        )
        second = new_batch(unit, at=LATER)
        run = unit.connection.execute
        ids = {row.victim_id: row.id for row in run(text("SELECT victim_id, id FROM reports"))}
        run(insert(report_sightings).values(batch_id=second, report_id=ids[ada.victim]))
        run(insert(phone_sightings).values(batch_id=second, phone_id=ada.phones[0]))
        said = ReportFacts(case_number="26-000077", reported_at=MONDAY)
        people.report(said, bea.victim, bea.callback, second, date(2026, 11, 17))
        run(text("UPDATE reports SET offense_plain = 'Theft' WHERE batch_id = :batch"), {"batch": second})
        run(insert(other_details).values(batch_id=second, victim_id=bea.victim, first="Beatrice", name_sort="Dove, B."))
        unit.commit()
    return Twice(first, second, ada, bea, cal, dee, staff)


def seen(storage: SqlStorage) -> dict[str, Rows]:
    """Everything of the two imports that somebody can see, whoever it lies under."""
    with storage.read() as unit:
        return {table: _rows(unit, f"SELECT * FROM {table} WHERE {_SEEN}", leave_out={"batch_id"}) for table in _TABLES}


def lies_under(storage: SqlStorage, batch: BatchId) -> dict[str, Rows]:
    with storage.read() as unit:
        return {table: _rows(unit, f"SELECT * FROM {table} WHERE batch_id = {batch}") for table in _TABLES}


def _rows(unit: SqlUnitOfWork, sql: str, leave_out: Collection[str] = ()) -> Rows:
    found = unit.connection.exec_driver_sql(sql).mappings()
    return sorted((tuple(v for k, v in row.items() if k not in leave_out) for row in found), key=repr)


def sort_out(storage: SqlStorage, batch: BatchId) -> UndoRun:
    with storage.write() as unit:
        run = unit.undo.begin(batch)
        unit.undo.sort_out(run, unit.undo.people(batch))
        unit.commit()
    return run


def let_go(storage: SqlStorage, run: UndoRun) -> None:
    with storage.write() as unit:
        unit.undo.let_go(run, by=BY, at=LATER)
        unit.commit()


def settle(storage: SqlStorage, batch: BatchId, most: int = 100) -> int:
    steps = 0
    more = True
    while more:
        with storage.write() as unit:
            more = unit.undo.settle(batch, most=most).more
            unit.commit()
        steps += 1
    return steps


def test_nobody_sees_a_difference_until_the_batch_goes(storage: SqlStorage, twice: Twice) -> None:
    with storage.write() as unit:
        unit.people.set_do_not_contact(twice.cal.victim, reason="asked", by=BY, at=LATER)
        unit.commit()
    before = seen(storage)
    run = sort_out(storage, twice.first)
    assert seen(storage) == before
    with storage.read() as unit:
        assert unit.undo.preview(twice.first, each=1).counts.reasons == {
            UndoReason.OTHER_IMPORT: 2,
            UndoReason.WISH: 1,
            UndoReason.NOTHING_SINCE: 1,
        }
        assert len(unit.imports.batches()) == 2
    let_go(storage, run)
    with storage.read() as unit:
        assert unit.people.by_case_number("26-000004") == ()
        assert [len(unit.people.by_case_number(f"26-00000{n}")) for n in (1, 3)] == [1, 1]
    assert len(seen(storage)["victims"]) == 3


def test_what_was_sorted_out_is_put_back_some_at_a_time(storage: SqlStorage, twice: Twice) -> None:
    with storage.write() as unit:
        unit.people.set_do_not_contact(twice.bea.victim, reason="asked", by=BY, at=LATER)
        unit.commit()
    before, under = seen(storage), lies_under(storage, twice.first)
    sort_out(storage, twice.first)
    assert lies_under(storage, twice.first) != under
    steps = 0
    while True:
        with storage.write() as unit:
            if not unit.undo.half_done():
                break
            unit.undo.put_back(2)
            unit.commit()
        assert seen(storage) == before
        steps += 1
    assert steps == 2
    assert lies_under(storage, twice.first) == under
    with storage.read() as unit:
        assert unit.connection.execute(text("SELECT count(*) FROM undone_people")).scalar() == 0


def test_to_sort_out_twice_is_to_sort_out_once(storage: SqlStorage, twice: Twice) -> None:
    sort_out(storage, twice.first)
    once = [lies_under(storage, BatchId(one)) for one in (1, 2, 3)]
    run = sort_out(storage, twice.first)
    assert [lies_under(storage, BatchId(one)) for one in (1, 2, 3)] == once
    let_go(storage, run)
    with storage.read() as unit:
        assert unit.undo.report(twice.first, each=1).counts.people == 4


def test_put_back_leaves_a_batch_that_went_alone(storage: SqlStorage, twice: Twice) -> None:
    let_go(storage, sort_out(storage, twice.first))
    gone = seen(storage)
    with storage.write() as unit:
        assert not unit.undo.half_done()
        unit.undo.put_back(100)
        unit.commit()
    assert seen(storage) == gone


def test_settling_hands_on_to_the_other_import_and_says_who_is_to_be_judged(storage: SqlStorage, twice: Twice) -> None:
    let_go(storage, sort_out(storage, twice.first))
    with storage.write() as unit:
        assert unit.undo.unsettled() == (twice.first,)
        unit.undo.settle(twice.first, most=100)
        judged = unit.undo.settle(twice.first, most=100)
        assert judged.judge == (twice.bea.callback,)
        unit.commit()
    under = lies_under(storage, twice.second)
    assert sorted(row[0] for row in under["victims"]) == sorted([twice.ada.victim, twice.bea.victim])
    assert {row[0] for row in under["callbacks"]} == {twice.ada.callback, twice.bea.callback}
    assert (len(under["reports"]), under["report_sightings"], under["phone_sightings"]) == (2, [], [])
    settle(storage, twice.first)
    with storage.read() as unit:
        assert unit.undo.unsettled() == ()
        assert unit.undo.report(twice.first, each=1).judged_again == 1
        bea = unit.connection.execute(
            text(
                "SELECT v.first, c.name_sort, c.offense_label FROM victims v JOIN callbacks c ON c.victim_id = v.id "
                "WHERE v.id = :id"
            ),
            {"id": twice.bea.victim},
        ).one()
        assert tuple(bea) == ("Beatrice", "Dove, B.", "Theft")
        states = "SELECT victim_id FROM callbacks WHERE state = 'withdrawn' ORDER BY 1"
        assert list(unit.connection.execute(text(states)).scalars()) == [twice.cal.victim, twice.dee.victim]
        assert unit.queue.get(twice.ada.callback).state == "waiting"


def test_settling_goes_on_where_it_was_cut_off(storage: SqlStorage, twice: Twice) -> None:
    let_go(storage, sort_out(storage, twice.first))
    with storage.write() as unit:
        unit.undo.settle(twice.first, most=100)  # never committed: a kill
    steps = settle(storage, twice.first, most=1)
    assert steps == 2 + 1 + 2 + 1  # handed on, judged, withdrawn, and the last that says it is over
    with storage.read() as unit:
        assert unit.undo.unsettled() == ()
        assert unit.undo.report(twice.first, each=1).judged_again == 1
    with storage.write() as unit:
        assert not unit.undo.settle(twice.first, most=100).more


def _attempt(unit: SqlUnitOfWork, twice: Twice) -> None:
    unit.connection.execute(
        text(
            "INSERT INTO attempts (callback_id, victim_id, phone_id, staff_id, at, op) VALUES (:c, :v, :p, :s, 9, 'x')"
        ),
        {"c": twice.cal.callback, "v": twice.cal.victim, "p": twice.cal.phones[0], "s": twice.staff},
    )


HAPPENINGS: dict[str, Callable[[SqlUnitOfWork, Twice], object]] = {
    "rung": _attempt,
    "claimed": lambda unit, twice: unit.queue.claim(
        twice.cal.callback, twice.staff, LATER, LATER + timedelta(seconds=90)
    ),
    "wish": lambda unit, twice: unit.people.set_do_not_contact(twice.cal.victim, reason="asked", by=BY, at=LATER),
    "concern": lambda unit, twice: unit.concerns.add(
        twice.cal.callback, None, BY, LATER, NewConcern(ConcernKind.PRAISE)
    ),
    "safe contact": lambda unit, twice: unit.people.put_safe_contact(
        twice.cal.victim, SafeContact("After five."), by=BY, at=LATER
    ),
    "released": lambda unit, twice: unit.people.put_release(
        twice.cal.callback, ReleaseRecord("The detective agrees.", BY, LATER, LATER + timedelta(days=1))
    ),
    "known to": lambda unit, twice: unit.queue.pass_over(twice.cal.callback, twice.staff),
    "case hold": lambda unit, twice: unit.people.put_case_hold(
        "26-000003", reason="asked", by=BY, at=LATER, until=None
    ),
    "kept off": lambda unit, twice: unit.audit.record(Event.QUEUE_DECIDE, kind="callback", id=twice.cal.callback),
}


@pytest.mark.parametrize("what", HAPPENINGS)
def test_whatever_happens_to_somebody_is_noticed(storage: SqlStorage, twice: Twice, what: str) -> None:
    run = sort_out(storage, twice.first)
    with storage.write() as unit:
        assert unit.undo.touched(run)[0] == ()
        HAPPENINGS[what](unit, twice)
        found, later = unit.undo.touched(run)
        assert found == (twice.cal.victim,)
        again, _ = unit.undo.touched(later)
        assert again == ((twice.cal.victim,) if what == "claimed" else ())  # who is in somebody's hand always counts


def test_somebody_of_no_concern_to_the_batch_is_not_touched(storage: SqlStorage, twice: Twice) -> None:
    with storage.write() as unit:
        stranger = People(unit, twice.second, made=50).add("Eve", "Heron")
        unit.commit()
    run = sort_out(storage, twice.first)
    with storage.write() as unit:
        unit.people.set_do_not_contact(stranger.victim, reason="asked", by=BY, at=LATER)
        assert unit.undo.touched(run)[0] == ()


def test_who_was_given_back_meanwhile_goes_after_all(storage: SqlStorage, twice: Twice) -> None:
    with storage.write() as unit:
        entry = unit.queue.claim(twice.cal.callback, twice.staff, LATER, LATER + timedelta(seconds=90))
        unit.commit()
    assert entry is not None
    run = sort_out(storage, twice.first)
    with storage.write() as unit:
        unit.queue.put(entry.released(LATER))
        unit.audit.record(Event.QUEUE_RELEASE, kind="callback", id=entry.id)
        touched, _ = unit.undo.touched(run)
        unit.undo.sort_out(run, touched)
        unit.undo.let_go(run, by=BY, at=LATER)
        unit.commit()
    with storage.read() as unit:
        assert unit.undo.report(twice.first, each=1).counts.reasons[UndoReason.NOTHING_SINCE] == 2
        assert unit.people.by_case_number("26-000003") == ()


def test_a_batch_that_is_not_shown_is_refused(storage: SqlStorage, twice: Twice) -> None:
    let_go(storage, sort_out(storage, twice.first))
    with storage.write() as unit:
        with pytest.raises(NotFound, match="taken back already"):
            unit.undo.begin(twice.first)
        with pytest.raises(NotFound, match="no such import"):
            unit.undo.begin(BatchId(99))
        with pytest.raises(NotFound, match="was not taken back"):
            unit.undo.settle(twice.second, most=100)
        staged = new_batch(unit, shown=False)
        with pytest.raises(NotFound):
            unit.undo.begin(staged)
