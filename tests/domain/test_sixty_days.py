"""Sixty days of a desk: caps, gaps, hours, rounds, rotation and the clocks are never broken, and nobody is lost."""

from __future__ import annotations

import random
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from callback_desk import rulebook
from callback_desk.domain.calling_hours import Span
from callback_desk.domain.desk_calendar import DeskCalendar, staffed
from callback_desk.domain.ids import PhoneId
from callback_desk.domain.outcomes import Outcome
from callback_desk.domain.queue import CallbackState
from callback_desk.domain.schedule import Calendar, Number
from tests.domain.rules_at_hand import BOOK
from tests.domain.sixty_days import Dial, broken
from tests.domain.sixty_days_worked import Person, sixty_days

ZONE = "America/Chicago"
PLACES = ("America/Chicago", "America/New_York", "America/Denver", "America/Phoenix", "America/Los_Angeles")
WEEKS = {
    "two mornings": ("tuesday 9:00-12:00", "thursday 9:00-12:00"),
    "a morning and an afternoon": ("tuesday 9:00-12:00", "thursday 14:00-17:00"),
    "nearly every day": (
        *("monday 9:00-12:00", "tuesday 9:00-12:00", "tuesday 14:00-17:00", "wednesday 9:00-12:00"),
        *("thursday 17:00-20:00", "friday 9:00-12:00", "saturday 10:00-13:00"),
    ),
    "three parts": ("tuesday 9:00-12:00", "thursday 17:00-20:00", "saturday 10:00-13:00"),
}
STARTS = {"spring": date(2026, 2, 10), "autumn": date(2026, 10, 6)}  # the clocks change on March 8 and November 1
HOLIDAYS = rulebook.closed_days("US", "", (2026,))


def spans_of(week: tuple[str, ...], start: date) -> tuple[Span, ...]:
    shifts = DeskCalendar.from_plain({"shifts": list(week)}).shifts
    last = start + timedelta(days=60)
    both = [*staffed(shifts, ZONE, start, HOLIDAYS), *staffed(shifts, ZONE, start + timedelta(days=42), HOLIDAYS)]
    return tuple(sorted({one for one in both if one.start.date() < last}, key=lambda one: one.start))


def people_of(count: int, chance: random.Random, first: datetime) -> list[Person]:
    found: list[Person] = []
    for index in range(count):
        numbers = tuple(
            Number(PhoneId(index * 3 + one), (chance.choice(PLACES),)) for one in range(chance.choice([1, 1, 2, 3]))
        )
        if index % 6 == 5:  # a household: the telephone of the one before
            numbers = (found[-1].numbers[0], *numbers[1:])
        times = chance.choice([None, None, None, (9, 12), (12, 17), (17, 20)])
        found.append(Person(index, numbers, ready_at=first, times=times))
    return found


@pytest.mark.parametrize("start", STARTS)
@pytest.mark.parametrize("week", WEEKS)
def test_nothing_is_broken_and_nobody_is_lost(week: str, start: str, request: pytest.FixtureRequest) -> None:
    shifts = spans_of(WEEKS[week], STARTS[start])
    assert len({one.start.astimezone(ZoneInfo(ZONE)).utcoffset() for one in shifts}) == 2, "the clocks changed"
    for seed in range(60 if request.config.getoption("--campaign") else 1):
        chance = random.Random(f"{week} {start} {seed}")
        many = chance.randrange(3, 200) if seed else 60  # few people, and more than can be called
        people = people_of(many, chance, shifts[0].start)
        dials = sixty_days(people, Calendar(BOOK.hours, HOLIDAYS, shifts), HOLIDAYS, chance)
        assert broken(dials, HOLIDAYS, shifts) == [], seed
        assert all(any(span.start <= dial.at < span.end + timedelta(minutes=9) for span in shifts) for dial in dials)
        for person in people:
            assert person.state is not CallbackState.WAITING or person.ready_at is not None, "a next step has its hour"
            assert person.state in {CallbackState.WAITING, CallbackState.DONE, CallbackState.REVIEW} or person.because
        if seed == 0:
            assert len(dials) > many * 2
            assert len({dial.outcome for dial in dials}) > 8
            ended = Counter(person.state for person in people)
            assert ended[CallbackState.DONE] + ended[CallbackState.REVIEW] > many / 3, "the list is worked off"


def test_mornings_alone_reach_people_again_and_again() -> None:
    """A no-answer on Tuesday morning does not forbid the only staffed hours there are."""
    shifts = spans_of(WEEKS["two mornings"], STARTS["autumn"])
    (person,) = people_of(1, random.Random(1), shifts[0].start)
    person.numbers = (Number(PhoneId(1), (ZONE,)), Number(PhoneId(2), (ZONE,)))

    class NoAnswers(random.Random):
        def choices(self, population, weights=None, **_more):
            return [Outcome.NO_ANSWER]

    dials = sixty_days([person], Calendar(BOOK.hours, HOLIDAYS, shifts), HOLIDAYS, NoAnswers(1))
    days = sorted({dial.at.astimezone(ZoneInfo(ZONE)).date() for dial in dials})
    assert len(dials) == 6
    assert [(b - a).days for a, b in pairwise(days)] == [2, 5]
    assert person.because == "attempts_used"


def _at(hours: float) -> datetime:
    return datetime(2026, 11, 3, 16, 0, tzinfo=UTC) + timedelta(hours=hours)


def _dial(hours: float, phone: int = 1, outcome: Outcome = Outcome.NO_ANSWER, **changes: object) -> Dial:
    given: dict[str, object] = {"person": 1, "zone": ZONE, "caller": 1, "sitting": int(hours * 60), **changes}
    return Dial(phone=phone, at=_at(hours), outcome=outcome, **given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("dials", "says"),
    [
        ([_dial(12)], "was rung on"),
        ([_dial(24 * 23)], "was rung on"),  # Thanksgiving
        ([_dial(0), _dial(2, phone=2)], "two rounds"),
        ([_dial(0), _dial(0.01)], "rung twice"),
        ([_dial(0, outcome=Outcome.BUSY), _dial(0.05)], "rung twice"),
        ([_dial(24 * day) for day in (0, 1, 2, 3)], "more than three days"),
        ([_dial(24 * 7 * week) for week in range(4)], "4 times"),
        ([_dial(0, outcome=Outcome.SOFT_REFUSAL), _dial(24 * 6, caller=2)], "asked again too soon"),
        ([_dial(0, outcome=Outcome.SOFT_REFUSAL), _dial(24 * 8)], "asked again too soon"),
        ([_dial(0), _dial(24 * 2)], "same time of day"),
        ([_dial(0, only=(17, 20))], "asked for"),
        ([_dial(0), _dial(2, person=2)], "for two people"),
        ([_dial(24 * day, person=1 + day % 2) for day in (0, 2, 5, 7)], "4 times for two people"),
        ([_dial(0, phone=3, person=2), _dial(0.2, agreed=True, due=_at(-0.1))], "was due"),
    ],
)
def test_the_watcher_sees_what_is_broken(dials: list[Dial], says: str) -> None:
    shifts = spans_of(WEEKS["three parts"], STARTS["autumn"])
    assert any(says in one for one in broken(dials, HOLIDAYS, shifts)), broken(dials, HOLIDAYS, shifts)
    assert broken([_dial(0), _dial(24 * 2 + 7.5, phone=2)], HOLIDAYS, shifts) == []
