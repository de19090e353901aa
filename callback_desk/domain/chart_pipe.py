"""A chart as text for a pipe, and back. The press draws it: only there is known how wide the letters of paper are."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Final

from callback_desk.domain.charts import (
    Chart,
    ChartBreak,
    ChartFoot,
    ChartPoint,
    PairChart,
    PairRow,
    TrendChart,
    WhiskerChart,
    WhiskerRow,
)
from callback_desk.domain.errors import DeskBug
from callback_desk.domain.measures import Interval, Percentage

_KINDS: Final[dict[str, type[Chart]]] = {"whiskers": WhiskerChart, "trend": TrendChart, "pairs": PairChart}


def chart_to_text(chart: Chart) -> str:
    """One line of JSON; the same chart gives the same text."""
    kind = next(name for name, one in _KINDS.items() if isinstance(chart, one))
    return json.dumps({"kind": kind, **asdict(chart)}, ensure_ascii=False)


def chart_from_text(text: str) -> Chart:
    """Raises DeskBug for what `chart_to_text` never wrote."""
    try:
        data: object = json.loads(text)
        return _chart(_map(data))
    except (ValueError, KeyError, TypeError) as error:
        raise DeskBug("A chart that is none.", code="charts.pipe") from error


def _chart(data: Mapping[str, object]) -> Chart:
    title, note, foot = str(data["title"]), str(data["note"]), _foot(_map(data["foot"]))
    kind = data["kind"]
    if kind == "whiskers":
        whiskers = tuple(_whisker(row) for row in _each(data["rows"]))
        return WhiskerChart(title, note, whiskers, foot, str(data["counted"]))
    if kind == "trend":
        points = tuple(_point(row) for row in _each(data["points"]))
        breaks = tuple(ChartBreak(_whole(row["before"]), str(row["what"])) for row in _each(data["breaks"]))
        return TrendChart(title, note, points, breaks, foot)
    if kind == "pairs":
        first, second = _list(data["heads"])
        return PairChart(title, note, (str(first), str(second)), tuple(_pair(row) for row in _each(data["rows"])), foot)
    raise ValueError("kind")


def _foot(data: Mapping[str, object]) -> ChartFoot:

    rate, mode, wording = (str(data[name]) for name in ("response_rate", "mode", "wording"))
    return ChartFoot(_whole(data["answered"]), rate, mode, wording, data["public"] is True)


def _whisker(data: Mapping[str, object]) -> WhiskerRow:
    return WhiskerRow(str(data["label"]), _figure(data["figure"]), str(data["why"]), data["apart"] is True)


def _point(data: Mapping[str, object]) -> ChartPoint:
    return ChartPoint(str(data["label"]), str(data["under"]), _figure(data["figure"]), str(data["why"]))


def _pair(data: Mapping[str, object]) -> PairRow:
    return PairRow(str(data["label"]), _figure(data["first"]), _figure(data["second"]), str(data["why"]))


def _figure(data: object) -> Percentage:
    found = _map(data)
    share, interval = found["share"], found["interval"]
    span = None if interval is None else Interval(_number(_map(interval)["low"]), _number(_map(interval)["high"]))
    return Percentage(_whole(found["n"]), None if share is None else _number(share), span)


def _map(data: object) -> Mapping[str, object]:
    if not isinstance(data, Mapping):
        raise TypeError("map")
    return data


def _list(data: object) -> Sequence[object]:
    if not isinstance(data, list):
        raise TypeError("list")
    return data


def _each(data: object) -> list[Mapping[str, object]]:
    return [_map(row) for row in _list(data)]


def _whole(data: object) -> int:
    if not isinstance(data, int):
        raise TypeError("whole")
    return data


def _number(data: object) -> float:
    if not isinstance(data, (int, float)):
        raise TypeError("number")
    return float(data)
