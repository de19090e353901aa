"""Exports with known truth, as the parser reads them: every plant shows on its own row, whatever the columns' order."""

from __future__ import annotations

import json
import random
import tomllib
from datetime import UTC, datetime
from pathlib import Path

import pytest

from callback_desk.domain.incident import Candidate, Screening, Sign
from scripts import make_export
from tests.intake.reading import REPOSITORY, TODAY, offense_data, offenses, read

#: Rows of which nothing can be told alone: another row of the file stops them, or is the one that counts.
BY_OTHER_ROWS = {
    "duplicate",
    "again_stopped",
    "correction_stops",
    "number_on_one_row",
    "repeat",
    "suspect_number_elsewhere",
    "too_old_of_two",
}
LOST = {
    "bad_date": {"bad_report_date"},
    "date_ahead": {"bad_report_date"},
    "no_case": {"no_case"},
    "no_name": {"no_name"},
}


@pytest.mark.parametrize("columns", [make_export.HEADINGS, make_export.WIDE], ids=["ordinary", "wide"])
def test_the_same_seed_writes_the_same_file(tmp_path: Path, columns: tuple[str, ...]) -> None:
    for name in ("a.csv", "b.csv"):
        make_export.write_export(tmp_path / name, 300, 5, TODAY, columns)
    assert (tmp_path / "a.csv").read_bytes() == (tmp_path / "b.csv").read_bytes()
    truth = json.loads((tmp_path / "a.csv.truth.json").read_text(encoding="utf-8"))
    assert len(truth["rows"]) == len(truth["lines"]) == truth["rows_in"] == sum(truth["kinds"].values()) == 300
    assert {str(who) for _line, who, _piles in truth["lines"]} == set(truth["people"])


@pytest.mark.parametrize("count", [0, 1, 2, 5, 4_001])
def test_a_file_has_as_many_rows_as_were_asked_for(tmp_path: Path, count: int) -> None:
    truth = make_export.write_export(tmp_path / "export.csv", count, 8, TODAY)
    assert truth["rows_in"] == count
    assert len((tmp_path / "export.csv").read_text("utf-8").splitlines()) == count + 1


def test_every_number_is_fictional_and_other_parties_have_ranges_of_their_own(tmp_path: Path) -> None:
    truth = make_export.write_export(tmp_path / "export.csv", 3_000, 5, TODAY, make_export.WIDE)
    victims = {number for one in truth["people"].values() if one["callable"] for number in one["numbers"]}
    assert len(victims) > 1_000
    assert {number[5:9] for number in victims} == {"5550"}
    assert {int(number[-3:]) for number in victims} <= set(range(101, 175))


# What the file's own row must show for each kind of plant, before any rule is asked.
def shows(kind: str, person: Candidate) -> bool:
    facts = person.facts
    diallable = any(phone.number for phone in person.phones)
    return {
        "child": facts.age is not None and facts.age < 18,
        "aged_80": facts.age is not None and facts.age >= 80,
        "domestic_flag": Sign.DOMESTIC in facts.signs,
        "domestic_unsure": Screening.DOMESTIC_SIGN in facts.unsettled,
        "domestic_words": {Sign.DOMESTIC, Sign.PROTECTION_ORDER} <= facts.signs,
        "suspect_number": Sign.SUSPECT_NUMBER in facts.signs,
        "do_not_call": Sign.DO_NOT_CALL in facts.signs,
        "attorney": Sign.ATTORNEY in facts.signs,
        "minor_words": Sign.MINOR in facts.signs,
        "officer_only": bool(facts.signs & {Sign.OFFICER_INVOLVED, Sign.TRAFFICKING, Sign.HATE_BIAS}),
        "gang": Sign.GANG in facts.signs,
        "withdrew": Sign.VICTIM_WITHDREW in facts.signs,
        "deceased": Sign.DECEASED in facts.signs,
        "co_victim_stopped": Sign.DECEASED in facts.signs,
        "injured": Sign.SERIOUS_INJURY in facts.signs,
        "namesake_stopped": Sign.DOMESTIC in facts.signs,
        "never_offense": bool(set(facts.offense_codes) & {"11A", "36A", "09A"}),
        "society": facts.victim_type == "S",
        "officer": facts.victim_type == "L",
        "victim_type_open": facts.victim_type in ("O", "U") or Screening.VICTIM_TYPE in facts.unsettled,
        "robbery": facts.offense_codes == ("120",),
        "unknown_code": facts.offense_codes == (),
        "no_code": facts.offense_codes == (),
        "too_old": facts.reported_at is not None and (TODAY - facts.reported_at.date()).days > 60,
        "no_date": facts.reported_at is None,
        "no_phone": person.phones == (),
        "damaged_phone": not diallable,
        "no_birth": facts.age is None,
    }.get(kind, diallable and not facts.signs and not facts.unsettled and bool(facts.offense_codes))


