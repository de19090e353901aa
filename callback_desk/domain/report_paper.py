"""A report as pages: the counts and one sentence first, then a page for each part, the method as an appendix.

The audience is the agency itself. Nobody's name is on it: a `Report` has none, and who called is no part of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from callback_desk.domain.chart_pipe import chart_to_text
from callback_desk.domain.charts import Table
from callback_desk.domain.figure_words import (
    COLLECTED,
    headline_words,
    people_answered,
    period_words,
    plain_counts,
    response_rate,
)
from callback_desk.domain.figures import Report
from callback_desk.domain.paper import PaperDocument, PaperKind, PaperPart
from callback_desk.domain.report_sections import METHOD, MISSED, Section, sections

GROWING = "The last of these days is not over. Figures may still change."
_MANY = 5
_COUNT_SHARES = "4 1"


@dataclass(frozen=True, slots=True)
class Made:
    """Who made it, on which day of the desk, under which number ("" when it has none)."""

    by: str
    on: date
    number: str = ""


def report_paper(report: Report, made: Made) -> PaperDocument:
    """The whole report. The same report, made by the same person on the same day, is the same document."""
    number = f"{made.number}. " if made.number else ""
    day = f"{made.on:%B} {made.on.day}, {made.on.year}"
    return PaperDocument(
        title=f"Report, {period_words(report.period)}",
        head=report.agency,
        under=f"Report on callbacks, {period_words(report.period)}",
        foot=f"{number}Made on {day} by {made.by}. No victim and no case is named.",
        parts=tuple(_parts(report)),
    )


def count_rows(counts: tuple[tuple[str, str, str], ...]) -> Iterator[PaperPart]:
    """Plain counts, one a row; in place of a count that there is none why not."""
    for label, figure, why in counts:
        yield PaperPart(PaperKind.NUMBERS, "", _COUNT_SHARES, (label, why or figure))


def _parts(report: Report) -> Iterator[PaperPart]:
    yield PaperPart(PaperKind.TITLE, f"Callbacks, {period_words(report.period)}")
    if report.growing:
        yield PaperPart(PaperKind.BOXED, GROWING)
    yield PaperPart(PaperKind.HEADING, "What was done")
    yield from count_rows(plain_counts(report.plain))
    yield PaperPart(PaperKind.HEADING, "The whole experience")
    yield PaperPart(PaperKind.BOXED, headline_words(report.items))
    yield PaperPart(
        PaperKind.TEXT,
        f"{people_answered(report.method):,} people answered in these days. "
        f"Response rate: {response_rate(report.method)}.",
    )
    yield PaperPart(PaperKind.SMALL, COLLECTED)
    found = sections(report)
    for section in found:
        if not _appendix(section):
            yield from _section(section)
    for section in found:
        if _appendix(section):
            yield from _section(section, "Appendix. ")


def _appendix(section: Section) -> bool:
    return section.key == METHOD or section.key.startswith(MISSED)


def _section(section: Section, before: str = "") -> Iterator[PaperPart]:
    yield PaperPart(PaperKind.PAGE)
    yield PaperPart(PaperKind.TITLE, f"{before}{section.title}")
    if section.note:
        yield PaperPart(PaperKind.SMALL, section.note)
    if section.chart is not None:
        yield PaperPart(PaperKind.CHART, chart_to_text(section.chart))
    elif section.empty:
        yield PaperPart(PaperKind.TEXT, section.empty)
    for note in section.notes:
        yield PaperPart(PaperKind.SMALL, note)
    for table in section.tables:
        yield from table_rows(table)


def table_rows(table: Table) -> Iterator[PaperPart]:
    """A table under its title; the first column is as wide as three others, or two where there are many."""
    shares = " ".join(["3" if len(table.head) < _MANY else "2", *("1" for _ in table.head[1:])])
    yield PaperPart(PaperKind.HEADING, table.title)
    yield PaperPart(PaperKind.NUMBERS, "head", shares, table.head)
    for row in table.rows:
        yield PaperPart(PaperKind.NUMBERS, "", shares, row)
