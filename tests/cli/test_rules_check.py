"""`rules check` in the terminal: places, what to do, what is in force, exit codes like `script check`."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cli.terminal import Terminal

RULES = Path(__file__).resolve().parents[2] / "resources" / "rules"


@pytest.fixture
def anywhere(tmp_path: Path) -> Terminal:
    """No desk is needed."""
    return Terminal(tmp_path / "desk")


def ours(tmp_path: Path, kind: str, *pairs: tuple[str, str]) -> Path:
    text = next(RULES.glob(f"{kind}-*.toml")).read_text("utf-8")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new, 1)
    path = tmp_path / f"{kind}-ours.toml"
    path.write_text(text, "utf-8")
    return path


def test_the_rules_of_the_program_need_no_sign_in_and_are_in_order(anywhere: Terminal) -> None:
    said = anywhere.run("rules", "check", signed=False)
    assert (said.code, said.out) == (0, "")
    assert "Nothing to put right." in said.err
    assert "eligibility-2026.toml (eligibility-2026.2): in force" in said.err
    found = anywhere.run("rules", "check", RULES, "--region", "gb", "--json", signed=False).json
    assert (found["errors"], found["findings"]) == (0, [])
    assert found["profile"] == "United Kingdom (region-gb-2026.1)"


def test_a_looser_rule_is_an_error_with_file_rule_word_and_what_to_do(anywhere: Terminal, tmp_path: Path) -> None:
    path = ours(tmp_path, "eligibility", ("amount = 60", "amount = 90"))
    said = anywhere.run("rules", "check", path, "--json", signed=False)
    assert said.code == 1
    findings = said.json["findings"]
    assert isinstance(findings, list)
    assert {
        "place": "eligibility-ours.toml: rule 46 (too_old): amount",
        "file": "eligibility-ours.toml",
        "rule": "rule 46 (too_old)",
        "key": "amount",
        "severity": "error",
        "sentence": "90 is looser than 60.",
        "what_to_do": "An agency may be stricter than the program, not looser.",
    } in findings
    said = anywhere.run("rules", "check", path, signed=False)
    assert said.code == 1
    assert "error   eligibility-ours.toml: rule 46 (too_old): amount: 90 is looser than 60. An agency may" in said.out
    assert f"{len(findings)} to put right, 0 to look at." in said.err


def test_what_is_only_to_be_looked_at_ends_well(anywhere: Terminal, tmp_path: Path) -> None:
    folder = tmp_path / "rules"
    shutil.copytree(RULES, folder)
    path = folder / "calling-2026.toml"
    path.write_text(
        path.read_text("utf-8").replace("effective = 2026-01-01", "effective = 2026-01-01\nuntil = 2040-06-30"), "utf-8"
    )
    said = anywhere.run("rules", "check", folder, signed=False)
    assert said.code == 0
    assert "warning " in said.out
    assert "0 to put right, 1 to look at." in said.err


def test_a_version_dated_ahead_is_said_to_wait(anywhere: Terminal, tmp_path: Path) -> None:
    folder = tmp_path / "rules"
    shutil.copytree(RULES, folder)
    text = (folder / "calling-2026.toml").read_text("utf-8")
    text = text.replace('version = "calling-2026.1"', 'version = "calling-2041.1"\nreason = "New order"')
    (folder / "calling-2041.toml").write_text(text.replace("effective = 2026-01-01", "effective = 2041-01-01"), "utf-8")
    said = anywhere.run("rules", "check", folder, signed=False)
    assert said.code == 0, said.out
    assert "calling-2041.toml (calling-2041.1): waits until January 1, 2041" in said.err
    said = anywhere.run("rules", "check", folder, "--on", "2041-01-01", signed=False)
    assert "calling-2041.toml (calling-2041.1): in force" in said.err
    assert "calling-2026.toml (calling-2026.1): replaced" in said.err


@pytest.mark.parametrize("day", ["tomorrow", "2026-13-01", "\x1b[2J"])
def test_a_day_that_is_none_is_wrong_usage(anywhere: Terminal, day: str) -> None:
    assert anywhere.run("rules", "check", "--on", day, signed=False).code == 2


def test_a_file_that_is_not_there_is_a_sentence(anywhere: Terminal, tmp_path: Path) -> None:
    said = anywhere.run("rules", "check", tmp_path / "eligibility-gone.toml", signed=False)
    assert (said.code, said.out) == (1, "")
    assert "There is no file eligibility-gone.toml here." in said.err
