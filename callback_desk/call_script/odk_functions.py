"""The ODK functions a script may use, as lxml extension functions (ODK XForms specification, "XPath functions").

Each takes lxml's context first. Where JavaRosa and Enketo differ, JavaRosa (ODK Collect) is followed: regex() must
match the whole text; a blank is not a number.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from datetime import datetime, tzinfo
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Protocol

from lxml import etree

from callback_desk.call_script.xpath_values import (
    XPathValue,
    as_boolean,
    as_moment,
    as_number,
    as_text,
    as_text_of_node,
    date_of_days,
)

Extension = Callable[..., XPathValue]

_MONTHS = {
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
    "es": [
        "enero",
        "febrero",
        "marzo",
        "abril",
        "mayo",
        "junio",
        "julio",
        "agosto",
        "septiembre",
        "octubre",
        "noviembre",
        "diciembre",
    ],
}
_DAYS = {
    "en": ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
    "es": ["lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"],
}


_PLACES_MOST = 15


class Surroundings(Protocol):
    """What an expression may ask about that is not written in it."""

    @property
    def zone(self) -> tzinfo: ...
    @property
    def language(self) -> str: ...
    def now(self) -> datetime:
        """Aware."""
        ...

    def current(self) -> etree._Element:
        """The question the expression belongs to."""
        ...

    def fact(self, table: str, column: str) -> str: ...
    def list_items(self, name: str) -> list[etree._Element]: ...
    def choice_label(self, value: str, path: str) -> str: ...


def odk_functions(around: Surroundings) -> Mapping[str, Extension]:
    return {**_texts(around), **_numbers(around), **_dates(around), **_places(around)}


def _words(value: XPathValue) -> list[str]:
    return as_text(value).split()


def _all_texts(values: tuple[XPathValue, ...]) -> list[str]:
    found: list[str] = []
    for value in values:
        found += [as_text_of_node(node) for node in value] if isinstance(value, list) else [as_text(value)]
    return found


def _texts(around: Surroundings) -> dict[str, Extension]:
    def choose(_: object, test: XPathValue, yes: XPathValue, no: XPathValue) -> XPathValue:
        return yes if as_boolean(test) else no

    def coalesce(_: object, *values: XPathValue) -> XPathValue:
        return next((text for text in map(as_text, values) if text), "")

    def once(_: object, value: XPathValue) -> XPathValue:
        return as_text_of_node(around.current()) or as_text(value)

    def selected(_: object, value: XPathValue, name: XPathValue) -> XPathValue:
        return as_text(name).strip() in _words(value)

    def selected_at(_: object, value: XPathValue, index: XPathValue) -> XPathValue:
        words, at = _words(value), as_number(index, around.zone)
        return words[int(at)] if not math.isnan(at) and 0 <= at < len(words) else ""

    def join(_: object, separator: XPathValue, *values: XPathValue) -> XPathValue:
        return as_text(separator).join(_all_texts(values))

    def substr(_: object, value: XPathValue, start: XPathValue, *end: XPathValue) -> XPathValue:
        text = as_text(value)
        first, last = as_number(start, around.zone), as_number(end[0], around.zone) if end else float(len(text))
        return text[int(first) : int(last)] if math.isfinite(first) and math.isfinite(last) else ""

    def matches(_: object, value: XPathValue, pattern: XPathValue) -> XPathValue:
        try:
            return re.fullmatch(as_text(pattern), as_text(value)) is not None
        except re.error:  # a pattern that stands in an answer; written ones are read before
            return False

    return {
        "if": choose,
        "coalesce": coalesce,
        "once": once,
        "selected": selected,
        "selected-at": selected_at,
        "count-selected": lambda _, value: float(len(_words(value))),
        "concat": lambda _, *values: "".join(_all_texts(values)),
        "join": join,
        "regex": matches,
        "substr": substr,
        "ends-with": lambda _, value, end: as_text(value).endswith(as_text(end)),
        "boolean-from-string": lambda _, value: as_text(value).lower() in ("true", "1"),
    }


def _numbers(around: Surroundings) -> dict[str, Extension]:
    def number(_: object, *value: XPathValue) -> XPathValue:
        return as_number(value[0] if value else [around.current()], around.zone)

    def one(value: XPathValue) -> float:
        return as_number(value, around.zone)

    def whole(_: object, value: XPathValue) -> XPathValue:
        found = one(value)
        return float(math.trunc(found)) if math.isfinite(found) else found

    def rounded(_: object, value: XPathValue, *places: XPathValue) -> XPathValue:
        found = one(value)
        if not math.isfinite(found):
            return found
        if not places:
            return float(math.floor(found + 0.5))  # XPath 1.0 section 4.4: halves go up, also below zero
        wanted = one(places[0])
        if math.isnan(wanted) or abs(wanted) > _PLACES_MOST:
            return math.nan
        try:
            step = Decimal(1).scaleb(-int(wanted))
            return float(Decimal(f"{found:.15g}").quantize(step, rounding=ROUND_HALF_UP))
        except InvalidOperation:  # more digits than there are
            return found

    def many(values: tuple[XPathValue, ...]) -> list[float]:
        numbers = [one(text) for text in _all_texts(values)]
        return [found for found in numbers if not math.isnan(found)]

    def power(_: object, base: XPathValue, exponent: XPathValue) -> XPathValue:
        try:
            found = one(base) ** one(exponent)
        except (OverflowError, ZeroDivisionError):
            return math.nan
        return found if isinstance(found, float) else math.nan

    def root(_: object, value: XPathValue) -> XPathValue:
        found = one(value)
        return math.sqrt(found) if found >= 0 else math.nan

    def filled(_: object, nodes: XPathValue) -> XPathValue:
        return float(sum(1 for text in _all_texts((nodes,)) if text))

    return {
        "number": number,
        "int": whole,
        "round": rounded,
        "abs": lambda _, value: abs(one(value)),
        "pow": power,
        "sqrt": root,
        "min": lambda _, *values: min(many(values), default=math.nan),
        "max": lambda _, *values: max(many(values), default=math.nan),
        "count-non-empty": filled,
    }


def _dates(around: Surroundings) -> dict[str, Extension]:
    def local_now() -> datetime:
        return around.now().astimezone(around.zone)

    def as_date(_: object, value: XPathValue) -> XPathValue:
        text = as_text(value)
        found = as_moment(text, around.zone)
        if found is not None:
            return found.date().isoformat()
        return date_of_days(as_number(value, around.zone))

    def as_date_time(_: object, value: XPathValue) -> XPathValue:
        found = as_moment(as_text(value), around.zone)
        return found.isoformat(timespec="milliseconds") if found else ""

    def shown(_: object, value: XPathValue, pattern: XPathValue) -> XPathValue:
        found = as_moment(as_text(value), around.zone)
        if found is None:
            found = as_moment(date_of_days(as_number(value, around.zone)), around.zone)
        return _format(found, as_text(pattern), around.language) if found else ""

    return {
        "today": lambda _: local_now().date().isoformat(),
        "now": lambda _: local_now().isoformat(timespec="milliseconds"),
        "date": as_date,
        "date-time": as_date_time,
        "format-date": shown,
        "format-date-time": shown,
        "decimal-time": lambda _, value: as_number(value, around.zone),
        "decimal-date-time": lambda _, value: as_number(value, around.zone),
    }


def _format(moment: datetime, pattern: str, language: str) -> str:
    month = _MONTHS.get(language, _MONTHS["en"])[moment.month - 1]
    day = _DAYS.get(language, _DAYS["en"])[moment.weekday()]
    parts = {
        "Y": f"{moment.year:04}", "y": f"{moment.year % 100:02}", "m": f"{moment.month:02}", "n": f"{moment.month}",
        "b": month[:3], "B": month, "d": f"{moment.day:02}", "e": f"{moment.day}", "H": f"{moment.hour:02}",
        "h": f"{moment.hour}", "M": f"{moment.minute:02}", "S": f"{moment.second:02}",
        "3": f"{moment.microsecond // 1000:03}", "a": day[:3], "A": day, "%": "%",
    }  # fmt: skip
    return re.sub(r"%(.)", lambda match: parts.get(match[1], match[0]), pattern)


def _places(around: Surroundings) -> dict[str, Extension]:
    def position(_: object, nodes: XPathValue) -> XPathValue:
        if not isinstance(nodes, list) or not nodes:
            return math.nan
        node = nodes[0]
        return float(1 + sum(1 for _before in node.itersiblings(node.tag, preceding=True)))

    def indexed_repeat(_: object, nodes: XPathValue, repeats: XPathValue, index: XPathValue) -> XPathValue:
        at = as_number(index, around.zone)
        if (
            not isinstance(nodes, list)
            or not isinstance(repeats, list)
            or math.isnan(at)
            or not 1 <= at <= len(repeats)
        ):
            return []
        chosen = repeats[int(at) - 1]
        return [node for node in nodes if chosen in node.iterancestors()]

    return {
        "position": position,
        "indexed-repeat": indexed_repeat,
        "current": lambda _: [around.current()],
        "instance": lambda _, name: around.list_items(as_text(name)),
        "pulldata": lambda _, table, column, *_key: around.fact(as_text(table), as_text(column)),
        "choice-name": lambda _, value, path: around.choice_label(as_text(value), as_text(path).strip()),
    }
