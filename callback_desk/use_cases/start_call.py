"""Start call: the attempt is on record, then the number shows. *I did not dial* takes it back."""

from __future__ import annotations

from callback_desk.domain import rang
from callback_desk.domain.access import Act, Role
from callback_desk.domain.audit import Event
from callback_desk.domain.call import CallState, StartedCall
from callback_desk.domain.changes import Changes, Done
from callback_desk.domain.eligibility import Level
from callback_desk.domain.errors import DeskFault, NotAllowed, StaleClaim
from callback_desk.domain.ids import CallbackId, CallId, OperationId, PhoneId
from callback_desk.domain.outcomes import Outcome
from callback_desk.domain.phone import dial_text
from callback_desk.domain.queue import Move
from callback_desk.domain.records import OpenCall, PhoneRecord, ScriptRecord
from callback_desk.use_cases.case_facts import open_facts
from callback_desk.use_cases.danger_now import ALERTS, alert_told, open_alerts
from callback_desk.use_cases.desk import Desk, Work, declared, does, gives, writing
from callback_desk.use_cases.judging import decide
from callback_desk.use_cases.late_words import late_words
from callback_desk.use_cases.save_call import own_call
from callback_desk.use_cases.urgent_tip import urgent_told
from callback_desk.use_cases.which_script import script_for


def _again(work: Work, made: int) -> StartedCall:
    call = own_call(work, CallId(made))
    return _started(work, call, _phone(work, call.callback_id, call.phone_id))


class _Stopped(NotAllowed):
    """A rule stopped the dial. `code` is the rule."""


def start_call(
    desk: Desk,
    op: OperationId,
    /,
    callback_id: CallbackId,
    fence: int,
    phone_id: PhoneId,
    *,
    they_rang: bool = False,
) -> StartedCall:
    """Commit the attempt; only what this returns holds the number.

    Every rule is asked once more in this transaction: a wish or a hold made a minute ago stops the dial (promise 2).
    Raises StaleClaim, NotAllowed with the rule's sentence, DeskFault outside the number's hours.
    """
    try:
        return _start(desk, op, callback_id, fence, phone_id, they_rang=they_rang)
    except _Stopped as stopped:  # what was begun is rolled back; that it was stopped stays on record
        with writing(desk, Act.START_CALL) as work:
            work.record(Event.EXCLUSION_BLOCKED, kind="callback", id=callback_id, rule=stopped.code)
        raise


declared(start_call, Act.START_CALL, writes=True)


@gives(Act.START_CALL, again=_again, made=lambda started: started.call_id)
def _start(work: Work, callback_id: CallbackId, fence: int, phone_id: PhoneId, *, they_rang: bool) -> StartedCall:
    staff = work.desk.session.staff
    entry = work.uow.queue.get(callback_id).owned(staff.id, fence, work.now)
    they_rang = they_rang or rang.they_rang(entry)
    decision = decide(work, callback_id, hours_matter=not they_rang, sitting=True, entry=entry, any_number=they_rang)
    if decision.verdict.level is not Level.CALLABLE:
        raise _Stopped(f"{decision.verdict.sentence} Give the card back.", code=decision.verdict.rule_id)
    usable = decision.number(phone_id)
    if usable is None:
        raise DeskFault("This number is not rung again. Choose another number, or give the card back.")
    if not usable.window.open and not they_rang:
        raise DeskFault("It is outside the calling hours where this number is. Give the card back.")
    if not they_rang and decision.plan is not None and phone_id not in decision.plan.numbers:
        raise DeskFault(
            "This number is not rung again today. Choose another number, or give the card back.", code="tried"
        )
    started = entry.started(staff.id, fence, work.now, work.desk.rules.limits.claim)
    work.uow.queue.put(started, fence=fence)
    attempt_id = work.uow.calls.add_attempt(callback_id, phone_id, staff.id, work.now, work.desk.new_operation())
    script = script_for(work, they_rang=they_rang)
    person = work.uow.people.person(work.uow.queue.victim_of(callback_id))
    call_id = work.uow.calls.open_call(attempt_id, callback_id, script.sha, work.now, person.language or "en")
    work.desk.storage.keep_reserve()  # while there is time: in a full disk's call there is none
    work.record(Event.DIAL_INTENT, kind="callback", id=callback_id, attempt=attempt_id)
    work.record(Event.CALL_START, kind="call", id=call_id, script=script.sha)
    return _started(work, work.uow.calls.get(call_id), usable.phone)


