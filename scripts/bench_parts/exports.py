"""The files the import is measured with: a CSV, the same as a workbook, and a very large CSV."""

from __future__ import annotations

import csv
import itertools
from collections.abc import Iterator
from pathlib import Path

import make_export

from bench_parts import desks

_PART_ROWS = 50_000
_SENTENCES = (
    "The caller left the bicycle beside the shed and found it gone in the morning. ",
    "No camera faces the lane; a neighbor heard a van shortly after two. ",
    "The lock was cut and lay on the pavement, the frame number is known. ",
    "An officer looked at the door and took two pictures of the hinge. ",
)


def csv_export(path: Path, rows: int) -> Path:
    make_export.write_export(path, rows, 7, desks.TODAY)
    return path


def workbook(path: Path, export: Path) -> Path:
    """The rows of a CSV as an XLSX, every cell as text."""
    import openpyxl

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Export")
    with export.open(newline="", encoding="utf-8") as file:
        for row in csv.reader(file):
            sheet.append(row)
    book.save(path)
    return path


def big_export(path: Path, rows: int, row_bytes: int) -> Path:
    """A CSV of about `row_bytes` a row: cases of their own throughout, and a narrative that is another in each row."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        for number, row in enumerate(_many_rows(path.with_suffix(".part"), rows)):
            told = "Report Narrative" if number == 0 else _narrative(number, row_bytes - sum(map(len, row)) - len(row))
            writer.writerow([*row, told])
    return path


def _many_rows(part: Path, rows: int) -> Iterator[list[str]]:
    """Made in parts, since the maker keeps the truth of a whole file in memory. The heading comes once."""
    for first in range(0, rows, _PART_ROWS):
        make_export.write_export(part, min(_PART_ROWS, rows - first), first + 1, desks.TODAY, first_case=first)
        with part.open(newline="", encoding="utf-8") as file:
            yield from itertools.islice(csv.reader(file), 1 if first else 0, None)
    part.unlink()


def _narrative(number: int, length: int) -> str:
    said = f"Item {number}. "
    while len(said) < length:
        said += _SENTENCES[(number + len(said)) % len(_SENTENCES)]
    return said[: max(length, 8)].rstrip()
