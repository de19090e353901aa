"""The commands of product.md section 6: their JSON, their words and their exit codes."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from callback_desk.domain.incident import Pile
from callback_desk.storage.tables_people import victims
from callback_desk.storage.tables_queue import callbacks
from tests.cli.terminal import Said, Terminal
from tests.use_cases.made_desks import INVESTIGATOR, PASSWORD, SUPERVISOR, TIP, plain_rows, write_rows

BATCH_KEYS = {"batch", "rows_in", *(pile.value for pile in Pile), "reasons", "phones"}


def fine(said: Said) -> Said:
    assert said.code == 0, said.err
    return said


@pytest.fixture
def export(tmp_path: Path) -> Path:
    rows = plain_rows(40, datetime.now(UTC).date(), seed=9)[12:]
    rows.append({**rows[0], "Case Number": "26-900001", "Domestic Violence": "Y", "Victim Last Name": "Larkhouse"})
    rows.append({**rows[1], "Case Number": ""})
    return write_rows(tmp_path / "export.csv", rows)


def test_init_makes_a_desk_and_says_its_code_once(tmp_path: Path) -> None:
    new = Terminal(tmp_path / "new desk")
    said = fine(
        new.run(
            *("init", "--agency", "Lakeside PD", "--region", "us", "--timezone", "America/New_York"),
            *("--supervisor", "Ada Marsh", "--area-code", "212", "--json", *new.where),
            *("--password-file", new.password_file),
            signed=False,
        )
    )
    assert set(said.json) == {"desk", "database_id", "recovery_code"}
    assert "evidence safe" in said.err
    code = str(said.json["recovery_code"])
    for path in new.folder.rglob("*"):
        if path.is_file():
            assert code.encode() not in path.read_bytes()
    again = new.run(
        *("init", "--agency", "Other", "--region", "US", "--timezone", "America/New_York"),
        *("--supervisor", "Bo", *new.where, "--password-file", new.password_file),
        signed=False,
    )
    assert again.code == 1
    assert again.out == ""
    new.user = "ada marsh"  # however it is written
    fine(new.run("queue", "--json"))


@pytest.mark.parametrize(
    ("option", "value", "words"),
    [
        ("--timezone", "Mars/Olympus", "time zone"),
        ("--region", "XX", "two letters"),
        ("--password-file", "weak.txt", "15"),
        ("--area-code", "2l2", "digits"),
        ("--area-code", "555", "cannot complete"),
        ("--area-code", "21", "three digits"),
        ("--supervisor", "  ", "first supervisor"),
        ("--supervisor", "Ada\x1b[31m", "cannot be shown"),
        ("--agency", "x" * 100_000, "at most 100"),
    ],
)
def test_init_refuses_in_a_sentence_and_leaves_no_desk(tmp_path: Path, option: str, value: str, words: str) -> None:
    new = Terminal(tmp_path / "new desk")
    (tmp_path / "weak.txt").write_text("password\n")
    options = {
        "--agency": "Lakeside PD",
        "--region": "US",
        "--timezone": "America/New_York",
        "--supervisor": "Ada Marsh",
        "--password-file": str(new.password_file),
    }
    options[option] = str(tmp_path / value) if option == "--password-file" else value
    said = new.run("init", *(word for pair in options.items() for word in pair), *new.where, signed=False)
    assert said.code == 1, said
    assert said.out == ""
    assert words in said.err.lower()
    assert not list(new.folder.glob("*.db*"))
    assert new.run("queue").code == 1


def test_a_person_is_added_listed_and_taken_out(terminal: Terminal) -> None:
    secret = terminal.file("new.txt", "another quiet harbor lantern\n")
    said = fine(
        terminal.run("people", "add", "Bill Ostrander", "--role", "volunteer", "--new-password-file", secret, "--json")
    )
    assert said.json["name"] == "Bill Ostrander"
    assert said.json["roles"] == ["volunteer"]
    assert "background screening" in said.err
    listed = fine(terminal.run("people", "list", "--json")).json["people"]
    assert isinstance(listed, list)
    assert "Bill Ostrander" in [one["name"] for one in listed]
    bill = Terminal(terminal.folder, user="Bill Ostrander")
    terminal.file("password.txt", "another quiet harbor lantern\n")
    bill_says = bill.run("queue", "--json")
    assert bill_says.code == 1  # his password file says the common one
    fine(terminal.run("people", "disable", "Bill Ostrander"))
    twice = terminal.run("people", "add", "Bill Ostrander", "--role", "volunteer", "--new-password-file", secret)
    assert (twice.code, twice.out) == (1, "")


@pytest.mark.parametrize("name", ["x" * 5_000, "Bo\x1b[31m", "  "])
def test_a_name_that_cannot_be_shown_makes_no_account(terminal: Terminal, name: str) -> None:
    before = terminal.rows()
    said = terminal.run("people", "add", name, "--role", "volunteer", "--new-password-file", terminal.password_file)
    assert (said.code, said.out) == (1, "")
    assert said.err.strip().splitlines()[-1].endswith(".")
    assert terminal.rows() == before


def test_a_volunteer_is_refused_by_role(terminal: Terminal) -> None:
    terminal.user = "Ruth Keller"
    for command in (("queue",), ("why", "1"), ("batches",), ("people", "list"), ("audit", "verify")):
        said = terminal.run(*command)
        assert (said.code, said.out) == (1, "")
        assert "You are signed in as Ruth Keller." in said.err


def test_import_dry_run_then_import_then_again(terminal: Terminal, export: Path, tmp_path: Path) -> None:
    before = terminal.rows()
    tried = fine(terminal.run("import", export, "--dry-run", "--json"))
    dry = tried.json
    assert {"file", *BATCH_KEYS} == set(dry)
    assert "1 rejected: There is no case number in this row." in tried.err
    assert dry["batch"] is None
    assert dry["rows_in"] == 30
    assert dry["rows_in"] == sum(int(str(dry[pile.value])) for pile in Pile)
    assert terminal.rows() == before

    problems = tmp_path / "problems.csv"
    done = fine(terminal.run("import", "--problems", problems, export, "--json")).json
    assert isinstance(done["batch"], int)
    assert {key: done[key] for key in dry if key != "batch"} == {key: dry[key] for key in dry if key != "batch"}
    with problems.open(encoding="utf-8", newline="") as file:
        listed = list(csv.DictReader(file))
    assert len(listed) == 30 - int(str(done["queued"]))
    assert {"line", "column", "reason", "what to do"} <= set(listed[0])
    written = problems.read_text("utf-8")
    assert "Quill" not in written
    assert "555" not in written

    again = fine(terminal.run("import", export, "--json")).json
    assert again["queued"] == again["merged"] == again["held"] == 0
    assert again["duplicate"] == 29
    assert again["rejected"] == done["rejected"] == 1
    batches = fine(terminal.run("batches", "--json")).json["batches"]
    assert isinstance(batches, list)
    assert len(batches) == 3
    assert {"imported_at", "by", "file", "undone_at", *BATCH_KEYS} == set(batches[0])


def test_a_number_of_two_people_is_told_with_its_lines(terminal: Terminal, tmp_path: Path) -> None:
    """A warning: nobody is merged or stopped by it. No name and no number, as in the problem list."""
    rows = plain_rows(8, datetime.now(UTC).date(), seed=4, first=300)
    phone = next(name for name, cell in rows[0].items() if "555-0" in cell)
    rows[5][phone] = rows[1][phone]
    path = write_rows(tmp_path / "export.csv", rows)
    for words in (("--dry-run",), ("--json",)):
        said = fine(terminal.run("import", path, *words))
        (line,) = [line for line in said.err.splitlines() if "more than one person" in line]
        assert line.startswith("export.csv: 1 number is given for more than one person, 2 people in all")
        assert "lines 3 and 7." in line
        assert "555" not in line
        assert "Quill" not in line
    assert said.json["queued"] == 8
    assert "more than one person" not in terminal.run("import", path).err, "nothing of it is new"


def test_several_files_are_one_object_with_files(terminal: Terminal, export: Path, tmp_path: Path) -> None:
    said = terminal.run("import", export, tmp_path / "missing.csv", "--json", "--dry-run")
    assert said.code == 1
    assert "missing.csv" in said.err
    files = said.json["files"]
    assert isinstance(files, list)
    assert [one["rows_in"] for one in files] == [30, 0]
    assert "refused" in files[1]
    assert set(files[1]) >= BATCH_KEYS


def test_the_queue_has_the_keys_of_the_contract(terminal: Terminal) -> None:
    said = fine(terminal.run("queue", "--state", "callable", "--json")).json
    assert set(said) == {"counts", "callbacks"}
    callbacks = said["callbacks"]
    assert isinstance(callbacks, list)
    assert len(callbacks) == 10
    for one in callbacks:
        assert set(one) == {"id", "state", "case_numbers", "phones", "reason"}
        assert one["state"] == "waiting"
        assert one["phones"][0].startswith("+1")
    everyone = fine(terminal.run("queue", "--json")).json["callbacks"]
    assert isinstance(everyone, list)
    assert len(everyone) == 12
    assert "Quill" not in json.dumps(everyone)
    assert terminal.trail().count("record.search") == 2


def test_every_state_is_counted_also_where_nobody_stands_in_it(terminal: Terminal) -> None:
    """A script that watches a desk asks for a state by its name, without knowing whether anybody stands in it."""
    states = {"waiting", "claimed", "calling", "interrupted", "held", "excluded", "review", "done", "withdrawn"}
    for words in ((), ("--state", "callable"), ("--state", "withdrawn")):
        counts = fine(terminal.run("queue", "--json", *words)).json["counts"]
        assert isinstance(counts, dict)
        assert set(counts) == states
        assert sum(counts.values()) == 12, "the counts are those of the whole list"
        assert (counts["waiting"], counts["withdrawn"]) == (10, 0)
    assert "withdrawn\t0\n" in fine(terminal.run("queue")).out


def test_an_unknown_state_is_wrong_usage(terminal: Terminal) -> None:
    said = terminal.run("queue", "--state", "calable")
    assert said.code == 2
    assert "calable" in said.err


def test_why_answers_by_case_and_by_id(terminal: Terminal) -> None:
    (first, *_) = fine(terminal.run("queue", "--state", "callable", "--json")).json["callbacks"]  # type: ignore[misc]
    by_case = fine(terminal.run("why", first["case_numbers"][0], "--json")).json["callbacks"]
    by_id = fine(terminal.run("why", str(first["id"]), "--json")).json["callbacks"]
    assert by_case == by_id
    assert by_case[0]["sentence"]  # type: ignore[index]
    assert first["case_numbers"][0] in fine(terminal.run("why", first["case_numbers"][0])).out


def test_why_answers_by_number_and_name_as_the_side_panel_does(terminal: Terminal) -> None:
    (first, *_) = fine(terminal.run("queue", "--state", "callable", "--json")).json["callbacks"]  # type: ignore[misc]
    by_id = fine(terminal.run("why", str(first["id"]), "--json")).json["callbacks"]
    e164 = str(first["phones"][0])
    for written in (e164, f"({e164[2:5]}) {e164[5:8]}-{e164[8:]}"):
        assert by_id[0] in fine(terminal.run("why", written, "--json")).json["callbacks"]  # type: ignore[index,operator]
    people, calls = terminal.rows()["victims"], terminal.rows()["callbacks"]
    of = {column.name: place for place, column in enumerate(callbacks.c)}
    (whose,) = [row[of["victim_id"]] for row in calls if row[of["id"]] == first["id"]]
    named = {column.name: place for place, column in enumerate(victims.c)}
    (name,) = [row[named["last"]] for row in people if row[named["id"]] == whose]
    assert by_id[0] in fine(terminal.run("why", str(name).upper(), "--json")).json["callbacks"]  # type: ignore[index,operator]


@pytest.mark.parametrize("asked", ["99-999999", "4711", "9" * 40, "0", "'; DROP TABLE cases --", "²"])
def test_why_of_nobody_is_a_sentence(terminal: Terminal, asked: str) -> None:
    said = terminal.run("why", asked)
    assert (said.code, said.out) == (1, "")
    assert "Check the number" in said.err


def test_a_script_is_checked_without_a_sign_in(terminal: Terminal, repository: Path, tmp_path: Path) -> None:
    shipped = next((repository / "resources" / "call_scripts").glob("*.md"))
    good = fine(terminal.run("script", "check", shipped, "--json", signed=False)).json
    assert good["errors"] == 0
    broken = tmp_path / "broken.md"
    broken.write_text(shipped.read_text("utf-8").replace("desk:opens", "desk:opans"), "utf-8")
    said = terminal.run("script", "check", broken, "--json", signed=False)
    assert said.code == 1
    findings = said.json["findings"]
    assert isinstance(findings, list)
    assert {"sheet", "row", "column", "severity", "code", "sentence"} == set(findings[0])
    for nothing, words in ((tmp_path / "missing.xlsx", f"in {tmp_path}."), (tmp_path, "is a folder")):
        refused = terminal.run("script", "check", nothing, signed=False)
        assert refused.code == 1
        assert words in refused.err


def test_the_lead_sheet_of_a_signed_call(terminal: Terminal, signed_case: str, tmp_path: Path) -> None:
    target = tmp_path / "lead.pdf"
    said = fine(terminal.run("packet", signed_case, "--to", INVESTIGATOR, "--out", target, "--json")).json
    assert said["pages"] == 1
    assert said["bytes"] == target.stat().st_size
    assert target.read_bytes().startswith(b"%PDF-")
    assert TIP.encode() not in terminal.folder.with_name("password.txt").read_bytes()
    assert [word for word in terminal.trail() if word.startswith("export.")] == ["export.start", "export.done"]


@pytest.mark.parametrize(
    "what", ["unknown case", "unknown recipient", "not signed", "no folder", "a folder", "no right"]
)
def test_a_lead_sheet_that_cannot_be_made_changes_nothing(
    terminal: Terminal, signed_case: str, open_case: str, tmp_path: Path, what: str
) -> None:
    case = {"unknown case": "26-999999", "not signed": open_case}.get(what, signed_case)
    to = "Det. Nobody" if what == "unknown recipient" else INVESTIGATOR
    target = tmp_path / "out" / "lead.pdf"
    if what != "no folder":
        target.parent.mkdir()
    if what == "a folder":
        target.mkdir()
    if what == "no right":
        target = Path("/proc/lead.pdf")
        if not target.parent.is_dir():
            pytest.skip("no folder here that nobody may write in")
    said = terminal.run("packet", case, "--to", to, "--out", target)
    assert (said.code, said.out) == (1, ""), said.err
    assert said.err.strip().splitlines()[-1].endswith(".")
    if target.parent.is_dir() and what != "no right":
        assert [path.name for path in target.parent.iterdir()] == (["lead.pdf"] if what == "a folder" else [])


def test_doctor_needs_no_sign_in(terminal: Terminal) -> None:
    said = terminal.run("doctor", "--json", *terminal.where, signed=False)
    checks = said.json["checks"]
    assert isinstance(checks, list)
    assert {"state", "what", "sentence"} == set(checks[0])
    assert said.code == (1 if any(one["state"] == "bad" for one in checks) else 0)


def test_options_stand_in_any_order_after_the_command(terminal: Terminal) -> None:
    last = terminal.run("queue", "--json", "--state", "callable")
    first = terminal.run("queue", *terminal.who, "--state", "callable", "--json", signed=False)
    assert last.json == first.json


@pytest.mark.parametrize(
    "words",
    [
        ("nonsense",),
        ("queue", "--nonsense"),
        ("import",),
        ("packet", "26-1"),
        ("people", "add", "X", "--role", "chief"),
    ],
)
def test_wrong_usage_is_two(terminal: Terminal, words: tuple[str, ...]) -> None:
    said = terminal.run(*words)
    assert said.code == 2
    assert said.out == ""


def test_the_program_itself_speaks_json_alone_and_warns_on_every_start(terminal: Terminal) -> None:
    said = fine(terminal.spawn("queue", "--state", "callable", "--json"))
    assert len(said.json["callbacks"]) == 10  # type: ignore[arg-type]
    assert "tests and the demo only" in said.err
    assert "restricted police information system" in said.err


def test_without_a_terminal_the_password_is_a_sentence(terminal: Terminal) -> None:
    said = terminal.spawn("queue", *terminal.where, "--user", SUPERVISOR, signed=False)
    assert (said.code, said.out) == (1, "")
    assert "Give --password-file." in said.err
    nobody = terminal.spawn("queue", *terminal.where, "--password-file", terminal.password_file, signed=False)
    assert (nobody.code, nobody.out) == (1, "")
    assert "--user" in nobody.err


def test_the_desk_may_stand_in_the_environment(terminal: Terminal) -> None:
    terminal.environment["CALLBACK_DESK_HOME"] = str(terminal.folder)
    who = ("--user", SUPERVISOR, "--password-file", terminal.password_file)
    assert len(fine(terminal.run("queue", "--json", *who, signed=False)).json["callbacks"]) == 12  # type: ignore[arg-type]


def test_a_password_file_of_notepad_is_read(terminal: Terminal) -> None:
    """Windows' editor puts a mark before the first letter and ends lines in its own way."""
    path = terminal.folder.with_name("notepad.txt")
    path.write_bytes(b"\xef\xbb\xbf" + PASSWORD.encode() + b"\r\nsecond line\r\n")
    who = (*terminal.where, "--user", SUPERVISOR, "--password-file", path)
    fine(terminal.run("queue", *who, signed=False))


def test_a_name_that_the_code_page_does_not_know_is_written_all_the_same() -> None:
    """On Windows a pipe has the computer's code page; a reader of `--json` gets UTF-8 everywhere."""
    code = "from callback_desk.__main__ import _say_every_name; _say_every_name(); print('Łucja Żak')"
    environment = {**os.environ, "PYTHONIOENCODING": "cp1252"}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, check=True)
    assert done.stdout.decode("utf-8").strip() == "Łucja Żak"
