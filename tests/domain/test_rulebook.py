from __future__ import annotations

import json
import shutil
import tomllib
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from callback_desk import rulebook
from callback_desk.domain.eligibility import Effect, RuleSet
from callback_desk.domain.eligibility_facts import RuleTest
from callback_desk.domain.eligibility_questions import QUESTIONS
from callback_desk.domain.errors import DeskFault
from callback_desk.domain.incident import Sign
from callback_desk.domain.rule_data import RulesRefused
from tests.domain.rules_at_hand import BOOK, RESOURCES

RULES = RESOURCES / "rules"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the shipped resources with nothing but the rules."""
    shutil.copytree(RULES, tmp_path / "rules")
    return tmp_path


Edit = Callable[[str, str, str], None]


@pytest.fixture
def edit(folder: Path) -> Edit:
    """Replace one piece of text in one rule file."""

    def replace(name: str, old: str, new: str) -> None:
        path = next((folder / "rules").glob(f"{name}-*.toml"))
        text = path.read_text("utf-8")
        assert old in text, "the test changes something that is there"
        path.write_text(text.replace(old, new, 1), "utf-8")

    return replace


def problems(folder: Path) -> list[str]:
    return [f"{one.place}: {one.sentence}" for one in rulebook.check(folder / "rules")]


def test_the_shipped_rules_are_in_order() -> None:
    assert rulebook.check(RULES) == ()
    assert all(rulebook.check(path) == () for path in RULES.glob("*.toml"))
    assert len(list(RULES.glob("*.toml"))) == len(rulebook.KINDS)


def test_every_entry_names_its_source_and_date() -> None:
    for path in RULES.glob("*.toml"):
        data = tomllib.loads(path.read_text("utf-8"))
        assert isinstance(data["effective"], date), path.name
        assert data["source"] and data["version"], path.name
    eligibility = tomllib.loads((RULES / "eligibility-2026.toml").read_text("utf-8"))
    assert all(rule["source"] for rule in eligibility["rule"])


def test_the_version_changes_with_any_byte(folder: Path, edit: Edit) -> None:
    assert rulebook.load(folder).version == BOOK.version
    edit("hotlines", "at any hour", "any hour")
    assert rulebook.load(folder).version != BOOK.version


def test_the_newest_file_of_a_kind_counts(folder: Path) -> None:
    newer = (RULES / "calling-2026.toml").read_text("utf-8").replace("attempts_person = 6", "attempts_person = 4")
    (folder / "rules" / "calling-2027.toml").write_text(newer, "utf-8")
    assert rulebook.load(folder).limits.attempts_person == 4


def test_rules_and_offenses_travel_as_json() -> None:
    data = json.loads(json.dumps(BOOK.rules.to_dict()))
    assert RuleSet.from_dict(data, BOOK.offenses) == BOOK.rules


def test_every_question_is_asked_and_every_sign_stops_or_holds() -> None:
    assert {rule.test for rule in BOOK.rules.rules} == set(RuleTest) == set(QUESTIONS)
    signs = frozenset().union(*(rule.params.words for rule in BOOK.rules.rules if rule.test is RuleTest.SIGN))
    assert set(Sign) - signs == {Sign.SHARED_NUMBER}, "a shared number is a warning, not a stop"


def test_numbers_of_rules_are_those_people_know() -> None:
    assert BOOK.rules.rule("suspect_number").number == 11
    assert BOOK.rules.rule("suspect_address").number == 12
    assert [rule.number for rule in BOOK.rules.rules] == sorted(rule.number for rule in BOOK.rules.rules)


def test_nothing_that_excludes_can_be_released() -> None:
    assert not any(rule.release for rule in BOOK.rules.rules if rule.effect is not Effect.HELD)


@pytest.mark.parametrize(
    ("name", "old", "new", "says"),
    [
        ("eligibility", 'test = "age_under"', 'test = "age_undr"', "rule 13 (under_18): test: One of these words"),
        ("eligibility", "number = 13", "number = 12", "rule 13 (under_18): number: Rule 12 is suspect_address already"),
        ("eligibility", 'id = "under_18"', 'id = "domestic"', "This rule is here twice"),
        ("eligibility", "amount = 18\n", "", "needs amount"),
        ("eligibility", "amount = 18\n", 'amount = 18\nwords = ["L"]\n', "takes no words"),
        ("eligibility", 'words = ["domestic"]\n', "", "needs words"),
        ("eligibility", 'words = ["domestic"]\n', 'words = ["domestic"]\namount = 3\n', "takes no amount"),
        ("eligibility", 'words = ["domestic"]', 'words = ["domestik"]', "domestik is not known"),
        ("eligibility", 'words = ["gang"]', 'words = ["capacity"]', "No rule with the test sign covers gang"),
        ("eligibility", 'offenses = ["13A"]', 'offenses = ["13X"]', "The code 13X is not among the offenses"),
        ("eligibility", 'effect = "waits"', 'effect = "held"', "held does not go with the test too_new"),
        ("eligibility", 'effect = "excluded"', 'effect = "excluded"\nrelease = true', "Only a rule that holds"),
        ("eligibility", 'test = "age_missing"', 'test = "age_missing"\nrelease = true', "must be supplied"),
        ("eligibility", "amount = 18\n", "amount = 18\nmin_age = 18\n", "min_age: This word is not known here"),
        ("calling", "opens = 09:00:00", "opens = 07:00:00", "must lie inside never_outside"),
        ("calling", "opens = 08:00:00", "opens = 07:00:00", "Never before 8:00 or after 20:00"),
        ("calling", "closes = 20:00:00", "closes = 08:00:00", "It closes after it opens"),
        ("calling", "afternoon_from = 12:00:00", "afternoon_from = 18:00:00", "The evening begins after"),
        ("calling", "afternoon_from = 12:00:00", 'afternoon_from = "noon"', "A time such as"),
        ("calling", "afternoon_from = 12:00:00", "afternoon_from = 12", "A time such as"),
        ("calling", "heartbeat_s = 20", "heartbeat_s = 60", "outlast three heartbeats"),
        ("calling", "rounds_week = 3", "rounds_week = 9", "between 1 and 3"),
        ("calling", "rounds_week = 3", "rounds_wek = 3", "rounds_week: This is missing"),
        ("outcomes", 'outcome = "busy"', 'outcome = "engaged"', "One of these words"),
        ("hotlines", 'when = "distress"', 'when = "help"', "A number for distress is needed"),
        ("hotlines", 'when = "distress"', 'when = "sad"', "danger, distress, help"),
        ("offenses", 'level = "never"', 'level = "perhaps"', "offense 1 (09A): level"),
        ("offenses", "version =", "version", "cannot be read as TOML"),
    ],
)
def test_data_that_is_wrong_is_refused_with_its_place(
    folder: Path, edit: Edit, name: str, old: str, new: str, says: str
) -> None:
    edit(name, old, new)
    assert any(says in line for line in problems(folder)), problems(folder)
    with pytest.raises(RulesRefused) as refused:
        rulebook.load(folder)
    assert "The rules cannot be used." in refused.value.sentence


@pytest.mark.parametrize("test", [test for test, kind in QUESTIONS.items() if kind.required])
def test_no_needed_rule_can_be_deleted(test: RuleTest) -> None:
    data = json.loads(json.dumps(BOOK.rules.to_dict()))
    data["rule"] = [rule for rule in data["rule"] if rule["test"] != test]
    with pytest.raises(RulesRefused) as refused:
        RuleSet.from_dict(data, BOOK.offenses)
    assert str(test) in refused.value.sentence


def test_several_problems_are_told_at_once(folder: Path, edit: Edit) -> None:
    edit("calling", "rounds_week = 3", "rounds_week = 9")
    edit("hotlines", 'when = "distress"', 'when = "sad"')
    edit("eligibility", "number = 13", "number = 12")
    edit("eligibility", 'words = ["domestic"]', 'words = ["domestik"]')
    assert len(problems(folder)) == 4
    only_calling = rulebook.check(folder / "rules" / "calling-2026.toml")
    assert [one.place for one in only_calling] == ["calling-2026.toml: limits: rounds_week"]


def test_a_candidate_file_is_checked_before_it_is_put_in(folder: Path) -> None:
    draft = folder / "rules" / "calling-draft.toml"
    draft.write_text("version = 1\n", "utf-8")
    assert rulebook.check(draft)[0].place == "calling-draft.toml: version"


def test_files_that_are_no_rules(folder: Path) -> None:
    (folder / "rules" / "notes.toml").write_text("", "utf-8")
    assert "The file's name must be one of" in rulebook.check(folder / "rules" / "notes.toml")[0].sentence
    (folder / "rules" / "calling-2026.toml").write_bytes(b"\xff\xfe\x00")
    assert problems(folder) == ["calling-2026.toml: The file is not UTF-8 text."]
    (folder / "rules" / "calling-2026.toml").unlink()
    assert problems(folder) == ["rules: The file calling-….toml is missing."]
    with pytest.raises(DeskFault, match="Check the name"):
        rulebook.check(folder / "rules" / "calling-1999.toml")
    (folder / "rules" / "calling-2028.toml").mkdir()
    with pytest.raises(DeskFault, match="Install the program again"):
        rulebook.load(folder)


def test_a_week_without_hours_is_refused(folder: Path) -> None:
    path = folder / "rules" / "calling-2026.toml"
    kept = [line for line in path.read_text("utf-8").splitlines() if "day = {" not in line]
    path.write_text("\n".join(kept), "utf-8")
    assert any("At least one day must have hours" in line for line in problems(folder))


def test_hotlines_have_a_day_on_which_somebody_looks() -> None:
    table = BOOK.hotlines
    assert [one.number for one in table.for_("danger")] == ["911"]
    assert [one.number for one in table.for_("distress")] == ["988"]
    assert table.for_("danger", "NZ") == ()
    assert not table.is_stale(table.review_by)
    assert table.is_stale(table.review_by + timedelta(days=1))


def test_closed_days_know_country_and_state() -> None:
    illinois = rulebook.closed_days("US", "IL", [2026, 2027])
    assert {date(2026, 11, 26), date(2026, 12, 25), date(2027, 1, 1), date(2026, 2, 12)} <= illinois
    assert date(2026, 2, 12) not in rulebook.closed_days("US", "TX", [2026])
    assert rulebook.closed_days("US", "", [2026]) <= illinois | {date(2026, 2, 16)}
    for country, state in (("XX", ""), ("US", "XX")):
        with pytest.raises(DeskFault, match="Check the region"):
            rulebook.closed_days(country, state, [2026])
