"""The strip above every page of practice: the word, what it means, the next thing to do, and the way out."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from callback_desk.ui.components import Icon, Label, Paragraph, SecondaryButton, Themed, set_shown

PRACTICE: Final = "Practice"
MEANS: Final = "Nobody here is real. Do not dial. Nothing is kept, and nothing counts."
_SHORT: Final = "Nobody here is real. Do not dial."
_TIGHT_SCALE: Final = 1.5  # from here a call has room for one line of it


class PracticeRibbon(Themed, QWidget):
    """`leave_wanted()`. `set_next("...")` shows the coach's next step in the place of the second sentence."""

    leave_wanted = Signal()

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("practiceRibbon")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._next = ""
        self._row = QHBoxLayout(self)
        self._icon = Icon("warning", "warn", size_px=22)
        self.word = Label(PRACTICE, face="section")
        self.words = Paragraph(MEANS, full_width=True)
        self.leave = SecondaryButton("Leave practice", icon_name="close")
        self.leave.setObjectName("leavePractice")
        self.leave.clicked.connect(self.leave_wanted)
        self._row.addWidget(self._icon)
        self._row.addWidget(self.word)
        middle = QVBoxLayout()  # one line stands in the middle, two fill the strip
        middle.addStretch(1)
        middle.addWidget(self.words)
        middle.addStretch(1)
        self._row.addLayout(middle, 1)
        self._row.addWidget(self.leave)
        self._say()
        self._style_now()

    def set_next(self, words: str) -> None:
        """What the coach waits for; "" when nobody is coached."""
        self._next = words
        self._say()

    def set_covered(self, covered: bool) -> None:
        """Covered or locked the strip says what it is and does nothing."""
        set_shown(self.leave, not covered)
        self._say(bare=covered)

    def _say(self, *, bare: bool = False) -> None:
        if self.theme.scale > _TIGHT_SCALE and not bare:
            self.words.set_words(_SHORT)
        elif self._next and not bare:
            self.words.set_words(f"{_SHORT} {self._next}")
        else:
            self.words.set_words(MEANS)
        self.setAccessibleName(f"{PRACTICE}. {self.words.text()}")

    def _restyle(self) -> None:
        theme = self.theme
        tight = theme.scale > _TIGHT_SCALE
        above, below = (1, 3) if tight else (4, 6)
        self._row.setContentsMargins(theme.px(12 if tight else 20), theme.px(above), theme.px(12), theme.px(below))
        self._row.setSpacing(theme.px(12))
        self._say()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self.theme
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.color("warn_tint"))
        line = theme.px(3)
        painter.fillRect(QRectF(0, self.height() - line, self.width(), line), theme.color("warn_edge"))
        painter.end()
