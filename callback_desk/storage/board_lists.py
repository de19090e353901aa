"""The people behind the numbers of the board: each figure is counted and listed by the same condition."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select, tuple_, union_all

from callback_desk.domain.dispositions import REACHED
from callback_desk.domain.queue import CallbackState
from callback_desk.domain.views import ListFilter, Tab
from callback_desk.storage.attempts import dialed
from callback_desk.storage.columns import from_strings, to_micros
from callback_desk.storage.dialect import numbers
from callback_desk.storage.list_plan import READY_DAY_MICROS, Part, known_places, part
from callback_desk.storage.queue_rows import NOT_WAITING, WAITS
from callback_desk.storage.tables_calls import calls, tips
from callback_desk.storage.tables_people import phones, reports
from callback_desk.storage.tables_queue import attempt_ends, attempts, callbacks
from callback_desk.storage.work import Work

LATE = timedelta(minutes=15)  # a promised time is missed after it, not on the minute


def board_tab(work: Work, asked: ListFilter, now: datetime, day_start: datetime) -> list[Part]:
    """What one of the board's tabs asks; nothing for a tab of the call list itself."""
    state, reason = callbacks.c.state, callbacks.c.reason
    if asked.tab is Tab.READY:
        return [_ready(work, asked, now)]
    if asked.tab is Tab.LATER:
        return [_later(work, asked, now)]
    wanted: dict[Tab, list[ColumnElement[bool]]] = {
        Tab.MISSED: missed(now),
        Tab.TOO_OLD_SOON: [false()] if asked.before is None else too_old(work, asked.before),
        Tab.INTERRUPTED: [NOT_WAITING, state == CallbackState.INTERRUPTED.value],
        Tab.BLOCKED_BY: [NOT_WAITING, state == CallbackState.HELD.value, reason == asked.reason],
        Tab.TRIED_TODAY: [callbacks.c.id.in_(_tried(day_start))],
        Tab.REACHED_TODAY: [callbacks.c.id.in_(_reached(day_start))],
        Tab.NEWS_TODAY: [callbacks.c.id.in_(_with_news(day_start))],
    }
    return [part(*wanted[asked.tab])] if asked.tab in wanted else []


def _ready(work: Work, asked: ListFilter, now: datetime) -> Part:
    awake, asleep, one_by_one = _sleep(work, asked, now)
    ready: list[ColumnElement[bool]] = [WAITS, callbacks.c.place.in_(awake), *_by_now(now)]
    ready += [] if one_by_one is None else [callbacks.c.id.not_in(one_by_one)]
    ready += [callbacks.c.id.not_in(numbers(asked.resting))] if asked.resting else []
    today = to_micros(now) // READY_DAY_MICROS
    others: list[Select[Any]] = [
        select(callbacks.c.id).where(NOT_WAITING),
        select(callbacks.c.id).where(WAITS, callbacks.c.place.in_(asleep)),
        select(callbacks.c.id).where(
            WAITS, callbacks.c.place.in_(awake), callbacks.c.ready_day >= today, callbacks.c.ready_at > now
        ),
        select(callbacks.c.id).where(WAITS, callbacks.c.place.in_(awake), callbacks.c.ready_day.is_(None)),
    ]
    others += [] if one_by_one is None else [one_by_one]
    others += [numbers(asked.resting)] if asked.resting else []
    each = union_all(*others).subquery()
    unless = select(next(iter(each.c)))
    return replace(part(*ready), hour=callbacks.c.ready_at <= now, unless=unless)


def _later(work: Work, asked: ListFilter, now: datetime) -> Part:
    awake, asleep, one_by_one = _sleep(work, asked, now)
    ways: list[ColumnElement[bool]] = [
        and_(callbacks.c.place.in_(awake), callbacks.c.ready_at > now),
        callbacks.c.place.in_(asleep) & callbacks.c.ready_at.is_not(None),
    ]
    ways += [] if one_by_one is None else [callbacks.c.id.in_(one_by_one)]
    if asked.resting:
        rests = and_(callbacks.c.id.in_(numbers(asked.resting)), callbacks.c.place.in_(awake), *_by_now(now))
        ways.append(rests if one_by_one is None else and_(rests, callbacks.c.id.not_in(one_by_one)))
    each = union_all(*(select(callbacks.c.id).where(WAITS, way) for way in ways)).subquery()
    sleeping: list[Select[Any]] = [select(callbacks.c.id).where(WAITS, callbacks.c.place.in_(asleep), *_by_now(now))]
    sleeping += [] if one_by_one is None else [one_by_one]
    nobody = all(work.connection.execute(one.limit(1)).first() is None for one in sleeping)
    hour = callbacks.c.ready_at > now if nobody and not asked.resting else None
    return Part(and_(WAITS, or_(*ways)), select(each.c.id), waits=True, hour=hour)


def _sleep(
    work: Work, asked: ListFilter, now: datetime
) -> tuple[list[int], list[int], Select[tuple[int | None]] | None]:
    """Awake places, places asleep, and whoever of no known place is asleep; None where nobody can be."""
    found = {one: (zones[0], zones[-1]) for one, zones in known_places(work).items()}
    asleep = [one for one, pair in found.items() if pair in asked.asleep]
    awake = [0, *(one for one in found if one not in asleep)]
    return awake, asleep, _asleep(asked, now) if asked.asleep else None


def _by_now(now: datetime) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """Ready by now; the day is what the index of the claim is in the order of."""
    return callbacks.c.ready_at <= now, callbacks.c.ready_day <= to_micros(now) // READY_DAY_MICROS


def missed(now: datetime) -> list[ColumnElement[bool]]:
    """People who still wait although their promised time has gone by."""
    return [WAITS, callbacks.c.promised_at < now - LATE]


def too_old(work: Work, oldest: datetime) -> list[ColumnElement[bool]]:
    """People who wait and whose every visible report is older than this."""
    newer = select(reports.c.id).where(
        reports.c.callback_id == callbacks.c.id, reports.c.reported_at >= oldest, work.visible(reports)
    )
    return [WAITS, callbacks.c.reported_at < oldest, ~newer.exists()]


def _asleep(asked: ListFilter, now: datetime) -> Select[tuple[int | None]]:
    """Of those whose place is not known: who is ready by the row, with all numbers where it is no decent hour now."""
    first, last = func.min(phones.c.zones), func.max(phones.c.zones)
    pairs = [(from_strings(one), from_strings(other)) for one, other in asked.asleep]
    return (
        select(callbacks.c.id)
        .join(phones, phones.c.victim_id == callbacks.c.victim_id)
        .where(WAITS, callbacks.c.place == 0, callbacks.c.ready_at <= now, phones.c.e164 != "")
        .group_by(callbacks.c.id)
        .having(tuple_(first, last).in_(pairs))
    )


def _tried(since: datetime) -> Select[tuple[int]]:
    return select(attempts.c.callback_id).where(attempts.c.at >= since, dialed())


def _reached(since: datetime) -> Select[tuple[int]]:
    return (
        select(attempts.c.callback_id)
        .join(attempt_ends, attempt_ends.c.attempt_id == attempts.c.id)
        .where(attempts.c.at >= since, attempt_ends.c.outcome.in_(sorted(REACHED)))
    )


def _with_news(since: datetime) -> Select[tuple[int]]:
    return select(calls.c.callback_id).join(tips, tips.c.call_id == calls.c.id).where(calls.c.started_at >= since)
