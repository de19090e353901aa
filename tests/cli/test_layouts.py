"""`layouts list`, `save` and `add`: a column set-up goes from desk to desk, on record; bad files are named."""

from __future__ import annotations

import json
from datetime import date, timedelta

from callback_desk.domain.incident import Role
from callback_desk.domain.layout import Field, Layout, LayoutColumn
from callback_desk.intake.headings import header_signature
from callback_desk.intake.layout_file import layout_to_text
from tests.cli.terminal import Terminal
from tests.use_cases.made_desks import RUTH

HEADINGS = ("Ref", "When", "What", "Who", "Born", "Ring", "Second person", "Second ring", "Their phone")
FIELDS = (
    *(Field.CASE_NUMBER, Field.REPORTED_AT, Field.OFFENSE_CODE, Field.FULL_NAME, Field.BIRTH_DATE, Field.PHONE),
    *(Field.FULL_NAME, Field.PHONE, Field.PHONE),
)
PEOPLE = (0, 0, 0, 1, 1, 1, 2, 2, 0)
ROLES = (*[Role.VICTIM] * 8, Role.SUSPECT)
CITY = Layout(
    "City export",
    header_signature(HEADINGS),
    tuple(
        LayoutColumn(heading, field, role, family=person)
        for heading, field, role, person in zip(HEADINGS, FIELDS, ROLES, PEOPLE, strict=True)
    ),
)


def test_a_set_up_comes_in_is_used_and_goes_out_again(terminal: Terminal) -> None:
    assert "No column set-up is saved yet." in terminal.run("layouts", "list").err
    given = terminal.file("city.json", layout_to_text(CITY))
    before = terminal.trail()
    added = terminal.run("layouts", "add", given, "--json")
    assert (added.code, added.json) == (0, {"name": "City export", "columns": 9, "look_at": []})
    listed = terminal.run("layouts", "list", "--json").json
    assert listed == {"layouts": [{"name": "City export", "headings_sha256": CITY.signature, "columns": 9}]}
    out = given.with_name("again.json")
    assert terminal.run("layouts", "save", "city EXPORT", out).code == 0
    assert out.read_text("utf-8") == given.read_text("utf-8")
    assert terminal.trail()[len(before) :] == ["layout.add", "layout.save"]
    day = date.today() - timedelta(days=9)
    export = terminal.file(
        "export.csv",
        f"{','.join(HEADINGS)}\n26-77,{day:%Y-%m-%d},220,Ada Quill,1980-04-12,312-555-0142,Bo Tarn,312-555-0143,\n",
    )
    checked = terminal.run("import", export, "--dry-run", "--json")
    assert checked.code == 0, checked.err
    assert checked.json["rows_in"] == 2
    assert checked.json["rejected"] == 0


def test_a_bad_file_changes_nothing_and_gets_a_sentence(terminal: Terminal) -> None:
    before = terminal.rows()
    for name, text in {"deep.json": "[" * 100_000, "other.json": "{}", "rows.csv": "Case Number\n26-1\n"}.items():
        said = terminal.run("layouts", "add", terminal.file(name, text))
        assert said.code == 1
        assert "This column set-up was not taken in." in said.err
    renamed = terminal.run("layouts", "add", terminal.file("city.json", layout_to_text(CITY)), "--name", "City\x1b[2J")
    assert renamed.code == 1
    assert "\x1b" not in renamed.err
    assert terminal.run("layouts", "save", "Nobody’s", terminal.folder.with_name("x.json")).code == 1
    assert not terminal.folder.with_name("x.json").exists()
    assert terminal.rows() == before


def test_a_number_taken_for_the_victims_is_pointed_out(terminal: Terminal) -> None:
    columns = (*CITY.columns, LayoutColumn("Suspect Phone", Field.PHONE))
    file = terminal.file("city.json", layout_to_text(Layout("City", CITY.signature, columns)))
    said = terminal.run("layouts", "add", file)
    assert said.code == 0
    assert "Look at Suspect Phone" in said.err


def test_one_name_stands_for_one_set_of_headings(terminal: Terminal) -> None:
    terminal.run("layouts", "add", terminal.file("city.json", layout_to_text(CITY)))
    other = layout_to_text(Layout(CITY.name, "ab" * 32, CITY.columns))
    said = terminal.run("layouts", "add", terminal.file("other.json", other))
    assert said.code == 1
    assert "Give this one another name." in said.err
    assert terminal.run("layouts", "add", terminal.file("other.json", other), "--name", "County export").code == 0
    names = [one["name"] for one in json.loads(terminal.run("layouts", "list", "--json").out)["layouts"]]
    assert names == ["City export", "County export"]


def test_a_volunteer_has_no_business_with_set_ups(terminal: Terminal) -> None:
    file = terminal.file("city.json", layout_to_text(CITY))
    terminal.user = RUTH
    for words in (("list",), ("add", str(file)), ("save", "City export", str(file.with_name("x.json")))):
        said = terminal.run("layouts", *words)
        assert said.code == 1
        assert "This is for supervisors." in said.err
