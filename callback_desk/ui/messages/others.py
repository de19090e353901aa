"""Others of the report whom a message names, read before a page of it is made: keep them, or go back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from callback_desk.domain.denied import Why
from callback_desk.ui.components import HairLine, Paragraph, SecondaryButton, Themed, empty_out
from callback_desk.use_cases.others_named import OtherNamed

_LARGE_TEXT: Final = 1.5  # from here two buttons have no room beside one another
_HEAD: Final = "Somebody else of the same report is named"
_CHOOSE: Final = (
    "Keep it only if the investigator needs it: your name and this choice go on record and onto the page. The words "
    "cannot be changed. To hand on the rest, go back, write the rest as a new message, and say below what became of "
    "this one."
)


class OthersNamed(Themed, QWidget):
    """`kept()` or `went_back()`, once, after `show_others`."""

    kept = Signal()
    went_back = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(HairLine())
        self._column.addWidget(Paragraph(_HEAD, face="strong", full_width=True))
        self._lines = QVBoxLayout()
        self._column.addLayout(self._lines)
        self._column.addWidget(Paragraph(_CHOOSE, full_width=True))
        self.keep = SecondaryButton("Keep it, the investigator needs it", icon_name="document")
        self.keep.setObjectName("keepOthers")
        self.keep.clicked.connect(self.kept)
        self.back = SecondaryButton("Go back")
        self.back.setObjectName("goBack")
        self.back.clicked.connect(self.went_back)
        self._buttons = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        for button in (self.back, self.keep):
            self._buttons.addWidget(button)
        self._buttons.addStretch(1)
        self._column.addLayout(self._buttons)
        self.setAccessibleName(_HEAD)
        self._style_now()

    def show_others(self, found: Sequence[OtherNamed]) -> None:
        """Who is named, and in which line."""
        empty_out(self._lines)
        for one in found:
            self._lines.addWidget(Paragraph(_said(one), full_width=True))
        self.back.setFocus(Qt.FocusReason.OtherFocusReason)

    def _restyle(self) -> None:
        for column in (self._column, self._lines):
            column.setSpacing(self.theme.px(6))
        below = self.theme.scale >= _LARGE_TEXT
        self._buttons.setDirection(QBoxLayout.Direction.TopToBottom if below else QBoxLayout.Direction.LeftToRight)
        self._buttons.setSpacing(self.theme.px(12))
        self._buttons.setContentsMargins(0, self.theme.px(6), 0, self.theme.px(10))


def _said(one: OtherNamed) -> str:
    what = "The telephone number " if one.why is Why.NUMBER else ""
    return f"{what}{one.words}, in line {one.place}: “{one.line}”"
