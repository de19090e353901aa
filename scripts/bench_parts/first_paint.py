"""Runs in a measured process: ends it as soon as its window has been painted."""

from __future__ import annotations

import os
import sys

from PySide6.QtCore import QEvent, QEventLoop, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

_PATIENCE_MS = 30_000


class _Watch(QObject):
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Paint and isinstance(watched, QWidget) and watched.isWindow():
            QTimer.singleShot(0, lambda: os._exit(0))  # after this paint; tidying up is not start-up
        return False


def end_at_first_paint() -> int:
    """In place of `QApplication.exec`. Ends the process with 0 after the first paint, with 1 without one."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    watch = _Watch()
    app.installEventFilter(watch)
    for window in app.topLevelWidgets():
        window.update()
    QTimer.singleShot(_PATIENCE_MS, lambda: os._exit(1))
    QEventLoop().exec()
    sys.stderr.write("the loop ended without a paint\n")
    return 1
