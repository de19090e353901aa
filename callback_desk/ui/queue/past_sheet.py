"""The sheet *Whole history*: everything on record about one person's call, read when it is opened."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from itertools import groupby
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QVBoxLayout, QWidget

from callback_desk.domain.views import HistoryLine
from callback_desk.ui.components import Paragraph, empty_out, set_shown
from callback_desk.ui.desk_page import DeskPage
from callback_desk.ui.queue.panel_words import Shown
from callback_desk.ui.roomy_dialog import RoomyDialog
from callback_desk.ui.when import clock, short_day
from callback_desk.use_cases import call_list


class PastSheet(RoomyDialog):
    """Days, newest first, and what happened on each with its hour."""

    def __init__(self, name: str, *, parent: QWidget) -> None:
        super().__init__("Whole history", name, verb="Close", way_out="Close", parent=parent)
        set_shown(self.verb, False)
        self._lines = QVBoxLayout()
        self.inside.addLayout(self._lines)
        self._lines.addWidget(Paragraph("Reading…", full_width=True))
        self.words = ""

    def show_lines(self, lines: Sequence[HistoryLine], now: datetime, zone: ZoneInfo) -> None:
        """Show these, newest first."""
        empty_out(self._lines)
        today, told = now.astimezone(zone).date(), []
        for day, some in groupby(lines, key=lambda line: line.at.astimezone(zone).date()):
            self._lines.addWidget(Paragraph(short_day(day, today), face="strong", full_width=True))
            for line in some:
                said = f"{clock(line.at, zone)}: {line.text}"
                told.append(said)
                self._lines.addWidget(Paragraph(said, full_width=True))
        self.words = "\n".join(told)
        if not lines:
            self._lines.addWidget(Paragraph("Nothing has happened yet.", full_width=True))
        self.fit()


class Past(QObject):
    """`sheet` is the one that is open, or None. `shown` says who stands in the side panel."""

    def __init__(self, page: DeskPage, shown: Callable[[], Shown | None]) -> None:
        super().__init__(page)
        self._page, self._shown = page, shown
        self.sheet: PastSheet | None = None

    def open_sheet(self) -> None:
        """Ask for everything about the person at the side."""
        shown = self._shown()
        if shown is None or self.sheet is not None:
            return
        desk, person = self._page.desk, shown.view.id
        self.sheet = PastSheet(shown.view.name.display, parent=self._page.window())
        self.sheet.dismissed.connect(self._forget)
        self.sheet.open_dialog()
        self.sheet.way_out.setFocus()
        self._page.ask("whole history", lambda: call_list.whole_history(desk, person), self._on_lines)

    def leave(self) -> None:
        """The page is left."""
        if self.sheet is not None:
            self.sheet.dismiss()

    def _forget(self) -> None:
        self.sheet = None

    def _on_lines(self, lines: tuple[HistoryLine, ...]) -> None:
        if self.sheet is not None:
            self.sheet.show_lines(lines, self._page.now, self._page.desk.zone)
