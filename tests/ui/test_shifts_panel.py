"""Who comes when: people are ticked for a shift, a day is added, somebody is away; the board says the same."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from pytestqt.qtbot import QtBot

from callback_desk.demo import VOLUNTEERS
from callback_desk.domain.board_views import ShiftAhead
from callback_desk.ui.board.desks_card import shift_words, when_words
from callback_desk.ui.components import Paragraph, QuietButton, plain
from callback_desk.ui.desk.page import SettingsPage
from callback_desk.ui.desk.shifts_panel import ShiftsPanel
from callback_desk.use_cases import roster
from tests.ui.a_desk import Around


@pytest.fixture
def panel(here: Around, qtbot: QtBot) -> ShiftsPanel:
    page = SettingsPage(here.desk, here.runner, here.news, here.notices)
    qtbot.addWidget(page)
    page.resize(1150, 768)
    page.show()
    page.show_part("Who comes when")
    here.settle()
    assert isinstance(page.part, ShiftsPanel)
    return page.part


def test_who_comes_a_single_day_and_who_is_away(panel: ShiftsPanel, here: Around) -> None:
    before = panel.model.rowCount()
    assert before > 3, "the demo desk has shifts"
    assert not panel.seats_form.verb.isEnabled()
    carmen = next(one.id for one in roster.roster(here.desk).people if one.name == VOLUNTEERS[1])
    shift = panel.shift
    assert shift is not None
    panel.boxes[carmen].setChecked(True)
    panel.seats_form.verb.click()
    here.settle()
    assert carmen in roster.roster(here.desk).roster.seats[shift.said()]
    assert VOLUNTEERS[1] in str(panel.model.lines[0][1])

    panel.day.set_text("Saturday")
    panel.hours.set_text("10 AM - 1 PM")
    panel.day_form.verb.click()
    here.until(lambda: panel.model.rowCount() == before + 1)
    single = roster.roster(here.desk).shifts[-1]
    assert (single.on is not None, single.weekday) == (True, 5)
    assert panel.day.text == ""

    panel.who.set_value(carmen)
    panel.first.set_text("someday")
    panel.away_form.verb.click()
    assert panel.first.error
    panel.first.set_text("Saturday")
    panel.away_form.verb.click()
    here.until(lambda: bool(roster.roster(here.desk).roster.absences))
    here.settle()
    back = next(one for one in panel.findChildren(QuietButton) if one.label == "Comes after all")
    assert back.accessibleName().startswith(VOLUNTEERS[1])
    back.click()
    here.until(lambda: not roster.roster(here.desk).roster.absences)
    here.settle()
    assert "Nobody is entered as away." in [one.text() for one in panel.findChildren(Paragraph)]

    panel.table.selectRow(before)
    panel._on_row(before)
    assert panel.drop.isVisibleTo(panel)
    panel.drop.click()
    here.until(lambda: panel.model.rowCount() == before)


def test_the_words_of_a_shift(here: Around) -> None:
    now, zone = datetime(2026, 11, 17, 16, tzinfo=UTC), here.desk.zone  # Tuesday, 10 in the morning

    def ahead(hours: float, *names: str, **given: object) -> ShiftAhead:
        start = now + timedelta(hours=hours)
        return ShiftAhead(start, start + timedelta(hours=2), names, **given)  # type: ignore[arg-type]

    assert when_words(ahead(-1), now, zone) == "Now"
    assert when_words(ahead(3), now, zone) == "1:00 PM"
    assert when_words(ahead(24), now, zone) == "Wed"
    assert plain(shift_words(ahead(3, "Ruth Keller", "Carmen Ibarra", promises=1))) == (
        "Ruth Keller, Carmen Ibarra, and 1 promise"
    )
    assert (
        plain(shift_words(ahead(3, away=("Ruth Keller",), promises=3))) == "Nobody (Ruth Keller away), and 3 promises"
    )
    assert plain(shift_words(ahead(3, entered=False))) == "A shift; who comes is not entered"
