"""Commands log into the desk folder, by place and number; a bug ends with its number."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

import pytest
import typer

from callback_desk.cli import desk_commands
from callback_desk.cli.front import office, sentences
from callback_desk.domain.errors import DeskBug
from tests.bootstrap.made_office import MadeOffice

NAME = "Walter Penrose"


class Allows(Protocol):
    def allow(self, pattern: str) -> None: ...


def _ends(act: Callable[[], object]) -> int:
    with pytest.raises(typer.Exit) as ended:
        act()
    return ended.value.exit_code


@pytest.mark.parametrize("bug", [ValueError(NAME), DeskBug("ours")])
def test_a_bug_is_a_number_that_stands_in_the_log_of_the_desk(
    here: MadeOffice, expected_logs: Allows, capsys: pytest.CaptureFixture[str], bug: Exception
) -> None:
    expected_logs.allow("trouble")

    def command() -> None:
        with sentences():
            office(here.folder)
            raise bug

    before = list(logging.getLogger().handlers)
    assert _ends(command) == 1
    assert logging.getLogger().handlers == before
    said = capsys.readouterr().err
    (line,) = [json.loads(text) for text in (here.folder / "logs" / "desk.log").read_text("ascii").splitlines()]
    assert str(line["trouble_id"]) in said
    assert NAME not in said
    assert NAME not in json.dumps(line)


def test_a_command_that_makes_no_desk_makes_no_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CALLBACK_DESK_TEST_KEYRING", "1")
    desk_commands.doctor(desk=tmp_path / "nowhere")
    assert not (tmp_path / "nowhere").exists()
