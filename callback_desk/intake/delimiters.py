"""Which character parts the columns of a text: the one that makes the most of it one table."""

from __future__ import annotations

import csv
import io
from collections import Counter
from dataclasses import dataclass

_DELIMITERS = (",", ";", "\t", "|", "^", "~", "\x1f", "\x1e", ":")
_SEP_LINE = "sep="
_SURE = 0.5


@dataclass(frozen=True, slots=True)
class Delimiter:
    """`sep_line`: the first line is Excel's `sep=;`, which is no row. `sure`: most lines are one table by it."""

    delimiter: str
    sep_line: bool = False
    sure: bool = True


def delimiter_of(sample: str, *, cut: bool) -> Delimiter:
    """Of the first characters of a text, which are not blank; `cut`: the last line may not be whole."""
    first = sample.lstrip("\ufeff").splitlines()[0].strip().strip('"')
    if first.lower().startswith(_SEP_LINE) and len(first) == len(_SEP_LINE) + 1:
        return Delimiter(first[-1], sep_line=True)
    if cut:
        last_break = max(sample.rfind("\n"), sample.rfind("\r"))
        sample = sample[: last_break + 1] if last_break > 0 else sample
    best, best_score = ",", 0.0
    for delimiter in _DELIMITERS:
        score = _score(sample, delimiter)
        if score > best_score + 1e-9:
            best, best_score = delimiter, score
    return Delimiter(best, sure=best_score >= _SURE)


def _score(sample: str, delimiter: str) -> float:
    """How much of the sample is one table when split so: the share of rows of the commonest width."""
    if delimiter not in sample:
        return 0.0
    widths: Counter[int] = Counter()
    try:
        for number, cells in enumerate(csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter)):
            if len(cells) > 1 or (cells and cells[0].strip()):
                widths[len(cells)] += 1
            if number > 400:
                break
    except csv.Error:
        return 0.0
    total = sum(widths.values())
    width, rows = max(widths.items(), key=lambda item: (item[1] * (item[0] > 1), item[0]), default=(1, 0))
    if width < 2:
        return 0.0
    weight = 0.3 if delimiter in ":~^" else 1.0  # these stand in ordinary text
    return weight * (rows / total) * (1 - 1 / (width + 1))
