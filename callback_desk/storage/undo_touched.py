"""To whom something has happened since a mark: what is on record about them, and the cards somebody holds now.

All of these tables only grow, so that the newest id of each is a mark that costs nothing to set.
"""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, text

from callback_desk.domain.ids import BatchId, VictimId

#: Table -> the people its rows after `:table` are about.
_SINCE: Mapping[str, str] = {
    "attempts": "SELECT victim_id FROM attempts WHERE id > :attempts",
    "attempt_ends": "SELECT t.victim_id FROM attempt_ends e JOIN attempts t ON t.id = e.attempt_id "
    "WHERE e.id > :attempt_ends",
    "do_not_contact": "SELECT victim_id FROM do_not_contact WHERE id > :do_not_contact",
    "concerns": "SELECT victim_id FROM concerns WHERE id > :concerns",
    "safe_contacts": "SELECT victim_id FROM safe_contacts WHERE id > :safe_contacts",
    "releases": "SELECT c.victim_id FROM releases l JOIN callbacks c ON c.id = l.callback_id WHERE l.id > :releases",
    "passed_over": "SELECT c.victim_id FROM passed_over w JOIN callbacks c ON c.id = w.callback_id "
    "WHERE w.id > :passed_over",
    "case_holds": "SELECT r.victim_id FROM case_holds h JOIN cases s ON s.number_key = h.number_key "
    "JOIN reports r ON r.case_id = s.id WHERE h.id > :case_holds",
    # Who is claimed, given back or kept off the list leaves no row but this one.
    "audit_events": "SELECT c.victim_id FROM audit_events e JOIN callbacks c ON c.id = CAST(e.object_id AS INTEGER) "
    "WHERE e.id > :audit_events AND e.object_kind = 'callback'",
}
_IN_HAND = "SELECT victim_id FROM callbacks WHERE lease_until IS NOT NULL AND state IN ('claimed', 'calling')"
_NEWEST = ", ".join(f"(SELECT coalesce(max(id), 0) FROM {table}) AS {table}" for table in _SINCE)  # noqa: S608 - ours
_MARKS = text(f"SELECT {_NEWEST}")
_TOUCHED = text(
    f"SELECT u.victim_id FROM ({' UNION '.join((*_SINCE.values(), _IN_HAND))}) t "  # noqa: S608 - our own names
    "CROSS JOIN undone_people u WHERE u.batch_id = :batch AND u.victim_id = t.victim_id ORDER BY u.victim_id"
)


def marks(connection: Connection) -> dict[str, int]:
    """The newest id of each table, now."""
    return {name: int(last) for name, last in connection.execute(_MARKS).mappings().one().items()}


def touched(connection: Connection, batch_id: BatchId, since: Mapping[str, int]) -> tuple[VictimId, ...]:
    """Whoever of the batch's people something has happened to since those marks."""
    found = connection.execute(_TOUCHED, {"batch": int(batch_id), **since})
    return tuple(VictimId(one) for one in found.scalars())
