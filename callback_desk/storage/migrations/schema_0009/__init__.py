"""The ninth schema: words people are found by, what somebody keeps of the call list, acts on many people."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

_WORDS, _VIEWS, _LOOKS, _ACTS, _PEOPLE = "name_words", "list_views", "list_looks", "many_acts", "many_people"
_PLAIN = "replace(replace(replace(replace(number_key, '-', ''), '/', ''), '.', ''), '_', '')"
_NAMES, _NAMES_WAS = "ix_callbacks_name_key_id_batch_id_state", "ix_callbacks_name_key_id_batch_id"
_BY_NAME = ["name_key", "id", "batch_id"]
_SORTED = {
    "ix_callbacks_ready_at_id_batch_id": ["ready_at", "id", "batch_id"],
    "ix_callbacks_tries_id_batch_id": ["tries", "id", "batch_id"],
    "ix_callbacks_offense": ["offense_label", *_BY_NAME, "reported_at"],
}


def create() -> None:
    """Make tables, column and indexes. The words of who is here already are written when the desk opens."""
    op.create_table(
        _WORDS,
        sa.Column("callback_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("word", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["callback_id"], ["callbacks.id"], name=op.f(f"fk_{_WORDS}_callback_id_callbacks"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("callback_id", "word", name=op.f(f"pk_{_WORDS}")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f(f"ix_{_WORDS}_word_callback_id"), _WORDS, ["word", "callback_id"], unique=False)
    op.create_table(
        _VIEWS,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("shared", sa.Boolean(), nullable=False),
        sa.Column("content", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f(f"fk_{_VIEWS}_staff_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{_VIEWS}")),
    )
    op.create_index(op.f(f"ix_{_VIEWS}_staff_id"), _VIEWS, ["staff_id"], unique=False)
    op.create_table(
        _LOOKS,
        sa.Column("staff_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("content", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f(f"fk_{_LOOKS}_staff_id_staff")),
        sa.PrimaryKeyConstraint("staff_id", name=op.f(f"pk_{_LOOKS}")),
    )
    _acts()
    for name, columns in _SORTED.items():
        op.create_index(op.f(name), "callbacks", columns, unique=False)
    op.drop_index(op.f(_NAMES_WAS), "callbacks")
    op.create_index(op.f(_NAMES), "callbacks", [*_BY_NAME, "state"], unique=False)
    op.add_column("cases", sa.Column("number_plain", sa.String(), sa.Computed(_PLAIN, persisted=False), nullable=True))
    op.create_index(op.f("ix_cases_number_plain"), "cases", ["number_plain"], unique=False)


def _acts() -> None:
    op.create_table(
        _ACTS,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("act", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("by_name", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("taken_back_at", sa.BigInteger(), nullable=True),
        sa.Column("taken_back_by", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{_ACTS}")),
    )
    op.create_table(
        _PEOPLE,
        sa.Column("act_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("callback_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("before", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("fence", sa.Integer(), nullable=False),
        sa.Column("taken_back_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["act_id"], [f"{_ACTS}.id"], name=op.f(f"fk_{_PEOPLE}_act_id_{_ACTS}")),
        sa.ForeignKeyConstraint(["callback_id"], ["callbacks.id"], name=op.f(f"fk_{_PEOPLE}_callback_id_callbacks")),
        sa.PrimaryKeyConstraint("act_id", "callback_id", name=op.f(f"pk_{_PEOPLE}")),
    )
    op.create_index(op.f(f"ix_{_PEOPLE}_callback_id"), _PEOPLE, ["callback_id"], unique=False)


def drop() -> None:
    """Remove them again: what was done stays done, what was kept is gone."""
    op.drop_index(op.f("ix_cases_number_plain"), "cases")
    op.drop_column("cases", "number_plain")
    op.drop_index(op.f(_NAMES), "callbacks")
    op.create_index(op.f(_NAMES_WAS), "callbacks", _BY_NAME, unique=False)
    for name in _SORTED:
        op.drop_index(op.f(name), "callbacks")
    for table in (_PEOPLE, _ACTS, _LOOKS, _VIEWS, _WORDS):
        op.drop_table(table)
