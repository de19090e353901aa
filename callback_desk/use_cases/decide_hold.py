"""A supervisor decides: OK to call, keep off the list, hold a case, or what becomes of an interrupted call."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from callback_desk.domain.access import Act
from callback_desk.domain.audit import Event
from callback_desk.domain.call import CallResult, CallState
from callback_desk.domain.changes import Changes, Done
from callback_desk.domain.eligibility import Level
from callback_desk.domain.eligibility_facts import RuleTest
from callback_desk.domain.errors import DeskFault
from callback_desk.domain.ids import CallbackId, VictimId
from callback_desk.domain.outcomes import Outcome
from callback_desk.domain.queue import CallbackState, Move
from callback_desk.domain.records import CaseOnHold, OpenCall, ReleaseRecord
from callback_desk.domain.schedule import Wait
from callback_desk.use_cases.brought_back import into_review
from callback_desk.use_cases.desk import Work, asks, does
from callback_desk.use_cases.judging import decide

CUT_OFF_WITH_NEWS = "We were cut off while they were telling us something new."
_LONGEST_RELEASE = timedelta(days=30)


@does(Act.DECIDE_HOLD)
def release(work: Work, callback_id: CallbackId, reason: str, days: int) -> Done:
    """OK to call: lifts the rules that hold now and may be released, for `days` days at most 30.

    Raises DeskFault when a rule stands that no release lifts; it names the rule.
    """
    rule = give_ok(work, callback_id, reason, days)
    work.record(Event.QUEUE_DECIDE, kind="callback", id=callback_id, decided="ok", rule=rule)
    return Done(Changes.QUEUE, callback_id)


def give_ok(work: Work, callback_id: CallbackId, reason: str, days: int) -> str:
    """The OK to call of one person, for one alone or many; returns the rule it lifts. Raises DeskFault as `release`."""
    if not reason.strip():
        raise DeskFault("Say why this person may be called. The reason is kept with your name.")
    if not 0 < days <= _LONGEST_RELEASE.days:
        raise DeskFault("An OK to call lasts from 1 to 30 days.")
    entry = work.uow.queue.get(callback_id)
    if entry.state is not CallbackState.HELD:
        raise DeskFault("This person does not wait for a decision any more.")
    before = decide(work, callback_id, hours_matter=False)
    if not before.may_open:
        raise DeskFault(f"{before.verdict.sentence} Only the missing or corrected fact opens this call.")
    if before.used_up and before.plan is not None and before.plan.wait is Wait.ATTEMPTS_USED:
        raise DeskFault("All tries are used. Nobody calls this person again, whoever says OK.")
    # What holds now is decided; a rule that comes to hold later is another decision.
    against = before.verdict.releasable_rules or frozenset({entry.reason})
    given = ReleaseRecord(reason.strip(), work.by, work.now, work.now + timedelta(days=days), against)
    work.uow.people.put_release(callback_id, given)
    after = decide(work, callback_id)
    opens = after.ready_at or work.now
    if entry.ready_at is not None and entry.reason == Outcome.SOFT_REFUSAL:
        opens = max(opens, entry.ready_at)  # the week after "not now" is kept
    work.uow.queue.put(entry.reopened(Move.RELEASE, opens))
    work.uow.queue.set_reason(callback_id, reason="", rule="", rule_version="")
    return before.verdict.rule_id


@does(Act.DECIDE_HOLD)
def keep_off(work: Work, callback_ids: Sequence[CallbackId], reason: str = "kept_off") -> Done:
    """Not to be called: a decision of a supervisor, with the name on record."""
    for callback_id in callback_ids:
        entry = work.uow.queue.get(callback_id)
        if not entry.may(Move.EXCLUDE):
            raise DeskFault("Somebody is in a call with one of these people, or it is done. Nothing was changed.")
        work.uow.queue.put(entry.excluded(reason))
        work.uow.queue.set_reason(callback_id, reason=reason, rule="", rule_version="")
        work.record(Event.QUEUE_DECIDE, kind="callback", id=callback_id, decided="off")
    return Done(Changes.QUEUE, callback_ids[0] if callback_ids else 0)


@does(Act.DECIDE_HOLD)
def settle_interrupted(work: Work, callback_id: CallbackId, *, try_again: bool) -> Done:
    """An interrupted call without its caller: try again from the start, or close it.

    What it brought before it was cut off comes to *Review*, and so does a call that was sent back, to be signed off
    without its caller. Raises DeskFault for another try where the person had asked not to be called any more.
    """
    entry = work.uow.queue.get(callback_id)
    if entry.state is not CallbackState.INTERRUPTED:
        raise DeskFault("This call is not interrupted any more.")
    decision = decide(work, callback_id)
    cut = [
        call
        for call in (work.uow.calls.interrupted_of(entry.claimed_by) if entry.claimed_by else ())
        if call.callback_id == callback_id
    ]
    wish, to_read, news = False, False, False
    for call in cut:
        result = _settled(work, call)
        to_read = to_read or result is not None
        wish = wish or (result is not None and result.do_not_call)
        news = news or (result is not None and bool(result.tips))
    if wish and try_again:
        raise DeskFault("This person asked not to be called any more. Close the call: the wish is then on record.")
    if try_again:
        again = entry.finished(Move.TRY_AGAIN, ready_at=decision.ready_at or work.now)
        work.uow.queue.put(again.pressing(CUT_OFF_WITH_NEWS) if news else again)
    else:
        work.uow.queue.put(entry.finished(Move.FINISH if to_read else Move.CLOSE))
    work.record(Event.QUEUE_DECIDE, kind="callback", id=callback_id, decided="again" if try_again else "closed")
    return Done(Changes.QUEUE | Changes.CALL | Changes.REVIEW, callback_id)


def _settled(work: Work, call: OpenCall) -> CallResult | None:
    """The call is over for its caller; what there is to read of it, None when nothing."""
    if call.state is CallState.RETURNED:
        work.uow.calls.put_state(call.id, CallState.REVIEW, work.now)
        return work.uow.calls.result(call.id)
    result = into_review(work, call)
    if result is None:
        work.uow.calls.put_state(call.id, CallState.ENDED, work.now)
    return result


@asks(Act.RAISE_HOLD)
def cases_on_hold(work: Work) -> tuple[CaseOnHold, ...]:
    """Every hold that stands, the newest first, whether or not its case is here; those on one case stand together."""
    return work.uow.people.cases_on_hold()


@does(Act.RAISE_HOLD)
def hold_case(work: Work, case_number: str, reason: str, until: date | None) -> Done:
    """No calls about a case, whether or not it is here yet: asked by an investigator, with an end if one is known."""
    if not case_number.strip() or not reason.strip():
        raise DeskFault("A hold needs the case number and a reason.")
    if until is not None and until < work.now.astimezone(work.desk.zone).date():
        raise DeskFault("The last day of a hold cannot lie in the past.")
    work.uow.people.put_case_hold(case_number.strip(), reason=reason.strip(), by=work.by, at=work.now, until=until)
    held = 0
    for callback_id in work.uow.people.by_case_number(case_number.strip()):
        entry = work.uow.queue.get(callback_id)
        if entry.state is CallbackState.WAITING:
            work.uow.queue.put(entry.held("case_hold"))
            held += 1
    work.record(Event.QUEUE_HOLD, kind="case", count=held)
    return Done(Changes.QUEUE, held)


@does(Act.RAISE_HOLD)
def lift_hold(work: Work, case_number: str, reason: str) -> Done:
    """The hold on a case ends now. Who was held by it waits again, unless another rule stops the call.

    Raises DeskFault when no hold is on this case.
    """
    number = case_number.strip()
    if not number or not reason.strip():
        raise DeskFault("To take a hold away needs the case number and a reason.")
    if not work.uow.people.end_case_holds(number, before=work.now.astimezone(work.desk.zone).date()):
        raise DeskFault("There is no hold on this case. Check the number.")
    freed = 0
    for callback_id in work.uow.people.by_case_number(number):
        entry = work.uow.queue.get(callback_id)
        if entry.state is not CallbackState.HELD or entry.reason not in _hold_rules(work):
            continue
        after = decide(work, callback_id)
        verdict = after.verdict
        if verdict.level is Level.CALLABLE:
            work.uow.queue.put(entry.reopened(Move.RELEASE, after.ready_at or work.now))
            work.uow.queue.set_reason(callback_id, reason="", rule="", rule_version="")
            freed += 1
            continue
        if verdict.level is Level.EXCLUDED:
            work.uow.queue.put(entry.excluded(verdict.reason))
        work.uow.queue.set_reason(
            callback_id, reason=verdict.reason, rule=verdict.rule_id, rule_version=verdict.rule_version
        )
    work.record(Event.QUEUE_DECIDE, kind="case", decided="hold-lifted", count=freed)
    return Done(Changes.QUEUE, freed)


def _hold_rules(work: Work) -> frozenset[str]:
    return frozenset(rule.id for rule in work.desk.rules.eligibility.rules if rule.test is RuleTest.CASE_HOLD)


@does(Act.SET_DO_NOT_CONTACT)
def do_not_contact(work: Work, callback_id: CallbackId, reason: str) -> Done:
    """At once, for the person and every number, across all cases (research section 5.3)."""
    victim_id: VictimId = work.uow.queue.victim_of(callback_id)
    touched = work.uow.people.set_do_not_contact(victim_id, reason=reason or "asked", by=work.by, at=work.now)
    for one in touched:
        entry = work.uow.queue.get(one)
        if entry.may(Move.EXCLUDE) and entry.claimed_by is None:
            work.uow.queue.put(entry.excluded("do_not_contact"))
            work.uow.queue.set_reason(one, reason="do_not_contact", rule="do_not_contact", rule_version="")
    work.record(Event.DO_NOT_CONTACT_SET, kind="callback", id=callback_id, count=len(touched))
    return Done(Changes.QUEUE, callback_id)
