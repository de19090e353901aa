"""What every repository of one unit of work shares: its connection, its clock, who acts, which batches are hidden."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Connection, CursorResult, FromClause, bindparam, select, true

from callback_desk.domain.audit import Head
from callback_desk.domain.call import CallDraft
from callback_desk.domain.ids import CallId, Clock
from callback_desk.domain.people import Session
from callback_desk.storage.tables_desk import batches, desk

SHOWN = "shown"
_NOT_SHOWN = select(batches.c.id).where(batches.c.state != SHOWN)
_ZONE = select(desk.c.timezone)


@dataclass(frozen=True)
class Station:
    """One running program's place: which database, which audit chain, whose clock."""

    database_id: str
    name: str
    audit_key: bytes = field(repr=False)
    clock: Clock
    key_epoch: int = 1


@dataclass(frozen=True, slots=True)
class LateNote:
    """A draft that came after its claim had gone; kept even when the unit of work rolls back."""

    call_id: CallId
    fence: int
    draft: CallDraft
    at: datetime


@dataclass
class Work:
    """One transaction. `head` is the audit chain's newest entry of this unit, None when nothing was recorded."""

    connection: Connection
    station: Station
    session: Session | None = None
    head: Head | None = None
    late_notes: list[LateNote] = field(default_factory=list)
    _hidden: tuple[int, ...] | None = None
    _zone: str = ""

    def now(self) -> datetime:
        return self.station.clock.now()

    def zone(self) -> ZoneInfo:
        """Where the desk stands; UTC before the desk has a row."""
        self._zone = self._zone or self.connection.execute(_ZONE).scalar() or ""
        return ZoneInfo(self._zone or "UTC")

    def desk_day(self, at: datetime) -> date:
        """The calendar day of `at` where the desk stands."""
        return at.astimezone(self.zone()).date()

    def hidden_batches(self) -> tuple[int, ...]:
        """Batches whose rows are not to be seen: staged ones, undone ones."""
        if self._hidden is None:
            found = self.connection.execute(_NOT_SHOWN)
            self._hidden = tuple(found.scalars())
        return self._hidden

    def batches_changed(self) -> None:
        """Forget which batches are hidden; the next question asks again."""
        self._hidden = None

    def visible(self, table: FromClause) -> ColumnElement[bool]:
        """The condition that a row's batch is shown; no condition at all while nothing is hidden."""
        hidden = self.hidden_batches()
        return table.c.batch_id.not_in(hidden) if hidden else true()


def seen(table: FromClause) -> ColumnElement[bool]:
    """`Work.visible` for a statement that is put together once for the program: it is given "hidden"."""
    return table.c.batch_id.not_in(bindparam("hidden", expanding=True))


def new_id(done: CursorResult[tuple[object, ...]]) -> int:
    """The id an insert of one row made."""
    made = done.inserted_primary_key
    assert made is not None
    return int(made[0])
