"""A chart on paper: the marks of `chart_layout`, in the letters of paper, black and gray alone."""

from __future__ import annotations

from typing import Final

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from callback_desk.documents import styles
from callback_desk.documents.blocks import ASCENT, DESCENT, stacked
from callback_desk.documents.draw_lines import draw_line
from callback_desk.documents.paper_fonts import PaperFonts
from callback_desk.documents.styles import TextStyle
from callback_desk.documents.tags import Element, Role, tagged
from callback_desk.documents.text_lines import Span, width_of
from callback_desk.domain.chart_layout import lay_out
from callback_desk.domain.chart_pipe import chart_from_text
from callback_desk.domain.charts import Chart
from callback_desk.domain.marks import Align, Dot, Face, Ink, Mark, Picture, Stroke, Text

_UNIT: Final = 0.75  # points: 96 design pixels an inch
_STYLES: Final = {
    Face.BODY: TextStyle(10.75, 15.0),
    Face.STRONG: TextStyle(10.75, 15.0, styles.Face.BOLD),
    Face.SMALL: TextStyle(9.0, 12.0),
}
_GRAYS: Final = {Ink.FIGURE: 0.0, Ink.GRID: 0.75, Ink.RULE: 0.3, Ink.TEXT: 0.0, Ink.QUIET: 0.0}
_RING: Final = 1.5
_GAP: Final = 10.0


class PaperRuler:
    """Fits `domain.marks.Ruler`: points."""

    def __init__(self, fonts: PaperFonts) -> None:
        self._fonts = fonts

    @property
    def unit(self) -> float:
        return _UNIT

    def width(self, words: str, face: Face) -> float:
        style = _STYLES[face]
        return width_of(self._fonts, Span(words, style.face), style.size)

    def line(self, face: Face) -> float:
        return _STYLES[face].leading

    def baseline(self, face: Face) -> float:
        style = _STYLES[face]
        return (style.leading - (ASCENT + DESCENT) * style.size) / 2 + ASCENT * style.size


class ChartDrawing(Flowable):
    """One chart, never split: its foot stays with it."""

    def __init__(self, fonts: PaperFonts, chart: Chart) -> None:
        super().__init__()
        self.fonts = fonts
        self.chart = chart
        self.spaceBefore = _GAP
        self.picture = Picture(0.0, 0.0, (), "")

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803 - ReportLab's own argument names
        self.picture = lay_out(self.chart, aW, PaperRuler(self.fonts))
        self.width, self.height = aW, self.picture.height
        return self.width, self.height

    def draw(self) -> None:
        canvas = tagged(self.canv)
        canvas.saveState()
        with canvas.marked(Element(Role.FIGURE, self.picture.says)):
            for mark in self.picture.marks:
                self._draw_mark(canvas, mark)
        canvas.restoreState()

    def _draw_mark(self, canvas: Canvas, mark: Mark) -> None:
        gray = _GRAYS[mark.ink]
        canvas.setStrokeGray(gray)
        canvas.setFillGray(gray)
        if isinstance(mark, Stroke):
            canvas.setLineWidth(mark.width)
            canvas.setDash([4, 3] if mark.dashed else [])
            canvas.line(mark.x1, self.height - mark.y1, mark.x2, self.height - mark.y2)
        elif isinstance(mark, Dot):
            canvas.setDash([])
            canvas.setLineWidth(_RING)
            if mark.hollow:
                canvas.setFillGray(1.0)
            canvas.circle(mark.x, self.height - mark.y, mark.radius - _RING / 2, stroke=1, fill=1)
        else:
            style = _STYLES[mark.face]
            for placed in stacked(self.fonts, [Span(mark.words, style.face, whole=True)], style, width=float("inf")):
                line = placed.parts[0][2]
                left = mark.x - {Align.LEFT: 0.0, Align.MIDDLE: line.width / 2, Align.RIGHT: line.width}[mark.align]
                draw_line(canvas, self.fonts, line, (left, self.height - mark.y), line.width)


def chart_words(fonts: PaperFonts, written: str) -> tuple[str, ...]:
    """Every word drawn of a chart, as `chart_pipe` wrote it, on the sheet of `fonts`."""
    return tuple(mark.words for mark in _picture(fonts, written).marks if isinstance(mark, Text))


def chart_says(fonts: PaperFonts, written: str) -> str:
    """What is read aloud instead of it."""
    return _picture(fonts, written).says


def _picture(fonts: PaperFonts, written: str) -> Picture:
    return lay_out(chart_from_text(written), fonts.sheet.text_width, PaperRuler(fonts))
