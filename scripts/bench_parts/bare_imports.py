"""The same cells into a table by others, unread and unjudged: what our import is measured against."""

from __future__ import annotations

import csv
import importlib.util
import subprocess
import sys
import time
from pathlib import Path

from bench_parts import desks
from callback_desk.use_cases.desk import Desk

_INDEXED = ("Case Number", "Victim Last Name", "Victim DOB", "Victim Cell Phone")
_PANDAS = (
    "import pandas, sqlite3, sys; "
    "pandas.read_csv(sys.argv[1], dtype=str).to_sql('rows', sqlite3.connect(sys.argv[2]), index=False)"
)


def bare_s(desk: Desk, export: Path, *, indexed: bool) -> float:
    """Seconds of csv and `executemany` into a table of its own in the desk's encrypted file; removed again."""
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


def sqlite_utils_s(folder: Path, export: Path) -> float:
    """Seconds of `sqlite-utils insert --csv` into a plain file."""
    database = folder / "sqlite-utils.db"
    return _run_s(
        [sys.executable, "-m", "sqlite_utils", "insert", str(database), "rows", str(export), "--csv"], database
    )


def pandas_s(folder: Path, export: Path) -> float | None:
    """Seconds of pandas `read_csv` and `to_sql` into a plain file; None where pandas is not installed."""
    if importlib.util.find_spec("pandas") is None:
        return None
    database = folder / "pandas.db"
    return _run_s([sys.executable, "-c", _PANDAS, str(export), str(database)], database)


def _run_s(command: list[str], database: Path) -> float:
    begun_s = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    took_s = time.perf_counter() - begun_s
    database.unlink()
    return took_s
