"""A desk of sixty days that exists only in memory, with the program's own rules: what `sixty_days` judges."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from callback_desk.domain.ids import PhoneId
from callback_desk.domain.next_move import Situation, after
from callback_desk.domain.outcomes import Outcome
from callback_desk.domain.queue import CallbackState, Move
from callback_desk.domain.safe_times import ANY_TIME, SafeTimes
from callback_desk.domain.schedule import Calendar, History, Number, Tried, plan
from callback_desk.domain.tried import SHARED
from tests.domain.rules_at_hand import BOOK
from tests.domain.sixty_days import Dial, an_ending


@dataclass(slots=True)
class Person:
    """Somebody on the list of a desk that exists only in memory."""

    id: int
    numbers: tuple[Number, ...]
    state: CallbackState = CallbackState.WAITING
    ready_at: datetime | None = None
    promised_at: datetime | None = None
    firm: bool = True
    times: tuple[int, int] | None = None
    tries: tuple[Tried, ...] = ()
    not_caller: int = 0
    because: str = ""


def sixty_days(
    people: Sequence[Person], calendar: Calendar, closed: frozenset[date], chance: random.Random
) -> list[Dial]:
    """Two callers work through every shift; a person takes three minutes. A supervisor says OK once a week."""
    dials: list[Dial] = []
    sitting = 0
    for number, shift in enumerate(calendar.shifts):
        here = replace(calendar, shifts=calendar.shifts[number:])
        others = _Others(people)
        if number % 2 == 0:
            _say_ok(people, here, shift.start, others)
        now = shift.start
        while now < shift.end:
            caller = 1 + sitting % 2
            person = _next(people, here, now, caller, others)
            if person is None:
                now += timedelta(minutes=5)
                sitting += 1  # the other one looks next
                continue
            sitting += 1
            now = _round(person, here, now, caller, sitting, dials, chance, others)
    return dials


@dataclass(slots=True)
class _Others:
    """Who else has a number, and when it was rung for them."""

    people: Sequence[Person]

    def of(self, person: Person, number: Number, now: datetime) -> tuple[datetime, ...]:
        return tuple(
            one.at
            for other in self.people
            if other is not person and number.id in {each.id for each in other.numbers}
            for one in other.tries
            if one.phone == number.id and one.at > now - SHARED
        )


def _history(person: Person, calendar: Calendar, now: datetime, others: _Others) -> History:
    numbers = tuple(replace(one, others=others.of(person, one, now)) for one in person.numbers)
    times = SafeTimes.on(range(7), *(time(hour) for hour in person.times)) if person.times else ANY_TIME
    return History(person.tries, numbers, BOOK.outcomes, BOOK.limits, calendar.within(times))


def _say_ok(people: Sequence[Person], calendar: Calendar, now: datetime, others: _Others) -> None:
    for person in people:
        if person.state is CallbackState.HELD and person.because == Outcome.SOFT_REFUSAL:
            person.state = CallbackState.WAITING
            person.ready_at = max(now, plan(_history(person, calendar, now, others), now).at or now)


def _next(people: Sequence[Person], calendar: Calendar, now: datetime, caller: int, others: _Others) -> Person | None:
    waiting = [one for one in people if one.state is CallbackState.WAITING and one.ready_at and one.ready_at <= now]
    for person in sorted(waiting, key=_order):
        if person.not_caller == caller:
            continue
        found = plan(_history(person, calendar, now, others), now, promised_at=person.promised_at)
        if found.now:
            return person
        if found.at is None:
            person.state, person.because = CallbackState.HELD, str(found.wait)
        else:
            assert found.at > now
            person.ready_at = found.at
    return None


def _order(person: Person) -> tuple[int, float, int]:
    """A firm time, a wish about a time, then whoever is longest on the list."""
    if person.promised_at is None:
        return 2, 0.0, person.id
    return (0 if person.firm else 1), person.promised_at.timestamp(), person.id


def _round(
    person: Person,
    calendar: Calendar,
    now: datetime,
    caller: int,
    sitting: int,
    dials: list[Dial],
    chance: random.Random,
    others: _Others,
) -> datetime:
    phone: PhoneId | None = None
    while True:
        seen = _history(person, calendar, now, others)
        found = plan(seen, now, promised_at=person.promised_at, sitting=phone is not None)
        if phone is None or phone not in found.numbers:
            assert phone is None, "the number the program names next may be dialed"
            phone = found.numbers[0]
        number = next(one for one in person.numbers if one.id == phone)
        outcome = an_ending(chance)
        dials.append(
            Dial(
                person.id, phone, number.zones[0], now, outcome, caller, sitting, person.promised_at is not None,
                person.promised_at if person.firm else None, person.times, person.not_caller,
            )
        )  # fmt: skip
        person.tries = (*person.tries, Tried(now, outcome, phone))
        wish = now + timedelta(hours=chance.uniform(1, 200)) if outcome is Outcome.ANOTHER_TIME else None
        now += timedelta(minutes=3)
        seen, firm = _history(person, calendar, now, others), chance.random() < 0.6
        move = after(
            outcome,
            Situation(
                seen.tries, seen.numbers, phone, now, BOOK.outcomes, BOOK.limits, seen.calendar, None, wish, firm
            ),
        )
        if move.closed_phone is not None:
            person.numbers = tuple(replace(one, open=one.open and one.id != phone) for one in person.numbers)
        if move.move is not Move.NEXT_NUMBER:
            person.state, person.ready_at, person.promised_at = move.state, move.ready_at, move.promised_at
            person.because, person.firm = move.reason, move.firm
            person.not_caller = caller if move.other_caller else person.not_caller
            return now
        phone = move.next_phone
