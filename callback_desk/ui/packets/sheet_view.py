"""One finished sheet: what it is and where it lies, all its pages, and the way to a printer."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QHBoxLayout

from callback_desk.domain.ids import ExportId
from callback_desk.domain.page_picture import PagePicture
from callback_desk.ui.components import Card, Paragraph, Scroller, SecondaryButton, set_shown
from callback_desk.ui.desk_page import DeskPage
from callback_desk.ui.packets.articles_save import ArticlesSave
from callback_desk.ui.packets.closing_row import ClosingRow
from callback_desk.ui.packets.preview import PagesView
from callback_desk.ui.packets.print_job import PageDrawer, PrintJob
from callback_desk.ui.packets.report_copy import ReportCopy
from callback_desk.use_cases import send_packet

_SCREEN_DPI: Final = 150.0
_LEAST_PAGE_PX = 240  # of a page beside the lists; the rest is scrolled to


class SheetView(Card):
    """`show_sheet` for a file of this sitting, `say` for one whose page is not here."""

    def __init__(self, page: DeskPage, draw: PageDrawer) -> None:
        super().__init__()
        self._page, self._draw = page, draw
        self._sheet: tuple[ExportId, Path] | None = None
        self._beside = True
        self.banner = Paragraph("", face="strong", full_width=True)
        self.where = Paragraph("", face="meta", color="ink2", full_width=True)
        self.pages = PagesView()
        self.print_button = SecondaryButton("Print", icon_name="printer")
        self.print_button.clicked.connect(self._on_print)
        self.body.addWidget(self.banner)
        self.body.addWidget(self.where)
        row = QHBoxLayout()
        row.addWidget(self.print_button)
        self.copy_button = ReportCopy(page)
        row.addWidget(self.copy_button)
        self.articles_button = ArticlesSave(page)
        row.addStretch(1)
        self.body.addLayout(row)
        self.body.addWidget(self.articles_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.closing = ClosingRow(page)
        self.body.addWidget(self.closing)
        self.place = Scroller()
        self.place.body.setContentsMargins(0, 0, 0, 0)
        self.place.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # the keyboard scrolls it too
        self.place.setAccessibleName("The page")
        self.place.body.addWidget(self.pages)
        self.place.body.addStretch(1)
        self.body.addWidget(self.place, 1)
        self._restyle()

    def show_sheet(
        self, export_id: ExportId, path: Path, pages: int, *, locked: bool = False, kept: bool = True
    ) -> None:
        """A file made in this sitting; `kept` if it stays. A sealed one (`locked`) opens with its password alone."""
        self._sheet = (export_id, path)
        self.closing.show_for(export_id)
        self._words_of(export_id)
        self.pages.clear()
        set_shown(self.print_button, not locked)
        if locked:
            self.where.set_words(f"Saved as {path.name}, sealed with its password. It opens only with it.")
            return
        more = f" {pages} pages." if pages > 1 else ""
        where = f"Saved as {path.name} in {path.parent.name}." if kept else "Ready to print. No file of it is kept."
        self.where.set_words(f"{where} Read again and checked.{more}")
        self._draw_page(path, 1)

    def say(self, words: str, export_id: ExportId | None = None) -> None:
        """The page itself is not here; of a sheet on record its words still are."""
        self._sheet = None
        self.closing.show_for(export_id)
        self._words_of(export_id)
        self.pages.clear()
        self.where.set_words(words)
        set_shown(self.print_button, False)

    def _words_of(self, export_id: ExportId | None) -> None:
        self.copy_button.show_for(export_id)
        self.articles_button.show_for(export_id)

    def fit(self, *, beside: bool) -> None:
        """Beside the lists the pages scroll inside the card; above them they are as high as they are."""
        self._beside = beside
        whole = self.pages.height_for(self.place.viewport().width())
        self.place.setMinimumHeight(self.theme.px(_LEAST_PAGE_PX) if beside else whole)

    def _draw_page(self, path: Path, page: int) -> None:
        self._page.ask(
            "preview", lambda: self._draw(path, page, _SCREEN_DPI), lambda drawn: self._on_drawn(path, drawn)
        )

    def _on_drawn(self, path: Path, drawn: PagePicture) -> None:
        self.pages.add_page(drawn, f"Page {drawn.page} of {drawn.pages}, {self.banner.text()}")
        if drawn.page == 1:
            self.place.verticalScrollBar().setValue(0)
        self.fit(beside=self._beside)
        if drawn.page < drawn.pages:
            self._draw_page(path, drawn.page + 1)

    def _on_print(self) -> None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(printer, self)
        if dialog.exec() == QPrintDialog.DialogCode.Accepted:
            self.print_on(printer)

    def print_on(self, printer: QPrinter) -> None:
        """Every page; the trail says how many went to a printer."""
        if self._sheet is None:
            return
        export_id, path = self._sheet
        self.print_button.close_with("It is being printed.")
        job = PrintJob(self._page.runner, self._draw, path, printer, self)
        job.printed.connect(lambda pages: self._on_printed(export_id, pages))
        job.failed.connect(self._on_not_printed)
        job.start()

    def _on_printed(self, export_id: ExportId, pages: int) -> None:
        self.print_button.open_again()
        op = self._page.desk.new_operation()
        self._page.save(lambda: send_packet.sheet_printed(self._page.desk, op, export_id, pages))

    def _on_not_printed(self, trouble: object) -> None:
        self.print_button.open_again()
        self._page.notices.show_error(trouble)
