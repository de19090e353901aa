"""What if: the next weeks of a desk played through in memory, with other shifts, hours or limits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from callback_desk.domain.calling_hours import Span
from callback_desk.domain.ids import CallbackId, PhoneId
from callback_desk.domain.next_move import Situation, after
from callback_desk.domain.outcomes import CallLimits, Outcome, OutcomeTable
from callback_desk.domain.queue import Move
from callback_desk.domain.schedule import NEVER, Calendar, History, Number, Tried, Wait, plan

_LOOK_AGAIN = timedelta(minutes=5)  # while nobody is ready: a busy line comes back


@dataclass(frozen=True, slots=True)
class Waiting:
    """One person who waits, in the order of the queue. Times are UTC; `stop_at`: a report too old after it."""

    id: CallbackId
    tries: tuple[Tried, ...]
    numbers: tuple[Number, ...]
    ready_at: datetime
    not_before: datetime | None = None
    promised_at: datetime | None = None
    stop_at: datetime | None = None


class Missed(StrEnum):
    """Why somebody is not tried once."""

    TOO_OLD = "too_old"  # the report is, before a call was possible
    USED_UP = "used_up"  # no try is left
    NO_HOUR = "no_hour"  # no staffed hour is decent at any of their numbers
    LATER = "later"  # their hour comes after these weeks
    NO_TIME = "no_time"  # others came first


@dataclass(frozen=True, slots=True)
class Terms:
    """What is tried out: the calendar with its staffed spans, the limits, the outcome table."""

    calendar: Calendar
    limits: CallLimits
    table: OutcomeTable


@dataclass(frozen=True, slots=True)
class Replayed:
    """What came of it, if nobody answered: the most work there can be. `missed` in the order of the queue."""

    people: int
    dials: int
    tried: int
    missed: Mapping[CallbackId, Missed]
    spare: timedelta  # staffed time in which nobody could be called

    def count(self, why: Missed) -> int:
        return sum(one is why for one in self.missed.values())


@dataclass(slots=True)
class _Seat:
    """A person on the move through the weeks."""

    person: Waiting
    tries: tuple[Tried, ...]
    ready_at: datetime
    promised_at: datetime | None
    over: Missed | None = None
    held: bool = False
    dialed: bool = False

    def history(self, terms: Terms) -> History:
        return History(self.tries, self.person.numbers, terms.table, terms.limits, terms.calendar)


def replay(
    people: Sequence[Waiting],
    terms: Terms,
    worked: Sequence[Span],
    start: datetime,
    *,
    days: int = 14,
    dial: timedelta = timedelta(minutes=4),
) -> Replayed:
    """Work through the spans in which somebody calls, from `start` (UTC) on, `dial` for each number; nobody answers.

    The same functions decide as for a real call. Pure: what is handed in is not changed.
    """
    end = start + timedelta(days=days)
    seats = [_Seat(one, one.tries, one.ready_at, one.promised_at) for one in people]
    dials, spare = 0, timedelta(0)
    for span in _within(worked, start, end):
        now = span.start
        while now < span.end:
            seat = _next(seats, terms, now)
            if seat is None:
                spare += min(_LOOK_AGAIN, span.end - now)
                now += _LOOK_AGAIN
                continue
            made = _sit_down(seat, terms, now, dial)
            dials += made
            now += dial * made
    missed = {one.person.id: _why(one, terms, end) for one in seats if not one.dialed}
    return Replayed(len(seats), dials, sum(one.dialed for one in seats), missed, spare)


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
        found = plan(seat.history(terms), now, not_before=seat.person.not_before, promised_at=seat.promised_at)
        if found.now:
            return seat
        if found.at is None:
            seat.over = Missed.NO_HOUR if found.wait is Wait.NO_HOUR else Missed.USED_UP
        else:
            seat.ready_at = found.at
    return None


def _sit_down(seat: _Seat, terms: Terms, now: datetime, dial: timedelta) -> int:
    """One round; returns how many numbers were dialed."""
    phone: PhoneId | None = None
    made = 0
    while True:
        found = plan(seat.history(terms), now, promised_at=seat.promised_at, sitting=phone is not None)
        if not found.numbers:
            return made
        phone = phone if phone in found.numbers else found.numbers[0]
        seat.tries = (*seat.tries, Tried(now, Outcome.NO_ANSWER, phone))
        seat.dialed, made = True, made + 1
        now += dial
        move = after(
            Outcome.NO_ANSWER,
            Situation(
                seat.tries, seat.person.numbers, phone, now, terms.table, terms.limits, terms.calendar,
                seat.person.stop_at,
            ),
        )  # fmt: skip
        if move.move is not Move.NEXT_NUMBER:
            seat.promised_at = move.promised_at
            seat.held = move.ready_at is None
            seat.ready_at = move.ready_at or now
            return made
        phone = move.next_phone


def _why(seat: _Seat, terms: Terms, end: datetime) -> Missed:
    if seat.over is not None:
        return seat.over
    history = seat.history(terms)
    found = plan(history, seat.ready_at, not_before=seat.person.not_before, promised_at=seat.promised_at)
    if found.wait in NEVER:
        return Missed.NO_HOUR if found.wait is Wait.NO_HOUR else Missed.USED_UP
    first = history.next_moment(max(seat.ready_at, found.at or seat.ready_at), history.open_numbers())
    if first is None:
        return Missed.NO_HOUR
    if seat.person.stop_at is not None and first > seat.person.stop_at:
        return Missed.TOO_OLD
    return Missed.LATER if first >= end else Missed.NO_TIME
