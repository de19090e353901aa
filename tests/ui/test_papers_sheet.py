"""Papers behind *More*, and the report of an import: each is saved where somebody says, and the window says so."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from callback_desk.bootstrap.press import PdfPress
from callback_desk.ui.board.page import BoardPage
from callback_desk.ui.board.papers_sheet import PAPERS, SHIFT, PapersSheet
from callback_desk.ui.imports.page import ImportPage
from callback_desk.ui.sealed_saving import DrivePassword
from callback_desk.use_cases.ports_world import Volume
from tests.ui.a_desk import Around


@pytest.fixture
def sheet(board_page: BoardPage, here: Around, tmp_path: Path) -> PapersSheet:
    board_page.show()
    here.settle()
    board_page.more.buttons["papers"].click()
    here.settle()
    found = board_page.sheets.here
    assert isinstance(found, PapersSheet)
    found.ask_for = lambda _parent, suggested: tmp_path / suggested
    return found


def test_every_paper_is_saved_and_named_afterwards(sheet: PapersSheet, here: Around, tmp_path: Path) -> None:
    sheet.forms.set_value(1)
    for name, paper in PAPERS.items():
        sheet.buttons[name].click()
        assert not sheet.buttons[name].isEnabled()
        here.settle()
        assert sheet.buttons[name].isEnabled()
        assert sheet.page.notices.now is not None
        assert sheet.page.notices.now.words == f"{paper.title} saved as {paper.file_name}."
        made = pypdfium2.PdfDocument(tmp_path / paper.file_name)
        assert len(made) >= 1
        made.close()


def test_a_paper_that_cannot_be_written_says_so_and_can_be_tried_again(
    sheet: PapersSheet, here: Around, tmp_path: Path
) -> None:
    sheet.ask_for = lambda _parent, suggested: tmp_path / "not there" / suggested
    sheet.buttons["anchors"].click()
    here.settle()
    assert sheet.buttons["anchors"].isEnabled()
    assert list(tmp_path.glob("**/*.pdf")) == []
    assert sheet.page.notices.now is not None


def test_the_shift_packet_has_as_many_forms_as_chosen(sheet: PapersSheet, here: Around, tmp_path: Path) -> None:
    pages = []
    for forms in (0, 2):
        sheet.forms.set_value(forms)
        target = tmp_path / f"{forms}.pdf"
        sheet.ask_for = lambda _parent, _suggested, target=target: target
        sheet.buttons[SHIFT].click()
        here.settle()
        made = pypdfium2.PdfDocument(target)
        pages.append(len(made))
        made.close()
    assert pages[1] > pages[0] + 2


def test_an_import_of_the_history_gets_its_report(here: Around, qtbot: QtBot, tmp_path: Path) -> None:
    page = ImportPage(here.desk, here.runner, here.news, here.notices)
    qtbot.addWidget(page)
    page.show()
    page.refresh()
    here.settle()
    page.report_paper.ask_for = lambda _parent, suggested: tmp_path / suggested
    page.choose.batch_opened.emit(page.choose.model.batches[0])
    here.settle()
    page.choose.paper.click()
    here.settle()
    (made,) = tmp_path.glob("import-*.pdf")
    assert here.notices.now is not None
    assert made.name in here.notices.now.words
    page.leave()


SECRET = "four words in a row"


@pytest.fixture
def asked(sheet: PapersSheet, here: Around, monkeypatch: pytest.MonkeyPatch) -> DrivePassword:
    """The hand-over sheet is saved onto a drive that can be carried away: a password is asked for."""
    monkeypatch.setattr(PdfPress, "volume", lambda *_: Volume.REMOVABLE)
    sheet.buttons["hand_over"].click()
    here.until(lambda: sheet.window().findChild(DrivePassword) is not None)
    found = sheet.window().findChild(DrivePassword)
    assert isinstance(found, DrivePassword)
    return found


def test_on_a_drive_the_paper_is_saved_with_a_password_typed_twice(
    sheet: PapersSheet, here: Around, tmp_path: Path, asked: DrivePassword
) -> None:
    for first, again, field in (("short", "short", asked.typed), (SECRET, SECRET + "s", asked.again)):
        asked.typed.edit.setText(first)
        asked.again.edit.setText(again)
        asked.verb.click()
        assert field.error
        assert list(tmp_path.glob("*.pdf")) == []
    asked.again.edit.setText(SECRET)
    assert not asked.again.error, "it is being put right"
    asked.verb.click()
    here.until(sheet.buttons["hand_over"].isEnabled)
    with pytest.raises(pypdfium2.PdfiumError):
        pypdfium2.PdfDocument(tmp_path / "hand-over.pdf")
    pypdfium2.PdfDocument(tmp_path / "hand-over.pdf", password=SECRET).close()
    assert sheet.page.notices.now is not None
    assert sheet.page.notices.now.words == "Hand-over sheet saved as hand-over.pdf."


def test_without_a_password_nothing_is_saved_on_a_drive_and_it_can_be_tried_again(
    sheet: PapersSheet, tmp_path: Path, asked: DrivePassword
) -> None:
    asked.way_out.click()
    assert sheet.buttons["hand_over"].isEnabled()
    assert list(tmp_path.glob("*.pdf")) == []
    assert sheet.page.notices.now is not None
    assert "People stand on this page" in str(sheet.page.notices.now.words)


def test_what_names_nobody_asks_for_no_password(
    sheet: PapersSheet, here: Around, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(PdfPress, "volume", lambda *_: Volume.REMOVABLE)
    sheet.buttons["anchors"].click()
    here.settle()
    pypdfium2.PdfDocument(tmp_path / "anchor-sheet.pdf").close()


def test_the_question_goes_away_with_its_page_and_nothing_is_saved(
    sheet: PapersSheet, board_page: BoardPage, tmp_path: Path, asked: DrivePassword
) -> None:
    assert asked.parentWidget() is board_page.window()
    holder = QWidget()
    asked.setParent(holder)  # as in the program, where the question lies over a window with several pages
    holder.show()
    asked.show()
    board_page.hide()
    assert not asked.isVisible()
    assert sheet.buttons["hand_over"].isEnabled()
    assert list(tmp_path.glob("*.pdf")) == []
