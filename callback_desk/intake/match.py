"""Is this the same person? A score with its reasons; the weights are rule data (see `domain.matching`)."""

from __future__ import annotations

from rapidfuzz import fuzz

from callback_desk.domain.incident import PersonName
from callback_desk.domain.matching import Agreement, Compared, Match, MatchRules, MatchVerdict
from callback_desk.intake.conflicts import address_key, folded, name_key

_TWO_PEOPLE = MatchVerdict(Match.NEW, 0)


def match_score(
    one: Compared, other: Compared, rules: MatchRules, *, same_number: bool = False, same_case: bool = False
) -> MatchVerdict:
    """Compare two people who have a number or a case in common, or not.

    Another birth date is two people; a name alone never links or asks; a name that is only alike never links.
    """
    name = _names_agree(one.name, other.name, rules)
    if name is None or _born_apart(one, other, rules):
        return _TWO_PEOPLE
    born = one.birth_date is not None and one.birth_date == other.birth_date
    if not born and _one_has_a_suffix(one.name, other.name):
        name = Agreement.LIKE_NAME  # father and son share a name, a number and a house
    agreed = {
        name: True,
        Agreement.BIRTH_DATE: born,
        Agreement.NUMBER: same_number,
        Agreement.CASE: same_case,
        Agreement.ADDRESS: _one_address(one.address, other.address),
    }
    why = tuple(each for each, agrees in agreed.items() if agrees)
    score = sum(rules.points[each] for each in why)
    if not (born or same_number or same_case) or score < rules.ask_from:
        return MatchVerdict(Match.NEW, score, why)
    links = name is Agreement.SAME_NAME and (born or same_number) and score >= rules.same_from
    return MatchVerdict(Match.SAME if links else Match.ASK, score, why)


def _names_agree(one: PersonName, other: PersonName, rules: MatchRules) -> Agreement | None:
    left, right = name_key(one), name_key(other)
    if not left or not right or _other_suffix(one, other):
        return None
    if left == right:
        return Agreement.SAME_NAME if _middles_agree(one.middle, other.middle) else Agreement.LIKE_NAME
    if fuzz.ratio(left, right, score_cutoff=rules.name_likeness) or left == "|".join(reversed(right.split("|"))):
        return Agreement.LIKE_NAME
    return None


def _middles_agree(one: str, other: str) -> bool:
    left, right = folded(one), folded(other)
    return not left or not right or left.startswith(right) or right.startswith(left)


def _other_suffix(one: PersonName, other: PersonName) -> bool:
    left, right = folded(one.suffix), folded(other.suffix)
    return bool(left and right) and left != right


def _one_has_a_suffix(one: PersonName, other: PersonName) -> bool:
    return bool(folded(one.suffix)) != bool(folded(other.suffix))


def _born_apart(one: Compared, other: Compared, rules: MatchRules) -> bool:
    if one.birth_date is not None and other.birth_date is not None:
        return one.birth_date != other.birth_date
    return one.age is not None and other.age is not None and abs(one.age - other.age) > rules.years_apart


def _one_address(one: str, other: str) -> bool:
    key = address_key(one) if one and other else ""
    return bool(key) and key == address_key(other)
