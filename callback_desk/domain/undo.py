"""Taking an import back: what becomes of each of its people, in four piles, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from callback_desk.domain.ids import BatchId, CallbackId


class UndoPile(StrEnum):
    """Where a person of an import ends when it is taken back. Every person is in one of the four."""

    REMOVED = "removed"
    KEPT_CALLED = "kept_called"
    KEPT_EDITED = "kept_edited"
    ALREADY_GONE = "already_gone"


class UndoReason(StrEnum):
    """Why a person is in that pile; the first that is true decides, in this order."""

    CALLED = "called"
    IN_HAND = "in_hand"  # somebody has the card open, or is in the call
    WISH = "wish"  # does not want to be called
    CONCERN = "concern"
    SAFE_CONTACT = "safe_contact"
    DECIDED = "decided"  # OK to call, or kept off the list
    CASE_HOLD = "case_hold"
    KNOWN_TO = "known_to"  # a volunteer knows this person and handed the card on
    OTHER_IMPORT = "other_import"
    GONE = "gone"
    NOTHING_SINCE = "nothing_since"


PILE_OF: Mapping[UndoReason, UndoPile] = {
    UndoReason.CALLED: UndoPile.KEPT_CALLED,
    UndoReason.IN_HAND: UndoPile.KEPT_CALLED,
    UndoReason.WISH: UndoPile.KEPT_EDITED,
    UndoReason.CONCERN: UndoPile.KEPT_EDITED,
    UndoReason.SAFE_CONTACT: UndoPile.KEPT_EDITED,
    UndoReason.DECIDED: UndoPile.KEPT_EDITED,
    UndoReason.CASE_HOLD: UndoPile.KEPT_EDITED,
    UndoReason.KNOWN_TO: UndoPile.KEPT_EDITED,
    UndoReason.OTHER_IMPORT: UndoPile.KEPT_EDITED,
    UndoReason.GONE: UndoPile.ALREADY_GONE,
    UndoReason.NOTHING_SINCE: UndoPile.REMOVED,
}

REASON_WORDS: Mapping[UndoReason, str] = {
    UndoReason.CALLED: "Has been called since.",
    UndoReason.IN_HAND: "Somebody has this person's card open now.",
    UndoReason.WISH: "Asked not to be called; the wish stays.",
    UndoReason.CONCERN: "An alert, complaint or praise was noted.",
    UndoReason.SAFE_CONTACT: "It was agreed how to reach this person.",
    UndoReason.DECIDED: "A supervisor decided about this person.",
    UndoReason.CASE_HOLD: "A supervisor put the case on hold.",
    UndoReason.KNOWN_TO: "A volunteer who knows this person passed the card on.",
    UndoReason.OTHER_IMPORT: "Another import brings this person too; what that one says stays.",
    UndoReason.GONE: "Was not on the list any more.",
    UndoReason.NOTHING_SINCE: "Nothing has happened since the import.",
}


@dataclass(frozen=True, slots=True)
class UndoPerson:
    """One person of a pile, last name first. The name is shown to the supervisor and never logged."""

    name: str
    reason: UndoReason

    @property
    def pile(self) -> UndoPile:
        return PILE_OF[self.reason]

    @property
    def words(self) -> str:
        return REASON_WORDS[self.reason]


@dataclass(frozen=True, slots=True)
class UndoCounts:
    """People by reason; the four piles and their sum follow from it."""

    reasons: Mapping[UndoReason, int] = field(default_factory=dict)

    def of(self, pile: UndoPile) -> int:
        return sum(count for reason, count in self.reasons.items() if PILE_OF[reason] is pile)

    @property
    def people(self) -> int:
        return sum(self.reasons.values())

    @property
    def piles(self) -> dict[UndoPile, int]:
        return {pile: self.of(pile) for pile in UndoPile}


@dataclass(frozen=True, slots=True)
class UndoReport:
    """What taking a batch back would do, or did (`undone_at`, UTC). `people` are the first of each pile.

    `judged_again` counts people who stay with another import and were asked about anew, because something this
    batch had said of them went away; it is 0 in a preview.
    """

    batch_id: BatchId
    file_name: str
    counts: UndoCounts
    people: tuple[UndoPerson, ...] = ()
    undone_at: datetime | None = None
    by: str = ""
    judged_again: int = 0


@dataclass(frozen=True, slots=True)
class TakenBack:
    """When an import was taken back (UTC), and by whom."""

    at: datetime
    by: str = ""


@dataclass(frozen=True, slots=True)
class UndoRun:
    """One batch on its way out. `since` are marks of storage: what had happened on the desk when they were set."""

    batch_id: BatchId
    since: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Settled:
    """One step after a batch went: `judge` are callbacks to be judged again, `more` whether there are steps left."""

    judge: tuple[CallbackId, ...]
    more: bool
