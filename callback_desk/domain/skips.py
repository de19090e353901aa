"""A card laid aside without a call: why, in one tap, and what follows. Nobody is lost by it, and nobody is first again.

Volunteers lay cards aside in silence, or ring although they should not, where a program asks for an essay or has no
way at all (research/domain.md section 6.4).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class SkipReason(StrEnum):
    """Why a volunteer does not take this person; the last stands on no key, and says that the one before was undone."""

    NOT_NOW = "not_now"
    LANGUAGE = "language"
    KNOWS = "knows"
    UNCLEAR = "unclear"
    TAKEN_BACK = "taken_back"


@dataclass(frozen=True, slots=True)
class SkipWords:
    """What stands on the key, what follows from it, and how the history says it."""

    key: str
    then: str
    told: str


#: The order is the card's.
WORDS: dict[SkipReason, SkipWords] = {
    SkipReason.NOT_NOW: SkipWords(
        "Not a good moment for me",
        "A colleague may take this person now. You get them after the others.",
        "not a good moment",
    ),
    SkipReason.LANGUAGE: SkipWords(
        "Needs an interpreter",
        "For a colleague who speaks the language. You get this person after the others.",
        "needs an interpreter",
    ),
    SkipReason.KNOWS: SkipWords(
        "I know this person",
        "A colleague calls. You never get this person again.",
        "knows this person",
    ),
    SkipReason.UNCLEAR: SkipWords(
        "Something on the card is unclear",
        "Nobody calls until your supervisor has looked.",
        "something on the card is unclear",
    ),
}

#: So many cards laid aside since a supervisor last looked, and a supervisor is asked.
MOST_SKIPS = 3
UNCLEAR = "skip_unclear"  # what holds somebody after a skip
OFTEN = "skip_often"
#: The key stands for ten seconds, and longer while the focus is on it.
TAKEN_BACK_WITHIN = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Skip:
    """One card laid aside. `at` is UTC."""

    at: datetime
    by: str
    reason: SkipReason


def standing(skips: Sequence[Skip]) -> tuple[Skip, ...]:
    """Those that were not taken back by who made them, oldest first."""
    found: list[Skip] = []
    for one in skips:
        if one.reason is not SkipReason.TAKEN_BACK:
            found.append(one)
            continue
        mine = [place for place, before in enumerate(found) if before.by == one.by]
        if mine:
            del found[mine[-1]]
    return tuple(found)


def held_by(reason: SkipReason, before: Sequence[Skip]) -> str:
    """What holds the person after one more skip, "" for nothing. `before`: those that stand since a supervisor's OK."""
    if reason is SkipReason.UNCLEAR:
        return UNCLEAR
    return OFTEN if len(before) + 1 >= MOST_SKIPS else ""
