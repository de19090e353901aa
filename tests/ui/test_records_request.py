"""What to ask the records system for: every heading in it is one the import takes for just that, without a question."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from callback_desk.domain.incident import Role
from callback_desk.intake.aliases import shipped_aliases
from callback_desk.intake.headings import guess_columns
from callback_desk.ui.imports.match_tables import SURE_FROM
from callback_desk.ui.imports.page import ImportPage
from callback_desk.ui.imports.records_request import NEEDED, SAFETY, USEFUL, request_text
from tests.ui.a_desk import Around

WISHES = (*NEEDED, *SAFETY, *USEFUL)


def test_every_heading_is_recognised_beside_all_the_others() -> None:
    columns, findings = guess_columns([wish.heading for wish in WISHES], [], shipped_aliases())
    took = [(one.header, one.field, one.role) for one in columns]
    assert took == [(wish.heading, wish.field, wish.role) for wish in WISHES]
    assert all(one.score >= SURE_FROM for one in columns)
    assert findings == [("other_party_number", "Suspect Phone")], "it is only compared"
    assert Role.SUSPECT in {one.role for one in columns}


def test_the_request_fits_plain_paper_and_names_the_agency() -> None:
    text = request_text("Springfield PD")
    assert "Springfield PD" in text
    assert all(wish.heading in text for wish in WISHES)
    assert max(len(line) for line in text.splitlines()) <= 88
    assert len(text.splitlines()) <= 60, "one page"


def test_it_is_copied_and_saved_from_the_import_page(here: Around, qtbot: QtBot, tmp_path: Path) -> None:
    page = ImportPage(here.desk, here.runner, here.news, here.notices)
    qtbot.addWidget(page)
    page.show()
    here.settle()
    page.requesting.ask_where = lambda _parent, _name: tmp_path / "request.txt"
    page.choose.drop.request.click()
    sheet = page.requesting.sheet
    assert sheet is not None
    sheet.copy.click()
    text = request_text(here.desk.info.agency)
    assert QGuiApplication.clipboard().text() == text
    sheet.verb.click()
    assert (tmp_path / "request.txt").read_text("utf-8") == text
    assert page.requesting.sheet is None
    page.requesting.ask_where = lambda _parent, _name: tmp_path / "nowhere" / "request.txt"
    page.choose.drop.request.click()
    assert page.requesting.sheet is not None
    here.notices.clear("request-saved")
    page.requesting.sheet.verb.click()
    assert here.notices.now is not None
    assert "cannot be saved there" in str(here.notices.now.words)
    page.leave()
