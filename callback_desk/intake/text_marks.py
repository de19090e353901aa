"""Cells of a text file that are marked as text for a spreadsheet: ="0042", or '0042 all down a column."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from functools import partial
from itertools import islice

WithoutMarks = Callable[[list[str]], list[str]]

_ROWS_LOOKED_AT = 50
_FEW = 3  # fewer that begin so may just do ('t Hooft)


def text_marks(sample: str, delimiter: str) -> WithoutMarks | None:
    """What takes the marks off a line of cells; None where the first lines have none."""
    try:
        rows = list(islice(csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter), _ROWS_LOOKED_AT))[1:]
    except csv.Error:  # its sentence comes when the line is read
        return None
    if any(_is_formula(cell) for row in rows for cell in row):
        return _without_formulas
    columns = frozenset(index for index in range(max(map(len, rows), default=0)) if _all_marked(rows, index))
    return partial(_without_apostrophes, columns) if columns else None


def _is_formula(cell: str) -> bool:
    return len(cell) >= len('=""') and cell.startswith('="') and cell.endswith('"')


def _all_marked(rows: Sequence[Sequence[str]], index: int) -> bool:
    filled = [row[index] for row in rows if index < len(row) and row[index]]
    marked = sum(cell.startswith("'") for cell in filled)
    return len(filled) >= _FEW and marked * 10 >= len(filled) * 9


def _without_formulas(cells: list[str]) -> list[str]:
    return [cell[2:-1].replace('""', '"') if _is_formula(cell) else cell for cell in cells]


def _without_apostrophes(columns: frozenset[int], cells: list[str]) -> list[str]:
    return [cell.removeprefix("'") if index in columns else cell for index, cell in enumerate(cells)]
