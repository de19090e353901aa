"""Every row the desk has about one person, table by table: found by following keys from the person on."""

from __future__ import annotations

from typing import Final, NamedTuple

from sqlalchemy import ColumnElement, Table, or_, select

from callback_desk.domain.ids import VictimId
from callback_desk.domain.subject_access import Rows, Value
from callback_desk.storage.columns import from_strings, strings
from callback_desk.storage.desk_table import DeskTable
from callback_desk.storage.tables_desk import audit_events, desk_notes
from callback_desk.storage.tables_exports import exports
from callback_desk.storage.tables_people import reports, victims
from callback_desk.storage.work import Work


class _Step(NamedTuple):
    """Rows of `table` whose `column` is one of the keys found in `parent` (its `key`)."""

    table: str
    column: str
    parent: str
    key: str = "id"


_VICTIM, _CALLBACK, _CALL, _RESULT, _TIP = "victims", "callbacks", "calls", "call_results", "tips"
_STEPS: Final = (
    *(
        _Step(table, "victim_id", _VICTIM)
        for table in (
            "other_details",
            "phones",
            "reports",
            "safe_contacts",
            "do_not_contact",
            "callbacks",
            "attempts",
            "concerns",
        )
    ),
    _Step("phone_closings", "phone_id", "phones"),
    _Step("cases", "id", "reports", "case_id"),
    *(_Step(table, "callback_id", _CALLBACK) for table in ("releases", "skips", "calls", "messages", "follow_ups")),
    _Step("attempt_ends", "attempt_id", "attempts"),
    *(
        _Step(table, "call_id", _CALL)
        for table in (
            "call_results",
            "tips",
            "drafts",
            "call_themes",
            "late_notes",
            "packets",
            "no_news_told",
            "call_entries",
        )
    ),
    *(_Step(table, "result_id", _RESULT) for table in ("answers", "ratings", "call_promises")),
    *(_Step(table, "tip_id", _TIP) for table in ("corrections", "tip_signatures", "tip_cases", "property_facts")),
    _Step("exports", "id", "packets", "export_id"),
    _Step("export_steps", "export_id", "exports"),
    _Step("receipts", "tip_id", _TIP),
)
FOUND: Final = frozenset({_VICTIM, "desk_notes", *(step.table for step in _STEPS)})
_PIN = "pin:"
_LOOKED_AT: Final = (
    ("victim", _VICTIM),
    ("callback", _CALLBACK),
    ("call", _CALL),
    ("tip", _TIP),
    ("packet", "packets"),
)


class SqlSubjects:
    """Fits `SubjectStore`."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def rows(self, victim_id: VictimId) -> Rows:
        """By table, in the order they were written. Raises nothing for somebody unknown: there are no rows."""
        found: dict[str, tuple[dict[str, Value], ...]] = {
            _VICTIM: self._read(victims, victims.c.id == victim_id),
        }
        for step in _STEPS:
            table = DeskTable.metadata.tables[step.table]
            keys = {row[step.key] for row in found[step.parent]}
            found[step.table] = self._read(table, table.c[step.column].in_(keys)) if keys else ()
        found["exports"] += self._pages(found)
        pins = [f"{_PIN}{row['id']!s}" for row in found[_CALLBACK]]
        found["desk_notes"] = self._read(desk_notes, desk_notes.c.name.in_(pins)) if pins else ()
        return found

    def _pages(self, found: Rows) -> tuple[dict[str, Value], ...]:
        """Pages that tell of several people's cases, with this person's numbers alone."""
        mine = {str(row["number"]) for row in found["cases"]}
        pages = self._read(exports, exports.c.id.in_({row["export_id"] for row in found["no_news_told"]}))
        for page in pages:
            page["case_numbers"] = from_strings([one for one in strings(str(page["case_numbers"])) if one in mine])
        return pages

    def others(self, victim_id: VictimId) -> tuple[str, ...]:
        """Names of other people on the same cases: given names, family names, both together, organizations."""
        mine = select(reports.c.case_id).where(reports.c.victim_id == victim_id)
        asked = (
            select(victims.c.first, victims.c.last, victims.c.organization)
            .join(reports, reports.c.victim_id == victims.c.id)
            .where(reports.c.case_id.in_(mine), victims.c.id != victim_id)
            .distinct()
        )
        names: list[str] = []
        for first, last, organization in self._work.connection.execute(asked):
            names += [f"{first} {last}".strip(), first, last, organization]
        return tuple(name for name in dict.fromkeys(names) if name)

    def looks(self, found: Rows) -> tuple[tuple[Value, str, str], ...]:
        """(at, event, role) of every entry of the trail about one of these rows, oldest first."""
        about: list[ColumnElement[bool]] = [
            (audit_events.c.object_kind == kind)
            & audit_events.c.object_id.in_([str(row["id"]) for row in found[table]])
            for kind, table in _LOOKED_AT
            if found.get(table)
        ]
        asked = select(audit_events.c.at, audit_events.c.event, audit_events.c.role).where(or_(*about))
        return tuple(
            (at, event, role) for at, event, role in self._work.connection.execute(asked.order_by(audit_events.c.id))
        )

    def _read(self, table: Table, where: ColumnElement[bool]) -> tuple[dict[str, Value], ...]:
        first = table.primary_key.columns.values()
        return tuple(
            dict(row) for row in self._work.connection.execute(select(table).where(where).order_by(*first)).mappings()
        )
