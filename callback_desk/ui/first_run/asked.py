"""What the first run asks for, and the code it shows once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

ZONES: Final = (
    ("America/New_York", "Eastern"),
    ("America/Chicago", "Central"),
    ("America/Denver", "Mountain"),
    ("America/Phoenix", "Arizona"),
    ("America/Los_Angeles", "Pacific"),
    ("America/Anchorage", "Alaska"),
    ("Pacific/Honolulu", "Hawaii"),
    ("America/Puerto_Rico", "Atlantic, Puerto Rico"),
)
ANOTHER_ZONE: Final = ""
REGIONS: Final = (("US", "United States"), ("PR", "Puerto Rico"), ("CA", "Canada"))


@dataclass(frozen=True, slots=True)
class FirstRun:
    """What the page asks for. `timezone` is IANA, `region` ISO 3166-1 alpha-2."""

    agency: str
    region: str
    area_code: str
    timezone: str
    callback_phone: str
    supervisor: str
    extension: str
    password: str


@dataclass(frozen=True, slots=True)
class RecoveryShown:
    """The code, shown once. `ask_back` are the two groups (0 to 4) typed back; `is_group` compares with kindness.

    `confirm` takes both as typed and writes down that the sheet was checked, so that nobody is reminded of it; False
    for wrong groups, DeskFault when it cannot be written.
    """

    groups: tuple[str, ...]
    ask_back: tuple[int, int]
    is_group: Callable[[int, str], bool]
    confirm: Callable[[str, str], bool]
