"""What a chart shows, before anybody draws it. The drawing and the table beside it come from these same values.

No chart can be made without its foot: how many answered, the response rate, how they were asked, which wording. A
picture that is cut out and passed on takes them along (AAPOR Transparency Initiative: what goes with a result).
"""

from __future__ import annotations

from dataclasses import dataclass

from callback_desk.domain.errors import DeskBug
from callback_desk.domain.measures import SMALL_N, Percentage

TOO_FEW = "too few to show"
NOT_KNOWN = "n/a"


@dataclass(frozen=True, slots=True)
class ChartFoot:
    """Stands under a chart, inside its picture. No part may be empty; what is not known is said as "n/a"."""

    answered: int  # people whose answers are in it
    response_rate: str  # "62% (RR1), 64% (RR3)"
    mode: str  # how the answers were collected, a sentence
    wording: str  # which version of the questions, a sentence
    public: bool = False  # for everybody: fewer than 10 people are not counted out

    def __post_init__(self) -> None:
        if self.answered < 0 or not all(part.strip() for part in (self.response_rate, self.mode, self.wording)):
            raise DeskBug("A chart without what belongs under it.", code="charts.foot")

    @property
    def words(self) -> str:
        people = "1 person" if self.answered == 1 else f"{self.answered:,} people"
        if self.public and 0 < self.answered < SMALL_N:
            people = "Fewer than 10 people"
        return f"{people} answered in these days. Response rate: {self.response_rate}. {self.mode} {self.wording}"


@dataclass(frozen=True, slots=True)
class WhiskerRow:
    """One share with its range. `why` says why it is not shown; `apart` sets it off from the rows above."""

    label: str
    figure: Percentage
    why: str = TOO_FEW
    apart: bool = False


@dataclass(frozen=True, slots=True)
class WhiskerChart:
    """Points with whiskers on a scale of 0 to 100 %, one a row."""

    title: str
    note: str
    rows: tuple[WhiskerRow, ...]
    foot: ChartFoot
    counted: str = "Answers"  # the head of the last column


@dataclass(frozen=True, slots=True)
class ChartPoint:
    """One month. A month without a share leaves a gap."""

    label: str  # "Oct"
    under: str  # "2026" where a year begins, else ""
    figure: Percentage
    why: str = TOO_FEW


@dataclass(frozen=True, slots=True)
class ChartBreak:
    """A line that may not be drawn across: before the point at this place another wording, scale or rule began."""

    before: int
    what: str


@dataclass(frozen=True, slots=True)
class TrendChart:
    """One share by month. Points are never joined across a break or a gap."""

    title: str
    note: str
    points: tuple[ChartPoint, ...]
    breaks: tuple[ChartBreak, ...]
    foot: ChartFoot


@dataclass(frozen=True, slots=True)
class PairRow:
    """Two shares of one group. None of them is shown alone."""

    label: str
    first: Percentage
    second: Percentage
    why: str = TOO_FEW

    @property
    def difference(self) -> int | None:
        """Of the whole percents that are printed, first less second, in points; None when either is withheld."""
        if self.first.share is None or self.second.share is None:
            return None
        return whole_percent(self.first.share) - whole_percent(self.second.share)


@dataclass(frozen=True, slots=True)
class PairChart:
    """Two groups beside one another: a full dot and a hollow one a row."""

    title: str
    note: str
    heads: tuple[str, str]  # "Answered", "Due a call"
    rows: tuple[PairRow, ...]
    foot: ChartFoot


Chart = WhiskerChart | TrendChart | PairChart


@dataclass(frozen=True, slots=True)
class Table:
    """The same numbers in rows. The first column is words, the others are figures."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def whole_percent(share: float) -> int:
    """0 to 1 as whole percent, half up: 0.625 is 63."""
    return int(share * 100 + 0.5 + 1e-9)


def percent_text(figure: Percentage) -> str:
    """ "78%", or a dash where it is withheld."""
    return "\u2013" if figure.share is None else f"{whole_percent(figure.share)}%"


def count_text(figure: Percentage) -> str:
    """The valid n; a dash where the share is withheld, because how few there are is not said either."""
    return "\u2013" if figure.share is None else f"{figure.n:,}"


def range_text(figure: Percentage) -> str:
    """ "70 to 84" of the interval, in percent; a dash where it is withheld."""
    if figure.interval is None or figure.share is None:
        return "\u2013"
    return f"{whole_percent(figure.interval.low)} to {whole_percent(figure.interval.high)}"


def points_text(difference: int | None) -> str:
    """ "+4", "-3", "0" percentage points; a dash where it is not known. The minus is the real sign."""
    if difference is None:
        return "\u2013"
    return f"+{difference}" if difference > 0 else str(difference).replace("-", "\u2212")


def as_table(chart: Chart) -> Table:
    """Every number that the drawing has, and why one is not there."""
    if isinstance(chart, WhiskerChart):
        return Table(
            chart.title,
            ("", "Share", "Range", chart.counted),
            tuple((row.label, *_shown(row.figure, row.why), count_text(row.figure)) for row in chart.rows),
        )
    if isinstance(chart, TrendChart):
        return Table(chart.title, ("", "Share", "Range", "Answers"), tuple(_trend_rows(chart)))
    return Table(
        chart.title,
        ("", *chart.heads, "Difference, points"),
        tuple(
            (row.label, *((row.why, "\u2013") if row.difference is None else _pair(row)), points_text(row.difference))
            for row in chart.rows
        ),
    )


def says_of(chart: Chart) -> str:
    """The chart in words, row by row, its foot at the end."""
    table = as_table(chart)
    rows = ". ".join(
        ", ".join([row[0], *(f"{head} {cell}" for head, cell in zip(table.head[1:], row[1:], strict=True) if cell)])
        for row in table.rows
    )
    return f"{chart.title} {chart.note} {rows}. {chart.foot.words}"


def _shown(figure: Percentage, why: str) -> tuple[str, str]:
    return (why, "\u2013") if figure.share is None else (percent_text(figure), range_text(figure))


def _pair(row: PairRow) -> tuple[str, str]:
    return percent_text(row.first), percent_text(row.second)


def _trend_rows(chart: TrendChart) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    year = ""
    for place, point in enumerate(chart.points):
        year = point.under or year
        rows.extend((one.what, "", "", "") for one in chart.breaks if one.before == place)
        rows.append((f"{point.label} {year}".rstrip(), *_shown(point.figure, point.why), count_text(point.figure)))
    return rows
