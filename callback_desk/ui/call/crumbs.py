"""The row of follow-up questions of one line: done, here, ahead."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from callback_desk.call_script.steps import Crumb
from callback_desk.ui.components import Themed
from callback_desk.ui.components.drawing import draw_box
from callback_desk.ui.icons import pixmap

_HIGH_PX: Final = 28
_GAP_PX: Final = 32  # with the arrow in it
_LONGEST: Final = 22  # letters of an answer; the whole is in the accessible name


class Crumbs(Themed, QLabel):
    """One row of chips with arrows between. What does not fit at the end is left out; *here* always fits."""

    def __init__(self, crumbs: Sequence[Crumb], *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._crumbs: tuple[Crumb, ...] = ()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_crumbs(crumbs)
        self._style_now()

    def show_crumbs(self, crumbs: Sequence[Crumb]) -> None:
        """Another place in the row, or another line; none leaves nothing."""
        self._crumbs = tuple(crumbs)
        spoken = ", ".join(f"{crumb.label}: {crumb.value}" if crumb.value else crumb.label for crumb in crumbs)
        self.setText(spoken)
        self.setAccessibleName(f"About this line: {spoken}" if spoken else "")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(320), self.theme.px(_HIGH_PX))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.px(160), self.theme.px(_HIGH_PX))

    def _words(self, crumb: Crumb) -> str:
        if crumb.state != "done" or not crumb.value:
            return crumb.label
        value = crumb.value[0].lower() + crumb.value[1:]
        return f"{crumb.label}: {value}" if len(value) <= _LONGEST else crumb.label

    def _width(self, crumb: Crumb) -> float:
        strong = crumb.state == "here"
        text = QFontMetricsF(self.theme.font("meta", strong=strong)).horizontalAdvance(self._words(crumb))
        return text + self.theme.px(44 if crumb.state == "done" else 20)

    def _first_shown(self) -> int:
        """Leave out the oldest ones when the row is too narrow for all up to the one after *here*."""
        here = next((index for index, crumb in enumerate(self._crumbs) if crumb.state == "here"), 0)
        last = min(here + 1, len(self._crumbs) - 1)
        for first in range(here + 1):
            need = sum(self._width(crumb) for crumb in self._crumbs[first : last + 1])
            if need + self.theme.px(_GAP_PX) * (last - first) <= self.width():
                return first
        return here

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self.theme
        painter = QPainter(self)
        left, high = 0.0, float(theme.px(_HIGH_PX))
        for index, crumb in enumerate(self._crumbs[self._first_shown() :]):
            wide = self._width(crumb)
            if left + wide > self.width():
                break
            if index:
                arrow = pixmap("chevron-right", "ink2", 16, self.devicePixelRatioF())
                painter.drawPixmap(QPointF(left - theme.px(24), round((high - theme.px(16)) / 2)), arrow)
            self._paint_one(painter, crumb, QRectF(left, 0, wide, high))
            left += wide + theme.px(_GAP_PX)
        painter.end()

    def _paint_one(self, painter: QPainter, crumb: Crumb, box: QRectF) -> None:
        theme = self.theme
        here, done = crumb.state == "here", crumb.state == "done"
        draw_box(
            painter,
            box,
            fill=theme.color("tint" if done else "surface"),
            edge=theme.color("accent" if here else "tint_edge" if done else "line"),
            edge_px=2 if here else 1,
            radius_px=14,
        )
        text = box.adjusted(theme.px(10), 0, -theme.px(10), 0)
        if done:
            tick = pixmap("check", "accent", 16, self.devicePixelRatioF())
            painter.drawPixmap(QPointF(box.left() + theme.px(10), round((box.height() - theme.px(16)) / 2)), tick)
            text.setLeft(box.left() + theme.px(33))
        painter.setFont(theme.font("meta", strong=here))
        painter.setPen(theme.color("ink" if here or done else "ink2"))
        painter.drawText(text, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self._words(crumb))
