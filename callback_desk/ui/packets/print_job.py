"""Every page of a document onto paper, one after the other: drawn beside the window, put on paper in it."""

from __future__ import annotations

from pathlib import Path
from typing import Final, Protocol

from PySide6.QtCore import QObject, QRectF, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtPrintSupport import QPrinter

from callback_desk.domain.errors import DeskFault
from callback_desk.domain.page_picture import PagePicture
from callback_desk.ui.packets.preview import image_of
from callback_desk.ui.tasks import Runner

PAPER_DPI: Final = 300.0
_NO_PRINTER = "The printer does not answer. Nothing was printed. Look whether it is on, or choose another one."


class PageDrawer(Protocol):
    """Draws one page of a PDF, counted from 1. Raises DeskFault when it cannot be read."""

    def __call__(self, path: Path, page: int, dpi: float) -> PagePicture: ...


class PrintJob(QObject):
    """`printed(pages)` when the last page has gone to the printer, `failed(trouble)` else."""

    printed = Signal(int)
    failed = Signal(object)

    def __init__(self, runner: Runner, draw: PageDrawer, path: Path, printer: QPrinter, parent: QObject) -> None:
        super().__init__(parent)
        self._runner, self._draw, self._path, self._printer = runner, draw, path, printer
        self._painter = QPainter()

    def start(self) -> None:
        self._next(1)

    def _next(self, page: int) -> None:
        task = self._runner.ask(lambda: self._draw(self._path, page, PAPER_DPI), topic=(id(self), "page"))
        task.succeeded.connect(self._on_page)
        task.failed.connect(self._on_failed)

    def _on_page(self, picture: PagePicture) -> None:
        ready = self._painter.begin(self._printer) if picture.page == 1 else self._printer.newPage()
        if not ready:
            self._on_failed(DeskFault(_NO_PRINTER, code="print.no_printer"))
            return
        paper = QRectF(self._painter.viewport())
        image = image_of(picture)
        size = image.size().scaled(paper.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
        self._painter.drawImage(QRectF(0, 0, size.width(), size.height()), image)
        if picture.page < picture.pages:
            self._next(picture.page + 1)
            return
        self._painter.end()
        self.printed.emit(picture.pages)
        self.deleteLater()

    def _on_failed(self, trouble: object) -> None:
        if self._painter.isActive():
            self._printer.abort()
            self._painter.end()
        self.failed.emit(trouble)
        self.deleteLater()
