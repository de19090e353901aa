"""Every type of question can be answered on the screen, by number keys and by the mouse, and says its error."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import lru_cache
from types import SimpleNamespace
from typing import cast
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from callback_desk.call_script.facts import Facts
from callback_desk.call_script.form import Form
from callback_desk.call_script.form_reader import form_from_xform
from callback_desk.call_script.navigator import Navigator
from callback_desk.call_script.steps import Step
from callback_desk.call_script.typed_words import TypedIn
from callback_desk.call_script.workbook import compile_script
from callback_desk.ui.call.answer_minimal import MinimalPart
from callback_desk.ui.call.answer_rank import RankPart
from callback_desk.ui.call.answer_scale import ScaleChoice, ScalePart
from callback_desk.ui.call.answer_typed import TypedPart
from callback_desk.ui.call.answers import ChoicesPart, FixedPart, ManyPart
from callback_desk.ui.call.hand import CallInHand
from callback_desk.ui.call.question_sheet import QuestionSheet
from callback_desk.ui.call.room import Room

NOON = datetime(2026, 11, 17, 18, tzinfo=UTC)
FORM = """
| survey |
| | type | name | label | required | appearance | read_only | default |
| | {kind} | q | What is it? | {required} | {appearance} | {read_only} | {default} |
| | note | n | Next | | | | |
| choices |
| | list_name | name | label |
| | c | a | Very good |
| | c | b | Good |
| | c | d | Neither good nor bad |
| | c | e | Bad |
| | long | f | Incomprehensibilities |
| | long | g | Counterrevolutionaries |
| | long | h | Uncharacteristically |
| | long | i | Internationalization |
"""


@lru_cache(maxsize=32)
def form_of(kind: str, appearance: str, required: str, read_only: str, default: str) -> Form:
    cells = {"appearance": appearance, "required": required, "read_only": read_only, "default": default}
    return form_from_xform(compile_script(FORM.format(kind=kind, **cells)).xform)


class Hand:
    """What a sheet asks of the call in hand, over a real navigator; nothing is saved."""

    def __init__(self, form: Form) -> None:
        self.nav = Navigator(form, Facts(), language="default", now=NOON, zone=UTC)
        self.typed: dict[TypedIn, str] = {}
        self.no_call = "I did not dial"
        self.at_start = False
        self.desk = SimpleNamespace(clock=SimpleNamespace(now=lambda: NOON), zone=ZoneInfo("America/Chicago"))
        self.sheet: QuestionSheet | None = None

    @property
    def step(self) -> Step:
        return self.nav.step

    @property
    def said(self) -> dict[str, str]:
        return {answer.question: answer.value for answer in self.nav.answers()}

    def _changed(self) -> None:
        if self.sheet is not None and self.step.key == self.sheet.key:
            self.sheet.refresh(self.step)

    def press(self, key: str) -> None:
        self.nav.press(key)
        self._changed()

    def choose(self, name: str) -> None:
        self.press(next(choice.key for choice in self.step.choices if choice.name == name))

    def answer(self, value: str, *, go_on: bool = False) -> None:
        if not self.nav.answer(value).error and go_on:
            self.nav.go_on()
        self._changed()

    def go_on(self) -> None:
        self.nav.go_on()
        self._changed()

    def typing(self, place: TypedIn, text: str) -> None:
        self.typed[place] = text


Show = Callable[..., Hand]


@pytest.fixture
def show(qtbot: QtBot) -> Show:
    def begin(
        kind: str,
        appearance: str = "",
        required: str = "",
        read_only: str = "",
        default: str = "",
        room: Room = Room.FULL,
    ) -> Hand:
        hand = Hand(form_of(kind, appearance, required, read_only, default))
        hand.sheet = QuestionSheet(cast(CallInHand, hand), hand.step, room)
        qtbot.addWidget(hand.sheet)
        hand.sheet.resize(760, 640)
        hand.sheet.show()
        return hand

    return begin


def sheet_of(hand: Hand) -> QuestionSheet:
    assert hand.sheet is not None
    return hand.sheet


def test_a_ranking_shows_places_and_takes_them_back(show: Show, qtbot: QtBot) -> None:
    hand = show("rank c")
    part = sheet_of(hand).part
    assert isinstance(part, RankPart)
    for key in "3124":
        assert sheet_of(hand).press_number(key)
    assert [one.accessibleDescription() for one in part.choices] == ["Place 2", "Place 3", "Place 1", "Place 4"]
    qtbot.mouseClick(part.choices[2], Qt.MouseButton.LeftButton)
    assert [one.accessibleDescription() for one in part.choices] == ["Place 1", "Place 2", "No place yet", "Place 3"]
    assert [one.isChecked() for one in part.choices] == [True, True, False, True]
    sheet_of(hand).go_on()
    assert part.words.text() == "Give every answer a place, or none of them."
    sheet_of(hand).press_number("3")
    assert part.words.text().startswith("Press them in order")
    sheet_of(hand).enter()
    assert (hand.said, hand.step.heading) == ({"q": "a b e d"}, "Next")


def test_a_number_without_an_answer_ranks_nothing(show: Show) -> None:
    hand = show("rank c")
    assert not sheet_of(hand).press_number("9")
    assert hand.said == {}


def test_a_scale_stands_side_by_side(show: Show, qtbot: QtBot) -> None:
    hand = show("select_one c", "likert")
    part = sheet_of(hand).part
    assert isinstance(part, ScalePart)
    qtbot.waitUntil(lambda: part.choices[3].x() > part.choices[0].x())
    assert all(isinstance(one, ScaleChoice) for one in part.choices)
    assert len({one.y() for one in part.choices}) == 1
    assert len({one.height() for one in part.choices}) == 1
    assert [one.accessibleName() for one in part.choices] == [
        "1 Very good", "2 Good", "3 Neither good nor bad", "4 Bad",
    ]  # fmt: skip
    qtbot.mouseClick(part.choices[1], Qt.MouseButton.LeftButton)
    assert (hand.said, hand.step.heading) == ({"q": "b"}, "Next")


@pytest.mark.parametrize(("kind", "room"), [("select_one c", Room.TIGHT), ("select_one long", Room.FULL)])
def test_a_scale_without_room_stands_as_a_list(show: Show, kind: str, room: Room) -> None:
    hand = show(kind, "likert", room=room)
    assert type(sheet_of(hand).part) is ChoicesPart
    assert sheet_of(hand).press_number("4")
    assert hand.step.heading == "Next"


def test_a_closed_list_is_answered_by_letters_and_enter(show: Show, qtbot: QtBot) -> None:
    hand = show("select_one c", "minimal", required="yes")
    part = sheet_of(hand).part
    assert isinstance(part, MinimalPart)
    assert part.start() is part.field.combo
    assert part.field.combo.currentText() == "Choose an answer"
    qtbot.keyClicks(part.field.combo, "Nei")
    assert hand.said == {"q": "d"}
    qtbot.keyClick(part.field.combo, Qt.Key.Key_Return)
    assert hand.step.heading == "Next"


def test_a_closed_list_shows_its_answer_and_can_be_emptied(show: Show) -> None:
    hand = show("select_one c", "minimal", default="b")
    part = sheet_of(hand).part
    assert isinstance(part, MinimalPart)
    assert part.field.combo.currentText() == "Good"
    part.field.combo.setCurrentIndex(0)
    part.field.combo.activated.emit(0)
    assert (hand.said, hand.step.answer) == ({}, "")


def test_several_answers_close_together(show: Show, qtbot: QtBot) -> None:
    hand = show("select_multiple c", "minimal")
    part = sheet_of(hand).part
    assert isinstance(part, ManyPart)
    qtbot.waitUntil(lambda: part.choices[1].x() > part.choices[0].x())
    assert part.choices[0].y() == part.choices[1].y() < part.choices[2].y()
    sheet_of(hand).press_number("4")
    sheet_of(hand).press_number("1")
    assert hand.said == {"q": "a e"}
    sheet_of(hand).enter()
    assert hand.step.heading == "Next"


def test_an_acknowledge_is_one_button_and_enter_presses_it(show: Show) -> None:
    hand = show("acknowledge", required="yes")
    part = sheet_of(hand).part
    assert [one.accessibleName() for one in part.choices] == ["1 OK"]
    sheet_of(hand).go_on()
    assert sheet_of(hand).error.text() == "This one needs an answer before you go on."
    sheet_of(hand).enter()
    assert (hand.said, hand.step.heading) == ({"q": "OK"}, "Next")


def test_what_cannot_be_changed_is_shown(show: Show) -> None:
    hand = show("integer", read_only="yes", default="42")
    part = sheet_of(hand).part
    assert isinstance(part, FixedPart)
    assert part.start() is None
    assert "42" in [label.text() for label in part.findChildren(type(sheet_of(hand).error))]
    sheet_of(hand).enter()
    assert hand.step.heading == "Next"


def test_or_other_asks_for_words(show: Show, qtbot: QtBot) -> None:
    hand = show("select_one c or_other")
    assert sheet_of(hand).press_number("5")
    assert hand.step.heading == "Specify other."
    assert hand.step.question is not None and hand.step.question.name == "q_other"


@pytest.mark.parametrize(
    ("kind", "typed", "kept"),
    [
        ("date", "11/23", "2026-11-23"),
        ("date", "thursday", "2026-11-19"),
        ("time", "2 pm", "14:00"),
        ("dateTime", "11/23 9:30 AM", "2026-11-23T09:30"),
        ("dateTime", "Nov 23 2 pm", "2026-11-23T14:00"),
        ("dateTime", "today 14:05", "2026-11-17T14:05"),
        ("integer", "12", "12"),
        ("decimal", "2.5", "2.5"),
        ("text", "<b>words</b>", "<b>words</b>"),
    ],
)
def test_what_is_typed_is_read_as_it_is_said(show: Show, qtbot: QtBot, kind: str, typed: str, kept: str) -> None:
    hand = show(kind)
    part = sheet_of(hand).part
    assert isinstance(part, TypedPart)
    qtbot.keyClicks(part.field.edit, typed)
    qtbot.keyClick(part.field.edit, Qt.Key.Key_Return)
    assert (hand.said, hand.step.heading) == ({"q": kept}, "Next")


@pytest.mark.parametrize("kind", ["date", "time", "dateTime", "integer", "decimal"])
def test_what_cannot_be_read_stays_typed_and_is_said(show: Show, qtbot: QtBot, kind: str) -> None:
    hand = show(kind)
    part = sheet_of(hand).part
    assert isinstance(part, TypedPart)
    qtbot.keyClicks(part.field.edit, "soonish")
    qtbot.keyClick(part.field.edit, Qt.Key.Key_Return)
    assert (part.field.text, hand.said) == ("soonish", {})
    assert "or example " in hand.step.error
    QApplication.processEvents()
    assert sheet_of(hand).error.text() == ""  # it stands at the field
