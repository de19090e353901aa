"""The table of articles: its head stands on every page it reaches, and no row is left alone there."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext

from reportlab.platypus import Flowable

from callback_desk.documents import styles
from callback_desk.documents.blocks import Block, Edges, PlacedLine, side_by_side, stacked
from callback_desk.documents.paper_fonts import PaperFonts
from callback_desk.documents.styles import Face, TextStyle
from callback_desk.documents.tags import Role, tagged
from callback_desk.documents.text_lines import Span, width_of

#: Points from the left for each column: point, quantity, kind, maker and model, identifier, color, value, read back.
_STARTS = (0.0, 35.0, 60.0, 130.0, 230.0, 368.0, 414.0, 464.0)
_GAP = 6.0
_KIND, _IDENTIFIER = 2, 4
_NEARLY_A_PAGE = 300.0  # points; a row that does not even fit there is divided
_ALONE = 2  # so few rows are not divided


class Table(Flowable):
    """Head and rows. gap is the room above, scaled before the page is built."""

    def __init__(self, fonts: PaperFonts, head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        super().__init__()
        self._setup(_head(fonts, head), [_row(fonts, row) for row in rows], styles.GAP_AFTER_HEADING)

    def _setup(self, head: Block, rows: Sequence[Block], gap: float) -> None:
        self.head, self.rows = head, tuple(rows)
        self.gap = self.spaceBefore = gap
        self._scale = 1.0
        self._goes_on = False

    def _part(self, rows: Sequence[Block], gap: float) -> Table:
        part = Table.__new__(Table)
        Flowable.__init__(part)
        part._setup(self.head, rows, gap)
        part._goes_on = self._goes_on or not gap
        part.tighten(self._scale)
        return part

    def needs(self, scale: float) -> float:
        """Points it takes with its gap and pads scaled."""
        return self.gap * scale + sum(block.needs(scale) for block in (self.head, *self.rows))

    def tighten(self, scale: float) -> None:
        """Scale gap and pads, 1.0 for as designed."""
        self._scale = scale
        self.spaceBefore = self.gap * scale
        for block in (self.head, *self.rows):
            block.tighten(scale)

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803 - ReportLab's own argument names
        self.width = aW
        self.height = sum(block.wrap(aW, aH)[1] for block in (self.head, *self.rows))
        return self.width, self.height

    def split(self, aW: float, aH: float) -> list[Flowable]:  # noqa: N803 - ReportLab's own argument names
        room = aH - self.head.wrap(aW, aH)[1]
        taken = 0
        for row in self.rows:
            room -= row.wrap(aW, aH)[1]
            if room < -0.01:
                room += row.wrap(aW, aH)[1]
                break
            taken += 1
        if taken and taken == len(self.rows) - 1 and len(self.rows) > _ALONE:
            taken -= 1
        if not taken:
            return self._divided(aW, aH, room)
        return [self._part(self.rows[:taken], self.gap), self._part(self.rows[taken:], 0.0)]

    def _divided(self, width: float, height: float, room: float) -> list[Flowable]:
        """A single row longer than a page goes on; any other goes to the next page whole."""
        if height < _NEARLY_A_PAGE:
            return []
        parts = [part for part in self.rows[0].split(width, room) if isinstance(part, Block)]
        if not parts:
            return []
        first, rest = parts
        return [self._part([first], self.gap), self._part([rest, *self.rows[1:]], 0.0)]

    def draw(self) -> None:
        y = self.height - self.head.wrap(self.width, self.height)[1]
        with tagged(self.canv).artifact("Pagination") if self._goes_on else nullcontext():  # read out once
            self.head.drawOn(self.canv, 0, y)
        for row in self.rows:
            y -= row.wrap(self.width, self.height)[1]
            row.drawOn(self.canv, 0, y)


def _head(fonts: PaperFonts, words: Sequence[str]) -> Block:
    edges = Edges(pad_top=2.5, pad_bottom=2.5, rule=styles.HAIRLINE)
    return Block(fonts, _cells(fonts, words, Face.BOLD), edges=edges, role=Role.HEAD)


def _row(fonts: PaperFonts, words: Sequence[str]) -> Block:
    """One article. An identifier wider than its column takes a line of its own, so that it stays unbroken."""
    edges = Edges(pad_top=2.5, pad_bottom=2.5, rule=styles.HAIRLINE, rule_gray=True)
    identifier = words[_IDENTIFIER]
    left, room = _columns(fonts)[_IDENTIFIER]
    width = width_of(fonts, Span(identifier), styles.ARTICLE.size)
    if width <= room:
        return Block(fonts, _cells(fonts, words, Face.REGULAR), edges=edges, role=Role.ROW)
    around = _cells(fonts, [*words[:_IDENTIFIER], "", *words[_IDENTIFIER + 1 :]], Face.REGULAR)
    start = next((start for start in (left, _STARTS[_KIND]) if width <= fonts.sheet.text_width - start), 0.0)
    size = max(
        styles.SMALLEST_TEXT, min(styles.ARTICLE.size, styles.ARTICLE.size * (fonts.sheet.text_width - 0.1) / width)
    )
    own = TextStyle(size, styles.ARTICLE.leading)
    lines = around + stacked(fonts, [Span(identifier, whole=True)], own, left=start)
    return Block(fonts, lines, edges=edges, role=Role.ROW)


def _cells(fonts: PaperFonts, words: Sequence[str], face: Face) -> list[PlacedLine]:
    cells = [
        (left, width, [Span(text, face, whole=index == _IDENTIFIER)], styles.ARTICLE)
        for index, ((left, width), text) in enumerate(zip(_columns(fonts), words, strict=True))
    ]
    return side_by_side(fonts, cells)


def _columns(fonts: PaperFonts) -> tuple[tuple[float, float], ...]:
    ends = (*(start - _GAP for start in _STARTS[1:]), fonts.sheet.text_width)
    return tuple((start, end - start) for start, end in zip(_STARTS, ends, strict=True))
