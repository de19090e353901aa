"""How much of a long work is done in one transaction, so that everybody else's save goes between two of them."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from callback_desk.use_cases.desk import Desk
from callback_desk.use_cases.ports import UnitOfWork

# Longer than the engine waits between two looks at the lock, for its first tenth of a second.
_PAUSE_S = 0.03
_LONG_S, _SHORT_S = 0.1, 0.04
_LEAST_SHARE = 5


def after_others() -> None:
    """A turn for a program with others on the desk: whoever waits for the write lock has it meanwhile."""
    time.sleep(_PAUSE_S)


def at_once() -> None:
    """A turn where nobody else has a window on this desk."""


class Pace:
    """`most` is how much the next transaction may do: less after one that was long, as on a machine that is busy.

    `turn` is called after each transaction, and again for as long as it had held the lock: the others have half of
    the time at least.
    """

    def __init__(self, desk: Desk, most: int, turn: Callable[[], None]) -> None:
        self.most = self._full = most
        self._desk = desk
        self._turn = turn

    @contextmanager
    def writing(self) -> Iterator[UnitOfWork]:
        """One transaction; it is for the caller to commit."""
        clock = self._desk.clock
        with self._desk.storage.write(self._desk.session) as uow:
            begun_s = clock.monotonic_s()
            yield uow
        held_s = clock.monotonic_s() - begun_s
        if held_s > _LONG_S:
            least = max(1, self._full // _LEAST_SHARE)
            self.most = max(least, int(self.most * max(0.25, _LONG_S / held_s)))
        elif held_s < _SHORT_S:
            self.most = min(self._full, self.most + self.most // 2 + 1)
        for _ in range(1 + int(held_s / _PAUSE_S)):
            self._turn()
