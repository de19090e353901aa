"""The scored form of one call: nine lines, each answered by one key; a note; whether somebody sat beside the caller.

Keys on a line: 1 or Y yes, 2 or N no, 3 cannot tell; an answer goes on to the next line, the arrows move.
"""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QButtonGroup, QHBoxLayout, QRadioButton, QSizePolicy, QVBoxLayout, QWidget

from callback_desk.domain.quality import FORM, LONGEST_NOTE, Mark, NewCheck, QualityItem
from callback_desk.ui.components import (
    CheckRow,
    HairLine,
    Paragraph,
    QuietButton,
    ReasonBeside,
    SecondaryButton,
    TextField,
    Themed,
)
from callback_desk.ui.components.base import TextBlock
from callback_desk.ui.components.drawing import draw_box
from callback_desk.ui.when import count

MARK_WORDS: Final = {Mark.YES: "Yes", Mark.NO: "No", Mark.CANNOT_TELL: "Cannot tell"}
_KEYS: Final = {
    Qt.Key.Key_1: Mark.YES,
    Qt.Key.Key_Y: Mark.YES,
    Qt.Key.Key_2: Mark.NO,
    Qt.Key.Key_N: Mark.NO,
    Qt.Key.Key_3: Mark.CANNOT_TELL,
    Qt.Key.Key_C: Mark.CANNOT_TELL,
}
_STEPS: Final = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_SIDES: Final = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_HIGH_PX: Final = 40
_BESIDE_PX: Final = 440
_PAD_PX: Final = 12


class MarkButton(Themed, QRadioButton):
    """One of the three answers of a line. Role: radio button; its name says the line and the answer."""

    def __init__(self, item: QualityItem, mark: Mark) -> None:
        super().__init__()
        self.mark = mark
        self._block = TextBlock(MARK_WORDS[mark])
        self._strong = TextBlock(MARK_WORDS[mark], strong=True)
        self.setText(MARK_WORDS[mark])
        self.setAccessibleName(f"{item.words}: {MARK_WORDS[mark]}")
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._style_now()

    def sizeHint(self) -> QSize:
        theme = self.theme
        return QSize(round(self._strong.natural_width()) + 2 * theme.px(_PAD_PX), theme.px(_HIGH_PX))

    def hitButton(self, pos: object) -> bool:
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.ignore()  # the line answers for its three

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self.theme
        painter = QPainter(self)
        chosen = self.isChecked()
        fill = "tint" if chosen else "sunken" if self.underMouse() else "surface"
        draw_box(painter, QRectF(self.rect()), fill=theme.color(fill), edge=theme.color("accent" if chosen else "edge"))
        block = self._strong if chosen else self._block
        width = block.natural_width() + 1
        high = block.height(width)
        left = (self.width() - width) / 2
        block.paint(painter, QRectF(left, (self.height() - high) / 2, width, high), theme.color("ink"))
        painter.end()


class QualityRow(Themed, QWidget):
    """One line: `answered()` after each answer, `left_for(step)` when an arrow leaves it."""

    answered = Signal()
    left_for = Signal(int)

    def __init__(self, item: QualityItem) -> None:
        super().__init__()
        self.item = item
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._answers = QHBoxLayout()
        words = f"{item.words} *" if item.critical else item.words
        self._row.addWidget(Paragraph(words, full_width=True), 1, Qt.AlignmentFlag.AlignVCenter)
        self._group = QButtonGroup(self)
        self.buttons = [MarkButton(item, mark) for mark in Mark]
        for button in self.buttons:
            self._group.addButton(button)
            button.clicked.connect(self.answered)
            self._answers.addWidget(button)
        self._answers.addStretch(1)
        self._row.addLayout(self._answers)
        self._style_now()

    @property
    def mark(self) -> Mark | None:
        """The answer, None while there is none."""
        return next((button.mark for button in self.buttons if button.isChecked()), None)

    def answer(self, mark: Mark) -> None:
        """As the key does."""
        button = next(button for button in self.buttons if button.mark is mark)
        button.setChecked(True)
        self.answered.emit()

    def take_focus(self) -> None:
        """On the answer it has, else on the first."""
        chosen = next((button for button in self.buttons if button.isChecked()), self.buttons[0])
        chosen.setFocus(Qt.FocusReason.TabFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        here = next((place for place, button in enumerate(self.buttons) if button.hasFocus()), 0)
        if event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier):
            super().keyPressEvent(event)
        elif key in _KEYS:
            self.answer(_KEYS[key])
            self.left_for.emit(1)
        elif key in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.answer(self.buttons[here].mark)
            self.left_for.emit(1)
        elif key in _STEPS:
            self.left_for.emit(_STEPS[key])
        elif key in _SIDES:
            self.buttons[(here + _SIDES[key]) % len(self.buttons)].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        """The answers under the words where the line is narrow."""
        beside = self.width() >= self.theme.px(_BESIDE_PX)
        self._row.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)

    def _restyle(self) -> None:
        for row in (self._row, self._answers):
            row.setSpacing(self.theme.px(6))
        self._fold()


