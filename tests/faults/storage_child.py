"""What runs in the child processes of the storage campaigns: saving drafts and claiming callbacks until it dies."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from callback_desk.domain.audit import Event
from callback_desk.domain.call import CallDraft
from callback_desk.domain.ids import CallbackId, CallId, OperationId, PhoneId, ScriptSha, StaffId
from callback_desk.domain.queue import CallbackState
from callback_desk.storage.faults import from_environment
from callback_desk.storage.store import SqlStorage
from tests.storage.at_hand import MONDAY, reopen

LEASE = timedelta(seconds=90)


def _say(line: str) -> None:
    """One line to the driver, whole and at once: the driver's ledger is in another process."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def save_drafts(storage: SqlStorage, call: int, fence: int, start: int) -> None:
    """Save draft after draft and acknowledge each only after its commit."""
    number = start
    while True:
        number += 1
        with storage.write() as unit:
            draft = CallDraft(state=f'{{"version":{number}}}', typed="word " * (number % 50), answered=number)
            unit.calls.put_draft(CallId(call), fence, draft, MONDAY)
            unit.operations.record(OperationId(f"save-{number}"), "save_call", number, MONDAY)
            unit.audit.record(Event.ANSWER_SAVE, kind="call", id=call, fields={"version": number})
            unit.commit()
        _say(f"ACK {number}")


def claim_all(storage: SqlStorage, staff: int) -> None:
    """Claim until nobody waits any more."""
    while True:
        with storage.write() as unit:
            entry = unit.queue.claim_first(StaffId(staff), MONDAY, MONDAY + LEASE, passed_over=())
            if entry is not None:
                unit.audit.record(Event.QUEUE_CLAIM, kind="callback", id=entry.id, fields={"fence": entry.fence})
            unit.commit()
        if entry is None:
            return
        _say(f"CLAIMED {entry.id} {entry.fence}")


def start_call(storage: SqlStorage, callback: int, phone: int, staff: int, script: str) -> None:
    """A write of many statements: the attempt, its call, the queue's change, the event, the operation."""
    with storage.write() as unit:
        entry = unit.queue.get(CallbackId(callback))
        op = OperationId("start-1")
        attempt = unit.calls.add_attempt(entry.id, PhoneId(phone), StaffId(staff), MONDAY, op)
        call = unit.calls.open_call(attempt, entry.id, ScriptSha(script), MONDAY, "en")
        unit.queue.put(replace(entry, state=CallbackState.CALLING, fence=entry.fence + 1), fence=entry.fence)
        unit.audit.record(Event.DIAL_INTENT, kind="call", id=call)
        unit.operations.record(op, "start_call", call, MONDAY)
        unit.commit()
    _say("DONE")


def zygote(path: str) -> None:
    """Start a fresh saver for every line "call fence start" on standard input; imports are paid for once."""
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            call, fence, start = map(int, line.split())
            save_drafts(reopen(Path(path), faults=from_environment()), call, fence, start)
        _say(f"PID {child}")
        _, status = os.waitpid(child, 0)
        _say(f"GONE {os.waitstatus_to_exitcode(status)}")


def main(path: str, station: str, act: str, *rest: str) -> None:
    if act == "zygote":
        zygote(path)
        return
    storage = reopen(Path(path), station=station, faults=from_environment())
    numbers = [int(word) for word in rest if word.isdecimal()]
    if act == "claim":
        claim_all(storage, *numbers)
    elif act == "start":
        start_call(storage, *numbers[:3], script=rest[3])
    storage.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
