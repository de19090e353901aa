"""When one person may be rung: the same answer for claim, dial and side panel."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from callback_desk.domain.desk_calendar import DeskCalendar, staffed
from callback_desk.domain.ids import PhoneId
from callback_desk.domain.outcomes import Outcome
from callback_desk.domain.schedule import Calendar, History, Number, Plan, Tried, Wait, plan
from tests.domain.rules_at_hand import BOOK, NOW

ZONE = "America/Chicago"
HOME, MOBILE = PhoneId(1), PhoneId(2)
O = Outcome  # noqa: E741  # read as in "O.BUSY"


def local(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=ZoneInfo(ZONE)).astimezone(UTC)


def history(*tries: Tried, phones: int = 1, shifts: tuple[str, ...] = (), **changes: object) -> History:
    numbers = tuple(Number(PhoneId(one), (ZONE,)) for one in range(1, phones + 1))
    week = DeskCalendar.from_plain({"shifts": list(shifts)}).shifts
    spans = staffed(week, ZONE, NOW.astimezone(ZoneInfo(ZONE)).date(), frozenset())
    made = History(tries, numbers, BOOK.outcomes, BOOK.limits, Calendar(BOOK.hours, frozenset(), spans))
    return replace(made, **changes)  # type: ignore[arg-type]


def no_answer(*days: int, phone: PhoneId = HOME, hour: int = 10) -> tuple[Tried, ...]:
    return tuple(Tried(local(day, hour), O.NO_ANSWER, phone) for day in days)


def test_nobody_was_tried_yet() -> None:
    assert plan(history(phones=2), NOW) == Plan(None, NOW, (HOME, MOBILE))


def test_a_fresh_report_waits_for_its_hour_and_for_decent_ones() -> None:
    early = NOW.replace(hour=7) + timedelta(days=1)  # one in the morning there
    found = plan(history(), NOW, not_before=early)
    assert (found.wait, found.at) == (Wait.FIRST_CALL, local(18, 9))


def test_at_night_it_is_the_hour_that_waits() -> None:
    found = plan(history(), local(17, 21))
    assert (found.wait, found.at) == (Wait.HOURS, local(18, 9))


def test_one_round_a_day_whatever_happened_to_the_callback_since() -> None:
    """An OK to call, a card given back, a later import: none of them is a second round."""
    tried = history(*no_answer(17, hour=9), phones=2)
    found = plan(tried, NOW)
    assert (found.wait, found.at) == (Wait.TODAY, local(18, 12))
    assert plan(tried, NOW, sitting=True) == Plan(None, NOW, (MOBILE,)), "whoever has the card goes on with the other"
    both = history(*no_answer(17, hour=9), *no_answer(17, phone=MOBILE), phones=2)
    assert plan(both, NOW, sitting=True).wait is Wait.TODAY


def test_a_busy_line_waits_its_minutes_and_comes_once_more() -> None:
    busy = Tried(NOW - timedelta(minutes=2), O.BUSY, HOME)
    found = plan(history(busy), NOW)
    assert (found.wait, found.at) == (Wait.BUSY, NOW + timedelta(minutes=3))
    assert plan(history(busy), NOW + timedelta(minutes=3)).numbers == (HOME,)
    twice = history(busy, Tried(NOW + timedelta(minutes=3), O.BUSY, HOME))
    assert plan(twice, NOW + timedelta(minutes=30)).wait is Wait.TODAY


def test_busy_on_one_number_comes_back_after_the_other_was_tried() -> None:
    busy = Tried(NOW - timedelta(minutes=4), O.BUSY, HOME)
    other = Tried(NOW - timedelta(minutes=2), O.NO_ANSWER, MOBILE)
    assert plan(history(busy, other, phones=2), NOW + timedelta(minutes=1)).numbers == (HOME,)


def test_cut_off_may_be_gone_on_with_the_same_day() -> None:
    cut = Tried(NOW - timedelta(minutes=5), O.CUT_OFF, HOME)
    assert plan(history(cut), NOW).now


def test_three_days_a_week() -> None:
    spread = (*no_answer(12), *no_answer(13, phone=MOBILE), *no_answer(15, phone=MOBILE))
    week = plan(history(*spread, phones=2), NOW)
    assert week.wait is Wait.WEEK
    assert week.at is not None
    assert week.at >= local(19, 0), "seven days after the first of the three"


def test_caps_per_number_and_per_person_end_the_tries() -> None:
    assert plan(history(*no_answer(1, 4, 8)), NOW).wait is Wait.NUMBERS_USED
    three = [PhoneId(1), PhoneId(2), PhoneId(3)]
    six = tuple(Tried(local(day, 10), O.NO_ANSWER, three[day % 3]) for day in range(1, 7))
    assert plan(history(*six, phones=3), NOW).wait is Wait.ATTEMPTS_USED
    assert plan(history(*six[:5], phones=3), NOW).now


def test_an_agreed_time_goes_before_the_limits_and_never_before_the_hours() -> None:
    used_up = history(*no_answer(1, 4, 8))
    assert plan(used_up, NOW, promised_at=NOW).numbers == (HOME,)
    night = local(17, 21)
    found = plan(used_up, night, promised_at=night)
    assert (found.wait, found.at) == (Wait.HOURS, local(18, 9))
    assert plan(used_up, NOW, promised_at=local(18, 10)) == Plan(Wait.PROMISED, local(18, 10))
    kept = history(*no_answer(1, 4), Tried(NOW, O.NO_ANSWER, HOME))
    assert plan(kept, NOW + timedelta(minutes=1), promised_at=NOW).wait is Wait.NUMBERS_USED, "it was kept"


def test_after_no_answer_another_part_of_the_day_that_is_staffed() -> None:
    shifts = ("tuesday 9:00-12:00", "wednesday 9:00-12:00", "thursday 14:00-17:00")
    tried = history(*no_answer(16), shifts=shifts)  # Monday morning
    found = plan(tried, NOW)  # Tuesday morning
    assert (found.wait, found.at) == (Wait.DAY_PART, local(19, 14))
    assert plan(tried, local(19, 14)).now


def test_the_only_staffed_hours_are_never_forbidden() -> None:
    mornings = ("tuesday 9:00-12:00", "thursday 9:00-12:00")
    assert plan(history(*no_answer(12), shifts=mornings), NOW).now, "a no-answer on Thursday morning"
    far = ("tuesday 9:00-12:00", "thursday 9:00-12:00", "monday 18:00-20:00")
    tried = history(*no_answer(9), shifts=far)
    assert plan(tried, NOW).now, "another part was waited for, a week long"


def test_without_shifts_the_part_of_the_day_is_asked_once_and_not_forever() -> None:
    assert plan(history(*no_answer(12)), NOW).now


def test_away_for_a_week_stays_away_whoever_says_ok() -> None:
    away = history(Tried(local(13, 10), O.AWAY, HOME))
    found = plan(away, NOW)
    assert found.wait is Wait.DELAY
    assert found.at is not None
    assert found.at >= local(20, 10)


def test_a_number_in_an_unknown_place_has_no_hour() -> None:
    nowhere = history(numbers=(Number(HOME, ("Etc/Nowhere",)),))
    assert plan(nowhere, NOW) == Plan(Wait.NO_HOUR, None)
    assert plan(history(numbers=()), NOW).wait is Wait.NUMBERS_USED
