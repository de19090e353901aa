"""A call that was made on paper is entered: the same rules, both dates, and never hidden when it should not have been.

The call has happened. So it is logged in any case; whoever may not be called keeps that state, and a supervisor is
asked what follows.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from callback_desk.domain.access import Act, Role
from callback_desk.domain.audit import Event
from callback_desk.domain.call import CallResult, CaseCard
from callback_desk.domain.calling_hours import window
from callback_desk.domain.changes import Changes
from callback_desk.domain.concerns import ConcernKind, NewConcern
from callback_desk.domain.eligibility import Level
from callback_desk.domain.errors import DeskFault, NotFound
from callback_desk.domain.ids import CallbackId, CallId, PhoneId, ScriptSha
from callback_desk.domain.outcomes import Follow, Outcome
from callback_desk.domain.people import Staff
from callback_desk.domain.phone import PhoneKind, dial_text
from callback_desk.domain.queue import OWNED, CallbackState, Move
from callback_desk.domain.records import OpenCall, PhoneRecord
from callback_desk.use_cases.case_facts import case_card, open_facts
from callback_desk.use_cases.check_facts import check_facts
from callback_desk.use_cases.desk import Desk, Work, declared, gives, writing
from callback_desk.use_cases.finish_call import keep_result, settle
from callback_desk.use_cases.judging import Decision, may_ring, zones_of
from callback_desk.use_cases.rang_back import whom_it_names
from callback_desk.use_cases.which_script import CALL

ENTERED_WITHIN = timedelta(days=30)
NOBODY = "Nobody on the list has this case number or number. Look at the form once more, or ask the supervisor."
_CALLS = frozenset({Role.VOLUNTEER, Role.SUPERVISOR})


@dataclass(frozen=True, slots=True)
class PaperPhone:
    """A number of the person, as it is dialed from this desk."""

    id: PhoneId
    kind: PhoneKind
    dial_text: str


@dataclass(frozen=True, slots=True)
class PaperPerson:
    """Whom the form is about, and what is needed to type it in. `warning` is why they may not be called, or ""."""

    callback_id: CallbackId
    name: str
    phones: tuple[PaperPhone, ...]
    script: ScriptSha
    script_name: str  # as printed at the head of the form
    xform: str
    facts: dict[str, str]
    language: str
    warning: str = ""


@dataclass(frozen=True, slots=True)
class PaperFacts:
    """What decides which questions apply, once the form says that a check was passed."""

    safe: dict[str, str]
    case: CaseCard


@dataclass(frozen=True, slots=True)
class PaperCall:
    """A finished form. `called_at` is aware, `caller` the name on it, `told` who was told of what cannot wait."""

    callback_id: CallbackId
    phone_id: PhoneId
    caller: str
    called_at: datetime
    script: ScriptSha
    result: CallResult
    told: str = ""


@dataclass(frozen=True, slots=True)
class Entered:
    """What was made of it, in words. `asked`: a supervisor has to decide what follows."""

    changes: Changes
    call_id: CallId
    sentence: str
    asked: bool = False


def find_paper_person(desk: Desk, given: str, purpose: str = CALL) -> PaperPerson | None:
    """By the case number or the whole number that stands on the form; None for every kind of miss alike.

    `purpose` is the form's: a call of ours, or one in which they rang back. Every look is on record, as when somebody
    calls back.
    """
    with writing(desk, Act.ENTER_PAPER) as work:
        found = whom_it_names(work, given)
        work.record(Event.RANG_BACK, kind="queue", found=len(found), paper="yes")
        if len(found) != 1:
            return None
        callback_id = next(iter(found))
        work.record(Event.RECORD_REVEAL, kind="callback", id=callback_id, gate="paper")
        victim_id = work.uow.queue.victim_of(callback_id)
        script = work.uow.scripts.current(purpose)
        facts = open_facts(work, callback_id)
        info = desk.info
        return PaperPerson(
            callback_id=callback_id,
            name=work.uow.people.person(victim_id).name.display,
            phones=tuple(
                PaperPhone(phone.id, phone.kind, dial_text(phone.e164, info.dial_prefix, info.region))
                for phone in work.uow.people.phones(victim_id)
                if phone.e164
            ),
            script=script.sha,
            script_name=f"{script.title}, version {script.version} ({script.sha[:12]})",
            xform=script.xform,
            facts=facts,
            language=facts.get("language", "en"),
            warning=_why_not(work, callback_id, may_ring(work, callback_id)),
        )


declared(find_paper_person, Act.ENTER_PAPER, writes=True)


def paper_facts(desk: Desk, callback_id: CallbackId) -> PaperFacts:
    """The facts behind the checks, when the form says both were passed. Logged each time."""
    with writing(desk, Act.ENTER_PAPER) as work:
        work.record(Event.RECORD_REVEAL, kind="callback", id=callback_id, gate="person", paper="yes")
        victim_id = work.uow.queue.victim_of(callback_id)
        return PaperFacts(check_facts(work, victim_id), case_card(work, callback_id))


declared(paper_facts, Act.ENTER_PAPER, writes=True)


@gives(
    Act.ENTER_PAPER,
    again=lambda _work, made: Entered(Changes.NOTHING, CallId(made), "This form is entered already."),
    made=lambda entered: entered.call_id,
)
def enter_paper_call(work: Work, paper: PaperCall) -> Entered:
    """Log the call with the day it was made and the day it is entered, and move the callback as its outcome says.

    Somebody who may not be called stays where they are: the call is logged all the same, and a supervisor decides.
    Raises DeskFault for a form that cannot be right, or while somebody has this person in hand.
    """
    caller = _caller(work, paper)
    phone = _phone(work, paper)
    _refuse_odd(work, paper)
    entry = work.uow.queue.get(paper.callback_id)
    if entry.state in OWNED and not entry.is_expired(work.now, work.desk.rules.limits.claim):
        raise DeskFault("Somebody has this person in hand right now. Enter the form when they are done.")
    why_not = _why_not(work, paper.callback_id, may_ring(work, paper.callback_id))
    attempt_id = work.uow.calls.add_attempt(
        paper.callback_id, phone.id, caller.id, paper.called_at, work.desk.new_operation()
    )
    call_id = work.uow.calls.open_call(
        attempt_id, paper.callback_id, paper.script, paper.called_at, paper.result.language
    )
    call = work.uow.calls.get(call_id)
    work.uow.calls.put_entry(call_id, work.by, work.now)
    result = replace(
        paper.result, note="\n".join(filter(None, (_entered_words(work, paper, caller), paper.result.note)))
    )
    work.record(
        Event.CALL_PAPER, kind="call", id=call_id, attempt=attempt_id, caller=caller.id, script=paper.script,
        callback=paper.callback_id, may="no" if why_not else "yes",
    )  # fmt: skip
    _told(work, call, paper)
    if why_not:
        return _log_alone(work, call, result, why_not)
    times, me = work.desk.rules.limits.claim, work.desk.session.staff.id
    claimed = entry.claimed(me, work.now, times, move=Move.RANG_BACK)
    work.uow.queue.put(claimed)
    started = claimed.started(me, claimed.fence, work.now, times)
    work.uow.queue.put(started, fence=claimed.fence)
    move = settle(work, call, started, result)
    if move.move is Move.NEXT_NUMBER:  # on paper nobody sits with the card: the next number waits its turn
        kept = work.uow.queue.get(paper.callback_id)
        work.uow.queue.put(kept.released(work.now), fence=kept.fence)
    return Entered(_CHANGED, call_id, f"Entered. {move.sentence}")


_CHANGED = Changes.QUEUE | Changes.CALL | Changes.REVIEW | Changes.CONCERNS


def _log_alone(work: Work, call: OpenCall, result: CallResult, why_not: str) -> Entered:
    """The call is kept with everything it brought; where the person stands is a supervisor's to decide."""
    keep_result(work, call, result)
    rule = work.desk.rules.outcomes.rule(result.outcome)
    if result.wants_no_calls or rule.do_not_contact:
        victim_id = work.uow.queue.victim_of(call.callback_id)
        work.uow.people.set_do_not_contact(victim_id, reason="asked", by=work.by, at=work.now)
        work.record(Event.DO_NOT_CONTACT_SET, kind="callback", id=call.callback_id)
    text = f"{result.note}\nThis person was called on paper and should not have been. {why_not}"
    said = NewConcern(ConcernKind.SOMETHING_WRONG, text=text)
    concern_id = work.uow.concerns.add(call.callback_id, call.id, work.by, work.now, said)
    work.record(Event.CONCERN_RAISE, kind="concern", id=concern_id, concern=said.kind.value, callback=call.callback_id)
    sentence = f"Entered. {why_not} A supervisor decides what follows; nobody calls this person until then."
    return Entered(_CHANGED, call.id, sentence, asked=True)


