"""The lead sheet as PDF pages. One page for normal content: gaps shrink first, down to half; what still does
not fit goes on to a second page, and nothing is left out."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from io import BytesIO
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate

from callback_desk.documents import styles
from callback_desk.documents.blocks import Block, Edges, PlacedLine, plain, side_by_side, stacked
from callback_desk.documents.draw_lines import draw_line
from callback_desk.documents.paper_fonts import PaperFonts
from callback_desk.documents.receipt_box import FootBox
from callback_desk.documents.sheet_text import PointText, SheetText, Wording
from callback_desk.documents.styles import Face, TextStyle
from callback_desk.documents.text_lines import Span, width_of

_PDF_VERSION = (1, 5)  # the first with /ActualText on marked content
_LATER_TITLE = 30.0  # room for "Case ..., continued" on a later page


@dataclass(frozen=True, slots=True)
class PaperKit:
    """Fonts and fixed words of one process; load once, use for every sheet."""

    fonts: PaperFonts
    wording: Wording


def load_kit(fonts_dir: Path) -> PaperKit:
    """fonts_dir is resources/theme/fonts; what is for paper only lies beside it in resources/documents.

    Raises DeskFault when a file is missing or damaged.
    """
    documents_dir = fonts_dir.parent.parent / "documents"
    return PaperKit(PaperFonts(fonts_dir, documents_dir), Wording(documents_dir))


@dataclass(frozen=True, slots=True)
class DrawnSheet:
    """The PDF's bytes and its pages."""

    content: bytes
    pages: int


def draw_sheet(text: SheetText, fonts: PaperFonts) -> DrawnSheet:
    """Lay out and draw. The same text gives the same bytes."""
    fonts.begin_document()
    frame = _Margins.of(text, fonts)
    story = _story(text, fonts)
    scale = _gap_scale(story, frame.body_height)
    if scale is not None:
        return _build(story, text, fonts, frame, scale=scale, pages=1)
    first_try = _build(story, text, fonts, frame, scale=1.0, pages=2)
    if first_try.pages == 2:
        return first_try
    fonts.begin_document()
    return _build(_story(text, fonts), text, fonts, frame, scale=1.0, pages=first_try.pages)


@dataclass(frozen=True, slots=True)
class _Margins:
    """Letterhead and foot, whose height depends on how long their names are. Points."""

    head: tuple[PlacedLine, ...]
    sheet: PlacedLine
    head_bottom: float  # from the upper edge to the rule
    later: tuple[PlacedLine, ...]
    foot: tuple[PlacedLine, ...]
    body_bottom: float  # from the upper edge

    @property
    def body_height(self) -> float:
        return self.body_bottom - self.head_bottom

    @classmethod
    def of(cls, text: SheetText, fonts: PaperFonts) -> _Margins:
        sheet = stacked(fonts, [Span(text.sheet)], styles.LETTERHEAD)[0]
        left_room = styles.TEXT_WIDTH - sheet.parts[0][2].width - 18
        head = [
            *stacked(fonts, [Span(text.agency, Face.BOLD)], styles.AGENCY, width=left_room),
            *stacked(fonts, [Span(text.desk)], styles.LETTERHEAD, width=left_room),
        ]
        check = width_of(fonts, Span(text.check), styles.FOOT.size)
        foot = stacked(fonts, [Span(text.printed)], styles.FOOT, width=styles.TEXT_WIDTH - check - 12)
        return cls(
            head=tuple(head),
            sheet=sheet,
            head_bottom=styles.HEAD_TOP + sum(line.leading for line in head) + styles.HEAD_PAD + 1.0,
            later=tuple(stacked(fonts, [Span(text.continued, Face.BOLD)], styles.HEADING)),
            foot=tuple(foot),
            body_bottom=styles.BODY_BOTTOM - (len(foot) - 1) * styles.FOOT.leading,
        )

    def draw(self, canvas: Canvas, fonts: PaperFonts, text: SheetText, page: int, pages: int) -> None:
        y = styles.PAGE_HEIGHT - styles.HEAD_TOP
        y = self._column(canvas, fonts, self.head, y) - styles.HEAD_PAD
        canvas.setLineWidth(styles.HAIRLINE)
        canvas.line(styles.MARGIN, y, styles.PAGE_WIDTH - styles.MARGIN, y)
        self._right(canvas, fonts, self.sheet, styles.PAGE_HEIGHT - styles.HEAD_TOP)
        number = stacked(fonts, [Span(text.page.format(page=page, pages=pages))], styles.LETTERHEAD)[0]
        self._right(canvas, fonts, number, styles.PAGE_HEIGHT - styles.HEAD_TOP - styles.LETTERHEAD.leading)
        if page > 1:
            self._column(canvas, fonts, self.later, y - styles.HEAD_PAD)
        foot = styles.PAGE_HEIGHT - self.body_bottom - (styles.FOOT_TOP - styles.BODY_BOTTOM)
        self._column(canvas, fonts, self.foot, foot)
        self._right(canvas, fonts, stacked(fonts, [Span(text.check)], styles.FOOT)[0], foot)

    def _column(self, canvas: Canvas, fonts: PaperFonts, lines: tuple[PlacedLine, ...], y: float) -> float:
        for placed in lines:
            _, room, line = placed.parts[0]
            draw_line(canvas, fonts, line, (styles.MARGIN, y - placed.baseline()), room)
            y -= placed.leading
        return y

    def _right(self, canvas: Canvas, fonts: PaperFonts, placed: PlacedLine, y: float) -> None:
        line = placed.parts[0][2]
        start = (styles.PAGE_WIDTH - styles.MARGIN - line.width, y - placed.baseline())
        draw_line(canvas, fonts, line, start, line.width)


