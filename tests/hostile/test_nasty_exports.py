"""Exports nobody planned to be nasty: prints saved as lists, joined files, words where facts should stand."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from callback_desk.domain.errors import ImportRefused
from callback_desk.domain.incident import Sign
from tests.intake.reading import HEADING, Read, a_row, read, read_text
from tests.intake.written import packed, xlsx_parts

ROW = a_row()
OTHER = a_row(case="26-000102", name="Tarn, Bo", phone="312-555-0143")
AGED = "Case Number,Report Date,Offense Code,Victim Name,Victim Age,Victim Phone"

Check = Callable[[Read], bool]


def aged(age: str) -> str:
    return f"{AGED}\n26-1,11/10/2026,220,Ada Quill,{age},312-555-0142\n"


def with_column(heading: str, cell: str, **facts: str) -> str:
    return f"{HEADING},{heading}\n{a_row(**facts)},{cell}\n"


def signs(found: Read) -> frozenset[Sign]:
    return found.people[0].facts.signs


def numbers(found: Read, place: int = 0) -> list[str]:
    return [phone.number.e164 for phone in found.people[place].phones if phone.number is not None]


def people(found: Read) -> list[str]:
    return [one.facts.case_number for one in found.people]


PRINT = "Springfield Police Department,,,,,\nPage {} of 2,,,,,\n" + HEADING + "\n{}\n"
BOTH = ["26-000101", "26-000102"]

NASTY: list[tuple[str, str | bytes, Check]] = [
    (
        "headings, titles and page numbers again on every page",
        PRINT.format(1, ROW) + PRINT.format(2, OTHER),
        lambda f: people(f) == BOTH and not f.problems and f.counts.total_lines == 3,
    ),
    (
        "two files joined, the mark of the second in the middle",
        "\ufeff" + "\n".join([HEADING, ROW, "\ufeff" + HEADING, OTHER]),
        lambda f: people(f) == BOTH and not f.problems,
    ),
    (
        "two files joined, with quotes behind the mark in the middle",
        "\n".join([HEADING, ROW, '\ufeff"Case Number"' + HEADING.removeprefix("Case Number"), OTHER]),
        lambda f: people(f) == BOTH and not f.problems,
    ),
    (
        "totals in the middle",
        "\n".join([HEADING, ROW, "Beat 12 Total,,,,,14", "Subtotal: 4,,,,,", "11/20/2026,Page 1 of 3,,,,", OTHER]),
        lambda f: people(f) == BOTH and f.counts.total_lines == 3 and not f.problems,
    ),
    (
        "people who are called Total, Count and Row",
        "Case Number,Report Date,Offense Code,Victim Last Name,Victim First Name,Victim DOB,Victim Phone,Beat,Notes\n"
        '26-1,,,Count,Basie,,,,\n26-000102,,,Total,,,,,\n26-000103,,,Row,Ann,,,,\n26-4,,,"Total, Bob",,,,,\n',
        lambda f: len(f.people) == 4 and f.counts.total_lines == 0,
    ),
    ("the end mark of an old system", f"{HEADING}\r\n{ROW}\r\n\x1a", lambda f: len(f.people) == 1 and not f.problems),
    (
        "zeros where the disk was full",
        f"{HEADING}\r\n{ROW}\r\n".encode() + b"\0" * 20,
        lambda f: len(f.people) == 1 and not f.problems,
    ),
    (
        "dates of both orders",
        "\n".join([HEADING, a_row(reported="13/02/2026"), a_row(case="26-2", reported="02/13/2026")]),
        lambda f: (
            len(f.people) == 1
            and f.reasons == {"bad_report_date"}
            and ("dates_mixed", "Report Date") in f.guess.findings
        ),
    ),
    (
        "digits of another script",
        f"{HEADING}\n{a_row(phone='٣١٢-٥٥٥-٠١٤٢')}",
        lambda f: numbers(f) == ["+13125550142"],
    ),
    (
        "digits of two scripts in one cell",
        f"{HEADING}\n{a_row(phone='(٣١٢) ٥٥٥-٠١٤٢ home / ３１２ 555-0143 w')}",
        lambda f: numbers(f) == ["+13125550142", "+13125550143"],
    ),
    (
        "an address and a number in one cell",
        f"{HEADING}\n{a_row(phone='ada.555@example.com; 312-555-0142')}",
        lambda f: numbers(f) == ["+13125550142"],
    ),
    (
        "a couple in one cell",
        f"{HEADING}\n{a_row(name='Smith, John & Mary')}",
        lambda f: f.reasons == {"several_names"},
    ),
    ("a firm with an and", f"{HEADING}\n{a_row(name='Smith and Sons LLC')}", lambda f: len(f.people) == 1),
    (
        "digits of full width",
        f"{HEADING}\n{a_row(phone='３１２－５５５－０１４２')}",
        lambda f: numbers(f) == ["+13125550142"],
    ),
    (
        "three numbers in a cell",
        f"{HEADING}\n{a_row(phone='312-555-0142; 312-555-0143 (w), (312) 555-0144 cell of son')}",
        lambda f: numbers(f) == ["+13125550142", "+13125550143", "+13125550144"],
    ),
    (
        "a suspect's number that is the victim's",
        with_column("Suspect Phone", "1 (312) 555 0142"),
        lambda f: Sign.SUSPECT_NUMBER in signs(f),
    ),
    (
        "seventy columns",
        f"{HEADING},{','.join(f'Extra {at}' for at in range(64))}\n{ROW}{',' * 64}\n",
        lambda f: people(f) == ["26-000101"],
    ),
    (
        "the victim in three families, each numbered otherwise",
        "Case Number,Report Date,Offense Code,Victim #1 Name,Victim #1 DOB,Victim #1 Phone,2nd Victim Name,"
        "2nd Victim DOB,2nd Victim Phone,V3 Name,V3 DOB,V3 Phone\n"
        "26-1,11/10/2026,220,Ada Quill,04/12/1980,312-555-0142,Bo Tarn,"
        "05/05/1970,312-555-0143,Cy Lark,05/05/2015,312-555-0144\n",
        lambda f: (
            [(one.name.last, one.phones[0].original[-1]) for one in f.people]
            == [("Quill", "2"), ("Tarn", "3"), ("Lark", "4")]
        ),
    ),
    (
        "a thousand separators behind every line",
        f"{HEADING}{',' * 1_000}\n{ROW}{',' * 1_000}\n",
        lambda f: people(f) == ["26-000101"] and len(f.guess.columns) == 6,
    ),
    (
        "cells kept as text by a formula",
        f'{HEADING}\n="26-000101",="11/10/2026",="220",="Quill Ada",="04/12/1980",="3125550142"\n',
        lambda f: people(f) == ["26-000101"] and numbers(f) == ["+13125550142"],
    ),
    (
        "cells kept as text by an apostrophe",
        "\n".join(
            [HEADING]
            + [
                a_row(f"'26-00010{at}", "'11/10/2026", "'220", "'Quillfeather, Ada", "'04/12/1980", "'3125550142")
                for at in (1, 2, 3)
            ]
        ),
        lambda f: (
            people(f) == ["26-000101", "26-000102", "26-000103"]
            and numbers(f) == ["+13125550142"]
            and f.people[0].name.last == "Quillfeather"
        ),
    ),
    (
        "a name that begins with one",
        f"{HEADING}\n{a_row(name=chr(39) + 't Hooft')}",
        lambda f: f.people[0].name.last == "Hooft",
    ),
    (
        "every line in quotes",
        "\n".join('"' + line.replace('"', '""') + '"' for line in (HEADING, ROW, OTHER)),
        lambda f: people(f) == BOTH,
    ),
    (
        "a line break in a heading",
        HEADING.replace("Victim Phone", '"Victim\nPhone"') + "\n" + ROW,
        lambda f: len(numbers(f)) == 1,
    ),
    (
        "a wish not to be called beside the number",
        f"{HEADING}\n{a_row(phone='312-555-0142 DO NOT CALL')}",
        lambda f: Sign.DO_NOT_CALL in signs(f),
    ),
    (
        "a wish for an hour beside the number",
        f"{HEADING}\n{a_row(phone='312-555-0142 (please do not call before 5 pm)')}",
        lambda f: Sign.DO_NOT_CALL not in signs(f) and len(numbers(f)) == 1,
    ),
    (
        "a wish in the place of the home number",
        with_column("Victim Home Phone", "do not call") + f"{OTHER},312-555-0144\n",
        lambda f: Sign.DO_NOT_CALL in signs(f) and len(numbers(f)) == 1,
    ),
    ("an attorney's number", f"{HEADING}\n{a_row(phone='attorney 312-555-0142')}", lambda f: Sign.ATTORNEY in signs(f)),
    (
        "a death beside the name",
        f"{HEADING}\n{a_row(name='Quill, Ada (DECEASED)')}",
        lambda f: Sign.DECEASED in signs(f),
    ),
    (
        "a wish beside the name",
        f"{HEADING}\n{a_row(name='Quill, Ada - DO NOT CALL')}",
        lambda f: Sign.DO_NOT_CALL in signs(f),
    ),
    ("names that are words", f"{HEADING}\n{a_row(name='Gang-Lawyer, Ada')}", lambda f: not signs(f)),
    (
        "an address that is kept secret",
        with_column("Victim Address", "CONFIDENTIAL"),
        lambda f: Sign.ADDRESS_CONFIDENTIAL in signs(f),
    ),
    ("a street that only sounds so", with_column("Victim Address", "12 Shelter Cove"), lambda f: not signs(f)),
    (
        "violence in the name of an offense",
        with_column("Offense Description", "Vandalism - Domestic Violence", code="290"),
        lambda f: Sign.DOMESTIC in signs(f),
    ),
    (
        "a domestic burglary",
        with_column("Offense Description", "Domestic burglary"),
        lambda f: Sign.DOMESTIC not in signs(f),
    ),
    ("eight years old", aged("8 yoa"), lambda f: f.people[0].facts.age == 8),
    ("eight and a half", aged("8.5"), lambda f: f.people[0].facts.age == 8),
    ("a juvenile without an age", aged("JUV"), lambda f: Sign.MINOR in signs(f) and f.people[0].facts.age is None),
    (
        "a juvenile without a birth date",
        f"{HEADING}\n{a_row(born='Juvenile')}\n{OTHER}\n",
        lambda f: Sign.MINOR in signs(f) and f.people[0].facts.birth_date is None,
    ),
    ("two ages in one cell", aged("34/12"), lambda f: f.people[0].facts.age is None),
    (
        "a second table below",
        f"{HEADING}\n{ROW}\n\nProperty Number,Item,Value\n1,Bicycle,200\n",
        lambda f: people(f) == ["26-000101"] and f.counts.problems == 2 and f.reasons == {"ragged_row"},
    ),
    (
        "comments of a program above the headings",
        f"# exported 2026-11-20\n# rows: 1\n{HEADING}\n{ROW}\n",
        lambda f: people(f) == ["26-000101"] and f.people[0].place.line == 4,
    ),
    ("a column of row numbers without a heading", f",{HEADING}\n0,{ROW}\n1,{OTHER}\n", lambda f: people(f) == BOTH),
    (
        "a lone carriage return for a line end, and old letters",
        "\r".join([HEADING, a_row(name="Peña, José"), OTHER]).encode("cp1252"),
        lambda f: f.people[0].name.original == "Peña, José" and people(f) == BOTH,
    ),
]


@pytest.mark.parametrize(("content", "check"), [case[1:] for case in NASTY], ids=[case[0] for case in NASTY])
def test_it_ends_in_the_right_pile(content: str | bytes, check: Check, tmp_path: Path) -> None:
    found = read_text(tmp_path, content)
    assert check(found), (found.people, found.problems, found.guess.findings)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_the_line_of_a_bad_character_is_the_files_own(tmp_path: Path, end: str) -> None:
    good = (HEADING + end + (a_row(name="Peña, José") + end) * 300).encode()
    with pytest.raises(ImportRefused, match="Line 302 has a character"):
        read_text(tmp_path, good + b"26-1,11/10/2026,220,\xff\xfe\x81,," + end.encode())


def test_a_cover_sheet_before_the_list_is_not_the_list(tmp_path: Path) -> None:
    listed = [
        line.split("\t")
        for line in (HEADING.replace(",", "\t"), ROW.replace('"', "").replace(", Ada", "").replace(",", "\t"))
    ]
    cover = xlsx_parts([["Weekly export", "for the desk"], ["Made by", "Records"], ["Questions", "ext. 4410"]])
    second = xlsx_parts(listed)["xl/worksheets/sheet1.xml"]
    link = cover["xl/_rels/workbook.xml.rels"]
    parts = {
        **cover,
        "xl/workbook.xml": cover["xl/workbook.xml"].replace(
            "</sheets>", '<sheet name="Persons" sheetId="2" r:id="r2"/></sheets>'
        ),
        "xl/_rels/workbook.xml.rels": link.replace(
            "</Relationships>",
            link[link.index("<Relationship Id") : link.index("</Relationships>")]
            .replace('"r1"', '"r2"')
            .replace("sheet1", "sheet2")
            + "</Relationships>",
        ),
        "xl/worksheets/sheet2.xml": second,
    }
    path = tmp_path / "list.xlsx"
    path.write_bytes(packed(parts))
    found = read(path)
    assert (found.guess.sheet, people(found)) == ("Persons", ["26-000101"])
    assert ("other_sheets", "List") in found.guess.findings


def test_a_cell_of_megabytes_is_refused_before_it_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(f'{HEADING}\n26-1,11/10/2026,220,"'.encode() + b"x" * 5_000_000)
    with pytest.raises(ImportRefused, match=r"Line 2 is longer than 4,000,000 characters") as refused:
        read(path)
    assert refused.value.code == "E23"


def test_records_that_hold_lists_of_records_keep_every_person(tmp_path: Path) -> None:
    victims = [{"name": "Ada Quill", "phone": "312-555-0142"}, {"name": "Bo Tarn", "phone": "312-555-0143"}]
    record = {"case_number": "26-1", "report_date": "2026-11-10", "offense_code": "220", "victim": victims}
    path = tmp_path / "list.json"
    path.write_text(json.dumps([record]), "utf-8")
    assert [one.name.last for one in read(path).people] == ["Quill", "Tarn"]
