"""NIBRS and LEXS through the command line and the parser's process: every person of a report in a pile."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from callback_desk.domain.incident import Pile
from tests.cli.terminal import Terminal
from tests.intake.lexs_made import MadeReport, Somebody, message, number, tie
from tests.intake.nibrs_made import F15, MadeIncident, MadeVictim, flat, flat_incident, group_b, xml, xml_incident
from tests.use_cases.made_desks import PASSWORD

STATED = "Reports with a domestic sign are never exported to this list; officers screen every victim."


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Terminal:
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("CALLBACK_DESK_TEST_KEYRING", "1")
        new = Terminal(tmp_path_factory.mktemp("reports") / "desk")
        new.user = "Ada Marsh"
        password = new.file("password.txt", PASSWORD + "\n")
        said = new.run(
            *("init", "--agency", "Lakeside PD", "--region", "US", "--timezone", "America/Chicago"),
            *("--supervisor", "Ada Marsh", "--password-file", password, *new.where),
            signed=False,
        )
        assert said.code == 0, said.err
    return new


def piles(found: dict[str, object]) -> dict[str, int]:
    return {pile.value: int(str(found[pile.value])) for pile in Pile if found[pile.value]}


def reasons(found: dict[str, object]) -> dict[str, object]:
    said = found["reasons"]
    assert isinstance(said, dict)
    return said


def report(case: str, people: tuple[Somebody, ...], *numbers: tuple[str, str]) -> MadeReport:
    """A burglary reported five days ago; numbers are (person, number)."""
    reported = datetime.now(UTC) - timedelta(days=5)
    return MadeReport(
        case=case,
        item=f"ITEM {case}",
        people=people,
        entities="".join(number(f"T{place}", text) for place, (_person, text) in enumerate(numbers)),
        associations="".join(tie(person, f"T{place}", "Home") for place, (person, _text) in enumerate(numbers)),
        started=(reported - timedelta(days=1)).strftime("%Y-%m-%dT%H:%M:%S"),
        reported=reported.strftime("%Y-%m-%dT%H:%M:%S"),
    )


ADA = Somebody("P1", given="Ada", sur="Quillfeather")
BEN = Somebody("P1", given="Ben", sur="Ostrander", born="1975-03-01")
CLEO = Somebody("P1", given="Cleo", sur="Vandermeer", born="1969-07-30")
ROLF = Somebody("P2", role="IncidentSubject", given="Rolf", sur="Marsh", born="1990-01-02")


def test_a_lexs_message_is_told_apart_person_by_person(desk: Terminal, tmp_path: Path) -> None:
    path = tmp_path / "reports.xml"
    path.write_bytes(
        message(
            report("26-1001", (ADA, ROLF), ("P1", "312-555-0142"), ("P2", "312-555-0143")),
            report("26-1002", (BEN, ROLF), ("P2", "312-555-0143")),
            report("26-1003", (CLEO,), ("P1", "312-555-0143")),
        )
    )
    words = ("--json", "--accept-changes", "--screening-stated", STATED)
    found = desk.run("import", path, *words).json
    assert found["rows_in"] == 5
    # Ada has a number of her own, Ben has none, Cleo's is also the suspect's of another report; Rolf is nobody to call.
    assert piles(found)["queued"] == 1
    assert reasons(found)["not_a_victim"] == 2
    queue = repr(desk.run("queue", "--json", "--state", "callable").json)
    assert "26-1001" in queue
    assert "26-1002" not in queue
    assert "26-1003" not in queue
    again = desk.run("import", path, *words).json
    assert (again["rows_in"], again["queued"], again["held"]) == (5, 0, 0)


@pytest.mark.parametrize("form", ["flat", "xml"])
def test_nibrs_is_counted_and_nobody_is_queued(desk: Terminal, tmp_path: Path, form: str) -> None:
    two = MadeIncident(number="26-2001", victims=(MadeVictim(), MadeVictim(kind="B", age="")))
    gone = MadeIncident(number="26-2002")
    path = tmp_path / "submission"
    if form == "flat":
        path.write_bytes(flat(flat_incident(two), flat_incident(gone), flat_incident(gone, "D"), group_b()))
    else:
        path.write_bytes(xml(xml_incident(two), xml_incident(gone), xml_incident(gone, "D")))
    said = desk.run("import", path, "--json", "--dry-run")
    found = said.json
    assert "no names and no telephone numbers" in said.err
    assert "Reports that the file deletes were left out (1)." in said.err
    assert found["rows_in"] == 2
    assert piles(found) == {"rejected": 2}
    assert reasons(found) == {"no_name_column": 2}


def files_of(found: dict[str, object]) -> list[dict[str, object]]:
    files = found["files"]
    assert isinstance(files, list)
    return files


def test_f15_through_the_command_line(desk: Terminal, corpus: Path) -> None:
    found = desk.run("import", *(corpus / "F15" / name for name in F15), "--json", "--dry-run").json
    assert [each["rows_in"] for each in files_of(found)] == [*F15.values()]
    assert [piles(each) for each in files_of(found)] == [{"rejected": rows} if rows else {} for rows in F15.values()]


def test_f12_through_the_command_line(desk: Terminal, corpus: Path) -> None:
    said = desk.run("import", *sorted((corpus / "F12").glob("*.xml")), "--json")
    assert said.code == 1
    assert [("refused" in each, each["rows_in"]) for each in files_of(said.json)] == [(True, 0)] * 7
