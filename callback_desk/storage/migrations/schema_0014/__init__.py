"""The fourteenth schema: one row for every document that leaves, what became of it, and which line was which point."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

_EXPORTS, _STEPS, _POINTS, _PACKETS = "exports", "export_steps", "sheet_points", "packets"
_NUMBERS, _RECIPIENTS, _LIVE = "sheet_numbers", "recipients", "uq_exports_number_copy"
_NOT_DROPPED = sa.text("state <> 'dropped'")
_ONE_ANSWER = ("packet_id", "tip_id", "answer", "question", "answered_by", "answered_on")
_SETTINGS = ("agency", "purpose", "folder", "password", "paper")

# The order in which a sheet of before counted its lines.
_OLD_POINTS = """
INSERT INTO sheet_points (export_id, number, tip_id, corrections)
SELECT p.id, row_number() OVER (PARTITION BY p.id ORDER BY t.urgent DESC, coalesce(t.act_by, '9999'), t.ordinal), t.id,
       (SELECT count(*) FROM corrections c WHERE c.tip_id = t.id AND c.at <= p.at)
FROM packets p JOIN tips t ON t.call_id = p.call_id
WHERE p.state = 'done'
  AND t.id IN (SELECT max(id) FROM tips GROUP BY call_id, ordinal)
  AND p.at >= (SELECT state_at FROM calls WHERE id = p.call_id)
  AND coalesce((SELECT case_id FROM tip_cases WHERE tip_id = t.id ORDER BY id DESC LIMIT 1), t.case_id) = p.case_id
"""
_OLD_SHEETS = """
INSERT INTO exports (id, kind, number, copy, state, by_name, second_by, at, made_at, ended_at, recipient_id, recipient,
    agency, purpose, means, case_numbers, records, object_kind, object_id, anchor, content_sha, target, sha256, pages,
    size_bytes)
SELECT id, 'lead_sheet', sheet_number, copy,
    CASE WHEN state = 'failed' THEN 'dropped' WHEN state = 'started' AND sha256 <> '' THEN 'made' ELSE state END,
    by_name, '', at, NULL, ended_at, (SELECT r.id FROM recipients r WHERE r.name = packets.recipient), recipient,
    '', 'investigation', 'save', json_array(case_number), 1, 'case', case_id, anchor, '', temporary, sha256, pages,
    size_bytes
FROM packets
"""
_BACK = """
INSERT INTO packets_before (id, state, sheet_number, case_id, call_id, case_number, recipient, way, by_name, at, anchor,
    copy, temporary, sha256, pages, size_bytes, ended_at, receipt)
SELECT e.id, CASE e.state WHEN 'dropped' THEN 'failed' WHEN 'made' THEN 'started' ELSE e.state END, e.number, p.case_id,
    min(p.call_id), coalesce(json_extract(e.case_numbers, '$[0]'), ''), e.recipient, 'print', e.by_name, e.at, e.anchor,
    e.copy, e.target, e.sha256, e.pages, e.size_bytes, e.ended_at, ''
