"""A row of words with a figure that opens the people it counts."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from callback_desk.ui.components import Themed
from callback_desk.ui.components.drawing import draw_box


class LinkRow(Themed, QPushButton):
    """Put parts with `add`; `clicked` like any button. What it says aloud is the accessible name given."""

    _row: QHBoxLayout | None = None  # a button asks for its size before its parts are there

    def __init__(self, name: str, *, wraps: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wraps = wraps  # words of more than one line when there is little room
        self.setAccessibleName(name)
        self.setAutoDefault(False)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(wraps)
        self.setSizePolicy(policy)
        self._row = QHBoxLayout(self)
        self._style_now()

    def add(
        self,
        part: QWidget,
        stretch: int = 0,
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignVCenter,
        *,
        wide: bool = False,
    ) -> None:
        """One more part, from left to right; a press on it is a press on the row."""
        assert self._row is not None
        part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        if wide:
            self._row.addWidget(part, stretch)
        else:
            self._row.addWidget(part, stretch, align)
        self.updateGeometry()

    def hasHeightForWidth(self) -> bool:
        return self._wraps

    def heightForWidth(self, width: int) -> int:
        if self._row is None:
            return 0
        high = self._row.heightForWidth(width) if self._row.hasHeightForWidth() else self._row.sizeHint().height()
        return max(high, self.theme.px(28))

    def sizeHint(self) -> QSize:
        wide = self._row.sizeHint().width() if self._row is not None else 0
        return QSize(wide, self.heightForWidth(wide))

    def minimumSizeHint(self) -> QSize:
        wide = self._row.minimumSize().width() if self._row is not None else 0
        return QSize(wide, self.theme.px(28))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._wraps:  # a layout between here and what scrolls may not ask how high it is at this width
            self.setMinimumHeight(self.heightForWidth(self.width()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not (self.underMouse() and self.isEnabled()):
            return
        painter = QPainter(self)
        draw_box(painter, QRectF(self.rect()), fill=self.theme.color("sunken"), edge=None, radius_px=4)
        painter.end()

    def _restyle(self) -> None:
        if self._row is not None:
            self._row.setContentsMargins(0, self.theme.px(2), 0, self.theme.px(2))
            self._row.setSpacing(self.theme.px(10))


__all__ = ["LinkRow"]
