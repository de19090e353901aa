"""An identifier onto the clipboard, to be pasted into the records system."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication

from callback_desk.ui.components import IconButton


class CopyButton(IconButton):
    """Copies when pressed, and only then."""

    def __init__(self, text: str, name: str) -> None:
        super().__init__("copy", name)
        self._text = text
        self.clicked.connect(self._on_clicked)

    def _on_clicked(self) -> None:
        QGuiApplication.clipboard().setText(self._text)
