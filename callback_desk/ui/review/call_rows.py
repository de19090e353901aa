"""The calls to check: those with new information first, then those without."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from callback_desk.domain.ids import CallId
from callback_desk.domain.views import ReviewLine
from callback_desk.ui.components import Card, Paragraph, QuietButton, Scroller, Themed, empty_out
from callback_desk.ui.components.base import TextBlock, mnemonic_safe
from callback_desk.ui.review.words import what_is_new
from callback_desk.ui.sight import bring_into_sight

Groups = tuple[tuple[str, tuple[ReviewLine, ...]], ...]

_FIRST: Final = 40  # rows of a group that are made at once: each is a widget that is read aloud by itself
_MANY: Final = 10
_STEPS: Final = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
_LEAST_PX: Final = 180
_LEFT_PX: Final = 16
_ROUND_PX: Final = 12


class CallRow(Themed, QPushButton):
    """A call: name, offense, what is new. Each wraps where the list is narrow; nothing is cut.

    `stepped(1 or -1)`: the arrows down and up.
    """

    stepped = Signal(int)

    def __init__(self, line: ReviewLine) -> None:
        super().__init__()
        self.line = line
        self._news = what_is_new(line)
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setText(mnemonic_safe(line.name))
        self.setAccessibleName(", ".join(part for part in (line.name, line.offense, self._news) if part))
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        # The name is measured as heavy as it gets, so that no row grows when its call is opened.
        self._blocks = tuple(
            (TextBlock(words, face=face, strong=strong), color)
            for words, face, strong, color in (
                (line.name, "body", True, "ink"),
                (line.offense, "meta", False, "ink2"),
                (self._news, "meta", False, "ink"),
            )
            if words
        )
        self._light_name = TextBlock(line.name)
        self._style_now()

    def nextCheckState(self) -> None:
        """Which call is open is set by the page, not by the press."""

    def sizeHint(self) -> QSize:
        width = self.theme.px(_LEAST_PX)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        # One line: what wraps is told by its width, else a wide list is as high as a narrow one.
        return QSize(self.theme.px(_LEAST_PX), self.theme.line_px("body"))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        room = self._room(width)
        return sum(block.height(room) for block, _color in self._blocks) + 2 * self.theme.px(_ROUND_PX)

    def _room(self, width: int) -> float:
        return max(1.0, width - self.theme.px(_LEFT_PX) - self.theme.px(_ROUND_PX))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        step = _STEPS.get(Qt.Key(event.key()))
        if step is not None:  # left to Qt it goes to what comes next by the Tab key, or scrolls
            self.stepped.emit(step)
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self.theme
        painter = QPainter(self)
        here, over = self.isChecked(), self.underMouse()
        painter.fillRect(self.rect(), theme.color("tint" if here else "sunken" if over else "surface"))
        line = theme.px(1)
        painter.fillRect(QRect(0, self.height() - line, self.width(), line), theme.color("line"))
        if here:
            painter.fillRect(QRect(0, 0, theme.px(4), self.height()), theme.color("accent"))
        top, room = theme.px(_ROUND_PX), self._room(self.width())
        for place, (block, color) in enumerate(self._blocks):
            drawn = block if place or here else self._light_name  # which may need a line less: the row keeps it below
            high = drawn.height(room)
            drawn.paint(painter, QRectF(theme.px(_LEFT_PX), top, room, high), theme.color(color))
            top += high
        painter.end()


class CallRows(Card):
    """`call_chosen(call_id)`."""

    call_chosen = Signal(int)

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(padding_px=0, parent=parent)
        self.rows: list[CallRow] = []
        self._groups: Groups = ()
        self._shown: dict[str, int] = {}
        self._first = _FIRST
        self._here: CallId | None = None
        self.scroller = _RowsScroller()
        self.scroller.body.setContentsMargins(0, 0, 0, 0)
        self.scroller.body.setSpacing(0)
        self.body.addWidget(self.scroller)
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        self.scroller.body.addLayout(self._list)
        self.scroller.body.addStretch(1)

    def show_groups(self, groups: Groups, here: CallId | None) -> None:
        """Other calls; `here` is open. Of a long group the first are shown, and how many more there are."""
        self._here = here
        if groups != self._groups:
            self._groups = groups
            self._make_rows()
        self.mark(here)

    def show_first(self, count: int | None) -> None:
        """How many of a group are seen before *Show more*: fewer where the open call stands below the list."""
        first = _FIRST if count is None else count
        if first != self._first:
            self._first = first
            self._make_rows()
            self.mark(self._here)

    def order(self) -> list[CallId]:
        """All of them from top to bottom, also those that are folded away."""
        return [line.call_id for _heading, some in self._groups for line in some]

    def _make_rows(self) -> None:
        empty_out(self._list)
        self.rows = []
        for heading, some in self._groups:
            self._list.addWidget(_Heading(heading if len(some) < _MANY else f"{heading}: {len(some):,}"))
            shown = self._shown.get(heading, self._first)
            for line in (*some[:shown], *(one for one in some[shown:] if one.call_id == self._here)):
                row = CallRow(line)
                row.clicked.connect(self._on_clicked)
                row.stepped.connect(self._on_stepped)
                self._list.addWidget(row)
                self.rows.append(row)
            if len(some) > shown:
                more = QuietButton(f"Show {min(_FIRST, len(some) - shown)} more")
                more.clicked.connect(partial(self._on_more, heading, some[shown].call_id, shown + _FIRST))
                self._list.addWidget(more)

    def _on_more(self, heading: str, first_new: CallId, shown: int) -> None:
        self._shown[heading] = shown
        self._make_rows()
        self.mark(self._here)
        for row in self.rows:
            if row.line.call_id == first_new:  # the button that had the focus is gone
                row.show()  # else only its layout would, in the next turn
                row.setFocus(Qt.FocusReason.OtherFocusReason)

    def mark(self, here: CallId | None) -> None:
        """Which call is open. It stands in the list also where its group is folded before it."""
        self._here = here
        if here in self.order() and all(row.line.call_id != here for row in self.rows):
            self._make_rows()
        for row in self.rows:
            row.setChecked(row.line.call_id == here)
            row.update()

    def _on_clicked(self) -> None:
        row = self.sender()
        if isinstance(row, CallRow):
            self.call_chosen.emit(row.line.call_id)

    def _on_stepped(self, step: int) -> None:
        row = self.sender()
        there = self.rows.index(row) + step if isinstance(row, CallRow) else -1
        if 0 <= there < len(self.rows):
            self.rows[there].setFocus(Qt.FocusReason.OtherFocusReason)
            bring_into_sight(self.rows[there])


class _RowsScroller(Scroller):
    """Its rows reach the border of the card and keep clear of the round corners."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        card = self.parentWidget()
        if isinstance(card, Card):
            card.round_corners_of(self)


class _Heading(Themed, QWidget):
    def __init__(self, text: str) -> None:
        super().__init__()
        self._row = QVBoxLayout(self)
        self._row.addWidget(Paragraph(text, face="strong", full_width=True))
        self._style_now()

    def _restyle(self) -> None:
        theme = self.theme
        self._row.setContentsMargins(theme.px(16), theme.px(12), theme.px(12), theme.px(12))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self.theme
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.color("sunken"))
        line = theme.px(1)
        painter.fillRect(QRect(0, self.height() - line, self.width(), line), theme.color("line"))
        painter.end()
