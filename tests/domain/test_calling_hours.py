from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callback_desk.domain.calling_hours import (
    DayHours,
    DayPart,
    Span,
    day_part,
    local_day,
    next_day,
    next_ready,
    open_spans,
    window,
)
from tests.domain.rules_at_hand import BOOK

HOURS = BOOK.hours
NO_HOLIDAYS: frozenset[date] = frozenset()
ZONES = [
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Phoenix",  # no summer time
    "America/Los_Angeles",
    "America/Indiana/Indianapolis",
    "America/Indiana/Knox",  # the other side of the state
    "America/Anchorage",
    "Pacific/Honolulu",
    "America/Puerto_Rico",
    "Pacific/Guam",
]


def local(zone: str, year: int, month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=ZoneInfo(zone)).astimezone(UTC)


def is_open(zones: list[str], at: datetime) -> bool:
    return window(zones, at, HOURS, NO_HOLIDAYS).open


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize(
    ("day", "opens", "closes"),
    [(day, 9, 20) for day in range(16, 21)] + [(21, 9, 17), (22, 9, 17)],  # Monday to Sunday, November 2026
)
def test_the_hours_of_every_day_in_every_zone(zone: str, day: int, opens: int, closes: int) -> None:
    open_hours = [hour for hour in range(24) if is_open([zone], local(zone, 2026, 11, day, hour))]
    assert open_hours == list(range(opens, closes))
    assert not is_open([zone], local(zone, 2026, 11, day, opens) - timedelta(seconds=1))
    assert not is_open([zone], local(zone, 2026, 11, day, closes)), "closing time itself is closed"


@pytest.mark.parametrize(
    ("zone", "day", "utc_hour"),
    [
        ("America/New_York", date(2026, 3, 7), 14),
        ("America/New_York", date(2026, 3, 8), 13),  # summer time began at 2 AM that morning
        ("America/New_York", date(2026, 10, 31), 13),
        ("America/New_York", date(2026, 11, 1), 14),  # and ended
        ("America/Phoenix", date(2026, 3, 7), 16),
        ("America/Phoenix", date(2026, 3, 8), 16),  # Arizona keeps its clocks
        ("America/Indiana/Indianapolis", date(2026, 3, 8), 13),
        ("America/Indiana/Knox", date(2026, 3, 8), 14),
        ("Pacific/Honolulu", date(2026, 3, 8), 19),
    ],
)
def test_nine_in_the_morning_on_the_days_the_clocks_change(zone: str, day: date, utc_hour: int) -> None:
    nine = datetime(day.year, day.month, day.day, utc_hour, tzinfo=UTC)
    found = window([zone], nine - timedelta(minutes=1), HOURS, NO_HOLIDAYS)
    assert (found.open, found.opens_at) == (False, nine)
    assert is_open([zone], nine)


def test_a_closed_evening_opens_the_next_morning() -> None:
    friday = local("America/Chicago", 2026, 11, 20, 19, 59)
    assert window(["America/Chicago"], friday, HOURS, NO_HOLIDAYS).closes_at == friday + timedelta(minutes=1)
    after = window(["America/Chicago"], friday + timedelta(minutes=1), HOURS, NO_HOLIDAYS)
    assert after.opens_at == local("America/Chicago", 2026, 11, 21, 9)


def test_holidays_are_closed_by_the_day_at_the_number() -> None:
    thanksgiving = frozenset({date(2026, 11, 26)})
    noon = local("America/Chicago", 2026, 11, 26, 12)
    assert is_open(["America/Chicago"], noon)
    closed = window(["America/Chicago"], noon, HOURS, thanksgiving)
    assert closed.opens_at == local("America/Chicago", 2026, 11, 27, 9)
    guam = local("Pacific/Guam", 2026, 11, 27, 9)  # still Thursday in Chicago
    assert window(["Pacific/Guam"], guam, HOURS, thanksgiving).open
    lenient = replace(HOURS, closed_on_holidays=False)
    assert window(["America/Chicago"], noon, lenient, thanksgiving).open


