"""One numbered answer, as a button. Many of them are a list (choice_list)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QRadioButton, QSizePolicy, QWidget

from callback_desk.ui.components.base import TextBlock, Themed, mnemonic_safe
from callback_desk.ui.components.drawing import draw_box
from callback_desk.ui.tokens import CAP_RADIUS_PX, CHOICE_PX, RADIUS_PX, TARGET_PX

_TEXT_LEFT_PX = 55
_TEXT_RIGHT_PX = 17
_ABOVE_AND_BELOW_PX = 20  # round two lines
_DENSE_LEFT_PX = 49
_DENSE_RIGHT_PX = 8
_DENSE_ABOVE_AND_BELOW_PX = 8


class Squeeze(Enum):
    """How far an answer gives way in a low window, so that every number is in sight: its face, its least height in px.

    TERSE leaves away what it leads to (never why it is closed); who listens still hears it.
    """

    NONE = ("answer", CHOICE_PX)
    SMALL = ("body", TARGET_PX)
    TERSE = ("meta", TARGET_PX)

    @property
    def face(self) -> str:
        return self.value[0]

    @property
    def least_px(self) -> int:
        return self.value[1]


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
        self._blocks: dict[tuple[str, str, bool], TextBlock] = {}
        self._heights: dict[int, int] = {}  # by width; a grid asks for the same ones again and again
        self._squeeze = Squeeze.NONE
        self._pressed_now = False
        self.setAutoExclusive(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.set_choice(choice, dense=dense)
        self._style_now()

    def set_choice(self, choice: Choice, *, dense: bool = False) -> None:
        """Be another answer. Nothing of the one before stays, and a press that began on it does not count here."""
        self.choice = choice
        self._dense = dense
        self._squeeze = Squeeze.NONE
        self._left_px = _DENSE_LEFT_PX if dense else _TEXT_LEFT_PX
        self._right_px = _DENSE_RIGHT_PX if dense else _TEXT_RIGHT_PX
        self._above_and_below_px = _DENSE_ABOVE_AND_BELOW_PX if dense else _ABOVE_AND_BELOW_PX
        self._blocks.clear()
        self._heights.clear()
        self._pressed_now = False
        self.setDown(False)
        self.setText(mnemonic_safe(choice.label))
        self.setAccessibleName(f"{choice.number} {choice.label}".strip())
        self.setAccessibleDescription(choice.closed or choice.hint)
        self.setEnabled(not choice.closed)
        self.updateGeometry()
        self.update()

    def squeeze(self, squeeze: Squeeze) -> None:
        """Give way, or be as it was. The same answer: what is chosen stays so."""
        if squeeze is self._squeeze:
            return
        self._squeeze = squeeze
        close = self._dense or squeeze is not Squeeze.NONE
        self._left_px = _DENSE_LEFT_PX if close else _TEXT_LEFT_PX
        self._right_px = _DENSE_RIGHT_PX if close else _TEXT_RIGHT_PX
        self._above_and_below_px = _DENSE_ABOVE_AND_BELOW_PX if close else _ABOVE_AND_BELOW_PX
        self._blocks.clear()
        self._heights.clear()
        self.updateGeometry()
        self.update()

    def set_chosen(self, chosen: bool) -> None:
        """Show it as the answer, or not. Its size stays: the width is kept for 600 from the start."""
        if self.isChecked() != chosen:
            self.setChecked(chosen)
            self.update()

    def _restyle(self) -> None:
        self._heights.clear()

    def _right(self) -> str:
        return self.choice.closed or ("" if self._squeeze is Squeeze.TERSE else self.choice.hint)

    def _block(
        self,
        text: str,
        *,
        face: str = "",
        strong: bool = False,
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    ) -> TextBlock:
        """Words of this answer as they are laid out: Qt asks for their height again and again."""
        face = face or self._squeeze.face
        key = (text, face, strong)
        if key not in self._blocks:
            self._blocks[key] = TextBlock(text, face=face, strong=strong, align=align)
        return self._blocks[key]

    def _bold_width(self) -> float:
        # The width is kept for 600 from the start, so that choosing an answer moves nothing.
        return self._block(self.choice.label, strong=True).natural_width()

    def _hint_beside(self, width: float) -> bool:
        right = QFontMetricsF(self.theme.font("body")).horizontalAdvance(self._right())
        room = width - self.theme.px(self._left_px + self._right_px + 16)
        return self._bold_width() + right <= room

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if width not in self._heights:
            self._heights[width] = self._height(width)
        return self._heights[width]

    def _height(self, width: int) -> int:
        theme = self.theme
        text_px = width - theme.px(self._left_px + self._right_px)
        height = self._block(self.choice.label, strong=True).height(text_px)
        if self._right() and not self._hint_beside(width):
            height += self._block(self._right(), face="meta").height(text_px)
        return max(theme.px(self._squeeze.least_px), height + theme.px(self._above_and_below_px))

    def sizeHint(self) -> QSize:
        theme = self.theme
        right = QFontMetricsF(theme.font("body")).horizontalAdvance(self._right())
        width = round(self._bold_width() + (right + theme.px(16) if right else 0)) + 1
        wide = width + theme.px(self._left_px + self._right_px)
        return QSize(wide, theme.px(self._squeeze.least_px))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.px(180), self.theme.px(self._squeeze.least_px))

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

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed_now = True
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """The second press of two quick ones is not for an answer that came between them."""
        if self._pressed_now:
            super().mouseDoubleClickEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed_now or not event.buttons():
            super().mouseMoveEvent(event)

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
        block = self._block(self.choice.label, strong=self.isChecked())
        right = self._right()
        beside = bool(right) and self._hint_beside(box.width())
        below = self._block(right, face="meta") if right and not beside else None
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
