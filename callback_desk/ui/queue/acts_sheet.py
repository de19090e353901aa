"""The sheet *What was done to many*: every act on several people, by whom and why, and the way back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from callback_desk.domain.many import ManyLine
from callback_desk.ui.components import Paragraph, QuietButton, empty_out, set_shown
from callback_desk.ui.queue.many_words import line_words
from callback_desk.ui.roomy_dialog import RoomyDialog

_NOTHING = "Nothing was done to several people yet."


class ActsSheet(RoomyDialog):
    """`back_wanted(ManyLine)` from the button beside an act."""

    back_wanted = Signal(object)

    def __init__(self, now: datetime, zone: ZoneInfo, *, parent: QWidget) -> None:
        super().__init__(
            "What was done to many",
            "Taking back leaves alone whoever was decided otherwise since.",
            verb="Close",
            way_out="Close",
            parent=parent,
        )
        self._now, self._zone = now, zone
        set_shown(self.verb, False)
        self._lines = QVBoxLayout()
        self.inside.addLayout(self._lines)
        self.buttons: list[QuietButton] = []
        self.show_lines(())

    def show_lines(self, lines: Sequence[ManyLine]) -> None:
        """Show these, newest first."""
        empty_out(self._lines)
        self.buttons = []
        for line in lines:
            self._lines.addWidget(self._row(line))
        if not lines:
            self._lines.addWidget(Paragraph(_NOTHING, full_width=True))

    def _row(self, line: ManyLine) -> QWidget:
        row = QWidget()
        side = QHBoxLayout(row)
        side.setContentsMargins(0, 0, 0, 0)
        words = QVBoxLayout()
        what, said = line_words(line, self._now, self._zone)
        words.addWidget(Paragraph(what, face="strong", full_width=True))
        words.addWidget(Paragraph(said, face="meta", color="ink2", full_width=True))
        side.addLayout(words, 1)
        if line.people > line.back and line.taken_back_at is None:
            button = QuietButton("Take back")
            button.setAccessibleName(f"Take back: {what}, {said}")
            button.clicked.connect(partial(self._on_back, button, line))
            side.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
            self.buttons.append(button)
        return row

    def _on_back(self, button: QuietButton, line: ManyLine) -> None:
        button.close_with("It is being taken back.")
        self.back_wanted.emit(line)
