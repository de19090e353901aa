"""A case is put on hold by its number, before it arrives or after; the hold ends by itself or is taken away."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.cli.terminal import Terminal
from tests.use_cases.made_desks import RUTH, plain_rows, write_rows

ASKED = "Detective Reyes asked for it."


def waiting_case(terminal: Terminal) -> str:
    callbacks = terminal.run("queue", "--json", "--state", "callable").json["callbacks"]
    assert isinstance(callbacks, list)
    return str(callbacks[0]["case_numbers"][0])


def state_of(terminal: Terminal, case: str) -> tuple[str, str]:
    callbacks = terminal.run("queue", "--json").json["callbacks"]
    assert isinstance(callbacks, list)
    (found,) = [one for one in callbacks if case in one["case_numbers"]]
    return found["state"], found["reason"]


def test_a_hold_stops_a_case_and_its_end_opens_it(terminal: Terminal) -> None:
    case = waiting_case(terminal)
    said = terminal.run("hold", case, "--reason", ASKED)
    assert (said.code, said.out) == (0, "")
    assert "until it is taken away. 1 person on the list now waits for it." in said.err
    assert state_of(terminal, case) == ("held", "case_hold")
    why = terminal.run("why", case).out
    assert "Case is on hold (Rule 54)" in why
    blocked = terminal.run("queue", "--blocked", "--json").json["blocked_by"]
    assert {"state": "held", "reason": "case_hold", "label": "Case is on hold", "count": 1} in blocked  # type: ignore[operator]
    said = terminal.run("hold", case, "--end", "--reason", "The detective is done.")
    assert said.code == 0, said.err
    assert "1 person may be called again." in said.err
    assert state_of(terminal, case) == ("waiting", "")


def test_a_hold_is_set_before_the_case_arrives(terminal: Terminal, tmp_path: Path) -> None:
    assert terminal.run("hold", "26-990001", "--reason", ASKED).code == 0
    (row,) = plain_rows(1, datetime.now(UTC).date(), seed=7, first=90)
    path = write_rows(tmp_path / "later.csv", [{**row, "Case Number": "26-990001"}])
    said = terminal.run("import", path, "--json", "--accept-changes", "--dry-run")
    assert said.json["reasons"] == {"case_hold": 1}
    assert terminal.run("import", path, "--json", "--accept-changes").json["held"] == 1
    assert state_of(terminal, "26-990001") == ("held", "case_hold")


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("26-1", "--reason", ASKED, "--until", "soon"), 2, ""),
        (("26-1", "--reason", ASKED, "--until", "2020-01-01"), 1, "cannot lie in the past"),
        (("26-1", "--reason", " "), 1, "A hold needs the case number and a reason."),
        (("26-1", "--end", "--reason", ASKED), 1, "There is no hold on this case."),
        (("26-1", "--end", "--reason", ""), 1, "needs the case number and a reason"),
        (("26-1", "--end", "--until", "2030-01-01", "--reason", ASKED), 2, ""),
    ],
)
def test_a_hold_that_cannot_be_is_a_sentence(terminal: Terminal, words: tuple[str, ...], code: int, says: str) -> None:
    before = terminal.rows()
    said = terminal.run("hold", *words)
    assert said.code == code
    assert says in said.err
    assert terminal.rows() == before


def test_a_volunteer_holds_no_case(terminal: Terminal) -> None:
    terminal.user = RUTH
    assert terminal.run("hold", "26-1", "--reason", ASKED).code == 1
