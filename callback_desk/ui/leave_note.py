"""The place to write the note for the next shift, on the board and on My shift."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from callback_desk.ui.components import QuietButton, SecondaryButton, TextField, Themed, set_shown


class LeaveNote(Themed, QWidget):
    """Shut until `write` is pressed, which stands in the head of its card: `written(str)`."""

    written = Signal(str)

    def __init__(self, write: QuietButton) -> None:
        super().__init__()
        self._write = write
        write.clicked.connect(self.open)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.field = TextField("For the next shift", help_text="Facts for colleagues. No names, no case details.")
        self.keep = SecondaryButton("Leave this note")
        self.keep.clicked.connect(self._on_keep)
        self._column.addWidget(self.field)
        self._column.addWidget(self.keep, 0, Qt.AlignmentFlag.AlignRight)
        self._show(False)
        self._style_now()

    def open(self) -> None:
        self._show(True)
        self.field.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, shown: bool) -> None:
        set_shown(self, shown)
        set_shown(self._write, not shown)

    def _on_keep(self) -> None:
        text = self.field.text.strip()
        if text:
            self.written.emit(text)
            self.field.set_text("")
        self._show(False)
        self._write.setFocus(Qt.FocusReason.OtherFocusReason)

    def _restyle(self) -> None:
        self._column.setSpacing(self.theme.px(8))


__all__ = ["LeaveNote"]