def test_a_number_in_several_zones_waits_for_all_of_them() -> None:
    zones = ["America/New_York", "America/Los_Angeles"]
    early = local("America/New_York", 2026, 11, 17, 9)
    assert window(zones, early, HOURS, NO_HOLIDAYS).opens_at == local("America/Los_Angeles", 2026, 11, 17, 9)
    assert is_open(zones, local("America/Los_Angeles", 2026, 11, 17, 16, 59))
    assert not is_open(zones, local("America/Los_Angeles", 2026, 11, 17, 17)), "8 PM in New York"


@pytest.mark.parametrize(
    "zones",
    [
        [],
        ["Etc/Nowhere"],
        ["America/Chicago", "Etc/Nowhere"],
        [""],
        ["../../etc/passwd"],
        ["America/New_York", "Asia/Bangkok"],
    ],
)
def test_where_the_hour_cannot_be_known_nobody_is_rung(zones: list[str]) -> None:
    for hour in range(24):
        found = window(zones, datetime(2026, 11, 17, hour, tzinfo=UTC), HOURS, NO_HOLIDAYS)
        assert (found.open, found.opens_at) == (False, None)
    assert next_ready(zones, datetime(2026, 11, 17, tzinfo=UTC), HOURS, NO_HOLIDAYS) is None


def test_the_floor_holds_whatever_the_hours_say() -> None:
    loose = replace(HOURS, week=(DayHours(time(5), time(23)),) * 7)
    zone = "America/Chicago"
    open_hours = [
        hour for hour in range(24) if window([zone], local(zone, 2026, 11, 17, hour), loose, NO_HOLIDAYS).open
    ]
    assert open_hours == list(range(8, 20))
    night = replace(HOURS, week=(DayHours(time(21), time(23)), None, None, None, None, None, None))
    assert not window([zone], local(zone, 2026, 11, 16, 22), night, NO_HOLIDAYS).open
    assert window([zone], local(zone, 2026, 11, 16, 22), night, NO_HOLIDAYS).opens_at is None


@pytest.mark.parametrize(
    ("day", "hour", "part"),
    [
        (17, 9, DayPart.MORNING),
        (17, 12, DayPart.AFTERNOON),
        (17, 16, DayPart.AFTERNOON),
        (17, 17, DayPart.EVENING),
        (21, 9, DayPart.WEEKEND),
        (22, 16, DayPart.WEEKEND),
    ],
)
def test_parts_of_the_day(day: int, hour: int, part: DayPart) -> None:
    assert day_part(local("America/Denver", 2026, 11, day, hour), "America/Denver", HOURS) is part


def test_days_are_counted_at_the_number() -> None:
    late = datetime(2026, 11, 18, 3, 30, tzinfo=UTC)  # 9:30 PM on the 17th in Chicago
    assert local_day(late, "America/Chicago") == date(2026, 11, 17)
    assert next_day(late, "America/Chicago") == local("America/Chicago", 2026, 11, 18, 0)
    assert next_day(late, "Etc/Nowhere") == datetime(2026, 11, 19, tzinfo=UTC)


CHICAGO = ["America/Chicago"]


def shift(day: int, start: int, end: int) -> Span:
    return Span(local("America/Chicago", 2026, 11, day, start), local("America/Chicago", 2026, 11, day, end))


def test_a_try_lands_in_a_staffed_shift() -> None:
    shifts = [shift(24, 9, 12), shift(19, 9, 12)]
    at = next_ready(CHICAGO, local("America/Chicago", 2026, 11, 18, 0), HOURS, NO_HOLIDAYS, shifts=shifts)
    assert at == local("America/Chicago", 2026, 11, 19, 9)


def test_shifts_that_are_over_leave_the_hours_alone() -> None:
    at = next_ready(CHICAGO, local("America/Chicago", 2026, 11, 18, 7), HOURS, NO_HOLIDAYS, shifts=[shift(17, 9, 12)])
    assert at == local("America/Chicago", 2026, 11, 18, 9)


