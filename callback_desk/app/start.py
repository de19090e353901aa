"""Opening the window: one per desk and computer, until it is closed.

What a start loads is loaded by the functions below and not with this module, because the loading is part of what
must not be interrupted by a search for rubbish.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from callback_desk.bootstrap.opening import Office
    from callback_desk.ui.shell import Shell

_COLLECT_AFTER_MS: Final = 1_000


_TURN_S = 0.001


def make_application(arguments: list[str] | None = None) -> QApplication:
    """The one QApplication, in the look the system asks for.

    Work in the background lets go of the interpreter after a millisecond and not after five: a key waits less.
    """
    sys.setswitchinterval(_TURN_S)
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QApplication

    from callback_desk.ui.theme import Theme
    from callback_desk.ui.tokens import Mode

    held = QApplication.instance()
    app = held if isinstance(held, QApplication) else QApplication(arguments or sys.argv[:1])
    app.setApplicationName("Callback Desk")
    dark = app.styleHints().colorScheme() == Qt.ColorScheme.Dark
    Theme(Mode.DARK if dark else Mode.LIGHT).apply(app)
    return app


def run_window(folder: Path | None) -> int:
    """Open the window over a data folder (None: the platform's own) until it is closed. The exit code."""
    from callback_desk import paths

    chosen = paths.desk_dir(folder, os.environ)

    def make_office() -> Office:
        from callback_desk.bootstrap.opening import Office

        return Office(chosen)

    return run_window_over(chosen, make_office)


def run_window_over(folder: Path, make_office: Callable[[], Office], *, sheet: str = "") -> int:
    """The same over an office that is made, or will be after the first paint. `sheet` is a line on the sign-in page."""
    # Nearly all that is made before the first paint stays; to look through it for rubbish took a tenth of the start.
    gc.disable()
    try:
        return _open_and_wait(folder, make_office, sheet)
    finally:
        gc.enable()


def _open_and_wait(folder: Path, make_office: Callable[[], Office], sheet: str) -> int:
    from PySide6.QtCore import QLockFile, QTimer

    from callback_desk import paths
    from callback_desk.app.endings import closing_on_signals
    from callback_desk.app.window import DeskWindow
    from callback_desk.ui.shell import Shell

    app = make_application()
    # Counted from when the window lives, not from here: a slow computer has not painted anything by then.
    QTimer.singleShot(0, lambda: QTimer.singleShot(_COLLECT_AFTER_MS, gc.enable))
    shell = Shell()
    sys.excepthook = _on_bug
    paths.private_dir(folder)
    held = QLockFile(str(folder / "window.lock"))
    held.setStaleLockTime(0)
    shell.resize(1366, 768)
    with closing_on_signals(shell.close):
        if not held.tryLock(100):
            _say_open_already(shell)
            return app.exec()
        window = DeskWindow(folder, make_office, shell, sheet=sheet)
        window.start()
        shell.show()
        code = app.exec()
    held.unlock()
    return code


def _say_open_already(shell: Shell) -> None:
    from callback_desk.app.front_door import SIGN_IN
    from callback_desk.ui.components import EmptyState

    words = "Callback Desk is open on this computer already"
    shell.add_page(SIGN_IN, EmptyState(words, "Look for its window, or for another account that is signed in."))
    shell.show_alone(SIGN_IN)
    shell.show()


def _on_bug(kind: type[BaseException], trouble: BaseException, trace: TracebackType | None) -> None:
    """The last place that catches: logged by place and number, never by content."""
    from callback_desk.ui.notices import notice_of

    notice_of(trouble.with_traceback(trace))
