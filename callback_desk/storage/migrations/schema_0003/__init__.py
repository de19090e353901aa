"""The third schema: people who may be one, the index they are found by, and what exports gave for suspects."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

_TABLE = "likenesses"
_MARKS = "suspect_marks"
_KEYS = ("link_key", "address_key")  # of people from before, "": the next export that brings them fills nothing in
_BY_ADDRESS = "ix_victims_address_key"
_WITH_ADDRESS = sa.text("address_key <> ''")
_BY_BIRTH = "ix_victims_birth_date_name_key"


def create() -> None:
    """Make the table and the index."""
    op.create_table(
        _TABLE,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("victim_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("rules_version", sa.String(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("by_name", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["batch_id"], ["batches.id"], name=op.f(f"fk_{_TABLE}_batch_id_batches")),
        sa.ForeignKeyConstraint(["victim_id"], ["victims.id"], name=op.f(f"fk_{_TABLE}_victim_id_victims")),
        sa.ForeignKeyConstraint(["other_id"], ["victims.id"], name=op.f(f"fk_{_TABLE}_other_id_victims")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{_TABLE}")),
    )
    op.create_index(op.f(f"ix_{_TABLE}_victim_id"), _TABLE, ["victim_id"], unique=False)
    op.create_index(op.f(f"ix_{_TABLE}_other_id"), _TABLE, ["other_id"], unique=False)
    op.create_index(op.f(_BY_BIRTH), "victims", ["birth_date", "name_key"], unique=False)
    op.create_table(
        _MARKS,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("case_key", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["batch_id"], ["batches.id"], name=op.f(f"fk_{_MARKS}_batch_id_batches")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{_MARKS}")),
        sa.UniqueConstraint(
            "value", "kind", "case_key", "batch_id", name=op.f(f"uq_{_MARKS}_value_kind_case_key_batch_id")
        ),
    )
    op.create_index(op.f(f"ix_{_MARKS}_batch_id"), _MARKS, ["batch_id"], unique=False)
    op.create_index(op.f(f"ix_{_MARKS}_case_key"), _MARKS, ["case_key"], unique=False)
    for table in ("victims", "other_details"):
        for key in _KEYS:
            op.add_column(table, sa.Column(key, sa.String(), nullable=False, server_default=""))
    op.create_index(
        _BY_ADDRESS,
        "victims",
        ["address_key"],
        unique=False,
        sqlite_where=_WITH_ADDRESS,
        postgresql_where=_WITH_ADDRESS,
    )
    op.add_column("releases", sa.Column("rules", sa.String(), nullable=False, server_default=""))


def drop() -> None:
    """Remove them again."""
    op.drop_column("releases", "rules")
    op.drop_index(_BY_ADDRESS, "victims")
    for table in ("victims", "other_details"):
        for key in _KEYS:
            op.drop_column(table, key)
    op.drop_table(_MARKS)
    op.drop_index(op.f(_BY_BIRTH), "victims")
    op.drop_table(_TABLE)
