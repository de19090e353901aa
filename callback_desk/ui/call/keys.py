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
    """Sees the keys before the widget they go to, while a call is on the page. No chords; F10 to F12 are the system's.

    It looks at the widget that has the focus, at the page, where a key ends that nothing inside has used, and at the
    window, where a key arrives when nothing has the focus. A filter of the whole program would see every event of it.
    """

    def __init__(self, page: QWidget, sheet: Callable[[], Keyed | None], wish: Callable[[Wish], None]) -> None:
        super().__init__(page)
        self._page = page
        self._sheet = sheet
        self._wish = wish
        self._looked_at: list[QWidget] = []  # page and window, while it listens
        # Qt hands an Enter that a line of text has used on to the widgets round it, after the line gave the focus away.
        self._used_by_text = QTimer(self)
        self._used_by_text.setSingleShot(True)
        self._used_by_text.setInterval(0)

    def listen(self, on: bool) -> None:
        """Only while a call is on the page."""
        app = QApplication.instance()
        if not isinstance(app, QApplication):
            return
        if self._looked_at:
            app.focusChanged.disconnect(self._on_focus)
            self._on_focus(app.focusWidget(), None)
            for widget in self._looked_at:
                widget.removeEventFilter(self)
            self._looked_at = []
        if on:
            self._looked_at = [self._page.window(), self._page]
            for widget in self._looked_at:
                widget.installEventFilter(self)
            app.focusChanged.connect(self._on_focus)
            self._on_focus(None, app.focusWidget())

    def _on_focus(self, before: QWidget | None, now: QWidget | None) -> None:
        if before is not None and before not in self._looked_at:
            before.removeEventFilter(self)
        if now is not None and now not in self._looked_at and self._page.isAncestorOf(now):
            now.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        if not self._page.isVisible() or not self._taken(event):
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
