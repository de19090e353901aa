"""Where the table stands in a file: heading row, title lines above it, blank lines, totals below it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import islice

from callback_desk.domain.incident import RowPlace
from callback_desk.intake import refusals
from callback_desk.intake.limits import Limits
from callback_desk.intake.raw import Container, RawRow, Source

_HEAD_LINES = 30
_LOOKS_LIKE_VALUE = re.compile(r"[\d$#%.,:/\-\s()+@]*\d[\d$#%.,:/\-\s()+@]*|\S+@\S+")
_TOTAL = re.compile(
    r"(?:grand |sub)?\s*totals?\b.*|(?:records?|rows?|count|number of (?:records?|rows?))\s*[:=]?\s*[\d,]*"
    r"|[\d,]+\s+(?:records?|rows?)\b.*|end of (?:report|file|list)\b.*|page \d+\b.*|\*+\s*end\b.*"
    r"|(?:printed|generated|report run|run date)\b.*",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Table:
    """A found table. `headings` are told apart and never blank; `header_line` is 0 without headings."""

    headings: tuple[str, ...]
    original_headings: tuple[str, ...]
    header_line: int
    findings: tuple[tuple[str, str], ...]
    parts: tuple[Part, ...] = ()  # where there are several lists


@dataclass(frozen=True, slots=True)
class Part:
    """One of several lists with the same headings; `order` says where its cells stand, None: as in the first."""

    source: Source
    header_line: int
    order: tuple[int, ...] | None = None


@dataclass(slots=True)
class LineCounts:
    """Lines that are not rows, for the report."""

    blank: int = 0
    totals: int = 0


def column_letter(index: int) -> str:
    """A spreadsheet's name of a column: 0 is A, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def find_table(source: Source, limits: Limits, known: Callable[[str], bool]) -> Table:
    """Find the heading row among the first lines. `known` says whether a heading is in the alias tables.

    Raises ImportRefused when no line has anything in it, a line is wider than any list, or the lists of an archive
    have different headings.
    """
    if not source.lists:
        return _find(source, limits, known)
    tables = [_find(each, limits, known) for each in source.lists]
    first = tables[0]
    parts = tuple(
        Part(each, table.header_line, _order(first.headings, table.headings))
        for each, table in zip(source.lists, tables, strict=True)
        if table.headings == first.headings or _same_in_another_order(table.headings, first.headings)
    )
    if len(parts) < len(tables):
        raise refusals.different_lists([each.sheet for each in source.lists])
    findings = {finding: None for table in tables for finding in table.findings}
    return replace(first, findings=tuple(findings), parts=parts)


