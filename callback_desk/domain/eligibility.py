"""May this person be called: rules as dated data in, a verdict with rule and version out. Missing data means no."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from callback_desk.domain.eligibility_facts import CaseHold, Hit, PersonFacts, Question, RuleTest
from callback_desk.domain.eligibility_questions import QUESTIONS
from callback_desk.domain.eligibility_rules import Effect, Rule, RuleSet
from callback_desk.domain.incident import ReportFacts

__all__ = [
    "CaseHold",
    "Effect",
    "Finding",
    "FindingKind",
    "Level",
    "PersonFacts",
    "Release",
    "Rule",
    "RuleSet",
    "Verdict",
    "judge",
    "judge_person",
]


class Level(StrEnum):
    """The three answers, from open to strict."""

    CALLABLE = "callable"
    HELD = "held"
    EXCLUDED = "excluded"


class FindingKind(StrEnum):
    STOPS = "stops"
    HOLDS = "holds"
    WAITS = "waits"
    LIFTED = "lifted"  # a supervisor's OK stands against it
    PASSED = "passed"


@dataclass(frozen=True, slots=True)
class Release:
    """A supervisor's OK to call somebody whom a rule holds. Never lifts a rule that excludes; ends by itself.

    `rules` names the rules it was given for; empty means every rule that may be released. Times are UTC.
    """

    reason: str
    until: datetime
    by: str = ""
    rules: frozenset[str] = frozenset()

    def lifts(self, rule: Rule, now: datetime) -> bool:
        named = not self.rules or rule.id in self.rules
        return rule.release and rule.effect is Effect.HELD and named and bool(self.reason.strip()) and now < self.until


@dataclass(frozen=True, slots=True)
class Finding:
    """What one rule says of one report. `case_number` is "" when it speaks of the person."""

    kind: FindingKind
    rule_id: str
    rule_number: int
    label: str
    sentence: str
    case_number: str = ""
    may_release: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer and who gave it. `reason` is the rule's id, or "callable"; findings stand worst first.

    `not_before` (UTC) is set when the person may be called, but not yet.
    """

    level: Level
    reason: str
    sentence: str
    label: str
    rule_id: str = ""
    rule_number: int = 0
    rule_version: str = ""
    findings: tuple[Finding, ...] = ()
    not_before: datetime | None = None

    @property
    def may_release(self) -> bool:
        """True when a supervisor's OK alone would open the way."""
        stopping = [one for one in self.findings if one.kind in (FindingKind.STOPS, FindingKind.HOLDS)]
        return bool(stopping) and all(one.may_release for one in stopping)

    @property
    def releasable_rules(self) -> frozenset[str]:
        return frozenset(one.rule_id for one in self.findings if one.kind is FindingKind.HOLDS and one.may_release)


def judge(
    facts: ReportFacts,
    phones_diallable: bool,
    rules: RuleSet,
    now: datetime,
    *,
    released: Release | None,
    person: PersonFacts,
    as_of: date | None,
) -> Verdict:
    """One person on one report. The same function answers at import, at every edit and before the number shows.

    `as_of` is the day of the export the facts are from; None (not known) holds. `now` is UTC.
    """
    question = Question(facts, phones_diallable, rules.offenses, now, person, as_of)
    findings: list[Finding] = []
    not_before: datetime | None = None
    sign_test = RuleTest.SIGN  # Python 3.11 looks an enum member up slowly, and this loop runs 3 million times
    for rule in rules.rules:
        if rule.test is sign_test and not facts.signs and not rule.passed:
            continue  # 50,000 rows an import: 25 questions fewer for most of them
        kind = QUESTIONS[rule.test]
        hit = kind.ask(question, rule.params)
        if hit is None:
            if rule.passed and (said := kind.passed_with(question)):
                findings.append(_finding(rule, FindingKind.PASSED, rule.passed, said, facts))
        elif rule.effect is Effect.WAITS:
            not_before = max(not_before or hit.at, hit.at)
            findings.append(_finding(rule, FindingKind.WAITS, rule.sentence, hit, facts))
        elif released is not None and released.lifts(rule, now):
            findings.append(_finding(rule, FindingKind.LIFTED, rule.sentence, hit, facts))
        else:
            stops = FindingKind.STOPS if rule.effect is Effect.EXCLUDED else FindingKind.HOLDS
            findings.append(_finding(rule, stops, rule.sentence, hit, facts))
    return _verdict(findings, rules, not_before)


