"""The fifth schema: what a report says already, in closed words, where the export's own words about property lay."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

_TABLE, _WAS, _IS = "reports", "property_text", "already"


def create() -> None:
    """Rename the column and empty it: nobody ever read those words, and they may hold a name or a number.

    The next export of the same rows says it again, in the closed words.
    """
    _rename(_WAS, _IS)
    _empty(_IS)


def drop() -> None:
    """The old name again; its words are gone."""
    _rename(_IS, _WAS)
    _empty(_WAS)


def _rename(old: str, new: str) -> None:
    # A batch would copy the whole table, which is the longest of a desk; a name is changed in its place.
    op.execute(sa.text(f'ALTER TABLE {_TABLE} RENAME COLUMN "{old}" TO "{new}"'))


def _empty(column: str) -> None:
    op.execute(sa.text(f"UPDATE {_TABLE} SET {column} = '' WHERE {column} <> ''"))  # noqa: S608 - our own names
