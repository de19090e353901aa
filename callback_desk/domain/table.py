"""A table that goes out as a file for a spreadsheet: words and numbers, one head, nothing that computes."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from callback_desk.domain.errors import DeskFault

Cell = str | int | Decimal
MOST_ROWS = 1_048_575  # what a worksheet holds below its head
MOST_COLUMNS = 16_384
MOST_LETTERS = 32_767  # in one cell of a worksheet


class TableKind(StrEnum):
    """How it is written. The value is the ending of the file's name."""

    CSV = "csv"
    JSON = "json"
    XLSX = "xlsx"


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of as many cells as there are headings. Raises DeskFault where a spreadsheet could not hold it."""

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def __post_init__(self) -> None:
        if not self.headings or any(len(row) != len(self.headings) for row in self.rows):
            raise ValueError("every row has one cell for each heading")
        texts = (cell for row in (self.headings, *self.rows) for cell in row if isinstance(cell, str))
        if (
            len(self.rows) > MOST_ROWS
            or len(self.headings) > MOST_COLUMNS
            or any(len(text) >= MOST_LETTERS for text in texts)
        ):
            raise DeskFault("This is more than a spreadsheet can hold. Nothing was written.", code="table_too_big")


@dataclass(frozen=True, slots=True)
class TableFile:
    """A table and how it is written."""

    table: Table
    kind: TableKind
