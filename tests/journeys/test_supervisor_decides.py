"""A supervisor's day in the real window: who is called first, who is held, who speaks what, a time that was missed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from callback_desk.demo import VOLUNTEERS
from callback_desk.documents.preview import page_picture
from callback_desk.domain.call import CallCard
from callback_desk.domain.ids import CallbackId
from callback_desk.domain.many import ManyAct
from callback_desk.domain.page_picture import PagePicture
from callback_desk.domain.queue import Priority
from callback_desk.domain.views import ListFilter, Tab
from callback_desk.storage.store import SqlStorage
from callback_desk.ui.desk.people_panel import PeoplePanel
from callback_desk.ui.shell import Shell
from callback_desk.ui.supervisor_pages import QUEUE, SETTINGS, SupervisorPages
from callback_desk.ui.theme import Theme
from callback_desk.use_cases import call_list, next_call
from callback_desk.use_cases.sign_in import sign_in, sign_out
from tests.ui.a_desk import DEMO_PASSWORD, Around, around

ANNA, BEN = VOLUNTEERS[0], VOLUNTEERS[1]


@pytest.fixture(autouse=True)
def look(qapp: QApplication) -> None:
    Theme().apply(qapp)


@pytest.fixture
def here(desk_folder: Path, qtbot: QtBot) -> Iterator[Around]:
    with around(desk_folder, qtbot) as made:
        yield made


def drawn(path: Path, page: int, _dpi: float) -> PagePicture:
    return page_picture(path, page=page, dpi=72)


@pytest.fixture
def pages(here: Around, qtbot: QtBot) -> Iterator[SupervisorPages]:
    shell = Shell()
    qtbot.addWidget(shell)
    shell.resize(1366, 768)
    made = SupervisorPages(here.desk, shell, here.runner, here.news, preview=drawn)
    shell.show()
    here.settle()
    yield made
    made.leave()
    here.settle()


def next_card(here: Around, name: str = ANNA) -> CallCard | None:
    """The card a volunteer gets, who lays it down again."""
    desk = sign_in(here.office.locked(), name, DEMO_PASSWORD)
    try:
        card = next_call.claim_next(desk, desk.new_operation())
        if card is not None:
            next_call.give_back(desk, desk.new_operation(), card.callback_id, card.fence)
        return card
    finally:
        sign_out(desk)


def gone_to(pages: SupervisorPages, here: Around, tab: Tab) -> list[int]:
    pages.show(f"{QUEUE}:{tab.value}")
    people = list(call_list.all_ids(here.desk, ListFilter(tab=tab)))
    here.until(lambda: pages.queue.asked.tab is tab and list(pages.queue.model.ids) == people)
    here.settle()
    return people


def change(pages: SupervisorPages, here: Around, qtbot: QtBot, who: int, act: ManyAct, why: str, **owner: str) -> None:
    """Tick the person by key, *Change…*, what and why, the button."""
    queue = pages.queue
    queue.card.table.setFocus()
    queue.card.table.choose(who)
    qtbot.keyClick(queue.card.table, Qt.Key.Key_Space)
    assert set(queue.model.ticked) == {who}
    queue.card.foot.change.click()
    sheet = queue.many.sheet
    assert sheet is not None
    sheet.act_field.set_value(act)
    sheet.act_field.value_chosen.emit(act)
    here.settle()
    if owner:
        combo = sheet.owner_field.combo
        combo.setCurrentIndex(combo.findText(owner["owner"]))
        combo.activated.emit(combo.currentIndex())
    here.until(lambda: sheet.preview is not None and sheet.preview.act is act and bool(sheet.preview.will))
    sheet.why.set_text(why)
    sheet.verb.click()
    here.until(lambda: queue.many.sheet is None)
    here.settle()


def test_somebody_is_called_first_then_held_and_the_hold_is_lifted(
    here: Around, qtbot: QtBot, pages: SupervisorPages
) -> None:
    first = next_card(here)
    assert first is not None
    who = next(one for one in reversed(gone_to(pages, here, Tab.READY)) if one != first.callback_id)
    change(pages, here, qtbot, who, ManyAct.FIRST, "The lease of the apartment ends on Friday.")
    card = next_card(here)
    assert card is not None
    assert card.callback_id == who
    assert "The lease of the apartment ends on Friday." in card.why_now
    gone_to(pages, here, Tab.READY)
    change(pages, here, qtbot, who, ManyAct.HOLD, "The detective talks to them today.")
    card = next_card(here)
    assert card is not None
    assert card.callback_id != who, "nobody calls until a supervisor says OK"
    assert who in gone_to(pages, here, Tab.TO_DECIDE)
    change(pages, here, qtbot, who, ManyAct.OK, "The detective has talked to them.")
    card = next_card(here)
    assert card is not None
    assert card.callback_id == who, "and they still go before others"


def test_a_language_that_is_entered_brings_the_person_to_who_speaks_it(
    here: Around, qtbot: QtBot, pages: SupervisorPages
) -> None:
    before = next_card(here)
    assert before is not None
    assert isinstance(here.desk.storage, SqlStorage)
    with here.desk.storage.write() as unit:
        victim = unit.queue.victim_of(before.callback_id)
        unit.connection.exec_driver_sql(f"UPDATE victims SET language = 'pl' WHERE id = {victim}")
        unit.commit()
    pages.show(f"{SETTINGS}:People")
    here.settle()
    panel = pages.settings.part
    assert isinstance(panel, PeoplePanel)
    here.until(lambda: bool(panel.model.lines))
    panel.table.selectRow([line[0] for line in panel.model.lines].index(BEN))
    here.until(lambda: panel.languages.isVisibleTo(panel))
    panel.languages.spoken.edit.setFocus()
    qtbot.keyClicks(panel.languages.spoken.edit, "Polish")
    assert panel.languages.verb.isEnabled()
    panel.languages.verb.click()
    here.until(lambda: panel.languages.said.text() == f"Saved for {BEN}.")
    theirs, mine = next_card(here, BEN), next_card(here, ANNA)
    assert theirs is not None
    assert mine is not None
    assert theirs.callback_id == before.callback_id
    assert mine.callback_id != before.callback_id, "left to whoever speaks their language"


def test_a_time_that_was_missed_stands_on_the_board_and_goes_to_another_volunteer(
    here: Around, qtbot: QtBot, pages: SupervisorPages
) -> None:
    anna = sign_in(here.office.locked(), ANNA, DEMO_PASSWORD)
    owner = anna.session.staff.id
    sign_out(anna)
    who = call_list.all_ids(here.desk, ListFilter(tab=Tab.READY))[0]
    missed = here.desk.clock.now() - timedelta(hours=2)
    with here.desk.storage.write(here.desk.session) as unit:
        entry = unit.queue.get(CallbackId(who))
        unit.queue.put(replace(entry, promised_at=missed, ready_at=missed, priority=Priority.PROMISED))
        unit.queue.put_promise_note(entry.id, "She asked for ten o'clock.", owner=owner)
        unit.commit()
    board = pages.board
    board.refresh()
    here.until(lambda: "Promised time missed, 1" in [row.accessibleName() for row in board.slipping.rows])
    next(row for row in board.slipping.rows if row.accessibleName() == "Promised time missed, 1").click()
    here.until(lambda: pages.queue.asked.tab is Tab.MISSED and list(pages.queue.model.ids) == [who])
    here.settle()
    change(pages, here, qtbot, who, ManyAct.ASSIGN, "Anna is ill today.", owner=BEN)
    with here.desk.storage.read(here.desk.session) as unit:
        after = unit.queue.get(CallbackId(who))
    assert after.promise_owner not in (None, owner)
    assert after.promised_at == missed, "what was promised stays promised"
    card = next_card(here, BEN)
    assert card is not None
    assert card.callback_id == who
