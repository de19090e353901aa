"""A column set-up as a file: what is written comes back; what is not whole, ours and clean is refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callback_desk.domain.errors import DeskFault
from callback_desk.domain.incident import Role, Screening
from callback_desk.domain.layout import DateOrder, Field, Layout, LayoutColumn, SettledFact, layout_from_guess
from callback_desk.domain.phone import PhoneKind
from callback_desk.intake.layout_file import (
    KIND,
    LIMIT_BYTES,
    LayoutRefused,
    doubtful_headings,
    layout_from_text,
    layout_to_text,
    read_layout,
    write_layout,
)
from tests.intake.reading import TODAY, read_text

SET_UP = Layout(
    "City export",
    "0f" * 32,
    (
        LayoutColumn("Case Number", Field.CASE_NUMBER),
        LayoutColumn("Rpt Date", Field.REPORTED_AT, date_order=DateOrder.DAY_FIRST),
        LayoutColumn("Victim 2 Cell", Field.PHONE, Role.VICTIM, PhoneKind.MOBILE, family=2),
        LayoutColumn("Suspect Phone", Field.PHONE, Role.SUSPECT),
    ),
)


def changed(change: Callable[[dict[str, Any]], object]) -> str:
    data = json.loads(layout_to_text(SET_UP))
    change(data)
    return json.dumps(data)


def test_what_is_written_comes_back(tmp_path: Path) -> None:
    target = tmp_path / "city.json"
    write_layout(SET_UP, target)
    assert read_layout(target) == SET_UP
    assert [path.name for path in tmp_path.iterdir()] == ["city.json"]


NAMES = st.text(st.characters(categories=("L", "N", "P", "S")), min_size=1, max_size=30)
COLUMNS = st.builds(
    LayoutColumn,
    NAMES,
    st.sampled_from([field for field in Field if field is not Field.PHONE]),
    st.sampled_from(Role),
    st.just(PhoneKind.OTHER),
    st.none(),
    st.integers(0, 20),
)


@given(NAMES, st.lists(COLUMNS, min_size=1, max_size=30, unique_by=lambda column: column.header))
def test_every_set_up_comes_back(name: str, columns: list[LayoutColumn]) -> None:
    layout = Layout(name, "ab" * 32, tuple(columns))
    assert layout_from_text(layout_to_text(layout)) == layout


def test_what_a_desk_has_settled_does_not_leave_it() -> None:
    settled = SettledFact(Screening.CONDITION, "Dana Whitlock", TODAY, "Officers note it.")
    layout = Layout(SET_UP.name, SET_UP.signature, SET_UP.columns, settled=(settled,))
    assert layout_to_text(layout) == layout_to_text(SET_UP)


def test_no_cell_of_the_file_is_in_it(tmp_path: Path) -> None:
    text = "Case Number,Victim Name,Victim Phone\n26-1,Ada Quill,312-555-0142\n"
    said = layout_to_text(layout_from_guess(read_text(tmp_path, text).guess, "City"))
    assert "Victim Phone" in said
    assert not any(cell in said for cell in ("Quill", "0142", "26-1"))


HOSTILE: dict[str, str] = {
    "empty": "",
    "no JSON": "Case Number,Victim Name\n26-1,Ada Quill\n",
    "a list": "[]",
    "a number": "7",
    "deep": "[" * 100_000,
    "deep objects": '{"kind":' * 50_000,
    "another kind": json.dumps({"kind": "other", "version": 1}),
    "no version": changed(lambda data: data.pop("version")),
    "version as text": changed(lambda data: data.update(version="1")),
    "version as truth": changed(lambda data: data.update(version=True)),
    "newer": changed(lambda data: data.update(version=2)),
    "huge version": changed(lambda data: data.update(version=10**40)),
    "endless number": layout_to_text(SET_UP).replace('"version": 1', '"version": ' + "9" * 10_000),
    "infinite": layout_to_text(SET_UP).replace('"version": 1', '"version": Infinity'),
    "something more": changed(lambda data: data.update(run="rm")),
    "twice": layout_to_text(SET_UP).replace('"version": 1', '"version": 1, "version": 1'),
    "name as list": changed(lambda data: data.update(name=["City"])),
    "name of blanks": changed(lambda data: data.update(name="   ")),
    "long name": changed(lambda data: data.update(name="x" * 256)),
    "bell in the name": changed(lambda data: data.update(name="City\x07")),
    "escape in the name": changed(lambda data: data.update(name="\x1b[2JCity")),
    "turned name": changed(lambda data: data.update(name="City\u202etxt")),
    "half a letter": changed(lambda data: data.update(name="City\ud800")),
    "line in a heading": changed(lambda data: data["columns"][0].update(heading="Case\nNumber")),
    "short signature": changed(lambda data: data.update(headings_sha256="ab")),
    "signature with letters": changed(lambda data: data.update(headings_sha256="xy" * 32)),
    "no columns": changed(lambda data: data.update(columns=[])),
    "columns as object": changed(lambda data: data.update(columns={})),
    "too many columns": changed(lambda data: data.update(columns=data["columns"] * 200)),
    "column as text": changed(lambda data: data["columns"].append("Phone")),
    "two equal headings": changed(lambda data: data["columns"].append(data["columns"][0])),
    "unknown meaning": changed(lambda data: data["columns"][0].update({"is": "fbi_number"})),
    "meaning as number": changed(lambda data: data["columns"][0].update({"is": 3})),
    "unknown party": changed(lambda data: data["columns"][0].update(whose="anybody")),
    "party missing": changed(lambda data: data["columns"][0].pop("whose")),
    "samples": changed(lambda data: data["columns"][0].update(samples=["Ada Quill"])),
    "kind of a name": changed(lambda data: data["columns"][0].update(number="home")),
    "number without kind": changed(lambda data: data["columns"][2].pop("number")),
    "dates of a name": changed(lambda data: data["columns"][0].update(dates="day_first")),
    "unknown order": changed(lambda data: data["columns"][1].update(dates="year_first")),
    "hundredth person": changed(lambda data: data["columns"][2].update(which=100)),
    "half a person": changed(lambda data: data["columns"][2].update(which=1.5)),
    "person as truth": changed(lambda data: data["columns"][2].update(which=True)),
}


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_a_bad_file_gets_a_sentence(name: str) -> None:
    with pytest.raises(LayoutRefused) as refused:
        layout_from_text(HOSTILE[name])
    sentence = refused.value.sentence
    assert sentence.startswith("This column set-up was not taken in. ")
    assert sentence.endswith(".")
    assert sentence.isprintable()
    assert len(sentence) < 200


def test_a_file_that_is_none_gets_a_sentence(tmp_path: Path) -> None:
    large = tmp_path / "large.json"
    large.write_bytes(b" " * (LIMIT_BYTES + 1))
    other = tmp_path / "other.json"
    other.write_bytes(layout_to_text(SET_UP).encode("utf-16"))
    for path in (large, other, tmp_path, tmp_path / "nowhere.json"):
        with pytest.raises(LayoutRefused):
            read_layout(path)


def test_a_file_of_another_kind_is_never_written_over(tmp_path: Path) -> None:
    target = tmp_path / "export.csv"
    target.write_text("Case Number\n26-1\n")
    with pytest.raises(DeskFault, match="It stays"):
        write_layout(SET_UP, target)
    assert target.read_text() == "Case Number\n26-1\n"
    older = tmp_path / "older.json"
    write_layout(Layout("Older", "00" * 32, SET_UP.columns[:1]), older)
    write_layout(SET_UP, older)
    assert read_layout(older) == SET_UP
    with pytest.raises(DeskFault):
        write_layout(SET_UP, tmp_path / "no such folder" / "x.json")
    assert KIND in older.read_text("utf-8")


def test_a_number_of_somebody_else_that_is_taken_for_the_victims_is_named() -> None:
    columns = (
        LayoutColumn("RP Phone", Field.PHONE),
        LayoutColumn("Suspect 2 Cell", Field.PHONE),
        LayoutColumn("Victim Phone", Field.PHONE),
        LayoutColumn("Witness Phone", Field.PHONE, Role.WITNESS),
    )
    assert doubtful_headings(columns) == ("RP Phone", "Suspect 2 Cell")
