"""The state of the desk: the call list in four counts, what blocks, what slips, who sits where, what today brought."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLayout, QSizePolicy, QVBoxLayout, QWidget

from callback_desk.domain.views import BlockedBy, BoardView, QueueCounts
from callback_desk.ui.board.link_row import LinkRow
from callback_desk.ui.components import Card, HairLine, Label, Paragraph, StatTile, Themed, set_shown
from callback_desk.ui.components.drawing import draw_box
from callback_desk.ui.when import count

MOST_REASONS = 4
_BAR_PX = 84
_WIDE_FROM = 10_000  # a figure of five digits and more does not fit into a quarter of the card


class ShareBar(Themed, QWidget):
    """How much of the largest this one is; its figure stands beside it, so it says nothing by itself."""

    def __init__(self, share: float, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.share = share
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._style_now()

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(_BAR_PX), self.theme.px(8))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self.theme
        painter = QPainter(self)
        box = QRectF(self.rect())
        draw_box(painter, box, fill=theme.color("desk"), edge=None, radius_px=2)
        wide = max(box.width() * self.share, float(theme.px(4)))
        draw_box(painter, QRectF(0, 0, wide, box.height()), fill=theme.color("accent"), edge=None, radius_px=2)
        painter.end()


class Lines(Themed, QWidget):
    """Rows that are made anew with each reading; nothing in them takes the focus."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._style_now()

    def clear(self) -> None:
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def add(self, row: QLayout | QWidget) -> None:
        if isinstance(row, QWidget):
            self._column.addWidget(row)
            return
        held = QWidget()
        row.setContentsMargins(0, 0, 0, 0)
        held.setLayout(row)
        self._column.addWidget(held)

    def _restyle(self) -> None:
        self._column.setSpacing(self.theme.px(4))


def open_words(still_open: int, everyone: int) -> str:
    """ "35 of 41 people are open": the tab Everyone of the call list also counts who is done or not to be called."""
    if still_open == everyone:
        return count(everyone, "person", "people")
    return f"{still_open:,} of {count(everyone, 'person', 'people')} {'is' if still_open == 1 else 'are'} open"


