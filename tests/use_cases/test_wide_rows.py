"""People side by side in a row become exactly the people they would be with a row each, through the real import."""

from __future__ import annotations

import csv
import random
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from callback_desk.domain.incident import Pile
from callback_desk.use_cases import import_report
from callback_desk.use_cases.desk import Desk
from tests.use_cases.made_desks import SERGEANT, WORKDAY, World, ask, bring_in

SHARED = ("Case Number", "Report Date", "UCR", "Domestic", "Suspect Name", "Suspect Phone")
OWN = ("Name", "Cell", "Home Phone", "DOB", "Type", "Condition", "Relationship to Offender")
Own = tuple[str, ...]
NOBODY: Own = ("",) * len(OWN)
TODAY = WORKDAY.date()


def made_person(chance: random.Random, number: int) -> Own:
    born = TODAY - timedelta(days=chance.choice((12, 25, 33, 44, 51, 60, 83)) * 365 + chance.randrange(300))
    name = f"{''.join(chance.choice('bdfglmnprst') + chance.choice('aeiou') for _ in range(4)).title()}, P{number}"
    mobile = chance.choice(
        (f"312-555-01{number:02d}", f"(312) 555-01{number:02d}", "", "555", f"217-555-01{number:02d} x4")
    )
    home = chance.choice(("", f"773-555-01{number:02d}"))
    kind = chance.choice("IIIIIIIB")
    return (
        name,
        mobile,
        home,
        chance.choice((*[f"{born:%m/%d/%Y}"] * 5, "")),
        kind,
        "",
        chance.choice((*[""] * 6, "ST", "SE")),
    )


def made_case(chance: random.Random, number: int, people: list[Own]) -> tuple[Own, list[Own]]:
    reported = TODAY - timedelta(days=chance.choice((5, 9, 20, 25, 90)))
    suspects = chance.choice((*[("", "")] * 3, ("Roe, Dan", "312-555-0199"), (people[-1][0], people[0][1])))
    code = chance.choice((*["220", "240", "23F"] * 3, "13A", "09A", "zz"))
    return (f"26-{number:06d}", f"{reported:%m/%d/%Y}", code, chance.choice("NNNNNNNY"), *suspects), people


def cases_of(seed: int, count: int, most: int) -> list[tuple[Own, list[Own]]]:
    chance = random.Random(seed)
    numbers = iter(range(100))
    return [
        made_case(chance, number, [made_person(chance, next(numbers)) for _ in range(chance.randint(1, most))])
        for number in range(count)
    ]


def write(path: Path, headings: list[str], rows: list[list[str]]) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([headings, *rows])
    return path


def tall(folder: Path, cases: list[tuple[Own, list[Own]]]) -> Path:
    headings = [*SHARED, *(f"Victim {part}" for part in OWN)]
    return write(folder / "tall.csv", headings, [[*case, *one] for case, people in cases for one in people])


WIDE = {
    "Victim {n} {part}": 1,
    "Victim{part}_{n}": 1,
    "V{n} {part}": 1,
    "Victim {part} {n}": 2,  # the first without a number
}


def wide(folder: Path, cases: list[tuple[Own, list[Own]]], most: int, pattern: str, *, gap: bool) -> Path:
    """With `gap` an empty place stands before the last person of every row."""
    headings = [*SHARED]
    for number in range(1, most + 1):
        for part in OWN:
            first = WIDE[pattern] == 2 and number == 1
            headings.append(f"Victim {part}" if first else pattern.format(n=number, part=part))
    rows = []
    for case, people in cases:
        places = [*people, *[NOBODY] * (most - len(people))]
        if gap and len(people) < most:
            places = [*people[:-1], NOBODY, people[-1], *[NOBODY] * (most - len(people) - 1)]
        rows.append([*case, *(cell for one in places for cell in one)])
    return write(folder / "wide.csv", headings, rows)


def people_of(desk: Desk) -> set[tuple[object, ...]]:
    """Everybody the desk knows with case, state and reason, and every number that may be rung."""
    return set(
        ask(
            desk,
            "SELECT v.name_sort, v.birth_date, c.number, b.state, b.reason, "
            "(SELECT group_concat(e164 || kind) FROM (SELECT p.e164, p.kind FROM phones p WHERE p.victim_id = v.id "
            "ORDER BY p.e164)) FROM victims v JOIN reports r ON r.victim_id = v.id JOIN cases c ON c.id = r.case_id "
            "JOIN callbacks b ON b.victim_id = v.id",
        )
    )


@pytest.mark.parametrize(("pattern", "gap", "seed"), [(one, place % 2 == 1, place) for place, one in enumerate(WIDE)])
def test_the_same_people_with_the_same_verdicts(
    new_world: Callable[..., World], tmp_path: Path, pattern: str, gap: bool, seed: int
) -> None:
    cases = cases_of(seed, 24, most=3)
    people = sum(len(own) for _case, own in cases)
    a_row_each = new_world(name="tall").enter(SERGEANT)
    expected, _preview = bring_in(a_row_each, tall(tmp_path, cases))
    side_by_side = new_world(name="wide").enter(SERGEANT)
    path = wide(tmp_path, cases, 3, pattern, gap=gap)
    found, _preview = bring_in(side_by_side, path)
    assert found.counts.rows_in == expected.counts.rows_in == people
    assert (found.counts.table_rows, expected.counts.table_rows) == (len(cases), 0)
    assert (found.counts.piles, found.counts.reasons) == (expected.counts.piles, expected.counts.reasons)
    assert found.counts.phones == expected.counts.phones
    assert found.counts.of(Pile.QUEUED)
    assert found.counts.of(Pile.HELD)
    assert people_of(side_by_side) == people_of(a_row_each)
    again, _preview = bring_in(side_by_side, path)
    assert again.counts.of(Pile.DUPLICATE) >= found.counts.of(Pile.QUEUED) + found.counts.of(Pile.HELD)
    assert again.counts.of(Pile.QUEUED) == 0
    assert people_of(side_by_side) == people_of(a_row_each)


def test_a_batch_remembers_in_how_many_rows_its_people_came(new_world: Callable[..., World], tmp_path: Path) -> None:
    desk = new_world().enter(SERGEANT)
    cases = cases_of(9, 6, most=3)
    bring_in(desk, wide(tmp_path, cases, 3, "Victim {n} {part}", gap=False))
    newest = import_report.batches(desk)[0]
    assert newest.counts.table_rows == 6
    assert newest.counts.rows_in == sum(len(own) for _case, own in cases)
    assert newest.counts.accounted
