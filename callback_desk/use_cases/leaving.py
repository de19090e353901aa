"""Somebody leaves the desk: cards go back at once, a call that goes on is interrupted, and no lease is waited for."""

from __future__ import annotations

from callback_desk.domain.audit import Event
from callback_desk.domain.call import CallState
from callback_desk.domain.ids import StaffId
from callback_desk.domain.queue import CallbackState
from callback_desk.use_cases.desk import Work
from callback_desk.use_cases.next_call import lay_down


def lay_everything_down(work: Work, staff_id: StaffId) -> int:
    """What this person has in hand is nobody's any more; returns how many callbacks moved.

    A call that began may have been rung: it is interrupted with its draft, for its own caller or a supervisor.
    """
    entries = work.uow.queue.in_hand_of(staff_id)
    open_calls = {call.callback_id: call for call in work.uow.calls.open_calls()} if entries else {}
    for entry in entries:
        if entry.state is CallbackState.CALLING:
            work.uow.queue.put(entry.interrupted(work.now), fence=entry.fence)
            call = open_calls.get(entry.id)
            if call is not None:
                work.uow.calls.put_state(call.id, CallState.INTERRUPTED, work.now)
                work.record(Event.CRASH_RECOVERED, kind="call", id=call.id, reason="left")
        else:
            lay_down(work, entry, entry.fence)
            work.record(Event.QUEUE_RELEASE, kind="callback", id=entry.id, reason="left")
    return len(entries)
