"""The six counts of a time, side by side with a hairline between; where there is no room, in rows of three or two."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from callback_desk.domain.figure_words import plain_counts
from callback_desk.domain.figures import Plain
from callback_desk.ui.components import Card, HairLine, Icon, Label, Paragraph, Themed, set_shown

_ICONS: Final = ("phone", "someone-else", "note", "check-ring", "flag", "heart")
_TILE_PX: Final = 165


class CountTile(Themed, QWidget):
    """An icon, a count of 40 px, its label, and in place of a count that there is none why not. Not a button."""

    def __init__(self, label: str, icon_name: str) -> None:
        super().__init__()
        self._label = label
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.figure = Label("\u2013", face="stat")
        self.words = Paragraph(label, full_width=True)
        self.why = Paragraph("", face="meta", color="ink2", full_width=True)
        column.addWidget(Icon(icon_name, size_px=20))
        column.addWidget(self.figure)
        column.addWidget(self.words)
        column.addWidget(self.why)
        column.addStretch(1)
        set_shown(self.why, False)
        self._style_now()

    def set_count(self, figure: str, why: str) -> None:
        self.figure.setText(figure)
        self.why.set_words(why)
        set_shown(self.why, bool(why))
        self.setAccessibleName(f"{self._label}: {why or figure}")


class PlainRow(Card):
    """Counts of work done: exact, and about nobody in particular."""

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(padding_px=20, parent=parent)
        self.setAccessibleName("Counts of this time")
        labels = [label for label, _, _ in plain_counts(Plain(0, 0, 0, None, 0, 0))]
        self.tiles = [CountTile(label, icon) for label, icon in zip(labels, _ICONS, strict=True)]
        self._cells = [QWidget() for _ in self.tiles]
        self._lines = [HairLine(vertical=True) for _ in self.tiles]
        self._rows = [QHBoxLayout(cell) for cell in self._cells]
        for row, line, tile in zip(self._rows, self._lines, self.tiles, strict=True):
            row.setContentsMargins(0, 0, 0, 0)
            row.addWidget(line)
            row.addWidget(tile, 1)
        self._grid = QGridLayout()
        self.body.addLayout(self._grid)
        self._columns = 0
        self._lay()
        self._style_now()

    def show_plain(self, plain: Plain) -> None:
        """Other counts."""
        self.show_counts(plain_counts(plain))

    def show_counts(self, counts: Sequence[tuple[str, str, str]]) -> None:
        for tile, (_, figure, why) in zip(self.tiles, counts, strict=True):
            tile.set_count(figure, why)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay()

    def _lay(self) -> None:
        room = self.width() // self.theme.px(_TILE_PX)
        columns = 6 if room >= 6 else 3 if room >= 3 else 2
        if columns == self._columns:
            return
        self._columns = columns
        for place, (cell, line) in enumerate(zip(self._cells, self._lines, strict=True)):
            self._grid.removeWidget(cell)
            self._grid.addWidget(cell, place // columns, place % columns)
            set_shown(line, place % columns > 0)
        for column in range(6):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)

    def _restyle(self) -> None:
        super()._restyle()
        if hasattr(self, "_grid"):
            self._grid.setSpacing(self.theme.px(16))
            for row in self._rows:
                row.setSpacing(self.theme.px(18))
            self._lay()
