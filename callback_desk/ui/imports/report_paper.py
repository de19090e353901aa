"""The report of an import as a PDF, from its last step or from the history."""

from __future__ import annotations

from PySide6.QtCore import QObject

from callback_desk.domain.views import BatchLine
from callback_desk.ui.desk_page import DeskPage
from callback_desk.ui.file_dialogs import AskForTarget, saving_as
from callback_desk.ui.imports.after_import import AfterImport
from callback_desk.ui.imports.choose_step import ChooseStep
from callback_desk.ui.imports.report_step import ReportStep
from callback_desk.ui.notices import Notice
from callback_desk.use_cases.paper_import import print_import_sheet

_SAID = "import-report"


class ReportPaper(QObject):
    """Of whichever import is shown. `ask_for` is the dialog for the file's place, another one in tests."""

    def __init__(self, page: DeskPage, report: ReportStep, choose: ChooseStep, after: AfterImport) -> None:
        super().__init__(page)
        self._page = page
        self.ask_for: AskForTarget = saving_as("Save the import report")
        self._imported: BatchLine | None = None
        after.shown.connect(self._on_imported)
        report.paper_wanted.connect(self._on_wanted)
        choose.paper_wanted.connect(self._save)

    def _on_imported(self, batch: object) -> None:
        self._imported = batch if isinstance(batch, BatchLine) else None

    def _on_wanted(self) -> None:
        if self._imported is not None:
            self._save(self._imported)

    def _save(self, batch: object) -> None:
        assert isinstance(batch, BatchLine)
        target, desk = self.ask_for(self._page, f"import-{batch.id}.pdf"), self._page.desk
        if target is None:
            return
        self._page.notices.clear(_SAID)
        task = self._page.runner.long(lambda _progress: print_import_sheet(desk, batch.id, target))
        words = f"The report is saved as {target.name}. Nobody is named in it."
        task.succeeded.connect(lambda _made: self._page.notices.show(Notice(words, actions=("OK",), code=_SAID)))
        task.failed.connect(self._page.notices.show_error)
