"""What the use cases ask about days gone by. See `ports`."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from callback_desk.domain.contact_rates import TryCount
from callback_desk.domain.welfare import CallSpan, HardCall


class TallyStore(Protocol):
    """Counts over days, for pages about how the desk does; never about one victim."""

    def calls_since(self, since: datetime) -> tuple[CallSpan, ...]: ...
    def hard_calls_since(self, since: datetime) -> tuple[HardCall, ...]:
        """Danger and distress heard in calls and not taken back; several of one call stand one after the other."""
        ...

    def tries_by_hour(self, since: datetime) -> tuple[TryCount, ...]:
        """Without those taken back by *I did not dial*."""
        ...
