"""The thirteenth schema: what became of a lead sheet's points, and the questions that go back into a call."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

_RECEIPTS, _FOLLOW_UPS = "receipts", "follow_ups"
_ONE_ANSWER = ("packet_id", "tip_id", "answer", "question", "answered_by", "answered_on")


def create() -> None:
    """Nothing was answered so far."""
    op.create_table(
        _RECEIPTS,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("packet_id", sa.Integer(), nullable=False),
        sa.Column("tip_id", sa.Integer(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("answered_by", sa.String(), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=False),
        sa.Column("keyed_by", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("way", sa.String(), nullable=False),
        sa.Column("file_sha256", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["packet_id"], ["packets.id"], name=op.f(f"fk_{_RECEIPTS}_packet_id_packets")),
        sa.ForeignKeyConstraint(["tip_id"], ["tips.id"], name=op.f(f"fk_{_RECEIPTS}_tip_id_tips")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{_RECEIPTS}")),
        sa.UniqueConstraint(*_ONE_ANSWER, name=op.f(f"uq_{_RECEIPTS}_" + "_".join(_ONE_ANSWER))),
    )
    op.create_index(op.f(f"ix_{_RECEIPTS}_tip_id"), _RECEIPTS, ["tip_id"], unique=False)
    op.create_table(
        _FOLLOW_UPS,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("receipt_id", sa.Integer(), nullable=False),
        sa.Column("callback_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("reopened", sa.Boolean(), nullable=False),
        sa.Column("refused", sa.String(), nullable=False),
        sa.Column("call_id", sa.Integer(), nullable=True),
        sa.Column("settled_at", sa.BigInteger(), nullable=True),
        sa.Column("settled_by", sa.String(), nullable=False),
        sa.Column("settled_how", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["receipt_id"], ["receipts.id"], name=op.f(f"fk_{_FOLLOW_UPS}_receipt_id_receipts")),
        sa.ForeignKeyConstraint(
            ["callback_id"], ["callbacks.id"], name=op.f(f"fk_{_FOLLOW_UPS}_callback_id_callbacks")
        ),
        sa.ForeignKeyConstraint(["call_id"], ["calls.id"], name=op.f(f"fk_{_FOLLOW_UPS}_call_id_calls")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{_FOLLOW_UPS}")),
        sa.UniqueConstraint("receipt_id", name=op.f(f"uq_{_FOLLOW_UPS}_receipt_id")),
    )
    for column in ("callback_id", "call_id", "settled_at"):
        op.create_index(op.f(f"ix_{_FOLLOW_UPS}_{column}"), _FOLLOW_UPS, [column], unique=False)


def drop() -> None:
    """No answer to a lead sheet is known any more."""
    op.drop_table(_FOLLOW_UPS)
    op.drop_table(_RECEIPTS)
