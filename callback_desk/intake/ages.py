"""Ages as exports write them: "34", "17 years", "8yo", "Age 12", "17.5", "NB", "25-34", "5055", "<18"."""

from __future__ import annotations

import re
from datetime import date

_BEFORE = re.compile(r"\A(?:aged?|approx(?:imately)?\.?|about|abt\.?|circa|ca\.?|c\.|~|est\.?)[\s:]*", re.I)
_WHOLE = re.compile(r"(\d{1,3})(?:\.\d{1,4})?")
_YEARS = re.compile(r"(\d{1,3})(?:\.\d+)?[\s\-]*(?:y/?o/?a?|yoa|yrs?|years?|y)(?![a-z]).*", re.I)
_UNDER_ONE = re.compile(r"\d{1,3}\s*(?:d|day|days|w|wk|weeks?|m|mo|mos|months?)\b.*", re.I)
_RANGE = re.compile(r"(\d{1,3})\s*(?:-|–|to)\s*(\d{1,3})(?:\s*y.*)?", re.I)
_NIBRS_RANGE = re.compile(r"(\d{2})(\d{2})")
_BELOW = re.compile(r"(?:<|under|below)\s*(\d{1,3})(?:\s*y.*)?", re.I)
_FROM = re.compile(r"(?:(\d{1,3})\s*\+|(?:>=?|over|above)\s*(\d{1,3}))", re.I)
_INFANTS = frozenset({"nn", "nb", "bb", "newborn", "neonatal", "neonate", "baby", "infant"})
_UNKNOWN = frozenset({"0", "00", "000", "0.0", "-1", "u", "999", "99+unk"})


def read_age(text: str) -> int | None:
    """Whole years; the lowest of a range, so that a rule about minors errs on their side. None: not known.

    NIBRS: NN, NB and BB are infants, 00 is unknown; a range is four digits.
    """
    folded = text.strip().casefold()
    if not folded or folded in _UNKNOWN:
        return None
    folded = _BEFORE.sub("", folded, count=1)
    if folded in _INFANTS or _UNDER_ONE.fullmatch(folded):
        return 0
    for pattern in (_WHOLE, _YEARS, _RANGE, _NIBRS_RANGE):
        if (found := pattern.fullmatch(folded)) is not None:
            age = int(found[1])
            return age if age <= 120 else None
    if (found := _BELOW.fullmatch(folded)) is not None:
        return max(0, int(found[1]) - 1)
    if (found := _FROM.fullmatch(folded)) is not None:
        return int(found[1] or found[2])
    return None


def age_on(birth: date, day: date) -> int | None:
    """Whole years lived on a day; None when born after it."""
    years = day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))
    return years if years >= 0 else None
