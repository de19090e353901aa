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
    ("Pacific/Guam", "Guam"),
    ("Pacific/Saipan", "Marianas"),
    ("Pacific/Pago_Pago", "Samoa"),
    ("America/Halifax", "Atlantic, Canada"),
    ("America/St_Johns", "Newfoundland"),
    ("America/Regina", "Saskatchewan"),
    ("Europe/London", "Britain"),
    ("Europe/Dublin", "Ireland"),
    ("Australia/Sydney", "Eastern Australia"),
    ("Australia/Brisbane", "Queensland"),
    ("Australia/Adelaide", "South Australia"),
    ("Australia/Perth", "Western Australia"),
    ("Pacific/Auckland", "New Zealand"),
)
ANOTHER_ZONE: Final = ""
# Countries whose numbers, holidays and dates the program knows; each with the zone to begin with.
REGIONS: Final = (
    ("US", "United States"),
    ("PR", "Puerto Rico"),
    ("VI", "US Virgin Islands"),
    ("GU", "Guam"),
    ("MP", "Northern Mariana Islands"),
    ("AS", "American Samoa"),
    ("CA", "Canada"),
    ("GB", "United Kingdom"),
    ("IE", "Ireland"),
    ("AU", "Australia"),
    ("NZ", "New Zealand"),
)
ZONE_OF: Final = {
    "US": "America/New_York",
    "PR": "America/Puerto_Rico",
    "VI": "America/Puerto_Rico",
    "GU": "Pacific/Guam",
    "MP": "Pacific/Saipan",
    "AS": "Pacific/Pago_Pago",
    "CA": "America/New_York",
    "GB": "Europe/London",
    "IE": "Europe/Dublin",
    "AU": "Australia/Sydney",
    "NZ": "Pacific/Auckland",
}


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
