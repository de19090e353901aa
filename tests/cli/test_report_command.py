"""The figures of some days in the terminal: in words, and as one JSON object."""

from __future__ import annotations

import csv
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest

from tests.cli.terminal import Terminal

TODAY = datetime.now(UTC).date()


def test_the_report_of_a_year_in_words_and_as_json(terminal: Terminal) -> None:
    days = ("--from", f"{TODAY.year - 1}-01-01", "--to", f"{TODAY.year}-12-31")
    said = terminal.run("report", *days, "--json")
    assert said.code == 0, said.err
    plain, method = said.json["plain"], said.json["method"]
    assert isinstance(plain, dict) and isinstance(method, dict)
    assert plain["due"] > 0
    assert plain["used"] is None
    assert method["ours"]["counts"] == {"I": 1, "P": 0, "R": 0, "NC": 0, "O": 0, "UH": 0, "UO": 0, "NE": 0}
    assert method["ours"]["rates"]["rr1"] == 1.0
    assert sum(method["pending"].values()) == plain["due"] - 1
    words = terminal.run("report", *days)
    assert f"People due a call\t{plain['due']}\n" in words.out
    assert "Used by a detective\tno receipts yet\n" in words.out


def test_the_report_goes_into_a_spreadsheet_and_on_record(terminal: Terminal, tmp_path: Path) -> None:
    days = ("--from", f"{TODAY.year - 1}-01-01", "--to", f"{TODAY.year}-12-31")
    for place, name in enumerate(("figures.csv", "figures.xlsx", "figures.json"), start=1):
        said = terminal.run("report", *days, "--out", tmp_path / name)
        assert said.code == 0, said.err
        assert f"on record as RP-{TODAY.year}-000{place}" in said.err
    rows = list(csv.reader((tmp_path / "figures.csv").read_text("utf-8-sig").splitlines()))
    sheet = openpyxl.load_workbook(tmp_path / "figures.xlsx").worksheets[0]
    assert [cell.value for cell in sheet[1]] == rows[0]
    assert sheet.max_row == len(rows) > 70
    assert ["Plain counts", "Used by a detective", "count", ""] in [row[:4] for row in rows]
    before = (tmp_path / "figures.csv").read_bytes()
    said = terminal.run("report", *days, "--out", tmp_path / "figures.csv")
    assert said.code == 1 and "already. It stays as it is." in said.err
    assert (tmp_path / "figures.csv").read_bytes() == before
    assert terminal.trail()[-4:].count("export.dropped") == 1


def test_what_each_volunteer_did_is_a_list_of_its_own(terminal: Terminal) -> None:
    days = ("--from", f"{TODAY.year - 1}-01-01", "--to", f"{TODAY.year}-12-31")
    found = terminal.run("report", *days, "--callers", "--json").json["callers"]
    assert isinstance(found, list)
    assert all(one["tries"] >= one["answered"] for one in found) and len(found) == 2
    assert found[0]["name"] in terminal.run("report", *days, "--callers").out
    assert found[0]["name"] not in terminal.run("report", *days, "--json").out


def test_without_days_it_is_of_last_month(terminal: Terminal) -> None:
    said = terminal.run("report", "--json")
    assert said.code == 0, said.err
    period = said.json["period"]
    assert isinstance(period, dict)
    assert period["first"].endswith("-01") and period["last"] < TODAY.isoformat()


@pytest.mark.parametrize(
    "words",
    [
        ("--from", "2026-10-01"),
        ("--to", "2026-10-01"),
        ("--from", "soon", "--to", "2026-10-01"),
        ("--from", "2026-10-02", "--to", "2026-10-01"),
        ("--csv",),
        ("--out", "figures.pdf"),
        ("--out", "figures", "--csv", "--xlsx"),
    ],
)
def test_days_that_are_none_are_refused(terminal: Terminal, words: tuple[str, ...]) -> None:
    assert terminal.run("report", *words).code == 2


def test_the_whole_report_as_a_pdf(terminal: Terminal, tmp_path: Path) -> None:
    said = terminal.run("report", "--pdf", str(tmp_path / "report.pdf"))
    assert said.code == 0, said.err
    assert "The report RP-" in said.out + said.err
    assert (tmp_path / "report.pdf").read_bytes().startswith(b"%PDF-")
