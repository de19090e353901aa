"""The audit trail: one HMAC chain per station, written in the transaction of what it records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from sqlalchemy import RowMapping, func, insert, select

from callback_desk.domain.access import Role
from callback_desk.domain.audit import AuditEvent, ChainedEvent, Event, Head, Result, chained, genesis
from callback_desk.domain.audit_verify import Anchor, Finding, Verdict, anchor_text, gravest, place_anchor, verify_chain
from callback_desk.domain.ids import StaffId
from callback_desk.storage.columns import from_json, to_json
from callback_desk.storage.tables_desk import audit_events
from callback_desk.storage.work import Station, Work

_ROWS_AT_ONCE = 1_000


class SqlAudit:
    """Fits `AuditStore`."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def record(
        self,
        event: Event,
        *,
        kind: str = "",
        id: int | str = "",
        outcome: str = "ok",
        reason: str = "",
        fields: Mapping[str, str | int] | None = None,
        role: Role | None = None,
    ) -> None:
        """Append one line in the unit's session; `role` is the one the act was done in.

        Raises ValueError for a value that is not a code, an id, a hash or a count.
        """
        who = self._work.session
        station = self._work.station
        head = self._head(station.name)
        line = AuditEvent(
            seq=head.seq + 1,
            at=self._work.now(),
            station=station.name,
            session=who.token if who else "",
            event=event,
            os_user=who.os_user if who else "",
            actor_id=int(who.staff.id) if who else None,
            role=role,
            object_kind=kind,
            object_id=str(id),
            fields=fields or {},
            outcome=Result(outcome),
            reason=reason,
            key_epoch=station.key_epoch,
        )
        entry = chained(station.audit_key, head, line)
        self._work.connection.execute(insert(audit_events).values(**event_row(entry)))
        self._work.head = Head(line.seq, entry.mac)

    def _head(self, station: str) -> Head:
        if self._work.head is not None and station == self._work.station.name:
            return self._work.head
        newest = (
            select(audit_events.c.seq, audit_events.c.mac)
            .where(audit_events.c.station == station)
            .order_by(audit_events.c.seq.desc())
            .limit(1)
        )
        row = self._work.connection.execute(newest).one_or_none()
        if row is None:
            own = self._work.station
            return Head(0, genesis(own.audit_key, own.database_id, station))
        return Head(row.seq, row.mac)

    def anchor(self) -> str:
        head = self._head(self._work.station.name)
        return anchor_text(head.seq, head.mac)

    def heads(self) -> Mapping[str, tuple[int, str]]:
        """By station: (seq, chain value as 64 hex digits) of the newest line."""
        last = (
            select(audit_events.c.station, func.max(audit_events.c.seq).label("seq"))
            .group_by(audit_events.c.station)
            .subquery()
        )
        found = select(audit_events.c.station, audit_events.c.seq, audit_events.c.mac).join(
            last, (audit_events.c.station == last.c.station) & (audit_events.c.seq == last.c.seq)
        )
        return {row.station: (row.seq, row.mac.hex()) for row in self._work.connection.execute(found)}

    def count(self, event: Event, since: datetime, *, actor: StaffId | None = None) -> int:
        asked = select(func.count()).where(audit_events.c.event == event.value, audit_events.c.at >= since)
        if actor is not None:
            asked = asked.where(audit_events.c.actor_id == actor)
        return self._work.connection.execute(asked).scalar_one()

    def rows(self, station: str) -> Iterator[ChainedEvent]:
        """One station's chain in stored order, for `verify_chain`; memory does not grow with its length.

        Read within this unit of work. Raises ValueError for a line no version of this program could have written.
        """
        asked = select(audit_events).where(audit_events.c.station == station).order_by(audit_events.c.seq)
        options = {"yield_per": _ROWS_AT_ONCE}
        for row in self._work.connection.execute(asked, execution_options=options).mappings():
            yield to_chained(row)


def verify_all(trail: SqlAudit, own: Station, anchors: Sequence[Anchor]) -> Verdict:
    """Every station's chain, then every printed head: the gravest finding of them all.

    A trail without a line is whole; an anchor no chain holds is a finding, also when there is no chain.
    """
    stations = sorted(trail.heads())
    keys = {own.key_epoch: own.audit_key}
    verdicts = [
        verify_chain(trail.rows(station), keys, database_id=own.database_id, station=station) for station in stations
    ]
    for anchor in anchors:
        found = place_anchor(anchor, {station: trail.rows(station) for station in stations})
        if found is not Finding.CLEAN:
            verdicts.append(Verdict(found, 0, anchor.seq))
    return gravest(verdicts)


def event_row(entry: ChainedEvent) -> dict[str, object]:
    """The columns of a line of the trail."""
    event = entry.event
    return {
        "station": event.station,
        "seq": event.seq,
        "at": event.at,
        "session": event.session,
        "event": event.event.value,
        "os_user": event.os_user,
        "actor_id": event.actor_id,
        "role": event.role.value if event.role else "",
        "object_kind": event.object_kind,
        "object_id": event.object_id,
        "fields": to_json(dict(event.fields)),
        "outcome": event.outcome.value,
        "reason": event.reason,
        "duration_ms": event.duration_ms,
        "key_epoch": event.key_epoch,
        "prev_mac": entry.prev_mac,
        "mac": entry.mac,
    }


def to_chained(row: RowMapping) -> ChainedEvent:
    """A line of the trail out of its row."""
    fields = from_json(row["fields"])
    event = AuditEvent(
        seq=row["seq"],
        at=row["at"],
        station=row["station"],
        session=row["session"],
        event=Event(row["event"]),
        os_user=row["os_user"],
        actor_id=row["actor_id"],
        role=Role(row["role"]) if row["role"] else None,
        object_kind=row["object_kind"],
        object_id=row["object_id"],
        fields=fields if isinstance(fields, dict) else {},
        outcome=Result(row["outcome"]),
        reason=row["reason"],
        duration_ms=row["duration_ms"],
        key_epoch=row["key_epoch"],
    )
    return ChainedEvent(event, row["prev_mac"], row["mac"])
