"""Tables as files: what went in comes out of a spreadsheet and of our own import; nothing computes, nothing hides."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from callback_desk.documents.table_file import content_of, write_table
from callback_desk.domain.errors import DeskFault
from callback_desk.domain.formula_guard import unguarded
from callback_desk.domain.table import MOST_LETTERS, Cell, Table, TableKind
from callback_desk.intake.opening import open_source
from callback_desk.intake.request import ReadRequest

OBEYED = tuple("=+-@\t\r\n\0\uff1d\uff0b\uff0d\uff20")
HEADINGS = ("Case Number", "Victim Name", "Victim Phone", "Notes")
WORDS = st.text(
    st.characters(exclude_categories=["Cs"]) | st.sampled_from("'=+-@\t\r\n\",; _x0041<&>"), max_size=20
) | st.sampled_from(["+1 312 555 0142", "=1+1", "'=1", "@SUM(A1)", "_x000D_", "-5", "é", " lead", "\ud800", "", "]]>"])
CELL: st.SearchStrategy[Cell] = (
    WORDS | st.integers(-(10**12), 10**12) | st.integers(-(10**6), 10**6).map(lambda n: Decimal(n) / 10_000)
)
TABLES = st.lists(st.tuples(CELL, CELL, CELL, CELL), max_size=6).map(
    lambda rows: Table("Report", HEADINGS, tuple(rows))
)


def writable(cell: Cell) -> Cell:
    """A word without what XML has no letter for."""
    if not isinstance(cell, str):
        return cell
    return re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]", "\ufffd", cell)


def as_number(cell: Cell) -> object:
    return cell if isinstance(cell, str) else float(cell)


def back(cell: object) -> object:
    """A cell of a workbook as it was written; openpyxl leaves the escapes of ECMA-376 as they are."""
    if isinstance(cell, str):
        return unguarded(re.sub("_x005F_(?=x[0-9A-Fa-f]{4}_)", "_", cell))
    return "" if cell is None else float(str(cell))


def check_round_trips(table: Table) -> None:
    expected = [[as_number(writable(cell)) for cell in row] for row in table.rows]
    book = openpyxl.load_workbook(io.BytesIO(content_of(table, TableKind.XLSX)))
    assert [sheet.sheet_state for sheet in book.worksheets] == ["visible"]
    cells = [list(row) for row in book.worksheets[0].iter_rows(min_row=2, max_col=4, max_row=1 + len(expected))]
    assert [[back(cell.value) for cell in row] for row in cells[: len(expected)]] == expected
    assert all(cell.data_type in ("n", "s", "inlineStr") for row in cells for cell in row), "no formula"
    text = content_of(table, TableKind.CSV).decode("utf-8-sig")
    lines = list(csv.reader(io.StringIO(text, newline="")))
    assert lines[0] == list(HEADINGS)
    for line, row in zip(lines[1:], table.rows, strict=True):
        for written, cell in zip(line, row, strict=True):
            if isinstance(cell, str):
                assert unguarded(written) == writable(cell)
                assert not written.lstrip(" ").startswith(OBEYED)
            else:
                assert Decimal(written) == cell
    found = json.loads(content_of(table, TableKind.JSON))
    named = [[row[name] for name in HEADINGS] for row in found["rows"]]
    assert [[one if isinstance(one, str) else float(one) for one in row] for row in named] == [
        [re.sub("[\ud800-\udfff]", "\ufffd", cell) if isinstance(cell, str) else float(cell) for cell in row]
        for row in table.rows
    ]


@settings(max_examples=300, deadline=None)
@given(TABLES)
def test_what_goes_out_comes_back(table: Table) -> None:
    check_round_trips(table)


@pytest.mark.slow
@settings(max_examples=10_000, deadline=None)
@given(TABLES)
def test_ten_thousand_tables_come_back(table: Table) -> None:
    check_round_trips(table)


# What an import takes as it stands: words without line ends and odd spaces, which it would tidy.
PLAIN = st.text(st.sampled_from("abcÉ 0159=+-@'\"<&>_x"), min_size=1, max_size=12).map(lambda t: t.strip() or "a")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(PLAIN, PLAIN, PLAIN, PLAIN), min_size=2, max_size=5), st.sampled_from([*TableKind][::2]))
def test_our_own_import_takes_the_guard_off_again(
    tmp_path: Path, rows: list[tuple[str, str, str, str]], kind: TableKind
) -> None:
    path = tmp_path / f"table.{kind}"
    write_table(Table("Report", HEADINGS, tuple(rows)), path, kind)
    source = open_source(path, ReadRequest(str(path)))
    read = [[unguarded(cell.strip()) for cell in cells] for _line, cells in source.lines() if cells]
    assert [tuple(cells[:4]) for cells in read] == [HEADINGS, *rows]


def test_a_workbook_is_the_fewest_parts_and_the_same_bytes_each_time() -> None:
    table = Table("Oct/Nov: [all]", HEADINGS, (("a", 1, Decimal("0.5"), "=1"),))
    content = content_of(table, TableKind.XLSX)
    assert content == content_of(table, TableKind.XLSX)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        assert len(archive.namelist()) == 5
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    assert "<f" not in sheet and 'hidden="' not in sheet
    assert openpyxl.load_workbook(io.BytesIO(content)).sheetnames == ["Oct Nov   all"]


def test_more_than_forty_columns_have_their_names() -> None:
    table = Table("Wide", tuple(f"h{place}" for place in range(60)), (tuple(range(60)),))
    sheet = openpyxl.load_workbook(io.BytesIO(content_of(table, TableKind.XLSX))).worksheets[0]
    assert [cell.value for cell in sheet[2]] == list(range(60))


def test_a_table_that_no_spreadsheet_can_hold_is_refused_before_anything_is_written() -> None:
    with pytest.raises(DeskFault, match="more than a spreadsheet can hold"):
        Table("Long", ("a",), (("x" * MOST_LETTERS,),))
    with pytest.raises(ValueError, match="one cell for each heading"):
        Table("Odd", ("a", "b"), (("x",),))


def test_nothing_lies_there_when_the_disk_gives_something_else_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "read_bytes", lambda _path: b"something else")
    with pytest.raises(DeskFault, match="gave the file back changed"):
        write_table(Table("Report", ("a",), ((1,),)), tmp_path / "report.csv", TableKind.CSV)
    monkeypatch.undo()
    assert list(tmp_path.iterdir()) == []
