"""Papers behind *More*, and the report of an import: each is saved where somebody says, and the window says so."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from pytestqt.qtbot import QtBot

from callback_desk.ui.board.page import BoardPage
from callback_desk.ui.board.papers_sheet import PAPERS, SHIFT, PapersSheet
from callback_desk.ui.imports.page import ImportPage
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
