"""Between rows and values of the queue; the pair has a round-trip test."""

from __future__ import annotations

from sqlalchemy import ColumnElement, RowMapping, literal_column

from callback_desk.domain.ids import CallbackId, StaffId
from callback_desk.domain.queue import CallbackState, Entry, Priority
from callback_desk.storage.tables_queue import callbacks

# As words of the statement and not as values: only then the engine sees that the partial indexes fit.
WAITS: ColumnElement[bool] = callbacks.c.state == literal_column("'waiting'")
NOT_WAITING: ColumnElement[bool] = callbacks.c.state != literal_column("'waiting'")


def entry_columns(entry: Entry) -> dict[str, object]:
    """The columns an entry writes; the rest of the list's columns are the import's, the owner is the promise's."""
    return {
        "state": entry.state.value,
        "ready_at": entry.ready_at,
        "priority": int(entry.priority),
        "reported_at": entry.reported_at,
        "promised_at": entry.promised_at,
        "claimed_by": entry.claimed_by,
        "claimed_at": entry.claimed_at,
        "lease_until": entry.lease_until,
        "fence": entry.fence,
        "tries": entry.attempts,
        "not_caller": entry.not_caller,
        "reason": entry.reason,
        "promise_firm": entry.firm,
        "urgent": entry.urgent,
        "tried_at": entry.tried_at,
    }


def to_entry(row: RowMapping) -> Entry:
    """An entry out of a row of `callbacks`."""
    return Entry(
        id=CallbackId(row["id"]),
        state=CallbackState(row["state"]),
        ready_at=row["ready_at"],
        priority=Priority(row["priority"]),
        reported_at=row["reported_at"],
        promised_at=row["promised_at"],
        claimed_by=_staff(row["claimed_by"]),
        claimed_at=row["claimed_at"],
        lease_until=row["lease_until"],
        fence=row["fence"],
        attempts=row["tries"],
        not_caller=_staff(row["not_caller"]),
        reason=row["reason"],
        firm=row["promise_firm"],
        promise_owner=_staff(row["promise_owner"]),
        urgent=row["urgent"],
        tried_at=row["tried_at"],
    )


def _staff(found: int | None) -> StaffId | None:
    return None if found is None else StaffId(found)
