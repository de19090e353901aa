"""Decent hours: when a number may be rung, judged by the clock of the place it belongs to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from callback_desk.domain.rule_data import Fields

LOOK_AHEAD_DAYS = 28  # longer than any run of closed days; no open hour within it means there is none
OTHER_PART_DAYS = 7  # how long a try may wait for another part of the day


class DayPart(StrEnum):
    """When somebody was rung. A whole Saturday or Sunday is one part, as in survey practice."""

    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"
    WEEKEND = "weekend"


@dataclass(frozen=True, slots=True)
class DayHours:
    """From `opens` until just before `closes`, times of day at the number's place."""

    opens: time
    closes: time


@dataclass(frozen=True, slots=True)
class CallingHours:
    """The hours of one week. `week[0]` is Monday; None is closed all day. No day leaves `floor`."""

    week: tuple[DayHours | None, ...]
    floor: DayHours
    closed_on_holidays: bool = True
    afternoon_from: time = time(12)
    evening_from: time = time(17)
    version: str = ""
    data: Mapping[str, object] = field(default_factory=dict, compare=False, repr=False)

    def on(self, day: date, holidays: frozenset[date]) -> DayHours | None:
        """The hours of a day, cut to the floor whatever the data say; None when closed."""
        if self.closed_on_holidays and day in holidays:
            return None
        hours = self.week[day.weekday()]
        if hours is None:
            return None
        cut = DayHours(max(hours.opens, self.floor.opens), min(hours.closes, self.floor.closes))
        return cut if cut.opens < cut.closes else None

    @classmethod
    def from_fields(cls, fields: Fields, version: str = "") -> CallingHours:
        """Raises RulesRefused: hours outside the floor, or that end before they begin."""
        floor = _day_hours(fields.table("never_outside"))
        if floor.opens < _HARD.opens or floor.closes > _HARD.closes:
            raise fields.refuse("never_outside", "Never before 8:00 or after 20:00, whatever an agency sets.")
        week = []
        for name in ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"):
            hours = _day_hours(fields.table(name)) if fields.has(name) else None
            if hours and (hours.opens < floor.opens or hours.closes > floor.closes):
                raise fields.refuse(name, "The hours must lie inside never_outside.")
            week.append(hours)
        made = cls(
            tuple(week),
            floor,
            fields.flag("closed_on_holidays"),
            fields.clock("afternoon_from"),
            fields.clock("evening_from"),
            version,
        )
        if not any(week):
            raise fields.refuse("", "At least one day must have hours.")
        if not made.afternoon_from < made.evening_from:
            raise fields.refuse("evening_from", "The evening begins after the afternoon.")
        return made


_HARD = DayHours(time(8), time(20))


def _day_hours(fields: Fields) -> DayHours:
    hours = DayHours(fields.clock("opens"), fields.clock("closes"))
    fields.done()
    if not hours.opens < hours.closes:
        raise fields.refuse("closes", "It closes after it opens.")
    return hours


@dataclass(frozen=True, slots=True)
class Span:
    """From `start` until just before `end`, both UTC."""

    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Window:
    """Whether a number may be rung now. Times are UTC.

    Open: `closes_at` says until when. Closed: `opens_at` says from when; None means that no hour is decent in every
    zone the number may be in, or that its zone is not known.
    """

    open: bool
    opens_at: datetime | None = None
    closes_at: datetime | None = None


@lru_cache(maxsize=256)
def _zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def known_zones(zone_names: Iterable[str]) -> tuple[ZoneInfo, ...]:
    """The zones of these IANA names; () when one of them is not known, since it cannot be judged."""
    zones = [_zone(name) for name in zone_names]
    return tuple(zone for zone in zones if zone) if all(zones) else ()


def day_part(at: datetime, zone_name: str, hours: CallingHours) -> DayPart:
    """Which part of the day `at` (UTC) is at the number's place; UTC where the zone is not known."""
    local = at.astimezone(_zone(zone_name) or UTC)
    if local.weekday() >= 5:
        return DayPart.WEEKEND
    if local.time() < hours.afternoon_from:
        return DayPart.MORNING
    return DayPart.AFTERNOON if local.time() < hours.evening_from else DayPart.EVENING


