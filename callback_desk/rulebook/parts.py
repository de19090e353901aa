"""Rule files become values: everything that reads well, and every place that does not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from callback_desk.domain import rule_check
from callback_desk.domain.calling_hours import CallingHours
from callback_desk.domain.eligibility_facts import RuleTest
from callback_desk.domain.eligibility_rules import RuleSet
from callback_desk.domain.hotlines import OCCASIONS, Hotline, HotlineTable
from callback_desk.domain.matching import MatchRules
from callback_desk.domain.offenses import OffenseTable
from callback_desk.domain.outcomes import CallLimits, OutcomeTable
from callback_desk.domain.rule_data import Dated, Fields, RuleProblem, RulesRefused
from callback_desk.domain.rule_dates import said
from callback_desk.rulebook.files import OPTIONAL, RuleFile, RuleFiles

Made = TypeVar("Made")


@dataclass(slots=True)
class Parts:
    """What could be made of the files in force; None where something is wrong or missing. `used` by kind."""

    offenses: OffenseTable | None = None
    rules: RuleSet | None = None
    outcomes: OutcomeTable | None = None
    calling: tuple[CallingHours, CallLimits] | None = None
    hotlines: HotlineTable | None = None
    matching: MatchRules | None = None
    used: dict[str, RuleFile] = field(default_factory=dict)
    problems: list[RuleProblem] = field(default_factory=list)


def make_parts(found: RuleFiles, on: date | None, region: str, chosen: str = "") -> Parts:
    """The files in force on a day as values; `chosen` counts in place of its kind's, whatever its date."""
    parts = Parts(problems=list(found.problems))

    def make(kind: str, build: Callable[[Fields], Made]) -> Made | None:
        group = f"region-{region}" if kind == "region" else kind
        file = found.file_of(group, on, chosen)
        if file is None:
            if kind not in OPTIONAL and any(one.kind == kind for one in found.files):
                parts.problems.append(_none_in_force(found.folder, kind, on))
            return None
        parts.used[kind] = file
        try:
            return build(Fields(file.data, file.head.file))
        except RulesRefused as refused:
            parts.problems.extend(refused.problems)
            return None

    plain = make("offenses", lambda f: OffenseTable.from_dict(f.data, f.place))
    if plain is not None:
        parts.offenses = make("region", plain.in_region) or plain
        offenses = parts.offenses
        parts.rules = make("eligibility", lambda f: RuleSet.from_dict(f.data, offenses, f.place))
    parts.outcomes = make("outcomes", lambda f: OutcomeTable.from_dict(f.data, f.place))
    parts.calling = make("calling", _calling)
    parts.hotlines = make("hotlines", _hotlines)
    parts.matching = make("matching", lambda f: MatchRules.from_dict(f.data, f.place))
    _look_again(parts)
    return parts


def _look_again(parts: Parts) -> None:
    """What only shows once everything is read."""
    if parts.rules is None or parts.offenses is None:
        return
    limits = {rule.test: rule.params.amount for rule in parts.rules.rules}
    parts.problems += rule_check.check_rules(parts.rules, parts.used["eligibility"].head.file)
    parts.problems += rule_check.check_offenses(
        parts.offenses,
        parts.used["offenses"].head.file,
        first_h=limits[RuleTest.TOO_NEW],
        last_days=limits[RuleTest.TOO_OLD],
    )


def _none_in_force(folder: str, kind: str, on: date | None) -> RuleProblem:
    day = f"on {said(on)}" if on is not None else "on any day"
    sentence = f"No file {kind}-….toml is in force {day}. Nobody is called without one."
    return RuleProblem(folder, sentence, folder, key="effective", to_do="Correct effective or until of the newest.")


def _calling(fields: Fields) -> tuple[CallingHours, CallLimits]:
    version = Dated.from_fields(fields).version
    hours_table, limits_table = fields.table("hours"), fields.table("limits")
    made = CallingHours.from_fields(hours_table, version), CallLimits.from_fields(limits_table, version)
    for table in (hours_table, limits_table, fields):
        table.done()
    return made


def _hotlines(fields: Fields) -> HotlineTable:
    version, review_by = Dated.from_fields(fields).version, fields.day("review_by")

    def read(entry: Fields) -> Hotline:
        entry.text("source")
        when = entry.text("when")
        if when not in OCCASIONS:
            raise entry.refuse("when", f"One of these words is needed here: {', '.join(OCCASIONS)}.")
        return Hotline(
            entry.text("id"),
            entry.text("name"),
            entry.text("number"),
            entry.text("says"),
            when,
            entry.text("country"),
            entry.text("says_es", ""),
        )

    table = HotlineTable(version, review_by, fields.each("hotline", "id", read))
    fields.done()
    for when in ("danger", "distress"):
        if not table.for_(when):
            raise fields.refuse("hotline", f"A number for {when} is needed.")
    return table
