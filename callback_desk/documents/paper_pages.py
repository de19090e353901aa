"""Pages to write on or to read from: role cards, the paper form of a script. Letter, nothing smaller than 9 points."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from reportlab.platypus import Flowable, KeepTogether, PageBreak

from callback_desk.documents import styles
from callback_desk.documents.blocks import Block, Edges, plain, side_by_side, stacked
from callback_desk.documents.draw_lines import draw_line
from callback_desk.documents.draw_marks import ChartDrawing, chart_says, chart_words
from callback_desk.documents.finish import finish
from callback_desk.documents.frame import Body, DrawnSheet, Information, build
from callback_desk.documents.html_twin import html_of
from callback_desk.documents.make import kit_of
from callback_desk.documents.paper_fonts import PaperFonts
from callback_desk.documents.paper_marks import BlankLines, ChoiceBoxes, FillIns
from callback_desk.documents.self_check import Expected, check_document
from callback_desk.documents.sheets import LETTER, Sheet, sheet_of
from callback_desk.documents.signer import Signer
from callback_desk.documents.styles import Face, TextStyle
from callback_desk.documents.tags import Role, TaggedCanvas, unended
from callback_desk.documents.text_lines import Span, width_of
from callback_desk.documents.writer import Written, write_whole
from callback_desk.domain.chart_pipe import chart_from_text
from callback_desk.domain.errors import DeskBug
from callback_desk.domain.paper import PaperDocument, PaperKind, PaperPart
from callback_desk.domain.paper_size import PaperSize

_HEAD_BOTTOM = 78.0  # from the upper edge to where the text begins
_FOOT_TOP = 48.0  # from the lower edge
_SMALL = TextStyle(9.75, 13.5)
_BEGINS = frozenset(
    {PaperKind.QUESTION, PaperKind.HEADING, PaperKind.TITLE, PaperKind.ROW, PaperKind.NUMBERS, PaperKind.PAGE}
)
_CELL_GAP = 8.0
AUTHOR = "Callback Desk"


def make_paper(
    document: PaperDocument,
    target: Path,
    *,
    fonts_dir: Path,
    size: PaperSize = PaperSize.LETTER,
    password: str | None = None,
    signer: Signer | None = None,
) -> Written:
    """Draw, seal with a password when one is given, sign when there is a signer, check by re-reading, and write it
    whole. Raises DiskFull or DeskFault, and SheetNotRight when the finished file is not what was asked for; then
    nothing was written."""
    fonts = kit_of(fonts_dir).fonts
    if document.web:
        if password is not None or signer is not None:
            raise DeskBug("a web page is neither sealed nor signed", code="documents.web_password")
        return write_whole(target, html_of(document, fonts), pages=1)
    sheet = draw_paper(document, fonts, sheet_of(size))
    words = tuple(words for part in document.parts for words in _drawn_words(part, fonts) if words.strip())
    said = [chart_says(fonts, part.text) for part in document.parts if part.kind is PaperKind.CHART]
    expected = Expected(
        title=unended(fonts.printable(document.title)),
        author=AUTHOR,
        pages=sheet.pages,
        margins=(document.head, document.under, document.foot),
        page=document.page,
        must=tuple(("text", words) for words in words),
        words=(*words, document.title, *said),
        password=password,
        in_order=False,
    )

    def check(content: bytes) -> None:
        check_document(content, expected, fonts)

    return finish(target, sheet.content, pages=sheet.pages, check=check, password=password, signer=signer)


def _drawn_words(part: PaperPart, fonts: PaperFonts) -> Sequence[str]:
    if part.kind is PaperKind.CHART:
        return chart_words(fonts, part.text)
    if part.kind in (PaperKind.ROW, PaperKind.NUMBERS):
        return part.items
    if part.kind in (PaperKind.LINES, PaperKind.PAGE):
        return ()
    return [piece for text in (part.text, part.note, *part.items) for piece in text.split("\t")]


def draw_paper(document: PaperDocument, fonts: PaperFonts, sheet: Sheet = LETTER) -> DrawnSheet:
    """Twice: how many pages it has stands on each of them. The same document gives the same bytes."""
    pages = _build(document, fonts, sheet, 0).pages
    return _build(document, fonts, sheet, pages)


def _build(document: PaperDocument, fonts: PaperFonts, sheet: Sheet, pages: int) -> DrawnSheet:
    fonts.begin_document(sheet)

    def draw_margins(canvas: TaggedCanvas, page: int) -> None:
        _margins(canvas, fonts, document, page, pages)

    return build(
        _story(document.parts, fonts),
        fonts,
        Information(unended(fonts.printable(document.title)), AUTHOR, document.language),
        Body(_FOOT_TOP, sheet.height - _HEAD_BOTTOM - _FOOT_TOP),
        pages=pages,
        draw_margins=draw_margins,
    )


def _margins(canvas: TaggedCanvas, fonts: PaperFonts, document: PaperDocument, page: int, pages: int) -> None:
    sheet = fonts.sheet
    y = sheet.height - styles.HEAD_TOP
    number = document.page.format(page=page, pages=pages)
    beside = width_of(fonts, Span(number), styles.LETTERHEAD.size) + _CELL_GAP
    _draw(canvas, fonts, document.head, styles.AGENCY, sheet.margin, y, sheet.text_width - beside)
    _draw_right(canvas, fonts, number, styles.LETTERHEAD, y)
    y -= styles.AGENCY.leading
    _draw(canvas, fonts, document.under, styles.LETTERHEAD, sheet.margin, y, sheet.text_width)
    y -= styles.LETTERHEAD.leading
    canvas.setLineWidth(styles.HAIRLINE)
    canvas.line(sheet.margin, y, sheet.width - sheet.margin, y)
    _draw(canvas, fonts, document.foot, styles.FOOT, sheet.margin, _FOOT_TOP - 10, sheet.text_width)


def _draw(
    canvas: TaggedCanvas, fonts: PaperFonts, words: str, style: TextStyle, x: float, y: float, room: float
) -> None:
    """One line, smaller where it would not fit. What is too long even then is missed when the file is checked."""
    if words:
        spans = [Span(words, style.face)]
        size = style.size * min(1.0, room / max(width_of(fonts, spans[0], style.size), 1.0)) - 0.001
        fitting = TextStyle(max(size, styles.SMALLEST_TEXT), style.leading, style.face)
        placed = stacked(fonts, spans, fitting, width=room)[0]
        draw_line(canvas, fonts, placed.parts[0][2], (x, y - placed.baseline()), room)


def _draw_right(canvas: TaggedCanvas, fonts: PaperFonts, words: str, style: TextStyle, y: float) -> None:
    placed = stacked(fonts, [Span(words, style.face)], style)[0]
    line = placed.parts[0][2]
    start = (fonts.sheet.width - fonts.sheet.margin - line.width, y - placed.baseline())
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
    return Block(
        fonts, stacked(fonts, [Span(part.text, Face.BOLD)], styles.HEADING), gap=16.0, edges=edges, role=Role.HEADING
    )


def _say(part: PaperPart, fonts: PaperFonts) -> Flowable:
    lines = stacked(fonts, [Span(part.text)], styles.QUOTE, left=styles.QUOTE_INDENT)
    return Block(fonts, lines, gap=4.0, edges=Edges(bar=styles.QUOTE_BAR), role=Role.QUOTE)


def _point(part: PaperPart, fonts: PaperFonts) -> Flowable:
    left = 14.0
    cells = [
        (0.0, left, [Span("\u2013")], styles.DETAIL),
        (left, fonts.sheet.text_width - left, [Span(part.text)], styles.DETAIL),
    ]
    return Block(fonts, side_by_side(fonts, cells), gap=4.0, role=Role.POINT)


def _boxed(part: PaperPart, fonts: PaperFonts) -> Flowable:
    room = fonts.sheet.text_width - 2 * styles.BOX_PAD
    lines = stacked(fonts, [Span(part.text, Face.BOLD)], styles.ACT_BY_TEXT, left=styles.BOX_PAD, width=room)
    if part.note:
        lines += stacked(fonts, [Span(part.note)], styles.DETAIL, left=styles.BOX_PAD, width=room)
    return Block(fonts, lines, gap=8.0, edges=Edges(pad_top=6, pad_bottom=6, frame=styles.FRAME_LINE))


def _question(part: PaperPart, fonts: PaperFonts) -> Flowable:
    number, _, words = part.text.partition("\t")
    left = 30.0
    room = fonts.sheet.text_width - left
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
    room, left = fonts.sheet.text_width / sum(shares), 0.0
    cells: list[tuple[float, float, Sequence[Span], TextStyle]] = []
    for place, (words, share) in enumerate(zip(part.items, shares, strict=True)):
        span, wide = Span(words, face), share * room
        if place and part.kind is PaperKind.NUMBERS:  # one too wide for its column goes on below, from the left
            indent = max(wide - width_of(fonts, span, _SMALL.size), _CELL_GAP)
            cells.append((left + indent, wide - indent, [span], _SMALL))
        else:
            cells.append((left, wide - _CELL_GAP, [span], _SMALL))
        left += share * room
    edges = Edges(pad_bottom=3.0, rule=styles.HAIRLINE, rule_gray=part.text != "head")
    role = Role.HEAD if part.text == "head" else Role.ROW
    return Block(fonts, side_by_side(fonts, cells), gap=4.0, edges=edges, role=role)


_DRAWN: Mapping[PaperKind, Callable[[PaperPart, PaperFonts], Flowable]] = {
    PaperKind.TITLE: lambda part, fonts: plain(fonts, part.text, styles.TITLE, gap=6.0, role=Role.TITLE),
    PaperKind.HEADING: _heading,
    PaperKind.SMALL: lambda part, fonts: plain(fonts, part.text, _SMALL, gap=3.0),
    PaperKind.POINT: _point,
    PaperKind.SAY: _say,
    PaperKind.BOXED: _boxed,
    PaperKind.QUESTION: _question,
    PaperKind.ROW: _row,
    PaperKind.NUMBERS: _row,
    PaperKind.CHART: lambda part, fonts: ChartDrawing(fonts, chart_from_text(part.text)),
    PaperKind.CHOICES: lambda part, fonts: ChoiceBoxes(fonts, part.items),
    PaperKind.LINES: lambda part, _fonts: BlankLines(int(part.items[0]) if part.items else 1),
    PaperKind.FIELDS: lambda part, fonts: FillIns(fonts, part.items),
}
