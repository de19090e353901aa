"""The schema: made by the migrations, equal to the tables, taken down and up again without a trace."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, text
from sqlalchemy.exc import IntegrityError

from callback_desk.domain.errors import DatabaseRefused, DiskFull
from callback_desk.storage import append_only, dialect, lanes, migrate, store
from callback_desk.storage.desk_table import DeskTable
from callback_desk.storage.engine import Key
from callback_desk.storage.faults import FaultPlan
from callback_desk.storage.store import SqlStorage
from tests.storage.at_hand import AUDIT_KEY, DATABASE_ID, KEY, People, StillClock, create, new_batch, reopen


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    """An empty encrypted file in an open transaction."""
    made = lanes.make_engine(tmp_path / "desk.db", Key(KEY), writes=True, connections=1, faults=FaultPlan())
    with made.begin() as open_connection:
        yield open_connection
    made.dispose()


def _schema(connection: Connection) -> dict[str, str]:
    rows = connection.execute(text("SELECT type || ' ' || name, sql FROM sqlite_master WHERE sql IS NOT NULL"))
    return {str(name): str(sql) for name, sql in rows}


def test_head_is_the_newest_revision_and_equals_the_tables(connection: Connection) -> None:
    assert migrate.schema_version(connection) == ""
    assert migrate.migrate(connection)
    assert migrate.schema_version(connection) == migrate.HEAD == migrate.revisions()[-1]
    assert not migrate.migrate(connection)
    differences = compare_metadata(MigrationContext.configure(connection), DeskTable.metadata)
    assert differences == []
    assert dialect.triggers(connection) == append_only.names()


def test_computed_columns_are_as_the_tables_say(connection: Connection) -> None:
    migrate.migrate(connection)
    made = _schema(connection)["table callbacks"]
    from callback_desk.storage.tables_queue import ORDER_AT

    assert f"GENERATED ALWAYS AS ({ORDER_AT})" in made.replace("\n", "")


def test_partial_indexes_are_as_the_tables_say(connection: Connection) -> None:
    migrate.migrate(connection)
    found = _schema(connection)
    partial = {
        index.name: str(index.dialect_options["sqlite"]["where"])
        for table in DeskTable.metadata.tables.values()
        for index in table.indexes
        if index.dialect_options["sqlite"]["where"] is not None
    }
    assert len(partial) >= 5
    for name, where in partial.items():
        assert found[f"index {name}"].endswith(f"WHERE {where}"), name


def test_up_down_up_leaves_the_schema_alone(connection: Connection) -> None:
    migrate.upgrade(connection, "head")
    first = _schema(connection)
    migrate.downgrade(connection, "base")
    assert set(_schema(connection)) <= {f"table {migrate.VERSION_TABLE}"}
    migrate.upgrade(connection, "head")
    assert _schema(connection) == first


def test_the_engine_sees_no_fault_in_a_new_schema(connection: Connection) -> None:
    migrate.migrate(connection)
    assert dialect.integrity_findings(connection) == []


def test_every_constraint_has_a_name_that_can_be_altered_later() -> None:
    nameless = [
        f"{table.name}: {constraint!r}"
        for table in DeskTable.metadata.tables.values()
        for constraint in table.constraints
        if not constraint.name and getattr(constraint, "columns", ())
    ]
    assert nameless == []


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    path = tmp_path / "desk.db"
    create(path).close()
    return path


def _set_version(path: Path, version: str) -> None:
    made = lanes.make_engine(path, Key(KEY), writes=True, connections=1, faults=FaultPlan())
    with made.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :version"), {"version": version})
    made.dispose()


def _open(path: Path, **given: object) -> SqlStorage:
    return store.open_storage(
        path,
        KEY,
        database_id=DATABASE_ID,
        station="desk-1",
        audit_key=AUDIT_KEY,
        clock=StillClock(),
        **given,  # type: ignore[arg-type]
    )


def test_a_newer_schema_is_refused_with_a_sentence_and_left_alone(desk: Path) -> None:
    _set_version(desk, "9999")
    before = desk.read_bytes()
    with pytest.raises(DatabaseRefused, match=r"newer version of Callback Desk \(9999\)") as refused:
        _open(desk)
    assert refused.value.code == "newer_schema"
    assert desk.read_bytes() == before


def test_an_up_to_date_desk_opens_without_the_migrations(desk: Path) -> None:
    import subprocess
    import sys

    program = (
        "import sys\n"
        "from pathlib import Path\n"
        "from tests.storage.at_hand import reopen\n"
        "reopen(Path(sys.argv[1])).close()\n"
        "print(sorted(name for name in sys.modules if name.split('.')[0] == 'alembic'))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(desk)], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout == "[]\n"


class _Older:
    """Makes the program believe that the file is one revision behind."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        known = migrate.revisions()
        monkeypatch.setattr(migrate, "revisions", lambda: (*known, "0999"))
        monkeypatch.setattr(migrate, "HEAD", "0999")
        monkeypatch.setattr(migrate, "upgrade", self._upgrade)

    @staticmethod
    def _upgrade(connection: Connection, to: str) -> None:
        connection.execute(text("UPDATE desk SET agency = 'Moved'"))
        connection.execute(text("UPDATE alembic_version SET version_num = :to"), {"to": to})


