"""What a desk may never do, said once more without the program's own rules."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from callback_desk.domain.calling_hours import Span
from callback_desk.domain.outcomes import Outcome

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
    """One dialing as somebody beside the telephone would write it down. `agreed`: at a time the person had named.

    `phone` is the number itself: two people may have the same.
    """

    person: int
    phone: int
    zone: str
    at: datetime
    outcome: Outcome
    caller: int
    sitting: int
    agreed: bool = False
    due: datetime | None = None  # the firm time it was agreed for
    only: tuple[int, int] | None = None  # from this hour until before that one, as the person asked for
    never_by: int = 0  # whom the person said "not now" to


def broken(dials: Iterable[Dial], closed: frozenset[date], shifts: Sequence[Span]) -> list[str]:
    """Every promise about calling that these dialings break, in words; [] when none is."""
    found: list[str] = []
    by_person: dict[int, list[Dial]] = defaultdict(list)
    for dial in sorted(dials, key=lambda one: one.at):
        by_person[dial.person].append(dial)
        found += _hour(dial, closed)
    for mine in by_person.values():
        found += _caps(mine) + _rounds(mine) + _refusals(mine) + _rotation(mine, shifts)
    return found + _shared(by_person) + _due_first(by_person, closed)


def _there(dial: Dial) -> datetime:
    return dial.at.astimezone(ZoneInfo(dial.zone))


def _hour(dial: Dial, closed: frozenset[date]) -> list[str]:
    there = _there(dial)
    last = time(17) if there.weekday() >= 5 else time(20)
    decent = time(9) <= there.time() < last and there.date() not in closed
    if dial.only is not None and not dial.only[0] <= there.hour < dial.only[1]:
        return [f"{dial.person} was rung at {there:%H:%M} there, and asked for {dial.only}"]
    return [] if decent else [f"{dial.person} was rung on {there:%A %Y-%m-%d at %H:%M} there"]


def _shared(by_person: dict[int, list[Dial]]) -> list[str]:
    """A number that two people have: not for both on one day, and three days in thirty for both together.

    What was agreed with one of them is outside: it may come on any day, and uses up nothing of theirs.
    """
    found = []
    by_number: dict[int, list[Dial]] = defaultdict(list)
    for one in (one for mine in by_person.values() for one in mine):
        by_number[one.phone].append(one)
    for ones in by_number.values():
        for one in (one for one in ones if not one.agreed):
            before = [other for other in ones if other.at < one.at and one.at - other.at < timedelta(days=30)]
            others = {_there(other).date() for other in before if other.person != one.person}
            own = {_there(other).date() for other in before if other.person == one.person and not other.agreed}
            today = _there(one).date()
            if any(other.agreed and _there(other).date() == today for other in before if other.person == one.person):
                continue  # the busy line of an agreed call is tried once more
            if today in others:
                found.append(f"{one.phone} was rung for two people on {today}")
            if others and len(own | others | {today}) > 3:
                found.append(f"{one.phone} was rung {len(own | others | {today})} times for two people")
    return found


def _due_first(by_person: dict[int, list[Dial]], closed: frozenset[date]) -> list[str]:
    """While a firm time is due at which its person may be rung, nobody else is."""
    found = []
    everybody = [one for mine in by_person.values() for one in mine]
    for mine in by_person.values():
        met = {one.due: one for one in reversed(mine) if one.due is not None}
        for due, kept in met.items():
            for other in everybody:
                free = other.due is None and other.caller != kept.never_by and due <= other.at < kept.at
                if free and not _hour(replace(kept, at=other.at), closed) and _first_of_sitting(other, by_person):
                    found.append(f"{other.person} was rung at {other.at} although {mine[0].person} was due at {due}")
    return found


def _first_of_sitting(dial: Dial, by_person: dict[int, list[Dial]]) -> bool:
    return dial == min(_of(by_person[dial.person], dial.sitting), key=lambda one: one.at)


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


def _asked(at: datetime, dial: Dial) -> bool:
    """Whether the person may be reached then, by their own word."""
    hour = at.astimezone(ZoneInfo(dial.zone)).hour
    return dial.only is None or dial.only[0] <= hour < dial.only[1]


def _rotation(mine: list[Dial], shifts: Sequence[Span]) -> list[str]:
    """The second and third round are in another part of the day than the one before, if that was staffed in time.

    Each number is judged by its own clock; a round for which one number is in another part has gone elsewhere, also
    where somebody answered before its turn came.
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
        same = {_part(one.at, place) for one in now for place in {each.zone for each in mine}} == {last}
        if not same or len(parts) >= 3 or any(one.agreed for one in now):
            continue
        others = [span.start for span in shifts if _part(span.start, zone) != last and _asked(span.start, before)]
        # What was staffed in another part, the day after and until the call, was missed; what comes soon is waited for.
        missed = any(before.at + timedelta(days=1) < start < now[0].at for start in others)
        if not missed and any(now[0].at < start < before.at + timedelta(days=7) for start in others):
            found.append(f"{mine[0].person} was rung at the same time of day although another was staffed soon")
    return found
