"""Claims and calls whose window died: a claim goes back, a call becomes *interrupted*, never silently re-offered."""

from __future__ import annotations

from callback_desk.call_script.state import DraftState
from callback_desk.domain.access import Act
from callback_desk.domain.audit import Event
from callback_desk.domain.call import CallState
from callback_desk.domain.changes import Changes, Done
from callback_desk.domain.errors import DeskBug
from callback_desk.domain.queue import CallbackState
from callback_desk.domain.rang import left_lying
from callback_desk.domain.records import OpenCall
from callback_desk.use_cases.desk import Desk, Work, does
from callback_desk.use_cases.ports import UnitOfWork


def recover_calls(uow: UnitOfWork, desk: Desk) -> int:
    """Sweep expired leases inside the caller's transaction; returns how many callbacks moved.

    A claim that never started goes back to waiting. One whose call had started may have been rung: it becomes
    interrupted with its draft, for its own caller or a supervisor to decide (research F06).
    """
    now = desk.clock.now()
    moved = 0
    times = desk.rules.limits.claim
    for entry in uow.queue.expired(now):
        after = left_lying(entry, now, times)
        uow.queue.put(after)
        if after.state is CallbackState.INTERRUPTED:
            for call in uow.calls.open_calls():
                if call.callback_id == entry.id:
                    uow.calls.put_state(call.id, CallState.INTERRUPTED, now)
                    uow.audit.record(Event.CRASH_RECOVERED, kind="call", id=call.id)
        else:
            uow.audit.record(Event.QUEUE_EXPIRE, kind="callback", id=entry.id)
        moved += 1
    return moved


@does(Act.RESUME_CALL)
def interrupt_own_calls(work: Work) -> Done:
    """The one window of a computer opens: a call of this person that still counts as going on was cut off with the
    window before it, and need not wait for its lease. Not for a terminal, which runs beside the window.
    """
    moved = 0
    for call in work.uow.calls.open_calls():
        entry = work.uow.queue.get(call.callback_id)
        if call.staff_id == work.desk.session.staff.id and entry.state is CallbackState.CALLING:
            work.uow.queue.put(entry.interrupted(work.now))
            work.uow.calls.put_state(call.id, CallState.INTERRUPTED, work.now)
            work.record(Event.CRASH_RECOVERED, kind="call", id=call.id)
            moved += 1
    return Done(Changes.QUEUE if moved else Changes.NOTHING, moved)


def what_comes_back(work: Work, call: OpenCall) -> str:
    """What going on with a call would restore, counted: "8 answers and 2 lines, and words not kept yet"."""
    draft = work.uow.calls.draft(call.id)
    if draft is None:
        return "Nothing was answered yet."
    try:
        lines = len(DraftState.from_json(draft.state).lines)
    except DeskBug:
        lines = 0
    answers = draft.answered - lines
    parts = [_counted(answers, "answer"), *([_counted(lines, "line")] if lines else [])]
    unkept = ", and words not kept yet" if draft.typed else ""
    return f"{' and '.join(parts)}{unkept}."


def _counted(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
