"""*What left the desk* under Settings: the list, the details of the chosen one, and all of it as a file."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from callback_desk.ui.desk.left_panel import LeftPanel
from callback_desk.ui.desk.page import SettingsPage
from callback_desk.use_cases.paper_anchor import print_anchor_sheet
from callback_desk.use_cases.paper_privacy import print_privacy_facts
from tests.ui.a_desk import Around


def test_it_is_listed_shown_found_and_saved(here: Around, qtbot: QtBot, tmp_path: Path) -> None:
    page = SettingsPage(here.desk, here.runner, here.news, here.notices)
    qtbot.addWidget(page)
    page.resize(1150, 768)
    page.show()
    page.show_part("What left the desk")
    here.settle()
    panel = page.part
    assert isinstance(panel, LeftPanel)
    assert panel.empty.isVisibleTo(panel)
    print_anchor_sheet(here.desk, tmp_path / "anchors.pdf")
    print_privacy_facts(here.desk, tmp_path / "facts.pdf")
    page.refresh()
    here.until(lambda: panel.model.rowCount() == 2)
    assert panel.detail_words.text().startswith("Facts for the privacy officer DC-")
    panel.table.row_chosen.emit(1)
    assert panel.detail_words.text().startswith("Anchor sheet DC-")
    assert f"SHA-256 {panel.lines[1].sha256}" in panel.detail_words.text()
    panel.words.set_text("no such words")
    here.until(lambda: panel.empty.isVisibleTo(panel))
    panel.words.set_text("")
    here.until(lambda: panel.model.rowCount() == 2)
    panel.ask_for = lambda _parent, suggested: tmp_path / suggested
    panel.save.click()
    here.until(lambda: panel.model.rowCount() == 3)
    assert (tmp_path / "what-left.csv").exists()
    page.leave()
