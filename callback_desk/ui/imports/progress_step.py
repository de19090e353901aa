"""While a file is looked at, checked or imported: one sentence with numbers, and Stop."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from callback_desk.ui.components import Card, Paragraph, ProgressBar, Themed


class ProgressStep(Themed, QWidget):
    """`stop_wanted()`."""

    stop_wanted = Signal()

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 0, 6, 0)
        card = Card(padding_px=24)
        self.title = Paragraph("", face="section")
        self.bar = ProgressBar()
        self.bar.stop_wanted.connect(self._on_stop)
        self.note = Paragraph("", face="meta", color="ink2", full_width=True)
        card.body.addWidget(self.title)
        card.body.addWidget(self.bar)
        card.body.addWidget(self.note)
        column.addWidget(card)
        column.addStretch(1)
        self._style_now()

    def begin(self, title: str, sentence: str, note: str) -> None:
        """A step begins."""
        self.title.set_words(title)
        self.bar.set_progress(0, 0, sentence)
        self.bar.stop.open_again()
        self.note.set_words(note)

    def show_progress(self, done: int, of: int, sentence: str) -> None:
        """How far it is."""
        self.bar.set_progress(done, of, sentence)

    def _on_stop(self) -> None:
        self.bar.stop.close_with("Stopping after the rows in hand.")
        self.note.set_words("Stopping after the rows in hand.")
        self.stop_wanted.emit()
