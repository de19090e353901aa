"""The look of one account: remembered beside the desk, put on before the first paint, larger and smaller by keys."""

from __future__ import annotations

import json
import logging
import zlib
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget

from callback_desk.ui.theme import Theme, current_theme
from callback_desk.ui.tokens import SCALES_PERCENT, Mode

LOOK_FILE: Final = "look.json"
_LOG = logging.getLogger(__name__)
# "=" is the key of "+" without Shift on a US keyboard.
_KEYS: Final = (("Ctrl++", 1), ("Ctrl+=", 1), ("Ctrl+-", -1))


def remembered(folder: Path, account: str) -> Theme | None:
    """What this account chose at this desk; None when nothing was chosen or it cannot be read."""
    return _theme_of(_read(folder).get(_key_of(account)))


def remember(folder: Path, account: str, theme: Theme) -> None:
    """Keep it for the next start. A folder that takes no file is no reason to trouble anybody over a text size."""
    looks = {**_read(folder), _key_of(account): {"mode": theme.mode.value, "percent": round(theme.scale * 100)}}
    beside = folder / f"{LOOK_FILE}.new"
    try:
        beside.write_text(json.dumps(looks), encoding="utf-8")
        beside.replace(folder / LOOK_FILE)
    except OSError as trouble:
        _LOG.warning("the look was not kept: %s", type(trouble).__name__)


def _read(folder: Path) -> dict[str, object]:
    try:
        held = json.loads((folder / LOOK_FILE).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return {str(key): look for key, look in held.items()} if isinstance(held, dict) else {}


def _theme_of(look: object) -> Theme | None:
    """Only what the settings offer: the file may have been edited by hand."""
    if not isinstance(look, dict):
        return None
    mode, percent = look.get("mode"), look.get("percent")
    if mode not in [one.value for one in Mode] or type(percent) is not int or percent not in SCALES_PERCENT:
        return None
    return Theme(Mode(mode), percent / 100)


def _key_of(account: str) -> str:
    """The file names nobody."""
    return f"{zlib.crc32(account.encode('utf-8', 'replace')):08x}"


class LookKeeper(QObject):
    """Puts the remembered look on, and changes the text size with Ctrl+Plus and Ctrl+Minus on every page.

    `changed(Theme)` after a key changed it.
    """

    changed = Signal(object)

    def __init__(self, folder: Path, window: QWidget, *, account: str | None = None) -> None:
        super().__init__(window)
        self._folder = folder
        self._named = account
        for keys, step in _KEYS:
            shortcut = QShortcut(QKeySequence(keys), window)
            shortcut.setContext(Qt.ShortcutContext.ApplicationShortcut)
            shortcut.activated.connect(self.larger if step > 0 else self.smaller)

    @property
    def _account(self) -> str:
        if self._named is None:
            self._named = _this_account()
        return self._named

    def put_on(self) -> None:
        """Before the first paint. Without a choice the look of the system stays."""
        if not (self._folder / LOOK_FILE).exists():
            return
        theme = remembered(self._folder, self._account)
        if theme is not None and theme != current_theme():
            self._apply(theme)

    def remember(self, theme: object) -> None:
        """Somebody chose this look in Settings."""
        if isinstance(theme, Theme):
            remember(self._folder, self._account, theme)

    def larger(self) -> None:
        self._step(1)

    def smaller(self) -> None:
        self._step(-1)

    def _step(self, step: int) -> None:
        """One size of the list up or down; at its ends nothing happens."""
        theme = current_theme()
        percent = round(theme.scale * 100)
        nearest = min(range(len(SCALES_PERCENT)), key=lambda place: abs(SCALES_PERCENT[place] - percent))
        place = nearest + step
        if 0 <= place < len(SCALES_PERCENT):
            chosen = Theme(theme.mode, SCALES_PERCENT[place] / 100)
            self._apply(chosen)
            self.remember(chosen)
            self.changed.emit(chosen)

    def _apply(self, theme: Theme) -> None:
        app = QApplication.instance()
        if isinstance(app, QApplication):
            theme.apply(app)


def _this_account() -> str:
    import getpass

    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return ""
