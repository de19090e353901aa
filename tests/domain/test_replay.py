"""Two weeks played through in memory: the same rules, nobody answers, and who is never tried is named with a reason."""

from __future__ import annotations

from dataclasses import replace
from datetime import time, timedelta

import pytest

from callback_desk.domain.calling_hours import Span
from callback_desk.domain.desk_calendar import DeskCalendar, staffed
from callback_desk.domain.ids import CallbackId, PhoneId
from callback_desk.domain.outcomes import Outcome
from callback_desk.domain.replay import Missed, Replayed, Terms, Waiting, replay
from callback_desk.domain.safe_times import SafeTimes
from callback_desk.domain.schedule import Calendar, Number, Tried
from tests.domain.rules_at_hand import BOOK, NOW

ZONE = "America/Chicago"


def spans(*shifts: str) -> tuple[Span, ...]:
    return staffed(DeskCalendar.from_plain({"shifts": list(shifts)}).shifts, ZONE, NOW.date(), frozenset())


def waiting(number: int, zone: str = ZONE, **changes: object) -> Waiting:
    given: dict[str, object] = {"tries": (), "ready_at": NOW, **changes}
    return Waiting(CallbackId(number), numbers=(Number(PhoneId(number), (zone,)),), **given)  # type: ignore[arg-type]


def played(
    *people: Waiting, shifts: tuple[str, ...] = ("tuesday 9:00-12:00", "thursday 9:00-12:00"), days: int = 14
) -> Replayed:
    worked = spans(*shifts)
    terms = Terms(Calendar(BOOK.hours, shifts=worked), BOOK.limits, BOOK.outcomes)
    return replay(people, terms, worked, NOW, days=days)


def test_everybody_is_tried_again_and_again_within_the_limits() -> None:
    found = played(waiting(1), waiting(2))
    assert (found.people, found.tried, found.missed) == (2, 2, {})
    assert found.dials == 6, "three days each, and a number has three tries"
    assert found.spare > timedelta(hours=9)


@pytest.mark.parametrize(
    ("person", "why"),
    [
        (waiting(1, zone="Pacific/Honolulu"), Missed.NO_HOUR),
        (waiting(1, ready_at=NOW + timedelta(days=20)), Missed.LATER),
        (waiting(1, ready_at=NOW + timedelta(days=3), stop_at=NOW + timedelta(days=4)), Missed.TOO_OLD),
        (waiting(1, stop_at=NOW - timedelta(hours=1)), Missed.TOO_OLD),
        (
            waiting(
                1, tries=tuple(Tried(NOW - timedelta(days=day), Outcome.NO_ANSWER, PhoneId(1)) for day in (30, 20, 10))
            ),
            Missed.USED_UP,
        ),
    ],
)
def test_who_is_never_tried_is_named_with_the_reason(person: Waiting, why: Missed) -> None:
    found = played(person)
    assert found.missed == {CallbackId(1): why}
    assert found.count(why) == 1
    assert found.dials == 0


def _with_line(number: int, line: str) -> Waiting:
    return waiting(number, lines={PhoneId(number): line})


def test_a_number_that_two_have_is_rung_for_one_of_them_a_day_and_three_days_for_both() -> None:
    apart = played(_with_line(1, "+12175550101"), _with_line(2, "+12175550102"))
    assert (apart.dials, apart.tried) == (6, 2)
    same = played(_with_line(1, "+12175550101"), _with_line(2, "+12175550101"))
    assert same.dials == 3, "three days in thirty for both together"
    one_day = played(_with_line(1, "+12175550101"), _with_line(2, "+12175550101"), days=1)
    assert one_day.dials == 1


def test_what_was_rung_for_others_before_counts_until_it_is_thirty_days_old() -> None:
    person = waiting(1)

    def rung(*days: int) -> Waiting:
        others = tuple(NOW - timedelta(days=day) for day in days)
        return replace(person, numbers=(replace(person.numbers[0], others=others),))

    assert played(rung(1, 2, 3)).missed == {CallbackId(1): Missed.LATER}
    assert played(rung(27, 28, 29)).tried == 1, "the first of these days falls out of the thirty"


def test_nobody_is_tried_outside_the_times_they_gave() -> None:
    wednesday = waiting(1, times=SafeTimes.on([2], time(9), time(12)))
    thursday = waiting(2, times=SafeTimes.on([3], time(9), time(12)))
    found = played(wednesday, thursday)
    assert found.missed == {CallbackId(1): Missed.NO_HOUR}
    assert found.dials == 2, "two Thursdays"


def test_more_people_than_time() -> None:
    found = played(*(waiting(number) for number in range(1, 80)), shifts=("tuesday 10:00-11:00",))
    assert found.count(Missed.NO_TIME) > 20
    assert found.tried + found.count(Missed.NO_TIME) == 79
    more = played(*(waiting(number) for number in range(1, 80)), shifts=("tuesday 9:00-12:00", "friday 13:00-17:00"))
    assert more.tried > found.tried


def test_what_is_handed_in_is_not_changed() -> None:
    person = waiting(1)
    before = repr(person)
    assert played(person) == played(person)
    assert repr(person) == before
