"""The eighteenth schema: what victims tell us about a place, ticked at the sign-off."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

_THEMES = "call_themes"


def create() -> None:
    """No call was read for themes so far."""
    op.create_table(
        _THEMES,
        sa.Column("call_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("list", sa.String(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("area", sa.String(), nullable=False),
        sa.Column("themes", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["call_id"], ["calls.id"], name=op.f(f"fk_{_THEMES}_call_id_calls")),
        sa.PrimaryKeyConstraint("call_id", name=op.f(f"pk_{_THEMES}")),
    )


def drop() -> None:
    """Nothing is known any more of what was ticked."""
    op.drop_table(_THEMES)
