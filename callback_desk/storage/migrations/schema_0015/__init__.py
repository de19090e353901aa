"""The fifteenth schema: articles confirmed beside a line, and who typed in a call that was made on paper."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

_FACTS, _ENTRIES = "property_facts", "call_entries"


def create() -> None:
    """No line has articles yet; of calls entered before, the note says who typed them in."""
    op.create_table(
        _FACTS,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tip_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("articles", sa.Integer(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        *(
            sa.Column(name, sa.String(), nullable=False)
            for name in ("kind", "maker", "model", "id_type", "identifier", "color", "value")
        ),
        sa.Column("read_back", sa.Boolean(), nullable=False),
        sa.Column("by_name", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["tip_id"], ["tips.id"], name=op.f(f"fk_{_FACTS}_tip_id_tips")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{_FACTS}")),
    )
    op.create_index(op.f(f"ix_{_FACTS}_tip_id"), _FACTS, ["tip_id"], unique=False)
    op.create_table(
        _ENTRIES,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("call_id", sa.Integer(), nullable=False),
        sa.Column("by_name", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["call_id"], ["calls.id"], name=op.f(f"fk_{_ENTRIES}_call_id_calls")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{_ENTRIES}")),
        sa.UniqueConstraint("call_id", name=op.f(f"uq_{_ENTRIES}_call_id")),
    )


def drop() -> None:
    """Lines keep their words; the note of a call still says who typed it in."""
    op.drop_table(_ENTRIES)
    op.drop_table(_FACTS)
