"""The button that puts a lead sheet onto the clipboard as text for a report, for a minute."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication

from callback_desk.domain.ids import ExportId
from callback_desk.ui.components import SecondaryButton, set_shown
from callback_desk.ui.desk_page import DeskPage
from callback_desk.ui.notices import Notice
from callback_desk.use_cases.copy_for_report import copy_for_report

CLIPBOARD_MS: Final = 60_000
_SAID = "Copied. Paste it into the supplemental report; it leaves the clipboard in a minute."


class ReportCopy(SecondaryButton):
    """`show_for(export_id)`; hidden while there is no sheet."""

    def __init__(self, page: DeskPage) -> None:
        super().__init__("Copy for the report", icon_name="copy")
        self._page = page
        self._sheet: ExportId | None = None
        self._ours = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(CLIPBOARD_MS)
        self._timer.timeout.connect(self.take_back)
        self.clicked.connect(self._on_clicked)
        set_shown(self, False)

    def show_for(self, export_id: ExportId | None) -> None:
        """Of which sheet; None hides it."""
        self._sheet = export_id
        set_shown(self, export_id is not None)

    def take_back(self) -> None:
        """Our text leaves the clipboard; what somebody else put there stays."""
        self._timer.stop()
        if self._ours and QGuiApplication.clipboard().text() == self._ours:
            QGuiApplication.clipboard().clear()
        self._ours = ""

    def _on_clicked(self) -> None:
        sheet, desk = self._sheet, self._page.desk
        if sheet is None:
            return
        task = self._page.runner.save(lambda: copy_for_report(desk, sheet))
        task.succeeded.connect(self._on_text)
        task.failed.connect(self._page.notices.show_error)

    def _on_text(self, text: str) -> None:
        self._ours = text
        QGuiApplication.clipboard().setText(text)
        self._timer.start()
        self._page.notices.show(Notice(_SAID, actions=("OK",), code="report-copied"))
