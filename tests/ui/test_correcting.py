"""Rows to correct in the window: from the report and from the history, signed for, saved, mended, brought in again."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from callback_desk.demo import DEMO_PASSWORD, SUPERVISOR
from callback_desk.domain.access import Role
from callback_desk.domain.incident import Pile
from callback_desk.domain.signing import SecondAsked
from callback_desk.intake.rows_again import LINE
from callback_desk.ui.imports.correct_sheet import CorrectSheet, second_words
from callback_desk.ui.imports.page import ImportPage
from callback_desk.ui.imports.places import Place
from callback_desk.ui.theme import Theme
from callback_desk.use_cases import import_report, people
from tests.ui.a_desk import Around
from tests.use_cases.made_desks import plain_rows, write_rows

REASON = "The front office corrects them."
SECOND = "Nora Lindqvist"
SECOND_PASSWORD = "velvet anchors beneath october"


@dataclass
class Places:
    """What the system's own dialogs would answer."""

    target: Path | None = None
    file: Path | None = None
    asked: list[str] = field(default_factory=list)


@pytest.fixture
def places() -> Places:
    return Places()


@pytest.fixture
def page(here: Around, qtbot: QtBot, places: Places) -> Iterator[ImportPage]:
    def target(_parent: object, suggested: str) -> Path | None:
        places.asked.append(suggested)
        return places.target

    made = ImportPage(
        here.desk, here.runner, here.news, here.notices, choose_file=lambda _parent: places.file, choose_target=target
    )
    qtbot.addWidget(made)
    made.resize(1150, 768)
    made.show()
    here.settle()
    yield made
    made.leave()


def export(here: Around, path: Path, bad: int, good: int = 2) -> tuple[Path, list[dict[str, str]]]:
    rows = plain_rows(bad + good, here.desk.clock.now().date(), seed=5, first=60)
    return write_rows(path, [row | ({"Victim DOB": ""} if n < bad else {}) for n, row in enumerate(rows)]), rows


def bring_in(page: ImportPage, here: Around, path: Path) -> None:
    page.begin_with(path)
    here.until(lambda: page.place is Place.MATCH)
    page.match.check_wanted.emit()
    here.until(lambda: page.place is Place.CHECK)
    page.check.import_wanted.emit()
    here.until(lambda: page.place is Place.REPORT)
    here.settle()


def open_sheet(page: ImportPage) -> CorrectSheet:
    page.report.correct_card.button.click()
    sheet = page.correcting.sheet
    assert sheet is not None
    return sheet


def sign(sheet: CorrectSheet, password: str = DEMO_PASSWORD) -> None:
    sheet.reason.set_text(REASON)
    sheet.password.edit.setText(password)
    sheet.verb.click()


def newest(here: Around) -> dict[Pile, int]:
    counts = import_report.batches(here.desk)[0].counts
    return {pile: counts.of(pile) for pile in Pile}


def test_from_the_report_to_a_spreadsheet_and_in_again(
    page: ImportPage, here: Around, places: Places, tmp_path: Path
) -> None:
    path, good = export(here, tmp_path / "week.csv", 3)
    bring_in(page, here, path)
    assert page.report.correct_card.isVisible()
    assert page.report.correct_card.words.text().startswith("3 rows lack something or cannot be read.")
    sheet = open_sheet(page)
    assert sheet.choose.isHidden(), "the file is known"
    assert f"Read again from week.csv in {tmp_path}." in sheet.file_words.text()
    assert sheet.second.isHidden(), "three rows need one person"
    places.target = tmp_path / "week to correct.csv"
    sign(sheet)
    here.until(lambda: page.correcting.sheet is None)
    here.settle()
    assert places.asked == ["week to correct.csv"]
    assert here.notices.now is not None
    assert str(here.notices.now.words).startswith("3 rows are in week to correct.csv.")
    with places.target.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    with places.target.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(row | (good[int(row[LINE]) - 2] if number else {}) for number, row in enumerate(rows))
    bring_in(page, here, places.target)
    assert newest(here) == dict.fromkeys(Pile, 0) | {Pile.MERGED: 2, Pile.DUPLICATE: 1}
    assert not page.report.correct_card.isVisible(), "what is here already needs no second look"


