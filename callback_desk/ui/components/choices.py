"""Numbered answers. The page delivers number keys with `choose_key`; typing in a text field never answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QRadioButton, QSizePolicy, QWidget

from callback_desk.ui.components.base import TextBlock, Themed, draw_box, mnemonic_safe
from callback_desk.ui.theme import current_theme
from callback_desk.ui.tokens import CAP_RADIUS_PX, CHOICE_PX, RADIUS_PX

_TEXT_LEFT_PX = 55
_TEXT_RIGHT_PX = 17
_ABOVE_AND_BELOW_PX = 20  # round two lines
_DENSE_LEFT_PX = 49
_DENSE_RIGHT_PX = 8
_DENSE_ABOVE_AND_BELOW_PX = 8


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer. `number` "" counts on from 1; give "0" to *does not know, or would rather not say*.

    `hint` is what it leads to, `closed` the reason when it may not be chosen.
    """

    value: str
    label: str
    hint: str = ""
    closed: str = ""
    number: str = ""


class NumberedChoice(Themed, QRadioButton):
    """One answer, 48 high or more. Role: radio button; name: number and words; description: hint or reason.

    `dense` brings words and hint closer to the edges, where many answers must be seen at once.
    """

    def __init__(self, choice: Choice, *, dense: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.choice = choice
        self._left_px = _DENSE_LEFT_PX if dense else _TEXT_LEFT_PX
        self._right_px = _DENSE_RIGHT_PX if dense else _TEXT_RIGHT_PX
        self._above_and_below_px = _DENSE_ABOVE_AND_BELOW_PX if dense else _ABOVE_AND_BELOW_PX
        self.setAutoExclusive(False)
        self.setText(mnemonic_safe(choice.label))
        spoken = f"{choice.number} {choice.label}".strip()
        self.setAccessibleName(spoken)
        self.setAccessibleDescription(choice.closed or choice.hint)
        self.setEnabled(not choice.closed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._style_now()

    def set_chosen(self, chosen: bool) -> None:
        """Show it as the answer, or not."""
        self.setChecked(chosen)
        self.updateGeometry()
        self.update()

    def _right(self) -> str:
        return self.choice.closed or self.choice.hint

    def _label_block(self) -> TextBlock:
        return TextBlock(self.choice.label, face="answer", strong=self.isChecked())

    def _bold_width(self) -> float:
        # The width is kept for 600 from the start, so that choosing an answer moves nothing.
        return TextBlock(self.choice.label, face="answer", strong=True).natural_width()

    def _hint_beside(self, width: float) -> bool:
        right = QFontMetricsF(self.theme.font("body")).horizontalAdvance(self._right())
        room = width - self.theme.px(self._left_px + self._right_px + 16)
        return self._bold_width() + right <= room

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        theme = self.theme
        text_px = width - theme.px(self._left_px + self._right_px)
        block = TextBlock(self.choice.label, face="answer", strong=True)
        height = block.height(text_px)
        if self._right() and not self._hint_beside(width):
            height += TextBlock(self._right(), face="meta").height(text_px)
        return max(theme.px(CHOICE_PX), height + theme.px(self._above_and_below_px))

    def sizeHint(self) -> QSize:
        theme = self.theme
        right = QFontMetricsF(theme.font("body")).horizontalAdvance(self._right())
        width = round(self._bold_width() + (right + theme.px(16) if right else 0)) + 1
        wide = width + theme.px(self._left_px + self._right_px)
        return QSize(wide, theme.px(CHOICE_PX))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.px(180), self.theme.px(CHOICE_PX))

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self.click()
            return
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right):
            event.ignore()  # the list moves the focus; an arrow never answers
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self.theme
        painter = QPainter(self)
        box = QRectF(self.rect())
        chosen, open_ = self.isChecked(), self.isEnabled()
        over = open_ and self.underMouse() and not chosen
        fill = "tint" if chosen else ("surface" if open_ and not over else "sunken")
        edge = "accent" if chosen else ("edge" if open_ else "line")
        draw_box(
            painter,
            box,
            fill=theme.color(fill),
            edge=theme.color(edge),
            edge_px=2 if chosen else 1,
            radius_px=RADIUS_PX,
        )
        self._paint_number(painter, chosen, open_)
        self._paint_words(painter, box, open_)
        painter.end()

    def _paint_number(self, painter: QPainter, chosen: bool, open_: bool) -> None:
        theme = self.theme
        if not self.choice.number:
            return
        side = theme.px(32)
        top = (min(self.height(), theme.px(CHOICE_PX)) - side) / 2
        if self.height() > theme.px(CHOICE_PX):
            top = (self.height() - side) / 2
        square = QRectF(theme.px(9), top, side, side)
        fill = "accent" if chosen else "sunken"
        edge = "accent" if chosen else "line"
        draw_box(painter, square, fill=theme.color(fill), edge=theme.color(edge), radius_px=CAP_RADIUS_PX)
        painter.setFont(theme.font("answer", strong=True))
        painter.setPen(theme.color("on_accent" if chosen else ("ink" if open_ else "ink2")))
        painter.drawText(square, Qt.AlignmentFlag.AlignCenter, self.choice.number)

    def _paint_words(self, painter: QPainter, box: QRectF, open_: bool) -> None:
        theme = self.theme
        ink = theme.color("ink" if open_ else "ink2")
        left = theme.px(self._left_px)
        width = box.width() - left - theme.px(self._right_px)
        block = self._label_block()
        right = self._right()
        beside = bool(right) and self._hint_beside(box.width())
        below = TextBlock(right, face="meta") if right and not beside else None
        height = block.height(width) + (below.height(width) if below else 0)
        top = (box.height() - height) / 2
        block.paint(painter, QRectF(left, top, width, height), ink)
        if below is not None:
            low = top + block.height(width)
            below.paint(painter, QRectF(left, low, width, height), theme.color("ink2"))
        if beside:
            painter.setFont(theme.font("body"))
            painter.setPen(theme.color("ink2"))
            flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(QRectF(left, 0, width, box.height()), flags, right)


