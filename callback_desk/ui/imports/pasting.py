"""Rows on their way from the clipboard to the wizard: Ctrl+V on the first page, or the sheet."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from callback_desk.ui.imports.paste_sheet import PasteSheet, clipboard_text, looks_like_rows, wrong_with


class Pasting(QObject):
    """`rows_pasted(str)`. `sheet` is the one that is open, or None. `choose` is the page where Ctrl+V counts."""

    rows_pasted = Signal(str)

    def __init__(self, choose: QWidget, parent: QObject) -> None:
        super().__init__(parent)
        self._choose = choose
        self.sheet: PasteSheet | None = None
        self.keys = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), choose)
        self.keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.keys.activated.connect(self.paste)

    def paste(self) -> None:
        """Take the rows on the clipboard as they are; without any, open the sheet, which says what to do."""
        held = clipboard_text()
        if looks_like_rows(held) and not wrong_with(held):
            self.rows_pasted.emit(held)
        else:
            self.open_sheet()
            if self.sheet is not None and held.strip():
                self.sheet.field.set_error(wrong_with(held))

    def open_sheet(self) -> None:
        """Show the sheet over the window."""
        if self.sheet is not None:
            return
        self.sheet = PasteSheet(parent=self._choose.window())
        self.sheet.confirmed.connect(self._on_confirmed)
        self.sheet.dismissed.connect(self._on_dismissed)
        self.sheet.open_dialog()

    def _on_confirmed(self) -> None:
        if self.sheet is not None:
            rows = self.sheet.rows
            self.sheet.close_dialog()
            self.sheet = None
            self.rows_pasted.emit(rows)

    def _on_dismissed(self) -> None:
        self.sheet = None
