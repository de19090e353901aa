"""When a person said they may be reached: it only makes decent hours shorter, by the clock at the number."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import time
from itertools import groupby
from typing import Final

from callback_desk.domain.calling_hours import CallingHours, DayHours
from callback_desk.domain.desk_calendar import DAYS, DeskCalendar, span_text
from callback_desk.domain.ids import CallbackId

_WEEK: Final = range(7)


@dataclass(frozen=True, slots=True)
class SafeTimes:
    """For each day of the week from Monday on, from when to when; None: not on that day. () is any time."""

    week: tuple[DayHours | None, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.week)

    @classmethod
    def on(cls, days: Iterable[int], opens: time, closes: time) -> SafeTimes:
        """The same hours on these days; 0 is Monday."""
        chosen = frozenset(days)
        return cls(tuple(DayHours(opens, closes) if day in chosen else None for day in _WEEK))

    @classmethod
    def from_lines(cls, lines: Iterable[str]) -> SafeTimes:
        """Read what `lines` wrote, or "monday 17:00-20:00" as typed. Raises DeskFault."""
        shifts = DeskCalendar.from_plain({"shifts": list(lines)}).shifts
        if not shifts:
            return cls()
        by_day = {day: list(ones) for day, ones in groupby(shifts, key=lambda one: one.weekday)}
        # Two spans of one day have a gap in which nobody may call; the first alone is the safe half.
        first = {day: ones[0] for day, ones in by_day.items()}
        return cls(tuple(DayHours(first[day].opens, first[day].closes) if day in first else None for day in _WEEK))

    def lines(self) -> tuple[str, ...]:
        """Words only: what is kept."""
        return tuple(f"{DAYS[day]} {span_text(hours)}" for day, hours in enumerate(self.week) if hours is not None)

    def within(self, hours: CallingHours) -> CallingHours:
        """Decent hours, shorter where the person asked for it; a day they left out is closed."""
        if not self.week:
            return hours
        week = tuple(
            DayHours(max(usual.opens, own.opens), min(usual.closes, own.closes)) if usual and own else None
            for usual, own in zip(hours.week, self.week, strict=True)
        )
        return replace(hours, week=tuple(day if day and day.opens < day.closes else None for day in week))

    def said(self) -> str:
        """ "Monday to Friday, 5 PM to 8 PM; Saturday, 9 AM to 12 PM"; "" for any time."""
        parts = []
        for hours, ones in groupby(enumerate(self.week), key=lambda pair: pair[1]):
            if hours is not None:
                days = [DAYS[day].title() for day, _ in ones]
                named = days[0] if len(days) == 1 else f"{days[0]} to {days[-1]}"
                parts.append(f"{named}, {_clock(hours.opens)} to {_clock(hours.closes)}")
        return "; ".join(parts)


@dataclass(frozen=True, slots=True)
class OwnHours:
    """Somebody who said at which times they may be reached, and the zones (IANA) of each of their numbers."""

    callback_id: CallbackId
    times: SafeTimes
    zones: tuple[tuple[str, ...], ...]


def _clock(at: time) -> str:
    hour = f"{at:%I:%M %p}".lstrip("0")
    return hour.replace(":00", "")


ANY_TIME: Final = SafeTimes()

#: What is offered in a call: key, words, times. The hours lie inside the decent ones of any day.
OFFERED: Final[tuple[tuple[str, str, SafeTimes], ...]] = (
    ("any", "Any time", ANY_TIME),
    ("mornings", "Mornings, until noon", SafeTimes.on(_WEEK, time(9), time(12))),
    ("afternoons", "Afternoons, noon to 5", SafeTimes.on(_WEEK, time(12), time(17))),
    ("evenings", "Evenings from 5, not on weekends", SafeTimes.on(range(5), time(17), time(20))),
    ("weekdays", "Monday to Friday only", SafeTimes.on(range(5), time(9), time(20))),
    ("weekends", "Weekends only", SafeTimes.on((5, 6), time(9), time(17))),
)


def offered(key: str) -> SafeTimes:
    """The times of a key of `OFFERED`; any time for a key that is not there."""
    return next((times for known, _words, times in OFFERED if known == key), ANY_TIME)
