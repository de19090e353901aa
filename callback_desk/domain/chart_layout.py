"""Where everything of a chart stands. Given how wide words are, the same chart gives the same marks everywhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from callback_desk.domain.charts import (
    Chart,
    PairChart,
    TrendChart,
    WhiskerChart,
    count_text,
    percent_text,
    points_text,
    range_text,
    says_of,
)
from callback_desk.domain.marks import Align, Dot, Face, Ink, Mark, Picture, Ruler, Stroke, Text, lines_of
from callback_desk.domain.measures import Percentage

_TICKS = (0, 25, 50, 75, 100)
_ROW = 40.0  # design pixels, as all below
_PAD = 8.0  # above and below the words of a row that takes more lines
_COLUMN_GAP = 28.0
_LEAST_PLOT = 150.0
_LARGEST_LABEL = 0.3  # of the width
_DOT = 6.5
_WHISKER = 2.0
_CAP = 6.5
_TREND_HIGH = 220.0
_GRID = 1.0
_RULE = 1.5
_FOOT_GAP = 14.0


def lay_out(chart: Chart, width: float, ruler: Ruler) -> Picture:
    """The whole picture, its foot with it, `width` of the ruler's units wide."""
    if isinstance(chart, WhiskerChart):
        marks, height = _whiskers(chart, width, ruler)
    elif isinstance(chart, PairChart):
        marks, height = _pairs(chart, width, ruler)
    else:
        marks, height = _trend(chart, width, ruler)
    foot, height = _foot(chart.foot.words, width, height, ruler)
    return Picture(width, height, (*marks, *foot), says_of(chart))


@dataclass(frozen=True, slots=True)
class _Row:
    """One row before it has a place: its label, what stands in the plot, its figures, why there is none."""

    label: str
    figures: tuple[Percentage, ...]
    cells: tuple[str, ...]
    why: str
    apart: bool = False


@dataclass(frozen=True, slots=True)
class _Plan:
    """The columns of a chart in rows. Stacked: label, plot and figures stand under one another."""

    label: float
    left: float
    right: float
    ends: tuple[float, ...]
    stacked: bool

    def at(self, share: float) -> float:
        return self.left + share * (self.right - self.left)


def _whiskers(chart: WhiskerChart, width: float, ruler: Ruler) -> tuple[list[Mark], float]:
    rows = [
        _Row(
            one.label,
            (one.figure,),
            (percent_text(one.figure), range_text(one.figure), count_text(one.figure)),
            "" if one.figure.share is not None else one.why,
            one.apart,
        )
        for one in chart.rows
    ]
    return _in_rows(rows, ("Share", "Range", chart.counted), width, ruler)


def _pairs(chart: PairChart, width: float, ruler: Ruler) -> tuple[list[Mark], float]:
    rows = [
        _Row(
            one.label,
            (one.first, one.second),
            (percent_text(one.first), percent_text(one.second), points_text(one.difference))
            if one.difference is not None
            else ("\u2013", "\u2013", "\u2013"),
            "" if one.difference is not None else one.why,
        )
        for one in chart.rows
    ]
    return _in_rows(rows, (*chart.heads, "Points"), width, ruler, key=chart.heads)


def _in_rows(
    rows: Sequence[_Row], heads: Sequence[str], width: float, ruler: Ruler, *, key: tuple[str, str] | None = None
) -> tuple[list[Mark], float]:
    unit, small = ruler.unit, ruler.line(Face.SMALL)
    plan = _plan(rows, heads, width, ruler)
    marks: list[Mark] = []
    y = 0.0
    if key is not None:
        marks += _key(key, ruler)
        y += small + _PAD * unit
    base = y + ruler.baseline(Face.SMALL)
    marks += [Text(f"{tick}%", plan.at(tick / 100), base, Face.SMALL, Ink.QUIET, Align.MIDDLE) for tick in _TICKS]
    if not plan.stacked:
        marks += [
            Text(head, end, base, Face.SMALL, Ink.QUIET, Align.RIGHT)
            for head, end in zip(heads, plan.ends, strict=True)
        ]
    y += small + _PAD * unit / 2
    top, drawn = y, [*marks]
    for row in rows:
        if row.apart:
            drawn.append(Stroke(0, y, width, y, Ink.RULE, _RULE * unit))
        one, y = _row(row, heads, plan, y, width, ruler)
        drawn += one
    if plan.stacked:
        return drawn, y
    # The grid comes first, so that everything else lies over it.
    return [*_grid(plan, top, y, unit), *drawn], y


