"""What a use case touched, so that a screen asks again only for what it shows."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Flag, auto


class Changes(Flag):
    NOTHING = 0
    QUEUE = auto()
    CALL = auto()
    REVIEW = auto()
    PACKETS = auto()
    PEOPLE = auto()
    IMPORTS = auto()
    CONCERNS = auto()
    SETTINGS = auto()
    SCRIPTS = auto()
    FEEDBACK = auto()


@dataclass(frozen=True, slots=True)
class Done:
    """What a finished use case hands back: what changed, and the id of what it made (0 when nothing)."""

    changes: Changes
    id: int = 0
