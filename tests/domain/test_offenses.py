from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callback_desk.domain.errors import DeskBug
from callback_desk.domain.offenses import OffenseLevel, OffenseTable, normal_code, normal_name
from callback_desk.domain.rule_data import RulesRefused
from tests.domain.rules_at_hand import BOOK

TABLE = BOOK.offenses


def codes(text: str) -> list[str]:
    return text.split()


# Research on victim callbacks, section 6.3, spelled out once more by hand.
NEVER = codes("11A 11B 11C 11D 36A 36B 64A 64B 09A 09B 09C 100 90H 90F 40A 40B 40C 370 13C")
RELEASE = codes("120 13A 13B 210 200")
ALLOWED = codes("220 23A 23B 23C 23D 23E 23F 23G 23H 240 250 26A 26B 26C 26D 26E 26F 26G 270 280 290")
SOCIETY = codes("35A 35B 39A 39B 39C 39D 520 720 521 522 526 101 103 30A 30B 30D 49A 49B 49C 58A 58B 61A 61B 620")


@pytest.mark.parametrize(
    ("listed", "level"),
    [
        (NEVER, OffenseLevel.NEVER),
        (RELEASE, OffenseLevel.RELEASE),
        (ALLOWED, OffenseLevel.ALLOWED),
        (SOCIETY, OffenseLevel.NOT_APPLICABLE),
    ],
)
def test_every_code_has_the_level_of_the_contact_policy(listed: list[str], level: OffenseLevel) -> None:
    assert {code: TABLE.offense(code).level for code in listed} == dict.fromkeys(listed, level)


def test_only_the_codes_of_the_policy_may_be_called_without_a_word() -> None:
    allowed = {code for code, one in TABLE.offenses.items() if one.level is OffenseLevel.ALLOWED}
    assert allowed == set(ALLOWED)


@pytest.mark.parametrize("code", sorted(TABLE.offenses))
def test_a_nibrs_code_means_itself_in_any_spelling(code: str) -> None:
    for spelled in (code, code.lower(), f" {code} ", f"NIBRS {code}", code.lstrip("0")):
        assert TABLE.match(spelled) == (code,), spelled


@pytest.mark.parametrize("name", sorted(TABLE.names))
def test_a_known_name_means_its_codes_in_any_case(name: str) -> None:
    assert TABLE.match("", name.lower()) == TABLE.names[name]
    assert TABLE.match("", name.replace(" ", "-")) == TABLE.names[name]


@pytest.mark.parametrize(
    ("code", "name", "means"),
    [
        ("08B", "BATTERY", ("13B", "13A")),  # Chicago's FBI Code beside its own name: both count
        ("8b", "", ("13B",)),
        ("05", "BURGLARY", ("220",)),
        ("5", "", ("220",)),
        ("06", "THEFT", ("23H",)),
        ("06", "THEFT FROM MOTOR VEHICLE", ("23F",)),  # the name says it more exactly
        ("07", "MOTOR VEHICLE THEFT", ("240",)),
        ("14", "CRIMINAL DAMAGE", ("290",)),
        ("11", "DECEPTIVE PRACTICE", ("26A",)),
        ("26", "INTIMIDATION", ("90Z", "13C")),
        ("01A", "HOMICIDE", ("09A",)),
        ("220.0", "", ("220",)),  # a spreadsheet's number
        ("ASSLT-13B-1", "", ("13B",)),  # Fairfax
        ("459 PC", "Burglary (Vehicle)", ("23F",)),  # the penal code is not known, the name is
        ("", "Theft f/Auto", ("23F",)),
        ("Burglary", "", ("220",)),  # the name stands in the code column
        ("220", "FORCIBLE ENTRY", ("220",)),  # a name that is not known takes nothing away
        ("220", "ATTEMPTED ROBBERY", ("220", "120")),  # they disagree: both count
        ("220", "Something domestic", ("220", "90F")),  # a guard word adds, and only to what is known
        ("240", "ASSAULT ON COHAB", ("240", "13A", "90F")),
    ],
)
def test_what_exports_write(code: str, name: str, means: tuple[str, ...]) -> None:
    assert TABLE.match(code, name) == means


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("", ""),
        ("120X", ""),
        ("459 PC", ""),
        ("240 PC", ""),  # assault in California, a stolen car in NIBRS: never guessed
        ("0486", ""),
        ("99", ""),
        ("", "Some burglary or other"),
        ("", "DOMESTIC SOMETHING"),  # a guard word is never the only evidence
        ("  ", " \t"),
        ("22O", ""),  # the letter O
    ],
)
def test_what_is_not_known_stays_unknown(code: str, name: str) -> None:
    assert TABLE.match(code, name) == ()


