"""Asynchronous steps of a library, in a process that may open no socket: nothing is ever waited for from outside."""

from __future__ import annotations

import asyncio
import selectors
from collections.abc import Coroutine
from typing import NoReturn, TypeVar

from callback_desk.domain.errors import DeskBug

_Answer = TypeVar("_Answer")


def run_closed(steps: Coroutine[object, object, _Answer]) -> _Answer:
    """Run steps to their end. Raises DeskBug when they wait for what is outside, and what they raise."""
    with asyncio.Runner(loop_factory=_ClosedLoop) as runner:
        return runner.run(steps)


class _Nobody(selectors.BaseSelector):
    """Watches nothing; to wait without end for nothing is a fault, no wait."""

    def register(self, fileobj: object, events: int, data: object = None) -> selectors.SelectorKey:
        raise _waits()

    def unregister(self, fileobj: object) -> selectors.SelectorKey:
        raise _waits()

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        if timeout is None or timeout > 0:
            raise _waits()
        return []

    def get_map(self) -> NoReturn:
        raise _waits()


class _ClosedLoop(asyncio.SelectorEventLoop):
    """Without the pair of sockets by which other threads and signals wake a loop up: nobody wakes this one."""

    def __init__(self) -> None:
        super().__init__(_Nobody())

    def _make_self_pipe(self) -> None: ...

    def _close_self_pipe(self) -> None: ...

    def _write_to_self(self) -> None: ...


def _waits() -> DeskBug:
    return DeskBug("Work without a network waits for something outside this program.", code="documents.waits")
