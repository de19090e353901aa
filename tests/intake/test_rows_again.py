"""Rows to correct on their way out and back: the same cells, guarded, and nothing of ours left beside them."""

from __future__ import annotations

import csv
import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callback_desk.domain.errors import ImportRefused
from callback_desk.domain.formula_guard import guarded, unguarded
from callback_desk.domain.rows_to_correct import RowsWanted
from callback_desk.intake.aliases import shipped_aliases
from callback_desk.intake.heading_words import heading_words, known_heading
from callback_desk.intake.headings import header_signature
from callback_desk.intake.limits import Limits
from callback_desk.intake.opening import open_source
from callback_desk.intake.raw import Source
from callback_desk.intake.request import ReadRequest
from callback_desk.intake.rows_again import (
    CELLS_MISSING,
    LINE,
    LIST,
    OURS,
    TO_DO,
    WRONG,
    rows_again,
)
from callback_desk.intake.table import LineCounts, find_table, table_rows
from tests.intake.nibrs_made import MadeIncident, flat, flat_incident, xml, xml_incident

LIMITS = Limits()
NOTE = ("Something is wrong.", "Look it up.")
HEADINGS = ["Case Number", "Victim Name", "Victim Phone", "Report Date", "Notes"]
OBEYED = tuple("=+-@\t\r\n\0\uff1d\uff0b\uff0d\uff20")
CELL = st.text(
    st.characters(blacklist_categories=("Cs",), blacklist_characters="\0") | st.sampled_from("'=+-@\t\r\n\",; "),
    max_size=14,
)


def opened(path: Path) -> Source:
    return open_source(path, ReadRequest(str(path)))


def again(source: Source, *lines: int, sheet: str = "") -> list[list[str]]:
    places = tuple((sheet, line, 0) for line in lines)
    return list(rows_again(source, LIMITS, RowsWanted((NOTE,), places), lambda _share: None))


def write(path: Path, rows: list[list[str]], encoding: str = "utf-8") -> Path:
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, quoting=csv.QUOTE_ALL).writerows(rows)
    return path


