"""What the window shows while it is locked: nothing. Words of the desk are not under it, they are out of the window."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from callback_desk.ui.components import Themed


class LockCover(Themed, QWidget):
    """A blank sheet: a screen reader says the program's name and nothing else.

    Any key or click is a wish to unlock; then the form comes onto it.
    """

    unlock_wanted = Signal()

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Callback Desk")
        self.setProperty("ringInside", True)
        self._layout = QVBoxLayout(self)
        self._form: QWidget | None = None

    def put_form(self, form: QWidget | None) -> None:
        """Show the one field that unlocks, or, with None, nothing again. A form taken away is dropped."""
        if self._form is not None:
            self._layout.removeWidget(self._form)
            self._form.hide()
            self._form.setParent(None)
            self._form.deleteLater()
        self._form = form
        if form is not None:
            self._layout.addWidget(form, 0, Qt.AlignmentFlag.AlignCenter)
            form.show()
            form.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._form is None:
            self.unlock_wanted.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._form is None:
            self.unlock_wanted.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.theme.color("desk"))
        painter.end()
