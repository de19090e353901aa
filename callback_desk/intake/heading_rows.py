"""Which line holds the headings: known words, merged cells over two lines, and who stands over a group of columns."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import zip_longest

_LOOKS_LIKE_VALUE = re.compile(r"[\d$#%.,:/\-\s()+@]*\d[\d$#%.,:/\-\s()+@]*|\S+@\S+")

Line = tuple[int, list[str]]


@dataclass(frozen=True, slots=True)
class HeadingWords:
    """What the alias tables say of a cell.

    `known`: it is a heading. `party`: whom of a report it names, if nothing else: "SUSPECT" of "SUSPECT INFO", or "".
    `settled`: it says itself whose the column is, or is about the report ("Suspect Phone", "Notes").
    """

    known: Callable[[str], bool]
    party: Callable[[str], str]
    settled: Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class FoundHeading:
    """`cells` are the headings, of two lines as one; `rows` these lines as they stand; `titles` what stands above.

    `line` is the last line of the headings; 0, without cells, where no line looks like headings.
    """

    line: int
    cells: list[str]
    width: int
    findings: tuple[tuple[str, str], ...]
    rows: tuple[tuple[str, ...], ...] = ()
    titles: frozenset[tuple[str, ...]] = frozenset()


def looks_like_value(cell: str) -> bool:
    """A number, a date or an e-mail address: no heading and no word of a totals line."""
    return _LOOKS_LIKE_VALUE.fullmatch(cell) is not None


def find_heading(head: Sequence[Line], words: HeadingWords) -> FoundHeading:
    """Look for the headings among the first filled lines of a file."""
    width = _common_width(head)
    scores = [_heading_score(cells, width, words.known) for _line, cells in head]
    best = max(range(len(head)), key=lambda number: (scores[number], -number))
    if scores[best] <= 0:
        return FoundHeading(0, [], width, (("no_headings", ""),))
    if not any(words.known(cell) for cell in head[best][1] if cell):
        # No word to go by: a row of values may be fuller than its headings, but it never stands above them.
        best = next(number for number, score in enumerate(scores) if score >= 0.6 * scores[best])
    line, cells = head[best]
    first = best
    if best and (under := _under_parties(head[best - 1][1], cells, words)) is not None:
        first, cells = best - 1, under
    findings: list[tuple[str, str]] = []
    if first > 0:
        findings.append(("title_lines", ""))
    rows = [tuple(each) for _line, each in head[first : best + 1]]
    for lower_line, lower in head[best + 1 :]:
        merged = line != head[best][0] or len(cells) < len(lower) or not all(cell.strip() for cell in cells)
        if not merged or not _continues_heading(cells, lower):
            break
        cells = _joined(cells, lower, words)
        line = lower_line
        rows.append(tuple(lower))
    if len(rows) > 1:
        findings.append(("two_heading_rows", ""))
    below = [row for number, row in head if number > line]
    titles = frozenset(_filled(row) for _number, row in head[:first])
    return FoundHeading(line, cells, _table_width(cells, below), tuple(findings), tuple(rows), titles)


def _common_width(head: Sequence[Line]) -> int:
    widths = Counter(len(cells) for _line, cells in head)
    most = max(widths.values())
    return max(width for width, rows in widths.items() if rows == most)


def _filled(cells: Sequence[str]) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in cells if cell.strip())


def _one_line(cell: str) -> str:
    return " ".join(cell.replace("\ufeff", "").split())


def _under_parties(upper: list[str], lower: list[str], words: HeadingWords) -> list[str] | None:
    """Headings under a line of merged cells: "Victim" over "Name, DOB, Phone". None where no party stands over any.

    A merged cell has its text in the first column alone, so it counts up to the next one that is filled. What is about
    the report stays so, wherever it stands: a note under the suspect may say that nobody is to call.
    """
    told: list[str] = []
    party, found = "", False
    for above, below in zip_longest(map(_one_line, upper), map(_one_line, lower), fillvalue=""):
        if above:
            party = words.party(above)
        if party and below and not words.settled(below):
            told.append(f"{party} {below}")
            found = True
        elif above and not party and not words.known(below) and words.known(f"{above} {below}"):
            told.append(f"{above} {below}")
        else:
            told.append(below)
    return told if found else None


def _joined(upper: list[str], lower: list[str], words: HeadingWords) -> list[str]:
    """Two lines of headings as one; a party's merged cell counts for the columns right of it that have none."""
    told: list[str] = []
    party = ""
    for above, below in zip_longest(map(_one_line, upper), map(_one_line, lower), fillvalue=""):
        if above:
            party = words.party(above)
        whose = party if below and not above and not words.settled(below) else above
        told.append(f"{whose} {below}".strip())
    return told


def _table_width(cells: list[str], below: list[list[str]]) -> int:
    """The headings' own width, unless nearly all rows below have one unnamed column more."""
    widths = Counter(len(row) for row in below)
    width, rows = max(widths.items(), key=lambda item: item[1], default=(0, 0))
    own = max(len(cells), _filled_width(cells))
    return width if width > own and rows >= 3 and rows * 10 >= len(below) * 9 else own


def _filled_width(cells: list[str]) -> int:
    return max((index + 1 for index, cell in enumerate(cells) if cell.strip()), default=0)


def _heading_score(cells: list[str], width: int, known: Callable[[str], bool]) -> float:
    """How much a line looks like headings: known words first, then full, distinct and free of values."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    if not filled or (width > 1 and len(filled) == 1):
        return 0.0
    words = sum(1 for cell in filled if len(cell) <= 200 and known(cell))
    values = sum(1 for cell in filled if looks_like_value(cell) or len(cell) > 200)
    if values > max(words, len(filled) // 3):
        return 0.0
    distinct = len(set(filled)) / len(filled)
    return 3.0 * words / max(width, len(filled)) + len(filled) / max(width, 1) + 0.1 * distinct


def _continues_heading(upper: list[str], lower: list[str]) -> bool:
    """A line below merged headings that fills only gaps and holds no value: headings over two lines."""
    filled = [(index, cell.strip()) for index, cell in enumerate(lower) if cell.strip()]
    no_values = not any(looks_like_value(cell) for _index, cell in filled)
    return no_values and 0 < len(filled) < max(len(upper), len(lower)) and not lower[0].strip()