def judge_person(
    reports: Sequence[ReportFacts],
    phones_diallable: bool,
    rules: RuleSet,
    now: datetime,
    *,
    released: Release | None,
    person: PersonFacts,
    as_of: date | None,
) -> Verdict:
    """One person on every report of one callback: the strictest wins, whatever the order.

    One exception: the age of a report does not speak for a newer one; what else stops it does. No report at all
    holds.
    """
    if not reports:
        reports = (ReportFacts(case_number=""),)
    verdicts = [
        judge(facts, phones_diallable, rules, now, released=released, person=person, as_of=as_of) for facts in reports
    ]
    too_old = {rule.id for rule in rules.rules if rule.test is RuleTest.TOO_OLD}
    of_person = {rule.id for rule in rules.rules if QUESTIONS[rule.test].of_person}
    counted = _about_now(verdicts, too_old, of_person)
    seen: dict[tuple[FindingKind, str, str, str], Finding] = {}
    for findings_of_one, _ in counted:
        for finding in findings_of_one:
            one = (
                finding if finding.kind in (FindingKind.STOPS, FindingKind.HOLDS) else replace(finding, case_number="")
            )
            seen.setdefault((one.kind, one.rule_id, one.sentence, one.case_number), one)
    stopped = {one.rule_id for one in seen.values() if one.kind in (FindingKind.STOPS, FindingKind.HOLDS)}
    findings = [one for one in seen.values() if not (one.kind is FindingKind.PASSED and one.rule_id in stopped)]
    waits = [not_before for _, not_before in counted if not_before is not None]
    return _verdict(findings, rules, max(waits, default=None))


def _about_now(
    verdicts: Sequence[Verdict], too_old: set[str], of_person: set[str]
) -> list[tuple[tuple[Finding, ...], datetime | None]]:
    """Findings and waits of the reports that count: beside a newer report, an old one's age says nothing.

    What else stops the old one still counts, unless it is said of the person and so stands with the newer one too.
    """
    stops = (FindingKind.STOPS, FindingKind.HOLDS)
    old = [any(one.kind in stops and one.rule_id in too_old for one in verdict.findings) for verdict in verdicts]
    counted: list[tuple[tuple[Finding, ...], datetime | None]] = []
    for verdict, is_old in zip(verdicts, old, strict=True):
        if not is_old or all(old):
            counted.append((verdict.findings, verdict.not_before))
            continue
        left = tuple(one for one in verdict.findings if one.rule_id not in too_old)
        if any(one.kind in stops and one.rule_id not in of_person for one in left):
            counted.append((left, verdict.not_before))
    return counted


_ORDER = {kind: place for place, kind in enumerate(FindingKind)}


def _verdict(findings: Iterable[Finding], rules: RuleSet, not_before: datetime | None) -> Verdict:
    ordered = tuple(
        sorted(findings, key=lambda one: (_ORDER[one.kind], one.rule_number, one.case_number, one.sentence))
    )
    worst = ordered[0] if ordered else None
    if worst is None or worst.kind not in (FindingKind.STOPS, FindingKind.HOLDS):
        waits = next((one for one in ordered if one.kind is FindingKind.WAITS), None)
        label, sentence = (waits.label, waits.sentence) if waits else ("OK to call", "Nothing stops this call.")
        version = rules.version
        return Verdict(Level.CALLABLE, "callable", sentence, label, "", 0, version, ordered, not_before)
    level = Level.EXCLUDED if worst.kind is FindingKind.STOPS else Level.HELD
    version = f"{rules.version}/{rules.rule(worst.rule_id).version}"
    return Verdict(
        level, worst.rule_id, worst.sentence, worst.label, worst.rule_id, worst.rule_number, version, ordered
    )


def _finding(rule: Rule, kind: FindingKind, sentence: str, hit: Hit, facts: ReportFacts) -> Finding:
    label = rule.passed if kind is FindingKind.PASSED else rule.label
    if hit.what:
        label, sentence = label.replace("{what}", hit.what), sentence.replace("{what}", hit.what)
    case = "" if QUESTIONS[rule.test].of_person else facts.case_number
    return Finding(kind, rule.id, rule.number, label, sentence, case, rule.release)
