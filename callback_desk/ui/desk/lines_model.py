"""A small table of words and chips: people, recipients, column set-ups."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from callback_desk.ui.components import CellRole, ChipLook

Index = QModelIndex | QPersistentModelIndex
Cell = str | ChipLook
_NOWHERE = QModelIndex()


class LinesModel(QAbstractTableModel):
    """Rows of cells under headings; a `ChipLook` is drawn as a chip, the first cell is strong."""

    def __init__(self, headings: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._headings = tuple(headings)
        self.lines: tuple[tuple[Cell, ...], ...] = ()

    def set_lines(self, lines: Sequence[tuple[Cell, ...]]) -> None:
        """Show other rows. The same rows leave the chosen one chosen."""
        if tuple(lines) == self.lines:
            return
        self.beginResetModel()
        self.lines = tuple(lines)
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._headings)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        across = orientation is Qt.Orientation.Horizontal and 0 <= section < len(self._headings)
        return self._headings[section] if across and role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or not 0 <= index.row() < len(self.lines):
            return None
        cell = self.lines[index.row()][index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return cell.word if isinstance(cell, ChipLook) else cell
        if role == CellRole.CHIP:
            return cell if isinstance(cell, ChipLook) else None
        if role == CellRole.STRONG:
            return index.column() == 0
        return None
