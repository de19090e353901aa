"""JSON nobody should trust: each from a short recipe, each with its verdict and code."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from callback_desk.intake.limits import Limits
from tests.hostile.refusing import refused_sentence
from tests.intake.reading import HEADING, Read, read

SMALL = Limits(text_bytes=2_000_000, rows=1_000, columns=64, line_chars=300_000, cell_chars=4_000)
ADA = dict(
    zip(
        HEADING.split(","),
        ["26-000101", "11/10/2026 14:05", "220", "Quillfeather, Ada", "04/12/1980", "312-555-0142"],
        strict=True,
    )
)
GOOD = json.dumps([ADA])
PRETTY = json.dumps([ADA, ADA], indent=1)
HOLES = [len(PRETTY) * part // 21 for part in range(1, 21)]


def one(**changed: object) -> str:
    """A list of one record, with cells changed; `_` in a name stands for a blank."""
    return json.dumps([{**ADA, **{name.replace("_", " "): value for name, value in changed.items()}}])


def raw(name: str, text: str) -> str:
    """The same with JSON text of our own for a value."""
    return one(**{name: "@"}).replace('"@"', text)


REFUSED: list[tuple[str, str | bytes, str]] = [
    ("J01 nothing at all", b"", "E02"),
    ("J02 only blanks", b" \r\n\t ", "E02"),
    ("J02b only a mark", b"\xef\xbb\xbf", "E02"),
    ("J03 null", "null", "E03"),
    ("J03b true", "true", "E03"),
    ("J04 an empty list", "[]", "E02"),
    ("J04b an empty object", "{}", "E02"),
    ("J04c empty records", "[{}, {}]", "E02"),
    ("J06 UTF-32", GOOD.encode("utf-32"), "E04"),
    ("J06b UTF-16 without a mark", GOOD.encode("utf-16-le"), "E04"),
    ("J06c one bad byte", GOOD[:-2].encode() + b', "x": "Pe\xc3\xb1a \xff\x81 Pe\xc3\xb1a\xc3\xb1\xc3\xb1"}]', "E04"),
    ("J07 text behind the list", GOOD + " done", "E13"),
    ("J07b a second list of records", GOOD + GOOD, "E03"),
    ("J08 a comma too many", GOOD[:-1] + ",]", "E13"),
    ("J08b a comma too many in a record", GOOD[:-2] + ",}]", "E13"),
    ("J08c comments", "[ // people\n" + GOOD[1:], "E13"),
    ("J08d single quotes", GOOD.replace('"', "'"), "E13"),
    ("J08e names without quotes", '[{case: "26-1"}]', "E13"),
    ("J08f commas between lines", f"{json.dumps(ADA)},\n{json.dumps(ADA)},\n", "E13"),
    ("J09 a hundred thousand lists", "[" * 100_000, "E25"),
    ("J09b a hundred thousand objects", '{"a":' * 20_000, "E25"),
    ("J09c nested past the limit", '[{"a":' * 40 + "1" + "}]" * 40, "E25"),
    ("J09d lists past the limit", '[{"a":' + "[" * 200 + "]" * 200 + "}]", "E25"),
    ("J10 NaN", raw("Offense Code", "NaN"), "E13"),
    ("J10b Infinity", raw("Offense Code", "-Infinity"), "E13"),
    ("J12 a number that begins with nought", raw("Case Number", "00123"), "E13"),
    ("J12b a number in hex", raw("Case Number", "0x1F"), "E13"),
    ("J15 half an escape", raw("Victim Name", '"\\u12"'), "E13"),
    ("J15b an unknown escape", raw("Victim Name", '"\\x41da"'), "E13"),
    ("J18 a list of texts", '["Ada", "Ben"]', "E02"),
    ("J18b a list of numbers", "[1, 2, 3]", "E02"),
    ("J18c records and other things", GOOD[:-1] + ', "Ben"]', "E03"),
    ("J18d lists of records in a list", f"[{GOOD}, {GOOD}]", "E03"),
    ("J21 more records than allowed", json.dumps([ADA] * 1_001), "E09"),
    ("J21b more names than allowed", json.dumps([{f"n{number}": 1 for number in range(100)}]), "E06"),
    ("J21c another name in every record", json.dumps([{f"n{number}": 1} for number in range(100)]), "E06"),
    ("J21d lists that multiply", json.dumps([{"a": [{"b": 1}] * 20, "c": [{"d": 1}] * 20}]), "E06"),
    ("J22 a record without end", one(Victim_Address="x" * 900_000), "E23"),
    ("J22b a name without end", json.dumps([{"n" * 5_000: 1}]), "E23"),
    ("J39 larger than allowed", json.dumps([ADA] * 16_000), "E01"),
    ("a map", json.dumps({"type": "FeatureCollection", "features": [{"type": "Feature", "properties": ADA}]}), "E03"),
    ("an answer that something went wrong", '{"error": {"code": 401}, "status": 401}', "E03"),
    ("a message", '{"message": "Rate limit exceeded"}', "E03"),
    ("settings", '{"theme": "dark", "sizes": [1, 2]}', "E03"),
    ("several lists", json.dumps({"people": [ADA], "users": [{"login": "x"}]}), "E14"),
    ("a shortcut to a document on the web", '{"url": "https://docs.google.com/open?id=x"}', "E03"),
    ("criminal history", one(SID="7"), "E30"),
    ("criminal history further in", one(person={"FBI_NO": "7"}), "E30"),
    *((f"cut after {hole} characters", PRETTY[:hole], "E13") for hole in HOLES),
]


@pytest.mark.parametrize(("content", "code"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED])
def test_the_whole_file_is_refused(content: str | bytes, code: str, tmp_path: Path) -> None:
    written = content if isinstance(content, bytes) else content.encode()
    assert "Quillfeather" not in refused_sentence(tmp_path / "list.csv", written, {code}, SMALL)


ACCEPTED: list[tuple[str, str | bytes, Callable[[Read], bool]]] = [
    ("J05 a mark before it", b"\xef\xbb\xbf" + GOOD.encode(), lambda f: len(f.people) == 1),
    ("J06 UTF-16", GOOD.encode("utf-16"), lambda f: len(f.people) == 1),
    ("J06d cp1252", GOOD.replace("Ada", "José").encode("cp1252"), lambda f: f.people[0].name.first == "José"),
    ("J11 a number beyond all", raw("Victim Phone", "1e999"), lambda f: f.people[0].phones[0].number is None),
    (
        "J11b a shortened number",
        raw("Victim Phone", "5.55E+09"),
        lambda f: f.people[0].phones[0].original == "5.55E+09" and f.people[0].phones[0].number is None,
    ),
    ("J12c a number of 5,000 digits", raw("Case Number", "9" * 5_000), lambda f: f.reasons == {"cell_too_long"}),
    ("J13 a name twice", GOOD[:-2] + ', "Victim Phone": "217-555-0144"}]', lambda f: len(f.people[0].phones) == 2),
    (
        "J14 names equal but for case",
        GOOD[:-2] + ', "VICTIM phone": "217-555-0144"}]',
        lambda f: ("heading_twice", "VICTIM phone") in f.guess.findings,
    ),
    ("J15c half a pair in a name", raw("Victim Name", '"\\ud800da"'), lambda f: f.reasons == {"hidden_characters"}),
    ("J15d half a pair in a heading", one(**{"\ud800": "x"}), lambda f: len(f.people) == 1),
    ("J15e NUL", raw("Victim Name", '"A\\u0000da"'), lambda f: f.reasons == {"hidden_characters"}),
    ("J15f a raw NUL", GOOD.replace("Ada", "A\x00da"), lambda f: f.reasons == {"hidden_characters"}),
    ("J15g a raw tab", GOOD.replace(", Ada", ",\tAda"), lambda f: f.people[0].name.first == "Ada"),
    (
        "J16 names of the machine",
        one(__proto__="x", constructor={"prototype": 1}, __class__="y", **{"$ref": "#/0"}),
        lambda f: len(f.people) == 1,
    ),
    ("J17 unknown names", one(**{"schema version": 99}), lambda f: len(f.people) == 1),
    ("J18e a list for a case number", one(Case_Number=[]), lambda f: f.reasons == {"no_case"}),
    ("J18f null for a name", one(Victim_Name=None), lambda f: f.reasons == {"no_name"}),
    ("J18g true for a telephone", one(Victim_Phone=True), lambda f: f.people[0].phones == ()),
    ("J22c a text of 5,000 letters", one(Victim_Address="x" * 5_000), lambda f: f.reasons == {"cell_too_long"}),
    ("J32 markup", one(Victim_Name="<b>Quill</b>, Ada"), lambda f: f.people[0].name.last == "<b>Quill</b>"),
    ("blank lines between records", json.dumps(ADA) + "\n" * 3_000 + json.dumps(ADA), lambda f: len(f.people) == 2),
]


@pytest.mark.parametrize(("content", "check"), [case[1:] for case in ACCEPTED], ids=[case[0] for case in ACCEPTED])
def test_every_record_is_accounted_for(content: str | bytes, check: Callable[[Read], bool], tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    found = read(path, limits=SMALL)
    assert check(found), (found.counts, found.problems, found.guess.findings)