def _grid(plan: _Plan, top: float, bottom: float, unit: float) -> list[Mark]:
    places = [plan.at(tick / 100) for tick in _TICKS]
    return [Stroke(x, top, x, bottom, Ink.GRID, _GRID * unit) for x in places]


def _plan(rows: Sequence[_Row], heads: Sequence[str], width: float, ruler: Ruler) -> _Plan:
    unit = ruler.unit
    edge = ruler.width("100%", Face.SMALL) / 2
    wide = [
        max([ruler.width(head, Face.SMALL), *(ruler.width(row.cells[place], Face.STRONG) for row in rows)])
        for place, head in enumerate(heads)
    ]
    ends: list[float] = []
    end = width
    for one in reversed(wide):
        ends.insert(0, end)
        end -= one + _COLUMN_GAP * unit
    natural = max((ruler.width(row.label, _face(row)) for row in rows), default=0.0)
    label = min(natural, width * _LARGEST_LABEL)
    left, right = label + _COLUMN_GAP * unit / 2 + edge, end - edge
    if right - left < _LEAST_PLOT * unit:
        return _Plan(width, edge, width - edge, (), stacked=True)
    return _Plan(label, left, right, tuple(ends), stacked=False)


def _row(
    row: _Row, heads: Sequence[str], plan: _Plan, y: float, width: float, ruler: Ruler
) -> tuple[list[Mark], float]:
    """The marks of one row from y on, and where it ends."""
    unit, face = ruler.unit, _face(row)
    line, baseline = ruler.line(face), ruler.baseline(face)
    words = lines_of(row.label, face, plan.label, ruler)
    if plan.stacked:
        marks: list[Mark] = []
        y += _PAD * unit
        for text in words:
            marks.append(Text(text, 0, y + baseline, face, Ink.TEXT))
            y += line
        known = [f"{head} {cell}" for head, cell in zip(heads, row.cells, strict=True) if cell != "\u2013"]
        said = [row.why, *known] if row.why else known
        for text in lines_of(" \u00b7 ".join(said), Face.SMALL, width, ruler):
            marks.append(Text(text, 0, y + ruler.baseline(Face.SMALL), Face.SMALL, Ink.QUIET))
            y += ruler.line(Face.SMALL)
        if row.why:
            return marks, y + _PAD * unit
        end = y + _ROW * unit * 2 / 3
        return [*marks, *_grid(plan, y, end, unit), *_shape(row, plan, (y + end) / 2, unit)], end + _PAD * unit
    high = max(_ROW * unit, len(words) * line + _PAD * unit)
    marks = [
        Text(text, 0, y + (high - len(words) * line) / 2 + place * line + baseline, face, Ink.TEXT)
        for place, text in enumerate(words)
    ]
    middle = y + high / 2
    across = middle - line / 2 + baseline
    if row.why:
        marks.append(Text(row.why, plan.left + _PAD * unit / 2, across, Face.BODY, Ink.QUIET))
    for place, (cell, end) in enumerate(zip(row.cells, plan.ends, strict=True)):
        ink = Ink.TEXT if place == 0 else Ink.QUIET
        marks.append(Text(cell, end, across, Face.STRONG if place == 0 else Face.BODY, ink, Align.RIGHT))
    return [*marks, *_shape(row, plan, middle, unit)], y + high


def _shape(row: _Row, plan: _Plan, y: float, unit: float) -> Iterator[Mark]:
    """One figure: its range and a dot. Two: a line between a full and a hollow dot."""
    if row.why:
        return
    shares = [one.share for one in row.figures if one.share is not None]
    if len(shares) == 1:
        interval = row.figures[0].interval
        if interval is not None:
            low, high, cap = plan.at(interval.low), plan.at(interval.high), _CAP * unit
            yield Stroke(low, y, high, y, Ink.FIGURE, _WHISKER * unit)
            yield Stroke(low, y - cap, low, y + cap, Ink.FIGURE, _WHISKER * unit)
            yield Stroke(high, y - cap, high, y + cap, Ink.FIGURE, _WHISKER * unit)
    else:
        yield Stroke(plan.at(min(shares)), y, plan.at(max(shares)), y, Ink.FIGURE, _GRID * unit)
    for place in reversed(range(len(shares))):
        yield Dot(plan.at(shares[place]), y, _DOT * unit, Ink.FIGURE, hollow=place > 0)


