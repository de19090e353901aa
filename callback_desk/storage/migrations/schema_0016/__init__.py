"""The sixteenth schema: answers that came on cards and in web forms."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

_BATCHES, _FORMS, _ANSWERS = "feedback_batches", "feedback_forms", "feedback_answers"


def create() -> None:
    """Nothing came another way so far."""
    op.create_table(
        _BATCHES,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("wording", sa.String(), nullable=False),
        sa.Column("file_sha256", sa.String(), nullable=False),
        sa.Column("by_name", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("taken_back_at", sa.BigInteger(), nullable=True),
        sa.Column("taken_back_by", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{_BATCHES}")),
    )
    op.create_index(op.f(f"ix_{_BATCHES}_file_sha256"), _BATCHES, ["file_sha256"], unique=False)
    op.create_table(
        _FORMS,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["batch_id"], [f"{_BATCHES}.id"], name=op.f(f"fk_{_FORMS}_batch_id_{_BATCHES}")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{_FORMS}")),
    )
    op.create_index(op.f(f"ix_{_FORMS}_batch_id"), _FORMS, ["batch_id"], unique=False)
    op.create_table(
        _ANSWERS,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("form_id", sa.Integer(), nullable=False),
        sa.Column("item", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["form_id"], [f"{_FORMS}.id"], name=op.f(f"fk_{_ANSWERS}_form_id_{_FORMS}")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{_ANSWERS}")),
        sa.UniqueConstraint("form_id", "item", name=op.f(f"uq_{_ANSWERS}_form_id_item")),
    )


def drop() -> None:
    """No answer is known any more that came another way than by telephone."""
    for table in (_ANSWERS, _FORMS, _BATCHES):
        op.drop_table(table)
