"""A report in parts, each with at most one chart and its tables. Window, PDF and public page show these same parts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from callback_desk.domain import figure_words as words
from callback_desk.domain.charts import (
    TOO_FEW,
    Chart,
    ChartBreak,
    ChartFoot,
    ChartPoint,
    PairChart,
    PairRow,
    Table,
    TrendChart,
    WhiskerChart,
    WhiskerRow,
)
from callback_desk.domain.feedback import CHANNEL_WORDS, COLLECTED_OTHERWISE, NO_RATE, NOT_COMPARED
from callback_desk.domain.figure_periods import Month
from callback_desk.domain.figures import (
    COLLECTED,
    ChannelFigures,
    GroupKind,
    GroupTable,
    ItemFigure,
    Report,
    TrendPoint,
)
from callback_desk.domain.report_tables import (
    driver_table,
    flow_table,
    left_out_table,
    method_tables,
    reached_table,
    step_table,
    yield_table,
)

SERVICE = "service"
METHOD = "method"
MISSED = "missed"
CHANNEL = "channel"
_TOO_FEW_AREA = "fewer than 30 answers"
_WIDER = "(12 months)"
_OTHER_WORDING = "Other questions"


@dataclass(frozen=True, slots=True)
class Section:
    """One view, one page. `empty` says why there is nothing when there is neither chart nor table."""

    key: str
    title: str
    note: str
    chart: Chart | None = None
    tables: tuple[Table, ...] = ()
    notes: tuple[str, ...] = ()
    empty: str = ""


def sections(report: Report) -> tuple[Section, ...]:
    """The parts in the order of the window; what there is nothing to say about is not left out but says so."""
    return (
        *_service(report),
        _trend(report),
        _method(report),
        *_missed(report),
        _areas(report),
        *_useful(report),
        _flow(report),
        *_themes(report),
        *_other_channels(report),
    )


def foot_of(report: Report, wording: str = "") -> ChartFoot:
    """Stands under every chart of the report."""
    method = report.method
    return ChartFoot(
        words.people_answered(method),
        words.response_rate(method),
        COLLECTED,
        words.wording_words(wording),
    )


def by_wording(items: Sequence[ItemFigure]) -> tuple[tuple[ItemFigure, ...], ...]:
    """Questions of one wording stand together, the newest wording first; two wordings are never one figure."""
    groups: dict[str, list[ItemFigure]] = {}
    for item in items:
        groups.setdefault(item.wording, []).append(item)
    newest_first = sorted(groups.values(), key=lambda group: max(item.basis.last for item in group), reverse=True)
    return tuple(tuple(sorted(group, key=lambda item: item.headline)) for group in newest_first)


def service_chart(report: Report, items: Sequence[ItemFigure]) -> WhiskerChart:
    """All questions of one wording, the whole experience last."""
    wording = items[0].wording if items else ""
    return WhiskerChart("How was the service?", words.BEST_ANSWERS, _service_rows(items), foot_of(report, wording))


def _service_rows(items: Sequence[ItemFigure]) -> tuple[WhiskerRow, ...]:
    return tuple(
        WhiskerRow(
            f"{item.label} {_WIDER}" if item.widened and not item.top.withheld else item.label,
            item.top,
            apart=item.headline,
        )
        for item in items
    )


def _service(report: Report) -> Iterator[Section]:
    groups = by_wording(report.items)
    if not groups:
        yield Section(SERVICE, "How was the service?", "", empty=words.NO_ANSWERS)
    for place, items in enumerate(groups):
        older = place > 0
        key = f"{SERVICE}.{place}" if older else SERVICE
        title = f"How was the service? {items[0].wording}" if older else "How was the service?"
        drivers = [one for one in report.drivers if one.wording == items[0].wording]
        chart = replace(service_chart(report, items), title=title)
        tables = (step_table(items), left_out_table(items), driver_table(drivers))
        yield Section(
            key,
            title,
            words.BEST_ANSWERS,
            chart,
            tuple(table for table in tables if table.rows),
            tuple(_item_notes(items)),
        )


def _item_notes(items: Sequence[ItemFigure]) -> Iterator[str]:
    wider = [item for item in items if item.widened and not item.top.withheld]
    if wider:
        yield f"{_WIDER}: the time chosen has too few answers. Counted over {words.period_words(wider[0].basis)}."
    waiting = [item.label for item in items if item.waiting]
    if waiting:
        names = "every question" if len(waiting) == len(items) else ", ".join(waiting)
        yield f"The newest answers wait until there are 10 of them: {names}."


def _trend(report: Report) -> Section:
    title, note = "Month by month", "Share who gave one of the best answers about the whole experience."
    headlines = sorted(
        (item for item in report.items if item.headline and item.trend), key=lambda item: item.trend[0].first
    )
    points = [(point, item.wording) for item in headlines for point in item.trend]
    if not points:
        return Section("trend", title, note, empty=f"{words.NO_ANSWERS} A month is shown from 10 answers on.")
    days = [point.first for point, _ in points]
    breaks = []
    for one in report.breaks:
        before = sum(day < one.day for day in days)
        if 0 < before < len(points):
            breaks.append(ChartBreak(before, one.what))
    marked = {one.before for one in breaks}
    for place, ((_, older), (_, newer)) in enumerate(pairwise(points), start=1):
        if older != newer and place not in marked:
            breaks.append(ChartBreak(place, f"{_OTHER_WORDING}: {newer}"))
    chart = TrendChart(
        title,
        note,
        tuple(_point(point, place, points) for place, (point, _) in enumerate(points)),
        tuple(sorted(breaks, key=lambda one: one.before)),
        foot_of(report, points[-1][1]),
    )
    return Section("trend", title, note, chart, notes=("Months with few answers are put together until there are 10.",))


def _point(point: TrendPoint, place: int, points: Sequence[tuple[TrendPoint, str]]) -> ChartPoint:
    first, last = Month.of(point.first), Month.of(point.last)
    label = f"{point.first:%b}" if first == last else f"{point.first:%b}\u2013{point.last:%b}"
    begins = place == 0 or points[place - 1][0].last.year != point.last.year
    return ChartPoint(label, str(point.last.year) if begins else "", point.top)


def _method(report: Report) -> Section:
    return Section(
        METHOD,
        "Method",
        "How many of those due a call talked with us, by AAPOR's definitions.",
        tables=method_tables(report.method),
        notes=(
            "As we count: a number that is dead is a person we did not reach, because the report proves that there is "
            "one. As AAPOR's own table counts: nobody was there to be asked.",
            "n/a: there is nothing to divide by. e: the share of the unknown that is taken as due, as found among "
            "the known.",
        ),
    )


def _missed(report: Report) -> Iterator[Section]:
    for table in report.groups:
        rows = tuple(PairRow(row.label, row.of_answered, row.of_due) for row in table.rows)
        title = f"Who we did not reach: {words.GROUP_WORDS[table.kind]}"
        key = f"{MISSED}.{table.kind}"
        note = "Each group's share of those who answered, and of those who were due a call."
        if not rows:
            yield Section(key, title, note, notes=tuple(_group_notes(table)), empty=f"Every group is {TOO_FEW}.")
            continue
        chart = PairChart(title, note, ("Answered", "Due a call"), rows, foot_of(report))
        yield Section(key, title, note, chart, (reached_table(table),), tuple(_group_notes(table)))


def _group_notes(table: GroupTable) -> Iterator[str]:
    missed = [row for row in table.rows if row.missed]
    if missed:
        names = ", ".join(row.label for row in missed)
        yield f"Heard too little, by more than chance explains: {names}."
    if table.widened:
        yield f"The time chosen has too few people. Counted over {words.period_words(table.basis)}."
    if table.withheld:
        yield "Groups that are too small to show are left out; what is missing of the total is theirs."


def _areas(report: Report) -> Section:
    title, note = "By area", f"The whole experience, area by area. {words.BEST_ANSWERS}"
    table = next((one for one in report.groups if one.kind is GroupKind.AREA), None)
    if table is None or not table.rows:
        return Section("areas", title, note, empty="No area has 30 answers yet. One is shown from then on.")
    headline = next((item for group in by_wording(report.items) for item in group if item.headline), None)
    rows = tuple(WhiskerRow(row.label, row.whole, why=_TOO_FEW_AREA) for row in table.rows)
    chart = WhiskerChart(title, note, rows, foot_of(report, headline.wording if headline else ""))
    return Section("areas", title, note, chart, (), tuple(_group_notes(table)))


def _useful(report: Report) -> Iterator[Section]:
    """What was not counted has no part: that nothing was brought is another thing."""
    title = "What was useful"
    note = "Of the calls in which somebody was talked to, the share that brought something new under a question."
    rows = tuple(WhiskerRow(row.label, row.share) for row in report.yields if not row.offense)
    if rows:
        chart = WhiskerChart(title, note, rows, foot_of(report), counted="Talks")
        yield Section("useful", title, note, chart, (yield_table(report.yields),))


def _flow(report: Report) -> Section:
    table = flow_table(report.flow)
    return Section(
        "flow",
        "Complaints and thanks",
        "Raised in this time, and what became of them. No name is in these figures.",
        tables=(table,) if table.rows else (),
        empty="" if table.rows else "Nobody complained or thanked in this time.",
    )


def _themes(report: Report) -> Iterator[Section]:
    """No part while nobody was read for themes. Each row stands alone: a call with two themes is in two of them."""
    if report.themes is None:
        return
    title = "What victims tell us about their area"
    note = f"Calls in which a supervisor ticked this at the sign-off. {words.period_words(report.themes.basis)}."
    areas = dict.fromkeys(row.area for row in report.themes.rows)
    tables = tuple(
        Table(area, ("", "Calls"), tuple((row.label, row.band) for row in report.themes.rows if row.area == area))
        for area in areas
    )
    yield Section(
        "themes",
        title,
        note,
        tables=tables,
        notes=("Nothing is added up: one call can tell of several. Nobody's words are here.",) if tables else (),
        empty="" if tables else "Nothing is shown before ten calls of an area tell of it, and ten do not.",
    )


def _other_channels(report: Report) -> Iterator[Section]:
    """Answers on cards and web forms, a part for each wording of each channel; no part while there are none."""
    for one in report.channels:
        for place, items in enumerate(by_wording(one.items)):
            title = f"{CHANNEL_WORDS[one.channel]}: how was the service?"
            key = f"{CHANNEL}.{one.channel}.{place}" if place else f"{CHANNEL}.{one.channel}"
            note = f"{COLLECTED_OTHERWISE[one.channel]} {words.BEST_ANSWERS}"
            chart = WhiskerChart(title, words.BEST_ANSWERS, _service_rows(items), _foot_of_channel(one, items))
            tables = (step_table(items), left_out_table(items))
            shown = tuple(table for table in tables if table.rows)
            yield Section(key, title, note, chart, shown, tuple(_item_notes(items)))


def _foot_of_channel(one: ChannelFigures, items: Sequence[ItemFigure]) -> ChartFoot:
    """Without the response rate of the calls, which says nothing of people who write."""
    mode = f"{COLLECTED_OTHERWISE[one.channel]} {NOT_COMPARED}"
    return ChartFoot(one.forms, NO_RATE, mode, words.wording_words(items[0].wording), public=True)


__all__ = ["CHANNEL", "METHOD", "MISSED", "SERVICE", "Section", "by_wording", "foot_of", "sections", "service_chart"]
