"""A row becomes a person on a case: nulls per field, signs, roles, and what makes a row unusable."""

from __future__ import annotations

from pathlib import Path

import pytest

from callback_desk.domain.incident import Candidate, CaseStatus, Pile, Role, Screening, Sign, VictimType
from callback_desk.intake.problems import CATALOGUE, problem
from tests.intake.reading import HEADING, Read, a_row, read_text


def with_column(tmp_path: Path, heading: str, value: str, **desk: object) -> Candidate:
    found = read_text(tmp_path, f'{HEADING},{heading}\n{a_row()},"{value}"\n', **desk)
    assert len(found.people) == 1, found.problems
    return found.people[0]


@pytest.mark.parametrize("name", ["NA", "Null", "None", "X", "Unknown"])
def test_a_name_that_reads_like_a_blank_is_kept_and_flagged(name: str, tmp_path: Path) -> None:
    found = read_text(tmp_path, f"{HEADING}\n{a_row(name=f'{name}, Ada')}\n")
    assert found.people[0].name.last == name
    assert "name_like_null" in found.people[0].warnings


@pytest.mark.parametrize("address", ["NA", "N/A", "none", "UNK", "-"])
def test_the_same_word_is_a_blank_address(address: str, tmp_path: Path) -> None:
    assert with_column(tmp_path, "Victim Address", address).address == ""


@pytest.mark.parametrize(
    ("value", "signs", "unsettled"),
    [
        ("Y", {Sign.DOMESTIC}, False),
        ("yes", {Sign.DOMESTIC}, False),
        ("1", {Sign.DOMESTIC}, False),
        ("O", {Sign.DOMESTIC}, False),
        ("DV - spouse", {Sign.DOMESTIC}, False),
        ("N", set(), False),
        ("", set(), False),
        ("false", set(), False),
        ("unknown", set(), True),
        ("?", set(), True),
    ],
)
def test_a_domestic_column(value: str, signs: set[Sign], unsettled: bool, tmp_path: Path) -> None:
    facts = with_column(tmp_path, "Domestic", value).facts
    assert facts.signs == signs
    assert (Screening.DOMESTIC_SIGN in facts.unsettled) is unsettled


@pytest.mark.parametrize(
    ("notes", "signs"),
    [
        ("Protective order in place.", {Sign.PROTECTION_ORDER}),
        ("Victim's attorney will call.", {Sign.ATTORNEY}),
        ("DO NOT CALL", {Sign.DO_NOT_CALL}),
        ("Her ex-boyfriend took it.", {Sign.DOMESTIC}),
        ("Slurs painted on garage.", {Sign.HATE_BIAS}),
        ("Victim refused to cooperate", {Sign.VICTIM_WITHDREW}),
        ("Needs interpreter.", {Sign.NEEDS_INTERPRETER}),
        ("Non-domestic. Window broken.", set()),
        ("Bicycle and helmet.", set()),
        ("Doorbell camera; advised to lock up.", set()),
        ("Whatever Chateau", set()),
    ],
)
def test_words_in_notes(notes: str, signs: set[Sign], tmp_path: Path) -> None:
    assert with_column(tmp_path, "Narrative", notes).facts.signs == signs


def test_a_flag_column_carries_its_sign_in_the_heading(tmp_path: Path) -> None:
    assert with_column(tmp_path, "Do Not Call", "Y").facts.signs == {Sign.DO_NOT_CALL}
    assert with_column(tmp_path, "Do Not Call", "N").facts.signs == frozenset()
    assert with_column(tmp_path, "Protective Order", "x").facts.signs == {Sign.PROTECTION_ORDER}
    assert with_column(tmp_path, "Flags", "Gang related").facts.signs == {Sign.GANG}


