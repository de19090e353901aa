"""Role before kind: a column is a victim's only when nothing says that it is somebody else's."""

from __future__ import annotations

import pytest

from callback_desk.domain.errors import DeskBug
from callback_desk.domain.incident import Role, Screening
from callback_desk.domain.layout import ColumnMatch, Field, Layout, LayoutColumn, SettledFact, layout_from_guess
from callback_desk.domain.phone import PhoneKind
from callback_desk.intake.aliases import AliasTable, normalise, shipped_aliases
from callback_desk.intake.headings import apply_layout, guess_columns, header_signature, unsettled_facts
from tests.intake.reading import TODAY, read_text


def columns_of(*headings: str, rows: list[list[str]] | None = None) -> tuple[ColumnMatch, ...]:
    columns, _findings = guess_columns(headings, rows or [], shipped_aliases())
    return columns


def one(heading: str, *others: str) -> ColumnMatch:
    return columns_of(heading, *others)[0]


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("rep_home_phone", Role.REPORTER),
        ("rep_cell_phone", Role.REPORTER),
        ("Reporting Person Phone", Role.REPORTER),
        ("Caller Phone Number", Role.REPORTER),
        ("wit_work_phone", Role.WITNESS),
        ("Witness 2 Cell", Role.WITNESS),
        ("suspect_phone", Role.SUSPECT),
        ("Suspect Cell Phone", Role.SUSPECT),
        ("offender phone", Role.SUSPECT),
        ("respondent_phone", Role.SUSPECT),
        ("Arrestee Home Phone", Role.SUSPECT),
        ("Defendant Telephone", Role.SUSPECT),
        ("gMunicipalityPhone", Role.AGENCY),
        ("Department Phone", Role.AGENCY),
        ("guardian_home_phone", Role.GUARDIAN),
        ("Parent Cell Phone", Role.GUARDIAN),
        ("Emergency Contact Phone", Role.CONTACT),
        ("Victim Emergency Contact Phone", Role.CONTACT),
        ("Next of Kin Phone", Role.CONTACT),
        ("Officer Phone", Role.OFFICER),
        ("Detective Cell", Role.OFFICER),
        ("Fax", Role.OTHER),
        ("Victim Fax", Role.OTHER),
        ("Vehicle Owner Phone", Role.OTHER),
    ],
)
def test_other_parties_numbers_are_never_the_victims(heading: str, role: Role) -> None:
    column = one(heading)
    assert (column.field, column.role) == (Field.PHONE, role)


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("vic_home_phone", PhoneKind.HOME),
        ("VictimHomePhone", PhoneKind.HOME),
        ("vic_cell_phone", PhoneKind.MOBILE),
        ("Victim Mobile Number", PhoneKind.MOBILE),
        ("Victim Work Phone", PhoneKind.WORK),
        ("VictimSafePhoneNumber", PhoneKind.SAFE),
        ("Victim safe contact number", PhoneKind.SAFE),
        ("Victim_Contact", PhoneKind.OTHER),
        ("피해자휴대전화번호", PhoneKind.MOBILE),
        ("Mobile Phone", PhoneKind.MOBILE),
        ("Phone", PhoneKind.OTHER),
        ("best_phone", PhoneKind.OTHER),
    ],
)
def test_the_victims_own_numbers(heading: str, kind: PhoneKind) -> None:
    column = one(heading)
    assert (column.field, column.role, column.kind) == (Field.PHONE, Role.VICTIM, kind)


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("DR_NO", Field.CASE_NUMBER),
        ("Case #", Field.CASE_NUMBER),
        ("Date Rptd", Field.REPORTED_AT),
        ("FIRST_OCCURRENCE_DATE", Field.OCCURRED_AT),
        ("FBI Code", Field.OFFENSE_CODE),
        ("Crm Cd Desc", Field.OFFENSE_NAME),
        ("vic_last_name", Field.LAST_NAME),
        ("Victim First Name", Field.FIRST_NAME),
        ("victim_qualifier", Field.SUFFIX),
        ("bus_vic_name", Field.ORGANIZATION),
        ("Person Involvement Type", Field.INVOLVEMENT),
        ("VictimCategoryCode", Field.VICTIM_TYPE),
        ("Vict Age", Field.AGE),
        ("VictimDOB", Field.BIRTH_DATE),
        ("OffenderVictimRelationship", Field.RELATIONSHIP),
        ("Victim Injury Description", Field.INJURY),
        ("Victim Condition", Field.CONDITION),
        ("Domestic", Field.DOMESTIC),
        ("Det_Assigned", Field.INVESTIGATOR),
        ("Case Statuss", Field.STATUS),  # spelled differently
        ("Offense Descripton", Field.OFFENSE_NAME),
    ],
)
def test_headings_from_the_wild(heading: str, field: Field) -> None:
    assert one(heading).field is field


