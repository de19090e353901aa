"""Real exports through the command line, with the counts that were taken by hand."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from callback_desk.domain.incident import Pile
from tests.cli.terminal import Terminal
from tests.use_cases.made_desks import PASSWORD

STATED = "Reports with a domestic sign are never exported to this list; officers screen every victim."


def made(folder: Path, area_code: str = "") -> Terminal:
    new = Terminal(folder)
    new.user = "Ada Marsh"
    password = new.file("password.txt", PASSWORD + "\n")
    said = new.run(
        *("init", "--agency", "Lakeside PD", "--region", "US", "--timezone", "America/Chicago"),
        *("--supervisor", "Ada Marsh", "--password-file", password, "--area-code", area_code, *new.where),
        signed=False,
    )
    assert said.code == 0, said.err
    return new


@pytest.fixture(scope="module")
def desks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Terminal]]:
    base = tmp_path_factory.mktemp("corpus")
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("CALLBACK_DESK_TEST_KEYRING", "1")
        yield {"": made(base / "plain"), "773": made(base / "chicago", "773")}


def brought(terminal: Terminal, path: Path, *more: str) -> dict[str, object]:
    said = terminal.run("import", path, "--json", "--dry-run", *more)
    found = said.json
    assert found["rows_in"] == sum(int(str(found[pile.value])) for pile in Pile)
    return found


def only_file(folder: Path) -> Path:
    (path,) = folder.glob("*.csv")
    return path


def test_fifteen_cases_with_traps_in_the_numbers(desks: dict[str, Terminal], corpus: Path) -> None:
    found = brought(desks[""], only_file(corpus / "F3"))
    assert found["rows_in"] == 15
    phones = found["phones"]
    assert isinstance(phones, dict)
    assert (phones["diallable"], phones["distinct"], phones["undiallable"]) == (6, 4, 9)
    said = desks[""].run("import", only_file(corpus / "F3"), "--dry-run")
    assert "3 numbers are each given for more than one person, 6 people in all" in said.err


def test_ten_thousand_reports_without_a_victim(desks: dict[str, Terminal], corpus: Path) -> None:
    found = brought(desks[""], only_file(corpus / "F5"))
    assert found["rows_in"] == 9_999
    phones = found["phones"]
    assert isinstance(phones, dict)
    assert (phones["diallable"], phones["distinct"]) == (0, 0)
    assert found["queued"] == 0


@pytest.mark.parametrize(("area_code", "diallable", "undiallable"), [("", 0, None), ("773", 3_189, 2)])
def test_seven_digits_need_the_desks_area_code(
    desks: dict[str, Terminal], corpus: Path, area_code: str, diallable: int, undiallable: int | None
) -> None:
    phones = brought(desks[area_code], only_file(corpus / "F14"))["phones"]
    assert isinstance(phones, dict)
    assert phones["diallable"] == diallable
    assert phones["blank"] == 146
    if undiallable is not None:
        assert phones["undiallable"] == undiallable


@pytest.mark.parametrize("folder", ["F3", "F14"])
def test_the_same_file_twice_adds_nothing(desks: dict[str, Terminal], corpus: Path, folder: str) -> None:
    terminal, path = desks["773"], only_file(corpus / folder)
    words = ("--json", "--accept-changes", "--screening-stated", STATED)
    first = terminal.run("import", path, *words).json
    before = terminal.run("queue", "--json").json
    again = terminal.run("import", path, *words).json
    assert again["rows_in"] == first["rows_in"]
    assert again["queued"] == again["merged"] == again["held"] == 0, again["reasons"]
    assert terminal.run("queue", "--json").json == before
