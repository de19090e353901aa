"""Killed at random and at every step, out of room, sixteen at once: nothing acknowledged is lost."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from callback_desk.domain.audit import Event
from callback_desk.domain.audit_verify import Finding
from callback_desk.domain.call import CallDraft
from callback_desk.domain.errors import DiskFull
from callback_desk.domain.ids import OperationId, StaffId
from callback_desk.domain.queue import CallbackState
from callback_desk.storage.faults import FaultAtStep, FaultPlan
from callback_desk.storage.store import SqlStorage
from callback_desk.storage.unit_of_work import SqlUnitOfWork
from tests.contract.test_call_store import RESULT, Started
from tests.faults.storage_child import LEASE
from tests.storage.at_hand import MONDAY, SCRIPT, People, create, new_batch, new_script, new_staff, reopen

CHILD = [sys.executable, "-m", "tests.faults.storage_child"]
posix = pytest.mark.skipif(os.name != "posix", reason="SIGKILL and file size limits are POSIX")


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    return tmp_path / "desk.db"


def _begin(path: Path) -> Started:
    storage = create(path)
    with storage.write() as unit:
        new_script(unit)
        started = Started(unit, People(unit, new_batch(unit)).add(), new_staff(unit))
        unit.commit()
    storage.close()
    return started


def _whole(storage: SqlStorage) -> None:
    assert storage.integrity() == ()
    assert storage.verify_audit().finding is Finding.CLEAN


class Saver:
    """A process that starts savers; each is killed after a while, and the ledger of what it said is kept here."""

    def __init__(self, path: Path, started: Started) -> None:
        self._started = started
        self._process = subprocess.Popen(
            [*CHILD, str(path), "desk-1", "zygote"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert self._process.stdin is not None and self._process.stdout is not None
        self._orders, self._said = self._process.stdin, self._process.stdout
        self.acknowledged = 0

    def kill_after(self, delay_s: float, after: int) -> None:
        self._orders.write(f"{self._started.call} {self._started.fence} {after}\n")
        self._orders.flush()
        pid = 0
        for line in self._said:
            word, number = line.split()
            if word == "PID":
                pid = int(number)
            elif word == "ACK":
                self.acknowledged = int(number)
            elif word == "GONE":
                assert int(number) == -signal.SIGKILL, "a saver ended by itself"
                return
            if pid and self.acknowledged > after:
                timer = threading.Timer(delay_s, os.kill, (pid, signal.SIGKILL))
                timer.start()
                pid = 0
        raise AssertionError("the starter of savers ended")

    def close(self) -> None:
        self._orders.close()
        self._process.wait(10)
        self._said.close()


@pytest.fixture
def saver(desk: Path) -> Iterator[Saver]:
    made = Saver(desk, _begin(desk))
    yield made
    made.close()


@posix
def test_killed_while_saving_no_acknowledged_save_is_lost(desk: Path, saver: Saver) -> None:
    """What the storage promises; fifty more kills, of the whole program, in journeys/test_kill_while_saving.py."""
    chance = random.Random(20261116)
    durable = 0
    for _ in range(20):
        saver.kill_after(chance.uniform(0, 0.05), durable)
        durable = _durable(desk)
        # the last commit may be durable although the kill came before its acknowledgement
        assert saver.acknowledged <= durable <= saver.acknowledged + 1
    assert durable > 40
    storage = reopen(desk)
    _whole(storage)
    with storage.read() as unit:
        assert unit.audit.count(Event.ANSWER_SAVE, MONDAY) == durable
        assert unit.operations.made(OperationId(f"save-{durable}")) == durable
        assert unit.operations.made(OperationId(f"save-{durable + 1}")) is None
    storage.close()


def _durable(path: Path) -> int:
    """The version of the newest draft after a restart."""
    storage = reopen(path)
    with storage.read() as unit:
        (call,) = unit.calls.open_calls()
        draft = unit.calls.draft(call.id)
    storage.close()
    assert draft is not None
    assert draft.state == f'{{"version":{draft.answered}}}'
    assert draft.typed == "word " * (draft.answered % 50)
    return draft.answered


def _counts(unit: SqlUnitOfWork) -> tuple[int, ...]:
    tables = ("attempts", "calls", "operations", "audit_events")
    return tuple(unit.connection.exec_driver_sql(f"SELECT count(*) FROM {one}").scalar_one() for one in tables)


@posix
def test_killed_for_real_at_each_step_a_started_call_is_whole_or_not_there(desk: Path) -> None:
    storage = create(desk)
    with storage.write() as unit:
        new_script(unit)
        staff = new_staff(unit)
        person = People(unit, new_batch(unit)).add(callback={"state": "claimed"})
        unit.commit()
    storage.close()
    order = [*CHILD, str(desk), "desk-1", "start", str(person.callback), str(person.phones[0]), str(staff), SCRIPT]
    ended: dict[int, int] = {}
    for step in (1, 4, 6, 7, 99):  # begin, an early and a late statement, around the commit, never
        run = subprocess.run(
            order,
            check=False,
            env={**os.environ, "CALLBACK_DESK_KILL_AT": str(step)},
            capture_output=True,
            text=True,
            timeout=60,
        )
        ended[step] = run.returncode
        storage = reopen(desk)
        _whole(storage)
        with storage.read() as unit:
            started = _counts(unit)
            calling = unit.queue.get(person.callback).state is CallbackState.CALLING
        storage.close()
        assert started in {(0, 0, 0, 0), (1, 1, 1, 1)}
        assert calling == (started == (1, 1, 1, 1))
        if calling:
            break
    assert all(code == -signal.SIGKILL for code in list(ended.values())[:-1])
    assert calling


WRITES = {
    "draft": lambda unit, one: unit.calls.put_draft(one.call, one.fence, CallDraft("{}", "typed"), MONDAY),
    "finish": lambda unit, one: unit.calls.finish(one.call, RESULT, MONDAY),
    "do not contact": lambda unit, one: unit.people.set_do_not_contact(
        one.person.victim, reason="asked", by="D", at=MONDAY
    ),
    "claim": lambda unit, one: unit.queue.claim_first(one.staff, MONDAY, MONDAY + LEASE, passed_over=()),
    "show": lambda unit, one: new_batch(unit),
}


@pytest.mark.parametrize("name", WRITES)
def test_a_fault_at_any_step_leaves_the_desk_as_it_was(desk: Path, name: str) -> None:
    started = _begin(desk)
    plan = FaultPlan(keep=True)
    storage = reopen(desk, faults=plan)
    before = _dump(storage)
    struck = 0
    for step in range(1, 60):
        plan.restart(step)
        try:
            with storage.write() as unit:
                WRITES[name](unit, started)
                unit.audit.record(Event.RECORD_CHANGE, kind="call", id=started.call)
                unit.commit()
        except FaultAtStep:
            struck += 1
            if plan.seen[-1] != "after commit":
                assert _dump(storage) == before, f"step {step}: {plan.seen[-1]}"
            continue
        break
    assert struck >= 5
    assert plan.seen[0] == "begin" and plan.seen[-2:] == ["before commit", "after commit"]
    assert _dump(storage) != before
    _whole(storage)
    storage.close()


def _dump(storage: SqlStorage) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table."""
    with storage.read() as unit:
        run = unit.connection.exec_driver_sql
        names = [row[0] for row in run("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
        return {name: [tuple(row) for row in run(f'SELECT * FROM "{name}"')] for name in names}


def _waiting_desk(path: Path, many: int, callers: int) -> list[StaffId]:
    storage = create(path)
    with storage.write() as unit:
        people = People(unit, new_batch(unit))
        for _ in range(many):
            people.add(numbers=())
        staff = [new_staff(unit, f"Caller {number}") for number in range(callers)]
        unit.commit()
    storage.close()
    return staff


def test_sixteen_claimers_and_five_hundred_people_none_twice(desk: Path) -> None:
    staff = _waiting_desk(desk, 500, 16)
    ledgers = [
        subprocess.Popen([*CHILD, str(desk), f"desk-{one}", "claim", str(one)], stdout=subprocess.PIPE, text=True)
        for one in staff[:4]
    ]
    with ThreadPoolExecutor(12) as pool:
        claimed = [one for found in pool.map(_claim_all, [desk] * 12, staff[4:]) for one in found]
    for child in ledgers:
        said, _ = child.communicate(timeout=60)
        assert child.returncode == 0
        claimed += [int(line.split()[1]) for line in said.splitlines()]
    assert len(claimed) == 500
    assert Counter(claimed).most_common(1)[0][1] == 1
    storage = reopen(desk)
    _whole(storage)
    with storage.read() as unit:
        assert unit.queue.state_counts() == {"claimed": 500}
        assert sum(seq for seq, _ in unit.audit.heads().values()) == 500
    storage.close()


def _claim_all(path: Path, staff: StaffId) -> list[int]:
    storage = reopen(path, station=f"desk-{staff}")
    claimed = []
    while True:
        with storage.write() as unit:
            entry = unit.queue.claim_first(staff, MONDAY, MONDAY + LEASE, passed_over=())
            if entry is None:
                break
            unit.audit.record(Event.QUEUE_CLAIM, kind="callback", id=entry.id)
            unit.commit()
        claimed.append(int(entry.id))
    storage.close()
    return claimed


FULL_DISK = """
import resource, signal, sys
from pathlib import Path
from callback_desk.domain.call import CallDraft
from callback_desk.domain.errors import DiskFull
from callback_desk.domain.ids import CallId
from tests.storage.at_hand import MONDAY, reopen

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
storage = reopen(Path(sys.argv[1]))
call, fence = CallId(int(sys.argv[2])), int(sys.argv[3])
room = Path(sys.argv[1]).stat().st_size + 60_000
resource.setrlimit(resource.RLIMIT_FSIZE, (room, resource.RLIM_INFINITY))

def save(number):
    with storage.write() as unit:
        unit.calls.put_draft(call, fence, CallDraft("{}", f"{number} " + "x" * 9000, answered=number), MONDAY)
        unit.commit()

saved = 0
try:
    for number in range(1, 10_000):
        save(number)
        saved = number
except DiskFull as full:
    print("FULL", saved, full.sentence)
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
with storage.read() as unit:
    print("KEPT", unit.calls.draft(call).answered)
save(99_999)
with storage.read() as unit:
    print("AFTER", unit.calls.draft(call).answered)
storage.close()
"""


@posix
def test_a_full_disk_says_so_loses_nothing_and_goes_on_when_there_is_room(desk: Path) -> None:
    started = _begin(desk)
    run = subprocess.run(
        [sys.executable, "-c", FULL_DISK, str(desk), str(started.call), str(started.fence)],
        check=False,
        capture_output=True,
        text=True,
        timeout=60,
    )
    full, kept, after = run.stdout.splitlines()
    saved = int(full.split()[1])
    assert saved > 0 and "no room left" in full
    assert kept == f"KEPT {saved}"
    assert after == "AFTER 99999"
    storage = reopen(desk)
    _whole(storage)
    storage.close()


def test_late_words_survive_a_fault_of_their_own_unit(desk: Path) -> None:
    started = _begin(desk)
    storage = reopen(desk)
    with pytest.raises(DiskFull), storage.write() as unit:
        try:
            unit.calls.put_draft(started.call, started.fence + 1, CallDraft("{}", "late"), MONDAY)
        except Exception as stale:
            raise DiskFull("no room") from stale
    with storage.read() as unit:
        assert [draft.typed for _, draft in unit.calls.late_notes(started.call)] == ["late"]
    storage.close()
