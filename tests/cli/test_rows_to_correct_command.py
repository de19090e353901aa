"""`rows-to-correct`: from the file that was imported into a sheet for a clerk, and back through `import`."""

from __future__ import annotations

import csv
import stat
from datetime import UTC, datetime
from pathlib import Path

from callback_desk.intake.rows_again import LINE
from tests.cli.terminal import Terminal
from tests.use_cases.made_desks import KEEPER, PASSWORD, RUTH, plain_rows, write_rows

REASON = ("--reason", "The front office corrects them.")


def _rows(count: int, first: int = 60) -> list[dict[str, str]]:
    """On reports of their own: the people who are here already stand on other numbers."""
    rows = plain_rows(count, datetime.now(UTC).date(), seed=5, first=first)
    return [row | {"Case Number": f"26-7{first + number:05}"} for number, row in enumerate(rows)]


def _without_birth_dates(path: Path, count: int) -> tuple[Path, list[dict[str, str]]]:
    rows = _rows(count)
    return write_rows(path, [row | {"Victim DOB": ""} for row in rows]), rows


def _bring(terminal: Terminal, path: Path) -> str:
    said = terminal.run("import", path, "--json", "--accept-changes")
    assert said.code == 0, said.err
    return str(said.json["batch"])


def test_the_way_there_and_back(terminal: Terminal, tmp_path: Path) -> None:
    export, good = _without_birth_dates(tmp_path / "a.csv", 3)
    batch = _bring(terminal, export)
    out = tmp_path / "correct.csv"
    said = terminal.run("rows-to-correct", batch, "--from", export, "--out", out, *REASON)
    assert (said.code, said.out) == (0, "")
    assert "3 rows are in correct.csv, with names and telephone numbers in clear text." in said.err
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    assert {"stepup.ok", "export.start", "export.done"} <= set(terminal.trail())
    unchanged = terminal.run("import", out, "--dry-run", "--json").json
    assert unchanged["reasons"] == {"here_already": 3}
    with out.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    mended = tmp_path / "mended.csv"
    with mended.open("w", encoding="utf-8-sig", newline="") as file:
        sheet = csv.DictWriter(file, list(rows[0]), delimiter=";")  # as a spreadsheet of another country saves it
        sheet.writeheader()
        sheet.writerows(row | good[int(row[LINE]) - 2] for row in rows)
    back = terminal.run("import", mended, "--json")
    assert back.code == 0, back.err
    assert (back.json["merged"], back.json["held"], back.json["rejected"]) == (3, 0, 0)
    held = terminal.run("queue", "--state", "held", "--json").json["callbacks"]
    assert isinstance(held, list)
    assert not [one for one in held if one["reason"] == "age_missing"]


def test_as_json_and_never_over_a_file(terminal: Terminal, tmp_path: Path) -> None:
    export, _ = _without_birth_dates(tmp_path / "a.csv", 1)
    batch = _bring(terminal, export)
    out = tmp_path / "correct.csv"
    said = terminal.run("rows-to-correct", batch, "--from", export, "--out", out, *REASON, "--json")
    assert said.code == 0, said.err
    assert (said.json["rows"], said.json["batch"], said.json["cloud"]) == (1, int(batch), "")
    kept = out.read_bytes()
    again = terminal.run("rows-to-correct", batch, "--from", export, "--out", out, *REASON, "--json")
    assert (again.code, again.out) == (1, "")
    assert "There is a file correct.csv already. It stays as it is." in again.err
    over_itself = terminal.run("rows-to-correct", batch, "--from", export, "--out", export, *REASON)
    assert over_itself.code == 1
    assert out.read_bytes() == kept


def test_a_folder_that_is_copied_elsewhere_is_named(terminal: Terminal, tmp_path: Path) -> None:
    export, _ = _without_birth_dates(tmp_path / "a.csv", 1)
    batch = _bring(terminal, export)
    folder = tmp_path / "OneDrive - Springfield"
    folder.mkdir()
    said = terminal.run("rows-to-correct", batch, "--from", export, "--out", folder / "x.csv", *REASON)
    assert said.code == 0, said.err
    assert "Its folder is copied to OneDrive" in said.err


def test_more_than_25_rows_need_somebody_who_signs_as_well(terminal: Terminal, tmp_path: Path) -> None:
    export, _ = _without_birth_dates(tmp_path / "a.csv", 26)
    batch = _bring(terminal, export)
    out = tmp_path / "correct.csv"
    words = ("rows-to-correct", batch, "--from", export, "--out", out, *REASON)
    alone = terminal.run(*words)
    assert (alone.code, alone.out, out.exists()) == (1, "", False)
    assert "More than 25 rows need a second supervisor or administrator" in alone.err
    assert "second.asked" in terminal.trail()
    right, wrong = terminal.file("second.txt", PASSWORD + "\n"), terminal.file("wrong.txt", "not this one\n")
    refused = terminal.run(*words, "--second", KEEPER, "--second-password-file", wrong)
    assert (refused.code, out.exists()) == (1, False)
    assert "The password of Theo Marsh is not right." in refused.err
    volunteer = terminal.run(*words, "--second", RUTH, "--second-password-file", right)
    assert (volunteer.code, out.exists()) == (1, False)
    missing = terminal.run(*words, "--second", KEEPER)
    assert (missing.code, out.exists()) == (1, False)
    assert "--second-password-file" in missing.err
    said = terminal.run(*words, "--second-user", KEEPER, "--second-password-file", right)
    assert said.code == 0, said.err
    assert "26 rows are in correct.csv" in said.err


def test_every_way_it_cannot_go_ends_in_a_sentence(terminal: Terminal, tmp_path: Path) -> None:
    export, _ = _without_birth_dates(tmp_path / "a.csv", 2)
    batch = _bring(terminal, export)
    out = tmp_path / "correct.csv"
    other = write_rows(tmp_path / "other.csv", _rows(2, 200))
    words = ("--out", out, *REASON)
    for arguments, said in (
        ((batch, "--from", other, *words), "is not the file that was imported"),
        ((batch, "--from", tmp_path / "gone.csv", *words), "There is no file gone.csv in"),
        ((batch, "--from", tmp_path, *words), "is a folder"),
        ((batch, "--from", export, "--out", out), "Say why you need these rows with --reason"),
        ((batch, "--from", export, "--out", out, "--reason", "because"), "in a few words why"),
        ((batch, "--from", export, "--out", tmp_path / "no" / "x.csv", *REASON), "Choose another folder"),
        (("4711", "--from", export, *words), "There is no such import"),
        (("1", "--from", export, *words), "No row of this import needs to be corrected"),
    ):
        refused = terminal.run("rows-to-correct", *arguments)
        assert (refused.code, refused.out) == (1, ""), arguments
        assert said in refused.err
        assert not out.exists()
    assert terminal.run("rows-to-correct", batch).code == 2
    terminal.user = RUTH
    refused = terminal.run("rows-to-correct", batch, "--from", export, *words)
    assert (refused.code, out.exists()) == (1, False)
    assert "This is for supervisors." in refused.err
