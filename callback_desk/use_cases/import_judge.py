"""Judging one row of an import: the same rules as before every dial, asked fast enough for a million rows."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from callback_desk.domain.calling_hours import CallingHours, next_ready
from callback_desk.domain.case_age import OLDEST, years_between
from callback_desk.domain.eligibility import Level, PersonFacts, RuleSet, Verdict, judge, judge_person
from callback_desk.domain.eligibility_facts import RuleTest
from callback_desk.domain.import_rows import RowVerdict
from callback_desk.domain.incident import ReportFacts

_HOUR = timedelta(hours=1)
_MOST_KEPT = 65_536
_LEVELS = {Level.CALLABLE: 0, Level.HELD: 1, Level.EXCLUDED: 2}
_HOUSE_NUMBER = re.compile(r"\s*\d+[\w/-]*\s+")
_UNIT = re.compile(r"[,#].*$|\b(apt|apartment|unit|suite|ste|fl|floor|rm|room)\b.*$", re.IGNORECASE)


def street_of(address: str) -> str:
    """The street's name alone, "Alder Court" of "214 Alder Court, Apt 3": what a person supplies in the check."""
    number = _HOUSE_NUMBER.match(address)
    return _without_unit(address if number is None else address[number.end() :])


@lru_cache(maxsize=16_384)
def _without_unit(street: str) -> str:
    return _UNIT.sub("", street).strip()


@dataclass(frozen=True, slots=True)
class _Thresholds:
    """Where a verdict can change: ages in years and report ages in hours, as the rules and offenses name them."""

    years: tuple[int, ...]
    hours: tuple[int, ...]


def _thresholds(rules: RuleSet) -> _Thresholds:
    years = {r.params.amount for r in rules.rules if r.test in (RuleTest.AGE_UNDER, RuleTest.AGE_FROM)}
    hours = {-24, 0}
    for rule in rules.rules:
        if rule.test is RuleTest.TOO_OLD:
            hours |= {rule.params.amount * 24, rule.params.amount * 24 + 31 * 24}
        elif rule.test is RuleTest.TOO_NEW:
            hours |= {rule.params.amount, rule.params.amount + 24}
    for offense in rules.offenses.offenses.values():
        if offense.last_call_days is not None:
            hours |= {offense.last_call_days * 24, offense.last_call_days * 24 + 31 * 24}
        if offense.first_call_h is not None:
            hours |= {offense.first_call_h, offense.first_call_h + 24}
    return _Thresholds(tuple(sorted(years)), tuple(sorted(hours)))


