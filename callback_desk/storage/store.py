"""An opened, verified desk database: its two lanes, its copies, its health."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import cast

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import select

from callback_desk.domain.audit_verify import Anchor, Verdict
from callback_desk.domain.errors import DatabaseRefused, DeskFault
from callback_desk.domain.ids import Clock
from callback_desk.domain.people import Session
from callback_desk.storage import dialect, engine, lanes, migrate, name_words, reserve
from callback_desk.storage.audit_log import verify_all
from callback_desk.storage.engine import Key
from callback_desk.storage.faults import FaultPlan, from_environment
from callback_desk.storage.manifest import DeskManifest, read_manifest
from callback_desk.storage.tables_desk import desk
from callback_desk.storage.unit_of_work import OnCommit, SqlUnitOfWork
from callback_desk.storage.work import Station

ASK_CONNECTIONS = 4

OTHER_DESK = (
    "This database belongs to another desk, so it was not opened. "
    "Put back the file that belongs here, or restore the last backup."
)
BAD_COPY = "The copy of the desk's database is not sound, so it was removed. Check the disk, then try again."


class SqlStorage:
    """Fits `Storage` of the ports. The save lane has one connection, the ask lane a few read-only ones."""

    def __init__(
        self, path: Path, key: Key, station: Station, *, faults: FaultPlan, on_commit: OnCommit | None = None
    ) -> None:
        self._path = path
        self._key = key
        self._station = station
        self._faults = faults
        self.on_commit = on_commit
        self._save = lanes.make_engine(path, key, writes=True, connections=1, faults=faults)
        self._ask = lanes.make_engine(path, key, writes=False, connections=ASK_CONNECTIONS, faults=faults)
        self._open = True
        engine.open_files.opened(path)

    def __repr__(self) -> str:
        return f"SqlStorage(station={self._station.name!r}, open={self._open})"

    def write(self, session: Session | None = None) -> SqlUnitOfWork:
        """BEGIN IMMEDIATE; audit events carry `session`."""
        return self._unit(session, writes=True)

    def read(self, session: Session | None = None) -> SqlUnitOfWork:
        """A plain BEGIN on a read-only connection: one consistent state, never waits, commit() is refused."""
        return self._unit(session, writes=False)

    def _unit(self, session: Session | None, *, writes: bool) -> SqlUnitOfWork:
        if not self._open:
            raise DeskFault("The desk is closed. Sign in again.", code="closed")
        return SqlUnitOfWork(
            self._save if writes else self._ask,
            self._station,
            writes=writes,
            session=session,
            faults=self._faults,
            on_commit=self.on_commit,
        )

    def close(self) -> None:
        """Close all connections; the last one folds the log into the file. Safe to call again."""
        if self._open:
            self._open = False
            self._ask.dispose()
            self._save.dispose()
            engine.open_files.closed(self._path)

    def migrate(self, before: Callable[[SqlStorage], None] | None = None) -> bool:
        """Bring the schema up to date after a verified copy (by default beside the file); True when it changed."""
        if self.schema_version() == migrate.HEAD:
            return False  # the usual start takes no write lock
        with self._save.connect() as connection, connection.begin():
            found = migrate.schema_version(connection)
            copy = before or (lambda storage: storage.copy_beside(found))
            return migrate.migrate(connection, before=lambda: copy(self))

    def write_words(self) -> int:
        """Write down the words people are found by, for everybody who has none yet; returns how many people.

        The import does this for its own; a desk of an older schema has them written when it is first opened.
        """
        with self._ask.connect() as connection:
            if not name_words.behind(cast("name_words.Driver", lanes.driver_of(connection))):
                return 0
        with self._save.connect() as connection, connection.begin():
            return name_words.catch_up(cast("name_words.Driver", lanes.driver_of(connection)))

    def copy_beside(self, schema: str) -> None:
        """A verified copy with the same key beside the file, named after the schema it still has."""
        place = self._path.with_name(f"{self._path.name}.before-{migrate.HEAD}-was-{schema}")
        if not place.exists():
            self.backup_to(place, self._key.raw)

    def schema_version(self) -> str:
        with self._ask.connect() as connection:
            return migrate.schema_version(connection)

    def database_id(self) -> str:
        """Which desk the file says it is; "" before it has a row."""
        with self._ask.connect() as connection:
            return str(connection.execute(select(desk.c.database_id)).scalar() or "")

    def assert_own(self) -> None:
        """Raise DatabaseRefused when the file says it is another desk's."""
        if self.database_id() not in ("", self._station.database_id):
            raise DatabaseRefused(OTHER_DESK, code="other_desk")

    def integrity(self) -> tuple[str, ...]:
        """What is wrong with the file, in the engine's words; empty means whole. About 5 ms a MB."""
        with self._ask.connect() as connection:
            return tuple(dialect.integrity_findings(connection))

    def keep_reserve(self) -> bool:
        """Room beside the database for a full disk; True when it is there."""
        return reserve.keep(self._path)

    def use_reserve(self) -> bool:
        """Give that room up. True when there was some."""
        return reserve.give_up(self._path)

    def verify_audit(self, anchors: Sequence[Anchor] = (), heads: Mapping[str, Anchor] | None = None) -> Verdict:
        """Walk every station's chain in one consistent state; memory does not grow with their length.

        anchors are printed heads; whose chain each belongs to need not be known. heads are remembered by station.
        """
        with self.read() as unit:
            return verify_all(unit.audit, self._station, anchors, heads)

    def checkpoint(self) -> None:
        """Fold the write-ahead log into the file while nobody waits."""
        with self._save.connect() as connection:
            driver = lanes.driver_of(connection)
            with engine.driver_errors():
                driver.execute("PRAGMA wal_checkpoint(PASSIVE)")

    def manifest(self) -> DeskManifest:
        """Rows by table, audit heads and schema, in one consistent state."""
        with self._ask.connect() as connection:
            return read_manifest(connection)

    def backup_to(self, path: Path, key: bytes) -> DeskManifest:
        """Write a consistent encrypted copy with its own `key` to a new file, prove it by opening it, and say what
        it holds: other windows may go on writing meanwhile.

        Raises DatabaseRefused when the place is taken or the copy is not sound, DiskFull when there is no room;
        the unfinished copy is removed.
        """
        copy_key = Key(key)
        engine.private_file(path)
        try:
            with engine.driver_errors():
                self._export(path, copy_key)
                return assert_sound(path, copy_key)
        except BaseException:
            with contextlib.suppress(OSError):
                path.unlink(missing_ok=True)
            raise

    def _export(self, path: Path, key: Key) -> None:
        connection = sqlcipher.connect(str(self._path))
        try:
            engine.prepare(connection, self._key, writes=True)
            connection.execute(f"ATTACH DATABASE ? AS copy KEY {key.clause}", (str(path),))
            connection.execute("PRAGMA copy.synchronous = FULL")
            connection.execute("BEGIN")  # one state of all tables
            connection.execute("SELECT sqlcipher_export('copy')")
            connection.execute("COMMIT")
        finally:
            connection.close()


