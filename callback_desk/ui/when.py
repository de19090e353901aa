"""Moments as people read them: 2:02 PM, the month in letters, the desk's own zone."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo


def clock(at: datetime, zone: ZoneInfo) -> str:
    """ "2:02 PM" in the desk's zone; `at` is aware."""
    return f"{at.astimezone(zone):%I:%M %p}".lstrip("0")


def day(when: date, today: date) -> str:
    """ "November 17"; with the year when it is another one."""
    year = "" if when.year == today.year else f", {when.year}"
    return f"{when:%B} {when.day}{year}"


def short_day(when: date, today: date) -> str:
    """ "Nov 9" for a column of a table; "Nov 9, 2025" in another year."""
    year = "" if when.year == today.year else f", {when.year}"
    return f"{when:%b} {when.day}{year}"


def weekday(when: date) -> str:
    """ "Tuesday, November 17"."""
    return f"{when:%A, %B} {when.day}"


def moment(at: datetime, now: datetime, zone: ZoneInfo) -> str:
    """ "November 17, 10:14 AM"; both moments are aware."""
    return f"{day(at.astimezone(zone).date(), now.astimezone(zone).date())}, {clock(at, zone)}"


def next_try(at: datetime, now: datetime, zone: ZoneInfo) -> str:
    """A future moment in the fewest words: "Today, 11:00 AM", "Tomorrow, 9:00 AM", "Thursday, Nov 19"."""
    there, here = at.astimezone(zone), now.astimezone(zone)
    days = (there.date() - here.date()).days
    if days in (0, 1):
        return f"{'Today' if days == 0 else 'Tomorrow'}, {clock(at, zone)}"
    if 1 < days < 7:
        return f"{there:%A}, {short_day(there.date(), here.date())}"
    return short_day(there.date(), here.date())


def count(number: int, one: str, many: str = "") -> str:
    """ "1 row", "468 rows", "1,204 rows"; `many` when the plural is not an s."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
