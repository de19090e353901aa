"""A process at the same desk folder, to be killed by a test. It forks for every job, so that a job starts at once.

Reads JSON lines: {"do": job, "folder": ..., "shift_s": ..., "name": who signs in, ...}; its clock is the real one
shifted by so many seconds, so that several processes agree. Every job says lines of JSON and ends, or goes on until
it is killed.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from callback_desk.bootstrap.opening import Office
from callback_desk.bootstrap.world import ShiftedClock
from callback_desk.domain.call import CallDraft
from callback_desk.domain.errors import DeskError, DeskFault, NotAllowed
from callback_desk.domain.ids import BatchId
from callback_desk.use_cases import import_report, next_call, save_call, start_call, undo_import
from callback_desk.use_cases.desk import Desk
from callback_desk.use_cases.sign_in import sign_in
from tests.use_cases.made_desks import PASSWORD, TESTING, start

Say = Callable[..., None]
_BREATH_S = 0.03  # between two claims: without any, one process can keep the write lock until nobody is left


class _NeverLongClock(ShiftedClock):
    """No transaction is long by it, so that one is one turn on the slowest machine: a test counts them."""

    def monotonic_s(self) -> float:
        return 0.0


class _StandingClock(ShiftedClock):
    """No lease runs out by it, however long a hurried machine takes: what is claimed twice is a fault."""

    def now(self) -> datetime:
        return self._start


def drafts(desk: Desk, say: Say, _job: dict[str, object]) -> None:
    """Start a call and save, save, save; each save that came back is said."""
    started = start(desk)
    say(call=started.call_id, callback=started.callback_id, fence=started.fence)
    for number in range(1, 100_000):
        typed = f"kept line {number} " + "x" * (number % 700)
        save_call.save_draft(
            desk, started.call_id, started.fence, CallDraft(f'{{"step": {number}}}', typed=typed, answered=number)
        )
        say(saved=number)


def draft_later(desk: Desk, say: Say, job: dict[str, object]) -> None:
    """Start a call and save once; save again when the file of the job is there. It holds no lock while it waits."""
    started = start(desk)
    for number in (1, 2):
        draft = CallDraft(f'{{"step": {number}}}', typed=f"kept line {number}", answered=number)
        save_call.save_draft(desk, started.call_id, started.fence, draft)
        say(saved=number, call=started.call_id, fence=started.fence)
        while not Path(str(job["starting_gun"])).exists():
            time.sleep(0.001)


def claim(desk: Desk, say: Say, _job: dict[str, object]) -> None:
    """Claim and do nothing until killed."""
    card = next_call.claim_next(desk, desk.new_operation())
    say(callback=card.callback_id if card else 0)
    time.sleep(600)


def claims(desk: Desk, say: Say, job: dict[str, object]) -> None:
    """Claim until nobody is left, from the moment the file of the job is there: both desks begin together."""
    say(at_hand=True)
    while not Path(str(job["starting_gun"])).exists():
        time.sleep(0.001)
    got, waited = [], 0
    op = desk.new_operation()
    while True:
        try:
            card = next_call.claim_next(desk, op)
        except DeskFault as trouble:  # the others were quicker for fifteen seconds: a volunteer presses again
            if trouble.code != "busy":
                raise
            waited += 1
            continue
        if card is None:
            break
        got.append(int(card.callback_id))
        op = desk.new_operation()
        time.sleep(_BREATH_S)
    say(claimed=got, waited=waited)


def dials(desk: Desk, say: Say, job: dict[str, object]) -> None:
    """Claim, say whom, and dial: in a race with a wish that is put on record at another desk.

    Whoever won last time is made to lose, further each time in a row: `wish_later_s` is what the wish is to wait, of a
    slow machine below nothing, and then the dial waits.
    """
    later_s, step_s, dialed_before = -0.004, 0.002, False
    for _ in range(int(str(job["rounds"]))):
        card = next_call.claim_next(desk, desk.new_operation())
        if card is None:
            break
        say(callback=int(card.callback_id), wish_later_s=max(later_s, 0.0))
        time.sleep(max(-later_s, 0.0))
        fence, dialed = card.fence, False
        try:
            started = start(desk, card)
        except NotAllowed:
            pass
        else:
            dialed = True
            start_call.did_not_dial(desk, desk.new_operation(), started.call_id, started.fence)
            fence = started.fence
        step_s = min(step_s * 2, 0.5) if dialed is dialed_before else 0.002
        later_s = min(max(later_s - step_s if dialed else later_s + step_s, -1.0), 1.0)
        dialed_before = dialed
        next_call.give_back(desk, desk.new_operation(), card.callback_id, fence)
    say(over=True)


def bring_in(desk: Desk, say: Say, job: dict[str, object]) -> None:
    """Import a file, and wait to be killed at the stage the job names."""
    path = Path(str(job["file"]))

    def at(stage: str) -> None:
        say(stage=stage)
        if stage == job["stop_at"]:
            time.sleep(600)

    at("signed_in")
    session = import_report.open_import(desk, path)
    at("opened")
    import_report.look(desk, session)
    at("looked")
    read = [False]

    def progress(what: str, done: int, of: int) -> None:
        if what == "read" and not read[0]:
            read[0] = True
            at("reading")
        if what == "sort":
            at("sorting")
        if what == "import" and done >= of:
            at("staged")

    preview = import_report.check_rows(desk, session, None, progress=progress, cancelled=lambda: False)
    at("checked")
    import_report.import_rows(
        desk,
        desk.new_operation(),
        session,
        preview,
        file_name=path.name,
        layout=None,
        turn=lambda: at("staging"),
        progress=progress,
    )
    at("shown")
    session.close()
    say(done=True)


def take_back(desk: Desk, say: Say, job: dict[str, object]) -> None:
    """Take the first import back, and wait to be killed at the turn the job names."""
    taken = 0

    def turn() -> None:
        nonlocal taken
        taken += 1
        say(turn=taken)
        if taken == job["stop_at"]:
            time.sleep(600)

    undo_import._AT_ONCE = 3  # many turns for few people
    undo_import.undo_batch(desk, desk.new_operation(), BatchId(1), turn=turn)
    say(done=True)


JOBS = {
    "undo": take_back,
    "drafts": drafts,
    "draft later": draft_later,
    "claim": claim,
    "claims": claims,
    "dials": dials,
    "import": bring_in,
}


def _work(job: dict[str, object]) -> None:
    def say(**words: object) -> None:
        os.write(1, (json.dumps(words) + "\n").encode())

    made = {"undo": _NeverLongClock, "claims": _StandingClock}.get(str(job["do"]), ShiftedClock)
    clock = made(datetime.now(UTC) + timedelta(seconds=float(str(job["shift_s"]))))
    office = Office(Path(str(job["folder"])), clock=clock, environment=TESTING)
    try:
        desk = sign_in(office.locked(), str(job["name"]), PASSWORD)
        say(signed_in=True)
        JOBS[str(job["do"])](desk, say, job)
    except DeskError as error:
        say(refused=error.sentence)


def main() -> None:
    os.write(1, b'{"ready": true}\n')
    for line in sys.stdin:
        pid = os.fork()
        if pid == 0:
            code = 1
            try:
                _work(json.loads(line))
                code = 0
            finally:
                os._exit(code)
        os.write(1, (json.dumps({"pid": pid}) + "\n").encode())
        os.waitpid(pid, 0)
        os.write(1, b'{"ended": true}\n')


if __name__ == "__main__":
    main()
