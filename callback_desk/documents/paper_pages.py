"""Pages to write on or to read from: role cards, the paper form of a script. Letter, nothing smaller than 9 points."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from io import BytesIO
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, KeepTogether, PageBreak, PageTemplate

from callback_desk.documents import styles
from callback_desk.documents.blocks import Block, Edges, plain, side_by_side, stacked
from callback_desk.documents.draw_lines import draw_line
from callback_desk.documents.make import kit_of
from callback_desk.documents.packet_pages import DrawnSheet
from callback_desk.documents.paper_fonts import PaperFonts
from callback_desk.documents.paper_marks import BlankLines, ChoiceBoxes, FillIns
from callback_desk.documents.styles import Face, TextStyle
from callback_desk.documents.text_lines import Span
from callback_desk.documents.writer import Written, write_whole
from callback_desk.domain.paper import PaperDocument, PaperKind, PaperPart

_HEAD_BOTTOM = 78.0  # from the upper edge to where the text begins
_FOOT_TOP = 48.0  # from the lower edge
_SMALL = TextStyle(9.75, 13.5)
_BEGINS = frozenset({PaperKind.QUESTION, PaperKind.HEADING, PaperKind.TITLE, PaperKind.ROW, PaperKind.PAGE})
_CELL_GAP = 8.0
_AUTHOR = "Callback Desk"


def make_paper(document: PaperDocument, target: Path, *, fonts_dir: Path) -> Written:
    """Draw and write it whole. Raises DiskFull or DeskFault; then nothing was written."""
    sheet = draw_paper(document, kit_of(fonts_dir).fonts)
    return write_whole(target, sheet.content, pages=sheet.pages)


def draw_paper(document: PaperDocument, fonts: PaperFonts) -> DrawnSheet:
    """Twice: how many pages it has stands on each of them. The same document gives the same bytes."""
    pages = _build(document, fonts, 0).pages
    return _build(document, fonts, pages)


def _build(document: PaperDocument, fonts: PaperFonts, pages: int) -> DrawnSheet:
    fonts.begin_document()
    target = BytesIO()

    def on_page(canvas: Canvas, template: BaseDocTemplate) -> None:
        _margins(canvas, fonts, document, template.page, pages)

    built = BaseDocTemplate(
        target,
        pagesize=(styles.PAGE_WIDTH, styles.PAGE_HEIGHT),
        title=document.title,
        author=_AUTHOR,
        creator=_AUTHOR,
        producer=_AUTHOR,
        subject="",
        lang=document.language,
        displayDocTitle=True,
        invariant=1,
        initialFontName=fonts.name(Face.REGULAR),
        initialFontSize=styles.FOOT.size,
    )
    height = styles.PAGE_HEIGHT - _HEAD_BOTTOM - _FOOT_TOP
    frame = Frame(styles.MARGIN, _FOOT_TOP, styles.TEXT_WIDTH, height, 0, 0, 0, 0)
    built.addPageTemplates([PageTemplate("page", [frame], onPage=on_page)])
    built.build(_story(document.parts, fonts), canvasmaker=partial(Canvas, pdfVersion=(1, 5)))
    return DrawnSheet(target.getvalue(), built.page)


def _margins(canvas: Canvas, fonts: PaperFonts, document: PaperDocument, page: int, pages: int) -> None:
    y = styles.PAGE_HEIGHT - styles.HEAD_TOP
    number = document.page.format(page=page, pages=pages)
    for left, style, right in ((document.head, styles.AGENCY, number), (document.under, styles.LETTERHEAD, "")):
        _draw(canvas, fonts, left, style, styles.MARGIN, y)
        _draw_right(canvas, fonts, right, styles.LETTERHEAD, y)
        y -= style.leading
    canvas.setLineWidth(styles.HAIRLINE)
    canvas.line(styles.MARGIN, y, styles.PAGE_WIDTH - styles.MARGIN, y)
    _draw(canvas, fonts, document.foot, styles.FOOT, styles.MARGIN, _FOOT_TOP - 10)


def _draw(canvas: Canvas, fonts: PaperFonts, words: str, style: TextStyle, x: float, y: float) -> None:
    if words:
        placed = stacked(fonts, [Span(words, style.face)], style, width=styles.TEXT_WIDTH)[0]
        draw_line(canvas, fonts, placed.parts[0][2], (x, y - placed.baseline()), styles.TEXT_WIDTH)


def _draw_right(canvas: Canvas, fonts: PaperFonts, words: str, style: TextStyle, y: float) -> None:
    if words:
        placed = stacked(fonts, [Span(words, style.face)], style)[0]
        line = placed.parts[0][2]
        start = (styles.PAGE_WIDTH - styles.MARGIN - line.width, y - placed.baseline())
        draw_line(canvas, fonts, line, start, line.width)


def _story(parts: Sequence[PaperPart], fonts: PaperFonts) -> list[Flowable]:
    """A question stays with its words and its boxes on one page; a heading with what follows it."""
    story: list[Flowable] = []
    held: list[Flowable] = []
    headed = False
    for part in parts:
        if part.kind in _BEGINS and held and not headed:
            story.append(KeepTogether(held))
            held = []
        headed = part.kind is PaperKind.HEADING or (headed and part.kind in (PaperKind.TEXT, PaperKind.SMALL))
        if part.kind is PaperKind.PAGE:
            if held:
                story.append(KeepTogether(held))
                held = []
            story.append(PageBreak())
        else:
            held.append(_drawn(part, fonts))
    if held:
        story.append(KeepTogether(held))
    return story


def _drawn(part: PaperPart, fonts: PaperFonts) -> Flowable:
    return _DRAWN.get(part.kind, _text)(part, fonts)


def _text(part: PaperPart, fonts: PaperFonts) -> Flowable:
    return plain(fonts, part.text, styles.DETAIL, gap=5.0)


def _heading(part: PaperPart, fonts: PaperFonts) -> Flowable:
    edges = Edges(pad_bottom=2.0, rule=styles.HAIRLINE)
    return Block(fonts, stacked(fonts, [Span(part.text, Face.BOLD)], styles.HEADING), gap=16.0, edges=edges)


def _say(part: PaperPart, fonts: PaperFonts) -> Flowable:
    lines = stacked(fonts, [Span(part.text)], styles.QUOTE, left=styles.QUOTE_INDENT)
    return Block(fonts, lines, gap=4.0, edges=Edges(bar=styles.QUOTE_BAR))


def _point(part: PaperPart, fonts: PaperFonts) -> Flowable:
    left = 14.0
    cells = [
        (0.0, left, [Span("\u2013")], styles.DETAIL),
        (left, styles.TEXT_WIDTH - left, [Span(part.text)], styles.DETAIL),
    ]
    return Block(fonts, side_by_side(fonts, cells), gap=4.0)


def _boxed(part: PaperPart, fonts: PaperFonts) -> Flowable:
    room = styles.TEXT_WIDTH - 2 * styles.BOX_PAD
    lines = stacked(fonts, [Span(part.text, Face.BOLD)], styles.ACT_BY_TEXT, left=styles.BOX_PAD, width=room)
    if part.note:
        lines += stacked(fonts, [Span(part.note)], styles.DETAIL, left=styles.BOX_PAD, width=room)
    return Block(fonts, lines, gap=8.0, edges=Edges(pad_top=6, pad_bottom=6, frame=styles.FRAME_LINE))


def _question(part: PaperPart, fonts: PaperFonts) -> Flowable:
    number, _, words = part.text.partition("\t")
    left = 30.0
    room = styles.TEXT_WIDTH - left
    lines = side_by_side(
        fonts,
        [
            (0.0, left, [Span(number, Face.BOLD)], styles.POINT),
            (left, room, [Span(words, Face.BOLD)], styles.POINT),
        ],
    )
    if part.note:
        lines += stacked(fonts, [Span(part.note)], _SMALL, left=left, width=room)
    return Block(fonts, lines, gap=11.0)


def _row(part: PaperPart, fonts: PaperFonts) -> Flowable:
    """Cells side by side, each as wide as its share; a rule under the row."""
    shares = [float(one) for one in part.note.split()] or [1.0] * len(part.items)
    face = Face.BOLD if part.text == "head" else Face.REGULAR
    room, left = styles.TEXT_WIDTH / sum(shares), 0.0
    cells: list[tuple[float, float, Sequence[Span], TextStyle]] = []
    for words, share in zip(part.items, shares, strict=True):
        cells.append((left, share * room - _CELL_GAP, [Span(words, face)], _SMALL))
        left += share * room
    edges = Edges(pad_bottom=3.0, rule=styles.HAIRLINE, rule_gray=part.text != "head")
    return Block(fonts, side_by_side(fonts, cells), gap=4.0, edges=edges)


_DRAWN: Mapping[PaperKind, Callable[[PaperPart, PaperFonts], Flowable]] = {
    PaperKind.TITLE: lambda part, fonts: plain(fonts, part.text, styles.TITLE, gap=6.0),
    PaperKind.HEADING: _heading,
    PaperKind.SMALL: lambda part, fonts: plain(fonts, part.text, _SMALL, gap=3.0),
    PaperKind.POINT: _point,
    PaperKind.SAY: _say,
    PaperKind.BOXED: _boxed,
    PaperKind.QUESTION: _question,
    PaperKind.ROW: _row,
    PaperKind.CHOICES: lambda part, fonts: ChoiceBoxes(fonts, part.items),
    PaperKind.LINES: lambda part, _fonts: BlankLines(int(part.items[0]) if part.items else 1),
    PaperKind.FIELDS: lambda part, fonts: FillIns(fonts, part.items),
}
