"""An export with planted truth through the terminal: what `import` says and what `queue` would give to be rung."""

from __future__ import annotations

import random
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from callback_desk.domain.incident import Pile
from scripts.make_export import WIDE, drawn_style, write_export
from tests.cli.terminal import Terminal

ROWS = 600


def test_nobody_planted_is_in_the_terminals_queue(terminal: Terminal, tmp_path: Path) -> None:
    today = datetime.now(UTC).astimezone(ZoneInfo("America/Chicago")).date()
    style = drawn_style(random.Random(3), WIDE)
    path = tmp_path / "export.csv"
    truth = write_export(path, ROWS, 12, today, WIDE, style=style, first_case=500_000)
    own = set(terminal.run("queue", "--json").json["counts"])
    assert own
    said = terminal.run("import", path, "--json", "--accept-changes")
    assert said.code == 0, said.err
    assert said.json["rows_in"] == ROWS == sum(int(str(said.json[pile.value])) for pile in Pile)

    people = truth["people"].values()
    never = {case for one in people if not one["callable"] for case in one["cases"] if case}
    never -= {case for one in people if one["callable"] for case in one["cases"]}  # a co-victim of that case may
    open_cases = {case for one in people if one["callable"] for case in one["cases"]}
    listed = terminal.run("queue", "--state", "callable", "--json").json["callbacks"]
    assert isinstance(listed, list)
    cases = {case for one in listed for case in one["case_numbers"]}
    assert len(never) > 100
    assert not cases & never
    assert len(cases & open_cases) >= 0.97 * len(open_cases)
    numbers = {number for one in listed for number in one["phones"]}
    assert not [number for number in numbers if int(number[-4:]) >= 175], "another party's number"
    for one in truth["people"].values():
        if not one["callable"]:
            shared = {number for other in people if other["callable"] for number in other["numbers"]}
            assert not numbers & (set(one["numbers"]) - shared - _of_the_desk(listed, open_cases))


def _of_the_desk(listed: list[dict], open_cases: set[str]) -> set[str]:
    """Numbers of the people who stood on the desk before."""
    return {number for one in listed if not set(one["case_numbers"]) & open_cases for number in one["phones"]}
