"""How the volunteers are: a talk is ticked off and put back, a break is offered once, dates are entered."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from callback_desk.demo import VOLUNTEERS
from callback_desk.domain.call import CallResult
from callback_desk.domain.concerns import ConcernKind, NewConcern
from callback_desk.domain.ids import CallId
from callback_desk.domain.welfare import Break, Lapse, Lapsing
from callback_desk.ui.board.page import BoardPage
from callback_desk.ui.board.welfare_sheet import WelfareSheet, date_words, time_words
from callback_desk.ui.components import SecondaryButton, Toast, plain
from callback_desk.ui.desk.page import SettingsPage
from callback_desk.ui.desk.people_panel import PeoplePanel
from callback_desk.ui.shift.page import ShiftPage
from callback_desk.use_cases import finish_call, next_call, raise_concern, start_call, welfare
from callback_desk.use_cases.board import board
from callback_desk.use_cases.desk import Desk
from tests.ui.a_desk import Around, around


@pytest.fixture
def ruth(desk_folder: Path, qtbot: QtBot) -> Iterator[Around]:
    with around(desk_folder, qtbot, name=VOLUNTEERS[0]) as made:
        yield made


def hard_call(desk: Desk) -> CallId:
    card = next_call.claim_next(desk, desk.new_operation())
    assert card is not None
    started = start_call.start_call(desk, desk.new_operation(), card.callback_id, card.fence, card.phones[0].id)
    said = NewConcern(ConcernKind.DISTRESS, told_whom="Lt. Moreno", told_at=desk.clock.now())
    raise_concern.raise_concern(desk, desk.new_operation(), started.callback_id, started.call_id, said)
    result = CallResult("another_time")
    finish_call.finish_call(desk, desk.new_operation(), started.call_id, started.fence, result)
    return started.call_id


def test_a_break_is_offered_on_my_shift_and_a_talk_is_asked_for_on_the_board(
    ruth: Around, desk_folder: Path, qtbot: QtBot
) -> None:
    call = hard_call(ruth.desk)
    shift = ShiftPage(ruth.desk, ruth.runner, ruth.news)
    qtbot.addWidget(shift)
    shift.show()
    ruth.until(lambda: shift.rest.isVisibleTo(shift))
    shift.rest.take.click()
    ruth.settle()
    assert not shift.rest.take.isVisibleTo(shift)
    shift.refresh()
    ruth.settle()
    assert "Take your time" in shift.rest.words.text()
    shift.rest.left()
    assert not shift.rest.isVisibleTo(shift)

    with around(desk_folder, qtbot, office=ruth.office) as here:
        page = BoardPage(here.desk, here.runner, here.news, here.notices)
        qtbot.addWidget(page)
        page.resize(1150, 768)
        page.show()
        here.settle()
        row = next(one for one in page.waiting.rows if one.line.kind == "debrief")
        row.verb.click()
        here.settle()
        sheet = page.sheets.here
        assert isinstance(sheet, WelfareSheet)
        (line,) = sheet.model.lines
        assert (line[0], line[3], line[4]) == (VOLUNTEERS[0], "1 (1)", "1 of 1 (1 of 1)")
        toasts: list[Toast] = []
        page.toast_wished.connect(toasts.append)
        talked = next(one for one in sheet.findChildren(SecondaryButton) if one.label == "We talked")
        talked.click()
        here.until(lambda: len(toasts) == 1)
        here.settle()
        assert welfare.welfare(here.desk).debriefs == ()
        toasts[0].undone.emit()
        here.settle()
        assert [one.call for one in welfare.welfare(here.desk).debriefs] == [call]
        page.sheets.close()
        assert page.sheets.here is None
        assert page.head.isVisibleTo(page)


def test_dates_are_entered_under_people(desk_folder: Path, qtbot: QtBot) -> None:
    with around(desk_folder, qtbot) as here:
        settings = SettingsPage(here.desk, here.runner, here.news, here.notices)
        qtbot.addWidget(settings)
        settings.show()
        settings.show_part("People")
        here.settle()
        panel = settings.part
        assert isinstance(panel, PeoplePanel)
        assert not panel.dates.isVisibleTo(panel)
        place = next(at for at, line in enumerate(panel.model.lines) if line[0] == VOLUNTEERS[2])
        panel._on_row(place)
        assert panel.dates.isVisibleTo(panel)
        assert not panel.dates.verb.isEnabled()
        panel.dates.trained.set_text("in spring")
        panel.dates.verb.click()
        assert panel.dates.trained.error
        panel.dates.trained.set_text(panel.page.today.isoformat())
        panel.dates.verb.click()
        here.until(lambda: panel.dates.said.text() == f"Saved for {VOLUNTEERS[2]}.")
        here.settle()
        assert not any(one.name == VOLUNTEERS[2] for one in welfare.welfare(here.desk).lapsing)
        assert not any(one.kind == "lapse" for one in board(here.desk).items)


def test_the_words_of_a_date_and_of_a_time() -> None:
    today = date(2026, 11, 17)

    def said(what: Lapse, days: int | None) -> str:
        on = None if days is None else today + timedelta(days=days)
        return plain(date_words(Lapsing("Ruth Keller", what, on), today))

    assert said(Lapse.TRAINING, 16) == "Ruth Keller: training holds until December 3, 16 days from now."
    assert said(Lapse.TRAINING, 0) == "Ruth Keller: training holds until November 17, today."
    assert said(Lapse.SCREENING, -1) == "Ruth Keller: background screening ran out on November 16."
    assert said(Lapse.SCREENING, None) == "Ruth Keller: no date of the background screening is entered."
    assert said(Lapse.SIGN_IN, 3).startswith("Ruth Keller: has not signed in")
    assert [time_words(timedelta(minutes=one)) for one in (0, 25, 60, 185)] == ["0 min", "25 min", "1 h", "3 h 5 min"]
    assert Break.TAKEN.value == "taken"
