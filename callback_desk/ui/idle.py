"""When nobody has touched the desk for a while.

Two clocks are compared, because each fails alone: a monotonic clock may stand still while the computer sleeps, and the
wall clock can be set. Whichever says that more time has passed is believed.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

_ACTIVITY = frozenset(
    (
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
        QEvent.Type.InputMethod,
    )
)
_LOOK_EVERY_MS = 1000


class IdleWatch(QObject):
    """`idle_reached()` once, when neither key nor mouse came for `limit`; again only after `touch()` by the shell.

    A wall clock set back is not idleness; a wall clock that jumped ahead is (sleep looks like that). `wall_s` and
    `steady_s` are seconds, given for tests. After a key or a move it looks away until the next tick of its timer: a
    filter of the whole program costs every event, a question on the screen makes some eighty, and a second more or less
    is nothing beside minutes. What it did not see counts as idle, never as presence.
    """

    idle_reached = Signal()

    def __init__(
        self,
        limit: timedelta,
        *,
        wall_s: Callable[[], float] = time.time,
        steady_s: Callable[[], float] = time.monotonic,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.at_desk, self.in_call = limit, limit
        self._limit_s = limit.total_seconds()
        self._wall_s, self._steady_s = wall_s, steady_s
        self._wall_at = wall_s()
        self._steady_at = steady_s()
        self._told = False
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_EVERY_MS)
        self._timer.timeout.connect(self._on_tick)

    def start(self) -> None:
        """Begin to watch the whole program."""
        self._see(True)
        self.touch()
        self._timer.start()

    def stop(self) -> None:
        """Watch no more."""
        self._see(False)
        self._timer.stop()

    def set_times(self, at_desk: timedelta, in_call: timedelta) -> None:
        """What this desk allows, from now on at the desk; whoever begins a call sets the limit of a call."""
        self.at_desk, self.in_call = at_desk, in_call
        self.set_limit(at_desk)

    def set_limit(self, limit: timedelta) -> None:
        """One of `at_desk` and `in_call`."""
        self._limit_s = limit.total_seconds()

    def touch(self) -> None:
        """Somebody is here."""
        self._wall_at, self._steady_at = self._wall_s(), self._steady_s()
        self._told = False

    def idle_s(self) -> float:
        """Seconds since the last touch, by the clock that says more."""
        return max(self._steady_s() - self._steady_at, self._wall_s() - self._wall_at)

    def look(self) -> None:
        """Ask the clocks. The timer does it every second, and a touch before it counts."""
        if not self._told and self.idle_s() >= self._limit_s:
            self._told = True
            self.idle_reached.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _ACTIVITY:
            # After a sleep the first key must not count as presence before the clocks were asked.
            self.look()
            if not self._told:
                self.touch()
                if self._timer.isActive():
                    self._see(False)
        return False

    def _on_tick(self) -> None:
        self.look()
        self._see(True)

    def _see(self, on: bool) -> None:
        app = QApplication.instance()
        if app is not None:
            app.removeEventFilter(self)
            if on:
                app.installEventFilter(self)
