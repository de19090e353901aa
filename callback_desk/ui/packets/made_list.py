"""The lead sheets made so far, newest first."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QHBoxLayout

from callback_desk.ui.components import Card, Label, TableView
from callback_desk.ui.packets.sheets_model import SheetsModel


class MadeList(Card):
    """A table in a card; Enter on a row opens it (`table.row_opened`)."""

    def __init__(self, zone: ZoneInfo) -> None:
        super().__init__(padding_px=0)
        self._title = QHBoxLayout()
        self._title.addWidget(Label("Made so far", face="section"))
        self._title.addStretch(1)
        self._title.addWidget(Label("Enter shows the page", face="meta", color="ink2"))
        self.body.addLayout(self._title)
        self.model = SheetsModel(zone, self)
        self.table = TableView("Lead sheets made so far", wraps=True)
        self.table.setModel(self.model)
        self.body.addWidget(self.table, 1)
        self._restyle()

    def _restyle(self) -> None:
        super()._restyle()
        if hasattr(self, "table"):
            theme = self.theme
            self._title.setContentsMargins(theme.px(16), theme.px(12), theme.px(16), theme.px(8))
            self.table.set_column_widths(134, 110, 150, 84, 92, stretch=2)
            self.table.setMinimumHeight(theme.px(40 + 3 * 48))
