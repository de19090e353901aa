"""The reason in words beside a closed button: never a tool tip alone."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from callback_desk.ui.components.buttons import DeskButton
from callback_desk.ui.components.paragraph import Paragraph


class ReasonBeside(Paragraph):
    """The words beside a closed button; empty while it is open."""

    def __init__(self, button: DeskButton, *, parent: QWidget | None = None) -> None:
        super().__init__(button.reason, face="meta", color="ink2", align=Qt.AlignmentFlag.AlignRight, parent=parent)
        button.closed_changed.connect(self._on_closed_changed)

    def _on_closed_changed(self, reason: str) -> None:
        self.set_words(reason)
