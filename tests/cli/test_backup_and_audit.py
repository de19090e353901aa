"""The way back: a backup becomes a desk again by the recovery code; and a trail that was touched says so."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlcipher

from callback_desk.domain.audit_verify import Finding
from tests.cli.terminal import Terminal
from tests.cli.test_bad_input import a_sentence
from tests.use_cases.made_desks import AUDITOR, SUPERVISOR, MovedClock, World


@pytest.fixture
def backup(terminal: Terminal, tmp_path: Path) -> Path:
    target = tmp_path / "safe" / "desk.cdbackup"
    target.parent.mkdir()
    said = terminal.run("backup", target, "--json")
    assert said.code == 0, said.err
    assert said.json["bytes"] == target.stat().st_size
    return target


def code_file(terminal: Terminal) -> Path:
    return terminal.folder / "recovery.txt"


def test_a_backup_comes_back_with_every_row(terminal: Terminal, backup: Path, tmp_path: Path) -> None:
    before = terminal.rows()
    new = Terminal(tmp_path / "restored")
    said = new.run("restore", backup, "--recovery-code-file", code_file(terminal), *new.where, "--json", signed=False)
    assert said.code == 0, said.err
    counts = said.json["counts"]
    assert isinstance(counts, dict)
    for table in ("victims", "callbacks", "tips", "calls"):
        assert counts[table] == len(before[table])
    after = new.rows()
    different = {name for name in before if before[name] != after[name]}
    assert different <= {"desk_notes", "operations"}, different
    new.user = "Ruth Keller"
    refused = new.run("queue")
    assert "You are signed in as Ruth Keller." in refused.err, "everybody signs in as before"
    new.user = SUPERVISOR
    assert new.run("audit", "verify", "--json").json["finding"] == "clean"


def test_a_desk_is_never_restored_over(terminal: Terminal, backup: Path) -> None:
    before = terminal.rows()
    a_sentence(
        terminal.run("restore", backup, "--recovery-code-file", code_file(terminal), *terminal.where, signed=False)
    )
    assert terminal.rows() == before


@pytest.mark.parametrize("what", ["wrong code", "no code", "cut short", "a flipped byte", "another file", "missing"])
def test_what_cannot_be_restored_is_a_sentence_and_leaves_nothing(
    terminal: Terminal, backup: Path, tmp_path: Path, what: str
) -> None:
    code = code_file(terminal)
    content = bytearray(backup.read_bytes())
    if what == "wrong code":
        words = code.read_text("utf-8").strip()
        code = terminal.file("code.txt", words[:-1] + ("0" if words[-1] != "0" else "1") + "\n")
    elif what == "no code":
        code = terminal.file("code.txt", "\n")
    elif what == "cut short":
        backup.write_bytes(content[: len(content) * 2 // 3])
    elif what == "a flipped byte":
        content[len(content) // 2] ^= 1
        backup.write_bytes(content)
    elif what == "another file":
        backup.write_bytes(b"PK\x03\x04" + bytes(4000))
    elif what == "missing":
        backup.unlink()
    new = Terminal(tmp_path / "restored")
    a_sentence(new.run("restore", backup, "--recovery-code-file", code, *new.where, signed=False))
    left = [path.name for path in new.folder.rglob("*") if path.is_file()] if new.folder.exists() else []
    assert not [name for name in left if ".db" in name or name.endswith(".keys")], left


def test_a_backup_beside_the_records_is_refused(terminal: Terminal) -> None:
    a_sentence(terminal.run("backup", terminal.folder / "desk.cdbackup"))
    a_sentence(terminal.run("backup", terminal.folder.parent / "no folder" / "desk.cdbackup"))


def test_a_backup_is_never_written_over(terminal: Terminal, backup: Path) -> None:
    """It may be the only whole one. What is there stays, whatever it is, and the sentence says what to do."""
    before, count = backup.read_bytes(), terminal.trail().count("backup.make")
    sentence = a_sentence(terminal.run("backup", backup))
    assert backup.name in sentence
    assert str(backup.parent) in sentence
    assert "another name" in sentence
    assert backup.read_bytes() == before
    link = backup.with_name("link.cdbackup")
    link.symlink_to(backup.parent / "nowhere")
    a_sentence(terminal.run("backup", link, "--json"))
    assert link.is_symlink()
    assert {path.name for path in backup.parent.iterdir()} == {backup.name, link.name}
    assert terminal.trail().count("backup.make") == count + 2, "a refused backup is on record too"
    assert terminal.run("backup", backup.with_name("tomorrow.cdbackup")).code == 0


def tamper(terminal: Terminal, *statements: str) -> None:
    """As somebody with the key and a database tool would."""
    world = World(terminal.folder, MovedClock(datetime.now(UTC)))
    desk = world.enter(SUPERVISOR)
    path, key = desk.keys.data_key()
    world.close()
    connection = sqlcipher.connect(str(path))
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        connection.execute(f"DROP TRIGGER {name}")
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


def test_an_auditor_does_the_draws_of_the_review_again(terminal: Terminal) -> None:
    refused = terminal.run("audit", "draws")
    assert refused.code == 1
    assert "This is for auditors." in refused.err
    terminal.user = AUDITOR
    said = terminal.run("audit", "draws", "--json")
    assert said.code == 0, said.err
    assert said.json["other"] == []
    drawn = said.json["draws"]
    assert isinstance(drawn, int)
    assert f"{drawn:,} draws done again" in str(said.json["sentence"])
    terminal.user = SUPERVISOR


FIRST = "(SELECT min(seq) FROM audit_events)"


@pytest.mark.parametrize(
    ("statement", "finding"),
    [
        (f"UPDATE audit_events SET object_id = '99' WHERE seq = {FIRST} + 3", Finding.ALTERED),
        (f"DELETE FROM audit_events WHERE seq = {FIRST} + 3", Finding.OUT_OF_SEQUENCE),
    ],
    ids=["altered", "removed"],
)
def test_a_trail_that_was_touched_says_so_by_its_exit_code(
    terminal: Terminal, statement: str, finding: Finding
) -> None:
    clean = terminal.run("audit", "verify", "--json")
    assert (clean.code, clean.json["finding"], clean.json["code"]) == (0, "clean", 0)
    tamper(terminal, statement)
    said = terminal.run("audit", "verify", "--json")
    assert said.code == 10 + int(finding), said
    assert said.json["code"] == int(finding)
    assert str(said.json["sentence"]).endswith(".")


def test_a_printed_anchor_is_placed_or_refused(terminal: Terminal) -> None:
    assert terminal.run("audit", "verify", "--anchor", "A-000001-AAAA-AAAA").code in {14, 15}
    a_sentence(terminal.run("audit", "verify", "--anchor", "twelve"))
