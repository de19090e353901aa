"""Imports so far as a table: when, the file, who, and the six piles."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from callback_desk.domain.incident import Pile
from callback_desk.domain.views import BatchLine
from callback_desk.ui.components import CellRole
from callback_desk.ui.when import moment

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
HEADINGS = ("Imported", "File", "By", "Rows", "To be called", "Waiting", "Not called")
_FIGURES_FROM = 3


class HistoryModel(QAbstractTableModel):
    """Newest first."""

    def __init__(self, zone: ZoneInfo, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._zone = zone
        self.batches: Sequence[BatchLine] = ()
        self._cells: list[tuple[str, ...]] = []

    def set_batches(self, batches: Sequence[BatchLine], now: datetime) -> None:
        """Show other imports."""
        self.beginResetModel()
        self.batches = batches
        self._cells = [self._cells_of(batch, now) for batch in batches]
        self.endResetModel()

    def _cells_of(self, batch: BatchLine, now: datetime) -> tuple[str, ...]:
        counts = batch.counts
        undone = " (taken back)" if batch.undone_at is not None else ""
        not_called = counts.of(Pile.EXCLUDED) + counts.of(Pile.REJECTED)
        figures = (counts.rows_in, counts.of(Pile.QUEUED), counts.of(Pile.HELD), not_called)
        return (
            moment(batch.imported_at, now, self._zone),
            f"{batch.file_name}{undone}",
            batch.by,
            *(f"{one:,}" for one in figures),
        )

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.batches)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(HEADINGS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(HEADINGS):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return HEADINGS[section]
        if role == Qt.ItemDataRole.TextAlignmentRole and section >= _FIGURES_FROM:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or not 0 <= index.row() < len(self._cells):
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._cells[index.row()][index.column()]
        if role == CellRole.FIGURE:
            return index.column() >= _FIGURES_FROM
        if role == CellRole.STRONG:
            return index.column() == 1
        return None
