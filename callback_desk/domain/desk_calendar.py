"""When a desk is staffed and closed, as its supervisor enters it: shifts, stricter hours, closed days, the state."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import Final
from zoneinfo import ZoneInfo

from callback_desk.domain.calling_hours import CallingHours, DayHours, Span
from callback_desk.domain.errors import DeskFault

DAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MOST_SHIFTS: Final = 50  # of one week
MOST_CLOSED_DAYS: Final = 400
STAFFED_DAYS: Final = 42  # how far ahead shifts are laid out: longer than a next try is ever looked for
_CLOSED: Final = "closed"
_CLOCK = r"(\d{1,2})(?::(\d{2}))?\s*(am|pm)?"
_SPAN: Final = re.compile(rf"{_CLOCK}\s*(?:-|–|to)\s*{_CLOCK}", re.IGNORECASE)
_EARLIEST: Final = time(6)  # a shift outside these was mistyped: "1:00-4:00" for the afternoon
_LATEST: Final = time(23)


@dataclass(frozen=True, slots=True)
class Shift:
    """Somebody sits at the desk on this day of every week, or `on` one day alone; times are the desk's clock.

    `weekday` 0 is Monday; of a shift on one day it is that day's.
    """

    weekday: int
    opens: time
    closes: time
    on: date | None = None

    def said(self) -> str:
        """ "tuesday 9:00-12:00" or "2026-11-28 9:00-12:00", as it is entered."""
        day = DAYS[self.weekday] if self.on is None else self.on.isoformat()
        return f"{day} {span_text(DayHours(self.opens, self.closes))}"

    def is_on(self, day: date) -> bool:
        return self.weekday == day.weekday() if self.on is None else self.on == day

    def in_order(self) -> tuple[bool, date, int, time, time]:
        """Of every week first, then by day and hour."""
        return self.on is not None, self.on or date.min, self.weekday, self.opens, self.closes


@dataclass(frozen=True, slots=True)
class OnDay:
    """A shift as it falls on one day; `span` is UTC."""

    shift: Shift
    day: date
    span: Span


@dataclass(frozen=True, slots=True)
class DeskCalendar:
    """What an agency enters. `hours` by weekday (None: closed) only ever make the shipped hours shorter.

    `state` is the second half of an ISO 3166-2 code ("IL"), for the holidays of that state; "" for none.
    """

    shifts: tuple[Shift, ...] = ()
    hours: Mapping[int, DayHours | None] = field(default_factory=dict)
    closed_days: frozenset[date] = frozenset()
    state: str = ""

    @classmethod
    def from_plain(cls, data: Mapping[str, object]) -> DeskCalendar:
        """Read what `plain` wrote, or what was typed. Raises DeskFault with a sentence."""
        unknown = sorted(set(data) - {"shifts", "hours", "closed_days", "state"})
        if unknown:
            raise _refused("This program knows shifts, hours, closed_days and state, and nothing else of a calendar.")
        state = data.get("state", "")
        if not isinstance(state, str) or not re.fullmatch(r"[A-Z0-9]{0,3}", state):
            raise _refused("Give the state in two letters, for example IL.")
        shifts, hours = _shifts(data.get("shifts", ())), _hours(data.get("hours", {}))
        return cls(shifts, hours, _closed(data.get("closed_days", ())), state)

    def plain(self) -> dict[str, object]:
        """Words only: what is kept in the settings."""
        return {
            "shifts": self.plain_shifts(),
            "hours": {DAYS[day]: span_text(hours) if hours else _CLOSED for day, hours in sorted(self.hours.items())},
            "closed_days": [day.isoformat() for day in sorted(self.closed_days)],
            "state": self.state,
        }

    def plain_shifts(self) -> list[str]:
        return [shift.said() for shift in self.shifts]

    def strict(self, shipped: CallingHours) -> CallingHours:
        """The shipped hours, shorter where the agency says so. Raises DeskFault for longer ones and for none at all."""
        week = list(shipped.week)
        for day, asked in self.hours.items():
            usual = week[day]
            if asked is not None and (usual is None or asked.opens < usual.opens or asked.closes > usual.closes):
                inside = f"from {span_text(usual).replace('-', ' to ')}" if usual else "closed"
                raise _refused(f"Calls on a {DAYS[day].title()} are {inside}; an agency may call less, not more.")
            week[day] = asked
        if not any(week):
            raise _refused("At least one day of the week must have calling hours.")
        return replace(shipped, week=tuple(week))


def _refused(sentence: str) -> DeskFault:
    return DeskFault(f"{sentence} Nothing was changed.", code="calendar-refused")


def span_text(hours: DayHours) -> str:
    """ "9:00-12:30"."""
    return f"{hours.opens.hour}:{hours.opens:%M}-{hours.closes.hour}:{hours.closes:%M}"


def span_from(text: str) -> DayHours:
    """Read "9:00-12:30", "1 PM - 4 PM" or "9-12". Raises DeskFault."""
    found = _SPAN.fullmatch(text.strip().replace(".", ""))
    if found is None:
        raise _refused("Write hours as 9:00-12:30, or 9 AM - 12:30 PM.")
    parts = found.groups()
    hours = DayHours(_clock(*parts[:3]), _clock(*parts[3:]))
    if not hours.opens < hours.closes:
        raise _refused("Hours end after they begin, on the same day.")
    return hours


def _clock(hour: str, minute: str | None, half: str | None) -> time:
    hours, minutes = int(hour), int(minute or 0)
    if half is not None:
        if not 1 <= hours <= 12:
            raise _refused("With AM or PM an hour is from 1 to 12.")
        hours = hours % 12 + (12 if half.lower() == "pm" else 0)
    if hours > 23 or minutes > 59:
        raise _refused("A day has hours from 0:00 to 23:59.")
    return time(hours, minutes)


def _shifts(given: object) -> tuple[Shift, ...]:
    if isinstance(given, str) or not isinstance(given, list | tuple) or len(given) > MOST_SHIFTS:
        raise _refused(f'Shifts are a list such as ["tuesday 9:00-12:00"], at most {MOST_SHIFTS}.')
    found: list[Shift] = []
    for one in given:
        day, _, hours = str(one).strip().partition(" ")
        on, weekday = _day_of(day.lower())
        span = span_from(hours)
        if span.opens < _EARLIEST or span.closes > _LATEST:
            raise _refused("A shift lies between 6 AM and 11 PM. Write one o’clock in the afternoon as 13:00 or 1 PM.")
        found.append(Shift(weekday, span.opens, span.closes, on))
    found.sort(key=Shift.in_order)
    for one, other in pairwise(found):
        if (one.on, one.weekday) == (other.on, other.weekday) and other.opens < one.closes:
            which = DAYS[one.weekday].title() if one.on is None else one.on.isoformat()
            raise _refused(f"Two shifts on {which} overlap. Make one of them.")
    return tuple(found)


def _day_of(typed: str) -> tuple[date | None, int]:
    """One date, or none, and the day of the week."""
    if typed in DAYS:
        return None, DAYS.index(typed)
    try:
        on = date.fromisoformat(typed)
    except ValueError:
        raise _refused("A shift is a day and its hours: tuesday 9:00-12:00, or 2026-11-28 9:00-12:00.") from None
    return on, on.weekday()


def _hours(given: object) -> Mapping[int, DayHours | None]:
    if not isinstance(given, Mapping):
        raise _refused('Hours are given by day: {"saturday": "10:00-14:00", "sunday": "closed"}.')
    found: dict[int, DayHours | None] = {}
    for day, hours in given.items():
        if str(day).lower() not in DAYS:
            raise _refused("Hours are given by the days of the week in English.")
        text = str(hours).strip().lower()
        found[DAYS.index(str(day).lower())] = None if text == _CLOSED else span_from(text)
    return found


def _closed(given: object) -> frozenset[date]:
    if isinstance(given, str) or not isinstance(given, list | tuple) or len(given) > MOST_CLOSED_DAYS:
        raise _refused(f'Closed days are a list such as ["2026-12-24"], at most {MOST_CLOSED_DAYS}.')
    try:
        return frozenset(date.fromisoformat(str(one)) for one in given)
    except ValueError:
        raise _refused("A closed day is written 2026-12-24.") from None


def on_days(
    shifts: tuple[Shift, ...], zone: ZoneInfo, today: date, closed: frozenset[date], days: int = STAFFED_DAYS
) -> tuple[OnDay, ...]:
    """Every shift of these days, from `today` (a day at the desk) on, in order. A closed day has none."""
    found = []
    for ahead in range(days):
        day = today + timedelta(days=ahead)
        if day in closed:
            continue
        for shift in sorted((one for one in shifts if one.is_on(day)), key=lambda one: (one.opens, one.closes)):
            start, end = (datetime.combine(day, at, tzinfo=zone).astimezone(UTC) for at in (shift.opens, shift.closes))
            if start < end:  # the hour that the clocks skip is nobody's shift
                found.append(OnDay(shift, day, Span(start, end)))
    return tuple(found)


@lru_cache(maxsize=64)
def staffed(shifts: tuple[Shift, ...], zone_name: str, today: date, closed: frozenset[date]) -> tuple[Span, ...]:
    """The staffed spans of the weeks from `today` (a day at the desk) on, in order, UTC; () when none were entered.

    A shift on one day that overlaps one of the week makes one longer span of both.
    """
    spans: list[Span] = []
    for one in on_days(shifts, ZoneInfo(zone_name), today, closed):
        if spans and one.span.start <= spans[-1].end:
            spans[-1] = Span(spans[-1].start, max(spans[-1].end, one.span.end))
        else:
            spans.append(one.span)
    return tuple(spans)
