"""The keys of a call, whatever has the focus: function keys always, number keys only where nobody types."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Protocol

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from callback_desk.ui.call.key_bar import Wish

_TEXTS: Final = (QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox)
_K = Qt.Key
_FUNCTION: Final = {
    _K.Key_Escape: Wish.COVER,
    _K.Key_F1: Wish.THEY_ASK,
    _K.Key_F2: Wish.SOMEONE_ELSE,
    _K.Key_F3: Wish.CUT_OFF,
    _K.Key_F4: Wish.COMPLAINT,
    _K.Key_F5: Wish.PRAISE,
    _K.Key_F6: Wish.MORE,
    _K.Key_F7: Wish.CARD,
    _K.Key_F8: Wish.DANGER,
    _K.Key_F9: Wish.END,
}


class Keyed(Protocol):
    """Where the keys end: the sheet in front."""

    def press_number(self, key: str) -> bool: ...
    def type_letter(self, letter: str) -> bool: ...
    def enter(self) -> None: ...
    def go_on(self) -> None: ...
    def go_back(self) -> None: ...


class CallKeys(QObject):
    """An event filter of the program while a call page is on screen. No chords; F10 to F12 stay the system's."""

    def __init__(self, page: QWidget, sheet: Callable[[], Keyed | None], wish: Callable[[Wish], None]) -> None:
        super().__init__(page)
        self._page = page
        self._sheet = sheet
        self._wish = wish
        # Qt hands an Enter that a line of text has used on to the widgets round it, after the line gave the focus away.
        self._used_by_text = QTimer(self)
        self._used_by_text.setSingleShot(True)
        self._used_by_text.setInterval(0)

    def listen(self, on: bool) -> None:
        """Only while a call is on the page: a filter of the whole program costs every event a look."""
        app = QApplication.instance()
        if app is not None:
            app.removeEventFilter(self)
            if on:
                app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # Every event of the program comes by here: the cheap question first.
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        if not isinstance(watched, QWidget) or not self._page.isVisible():
            return False
        # With the focus nowhere a key arrives at the window itself.
        inside = watched is self._page or watched is self._page.window() or self._page.isAncestorOf(watched)
        if not inside:
            return False
        if not self._taken(event):
            return False
        event.accept()
        return True

    def _taken(self, event: QKeyEvent) -> bool:
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if modifiers == Qt.KeyboardModifier.ShiftModifier and event.text().isalpha():
            return self._letter(event)  # a capital begins a line like any letter
        if modifiers != Qt.KeyboardModifier.NoModifier:
            return False
        key = Qt.Key(event.key())
        wish = _FUNCTION.get(key)
        if wish is not None:
            if not event.isAutoRepeat():
                self._wish(wish)
            return True
        sheet = self._sheet()
        if sheet is None:
            return False
        if key in (_K.Key_PageUp, _K.Key_PageDown):
            if not event.isAutoRepeat():
                (sheet.go_on if key == _K.Key_PageDown else sheet.go_back)()
            return True
        return self._plain(sheet, key, event)

    def _plain(self, sheet: Keyed, key: Qt.Key, event: QKeyEvent) -> bool:
        """Digits and Enter: only where no caret and no button is."""
        focus = QApplication.focusWidget()
        enter = key in (_K.Key_Return, _K.Key_Enter)
        if isinstance(focus, (*_TEXTS, QComboBox)):
            if enter:
                self._used_by_text.start()
            return False
        if enter:
            if self._used_by_text.isActive():
                return False
            if isinstance(focus, QAbstractButton):
                return False
            if not event.isAutoRepeat():
                sheet.enter()
            return True
        if event.text() in tuple("0123456789") and event.text():
            if not event.isAutoRepeat():
                sheet.press_number(event.text())
            return True
        return self._letter(event)

    def _letter(self, event: QKeyEvent) -> bool:
        sheet = self._sheet()
        if sheet is None or isinstance(QApplication.focusWidget(), (*_TEXTS, QComboBox)):
            return False
        return event.text().isalpha() and sheet.type_letter(event.text())
