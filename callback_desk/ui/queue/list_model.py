"""The call list as a table of any length: an id for every row, rows by the page, "…" until a page is here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from callback_desk.domain.views import ListRow, ShownState
from callback_desk.ui.components import CellRole
from callback_desk.ui.queue.columns import CHIPS, COLUMNS, MAY_KEEP_OFF, NAME, NEXT, STATE, TICK, Told
from callback_desk.ui.queue.pages import PAGE_ROWS, PageWanted, RowPages

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_ON_ITS_WAY = "…"
_QUIET = frozenset(ShownState) - {ShownState.DUE, ShownState.READY, ShownState.LATER, ShownState.IN_CALL}


class QueueModel(QAbstractTableModel):
    """`page_wanted(PageWanted)` comes once for a page that is painted and not here; answer with `page_came`.

    `ticked_changed()` when the boxes changed. Ticks belong to ids: they stay when the list moves.
    """

    page_wanted = Signal(object)
    ticked_changed = Signal()

    def __init__(
        self,
        zone: ZoneInfo,
        now: datetime,
        parent: QObject | None = None,
        *,
        why: Callable[[str], str] | None = None,
    ) -> None:
        super().__init__(parent)
        self._told = Told(now, zone) if why is None else Told(now, zone, why)
        self._pages = RowPages()
        self._shown_rows = 0  # what the views were told; the pages may know better for a moment
        self._ticked: set[int] = set()

    # What is shown

    def begin(self, total: int, first: Sequence[ListRow], now: datetime) -> int:
        """Another filter: paint its count and first rows at once. Hands back the generation for `ids_came`."""
        self.beginResetModel()
        self._told = replace(self._told, now=now)
        generation = self._pages.begin(total, first)
        self._shown_rows = total
        self.endResetModel()
        return generation

    def ids_came(self, generation: int, ids: Sequence[int], now: datetime) -> bool:
        """Swap the ids in; what is seen stays. False when they belong to an older filter."""
        if generation != self._pages.generation:
            return False
        self._told = replace(self._told, now=now)
        here, there = self._shown_rows, len(ids)
        if there > here:
            self.beginInsertRows(QModelIndex(), here, there - 1)
        elif there < here:
            self.beginRemoveRows(QModelIndex(), there, here - 1)
        self._pages.set_ids(ids)
        self._shown_rows = there
        if there > here:
            self.endInsertRows()
        elif there < here:
            self.endRemoveRows()
        if there:
            self.dataChanged.emit(self.index(0, 0), self.index(there - 1, len(COLUMNS) - 1))
        self._drop_ticks_that_went(ids)
        return True

    def page_came(self, wanted: PageWanted, rows: Sequence[ListRow]) -> None:
        """An answer to `page_wanted`; one of an older filter is dropped."""
        if self._pages.keep(wanted, rows) and wanted.ids:
            first = wanted.number * PAGE_ROWS
            last = min(first + len(wanted.ids), self._shown_rows) - 1
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(COLUMNS) - 1))

    def page_failed(self, wanted: PageWanted) -> None:
        """The page may be asked for again, when it is next painted."""
        self._pages.forget_asked(wanted)

    @property
    def generation(self) -> int:
        """Grows with every filter and every new order of ids."""
        return self._pages.generation

    @property
    def has_ids(self) -> bool:
        """Whether every row has its id."""
        return self._pages.ids is not None

    @property
    def ids(self) -> Sequence[int]:
        """All ids in order; empty until they are known."""
        return self._pages.ids if self._pages.ids is not None else ()

    @property
    def pages_kept(self) -> int:
        """How many pages are held now."""
        return self._pages.pages_kept

    def row_at(self, place: int) -> ListRow | None:
        """The row at a place, None while its page is on the way."""
        return self._pages.row(place)

    def id_at(self, place: int) -> int:
        """The callback at a place, 0 when that is not known yet."""
        ids = self._pages.ids
        if ids is not None and 0 <= place < len(ids):
            return ids[place]
        row = self._pages.row(place)
        return int(row.id) if row is not None else 0

    def place_of(self, callback_id: int) -> int:
        """Where a callback stands, -1 when it is not in this list."""
        return self._pages.place_of(callback_id) if callback_id else -1

    # Ticks

    @property
    def ticked(self) -> frozenset[int]:
        """Ids of the ticked people."""
        return frozenset(self._ticked)

    def turn_tick(self, place: int) -> None:
        """Tick or untick a row that has a box."""
        row = self._pages.row(place)
        if row is None or row.shown not in MAY_KEEP_OFF:
            return
        self._ticked ^= {int(row.id)}
        cell = self.index(place, TICK)
        self.dataChanged.emit(cell, cell)
        self.ticked_changed.emit()

    def tick_between(self, one: int, other: int) -> None:
        """Tick every row with a box from one place to another, as far as the rows are here."""
        for place in range(min(one, other), max(one, other) + 1):
            row = self._pages.row(place)
            if row is not None and row.shown in MAY_KEEP_OFF:
                self._ticked.add(int(row.id))
        if self._shown_rows:
            self.dataChanged.emit(self.index(0, TICK), self.index(self._shown_rows - 1, TICK))
        self.ticked_changed.emit()

    def told(self, row: ListRow, column: int) -> str:
        """What a cell says: for a copy, or for paper."""
        return COLUMNS[column].text(row, self._told)

    def set_ticked(self, ids: Sequence[int]) -> None:
        """Tick these and no others."""
        if self._ticked == set(ids):
            return
        self._ticked = set(ids)
        if self._shown_rows:
            self.dataChanged.emit(self.index(0, TICK), self.index(self._shown_rows - 1, TICK))
        self.ticked_changed.emit()

    def _drop_ticks_that_went(self, ids: Sequence[int]) -> None:
        if self._ticked and (left := self._ticked.intersection(ids)) != self._ticked:
            self._ticked = left
            self.ticked_changed.emit()

    # Qt's own

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else self._shown_rows

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(COLUMNS):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return COLUMNS[section].heading
        if role == Qt.ItemDataRole.TextAlignmentRole and COLUMNS[section].figure:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or not 0 <= index.row() < self._shown_rows:
            return None
        place, column = index.row(), index.column()
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            if (wanted := self._pages.missing(place)) is not None:
                self.page_wanted.emit(wanted)
            row = self._pages.row(place)
            if role == Qt.ItemDataRole.AccessibleTextRole and column == TICK:
                return self._spoken_tick(row)
            return COLUMNS[column].text(row, self._told) if row is not None else _ON_ITS_WAY
        row = self._pages.row(place) if role in _CELL_ROLES else None
        return None if row is None else self._dress(row, column, role)

    def _dress(self, row: ListRow, column: int, role: int) -> object:
        if role == CellRole.TICKED and column == TICK and row.shown in MAY_KEEP_OFF:
            return int(row.id) in self._ticked
        if role == CellRole.CHIP and column == STATE:
            return CHIPS[row.shown]
        if role == CellRole.FIGURE:
            return COLUMNS[column].figure
        if role == CellRole.STRONG and column == NAME:
            return False  # a cell that may be strong: the table makes the chosen one so
        if role == CellRole.COLOR and column == NEXT:
            return "ink2" if row.shown in _QUIET else "ink"
        return None

    def _spoken_tick(self, row: ListRow | None) -> str:
        if row is None or row.shown not in MAY_KEEP_OFF:
            return "No box"
        return "Ticked" if int(row.id) in self._ticked else "Not ticked"


_CELL_ROLES = frozenset({CellRole.TICKED, CellRole.CHIP, CellRole.FIGURE, CellRole.STRONG, CellRole.COLOR})
