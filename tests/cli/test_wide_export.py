"""The terminal and a file with several victims in a row: it says what a row is, and every person is counted."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path

from tests.cli.terminal import Terminal

PILES = ("queued", "merged", "duplicate", "held", "excluded", "rejected")


def wide(terminal: Terminal) -> Path:
    day = date.today() - timedelta(days=9)
    parts = ("Name", "Cell", "DOB", "Type", "Condition")
    head = ["Case Number", "Report Date", "UCR", "Domestic", *(f"Victim {n} {part}" for n in (1, 2) for part in parts)]
    rows = [
        ["26-91", f"{day:%Y-%m-%d}", "220", "N", "Ada Quill", "312-555-0142", "1980-04-12", "I", "", *[""] * 5],
        ["26-92", f"{day:%Y-%m-%d}", "220", "N", *("Bo Tarn", "312-555-0143", "1981-05-13", "I", "")],
    ]
    rows[1] += ["Cy Tarn; Di Tarn", "312-555-0144", "", "I", ""]
    path = terminal.folder.with_name("wide.csv")
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([head, *rows])
    return path


def test_every_person_of_a_row_is_counted_and_said(terminal: Terminal) -> None:
    path, problems = wide(terminal), terminal.folder.with_name("problems.csv")
    said = terminal.run("import", path, "--problems", problems, "--accept-changes")
    assert said.code == 0, said.err
    assert "Each row is an incident with several victims; we make one person of each (up to 2)." in said.err
    assert "all 3 people of 2 rows are accounted for: 2 queued, 0 merged, 0 duplicate, 1 held" in said.err
    with problems.open(newline="", encoding="utf-8") as file:
        (held,) = list(csv.DictReader(file))
    assert (held["line"], held["column"], held["reason"]) == ("3", "Victim 2 Name", "several_names")
    assert "Tarn" not in problems.read_text("utf-8")


def test_the_sum_in_json_names_the_rows_of_the_table(terminal: Terminal) -> None:
    found = terminal.run("import", wide(terminal), "--dry-run", "--json").json
    assert (found["rows_in"], found["table_rows"]) == (3, 2)
    assert found["rows_in"] == sum(int(str(found[pile])) for pile in PILES)
