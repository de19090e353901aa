"""Why / why not in words, from the same objects that decide."""

from __future__ import annotations

from collections.abc import Mapping
from zoneinfo import ZoneInfo

from callback_desk.domain import explain
from callback_desk.domain.dispositions import final_disposition
from callback_desk.domain.eligibility_facts import RuleTest
from callback_desk.domain.errors import DeskBug
from callback_desk.domain.ids import CallbackId
from callback_desk.domain.queue import CallbackState, Entry
from callback_desk.domain.views import ShownState, WhyView
from callback_desk.use_cases.days import end_of_day
from callback_desk.use_cases.desk import Work
from callback_desk.use_cases.handing import handing_said
from callback_desk.use_cases.judging import Decision, UsableNumber, decide, zones_of
from callback_desk.use_cases.same_person import maybe_same, others_of

#: Reasons that no eligibility rule gives: what happened in a call, or to the numbers.
_OTHER_REASONS: Mapping[str, str] = {
    "no_number_left": "have no number that is left to try",
    "here_already": "are here already",
    "held_by_hand": "are held by a supervisor",
    "kept_off": "are kept off the list by a supervisor",
    "rang": "rang us while their call was interrupted, and nobody spoke with them",
    "skip_often": "were skipped again and again; a supervisor decides",
    "skip_unclear": "have something unclear on the card; a supervisor looks",
}


def blocked_sentence(work: Work, reason: str) -> str:
    """The short label of the rule that holds somebody; for a call's ending, what the outcome table says."""
    for rule in work.desk.rules.eligibility.rules:
        if rule.id == reason:
            return rule.label.replace("{what}", "The offense").strip()
    said = work.desk.rules.outcomes.says.get(reason)
    if said:
        return said
    for outcome, row in work.desk.rules.outcomes.rows.items():
        if outcome.value == reason:
            return row.screen
    return _OTHER_REASONS.get(reason, reason.replace("_", " "))


def last_call_days(work: Work) -> int:
    """After how many days a report is too old to call about, by the general rule."""
    for rule in work.desk.rules.eligibility.rules:
        if rule.test is RuleTest.TOO_OLD:
            return rule.params.amount
    raise DeskBug("no rule says when a report is too old")


def why_view(work: Work, callback_id: CallbackId) -> WhyView:
    """Everything the side panel and `why` say about one person."""
    entry = work.uow.queue.get(callback_id)
    victim_id = work.uow.queue.victim_of(callback_id)
    person = work.uow.people.person(victim_id)
    cases = work.uow.people.cases(victim_id)
    decision = decide(work, callback_id, entry=entry)
    best = _best(decision)
    zone = ZoneInfo(zones_of(work, best.phone)[0]) if best else None
    window = best.window if best else None
    said = explain.why(decision.verdict, window, entry, work.now, work.desk.zone, plan=decision.plan, number_zone=zone)
    shown = shown_state(work, entry)
    if shown is ShownState.READY and decision.plan is not None and not decision.now:
        shown = ShownState.LATER  # as in the list and on the board: it is no decent hour there
    return WhyView(
        id=callback_id,
        name=person.name,
        case_numbers=tuple(case.number for case in cases),
        offense=cases[0].offense_plain if cases else "",
        state=entry.state.value,
        shown=shown,
        sentence=said.sentence,
        stopped=said.stopped,
        passed=(*said.passed, *_tries_said(work, entry, decision)),
        next_try=said.next_try,
        phones=tuple(phone.e164 for phone in work.uow.people.phones(victim_id) if phone.e164),
        history=work.uow.queue.history(callback_id),
        may_release=entry.state is CallbackState.HELD and decision.may_open,
        level=decision.verdict.level.value,
        rule=decision.verdict.rule_id,
        rule_version=decision.verdict.rule_version,
        maybe_same=maybe_same(work, victim_id),
        others=others_of(work, victim_id),
    )


def _best(decision: Decision) -> UsableNumber | None:
    """The number that would be rung: one that may be now, else the first."""
    may = decision.plan.numbers if decision.plan else ()
    first = decision.numbers[0] if decision.numbers else None
    return next((one for one in decision.numbers if one.phone.id in may), first)


def _tries_said(work: Work, entry: Entry, decision: Decision) -> tuple[str, ...]:
    """What was tried, whom it is not for, and how it counts once it is over."""
    history, limits = decision.history, work.desk.rules.limits
    used = len(history.rung())
    lines = [f"{used} of {limits.attempts_person} tries used"] if used else []
    lines += handing_said(work, entry.id, entry)
    if entry.state is CallbackState.DONE and used:
        code = final_disposition(history.tries, history.table)
        if code is not None:
            lines.append(f"Counts as: {code.screen} (AAPOR {code.aapor})")
    return tuple(lines)


_SHOWN = {
    CallbackState.CLAIMED: ShownState.IN_CALL,
    CallbackState.CALLING: ShownState.IN_CALL,
    CallbackState.INTERRUPTED: ShownState.INTERRUPTED,
    CallbackState.HELD: ShownState.TO_DECIDE,
    CallbackState.EXCLUDED: ShownState.NOT_CALLED,
    CallbackState.REVIEW: ShownState.TO_CHECK,
    CallbackState.DONE: ShownState.DONE,
    CallbackState.WITHDRAWN: ShownState.WITHDRAWN,
}


def shown_state(work: Work, entry: Entry) -> ShownState:
    """The chip of a person: a waiting one is due, ready or later."""
    if entry.state is not CallbackState.WAITING:
        return _SHOWN[entry.state]
    if entry.promised_at is not None and entry.promised_at < end_of_day(work):
        return ShownState.DUE
    return ShownState.READY if entry.is_ready(work.now) else ShownState.LATER
