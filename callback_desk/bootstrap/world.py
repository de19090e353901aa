"""Time, names and chance of the real world, and the clock of a desk that is tried out."""

from __future__ import annotations

import os
import random as chance
import secrets
import time
from datetime import UTC, datetime, timedelta

from callback_desk.domain.ids import OperationId


class SystemClock:
    def now(self) -> datetime:
        return datetime.now(UTC)

    def monotonic_s(self) -> float:
        return time.monotonic()


class ShiftedClock:
    """A clock that was `start` when it was made and runs on from there: a day of the demo, an hour of practice."""

    def __init__(self, start: datetime) -> None:
        self._start = start.astimezone(UTC)
        self._made_s = time.monotonic()

    def now(self) -> datetime:
        return self._start + timedelta(seconds=time.monotonic() - self._made_s)

    def run_on(self, seconds: float) -> None:
        """So much later than it would be: what takes a person minutes takes a walk through the window no time."""
        self._start += timedelta(seconds=seconds)

    def monotonic_s(self) -> float:
        return time.monotonic()


class SystemIds:
    def operation(self) -> OperationId:
        return OperationId(secrets.token_hex(16))

    def token(self) -> str:
        return secrets.token_hex(16)


class SystemRandom:
    def bytes(self, count: int) -> bytes:
        return os.urandom(count)

    def uniform(self, low: float, high: float) -> float:
        return chance.uniform(low, high)  # noqa: S311 - jitter and samples; secrets come from bytes()
