"""From parsed rows to six piles, in the import's own process: judge, compare, judge again what comparison changed."""

from __future__ import annotations

from itertools import islice

from callback_desk.domain.eligibility import RuleSet
from callback_desk.domain.eligibility_facts import RuleTest
from callback_desk.domain.errors import DeskBug
from callback_desk.domain.import_rows import JudgedRow, RowVerdict, ToJudge
from callback_desk.domain.incident import Candidate
from callback_desk.domain.matching import Asked, Match, MatchRules, Pair
from callback_desk.domain.phone import zone_of
from callback_desk.intake.conflicts import address_key, name_key
from callback_desk.intake.match import match_score
from callback_desk.intake.names import name_from_one_cell
from callback_desk.intake.words import shipped_words
from callback_desk.use_cases.import_judge import RowJudge, street_of
from callback_desk.use_cases.ports_import import Block, Scratch

_BLOCK = 2_000


class ImportStopped(Exception):
    """Somebody pressed Stop; nothing was imported."""


def add_block(block: Block, scratch: Scratch, judge: RowJudge) -> None:
    """Judge a few hundred rows by themselves and put them into the scratch file."""
    scratch.add([_judged(candidate, judge) for candidate in block.candidates], block.problems)


def sort_all(
    scratch: Scratch,
    judge: RowJudge,
    rules: RuleSet,
    matching: MatchRules,
    *,
    file_sha256: str = "",
    bring_back: bool = False,
) -> None:
    """Compare all rows with one another and with the desk, judge again what that changed, and make the six piles.

    Rows that were taken back with an import stay away unless it was this very file, or `bring_back`.
    """
    scratch.compare(crowd=matching.crowd, file_sha256=file_sha256, bring_back=bring_back)
    _who_is_who(scratch, matching)
    changed = scratch.to_judge()
    again: list[tuple[int, RowVerdict]] = []
    while some := list(islice(changed, _BLOCK)):
        again += [(one.row_id, _again(one, judge)) for one in some]
    scratch.put_verdicts(again)
    scratch.sort(
        do_not_contact_rule=_rule_of(rules, RuleTest.DO_NOT_CONTACT),
        case_hold_rule=_rule_of(rules, RuleTest.CASE_HOLD),
        maybe_same_rule=_rule_of(rules, RuleTest.MAYBE_SAME),
        too_old_rules=frozenset(rule.id for rule in rules.rules if rule.test is RuleTest.TOO_OLD),
        version=rules.version,
        today=judge.today,
    )


def _who_is_who(scratch: Scratch, matching: MatchRules) -> None:
    same: list[Pair] = []
    asked: list[Asked] = []
    for pair in scratch.near():
        found = match_score(pair.here, pair.there, matching, same_number=pair.same_number, same_case=pair.same_case)
        if found.match is Match.SAME:
            same.append(pair)
        elif found.match is Match.ASK:
            asked.append(Asked(pair, found.score, found.why))
    scratch.settle_people(same, asked, rules_version=matching.version)


def _judged(candidate: Candidate, judge: RowJudge) -> JudgedRow:
    zones = [() if phone.number is None else zone_of(phone.number.e164) for phone in candidate.phones]
    good = [zone for phone, zone in zip(candidate.phones, zones, strict=True) if phone.number is not None]
    facts, address, suspect_address = candidate.facts, candidate.address, candidate.suspect_address
    return JudgedRow(
        candidate,
        judge.judge(facts, bool(good), good),
        judge.offense_plain(facts.offense_codes, candidate.offense_label or facts.offense_text),
        address_key(address) if address else "",
        name_key(candidate.name),
        _suspect_key(candidate.suspect_name) if candidate.suspect_name else "",
        address_key(suspect_address) if suspect_address else "",
        street_of(address) if address else "",
        tuple(zones),
    )


def _suspect_key(name_text: str) -> str:
    return name_key(name_from_one_cell(name_text, shipped_words()))


def _again(one: ToJudge, judge: RowJudge) -> RowVerdict:
    return judge.judge_person(one.facts, one.diallable, one.zones, reports_12_months=one.reports_12_months)


def _rule_of(rules: RuleSet, test: RuleTest) -> str:
    for rule in rules.rules:
        if rule.test is test:
            return rule.id
    raise DeskBug(f"no rule asks {test}")
