"""What was tried, on which numbers, under which limits and hours: all that the plan of a person is made from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from callback_desk.domain.calling_hours import (
    CallingHours,
    DayPart,
    Span,
    day_part,
    day_start,
    local_day,
    next_day,
    next_ready,
)
from callback_desk.domain.ids import PhoneId
from callback_desk.domain.outcomes import CallLimits, Follow, Outcome, OutcomeTable
from callback_desk.domain.safe_times import SafeTimes

SHARED = timedelta(days=30)  # so long a try counts for others who have the same number
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
    """One of the person's own numbers, in the order of the card. `open`: it may be rung again.

    `others`: when it was rung for somebody else who has it too, in the last `SHARED` days, UTC.
    """

    id: PhoneId
    zones: tuple[str, ...]
    open: bool = True
    others: tuple[datetime, ...] = ()

    def from_when(self, earliest: datetime) -> datetime:
        """Not on a day on which it was rung for somebody else."""
        return max([earliest, *(next_day(at, self._zone()) for at in self.others)])

    def days_of_others(self) -> set[date]:
        return {local_day(at, self._zone()) for at in self.others}

    def _zone(self) -> str:
        return self.zones[0] if self.zones else "UTC"


@dataclass(frozen=True, slots=True)
class Calendar:
    """When calls are made: decent hours, closed days, and the staffed spans (none entered: the hours alone).

    `usual`: the hours before the person's own safe times made them shorter; None where they said none.
    """

    hours: CallingHours
    holidays: frozenset[date] = frozenset()
    shifts: tuple[Span, ...] = ()
    usual: CallingHours | None = None

    def within(self, times: SafeTimes) -> Calendar:
        """The same for somebody who may be reached at these times only."""
        return replace(self, hours=times.within(self.hours), usual=self.hours) if times else self


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
        """On how many days each number was rung, for this person or for somebody else who has it."""
        rung = self.rung()
        return {
            one.id: len({day for day, phone in rung if phone == one.id} | one.days_of_others()) for one in self.numbers
        }

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
        zone, earliest = self.zone(), max([at_least, *self.delays()])
        day = self._free_day(local_day(earliest, zone))
        return max(earliest, day_start(day, zone))

    def delays(self) -> tuple[datetime, ...]:
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
            next_ready(
                one.zones,
                one.from_when(earliest),
                calendar.hours,
                calendar.holidays,
                shifts=calendar.shifts,
                avoid=avoid,
            )
            for one in numbers
        )
        return min((moment for moment in moments if moment is not None), default=None)

    def shared_until(self) -> datetime | None:
        """When a number that was rung for others as often as is allowed may be rung again; None: no such number."""
        rung, most = self.rung(), self.limits.attempts_number
        ends = [
            min(one.others) + SHARED
            for one in self.numbers
            if one.open and one.others and sum(phone == one.id for _day, phone in rung) < most
        ]
        return min(ends, default=None)

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
