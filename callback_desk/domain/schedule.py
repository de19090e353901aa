"""When one person may be rung, by what was tried, the limits and the hours: one function for engine and explainer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from callback_desk.domain.calling_hours import OTHER_PART_DAYS, day_part, local_day, next_ready, window
from callback_desk.domain.ids import PhoneId
from callback_desk.domain.outcomes import Follow
from callback_desk.domain.tried import Calendar, History, Number, Tried

__all__ = ["NEVER", "Calendar", "History", "Number", "Plan", "Tried", "Wait", "plan"]


class Wait(StrEnum):
    """What keeps somebody from being rung now, besides the rules about who may be called at all."""

    FIRST_CALL = "first_call"  # the report is too new
    PROMISED = "promised"  # a time was agreed
    BUSY = "busy"  # the line was busy some minutes ago
    TODAY = "today"  # one round a day
    WEEK = "week"  # so many days a week
    DELAY = "delay"  # what the last try's outcome asks for
    DAY_PART = "day_part"  # another part of the day is staffed within a week
    HOURS = "hours"  # not a decent hour at any number
    SAFE_TIMES = "safe_times"  # a decent hour, and not one at which the person may be reached
    SHARED = "shared"  # its numbers were rung for somebody else as often as is allowed
    ATTEMPTS_USED = "attempts_used"
    NUMBERS_USED = "numbers_used"
    NO_HOUR = "no_hour"


NEVER = frozenset({Wait.ATTEMPTS_USED, Wait.NUMBERS_USED, Wait.NO_HOUR})


@dataclass(frozen=True, slots=True)
class Plan:
    """The answer for one person at one moment. `wait` None: now, on one of `numbers` (in the order of the card).

    `at` is the first moment of the next try, UTC; None for what does not end by itself (`NEVER`).
    """

    wait: Wait | None
    at: datetime | None
    numbers: tuple[PhoneId, ...] = ()

    @property
    def now(self) -> bool:
        return self.wait is None


def plan(
    found: History,
    now: datetime,
    *,
    not_before: datetime | None = None,
    promised_at: datetime | None = None,
    sitting: bool = False,
) -> Plan:
    """May this person be rung at `now`, and when else? Pure; whoever asks, claim, dial or side panel, asks this.

    `not_before` is the rules' own (case age). `promised_at`: a time agreed with the person, which goes before the
    limits on tries and never outside decent hours. `sitting`: somebody has the card in hand and goes on with its
    other numbers, so that today's round is still theirs. Times are UTC.
    """
    if promised_at is not None:
        return _promised(found, now, max(filter(None, (promised_at, not_before))))
    if not_before is not None and not_before > now:
        first = found.again_from(not_before)
        return Plan(Wait.FIRST_CALL, _opens(found, first, found.open_numbers()) or not_before)
    return _by_the_limits(found, now, sitting=sitting)


def _promised(found: History, now: datetime, due: datetime) -> Plan:
    found = replace(found, numbers=tuple(replace(one, others=()) for one in found.numbers))  # they asked for it
    numbers = [one for one in found.numbers if one.open and not _rung_since(found, one, due, now)]
    if not numbers:
        return Plan(Wait.NUMBERS_USED, None)
    if due > now:
        return Plan(Wait.PROMISED, due)
    return _in_hours(found, now, numbers)


def _rung_since(found: History, number: Number, due: datetime, now: datetime) -> bool:
    """Whether the agreed call was made on this number already; a busy or broken line is not that."""
    since = [one for one in found.tries if one.phone == number.id and one.at >= due]
    if not since or found.table.rule(since[-1].outcome).follow is Follow.INTERRUPTED:
        return False
    again = found.busy_until(number, now)
    return again is None or again > now


def _by_the_limits(found: History, now: datetime, *, sitting: bool) -> Plan:
    zone = found.zone()
    today, last = local_day(now, zone), found.last()
    cut_off = last is not None and found.table.rule(last.outcome).follow is Follow.INTERRUPTED
    days = {day for day, _phone in found.rung()}
    if today in days:
        same = _same_day(found, now, others_too=sitting or cut_off)
        if same is not None:
            return same
    if len(found.rung()) >= found.limits.attempts_person:
        return Plan(Wait.ATTEMPTS_USED, None)
    opens = found.open_numbers()
    if not opens:
        return _shared(found, now)
    earliest = found.again_from(now)
    if earliest > now:
        at = found.next_moment(earliest, opens)
        return Plan(_which(found, now, today in days), at) if at is not None else Plan(Wait.NO_HOUR, None)
    other = _other_part(found, now, opens)
    return Plan(Wait.DAY_PART, other) if other is not None else _in_hours(found, now, opens)


def _shared(found: History, now: datetime) -> Plan:
    """No number is left: for good, or until those of others are no longer counted."""
    until = found.shared_until()
    if until is None:
        return Plan(Wait.NUMBERS_USED, None)
    free = tuple(replace(one, others=()) for one in found.numbers if one.open and one.others)
    at = found.next_moment(found.again_from(max(until, now)), free)
    return Plan(Wait.SHARED, at) if at is not None else Plan(Wait.NO_HOUR, None)


def _which(found: History, now: datetime, today: bool) -> Wait:
    if any(end > now for end in found.delays()):
        return Wait.DELAY
    return Wait.TODAY if today else Wait.WEEK


def _same_day(found: History, now: datetime, *, others_too: bool) -> Plan | None:
    """What is left of today's round; None when nothing is."""
    ready: list[Number] = []
    busy: list[datetime] = []
    used_up = len(found.rung()) >= found.limits.attempts_person
    may_still = {one.id for one in found.open_numbers()}
    for number in (one for one in found.numbers if one.open):
        tries = found.tries_today(number, now)
        again = found.busy_until(number, now)
        if not tries:
            allowed = others_too and not used_up and number.id in may_still
        else:
            cut_off = found.table.rule(tries[-1].outcome).follow is Follow.INTERRUPTED
            allowed = cut_off or (again is not None and again <= now)
        if allowed:
            ready.append(number)
        elif again is not None and _decent(found, number, again):
            busy.append(again)
    decent = [one for one in ready if _decent(found, one, now)]
    if decent:
        return Plan(None, now, tuple(one.id for one in decent))
    return Plan(Wait.BUSY, min(busy)) if busy else None


