"""Charts as marks: the same everywhere, no line across a gap or a break, nothing without its foot."""

from __future__ import annotations

import pytest

from callback_desk.domain.chart_layout import lay_out
from callback_desk.domain.chart_pipe import chart_from_text, chart_to_text
from callback_desk.domain.charts import (
    ChartFoot,
    PairRow,
    WhiskerChart,
    WhiskerRow,
    as_table,
    percent_text,
    range_text,
    says_of,
)
from callback_desk.domain.errors import DeskBug
from callback_desk.domain.marks import Dot, Face, Ink, Picture, Stroke, Text, lines_of
from callback_desk.domain.measures import Percentage, percentage
from tests.domain.made_charts import CHARTS, FOOT, PAIRS, TREND, WHISKERS, EvenRuler

WIDTHS = (1000.0, 700.0, 300.0)


def words_of(picture: Picture) -> str:
    return " ".join(mark.words for mark in picture.marks if isinstance(mark, Text))


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: type(chart).__name__)
@pytest.mark.parametrize("width", WIDTHS)
def test_the_same_chart_gives_the_same_marks_also_after_the_pipe(chart, width):
    assert lay_out(chart_from_text(chart_to_text(chart)), width, EvenRuler()) == lay_out(chart, width, EvenRuler())


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: type(chart).__name__)
@pytest.mark.parametrize("width", WIDTHS)
def test_everything_lies_inside_its_picture(chart, width):
    picture = lay_out(chart, width, EvenRuler())
    for mark in picture.marks:
        if isinstance(mark, Stroke):
            places = [(mark.x1, mark.y1), (mark.x2, mark.y2)]
        elif isinstance(mark, Dot):
            places = [(mark.x - mark.radius, mark.y - mark.radius), (mark.x + mark.radius, mark.y + mark.radius)]
        else:
            places = [(mark.x, mark.y)]
        assert all(-0.01 <= x <= width + 0.01 and 0 <= y <= picture.height for x, y in places), mark


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: type(chart).__name__)
@pytest.mark.parametrize("width", WIDTHS)
def test_every_number_of_the_picture_is_in_its_table_and_the_other_way_round(chart, width):
    shown = words_of(lay_out(chart, width, EvenRuler())).replace("\u2212", "-").split()
    table = as_table(chart)
    cells = " ".join(cell for row in table.rows for cell in row).replace("\u2212", "-")
    axis = {f"{tick}%" for tick in (0, 25, 50, 75, 100)}
    foot = set(chart.foot.words.split())
    numbers = {word for word in shown if any(letter.isdigit() for letter in word)} - axis - foot
    assert numbers <= set(cells.split()), "the table lacks a number"
    if chart is TREND:  # its ranges are lines up and down, and figures in the table alone
        cells = " ".join(cell for row in table.rows for cell in (row[0], row[1], *row[3:]))
    wanted = {word for word in cells.split() if any(letter.isdigit() for letter in word)}
    assert wanted <= set(shown), "the picture lacks a number"


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: type(chart).__name__)
def test_the_foot_is_in_the_picture_and_in_what_is_said(chart):
    for width in WIDTHS:
        picture = lay_out(chart, width, EvenRuler())
        assert FOOT.words in words_of(picture)
        assert picture.says == says_of(chart)
        assert FOOT.words in picture.says


@pytest.mark.parametrize("missing", ["response_rate", "mode", "wording"])
def test_no_foot_leaves_anything_out(missing):
    whole = {"answered": 12, "response_rate": "n/a", "mode": "By telephone.", "wording": "Question set 1."}
    with pytest.raises(DeskBug):
        ChartFoot(**{**whole, missing: " "})


def test_a_share_that_is_withheld_has_no_dot_no_line_and_no_percent():
    alone = WhiskerChart("T", "N", (WhiskerRow("Only this", Percentage(7)),), FOOT)
    picture = lay_out(alone, 900, EvenRuler())
    assert not [mark for mark in picture.marks if mark.ink is Ink.FIGURE]
    assert "too few to show" in words_of(picture)
    assert as_table(alone).rows == (("Only this", "too few to show", "\u2013", "\u2013"),)


def test_a_trend_is_joined_only_where_nothing_stands_between():
    picture = lay_out(TREND, 900, EvenRuler())
    dots = sorted(mark.x for mark in picture.marks if isinstance(mark, Dot))
    joins = {
        (mark.x1, mark.x2)
        for mark in picture.marks
        if isinstance(mark, Stroke) and mark.ink is Ink.FIGURE and mark.x1 != mark.x2
    }
    april, may, july, august, _september = dots
    assert joins == {(april, may), (july, august)}, "June is a gap, September another wording"
    dashed = [mark for mark in picture.marks if isinstance(mark, Stroke) and mark.dashed]
    assert {mark.x1 for mark in dashed} == {dashed[0].x1}
    assert august < dashed[0].x1 < dots[-1]
    assert "September 1: question set 2" in words_of(picture)


def test_two_groups_are_told_apart_without_color():
    picture = lay_out(PAIRS, 900, EvenRuler())
    dots = [mark for mark in picture.marks if isinstance(mark, Dot)]
    assert [dot.hollow for dot in dots] == [False, True, True, False], "the key, then the one row that is shown"


def test_neither_share_of_a_pair_stands_alone():
    row = PairRow("Assault", percentage(4, 8), percentage(100, 214))
    assert row.difference is None
    assert as_table(PAIRS).rows[1] == ("Assault", "too few to show", "\u2013", "\u2013")
    assert as_table(PAIRS).rows[0] == ("Burglary", "37%", "42%", "\u22125")


def test_the_last_row_is_set_apart_and_strong():
    picture = lay_out(WHISKERS, 900, EvenRuler())
    last = next(mark for mark in picture.marks if isinstance(mark, Text) and mark.words == "Whole experience")
    assert last.face == "strong"
    assert [mark for mark in picture.marks if isinstance(mark, Stroke) and mark.ink is Ink.RULE]


@pytest.mark.parametrize(
    ("hits", "n", "said", "span"),
    [(102, 131, "78%", "70 to 84"), (5, 8, "\u2013", "\u2013"), (25, 40, "63%", "47 to 76")],
)
def test_a_share_is_whole_percent_half_up(hits, n, said, span):
    assert (percent_text(percentage(hits, n)), range_text(percentage(hits, n))) == (said, span)


def test_words_end_at_spaces_and_a_long_word_has_its_own_line():
    assert lines_of("aa bb ccccccccc d", Face.BODY, 40.0, EvenRuler()) == ("aa bb", "ccccccccc", "d")


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"kind": "pie"}', '{"kind": "trend", "title": "T", "note": "N"}'])
def test_what_is_no_chart_is_refused(text):
    with pytest.raises(DeskBug):
        chart_from_text(text)
