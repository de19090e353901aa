"""Files from the wild, read where they lie, with the counts a correct import has."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from callback_desk.domain.errors import ImportRefused
from callback_desk.domain.incident import Role, Screening
from callback_desk.domain.layout import DateOrder, Field
from callback_desk.domain.phone import NotDiallable
from callback_desk.intake.content import FileContent
from callback_desk.intake.dates import DateReader
from callback_desk.intake.limits import Limits
from callback_desk.intake.raw import Container
from callback_desk.intake.read_csv import open_text
from callback_desk.intake.read_json import open_json
from callback_desk.intake.read_sheet import open_workbook
from callback_desk.intake.workbook_gate import check_bundle
from tests.intake.reading import TODAY, read


def raw_lines(path: Path) -> list[list[str]]:
    return [cells for _line, cells in open_text(FileContent.of(path), Limits()).lines()]


F1_ROWS = {
    "comma_in_quotes": 1,
    "empty": 2,
    "empty_crlf": 2,
    "escaped_quotes": 2,
    "json": 1,
    "location_coordinates": 1,
    "newlines": 3,
    "newlines_crlf": 3,
    "quotes_and_newlines": 2,
    "simple": 1,
    "simple_crlf": 1,
    "utf8": 2,
}


@pytest.mark.parametrize(("name", "rows"), F1_ROWS.items())
def test_f1_the_classic_acid_test(corpus: Path, name: str, rows: int) -> None:
    path = corpus / "F1" / f"{name}.csv"
    assert read(path).counts.rows == rows
    if name in ("location_coordinates", "newlines_crlf"):  # their oracles are wrong in this snapshot
        return
    heading, *body = raw_lines(path)
    expected = json.loads((corpus / "F1" / f"{name}.json").read_text(encoding="utf-8"))
    assert [dict(zip(heading, row, strict=True)) for row in body] == expected


@pytest.mark.parametrize("name", [name for name in F1_ROWS if name not in ("location_coordinates", "newlines_crlf")])
def test_f1_the_json_beside_it_is_read_as_the_same_table(corpus: Path, name: str) -> None:
    source = open_json(FileContent.of(corpus / "F1" / f"{name}.json"), Limits())
    assert [cells for _line, cells in source.lines()] == raw_lines(corpus / "F1" / f"{name}.csv")


@pytest.mark.parametrize(
    "name",
    [
        "empty-field",
        "header-no-rows",
        "header-simple",
        "leading-space",
        "one-column",
        "quotes-empty",
        "quotes-with-comma",
        "quotes-with-escaped-quote",
        "quotes-with-newline",
        "quotes-with-space",
        "simple-crlf",
        "simple-lf",
        "trailing-newline",
        "trailing-newline-one-field",
        "trailing-space",
        "utf8",
    ],
)
def test_f2_good_files_equal_their_json(corpus: Path, name: str) -> None:
    expected = json.loads((corpus / "F2" / f"{name}.json").read_text(encoding="utf-8"))
    lines = raw_lines(corpus / "F2" / f"{name}.csv")
    if expected and isinstance(expected[0], dict):
        heading, *body = lines
        assert [dict(zip(heading, row, strict=True)) for row in body] == expected
    elif expected:
        assert lines == expected
    else:
        assert lines[1:] == []


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("bad-missing-quote", "E05"),
        ("bad-quotes-with-unescaped-quote", "E05"),
        ("bad-header-no-header", "E02"),
        ("all-empty", "E02"),
    ],
)
def test_f2_bad_files_are_refused_by_name(corpus: Path, name: str, code: str) -> None:
    with pytest.raises(ImportRefused) as refused:
        read(corpus / "F2" / f"{name}.csv")
    assert refused.value.code == code
    assert refused.value.sentence.endswith("Nothing was imported.")


@pytest.mark.parametrize("name", ["bad-header-less-fields", "bad-header-more-fields"])
def test_f2_rows_of_another_width_are_flagged_where_they_stand(corpus: Path, name: str) -> None:
    found = read(corpus / "F2" / f"{name}.csv")
    assert [(problem.place.line, problem.reason) for problem in found.problems] == [(2, "ragged_row")]


def test_f2_a_heading_without_rows_says_so(corpus: Path) -> None:
    found = read(corpus / "F2" / "header-no-rows.csv")
    assert found.counts.rows == 0
    assert ("no_rows", "") in found.guess.findings


def test_f2_an_empty_line_is_no_row(corpus: Path) -> None:
    found = read(corpus / "F2" / "empty-one-column.csv")
    assert (found.counts.rows, found.counts.blank_lines) == (0, 1)


def test_f3_the_only_table_with_victims_and_numbers(corpus: Path) -> None:
    found = read(corpus / "F3" / "cdms_crime.csv")
    assert len(found.people) == 15
    assert all(person.role is Role.VICTIM for person in found.people)
    phones = found.counts.phones
    assert (phones.diallable, phones.distinct, phones.undiallable, phones.blank) == (6, 4, 9, 0)
    originals = [phone.original for person in found.people for phone in person.phones]
    assert {"0987654321", "0123456789"} <= set(originals)
    lindas = [person for person in found.people if person.name.display == "Linda Brown"]
    assert len({person.phones[0].original for person in lindas}) == 2
    assert len({person.facts.case_number for person in lindas}) == 2
    reporter = found.guess.columns_of(Field.FULL_NAME, Role.REPORTER)
    assert [column.header for column in reporter] == ["Reported_By"]
    assert found.guess.unsettled == frozenset(Screening)
    assert all(person.facts.reported_at is None for person in found.people)


def test_f3_three_numbers_are_shared_by_different_victims(corpus: Path) -> None:
    found = read(corpus / "F3" / "cdms_crime.csv")
    shared = Counter(phone.original for person in found.people for phone in person.phones)
    assert sorted(number for number, count in shared.items() if count == 2) == [
        "2345678901",
        "3456789012",
        "5678901234",
    ]


def test_f4_several_numbers_a_case_in_order(corpus: Path) -> None:
    found = read(corpus / "F4" / "ipa_cases_multiple_attempts.csv")
    assert len(found.people) == 5
    phones = [phone for person in found.people for phone in person.phones]
    assert len(phones) == 14
    assert all(phone.why_not is NotDiallable.NOT_VALID for phone in phones)
    assert [len(person.phones) for person in found.people] == [3, 2, 4, 3, 2]
    assert [phone.original for phone in found.people[2].phones] == [
        "555-391-6741",
        "555-235-2452",
        "555-231-9452",
        "555-235-1234",
    ]
    assert found.counts.phones.undiallable == 14


def test_f5_ten_thousand_incidents_and_nobody_to_call(corpus: Path) -> None:
    path = corpus / "F5" / "chicago_crimes10k.csv"
    found = read(path)
    assert found.counts.rows == 9_999
    assert not found.people
    assert found.reasons == {"no_name_column"}
    assert found.counts.phones.diallable == 0
    assert {"no_phone_column", "no_name_column"} <= {code for code, _column in found.guess.findings}
    by_field = {column.field: column for column in found.guess.columns if column.field}
    assert by_field[Field.CASE_NUMBER].header == "Case Number"
    assert by_field[Field.OFFENSE_CODE].header == "FBI Code"
    assert by_field[Field.DOMESTIC].header == "Domestic"
    assert by_field[Field.OCCURRED_AT].date_order is DateOrder.MONTH_FIRST
    times = DateReader("America/Chicago", DateOrder.MONTH_FIRST, TODAY)
    days = [times.moment(row[2]) for row in raw_lines(path)[1:]]
    local = sorted(day.at.astimezone(ZoneInfo("America/Chicago")) for day in days if day is not None)
    assert len(local) == 9_999
    assert (f"{local[0]:%F %T}", f"{local[-1]:%F %T}") == ("2015-01-23 08:30:30", "2015-02-08 23:43:40")
    beats = [row[10] for row in raw_lines(path)[1:]]
    assert sum(beat.startswith("0") for beat in beats) == 4_679
    assert "0422" in beats


def test_f6_html_is_text_and_duplicates_share_a_digest(corpus: Path) -> None:
    path = corpus / "F6" / "davis_rims_crime.csv"
    found = read(path)
    assert found.counts.rows == 5_811
    rows = raw_lines(path)
    assert len({tuple(row) for row in rows[1:]}) == 5_492
    case = rows[0].index("CaseNumber")
    assert len({row[case] for row in rows[1:]}) == 5_469
    assert found.guess.columns_of(Field.CASE_NUMBER)[0].header == "CaseNumber"
    assert "<b>" in rows[1][0]


def test_f7_offense_rows_and_a_lone_return_at_the_end(corpus: Path) -> None:
    path = corpus / "F7" / "denver_crime.csv"
    found = read(path)
    assert found.counts.rows == 9_817
    header, *rows = raw_lines(path)
    incidents = Counter(row[header.index("INCIDENT_ID")] for row in rows)
    assert len(incidents) == 9_248
    assert Counter(incidents.values()) == {1: 8_745, 2: 445, 3: 50, 4: 8}


def test_f8_months_and_blank_ids(corpus: Path) -> None:
    found = read(corpus / "F8" / "uk_2018-01-city-of-london-street.csv", region="GB")
    assert found.counts.rows == 698
    assert Counter(problem.reason for problem in found.problems) == {"no_name_column": 557, "no_case": 141}
    assert found.guess.columns_of(Field.OCCURRED_AT)[0].header == "Month"
    identities = [row[0] for row in raw_lines(corpus / "F8" / "uk_2018-01-city-of-london-street.csv")[1:]]
    assert (identities.count(""), len(set(identities) - {""})) == (141, 556)


@pytest.mark.parametrize(
    ("name", "rows", "encoding"),
    [
        ("latin1.csv", 12, "cp1252"),
        ("utf16.csv", 20, "utf-16"),
        ("shift_jis.csv", 20, "cp932"),
        ("test_utf16_big.csv", 2, "utf-16"),
        ("test_utf8_bom.csv", 2, "utf-8-sig"),
        ("mac_newlines.csv", 2, "utf-8"),
    ],
)
def test_f9_encodings(corpus: Path, name: str, rows: int, encoding: str) -> None:
    found = read(corpus / "F9" / name)
    assert found.counts.rows == rows
    assert found.guess.encoding == encoding


def test_f9_letters_come_out_right(corpus: Path) -> None:
    assert raw_lines(corpus / "F9" / "latin1.csv")[1][0] == "José Álvarez"
    assert raw_lines(corpus / "F9" / "utf16.csv")[1][0] == "José Álvarez"
    assert raw_lines(corpus / "F9" / "shift_jis.csv")[2][0] == "山田"
    assert raw_lines(corpus / "F9" / "test_utf8_bom.csv")[0][0] == "foo"
    assert raw_lines(corpus / "F9" / "test_utf16_big.csv")[2][2] == "ʤ"
    assert raw_lines(corpus / "F9" / "mac_newlines.csv")[2][0] == "Once upon\ra time"


def test_f9_a_nul_is_reported(corpus: Path) -> None:
    assert read(corpus / "F9" / "null_byte.csv").reasons == {"hidden_characters"}


def test_f10_damaged_tables(corpus: Path) -> None:
    twins = read(corpus / "F10" / "duplicate-headers.csv")
    assert [column.header for column in twins.guess.columns] == ["id", "name", "id (C)", "age", "id (E)"]
    assert twins.guess.columns[4].samples == ("001101", "001102")
    assert twins.counts.rows == 2
    blank = read(corpus / "F10" / "blank-headers.csv")
    assert [column.header for column in blank.guess.columns] == ["id", "Column B", "age"]
    assert read(corpus / "F10" / "blank-rows-multiple.csv").counts.rows == 2
    defective = read(corpus / "F10" / "defective-rows.csv")
    assert [problem.place.line for problem in defective.problems] == [2, 3]


def test_f10_totals_and_two_heading_rows(corpus: Path) -> None:
    skipped = read(corpus / "F10" / "skip-rows.xlsx")
    assert (skipped.counts.rows, skipped.counts.total_lines) == (1, 1)
    assert ("title_lines", "") in skipped.guess.findings
    two = read(corpus / "F10" / "multiline-headers.xlsx")
    assert two.counts.rows == 1
    assert ("two_heading_rows", "") in two.guess.findings


def test_f11_hidden_sheets_are_told_not_read(corpus: Path) -> None:
    found = read(corpus / "F11" / "hidden_sheets.xlsx")
    assert found.guess.sheet == "VisibleSheet1"
    assert len(found.guess.hidden_sheets) == 2
    assert [name for code, name in found.guess.findings if code == "hidden_sheets"] == list(found.guess.hidden_sheets)


def test_f11_filtered_rows_are_counted(corpus: Path) -> None:
    path = corpus / "F11" / "AutoFilter.xlsx"
    facts = check_bundle(FileContent.of(path), Limits())
    assert [sheet.hidden_rows for sheet in facts.sheets.values() if sheet.hidden_rows] == [
        12,
        17,
        9,
        8,
        12,
        3,
        13,
        13,
        7,
    ]
    source = open_workbook(FileContent.of(path), Container.XLSX, Limits())
    assert len(list(source.lines())) == 22
    assert len(source.other_sheets) == len(facts.sheets) - 1


def test_f14_seven_digit_numbers_need_the_desks_area_code(corpus: Path) -> None:
    path = corpus / "F14" / "csv_example_messy_input.csv"
    without = read(path).counts
    assert without.rows == 3_337
    assert (without.phones.diallable, without.phones.undiallable, without.phones.blank) == (0, 3_191, 146)
    found = read(path, area_code="773")
    phones = found.counts.phones
    assert (phones.diallable, phones.undiallable, phones.blank) == (3_189, 2, 146)
    why = Counter(phone.why_not for person in found.people for phone in person.phones if phone.number is None)
    assert why == {NotDiallable.RUN_TOGETHER: 2}
    fax = next(column for column in found.guess.columns if column.header == "Fax")
    assert (fax.field, fax.role) == (Field.PHONE, Role.OTHER)
