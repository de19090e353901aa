"""What becomes of the place the rows were read from, once they are imported: a file or the clipboard."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from callback_desk.domain.views import BatchLine
from callback_desk.ui.imports.asking import ask_to_remove
from callback_desk.ui.imports.paste_sheet import clipboard_text
from callback_desk.ui.imports.report_step import ReportStep
from callback_desk.ui.imports.run import ImportRun
from callback_desk.ui.imports.source import ListSource, cloud_words


class AfterImport(QObject):
    """Offers to remove the file, or to clear the clipboard; does neither without being asked to.

    `shown(BatchLine)` when the report is filled; `source` is what it was read from.
    """

    shown = Signal(object)

    def __init__(self, page: QWidget, report: ReportStep, run: ImportRun) -> None:
        super().__init__(page)
        self._page, self._report, self._run = page, report, run
        self.source: ListSource | None = None
        self._sha256 = ""
        report.remove_wanted.connect(self._on_remove)
        report.clear_wanted.connect(self._on_clear)
        run.file_removed.connect(self._on_removed)

    def show_batch(self, batch: BatchLine, source: ListSource) -> None:
        """Fill the report."""
        self.source, self._sha256 = source, self._run.file_sha256
        self._report.show_batch(batch)
        if source.path is not None:
            folder = str(source.path.parent) if source.path.exists() else ""
            self._report.show_file(batch.file_name, folder, cloud_words(self._run.cloud) if folder else "")
        else:
            self._report.show_clipboard(still_there=_same_rows(clipboard_text(), source.text or ""))
        self.shown.emit(batch)

    def _on_remove(self) -> None:
        if self.source is not None and self.source.path is not None:
            ask_to_remove(self._page.window(), self.source.name).confirmed.connect(self._on_remove_said)

    def _on_remove_said(self) -> None:
        if self.source is not None and self.source.path is not None and not self._run.busy:
            self._run.remove_file(self.source.path, self._sha256)

    def _on_removed(self, _path: object) -> None:
        if self.source is not None:
            self._report.file_removed(self.source.name)

    def _on_clear(self) -> None:
        if self.source is not None and _same_rows(clipboard_text(), self.source.text or ""):
            QGuiApplication.clipboard().clear()
        self._report.clipboard_cleared()


def _same_rows(one: str, other: str) -> bool:
    return one.split() == other.split()  # a text field writes other line ends than Excel
