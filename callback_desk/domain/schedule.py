"""When one person may be rung, by what was tried, the limits and the hours: one function for engine and explainer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from callback_desk.domain.calling_hours import (
    OTHER_PART_DAYS,
    CallingHours,
    DayPart,
    Span,
    day_part,
    day_start,
    local_day,
    next_day,
    next_ready,
    window,
)
from callback_desk.domain.ids import CallbackId, PhoneId, StaffId
from callback_desk.domain.outcomes import CallLimits, Follow, Outcome, OutcomeTable
from callback_desk.domain.queue import Entry

PARTS_BEFORE_ANY = 3  # in so many parts of the day somebody was tried before the part stops mattering
_MOST_DAYS_AHEAD = 14  # a day with room in its week is found long before


@dataclass(frozen=True, slots=True)
class Tried:
    """One try that is on record. `at` is UTC."""

    at: datetime
    outcome: Outcome
    phone: PhoneId


@dataclass(frozen=True, slots=True)
class Number:
    """One of the person's own numbers, in the order of the card. `open`: it may be rung again."""

    id: PhoneId
    zones: tuple[str, ...]
    open: bool = True


@dataclass(frozen=True, slots=True)
class Calendar:
    """When calls are made: decent hours, closed days, and the staffed spans (none entered: the hours alone)."""

    hours: CallingHours
    holidays: frozenset[date] = frozenset()
    shifts: tuple[Span, ...] = ()


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


@dataclass(frozen=True, slots=True)
class History:
    """What was tried, on which numbers, under which limits. `tries` are those of this callback, the newest last."""

    tries: tuple[Tried, ...]
    numbers: tuple[Number, ...]
    table: OutcomeTable
    limits: CallLimits
    calendar: Calendar

    def zone(self) -> str:
        """The zone by which days are counted: that of the number dialed last, else the first that is known."""
        last = self.tries[-1].phone if self.tries else None
        zones = [one.zones for one in self.numbers if one.id == last] + [one.zones for one in self.numbers]
        return next((one[0] for one in zones if one), "UTC")

    def rung(self) -> set[tuple[date, PhoneId]]:
        """Each number once a day, however often it was busy: what counts against the limits."""
        zone = self.zone()
        return {(local_day(one.at, zone), one.phone) for one in self.tries if self._counts(one)}

    def _counts(self, one: Tried) -> bool:
        return self.table.rule(one.outcome).counts

    def open_numbers(self) -> tuple[Number, ...]:
        """Numbers that may be rung again, least tried first, then in the order of the card."""
        often = self.often()
        left = [one for one in self.numbers if one.open and often[one.id] < self.limits.attempts_number]
        return tuple(sorted(left, key=lambda one: often[one.id]))

    def often(self) -> dict[PhoneId, int]:
        """On how many days each number was rung."""
        rung = self.rung()
        return {one.id: sum(phone == one.id for _day, phone in rung) for one in self.numbers}

    def last(self) -> Tried | None:
        """The newest try that counts."""
        return next((one for one in reversed(self.tries) if self._counts(one)), None)

    def avoid(self) -> DayPart | None:
        """The part of the day of the last try, until three parts have been tried (research 4.4, spread)."""
        zone, hours = self.zone(), self.calendar.hours
        parts = {day_part(one.at, zone, hours) for one in self.tries}
        return day_part(self.tries[-1].at, zone, hours) if 0 < len(parts) < PARTS_BEFORE_ANY else None

    def again_from(self, at_least: datetime) -> datetime:
        """The first moment on or after `at_least` that the last outcome's delay, the day and the week allow."""
        zone, earliest = self.zone(), max([at_least, *self._delay()])
        day = self._free_day(local_day(earliest, zone))
        return max(earliest, day_start(day, zone))

    def _delay(self) -> tuple[datetime, ...]:
        """The end of the delay that the last outcome asks for."""
        last = self.last()
        rule = self.table.rule(last.outcome) if last else None
        if last is None or rule is None or not rule.delay_days:
            return ()
        if rule.follow in (Follow.LATER, Follow.SOFT_REFUSAL):
            return (last.at + timedelta(days=rule.delay_days),)
        return (next_day(last.at, self.zone(), rule.delay_days),)

    def _free_day(self, day: date) -> date:
        """The first day from `day` on without a try, and within the days a week."""
        days = {one for one, _phone in self.rung()}
        for ahead in range(_MOST_DAYS_AHEAD):
            free = day + timedelta(days=ahead)
            week = sum(timedelta(0) <= free - one < timedelta(days=7) for one in days)
            if free not in days and week < self.limits.rounds_week:
                return free
        return day + timedelta(days=_MOST_DAYS_AHEAD)

    def next_moment(self, earliest: datetime, numbers: Iterable[Number]) -> datetime | None:
        """The first decent, staffed moment of any of these numbers, in another part of the day if there is one."""
        calendar, avoid = self.calendar, self.avoid()
        moments = (
            next_ready(one.zones, earliest, calendar.hours, calendar.holidays, shifts=calendar.shifts, avoid=avoid)
            for one in numbers
        )
        return min((moment for moment in moments if moment is not None), default=None)

    def tries_today(self, number: Number, now: datetime) -> tuple[Tried, ...]:
        """Tries of this number on the day of `now` at its place."""
        zone = self.zone()
        today = local_day(now, zone)
        return tuple(
            one
            for one in self.tries
            if one.phone == number.id and self._counts(one) and local_day(one.at, zone) == today
        )

    def busy_until(self, number: Number, now: datetime) -> datetime | None:
        """When a number that was busy once today, and nothing else, may be tried again in the same round."""
        tries = self.tries_today(number, now)
        if len(tries) != 1 or not number.open:
            return None
        rule = self.table.rule(tries[0].outcome)
        again = tries[0].at + timedelta(minutes=rule.delay_min)
        return again if rule.follow is Follow.BUSY_AGAIN else None


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
    opens = found.open_numbers()
    if not opens:
        return Plan(Wait.NUMBERS_USED, None)
    if len(found.rung()) >= found.limits.attempts_person:
        return Plan(Wait.ATTEMPTS_USED, None)
    earliest = found.again_from(now)
    if earliest > now:
        at = found.next_moment(earliest, opens)
        return Plan(_which(found, now, today in days), at) if at is not None else Plan(Wait.NO_HOUR, None)
    other = _other_part(found, now, opens)
    return Plan(Wait.DAY_PART, other) if other is not None else _in_hours(found, now, opens)


def _which(found: History, now: datetime, today: bool) -> Wait:
    if any(end > now for end in found._delay()):
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
    return window(number.zones, at, found.calendar.hours, found.calendar.holidays).open


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
    return Plan(Wait.HOURS, at) if at is not None else Plan(Wait.NO_HOUR, None)


def _opens(found: History, earliest: datetime, numbers: Iterable[Number]) -> datetime | None:
    """The first decent moment, staffed or not: whoever sits down outside a shift may call."""
    hours, holidays = found.calendar.hours, found.calendar.holidays
    moments = (next_ready(one.zones, earliest, hours, holidays) for one in numbers)
    return min((moment for moment in moments if moment is not None), default=None)


def may_take(entry: Entry, staff: StaffId, passed_over: Iterable[CallbackId]) -> bool:
    """Whether this person may be handed to this caller: not after their own soft refusal, not whom they know."""
    return entry.not_caller != staff and entry.id not in set(passed_over)
