"""Is this the same person, the same case? A score with its reasons, and thresholds that are data."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rapidfuzz import fuzz

from callback_desk.domain.incident import Candidate, PersonName
from callback_desk.intake.conflicts import address_key, case_key, name_key


class Match(StrEnum):
    SAME = "same"
    ASK = "ask"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class MatchThresholds:
    """Points for each agreement and where the verdicts begin. A name alone stays below `ask`."""

    same_name: float = 40.0
    like_name: float = 30.0  # spelled differently, at least `name_likeness`
    birth_date: float = 45.0
    phone: float = 45.0
    address: float = 15.0
    case_number: float = 40.0
    name_likeness: float = 88.0  # 0..100, rapidfuzz ratio
    same_from: float = 80.0
    ask_from: float = 55.0


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """What two people are compared by. `phones` are E.164."""

    name: PersonName
    birth_date: date | None = None
    phones: frozenset[str] = frozenset()
    address: str = ""
    case_numbers: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class MatchVerdict:
    """`why` holds words for the agreements and contradictions that were counted, in order of weight."""

    match: Match
    score: float
    why: tuple[str, ...]


def facts_of(candidate: Candidate) -> PersonFacts:
    return PersonFacts(
        candidate.name,
        candidate.facts.birth_date,
        frozenset(found.number.e164 for found in candidate.phones if found.number is not None),
        candidate.address,
        frozenset({case_key(candidate.facts.case_number)}),
    )


def match_score(a: PersonFacts, b: PersonFacts, thresholds: MatchThresholds | None = None) -> MatchVerdict:
    """Compare two people. Same name with another birth date is two people; a name alone never links or asks."""
    points = thresholds or MatchThresholds()
    name_points, why = _name_points(a.name, b.name, points)
    if name_points == 0:
        return MatchVerdict(Match.NEW, 0.0, ("other name",))
    if a.birth_date is not None and b.birth_date is not None and a.birth_date != b.birth_date:
        return MatchVerdict(Match.NEW, name_points, (*why, "other birth date"))
    score = name_points
    born = a.birth_date is not None and a.birth_date == b.birth_date
    rung = bool(a.phones & b.phones)
    agreements: Iterable[tuple[bool, float, str]] = (
        (born, points.birth_date, "same birth date"),
        (rung, points.phone, "same number"),
        (
            bool(address_key(a.address)) and address_key(a.address) == address_key(b.address),
            points.address,
            "same address",
        ),
        (bool(a.case_numbers & b.case_numbers), points.case_number, "same case"),
    )
    for agrees, worth, word in agreements:
        if agrees:
            score += worth
            why = (*why, word)
    if not (born or rung):
        # Case and name are the key of a row, but a stranger of that name may stand on the same case: ask.
        on_one_case = bool(a.case_numbers & b.case_numbers)
        match = Match.ASK if on_one_case and score >= points.ask_from else Match.NEW
        return MatchVerdict(match, score, why)
    if score >= points.same_from:
        return MatchVerdict(Match.SAME, score, why)
    return MatchVerdict(Match.ASK if score >= points.ask_from else Match.NEW, score, why)


def _name_points(a: PersonName, b: PersonName, points: MatchThresholds) -> tuple[float, tuple[str, ...]]:
    left, right = name_key(a), name_key(b)
    if not left or not right:
        return 0.0, ()
    if left == right:
        return points.same_name, ("same name",)
    if fuzz.ratio(left, right) >= points.name_likeness:
        return points.like_name, ("name spelled alike",)
    return 0.0, ()
