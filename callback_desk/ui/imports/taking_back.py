"""An import is taken back from its history: what it would do, one word of a person, what it did."""

from __future__ import annotations

from PySide6.QtCore import QObject

from callback_desk.domain.changes import Changes
from callback_desk.domain.undo import UndoReport
from callback_desk.domain.views import BatchLine
from callback_desk.ui.components import Dialog
from callback_desk.ui.desk_page import DeskPage
from callback_desk.ui.imports.undo_progress import UndoProgress, UndoStep
from callback_desk.ui.imports.undo_sheet import UndoSheet
from callback_desk.ui.notices import Notice
from callback_desk.ui.tasks import Progress, Task
from callback_desk.use_cases.pace import after_others
from callback_desk.use_cases.undo_import import UndoStopped, undo_batch, undo_preview, undo_report

_STOPPED = "undo-stopped"


class TakingBack(QObject):
    """Opens the sheets over the window of its page. `sheet` asks or says what was done, `doing` shows how far it is;
    each is the one that is open, or None.
    """

    def __init__(self, page: DeskPage) -> None:
        super().__init__(page)
        self._page = page
        self.sheet: UndoSheet | None = None
        self.doing: UndoProgress | None = None
        self._task: Task | None = None

    def begin(self, batch: object) -> None:
        """Ask what taking this import back would do; for one that was taken back, say what it did."""
        if not isinstance(batch, BatchLine):
            return
        desk, ask = self._page.desk, undo_preview if batch.undone_at is None else undo_report
        self._page.ask("take-back", lambda: ask(desk, batch.id), self._on_known)

    def _on_known(self, report: object) -> None:
        assert isinstance(report, UndoReport)
        self._open(report)

    def leave(self) -> None:
        """The window closes or somebody signs out: what has not gone stays."""
        if self._task is not None:
            self._task.cancel()

    def _open(self, report: UndoReport) -> None:
        self._close(self.sheet)
        sheet = UndoSheet(report, parent=self._page.window())
        sheet.dismissed.connect(self._forget)
        sheet.confirmed.connect(self._forget if report.undone_at is not None else self._on_confirmed)
        self.sheet = sheet
        sheet.open_dialog()

    def _forget(self) -> None:
        self.sheet = None

    def _on_confirmed(self) -> None:
        sheet = self.sheet
        if sheet is None or self._task is not None:
            return
        self._close(sheet)
        self.sheet = None
        self._page.notices.clear(_STOPPED)
        desk, op, batch = self._page.desk, self._page.desk.new_operation(), sheet.report.batch_id

        def take_back(progress: Progress) -> UndoReport:
            return undo_batch(
                desk,
                op,
                batch,
                turn=after_others,
                cancelled=lambda: progress.cancelled,
                progress=lambda what, done, of: progress.report(UndoStep(what, done, of)),
            )

        task = self._page.runner.long(take_back)
        task.progressed.connect(self._on_moved)
        task.succeeded.connect(self._on_done)
        task.failed.connect(self._on_failed)
        self._task = task
        self.doing = UndoProgress(sheet.report.file_name, parent=self._page.window())
        self.doing.stop_wanted.connect(task.cancel)
        self.doing.open_dialog()

    def _on_moved(self, step: object) -> None:
        if isinstance(step, UndoStep) and self.doing is not None:
            self.doing.show_step(step)

    def _on_done(self, report: object) -> None:
        assert isinstance(report, UndoReport)
        self._over()
        self._page.news.tell(Changes.IMPORTS | Changes.QUEUE)
        self._open(report)

    def _on_failed(self, trouble: object) -> None:
        self._over()
        if isinstance(trouble, UndoStopped):
            self._page.notices.show(Notice("Stopped. The import is as it was.", actions=("OK",), code=_STOPPED))
        else:
            self._page.notices.show_error(trouble)

    def _over(self) -> None:
        self._close(self.doing)
        self.doing = self._task = None

    def _close(self, sheet: Dialog | None) -> None:
        if sheet is not None:
            sheet.close_dialog()
