"""What a terminal does to a program: closed and full outputs, Ctrl+C, names that are commands to it, names too long."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from callback_desk import __main__ as program
from callback_desk.cli import queue_commands
from tests.cli.terminal import REPOSITORY, Said, Terminal
from tests.cli.test_bad_input import a_sentence

FULL = Path("/dev/full")


def words_of(terminal: Terminal, *arguments: str) -> list[str]:
    return [sys.executable, "-m", "callback_desk", *arguments, *terminal.where]


def started(terminal: Terminal, words: list[str], stdout: int | None) -> Said:
    """The program with a standard output that takes nothing."""
    done = subprocess.run(
        words,
        stdin=subprocess.DEVNULL,
        stdout=stdout,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env={**os.environ, **terminal.environment, "PYTHONPATH": str(REPOSITORY)},
        timeout=100,
        check=False,
        preexec_fn=(lambda: os.close(1)) if stdout is None else None,
    )
    return Said(done.returncode, "", done.stderr)


@pytest.mark.parametrize("words", [("doctor", "--json"), ("doctor",)])
@pytest.mark.parametrize("output", ["closed", "full"])
def test_a_result_nobody_can_take_is_a_sentence(terminal: Terminal, output: str, words: tuple[str, ...]) -> None:
    if output == "closed":
        said = started(terminal, words_of(terminal, *words), None)
    elif not FULL.exists():
        pytest.skip("no device here that is always full")
    else:
        with FULL.open("w") as full:
            said = started(terminal, words_of(terminal, *words), full.fileno())
    assert "could not be written to standard output" in a_sentence(said)


def test_a_reader_who_has_gone_ends_it_quietly(terminal: Terminal) -> None:
    """`callback-desk queue | head -1`."""
    reading, writing = os.pipe()
    os.close(reading)
    try:
        said = started(terminal, words_of(terminal, "doctor"), writing)
    finally:
        os.close(writing)
    assert said.code == 1
    assert said.err.splitlines() == [line for line in said.err.splitlines() if "tests and the demo only" in line]


def test_a_recovery_code_that_was_not_shown_is_told(tmp_path: Path) -> None:
    """It is kept nowhere: a desk without it would be lost with its key."""
    new = Terminal(tmp_path / "desk")
    options = ("--agency", "Lakeside PD", "--region", "US", "--timezone", "America/New_York")
    who = ("--supervisor", "Ada Marsh", "--password-file", str(new.password_file))
    reading, writing = os.pipe()
    os.close(reading)
    try:
        said = started(new, words_of(new, "init", *options, *who), writing)
    finally:
        os.close(writing)
    assert "its recovery code was not shown" in a_sentence(said)
    assert str(new.folder) in said.err


def raising(error: BaseException) -> Callable[..., object]:
    def act(*_args: object, **_kwargs: object) -> object:
        raise error

    return act


def test_ctrl_c_in_a_command_is_a_sentence_and_a_sign_out(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(queue_commands.call_list, "export_rows", raising(KeyboardInterrupt()))
        said = terminal.run("queue")
    assert a_sentence(said).startswith("Stopped.")
    assert terminal.run("audit", "verify").code == 0


def test_ctrl_c_before_a_command_is_a_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["callback-desk", "queue"])
    monkeypatch.setattr("callback_desk.cli.main.make_app", raising(KeyboardInterrupt()))
    with pytest.raises(SystemExit) as ended:
        program.main()
    assert ended.value.code == 1
    assert capsys.readouterr().err == "Stopped. Nothing was begun.\n"


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.EACCES, "This account may not use desk-000001.db."),
        (errno.EROFS, "This account may not use desk-000001.db."),
        (errno.ENOSPC, "no room left on the disk"),
        (errno.ENAMETOOLONG, "longer than this computer allows"),
    ],
)
def test_what_the_computer_refuses_is_no_fault_of_the_program(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch, number: int, words: str
) -> None:
    trouble = OSError(number, os.strerror(number), "/home/quill/desk-000001.db")
    monkeypatch.setattr(queue_commands.call_list, "export_rows", raising(trouble))
    sentence = a_sentence(terminal.run("queue"))
    assert words in sentence
    assert "quill" not in sentence


def test_every_other_trouble_has_a_number(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch, expected_logs: Any
) -> None:
    expected_logs.allow("trouble")
    monkeypatch.setattr(queue_commands.call_list, "export_rows", raising(OSError(errno.EIO, "Input/output error")))
    said = terminal.run("queue")
    assert said.code == 1
    assert "Quote number " in said.err


def test_names_are_words_and_never_commands_to_the_terminal(terminal: Terminal, tmp_path: Path) -> None:
    red = "26-1\x1b[31m\x9b2J\u202e"
    said = terminal.run("why", red)
    assert (said.code, said.out) == (1, "")
    evil = tmp_path / "list\x1b]0;title\x07.csv"
    evil.write_text("Case Number,Name\r\n", "utf-8")
    said_too = terminal.run("import", evil)
    for text in (said.err, said_too.err):
        assert not [one for one in text if not one.isprintable() and one != "\n"]
        assert "\ufffd" in text


@pytest.mark.parametrize("asked", ["9" * 5_000, ""])
def test_a_sentence_stays_a_sentence_however_long_the_question(terminal: Terminal, asked: str) -> None:
    said = terminal.run("why", asked)
    assert said.code == 1
    assert len(said.err.splitlines()[-1]) < 120
    assert "Check the number" in said.err


def test_names_longer_than_the_computer_allows(terminal: Terminal, tmp_path: Path) -> None:
    long = "x" * 300
    for words in (("backup", tmp_path / long), ("import", tmp_path / long), ("script", "check", f"{long}.md")):
        assert "name" in a_sentence(terminal.run(*words, signed=words[0] != "script"))
    said = Terminal(tmp_path / long).spawn("queue", "--desk", tmp_path / long, signed=False)
    assert "longer than this computer allows" in a_sentence(said)
    assert "trouble" not in said.err, "nothing of the log goes to the terminal"
