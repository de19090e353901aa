"""The people behind the numbers of the board: each figure is counted and listed by the same condition."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, false, func, or_, select, tuple_

from callback_desk.domain.queue import CallbackState
from callback_desk.domain.views import ListFilter, Tab
from callback_desk.storage.attempts import dialed
from callback_desk.storage.call_lists import REACHED
from callback_desk.storage.columns import from_strings
from callback_desk.storage.queue_rows import NOT_WAITING, WAITS
from callback_desk.storage.tables_calls import calls, tips
from callback_desk.storage.tables_people import phones, reports
from callback_desk.storage.tables_queue import attempt_ends, attempts, callbacks
from callback_desk.storage.work import Work

LATE = timedelta(minutes=15)  # a promised time is missed after it, not on the minute


def board_tab(work: Work, asked: ListFilter, now: datetime, day_start: datetime) -> list[ColumnElement[bool]]:
    """What one of the board's tabs asks; nothing for a tab of the call list itself."""
    state, reason = callbacks.c.state, callbacks.c.reason
    ready, later = callbacks.c.ready_at <= now, callbacks.c.ready_at > now
    if asked.asleep:  # every number of everybody who is ready is read for it
        asleep = _asleep(asked, now)
        ready, later = ready & callbacks.c.id.not_in(asleep), or_(later, callbacks.c.id.in_(asleep))
    wanted: dict[Tab, list[ColumnElement[bool]]] = {
        Tab.READY: [WAITS, ready],
        Tab.LATER: [WAITS, later],
        Tab.MISSED: missed(now),
        Tab.TOO_OLD_SOON: [false()] if asked.before is None else too_old(work, asked.before),
        Tab.INTERRUPTED: [NOT_WAITING, state == CallbackState.INTERRUPTED.value],
        Tab.BLOCKED_BY: [NOT_WAITING, state == CallbackState.HELD.value, reason == asked.reason],
        Tab.TRIED_TODAY: [callbacks.c.id.in_(_tried(day_start))],
        Tab.REACHED_TODAY: [callbacks.c.id.in_(_reached(day_start))],
        Tab.NEWS_TODAY: [callbacks.c.id.in_(_with_news(day_start))],
    }
    return wanted.get(asked.tab, [])


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
    """Callbacks that are ready by the row and whose numbers all lie where it is no decent hour now."""
    first, last = func.min(phones.c.zones), func.max(phones.c.zones)
    pairs = [(from_strings(one), from_strings(other)) for one, other in asked.asleep]
    return (
        select(callbacks.c.id)
        .join(phones, phones.c.victim_id == callbacks.c.victim_id)
        .where(WAITS, callbacks.c.ready_at <= now, phones.c.e164 != "")
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
