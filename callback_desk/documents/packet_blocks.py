"""The parts of a lead sheet in the order an investigator reads them, as blocks that Platypus can place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from reportlab.platypus import Flowable

from callback_desk.documents import styles
from callback_desk.documents.blocks import Block, Edges, PlacedLine, plain, side_by_side, stacked
from callback_desk.documents.packet_table import Table
from callback_desk.documents.paper_fonts import PaperFonts
from callback_desk.documents.receipt_box import FootBox, receipt_boxes
from callback_desk.documents.sheet_text import FirstInch, PointText, SectionText, SheetText
from callback_desk.documents.styles import Face, TextStyle
from callback_desk.documents.tags import Role
from callback_desk.documents.text_lines import Span, width_of


class Mark(Flowable):
    """Takes no room; says on which page it came to stand. Pages count from 1, 0 before the drawing."""

    def __init__(self) -> None:
        super().__init__()
        self.gap = 0.0
        self.page = 0

    def needs(self, scale: float) -> float:
        """No points at any scale."""
        return 0.0 * scale

    def tighten(self, scale: float) -> None:
        """Nothing to scale."""

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803 - ReportLab's own argument names
        self.width, self.height = aW, 0.0
        return aW, 0.0

    def draw(self) -> None:
        self.page = self.canv.getPageNumber()


Part = Block | Table | Mark | FootBox


@dataclass(frozen=True, slots=True)
class Story:
    """parts in order; before_source stands behind the last of what is new or wished.

    company is the place of the part from which on that goes to the next page too, when only the source and the
    receipt would stand there.
    """

    parts: tuple[Part, ...]
    before_source: Mark
    company: int


def story_of(text: SheetText, fonts: PaperFonts) -> Story:
    """Everything between letterhead and foot."""
    parts: list[Part] = [_title(fonts, text)]
    for box in (text.not_reviewed, text.urgent):
        if box:
            parts.append(_boxed(fonts, *box))
    parts.append(_first_inch(fonts, text.first))
    for index, line in enumerate(text.case_lines):
        parts.append(plain(fonts, line, styles.CASE_LINE, gap=0.0 if index else 7.0))
    company = len(parts)
    for section in text.sections:
        company = _add_section(parts, fonts, section)
    if text.words:
        company = len(parts)
        parts += [_heading(fonts, *text.words_heading), *(_quote(fonts, words) for words in text.words)]
    if text.reach_rows:
        company = len(parts)
        parts.append(_heading(fonts, text.reach_heading))
        parts += [_row(fonts, row, first=index == 0) for index, row in enumerate(text.reach_rows)]
    mark = Mark()
    parts += [
        mark,
        _heading(fonts, text.source_heading),
        plain(fonts, text.source, styles.SOURCE, gap=styles.GAP_AFTER_HEADING),
    ]
    if text.corrections:
        parts.append(_heading(fonts, text.corrections_heading))
        parts += [_row(fonts, row, first=index == 0) for index, row in enumerate(text.corrections)]
    if text.receipt.title:
        parts += receipt_boxes(fonts, text.receipt)
    return Story(tuple(parts), mark, company)


def _title(fonts: PaperFonts, text: SheetText) -> Block:
    """The case and what it is about; smaller when a word of it, such as a long case number, would not stay whole."""
    widest = max(width_of(fonts, Span(word, Face.BOLD), 1.0) for word in text.title.split())
    size = max(styles.SMALLEST_TITLE, min(styles.TITLE.size, fonts.sheet.text_width / widest - 0.01))
    style = TextStyle(size, styles.TITLE.leading * size / styles.TITLE.size, Face.BOLD)
    return Block(
        fonts, stacked(fonts, [Span(text.title, Face.BOLD)], style), edges=Edges(pad_top=8.25), role=Role.TITLE
    )


def _heading(fonts: PaperFonts, words: str, note: str = "") -> Block:
    spans = [Span(words, Face.BOLD), Span(note)] if note else [Span(words, Face.BOLD)]
    edges = Edges(pad_bottom=2.0, rule=styles.HAIRLINE)
    block = Block(fonts, stacked(fonts, spans, styles.HEADING), gap=styles.GAP_SECTION, edges=edges, role=Role.HEADING)
    block.keepWithNext = 1
    return block


def _boxed(fonts: PaperFonts, title: str, sentence: str) -> Block:
    width = width_of(fonts, Span(title, Face.BOLD), styles.ACT_BY.size)
    left = styles.BOX_PAD + width + 10.5
    room = fonts.sheet.text_width - styles.BOX_PAD
    lines = side_by_side(
        fonts,
        [
            (styles.BOX_PAD, width + 1, [Span(title, Face.BOLD, whole=True)], styles.ACT_BY),
            (left, room - left, [Span(sentence)], styles.ACT_BY_TEXT),
        ],
    )
    edges = Edges(pad_top=5.0, pad_bottom=5.0, frame=styles.FRAME_LINE)
    return Block(fonts, lines, gap=7.0, edges=edges)


def _first_inch(fonts: PaperFonts, first: FirstInch) -> Block:
    """What is new in one line; by when to act, and beside that how and when to reach the victim; what they want."""
    room = fonts.sheet.text_width - 2 * styles.BOX_PAD
    lines = stacked(fonts, [Span(first.new, Face.SEMIBOLD)], styles.DETAIL, left=styles.BOX_PAD, width=room)
    columns = [column for column in (first.act_by, first.reach) if column]
    if columns:
        width = (room - (len(columns) - 1) * styles.BOX_PAD) / len(columns)
        places = [styles.BOX_PAD + index * (width + styles.BOX_PAD) for index in range(len(columns))]
        lines[-1] = replace(lines[-1], leading=lines[-1].leading + 2.0)
        for row, (face, style) in enumerate(((Face.BOLD, styles.ACT_BY), (Face.REGULAR, styles.DETAIL))):
            cells = [
                (left, width, [Span(column[row], face, whole=row == 0)], style)
                for left, column in zip(places, columns, strict=True)
            ]
            lines += side_by_side(fonts, cells)
    if first.wants:
        lines[-1] = replace(lines[-1], leading=lines[-1].leading + 2.0)
        lines += stacked(fonts, [Span(first.wants)], styles.DETAIL, left=styles.BOX_PAD, width=room)
    edges = Edges(pad_top=5.0, pad_bottom=6.0, frame=styles.FRAME_LINE)
    return Block(fonts, lines, gap=7.0, edges=edges)


def _add_section(parts: list[Part], fonts: PaperFonts, section: SectionText) -> int:
    """Hands back from which part on it could go to the next page and still say what it is about."""
    begin = len(parts)
    parts.append(_heading(fonts, section.heading))
    for index, point in enumerate(section.points):
        gap = styles.GAP_POINT if index else styles.GAP_FIRST_POINT
        parts.append(Block(fonts, _point_lines(fonts, point), gap=gap, role=Role.POINT))
    if section.table_rows:
        parts.append(Table(fonts, section.table_head, section.table_rows))
        return begin
    return begin if len(section.points) < 2 else len(parts) - 1


def _point_lines(fonts: PaperFonts, point: PointText) -> list[PlacedLine]:
    left = styles.POINT_INDENT
    lines = side_by_side(
        fonts,
        [
            (0.0, left, [Span(point.number, Face.SEMIBOLD)], styles.POINT),
            (left, fonts.sheet.text_width - left, [Span(point.text, Face.SEMIBOLD)], styles.POINT),
        ],
    )
    spans = [Span(point.urgent, Face.BOLD)] if point.urgent else []
    detail: Sequence[Span] = [*spans, Span(point.detail)] if point.detail else spans
    return lines + (stacked(fonts, detail, styles.DETAIL, left=left) if detail else [])


def _row(fonts: PaperFonts, row: tuple[str, ...], *, first: bool) -> Block:
    label, sentence = row
    width = styles.SECOND_COLUMN - styles.COLUMN_GAP
    lines = side_by_side(
        fonts,
        [
            (0.0, width, [Span(label, Face.BOLD)], styles.TABLE),
            (styles.SECOND_COLUMN, fonts.sheet.text_width - styles.SECOND_COLUMN, [Span(sentence)], styles.TABLE),
        ],
    )
    edges = Edges(pad_top=3.75, pad_bottom=3.75, rule=styles.HAIRLINE, rule_gray=True)
    return Block(fonts, lines, gap=styles.GAP_AFTER_HEADING if first else 0.0, edges=edges, role=Role.LABELED)


def _quote(fonts: PaperFonts, words: str) -> Block:
    lines = stacked(fonts, [Span(words)], styles.QUOTE, left=styles.QUOTE_INDENT)
    return Block(fonts, lines, gap=styles.GAP_AFTER_HEADING, edges=Edges(bar=styles.QUOTE_BAR), role=Role.QUOTE)
