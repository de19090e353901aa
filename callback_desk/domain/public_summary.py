"""One page for everybody. What may not be public is not in its type, so that no page made of it can say it.

Left out: areas under 30 answers, every group, the callers, what was useful, complaints by what became of them, older
wordings. Shares are whole percents, so that no count can be worked out of them; counts of 1 to 9 are "fewer than 10".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from callback_desk.domain.chart_pipe import chart_to_text
from callback_desk.domain.charts import ChartFoot, WhiskerChart, WhiskerRow, whole_percent
from callback_desk.domain.errors import DeskFault
from callback_desk.domain.figure_periods import Period
from callback_desk.domain.figure_words import BEST_ANSWERS, NO_ANSWERS, period_words, plain_counts, share_words
from callback_desk.domain.figures import Report
from callback_desk.domain.measures import SMALL_N, SMALL_N_NAMED, Interval, Percentage
from callback_desk.domain.paper import PaperDocument, PaperKind, PaperPart
from callback_desk.domain.report_sections import by_wording, foot_of

MOST_LETTERS: Final = 600
MOST_REACH: Final = 200
_FEWER: Final = "fewer than 10"
_TITLE: Final = "What people told us after a report"


@dataclass(frozen=True, slots=True)
class PublicShare:
    """One answer in whole percents; `apart` is the whole experience, `long` counts twelve months."""

    label: str
    figure: Percentage
    apart: bool = False
    long: bool = False


@dataclass(frozen=True, slots=True)
class PublicSummary:
    """All that leaves the agency for everybody. Made by `public_summary` alone."""

    agency: str
    period: Period
    counts: tuple[tuple[str, str, str], ...]
    shares: tuple[PublicShare, ...]
    areas: tuple[PublicShare, ...]
    foot: ChartFoot


@dataclass(frozen=True, slots=True)
class ChiefWords:
    """What a person writes on it. Raises DeskFault for words that are missing or too long."""

    changed: str
    reach: str

    def __post_init__(self) -> None:
        if not self.changed.strip():
            raise DeskFault("Say in a few words what was changed. A page without it only counts.", code="no-words")
        if not self.reach.strip():
            raise DeskFault("Say how people can reach the desk.", code="no-words")
        for words, most in ((self.changed, MOST_LETTERS), (self.reach, MOST_REACH)):
            if len(words.strip()) > most:
                raise DeskFault(f"Use at most {most} letters. There are {len(words.strip())}.", code="long-words")


def public_summary(report: Report) -> PublicSummary:
    """What of a report may be public; everything else is dropped. Raises DeskFault while its days are not over."""
    if report.growing:
        raise DeskFault("These days are not over yet. What is public counts only days that are over.", code="growing")
    groups = by_wording(report.items)
    items = groups[0] if groups else ()
    shares = tuple(PublicShare(one.label, _whole(one.top, SMALL_N), one.headline, one.widened) for one in items)
    rows = [row for table in report.groups if table.kind == "area" for row in table.rows]
    areas = tuple(PublicShare(row.label, _whole(row.whole, SMALL_N_NAMED)) for row in rows)
    return PublicSummary(
        report.agency,
        report.period,
        tuple((label, _public(figure), why) for label, figure, why in plain_counts(report.plain)),
        tuple(one for one in shares if not one.figure.withheld),
        tuple(one for one in areas if not one.figure.withheld),
        replace(foot_of(report, items[0].wording if items else ""), public=True),
    )


def _public(figure: str) -> str:
    return _FEWER if figure.isdecimal() and 0 < int(figure) < SMALL_N else figure


def _whole(figure: Percentage, smallest: int) -> Percentage:
    """The same in whole percents; nothing of it below the smallest number."""
    if figure.share is None or figure.interval is None or figure.n < smallest:
        return Percentage(0)
    low, high = (whole_percent(end) / 100 for end in (figure.interval.low, figure.interval.high))
    return Percentage(figure.n, whole_percent(figure.share) / 100, Interval(low, high))


def summary_paper(summary: PublicSummary, said: ChiefWords, on: date, *, web: bool = False) -> PaperDocument:
    """The page, to print or, `web`, as a page to put on a web site. `on` is the day of the desk."""
    return PaperDocument(
        title=f"{_TITLE}, {period_words(summary.period)}",
        head=summary.agency,
        under=period_words(summary.period),
        foot=f"{on:%B} {on.day}, {on.year}. Nobody is named, and no figure is about fewer than 10 people.",
        parts=tuple(_parts(summary, said)),
        web=web,
    )


def _parts(summary: PublicSummary, said: ChiefWords) -> Iterator[PaperPart]:
    yield PaperPart(PaperKind.TITLE, _TITLE)
    yield PaperPart(PaperKind.ROW, "head", "", tuple(label for label, _, _ in summary.counts))
    yield PaperPart(PaperKind.ROW, "", "", tuple(why or figure for _, figure, why in summary.counts))
    rows = tuple(_rows(summary.shares))
    if rows:
        chart = WhiskerChart("How was the service?", BEST_ANSWERS, rows, summary.foot)
        yield PaperPart(PaperKind.HEADING, chart.title)
        yield PaperPart(PaperKind.SMALL, BEST_ANSWERS)
        yield PaperPart(PaperKind.CHART, chart_to_text(chart))
        if summary.areas:
            areas = "; ".join(f"{one.label} {share_words(one.figure)}" for one in summary.areas)
            yield PaperPart(PaperKind.SMALL, f"The whole experience by area: {areas}.")
    else:
        yield PaperPart(PaperKind.TEXT, NO_ANSWERS)
    yield PaperPart(PaperKind.HEADING, "What we changed")
    yield PaperPart(PaperKind.TEXT, " ".join(said.changed.split()))
    yield PaperPart(PaperKind.HEADING, "How to reach us")
    yield PaperPart(PaperKind.TEXT, " ".join(said.reach.split()))


def _rows(shares: tuple[PublicShare, ...]) -> Iterator[WhiskerRow]:
    for one in shares:
        yield WhiskerRow(f"{one.label} (12 months)" if one.long else one.label, one.figure, apart=one.apart)
