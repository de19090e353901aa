"""`people release`, `people reset`, `password`, `confirm-code`, `recover` and `settings`, typed as a person would."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from callback_desk.cli.main import make_app
from callback_desk.domain.access import Role
from callback_desk.domain.errors import LockedOut, WrongPassword
from tests.bootstrap.made_office import OTHER_PASSWORD, PASSWORD, SUPERVISOR, VOLUNTEER, MadeOffice, add

ONE_TIME = "seven copper kettles whistling"
OWN = "gravel orchards under starlight"


class Terminal:
    """Runs commands at one desk; passwords come from files."""

    def __init__(self, here: MadeOffice, folder: Path) -> None:
        self.here = here
        self._folder = folder

    def file(self, words: str) -> str:
        path = self._folder / f"{len(list(self._folder.iterdir()))}.txt"
        path.write_text(words + "\n", "utf-8")
        return str(path)

    def run(self, *words: str, user: str = "", password: str = PASSWORD) -> tuple[int, str, str]:
        """(exit code, standard output, standard error)."""
        who = ["--user", user, "--password-file", self.file(password)] if user else []
        done = CliRunner().invoke(make_app(), [*words, *who, "--desk", str(self.here.folder)])
        return done.exit_code, done.stdout, done.stderr


@pytest.fixture
def terminal(here: MadeOffice, tmp_path: Path) -> Terminal:
    folder = tmp_path / "typed"
    folder.mkdir()
    desk = here.sign_in()
    add(desk, VOLUNTEER, Role.VOLUNTEER)
    here.sign_out(desk)
    return Terminal(here, folder)


def test_a_reset_and_the_password_of_ones_own(terminal: Terminal) -> None:
    reset = terminal.run("people", "reset", VOLUNTEER, "--new-password-file", terminal.file(ONE_TIME), user=SUPERVISOR)
    assert reset[0] == 0
    code, _, said = terminal.run("batches", user=VOLUNTEER, password=ONE_TIME)
    assert code == 1
    assert "Choose your own password" in said
    chosen = ("password", "--new-password-file", terminal.file(OWN))
    assert terminal.run(*chosen, user=VOLUNTEER, password=ONE_TIME)[0] == 0
    assert terminal.here.sign_in(VOLUNTEER, OWN).session.name == VOLUNTEER


def test_a_release(terminal: Terminal) -> None:
    for _ in range(5):
        with pytest.raises((WrongPassword, LockedOut)):
            terminal.here.sign_in(VOLUNTEER, "not the right one at all")
    assert terminal.run("people", "release", VOLUNTEER, user=SUPERVISOR)[0] == 0
    assert terminal.here.sign_in(VOLUNTEER, OTHER_PASSWORD).session.failed_since == 5


def test_a_volunteer_may_do_neither(terminal: Terminal) -> None:
    for words in (
        ("people", "release", SUPERVISOR),
        ("people", "reset", SUPERVISOR, "--new-password-file", terminal.file(ONE_TIME)),
        ("settings",),
    ):
        code, _, said = terminal.run(*words, user=VOLUNTEER, password=OTHER_PASSWORD)
        assert code == 1
        assert "This is for supervisors and administrators" in said


def test_the_reminder_of_the_code_ends_with_the_code(terminal: Terminal) -> None:
    assert "typed the recovery code back" in terminal.run("batches", user=SUPERVISOR)[2]
    typed = terminal.file(terminal.here.made.recovery_code.text)
    assert terminal.run("confirm-code", "--recovery-code-file", typed, user=SUPERVISOR)[0] == 0
    assert "recovery code" not in terminal.run("batches", user=SUPERVISOR)[2]


def test_recover_brings_the_key_back_and_a_forgotten_password(terminal: Terminal) -> None:
    (terminal.here.folder / "test-keyring.json").unlink()
    assert terminal.run("batches", user=SUPERVISOR)[0] == 1
    code_file = terminal.file(terminal.here.made.recovery_code.text)
    new = terminal.file(ONE_TIME)
    assert terminal.run("recover", "--recovery-code-file", code_file, "--reset", SUPERVISOR)[0] == 2
    given = ("--recovery-code-file", code_file, "--reset", SUPERVISOR, "--new-password-file", new)
    assert terminal.run("recover", *given)[0] == 0
    with pytest.raises(WrongPassword):
        terminal.here.sign_in()
    assert (
        terminal.run("password", "--new-password-file", terminal.file(OWN), user=SUPERVISOR, password=ONE_TIME)[0] == 0
    )
    assert "The recovery code was used" in terminal.run("batches", user=SUPERVISOR, password=OWN)[2]


def test_settings_in_and_out_as_json(terminal: Terminal) -> None:
    change = terminal.file('{"sign_in": {"idle_lock_min": 5}}')
    code, out, _ = terminal.run("settings", "--change", change, user=SUPERVISOR)
    assert code == 0
    assert json.loads(out) == {"sign_in": {"idle_lock_min": 5}}
    looser = terminal.file('{"sign_in": {"idle_lock_min": 50}}')
    code, _, said = terminal.run("settings", "--change", looser, user=SUPERVISOR)
    assert code == 1
    assert "stricter than the program, not looser" in said
    assert json.loads(terminal.run("settings", user=SUPERVISOR)[1]) == {"sign_in": {"idle_lock_min": 5}}


def test_audit_verify_sees_an_older_database(terminal: Terminal, tmp_path: Path) -> None:
    older = terminal.here.database.read_bytes()
    for _ in range(4):
        assert terminal.run("people", "list", user=SUPERVISOR)[0] == 0
    assert terminal.run("audit", "verify", user=SUPERVISOR)[0] == 0
    terminal.here.database.write_bytes(older)
    code, out, said = terminal.run("audit", "verify", user=SUPERVISOR)
    assert code == 14
    assert "older copy was put back" in out
    assert "The records are older" in said
