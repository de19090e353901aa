"""The flowables of our pages. A block is a stack of placed lines, so that it can be split at any line and
nothing on a page is ever lost; Platypus decides where a page ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.platypus import Flowable

from callback_desk.documents import styles
from callback_desk.documents.draw_lines import draw_line
from callback_desk.documents.paper_fonts import PaperFonts
from callback_desk.documents.styles import TextStyle
from callback_desk.documents.tags import Element, Role, TaggedCanvas, tagged
from callback_desk.documents.text_lines import Line, Span, lines_of

ASCENT = 0.984  # of the text family, in parts of the size
DESCENT = 0.316


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """One or more lines side by side: (x, width, line). leading is the height it takes, in points."""

    parts: tuple[tuple[float, float, Line], ...]
    leading: float

    def baseline(self) -> float:
        """Points from the upper edge to the baseline; the largest size decides."""
        size = max((line.size for _, _, line in self.parts), default=0.0)
        return (self.leading - (ASCENT + DESCENT) * size) / 2 + ASCENT * size


@dataclass(frozen=True, slots=True)
class Edges:
    """What is drawn round a block's lines. Widths and pads in points."""

    pad_top: float = 0.0
    pad_bottom: float = 0.0
    rule: float = 0.0  # line below, its width
    rule_gray: bool = False
    bar: float = 0.0  # bar at the left
    frame: float = 0.0  # line all round


class Block(Flowable):
    """Placed lines with edges. gap is the room above, scaled by fit() before the page is built. role is what it is
    to somebody who hears the page; what is split stays one element."""

    def __init__(
        self,
        fonts: PaperFonts,
        lines: Sequence[PlacedLine],
        *,
        gap: float = 0.0,
        edges: Edges | None = None,
        role: Role = Role.TEXT,
        element: Element | None = None,
    ) -> None:
        super().__init__()
        self.fonts = fonts
        self.lines = tuple(lines)
        self.gap = gap
        self.edges = edges or Edges()
        self.spaceBefore = gap
        self.keepWithNext = 0
        self.element = element or Element(role, _heading_text(role, self.lines))
        self._scale = 1.0

    def needs(self, scale: float) -> float:
        """Points it takes with its gap and pads scaled. A frame keeps its pads."""
        return self.gap * scale + sum(line.leading for line in self.lines) + self._pads(scale)

    def tighten(self, scale: float) -> None:
        """Scale gap and pads, 1.0 for as designed."""
        self._scale = scale
        self.spaceBefore = self.gap * scale

    def _pads(self, scale: float) -> float:
        pads = self.edges.pad_top + self.edges.pad_bottom
        return pads if self.edges.frame else pads * scale

    def _top(self) -> float:
        return self.edges.pad_top * (1.0 if self.edges.frame else self._scale)

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803 - ReportLab's own argument names
        self.width = aW
        self.height = sum(line.leading for line in self.lines) + self._pads(self._scale)
        return self.width, self.height

    def split(self, aW: float, aH: float) -> list[Flowable]:  # noqa: N803 - ReportLab's own argument names
        room = aH - self._pads(self._scale)
        taken = 0
        for line in self.lines:
            room -= line.leading
            if room < -0.01:
                break
            taken += 1
        if taken == 0 or taken == len(self.lines):
            return []
        first = Block(self.fonts, self.lines[:taken], gap=self.gap, edges=self.edges, element=self.element)
        rest = Block(self.fonts, self.lines[taken:], edges=self.edges, element=self.element)
        first.tighten(self._scale)
        rest.tighten(self._scale)
        return [first, rest]

    def draw(self) -> None:
        canvas = tagged(self.canv)
        columns: dict[float, list[tuple[float, float, Line]]] = {}
        y = self.height - self._top()
        for placed in self.lines:
            for x, width, line in placed.parts:
                columns.setdefault(x, []).append((y - placed.baseline(), width, line))
            y -= placed.leading
        order = sorted(columns)
        for x, rows in columns.items():  # column by column: what is copied from the page reads as it was said
            with canvas.marked(self.element, order.index(x) if self.element.has_columns else 0):
                for baseline, width, line in rows:
                    draw_line(canvas, self.fonts, line, (x, baseline), width)
        with canvas.artifact():
            self._draw_edges(canvas)

    def _draw_edges(self, canvas: TaggedCanvas) -> None:
        edges = self.edges
        if edges.rule:
            canvas.setLineWidth(edges.rule)
            canvas.setStrokeGray(styles.ROW_GRAY if edges.rule_gray else 0)
            canvas.line(0, 0, self.width, 0)
            canvas.setStrokeGray(0)
        if edges.bar:
            canvas.rect(0, 0, edges.bar, self.height, stroke=0, fill=1)
        if edges.frame:
            canvas.setLineWidth(edges.frame)
            inset = edges.frame / 2
            canvas.rect(inset, inset, self.width - edges.frame, self.height - edges.frame)


def _heading_text(role: Role, lines: Sequence[PlacedLine]) -> str:
    if role not in (Role.TITLE, Role.HEADING):
        return ""
    return " ".join(line.text for placed in lines for _, _, line in placed.parts)


def stacked(
    fonts: PaperFonts, spans: Sequence[Span], style: TextStyle, *, left: float = 0.0, width: float | None = None
) -> list[PlacedLine]:
    """Text under one another, from left on."""
    room = fonts.sheet.text_width - left if width is None else width
    return [PlacedLine(((left, room, line),), style.leading) for line in lines_of(fonts, spans, style, room)]


def plain(fonts: PaperFonts, text: str, style: TextStyle, *, gap: float = 0.0, role: Role = Role.TEXT) -> Block:
    """One paragraph across the page."""
    return Block(fonts, stacked(fonts, [Span(text, style.face)], style), gap=gap, role=role)


def side_by_side(
    fonts: PaperFonts, cells: Sequence[tuple[float, float, Sequence[Span], TextStyle]]
) -> list[PlacedLine]:
    """Cells (x, width, spans, style) beside one another; the leading of the first style holds for all."""
    columns = [(x, width, lines_of(fonts, spans, style, width)) for x, width, spans, style in cells]
    leading = cells[0][3].leading
    rows = max(len(lines) for _, _, lines in columns)
    return [
        PlacedLine(tuple((x, width, lines[row]) for x, width, lines in columns if row < len(lines)), leading)
        for row in range(rows)
    ]
