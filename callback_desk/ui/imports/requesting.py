"""Opens *What to ask your records system for* over the page and saves it where somebody chooses."""

from __future__ import annotations

from PySide6.QtCore import QObject

from callback_desk.domain.errors import DeskFault
from callback_desk.ui.desk_page import DeskPage
from callback_desk.ui.file_dialogs import saving_as
from callback_desk.ui.imports.choose_step import DropCard
from callback_desk.ui.imports.request_sheet import FILE_NAME, RequestSheet
from callback_desk.ui.notices import Notice


class Requesting(QObject):
    """`sheet` is the one that is open, or None."""

    def __init__(self, page: DeskPage, card: DropCard) -> None:
        super().__init__(page)
        self._page, self._card = page, card
        self.ask_where = saving_as("Save as text", "Text (*.txt)")
        self.sheet: RequestSheet | None = None
        card.request.clicked.connect(self.open_sheet)

    def open_sheet(self) -> None:
        """Show it over the window."""
        if self.sheet is None:
            self.sheet = RequestSheet(self._page.desk.info.agency, parent=self._page.window())
            self.sheet.confirmed.connect(self._on_save)
            self.sheet.dismissed.connect(self._forget)
            self.sheet.open_dialog()

    def _forget(self) -> None:
        self.sheet = None
        self._card.request.setFocus()

    def _on_save(self) -> None:
        target = self.ask_where(self._page, FILE_NAME)
        if target is None or self.sheet is None:
            return
        try:
            self.sheet.save_to(target)
        except DeskFault as fault:
            self._page.notices.show_error(fault)
        else:
            self._page.notices.show(Notice(f"The request is in {target.name}.", actions=("OK",), code="request-saved"))
        self.sheet.close_dialog()
        self.sheet = None
