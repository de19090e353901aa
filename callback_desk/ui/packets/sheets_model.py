"""Sheets made so far, newest first, as a table."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from callback_desk.domain.exports import ExportLine
from callback_desk.ui.components import CellRole
from callback_desk.ui.packets.closing_row import STEPS
from callback_desk.ui.when import short_day

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
HEADINGS = ("Sheet", "Case", "For", "Made", "Reply")


class SheetsModel(QAbstractTableModel):
    """One row a sheet."""

    def __init__(self, zone: ZoneInfo, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._zone = zone
        self.sheets: Sequence[ExportLine] = ()
        self._cells: list[tuple[str, ...]] = []

    def set_sheets(self, sheets: Sequence[ExportLine], now: datetime) -> None:
        """Show other sheets."""
        self.beginResetModel()
        self.sheets = sheets
        self._cells = [
            (
                one.number,
                one.case_number,
                one.recipient,
                short_day(one.left_at.astimezone(self._zone).date(), now.astimezone(self._zone).date()),
                one.reply or (STEPS[one.step] if one.step else "none yet"),
            )
            for one in sheets
        ]
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._cells)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(HEADINGS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        wanted = orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole
        return HEADINGS[section] if wanted and 0 <= section < len(HEADINGS) else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or not 0 <= index.row() < len(self._cells):
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._cells[index.row()][index.column()]
        if role == CellRole.STRONG:
            return index.column() == 0
        if role == CellRole.COLOR:
            return "ink2" if index.column() == len(HEADINGS) - 1 else "ink"
        return None
