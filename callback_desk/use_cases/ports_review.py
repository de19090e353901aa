"""What the use cases ask of draws, scored forms and the ladder. See `ports`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from callback_desk.domain.ids import CallId, CheckId, StaffId
from callback_desk.domain.quality import Check, NewCheck
from callback_desk.domain.sampling import DrawnCall, LadderMove, Sampled
from callback_desk.domain.themes import ThemeTicks


class ReviewStore(Protocol):
    """Append-only: a newer draw, form or move stands beside the older ones, and the newest counts."""

    def put_draw(self, call_id: CallId, said: Sampled, at: datetime) -> None: ...
    def draw(self, call_id: CallId) -> Sampled | None:
        """None for a call that ended before draws were made."""
        ...

    def draws(self, since: datetime, until: datetime) -> tuple[DrawnCall, ...]:
        """From `since` until before `until`, oldest first."""
        ...

    def add_check(self, call_id: CallId, staff_id: StaffId, said: NewCheck, *, by: str, at: datetime) -> CheckId: ...
    def checks_of_call(self, call_id: CallId) -> tuple[Check, ...]:
        """Newest first."""
        ...

    def checks_of(self, staff_id: StaffId, *, limit: int) -> tuple[Check, ...]:
        """Of the calls of one volunteer, newest first."""
        ...

    def checks(self, since: datetime, until: datetime) -> tuple[Check, ...]:
        """From `since` until before `until`, oldest first."""
        ...

    def put_themes(self, call_id: CallId, ticks: ThemeTicks) -> None:
        """What was ticked at the sign-off of a call; once."""
        ...

    def themes(self) -> Mapping[ThemeTicks, int]:
        """Over all months: how many calls were ticked the same way in one area and month."""
        ...

    def add_move(self, move: LadderMove) -> None: ...
    def stage(self, staff_id: StaffId) -> LadderMove | None:
        """The newest move; None for somebody nobody has moved yet, who is new."""
        ...

    def read_calls(self) -> Mapping[StaffId, int]:
        """How many finished calls of each volunteer were signed off."""
        ...
