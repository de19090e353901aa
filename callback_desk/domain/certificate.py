"""The agency's certificate: whose it is, and until when what it signs is good."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

_SOON: Final = timedelta(days=30)  # an authority takes days to weeks to issue the next one
_UNSIGNED: Final = "Nothing was written."


@dataclass(frozen=True, slots=True)
class Certificate:
    """What stands in an X.509 certificate. Times are UTC, the fingerprint is SHA-256 as 64 hex digits."""

    holder: str
    valid_from: datetime
    valid_until: datetime
    fingerprint: str

    def refusal_at(self, now: datetime) -> str:
        """Why nothing can be signed with it now; "" when it can be."""
        if now >= self.valid_until:
            return (
                f"The agency's certificate was valid until {_day(self.valid_until)}. {_UNSIGNED} An administrator sets "
                "the new one with `callback-desk sign set FILE`, or ends signing with `callback-desk sign off`."
            )
        if now < self.valid_from:
            return (
                f"The agency's certificate is valid from {_day(self.valid_from)} only. {_UNSIGNED} Check the date of "
                "this computer."
            )
        return ""

    def ends_soon(self, now: datetime) -> bool:
        return now + _SOON >= self.valid_until

    @property
    def said(self) -> str:
        return f"{self.holder}, valid until {_day(self.valid_until)}"


def _day(moment: datetime) -> str:
    return f"{moment:%B %d, %Y}"
