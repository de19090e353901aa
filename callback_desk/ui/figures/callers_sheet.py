"""What each volunteer did in the days of the report: a table for the supervisor alone, and the same as a file."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from callback_desk.domain.caller_tallies import TITLE, callers_shown
from callback_desk.domain.figure_periods import Period
from callback_desk.domain.figure_words import period_words
from callback_desk.domain.figures import CallerRow
from callback_desk.ui.back_sheet import BackSheet
from callback_desk.ui.components import Card, EmptyState, Paragraph, SecondaryButton, empty_out
from callback_desk.ui.desk_page import DeskPage
from callback_desk.ui.figures.table_twin import FiguresTable
from callback_desk.use_cases import figures

_WHAT: Final = (
    "By the alphabet, and nobody is ranked: long calls are good calls, and some people are harder to reach than "
    "others. It is for you, and no part of a report."
)
_NOBODY: Final = "Nobody made a try in these days."


class CallersSheet(BackSheet):
    """`save_wanted()`: these days as a file."""

    title = TITLE
    way_back = "Back to the reports"
    save_wanted = Signal()

    def __init__(self, page: DeskPage) -> None:
        super().__init__(page)
        self._period: Period | None = None
        self.card = Card()
        self.days = Paragraph("", face="strong", full_width=True)
        self.save = SecondaryButton("Save as CSV", icon_name="document")
        self.save.clicked.connect(self.save_wanted)
        self._table = QVBoxLayout()
        row = QHBoxLayout()
        row.addWidget(self.save)
        row.addStretch(1)
        for part in (Paragraph(_WHAT, full_width=True), self.days):
            self.card.body.addWidget(part)
        self.card.body.addLayout(self._table)
        self.card.body.addLayout(row)
        self.body.addWidget(self.card)
        self.body.addStretch(1)
        self._rows: tuple[CallerRow, ...] = ()
        self._style_now()

    def show_days(self, period: Period) -> None:
        """Which days it is about; the table of other days goes."""
        self._period = period
        self.days.set_words(period_words(period))
        self._rows = ()
        empty_out(self._table)
        self.save.setEnabled(False)

    def refresh(self) -> None:
        period, desk = self._period, self.page.desk
        if period is not None:
            self.page.ask("callers", lambda: (period, figures.callers(desk, period)), self._on_rows)

    def set_busy(self, busy: bool) -> None:
        self.save.setEnabled(not busy and bool(self._rows))

    def _on_rows(self, found: object) -> None:
        if not isinstance(found, tuple) or found[0] != self._period:
            return
        self._rows = found[1]
        empty_out(self._table)
        if self._rows:
            self._table.addWidget(FiguresTable(callers_shown(self._rows)))
        else:
            self._table.addWidget(EmptyState(_NOBODY, "Go back, and choose another time."))
        self.save.setEnabled(bool(self._rows))


__all__ = ["CallersSheet"]
