"""Several people or offenses in one row: whose each column is, who is made of it, and that every row is counted."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callback_desk.domain.incident import Pile, Role, Screening, Sign
from callback_desk.domain.layout import Field, layout_from_guess, people_of
from callback_desk.domain.phone import PhoneKind
from callback_desk.intake.aliases import shipped_aliases
from callback_desk.intake.family_numbers import numbers_of
from callback_desk.intake.headings import guess_columns
from callback_desk.intake.people_rows import SeveralOffenses, several_names
from tests.intake.reading import Read, offenses, read_text

CASE = ("Case Number", "Report Date", "UCR")
Told = tuple[str, Role, int]


def told(*headings: str) -> dict[str, Told]:
    """(field, role, family) of each heading behind those of a case; "" for a column nobody reads."""
    columns, _findings = guess_columns((*CASE, *headings), [], shipped_aliases())
    return {each.header: (each.field or "", each.role, each.family) for each in columns[len(CASE) :]}


def families(*headings: str) -> list[int | None]:
    """The victim each column belongs to; None for a column that is nobody's or another party's."""
    return [family if field and role is Role.VICTIM else None for field, role, family in told(*headings).values()]


@pytest.mark.parametrize(
    "headings",
    [
        ("Victim 1 Name", "Victim 1 Phone", "Victim 1 DOB", "Victim 2 Name", "Victim 2 Phone", "Victim 2 DOB"),
        ("Victim1Name", "Victim1Phone", "Victim1DOB", "Victim2Name", "Victim2Phone", "Victim2DOB"),
        ("vic_1_name", "vic_1_phone", "vic_1_dob", "vic_2_name", "vic_2_phone", "vic_2_dob"),
        ("VictimName_1", "VictimPhone_1", "VictimDOB_1", "VictimName_2", "VictimPhone_2", "VictimDOB_2"),
        ("Victim Name", "Victim Phone", "Victim DOB", "Victim Name 2", "Victim Phone 2", "Victim DOB 2"),
        ("Victim", "Victim Phone", "Victim DOB", "Victim 2", "Victim 2 Phone", "Victim 2 DOB"),
        ("Victim #1", "Victim #1 Cell", "Victim #1 DOB", "Victim #2", "Victim #2 Cell", "Victim #2 DOB"),
        ("Name", "Phone", "DOB", "Name (2)", "Phone (2)", "DOB (2)"),
        ("Name 1", "Name 1 Phone", "Name 1 DOB", "Name 2", "Name 2 Phone", "Name 2 DOB"),
        ("V1 Name", "V1 Cell", "V1 DOB", "V2 Name", "V2 Cell", "V2 DOB"),
        (
            "1st Victim Name",
            "1st Victim Phone",
            "1st Victim DOB",
            "2nd Victim Name",
            "2nd Victim Phone",
            "2nd Victim DOB",
        ),
        (
            "First Victim",
            "First Victim Phone",
            "First Victim DOB",
            "Second Victim",
            "Second Victim Phone",
            "Second Victim DOB",
        ),
        ("Victim A Name", "Victim A Phone", "Victim A DOB", "Victim B Name", "Victim B Phone", "Victim B DOB"),
        ("victims.0.name", "victims.0.phone", "victims.0.dob", "victims.1.name", "victims.1.phone", "victims.1.dob"),
        ("Victim Name", "Phone", "DOB", "Victim Name (G)", "Phone (H)", "DOB (I)"),
        ("Victim 1 Name", "Phone 1", "Victim 1 DOB", "Victim 2 Name", "Phone 2", "Victim 2 DOB"),
        ("Victim 1 Last", "Victim 1 Mobile", "Victim 1 First", "Victim 2 Last", "Victim 2 Mobile", "Victim 2 First"),
    ],
)
def test_every_way_of_numbering_is_two_people(headings: tuple[str, ...]) -> None:
    assert families(*headings) == [1, 1, 1, 2, 2, 2]


def test_names_may_stand_together_and_numbers_together() -> None:
    headings = ("Victim Name 1", "Victim Name 2", "Victim Name 3", "Victim Phone 1", "Victim Phone 2", "Victim Phone 3")
    assert families(*headings) == [1, 2, 3, 1, 2, 3]


def test_one_victim_with_two_numbers_is_one_victim() -> None:
    assert families("Victim Name", "Victim Phone 1", "Victim Phone 2", "Victim DOB") == [0, 0, 0, 0]
    assert families("Victim 1 Name", "Victim 1 Phone 1", "Victim 1 Phone 2", "Victim 2 Name", "Victim 2 Phone") == [
        *(1, 1, 1),
        *(2, 2),
    ]


@pytest.mark.parametrize(
    ("headings", "doubtful"),
    [
        # Its place says the first victim, its number the second.
        (("Victim Name", "Victim Phone", "Victim Phone 2", "Victim Name 2"), "Victim Phone 2"),
        # Three telephones of two people: they are not counted by people.
        (("Victim Name 1", "Victim Name 2", "Victim Phone 1", "Victim Phone 2", "Victim Phone 3"), "Victim Phone 2"),
        # Nobody is named as victim 2.
        (("Victim Name", "Victim Phone", "Victim 2 Phone"), "Victim 2 Phone"),
        # The people are numbered, this is not.
        (("Victim 1 Name", "Victim 1 DOB", "Victim 2 Name", "Victim 2 DOB", "Victim Phone"), "Victim Phone"),
    ],
)
def test_a_number_that_may_be_either_persons_is_nobodys(headings: tuple[str, ...], doubtful: str) -> None:
    field, role, _family = told(*headings)[doubtful]
    assert field is Field.PHONE
    assert role is not Role.VICTIM


def test_an_age_that_may_be_either_persons_is_not_read() -> None:
    assert told("Victim 1 Name", "Victim 2 Name", "Victim Age")["Victim Age"][0] == ""


def test_equal_unmarked_names_may_be_anybody() -> None:
    assert families("Name", "Phone", "Name (F)", "Phone (G)") == [0, 0, None, None]
    said = told("Role", "Name", "Phone", "Role (G)", "Name (H)", "Phone (I)")
    assert [family for _field, _role, family in said.values()] == [1, 1, 1, 2, 2, 2]


def test_other_parties_families_never_become_victims() -> None:
    headings = [
        f"{party} {n} {part}"
        for party in ("Suspect", "Witness", "Reporting Person")
        for n in (1, 2)
        for part in ("Name", "Phone")
    ]
    said = told("Victim Name", "Victim Phone", *headings)
    assert all(
        role is not Role.VICTIM for header, (field, role, _family) in said.items() if header in headings and field
    )
    assert [family for field, role, family in said.values() if (field, role) == (Field.FULL_NAME, Role.SUSPECT)] == [
        1,
        2,
    ]
    assert families("Victim Name", "Victim Phone")[:2] == [0, 0]


def test_a_sign_said_once_counts_for_everybody_on_the_row() -> None:
    said = told(
        "Victim Name", "Victim 2 Name", "Domestic", "Flags", "Victim Condition", "Relationship", "Relationship 2"
    )
    assert said["Domestic"][2] == said["Flags"][2] == 0
    assert said["Victim Condition"][2] == 1
    assert (said["Relationship"][2], said["Relationship 2"][2]) == (1, 2)


def test_a_letter_counts_people_only_beside_another() -> None:
    assert [each.number for each in numbers_of(["Victim A Name", "Victim B Name"], shipped_aliases())] == [1, 2]
    assert numbers_of(["Victim A Name"], shipped_aliases())[0].number is None
    assert numbers_of(["UCR 2026", "Beat 31"], shipped_aliases())[0].number is None


WIDE = (
    "Case Number,Report Date,UCR,Victim 1 Name,Victim 1 Cell,Victim 1 DOB,Victim 2 Name,Victim 2 Cell,Victim 2 DOB,"
    "Suspect 1 Name,Suspect 1 Phone,Suspect 2 Name,Suspect 2 Phone\n"
)


def wide(folder: Path, *rows: str, head: str = WIDE) -> Read:
    return read_text(folder, head + "".join(f"{row}\n" for row in rows))


def test_each_victim_of_a_row_is_a_person_with_only_their_own(tmp_path: Path) -> None:
    row = '26-1,11/18/2026,220,"Quill, Ada",312-555-0142,04/12/1980,"Tarn, Bo",312-555-0143,05/13/1981,,,,'
    found = wide(tmp_path, row)
    assert people_of(found.guess.columns) == 2
    assert ("several_victims", "up to 2") in found.guess.findings
    ada, bo = found.people
    assert (ada.name.display, bo.name.display) == ("Ada Quill", "Bo Tarn")
    assert [[each.number.e164 for each in one.phones if each.number] for one in (ada, bo)] == [
        ["+13125550142"],
        ["+13125550143"],
    ]
    assert [str(one.facts.birth_date) for one in (ada, bo)] == ["1980-04-12", "1981-05-13"]
    assert {each.kind for one in (ada, bo) for each in one.phones} == {PhoneKind.MOBILE}
    assert ada.place.line == bo.place.line == 2
    assert ada.row_digest != bo.row_digest
    assert not ada.other_numbers
    assert (found.counts.rows, found.counts.table_rows) == (2, 1)


def test_the_same_person_is_the_same_row_wherever_she_stands(tmp_path: Path) -> None:
    ada, bo = '"Quill, Ada",312-555-0142,04/12/1980', '"Tarn, Bo",312-555-0143,05/13/1981'
    first = wide(tmp_path, f"26-1,11/18/2026,220,{ada},{bo},,,,").people
    second = wide(tmp_path, f"26-1,11/18/2026,220,{bo},{ada},,,,").people
    alone = wide(tmp_path, f"26-1,11/18/2026,220,,,,{ada},,,,").people
    assert {one.row_digest for one in first} == {one.row_digest for one in second}
    assert [one.row_digest for one in alone] == [first[0].row_digest]


def test_an_empty_family_makes_nobody_and_an_empty_row_is_counted(tmp_path: Path) -> None:
    found = wide(
        tmp_path,
        '26-1,11/18/2026,220,"Quill, Ada",312-555-0142,04/12/1980,,,,,,,',
        '26-2,11/18/2026,220,"Quill, Bea",312-555-0142,04/12/1980,NA,,N/A,,,,',
        "26-3,11/18/2026,220,,,,,,,,,,",
        '26-4,11/18/2026,220,"Quill, Cea",312-555-0142,04/12/1980,,312-555-0147,,,,,',
        "26-5,11/18/2026",
    )
    assert [(one.place.line, one.name.first) for one in found.people] == [(2, "Ada"), (3, "Bea"), (5, "Cea")]
    assert [(one.place.line, one.reason) for one in found.problems] == [
        (4, "no_name"),
        (5, "no_name"),
        (6, "ragged_row"),
    ]
    assert found.counts.rows == 6
    assert found.counts.table_rows == 5


def test_a_surname_that_reads_like_nothing_stays_a_person(tmp_path: Path) -> None:
    found = wide(tmp_path, '26-1,11/18/2026,220,"Quill, Ada",312-555-0142,04/12/1980,Null,312-555-0147,05/13/1981,,,,')
    assert [one.name.last for one in found.people] == ["Quill", "Null"]


def test_a_problem_names_the_column_of_its_own_person(tmp_path: Path) -> None:
    row = '26-1,11/18/2026,220,"Quill, Ada",312-555-0142,04/12/1980,"Tarn, Bo; Tarn, Cy",312-555-0143,05/13/1981,,,,'
    found = wide(tmp_path, row)
    assert [one.name.first for one in found.people] == ["Ada"]
    (held,) = found.problems
    assert (held.pile, held.reason, held.column) == (Pile.HELD, "several_names", "Victim 2 Name")


def test_every_suspect_of_the_row_counts(tmp_path: Path) -> None:
    row = (
        '26-1,11/18/2026,220,"Quill, Ada",312-555-0142,04/12/1980,"Tarn, Bo",312-555-0143,05/13/1981,'
        '"Rook, Al",312-555-0144,"Tarn, Bo",312-555-0142'
    )
    ada, bo = wide(tmp_path, row).people
    assert Sign.SUSPECT_NUMBER in ada.facts.signs
    assert Sign.ALSO_SUSPECT in bo.facts.signs
    assert Sign.ALSO_SUSPECT not in ada.facts.signs


def test_how_each_is_involved_stands_beside_the_name(tmp_path: Path) -> None:
    head = "Case Number,Report Date,UCR,Person 1 Role,Person 1 Name,Phone 1,Person 2 Role,Person 2 Name,Phone 2\n"
    row = '26-1,11/18/2026,220,Victim,"Quill, Ada",312-555-0142,Suspect,"Tarn, Bo",312-555-0143'
    ada, bo = wide(tmp_path, row, head=head).people
    assert (ada.role, bo.role) == (Role.VICTIM, Role.SUSPECT)
    assert not bo.phones


def test_a_fact_that_one_of_them_has_no_column_for_is_unsettled_for_that_one(tmp_path: Path) -> None:
    head = "Case Number,Report Date,UCR,DV,Victim 1 Name,Victim 1 Type,Victim 1 Condition,Victim 2 Name,Victim 2 Type\n"
    found = wide(tmp_path, '26-1,11/18/2026,220,N,"Quill, Ada",I,,"Tarn, Bo",I', head=head)
    ada, bo = found.people
    assert ada.facts.unsettled == frozenset()
    assert bo.facts.unsettled == {Screening.CONDITION} == found.guess.unsettled


def test_birth_dates_of_two_columns_have_orders_of_their_own(tmp_path: Path) -> None:
    head = "Case Number,Report Date,UCR,Victim 1 Name,Victim 1 DOB,Victim 2 Name,Victim 2 DOB\n"
    rows = [f'26-{n},2026-11-18,220,"Quill, A{n}",04/{13 + n}/1980,"Tarn, B{n}",{13 + n}/04/1981' for n in range(8)]
    found = wide(tmp_path, *rows, head=head)
    assert {(one.facts.birth_date.month) for one in found.people if one.facts.birth_date} == {4}
    assert len(found.people) == 16


def test_a_kept_set_up_keeps_its_families(tmp_path: Path) -> None:
    row = '26-1,11/18/2026,220,"Quill, Ada",312-555-0142,04/12/1980,"Tarn, Bo",312-555-0143,05/13/1981,,,,'
    found = wide(tmp_path, row)
    again = read_text(tmp_path, f"{WIDE}{row}\n", layout=layout_from_guess(found.guess, "Incidents"))
    assert [one.row_digest for one in again.people] == [one.row_digest for one in found.people]
    assert again.guess.layout_name == "Incidents"


def test_several_offenses_of_a_row_are_one_case_with_several_codes(tmp_path: Path) -> None:
    head = "Case Number,Report Date,UCR 1,UCR 2,UCR 3,Victim Name,Victim Phone\n"
    found = wide(
        tmp_path,
        '26-1,11/18/2026,220,09A,,"Quill, Ada",312-555-0142',
        '26-2,11/18/2026,220,no such,,"Quill, Bea",312-555-0142',
        '26-3,11/18/2026,no such,,,"Quill, Cea",312-555-0142',
        '26-4,11/18/2026,,,240,"Quill, Dea",312-555-0142',
        head=head,
    )
    codes = {one.name.first: one.facts.offense_codes for one in found.people}
    assert codes["Ada"] == ("220", "09A")
    assert codes["Bea"][0] == "220"
    assert not all(map(offenses().knows, codes["Bea"]))
    assert codes["Cea"] == ()
    assert codes["Dea"] == ("240",)
    assert ("several_offenses", "up to 3") in found.guess.findings
    assert found.counts.rows == 4


def test_several_codes_in_one_cell() -> None:
    table = SeveralOffenses(offenses())
    assert table.match("220; 240") == ("220", "240")
    assert table.match("220, 240") == ("220", "240")
    assert table.match("220\n09A") == ("220", "09A")
    assert table.match("220; 240", "Burglary; Motor vehicle theft")[:2] == ("220", "240")
    assert table.match("220") == offenses().match("220")
    assert table.match("no such; nor this") == ()
    assert not all(map(offenses().knows, table.match("220;no such")))
    assert table.match("", "") == ()
    assert table.match("", "Robbery, Kidnapping/Abduction") == ("120", "100")


@pytest.mark.parametrize(
    ("cell", "several"),
    [
        ("Smith, John; Doe, Jane", True),
        ("Smith, John\nDoe, Jane", True),
        ("John Smith | Jane Doe", True),
        ("John Smith / Jane Doe", True),
        ("Smith, John;", False),
        ("Smith,\nJohn", False),
        ("Pe&ntilde;a, Ana", False),
        ("Smith-Doe, Jane", False),
        ("Jane Doe d/b/a Doe Books", False),
        ("", False),
    ],
)
def test_several_names_in_a_cell(cell: str, several: bool) -> None:
    assert several_names(cell) is several


def test_what_a_row_is_when_cases_stand_on_several_rows(tmp_path: Path) -> None:
    head = "Case Number,Report Date,UCR,Victim Name,Victim Phone\n"
    people = wide(tmp_path, *(f"26-1,11/18/2026,220,Ada Quill {n},312-555-014{n}" for n in range(2)), head=head)
    codes = wide(tmp_path, *(f"26-1,11/18/2026,{code},Ada Quill,312-555-0142" for code in (220, 240)), head=head)
    plain = wide(tmp_path, *(f"26-{n},11/18/2026,220,Ada Quill,312-555-0142" for n in range(2)), head=head)
    shapes = {"row_each_person", "row_each_offense", "several_victims", "several_offenses"}
    assert [{code for code, _detail in read.guess.findings} & shapes for read in (people, codes, plain)] == [
        {"row_each_person"},
        {"row_each_offense"},
        set(),
    ]


@given(st.permutations(range(12)))
def test_numbers_decide_in_any_order_of_the_columns(order: list[int]) -> None:
    headings = [f"Victim {n} {part}" for n in (1, 2, 3) for part in ("Last Name", "First Name", "Home Phone", "DOB")]
    said = told(*(headings[place] for place in order))
    assert {header: family for header, (_field, _role, family) in said.items()} == {
        header: int(header.split()[1]) for header in headings
    }
