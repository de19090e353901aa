"""The same cells into a table by others, unread and unjudged: what our import is measured against."""

from __future__ import annotations

import csv
import importlib.util
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from bench_parts import desks
from callback_desk.use_cases.desk import Desk

_INDEXED = ("Case Number", "Victim Last Name", "Victim DOB", "Victim Cell Phone")
_PANDAS = (
    "import pandas, sqlite3, sys; "
    "pandas.read_csv(sys.argv[1], dtype=str).to_sql('rows', sqlite3.connect(sys.argv[2]), index=False)"
)


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds of the wall clock and of the processor."""

    wall_s: float
    cpu_s: float


def cpu_s() -> float:
    """Of this process and of its children that are over."""
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system


def bare(desk: Desk, export: Path, *, indexed: bool) -> Spent:
    """csv and `executemany` into a table of its own in the desk's encrypted file; removed again."""
    connection = desks.own_connection(desk)
    with export.open(newline="", encoding="utf-8") as file:
        begun_s, before_s = time.perf_counter(), cpu_s()
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
        spent = Spent(time.perf_counter() - begun_s, cpu_s() - before_s)
    connection.execute("DROP TABLE bare")
    connection.close()
    return spent


def sqlite_utils(folder: Path, export: Path) -> Spent:
    """`sqlite-utils insert --csv` into a plain file."""
    database = folder / "sqlite-utils.db"
    command = [sys.executable, "-m", "sqlite_utils", "insert", str(database), "rows", str(export), "--csv"]
    return _run(command, database)


def pandas(folder: Path, export: Path) -> Spent | None:
    """pandas `read_csv` and `to_sql` into a plain file; None where pandas is not installed."""
    if importlib.util.find_spec("pandas") is None:
        return None
    database = folder / "pandas.db"
    return _run([sys.executable, "-c", _PANDAS, str(export), str(database)], database)


def _run(command: list[str], database: Path) -> Spent:
    begun_s, before_s = time.perf_counter(), cpu_s()
    subprocess.run(command, check=True, capture_output=True)
    spent = Spent(time.perf_counter() - begun_s, cpu_s() - before_s)
    database.unlink()
    return spent
