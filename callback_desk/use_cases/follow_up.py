"""An investigator needs more: the question goes back into a call, if the rules let anybody ring.

Whom the rules keep off is not rung for it: the question stands with the supervisor.
"""

from __future__ import annotations

from dataclasses import replace

from callback_desk.domain.access import Act
from callback_desk.domain.audit import Event
from callback_desk.domain.call import CallState
from callback_desk.domain.changes import Changes, Done
from callback_desk.domain.eligibility import Level
from callback_desk.domain.errors import DeskFault
from callback_desk.domain.follow_ups import ANSWERED_OTHERWISE, ASKED, ON_ITS_WAY, FollowUp, InvestigatorAsks
from callback_desk.domain.ids import CallbackId, CallId, FollowUpId, ReceiptId, TipId
from callback_desk.domain.outcomes import Follow
from callback_desk.domain.packet import PacketPoint
from callback_desk.domain.queue import CallbackState, Move, Priority
from callback_desk.domain.records import OpenCall
from callback_desk.use_cases.desk import Work, asks, does
from callback_desk.use_cases.judging import Decision, decide
from callback_desk.use_cases.next_call import put_aside

_READ_FIRST = "The last call with this person waits in Review. Sign it off, then press Ask in a call."
_USED_UP = "Every try with this person was made."
_CLOSED_BY_RULE = "The rules keep this person off the list."


def ask_again(work: Work, callback_id: CallbackId, receipt_id: ReceiptId) -> FollowUpId:
    """Every *need more* becomes exactly one question: on its way into a call, or with the supervisor."""
    person = work.uow.queue.victim_of(callback_id)
    callback_id = work.uow.likenesses.open_callback(person) or callback_id
    reopened, refused = _on_the_list(work, callback_id)
    made = work.uow.follow_ups.add(receipt_id, callback_id, at=work.now, reopened=reopened, refused=refused)
    work.record(Event.QUEUE_DECIDE, kind="callback", id=callback_id, decided="ask-again", follow_up=made)
    return made


def _on_the_list(work: Work, callback_id: CallbackId) -> tuple[bool, str]:
    """(opened for this, why nobody will be rung); the rules are asked anew."""
    entry = work.uow.queue.get(callback_id)
    if entry.state is CallbackState.REVIEW:
        return False, _READ_FIRST
    if entry.state in ON_ITS_WAY:
        decision = decide(work, callback_id)
        return False, _refusal(decision)
    if entry.state is not CallbackState.DONE:
        return False, decide(work, callback_id).verdict.sentence or _CLOSED_BY_RULE
    waiting = replace(entry.reopened(Move.REOPEN, work.now), priority=Priority.ABOUT)
    decision = decide(work, callback_id, entry=waiting)
    refused = _refusal(decision)
    if refused and not decision.may_open:
        return False, refused  # stays closed: no press of a button opens this call
    work.uow.queue.put(waiting)
    if not decision.now:
        put_aside(work, waiting, decision)
    return True, refused


def _refusal(decision: Decision) -> str:
    if decision.verdict.level is not Level.CALLABLE:
        return decision.verdict.sentence or _CLOSED_BY_RULE
    return _USED_UP if decision.used_up else ""


def another_answer(work: Work, tip_id: TipId) -> None:
    """The investigator says something else of this line now: what was asked about it is not asked any more."""
    for one in work.uow.follow_ups.open_about(tip_id):
        _settle(work, one, ANSWERED_OTHERWISE)


def _settle(work: Work, one: FollowUp, how: str) -> None:
    """Whoever was put on the list for this question alone leaves it again."""
    work.uow.follow_ups.settle(one.id, how, by=work.by, at=work.now)
    entry = work.uow.queue.get(one.callback_id)
    leaves = one.reopened and entry.may(Move.CLOSE) and entry.state in (CallbackState.WAITING, CallbackState.HELD)
    if leaves and not work.uow.follow_ups.open_of(one.callback_id):
        work.uow.queue.put(entry.finished(Move.CLOSE))


