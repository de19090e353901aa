"""The audit trail: one HMAC chain per station, written in the transaction of what it records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import func, insert, select

from callback_desk.domain.access import Role
from callback_desk.domain.audit import AuditEvent, ChainedEvent, Event, Head, Result, chained, genesis
from callback_desk.domain.audit_verify import Anchor, Finding, Verdict, anchor_text, gravest, place_anchor, verify_chain
from callback_desk.domain.ids import StaffId
from callback_desk.storage import audit_rows
from callback_desk.storage.audit_rows import event_row
from callback_desk.storage.tables_desk import audit_events
from callback_desk.storage.work import Station, Work


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
        own = self._work.station
        found = audit_rows.newest(self._work.connection, station)
        return found or Head(0, genesis(own.audit_key, own.database_id, station))

    def anchor(self) -> str:
        head = self._head(self._work.station.name)
        return anchor_text(head.seq, head.mac)

    def heads(self) -> Mapping[str, tuple[int, str]]:
        """By station: (seq, chain value as 64 hex digits) of the newest line."""
        found = audit_rows.newest_heads(self._work.connection)
        return {station: (head.seq, head.mac.hex()) for station, head in found.items()}

    def count(self, event: Event, since: datetime, *, actor: StaffId | None = None) -> int:
        asked = select(func.count()).where(audit_events.c.event == event.value, audit_events.c.at >= since)
        if actor is not None:
            asked = asked.where(audit_events.c.actor_id == actor)
        return self._work.connection.execute(asked).scalar_one()

    def newest(self, event: Event) -> tuple[datetime, StaffId | None] | None:
        asked = (
            select(audit_events.c.at, audit_events.c.actor_id)
            .where(audit_events.c.event == event.value, audit_events.c.outcome == Result.OK.value)
            .order_by(audit_events.c.at.desc(), audit_events.c.id.desc())
            .limit(1)
        )
        found = self._work.connection.execute(asked).one_or_none()
        return None if found is None else (found.at, None if found.actor_id is None else StaffId(found.actor_id))

    def rows(self, station: str) -> Iterator[ChainedEvent]:
        """One station's chain in stored order, for `verify_chain`; memory does not grow with its length.

        Read within this unit of work. Raises UnreadableLine.
        """
        return audit_rows.lines(self._work.connection, station)

    def stations(self) -> tuple[str, ...]:
        """Whoever has a line here, by name."""
        return audit_rows.stations(self._work.connection)

    def mac_at(self, station: str, seq: int) -> bytes | None:
        """The chain value of one line; None when there is no such line."""
        return audit_rows.mac_at(self._work.connection, station, seq)


def verify_all(
    trail: SqlAudit, own: Station, anchors: Sequence[Anchor], heads: Mapping[str, Anchor] | None = None
) -> Verdict:
    """Every station's chain with the head remembered for it, then every printed head: the gravest finding of all.

    A trail without a line is whole; an anchor no chain holds is a finding, also when there is no chain. A line that
    cannot be read was altered.
    """
    remembered = heads or {}
    keys = {own.key_epoch: own.audit_key}
    stations = trail.stations()
    verdicts = []
    for station in sorted({*stations, *remembered}):
        known = (remembered[station],) if station in remembered else ()
        try:
            verdicts.append(
                verify_chain(trail.rows(station), keys, database_id=own.database_id, station=station, anchors=known)
            )
        except audit_rows.UnreadableLine as line:
            verdicts.append(Verdict(Finding.ALTERED, line.events, line.seq, station))
    if any(one.finding is not Finding.WRONG_KEY and one.events for one in verdicts):
        verdicts = [_altered(one) for one in verdicts]  # the key is right: another chain speaks for it
    for anchor in anchors:
        try:
            found = place_anchor(anchor, {station: trail.rows(station) for station in stations})
        except audit_rows.UnreadableLine:
            continue  # told above, and graver
        if found is not Finding.CLEAN:
            verdicts.append(Verdict(found, 0, anchor.seq))
    return gravest(verdicts)


def _altered(verdict: Verdict) -> Verdict:
    if verdict.finding is not Finding.WRONG_KEY or not verdict.events:
        return verdict
    return replace(verdict, finding=Finding.ALTERED)
