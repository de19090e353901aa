"""The recovery sheet onto paper, through the system's own dialog."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from callback_desk.documents.preview import page_picture
from callback_desk.documents.recovery_sheet import RecoverySheet, make_recovery_sheet
from callback_desk.domain.paper_size import PaperSize
from callback_desk.ui.packets.preview import image_of
from callback_desk.ui.packets.private_folder import PrivateFolder

if TYPE_CHECKING:
    from callback_desk.bootstrap.opening import Office


def print_recovery(
    office: Office, groups: tuple[str, ...], parent: QWidget, *, agency: str, database_id: str, by: str
) -> None:
    """Print the code's sheet; no file of the code stays behind. `by` is who made the code."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    if QPrintDialog(printer, parent).exec() != QPrintDialog.DialogCode.Accepted:
        return
    sheet = RecoverySheet(agency, database_id, office.clock.now(), by, groups)
    target = PrivateFolder(parent).path / "recovery.pdf"
    try:
        a4 = printer.pageLayout().pageSize().id() == QPageSize.PageSizeId.A4
        size = PaperSize.A4 if a4 else PaperSize.LETTER
        make_recovery_sheet(sheet, target, fonts_dir=office.resources / "theme" / "fonts", size=size)
        picture = page_picture(target, dpi=200)
    finally:
        target.unlink(missing_ok=True)
    image = image_of(picture)
    painter = QPainter(printer)
    room = painter.viewport()
    fit = image.size().scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
    painter.drawImage(room.x(), room.y(), image.scaled(fit, mode=Qt.TransformationMode.SmoothTransformation))
    painter.end()