def test_what_is_missing_or_wrong_is_said_beside_its_field(
    page: ImportPage, here: Around, places: Places, tmp_path: Path
) -> None:
    path, _ = export(here, tmp_path / "week.csv", 1)
    bring_in(page, here, path)
    sheet = open_sheet(page)
    sheet.verb.click()
    assert sheet.reason.error
    sheet.reason.set_text(REASON)
    assert not sheet.reason.error
    sheet.verb.click()
    assert sheet.password.error == "Type your password."
    sign(sheet)
    assert page.correcting.sheet is sheet, "nobody named a place"
    places.target = tmp_path / "correct.csv"
    sign(sheet, "not my password at all")
    here.until(lambda: bool(sheet.password.error))
    assert "Your password is not right" in sheet.password.error
    assert sheet.password.text == ""
    assert not places.target.exists()
    asked = len(places.asked)
    sign(sheet)
    here.until(lambda: page.correcting.sheet is None)
    assert len(places.asked) == asked, "the place was named already"
    assert places.target.exists()


def test_a_name_that_is_taken_is_said_and_another_asked_for(
    page: ImportPage, here: Around, places: Places, tmp_path: Path
) -> None:
    path, _ = export(here, tmp_path / "week.csv", 1)
    bring_in(page, here, path)
    sheet = open_sheet(page)
    places.target = path
    sign(sheet)
    here.until(lambda: not sheet.trouble.isHidden())
    assert "There is a file week.csv already" in sheet.trouble.accessibleName()
    places.target = tmp_path / "correct.csv"
    sheet.verb.click()
    here.until(lambda: page.correcting.sheet is None)
    assert places.target.exists()


def test_a_folder_that_is_copied_elsewhere_is_said_before_anything_is_written(
    page: ImportPage, here: Around, places: Places, tmp_path: Path
) -> None:
    path, _ = export(here, tmp_path / "week.csv", 1)
    cloud = tmp_path / "OneDrive"
    cloud.mkdir()
    bring_in(page, here, path)
    sheet = open_sheet(page)
    places.target = cloud / "correct.csv"
    sign(sheet)
    here.until(lambda: not sheet.cloud.isHidden())
    assert f"{cloud} is copied to OneDrive" in sheet.cloud.accessibleName()
    assert not places.target.exists()
    places.target = tmp_path / "correct.csv"
    sheet.cloud.action.emit(0)
    here.until(lambda: page.correcting.sheet is None)
    assert places.target.exists()
    assert not list(cloud.iterdir())


def test_more_than_25_rows_are_signed_by_two(page: ImportPage, here: Around, places: Places, tmp_path: Path) -> None:
    people.add_person(
        here.desk,
        here.desk.new_operation(),
        name=SECOND,
        roles=frozenset({Role.SUPERVISOR}),
        password=SECOND_PASSWORD,
    )
    path, _ = export(here, tmp_path / "week.csv", 26)
    bring_in(page, here, path)
    places.target = tmp_path / "correct.csv"
    sheet = open_sheet(page)
    assert not sheet.second.isHidden()
    sign(sheet)
    here.until(lambda: bool(sheet.second.error))
    assert "Without one they can be saved from" in sheet.second.error
    sheet.second.set_text(SUPERVISOR)
    sheet.second_password.edit.setText(DEMO_PASSWORD)
    sheet.verb.click()
    here.until(lambda: "somebody else than you" in sheet.second.error)
    sheet.second.set_text(SECOND)
    sheet.second_password.edit.setText("")
    sheet.verb.click()
    assert sheet.second_password.error == f"{SECOND} types their password here."
    sheet.second_password.edit.setText(SECOND_PASSWORD)
    sheet.verb.click()
    here.until(lambda: page.correcting.sheet is None)
    assert places.target.exists()


def test_from_the_history_the_file_has_to_be_named(
    page: ImportPage, here: Around, places: Places, tmp_path: Path
) -> None:
    path, _ = export(here, tmp_path / "week.csv", 2)
    bring_in(page, here, path)
    page.report.another_wanted.emit()
    here.settle()
    page.choose.table.row_opened.emit(0)
    here.until(page.choose.correct.isVisible)
    page.choose.correct.click()
    sheet = page.correcting.sheet
    assert sheet is not None
    assert "say where it is now" in sheet.file_words.text()
    places.target = tmp_path / "correct.csv"
    sign(sheet)
    here.settle()
    assert not places.asked, "which file comes first"
    places.file = write_rows(tmp_path / "other.csv", plain_rows(2, here.desk.clock.now().date()))
    sheet.choose.click()
    sheet.verb.click()
    here.until(lambda: not sheet.trouble.isHidden())
    assert "other.csv is not the file that was imported" in sheet.trouble.accessibleName()
    places.file = path
    sheet.choose.click()
    sheet.verb.click()
    here.until(lambda: page.correcting.sheet is None)
    assert places.target.exists()