def read(source: Source) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Headings and rows as the import sees them."""
    aliases = shipped_aliases()
    table = find_table(source, LIMITS, heading_words(aliases))
    return table.headings, [raw.cells for raw in table_rows(source, table, LIMITS, LineCounts())]


@given(CELL)
def test_a_guarded_cell_starts_no_formula_and_comes_back_as_it_was(cell: str) -> None:
    written = guarded(cell)
    assert unguarded(written) == cell
    assert not written.lstrip(" ").startswith(OBEYED)


@pytest.mark.parametrize(
    "cell", ["=1+1", "+13125550142", "-2", "@x", "\t=1", "\r=1", "  =1", "\u00a0=1", "\uff1d1", "'=1"]
)
def test_what_a_spreadsheet_could_obey_is_told_apart(cell: str) -> None:
    assert guarded(cell) == f"'{cell}"
    assert guarded(guarded(cell)) != guarded(cell)


@pytest.mark.parametrize("cell", ["", "'", "O'Hara", "'quoted'", "555-0142", "a=b", "''"])
def test_other_cells_stay_as_they_are(cell: str) -> None:
    assert guarded(cell) == unguarded(cell) == cell


@given(
    rows=st.lists(
        st.lists(CELL, min_size=5, max_size=5).filter(lambda row: sum(map(bool, row)) > 2), min_size=1, max_size=5
    )
)
def test_rows_come_back_cell_for_cell(tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]) -> None:
    folder = tmp_path_factory.mktemp("again")
    original = opened(write(folder / "a.csv", [HEADINGS, *rows]))
    headings, before = read(original)
    numbers = [line for line, cells in original.lines()][1:]
    if headings != tuple(HEADINGS):
        return  # a cell looked more like a heading than ours: not what this is about
    written = again(original, *numbers)
    assert written[0][:3] == [LINE, WRONG, TO_DO]
    back = opened(write(folder / "b.csv", written, "utf-8-sig"))
    assert read(back) == (headings, before)


def test_only_what_is_wanted_comes_with_what_is_wrong_in_front(tmp_path: Path) -> None:
    rows = [[f"26-{number}", f"Quill {number}", "312 555 0142", "2026-11-01", ""] for number in range(5)]
    path = write(tmp_path / "a.csv", [["A list of ours", "", "", "", ""], HEADINGS, *rows])
    assert again(opened(path), 4, 7) == [
        [LINE, WRONG, TO_DO, *HEADINGS],
        ["4", *NOTE, *rows[1]],
        ["7", *NOTE, *rows[4]],
    ]


def test_the_headings_stay_known_so_that_the_column_set_up_is_found_again(tmp_path: Path) -> None:
    odd = ["Case Number", "Victim Name", "", "Victim Phone", "Victim Phone", "=Notes"]
    rows = [[f"26-{number}", "Quill", "x", "312 555 0142", "312 555 0143", "n"] for number in range(4)]
    original = opened(write(tmp_path / "a.csv", [odd, *rows]))
    back = opened(write(tmp_path / "b.csv", again(original, 2, 3, 4, 5), "utf-8-sig"))
    assert header_signature(read(back)[0]) == header_signature(read(original)[0])
    assert read(back) == read(original)


def test_a_list_without_headings_comes_back_under_the_same_names(tmp_path: Path) -> None:
    rows = [[f"26-{number}", "Quill, Mara", "312 555 0142", "2026-11-01", "x"] for number in range(4)]
    original = opened(write(tmp_path / "a.csv", rows))
    assert read(original)[0][0] == "Column A"
    back = opened(write(tmp_path / "b.csv", again(original, 1, 2, 3, 4)))
    assert read(back) == read(original)


def test_a_row_with_cells_missing_stays_refused_until_somebody_mends_it(tmp_path: Path) -> None:
    """A spreadsheet fills rows up, and most of the rows here are of the wrong width: the headings still decide."""
    short, long = ["26-1", "Quill", "2026-11-01"], ["26-2", "Quill", "312 555 0142", "2026-11-01", "", "stray"]
    good = [["26-9", "Quill", "312 555 0142", "2026-11-01", ""]] * 9
    original = opened(write(tmp_path / "a.csv", [HEADINGS, *good, *[short] * 3, *[long] * 2]))
    written = again(original, *range(11, 16))
    assert written[1][3:] == [*short, "", "", CELLS_MISSING]
    widest = max(map(len, written))
    saved = [row + [""] * (widest + 1 - len(row)) for row in written]  # as a spreadsheet saves it
    headings, rows = read(opened(write(tmp_path / "b.csv", saved)))
    assert headings == tuple(HEADINGS)
    assert len(rows) == 5
    for row in rows:
        assert any(cell for cell in row[len(HEADINGS) :]), "it would pass for a row of the right width"


def test_our_columns_are_known_wherever_a_clerk_has_moved_them(tmp_path: Path) -> None:
    rows = [["26-1", "Quill", "'+13125550142", "2026-11-01", "x", "2", "Wrong.", "Look."]]
    back = opened(write(tmp_path / "a.csv", [[*HEADINGS, LINE, WRONG, TO_DO], *rows]))
    assert read(back) == (tuple(HEADINGS), [("26-1", "Quill", "+13125550142", "2026-11-01", "x")])


def test_an_ordinary_file_is_left_alone(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", [HEADINGS, ["26-1", "Quill", "'+13125550142", "2026-11-01", "x"]])
    assert read(opened(path))[1][0][2] == "'+13125550142"
    assert opened(path).heading_line == 0


def test_no_alias_knows_our_columns() -> None:
    assert not any(known_heading(shipped_aliases(), heading) for heading in OURS)


def test_an_archive_says_of_each_row_which_list_it_stands_in(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        for name, order in (("north.csv", HEADINGS), ("south.csv", HEADINGS[::-1])):
            text = io.StringIO(newline="")
            sheet = csv.writer(text)
            sheet.writerow(order)
            for number in range(3):
                row = dict(zip(HEADINGS, [f"{name}-{number}", "Quill", "312 555 0142", "2026-11-01", "x"], strict=True))
                sheet.writerow([row[heading] for heading in order])
            archive.writestr(name, text.getvalue())
    source = opened(tmp_path / "a.zip")
    written = again(source, 3, sheet="south.csv")
    assert written == [
        [LIST, LINE, WRONG, TO_DO, *HEADINGS],
        ["south.csv", "3", *NOTE, "south.csv-1", "Quill", "312 555 0142", "2026-11-01", "x"],
    ]
    assert read(opened(write(tmp_path / "b.csv", written)))[1] == [tuple(written[1][4:])]


@pytest.mark.parametrize("made", [flat(flat_incident(MadeIncident())), xml(xml_incident(MadeIncident()))])
def test_incident_reports_have_no_rows_and_say_so(tmp_path: Path, made: bytes) -> None:
    path = tmp_path / "nibrs.dat"
    path.write_bytes(made)
    with pytest.raises(ImportRefused, match="not the rows of a table"):
        again(opened(path), 1)