def _key(heads: tuple[str, str], ruler: Ruler) -> Iterator[Mark]:
    """Which dot is which, above the chart."""
    x, unit = _DOT * ruler.unit, ruler.unit
    for place, words in enumerate(heads):
        yield Dot(x, ruler.line(Face.SMALL) / 2, _DOT * unit, Ink.FIGURE, hollow=place > 0)
        x += 14 * unit
        yield Text(words, x, ruler.baseline(Face.SMALL), Face.SMALL, Ink.TEXT)
        x += ruler.width(words, Face.SMALL) + _COLUMN_GAP * unit


def _trend(chart: TrendChart, width: float, ruler: Ruler) -> tuple[list[Mark], float]:
    unit, small, baseline = ruler.unit, ruler.line(Face.SMALL), ruler.baseline(Face.SMALL)
    left = ruler.width("100%", Face.SMALL) + 10 * unit
    step = (width - left) / max(len(chart.points), 1)
    marks: list[Mark] = []
    top = small / 2
    for one in chart.breaks:
        x = left + one.before * step
        room = max(width - x, x - left) - _PAD * unit
        right = width - x >= x - left
        words = lines_of(one.what, Face.SMALL, room, ruler)
        for text in words:
            at = x + _PAD * unit / 2 if right else x - _PAD * unit / 2
            marks.append(Text(text, at, top + baseline, Face.SMALL, Ink.TEXT, Align.LEFT if right else Align.RIGHT))
            top += small
        marks.append(Stroke(x, top - len(words) * small, x, top, Ink.RULE, _RULE * unit, dashed=True))
    top += _PAD * unit
    bottom = top + _TREND_HIGH * unit
    for one in chart.breaks:
        x = left + one.before * step
        marks.append(Stroke(x, top - _PAD * unit, x, bottom, Ink.RULE, _RULE * unit, dashed=True))
    grid: list[Mark] = []
    for tick in _TICKS:
        y = bottom - tick / 100 * (bottom - top)
        grid.append(Stroke(left, y, width, y, Ink.GRID, _GRID * unit))
        grid.append(Text(f"{tick}%", left - 10 * unit, y - small / 2 + baseline, Face.SMALL, Ink.QUIET, Align.RIGHT))
    marks += _points(chart, left, step, (top, bottom), unit)
    y = bottom + _PAD * unit / 2
    for place, point in enumerate(chart.points):
        x = left + (place + 0.5) * step
        share = percent_text(point.figure)
        below = (
            (point.label, Ink.TEXT),
            (point.under, Ink.TEXT),
            (share, Ink.TEXT),
            ("" if point.figure.withheld else f"n {point.figure.n:,}", Ink.QUIET),
        )
        for row, (said, ink) in enumerate(below):
            if said:
                marks.append(Text(said, x, y + row * small + baseline, Face.SMALL, ink, Align.MIDDLE))
    return [*grid, *marks], y + 4 * small


def _points(chart: TrendChart, left: float, step: float, span: tuple[float, float], unit: float) -> Iterator[Mark]:
    """Dots with their ranges, joined where nothing stands between."""
    top, bottom = span
    apart = {one.before for one in chart.breaks}
    before: tuple[float, float] | None = None
    for place, point in enumerate(chart.points):
        if place in apart:
            before = None
        if point.figure.share is None:
            before = None
            continue
        x, y = left + (place + 0.5) * step, bottom - point.figure.share * (bottom - top)
        if point.figure.interval is not None:
            low = bottom - point.figure.interval.low * (bottom - top)
            high = bottom - point.figure.interval.high * (bottom - top)
            yield Stroke(x, low, x, high, Ink.FIGURE, _GRID * unit)
        if before is not None:
            yield Stroke(*before, x, y, Ink.FIGURE, _WHISKER * unit)
        yield Dot(x, y, _DOT * unit, Ink.FIGURE)
        before = (x, y)


def _foot(words: str, width: float, top: float, ruler: Ruler) -> tuple[list[Mark], float]:
    y = top + _FOOT_GAP * ruler.unit
    marks: list[Mark] = [Stroke(0, y, width, y, Ink.GRID, _GRID * ruler.unit)]
    y += _FOOT_GAP * ruler.unit / 2
    for text in lines_of(words, Face.SMALL, width, ruler):
        marks.append(Text(text, 0, y + ruler.baseline(Face.SMALL), Face.SMALL, Ink.QUIET))
        y += ruler.line(Face.SMALL)
    return marks, y


def _face(row: _Row) -> Face:
    return Face.STRONG if row.apart else Face.BODY
