"""Ctrl+C, a closed terminal, a system that shuts down: the window closes as if a person had closed it.

Without this Qt's loop holds a Ctrl+C until the next event, and a termination leaves the draft of a call unsaved and a
demo desk in the temporary folder.
"""

from __future__ import annotations

import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Final

from PySide6.QtCore import QSocketNotifier

from callback_desk.processes.signals import signals_not_ignored

_NAMES: Final = ("SIGINT", "SIGTERM", "SIGHUP")


@contextmanager
def closing_on_signals(close: Callable[[], object]) -> Iterator[None]:
    """Call `close` on the thread of the window when the system asks the program to end. Main thread only.

    A signal's handler runs between two lines of Python, and Qt's loop runs none while it waits: a byte in a socket
    wakes it.
    """
    ours, woken = socket.socketpair()
    ours.setblocking(False)
    woken.setblocking(False)
    notifier = QSocketNotifier(woken.fileno(), QSocketNotifier.Type.Read)
    asked: list[int] = []

    def on_signal(number: int, _frame: FrameType | None) -> None:
        asked.append(number)

    def on_byte() -> None:
        try:
            woken.recv(64)
        except BlockingIOError:
            return  # a notifier may tell of a byte that is gone already
        if asked:
            asked.clear()
            close()

    notifier.activated.connect(on_byte)
    old_wakeup = signal.set_wakeup_fd(ours.fileno(), warn_on_full_buffer=False)
    old = {number: signal.signal(number, on_signal) for number in signals_not_ignored(*_NAMES)}
    try:
        yield
    finally:
        for number, handler in old.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(old_wakeup)
        notifier.setEnabled(False)
        ours.close()
        woken.close()
