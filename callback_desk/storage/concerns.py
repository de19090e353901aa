"""Danger, distress, complaint, praise."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import RowMapping, insert, or_, select, update

from callback_desk.domain.concerns import Concern, ConcernKind, Heard, NameUse, NewConcern
from callback_desk.domain.errors import NotFound
from callback_desk.domain.ids import CallbackId, CallId, ConcernId
from callback_desk.storage.columns import from_enums, to_enums
from callback_desk.storage.tables_calls import concerns
from callback_desk.storage.tables_queue import callbacks
from callback_desk.storage.work import Work, new_id


class SqlConcerns:
    """Fits `ConcernStore`. What was said is written once; triggers keep it."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def add(
        self, callback_id: CallbackId, call_id: CallId | None, by: str, at: datetime, said: NewConcern
    ) -> ConcernId:
        victim = select(callbacks.c.victim_id).where(callbacks.c.id == callback_id).scalar_subquery()
        made = self._work.connection.execute(
            insert(concerns).values(
                callback_id=callback_id, victim_id=victim, call_id=call_id, **concern_columns(by, at, said)
            )
        )
        return ConcernId(new_id(made))

    def told(self, concern_id: ConcernId, whom: str, at: datetime) -> None:
        """A person was told: who and when."""
        self._change(concern_id, told_whom=whom, told_at=at)

    def withdraw(self, concern_id: ConcernId, at: datetime) -> None:
        """It was not danger, go back: the line stays, its stop ends."""
        self._change(concern_id, withdrawn_at=at)

    def route(self, concern_id: ConcernId, to: str, at: datetime) -> None:
        """A supervisor decided where it goes."""
        self._change(concern_id, routed_to=to, routed_at=at)

    def acknowledge(self, concern_id: ConcernId, reference: str, at: datetime) -> None:
        """The office that has it says so, and under which number."""
        self._change(concern_id, reference=reference, acknowledged_at=at)

    def routed(self, kind: ConcernKind, since: datetime) -> tuple[Concern, ...]:
        """Of one kind: handed on since then, or handed on before and not acknowledged; the newest first."""
        asked = select(concerns).where(
            concerns.c.kind == kind.value,
            concerns.c.routed_at.is_not(None),
            or_(concerns.c.routed_at >= since, concerns.c.acknowledged_at.is_(None)),
        )
        rows = self._work.connection.execute(asked.order_by(concerns.c.routed_at.desc(), concerns.c.id.desc()))
        return tuple(to_concern(row) for row in rows.mappings())

    def _change(self, concern_id: ConcernId, **values: str | datetime) -> None:
        done = self._work.connection.execute(update(concerns).where(concerns.c.id == concern_id).values(**values))
        if done.rowcount != 1:
            raise NotFound("This alert is not on the desk.", code="no_concern")

    def open(self, kinds: frozenset[ConcernKind] | None = None) -> tuple[Concern, ...]:
        """Those that wait for a decision, oldest first."""
        asked = select(concerns).where(concerns.c.routed_at.is_(None), concerns.c.withdrawn_at.is_(None))
        if kinds is not None:
            asked = asked.where(concerns.c.kind.in_(sorted(kind.value for kind in kinds)))
        rows = self._work.connection.execute(asked.order_by(concerns.c.raised_at, concerns.c.id)).mappings()
        return tuple(to_concern(row) for row in rows)

    def of_call(self, call_id: CallId) -> tuple[Concern, ...]:
        """All of one call, in the order they were raised."""
        asked = select(concerns).where(concerns.c.call_id == call_id).order_by(concerns.c.id)
        return tuple(to_concern(row) for row in self._work.connection.execute(asked).mappings())

    def get(self, concern_id: ConcernId) -> Concern:
        row = self._work.connection.execute(select(concerns).where(concerns.c.id == concern_id)).mappings().first()
        if row is None:
            raise NotFound("This is not on record.", code="no_concern")
        return to_concern(row)


def concern_columns(by: str, at: datetime, said: NewConcern) -> dict[str, object]:
    """The columns of what was raised."""
    return {
        "raised_at": at,
        "raised_by": by,
        "kind": said.kind.value,
        "text": said.text,
        "heard": from_enums(said.heard),
        "told_whom": said.told_whom,
        "told_at": said.told_at,
        "withdrawn_at": at if said.withdrawn else None,
        "name_use": said.name_use.value,
    }


def to_concern(row: RowMapping) -> Concern:
    """A concern out of its row."""
    return Concern(
        id=ConcernId(row["id"]),
        callback_id=CallbackId(row["callback_id"]),
        call_id=None if row["call_id"] is None else CallId(row["call_id"]),
        raised_at=row["raised_at"],
        raised_by=row["raised_by"],
        said=NewConcern(
            kind=ConcernKind(row["kind"]),
            text=row["text"],
            heard=to_enums(Heard, row["heard"]),
            told_whom=row["told_whom"],
            told_at=row["told_at"],
            withdrawn=row["withdrawn_at"] is not None,
            name_use=NameUse(row["name_use"]),
        ),
        routed_to=row["routed_to"],
        routed_at=row["routed_at"],
        acknowledged_at=row["acknowledged_at"],
        reference=row["reference"],
    )
