"""The table: rows of 48, hairlines, no stripes. Its delegate paints chips, boxes, the chosen row and the ring."""

from __future__ import annotations

import re
from enum import IntEnum
from typing import cast

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QMoveEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from callback_desk.ui.components.base import TextBlock, Themed
from callback_desk.ui.components.card import Card
from callback_desk.ui.components.checks import paint_check_box
from callback_desk.ui.components.chip import ChipLook, ChipState, chip_look, chip_width, paint_chip
from callback_desk.ui.theme import current_theme
from callback_desk.ui.tokens import CHOICE_PX, RING_PX

_Index = QModelIndex | QPersistentModelIndex
_SMALL_LINES = 2  # of 15 px that a row of 48 has room for
_PIECE = re.compile(r"[^ -]*[ -]?")  # of a text, as far as a line may be broken
_ROUND_LINES_PX = 20  # above and below the words of a row that wraps


class CellRole(IntEnum):
    """What a model may say about a cell beside its text (`Qt.DisplayRole`)."""

    CHIP = Qt.ItemDataRole.UserRole + 1  # a ChipState or a ChipLook
    COLOR = Qt.ItemDataRole.UserRole + 2  # a colour token, "ink" when there is none
    STRONG = Qt.ItemDataRole.UserRole + 3  # bool: weight 600
    FIGURE = Qt.ItemDataRole.UserRole + 4  # bool: right, digits of one width
    TICKED = Qt.ItemDataRole.UserRole + 5  # bool: a check box of 22; absent means no box