@pytest.mark.parametrize(
    ("heading", "value", "sign"),
    [
        ("Victim Condition", "Deceased", Sign.DECEASED),
        ("Victim Condition", "Serious", Sign.SERIOUS_INJURY),
        ("Victim Injury", "B", Sign.SERIOUS_INJURY),
        ("Exceptional Clearance", "D", Sign.VICTIM_WITHDREW),
        ("Exceptional Clearance", "B", Sign.PROSECUTION_DECLINED),
        ("Language", "Klingon", Sign.NEEDS_INTERPRETER),
    ],
)
def test_codes_that_are_signs(heading: str, value: str, sign: Sign, tmp_path: Path) -> None:
    assert with_column(tmp_path, heading, value).facts.signs == {sign}


@pytest.mark.parametrize(
    ("heading", "value"),
    [("Victim Condition", "Good"), ("Victim Injury", "N"), ("Victim Injury", "M"), ("Exceptional Clearance", "N")],
)
def test_codes_that_are_none(heading: str, value: str, tmp_path: Path) -> None:
    assert with_column(tmp_path, heading, value).facts.signs == frozenset()


@pytest.mark.parametrize(
    ("status", "investigator", "expected"),
    [
        ("Open", "Det. Harkavy", CaseStatus.OPEN_ASSIGNED),
        ("Active", "Det. Harkavy", CaseStatus.OPEN_ASSIGNED),
        ("Under Investigation", "Det. Harkavy", CaseStatus.OPEN_ASSIGNED),
        ("Open", "", CaseStatus.OPEN),
        ("Open", "Unassigned", CaseStatus.OPEN),
        ("Inactive", "Det. Harkavy", CaseStatus.INACTIVE),
        ("Suspended - no leads", "Det. Harkavy", CaseStatus.INACTIVE),
        ("Clear by Arrest", "Det. Harkavy", CaseStatus.CLEARED),
        ("Unfounded / Closed", "", CaseStatus.CLOSED),
        ("", "Det. Harkavy", CaseStatus.BLANK),
        ("Level 7", "Det. Harkavy", CaseStatus.UNKNOWN),
    ],
)
def test_open_assigned_needs_both(status: str, investigator: str, expected: CaseStatus, tmp_path: Path) -> None:
    text = f'{HEADING},Case Status,Investigator\n{a_row()},"{status}","{investigator}"\n'
    assert read_text(tmp_path, text).people[0].facts.status is expected


@pytest.mark.parametrize(
    ("word", "role"),
    [
        ("Victim", Role.VICTIM),
        ("Victim 2", Role.VICTIM),
        ("Suspect", Role.SUSPECT),
        ("Witness", Role.WITNESS),
        ("Reporting Person", Role.REPORTER),
        ("Stln Vehicle (UUMV)", Role.OTHER),
    ],
)
def test_the_role_column_says_who_a_row_is_about(word: str, role: Role, tmp_path: Path) -> None:
    text = f"{HEADING},Person Involvement Type\n{a_row()},{word}\n"
    found = read_text(tmp_path, text)
    assert found.people[0].role is role
    assert found.counts.phones.diallable == (1 if role is Role.VICTIM else 0)


def test_a_suspects_row_gives_its_number_name_and_address_to_the_conflicts(tmp_path: Path) -> None:
    text = f"{HEADING},Victim Address,Person Involvement Type\n{a_row()},418 Larch St,Suspect\n"
    person = read_text(tmp_path, text).people[0]
    assert person.phones == ()
    assert person.other_numbers == ((Role.SUSPECT, "+13125550142"),)
    assert (person.suspect_name, person.suspect_address) == ("Quillfeather, Ada", "418 Larch St")
    assert person.facts.signs == frozenset()


def test_an_unknown_or_missing_role_is_never_taken_for_a_victim(tmp_path: Path) -> None:
    text = f"{HEADING},Person Involvement Type\n{a_row()},Zog\n{a_row()},\n"
    found = read_text(tmp_path, text)
    assert [(each.reason, each.pile) for each in found.problems] == [
        ("involvement_unknown", Pile.HELD),
        ("involvement_missing", Pile.HELD),
    ]


def suspects(tmp_path: Path, row: str, heading: str) -> Candidate:
    found = read_text(tmp_path, f"{HEADING},Victim Address,{heading}\n{a_row()},418 Larch Street Apt 2,{row}\n")
    return found.people[0]


