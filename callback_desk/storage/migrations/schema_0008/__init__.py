"""The eighth schema: the order of the queue knows firm times, what is urgent, wishes about a time, and the last try."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

_QUEUE, _CLAIM = "callbacks", "ix_callbacks_claim"
_WAITS = sa.text("state = 'waiting'")
_OLD_KEYS = ["priority", "order_at", "id", "ready_at", "not_caller", "batch_id"]
_KEYS = ["priority", "order_at", "tried_at", *_OLD_KEYS[2:], "promised_at", "promise_owner"]
_NORMAL_WAS, _NORMAL_IS, _WISH = 2, 3, 2
_LAST_TRY = f"UPDATE {_QUEUE} SET tried_at = (SELECT max(a.at) FROM attempts a WHERE a.callback_id = {_QUEUE}.id)"  # noqa: S608 - our own names


def create() -> None:
    """Every time agreed so far was firm; whoever was tried has the hour of the last try."""
    op.drop_index(_CLAIM, _QUEUE)
    op.drop_column(_QUEUE, "order_at")
    op.add_column(_QUEUE, sa.Column("promise_firm", sa.Boolean(), nullable=False, server_default=sa.true()))
    op.add_column(_QUEUE, sa.Column("urgent", sa.String(), nullable=False, server_default=""))
    op.add_column(_QUEUE, sa.Column("tried_at", sa.BigInteger(), nullable=True))
    _run(f"UPDATE {_QUEUE} SET priority = {_NORMAL_IS} WHERE priority = {_NORMAL_WAS}")  # noqa: S608 - our own names
    _run(f"{_LAST_TRY} WHERE tries > 0")
    _order("priority IN (0, 2)", _KEYS)
    op.add_column("call_results", sa.Column("next_firm", sa.Boolean(), nullable=False, server_default=sa.true()))
    op.add_column("safe_contacts", sa.Column("times", sa.String(), nullable=False, server_default=""))
    op.add_column("staff", sa.Column("left_at", sa.BigInteger(), nullable=True))
    op.add_column("staff", sa.Column("languages", sa.String(), nullable=False, server_default=""))
    op.drop_index(op.f("ix_phones_tail"), "phones")
    op.create_index(op.f("ix_phones_tail_e164"), "phones", ["tail", "e164"], unique=False)


def drop() -> None:
    """The old order again: a wish about a time stands with the others, at its hour."""
    op.drop_index(op.f("ix_phones_tail_e164"), "phones")
    op.create_index(op.f("ix_phones_tail"), "phones", ["tail"], unique=False)
    op.drop_column("staff", "languages")
    op.drop_column("staff", "left_at")
    op.drop_column("safe_contacts", "times")
    op.drop_column("call_results", "next_firm")
    op.drop_index(_CLAIM, _QUEUE)
    op.drop_column(_QUEUE, "order_at")
    _run(f"UPDATE {_QUEUE} SET priority = {_NORMAL_WAS} WHERE priority IN ({_WISH}, {_NORMAL_IS})")  # noqa: S608 - our own names
    for column in ("tried_at", "urgent", "promise_firm"):
        op.drop_column(_QUEUE, column)
    _order("priority = 0", _OLD_KEYS)


def _order(by_promise: str, keys: list[str]) -> None:
    """The computed second key of the order, and the index the claim walks."""
    key = (
        f"CASE WHEN {by_promise} THEN coalesce(promised_at, 253402300799999999) "
        "ELSE coalesce(reported_at, 253402300799999999) END"
    )
    op.add_column(_QUEUE, sa.Column("order_at", sa.BigInteger(), sa.Computed(key, persisted=False), nullable=True))
    op.create_index(_CLAIM, _QUEUE, keys, unique=False, sqlite_where=_WAITS, postgresql_where=_WAITS)


def _run(statement: str) -> None:
    op.execute(sa.text(statement))
