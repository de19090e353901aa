"""What the board shows beside counts: the next shifts, pinned people, how much volunteers carry, what lapses."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class ShiftAhead:
    """One shift of the next days (UTC), by names: who sits in it, who would and is away, promised times within it.

    `entered`: somebody was ever put into this shift; without it nobody is missed.
    """

    start: datetime
    end: datetime
    names: tuple[str, ...]
    away: tuple[str, ...] = ()
    promises: int = 0
    entered: bool = True
