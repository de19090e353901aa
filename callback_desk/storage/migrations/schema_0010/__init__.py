"""The tenth schema: a time that somebody left word for is to the minute, or about then."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op


def create() -> None:
    """Every time in a message was a wish about it so far."""
    op.add_column("messages", sa.Column("wish_firm", sa.Boolean(), nullable=False, server_default=sa.false()))


def drop() -> None:
    """Every time is a wish again."""
    op.drop_column("messages", "wish_firm")
