"""A file name for a lead sheet: our own number, never words of a case."""

from __future__ import annotations

import re
from collections.abc import Sequence

from callback_desk.domain.exports import ExportLine

_NUMBER = re.compile(r"LS-(\d{4})-(\d+)")


def next_name(made: Sequence[ExportLine], year: int) -> str:
    """The name the next sheet of `year` is likely to have: "LS-2026-0042.pdf"."""
    found = [_NUMBER.fullmatch(line.number) for line in made]
    numbers = [int(one[2]) for one in found if one is not None and int(one[1]) == year]
    return f"LS-{year}-{max(numbers, default=0) + 1:04d}.pdf"
