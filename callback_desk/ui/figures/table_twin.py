"""A table of figures, as high as its rows: every number of a chart again, and what no chart can show."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QFontMetricsF, QResizeEvent
from PySide6.QtWidgets import QWidget

from callback_desk.domain.charts import Table
from callback_desk.ui.components import CellRole, TableView

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE: Final = QModelIndex()
_SIDES_PX: Final = 26
_LEAST_FIRST_PX: Final = 180


class FiguresModel(QAbstractTableModel):
    """Words in the first column, figures in the others."""

    def __init__(self, table: Table, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.table = table

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.table.rows)

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.table.head)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self.table.head):
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole and section > 0:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return self.table.head[section] if role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or not 0 <= index.row() < len(self.table.rows):
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.table.rows[index.row()][index.column()]
        if role == CellRole.FIGURE:
            return index.column() > 0
        return None


class FiguresTable(TableView):
    """Scrolls with its page up and down; sideways by itself, where letters are so large that it must."""

    def __init__(self, table: Table, *, parent: QWidget | None = None) -> None:
        super().__init__(table.title, wraps=True, parent=parent)
        self._table = table
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().sectionResized.connect(self._fit_height)
        self.setModel(FiguresModel(table, self))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Figures take what they need, the words what is left."""
        theme = self.theme
        head, cell = QFontMetricsF(theme.font("meta_strong")), QFontMetricsF(theme.font("figures"))
        wide = [
            round(
                max(
                    [
                        head.horizontalAdvance(self._table.head[column]),
                        *(cell.horizontalAdvance(row[column]) for row in self._table.rows),
                    ]
                )
            )
            + theme.px(_SIDES_PX)
            for column in range(len(self._table.head))
        ]
        first = max(theme.px(_LEAST_FIRST_PX), self.viewport().width() - sum(wide[1:]))
        for column, width in enumerate([first, *wide[1:]]):
            if self.columnWidth(column) != width:
                self.setColumnWidth(column, width)
        self._fit_height()

    def _fit_height(self, *_moved: int) -> None:
        bar = self.horizontalScrollBar()
        high = self.theme.px(40) + self.verticalHeader().length() + self.theme.px(2)
        if bar.maximum() > 0:
            high += bar.sizeHint().height()
        if self.minimumHeight() != high:
            self.setFixedHeight(high)

    def _restyle(self) -> None:
        super()._restyle()
        if hasattr(self, "_table"):
            self._fit()
