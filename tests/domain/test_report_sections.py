"""A report in parts: nothing left out, nothing added, what is not known said as such."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from callback_desk.domain.charts import TrendChart, WhiskerChart, as_table
from callback_desk.domain.figure_periods import Period
from callback_desk.domain.figure_words import headline_words, period_words, plain_counts, rate_text, response_rate
from callback_desk.domain.figures import COLLECTED, Plain
from callback_desk.domain.measures import Percentage
from callback_desk.domain.report_sections import Section, sections
from tests.domain.made_reports import OCTOBER, WORDING, a_report, an_empty_report

REPORT = a_report()


def part(key: str, of=REPORT) -> Section:
    return next(one for one in sections(of) if one.key == key)


def everything(section: Section) -> str:
    rows = [row for table in section.tables for row in table.rows]
    if section.chart is not None:
        rows += as_table(section.chart).rows
    return "\n".join([section.title, section.note, section.empty, *section.notes, *("\t".join(row) for row in rows)])


def test_every_part_is_there_also_when_nobody_was_called():
    wanted = ["service", "trend", "method", "areas", "useful", "flow"]
    assert [one.key for one in sections(REPORT) if not one.key.startswith("missed")] == wanted
    wanted.remove("useful")  # what was not counted has no part
    assert [one.key for one in sections(an_empty_report())] == wanted
    for section in sections(an_empty_report()):
        assert section.chart is not None or section.tables or section.empty, section.key


def test_the_whole_experience_stands_last_and_apart():
    chart = part("service").chart
    assert isinstance(chart, WhiskerChart)
    assert [row.apart for row in chart.rows] == [False] * 7 + [True]
    assert chart.rows[-1].label == "Whole experience (12 months)"
    assert "Counted over November 1, 2025 to October 31, 2026." in everything(part("service"))


def test_a_withheld_question_shows_no_number_at_all():
    rows = [line for line in everything(part("service")).splitlines() if line.startswith("Kept informed")]
    assert rows == ["Kept informed\ttoo few to show\t\u2013\t\u2013"]
    assert "The newest answers wait until there are 10 of them: Kept informed." in everything(part("service"))


def test_two_wordings_are_two_parts_and_never_one_row():
    older = [
        replace(one, wording="An older form", basis=Period(date(2026, 6, 1), date(2026, 6, 30))) for one in REPORT.items
    ]
    found = sections(replace(REPORT, items=(*older, *REPORT.items)))
    titles = [one.title for one in found if one.key.startswith("service")]
    assert titles == ["How was the service?", "How was the service? An older form"]
    for one in found:
        if one.key.startswith("service"):
            assert one.chart is not None
            assert len(one.chart.rows) == len(REPORT.items)
            wording = "An older form" if "older" in one.title else WORDING
            assert wording in one.chart.foot.wording


def test_every_chart_carries_its_foot():
    charts = [one.chart for one in sections(REPORT) if one.chart is not None]
    assert len(charts) >= 6
    for chart in charts:
        assert chart.foot.answered == 134
        assert chart.foot.response_rate == "61% (RR1), 61% (RR3)"
        assert chart.foot.mode == COLLECTED


def test_the_trend_breaks_where_the_questions_changed():
    chart = part("trend").chart
    assert isinstance(chart, TrendChart)
    assert [(one.before, one.what) for one in chart.breaks] == [(2, "July 1: other questions")]
    assert [one.label for one in chart.points] == ["May", "Jun", "Jul", "Aug", "Sep", "Oct"]


def test_two_wordings_in_a_trend_break_it_even_without_a_known_day():
    headline = REPORT.items[-1]
    older = replace(headline, wording="An older form", trend=headline.trend[:3])
    newer = replace(headline, trend=headline.trend[3:])
    chart = part("trend", replace(REPORT, breaks=(), items=(newer, older))).chart
    assert isinstance(chart, TrendChart)
    assert [one.before for one in chart.breaks] == [3]


def test_what_cannot_be_divided_is_na_and_what_has_no_receipt_is_not_zero():
    words = everything(part("method", an_empty_report()))
    assert words.count("n/a\tn/a") == 17
    assert "%" not in words
    assert response_rate(an_empty_report().method) == "n/a"
    counts = {label: (figure, why) for label, figure, why in plain_counts(Plain(1, 1, 0, None, 0, 0))}
    assert counts["Used by a detective"] == ("\u2013", "no receipts yet")
    assert rate_text(None) == "n/a"


def test_the_headline_says_its_share_its_range_and_its_n_or_why_not():
    assert headline_words(REPORT.items).startswith("Whole experience: 71% (62 to 78), of 133, gave one of the best")
    assert headline_words(()) == "No answers in this time. The first appears when a call is signed off."
    few = replace(REPORT.items[-1], top=Percentage(0))
    assert "too few to show" in headline_words((few,))
    assert not re.search(r"\d%", headline_words((few,)))


def test_a_group_that_is_heard_too_little_is_named():
    assert "Heard too little, by more than chance explains: Under 30." in everything(part("missed.age_band"))


def test_an_area_with_few_answers_has_no_share():
    lines = everything(part("areas")).splitlines()
    assert "District 4\tfewer than 30 answers\t\u2013\t\u2013" in lines


@pytest.mark.parametrize(
    ("period", "words"),
    [
        (OCTOBER, "October 1 to 31, 2026"),
        (Period(date(2025, 11, 1), date(2026, 10, 31)), "November 1, 2025 to October 31, 2026"),
        (Period(date(2026, 7, 1), date(2026, 9, 30)), "July 1 to September 30, 2026"),
        (Period(date(2026, 7, 1), date(2026, 7, 1)), "July 1, 2026"),
    ],
)
def test_days_are_said_in_words(period, words):
    assert period_words(period) == words
