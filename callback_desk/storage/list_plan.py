"""Which way a question to the call list goes: a few people are fetched and sorted, many are met along an order's index.

Left to itself the engine guesses, since it does not know how many people a filter leaves: it read a million rows along
the names to find eight thousand, and sorted sixty thousand to show sixty.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import compress
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, UnaryExpression, and_, func, literal, select
from sqlalchemy.sql.operators import custom_op

from callback_desk.domain.views import ListFilter
from callback_desk.storage import dialect
from callback_desk.storage.places import numbers_of
from callback_desk.storage.queue_rows import WAITS
from callback_desk.storage.tables_queue import callbacks, places
from callback_desk.storage.work import Work

#: So many are fetched one by one and sorted sooner than a page of them is met along an order, among a million.
FEW: Final = 6_000
FEW_OF_ALL: Final = 15_000  # the same where everybody is wanted and not a page
READY_DAY_MICROS: Final = 86_400_000_000  # of `callbacks.ready_day`
_Ids = Select[Any]  # of one column
_ORDERS: Final = {
    "name": callbacks.c.name_key,
    "reported": callbacks.c.reported_at,
    "next_try": callbacks.c.ready_at,
    "tries": callbacks.c.tries,
}


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that is asked of people: `said` of a row, and by `ids` everybody it is true of.

    `hour` is what that means for `ready_at`, so that the walk in its order begins there.
    """

    said: ColumnElement[bool]
    ids: _Ids
    waits: bool = False  # true of nobody but those who wait
    hour: ColumnElement[bool] | None = None


def part(*conditions: ColumnElement[bool]) -> Part:
    """A part whose people the engine finds along an index of what is asked."""
    waits = any(one is WAITS for one in conditions)
    return Part(and_(*conditions), select(callbacks.c.id).where(*conditions), waits)


def known_places(work: Work) -> dict[int, tuple[tuple[str, ...], ...]]:
    """The zones of the numbers of people, by place."""
    return {row.id: numbers_of(row.zones) for row in work.connection.execute(select(places))}


def page(work: Work, parts: Sequence[Part], asked: ListFilter, *, offset: int, limit: int) -> Sequence[int]:
    """The ids of one page."""
    found = _few(work, parts, asked, FEW)
    if found is None:
        found = _walked(work, parts, asked)
    ids: Sequence[int] = work.connection.execute(found.offset(offset).limit(limit)).scalars().all()
    return ids


def whole(work: Work, parts: Sequence[Part], asked: ListFilter) -> array[int]:
    """All ids in order. Of many, the order is read along its index and those who are not asked for are left out."""
    newest = work.connection.execute(select(func.max(callbacks.c.id))).scalar() or 0
    few = _few(work, parts, asked, FEW_OF_ALL)
    if few is not None:
        return dialect.packed_ids(work.connection, few, most=newest)
    ordered = dialect.packed_ids(work.connection, _walked(work, (), asked), most=newest)
    for one in parts:
        wanted = bytearray(newest + 1)
        for callback_id in dialect.packed_ids(work.connection, one.ids, most=newest):
            wanted[callback_id] = 1
        ordered = array(ordered.typecode, compress(ordered, map(wanted.__getitem__, ordered)))
    return ordered


def _few(work: Work, parts: Sequence[Part], asked: ListFilter, most: int) -> _Ids | None:
    """The people of the part that has the fewest, sorted; None when each part has many."""
    fewest: Part | None = None
    ids: Sequence[int] = range(most + 1)
    for one in parts:
        some: Sequence[int] = work.connection.execute(one.ids.limit(len(ids))).scalars().all()
        if len(some) < len(ids):
            fewest, ids = one, some
    if fewest is None:
        return None
    others = [_hidden(one.said) for one in parts if one is not fewest]
    fetched = callbacks.c.id.in_(dialect.numbers(ids))
    found: _Ids = select(callbacks.c.id).where(work.visible(callbacks), fetched, *others)
    return found.order_by(*_order(asked, hidden=True))


def _walked(work: Work, parts: Sequence[Part], asked: ListFilter) -> _Ids:
    found: _Ids = select(callbacks.c.id).where(work.visible(callbacks), *(_hidden(one.said) for one in parts))
    if asked.sort == "next_try":  # else all who do not wait, or not until then, are read before or after them
        hours = [one.hour for one in parts if one.hour is not None]
        if not hours and any(one.waits for one in parts) and not _waits_for_nothing(work):
            hours = [callbacks.c.ready_at.is_not(None)]
        found = found.where(*hours)
    return found.order_by(*_order(asked))


def _waits_for_nothing(work: Work) -> bool:
    """Whether anybody waits without an hour; each place is one look at the index of the claim."""
    every = select(literal(0)).union_all(select(places.c.id))
    asked = select(callbacks.c.id).where(WAITS, callbacks.c.place.in_(every), callbacks.c.ready_day.is_(None))
    return work.connection.execute(asked.limit(1)).first() is not None


def _order(asked: ListFilter, *, hidden: bool = False) -> list[ColumnElement[Any]]:
    by: list[ColumnElement[Any]] = [_ORDERS.get(asked.sort, callbacks.c.name_key), callbacks.c.id]
    by = [_hidden(one) for one in by] if hidden else by
    return [one.desc() for one in by] if asked.descending else by


def _hidden(what: ColumnElement[Any]) -> ColumnElement[Any]:
    """The same value, along which no index is looked for."""
    return UnaryExpression(what.self_group(), operator=custom_op("+"))
