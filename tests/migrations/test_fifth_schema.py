"""A desk of the fourth schema: what exports said of property in their own words is gone, everything else stays."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import text

from callback_desk.storage import dialect, lanes, migrate
from callback_desk.storage.engine import Key
from callback_desk.storage.faults import FaultPlan
from tests.storage.at_hand import KEY, People, create, new_batch, reopen


def test_the_exports_own_words_are_emptied_and_the_rest_is_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    storage = create(path)
    with storage.write() as unit:
        ada = People(unit, new_batch(unit)).add("Ada", "Crow")
        unit.commit()
    storage.close()
    made = lanes.make_engine(path, Key(KEY), writes=True, connections=1, faults=FaultPlan())
    with made.begin() as connection:
        migrate.downgrade(connection, "0004")
        connection.execute(text("UPDATE reports SET property_text = 'Laptop of Ida Moss'"))
        kept = connection.execute(text("SELECT id, case_id, victim_id, row_digest, status FROM reports")).all()
    made.dispose()
    storage = reopen(path)
    try:
        assert storage.schema_version() == migrate.HEAD
        assert storage.integrity() == ()
        with storage.read() as unit:
            run = unit.connection.exec_driver_sql
            assert run("SELECT DISTINCT already FROM reports").all() == [("",)]
            assert run("SELECT id, case_id, victim_id, row_digest, status FROM reports").all() == kept
            assert unit.people.already(ada.victim, ada.cases[0]) == ()
            assert sorted(dialect.triggers(unit.connection)) != []
    finally:
        storage.close()
