"""The lead sheet as PDF pages. One page for normal content: gaps shrink first, to less than half; what still does
not fit goes on to a second page, and nothing is left out. A last page never holds the source and the receipt alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from reportlab.platypus import Flowable, PageBreak

from callback_desk.documents import styles
from callback_desk.documents.blocks import PlacedLine, stacked
from callback_desk.documents.draw_lines import draw_line
from callback_desk.documents.frame import Body, DrawnSheet, Information, build
from callback_desk.documents.packet_blocks import Part, Story, story_of
from callback_desk.documents.paper_fonts import PaperFonts
from callback_desk.documents.sheet_text import SheetText
from callback_desk.documents.sheet_words import Wording
from callback_desk.documents.sheets import LETTER, Sheet
from callback_desk.documents.styles import Face
from callback_desk.documents.tags import TaggedCanvas
from callback_desk.documents.text_lines import Span

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


def draw_sheet(text: SheetText, fonts: PaperFonts, sheet: Sheet = LETTER) -> DrawnSheet:
    """Lay out and draw. The same text gives the same bytes."""
    fonts.begin_document(sheet)
    margins = _Margins.of(text, fonts)
    story = story_of(text, fonts)
    scale = _gap_scale(story.parts, margins.body_height)
    if scale is not None:
        return _build(story, text, fonts, margins, scale=scale, pages=1)
    drawn = _build(story, text, fonts, margins, scale=1.0, pages=2)
    alone = story.before_source.page < drawn.pages
    if drawn.pages == 2 and not alone:
        return drawn
    said = drawn.pages
    drawn = _again(text, fonts, margins, pages=said, together=alone)
    return drawn if drawn.pages == said else _again(text, fonts, margins, pages=drawn.pages, together=alone)


def _again(text: SheetText, fonts: PaperFonts, margins: _Margins, *, pages: int, together: bool) -> DrawnSheet:
    fonts.begin_document(fonts.sheet)
    story = story_of(text, fonts)
    return _build(story, text, fonts, margins, scale=1.0, pages=pages, together=together)


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
        left_room = fonts.sheet.text_width - sheet.parts[0][2].width - 18
        head = [
            *stacked(fonts, [Span(text.agency, Face.BOLD)], styles.AGENCY, width=left_room),
            *stacked(fonts, [Span(text.desk)], styles.LETTERHEAD, width=left_room),
        ]
        foot = [*stacked(fonts, [Span(text.check)], styles.FOOT), *stacked(fonts, [Span(text.printed)], styles.FOOT)]
        return cls(
            head=tuple(head),
            sheet=sheet,
            head_bottom=styles.HEAD_TOP + sum(line.leading for line in head) + styles.HEAD_PAD + 1.0,
            later=tuple(stacked(fonts, [Span(text.continued, Face.BOLD)], styles.HEADING)),
            foot=tuple(foot),
            body_bottom=fonts.sheet.body_bottom - (len(foot) - 1) * styles.FOOT.leading,
        )

    def draw(self, canvas: TaggedCanvas, fonts: PaperFonts, text: SheetText, page: int, pages: int) -> None:
        y = fonts.sheet.height - styles.HEAD_TOP
        y = self._column(canvas, fonts, self.head, y) - styles.HEAD_PAD
        canvas.setLineWidth(styles.HAIRLINE)
        canvas.line(fonts.sheet.margin, y, fonts.sheet.width - fonts.sheet.margin, y)
        self._right(canvas, fonts, self.sheet, fonts.sheet.height - styles.HEAD_TOP)
        number = stacked(fonts, [Span(text.page.format(page=page, pages=pages))], styles.LETTERHEAD)[0]
        self._right(canvas, fonts, number, fonts.sheet.height - styles.HEAD_TOP - styles.LETTERHEAD.leading)
        if page > 1:
            self._column(canvas, fonts, self.later, y - styles.HEAD_PAD)
        foot = fonts.sheet.height - self.body_bottom - (fonts.sheet.foot_top - fonts.sheet.body_bottom)
        self._column(canvas, fonts, self.foot, foot)

    def _column(self, canvas: TaggedCanvas, fonts: PaperFonts, lines: tuple[PlacedLine, ...], y: float) -> float:
        for placed in lines:
            _, room, line = placed.parts[0]
            draw_line(canvas, fonts, line, (fonts.sheet.margin, y - placed.baseline()), room)
            y -= placed.leading
        return y

    def _right(self, canvas: TaggedCanvas, fonts: PaperFonts, placed: PlacedLine, y: float) -> None:
        line = placed.parts[0][2]
        start = (fonts.sheet.width - fonts.sheet.margin - line.width, y - placed.baseline())
        draw_line(canvas, fonts, line, start, line.width)


def _build(
    story: Story,
    text: SheetText,
    fonts: PaperFonts,
    margins: _Margins,
    *,
    scale: float,
    pages: int,
    together: bool = False,
) -> DrawnSheet:
    """together: the last of what is new goes to the last page with the source and the receipt."""
    for part in story.parts:
        part.tighten(scale)
    later_top = _LATER_TITLE + (len(margins.later) - 1) * styles.HEADING.leading

    def draw_margins(canvas: TaggedCanvas, page: int) -> None:
        margins.draw(canvas, fonts, text, page, pages)

    flowables: list[Flowable] = list(story.parts)
    if together:
        flowables.insert(story.company, PageBreak())
    return build(
        flowables,
        fonts,
        Information(text.information_title, text.author, made_at=text.made_at),
        Body(fonts.sheet.height - margins.body_bottom, margins.body_height, later_top),
        pages=pages,
        draw_margins=draw_margins,
    )


def _gap_scale(story: Sequence[Part], room: float) -> float | None:
    """How much of each gap fits on one page: 1.0 to SMALLEST_GAP_SCALE, or None when not even that does."""
    story[0].gap = 0.0
    room -= 0.5
    loose = sum(block.needs(1.0) for block in story)
    firm = sum(block.needs(0.0) for block in story)
    if loose <= room:
        return 1.0
    scale = (room - firm) / (loose - firm)
    return scale if scale >= styles.SMALLEST_GAP_SCALE else None