def _build(
    story: list[Block | FootBox], text: SheetText, fonts: PaperFonts, margins: _Margins, *, scale: float, pages: int
) -> DrawnSheet:
    for block in story:
        block.tighten(scale)
    target = BytesIO()
    later_top = _LATER_TITLE + (len(margins.later) - 1) * styles.HEADING.leading

    def on_page(canvas: Canvas, document: BaseDocTemplate) -> None:
        canvas.setDateFormatter(lambda *_: text.made_at.strftime("D:%Y%m%d%H%M%SZ"))
        margins.draw(canvas, fonts, text, document.page, pages)

    document = BaseDocTemplate(
        target,
        pagesize=(styles.PAGE_WIDTH, styles.PAGE_HEIGHT),
        title=text.information_title,
        author=text.author,
        creator=text.author,
        producer=text.author,
        subject="",
        lang="en-US",
        displayDocTitle=True,
        invariant=1,
        initialFontName=fonts.name(Face.REGULAR),
        initialFontSize=styles.FOOT.size,
    )
    document.addPageTemplates(
        [
            PageTemplate("first", [_frame(margins, 0.0)], onPage=on_page, autoNextPageTemplate="later"),
            PageTemplate("later", [_frame(margins, later_top)], onPage=on_page),
        ]
    )
    flowables: list[Flowable] = list(story)
    document.build(flowables, canvasmaker=partial(Canvas, pdfVersion=_PDF_VERSION))
    return DrawnSheet(target.getvalue(), document.page)


def _frame(margins: _Margins, lowered: float) -> Frame:
    return Frame(
        styles.MARGIN,
        styles.PAGE_HEIGHT - margins.body_bottom,
        styles.TEXT_WIDTH,
        margins.body_height - lowered,
        leftPadding=0,
        rightPadding=0,
        topPadding=0,
        bottomPadding=0,
    )


def _gap_scale(story: list[Block | FootBox], room: float) -> float | None:
    """How much of each gap fits on one page: 1.0 to SMALLEST_GAP_SCALE, or None when not even that does."""
    story[0].gap = 0.0
    room -= 0.5
    loose = sum(block.needs(1.0) for block in story)
    firm = sum(block.needs(0.0) for block in story)
    if loose <= room:
        return 1.0
    scale = (room - firm) / (loose - firm)
    return scale if scale >= styles.SMALLEST_GAP_SCALE else None


