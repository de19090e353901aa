"""In the real window: rows of an import that was taken back stay away, it is said, and one button brings them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from callback_desk.domain.incident import Pile
from callback_desk.domain.page_picture import PagePicture
from callback_desk.domain.undo import UndoPile
from callback_desk.domain.views import ListFilter
from callback_desk.ui.imports.page import ImportPage
from callback_desk.ui.imports.places import Place
from callback_desk.ui.imports.taken_back_bars import BRING, LEAVE
from callback_desk.ui.shell import Shell
from callback_desk.ui.supervisor_pages import IMPORT, SupervisorPages
from callback_desk.ui.theme import Theme
from callback_desk.ui.when import day
from callback_desk.use_cases import call_list
from tests.ui.a_desk import Around, around

NAMES = ("ABERNATHY, RENEE", "BOCANEGRA, VICTOR", "CHOUDHURY, INES", "DRAGOMIR, PAUL", "EVERSOLE, RUTH")


def page_of_nothing(_path: Path, page: int, _dpi: float) -> PagePicture:
    return PagePicture(bytes(4), 1, 1, page, page)


@pytest.fixture
def here(desk_folder: Path, qtbot: QtBot, qapp: QApplication) -> Iterator[Around]:
    Theme().apply(qapp)
    with around(desk_folder, qtbot) as made:
        yield made


@pytest.fixture
def pages(here: Around, qtbot: QtBot) -> Iterator[SupervisorPages]:
    shell = Shell()
    qtbot.addWidget(shell)
    shell.resize(1366, 768)
    made = SupervisorPages(here.desk, shell, here.runner, here.news, preview=page_of_nothing)
    shell.show()
    here.settle()
    shell.show_page(IMPORT)
    yield made
    made.leave()


def export(here: Around, path: Path, rows: int) -> Path:
    """The first people of the list; the same row in every file."""
    reported = here.desk.clock.now().astimezone(here.desk.zone).date() - timedelta(days=8)
    path.write_text(
        "IncidentNo,VicFullName,VicPhone1,VicDOB,UCR,RptDate\n"
        + "".join(
            f'26-94000{n},"{name}",(312) 555-016{n},03/2{n}/197{n},220,{reported:%m/%d/%Y} 20:40\n'
            for n, name in enumerate(NAMES[:rows])
        ),
        "utf-8",
    )
    return path


def check(here: Around, wizard: ImportPage, path: Path) -> None:
    wizard.begin_with(path)
    here.until(lambda: wizard.place is Place.MATCH)
    if wizard.match.panel.isVisibleTo(wizard):
        wizard.match.panel.field.set_text("Officers write a form, and such reports are never exported.")
        wizard.match.panel.button.click()
        here.until(lambda: not wizard.match.panel.isVisibleTo(wizard))
    wizard.match.foot.onward.click()
    here.until(lambda: wizard.place is Place.CHECK)


def bring_in(here: Around, wizard: ImportPage) -> None:
    wizard.check.foot.onward.click()
    here.until(lambda: wizard.place is Place.REPORT)
    here.settle()


def take_back_newest(here: Around, qtbot: QtBot, wizard: ImportPage) -> None:
    wizard.go_to(Place.CHOOSE)
    here.settle()
    wizard.choose.table.row_opened.emit(0)
    here.until(lambda: wizard.choose.take_back.isVisibleTo(wizard))
    wizard.choose.take_back.click()
    here.until(lambda: wizard.taking_back.sheet is not None)
    sheet = wizard.taking_back.sheet
    assert sheet is not None
    sheet.verb.click()
    here.until(lambda: wizard.taking_back.sheet is not None and wizard.taking_back.sheet is not sheet)
    done = wizard.taking_back.sheet
    assert done is not None
    assert done.report.counts.of(UndoPile.REMOVED) == 3
    qtbot.keyClick(done, Qt.Key.Key_Return)
    here.settle()


def on_the_list(here: Around) -> set[str]:
    rows = call_list.first_rows(here.desk, ListFilter(), 1_000)[1]
    return {row.name.upper() for row in rows} & set(NAMES)


def test_rows_that_were_taken_back_stay_away_until_somebody_wants_them(
    here: Around, pages: SupervisorPages, qtbot: QtBot, tmp_path: Path
) -> None:
    wizard = pages.imports
    bars = wizard.check.taken_back
    first = export(here, tmp_path / "week 1.csv", 3)
    check(here, wizard, first)
    assert not bars.isVisibleTo(wizard)
    bring_in(here, wizard)
    assert on_the_list(here) == set(NAMES[:3])
    take_back_newest(here, qtbot, wizard)
    assert on_the_list(here) == set()

    today = day(here.desk.clock.now().astimezone(here.desk.zone).date(), wizard.today)
    check(here, wizard, export(here, tmp_path / "week 2.csv", 5))
    assert bars.away.accessibleName() == f"You took these 3 rows back on {today}. They stay away."
    assert bars.away.isVisibleTo(wizard)
    assert not bars.coming.isVisibleTo(wizard)
    assert not bars.file.isVisibleTo(wizard)
    assert wizard.check.sum.counts.of(Pile.EXCLUDED) == 3
    (bring,) = bars.away.buttons
    assert bring.text() == BRING

    bring.setFocus()
    qtbot.keyClick(bring, Qt.Key.Key_Return)
    assert wizard.place is Place.BUSY
    here.until(lambda: wizard.place is Place.CHECK)
    assert wizard.check.sum.counts.of(Pile.QUEUED) == 5
    assert bars.coming.accessibleName() == "3 rows that were taken back before come with this import."
    assert not bars.away.isVisibleTo(wizard)

    (leave,) = bars.coming.buttons
    assert leave.text() == LEAVE
    leave.click()
    here.until(lambda: wizard.place is Place.CHECK)
    assert wizard.check.sum.counts.of(Pile.EXCLUDED) == 3
    assert bars.away.isVisibleTo(wizard)
    bars.away.buttons[0].click()
    here.until(lambda: wizard.place is Place.CHECK)
    bring_in(here, wizard)
    assert on_the_list(here) == set(NAMES)


def test_the_file_itself_brings_its_people_back_and_says_so(
    here: Around, pages: SupervisorPages, qtbot: QtBot, tmp_path: Path
) -> None:
    wizard = pages.imports
    bars = wizard.check.taken_back
    file = export(here, tmp_path / "week 1.csv", 3)
    check(here, wizard, file)
    bring_in(here, wizard)
    take_back_newest(here, qtbot, wizard)
    check(here, wizard, file)
    assert bars.file.accessibleName().startswith("This file was taken back on ")
    assert not bars.away.isVisibleTo(wizard)
    assert wizard.check.sum.counts.of(Pile.QUEUED) == 3
    bring_in(here, wizard)
    assert on_the_list(here) == set(NAMES[:3])
    check(here, wizard, export(here, tmp_path / "week 2.csv", 4))
    assert not bars.isVisibleTo(wizard), "what was said of one file must not stand over the next"
