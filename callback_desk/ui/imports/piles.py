"""The six piles in the order of the sum, with their words."""

from __future__ import annotations

from dataclasses import dataclass

from callback_desk.domain.incident import BatchCounts, Pile
from callback_desk.ui import components


@dataclass(frozen=True, slots=True)
class PileLook:
    """How a pile is shown: label on its button, words of its list, what it means, a colour, an icon."""

    pile: Pile
    label: str
    heading: str
    means: str
    color: str
    icon_name: str


PILES: tuple[PileLook, ...] = (
    PileLook(Pile.QUEUED, "To be called", "to be called", "They come to the call list.", "accent", "phone"),
    PileLook(
        Pile.MERGED,
        "Added to someone already here",
        "added to someone already here",
        "One person on several reports is one call.",
        "accent+tint_edge",
        "merge",
    ),
    PileLook(
        Pile.DUPLICATE,
        "Here already, nothing new",
        "here already, with nothing new",
        "Nothing changes for these people.",
        "edge+line",
        "copy",
    ),
    PileLook(
        Pile.HELD,
        "Wait for a decision",
        "waiting for a decision",
        "They are brought in but nobody is called until you decide.",
        "warn_edge",
        "question-ring",
    ),
    PileLook(Pile.EXCLUDED, "Not to be called", "not to be called", "A rule stops the call.", "edge", "ban"),
    PileLook(
        Pile.REJECTED,
        "Could not be read",
        "could not be read",
        "Correct them in the records system and import them again.",
        "ink",
        "cross",
    ),
)


def look_of(pile: Pile) -> PileLook:
    """How a pile is shown."""
    return next(look for look in PILES if look.pile is pile)


def strip_of(counts: BatchCounts) -> list[components.Pile]:
    """The bar strip of an import."""
    return [components.Pile(look.label, counts.of(look.pile), look.color) for look in PILES]


def sum_of(counts: BatchCounts) -> str:
    """ "468 = 402 + 21 + 8 + 14 + 19 + 4": the promise, on screen."""
    return f"{counts.rows_in:,} = " + " + ".join(f"{counts.of(look.pile):,}" for look in PILES)
