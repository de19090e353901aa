"""Ctrl+C, a closed terminal, a system that shuts down: the window closes as if a person had closed it.

Without this Qt's loop holds a Ctrl+C until the next event, and a termination leaves the draft of a call unsaved and a
demo desk in the temporary folder.
"""

from __future__ import annotations

import os
import signal
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

    A signal's handler runs between two lines of Python, and Qt's loop runs none while it waits: a byte in a pipe
    wakes it.
    """
    woken, ours, drain, shut = _wakeners()
    notifier = QSocketNotifier(woken, QSocketNotifier.Type.Read)
    asked: list[int] = []

    def on_signal(number: int, _frame: FrameType | None) -> None:
        asked.append(number)

    def on_byte() -> None:
        try:
            drain()
        except BlockingIOError:
            return  # a notifier may tell of a byte that is gone already
        if asked:
            asked.clear()
            close()

    notifier.activated.connect(on_byte)
    old_wakeup = signal.set_wakeup_fd(ours, warn_on_full_buffer=False)
    old = {number: signal.signal(number, on_signal) for number in signals_not_ignored(*_NAMES)}
    try:
        yield
    finally:
        for number, handler in old.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(old_wakeup)
        notifier.setEnabled(False)
        shut()


def _wakeners() -> tuple[int, int, Callable[[], object], Callable[[], None]]:
    """Where a byte is read, where it is written, what reads it away (raises BlockingIOError), what closes both ends."""
    if os.name == "nt":
        return _sockets()  # Windows can wait for a socket and not for a pipe
    woken, ours = os.pipe()
    os.set_blocking(woken, False)
    os.set_blocking(ours, False)

    def shut() -> None:
        os.close(ours)
        os.close(woken)

    return woken, ours, lambda: os.read(woken, 64), shut


def _sockets() -> tuple[int, int, Callable[[], object], Callable[[], None]]:
    import socket  # takes longer to load than the rest of this: not where a pipe will do

    ours, woken = socket.socketpair()
    ours.setblocking(False)
    woken.setblocking(False)

    def shut() -> None:
        ours.close()
        woken.close()

    return woken.fileno(), ours.fileno(), lambda: woken.recv(64), shut
