"""What reads well and is wrong all the same: rules that never decide, limits that shut everybody out, loose words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from callback_desk.domain.eligibility_facts import Asking, RuleTest
from callback_desk.domain.eligibility_questions import QUESTIONS
from callback_desk.domain.eligibility_rules import Effect, Rule, RuleSet
from callback_desk.domain.offenses import OffenseLevel, OffenseTable
from callback_desk.domain.rule_data import RuleProblem

LONGEST_LABEL = 60  # it stands in a list and on a card
LONGEST_SENTENCE = 200
_BRACES = re.compile(r"[{}]")
STRICTNESS = (Effect.WAITS, Effect.HELD, Effect.EXCLUDED)  # the strictest last
_HOURS = 24


def entry_of(rule: Rule) -> str:
    """How a finding names a rule: "rule 13 (under_18)"."""
    return f"rule {rule.number} ({rule.id})"


def rule_problem(file: str, entry: str, key: str, sentence: str, to_do: str, *, warns: bool = False) -> RuleProblem:
    """A finding with its place in one piece and in parts."""
    place = ": ".join(part for part in (file, entry, key) if part)
    return RuleProblem(place, sentence, file, entry, key, to_do, warns)


def check_rules(rules: RuleSet, file: str) -> list[RuleProblem]:
    """Sentences, ages of cases, rules that can never decide."""
    found: list[RuleProblem] = []
    for rule in rules.rules:
        found += _texts(rule, file)
        if rule.version > 1 and not rule.reason.strip():
            found.append(
                rule_problem(
                    file, entry_of(rule), "reason", f"Version {rule.version} does not say why it replaced the one "
                    "before.", 'Add reason = "..." to the rule.',
                )
            )  # fmt: skip
    found += _case_ages(rules, file)
    found += _unreachable(rules, file)
    return found


def _texts(rule: Rule, file: str) -> Iterator[RuleProblem]:
    kind = QUESTIONS[rule.test]
    for key, text, most in (
        ("label", rule.label, LONGEST_LABEL),
        ("sentence", rule.sentence, LONGEST_SENTENCE),
        ("passed", rule.passed, LONGEST_LABEL),
    ):
        if len(text) > most:
            yield rule_problem(file, entry_of(rule), key, f"It is longer than {most} characters.", "Say it shorter.")
        yield from _placeholders(rule, kind, key, text, file)
    if rule.sentence.strip()[-1:] not in (".", "!", "?"):
        yield rule_problem(
            file, entry_of(rule), "sentence", "It is not a whole sentence.", "End it with a full stop.", warns=True
        )


def _placeholders(rule: Rule, kind: Asking, key: str, text: str, file: str) -> Iterator[RuleProblem]:
    if _BRACES.search(text.replace("{what}", "")):
        yield rule_problem(
            file,
            entry_of(rule),
            key,
            "Braces stand for something that nobody fills in.",
            "Write the words out. Only {what} is filled in.",
        )
    elif "{what}" in text and not (kind.fills_passed if key == "passed" else kind.fills):
        yield rule_problem(
            file, entry_of(rule), key, f"The test {rule.test} fills no {{what}} here.", "Write the words out."
        )


def _case_ages(rules: RuleSet, file: str) -> Iterator[RuleProblem]:
    last = min((one.params.amount for one in rules.rules if one.test is RuleTest.TOO_OLD), default=0)
    for rule in rules.rules:
        if rule.test is RuleTest.TOO_NEW and rule.params.amount >= last * _HOURS:
            yield _nobody_called(file, entry_of(rule), "amount", rule.params.amount, last)


def _nobody_called(file: str, entry: str, key: str, first_h: int, last_days: int) -> RuleProblem:
    return rule_problem(
        file,
        entry,
        key,
        f"The first call is {first_h} hours after the report, the last {last_days} days after it: nobody could be "
        "called.",
        "Let the first call come before the last.",
    )


def check_offenses(table: OffenseTable, file: str, *, first_h: int = 48, last_days: int = 60) -> list[RuleProblem]:
    """Offenses whose own first call comes after their last one. `first_h`, `last_days`: the general limits."""
    found = []
    for place, one in enumerate(table.offenses.values(), start=1):
        if one.first_call_h is None and one.last_call_days is None:
            continue
        first = first_h if one.first_call_h is None else one.first_call_h
        last = last_days if one.last_call_days is None else one.last_call_days
        if first >= last * _HOURS:
            key = "first_call_h" if one.first_call_h is not None else "last_call_days"
            found.append(_nobody_called(file, f"offense {place} ({one.code})", key, first, last))
    return found


def _unreachable(rules: RuleSet, file: str) -> Iterator[RuleProblem]:
    for rule in rules.rules:
        if rule.test is RuleTest.OFFENSE_LEVEL and _no_such_level(rule, rules.offenses):
            yield _never(rule, file, "No offense has this level.")
        elif rule.params.offenses and _never_called(rule, rules):
            yield _never(rule, file, "All its offenses are stopped by their level already.")
        elif (stronger := _covered_by(rule, rules.rules)) is not None:
            yield _never(rule, file, f"Rule {stronger.number} ({stronger.id}) decides wherever it applies.")


def _never(rule: Rule, file: str, why: str) -> RuleProblem:
    return rule_problem(
        file, entry_of(rule), "", f"This rule can never decide. {why}", "Take it away, or say what it is for."
    )


def _no_such_level(rule: Rule, offenses: OffenseTable) -> bool:
    return not any(str(one.level) in rule.params.words for one in offenses.offenses.values())


def _never_called(rule: Rule, rules: RuleSet) -> bool:
    stopped = {
        level
        for one in rules.rules
        if one.test is RuleTest.OFFENSE_LEVEL and one.effect is Effect.EXCLUDED and one.number < rule.number
        for level in one.params.words
    }
    known = [rules.offenses.offense(code) for code in rule.params.offenses if rules.offenses.knows(code)]
    excluded = {OffenseLevel.NEVER, OffenseLevel.NOT_APPLICABLE}
    return bool(known) and all(one.level in excluded and str(one.level) in stopped for one in known)


def _covered_by(rule: Rule, rules: Iterable[Rule]) -> Rule | None:
    """A rule that applies wherever this one does, and speaks first."""
    kind = QUESTIONS[rule.test]
    others = [
        one
        for one in rules
        if one is not rule
        and one.test is rule.test
        and (STRICTNESS.index(one.effect), -one.number) > (STRICTNESS.index(rule.effect), -rule.number)
        and (not one.params.offenses or (rule.params.offenses and one.params.offenses >= rule.params.offenses))
    ]
    if kind.amount:
        return next((one for one in others if _reaches(one, rule, kind)), None)
    if kind.words is None:
        return others[0] if others else None
    covered = frozenset().union(*(one.params.words for one in others))
    return others[0] if others and rule.params.words <= covered else None


def _reaches(one: Rule, rule: Rule, kind: Asking) -> bool:
    """Whether `one` applies at every amount `rule` does: under 18 covers under 16, from 80 covers from 90."""
    mine, other = rule.params.amount, one.params.amount
    return other <= mine if kind.more_is_looser else other >= mine
