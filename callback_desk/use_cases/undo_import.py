"""An import is taken back: its people go in one moment, but nobody who was called, decided about or is another's."""

from __future__ import annotations

from callback_desk.domain.access import Act
from callback_desk.domain.audit import Event
from callback_desk.domain.eligibility import Level
from callback_desk.domain.ids import BatchId, CallbackId, OperationId
from callback_desk.domain.queue import CallbackState, Entry, Move
from callback_desk.domain.undo import UndoPile, UndoReport
from callback_desk.use_cases.desk import Desk, Work, asks, check, declared
from callback_desk.use_cases.judging import Decision, decide
from callback_desk.use_cases.recover_calls import recover_calls

_NAMED = 20  # people named of every reason
_MAY_MOVE = frozenset({CallbackState.WAITING, CallbackState.HELD, CallbackState.EXCLUDED})


@asks(Act.UNDO_IMPORT)
def undo_preview(work: Work, batch_id: BatchId) -> UndoReport:
    """What taking it back would do now: four piles, each with its first people and why. Raises NotFound."""
    return work.uow.undo.preview(batch_id, each=_NAMED)


@asks(Act.UNDO_IMPORT)
def undo_report(work: Work, batch_id: BatchId) -> UndoReport:
    """What taking it back did. Raises NotFound for an import that was not taken back."""
    return work.uow.undo.report(batch_id, each=_NAMED)


def undo_batch(desk: Desk, op: OperationId, batch_id: BatchId) -> UndoReport:
    """Take an import back: one transaction, one audit line; a replayed operation hands back what the first run did.

    Calls, wishes and alerts are never touched. Who stays with another import is judged again by what that one says.
    Raises DeskFault while an import runs, NotFound when the batch is not on the desk or was taken back before.
    """
    role = check(desk, Act.UNDO_IMPORT)
    with desk.intake.between_imports(), desk.storage.write(desk.session) as uow:
        work = Work(uow, desk.clock.now(), desk, role)
        before = uow.operations.made(op)
        if before is not None:
            return uow.undo.report(BatchId(before), each=_NAMED)
        recover_calls(uow, desk)  # a card whose window died is in nobody's hand
        for callback_id in uow.undo.take_back(batch_id, by=work.by, at=work.now):
            _judge_again(work, callback_id)
        report = uow.undo.report(batch_id, each=_NAMED)
        of = report.counts.of
        work.record(
            Event.IMPORT_UNDO,
            kind="batch",
            id=batch_id,
            people=report.counts.people,
            removed=of(UndoPile.REMOVED),
            kept_called=of(UndoPile.KEPT_CALLED),
            kept_edited=of(UndoPile.KEPT_EDITED),
            already_gone=of(UndoPile.ALREADY_GONE),
        )
        uow.operations.record(op, Act.UNDO_IMPORT.value, batch_id, work.now)
        uow.commit()
        return report


declared(undo_batch, Act.UNDO_IMPORT, writes=True)


def _judge_again(work: Work, callback_id: CallbackId) -> None:
    """By what is still said. What a person or a call decided is only ever made stricter here."""
    entry = work.uow.queue.get(callback_id)
    if entry.state not in _MAY_MOVE:
        return
    decision = decide(work, callback_id)
    callable_now = decision.verdict.level is Level.CALLABLE and bool(decision.numbers)
    if callable_now and entry.state is CallbackState.WAITING:
        return  # its hour is asked again by the claim
    if entry.state is not CallbackState.WAITING and not _by_a_rule(work, entry):
        return
    if callable_now:
        work.uow.queue.put(entry.reopened(Move.RELEASE, decision.ready_at or work.now))
        work.uow.queue.set_reason(callback_id, reason="", rule="", rule_version="")
        return
    _stop(work, entry, decision)


def _by_a_rule(work: Work, entry: Entry) -> bool:
    """Whether an eligibility rule holds or excludes it, and no person and no call."""
    return any(rule.id == entry.reason for rule in work.desk.rules.eligibility.rules)


def _stop(work: Work, entry: Entry, decision: Decision) -> None:
    verdict = decision.verdict
    wanted = CallbackState.EXCLUDED if verdict.level is Level.EXCLUDED else CallbackState.HELD
    reason, rule, version = verdict.reason, verdict.rule_id, verdict.rule_version
    if verdict.level is Level.CALLABLE:
        reason, rule, version = "no_number_left", "", ""
    if entry.state is not wanted:
        stopped = entry.excluded(reason) if wanted is CallbackState.EXCLUDED else entry.held(reason)
        work.uow.queue.put(stopped)
    work.uow.queue.set_reason(entry.id, reason=reason, rule=rule, rule_version=version)