def _story(text: SheetText, fonts: PaperFonts) -> list[Block | FootBox]:
    story: list[Block | FootBox] = [
        _title(fonts, text),
        *(plain(fonts, line, styles.CASE_LINE) for line in text.case_lines),
    ]
    for box in (text.not_reviewed, text.act_by):
        if box:
            story.append(_boxed(fonts, *box))
    story += _new(text, fonts)
    after_points = len(story)
    if text.property_rows:
        story += [
            _heading(fonts, text.property_heading),
            *_table(fonts, text.property_head, text.property_rows),
        ]
    if text.words:
        story += [_heading(fonts, *text.words_heading), *(_quote(fonts, words) for words in text.words)]
    if text.reach_rows:
        story.append(_heading(fonts, text.reach_heading))
        story += [_row(fonts, row, first=index == 0) for index, row in enumerate(text.reach_rows)]
    story += [
        _heading(fonts, text.source_heading),
        plain(fonts, text.source, styles.SOURCE, gap=styles.GAP_AFTER_HEADING),
    ]
    if text.corrections:
        story.append(_heading(fonts, text.corrections_heading))
        story += [_row(fonts, row, first=index == 0) for index, row in enumerate(text.corrections)]
    story.append(FootBox(fonts, text.receipt))
    story[after_points].gap = styles.GAP_AFTER_POINTS
    return story


def _title(fonts: PaperFonts, text: SheetText) -> Block:
    """The case and what it is about; smaller when a word of it, such as a long case number, would not stay whole."""
    widest = max(width_of(fonts, Span(word, Face.BOLD), 1.0) for word in text.title.split())
    size = max(styles.SMALLEST_TITLE, min(styles.TITLE.size, styles.TEXT_WIDTH / widest - 0.01))
    style = TextStyle(size, styles.TITLE.leading * size / styles.TITLE.size, Face.BOLD)
    return Block(fonts, stacked(fonts, [Span(text.title, Face.BOLD)], style), edges=Edges(pad_top=8.25))


def _heading(fonts: PaperFonts, words: str, note: str = "") -> Block:
    spans = [Span(words, Face.BOLD), Span(note)] if note else [Span(words, Face.BOLD)]
    edges = Edges(pad_bottom=2.0, rule=styles.HAIRLINE)
    block = Block(fonts, stacked(fonts, spans, styles.HEADING), gap=styles.GAP_SECTION, edges=edges)
    block.keepWithNext = 1
    return block


def _boxed(fonts: PaperFonts, title: str, sentence: str) -> Block:
    width = width_of(fonts, Span(title, Face.BOLD), styles.ACT_BY.size)
    left = styles.BOX_PAD + width + 10.5
    room = styles.TEXT_WIDTH - styles.BOX_PAD
    lines = side_by_side(
        fonts,
        [
            (styles.BOX_PAD, width + 1, [Span(title, Face.BOLD, whole=True)], styles.ACT_BY),
            (left, room - left, [Span(sentence)], styles.ACT_BY_TEXT),
        ],
    )
    edges = Edges(pad_top=7.1, pad_bottom=7.1, frame=styles.FRAME_LINE)
    return Block(fonts, lines, gap=9.0, edges=edges)


def _new(text: SheetText, fonts: PaperFonts) -> list[Block]:
    blocks = [_heading(fonts, text.new)]
    if text.no_news:
        line = stacked(fonts, [Span(text.no_news, Face.SEMIBOLD)], styles.POINT)
        blocks.append(Block(fonts, line, gap=styles.GAP_AFTER_HEADING))
    for index, point in enumerate(text.points):
        gap = styles.GAP_POINT if index else styles.GAP_FIRST_POINT
        blocks.append(Block(fonts, _point_lines(fonts, point), gap=gap))
    return blocks


