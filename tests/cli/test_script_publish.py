"""`script publish` and `script versions`: signed in, checked, signed by two where a check changes."""

from __future__ import annotations

from pathlib import Path

import pytest

from callback_desk.bootstrap import opening
from callback_desk.bootstrap.make import SHIPPED_SCRIPTS
from tests.call_script.small_script import small_script
from tests.cli.terminal import Terminal
from tests.use_cases.made_desks import KEEPER, PASSWORD, RUTH


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    path = tmp_path / "ours.md"
    path.write_text(small_script(), encoding="utf-8")
    return path


def test_a_workbook_with_an_error_is_not_published_and_says_where_as_check_does(
    terminal: Terminal, workbook: Path
) -> None:
    workbook.write_text(small_script(("¦ ¦ safe ¦ yes ¦", "¦ ¦ safe ¦ yes no ¦")), encoding="utf-8")
    checked = terminal.run("script", "check", workbook, signed=False)
    said = terminal.run("script", "publish", workbook)
    assert (checked.code, said.code) == (1, 1)
    assert "survey, row 6, bind::desk:opens_when: safe: Every answer opens the check" in said.out
    assert checked.out == said.out, "the same words"
    assert "Nothing was published." in said.err
    versions = terminal.run("script", "versions", "--json").json["versions"]
    assert isinstance(versions, list)
    assert {one["published_by"] for one in versions} == {"shipped"}


def test_a_sound_workbook_with_other_checks_needs_two_and_is_then_the_newest(
    terminal: Terminal, workbook: Path
) -> None:
    alone = terminal.run("script", "publish", workbook)
    assert alone.code == 1
    assert "a second supervisor or administrator signs as well" in alone.err
    file = terminal.file("second.txt", PASSWORD + "\n")
    both = terminal.run("script", "publish", workbook, "--second", KEEPER, "--second-password-file", file, "--json")
    assert both.code == 0, both.err
    assert (both.json["published"], both.json["version"]) == (True, "1")
    assert both.json["touches"] == ["check", "consent", "rating"]
    listed = terminal.run("script", "versions")
    assert "Small" in listed.out.splitlines()[0] or any("Small" in line for line in listed.out.splitlines())
    again = terminal.run("script", "publish", workbook)
    assert again.code == 1
    assert "says the same as version 1" in again.err


def test_a_volunteer_publishes_nothing(terminal: Terminal, workbook: Path) -> None:
    ruth = Terminal(terminal.folder, user=RUTH)
    said = ruth.run("script", "publish", workbook)
    assert said.code == 1
    assert "This is for supervisors" in said.err


def test_a_newer_script_of_the_program_is_told_and_changes_nothing(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = terminal.run("script", "versions", "--json")
    assert plain.json["newer"] == []
    name = dict(SHIPPED_SCRIPTS)["called_back"]
    monkeypatch.setattr(opening, "SHIPPED_SCRIPTS", (*SHIPPED_SCRIPTS, ("walk_in", name)))
    told = terminal.run("script", "versions")
    assert "The program brings version" in told.err
    assert "of walk_in; this desk has none." in told.err
    listed = terminal.run("script", "versions", "--json").json
    assert [(one["purpose"], one["source"], one["left_by"]) for one in listed["newer"]] == [("walk_in", name, "")]
    assert listed["versions"] == plain.json["versions"]