@pytest.mark.parametrize("seed", [1, 2])
def test_every_plant_is_seen_and_every_row_accounted_for(seed: int, tmp_path: Path) -> None:
    truth = make_export.write_export(tmp_path / "export.csv", 4_000, seed, TODAY)
    kinds = dict(truth["rows"])
    found = read(tmp_path / "export.csv")
    assert found.counts.rows == 4_000
    assert found.guess.unsettled == frozenset()
    seen = set()
    for person in found.people:
        kind = kinds[person.place.line]
        seen.add(kind)
        if kind not in BY_OTHER_ROWS:
            assert shows(kind, person), (kind, person.facts)
    lost: dict[str, set[str]] = {}
    for each in found.problems:
        lost.setdefault(kinds[each.place.line], set()).add(each.reason)
    assert {kind: lost[kind] for kind in lost if kind != "duplicate"} == LOST
    assert seen >= {kind for kind, plant in make_export.PLANTS.items() if kind in shows_kinds()} - LOST.keys()
    assert len(seen) > 45


def shows_kinds() -> set[str]:
    """Plants of an ordinary export whose rows carry the plant's own name."""
    ordinary = set(make_export.HEADINGS)
    return {kind for kind, plant in make_export.PLANTS.items() if plant.needs <= ordinary} - {
        "suspect_home",  # its rows are called suspect_number
        "old_and_new",  # again, and too_old_of_two
        "stopped_duplicate",  # domestic_flag, and duplicate
    }


def test_columns_may_stand_in_any_order(tmp_path: Path) -> None:
    chance = random.Random(11)
    headings = list(make_export.HEADINGS)
    counted = set()
    for number in range(4):
        path = tmp_path / f"{number}.csv"
        make_export.write_export(path, 400, 3, TODAY, tuple(headings))
        found = read(path)
        facts = sorted(
            (person.facts.case_number, sorted(person.facts.signs), person.facts.age or 0) for person in found.people
        )
        counted.add((found.counts.candidates, found.counts.phones, str(facts)))
        chance.shuffle(headings)
    assert len(counted) == 1


def _facts_by_line(path: Path) -> tuple[object, ...]:
    found = read(path, area_code="217")
    people = {
        person.place.line: (
            person.role,
            person.name.last.casefold(),
            person.name.organization,
            person.facts.case_number,
            person.facts.offense_codes,
            person.facts.reported_at,
            person.facts.age,
            person.facts.birth_date,
            person.facts.victim_type,
            person.facts.relationship,
            person.facts.signs,
            person.facts.status,
            person.facts.investigator,
            person.facts.language,
            person.facts.unsettled,
            frozenset((phone.number, phone.why_not) for phone in person.phones),
            frozenset(person.other_numbers),
        )
        for person in found.people
    }
    return people, {problem.place.line: problem.reason for problem in found.problems}, found.guess.unsettled


@pytest.mark.parametrize("columns", [make_export.HEADINGS, make_export.WIDE], ids=["ordinary", "wide"])
def test_headings_of_the_synonym_table_and_other_dates_give_the_same_facts(
    tmp_path: Path, columns: tuple[str, ...], request: pytest.FixtureRequest
) -> None:
    make_export.write_export(tmp_path / "plain.csv", 250, 6, TODAY, columns)
    expected = _facts_by_line(tmp_path / "plain.csv")
    for seed in range(400 if request.config.getoption("--campaign") else 8):
        style = make_export.drawn_style(random.Random(seed), columns)
        path = tmp_path / f"style-{seed}.csv"
        make_export.write_export(path, 250, 6, TODAY, columns, style=style)
        assert _facts_by_line(path) == expected, (seed, style.headings)


def test_no_planted_person_becomes_callable_under_the_shipped_rules(tmp_path: Path) -> None:
    eligibility = pytest.importorskip("callback_desk.domain.eligibility")
    with (REPOSITORY / "resources" / "rules" / "eligibility-2026.toml").open("rb") as file:
        rules = eligibility.RuleSet.from_dict(tomllib.load(file), offenses())
    assert offense_data()
    truth = make_export.write_export(tmp_path / "export.csv", 3_000, 9, TODAY, make_export.WIDE)
    kinds = dict(truth["rows"])
    may = set(truth["callable_kinds"])
    by_others = BY_OTHER_ROWS | {"suspect_address_elsewhere", "victim_and_suspect", "suspects_row", "assigned_now"}
    now = datetime(TODAY.year, TODAY.month, TODAY.day, 16, tzinfo=UTC)
    callable_lines, wrongly = set(), []
    for person in read(tmp_path / "export.csv").people:
        if person.role != "victim":
            continue
        verdict = eligibility.judge(
            person.facts,
            any(phone.number for phone in person.phones),
            rules,
            now,
            released=None,
            person=eligibility.PersonFacts(),
            as_of=TODAY,
        )
        if verdict.level == eligibility.Level.CALLABLE:
            callable_lines.add(person.place.line)
            if kinds[person.place.line] not in may | by_others:
                wrongly.append(kinds[person.place.line])
    assert wrongly == []
    should = {line for line, kind in kinds.items() if kind in may - by_others}
    assert len(should & callable_lines) >= 0.97 * len(should)
