"""What may never be changed or removed, and the triggers that hold it against ourselves.

Every revision that touches one of these tables calls `recreate_triggers`: SQLite drops a table's triggers with it.
"""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection

from callback_desk.storage import dialect

#: Rows are inserted and nothing else.
APPEND_ONLY = (
    "answers",
    "attempt_ends",
    "attempts",
    "audit_events",
    "call_entries",
    "call_promises",
    "call_results",
    "call_themes",
    "corrections",
    "draws",
    "export_steps",
    "feedback_answers",
    "feedback_forms",
    "ladder_moves",
    "late_notes",
    "no_news_told",
    "operations",
    "packets",
    "phone_closings",
    "property_facts",
    "quality_checks",
    "ratings",
    "receipts",
    "releases",
    "safe_contacts",
    "screening_statements",
    "scripts",
    "sheet_points",
    "skips",
    "tip_cases",
    "tip_signatures",
    "tips",
)

#: Rows stay and these columns keep their first value; the others are filled in later (told, routed, cleared).
FROZEN_COLUMNS = {
    "concerns": ("callback_id", "victim_id", "call_id", "raised_at", "raised_by", "kind", "text", "heard", "name_use"),
    "do_not_contact": ("victim_id", "e164", "reason", "by_name", "at"),
    "exports": (
        "kind", "number", "copy", "by_name", "second_by", "at", "recipient_id", "recipient", "agency", "purpose",
        "means", "case_numbers", "records", "object_kind", "object_id", "anchor", "content_sha", "target"
    ),
    "feedback_batches": ("channel", "wording", "file_sha256", "by_name", "at"),
    "follow_ups": ("receipt_id", "callback_id", "at", "reopened", "refused"),
    "messages": (
        "at", "by_name", "came_at", "slip", "kind", "caller", "e164", "case_number", "text", "wish_at", "wish_firm",
        "callback_id"
    ),
}  # fmt: skip


def recreate_triggers(connection: Connection) -> None:
    """Make all triggers anew, for the tables that this revision has; safe to call again."""
    here = frozenset(dialect.table_names(connection))
    for statement in statements(here):
        connection.exec_driver_sql(statement)


def drop_triggers(connection: Connection) -> None:
    """Remove all triggers: the first step of a downgrade."""
    for name in names():
        connection.exec_driver_sql(dialect.drop_trigger(name))


def statements(here: Collection[str]) -> list[str]:
    """The SQL of `recreate_triggers` for these tables, in order."""
    made: list[str] = []
    for table in (one for one in APPEND_ONLY if one in here):
        for action in ("UPDATE", "DELETE"):
            made += dialect.refusing_trigger(table, action, f"{table} is append-only")
    for table, columns in FROZEN_COLUMNS.items():
        if table not in here:
            continue
        made += dialect.refusing_trigger(table, "DELETE", f"{table} keeps its rows")
        made += dialect.refusing_trigger(table, "UPDATE", f"{table} keeps what was said", columns)
    return made


def names() -> list[str]:
    """The names of all triggers."""
    return sorted(
        dialect.trigger_name(table, action)
        for table in (*APPEND_ONLY, *FROZEN_COLUMNS)
        for action in ("UPDATE", "DELETE")
    )
