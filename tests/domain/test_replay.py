"""Two weeks played through in memory: the same rules, nobody answers, and who is never tried is named with a reason."""

from __future__ import annotations

from datetime import timedelta

import pytest

from callback_desk.domain.calling_hours import Span
from callback_desk.domain.desk_calendar import DeskCalendar, staffed
from callback_desk.domain.ids import CallbackId, PhoneId
from callback_desk.domain.outcomes import Outcome
from callback_desk.domain.replay import Missed, Replayed, Terms, Waiting, replay
from callback_desk.domain.schedule import Calendar, Number, Tried
from tests.domain.rules_at_hand import BOOK, NOW

ZONE = "America/Chicago"


def spans(*shifts: str) -> tuple[Span, ...]:
    return staffed(DeskCalendar.from_plain({"shifts": list(shifts)}).shifts, ZONE, NOW.date(), frozenset())


def waiting(number: int, zone: str = ZONE, **changes: object) -> Waiting:
    given: dict[str, object] = {"tries": (), "ready_at": NOW, **changes}
    return Waiting(CallbackId(number), numbers=(Number(PhoneId(number), (zone,)),), **given)  # type: ignore[arg-type]


def played(*people: Waiting, shifts: tuple[str, ...] = ("tuesday 9:00-12:00", "thursday 9:00-12:00")) -> Replayed:
    worked = spans(*shifts)
    return replay(people, Terms(Calendar(BOOK.hours, shifts=worked), BOOK.limits, BOOK.outcomes), worked, NOW)


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