def _decent(found: History, number: Number, at: datetime) -> bool:
    if number.from_when(at) > at:
        return False
    return window(number.zones, at, found.calendar.hours, found.calendar.holidays).open


def _usually(found: History, number: Number, at: datetime) -> bool:
    """Whether only the person's own safe times keep this number from being rung."""
    usual = found.calendar.usual
    return usual is not None and window(number.zones, at, usual, found.calendar.holidays).open


def _other_part(found: History, now: datetime, numbers: Iterable[Number]) -> datetime | None:
    """A staffed moment in another part of the day worth waiting for; a week long at most, and never without shifts."""
    avoid, last, zone = found.avoid(), found.last(), found.zone()
    hours = found.calendar.hours
    if avoid is None or last is None or not found.calendar.shifts or day_part(now, zone, hours) is not avoid:
        return None
    until = found.again_from(last.at) + timedelta(days=OTHER_PART_DAYS)
    other = found.next_moment(now, numbers)
    if other is None or other >= until or day_part(other, zone, hours) is avoid:
        return None
    return other


def _in_hours(found: History, now: datetime, numbers: Iterable[Number]) -> Plan:
    numbers = tuple(numbers)
    decent = {one.id for one in numbers if _decent(found, one, now)}
    if decent:
        return Plan(None, now, tuple(one.id for one in found.numbers if one.id in decent))
    at = _opens(found, now, numbers)
    if at is None:
        return Plan(Wait.NO_HOUR, None)
    if all(one.from_when(now) > now for one in numbers):
        return Plan(Wait.SHARED, at)
    return Plan(Wait.SAFE_TIMES if any(_usually(found, one, now) for one in numbers) else Wait.HOURS, at)


def _opens(found: History, earliest: datetime, numbers: Iterable[Number]) -> datetime | None:
    """The first decent moment, staffed or not: whoever sits down outside a shift may call."""
    hours, holidays = found.calendar.hours, found.calendar.holidays
    moments = (next_ready(one.zones, one.from_when(earliest), hours, holidays) for one in numbers)
    return min((moment for moment in moments if moment is not None), default=None)
