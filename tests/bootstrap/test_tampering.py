"""A hand with the key and a database tool changes the trail: it is told, never a crash."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlcipher
import typer

from callback_desk.cli.main import make_app
from callback_desk.domain.audit_verify import Finding
from callback_desk.use_cases.verify_audit import verify_audit
from tests.bootstrap.made_office import PASSWORD, SUPERVISOR, MadeOffice


def tamper(path: Path, key: bytes, *statements: str) -> None:
    """Through the engine with the right key, past every trigger."""
    with closing(sqlcipher.connect(str(path), isolation_level=None)) as connection:
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f'DROP TRIGGER "{name}"')
        for statement in statements:
            connection.execute(statement)


def _tampered(here: MadeOffice, *statements: str) -> None:
    desk = here.sign_in()
    path, key = desk.keys.data_key()
    here.sign_out(desk)
    tamper(path, key, *statements)


SPOILT = {
    "an event nobody knows": "UPDATE audit_events SET event = 'nothing.known' WHERE seq = 3",
    "words for a time": "UPDATE audit_events SET at = 'noon' WHERE seq = 3",
    "a time beyond the calendar": "UPDATE audit_events SET at = 9000000000000000000 WHERE seq = 3",
    "another time": "UPDATE audit_events SET at = at - 1000000 WHERE seq = 3",
    "no JSON": "UPDATE audit_events SET fields = '{' WHERE seq = 3",
    "a list of fields": "UPDATE audit_events SET fields = '[1]' WHERE seq = 3",
    "nested beyond measure": f"UPDATE audit_events SET fields = '{'[' * 100_000}' WHERE seq = 3",
    "a name as a reason": "UPDATE audit_events SET reason = 'Marsh' WHERE seq = 3",
    "an unknown role": "UPDATE audit_events SET role = 'chief' WHERE seq = 3",
    "an unknown outcome": "UPDATE audit_events SET outcome = 'so so' WHERE seq = 3",
    "words for a person": "UPDATE audit_events SET actor_id = 'somebody' WHERE seq = 3",
    "another person": "UPDATE audit_events SET actor_id = 77 WHERE seq = 3",
    "bytes for text": "UPDATE audit_events SET object_id = X'00FF' WHERE seq = 3",
    "a short chain value": "UPDATE audit_events SET prev_mac = X'00' WHERE seq = 3",
    "words for a chain value": "UPDATE audit_events SET mac = 'none' WHERE seq = 3",
    "the newest chain value": "UPDATE audit_events SET mac = 'none' WHERE seq = (SELECT max(seq) FROM audit_events)",
    "another key": "UPDATE audit_events SET key_epoch = 0 WHERE seq = 3",
    "another station": "UPDATE audit_events SET station = 'st-elsewhere' WHERE seq = 3",
    "words for a place": "UPDATE audit_events SET seq = 'last' WHERE seq = (SELECT max(seq) FROM audit_events)",
}


@pytest.mark.parametrize("statement", list(SPOILT.values()), ids=list(SPOILT))
def test_a_changed_line_is_told_as_changed_and_people_still_sign_in(here: MadeOffice, statement: str) -> None:
    _tampered(here, statement)
    desk = here.sign_in()
    verdict = verify_audit(desk)
    assert verdict.finding is Finding.ALTERED
    assert verdict.exit_code == 12
    assert verify_audit(desk, "A-000002-0000-0000").finding is Finding.ALTERED


def test_a_line_taken_out_is_told_as_out_of_sequence(here: MadeOffice) -> None:
    _tampered(here, "DELETE FROM audit_events WHERE seq = 3")
    assert verify_audit(here.sign_in()).exit_code == 13


def _ends(command: Callable[[], object]) -> int:
    try:
        command()
    except (typer.Exit, SystemExit) as ended:
        return int(ended.exit_code if isinstance(ended, typer.Exit) else ended.code or 0)
    return 0


def test_the_command_ends_with_the_code_of_the_finding(
    here: MadeOffice, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    secret = tmp_path / "password"
    secret.write_text(PASSWORD + "\n", "utf-8")
    arguments = ["audit", "verify", "--user", SUPERVISOR, "--password-file", str(secret)]
    assert _ends(lambda: make_app()(arguments)) == 0
    _tampered(here, SPOILT["no JSON"])
    assert _ends(lambda: make_app()(arguments)) == 12
    assert "was changed after it was written" in capsys.readouterr().out
