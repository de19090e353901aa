"""Cards, hairlines, icons as widgets, the head of a page."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QRegion, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QScrollBar, QSizePolicy, QVBoxLayout, QWidget

from callback_desk.ui.components.base import Themed, set_shown
from callback_desk.ui.components.drawing import draw_box
from callback_desk.ui.components.paragraph import Label, Paragraph
from callback_desk.ui.icons import pixmap
from callback_desk.ui.tokens import CARD_RADIUS_PX

_ANY_HEIGHT_PX: Final = 16_777_215  # Qt's own


class Card(Themed, QFrame):
    """White, 1 px line, radius 8. Put things into `body` (a vertical layout).

    `edge` is a colour token; `chosen` draws 2 px of it. `fill` is a colour token.
    """

    def __init__(
        self,
        title: str = "",
        *,
        note: str = "",
        padding_px: int = 20,
        fill: str = "surface",
        edge: str = "line",
        edge_px: int = 1,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._padding_px = padding_px
        self._fill = fill
        self._edge = edge
        self._edge_px = edge_px
        self.body = QVBoxLayout(self)
        self.title_label: Label | None = None
        if title:
            self.setAccessibleName(title)
            self.title_label = Label(title, face="section")
            head = QHBoxLayout()
            head.addWidget(self.title_label)
            head.addStretch(1)
            if note:
                head.addWidget(Label(note, face="meta", color="ink2"))
            self.body.addLayout(head)
        self._style_now()

    def set_edge(self, edge: str, edge_px: int = 1) -> None:
        """Another border: `set_edge("danger", 2)`."""
        self._edge, self._edge_px = edge, edge_px
        self.update()

    def set_padding(self, padding_px: int) -> None:
        """Another distance between the border and what lies in it, in px at 100 %. The same again costs nothing."""
        if padding_px == self._padding_px:
            return
        self._padding_px = padding_px
        self._style_now()

    @property
    def flush(self) -> bool:
        """Whether what lies in it reaches the border: it then keeps clear of the round corners."""
        return not self._padding_px

    def _restyle(self) -> None:
        side = self.theme.px(self._padding_px) if self._padding_px else self.theme.px(1)
        self.body.setContentsMargins(side, side, side, side)
        self.body.setSpacing(self.theme.px(8) if self._padding_px else 0)

    def round_corners_of(self, part: QWidget) -> None:
        """Keep a part that fills this card to its edge out of the card's round corners. Again whenever it moved."""
        radius, near = self.theme.px(CARD_RADIUS_PX - 1), self.theme.px(2)
        # A corner that does not lie in a corner of the card stays square: the round one is laid outside the part.
        above = 0 if part.y() <= near else radius
        below = 0 if self.height() - part.geometry().bottom() <= near + 1 else radius
        path = QPainterPath()
        path.addRoundedRect(QRectF(part.rect().adjusted(0, -above, 0, below)), radius, radius)
        part.setMask(QRegion(path.toFillPolygon().toPolygon()))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self.theme
        painter = QPainter(self)
        draw_box(
            painter,
            QRectF(self.rect()),
            fill=theme.color(self._fill),
            edge=theme.color(self._edge),
            edge_px=self._edge_px,
            radius_px=CARD_RADIUS_PX,
        )
        painter.end()


class HairLine(Themed, QWidget):
    """A 1 px line between things. `vertical` stands."""

    def __init__(self, *, vertical: bool = False, color: str = "line", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._vertical = vertical
        self._color = color
        self._style_now()

    def _restyle(self) -> None:
        if self._vertical:
            self.setFixedWidth(self.theme.px(1))
        else:
            self.setFixedHeight(self.theme.px(1))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.theme.color(self._color))
        painter.end()


