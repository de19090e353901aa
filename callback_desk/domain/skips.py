"""A card laid aside without a call: why, in one tap, and what follows. Nobody is lost by it, and nobody is first again.

Volunteers lay cards aside in silence, or ring although they should not, where a program asks for an essay or has no
way at all (research/domain.md section 6.4).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class SkipReason(StrEnum):
    """Why a volunteer does not take this person. The order is the card's."""

    NOT_NOW = "not_now"
    LANGUAGE = "language"
    KNOWS = "knows"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class SkipWords:
    """What stands on the key, what follows from it, and how the history says it."""

    key: str
    then: str
    told: str


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


@dataclass(frozen=True, slots=True)
class Skip:
    """One card laid aside. `at` is UTC."""

    at: datetime
    by: str
    reason: SkipReason


def held_by(reason: SkipReason, before: Sequence[Skip]) -> str:
    """What holds the person after one more skip, "" when nothing does. `before`: since a supervisor last decided."""
    if reason is SkipReason.UNCLEAR:
        return UNCLEAR
    return OFTEN if len(before) + 1 >= MOST_SKIPS else ""
