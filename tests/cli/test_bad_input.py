"""Bad input gets a sentence, exit code 1, and changes nothing but the record that it was refused."""

from __future__ import annotations

import os
import resource
import shutil
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from callback_desk.vault.device_secret import TEST_KEYRING_VARIABLE
from scripts.make_export import HEADINGS
from tests.cli.terminal import Said, Terminal
from tests.use_cases.made_desks import INVESTIGATOR, SUPERVISOR, MovedClock, World, plain_rows, storage_of, write_rows


def a_sentence(said: Said) -> str:
    assert (said.code, said.out) == (1, ""), said
    assert "Traceback" not in said.err
    assert "Something went wrong in this program" not in said.err
    last = said.err.strip().splitlines()[-1]
    assert last.endswith(".")
    assert len(last) > 20
    return last


def _pdf(path: Path) -> None:
    path.write_bytes(b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n%%EOF\n")


def _prose(path: Path) -> None:
    path.write_text("Dear Sir,\n\nthe list follows by post.\n\nYours\n")


FILES: dict[str, Callable[[Path], object]] = {
    "not_a_table": _prose,
    "empty": Path.touch,
    "pdf_named_csv": _pdf,
    "folder": Path.mkdir,
    "missing": lambda _path: None,
    "zeros": lambda path: path.write_bytes(bytes(4096)),
}


@pytest.mark.parametrize("kind", FILES)
def test_a_file_that_is_no_list_is_refused(terminal: Terminal, tmp_path: Path, kind: str) -> None:
    path = tmp_path / "list.csv"
    FILES[kind](path)
    before, trail = terminal.rows(), terminal.trail()
    a_sentence(terminal.run("import", path))
    assert terminal.rows() == before
    added = terminal.trail()[len(trail) :]
    assert added in ([], ["import.reject"])
    assert (added == []) is (kind in ("folder", "missing")), "there is nothing whose hash could be noted"
    said = terminal.run("import", path, "--json")
    assert said.code == 1
    assert said.json["rows_in"] == said.json["rejected"]
    assert "refused" in said.json
    assert not list(terminal.folder.glob("import-*"))


def test_a_wrong_password_is_refused_and_counted(terminal: Terminal) -> None:
    wrong = terminal.file("wrong.txt", "a different quiet harbor\n")
    before = terminal.rows()
    said = terminal.run("queue", *terminal.where, "--user", SUPERVISOR, "--password-file", wrong, signed=False)
    sentence = a_sentence(said)
    stranger = terminal.run("queue", *terminal.where, "--user", "Nobody", "--password-file", wrong, signed=False)
    assert a_sentence(stranger) == sentence, "a name must not be told from a password"
    assert terminal.rows() == before
    assert terminal.trail().count("login.fail") == 1


def test_five_wrong_passwords_lock_the_name(terminal: Terminal) -> None:
    wrong = terminal.file("wrong.txt", "a different quiet harbor\n")
    who = (*terminal.where, "--user", "Ruth Keller", "--password-file", wrong)
    said = [a_sentence(terminal.run("queue", *who, signed=False)) for _ in range(6)]
    assert said[0] != said[5]
    terminal.user = "Ruth Keller"
    assert a_sentence(terminal.run("queue")) == said[5], "the right password does not help now"
    terminal.user = SUPERVISOR
    assert terminal.run("queue").code == 0


def test_a_newer_schema_is_refused_and_left_alone(terminal: Terminal) -> None:
    world = World(terminal.folder, MovedClock(datetime.now(UTC)))
    desk = world.enter(SUPERVISOR)
    with storage_of(desk).write(desk.session) as uow:
        uow.connection.execute(text("UPDATE alembic_version SET version_num = '9999_later'"))
        uow.commit()
    world.close()
    database = next(terminal.folder.glob("desk-*.db"))
    before = database.read_bytes()
    sentence = a_sentence(terminal.run("queue"))
    assert "newer" in sentence
    assert database.read_bytes() == before
    assert "newer" in a_sentence(terminal.run("import", __file__))


def test_another_desks_database_is_refused(terminal: Terminal, tmp_path: Path) -> None:
    database = next(terminal.folder.glob("desk-*.db"))
    database.write_bytes(b"SQLite format 3\x00" + bytes(4080))
    sentence = a_sentence(terminal.run("queue"))
    assert sentence
    assert database.read_bytes().startswith(b"SQLite format 3"), "it was not replaced by a new one"


def test_no_desk_in_the_folder(tmp_path: Path) -> None:
    nowhere = Terminal(tmp_path / "nothing here")
    assert "no desk" in a_sentence(nowhere.run("queue")).lower()
    assert not nowhere.folder.exists() or not any(nowhere.folder.iterdir())


def _small_files() -> None:
    import signal

    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))


