"""The report and the page for everybody: what was approved, on one page where one is promised, the same bytes."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from callback_desk.documents.html_twin import html_of
from callback_desk.documents.make import kit_of
from callback_desk.documents.paper_pages import draw_paper, make_paper
from callback_desk.documents.sheets import A4, LETTER
from callback_desk.domain.charts import as_table
from callback_desk.domain.errors import DeskBug, DeskFault
from callback_desk.domain.figures import GroupKind
from callback_desk.domain.measures import percentage
from callback_desk.domain.paper import PaperDocument, PaperKind, PaperPart
from callback_desk.domain.public_summary import (
    MOST_LETTERS,
    MOST_REACH,
    ChiefWords,
    PublicSummary,
    public_summary,
    summary_paper,
)
from callback_desk.domain.report_sections import sections
from scripts.regenerate_golden import no_news, reminder, reports
from tests.domain.made_reports import a_report, an_empty_report, callers

SAID = ChiefWords("We now call everybody within five days.", "(217) 555-0100")
ON = date(2026, 11, 3)


GOLDEN_PAPERS = {**reports(), "reminder_slips": reminder(), "no_news": no_news()}


@pytest.mark.parametrize("name", sorted(GOLDEN_PAPERS))
def test_each_page_is_the_one_that_was_read_and_approved(name, tmp_path, fonts_dir, read_pages, golden_dir):
    written = make_paper(GOLDEN_PAPERS[name], tmp_path / "report.pdf", fonts_dir=fonts_dir)
    shown = "\n--- page ---\n".join(page.strip() for page in read_pages(written.path)) + "\n"
    golden = (golden_dir / f"{name}.txt").read_text("utf-8")
    assert shown == golden, "if the change is meant: scripts/regenerate_golden.py, and read its diff"


def test_the_same_report_gives_the_same_bytes(tmp_path, fonts_dir):
    documents = [reports()["report"], PaperDocument.from_dict(reports()["report"].to_dict())]
    made = [make_paper(one, tmp_path / f"{n}.pdf", fonts_dir=fonts_dir).sha256 for n, one in enumerate(documents)]
    assert made[0] == made[1]


def test_every_number_of_every_chart_is_in_the_report(tmp_path, fonts_dir, read_pages):
    written = make_paper(reports()["report"], tmp_path / "report.pdf", fonts_dir=fonts_dir)
    words = " ".join(" ".join(read_pages(written.path)).split())
    charts = [one.chart for one in sections(a_report()) if one.chart is not None and one.key != "trend"]
    for chart in charts:
        for row in as_table(chart).rows:
            assert all(cell in words for cell in row[1:]), row


def test_cards_forms_and_themes_are_pages_of_their_own_and_change_no_other(golden_dir):
    """On paper as in the figures: without their pages, the report is the one of the calls alone."""
    alone = (golden_dir / "report.txt").read_text("utf-8").rstrip("\n").split("\n--- page ---\n")
    both = (golden_dir / "report_with_cards.txt").read_text("utf-8").rstrip("\n").split("\n--- page ---\n")
    apart = [page for page in both if "Not telephone answers" in page or "What victims tell us" in page]
    assert len(apart) == len(both) - len(alone) == 3
    assert [_unnumbered(page) for page in both if page not in apart] == [_unnumbered(page) for page in alone]


def _unnumbered(page: str) -> str:
    return re.sub(r"[Pp]age \d+ of \d+", "", page)


@pytest.mark.parametrize("sheet", [LETTER, A4], ids=["letter", "a4"])
def test_the_page_for_everybody_is_one_page_however_much_is_written(sheet, fonts_dir):
    said = ChiefWords("We changed it. " * (MOST_LETTERS // 15), "Callback desk. " * (MOST_REACH // 15))
    document = summary_paper(public_summary(a_report()), said, ON)
    assert draw_paper(document, kit_of(fonts_dir).fonts, sheet).pages == 1


def test_what_may_not_be_public_is_not_in_its_type():
    summary = public_summary(a_report())
    assert set(PublicSummary.__dataclass_fields__) == {"agency", "period", "counts", "shares", "areas", "foot"}
    said = repr(summary)
    for word in ("District 4", "Burglary", "No update", "Cameras", "Under 30", *(one.name for one in callers())):
        assert word not in said
    assert "District 3" in said, "fifty answers may be shown"
    assert ("Complaints routed", "fewer than 10", "") in summary.counts
    assert "Kept informed" not in said, "eight answers are too few"


def test_public_shares_are_whole_percents():
    for one in public_summary(a_report()).shares:
        assert one.figure.share is not None and one.figure.interval is not None
        for share in (one.figure.share, one.figure.interval.low, one.figure.interval.high):
            assert round(share * 100, 6) == round(share * 100)


def test_an_area_of_29_is_never_public():
    report = a_report()
    areas = next(table for table in report.groups if table.kind is GroupKind.AREA)
    small = replace(areas, rows=tuple(replace(row, whole=percentage(20, 29)) for row in areas.rows))
    summary = public_summary(replace(report, groups=(small,)))
    assert summary.areas == ()


def test_days_that_are_not_over_are_not_public():
    with pytest.raises(DeskFault, match="not over"):
        public_summary(a_report(growing=True))


@pytest.mark.parametrize(
    ("changed", "reach"), [(" ", "x"), ("x", ""), ("x" * (MOST_LETTERS + 1), "x"), ("x", "x" * (MOST_REACH + 1))]
)
def test_words_that_are_missing_or_too_long_are_refused(changed, reach):
    with pytest.raises(DeskFault):
        ChiefWords(changed, reach)


def test_few_people_are_not_counted_out_on_the_public_page():
    report = a_report()
    few = replace(report, method=an_empty_report().method, plain=replace(report.plain, reached=3))
    counts = {kind: 3 if kind == "I" else 0 for kind in report.method.ours.counts}
    few = replace(few, method=replace(few.method, ours=replace(few.method.ours, counts=counts)))
    assert public_summary(few).foot.words.startswith("Fewer than 10 people answered")


def test_the_web_page_has_every_part_and_refuses_what_is_only_for_paper(fonts_dir):
    fonts = kit_of(fonts_dir).fonts
    page = html_of(summary_paper(public_summary(a_report()), SAID, ON, web=True), fonts).decode()
    assert page.count("<svg") == 1 and page.count("<table>") == 2
    assert "We now call everybody within five days." in page
    with pytest.raises(DeskBug):
        html_of(PaperDocument("T", "H", "U", "F", (PaperPart(PaperKind.LINES, items=("3",)),)), fonts)