def test_another_part_of_the_day_where_there_is_one() -> None:
    start = local("America/Chicago", 2026, 11, 18, 0)
    assert next_ready(CHICAGO, start, HOURS, NO_HOLIDAYS, avoid=DayPart.MORNING) == local(
        "America/Chicago", 2026, 11, 18, 12
    )
    both = [shift(19, 9, 12), shift(20, 13, 16)]
    assert next_ready(CHICAGO, start, HOURS, NO_HOLIDAYS, shifts=both, avoid=DayPart.MORNING) == local(
        "America/Chicago", 2026, 11, 20, 13
    )


def test_the_only_shifts_there_are_never_block() -> None:
    start = local("America/Chicago", 2026, 11, 18, 0)
    mornings = [shift(19, 9, 12), shift(24, 9, 12)]
    assert next_ready(CHICAGO, start, HOURS, NO_HOLIDAYS, shifts=mornings, avoid=DayPart.MORNING) == mornings[0].start
    far = [shift(19, 9, 12), shift(27, 13, 16)]  # the other part is more than a week away
    assert next_ready(CHICAGO, start, HOURS, NO_HOLIDAYS, shifts=far, avoid=DayPart.MORNING) == far[0].start


def test_a_night_shift_meets_no_decent_hour() -> None:
    nights = [shift(18, 0, 6)]
    assert next_ready(CHICAGO, local("America/Chicago", 2026, 11, 18, 0), HOURS, NO_HOLIDAYS, shifts=nights) is None


moments = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC))
zone_lists = st.lists(st.sampled_from(ZONES), min_size=1, max_size=3, unique=True)
holiday_sets = st.frozensets(st.dates(date(2026, 1, 1), date(2028, 1, 31)), max_size=20)
shift_lists = st.lists(
    st.tuples(moments, st.integers(1, 12)).map(lambda one: Span(one[0], one[0] + timedelta(hours=one[1]))), max_size=6
)


@given(zone_lists, moments, holiday_sets)
def test_a_window_is_open_exactly_when_every_clock_is_decent(
    zones: list[str], now: datetime, holidays: frozenset[date]
) -> None:
    def decent(zone: str) -> bool:
        clock = now.astimezone(ZoneInfo(zone))
        closes = 17 if clock.weekday() >= 5 else 20
        return 9 <= clock.hour < closes and clock.date() not in holidays

    found = window(zones, now, HOURS, holidays)
    assert found.open == all(decent(zone) for zone in zones)
    if found.open:
        assert found.opens_at is not None and found.closes_at is not None
        assert found.opens_at <= now < found.closes_at
    elif found.opens_at is not None:
        assert found.opens_at > now
        assert window(zones, found.opens_at, HOURS, holidays).open


@given(zone_lists, moments, holiday_sets, shift_lists, st.none() | st.sampled_from(DayPart))
def test_the_next_try_always_lies_inside_calling_hours_and_shifts(
    zones: list[str], earliest: datetime, holidays: frozenset[date], shifts: list[Span], avoid: DayPart | None
) -> None:
    at = next_ready(zones, earliest, HOURS, holidays, shifts=shifts, avoid=avoid)
    if at is None:
        return
    assert at >= earliest
    assert window(zones, at, HOURS, holidays).open
    staffed = [one for one in shifts if one.end > earliest]
    assert not staffed or any(one.start <= at < one.end for one in staffed)
    first = next_ready(zones, earliest, HOURS, holidays, shifts=shifts)
    assert first is not None and at <= first + timedelta(days=7)


@given(zone_lists, moments)
def test_spans_come_in_order_and_do_not_overlap(zones: list[str], start: datetime) -> None:
    spans = list(open_spans(zones, start, HOURS, NO_HOLIDAYS))
    assert all(span.start < span.end and span.end > start for span in spans)
    assert all(one.end <= other.start for one, other in itertools.pairwise(spans))
