"""The day on a paper form, as people write it: always one that is past."""

from __future__ import annotations

from datetime import date, timedelta

from callback_desk.ui.times import read_day

_WEEK = timedelta(days=7)


def read_past_day(text: str, today: date) -> date | None:
    """As `read_day`, with the nearest day that is not ahead: Nov 20, 11/20, yesterday, Friday. None for no day."""
    words = text.strip().casefold()
    if words == "yesterday":
        return today - timedelta(days=1)
    found = read_day(text, today)
    if found is None or found <= today:
        return found
    if found - today < _WEEK and words[:3].isalpha() and not any(letter.isdigit() for letter in words):
        return found - _WEEK  # a weekday: the last one, not the next
    try:
        before = found.replace(year=found.year - 1)
    except ValueError:  # a leap day
        return None
    return before if before <= today and str(found.year) not in text else found
