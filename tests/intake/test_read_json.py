"""JSON as records systems and scripts write it: the same people as from a table, every value as it was written."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from callback_desk.domain.errors import ImportRefused
from callback_desk.domain.incident import Role
from callback_desk.domain.layout import Field
from callback_desk.intake.content import FileContent
from callback_desk.intake.limits import Limits
from callback_desk.intake.raw import Container
from callback_desk.intake.read_json import open_json
from tests.intake.reading import HEADING, Read, read

HEADINGS = HEADING.split(",")
ADA = dict(
    zip(
        HEADINGS,
        ["26-000101", "11/10/2026 14:05", "220", "Quillfeather, Ada", "04/12/1980", "312-555-0142"],
        strict=True,
    )
)
BEN = {**ADA, "Case Number": "26-000102", "Victim Name": "Larkspur, Ben", "Victim Phone": "217-555-0144"}


def read_json(folder: Path, content: object) -> Read:
    path = folder / "export.csv"  # content decides, not the extension
    if isinstance(content, bytes):
        path.write_bytes(content)
    else:
        path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return read(path)


def cells(folder: Path, text: str, limits: Limits | None = None) -> list[list[str]]:
    path = folder / "export.json"
    path.write_text(text, encoding="utf-8")
    return [row for _line, row in open_json(FileContent.of(path), limits or Limits()).lines()]


def names(found: Read) -> list[str]:
    return [person.name.display for person in found.people]


@pytest.mark.parametrize(
    "text",
    [
        json.dumps([ADA, BEN]),
        json.dumps([ADA, BEN], indent=4),
        "\n".join(map(json.dumps, (ADA, BEN))),
        "\r\n\r\n".join(map(json.dumps, (ADA, BEN))) + "\r\n",
        json.dumps(ADA) + json.dumps(BEN),
        json.dumps({"records": [ADA, BEN]}),
        json.dumps({"status": "ok", "id": "q7", "result": {"total": 2, "data": {"rows": [ADA, BEN]}}, "next": None}),
        json.dumps({"errors": [], "value": [ADA, BEN]}),
        json.dumps([HEADINGS, list(ADA.values()), list(BEN.values())]),
        "\n".join(map(json.dumps, (HEADINGS, list(ADA.values()), list(BEN.values())))),
        "\ufeff" + json.dumps([ADA, BEN]),
    ],
    ids=[
        "list",
        "over lines",
        "one a line",
        "blank lines between",
        "nothing between",
        "list in an object",
        "list deep in an answer",
        "an empty list beside it",
        "arrays",
        "an array a line",
        "a mark before it",
    ],
)
def test_every_way_to_write_two_records_gives_the_same_two_people(text: str, tmp_path: Path) -> None:
    found = read_json(tmp_path, text)
    assert found.guess.container == "json"
    assert names(found) == ["Ada Quillfeather", "Ben Larkspur"]
    assert [person.place.line for person in found.people] == [2, 3]
    assert [person.phones[0].number is not None for person in found.people] == [True, True]
    assert [column.header for column in found.guess.columns] == HEADINGS


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_letters_come_out_right_in_any_writing(encoding: str, tmp_path: Path) -> None:
    text = json.dumps([{**ADA, "Victim Name": "Peña, José"}], ensure_ascii=False)
    assert names(read_json(tmp_path, text.encode(encoding))) == ["José Peña"]


def test_numbers_stay_as_they_were_written(tmp_path: Path) -> None:
    text = '[{"a": 26000101, "b": 1.50, "c": 3125550142, "d": 1.0E+11, "e": 12345678901234567890, "f": -0.10}]'
    assert cells(tmp_path, text) == [
        list("abcdef"),
        ["26000101", "1.50", "3125550142", "1.0E+11", "12345678901234567890", "-0.10"],
    ]


def test_records_with_other_names_have_the_union_in_the_order_of_first_sight(tmp_path: Path) -> None:
    text = '[{"a": 1, "b": null}, {"c": true, "a": false}, {}, {"b": "x", "d": []}]'
    assert cells(tmp_path, text) == [
        ["a", "b", "c", "d"],
        ["1", "", "", ""],
        ["false", "", "true", ""],
        ["", "", "", ""],
        ["", "x", "", ""],
    ]


def test_objects_are_flattened_with_dots_and_plain_lists_joined(tmp_path: Path) -> None:
    record = {"case": {"no": "26-1"}, "victim": {"name": {"last": "Quill"}, "phones": ["a", None, 7]}, "note": {}}
    assert cells(tmp_path, json.dumps([record])) == [
        ["case.no", "victim.name.last", "victim.phones", "note"],
        ["26-1", "Quill", "a; 7", ""],
    ]


def test_several_people_of_a_record_are_rows_of_their_own(tmp_path: Path) -> None:
    record = {
        "case": "26-1",
        "victims": [{"name": "Ada Quill", "phone": "312-555-0142"}, {"name": "Ben Lark", "phone": None}],
        "suspects": [{"phone": "312-555-0199"}],
    }
    found = read_json(tmp_path, [record])
    assert names(found) == ["Ada Quill", "Ben Lark"]
    assert {person.facts.case_number for person in found.people} == {"26-1"}
    assert ("nested_rows", "") in found.guess.findings
    roles = {column.header: column.role for column in found.guess.columns if column.field is Field.PHONE}
    assert roles == {"victims.phone": Role.VICTIM, "suspects.phone": Role.SUSPECT}
    alone = read_json(tmp_path, record)
    assert [(person.name, person.place) for person in alone.people] == [
        (person.name, person.place) for person in found.people
    ]


def test_a_list_of_numbers_in_one_record_is_several_numbers(tmp_path: Path) -> None:
    found = read_json(tmp_path, [{**ADA, "Victim Phone": ["312-555-0142", "217-555-0144"]}])
    assert [phone.number.e164 for phone in found.people[0].phones if phone.number] == ["+13125550142", "+12175550144"]


def test_a_name_given_twice_is_two_columns(tmp_path: Path) -> None:
    text = json.dumps([ADA])[:-2] + ', "Victim Phone": "217-555-0144"}]'
    found = read_json(tmp_path, text)
    assert len(found.people[0].phones) == 2
    assert ("heading_twice", "Victim Phone") in found.guess.findings


def test_one_person_alone_is_a_list_of_one(tmp_path: Path) -> None:
    assert names(read_json(tmp_path, ADA)) == ["Ada Quillfeather"]


def test_headings_that_look_like_values_are_headings_all_the_same(tmp_path: Path) -> None:
    found = read_json(tmp_path, [{"1": "x", "2": "y"}, {"1": "z", "2": "w"}])
    assert [column.header for column in found.guess.columns] == ["1", "2"]
    assert found.counts.rows == 2


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ('[{"a": 1},\n {"a": 2}\n {"a": 3}]', "E13", "line 3, column 2"),
        ('[{"a": 1},\n {"a": 2},\n]', "E13", "a comma too many"),
        ('{"a": 1}\n{"a": }\n', "E13", "line 2, column 7"),
        ('[{"a": "x]', "E13", "is never closed"),
        ('[{"a": 1}, {"a"', "E13", "ends too early"),
        ('[{"a": 007}]', "E13", "begins with 0"),
        ('[{"a": NaN}]', "E13", "line 1, column 8"),
        ("[{'a': 1}]", "E13", "double quotation marks"),
        ('[{"a": 1} // x\n]', "E13", "no comments"),
        ('[{"a": 1}] and more', "E13", "line 1, column 12"),
        ('{"type": "FeatureCollection", "features": [{"type": "Feature"}]}', "E03", "a map (GeoJSON)"),
        ('{"error": {"code": 404, "message": "No such report"}}', "E03", "something went wrong"),
        ('{"theme": "dark", "size": 3}', "E03", "without a list of records"),
        ('{"a": [{"x": 1}], "b": [{"y": 1}]}', "E14", "several lists (a, b)"),
        ('[{"a": 1}, 5]', "E03", "other things than records"),
        ("[[[[]]], {}]", "E03", "other things than records"),
        ("[]", "E02", "no record"),
        ('{"records": []}', "E02", "no record"),
        ("null", "E03", "without a list of records"),
        ("[1, 2, 3]", "E02", "no record"),
        ("[" * 100_000, "E25", "line 1"),
        ('[{"a": ' * 60 + "1" + "}]" * 60, "E25", "Record 1"),
        ('[{"a": ' + "[" * 60 + "]" * 60 + "}]", "E25", "Record 1"),
        ('{"url": "https://docs.google.com/open?id=7", "doc_id": "7"}', "E03", "a shortcut to a document on the web"),
    ],
)
def test_what_is_no_list_of_records_is_named(text: str, code: str, words: str, tmp_path: Path) -> None:
    with pytest.raises(ImportRefused) as refused:
        read_json(tmp_path, text)
    assert refused.value.code == code
    assert words in refused.value.sentence
    assert refused.value.sentence.endswith("Nothing was imported.")


def test_a_mistake_far_into_a_long_file_has_its_own_line(tmp_path: Path) -> None:
    lines = [json.dumps(ADA)] * 6_000
    lines[5_432] = lines[5_432].replace("220", "220\\q")
    column = lines[5_432].index("\\") + 1
    with pytest.raises(ImportRefused, match=rf"line 5,433, column {column}\."):
        read_json(tmp_path, "\n".join(lines))
    with pytest.raises(ImportRefused, match=rf"line 5,433, column {column + 1}\."):
        read_json(tmp_path, "[" + "\n,".join(lines) + "]")


def test_a_text_without_line_breaks_is_read_in_pieces(tmp_path: Path) -> None:
    text = json.dumps({"made": "today", "records": [ADA] * 9_000})
    assert len(text) > 1_000_000
    rows = cells(tmp_path, text, Limits(line_chars=100_000))
    assert len(rows) == 9_001
    assert rows[9_000] == rows[1] == list(ADA.values())


@pytest.mark.parametrize(
    ("text", "limits", "code"),
    [
        (json.dumps([ADA] * 4), Limits(rows=3), "E09"),
        (json.dumps([{f"n{number}": 1 for number in range(65)}]), Limits(columns=64), "E06"),
        (json.dumps([{f"n{number}": 1} for number in range(65)]), Limits(columns=64), "E06"),
        (json.dumps([{"a": [{"b": 1}] * 9, "c": [{"d": 1}] * 9}]), Limits(), "E06"),
        (json.dumps([ADA, {"a": "x" * 700_000}]), Limits(line_chars=50_000), "E23"),
        (json.dumps([{"n" * 2_000: 1}]), Limits(), "E23"),
        (json.dumps([ADA] * 400), Limits(text_bytes=10_000), "E01"),
    ],
    ids=["rows", "names of one record", "names of all", "lists in lists", "one record", "one name", "bytes"],
)
def test_every_limit_holds(text: str, limits: Limits, code: str, tmp_path: Path) -> None:
    path = tmp_path / "export.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ImportRefused) as refused:
        read(path, limits=limits)
    assert refused.value.code == code


def test_a_file_that_changes_under_the_reader_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "export.json"
    path.write_text(json.dumps([ADA]), encoding="utf-8")
    source = open_json(FileContent.of(path), Limits())
    assert source.container is Container.JSON
    path.write_text(json.dumps([ADA, BEN]), encoding="utf-8")
    with pytest.raises(ImportRefused) as refused:
        list(source.lines())
    assert refused.value.code == "E28"
