"""A call in progress: every answer as it is given, facts behind their checks, the claim kept alive."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from callback_desk.domain.access import Act
from callback_desk.domain.audit import Event
from callback_desk.domain.call import CallDraft, CallState, CaseCard
from callback_desk.domain.changes import Changes, Done
from callback_desk.domain.errors import StaleClaim
from callback_desk.domain.ids import CallbackId, CallId
from callback_desk.domain.records import OpenCall
from callback_desk.use_cases.brought_back import into_review
from callback_desk.use_cases.case_facts import case_card
from callback_desk.use_cases.check_facts import check_facts
from callback_desk.use_cases.desk import Desk, Work, declared, does, writing
from callback_desk.use_cases.follow_up import asked_in


def save_draft(desk: Desk, call_id: CallId, fence: int, draft: CallDraft) -> datetime:
    """Put the whole draft into the desk; returns when it was durable, UTC. The saved mark shows that time.

    Writing the same draft twice changes nothing, so it needs no operation id. Leaving a question is one
    answer.save event; a draft while typing is none (decisions: autosave).
    Raises StaleClaim when the claim ended: the text is then kept as a late note, and read in *Review*.
    """
    late: StaleClaim | None = None
    with writing(desk, Act.SAVE_CALL) as work:
        try:
            work.uow.calls.put_draft(call_id, fence, draft, work.now)
        except StaleClaim as gone:
            late = gone
            if len(work.uow.calls.late_notes(call_id)) == 1:  # the window goes on writing: said once
                work.record(Event.LEASE_LOST, kind="call", id=call_id, fence=fence)
            call = work.uow.calls.get(call_id)
            if call.state in {CallState.ENDED, CallState.REVIEW}:  # a supervisor settled it without these words
                into_review(work, call)
        else:
            if draft.left_question:
                work.record(Event.ANSWER_SAVE, kind="call", id=call_id, question=draft.left_question)
    if late is not None:
        raise late
    return work.now


declared(save_draft, Act.SAVE_CALL, writes=True)


@dataclass(frozen=True, slots=True)
class CheckFacts:
    """What the volunteer compares with what the person says; never read aloud. Opens with the safe gate."""

    facts: dict[str, str]


def open_safe(desk: Desk, call_id: CallId) -> CheckFacts:
    """The facts to compare, once it is safe to talk. Logged each time."""
    with writing(desk, Act.READ_CARD) as work:
        call = own_call(work, call_id)
        work.record(Event.RECORD_REVEAL, kind="callback", id=call.callback_id, gate="safe")
        return CheckFacts(check_facts(work, work.uow.queue.victim_of(call.callback_id)))


declared(open_safe, Act.READ_CARD, writes=True)


def open_case(desk: Desk, call_id: CallId) -> CaseCard:
    """The case facts, once the right person is known. They leave storage here and nowhere before. Logged each time."""
    with writing(desk, Act.READ_CARD) as work:
        call = own_call(work, call_id)
        work.record(Event.RECORD_REVEAL, kind="callback", id=call.callback_id, gate="person")
        return replace(case_card(work, call.callback_id), asks=asked_in(work, call))


declared(open_case, Act.READ_CARD, writes=True)


@does(Act.HEARTBEAT)
def heartbeat(work: Work, callback_id: CallbackId, fence: int) -> Done:
    """Keep the claim for another lease. Raises StaleClaim when it is somebody else's by now."""
    if not work.uow.queue.heartbeat(callback_id, fence, work.now + work.desk.rules.limits.lease):
        raise StaleClaim("Your claim on this person ended. A supervisor sees it; your words are kept.")
    return Done(Changes.NOTHING, callback_id)


def own_call(work: Work, call_id: CallId) -> OpenCall:
    """The open call of the person signed in. Raises StaleClaim for somebody else's or one that ended."""
    call = work.uow.calls.get(call_id)
    if call.staff_id != work.desk.session.staff.id or call.state not in {CallState.OPEN, CallState.INTERRUPTED}:
        raise StaleClaim("This call is not open for you any more.")
    return call
