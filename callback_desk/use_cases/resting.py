"""Of those ready by their rows, who is not called at this hour: it is night there, or they named other times."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from callback_desk.domain.calling_hours import window
from callback_desk.domain.ids import CallbackId
from callback_desk.use_cases.desk import Work

Pair = tuple[tuple[str, ...], tuple[str, ...]]  # zones (IANA) of somebody's numbers, first and last by name


def asleep(work: Work, pairs: Iterable[Pair]) -> Mapping[Pair, datetime | None]:
    """Those of the pairs in which no number may be rung now, with when it opens (UTC), None for never."""
    desk, rules = (work.desk.info.timezone,), work.desk.rules
    found: dict[Pair, datetime | None] = {}
    for first, last in pairs:
        windows = [window(zones, work.now, rules.hours, rules.closed_days) for zones in {first or desk, last or desk}]
        if not any(one.open for one in windows):
            found[first, last] = min((one.opens_at for one in windows if one.opens_at is not None), default=None)
    return found


def asleep_now(work: Work) -> tuple[tuple[Pair, int, datetime | None], ...]:
    """The pairs of zones in which it is no decent hour now, how many people are ready there, when it opens."""
    many = {(first, last): count for first, last, count in work.uow.queue.ready_by_zones(work.now)}
    return tuple((pair, many[pair], opens_at) for pair, opens_at in asleep(work, many).items())


def outside_own_hours(work: Work, of: Sequence[int] | None = None) -> Mapping[CallbackId, datetime | None]:
    """Who is in decent hours now, and not in those they named: with when that begins (UTC), None for never.

    With `of`, only those of these callbacks.
    """
    rules, desk = work.desk.rules, (work.desk.info.timezone,)
    found: dict[CallbackId, datetime | None] = {}
    for one in work.uow.queue.own_hours(work.now, of):
        own = one.times.within(rules.hours)
        places = [zones or desk for zones in one.zones]
        if not any(window(zones, work.now, rules.hours, rules.closed_days).open for zones in places):
            continue  # asleep: counted with everybody there
        windows = [window(zones, work.now, own, rules.closed_days) for zones in places]
        if not any(each.open for each in windows):
            found[one.callback_id] = min((each.opens_at for each in windows if each.opens_at), default=None)
    return found