class RowDelegate(QStyledItemDelegate):
    """Paints every cell of a `TableView`."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        theme = current_theme()
        look = _look_of(index)
        if look is not None:
            return QSize(round(chip_width(look)) + theme.px(24), theme.px(CHOICE_PX))
        if isinstance(option.widget, TableView) and option.widget.wraps and not index.data(CellRole.FIGURE):
            room = option.widget.columnWidth(index.column()) - theme.px(24)
            return QSize(room, max(theme.px(CHOICE_PX), _block(index).height(room) + theme.px(_ROUND_LINES_PX)))
        return QSize(super().sizeHint(option, index).width() + theme.px(24), theme.px(CHOICE_PX))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        theme = current_theme()
        view = option.widget
        rect: QRect = option.rect
        table = view if isinstance(view, TableView) else None
        chosen = table is not None and index.row() == table.currentIndex().row()
        over = table is not None and index.row() == table.row_under_mouse
        painter.save()
        painter.fillRect(rect, theme.color("tint" if chosen else ("sunken" if over else "surface")))
        line = theme.px(1)
        painter.fillRect(QRect(rect.left(), rect.bottom() - line + 1, rect.width(), line), theme.color("line"))
        first = table is not None and index.column() == table.first_column()
        if chosen and first:
            bar = QRect(rect.left(), rect.top(), theme.px(4), rect.height())
            painter.fillRect(bar, theme.color("accent"))
        inner = rect.adjusted(theme.px(12), 0, -theme.px(12), -line)
        ticked = index.data(CellRole.TICKED)
        look = _look_of(index)
        if ticked is not None:
            self._paint_box(painter, inner, bool(ticked))
        elif look is not None:
            width = round(chip_width(look) + 0.5)
            height = theme.px(28)
            place = QRectF(inner.left(), rect.center().y() - height / 2, width, height)
            paint_chip(painter, place, look, _ratio(painter))
        else:
            wraps = table is not None and table.wraps
            self._paint_text(painter, inner, index, chosen=chosen, name=first, wraps=wraps)
        painter.restore()
        if chosen and table is not None and table.hasFocus():
            self._paint_ring(painter, table, rect, index.row())

    def _paint_box(self, painter: QPainter, inner: QRect, ticked: bool) -> None:
        side = current_theme().px(22)
        top = inner.center().y() - side / 2 + 1
        paint_check_box(painter, QRectF(inner.left() + 2, top, side, side), checked=ticked, ratio=_ratio(painter))

    def _paint_text(
        self, painter: QPainter, inner: QRect, index: _Index, *, chosen: bool, name: bool, wraps: bool
    ) -> None:
        theme = current_theme()
        text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        figure = bool(index.data(CellRole.FIGURE))
        strong = bool(index.data(CellRole.STRONG)) or (chosen and index.data(CellRole.STRONG) is not None)
        painter.setFont(theme.font("figures" if figure else "body", strong=strong))
        painter.setPen(theme.color(str(index.data(CellRole.COLOR) or "ink")))
        side = Qt.AlignmentFlag.AlignRight if figure else Qt.AlignmentFlag.AlignLeft
        shown = text
        if wraps and not figure:
            block = _block(index)
            high = block.height(inner.width())
            place = QRectF(inner.left(), inner.top() + (inner.height() - high) / 2, inner.width(), high)
            block.paint(painter, place, painter.pen().color())
            return
        if not figure and painter.fontMetrics().horizontalAdvance(text) > inner.width():
            two = TextBlock(text, face="meta", strong=strong)
            if two.minimum_width() <= inner.width() and two.line_count(inner.width()) <= _SMALL_LINES:
                high = two.height(inner.width())
                place = QRectF(inner.left(), inner.top() + (inner.height() - high) / 2, inner.width(), high)
                two.paint(painter, place, painter.pen().color())
                return
            # The only place where words are cut: the whole text stays in the cell's accessible name.
            painter.setFont(theme.font("meta", strong=strong))
            lines = first_lines(text, painter.fontMetrics(), inner.width())
            if len(lines) == _SMALL_LINES:
                each = theme.line_px("meta")
                top = inner.top() + (inner.height() - each * _SMALL_LINES) // 2
                for number, line in enumerate(lines):
                    at = QRect(inner.left(), top + number * each, inner.width(), each)
                    painter.drawText(at, side | Qt.AlignmentFlag.AlignVCenter, line)
                return
            painter.setFont(theme.font("body", strong=strong))
            shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, side | Qt.AlignmentFlag.AlignVCenter, shown)

    def _paint_ring(self, painter: QPainter, table: TableView, rect: QRect, row: int) -> None:
        theme = current_theme()
        viewport = table.viewport().rect()
        line = theme.px(RING_PX)
        ring = QRectF(viewport.left(), rect.top(), viewport.width(), rect.height() - 1)
        half = line / 2
        painter.save()
        painter.setClipRect(rect)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color("focus"), line))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        radius = theme.px(4)
        painter.drawRoundedRect(ring.adjusted(half, half, -half, -half), radius, radius)
        painter.restore()


def first_lines(text: str, measured: QFontMetrics, width_px: int) -> list[str]:
    """Two lines of a text that is too long for them, the second cut: names that begin alike are told apart longer.

    It breaks after a blank or a hyphen; a word that does not fit by itself leaves one line, which is not cut here.
    """
    pieces = [piece for piece in _PIECE.findall(text) if piece]
    first = 0
    while first < len(pieces) and measured.horizontalAdvance("".join(pieces[: first + 1]).rstrip()) <= width_px:
        first += 1
    if first in (0, len(pieces)):
        return [text]
    rest = "".join(pieces[first:])
    return ["".join(pieces[:first]).rstrip(), measured.elidedText(rest, Qt.TextElideMode.ElideRight, width_px)]


def _block(index: _Index) -> TextBlock:
    strong = bool(index.data(CellRole.STRONG))
    return TextBlock(str(index.data(Qt.ItemDataRole.DisplayRole) or ""), strong=strong)


class Headings(Themed, QHeaderView):
    """The head of a table. It dresses itself: a new look gives a header the program's plain letters again."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setHighlightSections(False)
        self.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setStretchLastSection(False)
        self.setMinimumSectionSize(24)
        self._style_now()

    def _restyle(self) -> None:
        self.setFont(self.theme.font("meta_strong"))
        self.setFixedHeight(self.theme.px(40))

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N803  # the name Qt gives it
        painter.save()
        painter.setFont(self.font())  # the style sheet hands the painter the letters of an earlier look
        super().paintSection(painter, rect, logicalIndex)
        painter.restore()


