"""A desk made by the first schema: what its imports may have brought twice counts as brought twice."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from sqlalchemy import text

from callback_desk.domain.ids import BatchId
from callback_desk.domain.incident import ReportFacts
from callback_desk.domain.undo import UndoReason
from callback_desk.storage import dialect, lanes, migrate
from callback_desk.storage.engine import Key
from callback_desk.storage.faults import FaultPlan
from tests.storage.at_hand import KEY, MONDAY, People, create, new_batch, reopen


def _older_desk(path: Path) -> tuple[BatchId, BatchId]:
    """Ada came with the first import and the second saw her case again; Ben came with the first alone."""
    storage = create(path)
    with storage.write() as unit:
        first = new_batch(unit)
        people = People(unit, first)
        ada = people.add("Ada", "Crow")
        people.add("Ben", "Dove")
        second = new_batch(unit, at=MONDAY + timedelta(days=1))
        unit.connection.execute(
            text("INSERT INTO case_sightings (batch_id, case_id, as_of) VALUES (:batch, :case, '2026-11-17')"),
            {"batch": second, "case": ada.cases[0]},
        )
        people.report(ReportFacts(case_number="26-000077", reported_at=MONDAY), ada.victim, ada.callback, second)
        unit.commit()
    storage.close()
    made = lanes.make_engine(path, Key(KEY), writes=True, connections=1, faults=FaultPlan())
    with made.begin() as connection:
        migrate.downgrade(connection, "0001")
        assert not dialect.has_table(connection, "undone_people")
    made.dispose()
    return first, second


def test_an_older_desk_is_copied_first_and_then_knows_what_was_brought_twice(tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    first, second = _older_desk(path)
    storage = reopen(path)
    try:
        assert storage.schema_version() == migrate.HEAD
        assert storage.integrity() == ()
        assert [copy.name for copy in tmp_path.glob("*.before-*")] == [f"desk.db.before-{migrate.HEAD}-was-0001"]
        with storage.read() as unit:
            run = unit.connection.exec_driver_sql
            assert [tuple(row) for row in run("SELECT batch_id, report_id FROM report_sightings")] == [(second, 1)]
            assert [tuple(row) for row in run("SELECT batch_id, phone_id FROM phone_sightings")] == [(second, 1)]
            assert sorted(dialect.triggers(unit.connection)) != []
        with storage.write() as unit:
            run = unit.undo.begin(first)
            unit.undo.sort_out(run, unit.undo.people(first))
            unit.undo.let_go(run, by="Pat Ruiz", at=MONDAY + timedelta(days=2))
            while unit.undo.settle(first, most=10).more:
                pass
            report = unit.undo.report(first, each=5)
            assert report.counts.reasons == {UndoReason.OTHER_IMPORT: 1, UndoReason.NOTHING_SINCE: 1}
            assert [(one.name, one.reason) for one in report.people] == [
                ("Dove, Ben", UndoReason.NOTHING_SINCE),
                ("Crow, Ada", UndoReason.OTHER_IMPORT),
            ]
            ada = unit.people.by_case_number("26-000001")
            assert len(ada) == 1
            assert len(unit.people.cases(unit.queue.victim_of(ada[0]))) == 2
            assert len(unit.people.phones(unit.queue.victim_of(ada[0]))) == 1
            assert unit.people.by_case_number("26-000002") == ()
            unit.commit()
    finally:
        storage.close()


def test_the_copy_is_the_desk_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    _older_desk(path)
    reopen(path).close()
    (copy,) = tmp_path.glob("*.before-*")
    made = lanes.make_engine(copy, Key(KEY), writes=False, connections=1, faults=FaultPlan())
    with made.connect() as connection:
        assert migrate.schema_version(connection) == "0001"
        assert not dialect.has_table(connection, "report_sightings")
        assert dialect.row_count(connection, "reports") == 3
    made.dispose()
