"""`undo-import`: four piles that add up, a dry run that changes nothing, and rows that stay away."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from tests.cli.terminal import Terminal
from tests.use_cases.made_desks import RUTH, plain_rows, write_rows

PILES = ("removed", "kept_called", "kept_edited", "already_gone")


def _rows(count: int, first: int = 60) -> list[dict[str, str]]:
    return plain_rows(count, datetime.now(UTC).date(), seed=5, first=first)


def _bring(terminal: Terminal, path: Path, *more: str) -> dict[str, object]:
    said = terminal.run("import", path, "--json", *more)
    assert said.code == 0, said.err
    return said.json


def _queue(terminal: Terminal) -> list[tuple[object, ...]]:
    found = terminal.run("queue", "--json").json["callbacks"]
    assert isinstance(found, list)
    return sorted((one["state"], tuple(one["case_numbers"]), tuple(one["phones"]), one["reason"]) for one in found)


def test_a_dry_run_says_what_the_command_then_does(terminal: Terminal, tmp_path: Path) -> None:
    before = _queue(terminal)
    report = _bring(terminal, write_rows(tmp_path / "a.csv", _rows(6)))
    full = _queue(terminal)
    batch = str(report["batch"])
    tried = terminal.run("undo-import", batch, "--dry-run", "--json")
    assert tried.code == 0, tried.err
    assert _queue(terminal) == full
    done = terminal.run("undo-import", batch, "--json").json
    assert {key: done[key] for key in PILES} == {"removed": 6, "kept_called": 0, "kept_edited": 0, "already_gone": 0}
    assert {key: done[key] for key in PILES} == {key: tried.json[key] for key in PILES}
    assert sum(int(str(done[key])) for key in PILES) == done["people"]
    assert (tried.json["undone_at"], done["undone_at"] is None) == (None, False)
    assert _queue(terminal) == before
    listed = terminal.run("batches", "--json").json["batches"]
    assert isinstance(listed, list)
    assert listed[0]["undone_at"] is not None
    assert "taken back" in terminal.run("batches").out


def test_the_words_name_every_reason(terminal: Terminal) -> None:
    said = terminal.run("undo-import", "1", "--dry-run")
    assert said.code == 0
    assert said.out == ""
    assert "kept because called" in said.err
    assert "Has been called since." in said.err
    assert "dry run" in said.err


def test_the_same_file_comes_back_with_a_word_and_another_does_not(terminal: Terminal, tmp_path: Path) -> None:
    path = write_rows(tmp_path / "a.csv", _rows(5))
    first = _bring(terminal, path)
    full = _queue(terminal)
    terminal.run("undo-import", str(first["batch"]))
    other = write_rows(tmp_path / "b.csv", _rows(6))
    stays_away = terminal.run("import", other, "--dry-run", "--json")
    assert stays_away.json["reasons"] == {"taken_back": 5}
    assert "--bring-back" in stays_away.err
    wanted = terminal.run("import", other, "--dry-run", "--json", "--bring-back")
    assert (wanted.json["queued"], wanted.json["reasons"]) == (6, {})
    again = terminal.run("import", path, "--json")
    assert "was taken back on" in again.err
    assert {**again.json, "batch": 0} == {**first, "batch": 0}
    assert _queue(terminal) == full


def test_an_import_that_is_gone_or_never_was_ends_in_a_sentence(terminal: Terminal) -> None:
    assert terminal.run("undo-import", "1").code == 0
    twice = terminal.run("undo-import", "1")
    assert (twice.code, twice.out) == (1, "")
    assert "already" in twice.err
    unknown = terminal.run("undo-import", "4711", "--json")
    assert (unknown.code, unknown.out) == (1, "")
    assert terminal.run("undo-import", "first").code == 2
    terminal.user = RUTH
    assert terminal.run("undo-import", "1").code == 1