def local_day(at: datetime, zone_name: str) -> date:
    """The day `at` (UTC) is at the number's place."""
    return at.astimezone(_zone(zone_name) or UTC).date()


def next_day(at: datetime, zone_name: str, days: int = 1) -> datetime:
    """Midnight at the number's place `days` days after the day of `at`, in UTC."""
    return day_start(local_day(at, zone_name) + timedelta(days=days), zone_name)


def day_start(day: date, zone_name: str) -> datetime:
    """Midnight that begins this day at the number's place, in UTC."""
    return datetime.combine(day, time(0), tzinfo=_zone(zone_name) or UTC).astimezone(UTC)


def _spans_of(zone: ZoneInfo, start: datetime, hours: CallingHours, holidays: frozenset[date]) -> Iterator[Span]:
    first = start.astimezone(zone).date() - timedelta(days=1)
    for ahead in range(LOOK_AHEAD_DAYS + 2):
        day = first + timedelta(days=ahead)
        today = hours.on(day, holidays)
        if today is not None:
            opens = datetime.combine(day, today.opens, tzinfo=zone).astimezone(UTC)
            closes = datetime.combine(day, today.closes, tzinfo=zone).astimezone(UTC)
            if closes > start and opens < closes:
                yield Span(opens, closes)


def _both(ones: Iterable[Span], others: Sequence[Span]) -> Iterator[Span]:
    for one in ones:
        for other in others:
            start, end = max(one.start, other.start), min(one.end, other.end)
            if start < end:
                yield Span(start, end)


def open_spans(
    zone_names: Sequence[str], start: datetime, hours: CallingHours, holidays: frozenset[date]
) -> Iterator[Span]:
    """Every span from `start` (UTC) on in which all of the number's possible zones are inside the hours.

    In order; each ends after `start`. Nothing when a zone is not known or none is given.
    """
    zones = known_zones(zone_names)
    if not zones:
        return iter(())
    spans: Iterator[Span] = _spans_of(zones[0], start, hours, holidays)
    for zone in zones[1:]:
        spans = _both(spans, tuple(_spans_of(zone, start, hours, holidays)))
    return (span for span in spans if span.end > start)


def window(zone_names: Sequence[str], now: datetime, hours: CallingHours, holidays: frozenset[date]) -> Window:
    """May a number in these zones be rung at `now` (UTC)? A number with several possible zones: in all of them."""
    for span in open_spans(zone_names, now, hours, holidays):
        if span.start <= now:
            return Window(True, span.start, span.end)
        return Window(False, span.start)
    return Window(False)


def next_ready(
    zone_names: Sequence[str],
    earliest: datetime,
    hours: CallingHours,
    holidays: frozenset[date],
    *,
    shifts: Sequence[Span] = (),
    avoid: DayPart | None = None,
) -> datetime | None:
    """The first moment from `earliest` (UTC) on that is decent at the number and staffed at the desk.

    `shifts` are the staffed spans; without any that end after `earliest`, the calling hours alone count. With
    `avoid`, a moment in another part of the day is taken if there is one within a week, else the first. None when
    there is no such moment within four weeks.
    """
    spans = open_spans(zone_names, earliest, hours, holidays)
    staffed = tuple(shift for shift in shifts if shift.end > earliest)
    if staffed:
        spans = iter(sorted(_both(spans, staffed), key=lambda span: span.start))
    found: datetime | None = None
    for span in spans:
        for moment in _part_starts(Span(max(span.start, earliest), span.end), zone_names[0], hours):
            found = found or moment
            if avoid is None or day_part(moment, zone_names[0], hours) is not avoid:
                return moment if moment < found + timedelta(days=OTHER_PART_DAYS) else found
    return found


def _part_starts(span: Span, zone_name: str, hours: CallingHours) -> Iterator[datetime]:
    """The start of the span, and each later moment in it at which a new part of the day begins."""
    yield span.start
    zone = _zone(zone_name) or UTC
    day = span.start.astimezone(zone).date()
    for turn in (hours.afternoon_from, hours.evening_from):
        moment = datetime.combine(day, turn, tzinfo=zone).astimezone(UTC)
        if span.start < moment < span.end:
            yield moment