def test_reported_by_is_the_reporter() -> None:
    column = one("Reported_By", "Victim_Name")
    assert (column.field, column.role) == (Field.FULL_NAME, Role.REPORTER)


def test_a_complainant_is_the_victim_only_where_nobody_else_is() -> None:
    assert one("Complainant Name").role is Role.VICTIM
    assert one("complainant_phone", "victim_name").role is Role.REPORTER
    assert one("Complainant", "Victim Phone").role is Role.REPORTER


def test_an_unmarked_phone_beside_the_victims_own_is_somebody_elses() -> None:
    own, other = columns_of("Victim Phone", "Phone")
    assert own.role is Role.VICTIM
    assert other.role is Role.OTHER


def _halves(*headings: str) -> dict[str, tuple[Role, ...]]:
    """Whose the columns named by a first or last name are, by heading."""
    found: dict[str, tuple[Role, ...]] = {}
    for column in columns_of("Case Number", *headings):
        if column.field in (Field.FIRST_NAME, Field.LAST_NAME):
            found[column.header] = (*found.get(column.header, ()), column.role)
    return found


@pytest.mark.parametrize(
    "headings",
    [
        ("Victim First Name", "Last Name", "Phone"),
        ("Last Name", "Victim First Name", "Phone"),
        ("First Name", "Victim Last Name", "Phone"),
        ("Victim First Name", "Middle Name", "Last Name", "Suffix", "Phone"),
        ("Victim First Name", "Last Name", "Phone", "Suspect First Name", "Suspect Last Name"),
        ("Suspect Name", "Victim First Name", "Last Name", "Phone"),
        ("Reporter First Name", "Reporter Last Name", "Last Name", "Victim First Name", "Phone"),
    ],
)
def test_the_other_half_of_the_victims_name_is_the_victims(headings: tuple[str, ...]) -> None:
    halves = _halves(*headings)
    mine = {heading: whose for heading, whose in halves.items() if not heading.startswith(("Suspect", "Reporter"))}
    assert list(mine.values()) == [(Role.VICTIM,), (Role.VICTIM,)]
    assert {column.role for column in columns_of("Case Number", *headings) if column.header == "Phone"} == {Role.VICTIM}


@pytest.mark.parametrize(
    "headings",
    [
        ("Reporter First Name", "Last Name", "Victim First Name"),  # it may be either's
        ("Victim First Name", "Last Name", "Suspect First Name"),
        ("Victim First Name", "Case Status", "Last Name"),  # not beside it
        ("Victim First Name", "Last Name", "First Name"),  # a pair of somebody's own
        ("Last Name", "First Name", "Victim First Name"),
        ("Victim First Name", "Victim Last Name", "Last Name"),
        ("Victim Name", "Last Name"),
        ("Victim First Name", "Last Name", "Suspect First Name", "Last Name"),
        ("Victim 1 First Name", "Last Name", "Victim 2 First Name"),
        ("Suspect First Name", "Last Name", "Victim Phone", "Victim First Name"),
    ],
)
def test_a_half_that_may_be_somebody_elses_stays_somebody_elses(headings: tuple[str, ...]) -> None:
    assert Role.VICTIM not in _halves(*headings)["Last Name"]


@pytest.mark.parametrize(
    ("joined", "apart"),
    [
        ("VictimDateofBirth", "Victim Date of Birth"),
        ("DateofBirthVictim", "Date of Birth Victim"),
        ("NameofVictim", "Name of Victim"),
        ("PhoneofSuspect", "Phone of Suspect"),
        ("PlaceofBirth", "Place of Birth"),
        ("VictimPlaceofBirth", "Victim Place of Birth"),
        ("RelationshiptoOffender", "Relationship to Offender"),
        ("VictimtoOffenderRelationship", "Victim to Offender Relationship"),
        ("TypeofVictim", "Type of Victim"),
        ("OfficerinCase", "Officer in Case"),
        ("NextofKinPhone", "Next of Kin Phone"),
        ("DateofOffense", "Date of Offense"),
        ("TypeofIncident", "Type of Incident"),
        ("DayofWeek", "Day of Week"),
        ("OriginPhone", "Origin Phone"),
        ("PhotoDate", "Photo Date"),
        ("MainPhone", "Main Phone"),
        ("ProofofAge", "Proof of Age"),
    ],
)
def test_a_small_word_between_capitals_is_a_word(joined: str, apart: str) -> None:
    written, meant = one(joined), one(apart)
    assert (written.field, written.role, written.kind) == (meant.field, meant.role, meant.kind)


