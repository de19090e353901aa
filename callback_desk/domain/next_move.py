"""What happens after a try: which number or which hour is next, or that it is over."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from callback_desk.domain.calling_hours import local_day, next_day, next_ready, window
from callback_desk.domain.ids import PhoneId
from callback_desk.domain.outcomes import CallLimits, Follow, Outcome, OutcomeRule, OutcomeTable, SupervisorTask
from callback_desk.domain.queue import CallbackState, Move
from callback_desk.domain.schedule import Calendar, History, Number, Tried

__all__ = ["Calendar", "NextMove", "Number", "Situation", "Tried", "after"]


@dataclass(frozen=True, slots=True)
class NextMove:
    """What the queue, the number, the person and the supervisor get. Times are UTC.

    `reason` is a code: the outcome's name, or a key of the outcome table's `says`. `next_phone` is set when the same
    sitting goes on. `closed_phone` is not rung again; `other_caller`: somebody else must make the next try.
    """

    move: Move
    state: CallbackState
    reason: str
    sentence: str
    ready_at: datetime | None = None
    promised_at: datetime | None = None
    next_phone: PhoneId | None = None
    closed_phone: PhoneId | None = None
    do_not_contact: bool = False
    task: SupervisorTask = SupervisorTask.NONE
    other_caller: bool = False
    firm: bool = True  # of `promised_at`: to the minute


@dataclass(frozen=True, slots=True)
class Situation:
    """Everything `after` looks at. `tries` holds every try of this callback, the one that just ended last."""

    tries: tuple[Tried, ...]
    numbers: tuple[Number, ...]
    dialed: PhoneId
    now: datetime
    table: OutcomeTable
    limits: CallLimits
    calendar: Calendar
    stop_at: datetime | None = None  # when it is too late to call, UTC
    wish_at: datetime | None = None  # the time the person asked for, UTC
    wish_firm: bool = True  # to the minute, or about then

    @property
    def history(self) -> History:
        return History(self.tries, self.numbers, self.table, self.limits, self.calendar)

    def zone(self) -> str:
        """The zone by which days are counted."""
        return self.history.zone()

    def rung(self) -> set[tuple[date, PhoneId]]:
        """What counts against the limits."""
        return self.history.rung()


def after(outcome: Outcome, found: Situation) -> NextMove:
    """What happens after `outcome`. Pure: the caller writes it down.

    `ready_at`, where set, lies inside the calling hours of an open number (and in a staffed span where shifts are
    known), except for an interrupted call and a card that stays open, which stand at now.
    """
    rule = found.table.rule(outcome)
    if rule.closes_number:
        numbers = tuple(replace(one, open=one.open and one.id != found.dialed) for one in found.numbers)
        found = replace(found, numbers=numbers)
    move = _follow(rule, found)
    return replace(
        move,
        closed_phone=found.dialed if rule.closes_number else None,
        do_not_contact=rule.do_not_contact,
        task=rule.task if move.task is SupervisorTask.NONE else move.task,
    )


def _follow(rule: OutcomeRule, found: Situation) -> NextMove:
    if found.wish_at is not None and rule.takes_appointment:
        return _appointment(found, found.wish_at)
    if rule.follow in _PLAIN:
        return _plain(rule, *_PLAIN[rule.follow], found)
    if rule.follow is Follow.SOFT_REFUSAL:
        return _soft_refusal(rule, found)
    if rule.follow in (Follow.LATER, Follow.APPOINTMENT):
        return _another_day(found)
    return _same_round(found) or _another_day(found)


_PLAIN = {
    Follow.REVIEW: (Move.FINISH, CallbackState.REVIEW),
    Follow.DONE: (Move.CLOSE, CallbackState.DONE),
    Follow.HELD: (Move.HOLD, CallbackState.HELD),
    Follow.INTERRUPTED: (Move.INTERRUPT, CallbackState.INTERRUPTED),
    Follow.NOT_DIALED: (Move.NOT_DIALED, CallbackState.CLAIMED),
}


def _plain(rule: OutcomeRule, move: Move, state: CallbackState, found: Situation) -> NextMove:
    goes_on = state in (CallbackState.INTERRUPTED, CallbackState.CLAIMED)
    again = found.dialed if state is CallbackState.CLAIMED else None
    return NextMove(move, state, str(rule.outcome), rule.sentence, found.now if goes_on else None, None, again)


def _said(found: Situation, move: Move, state: CallbackState, key: str) -> NextMove:
    return NextMove(move, state, key, found.table.says[key])


def _same_round(found: Situation) -> NextMove | None:
    """Each number once in one sitting, a busy one once more after its minutes."""
    history = found.history
    zone = history.zone()
    today = local_day(found.now, zone)
    rung_today = {phone for day, phone in history.rung() if day == today}
    if len(history.rung()) < found.limits.attempts_person:
        for number in history.open_numbers():
            if number.id not in rung_today and _decent(found, number, found.now):
                going_on = _said(found, Move.NEXT_NUMBER, CallbackState.CLAIMED, "next_number")
                return replace(going_on, ready_at=found.now, next_phone=number.id)
    busy = [(again, one) for one in found.numbers if (again := history.busy_until(one, found.now)) is not None]
    for again, number in sorted(busy, key=lambda one: one[0]):
        at = max(again, found.now)
        if _decent(found, number, at):
            waiting = _said(found, Move.TRY_AGAIN, CallbackState.WAITING, "busy_again")
            return replace(waiting, ready_at=at, next_phone=number.id)
    return None


def _decent(found: Situation, number: Number, at: datetime) -> bool:
    late = (found.stop_at is not None and at > found.stop_at) or number.from_when(at) > at
    return not late and window(number.zones, at, found.calendar.hours, found.calendar.holidays).open


def _another_day(found: Situation) -> NextMove:
    """Never twice on one day, never more than so many days a week, in another part of the day if there is one."""
    history = found.history
    close = (Move.CLOSE, CallbackState.DONE)
    if len(history.rung()) >= found.limits.attempts_person:
        return _said(found, *close, "attempts_used")
    numbers = history.open_numbers()
    tomorrow = next_day(found.now, history.zone())
    earliest = history.again_from(tomorrow)
    if not numbers:
        shared = history.shared_until()
        if shared is None:
            return _said(found, *close, "numbers_used")
        numbers = tuple(replace(one, others=()) for one in found.numbers if one.open and one.others)
        earliest = max(earliest, shared)
    ready = history.next_moment(earliest, numbers)
    if ready is None:
        held = _said(found, Move.HOLD, CallbackState.HELD, "no_hour")
        return replace(held, task=SupervisorTask.NO_HOUR)
    if found.stop_at is not None and ready > found.stop_at:
        return _said(found, *close, "stop_date")
    return replace(_said(found, Move.TRY_AGAIN, CallbackState.WAITING, "another_day"), ready_at=ready)


def _soft_refusal(rule: OutcomeRule, found: Situation) -> NextMove:
    """Once more after a week, by somebody else, with a supervisor's word; a second one is the end."""
    if sum(one.outcome is rule.outcome for one in found.tries) > 1:
        return _said(found, Move.CLOSE, CallbackState.DONE, "refused_twice")
    later = _another_day(found)
    if later.ready_at is None:
        return later
    held = _plain(rule, Move.HOLD, CallbackState.HELD, found)
    return replace(held, ready_at=later.ready_at, other_caller=True)


def _appointment(found: Situation, wish: datetime) -> NextMove:
    """A time they named: outside the limits on tries, never outside decent hours; unstaffed becomes a task."""
    zones = [one.zones for one in found.numbers if one.open and one.zones]
    hours, holidays, shifts = found.calendar.hours, found.calendar.holidays, found.calendar.shifts
    at = max(wish, found.now)
    moments = [next_ready(zone, at, hours, holidays, shifts=shifts) for zone in zones]
    ready = min((moment for moment in moments if moment is not None), default=None)
    if ready is None or (found.stop_at is not None and ready > found.stop_at):
        held = _said(found, Move.HOLD, CallbackState.HELD, "no_hour")
        return replace(held, task=SupervisorTask.NO_HOUR)
    if ready == at:
        kept = _said(found, Move.TRY_AGAIN, CallbackState.WAITING, "appointment")
        return replace(kept, ready_at=ready, promised_at=ready, firm=found.wish_firm)
    moved = _said(found, Move.TRY_AGAIN, CallbackState.WAITING, "appointment_moved")
    return replace(
        moved, ready_at=ready, promised_at=ready, firm=found.wish_firm, task=SupervisorTask.WISH_OUTSIDE_SHIFTS
    )