class ChoiceList(QWidget):
    """Answers in reading order, in one column or two. Never more than one is chosen; none is chosen beforehand.

    `choice_made(value)` comes once a press, also when the same answer is pressed again.
    """

    choice_made = Signal(str)

    def __init__(
        self,
        choices: Sequence[Choice] = (),
        *,
        columns: int = 1,
        chosen: str = "",
        dense: bool = False,
        part: type[NumberedChoice] = NumberedChoice,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._columns = columns
        self._dense = dense
        self._part = part
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._parts: list[NumberedChoice] = []
        self.set_choices(choices, chosen=chosen)

    @property
    def parts(self) -> tuple[NumberedChoice, ...]:
        """The answers on screen, in reading order."""
        return tuple(self._parts)

    @property
    def chosen(self) -> str:
        """Value of the chosen answer, "" while there is none."""
        return next((part.choice.value for part in self._parts if part.isChecked()), "")

    def set_choices(self, choices: Sequence[Choice], *, chosen: str = "") -> None:
        """Show other answers. Raises nothing; a tenth answer has no number key."""
        for part in self._parts:
            self._grid.removeWidget(part)
            part.hide()
            part.setParent(None)
            part.deleteLater()
        self._parts = []
        self._grid.setSpacing(current_theme().px(6 if self._dense else 8))
        for index, choice in enumerate(_numbered(choices)):
            part = self._part(choice, dense=self._dense, parent=self)
            part.set_chosen(choice.value == chosen and bool(chosen))
            part.clicked.connect(self._on_clicked)
            self._grid.addWidget(part, index // self._columns, index % self._columns)
            self._parts.append(part)
        for column in range(self._columns):
            self._grid.setColumnStretch(column, 1)

    def set_chosen(self, value: str) -> None:
        """Show an answer as chosen without telling anybody; "" clears."""
        for part in self._parts:
            part.set_chosen(bool(value) and part.choice.value == value)

    def choose_key(self, key: str) -> bool:
        """A number key "0" to "9" was pressed outside any text. True when it was an answer of this list."""
        for part in self._parts:
            if key and part.choice.number == key and part.isEnabled():
                self._choose(part)
                return True
        return False

    def focus_first(self) -> None:
        """Put the focus on the chosen answer, else on the first open one."""
        open_parts = [part for part in self._parts if part.isEnabled()]
        target = next((part for part in open_parts if part.isChecked()), open_parts[0] if open_parts else None)
        if target is not None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_clicked(self) -> None:
        part = self.sender()
        if isinstance(part, NumberedChoice):
            self._choose(part)

    def _choose(self, part: NumberedChoice) -> None:
        self.set_chosen(part.choice.value)
        self.choice_made.emit(part.choice.value)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Up: -self._columns,
            Qt.Key.Key_Down: self._columns,
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Right: 1,
        }
        step = steps.get(Qt.Key(event.key()))
        here = next((index for index, part in enumerate(self._parts) if part.hasFocus()), None)
        if step is None or here is None:
            super().keyPressEvent(event)
            return
        there = here + step
        while 0 <= there < len(self._parts):
            if self._parts[there].isEnabled():
                self._parts[there].setFocus(Qt.FocusReason.TabFocusReason)
                return
            there += step


def _numbered(choices: Sequence[Choice]) -> list[Choice]:
    counted: list[Choice] = []
    count = 0
    for choice in choices:
        number = choice.number
        if not number:
            count += 1
            number = str(count) if count <= 9 else ""
        counted.append(Choice(choice.value, choice.label, choice.hint, choice.closed, number))
    return counted
