"""How did it end? What the call brought back, and what happens next, in one transaction."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from callback_desk.domain.access import Act
from callback_desk.domain.audit import Event
from callback_desk.domain.call import CallResult, CallState
from callback_desk.domain.changes import Changes
from callback_desk.domain.concerns import STOPS_CALLS, ConcernKind, NewConcern
from callback_desk.domain.errors import DeskFault
from callback_desk.domain.ids import CallbackId, CallId, PhoneId
from callback_desk.domain.next_move import NextMove, Situation, after
from callback_desk.domain.outcomes import Follow, Outcome
from callback_desk.domain.queue import Entry, Move
from callback_desk.domain.records import OpenCall
from callback_desk.use_cases.danger_now import ALERTS, open_alerts
from callback_desk.use_cases.desk import Work, gives
from callback_desk.use_cases.follow_up import call_ended
from callback_desk.use_cases.judging import history_of
from callback_desk.use_cases.late_words import late_words
from callback_desk.use_cases.reading_ladder import draw_call
from callback_desk.use_cases.save_call import own_call
from callback_desk.use_cases.urgent_tip import nobody_waits_for_urgent


@dataclass(frozen=True, slots=True)
class Finished:
    """What happens next, in words. `next_phone` is set when the same sitting goes on with another number."""

    changes: Changes
    callback_id: CallbackId
    sentence: str
    ready_at: datetime | None = None
    next_phone: PhoneId | None = None
    fence: int = 0


def _again(work: Work, made: int) -> Finished:
    return Finished(Changes.NOTHING, CallbackId(made), "This call is finished already.")


@gives(Act.FINISH_CALL, again=_again, made=lambda finished: finished.callback_id)
def finish_call(work: Work, call_id: CallId, fence: int, result: CallResult) -> Finished:
    """End the attempt, keep everything it brought, and move the callback as its outcome says.

    A call that stays open because danger or distress was heard, or a line cannot wait, ends only after a person was
    told (product promise 5).
    Raises StaleClaim, or DeskFault with what is still missing.
    """
    call = own_call(work, call_id)
    _nobody_waits(work, call_id, result)
    result = _with_late_words(work, call_id, result)
    if work.desk.rules.outcomes.rule(result.outcome).follow is not Follow.INTERRUPTED:
        nobody_waits_for_urgent(work, call_id, result)
    entry = work.uow.queue.get(call.callback_id).owned(work.desk.session.staff.id, fence, work.now)
    move = settle(work, call, entry, result)
    return Finished(
        changes=Changes.QUEUE | Changes.CALL | Changes.REVIEW,
        callback_id=call.callback_id,
        sentence=move.sentence,
        ready_at=move.ready_at,
        next_phone=move.next_phone if move.move is Move.NEXT_NUMBER else None,  # busy comes back by itself
        fence=fence,
    )


def settle(work: Work, call: OpenCall, entry: Entry, result: CallResult) -> NextMove:
    """End the attempt of a call whose callback is in the hands of who acts, keep what it brought, move the callback."""
    outcome = Outcome(result.outcome)
    rule = work.desk.rules.outcomes.rule(outcome)
    if rule.lacks_note(result.note, result.tips):
        raise DeskFault(f"{rule.screen}: write a few words about it first.", code="note_missing")
    keep_result(work, call, result)
    move = after(outcome, _situation(work, call, result))
    if rule.follow is Follow.INTERRUPTED:
        work.uow.calls.put_state(call.id, CallState.INTERRUPTED, work.now)
    _apply(work, call, entry, entry.fence, move, result)
    if outcome is Outcome.SOMETHING_WRONG:
        _something_felt_wrong(work, call, result)
    return move


def keep_result(work: Work, call: OpenCall, result: CallResult) -> None:
    """End the attempt and keep what the call brought; where the callback stands is not touched."""
    rule = work.desk.rules.outcomes.rule(result.outcome)
    work.uow.calls.end_attempt(
        call.attempt_id,
        outcome=result.outcome,
        at=work.now,
        note=result.note,
        message_left=result.message_left or rule.message_left,
        by=work.desk.session.staff.id,
    )
    if rule.follow is not Follow.INTERRUPTED:
        work.uow.calls.finish(call.id, result, work.now)
        read = rule.follow is Follow.REVIEW or result.tips or _to_be_read(work, call, result)
        work.uow.calls.put_state(call.id, CallState.REVIEW if read else CallState.ENDED, work.now)
        if read:
            draw_call(work, call, result, work.now)
    call_ended(work, call, rule.follow)
    _record(work, call, result)


def _to_be_read(work: Work, call: OpenCall, result: CallResult) -> bool:
    """However it ended: a call with danger, distress, a complaint, or where something felt wrong (research 8)."""
    raised = work.uow.concerns.of_call(call.id)
    return result.outcome == Outcome.SOMETHING_WRONG or any(
        one.said.kind in STOPS_CALLS or one.said.kind is ConcernKind.COMPLAINT
        for one in raised
        if not one.said.withdrawn
    )


def _something_felt_wrong(work: Work, call: OpenCall, result: CallResult) -> None:
    """Stops every further try until a supervisor has decided, and stands on the board (product section 4)."""
    said = NewConcern(ConcernKind.SOMETHING_WRONG, text=result.note)
    concern_id = work.uow.concerns.add(call.callback_id, call.id, work.by, work.now, said)
    work.record(Event.CONCERN_RAISE, kind="concern", id=concern_id, concern=said.kind.value, callback=call.callback_id)


def _with_late_words(work: Work, call_id: CallId, result: CallResult) -> CallResult:
    """What another window of the same call wrote stands in the note, so that a supervisor reads both texts."""
    known = "\n".join([result.note, *(text for tip in result.tips for text in (tip.text, tip.exact_words))])
    known += "\n".join([answer.value for answer in result.answers])
    late = late_words(work, call_id, None, known)
    return replace(result, note="\n".join(filter(None, (result.note, late)))) if late else result


def _nobody_waits(work: Work, call_id: CallId, result: CallResult) -> None:
    """Whoever was too upset to go on has an alert of this call, told of or taken back: by the key or by the script."""
    raised = any(concern.said.kind in ALERTS for concern in work.uow.concerns.of_call(call_id))
    if open_alerts(work, call_id) or (result.too_upset and not raised):
        raise DeskFault("Tell a person about the alert first. The call ends after that.", code="tell_first")


def _situation(work: Work, call: OpenCall, result: CallResult) -> Situation:
    rules = work.desk.rules
    phones = work.uow.people.phones(work.uow.queue.victim_of(call.callback_id))
    history = history_of(work, call.callback_id, phones, agreed=result.contact)
    return Situation(
        tries=history.tries,
        numbers=history.numbers,
        dialed=call.phone_id,
        now=work.now,
        table=rules.outcomes,
        limits=rules.limits,
        calendar=history.calendar,
        stop_at=rules.eligibility.last_call(work.uow.people.facts(call.callback_id)),
        wish_at=result.next_at,
        wish_firm=result.next_firm,
    )


def _record(work: Work, call: OpenCall, result: CallResult) -> None:
    work.record(Event.CALL_END, kind="call", id=call.id, ended=result.outcome)
    for part, answer in result.consents.items():
        work.record(Event.CONSENT_SET, kind="call", id=call.id, part=part, answer=answer or "none")
    if result.tips:
        work.record(Event.TIP_CREATE, kind="call", id=call.id, count=len(result.tips))
    if result.ratings:
        work.record(Event.RATING_SAVE, kind="call", id=call.id, count=len(result.ratings))


def _apply(work: Work, call: OpenCall, entry: Entry, fence: int, move: NextMove, result: CallResult) -> None:
    queue, people, staff = work.uow.queue, work.uow.people, work.desk.session.staff
    if move.closed_phone is not None:
        people.close_phone(move.closed_phone, result.outcome, work.now)
    if move.move is Move.NEXT_NUMBER:
        queue.put(entry.next_number(staff.id, fence, work.now, work.desk.rules.limits.claim), fence=fence)
    elif move.move is Move.INTERRUPT:
        queue.put(entry.interrupted(work.now), fence=fence)
    else:
        queue.put(
            entry.finished(
                move.move,
                ready_at=move.ready_at,
                promised_at=move.promised_at,
                firm=move.firm,
                not_caller=call.staff_id if move.other_caller else None,
                reason=move.reason if move.move in (Move.HOLD, Move.EXCLUDE) else "",
            ),
            fence=fence,
        )
        if move.move in (Move.HOLD, Move.EXCLUDE):
            queue.set_reason(entry.id, reason=move.reason, rule="", rule_version=work.desk.rules.outcomes.version)
    if move.do_not_contact or result.wants_no_calls:
        victim_id = queue.victim_of(call.callback_id)
        people.set_do_not_contact(victim_id, reason="asked", by=work.by, at=work.now)
        work.record(Event.DO_NOT_CONTACT_SET, kind="callback", id=call.callback_id)
    if result.contact is not None:
        people.put_safe_contact(queue.victim_of(call.callback_id), result.contact, by=work.by, at=work.now)
        work.record(Event.SAFECONTACT_CHANGE, kind="callback", id=call.callback_id)
    if move.promised_at is not None:
        queue.put_promise_note(entry.id, result.next_note, owner=call.staff_id)
        work.record(Event.APPOINTMENT_SET, kind="callback", id=entry.id)
