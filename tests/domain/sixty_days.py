"""What a desk may never do, said once more without the program's own rules, and a desk of sixty days to ask it of."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from callback_desk.domain.calling_hours import Span
from callback_desk.domain.ids import PhoneId
from callback_desk.domain.next_move import Situation, after
from callback_desk.domain.outcomes import Outcome
from callback_desk.domain.queue import CallbackState, Move
from callback_desk.domain.schedule import Calendar, History, Number, Tried, plan
from tests.domain.rules_at_hand import BOOK

ENDINGS: tuple[tuple[Outcome, int], ...] = (
    (Outcome.NO_ANSWER, 34),
    (Outcome.MACHINE_MESSAGE, 8),
    (Outcome.MACHINE_NO_MESSAGE, 14),
    (Outcome.BUSY, 12),
    (Outcome.SOMEONE_ELSE, 7),
    (Outcome.ANOTHER_TIME, 6),
    (Outcome.AWAY, 4),
    (Outcome.SOFT_REFUSAL, 3),
    (Outcome.WRONG_NUMBER, 2),
    (Outcome.NOT_IN_SERVICE, 2),
    (Outcome.UNSAFE, 1),
    (Outcome.TALKED_ALL, 7),
)


def an_ending(chance: random.Random) -> Outcome:
    return chance.choices([one for one, _ in ENDINGS], [weight for _, weight in ENDINGS])[0]


@dataclass(frozen=True, slots=True)
class Dial:
    """One dialing as somebody beside the telephone would write it down. `agreed`: at a time the person had named."""

    person: int
    phone: int
    zone: str
    at: datetime
    outcome: Outcome
    caller: int
    sitting: int
    agreed: bool = False


def broken(dials: Iterable[Dial], closed: frozenset[date], shifts: Sequence[Span]) -> list[str]:
    """Every promise about calling that these dialings break, in words; [] when none is."""
    found: list[str] = []
    by_person: dict[int, list[Dial]] = defaultdict(list)
    for dial in sorted(dials, key=lambda one: one.at):
        by_person[dial.person].append(dial)
        found += _hour(dial, closed)
    for mine in by_person.values():
        found += _caps(mine) + _rounds(mine) + _refusals(mine) + _rotation(mine, shifts)
    return found


def _there(dial: Dial) -> datetime:
    return dial.at.astimezone(ZoneInfo(dial.zone))


def _hour(dial: Dial, closed: frozenset[date]) -> list[str]:
    there = _there(dial)
    last = time(17) if there.weekday() >= 5 else time(20)
    decent = time(9) <= there.time() < last and there.date() not in closed
    return [] if decent else [f"{dial.person} was rung on {there:%A %Y-%m-%d at %H:%M} there"]


def _caps(mine: list[Dial]) -> list[str]:
    """Six tries a person and three a number, a number once a day; a day that was agreed is outside."""
    agreed = {_there(one).date() for one in mine if one.agreed}
    tries = {(_there(one).date(), one.phone) for one in mine if _there(one).date() not in agreed}
    often = [sum(phone == one for _day, phone in tries) for one in {phone for _day, phone in tries}]
    return (
        [f"{mine[0].person} was tried {len(tries)} times, {often}"]
        if len(tries) > 6 or max(often, default=0) > 3
        else []
    )


def _rounds(mine: list[Dial]) -> list[str]:
    """One round a day, three a week; in it each number once, a busy one twice and not within five minutes.

    A call at an agreed time is outside: it may come on the day of a round, and its busy line is tried again, too.
    """
    found = []
    days: dict[date, list[Dial]] = defaultdict(list)
    for one in mine:
        days[_there(one).date()].append(one)
    for day, ones in days.items():
        again = [one for number, one in enumerate(ones) if one.phone in {other.phone for other in ones[:number]}]
        for one in (one for one in again if not one.agreed):
            before = [other for other in ones if other.phone == one.phone and other.at < one.at]
            if before[-1].outcome is not Outcome.BUSY or one.at - before[-1].at < timedelta(minutes=5):
                found.append(f"{one.person} was rung twice on {day} on one number after {before[-1].outcome}")
            if len(before) > 1 and not any(other.agreed for other in before):
                found.append(f"{one.person} was rung three times on {day} on one number")
        # A sitting that goes on with the round begins with the number that was busy.
        goes_on = {one.sitting for one in again if one == min(_of(ones, one.sitting), key=lambda each: each.at)}
        fresh = {one.sitting for one in ones if one not in again and not one.agreed} - goes_on
        if len(fresh) > 1:
            found.append(f"{mine[0].person} had two rounds on {day}")
    rounds = [day for day, ones in days.items() if not any(one.agreed for one in ones)]
    for day in rounds:
        if sum(timedelta(0) <= day - other < timedelta(days=7) for other in rounds) > 3:
            found.append(f"{mine[0].person} was tried on more than three days in the week before {day}")
    return found


def _of(ones: list[Dial], sitting: int) -> list[Dial]:
    return [one for one in ones if one.sitting == sitting]


def _refusals(mine: list[Dial]) -> list[str]:
    """After "not now" a week, somebody else, and a second one is the end."""
    found = []
    noes = [number for number, one in enumerate(mine) if one.outcome is Outcome.SOFT_REFUSAL]
    for number in noes:
        for later in mine[number + 1 : number + 2]:
            if later.at - mine[number].at < timedelta(days=7) or later.caller == mine[number].caller:
                found.append(f"{later.person} was asked again too soon, or by the same person")
    if len(noes) > 1 and mine[noes[1] + 1 :]:
        found.append(f"{mine[0].person} said no twice and was rung again")
    return found


def _part(at: datetime, zone: str) -> str:
    there = at.astimezone(ZoneInfo(zone))
    if there.weekday() >= 5:
        return "weekend"
    return "morning" if there.hour < 12 else "afternoon" if there.hour < 17 else "evening"


def _rotation(mine: list[Dial], shifts: Sequence[Span]) -> list[str]:
    """The second and third round are in another part of the day than the one before, if that was staffed in time.

    Each number is judged by its own clock; a round of which one number is in another part has gone elsewhere.
    """
    found = []
    rounds: dict[date, list[Dial]] = defaultdict(list)
    for one in mine:
        rounds[_there(one).date()].append(one)
    days = sorted(rounds.values(), key=lambda ones: ones[0].at)
    for number, (earlier, now) in enumerate(pairwise(days)):
        before, zone = earlier[-1], earlier[-1].zone
        last = _part(before.at, zone)
        parts = {_part(one.at, zone) for ones in days[: number + 1] for one in ones}
        same = {_part(one.at, one.zone) for one in now} | {_part(one.at, zone) for one in now} == {last}
        if not same or len(parts) >= 3 or any(one.agreed for one in now):
            continue
        others = [span.start for span in shifts if _part(span.start, zone) != last]
        # What was staffed in another part, the day after and until the call, was missed; what comes soon is waited for.
        missed = any(before.at + timedelta(days=1) < start < now[0].at for start in others)
        if not missed and any(now[0].at < start < before.at + timedelta(days=7) for start in others):
            found.append(f"{mine[0].person} was rung at the same time of day although another was staffed soon")
    return found


@dataclass(slots=True)
class Person:
    """Somebody on the list of a desk that exists only in memory."""

    id: int
    numbers: tuple[Number, ...]
    state: CallbackState = CallbackState.WAITING
    ready_at: datetime | None = None
    promised_at: datetime | None = None
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
        if number % 2 == 0:
            _say_ok(people, here, shift.start)
        now = shift.start
        while now < shift.end:
            caller = 1 + sitting % 2
            person = _next(people, here, now, caller)
            if person is None:
                now += timedelta(minutes=5)
                sitting += 1  # the other one looks next
                continue
            sitting += 1
            now = _round(person, here, now, caller, sitting, dials, chance)
    return dials


def _history(person: Person, calendar: Calendar) -> History:
    return History(person.tries, person.numbers, BOOK.outcomes, BOOK.limits, calendar)


def _say_ok(people: Sequence[Person], calendar: Calendar, now: datetime) -> None:
    for person in people:
        if person.state is CallbackState.HELD and person.because == Outcome.SOFT_REFUSAL:
            person.state = CallbackState.WAITING
            person.ready_at = max(now, plan(_history(person, calendar), now).at or now)


def _next(people: Sequence[Person], calendar: Calendar, now: datetime, caller: int) -> Person | None:
    waiting = [one for one in people if one.state is CallbackState.WAITING and one.ready_at and one.ready_at <= now]
    for person in sorted(waiting, key=lambda one: (one.promised_at is None, one.id)):
        if person.not_caller == caller:
            continue
        found = plan(_history(person, calendar), now, promised_at=person.promised_at)
        if found.now:
            return person
        if found.at is None:
            person.state, person.because = CallbackState.HELD, str(found.wait)
        else:
            assert found.at > now
            person.ready_at = found.at
    return None


def _round(
    person: Person,
    calendar: Calendar,
    now: datetime,
    caller: int,
    sitting: int,
    dials: list[Dial],
    chance: random.Random,
) -> datetime:
    phone: PhoneId | None = None
    while True:
        found = plan(_history(person, calendar), now, promised_at=person.promised_at, sitting=phone is not None)
        if phone is None or phone not in found.numbers:
            assert phone is None, "the number the program names next may be dialed"
            phone = found.numbers[0]
        number = next(one for one in person.numbers if one.id == phone)
        outcome = an_ending(chance)
        dials.append(
            Dial(person.id, phone, number.zones[0], now, outcome, caller, sitting, person.promised_at is not None)
        )
        person.tries = (*person.tries, Tried(now, outcome, phone))
        wish = now + timedelta(hours=chance.uniform(1, 200)) if outcome is Outcome.ANOTHER_TIME else None
        now += timedelta(minutes=3)
        move = after(
            outcome,
            Situation(person.tries, person.numbers, phone, now, BOOK.outcomes, BOOK.limits, calendar, None, wish),
        )
        if move.closed_phone is not None:
            person.numbers = tuple(replace(one, open=one.open and one.id != phone) for one in person.numbers)
        if move.move is not Move.NEXT_NUMBER:
            person.state, person.ready_at, person.promised_at = move.state, move.ready_at, move.promised_at
            person.because = move.reason
            person.not_caller = caller if move.other_caller else person.not_caller
            return now
        phone = move.next_phone
