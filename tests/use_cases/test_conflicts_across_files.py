"""A suspect's number, address or name is remembered: what one import says of a suspect counts for every other."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from scripts.make_export import WIDE
from tests.use_cases.made_desks import SERGEANT, WORKDAY, World, ask, bring_in, plain_rows, write_rows

EMPTY = dict.fromkeys(WIDE, "")


def _said(kind: str) -> tuple[dict[str, str], dict[str, str]]:
    """A victim's row, and another victim's row that names a suspect who is, or shares something with, the first."""
    victim, other = (
        {**EMPTY, **row, "Involvement": "Victim"} for row in plain_rows(2, WORKDAY.date(), seed=6, first=610)
    )
    victim["Case Number"], other["Case Number"] = "26-000901", "26-000902"
    if kind == "number":
        other["Suspect Phone"] = victim["Victim Cell Phone"]
    elif kind == "address":
        other["Suspect Address"] = victim["Victim Address"].upper()
    else:
        other["Case Number"] = victim["Case Number"]
        other["Suspect Name"] = f"{victim['Victim Last Name']}, {victim['Victim First Name']}"
    return victim, other


@pytest.mark.parametrize("kind", ["number", "address", "name"])
@pytest.mark.parametrize("first", ["victim", "suspect"])
def test_what_one_file_says_of_a_suspect_stops_the_victim_of_another(
    new_world: Callable[..., World], tmp_path: Path, kind: str, first: str
) -> None:
    victim, other = _said(kind)
    order = [victim, other] if first == "victim" else [other, victim]
    desk = new_world().enter(SERGEANT)
    for number, row in enumerate(order):
        bring_in(desk, write_rows(tmp_path / f"{number}.csv", [row], WIDE))
    (state,) = ask(
        desk,
        "SELECT c.state FROM callbacks c JOIN victims v ON v.id = c.victim_id WHERE v.last = ?",
        victim["Victim Last Name"],
    )
    assert state in (("held",), ("excluded",))
