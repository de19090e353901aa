"""My shift: what is due, what is ready, why the rest is not, and what was promised."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from callback_desk.domain.access import Act
from callback_desk.domain.audit import Event
from callback_desk.domain.call import CallState
from callback_desk.domain.changes import Changes, Done
from callback_desk.domain.ids import CallbackId
from callback_desk.domain.records import OpenCall
from callback_desk.domain.views import BlockedBy, InterruptedCall, QueueCounts, ShiftView
from callback_desk.use_cases.days import end_of_day, start_of_day
from callback_desk.use_cases.desk import Work, asks, does
from callback_desk.use_cases.explaining import blocked_sentence
from callback_desk.use_cases.handing import around
from callback_desk.use_cases.pins import pinned
from callback_desk.use_cases.recover_calls import what_comes_back
from callback_desk.use_cases.resting import asleep_now, outside_own_hours
from callback_desk.use_cases.review_call import returned_note
from callback_desk.use_cases.welfare import break_offer

_HANDOVER = "handover"


@asks(Act.SEE_SHIFT)
def my_shift(work: Work) -> ShiftView:
    """Everything the page shows in one reading. Names are short."""
    return shift_view(work)


def shift_view(work: Work) -> ShiftView:
    """The same for another use case, by whoever's session the work has."""
    staff = work.desk.session.staff
    interrupted = tuple(_to_go_on(work, call) for call in work.uow.calls.interrupted_of(staff.id))
    note, by = last_note(work)
    return ShiftView(
        counts=_for_volunteer(_for_me(work)),
        promises=work.uow.queue.promises(end_of_day(work), owner=None),
        records_as_of=work.uow.desk.records_as_of(),
        last_sign_in=work.desk.session.previous_sign_in,
        failed_since=work.desk.session.failed_since,
        my_interrupted=interrupted,
        note=note,
        note_by=by,
        pinned=pinned(work),
        break_after=break_offer(work),
        numbers_shown_today=work.uow.audit.count(Event.DIAL_INTENT, start_of_day(work), actor=staff.id),
    )


def last_note(work: Work) -> tuple[str, str]:
    """The note of the last shift, and who left it when; ("", "") without one."""
    note, _, by = work.uow.desk.note(_HANDOVER).rpartition("\n")
    return note, by


def _to_go_on(work: Work, call: OpenCall) -> InterruptedCall:
    name = work.uow.people.person(work.uow.queue.victim_of(call.callback_id)).name.short
    missing = work.uow.desk.note(returned_note(call.id)) if call.state is CallState.RETURNED else ""
    return InterruptedCall(call.id, name, missing, call.started_at, what_comes_back(work, call))


_COLLEAGUE = "colleague"
_NO_NUMBER = frozenset({"no_number", "no_number_left"})


def _for_volunteer(counts: QueueCounts) -> QueueCounts:
    """Which rule holds whom is the supervisor's; a volunteer sees what it means for the shift."""
    no_number = sum(line.count for line in counts.blocked_by if line.reason in _NO_NUMBER)
    others = counts.blocked - no_number
    colleagues = sum(line.count for line in counts.blocked_by if line.reason == _COLLEAGUE)
    others -= colleagues
    lines = (
        BlockedBy("to_decide", _plural(others, "waits", "wait") + " for the supervisor to decide", others),
        BlockedBy(_COLLEAGUE, _plural(colleagues, "is", "are") + " for a colleague at this moment", colleagues),
        BlockedBy("no_number", _plural(no_number, "has", "have") + " no number that can be dialed", no_number),
    )
    return replace(counts, blocked_by=tuple(line for line in lines if line.count))


def _for_me(work: Work) -> QueueCounts:
    """The same for whoever sits here: ready is only whom *Next call* would hand to them at this moment.

    Who is left to a colleague (agreed with them, speaks a language they speak, is too much after a hard call, knows
    this volunteer) is blocked for this one.
    """
    queue, staff = work.uow.queue, work.desk.session.staff
    closed = outside_own_hours(work)
    counts = _counts(work, closed)
    left = queue.for_others(
        staff.id, work.now, passed_over=queue.passed_over_by(staff.id), around=around(work, staff.id)
    )
    others = len(set(left) - set(closed))
    colleague = (BlockedBy(_COLLEAGUE, "", others),) if others else ()
    return replace(
        counts,
        ready=max(0, counts.ready - others),
        blocked=counts.blocked + others,
        blocked_by=(*counts.blocked_by, *colleague),
    )


def _plural(count: int, one: str, many: str) -> str:
    return one if count == 1 else many


def queue_counts(work: Work) -> QueueCounts:
    """Due, ready, later, blocked: the same numbers on every page that shows them."""
    return _counts(work, outside_own_hours(work))


def _counts(work: Work, closed: Mapping[CallbackId, datetime | None]) -> QueueCounts:
    due, ready, later, next_at, next_count = _by_the_hour(work, closed)
    blocked: dict[str, int] = {}
    states: dict[str, str] = {}
    for state, reason, count in work.uow.queue.reason_counts():
        if state == "held":
            blocked[reason] = blocked.get(reason, 0) + count
            states[reason] = state
    lines = tuple(
        BlockedBy(reason, blocked_sentence(work, reason), count)
        for reason, count in sorted(blocked.items(), key=lambda item: (-item[1], item[0]))
    )
    return QueueCounts(
        due=due,
        ready=ready,
        later=later,
        blocked=sum(blocked.values()),
        next_at=next_at,
        next_count=next_count,
        by_state=dict(work.uow.queue.state_counts()),
        blocked_by=lines,
    )


def _by_the_hour(
    work: Work, closed: Mapping[CallbackId, datetime | None]
) -> tuple[int, int, int, datetime | None, int]:
    """Due, ready, later, when the next are ready and how many: a person in whose place it is night now is *later*.

    So is who named other hours of their own (`closed`). The hour kept with a callback is when it may be called first;
    whether it is evening there by now shows only here and at the claim.
    """
    due, ready, later, next_at, next_count = work.uow.queue.due_counts(work.now, day_end=end_of_day(work))
    then: Counter[datetime] = Counter({next_at: next_count} if next_at else {})
    for _, many, opens_at in asleep_now(work):
        ready, later = ready - many, later + many
        if opens_at is not None:
            then[opens_at] += many
    for opens_at in closed.values():
        ready, later = ready - 1, later + 1
        if opens_at is not None:
            then[opens_at] += 1
    soonest = min(then, default=None)
    return due, max(0, ready), later, soonest, then[soonest] if soonest else 0


@does(Act.SEE_SHIFT)
def hand_over(work: Work, text: str) -> Done:
    """A note for the next shift: facts for colleagues, kept with the writer's name."""
    local = work.now.astimezone(work.desk.zone)
    signed = f"{text.strip()}\n{work.by}, {local:%A} {local:%I:%M %p}".replace(" 0", " ")
    work.uow.desk.put_note(_HANDOVER, signed, by=work.by, at=work.now)
    work.record(Event.RECORD_CHANGE, kind="note")
    return Done(Changes.QUEUE)
