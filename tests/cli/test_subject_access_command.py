"""`subject-access`: everything about one person, as a PDF and as JSON, signed for by two."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.terminal import Terminal
from tests.use_cases.made_desks import PASSWORD, SERGEANT


def test_it_is_written_and_told_with_a_second_signature(terminal: Terminal, signed_case: str, tmp_path: Path) -> None:
    secret = tmp_path / "second"
    secret.write_text(f"{PASSWORD}\n", "utf-8")
    case = signed_case
    given = ("subject-access", "--case", case, "--reason", "She came with her ID.", "--out", tmp_path / "made.pdf")
    refused = terminal.run(*given)
    assert refused.code == 1
    assert "second person" in refused.err
    said = terminal.run(*given, "--second", SERGEANT, "--second-password-file", secret, "--json")
    assert said.code == 0, said.err
    assert (tmp_path / "made.pdf").exists()
    told = said.json
    assert case in json.dumps(told["sections"])
    assert terminal.run("subject-access", "--case", case).code == 2
