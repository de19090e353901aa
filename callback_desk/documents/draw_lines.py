"""One line of text onto a page. A line with shaped or right-to-left letters carries /ActualText, so that what
is copied or re-read is the text that was said, not the glyphs that were drawn."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from unicodedata import mirrored

from bidi.mirror import MIRRORED
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from callback_desk.documents.letters import clusters
from callback_desk.documents.paper_fonts import PaperFonts, Piece, shape
from callback_desk.documents.tags import Element, TaggedCanvas, tagged
from callback_desk.documents.text_lines import Line, complex_line, levels_of, visual_order

_HEAVIER = 0.03  # stroke added to a fallback letter in a bold line, in parts of the size


@dataclass(frozen=True, slots=True)
class _Cluster:
    text: str
    piece: Piece
    level: int


def draw_line(canvas: Canvas, fonts: PaperFonts, line: Line, start: tuple[float, float], width: float) -> None:
    """Draw with the baseline from start (x, y) on. A right-to-left line ends at x + width. A line that nobody has
    marked is a paragraph of its own."""
    if line.words:
        page = tagged(canvas)
        with page.marked(Element()):
            _draw(page, fonts, line, start, width)


def _draw(canvas: TaggedCanvas, fonts: PaperFonts, line: Line, start: tuple[float, float], width: float) -> None:
    x, y = start
    if complex_line(line):
        _draw_complex(canvas, fonts, line, x + (width - line.width if line.right_to_left else 0.0), y)
        return
    parts: list[tuple[str, str]] = []
    for position, word in enumerate(line.words):
        if position and not word.glued:
            parts.append((fonts.name(word.face), " "))
        parts.extend((piece.font, piece.text) for piece in word.pieces)
    text = canvas.beginText(x, y)
    for font, run in groupby(parts, key=lambda part: part[0]):
        text.setFont(font, line.size)
        text.textOut("".join(shown for _, shown in run))
    canvas.drawText(text)


def _draw_complex(canvas: TaggedCanvas, fonts: PaperFonts, line: Line, x: float, y: float) -> None:
    actual = line.text.encode("utf-16-be").hex().upper()
    canvas.addLiteral(f"/Span <</ActualText <FEFF{actual}>>> BDC")
    units = _units(fonts, line)
    for index in visual_order([run[0].level for run in units]):
        x += _draw_run(canvas, units[index], x, y, line.size)
    canvas.addLiteral("EMC")


def _units(fonts: PaperFonts, line: Line) -> list[list[_Cluster]]:
    """Runs of one font and one level, in reading order."""
    parts: list[tuple[str, Piece]] = []
    for position, word in enumerate(line.words):
        if position and not word.glued:
            parts.append((" ", Piece(" ", fonts.name(word.face))))
        parts.extend((cluster, piece) for piece in word.pieces for cluster in clusters(piece.text))
    levels = levels_of("".join(text for text, _ in parts), right_to_left=line.right_to_left)
    found: list[_Cluster] = []
    start = 0
    for text, piece in parts:
        found.append(_Cluster(text, piece, levels[start]))
        start += len(text)
    return [list(run) for _, run in groupby(found, key=lambda one: (one.level, one.piece.font, one.piece.shaped))]


def _draw_run(canvas: TaggedCanvas, run: list[_Cluster], x: float, y: float, size: float) -> float:
    """Draw one run from x on; returns its width in points."""
    backwards = run[0].level % 2 == 1
    piece = run[0].piece
    text = canvas.beginText(x, y)
    text.setFont(piece.font, size)
    if piece.bold:
        canvas.setLineWidth(size * _HEAVIER)
        text.setTextRenderMode(2)
    width = 0.0
    if piece.shaped:
        for glyph in shape("".join(one.text for one in run), piece.font, right_to_left=backwards):
            text.setTextOrigin(x + width + glyph.dx * size / 1000, y + glyph.dy * size / 1000)
            text.textOut(glyph.char)
            width += glyph.advance * size / 1000
    else:
        shown = "".join(_mirror(one.text) for one in reversed(run)) if backwards else "".join(one.text for one in run)
        text.textOut(shown)
        width = float(pdfmetrics.stringWidth(shown, piece.font, size))
    if piece.bold:
        text.setTextRenderMode(0)
    canvas.drawText(text)
    return width


def _mirror(cluster: str) -> str:
    return "".join(str(MIRRORED.get(char, char)) if mirrored(char) else char for char in cluster)