@asks(Act.RECEIVE_RECEIPT)
def open_questions(work: Work) -> tuple[FollowUp, ...]:
    """Every question nothing became of yet: those that wait for a supervisor first, the oldest first."""
    return tuple(sorted(work.uow.follow_ups.open(), key=lambda one: (not one.waits_for_supervisor, one.id)))


@does(Act.RECEIVE_RECEIPT)
def ask_in_a_call(work: Work, follow_up_id: FollowUpId) -> Done:
    """Ask the rules once more, and put the person on the list if they say so. Raises DeskFault with their answer."""
    one = work.uow.follow_ups.get(follow_up_id)
    if one.settled_at is not None or not one.waits_for_supervisor:
        raise DeskFault("This question is on its way already, or settled.")
    reopened, refused = _on_the_list(work, one.callback_id)
    if refused or not reopened:
        raise DeskFault(f"{refused or _CLOSED_BY_RULE} Nobody is rung for this question.")
    work.record(Event.QUEUE_DECIDE, kind="callback", id=one.callback_id, decided="ask-again", follow_up=one.id)
    return Done(Changes.QUEUE | Changes.PACKETS, one.id)


@does(Act.RECEIVE_RECEIPT)
def close_question(work: Work, follow_up_id: FollowUpId, why: str) -> Done:
    """It is not asked. Raises DeskFault without a reason in words."""
    reason = " ".join(why.split())
    if not reason:
        raise DeskFault("Write why this is not asked: the investigator may want to know.")
    one = work.uow.follow_ups.get(follow_up_id)
    _settle(work, one, reason)
    work.record(Event.QUEUE_DECIDE, kind="callback", id=one.callback_id, decided="not-asked", follow_up=one.id)
    return Done(Changes.QUEUE | Changes.PACKETS, one.id)


def asked_in(work: Work, call: OpenCall) -> tuple[InvestigatorAsks, ...]:
    """What a volunteer may see of the questions behind both checks."""
    return tuple(
        InvestigatorAsks(one.id, one.question, one.asked_by, one.asked_on, one.call_id == call.id)
        for one in work.uow.follow_ups.open_of(call.callback_id)
    )


@does(Act.SAVE_CALL)
def question_asked(work: Work, call_id: CallId, follow_up_id: FollowUpId) -> Done:
    """The volunteer put the question in this call; the answer is a line of what is new. Raises DeskFault."""
    call = work.uow.calls.get(call_id)
    if call.staff_id != work.desk.session.staff.id or call.state not in (CallState.OPEN, CallState.INTERRUPTED):
        raise DeskFault("This call is not open for you any more.")
    if all(one.id != follow_up_id for one in work.uow.follow_ups.open_of(call.callback_id)):
        raise DeskFault("This question is not asked any more.")
    work.uow.follow_ups.put_in_call(follow_up_id, call_id)
    work.record(Event.ANSWER_SAVE, kind="call", id=call_id, follow_up=follow_up_id)
    return Done(Changes.CALL, follow_up_id)


def answering(work: Work, call_id: CallId, points: tuple[PacketPoint, ...]) -> tuple[PacketPoint, ...]:
    """The points of a call in which an investigator's questions were put: the first says which they answer."""
    answered = work.uow.follow_ups.answered_in(call_id)
    if not answered or not points:
        return points
    said = " ".join(
        f"Answer to your question of {one.asked_on:%B} {one.asked_on.day} on {one.sheet_number}: “{one.question}”"
        for one in answered
    )
    first, *rest = points
    return (replace(first, remark=" ".join(filter(None, (said, first.remark)))), *rest)


def call_ended(work: Work, call: OpenCall, follow: Follow) -> None:
    """Questions put in a call that is over are settled with it; one that was not put stays open."""
    if follow is Follow.INTERRUPTED:
        return
    for one in work.uow.follow_ups.open_of(call.callback_id):
        if one.call_id == call.id:
            work.uow.follow_ups.settle(one.id, ASKED, by=work.by, at=work.now)
