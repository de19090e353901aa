"""What is filled in by hand: boxes with their key numbers, lines to write on, labels with a line behind them."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.platypus import Flowable

from callback_desk.documents import styles
from callback_desk.documents.blocks import stacked
from callback_desk.documents.draw_lines import draw_line
from callback_desk.documents.paper_fonts import PaperFonts
from callback_desk.documents.styles import Face
from callback_desk.documents.tags import Element, Role, TaggedCanvas, tagged
from callback_desk.documents.text_lines import Line, Span, width_of

_INDENT = 30.0
_BOX = 12.0
_NUMBER = 18.0  # the key number stands before its box
_ROW_GAP = 4.0
_BETWEEN = 12.0
_MOST_COLUMNS = 3
_LINE_HEIGHT = 25.0  # room for handwriting


class ChoiceBoxes(Flowable):
    """`items` are key, words and note between tabs: the number, a box, the words. Columns where all fit."""

    def __init__(self, fonts: PaperFonts, items: Sequence[str]) -> None:
        super().__init__()
        self.fonts = fonts
        self.spaceBefore = 6.0
        parts = [[*item.split("\t"), "", ""][:3] for item in items]
        room = fonts.sheet.text_width - _INDENT
        widest = max((self._width(words, note) for _, words, note in parts), default=0.0)
        fitting = [n for n in range(_MOST_COLUMNS, 1, -1) if widest <= (room - (n - 1) * _BETWEEN) / n]
        self._columns = min(fitting[0] if fitting else 1, len(parts) or 1)
        column = (room - (self._columns - 1) * _BETWEEN) / self._columns
        width = column - _NUMBER - _BOX - 8
        self._cells = [(key, self._lines(words, note, width)) for key, words, note in parts]
        rows = -(-len(self._cells) // self._columns)
        self._grid = [self._cells[row::rows] for row in range(rows)]
        self._step = column + _BETWEEN

    def _width(self, words: str, note: str) -> float:
        both = f"{words}  ({note})" if note else words
        return _NUMBER + _BOX + 8 + width_of(self.fonts, Span(both), styles.DETAIL.size)

    def _lines(self, words: str, note: str, width: float) -> list[Line]:
        spans = [Span(words)] if not note else [Span(words), Span(f"({note})")]
        return [placed.parts[0][2] for placed in stacked(self.fonts, spans, styles.DETAIL, width=width)]

    def _row_height(self, row: Sequence[tuple[str, list[Line]]]) -> float:
        return max(len(lines) for _, lines in row) * styles.DETAIL.leading + _ROW_GAP

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803 - ReportLab's own argument names
        self.width = aW
        self.height = sum(self._row_height(row) for row in self._grid)
        return self.width, self.height

    def draw(self) -> None:
        canvas = tagged(self.canv)
        y = self.height
        for row in self._grid:
            for column, (key, lines) in enumerate(row):
                self._cell(canvas, _INDENT + column * self._step, y, key, lines)
            y -= self._row_height(row)

    def _cell(self, canvas: TaggedCanvas, x: float, top: float, key: str, lines: Sequence[Line]) -> None:
        baseline = top - 11.5
        choice = Element(Role.POINT)
        if key:
            number = stacked(self.fonts, [Span(key, Face.BOLD)], styles.DETAIL)[0].parts[0][2]
            with canvas.marked(choice, 0):
                draw_line(canvas, self.fonts, number, (x + _NUMBER - 6 - number.width, baseline), number.width)
        canvas.setLineWidth(styles.HAIRLINE)
        canvas.rect(x + _NUMBER, baseline - 2.0, _BOX, _BOX)
        left = x + _NUMBER + _BOX + 8
        with canvas.marked(choice, 1):
            for index, line in enumerate(lines):
                draw_line(canvas, self.fonts, line, (left, baseline - index * styles.DETAIL.leading), line.width)


class BlankLines(Flowable):
    """Lines to write on."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self._count = count
        self.spaceBefore = 4.0

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803 - ReportLab's own argument names
        self.width, self.height = aW, self._count * _LINE_HEIGHT
        return self.width, self.height

    def draw(self) -> None:
        canvas = tagged(self.canv)
        canvas.setLineWidth(styles.HAIRLINE)
        canvas.setStrokeGray(styles.ROW_GRAY)
        for row in range(self._count):
            canvas.line(_INDENT, row * _LINE_HEIGHT, self.width, row * _LINE_HEIGHT)
        canvas.setStrokeGray(0)


class FillIns(Flowable):
    """Labels side by side, each with a line to write on behind it."""

    def __init__(self, fonts: PaperFonts, labels: Sequence[str]) -> None:
        super().__init__()
        self.fonts = fonts
        self._labels = [stacked(fonts, [Span(label)], styles.DETAIL)[0].parts[0][2] for label in labels]
        self.spaceBefore = 2.0

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803 - ReportLab's own argument names
        self.width, self.height = aW, _LINE_HEIGHT
        return self.width, self.height

    def draw(self) -> None:
        canvas = tagged(self.canv)
        canvas.setLineWidth(styles.HAIRLINE)
        each = self.width / max(len(self._labels), 1)
        for index, label in enumerate(self._labels):
            x = index * each
            draw_line(canvas, self.fonts, label, (x, 3.0), label.width)
            canvas.line(x + label.width + 6, 0.5, x + each - 12, 0.5)
