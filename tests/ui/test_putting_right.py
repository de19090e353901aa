"""The foot of the side panel: something is put right, with a reason; nothing to put right, and it is not there."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from callback_desk.domain.ids import CallbackId
from callback_desk.domain.views import ListFilter, ShownState
from callback_desk.ui.queue.list_page import QueuePage
from callback_desk.use_cases import call_list, decide_hold
from callback_desk.use_cases.put_right import Wrong
from tests.ui.a_desk import Around


@pytest.fixture
def page(queue_page: QueuePage) -> QueuePage:
    return queue_page


def waiting(here: Around) -> CallbackId:
    rows = call_list.rows_by_id(here.desk, call_list.all_ids(here.desk, ListFilter()))
    return next(row.id for row in rows if row.shown is ShownState.READY and not row.tries)


def test_who_was_kept_off_by_mistake_comes_back_with_a_reason(page: QueuePage, here: Around) -> None:
    one = waiting(here)
    page.open_person(one)
    here.until(lambda: page.panel.person == one and page.panel_open)
    here.settle()
    part = page.fix_part
    assert not part.open.isVisibleTo(page), "nothing is wrong yet"
    decide_hold.keep_off(here.desk, here.desk.new_operation(), [one])
    page.open_person(one)
    here.until(lambda: part.open.isVisibleTo(page))
    part.open.click()
    assert part.chosen is Wrong.KEPT_OFF
    assert not part.ending.isVisibleTo(page)
    QTest.keyClick(part.reason.edit, Qt.Key.Key_Escape)
    assert not part.form_open
    assert page.panel_open, "Esc closes the form and not the panel"
    part.open.click()
    part.do.click()
    assert part.reason.error
    part.reason.set_text("The wrong person was ticked.")
    part.do.click()
    here.until(lambda: call_list.why(here.desk, one).state == "waiting")
    here.until(lambda: not part.open.isVisibleTo(page) and not part.form_open)
