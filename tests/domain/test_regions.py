"""A desk of the United Kingdom: outcome types, Home Office codes, and that a desk of the United States sees neither."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from callback_desk import rulebook
from callback_desk.domain.eligibility import Level, Verdict, judge
from callback_desk.domain.incident import CaseStatus, ReportFacts
from callback_desk.domain.offenses import OffenseLevel, OffenseTable, strictest_level
from callback_desk.domain.regions import OutcomeLevel
from callback_desk.domain.rule_data import Fields, RulesRefused
from tests.domain.rules_at_hand import BOOK, NOBODY, NOW, RESOURCES, ok_until_friday, report

UK = rulebook.load(RESOURCES, on=date(2026, 11, 17), region="GB")
TYPES = UK.offenses.outcome_types
assert TYPES is not None

# Research, section 6.4: 18 and 21 are the pool; 14 and 16 withdrew; 11 to 13 never; 0 is not yet assigned.
ALLOWED, WITHDREW, EXCLUDED, OPEN = {18, 21}, {14, 16}, {11, 12, 13}, {0}


def asked(facts: ReportFacts, **changes: object) -> Verdict:
    given: dict[str, object] = {"released": None, "person": NOBODY, "as_of": NOW.date(), **changes}
    return judge(facts, True, UK.rules, NOW, **given)  # type: ignore[arg-type]


def with_outcome(text: str, **changes: object) -> ReportFacts:
    status = UK.offenses.status_of(text) or CaseStatus.UNKNOWN
    return replace(report(), status_text=text, status=status, **changes)  # type: ignore[arg-type]


def test_the_types_are_those_of_the_counting_rules() -> None:
    assert set(TYPES.types) == set(range(23))
    assert {n for n, one in TYPES.types.items() if one.level is OutcomeLevel.ALLOWED} == ALLOWED
    assert {n for n, one in TYPES.types.items() if one.level is OutcomeLevel.WITHDREW} == WITHDREW
    assert {n for n, one in TYPES.types.items() if one.level is OutcomeLevel.EXCLUDED} == EXCLUDED
    assert TYPES.open_type.number == 0


@pytest.mark.parametrize("number", range(23))
@pytest.mark.parametrize(
    "written", ["{}", "{}.0", "0{}", "Outcome {}", "OUTCOME TYPE {}", "{} - closed", "{}: see file"]
)
def test_every_type_in_every_spelling(number: int, written: str) -> None:
    found = TYPES.read(written.format(number))
    assert found is not None, written
    assert found.number == number
    verdict = asked(with_outcome(written.format(number)))
    if number in ALLOWED | OPEN:
        assert (verdict.level, verdict.reason) == (Level.CALLABLE, "callable")
    elif number in WITHDREW:
        assert (verdict.level, verdict.reason) == (Level.EXCLUDED, "outcome_withdrew")
    elif number in EXCLUDED:
        assert (verdict.level, verdict.reason) == (Level.EXCLUDED, "outcome_excluded")
    else:
        assert (verdict.level, verdict.reason) == (Level.HELD, "outcome_held")
        assert f"Outcome {number}, " in verdict.sentence


@pytest.mark.parametrize("text", ["", "  ", "N/A", "none", "Under investigation", "under-investigation", "0"])
def test_a_case_without_an_outcome_is_open_and_its_officer_is_asked(text: str) -> None:
    assert TYPES.level(text) is OutcomeLevel.OPEN
    assert asked(with_outcome(text)).level is Level.CALLABLE
    named = asked(with_outcome(text, investigator="DC Holt"))
    assert (named.level, named.reason, named.may_release) == (Level.HELD, "open_assigned", True)


def test_an_officer_named_beside_a_finished_case_holds_nobody() -> None:
    assert asked(with_outcome("18", investigator="DC Holt")).level is Level.CALLABLE


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Investigation complete; no suspect identified", 18),
        ("no-further-action", 18),
        ("Further investigation is not in the public interest", 21),
        ("further-investigation-not-in-public-interest", 21),
        ("Unable to prosecute suspect", 15),
        ("Local resolution", 8),
        ("Awaiting court outcome", 1),
        ("Formal action is not in the public interest", 10),
        ("Action to be taken by another organisation", 20),
        ("Offender given a caution", 3),
    ],
)
def test_words_of_data_police_uk(text: str, number: int) -> None:
    found = TYPES.read(text)
    assert found is not None
    assert found.number == number


@pytest.mark.parametrize(
    "text", ["23", "99", "Filed", "18A", "1/2/2026", "18 and 21 and more", "-3", "٣٣", "Status update unavailable"]
)
def test_words_nobody_has_told_us_hold_and_an_ok_lifts_them(text: str) -> None:
    held = asked(with_outcome(text))
    assert (held.level, held.reason, held.may_release) == (Level.HELD, "outcome_unknown", True)
    assert "{" not in held.sentence
    assert asked(with_outcome(text), released=ok_until_friday()).level is Level.CALLABLE


def test_a_number_and_words_that_disagree_take_the_stricter() -> None:
    found = TYPES.read("18 - Evidential difficulties - suspect not identified; victim does not support")
    assert found is not None
    assert found.number == 14


def test_the_united_states_know_no_outcome_types() -> None:
    assert BOOK.offenses.outcome_types is None
    us = judge(with_outcome("16"), True, BOOK.rules, NOW, released=None, person=NOBODY, as_of=NOW.date())
    assert us.level is Level.CALLABLE
    assert BOOK.offenses.match("45") == ()
    assert BOOK.rules.version == "eligibility-2026.2"
    assert UK.rules.version == "eligibility-2026.2+region-gb-2026.1"
    assert asked(with_outcome("16")).rule_version == "eligibility-2026.2+region-gb-2026.1/1"


@pytest.mark.parametrize(
    ("code", "level", "means"),
    [
        ("45", OffenseLevel.ALLOWED, ("23F",)),
        ("045/10", OffenseLevel.ALLOWED, ("23F",)),
        ("04510", OffenseLevel.ALLOWED, ("23F",)),
        ("45.0", OffenseLevel.ALLOWED, ("23F",)),
        ("HO 48", OffenseLevel.ALLOWED, ("240",)),
        ("44", OffenseLevel.ALLOWED, ("23H",)),
        ("28E", OffenseLevel.ALLOWED, ("220",)),
        ("28h", OffenseLevel.ALLOWED, ("220",)),
        ("30A", OffenseLevel.ALLOWED, ("220",)),  # NIBRS 30A is an illegal entry
        ("58B", OffenseLevel.ALLOWED, ("290",)),  # NIBRS 58B is an export violation
        ("49A", OffenseLevel.ALLOWED, ("23H",)),  # NIBRS 49A is harboring an escapee
        ("34B", OffenseLevel.RELEASE, ("120",)),
        ("29A", OffenseLevel.RELEASE, ("220", "120")),
        ("19C", OffenseLevel.NEVER, ("11A",)),
        ("8L", OffenseLevel.NEVER, ("13C",)),
        ("4/1", OffenseLevel.NEVER, ("09A",)),
    ],
)
def test_home_office_codes(code: str, level: OffenseLevel, means: tuple[str, ...]) -> None:
    assert UK.offenses.match(code) == means
    assert strictest_level(UK.offenses.offense(one).level for one in means) is level


@pytest.mark.parametrize("code", ["8", "8X", "220", "13A", "09A", "999", "45X", "1234567", "4510", "", "--", "45/1000"])
def test_codes_of_no_such_class_are_not_guessed(code: str) -> None:
    assert UK.offenses.match(code) == ()


@pytest.mark.parametrize(
    ("name", "means"),
    [
        ("Theft of pedal cycle", ("23H",)),
        ("BURGLARY - RESIDENTIAL", ("220",)),
        ("Criminal damage to vehicle", ("290",)),
        ("Theft from motor vehicle", ("23F",)),
        ("Vehicle crime", UK.offenses.names["VEHICLE CRIME"]),
        ("Violence and sexual offences", UK.offenses.names["VIOLENCE AND SEXUAL OFFENCES"]),
    ],
)
def test_british_names(name: str, means: tuple[str, ...]) -> None:
    assert UK.offenses.match("", name) == means
    assert means


def test_words_for_a_code_are_its_own() -> None:
    assert UK.offenses.plain(("23H",), "Theft of pedal cycle") == "Theft of a bicycle"


def test_the_table_travels_with_its_country() -> None:
    data = json.loads(json.dumps(UK.offenses.to_dict()))
    again = OffenseTable.from_dict(data)
    assert again == UK.offenses
    assert again.match("28E") == ("220",)
    assert again.status_of("18") is CaseStatus.INACTIVE


def test_a_country_without_a_profile_reads_as_the_united_states() -> None:
    assert rulebook.load(RESOURCES, on=date(2026, 11, 17), region="NZ").rules == BOOK.rules


def _profile() -> dict[str, object]:
    profile = json.loads(json.dumps(UK.offenses.to_dict()))["profile"]
    assert isinstance(profile, dict)
    return profile


def _entry(kind: str, place: int, **changes: object) -> dict[str, object]:
    data = _profile()
    entries = data[kind]
    assert isinstance(entries, list)
    entries[place] = {**entries[place], **changes}
    return data


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (_entry("outcome_type", 3, number=2), "Outcome 2 is here twice"),
        (_entry("outcome_type", 3, level="unknown"), "An outcome of the table is known"),
        (_entry("outcome_type", 3, level="perhaps"), "One of these words"),
        (_entry("outcome_type", 3, level="open"), "One type, and only one"),
        (_entry("outcome_type", 0, level="held"), "One type, and only one"),
        (_entry("outcome_type", 3, words=["Charged"]), "CHARGED is outcome 1 already"),
        (_entry("outcome_type", 3, words=["..."]), "need letters or digits"),
        (_entry("offense_code", 0, level="allowed"), "amounts to never, not to allowed"),
        (_entry("offense_code", 0, means=["09X"]), "The code 09X is not among the offenses"),
        (_entry("offense_code", 0, means=[]), "At least one offense code"),
        (_entry("offense_code", 0, code="2"), "This code is here twice"),
        (_entry("offense_code", 0, code="045"), "not spelled as codes are looked up"),
        (_entry("offense_code", 0, names=["Shoplifting"]), "already means"),
        ({**_profile(), "adult_from": 16}, "between 18 and 25"),
        ({**_profile(), "region": "gb"}, "two capital letters"),
        ({**_profile(), "color": "red"}, "This word is not known here"),
        ({**_profile(), "until": "2025-01-01"}, "The last day lies before the first"),
    ],
)
def test_a_profile_that_is_wrong_is_refused_with_its_place(data: dict[str, object], says: str) -> None:
    with pytest.raises(RulesRefused) as refused:
        BOOK.offenses.in_region(Fields(data, "region-gb.toml"))
    assert says in " ".join(one.sentence for one in refused.value.problems)
    assert all(one.file == "region-gb.toml" for one in refused.value.problems)


def test_a_higher_age_of_a_country_counts() -> None:
    older = BOOK.offenses.in_region(Fields({**_profile(), "adult_from": 21}, "region-gb.toml"))
    rules = type(BOOK.rules).from_dict(json.loads(json.dumps(BOOK.rules.to_dict())), older)
    assert rules.rule("under_18").params.amount == 21
    assert BOOK.rules.rule("under_18").params.amount == 18


def test_numbers_to_name_are_those_of_the_country() -> None:
    assert [one.number for one in BOOK.hotlines.for_("danger", "GB")] == ["999"]
    assert [one.number for one in BOOK.hotlines.for_("distress", "GB")] == ["116 123"]
    assert [one.number for one in BOOK.hotlines.for_("danger")] == ["911"]