class CallListCard(Card):
    """Due, ready, later, blocked as links to the list, and which rule blocks how many: `list_wanted(page)`."""

    list_wanted = Signal(str)
    _tile_row: QGridLayout | None = None  # the card styles itself before its parts are there

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setAccessibleName("Call list")
        head = QHBoxLayout()
        head.addWidget(Label("Call list", face="section"))
        self.people = Paragraph("", face="meta", color="ink2", align=Qt.AlignmentFlag.AlignRight, full_width=True)
        head.addWidget(self.people, 3)
        self.body.addLayout(head)
        self.tiles: dict[str, StatTile] = {}
        self._hairs: list[HairLine] = []
        for place, (label, page) in enumerate(
            (
                ("Due", "queue:due_today"),
                ("Ready", "queue:ready"),
                ("Later", "queue:later"),
                ("Blocked", "queue:to_decide"),
            )
        ):
            if place:
                self._hairs.append(HairLine(vertical=True))
            tile = StatTile(label, 0, narrow=True)
            tile.clicked.connect(partial(self.list_wanted.emit, page))
            self.tiles[label] = tile
        self._tile_row = QGridLayout()
        self._two_rows: bool | None = None
        self._lay_tiles(two_rows=False)
        self.body.addLayout(self._tile_row)
        self.line = HairLine()
        self.body.addWidget(self.line)
        self.blocked_head = Label("Blocked by which rule", face="strong")
        self.body.addWidget(self.blocked_head)
        self.reasons = Lines()
        self.body.addWidget(self.reasons)
        self._style_now()

    def show_counts(self, counts: QueueCounts, people: int) -> None:
        """Show one reading; `people` are those with whom something is still to be done."""
        self.people.set_words(open_words(people, sum(counts.by_state.values())))
        self._lay_tiles(two_rows=max(counts.due, counts.ready, counts.later, counts.blocked) >= _WIDE_FROM)
        for label, figure in (
            ("Due", counts.due),
            ("Ready", counts.ready),
            ("Later", counts.later),
            ("Blocked", counts.blocked),
        ):
            self.tiles[label].set_count(figure)
        self._show_reasons(counts.blocked_by)

    def _lay_tiles(self, *, two_rows: bool) -> None:
        """Side by side with lines between them; two and two when a figure needs more room."""
        grid = self._tile_row
        if grid is None or two_rows == self._two_rows:
            return
        self._two_rows = two_rows
        for part in (*self.tiles.values(), *self._hairs):
            grid.removeWidget(part)
        for hair in self._hairs:
            set_shown(hair, not two_rows)
        for place, tile in enumerate(self.tiles.values()):
            if two_rows:
                grid.addWidget(tile, place // 2, place % 2)
                continue
            grid.addWidget(tile, 0, 2 * place)
            if place:
                grid.addWidget(self._hairs[place - 1], 0, 2 * place - 1)

    def _show_reasons(self, blocked: Sequence[BlockedBy]) -> None:
        self.reasons.clear()
        if not blocked:
            self.reasons.add(Paragraph("No rule blocks anybody.", color="ink2", full_width=True))
            return
        most = max(one.count for one in blocked)
        figure_px = max(Label(f"{one.count:,}", strong=True).sizeHint().width() for one in blocked)
        for one in blocked[:MOST_REASONS]:
            row = LinkRow(f"{one.sentence}, {count(one.count, 'person', 'people')}")
            figure = Label(f"{one.count:,}", strong=True, align=Qt.AlignmentFlag.AlignRight)
            figure.setMinimumWidth(figure_px)
            row.add(figure, align=Qt.AlignmentFlag.AlignTop)
            row.add(Paragraph(one.sentence, full_width=True), 1, wide=True)
            row.add(ShareBar(one.count / most if most else 0.0))
            row.clicked.connect(partial(self.list_wanted.emit, f"queue:blocked_by:{one.reason}"))
            self.reasons.add(row)
        if rest := blocked[MOST_REASONS:]:
            held = count(sum(one.count for one in rest), "person", "people")
            words = f"{held} for {count(len(rest), 'other reason')}"
            self.reasons.add(Paragraph(words, face="meta", color="ink2", full_width=True))

    def _restyle(self) -> None:
        super()._restyle()
        if self._tile_row is not None:
            self._tile_row.setHorizontalSpacing(self.theme.px(14))


class FiguresCard(Card):
    """A title and rows of words with a figure at the right, each a way to its people: `list_wanted(page)`."""

    list_wanted = Signal(str)

    def __init__(self, title: str, rows: Sequence[tuple[str, str]], *, parent: QWidget | None = None) -> None:
        """`rows`: the words, and what the row asks for."""
        super().__init__(title, parent=parent)
        self.figures: list[Label] = []
        self.rows: list[LinkRow] = []
        self._words = [words for words, _ in rows]
        for words, page in rows:
            row = LinkRow(words)
            row.add(Paragraph(words, full_width=True), 1, wide=True)
            figure = Label("0", strong=True, align=Qt.AlignmentFlag.AlignRight)
            row.add(figure, align=Qt.AlignmentFlag.AlignTop)
            row.clicked.connect(partial(self.list_wanted.emit, page))
            self.figures.append(figure)
            self.rows.append(row)
            self.body.addWidget(row)
        self._style_now()

    def show_figures(self, *figures: int) -> None:
        """In the order of the rows."""
        for words, row, label, figure in zip(self._words, self.rows, self.figures, figures, strict=True):
            label.setText(f"{figure:,}")
            row.setAccessibleName(f"{words}, {figure:,}")

    def _restyle(self) -> None:
        super()._restyle()
        self.body.setSpacing(self.theme.px(4))


class TodayCard(Card):
    """Today so far, in three counts, each a way to its people: `list_wanted(page)`."""

    list_wanted = Signal(str)
    _PAGES = ("queue:tried_today", "queue:reached_today", "queue:news_today")
    _grid: QGridLayout | None = None  # the card styles itself before its parts are there
    _WORDS = (("try", "tries"), ("person reached", "people reached"), ("with news", "with news"))

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setAccessibleName("Today so far")
        self._title = Label("Today so far", face="section")
        self.pairs = [(Label("0", face="name"), Label(many)) for _, many in self._WORDS]
        self._boxes: list[LinkRow] = []
        for (figure, words), page in zip(self.pairs, self._PAGES, strict=True):
            box = LinkRow(words.text(), wraps=False)
            box.add(figure)
            box.add(words)
            box.clicked.connect(partial(self.list_wanted.emit, page))
            self._boxes.append(box)
        grid = QGridLayout()
        self.body.addStretch(1)
        self.body.addLayout(grid)
        self.body.addStretch(1)
        self._stacked = False
        self._grid = grid
        self._lay_out()
        self._style_now()

    def show_today(self, view: BoardView) -> None:
        """Show one reading."""
        figures = (view.tries_today, view.reached_today, view.with_news_today)
        for (figure, words), box, number, (one, many) in zip(
            self.pairs, self._boxes, figures, self._WORDS, strict=True
        ):
            figure.setText(f"{number:,}")
            words.setText(one if number == 1 else many)
            box.setAccessibleName(f"Today: {number:,} {words.text()}")
            box.updateGeometry()

    def set_stacked(self, stacked: bool) -> None:
        """One under the other when there is no room beside."""
        if stacked != self._stacked:
            self._stacked = stacked
            self._lay_out()

    def _lay_out(self) -> None:
        grid = self._grid
        if grid is None:
            return
        while grid.takeAt(0) is not None:
            pass
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        grid.addWidget(self._title, 0, 0, left)
        for place, box in enumerate(self._boxes, start=1):
            at = (place, 0) if self._stacked else (0, place)
            grid.addWidget(box, *at, left)
        for column in range(5):
            grid.setColumnStretch(column, 0)
        grid.setColumnStretch(1 if self._stacked else 4, 1)

    def _restyle(self) -> None:
        super()._restyle()
        if self._grid is None:
            return
        self._grid.setHorizontalSpacing(self.theme.px(40))
        self._grid.setVerticalSpacing(self.theme.px(4))


__all__ = ["CallListCard", "FiguresCard", "Lines", "ShareBar", "TodayCard"]
