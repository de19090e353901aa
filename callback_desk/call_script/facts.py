"""What is known of the person called, in three drawers that open one after the other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

OPEN, SAFE, CASE = "open", "safe", "case"  # the tables a script names in pulldata()
TABLES = (OPEN, SAFE, CASE)


@dataclass(frozen=True, slots=True)
class Facts:
    """Each drawer maps a column to words ready to be said; a missing column and "" are the same.

    open: before any check (first_name, full_name, agency, volunteer_first_name, callback_phone, minutes,
    voicemail_policy, language). safe: what the volunteer compares and never reads aloud, once it is safe to talk.
    person: case content, once the right person is known; the navigator does not have it before.
    """

    open: Mapping[str, str] = field(default_factory=dict)
    safe: Mapping[str, str] = field(default_factory=dict)
    person: Mapping[str, str] = field(default_factory=dict)