def _why_not(work: Work, callback_id: CallbackId, decision: Decision) -> str:
    """Why this person may not be called now, in a sentence; "" when they may."""
    state = work.uow.queue.get(callback_id).state
    if decision.verdict.level is not Level.CALLABLE:
        return decision.verdict.sentence
    sentences = {
        CallbackState.HELD: "This person waits for a decision.",
        CallbackState.EXCLUDED: "This person is not to be called.",
        CallbackState.WITHDRAWN: "The import this person came with was taken back.",
        CallbackState.INTERRUPTED: "Another call with this person was interrupted and is not gone on with yet.",
        CallbackState.REVIEW: "Another call with this person waits to be checked.",
        CallbackState.DONE: "This person was called already, and nothing was left to ask.",
    }
    return sentences.get(state, "")


def _caller(work: Work, paper: PaperCall) -> Staff:
    staff = work.uow.staff.by_name(" ".join(paper.caller.split()))
    if staff is None or not staff.roles & _CALLS:
        raise DeskFault("Nobody of this name may make calls here. Write the name as at the sign-in.", code="caller")
    return staff


def _phone(work: Work, paper: PaperCall) -> PhoneRecord:
    victim_id = work.uow.queue.victim_of(paper.callback_id)
    for phone in work.uow.people.phones(victim_id):
        if phone.id == paper.phone_id:
            return phone
    raise NotFound("This number is not one of the person's.", code="no_phone")


