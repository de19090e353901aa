"""`new-code`: another recovery code from the terminal, signed for by two people."""

from __future__ import annotations

from pathlib import Path

from tests.cli.terminal import Terminal
from tests.use_cases.made_desks import PASSWORD, SERGEANT


def test_the_new_code_is_shown_once_and_the_old_one_ends(terminal: Terminal, tmp_path: Path) -> None:
    secret = tmp_path / "second"
    secret.write_text(f"{PASSWORD}\n", "utf-8")
    refused = terminal.run("new-code")
    assert refused.code == 1
    assert "Nothing was changed; the old sheet is good." in refused.err
    made = terminal.run("new-code", "--second", SERGEANT, "--second-password-file", secret, "--json")
    assert made.code == 0, made.err
    code = made.json["recovery_code"]
    assert code not in made.err
    sheet = tmp_path / "code"
    sheet.write_text(f"{code}\n", "utf-8")
    back = terminal.run("confirm-code", "--recovery-code-file", sheet)
    assert back.code == 0, back.err
    sheet.write_text(f"{code[:-1]}{'0' if code[-1] != '0' else '1'}\n", "utf-8")
    assert terminal.run("confirm-code", "--recovery-code-file", sheet).code == 1
