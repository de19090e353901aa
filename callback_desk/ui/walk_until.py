"""How a walk through the window waits: the window lives on until a fact is there, never for a time."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QCoreApplication, QEventLoop

from callback_desk.domain.errors import DeskFault

PATIENCE_S: Final = 60.0
_REST_S: Final = 0.005  # what is waited for is made by other threads and processes: they have the processor meanwhile


def until(what: str, fact: Callable[[], object], *, patience_s: float = PATIENCE_S) -> None:
    """Let the window live until it is so. Raises DeskFault when it is not in time."""
    begun_s = time.monotonic()
    while not fact():
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
        if time.monotonic() - begun_s > patience_s:
            raise DeskFault(f"The walk through the window waited in vain: {what}.", code="walk-stuck")
        time.sleep(_REST_S)


__all__ = ["PATIENCE_S", "until"]
