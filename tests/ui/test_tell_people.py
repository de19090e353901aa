"""Whom to telephone, in what order, what cannot wait, and what the form of a number asks: in words, at every size."""

from __future__ import annotations

from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import cast

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from callback_desk.call_script.wording import Segment, Words
from callback_desk.domain.tip import NewTip
from callback_desk.ui.call.beside_sheets import with_tenth_key
from callback_desk.ui.call.hand import CallInHand
from callback_desk.ui.call.key_bar import END_CLOSED, KeyBar, Scene, Wish
from callback_desk.ui.call.line_marks import LineMarks
from callback_desk.ui.call.room import Room
from callback_desk.ui.call.sheet import said
from callback_desk.ui.call.told import TellPeople
from callback_desk.ui.call.urgent import UrgentSheet
from callback_desk.ui.components import Choice, Icon, plain
from callback_desk.ui.theme import Theme, current_theme
from callback_desk.use_cases.danger_now import ToTell

NOON = datetime(2026, 11, 17, 18, tzinfo=UTC)
PEOPLE = (ToTell("Dana Whitlock", "Supervisor", "4402"), ToTell("Front desk", "Always staffed", "4400"))


@pytest.fixture
def hand() -> CallInHand:
    desk = SimpleNamespace(clock=SimpleNamespace(now=lambda: NOON), zone=UTC)
    return cast(CallInHand, SimpleNamespace(desk=desk))


def words_of(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if not label.isHidden())


@pytest.mark.parametrize("room", list(Room))
def test_who_comes_first_is_said_and_not_only_drawn(qtbot: QtBot, hand: CallInHand, room: Room) -> None:
    people = TellPeople(hand, room, danger=True)
    for part in (people, people.cards):
        qtbot.addWidget(part)
    people.show_people(PEOPLE)
    shown = words_of(people.cards)
    first, second = ("First: ", "No answer: ") if room is Room.TIGHT else ("Telephone first", "No answer after")
    assert shown.index(first) < shown.index("Dana Whitlock") < shown.index(second) < shown.index("Front desk")


@pytest.mark.parametrize("room", list(Room))
def test_why_the_call_cannot_be_ended_yet_stands_in_the_bar(qtbot: QtBot, room: Room) -> None:
    bar = KeyBar()
    qtbot.addWidget(bar)
    bar.show_scene(Scene.DANGER, room)
    assert END_CLOSED in words_of(bar)


@pytest.mark.parametrize(
    ("text", "act_by", "shown"),
    [
        ("It keeps 14 days", date(2026, 11, 20), "It keeps 14 days. Act by November 20."),
        ("It keeps 14 days.", date(2026, 11, 20), "It keeps 14 days. Act by November 20."),
        ("black van", None, "black van"),
    ],
)
def test_a_line_that_cannot_wait_is_a_sentence_of_its_own(
    qtbot: QtBot, hand: CallInHand, text: str, act_by: date | None, shown: str
) -> None:
    sheet = UrgentSheet(hand, [NewTip(1, text, NOON, act_by=act_by)], "", Room.FULL)
    qtbot.addWidget(sheet)
    assert shown in words_of(sheet).replace("\u00a0", " ").split("\n")


def test_what_is_only_to_be_asked_has_no_tick(qtbot: QtBot) -> None:
    marks = LineMarks("Serial 4KX-0917-QD, IMEI 356938035643809")
    qtbot.addWidget(marks)
    icons = {
        sentence.split(":")[0]: icon._name
        for sentence, icon in zip(marks.sentences, marks.findChildren(Icon), strict=True)
    }
    assert icons == {"IMEI": "check-ring", "Serial": "hand"}


def test_words_of_the_script_are_shown_with_typographic_quotes() -> None:
    runs = said(Words((Segment("A neighbor's doorbell, "), Segment("217 555 0100", strong=True))))
    assert plain(runs).replace("\u00a0", " ") == "A neighbor’s doorbell, 217 555 0100"


@pytest.mark.parametrize("room", list(Room))
def test_who_was_told_is_pressed_where_nothing_scrolls_in_a_low_window(
    qtbot: QtBot, hand: CallInHand, room: Room
) -> None:
    """Under the longer words for self-harm the button was cut in half."""
    sheet = UrgentSheet(hand, [NewTip(1, "black van", NOON)], "", room)
    qtbot.addWidget(sheet)
    sheet.show_people(PEOPLE)
    button = sheet.people.button
    scrolled = any(area.isAncestorOf(button) for area in sheet.findChildren(QScrollArea))
    assert sheet.isAncestorOf(button)
    assert scrolled == (room is Room.FULL)


@pytest.mark.parametrize("count", [9, 10, 11])
def test_the_tenth_beside_the_questions_has_0(count: int) -> None:
    choices = with_tenth_key([Choice(f"c{n}", f"Card {n}") for n in range(count)])
    assert [choice.number for choice in choices[9:10]] == ["0"] * (count > 9)
    assert not any(choice.number for choice in choices[10:])


def test_the_bar_grows_with_the_text_in_the_same_room(qtbot: QtBot) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    before = current_theme()
    bar = KeyBar()
    qtbot.addWidget(bar)
    bar.show_scene(Scene.QUESTION, Room.FOLDED)
    small = bar.sizeHint().height()
    try:
        Theme(before.mode, 2.0).apply(app)
        grown = KeyBar()
        qtbot.addWidget(grown)
        grown.show_scene(Scene.QUESTION, Room.FOLDED)
        assert bar.sizeHint() == grown.sizeHint()
        assert bar.sizeHint().height() >= 2 * small - 2
        assert set(bar.buttons) == set(grown.buttons) >= {Wish.DANGER}
    finally:
        before.apply(app)
