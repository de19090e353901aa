"""Where the table stands in a file: heading row, title lines above it, blank lines, totals below it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from callback_desk.domain.incident import RowPlace
from callback_desk.intake import refusals
from callback_desk.intake.heading_rows import HeadingWords, find_heading
from callback_desk.intake.limits import Limits
from callback_desk.intake.not_rows import NotRows
from callback_desk.intake.raw import Container, RawRow, Source

_HEAD_LINES = 30


@dataclass(frozen=True, slots=True)
class Table:
    """A found table. `headings` are told apart and never blank; `header_line` is 0 without headings."""

    headings: tuple[str, ...]
    original_headings: tuple[str, ...]
    header_line: int
    findings: tuple[tuple[str, str], ...]
    not_rows: NotRows
    parts: tuple[Part, ...] = ()  # where there are several lists


@dataclass(frozen=True, slots=True)
class Part:
    """One of several lists with the same headings; `order` says where its cells stand, None: as in the first."""

    source: Source
    header_line: int
    not_rows: NotRows
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


def find_table(source: Source, limits: Limits, words: HeadingWords) -> Table:
    """Find the heading row among the first lines.

    Raises ImportRefused when no line has anything in it, a line is wider than any list, or the lists of an archive
    have different headings.
    """
    if not source.lists:
        return _find(source, limits, words)
    tables = [_find(each, limits, words) for each in source.lists]
    first = tables[0]
    parts = tuple(
        Part(each, table.header_line, table.not_rows, _order(first.headings, table.headings))
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


def _find(source: Source, limits: Limits, words: HeadingWords) -> Table:
    if source.heading_line:
        return _told(source, limits)
    head: list[tuple[int, list[str]]] = []
    for line, cells in islice(source.lines(), 2_000):
        if len(cells) > limits.columns:
            _cut_blank_end(line, cells, limits.columns)
        if any(cell.strip() for cell in cells):
            head.append((line, cells))
        if len(head) >= _HEAD_LINES:
            break
    if not head:
        raise refusals.no_table()
    found = find_heading(head, words)
    if not found.line:
        told = tuple(f"Column {column_letter(index)}" for index in range(found.width))
        return Table(told, (), 0, found.findings, NotRows(found.width))
    headings, more = tell_apart(found.cells, found.width)
    not_rows = NotRows(found.width, found.rows, found.titles)
    return Table(headings, tuple(found.cells), found.line, (*found.findings, *more), not_rows)


def _cut_blank_end(line: int, cells: list[str], columns: int) -> None:
    """A formatted sheet saved as text ends every line with hundreds of separators. Raises ImportRefused E06."""
    if any(cell.strip() for cell in cells[columns:]):
        raise refusals.too_many_columns(line, columns)
    while cells and not cells[-1].strip():
        cells.pop()


def _told(source: Source, limits: Limits) -> Table:
    """The reader has made the headings itself."""
    line, cells = next(each for each in source.lines() if each[0] == source.heading_line)
    if len(cells) > limits.columns:
        raise refusals.too_many_columns(line, limits.columns)
    headings, findings = tell_apart(cells, len(cells))
    return Table(headings, tuple(cells), line, tuple(findings), NotRows(len(cells), (cells,)))


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
    """Every table row below the headings; blank lines and what else is no row are counted, not yielded.

    Raises ImportRefused for more rows (E09) or columns (E06) than a list of people has.
    """
    rows = 0
    for part in table.parts or (Part(source, table.header_line, table.not_rows),):
        for raw in _rows_of_part(part, len(table.headings), limits, counts):
            rows += 1
            if rows > limits.rows:
                raise refusals.too_many_rows(limits.rows)
            yield raw


def _rows_of_part(part: Part, width: int, limits: Limits, counts: LineCounts) -> Iterator[RawRow]:
    source, header_line, order, not_rows = part.source, part.header_line, part.order, part.not_rows
    squared = source.container is not Container.TEXT  # a sheet has no ragged rows, only cells nobody filled
    sheet, max_columns, firsts = source.sheet, limits.columns, not_rows.firsts
    for line, cells in source.lines():
        if line <= header_line:
            continue
        filled = len(cells) - cells.count("")
        if filled <= 2 or filled < width // 3:
            if filled == 0 or not_rows.is_blank(cells):
                counts.blank += 1
                continue
            if not_rows.is_footer(cells):
                counts.totals += 1
                continue
        if (cells[0] in firsts or not cells[0]) and not_rows.is_told_again(cells):
            counts.totals += 1
            continue
        if len(cells) > max_columns:
            _cut_blank_end(line, cells, max_columns)
        if squared and len(cells) < width:
            cells.extend([""] * (width - len(cells)))
        if order is not None and len(cells) >= width:
            cells[:width] = [cells[place] for place in order]
        yield RawRow(RowPlace(line, sheet), tuple(cells))
