"""Exports with known truth: nobody planted as not to be called comes out callable, and nearly all others do."""

from __future__ import annotations

import importlib.util
import json
import random
import sys
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest

from callback_desk.domain.incident import Candidate, Sign
from tests.intake.reading import REPOSITORY, TODAY, offense_data, offenses, read


@cache
def maker() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_export", REPOSITORY / "scripts" / "make_export.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["make_export"] = module
    spec.loader.exec_module(module)
    return module


def test_the_same_seed_writes_the_same_file(tmp_path: Path) -> None:
    for name in ("a.csv", "b.csv"):
        maker().write_export(tmp_path / name, 300, 5, TODAY)
    assert (tmp_path / "a.csv").read_bytes() == (tmp_path / "b.csv").read_bytes()
    truth = json.loads((tmp_path / "a.csv.truth.json").read_text(encoding="utf-8"))
    assert len(truth["rows"]) == truth["rows_in"] == sum(truth["kinds"].values()) == 300


# What the file's own row must show for each kind of plant, before any rule is asked.
def shows(kind: str, person: Candidate) -> bool:
    facts = person.facts
    diallable = any(phone.number for phone in person.phones)
    return {
        "child": facts.age is not None and facts.age < 18,
        "domestic_flag": Sign.DOMESTIC in facts.signs,
        "domestic_words": {Sign.DOMESTIC, Sign.PROTECTION_ORDER} <= facts.signs,
        "suspect_number": Sign.SUSPECT_NUMBER in facts.signs,
        "do_not_call": Sign.DO_NOT_CALL in facts.signs,
        "attorney": Sign.ATTORNEY in facts.signs,
        "deceased": Sign.DECEASED in facts.signs,
        "never_offense": bool(set(facts.offense_codes) & {"11A", "36A", "09A"}),
        "society": facts.victim_type == "S",
        "officer": facts.victim_type == "L",
        "robbery": facts.offense_codes == ("120",),
        "unknown_code": facts.offense_codes == (),
        "too_old": facts.reported_at is not None and (TODAY - facts.reported_at.date()).days > 60,
        "no_phone": person.phones == (),
        "damaged_phone": not diallable,
        "no_birth": facts.age is None,
    }.get(kind, diallable and not facts.signs and not facts.unsettled and bool(facts.offense_codes))


@pytest.mark.parametrize("seed", [1, 2])
def test_every_plant_is_seen_and_every_row_accounted_for(seed: int, tmp_path: Path) -> None:
    truth = maker().write_export(tmp_path / "export.csv", 4_000, seed, TODAY)
    kinds = dict(truth["rows"])
    found = read(tmp_path / "export.csv")
    assert found.counts.rows == 4_000
    assert found.guess.unsettled == frozenset()
    seen = set()
    for person in found.people:
        kind = kinds[person.place.line]
        seen.add(kind)
        if kind != "duplicate":
            assert shows(kind, person), (kind, person.facts)
    lost = {(kinds[each.place.line], each.reason) for each in found.problems if kinds[each.place.line] != "duplicate"}
    assert lost == {("bad_date", "bad_report_date"), ("no_case", "no_case")}
    assert seen >= set(maker().PLANTS) - {"bad_date", "no_case"}


def test_columns_may_stand_in_any_order(tmp_path: Path) -> None:
    chance = random.Random(11)
    headings = list(maker().HEADINGS)
    counted = set()
    for number in range(4):
        path = tmp_path / f"{number}.csv"
        maker().write_export(path, 400, 3, TODAY, tuple(headings))
        found = read(path)
        facts = sorted(
            (person.facts.case_number, sorted(person.facts.signs), person.facts.age or 0) for person in found.people
        )
        counted.add((found.counts.candidates, found.counts.phones, str(facts)))
        chance.shuffle(headings)
    assert len(counted) == 1


def test_no_planted_person_becomes_callable_under_the_shipped_rules(tmp_path: Path) -> None:
    eligibility = pytest.importorskip("callback_desk.domain.eligibility")
    import tomllib

    with (REPOSITORY / "resources" / "rules" / "eligibility-2026.toml").open("rb") as file:
        rules = eligibility.RuleSet.from_dict(tomllib.load(file), offenses())
    assert offense_data()
    truth = maker().write_export(tmp_path / "export.csv", 3_000, 9, TODAY)
    kinds = dict(truth["rows"])
    may = set(truth["callable_kinds"])
    now = datetime(TODAY.year, TODAY.month, TODAY.day, 16, tzinfo=UTC)
    callable_lines, wrongly = set(), []
    for person in read(tmp_path / "export.csv").people:
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
            if kinds[person.place.line] not in may | {"duplicate"}:
                wrongly.append(kinds[person.place.line])
    assert wrongly == []
    should = {line for line, kind in kinds.items() if kind in may}
    assert len(should & callable_lines) >= 0.97 * len(should)
