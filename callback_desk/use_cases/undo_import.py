"""An import is taken back: its people go in one moment, but nobody who was called, decided about or is another's."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from callback_desk.domain.access import Act, Role
from callback_desk.domain.audit import Event
from callback_desk.domain.errors import DeskError
from callback_desk.domain.ids import BatchId, OperationId
from callback_desk.domain.import_rows import Preview
from callback_desk.domain.undo import TakenBack, UndoPile, UndoReport, UndoRun
from callback_desk.use_cases.desk import Desk, Work, asks, check, declared
from callback_desk.use_cases.judge_again import judge_again, judge_the_rest
from callback_desk.use_cases.pace import Pace, at_once
from callback_desk.use_cases.ports_import import Cancelled, Progress
from callback_desk.use_cases.recover_calls import recover_calls

STAYS_AWAY = "taken_back"  # the reason of a row that does not come back by itself
_NAMED = 20  # people named of every reason
_AT_ONCE = 250  # people sorted out, or put back, in one transaction at most
_AT_THE_END = 60  # at most so many, usually, who are sorted out anew in the moment the import goes
_ROUNDS = 5
_STEPS_WITH_IT = 2  # of settling, in the same moment: a small import is handed on and judged at once


def _never() -> bool:
    return False


def _unheard(_what: str, _done: int, _of: int) -> None:
    """Nobody looks."""


@asks(Act.UNDO_IMPORT)
def undo_preview(work: Work, batch_id: BatchId) -> UndoReport:
    """What taking it back would do now: four piles, each with its first people and why. Raises NotFound."""
    return work.uow.undo.preview(batch_id, each=_NAMED)


@asks(Act.UNDO_IMPORT)
def undo_report(work: Work, batch_id: BatchId) -> UndoReport:
    """What taking it back did. Raises NotFound for an import that was not taken back."""
    return work.uow.undo.report(batch_id, each=_NAMED)


@asks(Act.IMPORT_FILE)
def taken_back_rows(work: Work, preview: Preview) -> TakenBack | None:
    """When rows that stay away from this list were taken back last, by the people the preview names."""
    names = [row.name for row in preview.rows if row.reason == STAYS_AWAY and row.name]
    return work.uow.undo.taken_back_people(names) if names else None


class UndoStopped(Exception):
    """Somebody pressed Stop before the import had gone; nothing was taken back."""


def undo_batch(
    desk: Desk,
    op: OperationId,
    batch_id: BatchId,
    *,
    turn: Callable[[], None] = at_once,
    cancelled: Cancelled = _never,
    progress: Progress = _unheard,
) -> UndoReport:
    """Take an import back: sort its people out unseen, let it go in one moment with one audit line, settle the rest.

    Every transaction is short and `turn` is called after each: whoever has a window waits there, so that a volunteer's
    save goes first. `progress` hears "sort" until the import goes and "settle" after. A kill before that moment leaves
    nothing anybody sees, one after it leaves steps; the next start does what is right in both. A replayed operation
    hands back what the first run did.

    Calls, wishes and alerts are never touched. Who stays with another import is judged again by what that one says.
    Raises DeskFault while an import runs, NotFound when the batch is not on the desk or was taken back before, and
    UndoStopped when `cancelled` says so in time.
    """
    role = check(desk, Act.UNDO_IMPORT)
    with desk.intake.between_imports():
        with desk.storage.read(desk.session) as uow:
            before = uow.operations.made(op)
        finish_undos(desk, turn=turn)  # what a killed run left behind
        if before is None:
            pace = Pace(desk, _AT_ONCE, turn)
            run = _begun(desk, batch_id)
            try:
                run = _sorted_out(desk, run, pace, cancelled, progress)
                _let_go(desk, op, run, role, pace)
            except BaseException:
                with suppress(DeskError):  # if it cannot be now, the next start does it
                    _put_back(desk, pace)
                raise
            progress("settle", 0, 0)
            _settle(desk, batch_id, pace)
            judge_the_rest(desk, turn=turn)
    with desk.storage.read(desk.session) as uow:
        return uow.undo.report(batch_id if before is None else BatchId(before), each=_NAMED)


declared(undo_batch, Act.UNDO_IMPORT, writes=True)


def finish_undos(desk: Desk, *, turn: Callable[[], None] = at_once) -> int:
    """End what killed runs began: what had not gone is put back, what had gone is settled, who is left is judged.

    Returns how many steps.

    Call it while no import and no other undo runs.
    """
    pace = Pace(desk, _AT_ONCE, turn)
    steps = _put_back(desk, pace)
    with desk.storage.read(desk.session) as uow:
        unsettled = uow.undo.unsettled()
    steps += sum(_settle(desk, batch_id, pace) for batch_id in unsettled)
    return steps + judge_the_rest(desk, turn=turn)


def _begun(desk: Desk, batch_id: BatchId) -> UndoRun:
    with desk.storage.write(desk.session) as uow:
        recover_calls(uow, desk)  # a card whose window died is in nobody's hand
        run = uow.undo.begin(batch_id)
        uow.commit()
    return run


def _sorted_out(desk: Desk, run: UndoRun, pace: Pace, cancelled: Cancelled, progress: Progress) -> UndoRun:
    """Everybody, and again whoever something happened to meanwhile, until few are left for the last moment."""
    with desk.storage.read(desk.session) as uow:
        people = uow.undo.people(run.batch_id)
    rounds = 0
    while rounds == 0 or (rounds < _ROUNDS and len(people) > _AT_THE_END):
        done = 0
        while done < len(people):
            if cancelled():
                raise UndoStopped
            some = people[done : done + pace.most]
            with pace.writing() as uow:
                uow.undo.sort_out(run, some)
                uow.commit()
                done += len(some)
                if rounds == 0:
                    progress("sort", done, len(people))
        with desk.storage.read(desk.session) as uow:
            people, later = uow.undo.touched(run)
        run = later if len(people) > _AT_THE_END else run
        rounds += 1
    if cancelled():
        raise UndoStopped
    return run


def _let_go(desk: Desk, op: OperationId, run: UndoRun, role: Role, pace: Pace) -> None:
    with pace.writing() as uow:
        work = Work(uow, desk.clock.now(), desk, role)
        recover_calls(uow, desk)
        touched, _ = uow.undo.touched(run)
        uow.undo.sort_out(run, touched)
        counts = uow.undo.let_go(run, by=work.by, at=work.now)
        for _ in range(_STEPS_WITH_IT):
            if not _one_step(work, run.batch_id, pace.most // 2):
                break
        work.record(
            Event.IMPORT_UNDO,
            kind="batch",
            id=run.batch_id,
            people=counts.people,
            removed=counts.of(UndoPile.REMOVED),
            kept_called=counts.of(UndoPile.KEPT_CALLED),
            kept_edited=counts.of(UndoPile.KEPT_EDITED),
            already_gone=counts.of(UndoPile.ALREADY_GONE),
        )
        uow.operations.record(op, Act.UNDO_IMPORT.value, run.batch_id, work.now)
        uow.commit()


def _put_back(desk: Desk, pace: Pace) -> int:
    steps = 0
    while _half_done(desk):
        with pace.writing() as uow:
            uow.undo.put_back(pace.most)
            uow.commit()
        steps += 1
    return steps


def _half_done(desk: Desk) -> bool:
    with desk.storage.read(desk.session) as uow:
        return uow.undo.half_done()


def _settle(desk: Desk, batch_id: BatchId, pace: Pace) -> int:
    steps, more = 0, True
    while more:
        with pace.writing() as uow:
            # What follows is no decision of whoever is signed in: nobody's role is on record with it.
            more = _one_step(Work(uow, desk.clock.now(), desk, Role.SUPERVISOR), batch_id, pace.most)
            uow.commit()
        steps += 1
    return steps


def _one_step(work: Work, batch_id: BatchId, most: int) -> bool:
    settled = work.uow.undo.settle(batch_id, most=most)
    for callback_id in settled.judge:
        judge_again(work, callback_id)
    if not settled.more:  # whoever waited only because of somebody, or a suspect's number, that went with the import
        work.uow.queue.judge_later(work.uow.likenesses.asked_because_of(batch_id))
        work.uow.queue.judge_later(work.uow.likenesses.marked_by(batch_id))
    return settled.more
