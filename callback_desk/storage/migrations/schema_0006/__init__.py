"""The sixth schema: messages somebody took, cards that were skipped, and a wish about a number nobody here has."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

_MESSAGES, _SKIPS, _WISHES = "messages", "skips", "do_not_contact"
_OPEN = sa.text("settled_at IS NULL")


def create() -> None:
    """Make the tables; a wish may stand for a number alone from here on."""
    op.create_table(
        _MESSAGES,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("by_name", sa.String(), nullable=False),
        sa.Column("came_at", sa.BigInteger(), nullable=False),
        sa.Column("slip", sa.Boolean(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("caller", sa.String(), nullable=False),
        sa.Column("e164", sa.String(), nullable=False),
        sa.Column("case_number", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("wish_at", sa.BigInteger(), nullable=True),
        sa.Column("callback_id", sa.Integer(), nullable=True),
        sa.Column("settled_at", sa.BigInteger(), nullable=True),
        sa.Column("settled_by", sa.String(), nullable=False),
        sa.Column("settled_how", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["callback_id"], ["callbacks.id"], name=op.f(f"fk_{_MESSAGES}_callback_id_callbacks")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{_MESSAGES}")),
    )
    op.create_index(op.f(f"ix_{_MESSAGES}_callback_id"), _MESSAGES, ["callback_id"], unique=False)
    op.create_index(f"ix_{_MESSAGES}_open", _MESSAGES, ["id"], unique=False, sqlite_where=_OPEN, postgresql_where=_OPEN)
    op.create_table(
        _SKIPS,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("callback_id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["callback_id"], ["callbacks.id"], name=op.f(f"fk_{_SKIPS}_callback_id_callbacks")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f(f"fk_{_SKIPS}_staff_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{_SKIPS}")),
    )
    op.create_index(op.f(f"ix_{_SKIPS}_callback_id"), _SKIPS, ["callback_id"], unique=False)
    op.create_index(op.f(f"ix_{_SKIPS}_staff_id_at"), _SKIPS, ["staff_id", "at"], unique=False)
    with op.batch_alter_table(_WISHES) as wishes:
        wishes.alter_column("victim_id", existing_type=sa.Integer(), nullable=True)


def drop() -> None:
    """Remove them again; a wish about a number alone has no place in the schema before."""
    op.execute(sa.text(f"DELETE FROM {_WISHES} WHERE victim_id IS NULL"))  # noqa: S608 - our own name
    with op.batch_alter_table(_WISHES) as wishes:
        wishes.alter_column("victim_id", existing_type=sa.Integer(), nullable=False)
    op.drop_table(_SKIPS)
    op.drop_table(_MESSAGES)
