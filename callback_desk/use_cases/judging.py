"""One function decides who may be rung now: asked by the claim, before the number shows, and by the explainer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from callback_desk.domain.call import PastTry, SafeContact
from callback_desk.domain.calling_hours import Span, Window, window
from callback_desk.domain.desk_calendar import staffed
from callback_desk.domain.eligibility import CaseHold, Level, PersonFacts, Release, Verdict, judge_person
from callback_desk.domain.ids import CallbackId, PhoneId, VictimId
from callback_desk.domain.outcomes import Outcome
from callback_desk.domain.queue import Entry
from callback_desk.domain.records import PhoneRecord
from callback_desk.domain.schedule import NEVER, Calendar, History, Number, Plan, Tried, plan
from callback_desk.domain.tried import SHARED
from callback_desk.use_cases.desk import Work


@dataclass(frozen=True, slots=True)
class UsableNumber:
    """A number that may still be rung, on how many days it was, and whether its hour is decent now."""

    phone: PhoneRecord
    tries: int
    window: Window


@dataclass(frozen=True, slots=True)
class Known:
    """What a decision has read about a person: who, how they may be reached, every try (newest first), their cases."""

    victim_id: VictimId
    contact: SafeContact
    tries: tuple[PastTry, ...]
    cases: int


@dataclass(frozen=True, slots=True)
class Decision:
    """The rules' answer for one callback at one moment. `plan` says when; None where the rules stop the call.

    `history` is what the plan was made from. `asked_hours` False: the person rang us, and the hour was their choice.
    `known` is what was read about the person on the way, for the card.
    """

    verdict: Verdict
    numbers: tuple[UsableNumber, ...]
    plan: Plan | None
    history: History
    known: Known
    asked_hours: bool = True

    @property
    def now(self) -> bool:
        return self.plan is not None and (self.plan.now or not self.asked_hours)

    @property
    def ready_at(self) -> datetime | None:
        """When, where the answer is: yes, but later."""
        return None if self.plan is None or self.now else self.plan.at

    @property
    def used_up(self) -> bool:
        """Nothing stops the call but that every try was made, or that no hour is known."""
        return self.plan is not None and self.plan.wait in NEVER

    @property
    def may_open(self) -> bool:
        """Whether a supervisor's OK opens the way for somebody who is held.

        Rules that may be lifted; or none stops the call any more: a hold that has ended, a week after "not now", an
        alert that was decided.
        """
        return self.verdict.may_release or self.verdict.level is Level.CALLABLE

    def number(self, phone_id: PhoneId) -> UsableNumber | None:
        return next((one for one in self.numbers if one.phone.id == phone_id), None)


def calendar_of(work: Work) -> Calendar:
    """Decent hours, closed days and staffed shifts of this desk."""
    rules = work.desk.rules
    return Calendar(rules.hours, rules.closed_days, _shifts(work))


def _shifts(work: Work) -> tuple[Span, ...]:
    rules, zone = work.desk.rules, work.desk.info.timezone
    return staffed(rules.shifts, zone, work.now.astimezone(work.desk.zone).date(), rules.closed_days)


def decide(
    work: Work,
    callback_id: CallbackId,
    *,
    hours_matter: bool = True,
    sitting: bool = False,
    entry: Entry | None = None,
    any_number: bool = False,
) -> Decision:
    """Ask every rule about this person, now, in this transaction (research section 6.3: before each dial).

    `sitting`: the card is in somebody's hands, and today's round goes on. `entry` saves a reading of the queue.
    `any_number`: they rang us, and how often a number was tried does not matter.
    """
    people, rules = work.uow.people, work.desk.rules
    victim_id = work.uow.queue.victim_of(callback_id)
    phones = people.phones(victim_id)
    facts, as_of = people.facts_and_day(callback_id)
    contact, tries = people.safe_contact(victim_id), work.uow.calls.attempts(victim_id)
    cases, this_year = people.case_counts(victim_id, work.now)
    known = Known(victim_id, contact, tries, cases)
    if against := work.uow.likenesses.marks_against(victim_id):
        # An import that came later, about another report, may be the one that says so.
        facts = tuple(replace(one, signs=one.signs | against) for one in facts)
    given = people.release(callback_id)
    verdict = judge_person(
        facts,
        any(phone.e164 and not phone.closed for phone in phones),
        rules.eligibility,
        work.now,
        released=Release(given.reason, given.until, given.by, given.rules) if given else None,
        person=PersonFacts(
            do_not_contact=people.do_not_contact(victim_id),
            hard_refusal=_refused_twice(tries),
            safety_stop=people.safety_stop(victim_id),
            maybe_same=bool(work.uow.likenesses.open_of(victim_id)),
            holds=tuple(CaseHold(reason) for reason in people.case_holds([one.case_number for one in facts])),
            reports_12_months=this_year,
        ),
        as_of=as_of,
    )
    history = _history(work, callback_id, victim_id, phones, contact)
    if verdict.level is not Level.CALLABLE:
        return Decision(verdict, _usable(work, phones, history, None), None, history, known, hours_matter)
    promised_at = (entry or work.uow.queue.get(callback_id)).promised_at
    planned = plan(history, work.now, not_before=verdict.not_before, promised_at=promised_at, sitting=sitting)
    numbers = _usable(work, phones, history, planned, promised=promised_at is not None or any_number)
    return Decision(verdict, numbers, planned, history, known, hours_matter)


def _refused_twice(tries: Iterable[PastTry]) -> bool:
    """No twice is no for good, about any case (outcome table: refused twice)."""
    return sum(one.outcome == Outcome.SOFT_REFUSAL for one in tries) > 1


def may_ring(work: Work, callback_id: CallbackId) -> Decision:
    """The same for a person who rang us: the rules decide, the hour was their choice."""
    return decide(work, callback_id, hours_matter=False)


def history_of(
    work: Work, callback_id: CallbackId, phones: tuple[PhoneRecord, ...], *, agreed: SafeContact | None = None
) -> History:
    """What was tried about this callback, on these numbers, under the limits and the calendar of this desk.

    `agreed`: how the person may be reached, where that has just been said and is not on record yet.
    """
    victim_id = work.uow.queue.victim_of(callback_id)
    return _history(work, callback_id, victim_id, phones, agreed or work.uow.people.safe_contact(victim_id))


def _history(
    work: Work, callback_id: CallbackId, victim_id: VictimId, phones: tuple[PhoneRecord, ...], agreed: SafeContact
) -> History:
    rules = work.desk.rules
    tried = work.uow.calls.tried(callback_id)
    others = _rung_for_others(work, victim_id)
    return History(
        # One that was never ended may have rung: it counts, and the same day may go on, as after a call cut off.
        tuple(Tried(at, Outcome(name) if name else Outcome.CUT_OFF, phone) for at, name, phone in tried),
        tuple(
            Number(phone.id, zones_of(work, phone), bool(phone.e164) and not phone.closed, others.get(phone.id, ()))
            for phone in phones
        ),
        rules.outcomes,
        rules.limits,
        calendar_of(work).within(agreed.times),
    )


def _rung_for_others(work: Work, victim_id: VictimId) -> dict[PhoneId, tuple[datetime, ...]]:
    """When each of this person's numbers was rung for somebody else; a try that does not count is none."""
    found: dict[PhoneId, tuple[datetime, ...]] = {}
    for phone, at, outcome in work.uow.calls.tried_elsewhere(victim_id, work.now - SHARED):
        if work.desk.rules.outcomes.rule(outcome or Outcome.CUT_OFF).counts:
            found[phone] = (*found.get(phone, ()), at)
    return found


def _usable(
    work: Work, phones: tuple[PhoneRecord, ...], history: History, planned: Plan | None, *, promised: bool = False
) -> tuple[UsableNumber, ...]:
    """Numbers that may be rung at some time: within the limits, or now as the plan says (busy on its last day).

    An agreed call goes before the limits on tries.
    """
    rules, often, hours = work.desk.rules, history.often(), history.calendar.hours
    now = planned.numbers if planned is not None else ()
    return tuple(
        UsableNumber(phone, often[phone.id], window(zones_of(work, phone), work.now, hours, rules.closed_days))
        for phone in phones
        if phone.e164
        and not phone.closed
        and (promised or phone.id in now or often[phone.id] < rules.limits.attempts_number)
    )


def zones_of(work: Work, phone: PhoneRecord) -> tuple[str, ...]:
    """The number's own zones; the desk's where a number says none."""
    return phone.zones or (work.desk.info.timezone,)
