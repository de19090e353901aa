"""What the values of a column look like, whatever its heading says: the second witness of a mapping."""

from __future__ import annotations

import re
from collections.abc import Sequence

from callback_desk.domain.layout import Looks

_PHONE = re.compile(r"\+?[\d(][\d\s().\-/x]{5,24}\d|\d{7}|\d{10,11}(?:\.0)?|[\d.]+E\+\d+", re.I)
_DATE = re.compile(
    r"\d{1,2}[/.\-]\d{1,2}[/.\-]\d{2,4}(?:\D.*)?|\d{4}[/\-]\d{1,2}(?:[/\-]\d{1,2})?(?:[T ].*)?"
    r"|(?:19|20)\d{6}|\d{1,2}[ \-][A-Za-z]{3,9}[ \-,]+\d{2,4}.*|[A-Za-z]{3,9}\.? \d{1,2},? \d{4}.*"
)
_COMPACT = re.compile(r"\d{8}")
_TIME = re.compile(r"\d{1,2}:\d{2}(?::\d{2})?(?:\s*[ap]\.?m\.?)?", re.I)
_NUMBER = re.compile(r"-?[\d,]+(?:\.\d+)?")
_NAME = re.compile(r"[^\W\d_][^\W\d_'’.\-]*(?:[ ,.\-]+[^\W\d_][^\W\d_'’.\-]*){0,6}\.?")
_CODE = re.compile(r"(?=.*\d)[A-Za-z0-9\-/.#]{1,30}")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_YES_NO = frozenset({"y", "n", "yes", "no", "true", "false", "t", "f", "0", "1", "x", "o"})


def _looks_of(value: str) -> Looks:  # noqa: PLR0911  # one return for each look
    if value.casefold() in _YES_NO:
        return Looks.YES_NO
    if _EMAIL.fullmatch(value):
        return Looks.EMAIL
    if _DATE.fullmatch(value) or _TIME.fullmatch(value):
        return Looks.DATE
    if _PHONE.fullmatch(value) and 7 <= sum(map(str.isdigit, value)) <= 15:
        return Looks.NUMBER if _COMPACT.fullmatch(value) else Looks.PHONE
    if _NUMBER.fullmatch(value):
        return Looks.NUMBER
    if _CODE.fullmatch(value):
        return Looks.CODE
    return Looks.NAME if len(value) <= 60 and _NAME.fullmatch(value) else Looks.TEXT


def looks_of_column(values: Sequence[str]) -> Looks:
    """The commonest look of the values that are not blank; mixed columns are text."""
    filled = [value.strip() for value in values if value.strip()]
    if not filled:
        return Looks.EMPTY
    counted: dict[Looks, int] = {}
    for value in filled:
        look = _looks_of(value)
        counted[look] = counted.get(look, 0) + 1
    best = max(counted, key=lambda look: counted[look])
    return best if counted[best] * 10 >= len(filled) * 6 else Looks.TEXT
