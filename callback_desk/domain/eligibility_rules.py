"""Eligibility rules out of dated data: what a rule may say, and the rules in force in one country."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum

from callback_desk.domain.case_age import last_call
from callback_desk.domain.eligibility_facts import Params, RuleTest
from callback_desk.domain.eligibility_questions import QUESTIONS
from callback_desk.domain.errors import DeskBug
from callback_desk.domain.incident import ReportFacts
from callback_desk.domain.offenses import OffenseTable
from callback_desk.domain.rule_data import Dated, Fields, as_json


class Effect(StrEnum):
    """What a rule does when it applies. WAITS leaves the person callable, at a later hour."""

    HELD = "held"
    EXCLUDED = "excluded"
    WAITS = "waits"


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. `id` is its reason code; `number` is what people call it by: "rule 11".

    `params` are given to `test`. `label` is the short form for lists, `sentence`
    the whole one, `passed` what is said when it does not apply ("" says nothing). "{what}" in them is filled by the
    test. `release`: a supervisor may let the call go ahead; only rules that hold can say so.
    """

    id: str
    number: int
    version: int
    effect: Effect
    test: RuleTest
    label: str
    sentence: str
    passed: str = ""
    release: bool = False
    params: Params = field(default_factory=Params)
    reason: str = ""  # why this version replaced the one before


@dataclass(frozen=True, slots=True)
class RuleSet:
    """The rules in force, in the order of their numbers."""

    version: str
    effective: date
    rules: tuple[Rule, ...]
    offenses: OffenseTable = field(repr=False)
    head: Dated | None = field(default=None, compare=False, repr=False)
    data: Mapping[str, object] = field(default_factory=dict, compare=False, repr=False)

    def rule(self, rule_id: str) -> Rule:
        """Raises DeskBug when there is no such rule."""
        for rule in self.rules:
            if rule.id == rule_id:
                return rule
        raise DeskBug(f"no eligibility rule {rule_id[:40]}")

    def last_call(self, reports: Iterable[ReportFacts]) -> datetime | None:
        """When it becomes too late to call about the newest of these reports, UTC; None without a report date."""
        days = next(rule.params.amount for rule in self.rules if rule.test is RuleTest.TOO_OLD)
        ends = [last_call(facts, self.offenses, days) for facts in reports]
        return max((end for end in ends if end is not None), default=None)

    def tightened(self, *, first_call_h: int = 0, last_call_days: int = 0, facts_days: int = 0) -> RuleSet:
        """With an agency's own limits where these are stricter; 0 leaves a limit as it is. Never looser.

        The version then says so, since calls name the rules they were judged by.
        """
        asked = {RuleTest.TOO_NEW: first_call_h, RuleTest.TOO_OLD: last_call_days, RuleTest.FACTS_OLD: facts_days}
        changed = {
            rule.test: asked[rule.test]
            for rule in self.rules
            if asked.get(rule.test) and _stricter(rule.test, asked[rule.test], rule.params.amount)
        }
        if not changed:
            return self
        rules = tuple(
            replace(rule, params=replace(rule.params, amount=changed.get(rule.test, rule.params.amount)))
            for rule in self.rules
        )
        offenses = self.offenses.within(
            first_call_h=changed.get(RuleTest.TOO_NEW), last_call_days=changed.get(RuleTest.TOO_OLD)
        )
        limits = "-".join(str(changed.get(test, "")) for test in asked)
        return replace(self, version=f"{self.version}+agency-{limits}", rules=rules, offenses=offenses)

    def case_limits(self) -> dict[str, int]:
        """The general limits in force, by the names `tightened` takes them by."""
        amounts = {rule.test: rule.params.amount for rule in self.rules}
        return {
            "first_call_h": amounts[RuleTest.TOO_NEW],
            "last_call_days": amounts[RuleTest.TOO_OLD],
            "facts_days": amounts[RuleTest.FACTS_OLD],
        }

    def to_dict(self) -> dict[str, object]:
        """Ready for JSON; `from_dict` with the same offenses makes the same rules of it."""
        return as_json(self.data)

    @classmethod
    def from_dict(cls, data: Mapping[str, object], offenses: OffenseTable, place: str = "eligibility") -> RuleSet:
        """Raises RulesRefused: a word not known, a number twice, a rule nobody may do without."""
        fields = Fields(data, place)
        head = Dated.from_fields(fields)
        numbers: dict[int, str] = {}
        ids: set[str] = set()

        def read(entry: Fields) -> Rule:
            rule = _rule(entry, offenses)
            if rule.number in numbers:
                raise entry.refuse("number", f"Rule {rule.number} is {numbers[rule.number]} already.")
            if rule.id in ids:
                raise entry.refuse("id", "This rule is here twice.")
            numbers[rule.number] = rule.id
            ids.add(rule.id)
            return rule

        rules = fields.each("rule", "id", read)
        fields.done()
        for test, kind in QUESTIONS.items():
            have = [rule for rule in rules if rule.test is test]
            said = frozenset().union(*(rule.params.words for rule in have))
            if kind.required and not have:
                raise fields.refuse("rule", f"A rule with the test {test} is needed; without it too many are called.")
            if missing := kind.must_cover - said:
                raise fields.refuse("rule", f"No rule with the test {test} covers {min(missing)}.")
        profile = offenses.profile
        if profile is not None:
            rules = tuple(_for_adults(rule, profile.adult_from) for rule in rules)
        version = head.version if profile is None else f"{head.version}+{profile.version}"
        ordered = tuple(sorted(rules, key=lambda r: r.number))
        return cls(version, head.effective, ordered, offenses, head, dict(data))


