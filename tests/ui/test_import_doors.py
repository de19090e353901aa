"""Rows from the clipboard, files that arrive in a folder, and what is left of both after the import."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from callback_desk.ui.components import Dialog
from callback_desk.ui.imports.arrivals_card import size_words
from callback_desk.ui.imports.page import ImportPage
from callback_desk.ui.imports.paste_sheet import NO_ROWS, TOO_MUCH, looks_like_rows, wrong_with
from callback_desk.ui.imports.places import Place
from callback_desk.use_cases import import_report
from tests.ui.a_desk import Around


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "OneDrive" / "From records"
    made.mkdir(parents=True)
    return made


@pytest.fixture
def page(here: Around, qtbot: QtBot, folder: Path) -> Iterator[ImportPage]:
    QGuiApplication.clipboard().clear()
    made = ImportPage(here.desk, here.runner, here.news, here.notices, choose_folder=lambda _parent: folder)
    qtbot.addWidget(made)
    made.resize(1150, 768)
    made.show()
    here.settle()
    yield made
    made.leave()
    QGuiApplication.clipboard().clear()


def rows(here: Around, apart: str) -> str:
    day = here.desk.clock.now().astimezone(here.desk.zone).date() - timedelta(days=9)
    people = [
        f"26-038800|Amarchetti Elena|(312) 555-0100|03/14/1971|220|{day:%m/%d/%Y}",
        f"26-038801|Bmarchetti Elena|(312) 555-0101|03/15/1971|220|{day:%m/%d/%Y}",
    ]
    lines = ["IncidentNo|VicFullName|VicPhone1|VicDOB|UCR|RptDate", *people]
    return "".join(line.replace("|", apart) + "\r\n" for line in lines)


def through(page: ImportPage, here: Around) -> None:
    here.until(lambda: page.place is Place.MATCH)
    page.match.check_wanted.emit()
    here.until(lambda: page.place is Place.CHECK)
    page.check.import_wanted.emit()
    here.until(lambda: page.place is Place.REPORT)


def test_pasted_rows_go_the_same_way_and_the_clipboard_is_cleared_only_when_asked(
    page: ImportPage, here: Around
) -> None:
    clipboard = QGuiApplication.clipboard()
    clipboard.setText(rows(here, "\t"))
    page.pasting.keys.activated.emit()
    through(page, here)
    assert import_report.batches(here.desk)[0].file_name == "Pasted rows"
    assert "still on the clipboard" in page.report.file_words.text()
    assert page.report.clear.isVisible()
    assert not page.report.remove.isVisible()
    assert "IncidentNo" in clipboard.text(), "nobody asked yet"
    page.report.clear.click()
    assert clipboard.text() == ""
    assert "no longer on the clipboard" in page.report.file_words.text()
    assert not page.report.clear.isVisible()


def test_what_somebody_copied_since_is_left_alone(page: ImportPage, here: Around) -> None:
    clipboard = QGuiApplication.clipboard()
    clipboard.setText(rows(here, "\t"))
    page.pasting.paste()
    through(page, here)
    clipboard.setText("something else")
    page.report.clear.click()
    assert clipboard.text() == "something else"


def test_the_sheet_says_what_is_missing_and_takes_rows_that_were_typed_into_it(page: ImportPage, here: Around) -> None:
    QGuiApplication.clipboard().setText("no rows at all")
    page.choose.drop.paste.click()
    sheet = page.pasting.sheet
    assert sheet is not None
    assert sheet.rows == "", "words that are no rows are not shown"
    sheet.verb.click()
    assert sheet.field.error == NO_ROWS
    sheet.field.set_text(rows(here, "\t"))
    sheet.verb.click()
    here.until(lambda: page.place is Place.MATCH)
    assert page.pasting.sheet is None


def test_what_counts_as_rows_and_what_is_too_much() -> None:
    assert looks_like_rows("Case\tName")
    assert not looks_like_rows("one line of words")
    assert wrong_with(" \n") == NO_ROWS
    assert wrong_with("a\tb\n" * 300_000) == TOO_MUCH
    assert wrong_with("a\tb\n") == ""


def test_files_that_arrive_are_offered_and_never_imported_by_themselves(
    page: ImportPage, here: Around, folder: Path
) -> None:
    card = page.choose.arrivals
    assert not card.stop.isVisible()
    file = folder / "monday.csv"
    file.write_text(rows(here, ","), "utf-8")
    card.choose.click()
    here.until(card.stop.isVisible)
    assert card.lines == [], "a file is offered when it has come to rest"
    here.until(lambda: len(card.lines) == 1)
    assert card.heading.text() == "1 file has arrived in From records"
    assert card.lines[0].words.text() == "monday.csv"
    assert f"{file.stat().st_size} bytes, saved" in card.lines[0].detail.text()
    assert "copied to OneDrive" in card.cloud.accessibleName()
    before = len(import_report.batches(here.desk))
    page.hide()
    (folder / "tuesday.csv").write_text(rows(here, ";"), "utf-8")
    counted: list[int] = []
    page.watching.counted.connect(counted.append)
    page.watching.look()  # as it does each minute that the page is out of sight
    here.until(lambda: counted[-1:] == [2])
    (folder / "tuesday.csv").unlink()
    page.show()
    page.watching.look()
    here.until(lambda: len(card.lines) == 1)
    card.lines[0].button.click()
    here.until(lambda: page.place is Place.MATCH)
    assert here.notices.now is not None
    assert "copied to OneDrive" in str(here.notices.now.words)
    assert len(import_report.batches(here.desk)) == before
    through(page, here)
    assert page.report.cloud.isVisible()
    page.report.another_wanted.emit()
    here.until(lambda: len(card.lines) == 1 and "Imported" in card.lines[0].detail.text())
    assert card.heading.text() == "No new file in From records"
    card.stop.click()
    here.until(lambda: not card.stop.isVisible())
    assert card.lines == []


def test_a_changed_file_is_not_removed(page: ImportPage, here: Around, tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text(rows(here, ","), "utf-8")
    page.begin_with(file)
    through(page, here)
    with file.open("a", encoding="utf-8") as added:
        added.write("one more\n")
    page.report.remove.click()
    dialog = next(one for one in page.findChildren(Dialog) if one.isVisible())
    dialog.verb.click()
    here.until(lambda: here.notices.now is not None)
    assert "has changed since it was read" in str(here.notices.now.words)
    assert file.exists()
    assert page.report.remove.isVisible()


def test_sizes_are_said_as_people_say_them() -> None:
    assert [size_words(n) for n in (1, 812, 48_300, 1_240_000)] == ["1 byte", "812 bytes", "48 KB", "1.2 MB"]