def _refuse_odd(work: Work, paper: PaperCall) -> None:
    if paper.called_at > work.now:
        raise DeskFault("The call cannot have been made later than now. Look at day and time.", code="called_at")
    if paper.called_at < work.now - ENTERED_WITHIN:
        raise DeskFault("The call was made more than 30 days ago. Give the form to the supervisor.", code="called_at")
    if paper.script != work.uow.scripts.get(paper.script).sha:
        raise NotFound("This version of the call script is not at this desk.", code="no_script")
    rule = work.desk.rules.outcomes.rule(paper.result.outcome)
    if rule.follow in (Follow.NOT_DIALED, Follow.INTERRUPTED):
        raise DeskFault("A form needs an ending: choose how the call ended.", code="ending")
    urgent = Outcome(paper.result.outcome) is Outcome.DANGER or any(tip.urgent for tip in paper.result.tips)
    if urgent and not paper.told.strip():
        raise DeskFault(
            "Danger, or a line that cannot wait, was told to a person. Write whom; if nobody was told, do it now.",
            code="tell_first",
        )


def _told(work: Work, call: OpenCall, paper: PaperCall) -> None:
    """Danger and urgent lines stand beside the call as if their keys had been pressed, with who was told."""
    found: list[NewConcern] = []
    whom, at = paper.told.strip(), paper.called_at
    if Outcome(paper.result.outcome) is Outcome.DANGER:
        found.append(NewConcern(ConcernKind.DANGER, paper.result.note, told_whom=whom, told_at=at))
    elif paper.result.too_upset:  # on the board, whether or not the form says that somebody was told
        found.append(NewConcern(ConcernKind.DISTRESS, told_whom=whom, told_at=at if whom else None))
    found += [
        NewConcern(ConcernKind.URGENT_TIP, tip.text, told_whom=whom, told_at=at)
        for tip in paper.result.tips
        if tip.urgent
    ]
    for said in found:
        concern_id = work.uow.concerns.add(call.callback_id, call.id, work.by, work.now, said)
        told = "told" if said.told_at is not None else "not_told"
        work.record(Event.CONCERN_RAISE, kind="concern", id=concern_id, concern=said.kind.value, step=told)


def _entered_words(work: Work, paper: PaperCall, caller: Staff) -> str:
    """Both days stand in the note, and whether the hour was one for calls."""
    zone = work.desk.zone
    called, now = paper.called_at.astimezone(zone), work.now.astimezone(zone)
    clock = f"{called:%I:%M %p}".removeprefix("0")
    words = (
        f"Entered from paper on {now:%B} {now.day}, {now.year}, by {work.by}. "
        f"The call was made on {called:%B} {called.day}, {called.year}, at {clock} by {caller.name}."
    )
    zones = zones_of(work, _phone(work, paper))
    rules = work.desk.rules
    decent = window(zones, paper.called_at, rules.hours, rules.closed_days).open
    return words if decent else f"{words} That was outside the calling hours of this number."
