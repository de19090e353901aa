"""A page that comes out of a gray printer says what it says in color: every document, every chart."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import combinations
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageChops

from callback_desk.documents.draw_marks import PaperRuler
from callback_desk.documents.make import kit_of, make_packet_pdf
from callback_desk.documents.packet_json import packet_from_dict
from callback_desk.documents.paper_pages import draw_paper
from callback_desk.documents.recovery_sheet import RecoverySheet, make_recovery_sheet
from callback_desk.documents.sheets import LETTER
from callback_desk.domain.chart_layout import lay_out
from callback_desk.domain.chart_pipe import chart_to_text
from callback_desk.domain.marks import Dot
from callback_desk.domain.paper import PaperDocument, PaperKind, PaperPart
from scripts.regenerate_golden import reminder, reports, shipped_form
from tests.documents.conftest import FONTS, GOLDEN
from tests.domain.made_charts import CHARTS, PAIRS

TEXT_AA, MARK_AA = 4.5, 3.0  # WCAG 2.2, 1.4.3 and 1.4.11
GRID = 0.75  # helps the eye along a chart whose every figure also stands in words: no mark that 1.4.11 asks about
SHEETS = sorted(path.stem for path in GOLDEN.glob("*.json"))
_SHOWS = {"Tj", "TJ", "'", '"'}
_STROKES = {"S", "s", "B", "B*", "b", "b*"}
_FILLS = {"f", "F", "f*", "B", "B*", "b", "b*"}
EVERY_KIND = {
    PaperKind.TEXT: PaperPart(PaperKind.TEXT, "A paragraph"),
    PaperKind.TITLE: PaperPart(PaperKind.TITLE, "A title"),
    PaperKind.HEADING: PaperPart(PaperKind.HEADING, "A heading"),
    PaperKind.SMALL: PaperPart(PaperKind.SMALL, "Small words"),
    PaperKind.POINT: PaperPart(PaperKind.POINT, "A point"),
    PaperKind.SAY: PaperPart(PaperKind.SAY, "Read this aloud"),
    PaperKind.BOXED: PaperPart(PaperKind.BOXED, "In a frame", "and after it"),
    PaperKind.QUESTION: PaperPart(PaperKind.QUESTION, "1\tWhat was seen", "only if anything was"),
    PaperKind.CHOICES: PaperPart(PaperKind.CHOICES, items=("1\tYes\tgo on", "2\tNo\t")),
    PaperKind.LINES: PaperPart(PaperKind.LINES, items=("3",)),
    PaperKind.FIELDS: PaperPart(PaperKind.FIELDS, items=("By", "On")),
    PaperKind.ROW: PaperPart(PaperKind.ROW, "head", "1 1", ("What", "Since")),
    PaperKind.NUMBERS: PaperPart(PaperKind.NUMBERS, "", "1 1", ("Reached", "12")),
    PaperKind.CHART: PaperPart(PaperKind.CHART, chart_to_text(PAIRS)),
    PaperKind.PAGE: PaperPart(PaperKind.PAGE),
}


def document_of(parts: tuple[PaperPart, ...]) -> PaperDocument:
    return PaperDocument("Parts", "Springfield PD", "Under the head", "At the foot", parts)


@pytest.fixture(scope="module")
def papers() -> dict[str, PaperDocument]:
    return {
        **reports(),
        "reminder slips": reminder(),
        "form en": shipped_form("en"),
        "form es": shipped_form("es"),
        "charts": document_of(tuple(PaperPart(PaperKind.CHART, chart_to_text(chart)) for chart in CHARTS)),
        "every kind of part": document_of(tuple(EVERY_KIND.values())),
    }


PAPERS = (*sorted(reports()), "form en", "form es", "charts", "every kind of part", "reminder slips")


@pytest.fixture(params=(*PAPERS, *SHEETS, "recovery sheet"))
def drawn(request, papers, sheet_values, tmp_path) -> bytes:
    """The finished file of each kind of document."""
    name = str(request.param)
    if name in papers:
        return draw_paper(papers[name], kit_of(FONTS).fonts).content
    if name not in SHEETS:
        made = RecoverySheet(
            "Springfield PD", "D-1", datetime(2026, 11, 3, 9, tzinfo=UTC), "D. Whitlock", ("7F3K",) * 8
        )
        return make_recovery_sheet(made, tmp_path / "r.pdf", fonts_dir=FONTS).path.read_bytes()
    return make_packet_pdf(packet_from_dict(sheet_values(name)), tmp_path / "s.pdf", fonts_dir=FONTS).path.read_bytes()


def pages_of(content: bytes, *, scale: float = 1.0) -> Iterator[Image.Image]:
    pdf = pypdfium2.PdfDocument(content)
    try:
        for page in pdf:
            yield page.render(scale=scale).to_pil().convert("RGB")
    finally:
        pdf.close()


def contrast(gray: float) -> float:
    """Of a gray, 0 black to 1 white, against white paper (WCAG 2.2, relative luminance)."""
    light = gray / 12.92 if gray <= 0.04045 else ((gray + 0.055) / 1.055) ** 2.4
    return 1.05 / (light + 0.05)


def painted(content: bytes) -> Iterator[tuple[str, float]]:
    """Each text, stroke and fill of a file with the gray it is painted in. A color fails here."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for page in pdf.pages:
            fill, stroke, kept = 0.0, 0.0, []
            for operands, operator in pikepdf.parse_content_stream(page):
                what = str(operator)
                if what in ("rg", "RG", "g", "G"):
                    values = {float(one) for one in operands}
                    assert len(values) == 1, f"a color: {sorted(values)}"
                    (value,) = values
                    fill, stroke = (value, stroke) if what.islower() else (fill, value)
                elif what in ("k", "K", "cs", "CS", "sc", "SC", "scn", "SCN", "sh", "Do"):
                    pytest.fail(f"what {what} paints is not looked at here")
                elif what == "q":
                    kept.append((fill, stroke))
                elif what == "Q":
                    fill, stroke = kept.pop()
                elif what in _SHOWS:
                    yield "text", fill
                if what in _STROKES:
                    yield "stroke", stroke
                if what in _FILLS:
                    yield "fill", fill


