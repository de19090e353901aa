"""What an XPath value is as text, number or date (XPath 1.0 section 4; ODK XForms, dates count as days since 1970)."""

from __future__ import annotations

import math
import re
from datetime import date, datetime, timedelta, tzinfo
from decimal import Decimal
from typing import TypeAlias

from lxml import etree

XPathValue: TypeAlias = "str | float | bool | list[etree._Element]"

_CLOCK = re.compile(r"(\d{2}):(\d{2})(?::(\d{2}(?:\.\d+)?))?", re.ASCII)
_EPOCH_DAY = date(1970, 1, 1)


def as_text(value: XPathValue) -> str:
    if isinstance(value, list):
        return as_text_of_node(value[0]) if value else ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return _number_text(float(value))
    return str(value)


def as_text_of_node(node: etree._Element | str) -> str:
    if isinstance(node, str):
        return str(node)
    return "".join(str(part) for part in node.itertext())


def _number_text(number: float) -> str:
    if math.isnan(number):
        return "NaN"
    if math.isinf(number):
        return "Infinity" if number > 0 else "-Infinity"
    if number == int(number) and abs(number) < 1e15:
        return str(int(number))
    return f"{Decimal(f'{number:.15g}'):f}"  # never an exponent: XPath 1.0 section 4.2


def as_number(value: XPathValue, zone: tzinfo) -> float:
    """NaN for anything that is neither a number nor an ISO date or time.

    A date is its days since 1970-01-01, a time of day its part of a day (ODK XForms, "decimal-time").
    """
    if isinstance(value, bool):
        return 1.0 if value else 0.0
    if isinstance(value, (int, float)):
        return float(value)
    text = as_text(value).strip()
    if not text:
        return math.nan
    try:
        # Python also reads "1_000", "1e5" and "nan"; XPath does not
        return float(text) if set(text) <= set("0123456789.-") else _days(text, zone)
    except ValueError:
        return _days(text, zone)


def _days(text: str, zone: tzinfo) -> float:
    clock = _CLOCK.fullmatch(text)
    if clock:
        hours, minutes, seconds = int(clock[1]), int(clock[2]), float(clock[3] or 0)
        return (hours * 3600 + minutes * 60 + seconds) / 86_400 if hours < 24 and minutes < 60 else math.nan
    moment = as_moment(text, zone)
    if moment is None:
        return math.nan
    days = float((moment.date() - _EPOCH_DAY).days)
    if "T" in text:
        midnight = datetime.combine(moment.date(), datetime.min.time(), tzinfo=moment.tzinfo)
        days += (moment - midnight) / timedelta(days=1)
    return days


def as_moment(text: str, zone: tzinfo) -> datetime | None:
    """An aware datetime from "2026-11-14" or "2026-11-14T10:20:00-06:00"; without an offset it is in `zone`."""
    try:
        found = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=zone)


def as_boolean(value: XPathValue) -> bool:
    if isinstance(value, list):
        return bool(value)
    if isinstance(value, (int, float)):
        return bool(value) and not math.isnan(value)
    return bool(value)


def date_of_days(days: float) -> str:
    """ "" beyond the years a date can have."""
    try:
        return (_EPOCH_DAY + timedelta(days=math.floor(days))).isoformat()
    except (OverflowError, ValueError):
        return ""
