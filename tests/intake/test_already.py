"""What a report says already, out of the columns of an export: kinds of things, never the export's own words."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from callback_desk.domain.layout import ALREADY_FIELDS, Field
from callback_desk.intake.property_kinds import shipped_kinds
from scripts import make_export
from tests.intake.reading import HEADING, TODAY, a_row, read, read_text


def said(tmp_path: Path, columns: dict[str, str]) -> str:
    """The line of one row with these columns beside the ordinary ones."""
    cells = ",".join(f'"{cell}"' for cell in columns.values())
    heading = ",".join(f'"{name}"' for name in columns)
    (found,) = read_text(tmp_path, f"{HEADING},{heading}\n{a_row()},{cells}\n").people
    return found.already


@pytest.mark.parametrize(
    ("columns", "line"),
    [
        ({"Property": "Green touring bicycle"}, "item:bicycle"),
        ({"Items Stolen": "Laptop, silver ring"}, "item:jewelry item:laptop"),
        ({"Property Description": "TREK BICYCLE RED", "Serial Number": "WTU210K4417"}, "item:bicycle#"),
        ({"Property Description": "TREK BICYCLE, S/N WTU 210", "Make": "Trek"}, "item:bicycle#"),
        ({"Property Description": "Laptop and iPhone", "Serial No.": "C02XK1"}, "item:laptop item:phone serial"),
        ({"Property Description": "Laptop and iPhone", "Serial No.": "C02XK1; 35391"}, "item:laptop# item:phone#"),
        ({"Property Description": "Laptop", "Serial #": "Unknown"}, "item:laptop"),
        ({"Property Description": "Grandmother’s quilt"}, "item:other"),
        ({"Property Description": "None"}, ""),
        ({"Property Description": "No property taken"}, ""),
        ({"Property Description": "$1,250.00"}, ""),
        ({"Property Type": "04 - Bicycles"}, "item:bicycle"),
        ({"NIBRS Property Description": "75"}, "item:phone"),
        ({"Property": "Bicycle", "Property Status": "Recovered"}, ""),
        ({"Property": "Bicycle", "Property Loss Type": "7"}, "item:bicycle"),
        ({"Property": "Knife", "Property Status": "Seized by police"}, ""),
        ({"Property 1": "Bicycle", "Property 2": "Laptop"}, "item:bicycle item:laptop"),
        (
            {"Property 1": "Bicycle", "Serial Number 1": "", "Property 2": "Laptop", "Serial Number 2": "C02XK1"},
            "item:bicycle item:laptop#",
        ),
        ({"License Plate": "7QF 2218", "VIN": "1FTEX15N7SKA40117"}, "plate vin"),
        ({"License Plate": "UNK", "VIN": "None"}, ""),
        ({"Witnesses": "2"}, "witness"),
        ({"Witnesses": "0"}, "-witness"),
        ({"Witness (Y/N)": "N", "CCTV": "Yes"}, "camera -witness"),
        ({"Witness": "Unknown", "Video": ""}, ""),
        ({"Witness Name": "Moss, Ida"}, "witness"),
        ({"wit_cell_phone": "312-555-0177"}, "witness"),
        ({"Suspect Name": "Crane, Otto"}, "suspect"),
        ({"Suspect Name": "Crane, Otto", "Photos Taken": "Y"}, "photo suspect"),
        ({"Suspect Description": "Tall, gray jacket"}, "suspect"),
        ({"Point of Entry": "Rear window"}, "entry"),
    ],
)
def test_a_row_says_it_in_closed_words(tmp_path: Path, columns: dict[str, str], line: str) -> None:
    assert said(tmp_path, columns) == line


@pytest.mark.parametrize(
    "heading",
    ["Suspect Vehicle Plate", "Suspect VIN", "Officer Camera", "Reporter Photo", "Property Owner", "Plate Type"],
)
def test_what_is_somebody_elses_says_nothing(tmp_path: Path, heading: str) -> None:
    assert said(tmp_path, {heading: "7QF 2218"}) == ""


def test_a_file_without_such_columns_reads_nothing(tmp_path: Path) -> None:
    (found,) = read_text(tmp_path, f"{HEADING}\n{a_row()}\n").people
    assert found.already == ""


def test_bad_cells_are_no_reason_to_stop_a_row(tmp_path: Path) -> None:
    """A story in the property column, letters of any script, a formula."""
    story = "He said the " + "bicycle was by the shed and " * 40
    assert said(tmp_path, {"Property": story}) == "item:bicycle"
    assert said(tmp_path, {"Property": "=HYPERLINK(1)", "Serial Number": "=1+1"}) in ("item:other", "item:other serial")
    assert said(tmp_path, {"Property": "自転車"}) == "item:other"


def test_every_word_of_the_table_is_its_own_kind() -> None:
    kinds = shipped_kinds()
    for name, kind in kinds.kinds.items():
        assert set(kind.said) == {"en", "es"}
        assert all(words and words == words.strip() for words in kind.said.values()), name
    assert kinds.in_text("Two BICYCLES and a Trek mountain bike") == ("bicycle",)
    assert kinds.in_text("phone") == ("phone",)
    assert kinds.in_text("ringtone") == ("other",)


def test_every_field_has_headings_and_each_is_read_as_that(tmp_path: Path) -> None:
    for field in ALREADY_FIELDS:
        headings = make_export.headings_of(field.value, "victim", "other")
        assert len(headings) > 3, field
        for heading in headings:
            found = read_text(tmp_path, f'{HEADING},"{heading}"\n{a_row()},x\n')
            assert found.guess.columns[-1].field is field, heading


def test_an_ordinary_file_maps_none_of_them(tmp_path: Path) -> None:
    found = read_text(tmp_path, f"{HEADING},Description,Status,Notes,Location\n{a_row()},a,b,c,d\n")
    assert not {column.field for column in found.guess.columns} & ALREADY_FIELDS


@pytest.mark.parametrize("drawn", [False, True], ids=["plain", "drawn"])
def test_a_made_export_says_what_was_planted(tmp_path: Path, drawn: bool) -> None:
    columns = (*make_export.HEADINGS, *make_export.ALREADY)
    for seed in range(3):
        style = make_export.drawn_style(random.Random(seed), columns) if drawn else None
        truth = make_export.write_export(tmp_path / "export.csv", 400, seed, TODAY, columns, style=style)
        found = {person.place.line: person.already for person in read(tmp_path / "export.csv").people}
        assert len(found) > 300
        assert len(set(found.values())) > 50
        assert found == {line: truth["already"][str(line)] for line in found}


def test_the_same_people_are_in_a_made_export_with_and_without_those_columns(tmp_path: Path) -> None:
    make_export.write_export(tmp_path / "a.csv", 100, 5, TODAY)
    make_export.write_export(tmp_path / "b.csv", 100, 5, TODAY, (*make_export.HEADINGS, *make_export.ALREADY))
    plain, more = ([person.name for person in read(tmp_path / name).people] for name in ("a.csv", "b.csv"))
    assert plain == more


def test_one_row_for_each_thing_is_one_person_with_several_lines(tmp_path: Path) -> None:
    rows = "\n".join(f"{a_row()},{thing},{number}" for thing, number in (("Bicycle", "WTU 210"), ("Laptop", "")))
    found = read_text(tmp_path, f"{HEADING},Item Description,Serial Number\n{rows}\n")
    assert [person.already for person in found.people] == ["item:bicycle#", "item:laptop"]
    assert found.guess.columns_of(Field.PROPERTY)
