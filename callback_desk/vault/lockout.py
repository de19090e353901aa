"""When sign-in stops: the arithmetic of CJIS AC-7."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

_REMEMBERED = 20


@dataclass(frozen=True, slots=True)
class LockoutRule:
    """`limit` failures in a row within `window` lock until somebody releases. May be tightened only."""

    limit: int = 5
    window: timedelta = timedelta(minutes=15)

    def __post_init__(self) -> None:
        if not 1 <= self.limit <= 5 or self.window < timedelta(minutes=15):
            raise ValueError("the lock-out may be stricter than 5 failures in 15 minutes, never looser (AC-7)")


@dataclass(frozen=True, slots=True)
class Tries:
    """One sign-in name's failures in a row. Times are aware UTC."""

    failures: tuple[datetime, ...] = ()  # within the window, oldest first
    since_success: int = 0
    locked_at: datetime | None = None
    last_at: datetime | None = None
    recent_at: tuple[datetime, ...] = ()  # the newest since the last success, for the audit trail

    def after_failure(self, now: datetime, rule: LockoutRule) -> Tries:
        """With one more failure; locked when it is the `limit`th within the window (15:00 is within).

        A clock set back cannot drop failures: those that seem to lie ahead still count.
        """
        recent = tuple(t for t in self.failures if now - t <= rule.window)
        failures = (*recent, now)[-rule.limit :]
        locked_at = self.locked_at
        if locked_at is None and len(failures) >= rule.limit:
            locked_at = now
        recent_at = (*self.recent_at, now)[-_REMEMBERED:]
        return Tries(failures, self.since_success + 1, locked_at, now, recent_at)

    def released(self) -> Tries:
        """Open again; what failed stays to be told and recorded at the next good sign-in."""
        return replace(self, failures=(), locked_at=None)
