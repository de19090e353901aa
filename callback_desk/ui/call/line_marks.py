"""What the form of a VIN, an IMEI, a plate, a serial or a card number in a line says: to be asked again, or right."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from callback_desk.domain.call_marks import MarkKind, marks_in, without_cards
from callback_desk.ui.components import Icon, Paragraph, SecondaryButton, Themed, set_shown

_MOST_SHOWN = 2
_ONLY_ASKED = frozenset({MarkKind.PLATE, MarkKind.SERIAL})  # no check digit: what is said of them is a thing to do


@dataclass(frozen=True, slots=True)
class _Look:
    icon: str
    icon_color: str
    color: str


_LOOKS = {True: _Look("check-ring", "good", "ink2"), False: _Look("warning", "warn", "warn")}
_TO_DO = _Look("hand", "ink2", "ink")


class LineMarks(Themed, QWidget):
    """Nothing where a line has no identifier. `shortened(text)`: a whole card number is cut to its last four digits."""

    shortened = Signal(str)

    def __init__(self, text: str, *, inset_px: int = 0) -> None:
        """`inset_px`: how far its icons stand in, so that they stand under that of the line."""
        super().__init__()
        self._text = ""
        self._inset_px = inset_px
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._rows: list[QWidget] = []
        self.setAccessibleName("The form of the numbers in this line")
        set_shown(self, False)
        self.show_text(text)

    @property
    def sentences(self) -> tuple[str, ...]:
        """What is said now."""
        return tuple(mark.sentence for mark in marks_in(self._text)[:_MOST_SHOWN])

    @property
    def calm(self) -> bool:
        """Whether nothing in the line is to be put right."""
        return all(mark.fits and mark.kind is not MarkKind.CARD for mark in marks_in(self._text))

    def show_text(self, text: str) -> None:
        """Look at the text as it stands; a whole card comes first, then what does not fit."""
        if text == self._text:
            return
        self._text = text
        for row in self._rows:
            self._column.removeWidget(row)
            row.hide()
            row.setParent(None)
            row.deleteLater()
        marks = sorted(marks_in(text), key=lambda mark: (mark.fits, mark.kind is not MarkKind.CARD))
        self._rows = [
            self._row(mark.sentence, _TO_DO if mark.fits and mark.kind in _ONLY_ASKED else _LOOKS[mark.fits], mark.kind)
            for mark in marks[:_MOST_SHOWN]
        ]
        for row in self._rows:
            self._column.addWidget(row)
        set_shown(self, bool(self._rows))

    def _row(self, sentence: str, look: _Look, kind: MarkKind) -> QWidget:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(self.theme.px(self._inset_px), self.theme.px(4), 0, 0)
        row.setSpacing(self.theme.px(12 if self._inset_px else 10))
        row.addWidget(Icon(look.icon, look.icon_color, beside="body"), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(Paragraph(sentence, color=look.color, full_width=True), 1)
        if kind is MarkKind.CARD:
            cut = SecondaryButton("Keep only the last 4")
            cut.setObjectName("cutCard")
            cut.clicked.connect(self._on_cut)
            row.addWidget(cut)
        return box

    def _on_cut(self) -> None:
        self.shortened.emit(without_cards(self._text))
