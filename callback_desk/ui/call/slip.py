"""The slip for the duty desk: one page on the system's own printer, at once, marked as not yet reviewed.

No file of it is written: where no printer is set up, the words are read out on the telephone.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPageSize, QPainter, QTextDocument, QTextOption
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

_MARGIN_PT: Final = 54
_TITLE: Final = "URGENT, NOT YET REVIEWED"


def slip_text(agency: str, case_number: str, made: str, by: str, lines: Sequence[str]) -> str:
    """The words of the slip. Plain text: what a victim said is never markup."""
    head = [_TITLE, agency, f"Case {case_number}" if case_number else "", f"Written down by {by}, {made}"]
    foot = "A volunteer wrote this down on the telephone. No supervisor has read it yet. The lead sheet follows."
    return "\n\n".join([*filter(None, head), *(f"- {line}" for line in lines), foot])


def print_slip(text: str) -> bool:
    """Print it on the default printer without a question. False when there is none or it did not take the page."""
    info = QPrinterInfo.defaultPrinter()
    if info.isNull():
        return False
    printer = QPrinter(info, QPrinter.PrinterMode.HighResolution)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.Letter))
    printer.setDocName("Callback Desk")
    document = QTextDocument()
    document.setPlainText(text)
    option = QTextOption(Qt.AlignmentFlag.AlignLeft)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    document.setDefaultTextOption(option)
    painter = QPainter()
    if not painter.begin(printer):
        return False
    per_point = printer.resolution() / 72
    painter.scale(per_point, per_point)
    wide = printer.pageRect(QPrinter.Unit.Point).width() - 2 * _MARGIN_PT
    document.setTextWidth(wide)
    painter.translate(_MARGIN_PT, _MARGIN_PT)
    document.drawContents(painter, QRectF(0, 0, wide, document.size().height()))
    return painter.end()
