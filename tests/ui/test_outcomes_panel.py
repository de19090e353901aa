"""Settings, How calls end and Hours and shifts: what is entered counts, what is locked says so."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from pytestqt.qtbot import QtBot

from callback_desk.domain.outcomes import Outcome
from callback_desk.ui.components import Paragraph
from callback_desk.ui.desk.hours_panel import HoursPanel
from callback_desk.ui.desk.outcomes_panel import OutcomesPanel
from callback_desk.ui.desk.page import SettingsPage
from callback_desk.ui.desk.panel import Panel
from callback_desk.use_cases import agency_settings, outcome_table
from tests.ui.a_desk import Around


@pytest.fixture
def part(here: Around, qtbot: QtBot) -> Iterator[Callable[[str], Panel]]:
    page = SettingsPage(here.desk, here.runner, here.news, here.notices)
    qtbot.addWidget(page)
    page.resize(1150, 768)
    page.show()

    def shown(title: str) -> Panel:
        page.show_part(title)
        here.settle()
        assert page.part.title == title
        return page.part

    yield shown
    page.leave()
    here.settle()


def choose(panel: OutcomesPanel, outcome: Outcome) -> None:
    panel.which.set_value(outcome.value)
    panel.which.value_chosen.emit(outcome.value)


def save(panel: OutcomesPanel, here: Around, reason: str) -> None:
    panel.reason.set_text(reason)
    panel.form.verb.click()
    here.until(lambda: "Saved" in panel.form.said.text())
    here.settle()


def test_an_ending_is_changed_and_the_change_taken_back(part: Callable[[str], Panel], here: Around) -> None:
    panel = part("How calls end")
    assert isinstance(panel, OutcomesPanel)
    assert len(panel.model.lines) == len(Outcome)
    assert not panel.form.verb.isEnabled()
    choose(panel, Outcome.BUSY)
    panel.wait.set_text("15")
    panel.words.set_text("Line  busy")
    assert not panel.form.verb.isEnabled(), "a reason is needed"
    save(panel, here, "The exchange is slow.")
    busy = next(line for line in panel.model.lines if line[0] == "Line busy")
    assert busy[1:3] == ("Tried again the same day", "15 minutes")
    assert panel.said.text == "Try again in 15 minutes."
    (version,) = outcome_table.outcome_page(here.desk).versions
    assert version.changes[Outcome.BUSY].plain() == {"screen": "Line busy", "delay_min": 15}
    panel._on_back(version.number)
    here.until(lambda: "taken back" in panel.form.said.text())
    here.settle()
    assert any(line[0] == "Busy" for line in panel.model.lines)


def test_a_step_may_be_stricter_and_what_is_locked_has_no_choice(part: Callable[[str], Panel], here: Around) -> None:
    panel = part("How calls end")
    assert isinstance(panel, OutcomesPanel)
    choose(panel, Outcome.UNSAFE)
    assert panel.step.isHidden()
    assert panel.wait.isHidden()
    assert "locked" in panel.locked.text()
    choose(panel, Outcome.SOMEONE_ELSE)
    assert not panel.step.isHidden()
    panel.step.set_value("held")
    panel.step.value_chosen.emit("held")
    save(panel, here, "Families complained.")
    row = next(line for line in panel.model.lines if line[0] == "Someone else answered")
    assert row[1] == "A supervisor decides"
    assert panel.said.text == "A supervisor decides."


def test_too_short_a_wait_is_refused_and_what_was_typed_stays(part: Callable[[str], Panel], here: Around) -> None:
    panel = part("How calls end")
    assert isinstance(panel, OutcomesPanel)
    choose(panel, Outcome.AWAY)
    panel.wait.set_text("2")
    panel.reason.set_text("Faster.")
    panel.form.verb.click()
    here.until(panel.form.verb.isEnabled)
    here.settle()
    assert panel.wait.text == "2"
    assert outcome_table.outcome_page(here.desk).versions == ()


def _tuesday(shifts: object) -> list[str]:
    assert isinstance(shifts, list)
    return [one for one in shifts if one.startswith("tuesday")]


def test_a_day_gets_its_shifts_and_its_hours(part: Callable[[str], Panel], here: Around) -> None:
    panel = part("Hours and shifts")
    assert isinstance(panel, HoursPanel)
    assert panel.model.lines[1] == ("Tuesday", "9 AM - 8 PM", "9 AM - 12 PM, 1 PM - 4:30 PM")
    panel.which.set_value(1)
    panel.which.value_chosen.emit(1)
    panel.calls.set_text("10 AM - 5 PM")
    panel.shifts.set_text("10 am - 12 pm, 1 pm - 4 pm")
    panel.form.verb.click()
    here.until(lambda: "Saved" in panel.form.said.text())
    here.settle()
    assert panel.model.lines[1][1:] == ("10 AM - 5 PM", "10 AM - 12 PM, 1 PM - 4 PM")
    assert not panel.form.verb.isEnabled(), "what is shown is what was kept"
    kept = agency_settings.settings(here.desk)["calendar"]
    assert isinstance(kept, dict)
    assert _tuesday(kept["shifts"]) == ["tuesday 10:00-12:00", "tuesday 13:00-16:00"]
    assert kept["hours"] == {"tuesday": "10:00-17:00"}
    panel.calls.set_text("9 AM - 8 PM")
    panel.shifts.set_text("")
    panel.form.verb.click()
    here.until(lambda: panel.model.lines[1][2] == "Nobody")
    here.settle()
    kept = agency_settings.settings(here.desk)["calendar"]
    assert isinstance(kept, dict)
    assert (_tuesday(kept["shifts"]), kept["hours"]) == ([], {}), "the usual hours need no words"


def test_closed_days_and_what_cannot_be_read(part: Callable[[str], Panel], here: Around) -> None:
    panel = part("Hours and shifts")
    assert isinstance(panel, HoursPanel)
    before = agency_settings.settings(here.desk)
    panel.closed.set_text("12/24/2026")
    panel.closed_form.verb.click()
    here.settle()
    assert agency_settings.settings(here.desk) == before
    panel.closed.set_text("2026-12-24\n2026-12-31")
    panel.state.set_text("il")
    panel.closed_form.verb.click()
    here.until(lambda: "Saved" in panel.closed_form.said.text())
    here.settle()
    kept = agency_settings.settings(here.desk)["calendar"]
    assert isinstance(kept, dict)
    assert (kept["closed_days"], kept["state"]) == (["2026-12-24", "2026-12-31"], "IL")


def test_two_weeks_ahead_says_what_would_come_of_it_and_saves_nothing(
    part: Callable[[str], Panel], here: Around
) -> None:
    agency_settings.change_settings(here.desk, here.desk.new_operation(), {"calendar": {"shifts": []}})
    before = agency_settings.settings(here.desk)
    panel = part("Hours and shifts")
    assert isinstance(panel, HoursPanel)
    panel.shifts.set_text("7 am - 8 am")  # Monday, before anybody may be called
    panel.ahead.click()
    here.until(lambda: not panel.seen.isHidden())
    here.settle()
    said = [label.text() for label in panel.seen.findChildren(Paragraph)]
    assert said[0].startswith("The next two weeks")
    assert any("nobody is at the desk in a decent hour" in line for line in said)
    assert agency_settings.settings(here.desk) == before
    panel.shifts.set_text("seven")
    panel.ahead.click()
    assert panel.ahead.isEnabled(), "what cannot be read is said at once"
