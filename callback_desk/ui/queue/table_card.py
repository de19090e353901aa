"""The card of the call list: tabs, the table, what is said when it is empty, the foot."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from callback_desk.domain.list_views import USUAL, ListLook
from callback_desk.domain.views import ListFilter
from callback_desk.ui.components import Card, CellRole, EmptyState, HairLine, TableView, set_shown
from callback_desk.ui.queue.columns import (
    CASES,
    COLUMNS,
    FOUND,
    NAME,
    NEXT,
    OFFENSE,
    PLACES,
    PROMISED,
    REPORTED,
    STATE,
    TICK,
    TRIES,
    WHY,
)
from callback_desk.ui.queue.empty import EmptyWords, empty_words
from callback_desk.ui.queue.foot import ListFoot
from callback_desk.ui.queue.head import QueueHead
from callback_desk.ui.queue.list_model import QueueModel
from callback_desk.ui.queue.list_tabs import ListTabs
from callback_desk.ui.queue.pages import PAGE_ROWS

#: Below these widths a column gives way, unless the list is sorted by it; what it said stands in the panel.
_TRIES_FROM_PX = 900
_REPORTED_FROM_PX = 800
_OFFENSE_FROM_PX = 700
_GIVE_WAY = (WHY, PROMISED, TRIES, CASES, REPORTED, OFFENSE, NEXT, STATE)  # the first of them first
_OFFENSE_SHARE = 0.48  # of what name and offense have together


class QueueTable(TableView):
    """The table with a head that sorts; it keeps its place when the ids under it are swapped.

    `copy_wanted()` on Ctrl+C.
    """

    copy_wanted = Signal()

    def __init__(self, model: QueueModel, *, parent: QWidget | None = None) -> None:
        super().__init__("Call list", parent=parent)
        self.setAccessibleDescription(
            "Up and down keys move, Space ticks, Shift with them ticks several, Ctrl A all, Enter opens, Ctrl C copies"
        )
        self.rows = model
        self._look, self._found, self._anchor = ListLook(), False, -1
        self.head = QueueHead(self)
        self.setHorizontalHeader(self.head)
        self.setModel(model)
        self.row_ticked.connect(self._remember_ticked)
        self.set_look(self._look)
        self._style_now()

    @contextmanager
    def keeping_place(self) -> Iterator[None]:
        """Inside, the list may move: afterwards the same person is on top and the same one is chosen."""
        top = self.rows.id_at(self.rowAt(0))
        chosen = self.rows.id_at(self.currentIndex().row())
        bar = self.verticalScrollBar()
        at_top = bar.value() == 0
        yield
        self.executeDelayedItemsLayout()  # the bar learns how long the list is now
        place = self.rows.place_of(top)
        if place >= 0 and not at_top:
            bar.setValue(place)
        self.choose(chosen)

    def choose(self, callback_id: int) -> None:
        """Make a person's row the chosen one without moving the list, or none."""
        place = self.rows.place_of(callback_id)
        value = self.verticalScrollBar().value()
        self.setAutoScroll(False)
        held = self.blockSignals(True)
        self.setCurrentIndex(self.rows.index(place, NAME) if place >= 0 else QModelIndex())
        self.blockSignals(held)
        self.setAutoScroll(True)
        self.verticalScrollBar().setValue(value)

    def shown_range(self) -> tuple[int, int]:
        """(first, last) row on screen, counted from 1; (0, 0) when there is none."""
        total = self.rows.rowCount()
        if not total:
            return 0, 0
        first = max(self.rowAt(0), 0)
        last = self.rowAt(self.viewport().height() - 1)
        if last < 0:
            return first + 1, total
        whole = self.rowViewportPosition(last) + self.rowHeight(last) <= self.viewport().height()
        return first + 1, max(first, last if whole else last - 1) + 1

    @property
    def chosen_columns(self) -> tuple[int, ...]:
        """The columns on screen from left to right, without the box."""
        head = self.head
        order = [head.logicalIndex(place) for place in range(head.count())]
        return tuple(place for place in order if place != TICK and not self.isColumnHidden(place))

    def set_look(self, look: ListLook) -> None:
        """Other columns, in another order, of another width."""
        self._look = look.settled()
        places = [TICK, *(PLACES[one] for one in self._look.columns)]
        places.insert(2, FOUND)
        for visual, place in enumerate(places):
            self.head.moveSection(self.head.visualIndex(place), visual)
        self._fit()

    def show_found(self, *, shown: bool) -> None:
        """The column that says which number a search found."""
        if shown != self._found:
            self._found = shown
            self._fit()

    def _restyle(self) -> None:
        super()._restyle()
        if not hasattr(self, "head"):
            return
        self.set_column_widths(*(column.width_px for column in COLUMNS), stretch=NAME)
        self._fit()

    def _fit(self) -> None:
        width = self.width() / self.theme.scale
        shown = self._shown_at(width)
        for place in range(NAME, len(COLUMNS)):
            self.setColumnHidden(place, place not in shown)
        own = {PLACES[one]: px for one, px in self._look.widths}
        for place in shown - {NAME}:
            self.setColumnWidth(place, self.theme.px(own.get(place, COLUMNS[place].width_px)))
        if OFFENSE in shown and OFFENSE not in own:
            others = sum(own.get(place, COLUMNS[place].width_px) for place in {TICK, *shown} - {NAME, OFFENSE})
            offense = max(float(COLUMNS[OFFENSE].width_px), (width - others) * _OFFENSE_SHARE)
            if len(shown) > len(USUAL):
                offense = COLUMNS[OFFENSE].width_px
            self.setColumnWidth(OFFENSE, self.theme.px(offense))

    def _shown_at(self, width: float) -> frozenset[int]:
        """The chosen columns, less those that give way at this width; what they said stands in the panel."""
        sort = self.head.sort
        chosen = {PLACES[one] for one in self._look.columns} | ({FOUND} if self._found else set())
        if self._look == ListLook() and not self._found:
            least = {TRIES: _TRIES_FROM_PX, REPORTED: _REPORTED_FROM_PX, OFFENSE: _OFFENSE_FROM_PX}
            return frozenset(
                place for place in chosen if width >= least.get(place, 0) or (sort and sort == COLUMNS[place].sort)
            )
        own = {PLACES[one]: px for one, px in self._look.widths}
        wide = {place: own.get(place, COLUMNS[place].width_px) for place in chosen}
        for place in _GIVE_WAY:
            if sum(wide.values()) + COLUMNS[TICK].width_px <= width:
                break
            if place in wide and not (sort and sort == COLUMNS[place].sort):
                del wide[place]
        return frozenset(wide)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+A ticks everybody, Shift with Up or Down ticks along, Shift+Space up to here, Ctrl+C copies."""
        row, keys = self.currentIndex().row(), event.modifiers()
        shift = bool(keys & Qt.KeyboardModifier.ShiftModifier)
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_wanted.emit()
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            self.head.all_wanted.emit()
        elif shift and event.key() == Qt.Key.Key_Space and row >= 0:
            self._tick_to(row)
        elif shift and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down) and row >= 0:
            to = row + (1 if event.key() == Qt.Key.Key_Down else -1)
            if 0 <= to < self.rows.rowCount():
                self._anchor = row if self._anchor < 0 else self._anchor
                self.setCurrentIndex(self.rows.index(to, NAME))
                self.rows.tick_between(row, to)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Shift ticks from the last ticked row to this one, Ctrl ticks this one as well."""
        row, keys = self.rowAt(round(event.position().y())), event.modifiers()
        if row >= 0 and keys & Qt.KeyboardModifier.ShiftModifier:
            self._tick_to(row)
        elif row >= 0 and keys & Qt.KeyboardModifier.ControlModifier:
            self._anchor = row
            self.row_ticked.emit(row)
        else:
            super().mousePressEvent(event)

    def _tick_to(self, row: int) -> None:
        start = self._anchor if self._anchor >= 0 else max(self.currentIndex().row(), 0)
        self.rows.tick_between(start, row)
        self._anchor = row

    def _remember_ticked(self, row: int) -> None:
        self._anchor = row

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()
        super().resizeEvent(event)

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.px(280), self.theme.px(40 + 48))


