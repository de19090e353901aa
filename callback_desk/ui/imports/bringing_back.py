"""Rows that were taken back with an earlier import: said on the check page, and brought back on a word."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QObject

from callback_desk.domain.import_rows import Preview
from callback_desk.domain.undo import TakenBack
from callback_desk.ui.desk_page import DeskPage
from callback_desk.ui.imports.taken_back_bars import TakenBackBars, away_words, coming_words, file_words
from callback_desk.use_cases.import_report import Looked
from callback_desk.use_cases.undo_import import STAYS_AWAY


class BringingBack(QObject):
    """Remembers, of the file on its way, how many rows stay away when nobody says otherwise. `wanted` is that word."""

    def __init__(self, page: DeskPage, bars: TakenBackBars) -> None:
        super().__init__(page)
        self._page = page
        self._bars = bars
        self._file: datetime | None = None
        self._away = 0
        self.wanted = False

    def begin(self, looked: Looked) -> None:
        """Another file."""
        self._file, self._away, self.wanted = looked.taken_back, 0, False

    def show(self, preview: Preview, last: TakenBack | None) -> None:
        """Its rows were checked; `last` is when rows that stay away were taken back."""
        desk, today = self._page.desk, self._page.today
        file = file_words(self._file, today, desk.zone)
        if self.wanted:
            self._bars.show_words(file=file, coming=coming_words(self._away) if self._away else "")
            return
        self._away = preview.counts.reasons.get(STAYS_AWAY, 0)
        away = away_words(self._away, last, desk.session.name, today, desk.zone)
        self._bars.show_words(file=file, away=away)
