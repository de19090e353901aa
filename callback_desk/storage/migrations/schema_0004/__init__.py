"""The fourth schema: callbacks that are to be judged again."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

_TABLE = "to_judge"


def create() -> None:
    """Make the table; nobody is to be judged at first."""
    op.create_table(
        _TABLE,
        sa.Column("callback_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["callback_id"], ["callbacks.id"], name=op.f(f"fk_{_TABLE}_callback_id_callbacks")),
        sa.PrimaryKeyConstraint("callback_id", name=op.f(f"pk_{_TABLE}")),
    )


def drop() -> None:
    """Remove it again."""
    op.drop_table(_TABLE)
