"""Opens *Cases on hold* over the call list, and writes what a supervisor says there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import QObject

from callback_desk.domain.changes import Done
from callback_desk.domain.records import CaseOnHold
from callback_desk.ui.desk_page import DeskPage
from callback_desk.ui.notices import notice_of
from callback_desk.ui.queue.hold_sheet import HoldSheet
from callback_desk.ui.when import count, day
from callback_desk.use_cases import decide_hold


class Holding(QObject):
    """`sheet` is the one that is open, or None."""

    def __init__(self, page: DeskPage) -> None:
        super().__init__(page)
        self._page = page
        self.sheet: HoldSheet | None = None

    def open_sheet(self) -> None:
        """Show it over the window."""
        if self.sheet is None:
            self.sheet = HoldSheet(self._page.now, self._page.desk.zone, parent=self._page.window())
            self.sheet.hold_wanted.connect(self._on_hold)
            self.sheet.end_wanted.connect(self._on_end)
            self.sheet.dismissed.connect(self._forget)
            self.sheet.open_dialog()
            self._read()

    def leave(self) -> None:
        """Somebody signs out, or goes to another page."""
        if self.sheet is not None:
            self.sheet.dismiss()

    def _forget(self) -> None:
        self.sheet = None

    def _read(self) -> None:
        desk = self._page.desk
        self._page.ask("holds", lambda: decide_hold.cases_on_hold(desk), self._on_read)

    def _on_read(self, holds: tuple[CaseOnHold, ...]) -> None:
        if self.sheet is not None:
            self.sheet.show_holds(holds)

    def _on_hold(self, number: str, reason: str, until: date | None) -> None:
        desk, op = self._page.desk, self._page.desk.new_operation()
        last = "until it is taken away" if until is None else f"until {day(until, self._page.today)}"
        self._write(
            lambda: decide_hold.hold_case(desk, op, number, reason, until),
            lambda held: (
                f"Nobody is called about {number} {last}. "
                f"{count(held, 'person', 'people') if held else 'Nobody'} on the list now waits for it."
            ),
        )

    def _on_end(self, number: str, reason: str) -> None:
        desk, op = self._page.desk, self._page.desk.new_operation()
        self._write(
            lambda: decide_hold.lift_hold(desk, op, number, reason),
            lambda freed: (
                f"The hold on {number} has ended. "
                f"{count(freed, 'person', 'people') if freed else 'Nobody'} may be called again because of it."
            ),
        )

    def _write(self, work: Callable[[], object], words: Callable[[int], str]) -> None:
        if self.sheet is None:
            return
        self.sheet.set_busy(True)
        task = self._page.runner.save(work)
        task.succeeded.connect(self._page.news.tell)
        task.succeeded.connect(partial(self._on_done, words))
        task.failed.connect(self._on_failed)

    def _on_done(self, words: Callable[[int], str], done: Done) -> None:
        if self.sheet is not None:
            self.sheet.show_said(words(done.id))
            self._read()

    def _on_failed(self, trouble: object) -> None:
        if self.sheet is not None:
            self.sheet.show_trouble(str(notice_of(trouble).words))
        else:
            self._page.notices.show_error(trouble)
