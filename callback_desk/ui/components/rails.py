"""The rail at the left of the window: where one may go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from callback_desk.ui.components.base import Themed, empty_out, mnemonic_safe, set_shown
from callback_desk.ui.components.buttons import SecondaryButton
from callback_desk.ui.components.card import HairLine
from callback_desk.ui.components.drawing import draw_box
from callback_desk.ui.components.paragraph import Label, Paragraph
from callback_desk.ui.icons import pixmap
from callback_desk.ui.tokens import RADIUS_PX, RAIL_PX


class Rail(Themed, QWidget):
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


class RailRow(Themed, QPushButton):
    """A row of a rail, 44 high, pressed with Enter too."""

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


class _NavRow(RailRow):
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


class LeftRail(Rail):
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
        self._brand_box = QWidget()
        self._brand_box.setLayout(self._brand)
        self.column.addWidget(self._brand_box)
        self._items = QVBoxLayout()
        self._scroll_body = QWidget()
        self._scroll_body.setObjectName("railBody")
        self._inner = QVBoxLayout(self._scroll_body)
        self._inner.addLayout(self._items)
        self._inner.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(self._scroll_body)
        self.column.addWidget(scroll, 1)
        self._foot_box = QWidget()
        self._foot_outer = QVBoxLayout(self._foot_box)
        self._foot_outer.addWidget(HairLine())
        self._foot = QVBoxLayout()
        self._foot_outer.addLayout(self._foot)
        self._foot.setSpacing(0)
        self.person = Paragraph(person)
        self.role = Label(role, face="meta", color="ink2")
        self.lock = SecondaryButton("Lock", icon_name="lock", key="Ctrl L")
        self.lock.clicked.connect(self.lock_wanted)
        self._foot.addWidget(self.person)
        self._foot.addWidget(self.role)
        self._foot.addSpacing(8)
        self._foot.addWidget(self.lock)
        self.column.addWidget(self._foot_box)
        self._style_now()

    def set_person(self, agency: str, person: str, role: str) -> None:
        """Who is signed in, at which agency."""
        self.agency.set_words(agency)
        self.person.set_words(person)
        self.role.setText(role)

    def set_bare(self, bare: bool) -> None:
        """The pages alone, without brand and person: as a key of a folded window."""
        for part in (self._brand_box, self._foot_box):
            set_shown(part, not bare)

    def focus_here(self) -> None:
        """Put the focus on the page shown now, else on the first."""
        rows = list(self._rows.values())
        target = next((row for row in rows if row.isChecked()), rows[0] if rows else None)
        if target is not None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_items(self, items: Sequence[NavItem], here: str = "") -> None:
        """The pages of this role, in order."""
        empty_out(self._items)
        self._rows = {}
        for item in items:
            if item.apart:
                self._items.addSpacing(self.theme.px(2))
                self._items.addWidget(HairLine())
                self._items.addSpacing(self.theme.px(2))
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
        # What scrolls keeps 6 px round its rows, so that the focus ring is whole.
        ring = theme.px(6)
        self.column.setContentsMargins(ring, theme.px(12), ring + theme.px(1), theme.px(12))
        self.column.setSpacing(0)
        self._inner.setContentsMargins(ring, ring, ring, ring)
        self._brand.setContentsMargins(ring + theme.px(8), theme.px(2), ring, theme.px(4))
        self._brand.setSpacing(theme.px(10))
        self._items.setSpacing(theme.px(4))
        self._foot_outer.setContentsMargins(ring, 0, ring, 0)
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
