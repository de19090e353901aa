"""The match page of a file with several victims a row; what it says of each column; its set-up as a file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from callback_desk.domain.incident import Role
from callback_desk.domain.layout import DateOrder, Field, Layout, LayoutColumn
from callback_desk.intake.layout_file import layout_to_text, read_layout
from callback_desk.ui.imports.match_line import MatchLine
from callback_desk.ui.imports.match_tables import SCREENED
from callback_desk.ui.imports.page import ImportPage
from callback_desk.ui.imports.places import Place
from callback_desk.ui.imports.wanted import Match
from callback_desk.use_cases import layouts
from tests.ui.a_desk import Around

HEAD = (
    "IncidentNo,RptDate,UCR 1,UCR 2,Victim 1 Name,Victim 1 Cell,Victim 1 DOB,Victim 1 Condition,"
    "Victim 2 Name,Victim 2 Cell,Victim 2 DOB,RP Phone\n"
)


@pytest.fixture
def page(here: Around, qtbot: QtBot) -> Iterator[ImportPage]:
    made = ImportPage(here.desk, here.runner, here.news, here.notices)
    qtbot.addWidget(made)
    made.resize(1150, 768)
    made.show()
    here.settle()
    yield made
    made.leave()


@pytest.fixture
def looked(page: ImportPage, here: Around, tmp_path: Path) -> ImportPage:
    day = here.desk.clock.now().astimezone(here.desk.zone).date() - timedelta(days=9)
    rows = [
        f'26-00{n},{day:%m/%d/%Y},220,{"" if n else "240"},"Quill, Ada{n}",(312) 555-01{n:02d},03/{14 + n}/1971,,'
        f"{'' if n else 'Bo Tarn'},{'' if n else '312-555-0177'},{'' if n else '05/06/1985'},312-555-0199\n"
        for n in range(4)
    ]
    return look_at(page, here, tmp_path, HEAD + "".join(rows))


def look_at(page: ImportPage, here: Around, folder: Path, text: str) -> ImportPage:
    file = folder / "incidents.csv"
    file.write_text(text, "utf-8")
    page.begin_with(file)
    here.until(lambda: page.place is Place.MATCH)
    return page


def line(page: ImportPage, label: str) -> MatchLine:
    return next(line for line in page.match.lines if line.row.slot.label == label)


def header(page: ImportPage, label: str) -> str:
    column = line(page, label).row.column
    return column.header if column is not None else ""


def test_the_page_says_what_a_row_is_and_has_lines_for_each_victim(looked: ImportPage) -> None:
    assert looked.match.shape.text() == (
        "Each row is an incident with up to 2 victims; we make one person of each. "
        "With up to 2 offenses, the strictest decides."
    )
    assert header(looked, "Victim 1’s name") == "Victim 1 Name"
    assert header(looked, "Victim 2’s name") == "Victim 2 Name"
    assert header(looked, "Victim 2’s number") == "Victim 2 Cell"
    assert header(looked, "Victim 2’s birth date") == "Victim 2 DOB"
    assert header(looked, "Offense code, 2") == "UCR 2"
    assert not looked.match.noticed.isVisible()


def test_what_only_one_of_them_has_a_column_for_can_be_settled_for_the_other(looked: ImportPage) -> None:
    assert line(looked, "Victim 1’s condition").row.match is Match.SURE
    assert line(looked, "Victim 2’s condition").row.match is Match.SETTLE_ONCE
    assert looked.match.matching is not None
    assert looked.match.matching.unsettled == set(SCREENED.values())
    looked.match.facts_settled()
    assert line(looked, "Victim 2’s condition").row.match is Match.SETTLED


def test_a_number_is_given_to_the_victim_beside_it_only_when_somebody_says_so(looked: ImportPage) -> None:
    notice = looked.match.notice
    assert notice is not None
    assert [button.text() for button in notice.buttons] == ["Leave it out", "It is victim 2’s"]
    notice.action.emit(1)
    given = {one.header: (one.role, one.family) for one in looked.match.layout_made().columns}
    assert given["RP Phone"] == (Role.VICTIM, 2)
    assert given["Victim 1 Cell"] == (Role.VICTIM, 1)


def test_a_column_chosen_for_a_victim_is_that_victims(looked: ImportPage) -> None:
    wanted = line(looked, "Victim 2’s number")
    place = next(place for place in range(wanted.combo.count()) if wanted.combo.itemText(place) == "RP Phone")
    wanted.combo.setCurrentIndex(place)
    wanted.combo.activated.emit(place)
    columns = {one.header: one for one in looked.match.layout_made().columns}
    assert (columns["RP Phone"].field, columns["RP Phone"].family) == (Field.PHONE, 2)
    assert "Victim 2 Cell" not in columns
    assert columns["Victim 1 Cell"].family == 1


def test_a_column_says_what_it_looks_like_how_full_it_is_and_how_a_date_is_read(
    page: ImportPage, here: Around, tmp_path: Path
) -> None:
    text = "Case Number,Report Date,UCR,Victim Name,Victim Phone,Victim DOB\n"
    text += "26-1,03/04/2026,220,Ada Quill,312-555-0142,02/03/1971\n26-2,03/05/2026,220,Bo Tarn,,04/05/1972\n"
    look_at(page, here, tmp_path, text)
    assert page.match.shape.text() == "Each row is one person on one case."
    said = line(page, "Victim’s number").samples.accessibleName()
    assert said == "312-555-0142. Looks like telephone numbers, in 50% of the first rows."
    born = line(page, "Birth date")
    assert born.row.match is Match.WHICH_ORDER
    assert "Read as February 3, 1971." in born.samples.accessibleName()
    born.order.activated.emit(born.order.findData(DateOrder.DAY_FIRST))
    assert line(page, "Birth date").row.match is Match.DAY_FIRST
    assert "Read as March 2, 1971." in line(page, "Birth date").samples.accessibleName()


def test_damage_by_a_spreadsheet_is_said(page: ImportPage, here: Around, tmp_path: Path) -> None:
    text = "Case Number,Report Date,UCR,Victim Name,Victim Phone\n26-1,46000,220,Ada Quill,3.13E+09\n"
    look_at(page, here, tmp_path, text)
    said = page.match.noticed.text()
    assert "A spreadsheet has shortened telephone numbers to 1.23E+11; their digits are lost (Victim Phone)." in said
    assert "These are days counted by a spreadsheet, not dates" in said
    assert line(page, "Reported on").row.match is Match.PLEASE_CHECK


def test_the_set_up_goes_to_a_file_without_a_row_of_it(looked: ImportPage, here: Around, tmp_path: Path) -> None:
    target = tmp_path / "set-up.json"
    looked.set_ups.where_to_save = lambda _parent, name: target if name == "incidents set-up.json" else None
    looked.match.save_set_up.click()
    here.until(target.exists)
    here.settle()
    assert read_layout(target) == looked.match.layout_made()
    assert "Quill" not in target.read_text("utf-8")


def test_a_set_up_from_a_file_fills_the_page(looked: ImportPage, here: Around, tmp_path: Path) -> None:
    signature = looked.match.layout_made().signature
    columns = (
        LayoutColumn("IncidentNo", Field.CASE_NUMBER),
        LayoutColumn("Victim 2 Name", Field.FULL_NAME),
        LayoutColumn("RP Phone", Field.PHONE),
    )
    file = tmp_path / "county.json"
    file.write_text(layout_to_text(Layout("County", signature, columns)), "utf-8")
    looked.set_ups.which_file = lambda _parent: file
    looked.match.take_in.click()
    here.until(lambda: len(looked.match.layout_made().columns) == 3)
    assert looked.match.layout_made().columns == columns
    assert looked.match.layout_made().name == "County"
    assert looked.match.shape.text() == "Each row is one person on one case."
    assert header(looked, "Victim’s name") == "Victim 2 Name"


def test_a_bad_set_up_changes_nothing_and_is_said(looked: ImportPage, here: Around, tmp_path: Path) -> None:
    before, kept = looked.match.layout_made(), layouts.layouts(here.desk)
    file = tmp_path / "bad.json"
    file.write_text("[" * 50_000, "utf-8")
    looked.set_ups.which_file = lambda _parent: file
    looked.match.take_in.click()
    here.settle()
    assert looked.match.layout_made() == before
    assert layouts.layouts(here.desk) == kept
    assert here.notices.now is not None
    assert "This column set-up was not taken in." in str(here.notices.now.words)