def test_a_verified_copy_is_made_before_the_first_change(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _Older(monkeypatch)
    storage = _open(desk)
    with storage.read() as unit:
        assert unit.desk.info().agency == "Moved"
    storage.close()
    monkeypatch.undo()
    (copy,) = desk.parent.glob("*.before-*")
    old = _open(copy)
    with old.read() as unit:
        assert unit.desk.info().agency == "Meridian Falls Police"
    old.close()


def test_no_copy_no_migration(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _Older(monkeypatch)

    def no_room(_storage: SqlStorage) -> None:
        raise DiskFull("no room")

    with pytest.raises(DiskFull):
        _open(desk, before_migration=no_room)
    monkeypatch.undo()
    storage = _open(desk)
    with storage.read() as unit:
        assert unit.desk.info().agency == "Meridian Falls Police"
    assert storage.schema_version() == migrate.HEAD
    storage.close()


@pytest.mark.parametrize("table", append_only.APPEND_ONLY)
def test_append_only_tables_refuse_every_change(desk: Path, table: str) -> None:
    storage = reopen(desk)
    columns = [column for column in DeskTable.metadata.tables[table].columns if not column.primary_key]
    keys = list(DeskTable.metadata.tables[table].primary_key)
    with storage.write() as unit:
        run = unit.connection.exec_driver_sql
        run("PRAGMA defer_foreign_keys = ON")  # rows of one table alone; rolled back at the end
        everything = [*keys, *columns]
        names = ", ".join(f'"{column.name}"' for column in everything)
        marks = ", ".join("1" for _ in everything)
        run(f"INSERT INTO {table} ({names}) VALUES ({marks})")
        assert run(f"SELECT count(*) FROM {table}").scalar() == 1
        for statement in (f'UPDATE {table} SET "{(columns or keys)[0].name}" = 2', f"DELETE FROM {table}"):
            with pytest.raises(IntegrityError, match="append-only"):
                run(statement)
    storage.close()


def test_what_was_said_in_an_alert_or_a_wish_is_never_edited(desk: Path) -> None:
    from callback_desk.domain.concerns import ConcernKind, NewConcern
    from tests.storage.at_hand import MONDAY

    storage = reopen(desk)
    with storage.write() as unit:
        person = People(unit, new_batch(unit)).add()
        unit.concerns.add(person.callback, None, "Dana Marsh", MONDAY, NewConcern(ConcernKind.DANGER, "said"))
        unit.people.set_do_not_contact(person.victim, reason="asked", by="Dana Marsh", at=MONDAY)
        run = unit.connection.exec_driver_sql
        for statement in (
            "UPDATE concerns SET text = 'other'",
            "UPDATE concerns SET kind = 'praise'",
            "DELETE FROM concerns",
            "UPDATE do_not_contact SET reason = 'other'",
            "DELETE FROM do_not_contact",
        ):
            with pytest.raises(IntegrityError, match="keeps"):
                run(statement)
        run("UPDATE concerns SET told_whom = 'Sgt. Ortiz'")
    storage.close()
