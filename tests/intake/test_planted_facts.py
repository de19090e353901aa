"""Single facts that made exports have shown: each was once read in a way that hid it from the rules."""

from __future__ import annotations

from pathlib import Path

import pytest

from callback_desk.domain.incident import Candidate
from tests.intake.reading import read

HEADING = "Case Number,Report Date,Offense Code,Victim Name,Victim DOB,Victim Age,Victim Phone"


def person(tmp_path: Path, born: str, age: str) -> Candidate:
    path = tmp_path / "one.csv"
    path.write_text(f'{HEADING}\n26-1,11/02/2026,220,"CROW, ADA",{born},{age},312-555-0142\n', encoding="utf-8")
    (found,) = read(path).people
    return found


@pytest.mark.parametrize("age", ["16", "30", "58", "90"])
def test_an_age_that_contradicts_the_birth_date_reaches_the_rules(tmp_path: Path, age: str) -> None:
    """The birth date says 46. The rule that holds them compares the two, so neither may be smoothed away."""
    found = person(tmp_path, "05/01/1980", age)
    assert found.facts.age == int(age)
    assert found.facts.birth_date is not None
    assert "age_differs" in found.warnings


@pytest.mark.parametrize("age", ["45", "46", "47"])
def test_a_year_off_is_how_ages_are_counted(tmp_path: Path, age: str) -> None:
    found = person(tmp_path, "05/01/1980", age)
    assert found.facts.age in (45, 46)
    assert found.warnings == ()
