"""An agency may make rules stricter, never looser: what differs from the rules that came with the program."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from callback_desk.domain.calling_hours import CallingHours
from callback_desk.domain.eligibility_facts import RuleTest
from callback_desk.domain.eligibility_questions import QUESTIONS
from callback_desk.domain.eligibility_rules import Effect, Rule, RuleSet
from callback_desk.domain.offenses import OffenseLevel, OffenseTable, strictest_level
from callback_desk.domain.outcomes import CallLimits
from callback_desk.domain.regions import OutcomeLevel, RegionProfile
from callback_desk.domain.rule_check import STRICTNESS, entry_of, rule_problem
from callback_desk.domain.rule_data import RuleProblem
from callback_desk.domain.rule_dates import RuleHead, said

_LEVELS = tuple(OutcomeLevel)
_TIGHTER = "An agency may be stricter than the program, not looser."
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def check_head(
    mine: RuleHead, data: Mapping[str, object], floor: RuleHead, shipped: Mapping[str, object]
) -> Iterator[RuleProblem]:
    """A changed file needs a new version, a reason, and a day on which it replaces the shipped one."""
    head = ("version", "effective", "until", "reason", "source")
    changed = {k: v for k, v in data.items() if k not in head} != {k: v for k, v in shipped.items() if k not in head}
    if not changed:
        return
    if mine.dated.version == floor.dated.version:
        yield rule_problem(
            mine.file,
            "",
            "version",
            f"The rules changed, and the version is that of {floor.file}: {floor.dated.version}.",
            "Give the changed rules a version of their own.",
        )
    elif not mine.dated.reason.strip():
        yield rule_problem(
            mine.file,
            "",
            "reason",
            f"The rules differ from {floor.dated.version}, and nothing says why.",
            'Add reason = "..." below source.',
        )
    if mine.dated.effective < floor.dated.effective:
        yield rule_problem(
            mine.file,
            "",
            "effective",
            f"It begins on {said(mine.dated.effective)}, before {floor.file} ({said(floor.dated.effective)}): "
            "it would never count.",
            "Date it the day from which it counts.",
        )


def looser_rules(mine: RuleSet, floor: RuleSet, file: str) -> Iterator[RuleProblem]:
    """Rules that are gone, decide less, may be lifted, ask of fewer people; and changes without a new version."""
    by_id = {rule.id: rule for rule in mine.rules}
    for old in floor.rules:
        new = by_id.get(old.id)
        if new is None:
            yield rule_problem(
                file, entry_of(old), "", "This rule of the program is missing here.", f"Put it back. {_TIGHTER}"
            )
            continue
        yield from _looser(old, new, file)
        if _said(new) != _said(old) and new.version <= old.version:
            yield rule_problem(
                file,
                entry_of(new),
                "version",
                f"The rule changed, and its version is still {new.version}.",
                f"Raise it to {old.version + 1}, and say why in reason.",
            )


def _said(rule: Rule) -> Rule:
    return replace(rule, version=0, reason="")


def _looser(old: Rule, new: Rule, file: str) -> Iterator[RuleProblem]:
    def problem(key: str, sentence: str) -> RuleProblem:
        return rule_problem(file, entry_of(new), key, sentence, _TIGHTER)

    if new.test is not old.test:
        yield problem("test", f"The program asks {old.test} here, this rule {new.test}.")
        return
    if STRICTNESS.index(new.effect) < STRICTNESS.index(old.effect):
        yield problem("effect", f"{new.effect} is looser than {old.effect}.")
    if new.release and not old.release and new.effect is Effect.HELD:
        yield problem("release", "The program lets nobody lift this rule.")
    if gone := sorted(old.params.words - new.params.words):
        yield problem("words", f"{', '.join(gone)} no longer stops anybody.")
    kept = new.params.offenses
    if kept and (not old.params.offenses or not kept >= old.params.offenses):
        yield problem("offenses", "The rule is limited to fewer offenses than in the program.")
    more = new.params.amount - old.params.amount
    if QUESTIONS[new.test].amount and (more > 0 if QUESTIONS[new.test].more_is_looser else more < 0):
        yield problem("amount", f"{new.params.amount} is looser than {old.params.amount}.")


def looser_offenses(mine: OffenseTable, floor: OffenseTable, rules: RuleSet, file: str) -> Iterator[RuleProblem]:
    """Codes and names that lead to a looser level than in the program, and longer limits."""
    last = next(rule.params.amount for rule in rules.rules if rule.test is RuleTest.TOO_OLD)
    first = next(rule.params.amount for rule in rules.rules if rule.test is RuleTest.TOO_NEW)
    places = {code: place for place, code in enumerate(mine.offenses, start=1)}
    for code, old in floor.offenses.items():
        new = mine.offenses.get(code)
        entry = f"offense {places.get(code, 0)} ({code})"
        if new is None:
            yield rule_problem(
                file, f"offense ({code})", "code", f"The program knows {code}, this file does not.", "Put it back."
            )
            continue
        if new.level is not old.level and strictest_level((new.level, old.level)) is old.level:
            yield rule_problem(file, entry, "level", f"{new.level} is looser than {old.level}.", _TIGHTER)
        if (last if new.last_call_days is None else new.last_call_days) > (old.last_call_days or last):
            yield rule_problem(
                file, entry, "last_call_days", "The last call comes later than in the program.", _TIGHTER
            )
        earlier = first if new.first_call_h is None else new.first_call_h
        if earlier < (first if old.first_call_h is None else old.first_call_h):
            yield rule_problem(
                file, entry, "first_call_h", "The first call comes earlier than in the program.", _TIGHTER
            )
    yield from looser_ways(mine, floor, file)


def looser_ways(mine: OffenseTable, floor: OffenseTable, file: str) -> Iterator[RuleProblem]:
    """Names and codes of other sets that lead to a looser offense than in the program."""
    yield from _looser_ways(mine, mine.names, floor, floor.names, "name", file)
    yield from _looser_ways(mine, _means(mine), floor, _means(floor), "code", file)


def _means(table: OffenseTable) -> Mapping[str, tuple[str, ...]]:
    return {code: other.means for code, other in table.others.items()}


def _looser_ways(
    mine: OffenseTable,
    ways: Mapping[str, tuple[str, ...]],
    floor: OffenseTable,
    old_ways: Mapping[str, tuple[str, ...]],
    entry: str,
    file: str,
) -> Iterator[RuleProblem]:
    """A name or code that is gone is unknown, and unknown holds; one that leads somewhere looser opens calls."""
    for way in sorted(ways.keys() & old_ways.keys()):
        new, old = _level(mine, ways[way]), _level(floor, old_ways[way])
        if new is not old and strictest_level((new, old)) is old:
            yield rule_problem(
                file, f"{entry} ({way[:40]})", "codes", f"It leads to {new}, in the program to {old}.", _TIGHTER
            )


def _level(table: OffenseTable, codes: Iterable[str]) -> OffenseLevel:
    return strictest_level(table.offense(code).level for code in codes)


def looser_region(mine: RegionProfile, floor: RegionProfile, file: str) -> Iterator[RuleProblem]:
    """Outcome types that open more than in the program; words that lead to a looser one."""
    if mine.adult_from < floor.adult_from:
        yield rule_problem(file, "", "adult_from", f"{mine.adult_from} is looser than {floor.adult_from}.", _TIGHTER)
    for number, old in floor.outcome_types.types.items():
        new = mine.outcome_types.types.get(number)
        if new is not None and _LEVELS.index(new.level) < _LEVELS.index(old.level):
            entry = f"outcome_type ({number})"
            yield rule_problem(file, entry, "level", f"{new.level} is looser than {old.level}.", _TIGHTER)
    for words, number in sorted(floor.outcome_types.words.items()):
        leads = mine.outcome_types.words.get(words)
        if leads is None:
            continue
        before, now = floor.outcome_types.types[number].level, mine.outcome_types.types[leads].level
        if leads != number and _LEVELS.index(now) < _LEVELS.index(before):
            entry = f"outcome_type ({leads})"
            yield rule_problem(
                file, entry, "words", f"“{words[:40]}” is {before} in the program, here {now}.", _TIGHTER
            )


def looser_calling(
    hours: CallingHours, limits: CallLimits, floor_hours: CallingHours, floor_limits: CallLimits, file: str
) -> Iterator[RuleProblem]:
    """Hours that begin earlier or end later, and more tries than in the program."""
    day = date(2026, 6, 1)  # a Monday; the week of the data has no other date
    for place, name in enumerate(_DAYS):
        now, before = (one.on(date.fromordinal(day.toordinal() + place), frozenset()) for one in (hours, floor_hours))
        if now is not None and (before is None or now.opens < before.opens or now.closes > before.closes):
            yield rule_problem(
                file, "hours", name.lower(), f"The hours of {name} are longer than in the program.", _TIGHTER
            )
    if floor_hours.closed_on_holidays and not hours.closed_on_holidays:
        yield rule_problem(file, "hours", "closed_on_holidays", "The program does not call on holidays.", _TIGHTER)
    for key in ("attempts_person", "attempts_number", "rounds_week", "messages_person", "status_fresh_days"):
        new, old = getattr(limits, key), getattr(floor_limits, key)
        if new > old:
            yield rule_problem(file, "limits", key, f"{new} is looser than {old}.", _TIGHTER)
