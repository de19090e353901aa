"""What every document of ours has in common: size of paper, information, tags, the list of headings of a long one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from io import BytesIO

from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate

from callback_desk.documents import styles
from callback_desk.documents.paper_fonts import PaperFonts
from callback_desk.documents.styles import Face
from callback_desk.documents.tags import TaggedCanvas, tagged

_PDF_VERSION = (1, 5)  # the first with /ActualText on marked content
_LONG = 2  # a document of more pages gets bookmarks


@dataclass(frozen=True, slots=True)
class DrawnSheet:
    """The PDF's bytes and its pages."""

    content: bytes
    pages: int


@dataclass(frozen=True, slots=True)
class Information:
    """What the file says of itself. language is ISO 639; made_at (UTC) is None where it shall not tell."""

    title: str
    author: str
    language: str = "en-US"
    made_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Body:
    """Where text may stand, in points from the lower edge. later_lowered: how much less on later pages."""

    bottom: float
    height: float
    later_lowered: float = 0.0


def build(
    story: Sequence[Flowable],
    fonts: PaperFonts,
    information: Information,
    body: Body,
    *,
    pages: int,
    draw_margins: Callable[[TaggedCanvas, int], None] | None = None,
) -> DrawnSheet:
    """Lay out and draw on the sheet of `fonts`. draw_margins gets the canvas and the page's number from 1; what it
    draws is read out on the first page only. pages is how many there will be, or 0 when nobody knows yet."""
    target = BytesIO()
    sheet = fonts.sheet
    made_at = information.made_at

    def on_page(canvas: object, document: BaseDocTemplate) -> None:
        drawn = tagged(canvas)
        if made_at is not None:
            drawn.setDateFormatter(lambda *_: made_at.strftime("D:%Y%m%d%H%M%SZ"))
        if draw_margins is None:
            return
        if document.page == 1:
            draw_margins(drawn, 1)
            return
        with drawn.artifact("Pagination"):
            draw_margins(drawn, document.page)

    document = BaseDocTemplate(
        target,
        pagesize=(sheet.width, sheet.height),
        title=information.title,
        author=information.author,
        creator=information.author,
        producer=information.author,
        subject="",
        lang=information.language,
        displayDocTitle=True,
        invariant=1,
        initialFontName=fonts.name(Face.REGULAR),
        initialFontSize=styles.FOOT.size,
    )

    def frame(lowered: float) -> Frame:
        return Frame(sheet.margin, body.bottom, sheet.text_width, body.height - lowered, 0, 0, 0, 0)

    document.addPageTemplates(
        [
            PageTemplate("first", [frame(0.0)], onPage=on_page, autoNextPageTemplate="later"),
            PageTemplate("later", [frame(body.later_lowered)], onPage=on_page),
        ]
    )
    canvas = partial(TaggedCanvas, pdfVersion=_PDF_VERSION, outline=pages > _LONG)
    document.build(list(story), canvasmaker=canvas)
    return DrawnSheet(target.getvalue(), document.page)
