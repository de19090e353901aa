"""What if: two weeks of this desk with other shifts, hours or limits, played through in memory. Nothing is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import takewhile

from callback_desk.domain.access import Act
from callback_desk.domain.answering import Answering, answering
from callback_desk.domain.calling_hours import Span, open_spans
from callback_desk.domain.eligibility import Level
from callback_desk.domain.ids import CallbackId
from callback_desk.domain.outcome_versions import OutcomeChange, OutcomeVersion, in_force, versions_from
from callback_desk.domain.outcomes import Outcome
from callback_desk.domain.queue import CallbackState, Entry
from callback_desk.domain.replay import Going, Missed, Replayed, Stopped, Terms, Waiting, replay
from callback_desk.domain.views import ListFilter
from callback_desk.use_cases.agency_settings import settings_with
from callback_desk.use_cases.desk import Work, asks
from callback_desk.use_cases.judging import calendar_of, decide
from callback_desk.use_cases.when_answered import rates_of

DAYS = 14
MOST_PEOPLE = 3_000  # whose turn is next: two weeks of the largest desk make fewer calls than that


@dataclass(frozen=True, slots=True)
class NotTried:
    """Somebody who is not tried once in these weeks, by the short name."""

    id: CallbackId
    name: str
    why: Missed


@dataclass(frozen=True, slots=True)
class WhatIf:
    """The weeks as they would be now, and with what was asked; `not_tried` of the latter, new ones first.

    `waiting` people wait in all; the first `then.people` of them were played. `tries` is on how many of the desk's own
    tries the answers are drawn; 0: there were too few, and nobody answers.
    """

    now: Replayed
    then: Replayed
    not_tried: tuple[NotTried, ...]
    days: int = DAYS
    waiting: int = 0
    tries: int = 0


def _always(_done: int, _of: int) -> bool:
    return True


@asks(Act.CHANGE_SETTINGS)
def what_if(
    work: Work,
    changes: Mapping[str, object],
    most: int = MOST_PEOPLE,
    *,
    going: Going = _always,
    delays: Mapping[Outcome, OutcomeChange] | None = None,
) -> WhatIf | None:
    """Play the next two weeks twice, under today's settings and under these. None when `going` said stop.

    One caller at a time on every shift, or in every calling hour where no shift is entered. Everybody is
    rung at the times they gave alone, and a number that several have for one of them a day. People answer as they did
    in the tries of the last half year, drawn with a kept seed; nobody does while there are too few. `delays` are
    waits of outcomes to try out, within the same floors as when they are saved. Raises DeskFault for what is refused.
    """
    stored = work.uow.desk.settings()
    asked = work.desk.rules_for(work.desk.info, settings_with(stored, _with_delays(work, stored, changes, delays)))
    other = replace(work, desk=replace(work.desk, rules=asked))
    rates = rates_of(work)
    answers = answering(rates, work.desk.rules.hours)
    try:
        entries = _waiting(work, most)
        people = _people(work, entries, _part(going, 0, 40))
        others = _people(other, entries, _part(going, 40, 80))
        now = _played(work, people, answers, _part(going, 80, 90))
        then = _played(other, others, answers, _part(going, 90, 100))
    except Stopped:
        return None
    fresh = sorted(then.missed.items(), key=lambda one: one[0] in now.missed)
    return WhatIf(
        now,
        then,
        tuple(NotTried(one, _name(work, one), why) for one, why in fresh),
        waiting=work.uow.queue.count(_WAITING, work.now),
        tries=rates.all.tries if answers else 0,
    )


def _with_delays(
    work: Work,
    stored: Mapping[str, object],
    changes: Mapping[str, object],
    delays: Mapping[Outcome, OutcomeChange] | None,
) -> Mapping[str, object]:
    """The changes with one more version of the outcome table, in force today; nothing of it is kept."""
    if not delays:
        return changes
    versions = versions_from(stored.get("outcomes", ()))
    today = work.now.astimezone(work.desk.zone).date()
    before = in_force(versions, today)
    merged = {**(before.changes if before else {})}
    for outcome, change in delays.items():
        plain = {**merged.get(outcome, OutcomeChange()).plain(), **change.plain()}
        merged[outcome] = OutcomeChange.from_plain(plain)
    number = versions[-1].number + 1 if versions else 1
    tried = OutcomeVersion(number, today, work.by, work.now, "Tried out", merged)
    return {**changes, "outcomes": [one.plain() for one in (*versions, tried)]}


def _part(going: Going, first: int, last: int) -> Going:
    """One stretch of the whole, in percent."""

    def on(done: int, of: int) -> bool:
        return going(first + (last - first) * done // max(of, 1), 100)

    return on


_WAITING = ListFilter(states=frozenset({CallbackState.WAITING.value}), sort="next_try")


def _waiting(work: Work, most: int) -> list[Entry]:
    rows = work.uow.queue.rows(_WAITING, work.now, offset=0, limit=most)
    return sorted((work.uow.queue.get(row.id) for row in rows), key=Entry.order_key)


def _people(work: Work, entries: list[Entry], going: Going) -> list[Waiting]:
    """Without whom the rules stop by now. Raises Stopped."""
    found = []
    for done, entry in enumerate(entries):
        if not going(done, len(entries)):
            raise Stopped
        one = _person(work, entry)
        if one is not None:
            found.append(one)
    return found


def _played(work: Work, people: list[Waiting], answers: Answering | None, going: Going) -> Replayed:
    rules = work.desk.rules
    terms = Terms(calendar_of(work), rules.limits, rules.outcomes, answers)
    return replay(people, terms, _worked(work, terms), work.now, days=DAYS, going=going)


def _worked(work: Work, terms: Terms) -> tuple[Span, ...]:
    """The shifts; every calling hour at the desk where none is entered."""
    if terms.calendar.shifts:
        return terms.calendar.shifts
    end = work.now + timedelta(days=DAYS)
    rules = work.desk.rules
    spans = open_spans((work.desk.info.timezone,), work.now, rules.hours, rules.closed_days)
    return tuple(takewhile(lambda span: span.start < end, spans))


def _person(work: Work, entry: Entry) -> Waiting | None:
    """None for somebody the rules stop by now."""
    decision = decide(work, entry.id, entry=entry)
    if decision.verdict.level is not Level.CALLABLE:
        return None
    facts = work.uow.people.facts(entry.id)
    return Waiting(
        entry.id,
        decision.history.tries,
        decision.history.numbers,
        entry.ready_at or work.now,
        decision.verdict.not_before,
        entry.promised_at,
        work.desk.rules.eligibility.last_call(facts),
        decision.known.contact.times,
        {phone.id: phone.e164 for phone in work.uow.people.phones(decision.known.victim_id)},
    )


def _name(work: Work, callback_id: CallbackId) -> str:
    return work.uow.people.person(work.uow.queue.victim_of(callback_id)).name.short
