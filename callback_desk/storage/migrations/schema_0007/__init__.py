"""The seventh schema: draws, scores and stages of the review; where complaints and thanks go, and under which name."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

_DRAWS, _CHECKS, _MOVES = "draws", "quality_checks", "ladder_moves"
_CONCERNS, _RECIPIENTS = "concerns", "recipients"


def create() -> None:
    """Make the tables; calls of before have no draw, and thanks of before go on without a name."""
    op.create_table(
        _DRAWS,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("call_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("stage", sa.String(), nullable=False),
        sa.Column("percent", sa.Integer(), nullable=False),
        sa.Column("draw", sa.Integer(), nullable=False),
        sa.Column("reasons", sa.String(), nullable=False),
        sa.Column("flags", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["call_id"], ["calls.id"], name=op.f(f"fk_{_DRAWS}_call_id_calls")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{_DRAWS}")),
    )
    op.create_index(op.f(f"ix_{_DRAWS}_call_id"), _DRAWS, ["call_id"], unique=False)
    op.create_index(op.f(f"ix_{_DRAWS}_at"), _DRAWS, ["at"], unique=False)
    op.create_table(
        _CHECKS,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("call_id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("by_name", sa.String(), nullable=False),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("marks", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("beside", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["call_id"], ["calls.id"], name=op.f(f"fk_{_CHECKS}_call_id_calls")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f(f"fk_{_CHECKS}_staff_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{_CHECKS}")),
    )
    op.create_index(op.f(f"ix_{_CHECKS}_call_id"), _CHECKS, ["call_id"], unique=False)
    op.create_index(op.f(f"ix_{_CHECKS}_staff_id"), _CHECKS, ["staff_id"], unique=False)
    op.create_table(
        _MOVES,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("stage", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("by_name", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f(f"fk_{_MOVES}_staff_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{_MOVES}")),
    )
    op.create_index(op.f(f"ix_{_MOVES}_staff_id"), _MOVES, ["staff_id"], unique=False)
    op.add_column(_CONCERNS, sa.Column("name_use", sa.String(), nullable=False, server_default=""))
    op.add_column(_CONCERNS, sa.Column("acknowledged_at", sa.BigInteger(), nullable=True))
    op.add_column(_CONCERNS, sa.Column("reference", sa.String(), nullable=False, server_default=""))
    op.add_column(_RECIPIENTS, sa.Column("complaints", sa.Boolean(), nullable=False, server_default=sa.false()))


def drop() -> None:
    """Remove them again."""
    op.drop_column(_RECIPIENTS, "complaints")
    for column in ("reference", "acknowledged_at", "name_use"):
        op.drop_column(_CONCERNS, column)
    for table in (_MOVES, _CHECKS, _DRAWS):
        op.drop_table(table)
