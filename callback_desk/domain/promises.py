"""What was promised in calls, and has not been kept yet: a named person's task with a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from callback_desk.domain.ids import CallId, PromiseId
from callback_desk.domain.incident import PersonName

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_KEPT = "kept"
DUE = "due:"  # begins what is kept of a promise whose day was moved; whole microseconds since 1970 follow


@dataclass(frozen=True, slots=True)
class Standing:
    """How a promise stands beside its words, which are never changed. `moved_to` (UTC) is its later day, if any."""

    kept: bool = False
    moved_to: datetime | None = None

    def to_text(self) -> str:
        if self.kept:
            return _KEPT
        return f"{DUE}{(self.moved_to - _EPOCH) // timedelta(microseconds=1)}" if self.moved_to is not None else ""

    @classmethod
    def from_text(cls, text: str) -> Standing:
        if text.startswith(DUE):
            return cls(moved_to=_EPOCH + timedelta(microseconds=int(text.removeprefix(DUE))))
        return cls(kept=text == _KEPT)


@dataclass(frozen=True, slots=True)
class OpenPromise:
    """A promise that is not kept. `due_at` (UTC) is the end of its day, as it stands now; None when it has none.

    `owner` keeps it, `made_by` said it in the call; `case_number` is of the person's newest case, "" without one.
    """

    id: PromiseId
    call_id: CallId
    text: str
    owner: str
    due_at: datetime | None
    moved: bool
    made_by: str
    made_at: datetime
    name: PersonName
    case_number: str

    @property
    def standing(self) -> Standing:
        """As it is now: what an undo puts back."""
        return Standing(moved_to=self.due_at if self.moved else None)


@dataclass(frozen=True, slots=True)
class PromiseCounts:
    """How many are open, late (their day has gone by), due today; and when the oldest was due."""

    open: int = 0
    late: int = 0
    today: int = 0
    oldest: datetime | None = None
