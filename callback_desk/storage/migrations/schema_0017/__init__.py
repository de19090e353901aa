"""The seventeenth schema: which pages told of calls that brought nothing new."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

_TOLD = "no_news_told"


def create() -> None:
    """No page told of such a call so far."""
    op.create_table(
        _TOLD,
        sa.Column("export_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("call_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("case_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["call_id"], ["calls.id"], name=op.f(f"fk_{_TOLD}_call_id_calls")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f(f"fk_{_TOLD}_case_id_cases")),
        sa.ForeignKeyConstraint(["export_id"], ["exports.id"], name=op.f(f"fk_{_TOLD}_export_id_exports")),
        sa.PrimaryKeyConstraint("export_id", "call_id", "case_id", name=op.f(f"pk_{_TOLD}")),
    )
    op.create_index(op.f(f"ix_{_TOLD}_call_id"), _TOLD, ["call_id"], unique=False)


def drop() -> None:
    """Nobody knows any more which calls without news were told of: they would be told again."""
    op.drop_table(_TOLD)