def test_every_kind_of_part_is_looked_at(papers) -> None:
    assert set(EVERY_KIND) == set(PaperKind)
    assert set(papers) == set(PAPERS) and len(SHEETS) >= 4


def test_nothing_on_a_page_has_a_color_that_gray_could_lose(drawn) -> None:
    """Red, green and blue of each pixel are one gray, so a gray page is the same page."""
    for page in pages_of(drawn):
        red, green, blue = page.split()
        for one, other in combinations((red, green, blue), 2):
            assert ImageChops.difference(one, other).getextrema() == (0, 0)


def test_words_and_marks_stand_out_from_the_paper_in_gray(drawn) -> None:
    found = set(painted(drawn))
    assert ("text", 0.0) in found
    for what, gray in found:
        if what == "text":
            assert contrast(gray) >= TEXT_AA, gray
        elif what == "fill":
            assert gray in (0.0, 1.0), "a ground that words could stand on"
        elif gray != GRID:
            assert contrast(gray) >= MARK_AA, gray


def test_a_color_and_a_pale_word_are_seen(tmp_path: Path) -> None:
    for painting, field in (("0.1 0.2 0.9 rg", "a color"), ("0.6 g", None)):
        pdf = pikepdf.new()
        page = pdf.add_blank_page()
        page.Contents = pdf.make_stream(f"{painting} BT /F1 12 Tf (x) Tj ET".encode())
        pdf.save(tmp_path / "made.pdf")
        content = (tmp_path / "made.pdf").read_bytes()
        if field:
            with pytest.raises(AssertionError, match=field):
                list(painted(content))
        else:
            assert [contrast(gray) < TEXT_AA for _what, gray in painted(content)] == [True]


def test_the_two_groups_of_a_chart_are_told_apart_by_a_full_and_a_hollow_dot_in_gray() -> None:
    fonts = kit_of(FONTS).fonts
    ruler = PaperRuler(fonts)
    dots = [mark for mark in lay_out(PAIRS, 516.0, ruler).marks if isinstance(mark, Dot)]
    by_row: dict[float, list[bool]] = {}
    for dot in dots:
        by_row.setdefault(dot.y, []).append(dot.hollow)
    assert dots and all(sorted(row) == [False, True] for row in by_row.values()), by_row
    content = draw_paper(document_of((PaperPart(PaperKind.CHART, chart_to_text(PAIRS)),)), fonts).content
    (page,) = pages_of(content, scale=4.0)
    assert _middles(page.convert("L"), dots) == [255 if dot.hollow else 0 for dot in dots]


def _middles(page: Image.Image, dots: list[Dot]) -> list[object]:
    """The gray in the middle of each dot. The chart stands first on its page, below the head."""
    margin, top = LETTER.margin, 78.0
    return [page.getpixel((round((margin + dot.x) * 4), round((top + dot.y) * 4))) for dot in dots]
