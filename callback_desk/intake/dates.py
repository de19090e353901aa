"""Dates and times of a file: one reading per column, settled by evidence, never guessed value by value."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import lru_cache
from zoneinfo import ZoneInfo

from callback_desk.domain.layout import DateOrder

_TIME_PART = r"(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)?\s*([AaPp]\.?[Mm]\.?)?|(\d{4})(?:\s*(?:hrs?|hours))?"
_ZONE_PART = r"\s*(Z|[+\-]\d{2}:?\d{2})?"
_TIME = re.compile(_TIME_PART)
_YEAR_FIRST = re.compile(r"(\d{4})[\-/.](\d{1,2})[\-/.](\d{1,2})(?:(?:[T@ ]|\s+at\s+)\s*(.*))?")
YEAR_LAST = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4}|\d{2})(?:(?:[T@, ]|\s+at\s+)\s*(.*))?")
_MONTH_ONLY = re.compile(r"(\d{4})[\-/](\d{1,2})")
_COMPACT = re.compile(r"(\d{8})(?:[T ]?(\d{4}|\d{6}))?")
_NAMED = re.compile(
    r"(?:[A-Za-z]{3,9},?\s+)?(?:(\d{1,2})[\s\-]+([A-Za-z]{3,9})\.?|([A-Za-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?)"
    r"[\s\-,]+(\d{4}|\d{2})(?:,?\s+(?:at\s+)?(.*))?"
)
_SERIAL = re.compile(r"(\d{4,5})(?:\.(\d+))?")
_ZONE_TAIL = re.compile(r"(.*?)\s*(Z|[+\-]\d{2}:?\d{2})$")
_MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan ene", "feb", "mar", "apr abr", "may", "jun", "jul", "aug ago", "sep set", "oct", "nov", "dec dic"), 1
    )
    for name in names.split()
}
_NULL_DATES = frozenset({"0000-00-00", "0000-00-00 00:00:00", "00/00/0000", "1/1/1900", "01/01/1900"})


@dataclass(frozen=True, slots=True)
class Moment:
    """`at` is aware UTC (local midnight when the day has no time); `day` is the desk's own calendar day."""

    at: datetime
    day: date
    precision: str  # "minute", "day" or "month"


@dataclass(frozen=True, slots=True)
class _Parts:
    day: date
    clock: time | None
    offset: timedelta | None
    precision: str


class DateReader:
    """Reads the values of one column. zone is the desk's (IANA); today is its calendar day.

    serial_epoch is 1900 or 1904 when bare numbers of a workbook are day counts, else 0 (text files never).
    """

    def __init__(
        self, zone: str, order: DateOrder | None, today: date, *, serial_epoch: int = 0, day_only: bool = False
    ) -> None:
        self._zone = ZoneInfo(zone)
        self._order = order or DateOrder.MONTH_FIRST
        self._today = today
        self._epoch = serial_epoch
        self._day_only = day_only
        self.moment = lru_cache(maxsize=32_768)(self._moment)
        self.moment_with_time = lru_cache(maxsize=32_768)(self._moment_with_time)
        self.day_start = lru_cache(maxsize=8_192)(self._day_start)
        self.calendar_day = lru_cache(maxsize=65_536)(self._calendar_day)

    def _moment(self, date_text: str) -> Moment | None:
        """A date, or date and time, in one cell; None when it cannot be read or lies in the future."""
        day_text, _blank, time_text = date_text.partition(" ")
        if time_text and (usual := self._usual(day_text, time_text)) is not None:
            return usual
        parts = self._parts(date_text.strip())
        return None if parts is None else self._at(parts)

    def _usual(self, day_text: str, time_text: str) -> Moment | None:
        """ "11/20/2026 14:05": a day and a time that were both seen before, on a day without a change of clocks."""
        start = self.day_start(day_text)
        clock = seconds_of_day(time_text) if start is not None else None
        if start is None or clock is None or (clock == 0 and self._day_only):
            return None
        return Moment(start.at + timedelta(seconds=clock), start.day, "minute")

    def _day_start(self, day_text: str) -> Moment | None:
        """Local midnight of a day whose 24 hours are all alike; None for any other."""
        parts = self._parts(day_text)
        if parts is None or parts.precision != "day":
            return None
        found = self._at(parts)
        if found is None:
            return None
        midnight = datetime.combine(found.day, time(), self._zone)
        last = datetime.combine(found.day, time(23, 59), self._zone)
        return found if midnight.utcoffset() == last.utcoffset() else None

    def _moment_with_time(self, date_text: str, time_text: str) -> Moment | None:
        """A date cell and its time cell; a time that cannot be read leaves the day."""
        parts = self._parts(date_text.strip())
        if parts is None:
            return None
        clock = read_time(time_text.strip())
        if clock is not None and parts.precision != "month":
            parts = _Parts(parts.day, clock, parts.offset, "minute")
        return self._at(parts)

    def _calendar_day(self, date_text: str) -> date | None:
        """A birth date: never in the future, never before 1880."""
        parts = self._parts(date_text.strip())
        if parts is None or parts.precision == "month":
            return None
        day = parts.day
        if day > self._today and _two_digit_year(date_text):
            day = _same_day(day.year - 100, day.month, day.day) or day
        return day if day <= self._today and day.year >= 1880 else None

    def _at(self, parts: _Parts) -> Moment | None:
        tz = self._zone if parts.offset is None else timezone(parts.offset)
        clock = parts.clock
        precision = parts.precision
        if self._day_only and precision == "minute" and clock == time():
            clock, precision = None, "day"
        at = datetime.combine(parts.day, clock or time(), tz).astimezone(UTC)
        if parts.day > self._today + timedelta(days=1) or parts.day.year < 1900:
            return None
        return Moment(at, parts.day, precision)

    def _parts(self, text: str) -> _Parts | None:
        if not text or text in _NULL_DATES:
            return None
        try:
            return self._by_form(text)
        except (ValueError, OverflowError):
            return None

    def _by_form(self, text: str) -> _Parts | None:  # noqa: PLR0911  # one return for each way of writing a date
        if (m := YEAR_LAST.fullmatch(text)) is not None:
            first, second = int(m[1]), int(m[2])
            month, day = (first, second) if self._order is DateOrder.MONTH_FIRST else (second, first)
            return _with_time(date(self._year(m[3]), month, day), m[4])
        if (m := _YEAR_FIRST.fullmatch(text)) is not None:
            return _with_time(date(int(m[1]), int(m[2]), int(m[3])), m[4])
        if (m := _MONTH_ONLY.fullmatch(text)) is not None:
            return _Parts(date(int(m[1]), int(m[2]), 1), None, None, "month")
        if (m := _NAMED.fullmatch(text)) is not None:
            month_number = _MONTHS.get((m[2] or m[3])[:3].casefold())
            if month_number is None:
                return None
            return _with_time(date(self._year(m[5]), month_number, int(m[1] or m[4])), m[6])
        if self._epoch and (m := _SERIAL.fullmatch(text)) is not None:
            return _from_serial(float(text), self._epoch)
        if (m := _COMPACT.fullmatch(text)) is not None:
            return _with_time(self._compact(m[1]), m[2])
        return None

    def _year(self, digits: str) -> int:
        year = int(digits)
        if len(digits) == 4:
            return year
        year += 2000
        return year if year <= self._today.year + 1 else year - 100

    def _compact(self, digits: str) -> date:
        if "1880" <= digits[:4] <= "2100" and "01" <= digits[4:6] <= "12":
            return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
        first, second, year = int(digits[:2]), int(digits[2:4]), int(digits[4:])
        if first > 12 or self._order is DateOrder.DAY_FIRST:
            return date(year, second, first)
        return date(year, first, second)


