"""Trouble becomes a sentence, changes become news, every value has its words."""

from __future__ import annotations

import logging
from enum import Enum
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from callback_desk.domain.changes import Changes, Done
from callback_desk.domain.errors import DeskBug, DiskFull
from callback_desk.ui.components import Tone
from callback_desk.ui.news import News
from callback_desk.ui.notices import Notice, Notices, bug_number, notice_of
from callback_desk.ui.sentences import add_sentences, known_kinds, sentence


def fail(secret: str) -> None:
    raise ValueError(secret)


def broken(secret: str) -> BaseException:
    try:
        fail(secret)
    except ValueError as trouble:
        return trouble
    raise AssertionError


@pytest.fixture
def notices(qtbot: QtBot) -> Notices:
    made = Notices()
    qtbot.addWidget(made.place)
    return made


def test_a_fault_is_shown_in_its_own_words(notices: Notices) -> None:
    notices.show_error(DiskFull("The disk is full. Free some room, then try again."))
    assert notices.now is not None
    assert notices.now.words == "The disk is full. Free some room, then try again."
    assert not notices.place.isHidden()


def test_our_own_mistake_is_a_number_and_tells_nothing_else(
    caplog: pytest.LogCaptureFixture, expected_logs: Any
) -> None:
    expected_logs.allow(r"bug B-[0-9A-F]{8} ValueError at fail:\d+ < broken:\d+")
    secret = "Elena Marchetti, 312 555 0142"
    with caplog.at_level(logging.ERROR):
        notice = notice_of(broken(secret))
    assert bug_number(broken(secret)) == bug_number(broken("another")), "the same place, the same number"
    assert str(notice.code) in str(notice.words)
    for part in ("Elena", "Marchetti", "0142"):
        assert part not in caplog.text
        assert part not in str(notice.words)
    assert notice.code in caplog.text


def test_a_desk_bug_is_a_number_too(expected_logs: Any) -> None:
    expected_logs.allow(r"bug B-[0-9A-F]{8} DeskBug")
    assert notice_of(DeskBug("There is no page named x.")).code.startswith("B-")


def test_one_notice_shows_and_a_second_waits(notices: Notices) -> None:
    notices.show(Notice("First", actions=("OK",), code="1"))
    notices.show(Notice("Second", actions=("OK",), code="2"))
    notices.show(Notice("First again", code="1"))
    assert notices.now is not None
    assert notices.now.words == "First"
    assert [notice.words for notice in notices.waiting] == ["Second"]
    notices._bar.action.emit(0)
    assert notices.now.words == "Second"
    notices._bar.action.emit(0)
    assert notices.now is None
    assert notices.place.isHidden()


def test_red_goes_before_the_others_and_stays_until_answered(notices: Notices) -> None:
    answers: list[int] = []
    notices.show(Notice("Gray", code="g"))
    notices.show(Notice("Not saved", Tone.DANGER, ("Try again",), answers.append, "red"))
    notices.show(Notice("Amber", Tone.WARN, code="a"))
    notices.show(Notice("Second red", Tone.DANGER, ("OK",), code="red2"))
    assert notices.now is not None
    assert notices.now.words == "Not saved"
    assert [notice.words for notice in notices.waiting] == ["Second red", "Gray", "Amber"]
    notices._bar.action.emit(0)
    assert answers == [0]
    assert notices.now.words == "Second red"


def test_a_notice_goes_when_its_reason_has_gone(notices: Notices) -> None:
    notices.show(Notice("Not saved", Tone.DANGER, code="save"))
    notices.clear("save")
    assert notices.now is None


def test_pressing_its_own_button_away_harms_nothing(notices: Notices, qtbot: QtBot) -> None:
    notices.show(Notice("First", actions=("OK",)))
    notices._bar.buttons[0].click()
    qtbot.wait(1)
    assert notices.now is None


def test_news_passes_on_what_changed_and_only_that(qtbot: QtBot) -> None:
    news = News()
    heard: list[Changes] = []
    news.changed.connect(heard.append)
    news.tell(Changes.QUEUE | Changes.CALL)
    news.tell(Done(Changes.REVIEW, 7))
    news.tell(Changes.NOTHING)
    news.tell("words")
    assert heard == [Changes.QUEUE | Changes.CALL, Changes.REVIEW]


class Weather(Enum):
    DRY = 1
    WET = 2


class Wind(Enum):
    STILL = 1


def test_every_value_has_its_words_or_is_refused_at_once() -> None:
    with pytest.raises(DeskBug, match="WET"):
        add_sentences(Weather, {Weather.DRY: "It is dry."})
    with pytest.raises(DeskBug):
        sentence(Weather.DRY)
    table = {Wind.STILL: "No wind."}
    add_sentences(Wind, table)
    add_sentences(Wind, table)
    assert sentence(Wind.STILL) == "No wind."
    assert Wind in known_kinds()
    with pytest.raises(DeskBug):
        add_sentences(Wind, {Wind.STILL: "Calm."})
