"""What every table stands on: named constraints, times as whole numbers, and keys that fill themselves."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, MetaData, Table
from sqlalchemy.engine import Dialect
from sqlalchemy.engine.default import DefaultExecutionContext
from sqlalchemy.types import TypeDecorator
from sqlmodel import SQLModel

from callback_desk.storage.columns import case_key, from_micros, phone_tail, search_key, to_micros


class UtcTime(TypeDecorator[datetime]):
    """An aware time, kept as whole microseconds since 1970 UTC: exact, small, and sorts as time does.

    A naive time raises ValueError before it reaches the file.
    """

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        return None if value is None else to_micros(value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        return None if value is None else from_micros(value)


class DeskTable(SQLModel):
    """What every table stands on. The names of constraints are settled, so that each can be altered later."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


def table_of(record: type[DeskTable]) -> Table:
    """The Core table of a record: every statement of this room is built on these."""
    table = DeskTable.metadata.tables[str(record.__tablename__)]
    assert isinstance(table, Table)
    return table


def _given(context: DefaultExecutionContext, name: str) -> str:
    value = context.get_current_parameters()[name]  # type: ignore[no-untyped-call]  # SQLAlchemy has no type for it
    return value if isinstance(value, str) else ""


def default_name_key(context: DefaultExecutionContext) -> str:
    """Fills `name_key` from `name_sort` in every insert, bulk ones too."""
    return search_key(_given(context, "name_sort"))


def default_case_key(context: DefaultExecutionContext) -> str:
    """Fills `number_key` from `number`."""
    return case_key(_given(context, "number"))


def default_phone_tail(context: DefaultExecutionContext) -> str:
    """Fills `tail` from `e164`."""
    return phone_tail(_given(context, "e164"))
