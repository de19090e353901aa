"""What if: the next weeks of a desk played through in memory, with other shifts, hours or limits."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from callback_desk.domain.answering import Answering
from callback_desk.domain.calling_hours import Span
from callback_desk.domain.ids import CallbackId, PhoneId
from callback_desk.domain.next_move import Situation, after
from callback_desk.domain.outcomes import CallLimits, Outcome, OutcomeTable
from callback_desk.domain.queue import Move
from callback_desk.domain.safe_times import SafeTimes
from callback_desk.domain.schedule import NEVER, Calendar, History, Number, Tried, Wait, plan
from callback_desk.domain.tried import SHARED

TALK = timedelta(minutes=16)  # beside the dial: twenty minutes, as the pace of an import counts them
_LOOK_AGAIN = timedelta(minutes=5)  # while nobody is ready: a busy line comes back


Going = Callable[[int, int], bool]


class Stopped(Exception):
    """Whoever asked wants no answer any more."""


ANY_TIME: Final = SafeTimes()


@dataclass(frozen=True, slots=True)
class Waiting:
    """One person who waits, in the order of the queue. Times are UTC; `stop_at`: a report too old after it.

    `times`: when they may be reached, as they said. `lines`: the line (E.164) behind each number, by its id; who has
    the same one is not rung on it on the same day.
    """

    id: CallbackId
    tries: tuple[Tried, ...]
    numbers: tuple[Number, ...]
    ready_at: datetime
    not_before: datetime | None = None
    promised_at: datetime | None = None
    stop_at: datetime | None = None
    times: SafeTimes = ANY_TIME
    lines: Mapping[PhoneId, str] = field(default_factory=dict)


class Missed(StrEnum):
    """Why somebody is not tried once."""

    TOO_OLD = "too_old"  # the report is, before a call was possible
    USED_UP = "used_up"  # no try is left
    NO_HOUR = "no_hour"  # no staffed hour is decent at any of their numbers, and one at which they may be reached
    LATER = "later"  # their hour comes after these weeks
    NO_TIME = "no_time"  # others came first


@dataclass(frozen=True, slots=True)
class Terms:
    """What is tried out: the calendar with its staffed spans, the limits, the outcome table.

    `answers` draws how each dial ends; None: nobody answers, the most work there can be.
    """

    calendar: Calendar
    limits: CallLimits
    table: OutcomeTable
    answers: Answering | None = None


@dataclass(frozen=True, slots=True)
class Replayed:
    """What came of it; `missed` in the order of the queue. `unreached`: tried, and not talked to in these weeks."""

    people: int
    dials: int
    tried: int
    missed: Mapping[CallbackId, Missed]
    spare: timedelta  # staffed time in which nobody could be called
    reached: int = 0
    unreached: tuple[CallbackId, ...] = ()

    def count(self, why: Missed) -> int:
        return sum(one is why for one in self.missed.values())


@dataclass(slots=True)
class _Seat:
    """A person on the move through the weeks."""

    person: Waiting
    tries: tuple[Tried, ...]
    numbers: tuple[Number, ...]
    calendar: Calendar
    ready_at: datetime
    promised_at: datetime | None
    over: Missed | None = None
    held: bool = False
    dialed: bool = False
    reached: bool = False

    def history(self, terms: Terms, now: datetime) -> History:
        if any(at <= now - SHARED for number in self.numbers for at in number.others):
            self.numbers = tuple(
                replace(one, others=tuple(at for at in one.others if at > now - SHARED)) for one in self.numbers
            )
        return History(self.tries, self.numbers, terms.table, terms.limits, self.calendar)

    def rung_for_another(self, line: str, at: datetime) -> None:
        """Somebody who has this line as well was rung on it."""
        self.numbers = tuple(
            replace(one, others=(*one.others, at)) if self.person.lines.get(one.id) == line else one
            for one in self.numbers
        )


def replay(
    people: Sequence[Waiting],
    terms: Terms,
    worked: Sequence[Span],
    start: datetime,
    *,
    days: int = 14,
    dial: timedelta = timedelta(minutes=4),
    going: Going = lambda _done, _of: True,
) -> Replayed:
    """Work through the spans in which somebody calls, from `start` (UTC) on, `dial` for each number and `TALK` more
    for a talk.

    The same functions decide as for a real call. Pure: what is handed in is not changed. `going(done, of)` is asked
    after each sitting; when it answers no, Stopped is raised.
    """
    end = start + timedelta(days=days)
    seats = [
        _Seat(one, one.tries, one.numbers, terms.calendar.within(one.times), one.ready_at, one.promised_at)
        for one in people
    ]
    shared = _shared(seats)
    dials, spare = 0, timedelta(0)
    within = _within(worked, start, end)
    total = sum((span.end - span.start for span in within), timedelta(0))
    gone = timedelta(0)
    for span in within:
        now = span.start
        while now < span.end:
            if not going(round((gone + now - span.start) / total * 1000), 1000):
                raise Stopped
            seat = _next(seats, terms, now)
            if seat is None:
                spare += min(_LOOK_AGAIN, span.end - now)
                now += _LOOK_AGAIN
                continue
            made = _sit_down(seat, terms, now, dial, shared)
            dials += made
            now += dial * made + (TALK if seat.reached else timedelta(0))
        gone += span.end - span.start
    missed = {one.person.id: _why(one, terms, end) for one in seats if not one.dialed}
    unreached = tuple(one.person.id for one in seats if one.dialed and not one.reached)
    reached = sum(one.reached for one in seats)
    return Replayed(len(seats), dials, sum(one.dialed for one in seats), missed, spare, reached, unreached)


def _shared(seats: Iterable[_Seat]) -> Mapping[str, Sequence[_Seat]]:
    """Lines that several people have, with those who have them."""
    found: dict[str, list[_Seat]] = {}
    for seat in seats:
        for line in {*seat.person.lines.values()} - {""}:
            found.setdefault(line, []).append(seat)
    return {line: ones for line, ones in found.items() if len(ones) > 1}


def _within(spans: Iterable[Span], start: datetime, end: datetime) -> list[Span]:
    found = [Span(max(one.start, start), min(one.end, end)) for one in spans]
    return [one for one in found if one.start < one.end]


def _next(seats: Sequence[_Seat], terms: Terms, now: datetime) -> _Seat | None:
    for seat in seats:
        if seat.over is not None or seat.held or seat.ready_at > now:
            continue
        if seat.person.stop_at is not None and seat.person.stop_at < now:
            seat.over = Missed.TOO_OLD
            continue
        found = plan(seat.history(terms, now), now, not_before=seat.person.not_before, promised_at=seat.promised_at)
        if found.now:
            return seat
        if found.at is None:
            seat.over = Missed.NO_HOUR if found.wait is Wait.NO_HOUR else Missed.USED_UP
        else:
            seat.ready_at = found.at
    return None


def _sit_down(seat: _Seat, terms: Terms, now: datetime, dial: timedelta, shared: Mapping[str, Sequence[_Seat]]) -> int:
    """One round; returns how many numbers were dialed."""
    phone: PhoneId | None = None
    made = 0
    while True:
        found = plan(seat.history(terms, now), now, promised_at=seat.promised_at, sitting=phone is not None)
        if not found.numbers:
            return made
        phone = phone if phone in found.numbers else found.numbers[0]
        outcome = _ends(seat, terms, now, phone)
        seat.tries = (*seat.tries, Tried(now, outcome, phone))
        seat.dialed, made = True, made + 1
        if terms.table.rule(outcome).counts:
            line = seat.person.lines.get(phone, "")
            for other in shared.get(line, ()):
                if other is not seat:
                    other.rung_for_another(line, now)
        seat.reached = outcome is Outcome.TALKED_ALL
        now += dial
        move = after(
            outcome,
            Situation(
                seat.tries, seat.numbers, phone, now, terms.table, terms.limits, seat.calendar,
                seat.person.stop_at,
            ),
        )  # fmt: skip
        if move.move is not Move.NEXT_NUMBER:
            seat.promised_at = move.promised_at
            seat.held = move.ready_at is None
            seat.ready_at = move.ready_at or now
            return made
        phone = move.next_phone


def _ends(seat: _Seat, terms: Terms, now: datetime, phone: PhoneId) -> Outcome:
    if terms.answers is None:
        return Outcome.NO_ANSWER
    zone = next((zone for one in seat.person.numbers if one.id == phone for zone in one.zones), "")
    return terms.answers.outcome(seat.person.id, len(seat.tries), now, zone)


def _why(seat: _Seat, terms: Terms, end: datetime) -> Missed:
    if seat.over is not None:
        return seat.over
    history = seat.history(terms, seat.ready_at)
    found = plan(history, seat.ready_at, not_before=seat.person.not_before, promised_at=seat.promised_at)
    if found.wait in NEVER:
        return Missed.NO_HOUR if found.wait is Wait.NO_HOUR else Missed.USED_UP
    if found.wait is Wait.SHARED:
        first = found.at
    else:
        first = history.next_moment(max(seat.ready_at, found.at or seat.ready_at), history.open_numbers())
    if first is None:
        return Missed.NO_HOUR
    if seat.person.stop_at is not None and first > seat.person.stop_at:
        return Missed.TOO_OLD
    return Missed.LATER if first >= end else Missed.NO_TIME
