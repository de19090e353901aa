"""The sum above everything: all rows are accounted for, the strip, and a button for each pile."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from callback_desk.domain.incident import BatchCounts, Pile
from callback_desk.ui.components import BarStrip, Card, Icon, Label, Paragraph, StatTile
from callback_desk.ui.imports.piles import PILES, strip_of, sum_of

_SIX_IN_A_ROW_PX = 780


class PileSum(Card):
    """`pile_chosen(Pile)` when a pile is pressed; `choose` does the same by program."""

    pile_chosen = Signal(object)

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.counts = BatchCounts()
        head = QHBoxLayout()
        self.title = Label("", face="section")
        self.mark = Icon("check-ring", "good")
        self.sum = Paragraph("", color="ink2", full_width=True)
        head.addWidget(self.title)
        head.addWidget(self.mark)
        head.addStretch(1)
        head.addWidget(self.sum)
        self.body.addLayout(head)
        self.strip = BarStrip()
        self.body.addWidget(self.strip)
        self._grid = QGridLayout()
        self.body.addLayout(self._grid)
        self.tiles: dict[Pile, StatTile] = {}
        for look in PILES:
            tile = StatTile(look.label, 0, icon_name=look.icon_name, boxed=True, swatch=look.color)
            tile.setProperty("pile", look.pile.value)
            tile.clicked.connect(self._on_clicked)
            self.tiles[look.pile] = tile
        self._in_a_row = 0
        self._arrange(6)

    def show_counts(self, counts: BatchCounts) -> None:
        """Show a sum."""
        self.counts = counts
        rows = f"{counts.rows_in:,} rows are"
        if counts.table_rows:  # rows of several victims: each of them counts
            rows = f"{counts.rows_in:,} people of {counts.table_rows:,} rows are"
        one = counts.rows_in == 1 and not counts.table_rows
        self.title.setText("The 1 row is accounted for" if one else f"All {rows} accounted for")
        self.sum.set_words(sum_of(counts))
        self.strip.set_piles(strip_of(counts))
        for pile, tile in self.tiles.items():
            tile.set_count(counts.of(pile))

    def choose(self, pile: Pile) -> None:
        """Show a pile as the chosen one and tell."""
        for other, tile in self.tiles.items():
            tile.setChecked(other is pile)
            tile.updateGeometry()
        self.pile_chosen.emit(pile)

    def take_focus(self) -> None:
        """To the chosen pile."""
        for tile in self.tiles.values():
            if tile.isChecked():
                tile.setFocus()

    def _on_clicked(self) -> None:
        tile = self.sender()
        if isinstance(tile, StatTile):
            self.choose(Pile(tile.property("pile")))

    def _arrange(self, in_a_row: int) -> None:
        if in_a_row == self._in_a_row:
            return
        self._in_a_row = in_a_row
        for place, look in enumerate(PILES):
            self._grid.addWidget(self.tiles[look.pile], place // in_a_row, place % in_a_row)
        for column in range(6):
            self._grid.setColumnStretch(column, 1 if column < in_a_row else 0)

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.px(280), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(6 if self.width() >= self.theme.px(_SIX_IN_A_ROW_PX) else 3)

    def _restyle(self) -> None:
        super()._restyle()
        self.body.setSpacing(self.theme.px(12))
        if hasattr(self, "_grid"):
            self._grid.setSpacing(self.theme.px(10))


def first_to_look_at(counts: BatchCounts) -> Pile:
    """The pile that is open at first: what waits for a decision, else what could not be read, else whom to call.

    Where all three are empty it is the largest.
    """
    for pile in (Pile.HELD, Pile.REJECTED):
        if counts.of(pile):
            return pile
    return max(counts.piles, key=counts.of, default=Pile.QUEUED) if not counts.of(Pile.QUEUED) else Pile.QUEUED
