"""How much room a call has: what folds, and what never goes."""

from __future__ import annotations

from enum import StrEnum


class Room(StrEnum):
    """FULL: three columns. FOLDED: side columns are keys. TIGHT (200 %): heading and tag give way to the words."""

    FULL = "full"
    FOLDED = "folded"
    TIGHT = "tight"

    @property
    def folded(self) -> bool:
        return self is not Room.FULL


def room_for(width_px: int, height_px: int, scale: float) -> Room:
    """By logical size: below 1200 x 600 it folds, below 900 x 500 only words, answers and the line stay."""
    width, height = width_px / scale, height_px / scale
    if width < 900 or height < 500:
        return Room.TIGHT
    return Room.FOLDED if width < 1200 or height < 600 else Room.FULL