def test_the_suspects_own_number_is_a_sign(tmp_path: Path) -> None:
    person = suspects(tmp_path, "(312) 555 0142", "Suspect Phone")
    assert person.facts.signs == {Sign.SUSPECT_NUMBER}
    assert person.other_numbers == ((Role.SUSPECT, "+13125550142"),)


def test_another_suspects_number_is_kept_and_never_callable(tmp_path: Path) -> None:
    person = suspects(tmp_path, "312-555-0199", "Suspect Phone")
    assert person.facts.signs == frozenset()
    assert [phone.number.e164 for phone in person.phones if phone.number] == ["+13125550142"]
    assert person.other_numbers == ((Role.SUSPECT, "+13125550199"),)


def test_a_shared_address_and_a_shared_name(tmp_path: Path) -> None:
    assert suspects(tmp_path, '"418 LARCH ST, Unit 2"', "Suspect Address").facts.signs == {Sign.SUSPECT_ADDRESS}
    assert suspects(tmp_path, "Ada Quillfeather", "Suspect Name").facts.signs == {Sign.ALSO_SUSPECT}
    assert suspects(tmp_path, "Bo Quillfeather", "Suspect Name").facts.signs == {Sign.SUSPECT_SURNAME}
    assert suspects(tmp_path, "Bo Tarn", "Suspect Name").facts.signs == frozenset()


def test_a_business_with_and_without_somebody_to_ask_for(tmp_path: Path) -> None:
    named = with_column(tmp_path, "Victim Business Name", "Blue Heron Hardware")
    assert (named.facts.victim_type, named.facts.has_contact_name) == (VictimType.BUSINESS, True)
    alone = read_text(tmp_path, f"{HEADING},Victim Business Name\n{a_row(name='')},Blue Heron Hardware\n").people[0]
    assert (alone.facts.victim_type, alone.facts.has_contact_name) == (VictimType.BUSINESS, False)
    one_cell = read_text(tmp_path, f"{HEADING}\n{a_row(name='Blue Heron Hardware LLC')}\n").people[0]
    assert one_cell.name.organization == "Blue Heron Hardware LLC"


def test_the_younger_age_counts(tmp_path: Path) -> None:
    person = with_column(tmp_path, "Victim Age", "16")
    assert person.facts.age == 16
    assert "age_differs" in person.warnings


def test_exact_duplicates_share_a_digest_and_others_do_not(tmp_path: Path) -> None:
    found = read_text(tmp_path, f"{HEADING}\n{a_row()}\n{a_row()}\n{a_row(case='26-2')}\n")
    one, two, three = (person.row_digest for person in found.people)
    assert one == two != three
    assert len(one) == 64


def test_a_safe_number_comes_first(tmp_path: Path) -> None:
    person = with_column(tmp_path, "Safe Phone", "217-555-0144")
    assert [phone.number.e164 for phone in person.phones if phone.number] == ["+12175550144", "+13125550142"]


def test_numbers_of_rejected_rows_are_counted_too(tmp_path: Path) -> None:
    found = read_text(tmp_path, f"{HEADING}\n{a_row(case='')}\n{a_row()}\n")
    assert found.reasons == {"no_case"}
    assert (found.counts.phones.diallable, found.counts.phones.distinct) == (2, 1)


def test_every_reason_has_words_and_no_reason_is_silent() -> None:
    for entry in CATALOGUE.values():
        assert entry.sentence.endswith(".")
        assert entry.what_to_do.endswith(".")
    assert problem("never_heard_of").sentence == "Never heard of."


def test_problems_name_the_column_and_never_the_cell(tmp_path: Path) -> None:
    found: Read = read_text(tmp_path, f"{HEADING}\n{a_row(reported='Zyxwvut')}\n{a_row()}\n{a_row()}\n")
    assert found.problems[0].column == "Report Date"
    assert "Zyxwvut" not in repr(found.problems)
