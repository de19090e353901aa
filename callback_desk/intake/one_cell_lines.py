"""A list whose every line stands in one cell: a text table that a spreadsheet took for one column and saved again."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from callback_desk.intake import refusals
from callback_desk.intake.delimiters import delimiter_of
from callback_desk.intake.raw import Container, Source

_TABLES = frozenset({Container.TEXT, Container.XLSX, Container.XLS, Container.ODS})
_LINES_LOOKED_AT = 50
_FEW = 2
_FINDING = ("one_cell_lines", "")


def taken_apart(source: Source) -> Source:
    """The same source; where each line stands in its first cell alone, split at the separator that is in them."""
    if source.lists:
        lists = tuple(taken_apart(each) for each in source.lists)
        told = dict.fromkeys([*source.findings, *(_FINDING for each in lists if _FINDING in each.findings)])
        return replace(source, lists=lists, findings=tuple(told))
    if source.container not in _TABLES or source.heading_line:
        return source
    delimiter = _delimiter_in_cells([cells for _line, cells in islice(source.lines(), _LINES_LOOKED_AT)])
    if not delimiter:
        return source

    def lines() -> Iterator[tuple[int, list[str]]]:
        for line, cells in source.lines():
            yield line, _split(line, cells, delimiter)

    return replace(source, lines=lines, delimiter=delimiter, findings=(*source.findings, _FINDING))


def _delimiter_in_cells(rows: Sequence[Sequence[str]]) -> str:
    """The separator inside the only filled cells of these lines; "" where they are no lines of a table."""
    texts = [row[0] for row in rows if row and row[0].strip()]
    filled_elsewhere = any(cell.strip() for row in rows for cell in row[1:])
    if len(texts) < _FEW or filled_elsewhere or any("\n" in text or "\r" in text for text in texts):
        return ""
    found = delimiter_of("\n".join(texts), cut=False)
    return found.delimiter if found.sure else ""


def _split(line: int, cells: list[str], delimiter: str) -> list[str]:
    if not cells or any(cell.strip() for cell in cells[1:]):
        return cells
    try:
        return next(csv.reader([cells[0]], delimiter=delimiter, strict=True), [])
    except csv.Error as error:
        raise refusals.stray_quote(line) from error
