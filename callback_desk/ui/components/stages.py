"""The stage rail: in a call it takes the place of the left rail."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from callback_desk.ui.components.base import empty_out, mnemonic_safe
from callback_desk.ui.components.card import HairLine
from callback_desk.ui.components.chip import SavedMark
from callback_desk.ui.components.drawing import draw_box
from callback_desk.ui.components.paragraph import Label, Paragraph
from callback_desk.ui.components.rails import Rail, RailRow
from callback_desk.ui.components.steps import StageState, paint_stage_ring


@dataclass(frozen=True, slots=True)
class Stage:
    """A part of the call: an id of the page's, its label, where we are."""

    name: str
    label: str
    state: StageState = StageState.AHEAD


class _StageRow(RailRow):
    def __init__(self) -> None:
        super().__init__("")
        self.stage = Stage("", "")
        self._first = self._last = False
        self._style_now()

    def show_stage(self, stage: Stage, *, first: bool, last: bool) -> None:
        """Be this stage of the call."""
        if (stage, first, last) == (self.stage, self._first, self._last):
            return
        self.stage, self.label = stage, stage.label
        self._first, self._last = first, last
        self.setText(mnemonic_safe(stage.label))
        words = {StageState.DONE: "done", StageState.HERE: "you are here", StageState.AHEAD: "still to come"}
        self.setAccessibleName(f"{stage.label}, {words[stage.state]}")
        self.setEnabled(stage.state == StageState.DONE)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        state = self.stage.state
        if state == StageState.HERE or (self.underMouse() and self.isEnabled()):
            fill = "tint" if state == StageState.HERE else "desk"
            draw_box(painter, box, fill=theme.color(fill), edge=None)
        center = QPointF(theme.px(20), box.height() / 2)
        ring = theme.px(12)
        wide = theme.px(2)
        for draw, done, top, bottom in (
            (not self._first, state != StageState.AHEAD, 0.0, center.y() - ring),
            (not self._last, state == StageState.DONE, center.y() + ring, box.height()),
        ):
            if draw:
                color = theme.color("accent" if done else "line")
                painter.fillRect(QRectF(center.x() - wide / 2, top, wide, bottom - top), color)
        paint_stage_ring(painter, center, state, self.devicePixelRatioF(), QColor(theme.color("sunken")))
        painter.setFont(theme.font("body", strong=state == StageState.HERE))
        painter.setPen(theme.color("ink2" if state == StageState.AHEAD else "ink"))
        words = box.adjusted(theme.px(44), 0, -theme.px(4), 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self.label)
        painter.end()


class StageRail(Rail):
    """In a call it takes the place of the left rail. Done stages go back: `stage_wanted(name)`.

    Below: the saved mark and who is calling. `set_clock` is the time in the call, "6:48".
    """

    stage_wanted = Signal(str)

    def __init__(
        self,
        stages: Sequence[Stage] = (),
        *,
        person: str = "",
        role: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("sunken", parent)
        self.setAccessibleName("Stages of the call")
        self._head = QHBoxLayout()
        self._head.addWidget(Label("In a call", face="strong"))
        self._head.addStretch(1)
        self.clock = Label("", face="figures", color="ink2")
        self._head.addWidget(self.clock)
        self.column.addLayout(self._head)
        self._items = QVBoxLayout()
        self._items.setSpacing(0)
        self.column.addLayout(self._items)
        self.column.addStretch(1)
        self.column.addWidget(HairLine())
        self._foot = QVBoxLayout()
        self._foot.setSpacing(0)
        self.saved_mark = SavedMark()
        self._foot.addWidget(self.saved_mark)
        self._foot.addWidget(Paragraph(person))
        self._foot.addWidget(Label(role, face="meta", color="ink2"))
        self.column.addLayout(self._foot)
        self._stages: tuple[Stage, ...] = ()
        self._rows: list[_StageRow] = []
        self.set_stages(stages)
        self._style_now()

    def set_clock(self, text: str) -> None:
        """Time since the call began, as written for people."""
        self.clock.setText(text)

    def set_stages(self, stages: Sequence[Stage]) -> None:
        """All stages, in order. The same ones again cost nothing."""
        if self._stages == tuple(stages):
            return
        self._stages = tuple(stages)
        if len(stages) != len(self._rows):  # another script, or no call at all
            empty_out(self._items)
            self._rows = [_StageRow() for _ in stages]
            for row in self._rows:
                row.clicked.connect(self._on_clicked)
                self._items.addWidget(row)
        for index, (row, stage) in enumerate(zip(self._rows, stages, strict=True)):
            row.show_stage(stage, first=index == 0, last=index == len(stages) - 1)

    def _on_clicked(self) -> None:
        row = self.sender()
        if isinstance(row, _StageRow):
            self.stage_wanted.emit(row.stage.name)

    def _restyle(self) -> None:
        super()._restyle()
        theme = self.theme
        self._head.setContentsMargins(theme.px(8), theme.px(4), theme.px(8), theme.px(10))
        self._foot.setContentsMargins(theme.px(8), theme.px(6), theme.px(8), 0)
