"""Next call: the right person at the right hour, claimed in one statement, judged in the same transaction."""

from __future__ import annotations

from dataclasses import dataclass

from callback_desk.domain.access import Act
from callback_desk.domain.audit import Event
from callback_desk.domain.call import CallCard
from callback_desk.domain.changes import Changes, Done
from callback_desk.domain.eligibility import Level
from callback_desk.domain.errors import StaleClaim
from callback_desk.domain.ids import CallbackId, OperationId
from callback_desk.domain.queue import CallbackState, Entry
from callback_desk.domain.rang import laid_down
from callback_desk.domain.schedule import Wait
from callback_desk.use_cases.card import card_of
from callback_desk.use_cases.days import start_of_day
from callback_desk.use_cases.desk import Desk, Work, asks, declared, does, gives
from callback_desk.use_cases.handing import around
from callback_desk.use_cases.judging import Decision, decide
from callback_desk.use_cases.recover_calls import recover_calls

# What holds somebody for whom no moment comes by itself.
_USED_UP = {
    Wait.NUMBERS_USED: "no_number_left",
    Wait.ATTEMPTS_USED: "attempts_used",
    Wait.NO_HOUR: "no_hour",
}
_MOST_REFUSED = 200  # in one unit of work; after that somebody else's turn to write comes first
_MOST_UNITS = 100


def claim_next(desk: Desk, op: OperationId, /) -> CallCard | None:
    """The next person's card, or None when nobody can be called now.

    A row the rules refuse gets its new hour or state in the same transaction, and the next one is tried; after two
    hundred of them the write lock is let go of once.
    """
    for _ in range(_MOST_UNITS):
        found = _claim_some(desk, op)
        if found.card is not None or found.nobody_left:
            return found.card
        op = desk.new_operation()
    return None


declared(claim_next, Act.CLAIM_NEXT, writes=True)


@dataclass(frozen=True, slots=True)
class _Found:
    card: CallCard | None = None
    nobody_left: bool = False


def _again(work: Work, made: int) -> _Found:
    return _Found(card_of(work, work.uow.queue.get(CallbackId(made))) if made else None, nobody_left=not made)


@gives(Act.CLAIM_NEXT, again=_again, made=lambda found: found.card.callback_id if found.card else 0)
def _claim_some(work: Work) -> _Found:
    return _hand_out(work)


def card_to_come(work: Work) -> CallCard | None:
    """The card that *Next call* would hand out. Claims it: for a unit of work that is never committed."""
    return _hand_out(work).card


def _hand_out(work: Work) -> _Found:
    queue, staff = work.uow.queue, work.desk.session.staff
    recover_calls(work.uow, work.desk)  # a colleague's window may have died since somebody signed in last
    never, today = queue.passed_over_by(staff.id), queue.skipped_by(staff.id, start_of_day(work))
    passed_over = (*never, *today)
    lease, beside = work.now + work.desk.rules.limits.lease, around(work, staff.id)
    for _ in range(_MOST_REFUSED):
        entry = queue.claim_first(staff.id, work.now, lease, passed_over=passed_over, around=beside)
        if entry is None and passed_over != never:  # nobody else is left: whom one laid aside is not lost
            passed_over = never
            continue
        if entry is None:
            return _Found(nobody_left=True)
        decision = decide(work, entry.id, entry=entry)
        if decision.now and decision.numbers:
            work.record(Event.QUEUE_CLAIM, kind="callback", id=entry.id, fence=entry.fence)
            return _Found(card_of(work, entry, decision))
        put_aside(work, entry, decision)
    return _Found()


def put_aside(work: Work, entry: Entry, decision: Decision) -> None:
    """What a refusal makes of a claimed or waiting callback: held, excluded, or waiting for a later hour."""
    verdict, planned = decision.verdict, decision.plan
    if planned is not None and planned.wait is not None:
        if planned.at is not None:
            work.uow.queue.put(entry.postponed(planned.at))
            return
        reason = _USED_UP[planned.wait]
        work.uow.queue.put(entry.held(reason))
        work.uow.queue.set_reason(entry.id, reason=reason, rule="", rule_version="")
        return
    moved = entry.excluded(verdict.reason) if verdict.level is Level.EXCLUDED else entry.held(verdict.reason)
    work.uow.queue.put(moved)
    work.uow.queue.set_reason(entry.id, reason=verdict.reason, rule=verdict.rule_id, rule_version=verdict.rule_version)
    work.record(Event.EXCLUSION_BLOCKED, kind="callback", id=entry.id, rule=verdict.rule_id)


@does(Act.RELEASE_CLAIM)
def give_back(work: Work, callback_id: CallbackId, fence: int, *, know_this_person: bool = False) -> Done:
    """Back to the list without a call. *I know this person* hands it on for good (research section 6.4)."""
    entry = work.uow.queue.get(callback_id).owned(work.desk.session.staff.id, fence, work.now)
    lay_down(work, entry, fence)
    if know_this_person:
        work.uow.queue.pass_over(callback_id, work.desk.session.staff.id)
    work.record(Event.QUEUE_RELEASE, kind="callback", id=callback_id, reason="knows" if know_this_person else "wish")
    return Done(Changes.QUEUE, callback_id)


def lay_down(work: Work, entry: Entry, fence: int) -> Entry:
    """The card goes back to where the person stood; what was decided while it was out counts now."""
    released = laid_down(entry, work.now)
    work.uow.queue.put(released, fence=fence)
    if released.state is CallbackState.WAITING:
        decision = decide(work, entry.id)
        if not decision.now:  # a round that was begun is over, too
            put_aside(work, released, decision)
            return work.uow.queue.get(entry.id)
    return released


@asks(Act.READ_CARD)
def my_card(work: Work, callback_id: CallbackId, fence: int) -> CallCard:
    """The card again, for the person who holds the claim. Raises StaleClaim."""
    entry = work.uow.queue.get(callback_id)
    if entry.claimed_by != work.desk.session.staff.id or entry.fence != fence:
        raise StaleClaim("A colleague has this person by now.")
    return card_of(work, entry)
