"""Rows to correct, from the report of an import or from its history: the sheet, the place, and what came of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject

from callback_desk.domain.errors import DeskFault
from callback_desk.domain.ids import OperationId
from callback_desk.domain.rows_to_correct import RowsToCorrect
from callback_desk.domain.views import BatchLine
from callback_desk.ui.components import Tone
from callback_desk.ui.desk_page import DeskPage
from callback_desk.ui.file_dialogs import AskForFile, AskForTarget
from callback_desk.ui.imports.after_import import AfterImport
from callback_desk.ui.imports.choose_step import ChooseStep
from callback_desk.ui.imports.correct_sheet import CorrectSheet
from callback_desk.ui.imports.report_step import ReportStep
from callback_desk.ui.notices import Notice
from callback_desk.ui.tasks import Progress, Task
from callback_desk.ui.when import count
from callback_desk.use_cases import read_file
from callback_desk.use_cases.import_prepare import ImportStopped
from callback_desk.use_cases.rows_to_correct import RowsSaved, rows_to_correct, save_rows_to_correct

_SAVED = "rows-to-correct-saved"


class Correcting(QObject):
    """Asks of each import that is shown what could be corrected. `sheet` is the one that is open, or None."""

    def __init__(
        self,
        page: DeskPage,
        report: ReportStep,
        choose: ChooseStep,
        after: AfterImport,
        *,
        ask_file: AskForFile,
        ask_target: AskForTarget,
    ) -> None:
        super().__init__(page)
        self._page, self._report, self._choose, self._after = page, report, choose, after
        self._ask_file, self._ask_target = ask_file, ask_target
        self._target: Path | None = None
        self._agreed: Path | None = None  # a folder that is copied elsewhere, and somebody knows
        self._task: Task | None = None
        self._op: OperationId | None = None
        self.sheet: CorrectSheet | None = None
        after.shown.connect(self._on_report)
        report.correct_wanted.connect(self._on_report_wanted)
        choose.opened.connect(self._on_history)
        choose.correct_wanted.connect(self._on_history_wanted)

    def leave(self) -> None:
        """The window closes or somebody signs out."""
        if self._task is not None:
            self._task.cancel()

    def _on_report(self, batch: object) -> None:
        self._look(batch, self._report.show_correct)

    def _on_history(self, batch: object) -> None:
        self._look(batch, self._choose.show_correct)

    def _look(self, batch: object, show: Callable[[RowsToCorrect], None]) -> None:
        if isinstance(batch, BatchLine):
            desk = self._page.desk
            self._page.ask("rows-to-correct", lambda: rows_to_correct(desk, batch.id), show)

    def _on_report_wanted(self) -> None:
        known, source = self._report.to_correct, self._after.source
        if known is not None and source is not None:
            self._open(known, source.path if source.path is not None else source.text)

    def _on_history_wanted(self) -> None:
        known = self._choose.to_correct
        if known is not None:
            self._open(known, None)

    def _open(self, known: RowsToCorrect, source: Path | str | None) -> None:
        if self.sheet is not None:
            return
        self._target = self._agreed = None
        sheet = CorrectSheet(known, source, now=self._page.now, zone=self._page.desk.zone, parent=self._page.window())
        sheet.file_wanted.connect(self._on_file)
        sheet.place_wanted.connect(self._on_place)
        sheet.confirmed.connect(self._on_confirmed)
        sheet.dismissed.connect(self._on_dismissed)
        self.sheet = sheet
        sheet.open_dialog()

    def _on_dismissed(self) -> None:
        self.sheet = None
        self.leave()

    def _on_file(self) -> None:
        path = self._ask_file(self._page)
        if path is not None and self.sheet is not None:
            self.sheet.source = path
            self.sheet.show_source()
            self.sheet.reason.setFocus()

    def _on_place(self) -> None:
        self._target = self._agreed = None
        if self.sheet is not None:
            self.sheet.show_cloud("", "")
            self._on_confirmed()

    def _on_confirmed(self) -> None:
        sheet = self.sheet
        if sheet is None or not sheet.verb.isEnabled():
            return
        if self._target is None:
            stem = Path(sheet.known.batch.file_name).stem
            self._target = self._ask_target(self._page, f"{stem} to correct.csv")
        if self._target is None:
            return
        target, agreed, source, signature = self._target, self._agreed, sheet.source, sheet.signature
        desk, batch_id = self._page.desk, sheet.known.batch.id
        op = self._op = desk.new_operation()
        assert source is not None

        def save(progress: Progress) -> str | RowsSaved:
            cloud = "" if agreed == target.parent else read_file.cloud_of(desk, target.parent)
            return cloud or save_rows_to_correct(
                desk,
                op,
                batch_id,
                source=source,
                target=target,
                signature=signature,
                cancelled=lambda: progress.cancelled,
            )

        sheet.set_busy(True)
        self._task = self._page.runner.long(save)
        self._task.succeeded.connect(self._on_done)
        self._task.failed.connect(self._on_failed)

    def _on_done(self, result: object) -> None:
        self._task = None
        sheet, target = self.sheet, self._target
        if isinstance(result, str):
            if sheet is not None and target is not None:
                self._agreed = target.parent
                sheet.show_cloud(result, str(target.parent))
            return
        assert isinstance(result, RowsSaved)
        if sheet is not None:
            known = sheet.known
            sheet.close_dialog()
            self.sheet = None
            self._look(known.batch, self._choose.show_correct)
        rows = count(result.written.rows, "row is", "rows are")
        sentence = (
            f"{rows} in {result.path.name}. Correct them under their own headings, save as CSV or as a workbook, and "
            "import the file. Rows nobody has corrected stay as they are."
        )
        tone = Tone.WARN if result.cloud else Tone.PLAIN
        self._page.notices.show(Notice(sentence, tone, ("OK",), code=_SAVED))

    def _on_failed(self, trouble: object) -> None:
        self._task = None
        sheet = self.sheet
        if isinstance(trouble, ImportStopped):
            return
        if sheet is None or not isinstance(trouble, DeskFault):
            if sheet is not None:
                sheet.set_busy(False)
            self._page.notices.show_error(trouble)
            return
        if trouble.code in ("file-exists", "") or self._target is None:
            self._target = self._agreed = None  # another place, then
        sheet.show_trouble(trouble.sentence, trouble.code)