def _stricter(test: RuleTest, one: int, other: int) -> bool:
    return one < other if QUESTIONS[test].more_is_looser else one > other


def _for_adults(rule: Rule, adult_from: int) -> Rule:
    """A country's own age, where it is higher than the rule's."""
    if rule.test is not RuleTest.AGE_UNDER or rule.params.amount >= adult_from:
        return rule
    return replace(rule, params=replace(rule.params, amount=adult_from))


def _rule(entry: Fields, offenses: OffenseTable) -> Rule:
    test = entry.word("test", RuleTest)
    rule = Rule(
        id=entry.text("id"),
        number=entry.whole("number", 1, 999),
        version=entry.whole("version", 1, 999),
        effect=entry.word("effect", Effect),
        test=test,
        label=entry.text("label"),
        sentence=entry.text("sentence"),
        passed=entry.text("passed", ""),
        release=entry.flag("release", False),
        params=Params(
            words=frozenset(entry.texts("words", ())),
            amount=entry.whole("amount", 0, 100_000, 0),
            offenses=frozenset(entry.texts("offenses", ())),
        ),
        reason=entry.text("reason", ""),
    )
    entry.text("source")
    kind = QUESTIONS[test]
    if kind.words is not None and (wrong := rule.params.words - kind.words):
        raise entry.refuse("words", f"{min(wrong)} is not known for the test {test}.")
    if kind.words is None and rule.params.words:
        raise entry.refuse("words", f"The test {test} takes no words.")
    if kind.words is not None and not rule.params.words:
        raise entry.refuse("words", f"The test {test} needs words.")
    if kind.amount != bool(rule.params.amount):
        raise entry.refuse("amount", f"The test {test} {'needs' if kind.amount else 'takes no'} amount.")
    if kind.amount and rule.params.amount < kind.least:
        raise entry.refuse("amount", f"The test {test} takes no less than {kind.least}.")
    if (rule.effect is Effect.WAITS) != kind.waits:
        raise entry.refuse("effect", f"{rule.effect} does not go with the test {test}.")
    if rule.release and rule.effect is not Effect.HELD:
        raise entry.refuse("release", "Only a rule that holds may be released.")
    if rule.release and kind.needed:
        raise entry.refuse("release", "A missing fact cannot be released; it must be supplied.")
    for code in sorted(rule.params.offenses):
        if not offenses.knows(code):
            raise entry.refuse("offenses", f"The code {code} is not among the offenses.")
    return rule
