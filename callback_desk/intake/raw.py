"""What the readers hand on: rows of text with their place, before anybody knows what the columns mean."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from callback_desk.domain.incident import RowPlace


class Container(StrEnum):
    """What a file is, by its content."""

    TEXT = "text"
    XLSX = "xlsx"
    XLS = "xls"
    ODS = "ods"
    XML = "xml"  # NIBRS, LEXS and N-DEx; which of them the reader tells by the root's local name
    NIBRS_FLAT = "nibrs_flat"
    JSON = "json"
    ZIP = "zip"


class RawRow(NamedTuple):
    """One table row, every cell as text, ragged as it stands in the file. A tuple: made for every row of a file."""

    place: RowPlace
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """An opened file: what is known before the table is found, and a way to read the lines again.

    `lines` yields (line number, cells) for every line or sheet row, blank ones as an empty list; it may be
    called more than once (look, date evidence, rows). `serial_epoch` is 1900 or 1904 for workbooks, else 0.
    A reader that makes its headings itself says on which line it hands them on: `heading_line` is then not guessed.
    """

    container: Container
    lines: Callable[[], Iterator[tuple[int, list[str]]]]
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    hidden_sheets: tuple[str, ...] = ()
    other_sheets: tuple[str, ...] = ()
    hidden_rows: int = 0
    formula_cells: int = 0
    serial_epoch: int = 0
    heading_line: int = 0
    findings: tuple[tuple[str, str], ...] = ()
    lists: tuple[Source, ...] = ()  # those of an archive, to be read as one; each is a table of its own
    share: Callable[[], float] = field(default=lambda: 0.0)  # how much of the file the last reader has read, 0..1
