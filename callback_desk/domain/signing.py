"""A second person who signs as well, and the day's wait where none comes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class SecondAsked:
    """Somebody asked for what one person may not do alone. Without a second person it is free from `free_at`, UTC."""

    by: str
    asked_at: datetime
    free_at: datetime
