"""The head of the call list's table: a box for all, and headings that sort, by mouse and by key."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QWidget

from callback_desk.ui.components.checks import paint_check_box
from callback_desk.ui.components.table import Headings
from callback_desk.ui.icons import pixmap
from callback_desk.ui.queue.columns import COLUMNS, NAME, TICK
from callback_desk.ui.theme import current_theme
from callback_desk.ui.tokens import CAP_RADIUS_PX, RING_PX

_STEP_PX = 20


class QueueHead(Headings):
    """`sort_wanted(key)` and `all_wanted()` by a click, or by Space or Enter on the heading the arrows stand on."""

    sort_wanted = Signal(str)
    all_wanted = Signal()
    width_chosen = Signal(int, float)  # column, px at 100 %

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Headings of the call list")
        self.setAccessibleDescription(
            "Arrow keys move, Shift with them to every heading, Space sorts or ticks all, Ctrl with them makes it wider"
        )
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("ringInside", True)
        self.setSectionsClickable(True)
        self.sort = "name"
        self.descending = False
        self.all_ticked = False
        self.here = TICK
        self._pressed: dict[int, int] = {}
        self.sectionClicked.connect(self.press)

    def show_sort(self, sort: str, *, descending: bool) -> None:
        """Draw the arrow at another heading."""
        self.sort, self.descending = sort, descending
        self.viewport().update()

    def show_all_ticked(self, ticked: bool) -> None:
        """Draw the box as ticked."""
        self.all_ticked = ticked
        self.viewport().update()

    def press(self, section: int) -> None:
        """What a click on a heading does."""
        if section == TICK:
            self.all_wanted.emit()
        elif COLUMNS[section].sort:
            self.sort_wanted.emit(COLUMNS[section].sort)

    def _stops(self) -> list[int]:
        return [place for place in self._shown() if place == TICK or COLUMNS[place].sort]

    def _shown(self) -> list[int]:
        order = [self.logicalIndex(visual) for visual in range(self.count())]
        return [place for place in order if not self.isSectionHidden(place)]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        stops = self._shown() if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else self._stops()
        at = stops.index(self.here) if self.here in stops else 0
        sideways = event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right)
        if sideways and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._widen(self.here, 1 if event.key() == Qt.Key.Key_Right else -1)
        elif sideways:
            step = 1 if event.key() == Qt.Key.Key_Right else -1
            self.here = stops[max(0, min(len(stops) - 1, at + step))]
            self.viewport().update()
        elif event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.press(stops[at])
        else:
            event.ignore()

    def _widen(self, section: int, step: int) -> None:
        if section not in (TICK, NAME):
            self.width_chosen.emit(section, self.sectionSize(section) / current_theme().scale + step * _STEP_PX)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = {section: self.sectionSize(section) for section in range(self.count())}
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        before, self._pressed = self._pressed, {}
        for section, was in before.items():
            now = self.sectionSize(section)
            if now != was and section not in (TICK, NAME) and not self.isSectionHidden(section):
                self.width_chosen.emit(section, now / current_theme().scale)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N803  # the name Qt gives it
        theme = current_theme()
        super().paintSection(painter, rect, logicalIndex)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ratio = self.devicePixelRatioF()
        if logicalIndex == TICK:
            side = theme.px(22)
            box = QRectF(rect.left() + theme.px(12) + 2, rect.center().y() - side / 2 + 1, side, side)
            paint_check_box(painter, box, checked=self.all_ticked, ratio=ratio)
        elif COLUMNS[logicalIndex].sort == self.sort:
            self._paint_arrow(painter, rect, logicalIndex, ratio)
        if self.hasFocus() and logicalIndex == self.here:
            half = theme.px(RING_PX) / 2
            painter.setPen(QPen(theme.color("focus"), theme.px(RING_PX)))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            radius = theme.px(CAP_RADIUS_PX)
            painter.drawRoundedRect(QRectF(rect).adjusted(half, half, -half, -half), radius, radius)
        painter.restore()

    def _paint_arrow(self, painter: QPainter, rect: QRect, section: int, ratio: float) -> None:
        theme = current_theme()
        column = COLUMNS[section]
        words = QFontMetricsF(self.font()).horizontalAdvance(column.heading)
        side = theme.px(16)
        drawn = pixmap("chevron-up" if self.descending else "chevron-down", "ink2", 16, ratio)
        left = rect.left() + theme.px(12) + words + theme.px(4)
        if column.figure:
            left = rect.right() - theme.px(12) - words - theme.px(4) - side
        painter.drawPixmap(round(left), round(rect.center().y() - side / 2 + 1), drawn)
