"""What if: two weeks of this desk with other shifts, hours or limits, played through in memory. Nothing is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import takewhile

from callback_desk.domain.access import Act
from callback_desk.domain.calling_hours import Span, open_spans
from callback_desk.domain.eligibility import Level
from callback_desk.domain.ids import CallbackId
from callback_desk.domain.queue import CallbackState, Entry
from callback_desk.domain.replay import Missed, Replayed, Terms, Waiting, replay
from callback_desk.domain.views import ListFilter
from callback_desk.use_cases.agency_settings import settings_with
from callback_desk.use_cases.desk import Work, asks
from callback_desk.use_cases.judging import calendar_of, decide

DAYS = 14
MOST_PEOPLE = 300  # whose turn is next; a page does not wait for a million


@dataclass(frozen=True, slots=True)
class NotTried:
    """Somebody who is not tried once in these weeks, by the short name."""

    id: CallbackId
    name: str
    why: Missed


@dataclass(frozen=True, slots=True)
class WhatIf:
    """The weeks as they would be now, and with what was asked; `not_tried` of the latter, new ones first."""

    now: Replayed
    then: Replayed
    not_tried: tuple[NotTried, ...]
    days: int = DAYS


@asks(Act.CHANGE_SETTINGS)
def what_if(work: Work, changes: Mapping[str, object], most: int = MOST_PEOPLE) -> WhatIf:
    """Play the next two weeks twice, under today's settings and under these. Raises DeskFault for settings refused.

    One caller at a time on every shift, or in every calling hour where no shift is entered, and nobody answers.
    """
    asked = work.desk.rules_for(work.desk.info, settings_with(work.uow.desk.settings(), changes))
    other = replace(work, desk=replace(work.desk, rules=asked))
    entries = _waiting(work, most)
    now, then = _played(work, entries), _played(other, entries)
    fresh = sorted(then.missed.items(), key=lambda one: one[0] in now.missed)
    return WhatIf(now, then, tuple(NotTried(one, _name(work, one), why) for one, why in fresh))


def _waiting(work: Work, most: int) -> list[Entry]:
    asked = ListFilter(states=frozenset({CallbackState.WAITING.value}), sort="next_try")
    rows = work.uow.queue.rows(asked, work.now, offset=0, limit=most)
    return sorted((work.uow.queue.get(row.id) for row in rows), key=Entry.order_key)


def _played(work: Work, entries: list[Entry]) -> Replayed:
    rules = work.desk.rules
    people = [one for entry in entries if (one := _person(work, entry)) is not None]
    terms = Terms(calendar_of(work), rules.limits, rules.outcomes)
    return replay(people, terms, _worked(work, terms), work.now, days=DAYS)


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
    )


def _name(work: Work, callback_id: CallbackId) -> str:
    return work.uow.people.person(work.uow.queue.victim_of(callback_id)).name.short