class RowJudge:
    """Asks the rules about rows; rows that are alike to every rule are asked once.

    Alike means: between the same two thresholds of age and of report date and equal in everything else a rule may
    look at. A row that waits (too new) is always asked itself, since its moment is its own.
    """

    def __init__(
        self,
        rules: RuleSet,
        hours: CallingHours,
        closed_days: frozenset[date],
        *,
        now: datetime,
        as_of: date,
        zone: str,
    ) -> None:
        self._rules = rules
        self._hours = hours
        self._closed = closed_days
        self._now = now
        self._as_of = as_of
        self._zone = zone
        self._limits = _thresholds(rules)
        self._by_outcome = rules.offenses.outcome_types is not None  # then rules read the status as it was written
        self._today = now.date()
        self.offense_plain = lru_cache(maxsize=16_384)(rules.offenses.plain)  # how it is shown and said
        self._seen: dict[tuple[object, ...], RowVerdict] = {}
        self._ready: dict[tuple[tuple[str, ...], datetime], datetime | None] = {}
        self._now_callable: dict[tuple[str, ...], RowVerdict] = {}

    @property
    def today(self) -> date:
        """The desk's calendar day."""
        return self._as_of

    def judge(
        self,
        facts: ReportFacts,
        diallable: bool,
        zones: Sequence[tuple[str, ...]],
        *,
        reports_12_months: int = 1,
    ) -> RowVerdict:
        """The row's verdict; a callable one carries the first decent moment of its number."""
        key = (*self._key(facts), diallable, min(reports_12_months, 5))
        seen = self._seen.get(key)
        if seen is not None:
            return seen if seen.level else self._callable(zones, None)
        person = PersonFacts(reports_12_months=reports_12_months)
        verdict = judge(facts, diallable, self._rules, self._now, released=None, person=person, as_of=self._as_of)
        found = self._row_verdict(verdict, zones)
        if verdict.not_before is None:
            if len(self._seen) >= _MOST_KEPT:  # a file in which every row is another: memory does not grow with it
                self._seen.clear()
            self._seen[key] = found
        return found

    def _row_verdict(self, verdict: Verdict, zones: Sequence[tuple[str, ...]]) -> RowVerdict:
        level = _LEVELS[verdict.level]
        if level:
            return RowVerdict(level, verdict.reason, verdict.rule_id, verdict.rule_version)
        return self._callable(zones, verdict.not_before)

    def _callable(self, zones: Sequence[tuple[str, ...]], not_before: datetime | None) -> RowVerdict:
        if not_before is not None:
            return RowVerdict(0, ready_at=self.ready_at(zones, not_before))
        names = zones[0] if zones else ()
        found = self._now_callable.get(names)
        if found is None:
            found = self._now_callable[names] = RowVerdict(0, ready_at=self.ready_at(zones, None))
        return found

    def judge_person(
        self,
        facts: Sequence[ReportFacts],
        diallable: bool,
        zones: Sequence[tuple[str, ...]],
        *,
        reports_12_months: int,
    ) -> RowVerdict:
        """The same for a row together with what earlier imports said of the person: the strictest wins."""
        if len(facts) == 1:
            return self.judge(facts[0], diallable, zones, reports_12_months=reports_12_months)
        person = PersonFacts(reports_12_months=reports_12_months)
        verdict = judge_person(
            facts, diallable, self._rules, self._now, released=None, person=person, as_of=self._as_of
        )
        return self._row_verdict(verdict, zones)

    def ready_at(self, zones: Sequence[tuple[str, ...]], not_before: datetime | None) -> datetime | None:
        """When the first number may be rung, UTC."""
        names = (zones[0] if zones else ()) or (self._zone,)
        earliest = max(self._now, not_before) if not_before else self._now
        found = self._ready.get((names, earliest))
        if found is None:
            found = next_ready(names, earliest, self._hours, self._closed)
            if not_before is None:
                self._ready[names, earliest] = found
        return found

    def _key(self, facts: ReportFacts) -> tuple[object, ...]:
        return (
            facts.offense_codes,
            self._age_band(facts),
            facts.victim_type,
            facts.relationship,
            facts.signs,
            facts.status,
            facts.status_text if self._by_outcome else "",
            bool(facts.investigator),
            facts.has_contact_name,
            facts.unsettled,
            facts.reported_precision,
            self._report_band(facts.reported_at),
        )

    def _age_band(self, facts: ReportFacts) -> tuple[int, int, int] | None:
        """Between which limits the youngest and the oldest possible age lie, and how far age and birth date differ."""
        age, birth, apart = facts.age, facts.birth_date, 0
        possible: tuple[int, ...]
        if birth is None:
            possible = () if age is None else (age,)
        else:
            reported = facts.reported_at
            then = years_between(birth, self._today if reported is None else reported.date())
            now = years_between(birth, self._today)
            if age is None:
                possible = (then, now)
            else:
                possible, apart = (age, then, now), then - age
        known = [each for each in possible if 0 <= each <= OLDEST]
        if not known:
            return None
        years = self._limits.years
        return bisect_right(years, min(known)), bisect_right(years, max(known)), apart

    def _report_band(self, reported_at: datetime | None) -> int | None:
        if reported_at is None:
            return None
        return bisect_left(self._limits.hours, (self._now - reported_at) / _HOUR)