class QualityFormCard(Themed, QWidget):
    """`kept(NewCheck)` when every line is answered and the button pressed; `left()` to do without."""

    kept = Signal(object)
    left = Signal()

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.addWidget(Paragraph("Score this call", face="section"))
        self._column.addWidget(
            Paragraph(
                "Calls are not recorded. What the answers and your ears do not say is “Cannot tell”. The volunteer "
                "reads this form and your name.",
                face="meta",
                color="ink2",
                full_width=True,
            )
        )
        self.rows = [QualityRow(item) for item in FORM.items]
        for place, row in enumerate(self.rows):
            self._column.addWidget(HairLine())
            self._column.addWidget(row)
            row.answered.connect(self._look)
            row.left_for.connect(partial(self._on_left_for, place))
        self._column.addWidget(HairLine())
        self._column.addWidget(Paragraph("* A “No” here needs a few words.", face="meta", color="ink2"))
        self.beside = CheckRow("I sat beside the caller and listened")
        self._column.addWidget(self.beside)
        self.note = TextField("What went well, and what to talk over", lines=3)
        self.note.text_changed.connect(self._look)
        self._column.addWidget(self.note)
        self._foot = QHBoxLayout()
        self.leave = QuietButton("Not now")
        self.leave.clicked.connect(self.left)
        self.keep = SecondaryButton("Keep the score", icon_name="check")
        self.keep.clicked.connect(self._on_keep)
        self._foot.addWidget(self.leave)
        self._foot.addStretch(1)
        self._foot.addWidget(ReasonBeside(self.keep), 1, Qt.AlignmentFlag.AlignVCenter)
        self._foot.addWidget(self.keep)
        self._column.addLayout(self._foot)
        self._look()
        self._style_now()

    def begin(self) -> None:
        """Empty, for another call."""
        for row in self.rows:
            for button in row.buttons:
                button.group().setExclusive(False)
                button.setChecked(False)
                button.group().setExclusive(True)
        self.beside.setChecked(False)
        self.note.set_text("")
        self.note.set_error("")
        self._look()

    def take_focus(self) -> None:
        self.rows[0].take_focus()

    def open_again(self) -> None:
        """It was not kept after all."""
        self._look()

    def _on_left_for(self, place: int, step: int) -> None:
        after = place + step
        if 0 <= after < len(self.rows):
            self.rows[after].take_focus()
        elif step > 0:
            self.beside.setFocus(Qt.FocusReason.TabFocusReason)

    def _look(self) -> None:
        open_lines = sum(row.mark is None for row in self.rows)
        missing = any(row.item.critical and row.mark is Mark.NO for row in self.rows) and not self.note.text.strip()
        if open_lines:
            self.keep.close_with(f"{count(open_lines, 'line')} to answer.")
        elif missing:
            self.keep.close_with("Write a few words about the “No”.")
        elif len(self.note.text) > LONGEST_NOTE:
            self.keep.close_with(f"The note has at most {LONGEST_NOTE} characters.")
        else:
            self.keep.open_again()

    def _on_keep(self) -> None:
        marks = {row.item.key: row.mark for row in self.rows if row.mark is not None}
        self.keep.close_with("It is being kept.")
        self.kept.emit(NewCheck(marks, self.note.text.strip(), self.beside.isChecked()))

    def _restyle(self) -> None:
        theme = self.theme
        side = theme.px(20)
        self._column.setContentsMargins(side, theme.px(16), side, theme.px(16))
        self._column.setSpacing(theme.px(8))
