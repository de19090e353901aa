"""What a supervisor enters of hours, shifts and closed days: read as people write it, never looser than the program."""

from __future__ import annotations

from datetime import date, time

import pytest

from callback_desk.domain.calling_hours import DayHours
from callback_desk.domain.desk_calendar import DeskCalendar, Shift, span_from
from callback_desk.domain.errors import DeskFault
from callback_desk.settings import AgencySettings, from_plain, to_plain
from tests.domain.rules_at_hand import BOOK


@pytest.mark.parametrize(
    ("text", "opens", "closes"),
    [
        ("9:00-12:30", time(9), time(12, 30)),
        ("9 AM - 5 PM", time(9), time(17)),
        ("12 pm to 1:15 p.m.", time(12), time(13, 15)),
        ("12 AM-12 PM", time(0), time(12)),
        (" 9–12 ", time(9), time(12)),
    ],
)
def test_hours_as_people_write_them(text: str, opens: time, closes: time) -> None:
    assert span_from(text) == DayHours(opens, closes)


@pytest.mark.parametrize(
    "text", ["", "9", "9:00", "12-9", "9-9", "25:00-26:00", "9:70-10:00", "13 PM - 2 PM", "noon-1"]
)
def test_what_is_no_span_is_refused(text: str) -> None:
    with pytest.raises(DeskFault):
        span_from(text)


def test_it_comes_back_as_it_was_entered() -> None:
    plain = {
        "shifts": ["tuesday 9:00-12:00", "thursday 13:00-16:30"],
        "hours": {"saturday": "10:00-14:00", "sunday": "closed"},
        "closed_days": ["2026-12-24"],
        "state": "IL",
    }
    found = DeskCalendar.from_plain(plain)
    assert found.plain() == plain
    assert found.shifts[0] == Shift(1, time(9), time(12))
    settings = from_plain({"agency": "Springfield PD", "calendar": plain})
    assert from_plain(to_plain(settings)) == settings
    assert to_plain(AgencySettings("Springfield PD"))["calendar"] == DeskCalendar().plain()


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"shifts": "tuesday 9:00-12:00"}, "are a list"),
        ({"shifts": ["someday 9:00-12:00"]}, "a day and its hours"),
        ({"shifts": ["tuesday 1:00-4:00"]}, "13:00 or 1 PM"),
        ({"shifts": ["tuesday 9:00-12:00", "tuesday 11:00-13:00"]}, "overlap"),
        ({"hours": ["saturday"]}, "by day"),
        ({"hours": {"samstag": "closed"}}, "in English"),
        ({"closed_days": ["12/24/2026"]}, "2026-12-24"),
        ({"closed_days": "2026-12-24"}, "are a list"),
        ({"state": "Illinois"}, "two letters"),
        ({"weather": "rain"}, "nothing else"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_sentence(wrong: dict[str, object], says: str) -> None:
    with pytest.raises(DeskFault, match=says):
        DeskCalendar.from_plain(wrong)


def test_an_agency_calls_less_and_never_more() -> None:
    shorter = DeskCalendar.from_plain({"hours": {"saturday": "10:00-14:00", "sunday": "closed"}}).strict(BOOK.hours)
    assert shorter.on(date(2026, 11, 21), frozenset()) == DayHours(time(10), time(14))
    assert shorter.on(date(2026, 11, 22), frozenset()) is None
    assert shorter.on(date(2026, 11, 23), frozenset()) == BOOK.hours.on(date(2026, 11, 23), frozenset())
    with pytest.raises(DeskFault, match="Saturday are from 9:00 to 17:00"):
        DeskCalendar.from_plain({"hours": {"saturday": "9:00-18:00"}}).strict(BOOK.hours)
    days = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    with pytest.raises(DeskFault, match="At least one day"):
        DeskCalendar.from_plain({"hours": dict.fromkeys(days, "closed")}).strict(BOOK.hours)
