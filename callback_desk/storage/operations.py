"""One press of a button, once."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import bindparam, insert, select

from callback_desk.domain.ids import OperationId
from callback_desk.storage.tables_desk import operations
from callback_desk.storage.work import Work

_MADE = select(operations.c.made).where(operations.c.op == bindparam("this"))


class SqlOperations:
    """Fits `OperationStore`."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def made(self, op: OperationId) -> int | None:
        """The id the operation made, 0 when it made none, None when it has not run."""
        return self._work.connection.execute(_MADE, {"this": op}).scalar()

    def record(self, op: OperationId, act: str, made: int, at: datetime) -> None:
        """Note that it ran. The same id twice is ours to prevent: the engine's IntegrityError goes up."""
        self._work.connection.execute(insert(operations).values(op=op, act=act, made=made, at=at))
