"""Same person or not: linking needs a name and something more; a name alone never links or asks."""

from __future__ import annotations

import tomllib
from copy import deepcopy
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callback_desk.domain.incident import PersonName
from callback_desk.domain.matching import Agreement, Compared, Match, MatchRules, words_of
from callback_desk.domain.rule_data import RulesRefused
from callback_desk.intake.conflicts import address_key, case_key, name_key
from callback_desk.intake.match import match_score
from tests.intake.reading import REPOSITORY

DATA = tomllib.loads((REPOSITORY / "resources/rules/matching-2026.toml").read_text(encoding="utf-8"))
RULES = MatchRules.from_dict(DATA)
ADA = PersonName("Ada", "", "Quillfeather")
ALIKE = PersonName("Ada", "", "Quilfeather")
BORN = date(1980, 4, 12)
OTHER_BORN = date(1981, 4, 12)


def score(
    one: Compared, other: Compared, *, number: bool = False, case: bool = False
) -> tuple[Match, tuple[Agreement, ...]]:
    verdict = match_score(one, other, RULES, same_number=number, same_case=case)
    return verdict.match, verdict.why


def test_name_and_birth_date_are_one_person() -> None:
    assert score(Compared(ADA, BORN), Compared(ADA, BORN)) == (
        Match.SAME,
        (Agreement.SAME_NAME, Agreement.BIRTH_DATE),
    )


def test_name_and_number_are_one_person() -> None:
    assert score(Compared(ADA), Compared(ADA, BORN), number=True)[0] is Match.SAME


def test_same_name_other_birth_date_is_two_people_whatever_else_agrees() -> None:
    one, other = Compared(ADA, BORN, address="418 Larch St"), Compared(ADA, OTHER_BORN, address="418 Larch St")
    assert score(one, other, number=True, case=True) == (Match.NEW, ())


def test_ages_too_far_apart_are_two_people_and_a_birthday_is_not() -> None:
    assert score(Compared(ADA, age=41), Compared(ALIKE, age=43), number=True)[0] is Match.NEW
    assert score(Compared(ADA, age=41), Compared(ALIKE, age=42), number=True)[0] is Match.ASK


def test_a_name_alone_never_links_or_asks() -> None:
    assert score(Compared(ADA), Compared(ADA))[0] is Match.NEW
    here = Compared(ADA, address="418 Larch St")
    assert score(here, here)[0] is Match.NEW


def test_a_number_alone_never_links() -> None:
    assert score(Compared(ADA, BORN), Compared(PersonName("Bo", "", "Tarn"), BORN), number=True)[0] is Match.NEW


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (ADA, ALIKE),
        (ADA, PersonName("Quillfeather", "", "Ada")),
        (PersonName("Ada", "Maria", "Quillfeather"), PersonName("Ada", "Beth", "Quillfeather")),
        (ADA, PersonName("Ada", "", "Quillfeather", "Jr")),
    ],
    ids=["letter", "swapped", "middle", "suffix"],
)
def test_a_name_that_is_only_alike_asks_and_never_links(one: PersonName, other: PersonName) -> None:
    born = BORN if not other.suffix else None
    found = score(Compared(one, born), Compared(other, born), number=True, case=True)
    assert found[0] is Match.ASK
    assert found[1][0] is Agreement.LIKE_NAME


def test_an_initial_is_the_same_middle_name() -> None:
    one, other = PersonName("Ada", "M.", "Quillfeather"), PersonName("Ada", "Maria", "Quillfeather")
    assert score(Compared(one, BORN), Compared(other, BORN))[0] is Match.SAME


def test_senior_and_junior_are_two_people() -> None:
    senior, junior = PersonName("Ada", "", "Quill", "Sr"), PersonName("Ada", "", "Quill", "Jr")
    assert score(Compared(senior), Compared(junior), number=True, case=True)[0] is Match.NEW


def test_one_name_on_one_case_asks() -> None:
    assert score(Compared(ADA), Compared(ADA), case=True)[0] is Match.ASK


def test_the_weights_are_data() -> None:
    strict = deepcopy(DATA)
    strict["limits"]["same_from"] = 200
    verdict = match_score(Compared(ADA, BORN), Compared(ADA, BORN), MatchRules.from_dict(strict))
    assert (verdict.match, verdict.score) == (Match.ASK, 85)


@pytest.mark.parametrize(
    ("table", "key", "value"),
    [("limits", "ask_from", 40), ("limits", "ask_from", 90), ("points", "number", "many"), ("points", "luck", 3)],
)
def test_weights_by_which_a_name_alone_would_ask_are_refused(table: str, key: str, value: object) -> None:
    wrong = deepcopy(DATA)
    wrong[table][key] = value
    with pytest.raises(RulesRefused) as refused:
        MatchRules.from_dict(wrong)
    assert key in refused.value.problems[0].place


def test_the_reasons_are_words() -> None:
    assert words_of((Agreement.LIKE_NAME, Agreement.BIRTH_DATE)) == "Name spelled alike, same birth date"


def test_a_lone_surname_has_no_key() -> None:
    quill = PersonName(last="Quill")
    assert name_key(quill) == ""
    assert score(Compared(quill, BORN), Compared(quill, BORN), number=True)[0] is Match.NEW


def test_keys_forgive_spelling_and_nothing_else() -> None:
    assert name_key(PersonName("JOSÉ", "", "O'Neil Jr")) == name_key(PersonName("Jose", "", "ONEIL"))
    assert name_key(PersonName("Ada", "", "Quill")) != name_key(PersonName("Ida", "", "Quill"))
    assert address_key("418 N. Larch Street") == address_key("418 north larch st")
    assert address_key("homeless") == address_key("") == address_key("Larch") == ""
    assert case_key("25-000001A") == case_key(" 25-000001 ") == "25-000001"
    assert case_key("05000003") != case_key("5000003")


NAMES = st.builds(PersonName, first=st.text(max_size=8), last=st.text(max_size=8), suffix=st.sampled_from(["", "Jr"]))


@given(NAMES, st.sampled_from([None, BORN]), st.booleans(), st.booleans())
def test_matching_is_symmetric(name: PersonName, born: date | None, number: bool, case: bool) -> None:
    left, right = Compared(name, born), Compared(ADA, BORN)
    assert score(left, right, number=number, case=case) == score(right, left, number=number, case=case)
