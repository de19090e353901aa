"""`admit`: another account of this computer, from the terminal; `recover` takes its code there."""

from __future__ import annotations

from pathlib import Path

import pytest

from callback_desk.bootstrap import door
from tests.cli.terminal import Terminal


def test_the_code_is_given_and_taken_in_the_other_account(
    terminal: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(door, "let_in", lambda _folder, account, *, random: account)  # not the system's own list
    made = terminal.run("admit", "MERIDIAN\\rpeel", "--json")
    assert made.code == 0, made.err
    assert made.json["account"] == "MERIDIAN\\rpeel"
    assert "callback-desk recover --desk" in made.err
    code = tmp_path / "code"
    code.write_text(f"{made.json['code']}\n", "utf-8")
    taken = terminal.run("recover", "--recovery-code-file", code, *terminal.where, signed=False)
    assert taken.code == 0, taken.err
    assert "This account has the key to the desk now." in taken.err
    again = terminal.run("recover", "--recovery-code-file", code, *terminal.where, signed=False)
    assert again.code == 1
    assert "works once, for 15 minutes" in again.err


def test_a_name_that_is_no_accounts_is_refused(terminal: Terminal) -> None:
    refused = terminal.run("admit", "Everyone")
    assert refused.code == 1
    assert "not a group's. Nothing was changed." in refused.err