@does(Act.DID_NOT_DIAL)
def did_not_dial(work: Work, call_id: CallId, fence: int) -> Done:
    """Take the attempt back: the end is a row of its own, the card stays open."""
    call = own_call(work, call_id)
    staff = work.desk.session.staff
    entry = work.uow.queue.get(call.callback_id).not_dialed(staff.id, fence, work.now, work.desk.rules.limits.claim)
    work.uow.queue.put(entry, fence=fence)
    work.uow.calls.end_attempt(
        call.attempt_id, outcome=Outcome.NOT_DIALED.value, at=work.now, note="", message_left=False, by=staff.id
    )
    work.uow.calls.put_state(call_id, CallState.WITHDRAWN, work.now)
    work.record(Event.DIAL_TAKEN_BACK, kind="call", id=call_id)
    return Done(Changes.QUEUE | Changes.CALL, call.callback_id)


@gives(Act.RESUME_CALL, again=_again, made=lambda started: started.call_id)
def resume_call(work: Work, call_id: CallId) -> StartedCall:
    """The caller's own interrupted call comes back with every answer; the rules are asked again first."""
    call = work.uow.calls.get(call_id)
    staff = work.desk.session.staff
    if call.staff_id != staff.id or call.state not in {CallState.INTERRUPTED, CallState.RETURNED}:
        raise StaleClaim("This call is not yours to resume. A supervisor decides about it.")
    decision = decide(work, call.callback_id, hours_matter=False)
    # An alert nobody was told of is gone on with whatever the rules say: to tell a person, and to end the call.
    if decision.verdict.level is not Level.CALLABLE and not open_alerts(work, call_id):
        raise NotAllowed(f"{decision.verdict.sentence} What was written down is kept for the supervisor.")
    times = work.desk.rules.limits.claim
    entry = work.uow.queue.get(call.callback_id)
    if not entry.may(Move.RESUME):
        raise StaleClaim("Somebody else has gone on with this person. What you wrote down is kept.")
    claimed = entry.claimed(staff.id, work.now, times, move=Move.RESUME)
    work.uow.queue.put(claimed)
    work.uow.queue.put(claimed.moved(Move.START, lease_until=work.now + times.lease))
    work.uow.calls.put_state(call_id, CallState.OPEN, work.now)
    work.record(Event.CALL_RESUME, kind="call", id=call_id)
    return _started(work, work.uow.calls.get(call_id), _phone(work, call.callback_id, call.phone_id))


def _phone(work: Work, callback_id: CallbackId, phone_id: PhoneId) -> PhoneRecord:
    victim_id = work.uow.queue.victim_of(callback_id)
    return next(phone for phone in work.uow.people.phones(victim_id) if phone.id == phone_id)


def _keepers(work: Work) -> tuple[str, ...]:
    me = work.desk.session.name
    others = [
        one.name
        for one in work.uow.staff.all()
        if Role.SUPERVISOR in one.roles and one.disabled_at is None and one.name != me
    ]
    return (me, *others)


def _started(work: Work, call: OpenCall, phone: PhoneRecord) -> StartedCall:
    script: ScriptRecord = work.uow.scripts.get(call.script)
    info = work.desk.info
    draft = work.uow.calls.draft(call.id)
    return StartedCall(
        call_id=call.id,
        attempt_id=call.attempt_id,
        callback_id=call.callback_id,
        fence=work.uow.queue.get(call.callback_id).fence,
        phone_id=phone.id,
        dial_text=dial_text(phone.e164, info.dial_prefix, info.region)
        + (f" ext. {phone.extension}" if phone.extension else ""),
        started_at=call.started_at,
        script_sha=call.script,
        xform=script.xform,
        facts=open_facts(work, call.callback_id),
        language=draft.language if draft else call.language,
        draft=draft.state if draft else "",
        typed=draft.typed if draft else "",
        alert=min((one.said.kind for one in open_alerts(work, call.id)), key=ALERTS.index, default=None),
        urgent_told=urgent_told(work, call.id),
        alert_told=alert_told(work, call.id),
        keepers=_keepers(work),
        late=late_words(work, call.id, draft),
    )
