"""How far one is: the steps in the head of a page, the rings they share with the stages of a call."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from callback_desk.ui.components.base import Themed, empty_out, mnemonic_safe
from callback_desk.ui.components.card import HairLine
from callback_desk.ui.icons import pixmap
from callback_desk.ui.theme import current_theme


class StageState(StrEnum):
    DONE = "done"
    HERE = "here"
    AHEAD = "ahead"


def paint_stage_ring(painter: QPainter, center: QPointF, state: StageState, ratio: float, ground: QColor) -> None:
    """The ring of a stage, 24 wide: filled with a check, filled with a dot, or empty."""
    theme = current_theme()
    radius = float(theme.px(12))
    if state == StageState.AHEAD:
        painter.setPen(QPen(theme.color("edge"), theme.px(2)))
        painter.setBrush(theme.color("surface"))
        painter.drawEllipse(center, radius - theme.px(1), radius - theme.px(1))
        return
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color("accent"))
    painter.drawEllipse(center, radius, radius)
    if state == StageState.HERE:
        painter.setBrush(theme.color("on_accent"))
        painter.drawEllipse(center, theme.px(10) / 2, theme.px(10) / 2)
        return
    side = theme.px(16)
    drawn = pixmap("check", "on_accent", 16, ratio)
    painter.drawPixmap(QPointF(round(center.x() - side / 2), round(center.y() - side / 2)), drawn)


class StepsHead(Themed, QWidget):
    """Steps in the head of a page: done filled with a check, here ringed and 600, ahead gray.

    `step_wanted(index)` for a done one.
    """

    step_wanted = Signal(int)

    def __init__(self, labels: Sequence[str], here: int = 0, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._labels = tuple(labels)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._here = -1
        self.set_here(here)
        self._style_now()

    @property
    def here(self) -> int:
        return self._here

    def set_here(self, here: int) -> None:
        """Index of the present step, from 0."""
        self._here = here
        empty_out(self._row)
        for index, label in enumerate(self._labels):
            if index:
                line = HairLine(color="edge")
                line.setFixedWidth(self.theme.px(40))
                self._row.addWidget(line, 0, Qt.AlignmentFlag.AlignVCenter)
            step = _Step(index, label, here)
            step.clicked.connect(self._on_clicked)
            self._row.addWidget(step)

    def _on_clicked(self) -> None:
        step = self.sender()
        if isinstance(step, _Step):
            self.step_wanted.emit(step.index)

    def _restyle(self) -> None:
        self._row.setSpacing(self.theme.px(12))


class _Step(Themed, QPushButton):
    def __init__(self, index: int, label: str, here: int) -> None:
        super().__init__()
        self.index = index
        self._label = label
        self._state = StageState.DONE if index < here else StageState.HERE if index == here else StageState.AHEAD
        words = {StageState.DONE: "done", StageState.HERE: "you are here", StageState.AHEAD: "still to come"}
        self.setText(mnemonic_safe(label))
        self.setAccessibleName(f"Step {index + 1}, {label}, {words[self._state]}")
        self.setEnabled(self._state == StageState.DONE)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._style_now()

    def sizeHint(self) -> QSize:
        theme = self.theme
        strong = self._state == StageState.HERE
        text = QFontMetricsF(theme.font("body", strong=strong)).horizontalAdvance(self._label)
        return QSize(round(text + 1) + theme.px(38), theme.px(40))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        center = QPointF(theme.px(14), self.height() / 2)
        radius = theme.px(14)
        here = self._state == StageState.HERE
        if self._state == StageState.DONE:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("accent"))
            painter.drawEllipse(center, radius, radius)
            side = theme.px(18)
            drawn = pixmap("check", "on_accent", 18, self.devicePixelRatioF())
            painter.drawPixmap(QPointF(round(center.x() - side / 2), round(center.y() - side / 2)), drawn)
        else:
            painter.setPen(QPen(theme.color("accent" if here else "edge"), theme.px(2)))
            painter.setBrush(theme.color("surface"))
            painter.drawEllipse(center, radius - theme.px(1), radius - theme.px(1))
            painter.setFont(theme.font("meta_strong"))
            painter.setPen(theme.color("accent" if here else "ink2"))
            square = QRectF(center.x() - radius, center.y() - radius, 2 * radius, 2 * radius)
            painter.drawText(square, Qt.AlignmentFlag.AlignCenter, str(self.index + 1))
        painter.setFont(theme.font("body", strong=here))
        painter.setPen(theme.color("ink2" if self._state == StageState.AHEAD else "ink"))
        words = QRectF(theme.px(38), 0, self.width() - theme.px(38), self.height())
        painter.drawText(words, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self._label)
        painter.end()