class TableView(Themed, QTableView):
    """A QTableView in the design's dress. Enter or a double click opens: `row_opened(row)`; Space ticks:
    `row_ticked(row)`; moving: `row_chosen(row)`. Works with any model; `CellRole` says what is more than text.

    `wraps` makes rows as high as their words and cuts nothing: for tables of at most a few hundred rows.
    """

    row_opened = Signal(int)
    row_ticked = Signal(int)
    row_chosen = Signal(int)

    def __init__(self, name: str, *, wraps: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.wraps = wraps
        self.row_under_mouse = -1
        self.setItemDelegate(RowDelegate(self))
        self.setShowGrid(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setWordWrap(False)
        self.setProperty("ringInside", True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        rows = self.verticalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.hide()
        head = Headings(self)
        self.setHorizontalHeader(head)
        # Columns are made wider one after the other: the rows follow once, when all are.
        self._heights = QTimer(self)
        self._heights.setSingleShot(True)
        self._heights.setInterval(0)
        self._heights.timeout.connect(self.resizeRowsToContents)
        head.sectionResized.connect(self._on_other_words)
        self.clicked.connect(self._on_clicked)
        self.doubleClicked.connect(self._on_double_clicked)
        self._style_now()

    def setModel(self, model: QAbstractItemModel | None) -> None:
        super().setModel(model)
        if model is not None:
            model.modelReset.connect(self._on_other_words)

    def _on_other_words(self) -> None:
        if self.wraps:
            self._heights.start()

    def first_column(self) -> int:
        """The leftmost column on screen."""
        return self.horizontalHeader().logicalIndex(0)

    def set_column_widths(self, *widths_px: int, stretch: int | None = None) -> None:
        """Widths at 100 % in column order; `stretch` is the column that takes what is left."""
        head = self.horizontalHeader()
        for column, width in enumerate(widths_px):
            head.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            self.setColumnWidth(column, self.theme.px(width))
        if stretch is not None:
            head.setSectionResizeMode(stretch, QHeaderView.ResizeMode.Stretch)

    def _restyle(self) -> None:
        theme = self.theme
        self.setFont(theme.font("body"))
        self.verticalHeader().setDefaultSectionSize(theme.px(CHOICE_PX))
        self._on_other_words()

    def _on_clicked(self, index: QModelIndex) -> None:
        if index.data(CellRole.TICKED) is not None:
            self.row_ticked.emit(index.row())

    def _on_double_clicked(self, index: QModelIndex) -> None:
        self.row_opened.emit(index.row())

    def currentChanged(self, current: _Index, previous: _Index) -> None:
        super().currentChanged(cast(QModelIndex, current), cast(QModelIndex, previous))
        self.viewport().update()
        if current.isValid() and current.row() != previous.row():
            self.row_chosen.emit(current.row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.currentIndex().row()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and row >= 0:
            self.row_opened.emit(row)
            return
        if event.key() == Qt.Key.Key_Space and row >= 0:
            self.row_ticked.emit(row)
            return
        super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Typing letters does not jump about: no letter is ever a command."""

    def _round_corners(self) -> None:
        card = self.parentWidget()
        if isinstance(card, Card) and card.flush:
            card.round_corners_of(self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._round_corners()

    def moveEvent(self, event: QMoveEvent) -> None:
        super().moveEvent(event)
        self._round_corners()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._over(self.rowAt(round(event.position().y())))
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._over(-1)
        super().leaveEvent(event)

    def _over(self, row: int) -> None:
        if row != self.row_under_mouse:
            self.row_under_mouse = row
            self.viewport().update()


def _look_of(index: _Index) -> ChipLook | None:
    held = index.data(CellRole.CHIP)
    if isinstance(held, str) and held:
        return chip_look(ChipState(held))  # Qt hands an enum of words back as the bare word
    return held if isinstance(held, ChipLook) else None


def _ratio(painter: QPainter) -> float:
    device = painter.device()
    return device.devicePixelRatioF() if device is not None else 1.0


__all__ = ["CellRole", "RowDelegate", "TableView"]