def manifest_of(path: Path, key: bytes) -> DeskManifest:
    """What a closed copy holds, every page of it looked at. Raises DatabaseRefused."""
    return assert_sound(path, Key(key))


def assert_sound(path: Path, key: Key) -> DeskManifest:
    """Open a copy, look at every page of it and count it. Raises DatabaseRefused when it is not whole."""
    checked = lanes.make_engine(path, key, writes=False, connections=1, faults=FaultPlan())
    try:
        with checked.connect() as connection:
            if not migrate.schema_version(connection) or dialect.integrity_findings(connection):
                raise DatabaseRefused(BAD_COPY, code="bad_copy")
            return read_manifest(connection)
    finally:
        checked.dispose()


def create_storage(
    path: Path,
    key: bytes,
    *,
    database_id: str,
    station: str,
    audit_key: bytes,
    clock: Clock,
    faults: FaultPlan | None = None,
    on_commit: OnCommit | None = None,
) -> SqlStorage:
    """Make a new desk database by the migrations; a file that is there already is refused, never overwritten."""
    engine.assert_engine_floor()
    engine.private_file(path)
    new = SqlStorage(
        path, Key(key), Station(database_id, station, audit_key, clock), faults=faults or from_environment()
    )
    try:
        new.migrate()
    finally:
        new.close()
    return open_storage(
        path,
        key,
        database_id=database_id,
        station=station,
        audit_key=audit_key,
        clock=clock,
        faults=faults,
        on_commit=on_commit,
    )


def open_storage(
    path: Path,
    key: bytes,
    *,
    database_id: str,
    station: str,
    audit_key: bytes,
    clock: Clock,
    faults: FaultPlan | None = None,
    on_commit: OnCommit | None = None,
    before_migration: Callable[[SqlStorage], None] | None = None,
) -> SqlStorage:
    """Open an existing desk database and bring its schema up to date.

    Asserts the engine's version floor, the ciphertext header, the key, the schema and the database id. Raises
    DatabaseRefused with a sentence; nothing is created when the file is missing.
    """
    engine.assert_engine_floor()
    if not path.is_file():
        raise DatabaseRefused(engine.CANNOT_OPEN, code="cannot_open")
    engine.open_files.check_header(path)
    opened = SqlStorage(
        path,
        Key(key),
        Station(database_id, station, audit_key, clock),
        faults=faults or from_environment(),
        on_commit=on_commit,
    )
    try:
        opened.migrate(before_migration)
        opened.write_words()
        opened.assert_own()
    except BaseException:
        opened.close()
        raise
    return opened
