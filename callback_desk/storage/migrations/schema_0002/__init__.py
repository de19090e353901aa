"""The second schema: what taking an import back needs, and what an older desk can still say about it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

_DETAILS = (
    "first",
    "middle",
    "last",
    "suffix",
    "organization",
    "original",
    "name_sort",
    "language",
    "street",
    "address",
    "email",
)
# Older imports did not note which rows and numbers they brought again, only which cases. Taking one back must not
# take a person from another, so whatever an import may have seen counts as seen: that keeps too much, never too little.
_SEEN_ROWS = (
    "INSERT INTO report_sightings (batch_id, report_id) SELECT s.batch_id, r.id FROM case_sightings s "
    "JOIN reports r ON r.case_id = s.case_id WHERE r.batch_id < s.batch_id"
)
_SEEN_NUMBERS = (
    "INSERT INTO phone_sightings (batch_id, phone_id) SELECT DISTINCT seen.batch_id, p.id FROM "
    "(SELECT batch_id, victim_id FROM reports UNION SELECT s.batch_id, r.victim_id FROM report_sightings s "
    "JOIN reports r ON r.id = s.report_id) AS seen JOIN phones p ON p.victim_id = seen.victim_id "
    "WHERE p.batch_id < seen.batch_id"
)


def _seen(table: str, other: str, column: str) -> None:
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column(column, sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["batch_id"], ["batches.id"], name=op.f(f"fk_{table}_batch_id_batches")),
        sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("batch_id", column, name=op.f(f"uq_{table}_batch_id_{column}")),
    )
    op.create_index(op.f(f"ix_{table}_{column}"), table, [column], unique=False)


def _about_a_person(table: str, *columns: sa.Column[object]) -> None:
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("victim_id", sa.Integer(), nullable=False),
        *columns,
        sa.ForeignKeyConstraint(["batch_id"], ["batches.id"], name=op.f(f"fk_{table}_batch_id_batches")),
        sa.ForeignKeyConstraint(["victim_id"], ["victims.id"], name=op.f(f"fk_{table}_victim_id_victims")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("batch_id", "victim_id", name=op.f(f"uq_{table}_batch_id_victim_id")),
    )
    op.create_index(op.f(f"ix_{table}_victim_id"), table, ["victim_id"], unique=False)


def create() -> None:
    """Make the tables and columns, and fill in what an older desk knows."""
    op.add_column("batches", sa.Column("kept_of", sa.Integer(), nullable=True))
    op.add_column("batches", sa.Column("undo", sa.String(), nullable=False, server_default=""))
    op.create_index(op.f("ix_reports_batch_id"), "reports", ["batch_id"], unique=False)
    _seen("report_sightings", "reports", "report_id")
    _seen("phone_sightings", "phones", "phone_id")
    details: list[sa.Column[object]] = [sa.Column(name, sa.String(), nullable=False) for name in _DETAILS]
    details.insert(7, sa.Column("birth_date", sa.Date(), nullable=True))
    _about_a_person("other_details", *details)
    _about_a_person("undone_people", sa.Column("reason", sa.String(), nullable=False))
    op.execute(_SEEN_ROWS)
    op.execute(_SEEN_NUMBERS)


def drop() -> None:
    """Remove them again."""
    for table in ("undone_people", "other_details", "phone_sightings", "report_sightings"):
        op.drop_table(table)
    op.drop_index(op.f("ix_reports_batch_id"), "reports")
    op.drop_column("batches", "undo")
    op.drop_column("batches", "kept_of")
