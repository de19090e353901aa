"""A box with words beside it; the whole row is the target."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QWidget

from callback_desk.ui.components.base import TextBlock, Themed, mnemonic_safe
from callback_desk.ui.components.drawing import draw_box
from callback_desk.ui.icons import pixmap
from callback_desk.ui.theme import current_theme
from callback_desk.ui.tokens import CAP_RADIUS_PX


class CheckRow(Themed, QCheckBox):
    """A box of 22 and words; the whole row is the target. `boxed` draws a border round it."""

    def __init__(self, words: str, *, note: str = "", boxed: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._note = note
        self._boxed = boxed
        self.setText(mnemonic_safe(words))
        self.setAccessibleName(words)
        self.setAccessibleDescription(note)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._style_now()

    def _block(self) -> TextBlock:
        return TextBlock(self._words)

    def _left_px(self) -> int:
        return self.theme.px(48 if self._boxed else 34)

    def _text_width(self, width: float) -> float:
        note = TextBlock(self._note, face="meta").natural_width() if self._note else 0.0
        return width - self._left_px() - self.theme.px(12 if self._boxed else 0) - note

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return max(self.theme.px(44), self._block().height(self._text_width(width)) + self.theme.px(18))

    def sizeHint(self) -> QSize:
        width = round(self._block().natural_width()) + self._left_px() + self.theme.px(16)
        note = round(TextBlock(self._note, face="meta").natural_width()) if self._note else 0
        return QSize(width + note, self.theme.px(44))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.px(160), self.theme.px(44))

    def hitButton(self, pos: object) -> bool:
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self.theme
        painter = QPainter(self)
        box = QRectF(self.rect())
        if self._boxed or self.underMouse():
            fill = theme.color("sunken" if self.underMouse() else "surface")
            draw_box(painter, box, fill=fill, edge=theme.color("edge") if self._boxed else None)
        side = theme.px(22)
        square = QRectF(theme.px(13 if self._boxed else 0), round((box.height() - side) / 2), side, side)
        paint_check_box(painter, square, checked=self.isChecked(), ratio=self.devicePixelRatioF())
        block = self._block()
        width = self._text_width(box.width())
        top = (box.height() - block.height(width)) / 2
        ink = theme.color("ink" if self.isEnabled() else "ink2")
        block.paint(painter, QRectF(self._left_px(), top, width, box.height()), ink)
        if self._note:
            painter.setFont(theme.font("meta"))
            painter.setPen(theme.color("ink2"))
            right = box.adjusted(0, 0, -theme.px(12 if self._boxed else 0), 0)
            painter.drawText(right, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self._note)
        painter.end()


def paint_check_box(painter: QPainter, square: QRectF, *, checked: bool, ratio: float) -> None:
    """A box of 22: empty with an edge, or filled with a check mark. For rows and delegates."""
    theme = current_theme()
    fill = theme.color("accent" if checked else "surface")
    edge = theme.color("accent" if checked else "edge")
    draw_box(painter, square, fill=fill, edge=edge, edge_px=2, radius_px=CAP_RADIUS_PX)
    if checked:
        drawn = pixmap("check", "on_accent", 16, ratio)
        side = theme.px(16)
        center = square.center()
        painter.drawPixmap(QPointF(round(center.x() - side / 2), round(center.y() - side / 2)), drawn)