class ListCard(Card):
    """`person_opened(id, by_key)` by Enter or a click, `person_chosen(id)` by moving, `empty_action(words)`."""

    person_opened = Signal(object, bool)
    person_chosen = Signal(object)
    empty_action = Signal(str)

    def __init__(self, model: QueueModel, *, parent: QWidget | None = None) -> None:
        super().__init__(padding_px=0, parent=parent)
        self.model = model
        self.setAccessibleName("Call list")
        self.tabs = ListTabs()
        self.table = QueueTable(model)
        self.foot = ListFoot()
        self._empty: EmptyState | None = None
        self._words: EmptyWords | None = None
        self._line = HairLine()
        self.body.addWidget(self.tabs)
        self.body.addWidget(HairLine())
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self._line)
        self.body.addWidget(self.foot)
        self.table.row_opened.connect(self._on_opened)
        self.table.row_chosen.connect(self._on_chosen)
        self.table.row_ticked.connect(model.turn_tick)
        self.table.clicked.connect(self._on_clicked)
        self.table.verticalScrollBar().valueChanged.connect(self.show_range)
        self.table.verticalScrollBar().rangeChanged.connect(self.show_range)
        model.ticked_changed.connect(self._on_ticked)
        self._style_now()

    def show_emptiness(self, asked: ListFilter, on_the_list: int) -> None:
        """Say why nobody is shown, or show the table again."""
        words = None if self.model.rowCount() else empty_words(asked, on_the_list)
        if words != self._words:
            self._words = words
            if self._empty is not None:
                self.body.removeWidget(self._empty)
                self._empty.hide()
                self._empty.deleteLater()
                self._empty = None
            if words is not None:
                self._empty = EmptyState(words.what, words.why, action=words.action)
                self._empty.set_edge("surface")
                self._empty.action_wanted.connect(self._on_empty_action)
                self.body.insertWidget(self.body.indexOf(self._line), self._empty, 1, Qt.AlignmentFlag.AlignVCenter)
        had_focus = self.table.hasFocus()
        set_shown(self.table, words is None)
        if had_focus and self._empty is not None and self._empty.button is not None:
            self._empty.button.setFocus()
        self.show_range()

    def show_range(self, *_moved: int) -> None:
        """Say which rows are on screen."""
        counted = self.model.has_ids or self.model.rowCount() != PAGE_ROWS  # a page and nothing more: not yet
        self.foot.show_range(*self.table.shown_range(), self.model.rowCount(), counted=counted)

    def _on_empty_action(self) -> None:
        if self._words is not None:
            self.empty_action.emit(self._words.action)

    def _on_opened(self, place: int) -> None:
        if found := self.model.id_at(place):
            self.person_opened.emit(found, True)

    def _on_chosen(self, place: int) -> None:
        if found := self.model.id_at(place):
            self.person_chosen.emit(found)

    def _on_clicked(self, index: QModelIndex) -> None:
        found = self.model.id_at(index.row())
        if found and not (index.column() == TICK and index.data(CellRole.TICKED) is not None):
            self.person_opened.emit(found, False)

    def _on_ticked(self) -> None:
        self.foot.show_ticked(len(self.model.ticked))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.show_range()