def test_an_import_with_nothing_to_correct_offers_nothing(page: ImportPage, here: Around, tmp_path: Path) -> None:
    path, _ = export(here, tmp_path / "week.csv", 0)
    bring_in(page, here, path)
    assert not page.report.correct_card.isVisible()
    page.report.another_wanted.emit()
    here.settle()
    page.choose.table.row_opened.emit(0)
    here.until(page.choose.take_back.isVisible)
    here.settle()
    assert not page.choose.correct.isVisible()


def test_a_file_that_was_removed_takes_its_rows_with_it(page: ImportPage, here: Around, tmp_path: Path) -> None:
    path, _ = export(here, tmp_path / "week.csv", 1)
    bring_in(page, here, path)
    page.run.remove_file(path, page.run.file_sha256)
    here.until(lambda: not page.report.correct_card.isVisible())


def test_a_file_that_was_moved_can_be_named_again(
    page: ImportPage, here: Around, places: Places, tmp_path: Path
) -> None:
    path, _ = export(here, tmp_path / "week.csv", 1)
    bring_in(page, here, path)
    moved = path.rename(tmp_path / "moved.csv")
    sheet = open_sheet(page)
    places.target = tmp_path / "correct.csv"
    sign(sheet)
    here.until(lambda: not sheet.trouble.isHidden())
    assert "There is no file week.csv" in sheet.trouble.accessibleName()
    assert not sheet.choose.isHidden()
    places.file = moved
    sheet.choose.click()
    assert "Read again from moved.csv" in sheet.file_words.text()
    sheet.verb.click()
    here.until(lambda: page.correcting.sheet is None)
    assert places.target.exists()


def test_pasted_rows_are_offered_while_the_report_stands(
    page: ImportPage, here: Around, places: Places, tmp_path: Path
) -> None:
    path, _ = export(here, tmp_path / "week.csv", 1)
    QGuiApplication.clipboard().clear()
    page.begin_with_rows(path.read_text("utf-8").replace(",", "\t"))
    here.until(lambda: page.place is Place.MATCH)
    page.match.check_wanted.emit()
    here.until(lambda: page.place is Place.CHECK)
    page.check.import_wanted.emit()
    here.until(lambda: page.place is Place.REPORT)
    here.until(page.report.correct_card.isVisible)
    sheet = open_sheet(page)
    assert sheet.file_words.text() == "Read again from what was pasted."
    places.target = tmp_path / "correct.csv"
    sign(sheet)
    here.until(lambda: page.correcting.sheet is None)
    assert places.target.exists()
    page.report.another_wanted.emit()
    here.settle()
    page.choose.table.row_opened.emit(0)
    here.until(page.choose.correct.isVisible)
    page.choose.correct.click()
    later = page.correcting.sheet
    assert later is not None
    assert "are nowhere any more" in later.file_words.text()
    assert later.choose.isHidden()


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_the_sheet_fits_a_small_screen_and_every_field_can_be_reached(
    page: ImportPage, here: Around, tmp_path: Path, scale: float
) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    before = Theme()
    Theme(before.mode, scale).apply(app)
    try:
        page.resize(1366, 768)
        path, _ = export(here, tmp_path / "week.csv", 26)
        bring_in(page, here, path)
        sheet = open_sheet(page)
        QApplication.processEvents()
        assert sheet.card.height() <= sheet.height()
        assert sheet.card.mapTo(sheet, sheet.verb.rect().bottomRight()).y() <= sheet.height()
        for one in (sheet.second_password, sheet.reason):
            one.edit.setFocus(Qt.FocusReason.TabFocusReason)
            QApplication.processEvents()
            top = one.edit.mapTo(sheet.scroller.viewport(), one.edit.rect().topLeft()).y()
            bottom = one.edit.mapTo(sheet.scroller.viewport(), one.edit.rect().bottomLeft()).y()
            assert 0 <= top < bottom <= sheet.scroller.viewport().height()
    finally:
        before.apply(app)


def test_from_when_it_goes_without_a_second_person() -> None:
    zone, now = ZoneInfo("America/Chicago"), datetime(2026, 11, 17, 16, 0, tzinfo=UTC)
    assert "a day later you can save them" in second_words(None, now, zone)
    waits = SecondAsked("Dana", now - timedelta(hours=2), now + timedelta(hours=22))
    assert "Dana asked" in second_words(waits, now, zone)
    assert "without a second person it goes from" in second_words(waits, now, zone)
    assert "goes without a second person now" in second_words(waits, now + timedelta(hours=22), zone)