FROM exports e JOIN packets p ON p.export_id = e.id WHERE e.kind = 'lead_sheet' GROUP BY e.id
"""


def create() -> None:
    """Sheets of before keep their number and their id; what stood on them is counted as it was then."""
    _exports()
    _steps()
    _points()
    _run(_OLD_SHEETS)
    _run(_OLD_POINTS)
    _receipts_to(_EXPORTS)
    op.create_table(
        "packets_now",
        sa.Column("export_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("call_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["export_id"], ["exports.id"], name=op.f("fk_packets_export_id_exports")),
        sa.ForeignKeyConstraint(["call_id"], ["calls.id"], name=op.f("fk_packets_call_id_calls")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_packets_case_id_cases")),
        sa.PrimaryKeyConstraint("export_id", "call_id", name=op.f("pk_packets")),
    )
    _run("INSERT INTO packets_now (export_id, call_id, case_id) SELECT id, call_id, case_id FROM packets")
    op.drop_table(_PACKETS)
    op.rename_table("packets_now", _PACKETS)
    op.create_index(op.f("ix_packets_call_id"), _PACKETS, ["call_id"], unique=False)
    op.create_index(op.f("ix_packets_case_id"), _PACKETS, ["case_id"], unique=False)
    op.create_table(
        "sheet_numbers_now",
        sa.Column("series", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("series", "year", name=op.f("pk_sheet_numbers")),
    )
    _run("INSERT INTO sheet_numbers_now (series, year, last) SELECT 'LS', year, last FROM sheet_numbers")
    op.drop_table(_NUMBERS)
    op.rename_table("sheet_numbers_now", _NUMBERS)
    for name in _SETTINGS:
        op.add_column(_RECIPIENTS, sa.Column(name, sa.String(), nullable=False, server_default=""))
    op.add_column(_RECIPIENTS, sa.Column("closed_at", sa.BigInteger(), nullable=True))


def drop() -> None:
    """Lead sheets stand as they did; other documents are on the audit trail alone again."""
    op.drop_column(_RECIPIENTS, "closed_at")
    for name in reversed(_SETTINGS):
        op.drop_column(_RECIPIENTS, name)
    op.create_table(
        "numbers_before",
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("year", name=op.f("pk_sheet_numbers")),
    )
    _run("INSERT INTO numbers_before (year, last) SELECT year, last FROM sheet_numbers WHERE series = 'LS'")
    op.drop_table(_NUMBERS)
    op.rename_table("numbers_before", _NUMBERS)
    _packets_before()
    _run(_BACK)
    op.drop_table(_POINTS)
    op.drop_table(_STEPS)
    op.drop_table(_PACKETS)
    op.rename_table("packets_before", _PACKETS)
    _receipts_to(_PACKETS)
    op.drop_table(_EXPORTS)
    for column in ("call_id", "case_id", "case_number", "state"):
        op.create_index(op.f(f"ix_packets_{column}"), _PACKETS, [column], unique=False)


def _exports() -> None:
    texts = {name: sa.Column(name, sa.String(), nullable=False) for name in _TEXTS}
    op.create_table(
        _EXPORTS,
        sa.Column("id", sa.Integer(), nullable=False),
        *(texts[name] for name in ("kind", "number")),
        sa.Column("copy", sa.Integer(), nullable=False),
        *(texts[name] for name in ("state", "by_name", "second_by")),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=True),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.Column("recipient_id", sa.Integer(), nullable=True),
        *(texts[name] for name in ("recipient", "agency", "purpose", "means", "case_numbers")),
        sa.Column("records", sa.Integer(), nullable=False),
        *(texts[name] for name in ("object_kind", "object_id", "anchor", "content_sha", "target", "sha256")),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("size_bytes", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["recipient_id"], ["recipients.id"], name=op.f("fk_exports_recipient_id_recipients")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exports")),
    )
    op.create_index(
        _LIVE, _EXPORTS, ["number", "copy"], unique=True, sqlite_where=_NOT_DROPPED, postgresql_where=_NOT_DROPPED
    )
    for columns in (["state"], ["at"], ["recipient_id"], ["object_kind", "object_id"]):
        op.create_index(op.f(f"ix_exports_{'_'.join(columns)}"), _EXPORTS, columns, unique=False)


_TEXTS = (
    "kind", "number", "state", "by_name", "second_by", "recipient", "agency", "purpose", "means", "case_numbers",
    "object_kind", "object_id", "anchor", "content_sha", "target", "sha256",
)  # fmt: skip


def _steps() -> None:
    op.create_table(
        _STEPS,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("export_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("by_name", sa.String(), nullable=False),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("whom", sa.String(), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=True),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["export_id"], ["exports.id"], name=op.f("fk_export_steps_export_id_exports")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_export_steps")),
    )
    op.create_index(op.f("ix_export_steps_export_id"), _STEPS, ["export_id"], unique=False)


def _points() -> None:
    op.create_table(
        _POINTS,
        sa.Column("export_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("tip_id", sa.Integer(), nullable=False),
        sa.Column("corrections", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["export_id"], ["exports.id"], name=op.f("fk_sheet_points_export_id_exports")),
        sa.ForeignKeyConstraint(["tip_id"], ["tips.id"], name=op.f("fk_sheet_points_tip_id_tips")),
        sa.PrimaryKeyConstraint("export_id", "number", name=op.f("pk_sheet_points")),
    )
    op.create_index(op.f("ix_sheet_points_tip_id"), _POINTS, ["tip_id"], unique=False)


def _receipts_to(table: str) -> None:
    """Answers belong to a row of this table, under the same id; the questions that hang on them are laid aside."""
    for name in ("follow_ups", "receipts"):
        _run(f"CREATE TABLE {name}_kept AS SELECT * FROM {name}")  # noqa: S608 - our own names
        op.drop_table(name)
    op.create_table(
        "receipts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("packet_id", sa.Integer(), nullable=False),
        sa.Column("tip_id", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("answer", "question", "answered_by")),
        sa.Column("answered_on", sa.Date(), nullable=False),
        sa.Column("keyed_by", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("way", "file_sha256")),
        sa.ForeignKeyConstraint(["packet_id"], [f"{table}.id"], name=op.f(f"fk_receipts_packet_id_{table}")),
        sa.ForeignKeyConstraint(["tip_id"], ["tips.id"], name=op.f("fk_receipts_tip_id_tips")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_receipts")),
        sa.UniqueConstraint(*_ONE_ANSWER, name=op.f("uq_receipts_" + "_".join(_ONE_ANSWER))),
    )
    op.create_index(op.f("ix_receipts_tip_id"), "receipts", ["tip_id"], unique=False)
    op.create_table(
        "follow_ups",
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("id", "receipt_id", "callback_id")),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("reopened", sa.Boolean(), nullable=False),
        sa.Column("refused", sa.String(), nullable=False),
        sa.Column("call_id", sa.Integer(), nullable=True),
        sa.Column("settled_at", sa.BigInteger(), nullable=True),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("settled_by", "settled_how")),
        sa.ForeignKeyConstraint(["receipt_id"], ["receipts.id"], name=op.f("fk_follow_ups_receipt_id_receipts")),
        sa.ForeignKeyConstraint(["callback_id"], ["callbacks.id"], name=op.f("fk_follow_ups_callback_id_callbacks")),
        sa.ForeignKeyConstraint(["call_id"], ["calls.id"], name=op.f("fk_follow_ups_call_id_calls")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_follow_ups")),
        sa.UniqueConstraint("receipt_id", name=op.f("uq_follow_ups_receipt_id")),
    )
    for column in ("callback_id", "call_id", "settled_at"):
        op.create_index(op.f(f"ix_follow_ups_{column}"), "follow_ups", [column], unique=False)
    for name in ("receipts", "follow_ups"):
        _run(f"INSERT INTO {name} SELECT * FROM {name}_kept")  # noqa: S608 - our own names
        op.drop_table(f"{name}_kept")


def _packets_before() -> None:
    op.create_table(
        "packets_before",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("sheet_number", sa.String(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("call_id", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("case_number", "recipient", "way", "by_name")),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("anchor", sa.String(), nullable=False),
        sa.Column("copy", sa.Integer(), nullable=False),
        sa.Column("temporary", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("size_bytes", sa.Integer(), nullable=False),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.Column("receipt", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["call_id"], ["calls.id"], name=op.f("fk_packets_call_id_calls")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_packets_case_id_cases")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_packets")),
    )


def _run(statement: str) -> None:
    op.execute(sa.text(statement))