def test_repeated_families_belong_to_the_name_on_their_left() -> None:
    columns = columns_of("Victim Name", "Phone", "Suspect Name", "Phone (D)")
    assert [column.role for column in columns if column.field is Field.PHONE] == [Role.VICTIM, Role.SUSPECT]


def test_a_phone_right_beside_a_suspects_name_is_the_suspects() -> None:
    assert columns_of("Suspect Name", "Phone")[1].role is Role.SUSPECT


def test_values_may_contradict_a_heading() -> None:
    rows = [["312-555-0142"], ["217-555-0143"]]
    assert columns_of("Contact", rows=rows)[0].field is Field.PHONE
    assert columns_of("Contact", rows=[["Ada Quill"], ["Bo Tarn"]])[0].field is Field.FULL_NAME
    assert columns_of("Phone", rows=[["11/10/2026"], ["11/11/2026"]])[0].field is None
    assert columns_of("Location", rows=[["(41.88, -87.62)"]])[0].field is None


def test_one_case_number_and_the_better_heading_wins() -> None:
    columns = columns_of("ID", "Case Number", "officer_ID", rows=[["1", "26-1", "9"]])
    assert [column.field for column in columns] == [None, Field.CASE_NUMBER, None]


def test_spelling_variants_are_one_key() -> None:
    keys = {normalise(text) for text in ("vic_home_phone", "Vic. Home  Phone", "VicHomePhone", "VIC HOME PHONE")}
    assert keys == {"vic home phone"}


def test_a_layout_is_recognised_by_its_headings_and_applied(tmp_path) -> None:
    text = "Ref,When,What,Who,Born,Ring\n26-1,11/10/2026,220,Ada Quill,04/12/1980,312-555-0142\n"
    blind = read_text(tmp_path, text)
    assert blind.reasons == {"no_case_column"}
    fields = (
        Field.CASE_NUMBER,
        Field.REPORTED_AT,
        Field.OFFENSE_CODE,
        Field.FULL_NAME,
        Field.BIRTH_DATE,
        Field.PHONE,
    )
    headers = ("Ref", "When", "What", "Who", "Born", "Ring")
    layout = Layout(
        "City export",
        blind.guess.signature,
        tuple(LayoutColumn(header, field) for header, field in zip(headers, fields, strict=True)),
        settled=tuple(SettledFact(each, "Sgt. Belisle", TODAY) for each in Screening),
    )
    found = read_text(tmp_path, text, layout=layout)
    assert found.guess.layout_name == "City export"
    assert found.people[0].facts.unsettled == frozenset()
    assert found.people[0].facts.offense_codes == ("220",)
    kept = layout_from_guess(found.guess, "City export", settled=layout.settled)
    assert {column.header for column in kept.columns} == set(headers)


def test_a_screening_fact_without_a_column_is_unsettled() -> None:
    columns = columns_of("Case Number", "Domestic", "Victim Type")
    assert unsettled_facts(columns, None) == {Screening.CONDITION}
    layout = Layout("x", "", (), settled=(SettledFact(Screening.CONDITION, "Sgt. Belisle", TODAY),))
    assert unsettled_facts(columns, layout) == frozenset()


def test_a_layout_leaves_unnamed_columns_alone() -> None:
    layout = Layout("x", "", (LayoutColumn("Case Number", Field.CASE_NUMBER),))
    applied = apply_layout(columns_of("Case Number", "Victim Phone"), layout)
    assert [column.field for column in applied] == [Field.CASE_NUMBER, None]


def test_the_signature_ignores_case_and_blanks_but_not_order() -> None:
    assert header_signature(["Case  Number", "PHONE"]) == header_signature(["case_number", "Phone"])
    assert header_signature(["a", "b"]) != header_signature(["b", "a"])


def test_damaged_alias_tables_are_our_own_fault() -> None:
    with pytest.raises(DeskBug):
        AliasTable.from_dict({"column": [{"field": "no_such_field", "headings": ["x"]}]})
