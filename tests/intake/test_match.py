"""Same person or not: linking needs a name and something more; a name alone never links or asks."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from callback_desk.domain.incident import PersonName
from callback_desk.intake.conflicts import address_key, case_key, name_key
from callback_desk.intake.match import Match, MatchThresholds, PersonFacts, match_score

ADA = PersonName("Ada", "", "Quillfeather")
BORN = date(1980, 4, 12)
NUMBER = frozenset({"+13125550142"})


def test_name_and_birth_date_link() -> None:
    verdict = match_score(PersonFacts(ADA, BORN), PersonFacts(ADA, BORN))
    assert (verdict.match, verdict.why) == (Match.SAME, ("same name", "same birth date"))


def test_name_and_number_link() -> None:
    assert match_score(PersonFacts(ADA, phones=NUMBER), PersonFacts(ADA, BORN, NUMBER)).match is Match.SAME


def test_same_name_other_birth_date_is_two_people() -> None:
    verdict = match_score(PersonFacts(ADA, BORN, NUMBER), PersonFacts(ADA, date(1981, 4, 12), NUMBER))
    assert verdict.match is Match.NEW


def test_a_name_alone_never_links_or_asks() -> None:
    assert match_score(PersonFacts(ADA), PersonFacts(ADA)).match is Match.NEW
    here = PersonFacts(ADA, address="418 Larch St")
    assert match_score(here, here).match is Match.NEW


def test_a_number_alone_never_links() -> None:
    other = PersonName("Bo", "", "Tarn")
    assert match_score(PersonFacts(ADA, BORN, NUMBER), PersonFacts(other, BORN, NUMBER)).match is Match.NEW


def test_a_name_spelled_alike_with_a_number_asks() -> None:
    alike = PersonName("Ada", "", "Quilfeather")
    assert match_score(PersonFacts(ADA, phones=NUMBER), PersonFacts(alike, phones=NUMBER)).match is Match.ASK


def test_one_name_on_one_case_asks() -> None:
    case = frozenset({"26-1"})
    assert match_score(PersonFacts(ADA, case_numbers=case), PersonFacts(ADA, case_numbers=case)).match is Match.ASK


def test_thresholds_are_data() -> None:
    strict = MatchThresholds(same_from=200.0)
    assert match_score(PersonFacts(ADA, BORN), PersonFacts(ADA, BORN), strict).match is Match.ASK


def test_a_lone_surname_has_no_key() -> None:
    assert name_key(PersonName(last="Quill")) == ""
    assert match_score(
        PersonFacts(PersonName(last="Quill"), BORN), PersonFacts(PersonName(last="Quill"), BORN)
    ).match is (Match.NEW)


def test_keys_forgive_spelling_and_nothing_else() -> None:
    assert name_key(PersonName("JOSÉ", "", "O'Neil Jr")) == name_key(PersonName("Jose", "", "ONEIL"))
    assert name_key(PersonName("Ada", "", "Quill")) != name_key(PersonName("Ida", "", "Quill"))
    assert address_key("418 N. Larch Street") == address_key("418 north larch st")
    assert address_key("homeless") == address_key("") == address_key("Larch") == ""
    assert case_key("25-000001A") == case_key(" 25-000001 ") == "25-000001"
    assert case_key("05000003") != case_key("5000003")


@given(st.builds(PersonName, first=st.text(max_size=8), last=st.text(max_size=8)), st.sampled_from([None, BORN]))
def test_matching_is_symmetric(name: PersonName, born: date | None) -> None:
    left, right = PersonFacts(name, born, NUMBER), PersonFacts(ADA, BORN, NUMBER)
    assert match_score(left, right).match is match_score(right, left).match
