"""The same export in every format becomes the same piles, row by row, through the parser child and the desk."""

from __future__ import annotations

import contextlib
import csv
import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from callback_desk.domain.incident import BatchCounts, Pile
from callback_desk.use_cases import import_report
from callback_desk.use_cases.desk import Desk
from scripts.make_export import write_export
from tests.intake.written import FORMATS
from tests.use_cases.made_desks import QUIET, SERGEANT, WORKDAY, World, ask, bring_in

ROWS = 2_000
OTHERS = [name for name in FORMATS if name != "csv"]


@pytest.fixture(scope="module")
def export(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("export") / "list.csv"
    write_export(path, ROWS, 23, WORKDAY.date())
    return path


@pytest.fixture(scope="module")
def table(export: Path) -> list[list[str]]:
    with export.open(newline="", encoding="utf-8") as file:
        return list(csv.reader(file))


def written(table: list[list[str]], name: str, folder: Path) -> Path:
    path = folder / f"list.{name}"
    path.write_bytes(FORMATS[name](table))
    return path


def typed(table: list[list[str]], folder: Path) -> Path:
    """As a spreadsheet would have it: dates are dates, whole numbers are numbers."""
    book = openpyxl.Workbook()
    sheet = book.active
    for cells in table:
        sheet.append([as_typed(cell) for cell in cells])
    path = folder / "typed.xlsx"
    book.save(path)
    return path


def as_typed(cell: str) -> object:
    if cell.isdigit() and len(cell) == 10:
        return int(cell)
    for form in ("%m/%d/%Y %H:%M", "%m/%d/%Y"):
        with contextlib.suppress(ValueError):
            return datetime.strptime(cell, form)
    return cell or None


def sorted_out(desk: Desk, path: Path) -> tuple[BatchCounts, dict[int, tuple[object, ...]]]:
    """A dry run: the counts, and the verdict on each line that is not queued."""
    session = import_report.open_import(desk, path)
    try:
        counts = import_report.check_rows(desk, session, None, **QUIET).counts
        return counts, {each.place.line: (each.pile, each.reason, each.column) for each in session.problems()}
    finally:
        session.close()


def test_piles_and_reasons_are_the_same_in_every_format(
    new_world: Callable[..., World], table: list[list[str]], tmp_path: Path
) -> None:
    desk = new_world().enter(SERGEANT)
    expected, verdicts = sorted_out(desk, written(table, "csv", tmp_path))
    assert expected.rows_in == ROWS
    assert expected.accounted
    assert set(expected.piles) >= set(Pile)
    assert len(verdicts) == ROWS - expected.of(Pile.QUEUED)
    for name in OTHERS:
        found = sorted_out(desk, written(table, name, tmp_path))
        assert found == (expected, verdicts), name


def test_dates_and_numbers_as_cells_change_no_pile(
    new_world: Callable[..., World], table: list[list[str]], tmp_path: Path
) -> None:
    desk = new_world().enter(SERGEANT)
    assert sorted_out(desk, typed(table, tmp_path)) == sorted_out(desk, written(table, "csv", tmp_path))


def test_nobody_planted_as_not_to_be_called_is_queued_in_any_format(
    new_world: Callable[..., World], table: list[list[str]], export: Path, tmp_path: Path
) -> None:
    truth = json.loads(export.with_suffix(".csv.truth.json").read_text(encoding="utf-8"))
    kinds = dict(truth["rows"])
    may = {*truth["callable_kinds"], "duplicate"}  # a copy may be the one that is kept
    queued = {}
    for name in ("csv", "json"):
        desk = new_world(name=name).enter(SERGEANT)
        path = written(table, name, tmp_path)
        _counts, verdicts = sorted_out(desk, path)
        assert {kind for line, kind in kinds.items() if line not in verdicts} <= may
        batch, preview = bring_in(desk, path)
        assert batch.counts == preview.counts
        queued[name] = ask(desk, "SELECT state, count(*) FROM callbacks GROUP BY 1 ORDER BY 1")
    assert queued["csv"] == queued["json"]
    assert sum(int(str(count)) for _state, count in queued["csv"]) > ROWS // 2
