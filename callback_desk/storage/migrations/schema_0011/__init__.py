"""The eleventh schema: where somebody's numbers are stands on the callback, and the claim's index begins with it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

_QUEUE, _CLAIM, _PLACES = "callbacks", "ix_callbacks_claim", "places"
_WAITS = sa.text("state = 'waiting'")
_OLD_KEYS = [
    "priority", "order_at", "tried_at", "id", "ready_at", "not_caller", "batch_id", "promised_at", "promise_owner",
]  # fmt: skip
_KEYS = ["place", "ready_day", *_OLD_KEYS]
_ZONES = (
    "(SELECT CASE WHEN count(*) BETWEEN 1 AND 2 THEN group_concat(z, ';') END FROM "
    "(SELECT DISTINCT n.zones AS z FROM phones n WHERE n.victim_id = callbacks.victim_id AND n.e164 <> '' ORDER BY 1))"
)


def create() -> None:
    """Everybody who is here stands for a place as well."""
    op.create_table(
        _PLACES,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("zones", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{_PLACES}")),
        sa.UniqueConstraint("zones", name=op.f(f"uq_{_PLACES}_zones")),
    )
    op.drop_index(_CLAIM, _QUEUE)
    op.add_column(_QUEUE, sa.Column("place", sa.Integer(), nullable=False, server_default="0"))
    day = sa.Computed("ready_at / 86400000000", persisted=False)
    op.add_column(_QUEUE, sa.Column("ready_day", sa.Integer(), day, nullable=True))
    _run(
        f"INSERT INTO {_PLACES} (zones) SELECT DISTINCT zones FROM (SELECT {_ZONES} AS zones FROM {_QUEUE}) "  # noqa: S608 - our own names
        "WHERE zones IS NOT NULL"
    )
    _run(f"UPDATE {_QUEUE} SET place = coalesce((SELECT id FROM {_PLACES} WHERE zones = {_ZONES}), 0)")  # noqa: S608 - our own names
    op.create_index(_CLAIM, _QUEUE, _KEYS, unique=False, sqlite_where=_WAITS, postgresql_where=_WAITS)


def drop() -> None:
    """The claim walks everybody who waits again."""
    op.drop_index(_CLAIM, _QUEUE)
    op.drop_column(_QUEUE, "ready_day")
    op.drop_column(_QUEUE, "place")
    op.drop_table(_PLACES)
    op.create_index(_CLAIM, _QUEUE, _OLD_KEYS, unique=False, sqlite_where=_WAITS, postgresql_where=_WAITS)


def _run(statement: str) -> None:
    op.execute(sa.text(statement))