def _same_in_another_order(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    keys = set(map(_same_key, one))
    return keys == set(map(_same_key, other)) and len(keys) == len(one) == len(other)


def _order(first: tuple[str, ...], other: tuple[str, ...]) -> tuple[int, ...] | None:
    if first == other:
        return None
    places = {_same_key(heading): index for index, heading in enumerate(other)}
    return tuple(places[_same_key(heading)] for heading in first)


def _find(source: Source, limits: Limits, known: Callable[[str], bool]) -> Table:
    if source.heading_line:
        return _told(source, limits)
    head: list[tuple[int, list[str]]] = []
    for line, cells in islice(source.lines(), 2_000):
        if len(cells) > limits.columns:
            raise refusals.too_many_columns(line, limits.columns)
        if any(cell.strip() for cell in cells):
            head.append((line, cells))
        if len(head) >= _HEAD_LINES:
            break
    if not head:
        raise refusals.no_table()
    return _choose(head, known)


def _told(source: Source, limits: Limits) -> Table:
    """The reader has made the headings itself."""
    line, cells = next(each for each in source.lines() if each[0] == source.heading_line)
    if len(cells) > limits.columns:
        raise refusals.too_many_columns(line, limits.columns)
    headings, findings = tell_apart(cells, len(cells))
    return Table(headings, tuple(cells), line, tuple(findings))


def _choose(head: list[tuple[int, list[str]]], known: Callable[[str], bool]) -> Table:
    width = _common_width(head)
    scores = [_heading_score(cells, width, known) for _line, cells in head]
    best = max(range(len(head)), key=lambda number: (scores[number], -number))
    if scores[best] <= 0:
        return Table(tuple(f"Column {column_letter(index)}" for index in range(width)), (), 0, (("no_headings", ""),))
    if not any(known(cell) for cell in head[best][1] if cell):
        # No word to go by: a row of values may be fuller than its headings, but it never stands above them.
        best = next(number for number, score in enumerate(scores) if score >= 0.6 * scores[best])
    line, cells = head[best]
    findings: list[tuple[str, str]] = []
    if best > 0:
        findings.append(("title_lines", ""))
    for lower_line, lower in head[best + 1 :]:
        merged = line != head[best][0] or len(cells) < len(lower) or not all(cell.strip() for cell in cells)
        if not merged or not _continues_heading(cells, lower):
            break
        cells = _joined(cells, lower)
        line = lower_line
    if line != head[best][0]:
        findings.append(("two_heading_rows", ""))
    below = [row for number, row in head if number > line]
    headings, more = tell_apart(cells, _table_width(cells, below))
    return Table(headings, tuple(cells), line, (*findings, *more))


def _common_width(head: list[tuple[int, list[str]]]) -> int:
    widths = Counter(len(cells) for _line, cells in head)
    most = max(widths.values())
    return max(width for width, rows in widths.items() if rows == most)


def _joined(upper: list[str], lower: list[str]) -> list[str]:
    width = max(len(upper), len(lower))
    first, second = ([*cells, *[""] * (width - len(cells))] for cells in (upper, lower))
    return [" ".join(f"{above} {below}".split()) for above, below in zip(first, second, strict=True)]


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
    values = sum(1 for cell in filled if _LOOKS_LIKE_VALUE.fullmatch(cell) or len(cell) > 200)
    if values > max(words, len(filled) // 3):
        return 0.0
    distinct = len(set(filled)) / len(filled)
    return 3.0 * words / max(width, len(filled)) + len(filled) / max(width, 1) + 0.1 * distinct


def _continues_heading(upper: list[str], lower: list[str]) -> bool:
    """A line below merged headings that fills only gaps and holds no value: headings over two lines."""
    filled = [(index, cell.strip()) for index, cell in enumerate(lower) if cell.strip()]
    no_values = not any(_LOOKS_LIKE_VALUE.fullmatch(cell) for _index, cell in filled)
    return no_values and 0 < len(filled) < max(len(upper), len(lower)) and not lower[0].strip()


def tell_apart(cells: list[str], width: int) -> tuple[tuple[str, ...], list[tuple[str, str]]]:
    """Headings of a table: blank ones named by their letter, equal ones kept apart by it."""
    names = [" ".join(cell.replace("\ufeff", "").split()) for cell in cells[:width]]
    names += [""] * (width - len(names))
    seen: Counter[str] = Counter()
    findings: list[tuple[str, str]] = []
    told: list[str] = []
    for index, name in enumerate(names):
        letter = column_letter(index)
        if not name:
            told.append(f"Column {letter}")
            continue
        seen[_same_key(name)] += 1
        if seen[_same_key(name)] > 1:
            findings.append(("heading_twice", name))
            told.append(f"{name} ({letter})")
        else:
            told.append(name)
    return tuple(told), findings


def _same_key(name: str) -> str:
    return "".join(letter for letter in name.casefold() if letter.isalnum())


def table_rows(source: Source, table: Table, limits: Limits, counts: LineCounts) -> Iterator[RawRow]:
    """Every table row below the headings; blank lines and totals are counted, not yielded.

    Raises ImportRefused for more rows (E09) or columns (E06) than a list of people has.
    """
    rows = 0
    for part in table.parts or (Part(source, table.header_line),):
        for raw in _rows_of_part(part, len(table.headings), limits, counts):
            rows += 1
            if rows > limits.rows:
                raise refusals.too_many_rows(limits.rows)
            yield raw


def _rows_of_part(part: Part, width: int, limits: Limits, counts: LineCounts) -> Iterator[RawRow]:
    source, header_line, order = part.source, part.header_line, part.order
    squared = source.container is not Container.TEXT  # a sheet has no ragged rows, only cells nobody filled
    sheet, max_columns = source.sheet, limits.columns
    for line, cells in source.lines():
        if line <= header_line:
            continue
        filled = len(cells) - cells.count("")
        if filled <= 2 or filled < width // 3:
            if filled == 0 or not any(cell.strip() for cell in cells):
                counts.blank += 1
                continue
            if is_total(cells, width):
                counts.totals += 1
                continue
        if len(cells) > max_columns:
            raise refusals.too_many_columns(line, max_columns)
        if squared and len(cells) < width:
            cells.extend([""] * (width - len(cells)))
        if order is not None and len(cells) >= width:
            cells[:width] = [cells[place] for place in order]
        yield RawRow(RowPlace(line, sheet), tuple(cells))


def is_total(cells: list[str], width: int) -> bool:
    """A totals or footer line: nearly empty, and what stands there says so."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    if len(filled) > max(2, width // 3):
        return False
    words = [cell for cell in filled if not _LOOKS_LIKE_VALUE.fullmatch(cell)]
    return bool(words) and _TOTAL.fullmatch(words[0]) is not None
