"""Charts on paper: the words and marks of the window, black and gray alone, never cut from their foot."""

from __future__ import annotations

import re
from collections import Counter

import pikepdf
import pytest

from callback_desk.documents.draw_marks import ChartDrawing, PaperRuler
from callback_desk.documents.make import kit_of
from callback_desk.documents.paper_pages import make_paper
from callback_desk.domain.chart_layout import lay_out
from callback_desk.domain.chart_pipe import chart_to_text
from callback_desk.domain.marks import Text
from callback_desk.domain.paper import PaperDocument, PaperKind, PaperPart
from tests.domain.made_charts import CHARTS, FOOT

_COLOR = re.compile(rb"(?m)^[\d. ]+ (?:rg|RG|k|K|sc|SC|scn|SCN)$")


@pytest.fixture
def a_paper(tmp_path, fonts_dir):
    parts = tuple(PaperPart(PaperKind.CHART, chart_to_text(chart)) for chart in CHARTS)
    document = PaperDocument("Charts", "Springfield PD", "Report", "At the foot", parts)
    return make_paper(document, tmp_path / "charts.pdf", fonts_dir=fonts_dir)


def test_all_words_of_the_charts_are_on_the_page(a_paper, read_pages, fonts_dir):
    printed = Counter(word for page in read_pages(a_paper.path) for word in page.split())
    ruler = PaperRuler(kit_of(fonts_dir).fonts)
    wanted = Counter(
        word
        for chart in CHARTS
        for mark in lay_out(chart, 516.0, ruler).marks
        if isinstance(mark, Text)
        for word in mark.words.split()
    )
    assert not wanted - printed


def test_every_chart_keeps_its_foot_on_its_page(a_paper, read_pages):
    pages = [" ".join(page.split()) for page in read_pages(a_paper.path)]
    assert sum(page.count(FOOT.words) for page in pages) == len(CHARTS)


def test_paper_is_black_and_gray(a_paper):
    with pikepdf.open(a_paper.path) as pdf:
        for page in pdf.pages:
            content = page.Contents.read_bytes()
            colors = {tuple(match.split()[:-1]) for match in _COLOR.findall(content)}
            assert all(len(set(parts)) == 1 for parts in colors if len(parts) == 3), colors
            assert all(len(parts) == 3 for parts in colors), colors


def test_nothing_on_a_chart_is_smaller_than_9_points(fonts_dir):
    ruler = PaperRuler(kit_of(fonts_dir).fonts)
    drawn = ChartDrawing(kit_of(fonts_dir).fonts, CHARTS[0])
    assert drawn.wrap(516.0, 700.0) == (516.0, drawn.picture.height)
    assert min(ruler.line(mark.face) for mark in drawn.picture.marks if isinstance(mark, Text)) >= 11.25
