"""The box at the foot that comes back to the desk: what came of it, by whom, when."""

from __future__ import annotations

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from callback_desk.documents import styles
from callback_desk.documents.blocks import stacked
from callback_desk.documents.draw_lines import draw_line
from callback_desk.documents.paper_fonts import PaperFonts
from callback_desk.documents.sheet_text import ReceiptText
from callback_desk.documents.text_lines import Span, width_of


class FootBox(Flowable):
    """The receipt box: takes what is left of the page and stands at its foot."""

    def __init__(self, fonts: PaperFonts, text: ReceiptText) -> None:
        super().__init__()
        self.fonts = fonts
        self.text = text
        self.spaceBefore = self.gap = styles.GAP_RECEIPT
        title = width_of(fonts, Span(text.title, styles.Face.BOLD), styles.RECEIPT_TITLE.size)
        left = styles.QUOTE_INDENT + title + 18
        room = styles.TEXT_WIDTH - styles.QUOTE_INDENT - left
        self._note = stacked(fonts, [Span(text.return_to)], styles.RECEIPT_NOTE, left=left, width=room)
        self.box_height = 50.5 + (len(self._note) - 1) * styles.RECEIPT_NOTE.leading

    def needs(self, scale: float) -> float:
        """Points it takes with its gap scaled; the box itself does not shrink."""
        return self.gap * scale + self.box_height

    def tighten(self, scale: float) -> None:
        """Scale the gap, 1.0 for as designed."""
        self.spaceBefore = self.gap * scale

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803 - ReportLab's own argument names
        self.width, self.height = aW, max(self.box_height, aH - 0.01)
        return self.width, self.height

    def draw(self) -> None:
        canvas: Canvas = self.canv
        canvas.setLineWidth(styles.HAIRLINE)
        canvas.rect(0.375, 0.375, self.width - 0.75, self.box_height - 0.75)
        title = stacked(self.fonts, [Span(self.text.title, styles.Face.BOLD)], styles.RECEIPT_TITLE)[0]
        top = self.box_height - 18.5
        draw_line(canvas, self.fonts, title.parts[0][2], (11.25, top), self.width)
        for row, placed in enumerate(self._note):
            x, room, line = placed.parts[0]
            y = top - row * styles.RECEIPT_NOTE.leading
            draw_line(canvas, self.fonts, line, (x + room - line.width, y), room)
        self._draw_ticks(canvas, 11.6)

    def _draw_ticks(self, canvas: Canvas, y: float) -> None:
        x = 11.25
        for label in self.text.boxes:
            canvas.rect(x + 0.4, y - 0.5, 8.6, 8.6)
            x = self._label(canvas, label, x + 14.6, y) + 19.5
        end = self.width - 11.25
        line_width = (end - x - 19.5) / 2
        line_width = max(line_width, 54)
        for label in (self.text.by, self.text.date):
            self._label(canvas, label, x, y + 0.4)
            canvas.line(x, y - 4.4, x + line_width, y - 4.4)
            x += line_width + 19.5

    def _label(self, canvas: Canvas, label: str, x: float, y: float) -> float:
        line = stacked(self.fonts, [Span(label)], styles.RECEIPT_BOX)[0].parts[0][2]
        draw_line(canvas, self.fonts, line, (x, y), line.width)
        return x + line.width
