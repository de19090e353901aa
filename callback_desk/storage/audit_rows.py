"""Lines of the audit trail as they lie in their rows; nothing a hand put there can stop the reading."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, RowMapping, bindparam, func, select, type_coerce
from sqlalchemy.types import NullType

from callback_desk.domain.access import Role
from callback_desk.domain.audit import MAC_BYTES, AuditEvent, ChainedEvent, Event, Head, Result
from callback_desk.storage.columns import from_json, from_micros, to_json
from callback_desk.storage.tables_desk import audit_events

_ROWS_AT_ONCE = 1_000
# As the driver gives them: a type's own conversion would fail for a whole page of rows, not for the one that is wrong.
_RAW = [type_coerce(column, NullType()).label(column.name) for column in audit_events.c]
_SPOILT = (ValueError, TypeError, OverflowError, RecursionError)
_LOOKED_AT = 8
_NEWEST = (
    select(*_RAW).where(audit_events.c.station == bindparam("at")).order_by(audit_events.c.seq.desc()).limit(_LOOKED_AT)
)


class UnreadableLine(Exception):
    """A line no version of this program could have written; `seq` is its place, `events` what was read before it."""

    def __init__(self, seq: int, events: int) -> None:
        super().__init__(f"unreadable line {seq}")
        self.seq = seq
        self.events = events


def stations(connection: Connection) -> tuple[str, ...]:
    """Whoever has a line in the trail, by name."""
    found = connection.execute(select(audit_events.c.station).distinct())
    return tuple(sorted(str(name) for name in found.scalars()))


def lines(connection: Connection, station: str) -> Iterator[ChainedEvent]:
    """One station's chain in stored order; memory does not grow with its length. Raises UnreadableLine."""
    asked = select(*_RAW).where(audit_events.c.station == station).order_by(audit_events.c.seq)
    last = events = 0
    for row in connection.execute(asked, execution_options={"yield_per": _ROWS_AT_ONCE}).mappings():
        try:
            entry = to_chained(row)
        except _SPOILT as wrong:
            seq = row["seq"]
            raise UnreadableLine(seq if isinstance(seq, int) else last + 1, events) from wrong
        last, events = entry.event.seq, events + 1
        yield entry


def newest(connection: Connection, station: str) -> Head | None:
    """Where a chain goes on; None before its first line.

    Behind a line whose value was spoilt it goes on from zeros: work is not stopped, and the break shows for ever.
    """
    for row in connection.execute(_NEWEST, {"at": station}).mappings():
        if isinstance(row["seq"], int):
            return Head(row["seq"], _mac_or_zeros(row["mac"]))
    count = select(func.count()).where(audit_events.c.station == station)
    held = connection.execute(count).scalar_one()
    return Head(held, bytes(MAC_BYTES)) if held else None


def newest_heads(connection: Connection) -> dict[str, Head]:
    """The newest line of every station's chain."""
    heads = {station: newest(connection, station) for station in stations(connection)}
    return {station: head for station, head in heads.items() if head is not None}


def mac_at(connection: Connection, station: str, seq: int) -> bytes | None:
    """The chain value of one line; None when there is no such line."""
    asked = select(*_RAW).where(audit_events.c.station == station, audit_events.c.seq == seq)
    row = connection.execute(asked).mappings().one_or_none()
    return None if row is None else _mac_or_zeros(row["mac"])


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
    """A line of the trail out of its row as the driver gave it. Raises ValueError, TypeError or OverflowError."""
    fields = from_json(_text(row, "fields"))
    if not isinstance(fields, dict):
        raise TypeError("the fields of a line are an object")
    event = AuditEvent(
        seq=_whole(row, "seq"),
        at=from_micros(_whole(row, "at")),
        station=_text(row, "station"),
        session=_text(row, "session"),
        event=Event(row["event"]),
        os_user=_text(row, "os_user"),
        actor_id=None if row["actor_id"] is None else _whole(row, "actor_id"),
        role=Role(row["role"]) if row["role"] else None,
        object_kind=_text(row, "object_kind"),
        object_id=_text(row, "object_id"),
        fields=fields,
        outcome=Result(row["outcome"]),
        reason=_text(row, "reason"),
        duration_ms=None if row["duration_ms"] is None else _whole(row, "duration_ms"),
        key_epoch=_whole(row, "key_epoch"),
    )
    return ChainedEvent(event, _mac(row["prev_mac"]), _mac(row["mac"]))


def _text(row: RowMapping, name: str) -> str:
    value = row[name]
    if not isinstance(value, str):
        raise TypeError("text was expected in this column")
    return value


def _whole(row: RowMapping, name: str) -> int:
    value = row[name]
    if not isinstance(value, int):
        raise TypeError("a whole number was expected in this column")
    return value


def _mac(value: object) -> bytes:
    if not isinstance(value, bytes) or len(value) != MAC_BYTES:
        raise ValueError("a chain value is 32 bytes")
    return value


def _mac_or_zeros(value: object) -> bytes:
    return value if isinstance(value, bytes) and len(value) == MAC_BYTES else bytes(MAC_BYTES)
