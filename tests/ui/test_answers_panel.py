"""Settings, What we say: the department's own words reach the next call, and what is never said is refused."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from callback_desk.domain.agency_answers import Answer
from callback_desk.ui.desk.answers_panel import AnswersPanel
from callback_desk.ui.desk.page import SettingsPage
from callback_desk.use_cases import agency_settings
from tests.ui.a_desk import Around


@pytest.fixture
def panel(here: Around, qtbot: QtBot) -> Iterator[AnswersPanel]:
    page = SettingsPage(here.desk, here.runner, here.news, here.notices)
    qtbot.addWidget(page)
    page.resize(1150, 768)
    page.show()
    page.show_part("What we say")
    here.settle()
    assert isinstance(page.part, AnswersPanel)
    yield page.part
    page.leave()
    here.settle()


def test_words_that_are_saved_are_ours_and_the_others_stay_the_scripts(panel: AnswersPanel, here: Around) -> None:
    assert [row[0] for row in panel.model.lines][:2] == [
        "Who has the case, or is there news?",
        "How do I get a copy of the report?",
    ]
    assert {cell for row in panel.model.lines for cell in row[1:]} == {"The script’s words"}
    assert not panel.form.verb.isEnabled()
    panel.which.set_value(Answer.VIDEO.value)
    panel._on_which(None)
    panel.english.set_text("Please bring it to the counter on Main Street,\n any day until five.")
    assert panel.form.verb.isEnabled()
    panel.form.verb.click()
    here.until(lambda: bool(panel.form.said.text()))
    here.settle()
    said = agency_settings.what_we_say(here.desk)
    assert said.answers == {"video_en": "Please bring it to the counter on Main Street, any day until five."}
    row = next(row for row in panel.model.lines if row[0] == "Where do I send a video or photos?")
    assert row[1:] == ("Our words", "The script’s words")


def test_a_promise_is_not_saved_and_the_typed_words_stay(panel: AnswersPanel, here: Around) -> None:
    panel.english.set_text("We will catch them soon.")
    panel.form.verb.click()
    assert not panel.form.verb.isEnabled()
    here.until(panel.form.verb.isEnabled)
    here.settle()
    assert agency_settings.what_we_say(here.desk).answers == {}
    assert panel.english.text == "We will catch them soon."
    assert panel.form.verb.isEnabled()


def test_the_number_is_published_at_once_and_the_card_is_written(
    panel: AnswersPanel, here: Around, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    panel.number.set_text("217 555 0123")
    panel.extension.set_text("4400")
    panel.number_form.verb.click()
    here.until(lambda: "Saved" in panel.number_form.said.text())
    here.settle()
    said = agency_settings.what_we_say(here.desk)
    assert (said.published_number, said.desk_extension) == ("217 555 0123", "4400")
    target = tmp_path / "card.pdf"
    monkeypatch.setattr(panel, "_choose_target", lambda _parent, _name: target)
    panel.card_button.click()
    here.until(lambda: "card.pdf" in panel.number_form.said.text())
    assert target.read_bytes()[:5] == b"%PDF-"