def _point_lines(fonts: PaperFonts, point: PointText) -> list[PlacedLine]:
    left = styles.POINT_INDENT
    lines = side_by_side(
        fonts,
        [
            (0.0, left, [Span(point.number, Face.SEMIBOLD)], styles.POINT),
            (left, styles.TEXT_WIDTH - left, [Span(point.text, Face.SEMIBOLD)], styles.POINT),
        ],
    )
    spans = [Span(point.urgent, Face.BOLD)] if point.urgent else []
    detail = [*spans, Span(point.detail)] if point.detail else spans
    return lines + (stacked(fonts, detail, styles.DETAIL, left=left) if detail else [])


def _table(fonts: PaperFonts, head: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> list[Block]:
    top = Block(
        fonts,
        _cells(fonts, head, (Face.BOLD, Face.BOLD, Face.BOLD)),
        gap=styles.GAP_AFTER_HEADING,
        edges=Edges(pad_top=3.75, pad_bottom=3.75, rule=styles.HAIRLINE),
    )
    top.keepWithNext = 1
    edges = Edges(pad_top=3.75, pad_bottom=3.75, rule=styles.HAIRLINE, rule_gray=True)
    return [top, *(Block(fonts, _property_lines(fonts, row), edges=edges) for row in rows)]


def _columns() -> tuple[tuple[float, float], ...]:
    second, third, gap = styles.SECOND_COLUMN, styles.THIRD_COLUMN, styles.COLUMN_GAP
    return ((0.0, second - gap), (second, third - second - gap), (third, styles.TEXT_WIDTH - third))


def _cells(fonts: PaperFonts, row: tuple[str, ...], faces: tuple[Face, ...]) -> list[PlacedLine]:
    cells = [
        (x, width, [Span(words, face)], styles.TABLE)
        for (x, width), words, face in zip(_columns(), row, faces, strict=True)
    ]
    return side_by_side(fonts, cells)


def _property_lines(fonts: PaperFonts, row: tuple[str, ...]) -> list[PlacedLine]:
    """One article. An identifier wider than its column takes a line of its own, so that it stays unbroken."""
    item, identifier, checked = row
    second = _columns()[1]
    if width_of(fonts, Span(identifier), styles.TABLE.size) <= second[1]:
        spans = ([Span(item)], [Span(identifier, whole=True)], [Span(checked)])
        cells = [(x, width, words, styles.TABLE) for (x, width), words in zip(_columns(), spans, strict=True)]
        return side_by_side(fonts, cells)
    around = _cells(fonts, (item, "", checked), (Face.REGULAR,) * 3)
    width = width_of(fonts, Span(identifier), styles.TABLE.size)
    left = second[0] if width <= styles.TEXT_WIDTH - second[0] else 0.0
    size = max(styles.SMALLEST_TEXT, min(styles.TABLE.size, styles.TABLE.size * (styles.TEXT_WIDTH - 0.1) / width))
    own = TextStyle(size, styles.TABLE.leading)
    return around + stacked(fonts, [Span(identifier, whole=True)], own, left=left)


def _row(fonts: PaperFonts, row: tuple[str, ...], *, first: bool) -> Block:
    label, sentence = row
    width = styles.SECOND_COLUMN - styles.COLUMN_GAP
    lines = side_by_side(
        fonts,
        [
            (0.0, width, [Span(label, Face.BOLD)], styles.TABLE),
            (styles.SECOND_COLUMN, styles.TEXT_WIDTH - styles.SECOND_COLUMN, [Span(sentence)], styles.TABLE),
        ],
    )
    edges = Edges(pad_top=3.75, pad_bottom=3.75, rule=styles.HAIRLINE, rule_gray=True)
    return Block(fonts, lines, gap=styles.GAP_AFTER_HEADING if first else 0.0, edges=edges)


def _quote(fonts: PaperFonts, words: str) -> Block:
    lines = stacked(fonts, [Span(words)], styles.QUOTE, left=styles.QUOTE_INDENT)
    return Block(fonts, lines, gap=styles.GAP_AFTER_HEADING, edges=Edges(bar=styles.QUOTE_BAR))