def test_a_full_disk_on_export_leaves_no_file(terminal: Terminal, signed_case: str, tmp_path: Path) -> None:
    """The press is told the limit of a file as a full disk would: the database itself has its room already."""
    out = tmp_path / "out"
    out.mkdir()
    target = out / "lead.pdf"
    before = terminal.rows()
    said = terminal.spawn("packet", signed_case, "--to", INVESTIGATOR, "--out", target, before=_small_files)
    a_sentence(said)
    assert list(out.iterdir()) == []
    after = terminal.rows()
    assert {name for name in after if after[name] != before[name]} <= {
        "exports",
        "packets",
        "sheet_points",
        "operations",
        "sheet_numbers",
    }
    assert terminal.run("packet", signed_case, "--to", INVESTIGATOR, "--out", target).code == 0


def test_a_backup_on_a_full_disk_leaves_no_file(terminal: Terminal, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    a_sentence(terminal.spawn("backup", out / "desk.cdbackup", before=_small_files))
    assert list(out.iterdir()) == []
    assert not list(terminal.folder.glob("backup-copy-*"))


def test_a_problem_list_that_cannot_be_written_stops_before_the_import(terminal: Terminal, tmp_path: Path) -> None:
    rows = plain_rows(30, datetime.now(UTC).date())[20:]
    path = write_rows(tmp_path / "export.csv", rows)
    before = terminal.rows()
    for target in (tmp_path, tmp_path / "no folder" / "problems.csv"):
        a_sentence(terminal.run("import", path, "--problems", target, "--json"))
    assert terminal.rows() == before


def test_a_slip_in_a_name_costs_no_other_file(terminal: Terminal, signed_case: str, tmp_path: Path) -> None:
    """--problems with the export's own name, --out with the desk's database: an older result alone is replaced."""
    path = write_rows(tmp_path / "export.csv", plain_rows(30, datetime.now(UTC).date())[20:])
    keys, database = terminal.folder / "desk.keys", next(terminal.folder.glob("desk-*.db"))
    for target in (path, keys, database):
        before = target.read_bytes()[:4096]
        sentence = a_sentence(terminal.run("import", path, "--problems", target))
        assert target.name in sentence
        assert "nothing was imported" in sentence
        a_sentence(terminal.run("packet", signed_case, "--to", INVESTIGATOR, "--out", target))
        assert target.read_bytes()[:4096] == before
    problems, sheet, pipe = tmp_path / "problems.csv", tmp_path / "sheet.pdf", tmp_path / "pipe"
    os.mkfifo(pipe)
    a_sentence(terminal.run("import", path, "--problems", pipe))
    problems.touch()  # as mktemp does
    sheet.touch()
    for _ in range(2):
        assert terminal.run("import", path, "--problems", problems).code == 0
        assert terminal.run("packet", signed_case, "--to", INVESTIGATOR, "--out", sheet).code == 0
    assert problems.read_text("utf-8").count("here_already") == 10, "of the second import"


def test_a_heading_cannot_become_a_formula_in_the_problem_list(terminal: Terminal, tmp_path: Path) -> None:
    path = tmp_path / "=cmd|' calc'!A0.csv"
    row = {**plain_rows(1, datetime.now(UTC).date(), seed=3)[0], "Report Date": "31/31/2026"}
    write_rows(path, [row, *plain_rows(2, datetime.now(UTC).date(), seed=3, first=600)])
    problems = tmp_path / "problems.csv"
    assert terminal.run("import", path, "--problems", problems, "--accept-changes").code == 0
    assert "31/31" not in problems.read_text("utf-8")
    for line in problems.read_text("utf-8").splitlines():
        assert not line.startswith(("=", "+", "-", "@"))
        assert ",=" not in line


def test_a_major_change_is_refused_with_every_key(terminal: Terminal, tmp_path: Path) -> None:
    rows = [{**row, "Domestic Violence": "Y"} for row in plain_rows(30, datetime.now(UTC).date(), seed=5)]
    path = write_rows(tmp_path / "export.csv", rows)
    before = terminal.rows()
    said = terminal.run("import", path, "--json")
    assert said.code == 1
    assert said.json["rows_in"] == 30
    assert said.json["batch"] is None
    assert "--accept-changes" in said.err
    assert terminal.rows() == before
    assert terminal.run("import", path, "--json", "--accept-changes").json["excluded"] == 30


def test_a_dry_run_settles_nothing(terminal: Terminal, tmp_path: Path) -> None:
    """Decisions: preview and dry run leave the desk untouched; the statement is tried on, not kept."""
    headings = tuple(name for name in plain_rows(1, datetime.now(UTC).date())[0] if name != "Domestic Violence")
    path = write_rows(tmp_path / "export.csv", plain_rows(30, datetime.now(UTC).date())[20:], headings)
    before, trail = terminal.rows(), terminal.trail()
    stated = ("--screening-stated", "Officers screen every report for domestic violence.")
    dry = terminal.run("import", path, "--dry-run", "--json", *stated).json
    assert dry["queued"] == 10
    assert terminal.rows() == before
    assert terminal.trail() == trail
    assert terminal.run("import", path, "--dry-run", "--json").json["held"] == 10
    assert terminal.run("import", path, "--json", *stated).json["queued"] == 10


def test_no_keyring_is_a_sentence_and_never_a_new_database(terminal: Terminal, tmp_path: Path) -> None:
    bare = dict.fromkeys((TEST_KEYRING_VARIABLE, "DBUS_SESSION_BUS_ADDRESS", "DISPLAY"), "")
    before = {path.name: path.read_bytes() for path in terminal.folder.iterdir() if path.suffix == ".db"}
    sentence = a_sentence(terminal.spawn("queue", environment=bare))
    assert "key" in sentence.lower()
    assert {path.name: path.read_bytes() for path in terminal.folder.iterdir() if path.suffix == ".db"} == before
    new = Terminal(tmp_path / "second desk")
    said = new.spawn(
        *("init", "--agency", "Lakeside PD", "--region", "US", "--timezone", "America/New_York"),
        *("--supervisor", "Ada Marsh", *new.where, "--password-file", new.password_file),
        signed=False,
        environment=bare,
    )
    a_sentence(said)
    left = [path for path in new.folder.rglob("*") if path.is_file()] if new.folder.exists() else []
    assert not [path for path in left if path.suffix == ".db" or path.read_bytes().startswith(b"SQLite")]
    assert not [path for path in left if path.name.endswith(".keys")]


@pytest.mark.parametrize("damage", ["gone", "empty", "other"])
def test_a_keyring_that_lost_or_changed_its_secret_leaves_the_desk_alone(terminal: Terminal, damage: str) -> None:
    """Research F33: an emptied keyring is expected and mended with the recovery sheet; nothing is made anew."""
    keyring = terminal.folder / "test-keyring.json"
    if damage == "gone":
        keyring.unlink()
    elif damage == "empty":
        keyring.write_text("{}")
    else:
        words = keyring.read_text("utf-8")
        keyring.write_text(words[:-12] + ("A" if words[-12] != "A" else "B") + words[-11:], "utf-8")
    database = next(terminal.folder.glob("desk-*.db"))
    before = (database.read_bytes(), database.stat().st_mtime_ns)
    a_sentence(terminal.run("queue"))
    assert (database.read_bytes(), database.stat().st_mtime_ns) == before
    assert len(list(terminal.folder.glob("*.db"))) == 1


def test_a_copied_folder_without_its_keyring_opens_for_nobody(terminal: Terminal, tmp_path: Path) -> None:
    stolen = Terminal(tmp_path / "stolen")
    shutil.copytree(terminal.folder, stolen.folder, ignore=shutil.ignore_patterns("test-keyring*"))
    a_sentence(stolen.run("queue"))


@pytest.mark.parametrize("headings", [HEADINGS, ("foo", "bar", "baz")], ids=["known headings", "unknown headings"])
def test_headings_without_a_row_are_no_rows_and_said_so(
    terminal: Terminal, tmp_path: Path, headings: tuple[str, ...]
) -> None:
    """An export of a quiet day: no fault of anybody, so a schedule goes on; and no import that is one in name only."""
    path = tmp_path / "export.csv"
    path.write_text(",".join(headings) + "\r\n", "utf-8")
    before = terminal.rows()
    for words in ((), ("--dry-run",), ("--json",)):
        said = terminal.run("import", path, *words)
        assert said.code == 0
        assert "export.csv: There is a heading row but no people below it. Check the period" in said.err
        assert "Nothing was imported." in said.err
        assert "accounted" not in said.err
    assert (said.json["rows_in"], said.json["batch"]) == (0, None)
    assert "refused" not in said.json
    assert terminal.rows() == before


def _zip(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("photo.png", b"\x89PNG\r\n\x1a\n" + bytes(40))


NAMED: dict[str, tuple[Callable[[Path], object], str]] = {
    "pdf": (_pdf, "looks like a PDF"),
    "zip": (_zip, "no list in this ZIP archive"),
    "json": (lambda path: path.write_text('{"a": 1}'), "looks like a JSON document without a list"),
    "xml": (lambda path: path.write_text('<?xml version="1.0"?>\n<list/>'), "looks like an XML file we do not know"),
    "html": (lambda path: path.write_text("<!DOCTYPE html>\n<html><table><tr><td>1</table>"), "looks like a web page"),
    "picture": (lambda path: path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(40)), "looks like a picture"),
    "program": (lambda path: path.write_bytes(b"\x7fELF" + bytes(40)), "looks like a program"),
    "empty": (Path.touch, "is empty"),
    "folder": (Path.mkdir, "the list.csv is a folder"),
    "pipe": (os.mkfifo, "the list.csv is a device or pipe"),
    "missing": (lambda _path: None, "There is no file the list.csv in "),
}


@pytest.mark.parametrize("kind", NAMED)
def test_what_is_no_list_is_named_for_what_it_is(terminal: Terminal, tmp_path: Path, kind: str) -> None:
    path = tmp_path / "the list.csv"  # its name says nothing about what it is
    make, words = NAMED[kind]
    make(path)
    sentence = a_sentence(terminal.run("import", path))
    assert sentence.startswith("the list.csv: ")
    assert words in sentence
    assert sentence.endswith("Nothing was imported.")
    if kind == "missing":
        assert str(tmp_path) in sentence, "where it was looked for"


def test_the_folder_one_stands_in_has_a_name(
    terminal: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert f"{tmp_path.name} is a folder" in a_sentence(terminal.run("import", "."))
    assert "There is no file x.csv" in a_sentence(terminal.run("import", "nowhere/x.csv"))
    assert "cannot be looked at" in a_sentence(terminal.run("import", "x" * 300))