@given(st.text(max_size=30), st.text(max_size=30))
def test_a_match_is_always_a_code_of_the_table(code: str, name: str) -> None:
    assert all(TABLE.knows(found) for found in TABLE.match(code, name))


@given(st.text(max_size=20))
def test_an_unknown_name_never_opens_a_known_code(name: str) -> None:
    """Whatever stands in the name column, a code is never read more openly than by itself."""
    assert set(TABLE.match("120", name)) >= {"120"}
    assert set(TABLE.match("11A", name)) >= {"11A"}


def test_a_person_hears_plain_words() -> None:
    assert TABLE.plain(("220",)) == "Break-in at home or building"
    assert TABLE.plain(("23H",), "theft-bicycle") == "Theft of a bicycle"
    assert TABLE.plain(("23F",), "THEFT FROM MOTOR VEHICLE") == "Theft from a car"
    assert TABLE.plain(("nothing",)) == TABLE.plain(()) == ""
    assert {TABLE.offense(code).plain for code in NEVER if code[:2] in ("11", "36", "64", "40")} == {
        "A crime against a person"
    }


def test_prompts_follow_the_family() -> None:
    assert TABLE.family_of(("zzz", "240", "220")) == "stolen_vehicle"
    assert TABLE.family_of(()) == "other"


def test_relationship_belongs_to_person_crimes_and_robbery() -> None:
    """NIBRS rule 459."""
    assert TABLE.offense("13B").has_relationship
    assert TABLE.offense("120").has_relationship
    assert not any(TABLE.offense(code).has_relationship for code in ALLOWED)


def test_a_code_that_match_never_gave_is_our_own_fault() -> None:
    with pytest.raises(DeskBug):
        TABLE.offense("120X")


def test_the_table_survives_a_trip_through_json() -> None:
    assert OffenseTable.from_dict(json.loads(json.dumps(TABLE.to_dict()))) == TABLE


@given(st.text(max_size=40))
def test_normal_forms_are_stable(text: str) -> None:
    assert normal_name(normal_name(text)) == normal_name(text)
    if all(character.isascii() for character in text):
        assert normal_code(normal_code(text)) == normal_code(normal_code(normal_code(text)))


def _broken(**changes: object) -> dict[str, object]:
    data = json.loads(json.dumps(TABLE.to_dict()))
    data.update(changes)
    return data


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"surprise": 1}, "surprise: This word is not known here"),
        ({"version": ""}, "version: This must not be empty"),
        ({"version": 3}, "version: Text in quotation marks"),
        ({"effective": "soon"}, "effective: A date such as"),
        ({"offense": []}, "offense: At least one entry"),
        ({"offense": ["220"]}, "offense 1: A table is needed"),
        ({"name": [{"name": "X", "codes": ["000"], "plain": "x"}]}, "name 1 (X): codes: The code 000"),
        ({"name": [{"name": "BURGLARY", "codes": ["120"], "plain": "x"}]}, "already means 220"),
        ({"name": [{"name": "!!", "codes": ["120"], "plain": "x"}]}, "needs letters or digits"),
        ({"other_code": [{"code": "220", "label": "x", "means": ["120"]}]}, "is a NIBRS code already"),
        ({"other_code": [{"code": "77", "label": "x", "means": ["120", 7]}]}, "Every entry of the list"),
        ({"other_code": [{"code": "77", "label": "x", "means": "120"}]}, "A list of texts"),
        ({"guard": [{"word": "DV"}]}, "guard 1 (DV): codes: This is missing"),
    ],
)
def test_wrong_data_is_refused_with_its_place(change: dict[str, object], says: str) -> None:
    with pytest.raises(RulesRefused) as refused:
        OffenseTable.from_dict(_broken(**change), "offenses-2026.toml")
    lines = [f"{one.place}: {one.sentence}" for one in refused.value.problems]
    assert any(says in line for line in lines), lines
    assert all(one.place.startswith("offenses-2026.toml") for one in refused.value.problems)


def test_a_code_twice_and_a_wrong_level_are_both_named() -> None:
    data = _broken()
    entries = data["offense"]
    assert isinstance(entries, list)
    data["offense"] = [*entries, entries[0], {**entries[1], "code": "99X", "level": "perhaps", "names": []}]
    with pytest.raises(RulesRefused) as refused:
        OffenseTable.from_dict(data)
    assert len(refused.value.problems) == 2
    assert "2 problems in all" in refused.value.sentence
    assert any("never, release, allowed, not_applicable" in one.sentence for one in refused.value.problems)
