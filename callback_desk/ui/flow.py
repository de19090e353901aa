"""Chips in a row that wraps: as many as fit, the rest below."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from callback_desk.ui.components import Themed


class Flow(Themed, QWidget):
    """Lays its parts out left to right and goes on in the next line. Height follows width."""

    def __init__(self, parts: Sequence[QWidget] = (), *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts: list[QWidget] = []
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        for part in parts:
            part.setParent(self)
            part.show()
            self._parts.append(part)
        self._style_now()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._place(width, move=False)

    def sizeHint(self) -> QSize:
        width = sum(part.sizeHint().width() + self.theme.px(8) for part in self._parts)
        return QSize(width, self.heightForWidth(max(width, 1)))

    def minimumSizeHint(self) -> QSize:
        return QSize(max((part.sizeHint().width() for part in self._parts), default=0), self.theme.px(28))

    def _place(self, width: int, *, move: bool) -> int:
        gap = self.theme.px(8)
        left = top = row_high = 0
        for part in self._parts:
            size = part.sizeHint()
            if left and left + size.width() > width:
                left, top, row_high = 0, top + row_high + gap, 0
            if move:
                part.setGeometry(left, top, size.width(), size.height())
            left += size.width() + gap
            row_high = max(row_high, size.height())
        return top + row_high

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place(self.width(), move=True)
