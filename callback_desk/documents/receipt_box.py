"""The part that is torn off and comes back to the desk: what came of each point, by whom, when."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.platypus import Flowable

from callback_desk.documents import styles
from callback_desk.documents.blocks import stacked
from callback_desk.documents.draw_lines import draw_line
from callback_desk.documents.paper_fonts import PaperFonts
from callback_desk.documents.sheet_text import ReceiptText
from callback_desk.documents.styles import TextStyle
from callback_desk.documents.tags import TaggedCanvas, tagged
from callback_desk.documents.text_lines import Span

_PAD = 11.25
_ROW = 15.5  # points from one row to the next: room to write "need more" by hand
_MOST_ROWS = 30  # in one box; more points take another
_ROW_TEXT = TextStyle(9.75, 13.5)
_NUMBER_WIDTH = 16.0
_MORE_WIDTH = 10.0  # of the three points after a line that is cut
_WORDS_WIDTH = 150.0  # the first line of a point: enough to know it again
_LINE = 72.0  # to write on


def receipt_boxes(fonts: PaperFonts, text: ReceiptText) -> list[FootBox]:
    """One box at the foot; for very many points more of them, each with title and place."""
    parts = [text.rows[at : at + _MOST_ROWS] for at in range(0, len(text.rows), _MOST_ROWS)] or [()]
    return [FootBox(fonts, text, rows) for rows in parts]


class FootBox(Flowable):
    """The receipt box: takes what is left of the page and stands at its foot."""

    def __init__(self, fonts: PaperFonts, text: ReceiptText, rows: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.fonts = fonts
        self.text = text
        self.rows = tuple(rows)
        self.spaceBefore = self.gap = styles.GAP_RECEIPT
        self._title = stacked(
            fonts, [Span(text.title, styles.Face.BOLD)], styles.RECEIPT_TITLE, width=fonts.sheet.text_width - 2 * _PAD
        )
        left = _PAD + max(line.parts[0][2].width for line in self._title) + 18
        room = fonts.sheet.text_width - _PAD - left
        self._note = stacked(fonts, [Span(text.return_to)], styles.RECEIPT_NOTE, left=left, width=room)
        upper = max(len(self._title) * styles.RECEIPT_TITLE.leading, len(self._note) * styles.RECEIPT_NOTE.leading)
        self._upper = 5.0 + upper
        self.box_height = self._upper + max(1, len(self.rows)) * _ROW + (_ROW if self.rows else 0) + 8.0

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
        canvas = tagged(self.canv)
        canvas.setLineWidth(styles.HAIRLINE)
        canvas.rect(0.375, 0.375, self.width - 0.75, self.box_height - 0.75)
        top = self.box_height - 16.5
        for row, placed in enumerate(self._title):
            y = top - row * styles.RECEIPT_TITLE.leading
            draw_line(canvas, self.fonts, placed.parts[0][2], (_PAD, y), self.width)
        for row, placed in enumerate(self._note):
            x, room, line = placed.parts[0]
            y = top - row * styles.RECEIPT_NOTE.leading
            draw_line(canvas, self.fonts, line, (x + room - line.width, y), room)
        y = self.box_height - self._upper - 12.0
        for number, words in self.rows:
            self._label(canvas, number, _PAD, y, styles.Face.SEMIBOLD)
            self._first_line(canvas, words, _PAD + _NUMBER_WIDTH, y)
            self._draw_boxes(canvas, _PAD + _NUMBER_WIDTH + _WORDS_WIDTH, y)
            y -= _ROW
        y -= 2.0 if self.rows else 0.0
        self._draw_who(canvas, _PAD if self.rows else self._draw_boxes(canvas, _PAD, y), y)

    def _first_line(self, canvas: TaggedCanvas, words: str, x: float, y: float) -> None:
        lines = stacked(self.fonts, [Span(words)], _ROW_TEXT, width=_WORDS_WIDTH - 2 * _MORE_WIDTH)
        if not lines:
            return
        line = lines[0].parts[0][2]
        draw_line(canvas, self.fonts, line, (x, y), line.width)
        if len(lines) > 1:
            self._label(canvas, "…", x + line.width + 2.0, y)

    def _draw_boxes(self, canvas: TaggedCanvas, x: float, y: float) -> float:
        for label in self.text.boxes:
            canvas.rect(x + 0.4, y - 0.5, 7.6, 7.6)
            x = self._label(canvas, label, x + 11.0, y)
            if label == self.text.more:
                canvas.line(x + 3, y - 2.0, x + 3 + _LINE, y - 2.0)
                x += 3 + _LINE
            x += 8.0
        return x

    def _draw_who(self, canvas: TaggedCanvas, x: float, y: float) -> None:
        line_width = max((self.width - _PAD - x - 19.5) / 2, 40.0) if not self.rows else 180.0
        for label in (self.text.by, self.text.date):
            self._label(canvas, label, x, y)
            canvas.line(x, y - 4.0, x + line_width, y - 4.0)
            x += line_width + 19.5

    def _label(
        self, canvas: TaggedCanvas, label: str, x: float, y: float, face: styles.Face = styles.Face.REGULAR
    ) -> float:
        line = stacked(self.fonts, [Span(label, face)], _ROW_TEXT)[0].parts[0][2]
        draw_line(canvas, self.fonts, line, (x, y), line.width)
        return x + line.width
