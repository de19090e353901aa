"""An import is taken back from its history: what it would do, one word of a person, what it did."""

from __future__ import annotations

from PySide6.QtCore import QObject

from callback_desk.domain.changes import Changes
from callback_desk.domain.undo import UndoReport
from callback_desk.domain.views import BatchLine
from callback_desk.ui.desk_page import DeskPage
from callback_desk.ui.imports.undo_sheet import UndoSheet
from callback_desk.use_cases.undo_import import undo_batch, undo_preview, undo_report


class TakingBack(QObject):
    """Opens the sheet over the window of its page. `sheet` is the one that is open, or None."""

    def __init__(self, page: DeskPage) -> None:
        super().__init__(page)
        self._page = page
        self.sheet: UndoSheet | None = None

    def begin(self, batch: object) -> None:
        """Ask what taking this import back would do; for one that was taken back, say what it did."""
        if not isinstance(batch, BatchLine):
            return
        desk, ask = self._page.desk, undo_preview if batch.undone_at is None else undo_report
        self._page.ask("take-back", lambda: ask(desk, batch.id), self._on_known)

    def _on_known(self, report: object) -> None:
        assert isinstance(report, UndoReport)
        self._open(report)

    def _open(self, report: UndoReport) -> None:
        if self.sheet is not None:
            self.sheet.close_dialog()
        sheet = UndoSheet(report, parent=self._page.window())
        sheet.dismissed.connect(self._forget)
        sheet.confirmed.connect(self._forget if report.undone_at is not None else self._on_confirmed)
        self.sheet = sheet
        sheet.open_dialog()

    def _forget(self) -> None:
        self.sheet = None

    def _on_confirmed(self) -> None:
        sheet = self.sheet
        if sheet is None or not sheet.verb.isEnabled():
            return
        sheet.verb.setEnabled(False)
        desk, op, batch = self._page.desk, self._page.desk.new_operation(), sheet.report.batch_id
        task = self._page.save(lambda: undo_batch(desk, op, batch), self._on_done)
        task.failed.connect(self._on_failed)

    def _on_done(self, report: object) -> None:
        assert isinstance(report, UndoReport)
        self._page.news.tell(Changes.IMPORTS | Changes.QUEUE)
        self._open(report)

    def _on_failed(self, _trouble: object) -> None:
        if self.sheet is not None:
            self.sheet.close_dialog()
        self.sheet = None
