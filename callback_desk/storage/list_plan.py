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
OTHERS_ONE_IN: Final = 3  # up to so large a share is left out by its own ids; those who stay are more
_LOOKED_THROUGH: Final = 60_000  # ids of a part, read along an index in some 15 ms
_FIRST_STEP: Final = 4_096  # of a walk past people of whom some are looked for
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

    `hour` is what that means for `ready_at`, so that the walk in its order begins there. `unless`, where it is given,
    is everybody it is not true of, an id twice allowed.
    """

    said: ColumnElement[bool]
    ids: _Ids
    waits: bool = False  # true of nobody but those who wait
    hour: ColumnElement[bool] | None = None
    unless: _Ids | None = None


def part(*conditions: ColumnElement[bool]) -> Part:
    """A part whose people the engine finds along an index of what is asked."""
    waits = any(one is WAITS for one in conditions)
    return Part(and_(*conditions), select(callbacks.c.id).where(*conditions), waits)


def known_places(work: Work) -> dict[int, tuple[tuple[str, ...], ...]]:
    """The zones of the numbers of people, by place."""
    return {row.id: numbers_of(row.zones) for row in work.connection.execute(select(places))}


def page(
    work: Work, parts: Sequence[Part], asked: ListFilter, typed: bytearray | None = None, *, offset: int, limit: int
) -> Sequence[int]:
    """The ids of one page; `typed` marks by id who was found by words, None for everybody."""
    found = _few(work, parts, asked, FEW, typed)
    if found is None:
        if typed is not None:
            return _met(work, parts, asked, typed, offset + limit)[offset:]
        found = _walked(work, parts, asked)
    ids: Sequence[int] = work.connection.execute(found.offset(offset).limit(limit)).scalars().all()
    return ids


def whole(work: Work, parts: Sequence[Part], asked: ListFilter, typed: bytearray | None = None) -> array[int]:
    """All ids in order. Of many, the order is read along its index and those who are not asked for are left out."""
    newest = work.connection.execute(select(func.max(callbacks.c.id))).scalar() or 0
    few = _few(work, parts, asked, FEW_OF_ALL, typed)
    if few is not None:
        return dialect.packed_ids(work.connection, few, most=newest)
    ordered = dialect.packed_ids(work.connection, _walked(work, (), asked), most=newest)
    if typed is not None:
        ordered = _marked(ordered, typed)
    for one in parts:
        ordered = _left_of(work, ordered, one, newest)
    return ordered


def _left_of(work: Work, ordered: array[int], one: Part, newest: int) -> array[int]:
    """Those of whom it is true. Where many are ready the others are few, and their part of an index is read sooner."""
    if one.unless is not None:
        most = newest // OTHERS_ONE_IN + 1
        others = dialect.packed_ids(work.connection, one.unless.limit(most), most=newest)
        if not others:
            return ordered
        if len(others) < most:
            return _marked(ordered, _marks_of(others, bytearray(b"\1") * (newest + 1), 0))
    them = dialect.packed_ids(work.connection, one.ids, most=newest)
    return _marked(ordered, _marks_of(them, bytearray(newest + 1), 1))


def _marks_of(ids: array[int], among: bytearray, mark: int) -> bytearray:
    for one in ids:
        among[one] = mark
    return among


def marks(ids: bytearray) -> Sequence[int]:
    """The ids that are marked, in order."""
    found, at = array("q"), ids.find(1)
    while at >= 0:
        found.append(at)
        at = ids.find(1, at + 1)
    return found


def _marked(ids: array[int], wanted: bytearray) -> array[int]:
    return array(ids.typecode, compress(ids, map(wanted.__getitem__, ids)))


def _met(work: Work, parts: Sequence[Part], asked: ListFilter, typed: bytearray, most: int) -> Sequence[int]:
    """The first who are marked. Many are looked at together: one by one each costs twice as much.

    The order is walked along its index alone, and only of those who are marked it is read what else is asked.
    """
    walk = _walked(work, parts, asked, told=False)
    begin, step = 0, _FIRST_STEP
    found: list[int] = []
    while len(found) < most:
        some = dialect.packed_ids(work.connection, walk.offset(begin).limit(step), most=len(typed) - 1)
        found.extend(_of_whom(work, parts, _marked(some, typed)))
        if len(some) < step:
            break
        begin, step = begin + step, step * 4
    return found[:most]


def _of_whom(work: Work, parts: Sequence[Part], ids: array[int]) -> Sequence[int]:
    """Those of whom all parts are true, in the order they come."""
    if not parts or not ids:
        return ids
    fetched = callbacks.c.id.in_(dialect.numbers(ids))
    asked = select(callbacks.c.id).where(fetched, *(hidden(one.said) for one in parts))
    them = set(work.connection.execute(asked).scalars())
    return [one for one in ids if one in them]


def _few(work: Work, parts: Sequence[Part], asked: ListFilter, most: int, typed: bytearray | None) -> _Ids | None:
    """The people of the part that has the fewest, sorted; None when each part has many."""
    fewest: Part | None = None
    ids: Sequence[int] = range(most + 1)
    begun = typed is not None and typed.count(1) <= most
    if typed is not None and begun:
        ids = marks(typed)
    for one in parts:
        some: Sequence[int] = work.connection.execute(one.ids.limit(len(ids))).scalars().all()
        if len(some) < len(ids):
            fewest, ids = one, some
    if typed is not None and fewest is None and not begun and typed.count(1) < _LOOKED_THROUGH // 2:
        for one in parts:  # many of each, and maybe few who are both
            both = dialect.packed_ids(work.connection, one.ids.limit(_LOOKED_THROUGH), most=len(typed) - 1)
            if len(both) < _LOOKED_THROUGH and len(found := _marked(both, typed)) <= most:
                fewest, ids = one, found
                break
    if fewest is None and not begun:
        return None
    if typed is not None and fewest is not None:
        ids = [one for one in ids if typed[one]]
    others = [hidden(one.said) for one in parts if one is not fewest]
    fetched = callbacks.c.id.in_(dialect.numbers(ids))
    people: _Ids = select(callbacks.c.id).where(work.visible(callbacks), fetched, *others)
    return people.order_by(*_order(asked, unindexed=True))


def _walked(work: Work, parts: Sequence[Part], asked: ListFilter, *, told: bool = True) -> _Ids:
    """Everybody in order; unless `told`, also those of whom the parts are not true."""
    said = [hidden(one.said) for one in parts] if told else []
    found: _Ids = select(callbacks.c.id).where(work.visible(callbacks), *said)
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


def _order(asked: ListFilter, *, unindexed: bool = False) -> list[ColumnElement[Any]]:
    by: list[ColumnElement[Any]] = [_ORDERS.get(asked.sort, callbacks.c.name_key), callbacks.c.id]
    by = [hidden(one) for one in by] if unindexed else by
    return [one.desc() for one in by] if asked.descending else by


def hidden(what: ColumnElement[Any]) -> ColumnElement[Any]:
    """The same value, along which no index is looked for."""
    return UnaryExpression(what.self_group(), operator=custom_op("+"))