def read_time(text: str) -> time | None:
    """A time of day: "14:30:00", "2:30 PM", "1430", "930"; None when it is none."""
    text = text.strip()
    if text.isdigit() and len(text) <= 3:
        text = text.zfill(4)
    if text.startswith(("1899-12-3", "1900-01-0", "1904-01-01")) and len(text) > 11:
        text = text[11:]  # a workbook keeps a bare time as a moment of its first day
    found = _TIME.fullmatch(text)
    return None if found is None else _clock(found)


@lru_cache(maxsize=8_192)
def seconds_of_day(text: str) -> int | None:
    """A time of day in seconds after midnight; None when it is none, or carries a zone."""
    clock = read_time(text)
    return None if clock is None else clock.hour * 3600 + clock.minute * 60 + clock.second


def _clock(found: re.Match[str]) -> time | None:
    if found[5]:
        hour, minute, second = int(found[5][:2]), int(found[5][2:]), 0
    else:
        hour, minute, second = int(found[1]), int(found[2]), int(found[3] or 0)
        if found[4]:
            if not 1 <= hour <= 12:
                return None
            hour = hour % 12 + (12 if found[4][0] in "pP" else 0)
    if hour == 24 and minute == 0:
        hour = 0
    return time(hour, minute, second) if hour < 24 and minute < 60 and second < 60 else None


def _with_time(day: date, time_text: str | None) -> _Parts | None:
    if not time_text or not time_text.strip():
        return _Parts(day, None, None, "day")
    text = time_text.strip().removeprefix("at ").strip()
    offset = None
    if (tail := _ZONE_TAIL.fullmatch(text)) is not None and tail[1]:
        text = tail[1]
        offset = _offset(tail[2])
    clock = read_time(text[:4] if text.isdigit() and len(text) == 6 else text)
    return None if clock is None else _Parts(day, clock, offset, "minute")


def _offset(zone_text: str) -> timedelta:
    if zone_text == "Z":
        return timedelta(0)
    digits = zone_text[1:].replace(":", "")
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return -offset if zone_text[0] == "-" else offset


def _from_serial(serial: float, epoch: int) -> _Parts | None:
    """A workbook's day count. In the 1900 system day 60 is a 29 February that never was: not a date."""
    if not 1 <= serial < 2_958_466 or (epoch == 1900 and serial < 61):
        return None
    start = datetime(1899, 12, 30, tzinfo=UTC) if epoch == 1900 else datetime(1904, 1, 1, tzinfo=UTC)
    moment = start + timedelta(seconds=round(serial * 86_400))
    if serial == int(serial):
        return _Parts(moment.date(), None, None, "day")
    return _Parts(moment.date(), moment.time(), None, "minute")


def _two_digit_year(text: str) -> bool:
    found = YEAR_LAST.fullmatch(text.strip())
    return found is not None and len(found[3]) == 2


def _same_day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
