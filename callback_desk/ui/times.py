"""Days and hours as volunteers type them, and how long things lasted. How a moment is written stands in `when`."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from callback_desk.ui.when import clock

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEK = timedelta(days=7)
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})$")
_SLASHED = re.compile(r"(\d{1,2})[/.](\d{1,2})(?:[/.](\d{2}|\d{4}))?$")
_LETTERS = re.compile(r"([a-z]{3})[a-z]*\.? (\d{1,2})(?:,? (\d{4}))?$")
_CLOCK = re.compile(r"(\d{1,2})(?::(\d{2}))? ?([ap])?\.?(?:m\.?)?$")


def day(at: date | datetime, zone: ZoneInfo | None = None) -> str:
    """ "November 14"; a datetime needs its zone."""
    shown = at.astimezone(zone) if isinstance(at, datetime) and zone is not None else at
    return f"{shown:%B} {shown.day}"


def short_day(at: datetime, zone: ZoneInfo) -> str:
    """ "Nov 13" """
    local = at.astimezone(zone)
    return f"{local:%b} {local.day}"


def weekday(at: datetime, zone: ZoneInfo) -> str:
    """ "Tuesday, November 17" """
    local = at.astimezone(zone)
    return f"{local:%A}, {day(local)}"


def when(at: datetime, now: datetime, zone: ZoneInfo) -> str:
    """A moment from today's point of view: "11:00 AM today", "tomorrow, 9:00 AM", "Monday, 9:00 AM"."""
    there, here = at.astimezone(zone).date(), now.astimezone(zone).date()
    apart = (there - here).days
    if apart == 0:
        return f"{clock(at, zone)} today"
    if apart == 1:
        return f"tomorrow, {clock(at, zone)}"
    if 1 < apart < 7:
        return f"{there:%A}, {clock(at, zone)}"
    return f"{day(there)}, {clock(at, zone)}"


def past(at: datetime, now: datetime, zone: ZoneInfo) -> str:
    """A moment that has gone by: "today, 8:56 AM", "Thursday, 8:56 AM", "November 3, 8:56 AM"."""
    apart = (now.astimezone(zone).date() - at.astimezone(zone).date()).days
    if apart == 0:
        return f"today, {clock(at, zone)}"
    if 0 < apart < 7:
        return f"{at.astimezone(zone):%A}, {clock(at, zone)}"
    return f"{day(at, zone)}, {clock(at, zone)}"


def lasted(seconds: float) -> str:
    """Time in a call: "6:48", "1:02:03"."""
    whole = max(0, int(seconds))
    hours, rest = divmod(whole, 3600)
    minutes, left = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{left:02}" if hours else f"{minutes}:{left:02}"


def minutes_long(seconds: float) -> str:
    """ "13 minutes", "1 minute", "less than a minute" """
    minutes = int(seconds) // 60
    if minutes == 0:
        return "less than a minute"
    return "1 minute" if minutes == 1 else f"{minutes} minutes"


def part_of_day(now: datetime, zone: ZoneInfo) -> str:
    """ "morning" before noon, "afternoon" before 6 PM, then "evening"."""
    hour = now.astimezone(zone).hour
    return "morning" if hour < 12 else "afternoon" if hour < 18 else "evening"


def read_day(text: str, today: date) -> date | None:
    """A day as people type it: 11/23, Nov 23, 2026-11-23, today, tomorrow, Thursday. Month comes first.

    Without a year the day is the nearest one that is not past. None for what is no day.
    """
    words = " ".join(text.casefold().split())
    if words in ("today", "tomorrow"):
        return today + timedelta(days=1 if words == "tomorrow" else 0)
    if words[:3] in _WEEKDAYS and words.rstrip(".").isalpha():
        ahead = (_WEEKDAYS.index(words[:3]) - today.weekday()) % 7
        return today + timedelta(days=ahead)
    if found := _ISO.match(words):
        return _day_of(int(found[1]), int(found[2]), int(found[3]))
    if found := _SLASHED.match(words):
        return _coming(int(found[1]), int(found[2]), found[3], today)
    if (found := _LETTERS.match(words)) and found[1] in _MONTHS:
        return _coming(_MONTHS.index(found[1]) + 1, int(found[2]), found[3], today)
    return None


def read_past_day(text: str, today: date) -> date | None:
    """As `read_day`, with the nearest day that is not ahead: Nov 20, 11/20, yesterday, Friday. None for no day."""
    words = " ".join(text.casefold().split())
    if words == "yesterday":
        return today - timedelta(days=1)
    found = read_day(text, today)
    if found is None or found <= today:
        return found
    if found - today < _WEEK and words[:3].isalpha() and not any(letter.isdigit() for letter in words):
        return found - _WEEK  # a weekday: the last one, not the next
    try:
        before = found.replace(year=found.year - 1)
    except ValueError:  # a leap day
        return None
    return before if before <= today and str(found.year) not in text else found


def read_clock(text: str) -> time | None:
    """A time of day: 9:30 AM, 2 pm, 14:30. Without AM or PM, 1 to 7 are afternoon. None for what is no time."""
    found = _CLOCK.match(" ".join(text.casefold().split()))
    if found is None:
        return None
    hour, minute, half = int(found[1]), int(found[2] or 0), found[3]
    if half and not 1 <= hour <= 12:
        return None
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    elif 1 <= hour <= 7:
        hour += 12
    if hour > 23 or minute > 59:
        return None
    return time(hour, minute)


def moment(on: date, at: time, zone: ZoneInfo) -> datetime:
    """A wall time of the desk as UTC."""
    return datetime.combine(on, at, zone).astimezone(UTC)


def _coming(month: int, day_of_month: int, year_text: str | None, today: date) -> date | None:
    if year_text:
        year = int(year_text)
        return _day_of(year + 2000 if year < 100 else year, month, day_of_month)
    found = _day_of(today.year, month, day_of_month)
    if found is None or found < today:
        return _day_of(today.year + 1, month, day_of_month)
    return found


def _day_of(year: int, month: int, day_of_month: int) -> date | None:
    try:
        return date(year, month, day_of_month)
    except ValueError:
        return None
