"""The rail at the left of the window: where one may go, or, in a call, how far one is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from callback_desk.ui.components.base import Themed, draw_box, mnemonic_safe
from callback_desk.ui.components.buttons import SecondaryButton
from callback_desk.ui.components.card import HairLine
from callback_desk.ui.components.chip import SavedMark
from callback_desk.ui.components.paragraph import Label, Paragraph
from callback_desk.ui.icons import pixmap
from callback_desk.ui.theme import current_theme
from callback_desk.ui.tokens import RADIUS_PX, RAIL_PX


class _Rail(Themed, QWidget):
    """216 wide, a fill, a hairline at its right."""

    def __init__(self, fill: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._rail_fill = fill
        self.column = QVBoxLayout(self)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)

    def _restyle(self) -> None:
        theme = self.theme
        self.setFixedWidth(theme.px(RAIL_PX))
        self.column.setContentsMargins(theme.px(12), theme.px(12), theme.px(13), theme.px(12))
        self.column.setSpacing(theme.px(4))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.theme.color(self._rail_fill))
        line = self.theme.px(1)
        painter.fillRect(self.width() - line, 0, line, self.height(), self.theme.color("line"))
        painter.end()


class _RailRow(Themed, QPushButton):
    def __init__(self, label: str) -> None:
        super().__init__()
        self.label = label
        self.setAutoDefault(False)
        self.setText(mnemonic_safe(label))
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def _restyle(self) -> None:
        self.setFixedHeight(self.theme.px(44))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)


@dataclass(frozen=True, slots=True)
class NavItem:
    """A page one may go to: its registered name, icon, label; a hairline above it when `apart`."""

    name: str
    icon_name: str
    label: str
    count: int = 0
    apart: bool = False


class _NavRow(_RailRow):
    def __init__(self, item: NavItem) -> None:
        super().__init__(item.label)
        self.item = item
        self._count = 0
        self.setCheckable(True)
        self.set_count(item.count)
        self._style_now()

    def set_count(self, count: int) -> None:
        self._count = count
        self.setAccessibleName(f"{self.label}, {count} waiting" if count else self.label)
        self.update()

    def nextCheckState(self) -> None:
        """Where we are is set by the shell, not by the press."""

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self.theme
        painter = QPainter(self)
        box = QRectF(self.rect())
        here = self.isChecked()
        if here or self.underMouse():
            draw_box(painter, box, fill=theme.color("tint" if here else "sunken"), edge=None)
        if here:
            painter.save()
            painter.setClipRect(QRectF(0, 0, theme.px(4), box.height()))
            draw_box(
                painter, QRectF(0, 0, theme.px(8), box.height()), fill=theme.color("accent"), edge=None, radius_px=3
            )
            painter.restore()
        side = theme.px(22)
        drawn = pixmap(self.item.icon_name, "accent" if here else "ink2", 22, self.devicePixelRatioF())
        painter.drawPixmap(QPointF(theme.px(12), round((box.height() - side) / 2)), drawn)
        painter.setFont(theme.font("body", strong=here))
        painter.setPen(theme.color("ink"))
        words = box.adjusted(theme.px(46), 0, -theme.px(12), 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self.label)
        if self._count:
            painter.setFont(theme.font("meta_strong"))
            painter.setPen(theme.color("ink2"))
            flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(words, flags, f"{self._count:,}")
        painter.end()


class LeftRail(_Rail):
    """Brand and agency above, pages by role, who is signed in and *Lock* below.

    `page_wanted(name)` and `lock_wanted()` are wishes; the shell grants them.
    """

    page_wanted = Signal(str)
    lock_wanted = Signal()

    def __init__(
        self,
        agency: str = "",
        person: str = "",
        role: str = "",
        *,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("surface", parent)
        self.setAccessibleName("Pages")
        self._rows: dict[str, _NavRow] = {}
        self._brand = QHBoxLayout()
        self._brand.addWidget(AppMark(36))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Label("Callback Desk", face="strong"))
        self.agency = Paragraph(agency, face="meta", color="ink2")
        words.addWidget(self.agency)
        self._brand.addLayout(words, 1)
        self.column.addLayout(self._brand)
        self._items = QVBoxLayout()
        self._scroll_body = QWidget()
        self._scroll_body.setObjectName("railBody")
        inner = QVBoxLayout(self._scroll_body)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addLayout(self._items)
        inner.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(self._scroll_body)
        self.column.addWidget(scroll, 1)
        self.column.addWidget(HairLine())
        self._foot = QVBoxLayout()
        self._foot.setSpacing(0)
        self.person = Paragraph(person)
        self.role = Label(role, face="meta", color="ink2")
        self.lock = SecondaryButton("Lock", icon_name="lock", key="Ctrl L")
        self.lock.clicked.connect(self.lock_wanted)
        self._foot.addWidget(self.person)
        self._foot.addWidget(self.role)
        self._foot.addSpacing(8)
        self._foot.addWidget(self.lock)
        self.column.addLayout(self._foot)
        self._style_now()

    def set_person(self, agency: str, person: str, role: str) -> None:
        """Who is signed in, at which agency."""
        self.agency.set_words(agency)
        self.person.set_words(person)
        self.role.setText(role)

    def set_items(self, items: Sequence[NavItem], here: str = "") -> None:
        """The pages of this role, in order."""
        while (old := self._items.takeAt(0)) is not None:
            widget = old.widget()
            if widget is not None:
                widget.hide()
                widget.setParent(None)
                widget.deleteLater()
        self._rows = {}
        for item in items:
            if item.apart:
                self._items.addWidget(HairLine())
            row = _NavRow(item)
            row.clicked.connect(self._on_clicked)
            self._rows[item.name] = row
            self._items.addWidget(row)
        self.set_here(here)

    def set_here(self, name: str) -> None:
        """Mark the page shown now."""
        for row_name, row in self._rows.items():
            row.setChecked(row_name == name)

    def set_count(self, name: str, count: int) -> None:
        """How many wait on a page; 0 shows nothing. An unknown page is left alone."""
        if name in self._rows:
            self._rows[name].set_count(count)

    def _on_clicked(self) -> None:
        row = self.sender()
        if isinstance(row, _NavRow):
            self.page_wanted.emit(row.item.name)

    def _restyle(self) -> None:
        super()._restyle()
        theme = self.theme
        self._brand.setContentsMargins(theme.px(8), theme.px(2), 0, theme.px(10))
        self._brand.setSpacing(theme.px(10))
        self._items.setSpacing(theme.px(4))
        self._foot.setContentsMargins(theme.px(8), theme.px(8), theme.px(8), 0)


class AppMark(Themed, QWidget):
    """The program's own sign: a handset on a petrol square."""

    def __init__(self, side_px: int = 36, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._side_px = side_px
        self._style_now()

    def _restyle(self) -> None:
        side = self.theme.px(self._side_px)
        self.setFixedSize(QSize(side, side))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self.theme
        painter = QPainter(self)
        draw_box(painter, QRectF(self.rect()), fill=theme.color("accent"), edge=None, radius_px=RADIUS_PX)
        inner = round(self._side_px * 0.6)
        drawn = pixmap("phone", "on_accent", inner, self.devicePixelRatioF())
        offset = (self.width() - theme.px(inner)) / 2
        painter.drawPixmap(QPointF(offset, offset), drawn)
        painter.end()


class StageState(StrEnum):
    DONE = "done"
    HERE = "here"
    AHEAD = "ahead"


@dataclass(frozen=True, slots=True)
class Stage:
    """A part of the call: an id of the page's, its label, where we are."""

    name: str
    label: str
    state: StageState = StageState.AHEAD


class _StageRow(_RailRow):
    def __init__(self, stage: Stage, *, first: bool, last: bool, line_above: bool, line_below: bool) -> None:
        super().__init__(stage.label)
        self.stage = stage
        self._first, self._last = first, last
        self._line_above, self._line_below = line_above, line_below
        words = {StageState.DONE: "done", StageState.HERE: "you are here", StageState.AHEAD: "still to come"}
        self.setAccessibleName(f"{stage.label}, {words[stage.state]}")
        self.setEnabled(stage.state == StageState.DONE)
        self._style_now()

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
            (not self._first, self._line_above, 0.0, center.y() - ring),
            (not self._last, self._line_below, center.y() + ring, box.height()),
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


class StageRail(_Rail):
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
        self.set_stages(stages)
        self._style_now()

    def set_clock(self, text: str) -> None:
        """Time since the call began, as written for people."""
        self.clock.setText(text)

    def set_stages(self, stages: Sequence[Stage]) -> None:
        """All stages, in order."""
        while (old := self._items.takeAt(0)) is not None:
            widget = old.widget()
            if widget is not None:
                widget.hide()
                widget.setParent(None)
                widget.deleteLater()
        for index, stage in enumerate(stages):
            row = _StageRow(
                stage,
                first=index == 0,
                last=index == len(stages) - 1,
                line_above=stage.state != StageState.AHEAD,
                line_below=stage.state == StageState.DONE,
            )
            row.clicked.connect(self._on_clicked)
            self._items.addWidget(row)

    def _on_clicked(self) -> None:
        row = self.sender()
        if isinstance(row, _StageRow):
            self.stage_wanted.emit(row.stage.name)

    def _restyle(self) -> None:
        super()._restyle()
        theme = self.theme
        self._head.setContentsMargins(theme.px(8), theme.px(4), theme.px(8), theme.px(10))
        self._foot.setContentsMargins(theme.px(8), theme.px(6), theme.px(8), 0)


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
        while (old := self._row.takeAt(0)) is not None:
            widget = old.widget()
            if widget is not None:
                widget.hide()
                widget.setParent(None)
                widget.deleteLater()
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
