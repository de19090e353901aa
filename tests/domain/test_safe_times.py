"""When a person may be reached: only ever shorter than decent hours, kept as words, said as a sentence."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from callback_desk.domain.calling_hours import DayHours
from callback_desk.domain.errors import DeskFault
from callback_desk.domain.ids import PhoneId
from callback_desk.domain.outcomes import Outcome
from callback_desk.domain.safe_times import ANY_TIME, OFFERED, SafeTimes, offered
from callback_desk.domain.schedule import Calendar, History, Number, Plan, Tried, Wait, plan
from tests.domain.rules_at_hand import BOOK

CHICAGO, DENVER = "America/Chicago", "America/Denver"
HOME = PhoneId(1)
EVENINGS = offered("evenings")


def at(day: int, hour: int, zone: str = CHICAGO) -> datetime:
    return datetime(2026, 11, day, hour, tzinfo=ZoneInfo(zone)).astimezone(UTC)


def history(times: SafeTimes, *tries: Tried, zone: str = CHICAGO, **changes: object) -> History:
    calendar = Calendar(BOOK.hours).within(times)
    made = History(tries, (Number(HOME, (zone,)),), BOOK.outcomes, BOOK.limits, calendar)
    return replace(made, **changes)  # type: ignore[arg-type]


def test_nobody_is_rung_outside_their_times_and_everybody_inside_them() -> None:
    tuesday_morning = plan(history(EVENINGS), at(17, 10))
    assert (tuesday_morning.wait, tuesday_morning.at) == (Wait.SAFE_TIMES, at(17, 17))
    assert plan(history(EVENINGS), at(17, 17)) == Plan(None, at(17, 17), (HOME,))
    assert plan(history(EVENINGS), at(17, 21)).wait is Wait.HOURS, "nobody is rung at nine in the evening"
    friday_night = plan(history(EVENINGS), at(20, 20))
    assert friday_night.at == at(23, 17), "not on the weekend"
    assert plan(history(ANY_TIME), at(17, 10)).now


def test_the_clock_is_the_one_at_the_number() -> None:
    found = plan(history(EVENINGS, zone=DENVER), at(17, 17))
    assert (found.wait, found.at) == (Wait.SAFE_TIMES, at(17, 17, DENVER))


def test_an_agreed_time_lies_inside_them_too() -> None:
    found = plan(history(EVENINGS), at(17, 10), promised_at=at(17, 9))
    assert (found.wait, found.at) == (Wait.SAFE_TIMES, at(17, 17))


def test_times_that_no_decent_hour_meets_leave_it_to_a_person() -> None:
    nights = SafeTimes.on(range(7), time(21), time(22))
    assert plan(history(nights), at(17, 10)) == Plan(Wait.NO_HOUR, None)


def test_they_only_make_decent_hours_shorter() -> None:
    long = SafeTimes.on(range(7), time(6), time(23)).within(BOOK.hours)
    assert long.week == BOOK.hours.week
    assert EVENINGS.within(BOOK.hours).week == (*[DayHours(time(17), time(20))] * 5, None, None)
    assert ANY_TIME.within(BOOK.hours) is BOOK.hours


@pytest.mark.parametrize(("key", "_words", "times"), OFFERED)
def test_what_is_kept_comes_back_and_is_said(key: str, _words: str, times: SafeTimes) -> None:
    assert SafeTimes.from_lines(times.lines()) == times
    assert bool(times) is (key != "any") is bool(times.said())
    assert offered(key) is times


def test_they_are_said_with_days_that_follow_each_other_together() -> None:
    mixed = SafeTimes.from_lines(["monday 17:00-20:00", "tuesday 17:00-20:00", "saturday 9:00-12:30"])
    assert mixed.said() == "Monday to Tuesday, 5 PM to 8 PM; Saturday, 9 AM to 12:30 PM"
    assert ANY_TIME.said() == ""
    with pytest.raises(DeskFault):
        SafeTimes.from_lines(["someday 9:00-12:00"])


# --- a number that somebody else has, too


def shared(*hours_ago: float, now: datetime, own: tuple[Tried, ...] = (), open_: bool = True) -> History:
    others = tuple(now - timedelta(hours=one) for one in hours_ago)
    return history(ANY_TIME, *own, numbers=(Number(HOME, (CHICAGO,), open_, others),))


def test_a_number_that_was_rung_for_somebody_else_today_waits_for_another_day() -> None:
    now = at(17, 15)
    found = plan(shared(2, now=now), now)
    assert (found.wait, found.at) == (Wait.SHARED, at(18, 9))
    assert plan(shared(24, now=now), now).now
    assert plan(shared(2, now=now), now, promised_at=now).now, "they asked for this hour"


def test_tries_for_both_count_against_the_number_and_not_for_ever() -> None:
    now = at(17, 15)
    own = Tried(at(10, 10), Outcome.NO_ANSWER, HOME)
    assert plan(shared(24, now=now, own=(own,)), now).now, "two of three"
    full = plan(shared(24, 48, now=now, own=(own,)), now)
    assert full.wait is Wait.SHARED
    assert full.at is not None and full.at >= now - timedelta(hours=48) + timedelta(days=30)
    often = tuple(Tried(at(day, 10), Outcome.NO_ANSWER, HOME) for day in (3, 6, 10))
    assert plan(shared(24, now=now, own=often), now) == Plan(Wait.NUMBERS_USED, None), "their own three tries"
    assert plan(shared(24, 48, 72, now=now, open_=False), now) == Plan(Wait.NUMBERS_USED, None)
