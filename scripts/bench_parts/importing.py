"""The whole import of a CSV file, beside a bare `executemany` into the same encrypted file and `sqlite-utils`."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import make_export

from bench_parts import desks
from bench_parts.result import Line, Settings, at_least, p50
from callback_desk.domain.incident import BatchCounts
from callback_desk.use_cases import import_report
from callback_desk.use_cases.desk import Desk

PART = "import"
_ROUNDS = 3
_INDEXED = ("Case Number", "Victim Last Name", "Victim DOB", "Victim Cell Phone")
_SCREENING = "Officers fill in a form; such reports are never exported."


@dataclass(frozen=True, slots=True)
class Timed:
    """Seconds of the wall clock and of all our processes together."""

    check_s: float
    load_s: float
    cpu_s: float
    counts: BatchCounts


def measure(settings: Settings) -> list[Line]:
    export = settings.folder / "export.csv"
    make_export.write_export(export, settings.rows, 7, desks.TODAY)
    desk = desks.open_desk(desks.make_office(settings.folder / "import-desk"), desks.SUPERVISOR)
    whole = import_file(desk, export)
    bare = [settings.rows / _bare_s(desk, export, indexed=False) for _ in range(_ROUNDS)]
    indexed = [settings.rows / _bare_s(desk, export, indexed=True) for _ in range(_ROUNDS)]
    other = settings.rows / _sqlite_utils_s(settings.folder, export)
    ours = settings.rows / (whole.check_s + whole.load_s)
    rest = whole.counts.rows_in
    piles = ", ".join(f"{count} {pile.value}" for pile, count in whole.counts.piles.items())
    return [
        Line(PART, f"{settings.rows} rows: read, judged, compared, sorted, loaded", ours, "rows/s", note=piles),
        Line(PART, "  of it the check (parser and import process side by side)", whole.check_s, "s"),
        Line(PART, "  of it the load into the desk", whole.load_s, "s"),
        Line(PART, "  processor time of all processes", whole.cpu_s / rest * 1e6, "µs/row"),
        Line(PART, "bare executemany, same file and cells, no index", p50(bare), "rows/s"),
        Line(PART, "bare executemany, same file and cells, 4 indexes", p50(indexed), "rows/s"),
        Line(PART, "sqlite-utils insert --csv, plain file", other, "rows/s"),
        at_least(PART, "import beside bare executemany without index", ours / p50(bare), "", 0.2),
        Line(PART, "import beside bare executemany with 4 indexes", ours / p50(indexed), ""),
        at_least(PART, "import beside sqlite-utils", ours / other, "", 2.0),
    ]


def import_file(desk: Desk, path: Path) -> Timed:
    """The real session: parser process, import process, check and load."""
    before_s = _cpu_s()
    session = import_report.open_import(desk, path)
    try:
        looked = import_report.look(desk, session)
        if looked.unsettled:
            import_report.settle_screening(
                desk, desk.new_operation(), looked.guess.signature, looked.unsettled, _SCREENING
            )
        begun_s = time.perf_counter()
        preview = import_report.check_rows(
            desk, session, None, progress=lambda _what, _done, _of: None, cancelled=lambda: False
        )
        checked_s = time.perf_counter()
        import_report.import_rows(
            desk,
            desk.new_operation(),
            session,
            preview,
            file_name=path.name,
            layout=None,
            turn=lambda: None,
            progress=lambda _what, _done, _of: None,
        )
        loaded_s = time.perf_counter()
    finally:
        session.close()
    return Timed(checked_s - begun_s, loaded_s - checked_s, _cpu_s() - before_s, preview.counts)


def _cpu_s() -> float:
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system


def _bare_s(desk: Desk, export: Path, *, indexed: bool) -> float:
    """The same cells, unread and unjudged, into a table of their own in the desk's file; removed again."""
    connection = desks.own_connection(desk)
    with export.open(newline="", encoding="utf-8") as file:
        begun_s = time.perf_counter()
        rows = csv.reader(file)
        headings = next(rows)
        names = ", ".join(f'"{name}"' for name in headings)
        connection.execute(f"CREATE TABLE bare ({names})")
        for name in _INDEXED if indexed else ():
            connection.execute(f'CREATE INDEX "bare {name}" ON bare ("{name}")')
        connection.execute("BEGIN IMMEDIATE")
        marks = ", ".join("?" * len(headings))
        connection.executemany(f"INSERT INTO bare VALUES ({marks})", rows)  # noqa: S608  # our own headings
        connection.execute("COMMIT")
        took_s = time.perf_counter() - begun_s
    connection.execute("DROP TABLE bare")
    connection.close()
    return took_s


def _sqlite_utils_s(folder: Path, export: Path) -> float:
    database = folder / "sqlite-utils.db"
    command = [sys.executable, "-m", "sqlite_utils", "insert", str(database), "rows", str(export), "--csv"]
    begun_s = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    took_s = time.perf_counter() - begun_s
    database.unlink()
    return took_s
