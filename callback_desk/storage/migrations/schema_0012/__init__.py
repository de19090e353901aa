"""The twelfth schema: a supervisor says which report a line is about."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

_CASES = "tip_cases"


def create() -> None:
    """Every line stood with the newest report so far, and stays there."""
    op.create_table(
        _CASES,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tip_id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("by_name", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f(f"fk_{_CASES}_case_id_cases")),
        sa.ForeignKeyConstraint(["tip_id"], ["tips.id"], name=op.f(f"fk_{_CASES}_tip_id_tips")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{_CASES}")),
    )
    op.create_index(op.f(f"ix_{_CASES}_tip_id"), _CASES, ["tip_id"], unique=False)


def drop() -> None:
    """Every line stands with the newest report again."""
    op.drop_table(_CASES)
