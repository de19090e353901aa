"""SQLAlchemy's engines on the encrypted file: connections are prepared, transactions begun and errors said as we do."""

from __future__ import annotations

from pathlib import Path

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.pool import ConnectionPoolEntry, QueuePool

from callback_desk.storage.engine import (
    WAIT_FOR_WRITE_S,
    DriverConnection,
    Key,
    begin_immediate,
    driver_errors,
    fault_of,
    prepare,
)
from callback_desk.storage.faults import FaultPlan


def make_engine(path: Path, key: Key, *, writes: bool, connections: int, faults: FaultPlan) -> Engine:
    """An engine on the file. `writes`: BEGIN IMMEDIATE; otherwise plain BEGIN on read-only connections."""
    engine = create_engine(
        URL.create("sqlite", database=str(path)),
        module=sqlcipher,
        poolclass=QueuePool,
        pool_size=connections,
        max_overflow=0,
        pool_timeout=WAIT_FOR_WRITE_S,
        hide_parameters=True,  # bound values are people's words: never in an exception's text
    )

    @event.listens_for(engine, "connect", insert=True)  # before SQLAlchemy's own first query
    def _unlock(connection: DriverConnection, _entry: ConnectionPoolEntry) -> None:
        with driver_errors():
            prepare(connection, key, writes=writes)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        driver = driver_of(connection)
        with driver_errors():
            if writes:
                faults.step("begin")
                begin_immediate(driver)
            else:
                driver.execute("BEGIN")

    if writes:

        @event.listens_for(engine, "before_cursor_execute")
        def _step(*_args: object) -> None:
            faults.step("statement")

    @event.listens_for(engine, "handle_error")
    def _translate(context: ExceptionContext) -> BaseException | None:
        return fault_of(context.original_exception)

    return engine


def driver_of(connection: Connection) -> DriverConnection:
    """The `sqlcipher3` connection beneath."""
    driver = connection.connection.dbapi_connection
    assert driver is not None
    found: DriverConnection = driver  # type: ignore[assignment]  # SQLAlchemy's Protocol knows no execute()
    return found
