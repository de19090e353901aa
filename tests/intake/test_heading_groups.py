"""Merged cells over the headings, and headings beside another party's name: whose a column is, is never guessed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from callback_desk.domain.incident import Role, Sign
from callback_desk.domain.layout import Field
from tests.intake.reading import Read, read, read_text
from tests.intake.written import packed, xlsx_parts

CASE = ["26-000101", "11/10/2026", "220"]
ADA = ["Ada Quillfeather", "04/12/1980", "312-555-0142"]
BO = ["Bo Badman", "01/02/1999", "312-555-0177"]
UNDER = ["Number", "Reported", "Offense Code", "Name", "DOB", "Phone", "Name", "DOB", "Phone"]


def sheet(*rows: list[str]) -> str:
    return "".join(",".join(row) + "\n" for row in rows)


def the_victim(found: Read) -> None:
    """Ada is the only person, with her own birth date and number; Bo's number is compared, never called."""
    [person] = found.people
    assert person.name.original == "Ada Quillfeather"
    assert person.facts.birth_date == date(1980, 4, 12)
    assert [phone.number.e164 for phone in person.phones if phone.number] == ["+13125550142"]
    assert person.other_numbers == ((Role.SUSPECT, "+13125550177"),)
    assert person.suspect_name == "Bo Badman"


@pytest.mark.parametrize("suspect", ["Suspect", "SUSPECT INFORMATION", "Offender(s)", "Suspect #1", "Arrestee"])
def test_a_party_over_a_group_of_columns_owns_them_all(tmp_path: Path, suspect: str) -> None:
    groups = ["Incident", "", "", suspect, "", "", "Victim", "", ""]
    found = read_text(tmp_path, sheet(groups, UNDER, [*CASE, *BO, *ADA]))
    the_victim(found)
    assert ("two_heading_rows", "") in found.guess.findings
    assert found.guess.columns_of(Field.CASE_NUMBER)[0].header == "Incident Number"


def test_so_it_does_with_the_case_columns_merged_downwards(tmp_path: Path) -> None:
    upper = ["Case Number", "Report Date", "Offense Code", "Suspect", "", "", "Victim", "", ""]
    the_victim(read_text(tmp_path, sheet(upper, ["", "", "", *UNDER[3:]], [*CASE, *BO, *ADA])))


def test_under_a_title_and_in_a_workbook(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    groups = ["Incident", "", "", "Suspect", "", "", "Victim", "", ""]
    path.write_bytes(packed(xlsx_parts([["Weekly list"], groups, UNDER, [*CASE, *BO, *ADA]])))
    found = read(path)
    the_victim(found)
    assert {("two_heading_rows", ""), ("title_lines", "")} <= set(found.guess.findings)


def test_two_victims_under_merged_cells_are_two_people(tmp_path: Path) -> None:
    groups = ["Report", "", "", "Victim 1", "", "", "Victim 2", "", ""]
    cy = ["Cy Lark", "05/05/1970", "312-555-0143"]
    found = read_text(tmp_path, sheet(groups, UNDER, [*CASE, *ADA, *cy]))
    assert [one.name.original for one in found.people] == ["Ada Quillfeather", "Cy Lark"]
    assert [one.phones[0].original for one in found.people] == ["312-555-0142", "312-555-0143"]


def test_a_note_stays_the_reports_wherever_it_stands(tmp_path: Path) -> None:
    groups = ["Case", "", "", "Victim", "", "", "Suspect", "", ""]
    under = ["Case Number", "Report Date", "Offense Code", "Name", "DOB", "Phone", "Name", "Notes", "Case Status"]
    found = read_text(tmp_path, sheet(groups, under, [*CASE, *ADA, "Bo Badman", "do not call the victim", "inactive"]))
    [person] = found.people
    assert Sign.DO_NOT_CALL in person.facts.signs
    assert person.facts.status_text == "inactive"


def test_a_title_that_names_victims_is_no_group(tmp_path: Path) -> None:
    rows = [
        ["Victims", "", "", "", "", "week 46"],
        ["Case Number", "Report Date", "Offense Code", "Name", "DOB", "Phone"],
    ]
    found = read_text(tmp_path, sheet(*rows, [*CASE, *ADA]))
    assert [one.name.original for one in found.people] == ["Ada Quillfeather"]
    assert found.guess.columns[0].field is Field.CASE_NUMBER


FLAT = ["Case Number", "Report Date", "Offense Code"]


def test_equal_headings_belong_to_the_name_left_of_them(tmp_path: Path) -> None:
    """Fewer victims than suspects have a birth date: the fuller column is not the better one."""
    headings = [*FLAT, "Suspect Name", "DOB", "Phone", "Victim Name", "DOB", "Phone"]
    found = read_text(tmp_path, sheet(headings, [*CASE, *BO, *ADA]))
    the_victim(found)
    child = ["26-000102", *CASE[1:], *BO, "Cy Lark", "", "312-555-0143"]
    found = read_text(tmp_path, sheet(headings, [*CASE, *BO, *ADA], child))
    assert [one.facts.birth_date for one in found.people] == [date(1980, 4, 12), None]


@pytest.mark.parametrize("between", [[], ["Sex"], ["Sex", "Race"]])
def test_a_birth_date_and_an_age_beside_a_suspect_are_the_suspects(tmp_path: Path, between: list[str]) -> None:
    headings = [*FLAT, "Victim Name", "Victim Phone", "Suspect Name", *between, "DOB", "Age", "Phone"]
    row = [*CASE, ADA[0], ADA[2], BO[0], *["x"] * len(between), BO[1], "27", BO[2]]
    found = read_text(tmp_path, sheet(headings, row))
    [person] = found.people
    assert (person.facts.birth_date, person.facts.age) == (None, None)
    assert [phone.original for phone in person.phones] == [ADA[2]]
    assert ("no_age_column", "") in found.guess.findings


def test_beside_an_officer_or_behind_columns_of_the_report_they_are_the_victims(tmp_path: Path) -> None:
    headings = ["Case Number", "Suspect Name", "Report Date", "Offense Code", "Victim Name", "Officer", "DOB", "Phone"]
    found = read_text(tmp_path, sheet(headings, [CASE[0], BO[0], *CASE[1:], ADA[0], "Reyes", *ADA[1:]]))
    [person] = found.people
    assert person.facts.birth_date == date(1980, 4, 12)
    assert len(person.phones) == 1


def test_of_two_people_nobody_is_said_of_the_first_is_taken_with_what_is_hers(tmp_path: Path) -> None:
    headings = [*FLAT, "Name", "DOB", "Phone", "Name", "DOB", "Phone"]
    rows = [[f"26-00{at}", *CASE[1:], ADA[0], "", ADA[2], *BO] for at in range(3)]
    found = read_text(tmp_path, sheet(headings, *rows))
    assert {one.facts.birth_date for one in found.people} == {None}
    assert {phone.original for one in found.people for phone in one.phones} == {ADA[2]}
