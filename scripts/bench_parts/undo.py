"""Taking an import back while a volunteer is in a call: how long the write lock is held, how long a save waits."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import make_export

from bench_parts import desks, one_import
from bench_parts.queueing import claim_next
from bench_parts.result import Line, Settings, at_most, ms_of, p50, p95
from callback_desk.domain.call import CallDraft
from callback_desk.domain.ids import BatchId
from callback_desk.storage.unit_of_work import SqlUnitOfWork
from callback_desk.use_cases import save_call, start_call, undo_import
from callback_desk.use_cases.desk import Desk
from callback_desk.use_cases.pace import after_others

PART = "undo"
_LOCK_MS, _WAIT_MS = 250.0, 500.0
_PAUSE_S = 0.02  # between two saves: many more than anybody types, so that the worst moment is met
_ROWS = 20_000


def measure(settings: Settings) -> list[Line]:
    """One import whose rows are half in a later one, too, and some changed there: all three kinds of people."""
    office = desks.make_office(settings.folder / "undo-desk")
    supervisor = desks.open_desk(office, desks.SUPERVISOR)
    rows = min(_ROWS, settings.rows)
    batch = _two_imports(settings, supervisor, rows)
    volunteer = desks.open_desk(office, desks.VOLUNTEER)  # a program of its own: it has its own connections
    with _saving(volunteer) as waits, _held() as held:
        took_s = ms_of(lambda: _undo(supervisor, batch)) / 1000
    return [
        Line(PART, f"an import of {rows:,} rows taken back, all of it", took_s, "s", note=f"{len(held)} transactions"),
        at_most(PART, "  the longest transaction of it", max(held), "ms", _LOCK_MS),
        Line(PART, "  the same, p50", p50(held), "ms"),
        at_most(PART, "  the longest wait of an autosave meanwhile", max(waits), "ms", _WAIT_MS, f"{len(waits)} saves"),
        Line(PART, "  the same, p95", p95(waits), "ms"),
    ]


def _two_imports(settings: Settings, desk: Desk, rows: int) -> BatchId:
    """The first import, which is to be taken back; the second brings half of its rows, and some of them otherwise."""
    first, second = settings.folder / "undo-1.csv", settings.folder / "undo-2.csv"
    make_export.write_export(first, rows, 23, desks.TODAY)
    lines = first.read_text("utf-8").splitlines(keepends=True)
    some = [line.replace("Inactive", "Open") if number % 20 == 0 else line for number, line in enumerate(lines)]
    second.write_text("".join(some[: 1 + rows // 2]), "utf-8")
    one_import.import_file(desk, first)
    one_import.import_file(desk, second)
    return BatchId(1)


def _undo(desk: Desk, batch: BatchId) -> None:
    undo_import.undo_batch(desk, desk.new_operation(), batch, turn=after_others)


@contextmanager
def _saving(desk: Desk) -> Iterator[list[float]]:
    """A volunteer who is in a call and whose words are saved again and again; milliseconds of each save."""
    card = claim_next(desk)
    call = start_call.start_call(desk, desk.new_operation(), card.callback_id, card.fence, card.phones[0].id)
    waits: list[float] = []
    over = threading.Event()

    def save() -> None:
        number = len(waits)
        draft = CallDraft('{"step": 3}', typed=f"A white van, plate {number}", answered=number)
        save_call.save_draft(desk, call.call_id, call.fence, draft)

    def save_on() -> None:
        while not over.is_set():
            waits.append(ms_of(save))
            time.sleep(_PAUSE_S)

    saver = threading.Thread(target=save_on)
    saver.start()
    try:
        yield waits
    finally:
        over.set()
        saver.join()


@contextmanager
def _held() -> Iterator[list[float]]:
    """How long each writing transaction of this thread was open, milliseconds."""
    held: list[float] = []
    mine = threading.get_ident()
    enter, leave = SqlUnitOfWork.__enter__, SqlUnitOfWork.__exit__
    begun: dict[int, float] = {}

    def timed_enter(unit: SqlUnitOfWork) -> SqlUnitOfWork:
        found = enter(unit)
        begun[id(unit)] = time.perf_counter()
        return found

    def timed_leave(unit: SqlUnitOfWork, *trouble: object) -> None:
        leave(unit, *trouble)  # type: ignore[arg-type]  # passed on as they came
        if unit._writes and threading.get_ident() == mine:
            held.append((time.perf_counter() - begun.pop(id(unit))) * 1000)

    SqlUnitOfWork.__enter__, SqlUnitOfWork.__exit__ = timed_enter, timed_leave  # type: ignore[method-assign]
    try:
        yield held
    finally:
        SqlUnitOfWork.__enter__, SqlUnitOfWork.__exit__ = enter, leave  # type: ignore[method-assign]
