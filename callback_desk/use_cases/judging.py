"""One function decides who may be rung now: asked by the claim, before the number shows, and by the explainer."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from callback_desk.domain.calling_hours import Window, next_ready, window
from callback_desk.domain.eligibility import CaseHold, Level, PersonFacts, Release, Verdict, judge_person
from callback_desk.domain.ids import CallbackId, PhoneId, VictimId
from callback_desk.domain.next_move import Calendar
from callback_desk.domain.outcomes import Outcome
from callback_desk.domain.records import PhoneRecord
from callback_desk.use_cases.desk import Work


@dataclass(frozen=True, slots=True)
class UsableNumber:
    """A number that may still be rung, its tries so far and whether its hour is decent now."""

    phone: PhoneRecord
    tries: int
    window: Window


@dataclass(frozen=True, slots=True)
class Decision:
    """The rules' answer for one callback at one moment. `ready_at` is set when the answer is: yes, but later."""

    verdict: Verdict
    numbers: tuple[UsableNumber, ...]
    ready_at: datetime | None

    @property
    def now(self) -> bool:
        return self.verdict.level is Level.CALLABLE and self.ready_at is None

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
    """Decent hours and closed days of this desk."""
    rules = work.desk.rules
    return Calendar(rules.hours, rules.closed_days)


def decide(work: Work, callback_id: CallbackId, *, hours_matter: bool = True) -> Decision:
    """Ask every rule about this person, now, in this transaction (research section 6.3: before each dial)."""
    people, rules = work.uow.people, work.desk.rules
    victim_id = work.uow.queue.victim_of(callback_id)
    phones = people.phones(victim_id)
    facts = people.facts(callback_id)
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
            hard_refusal=_refused_twice(work, victim_id),
            safety_stop=people.safety_stop(victim_id),
            maybe_same=bool(work.uow.likenesses.open_of(victim_id)),
            holds=tuple(CaseHold(reason) for reason in people.case_holds([one.case_number for one in facts])),
            reports_12_months=people.reports_in_12_months(victim_id, work.now),
        ),
        as_of=people.facts_as_of(callback_id),
    )
    numbers = _usable(work, phones)
    if verdict.level is not Level.CALLABLE or not hours_matter:
        return Decision(verdict, numbers, None)
    return Decision(verdict, numbers, _ready_at(work, numbers, verdict.not_before))


def _refused_twice(work: Work, victim_id: VictimId) -> bool:
    """No twice is no for good, about any case (outcome table: refused twice)."""
    return sum(one.outcome == Outcome.SOFT_REFUSAL for one in work.uow.calls.attempts(victim_id)) > 1


def may_ring(work: Work, callback_id: CallbackId) -> Decision:
    """The same for a person who rang us: the rules decide, the hour was their choice."""
    return decide(work, callback_id, hours_matter=False)


def _usable(work: Work, phones: tuple[PhoneRecord, ...]) -> tuple[UsableNumber, ...]:
    rules = work.desk.rules
    found: list[UsableNumber] = []
    for phone in phones:
        if not phone.e164 or phone.closed:
            continue
        tries = work.uow.calls.tries_of_phone(phone.id)
        if tries < rules.limits.attempts_number:
            hours = window(zones_of(work, phone), work.now, rules.hours, rules.closed_days)
            found.append(UsableNumber(phone, tries, hours))
    return tuple(found)


def zones_of(work: Work, phone: PhoneRecord) -> tuple[str, ...]:
    """The number's own zones; the desk's where a number says none."""
    return phone.zones or (work.desk.info.timezone,)


def _ready_at(work: Work, numbers: tuple[UsableNumber, ...], not_before: datetime | None) -> datetime | None:
    """None: now. Otherwise the first decent moment of any number, or of the first call allowed."""
    rules = work.desk.rules
    waits = not_before is not None and not_before > work.now
    if not waits and any(one.window.open for one in numbers):
        return None
    earliest = not_before if waits and not_before is not None else work.now
    moments = [next_ready(zones_of(work, one.phone), earliest, rules.hours, rules.closed_days) for one in numbers]
    return min((moment for moment in moments if moment is not None), default=None) or earliest