class Icon(Themed, QWidget):
    """An icon beside its word. It says nothing by itself, so the accessibility tree has no name for it.

    `beside` is a line of the type table: the icon is then as high as one such line, for a first line of many.
    """

    def __init__(
        self,
        name: str,
        color: str = "ink2",
        *,
        size_px: int = 20,
        beside: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._beside = beside
        self._name = name
        self._color = color
        self._size_px = size_px
        self._style_now()

    def set_icon(self, name: str, color: str | None = None) -> None:
        """Another drawing, another colour."""
        self._name = name
        self._color = color or self._color
        self.update()

    def _restyle(self) -> None:
        side = self.theme.px(self._size_px)
        high = max(side, self.theme.line_px(self._beside)) if self._beside else side
        self.setFixedSize(QSize(side, high))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        drawn = pixmap(self._name, self._color, self._size_px, self.devicePixelRatioF())
        painter.drawPixmap(QPointF(0, (self.height() - self.theme.px(self._size_px)) // 2), drawn)
        painter.end()


class PageHead(Themed, QWidget):
    """The title of a page, a line under it, and on its right whatever `right` (a layout) receives."""

    def __init__(self, title: str, line: str = "", *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        left = QVBoxLayout()
        left.setSpacing(0)
        self.title = Label(title, face="page")
        self.line = Paragraph(line, face="meta", color="ink2")
        left.addWidget(self.title)
        left.addWidget(self.line)
        set_shown(self.line, bool(line))
        outer.addLayout(left, 1)
        self.right = QHBoxLayout()
        outer.addLayout(self.right)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        outer.setAlignment(self.right, Qt.AlignmentFlag.AlignVCenter)
        self._style_now()

    def set_title(self, title: str, line: str = "") -> None:
        """Other words."""
        self.title.setText(title)
        self.line.set_words(line)
        set_shown(self.line, bool(line))

    def _restyle(self) -> None:
        self.right.setSpacing(self.theme.px(16))
        self.setMinimumHeight(self.theme.px(40))


class Scroller(QScrollArea):
    """What may be higher than its place: scrolls up and down only, shows the ground under it. Fill `body`."""

    BAR_PX: Final = 14  # of its bar, as the style sheet has it
    RING_PX: Final = 6  # kept round what it holds: the focus ring lies 5 px round a control and must not be cut

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._open = False
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setAutoFillBackground(False)
        inside = QWidget()
        inside.setObjectName("clearBody")
        self.body = QVBoxLayout(inside)
        self.body.setContentsMargins(self.RING_PX, self.RING_PX, self.RING_PX, self.RING_PX)
        self.setWidget(inside)
        inside.setAutoFillBackground(False)

    def keep_bar_beside(self, beside: bool = True) -> None:
        """Its bar has a place of its own at the right, `BAR_PX` wide: what scrolls is as wide without it as with it.

        Whoever holds the scroller gives it that much of the margin, so that edges stand in line (design, section 9).
        """
        if beside and not isinstance(self.verticalScrollBar(), _QuietBar):
            self.setVerticalScrollBar(_QuietBar(self))
        policy = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(policy.ScrollBarAlwaysOn if beside else policy.ScrollBarAsNeeded)

    def stand_open(self, open_: bool) -> None:
        """As high as what it holds: where the whole page scrolls, nothing in it has a bar of its own."""
        self._open = open_
        held = self.widget()
        if held is not None:
            held.removeEventFilter(self)
            if open_:
                held.installEventFilter(self)
        if open_:
            self._follow()
        else:
            self.setMinimumHeight(0)
            self.setMaximumHeight(_ANY_HEIGHT_PX)

    def _follow(self) -> None:
        width = self.viewport().width()
        high = self.body.heightForWidth(width) if self.body.hasHeightForWidth() else self.body.sizeHint().height()
        high = max(high, self.body.minimumSize().height())  # Qt makes what scrolls no lower than that
        if self.minimumHeight() != high or self.maximumHeight() != high:
            self.setFixedHeight(high)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self._open and watched is self.widget() and event.type() == QEvent.Type.LayoutRequest:
            self._follow()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._open:
            self._follow()


class _QuietBar(QScrollBar):
    """Nothing to scroll, nothing to see: its place stays."""

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.maximum() > self.minimum():
            super().paintEvent(event)
