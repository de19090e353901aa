"""One sheet serves the questions of a call in turn: nothing of the question before is left on it, or counts on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import cast

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from callback_desk.call_script.form import Appearance, Question, QuestionKind
from callback_desk.call_script.state import Line
from callback_desk.call_script.steps import Crumb, ShownChoice, Step
from callback_desk.call_script.typed_words import TypedIn
from callback_desk.call_script.wording import Segment, Words
from callback_desk.domain.tip import NewTip, TipKind
from callback_desk.ui.call.hand import CallInHand
from callback_desk.ui.call.question_sheet import QuestionSheet
from callback_desk.ui.call.room import Room

NOON = datetime(2026, 11, 17, 18, tzinfo=UTC)
K = QuestionKind


class Hand:
    """What a sheet asks of the call in hand; it remembers what was answered and goes nowhere by itself."""

    def __init__(self) -> None:
        self.typed: dict[TypedIn, str] = {}
        self.no_call = "I did not dial"
        self.at_start = False
        self.someone_else = False
        self.heard: list[str] = []
        self.then: Step | None = None  # what an answer leads to
        self.sheet: QuestionSheet | None = None
        self.desk = SimpleNamespace(clock=SimpleNamespace(now=lambda: NOON), zone=UTC)
        self.nav = SimpleNamespace(
            language="en", form=SimpleNamespace(languages=("en", "es")), lines=(), tips=tuple, may_capture=True
        )

    def _said(self, what: str) -> None:
        self.heard.append(what)
        if self.then is not None and self.sheet is not None:
            self.sheet.show_step(self.then)
            self.sheet.focus_start()

    def shown_case(self) -> None:
        """Both checks are not done: nothing of a case."""

    def choose(self, name: str) -> None:
        self._said(name)

    def press(self, key: str) -> None:
        self._said(key)

    def answer(self, value: str, *, go_on: bool = False) -> None:
        self._said(value)

    def go_on(self) -> None:
        self._said("on")

    def typing(self, place: TypedIn, text: str) -> None:
        self.typed[place] = text

    def at(self, step: Step) -> Step:
        """The lines there are belong to the moment, as a step does."""
        self.nav.lines = (step.line,) if step.line is not None else ()
        self.nav.tips = lambda: tuple(
            NewTip(number, line.text, line.at, TipKind.THREAT) for number, line in enumerate(self.nav.lines, 1)
        )
        return step


def a_step(mark: str, kind: QuestionKind, answers: int = 0, **more: object) -> Step:
    """A step whose every word carries the mark."""
    question = Question(mark, f"/data/{mark}", kind, appearance=cast(Appearance, more.pop("appearance", "")))
    step = Step(
        question,
        None,
        f"/data/{mark}",
        heading=f"What is {mark}?",
        words=Words((Segment("Tell me of "), Segment(mark, strong=True), Segment("."))),
        do_line=f"Listen for {mark}.",
        kind=kind,
        position_text=f"Part {mark}, 1 of 2",
        choices=tuple(
            ShownChoice(
                str(n + 1) if n < 9 else "",
                f"{mark}-{n}",
                f"Answer {n} to {mark}" + " which is a long one" * (answers < 5),
                leads_to=f"Leads to {mark}" if n % 3 == 1 and answers < 5 else "",
                closed_reason=f"Closed by {mark}" if n % 3 == 2 and answers < 5 else "",
                chosen=n == 0,
            )
            for n in range(answers)
        ),
    )
    return replace(step, **more)  # type: ignore[arg-type]


def about_a_line(mark: str) -> Step:
    line = Line(mark, f"Its card was 4111 1111 1111 1111, said {mark}", NOON, mark)
    crumbs = (Crumb(f"Kind {mark}", f"A {mark}", "done"), Crumb(f"Heard {mark}", "", "here"))
    step = a_step(mark, K.SELECT_ONE, 3, line=line, line_text=f"Line {mark}", crumbs=crumbs, may_capture=True)
    assert step.question is not None
    return replace(step, question=replace(step.question, tip="urgent"))


STEPS = (
    a_step("zzash", K.SELECT_ONE, 3),
    a_step("zzelm", K.SELECT_ONE, 9, may_capture=True),
    a_step("zzfir", K.SELECT_ONE, 4, appearance=Appearance.LIKERT),
    a_step("zzoak", K.SELECT_MULTIPLE, 4),
    a_step("zzyew", K.SELECT_MULTIPLE, 8, appearance=Appearance.MINIMAL),
    a_step("zzbay", K.TEXT, answer="typed of zzbay", error="Wrong with zzbay", may_capture=True),
    a_step("zzbox", K.DATE),
    a_step("zzfig", K.NOTE, do_line="", words=Words()),
    a_step("zznut", K.NOTE, value_text="A zznut", heading=""),
    a_step("zzivy", K.ACKNOWLEDGE, 1, error="Wrong with zzivy"),
    a_step("zzgum", K.RANK, 3),
    a_step("zztea", K.SELECT_ONE, 5, appearance=Appearance.MINIMAL, compare="Compare zztea"),
    a_step("zzhop", K.CAPTURE, may_capture=True),
    about_a_line("zzrue"),
    about_a_line("zzdill"),
)
MARKS = {step.question.name for step in STEPS if step.question is not None}


@pytest.fixture
def hand() -> Iterator[Hand]:
    yield Hand()


def sheet_for(
    qtbot: QtBot, hand: Hand, step: Step, room: Room = Room.FULL, *, for_pictures: bool = False
) -> QuestionSheet:
    sheet = QuestionSheet(cast(CallInHand, hand), hand.at(step), room)
    hand.sheet = sheet
    qtbot.addWidget(sheet)
    sheet.resize(800 if room is Room.FULL else 700, 700)
    # Never the active window: a caret that blinks in one picture and not in the other says nothing.
    sheet.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen, for_pictures)
    sheet.show()
    return sheet


def settled(sheet: QuestionSheet) -> QuestionSheet:
    for _ in range(4):
        QApplication.processEvents()
    return sheet


def picture(sheet: QuestionSheet) -> QImage:
    return settled(sheet).grab().toImage()


def words_in(sheet: QWidget) -> set[str]:
    """Everything a reader, a screen reader or a look into memory could find in the widgets, hidden ones too."""
    found = set()
    for widget in (sheet, *sheet.findChildren(QWidget)):
        found |= {widget.accessibleName(), widget.accessibleDescription(), widget.toolTip(), widget.objectName()}
        found |= {str(getattr(widget, name, "")) for name in ("choice", "_crumbs", "_blocks")}
        if callable(text := getattr(widget, "text", None)):
            found.add(text())
        found |= {run.text for run in getattr(getattr(widget, "_block", None), "runs", ())}
    return found


def marks_in(sheet: QWidget) -> set[str]:
    said = words_in(sheet)
    return {mark for mark in MARKS for text in said if mark in text}


def a_long_walk() -> Iterator[Step]:
    """Back and forth between each question and those beside it in the list."""
    for place, one in enumerate(STEPS):
        for other in (*STEPS, *STEPS)[place + 1 : place + 5]:
            yield from (one, other)


@pytest.mark.parametrize("room", [Room.FULL, Room.TIGHT])
def test_each_question_looks_as_on_a_fresh_sheet_whatever_stood_there(qtbot: QtBot, room: Room) -> None:
    fresh = {step.key: picture(sheet_for(qtbot, Hand(), step, room, for_pictures=True)) for step in STEPS}
    assert len({bytes(image.constBits()) for image in fresh.values()}) == len(STEPS)
    hand = Hand()
    sheet = sheet_for(qtbot, hand, STEPS[-1], room, for_pictures=True)
    before = STEPS[-1]
    for number, step in enumerate(a_long_walk()):
        sheet.show_step(hand.at(step))
        assert marks_in(sheet) == {step.question.name if step.question else ""}, f"{step.key} after {before.key}"
        if number % 11 == 0:  # a picture of each would take a minute
            assert picture(sheet) == fresh[step.key], f"{step.key} looks otherwise after {before.key}"
        before = step


@pytest.mark.parametrize("words", ["Said of the camera.", "The box in the closet has serial 4KX-0917-QD. " * 4])
def test_the_line_a_question_is_about_is_whole_in_a_low_window(qtbot: QtBot, hand: Hand, words: str) -> None:
    step = about_a_line("zzrue")
    assert step.line is not None
    sheet = sheet_for(qtbot, hand, replace(step, line=replace(step.line, text=words)), Room.FOLDED)
    sheet.resize(1093, 500)
    settled(sheet)
    line = sheet._head.line
    assert line is not None
    assert line.height() >= line.heightForWidth(line.width())
    assert line.words.height() >= line.words.heightForWidth(line.words.width())


def test_an_answer_stays_where_it_is_when_there_is_something_to_scroll(qtbot: QtBot, hand: Hand) -> None:
    sheet = sheet_for(qtbot, hand, a_step("zzelm", K.SELECT_ONE, 9))
    sheet.resize(800, 900)
    bar = sheet.scroller.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() == 0)
    wide = settled(sheet).part.choices[0].width()
    sheet.resize(800, 450)
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    assert settled(sheet).part.choices[0].width() == wide
    assert bar.isVisible()


def test_the_words_do_not_grow_while_a_line_is_written_at_large_text(qtbot: QtBot, hand: Hand) -> None:
    sheet = sheet_for(qtbot, hand, a_step("zzelm", K.SELECT_ONE, 3, may_capture=True), Room.TIGHT)
    assert sheet.any_line is not None
    sheet.any_line.write("b")
    settled(sheet)
    words = sheet._head.words
    assert not sheet.scroller.isVisible()
    assert words.height() == words.heightForWidth(words.width())


def test_it_says_its_question_and_takes_the_keys_itself(qtbot: QtBot, hand: Hand) -> None:
    sheet = sheet_for(qtbot, hand, STEPS[5])
    sheet.activateWindow()
    sheet.focus_start()
    qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), QLineEdit))
    sheet.show_step(STEPS[0])
    sheet.focus_start()
    assert QApplication.focusWidget() is sheet
    assert sheet.accessibleName() == "What is zzash?"
    sheet.part.choices[1].setFocus()
    sheet.show_step(STEPS[1])
    assert QApplication.focusWidget() is sheet, "Enter would answer the question that came"


def test_a_press_that_began_on_the_question_before_answers_nothing(qtbot: QtBot, hand: Hand) -> None:
    hand.then = STEPS[1]
    sheet = settled(sheet_for(qtbot, hand, STEPS[0]))
    button = sheet.part.choices[0]
    middle = button.rect().center()
    QTest.mousePress(button, Qt.MouseButton.LeftButton, pos=middle)
    sheet.press_number("1")
    assert hand.heard == ["zzash-0"]
    settled(sheet)
    drag = QMouseEvent(
        QEvent.Type.MouseMove,
        QPointF(middle + QPoint(1, 0)),
        QPointF(button.mapToGlobal(middle)),
        Qt.MouseButton.NoButton,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(button, drag)
    QTest.mouseRelease(button, Qt.MouseButton.LeftButton, pos=middle)
    assert hand.heard == ["zzash-0"]
    QTest.mouseClick(sheet.part.choices[1], Qt.MouseButton.LeftButton)
    assert hand.heard == ["zzash-0", "zzelm-1"]


def test_a_double_click_answers_one_question(qtbot: QtBot, hand: Hand) -> None:
    hand.then = STEPS[1]
    sheet = settled(sheet_for(qtbot, hand, STEPS[0]))
    button = sheet.part.choices[0]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    settled(sheet)
    QTest.mouseDClick(button, Qt.MouseButton.LeftButton)
    QTest.mouseRelease(button, Qt.MouseButton.LeftButton)
    assert hand.heard == ["zzash-0"]


def test_a_space_held_over_two_questions_answers_one(qtbot: QtBot, hand: Hand) -> None:
    hand.then = STEPS[1]
    sheet = settled(sheet_for(qtbot, hand, STEPS[0]))
    button = sheet.part.choices[0]
    button.setFocus()
    QTest.keyPress(button, Qt.Key.Key_Space)
    sheet.press_number("1")
    QTest.keyRelease(button, Qt.Key.Key_Space)
    assert hand.heard == ["zzash-0"]


def test_what_was_typed_before_does_not_come_back_by_undo(qtbot: QtBot, hand: Hand) -> None:
    sheet = sheet_for(qtbot, hand, STEPS[6])
    edit = sheet.part.start()
    assert isinstance(edit, QLineEdit)
    qtbot.keyClicks(edit, "soonish")
    sheet.show_step(STEPS[5])
    again = sheet.part.start()
    assert isinstance(again, QLineEdit)
    assert not again.isUndoAvailable()
    assert again.text() == hand.typed[TypedIn.ANSWER]


def test_only_the_first_question_can_be_taken_back(qtbot: QtBot, hand: Hand) -> None:
    hand.at_start = True
    sheet = sheet_for(qtbot, hand, STEPS[0])
    assert sheet.not_dialed is not None
    hand.at_start = False
    sheet.show_step(STEPS[1])
    assert sheet.not_dialed is None
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert "notDialed" not in words_in(sheet)


def test_a_line_is_offered_only_where_it_may_be_written(qtbot: QtBot, hand: Hand) -> None:
    sheet = sheet_for(qtbot, hand, STEPS[1])
    hand.typed[TypedIn.LINE] = "half a line"
    sheet.show_step(about_line := hand.at(STEPS[13]))
    assert sheet.any_line is not None and sheet.any_line.open
    assert sheet.any_line.line.text() == "half a line"
    sheet.show_step(hand.at(STEPS[0]))
    assert sheet.any_line is None
    assert not sheet.type_letter("x")
    assert "half a line" not in words_in(sheet)
    sheet.show_step(hand.at(about_line))
    assert sheet.any_line is not None
    assert sheet.any_line.line.text() == "half a line", "it is kept with the call, not in the widget"


def test_the_sheet_for_another_voice_is_one_of_its_own(qtbot: QtBot, hand: Hand) -> None:
    sheet = sheet_for(qtbot, hand, STEPS[0])
    assert sheet.takes(STEPS[1])
    hand.someone_else = True
    assert not sheet.takes(STEPS[1])
    hand.someone_else = False
    assert not sheet.takes(replace(STEPS[1], question=None))


def test_a_day_is_read_by_the_question_in_front(qtbot: QtBot, hand: Hand) -> None:
    sheet = sheet_for(qtbot, hand, STEPS[5])
    sheet.show_step(STEPS[6])
    hand.typed.clear()
    edit = sheet.part.start()
    assert isinstance(edit, QLineEdit)
    edit.setText("11/23")
    sheet.go_on()
    assert hand.heard == [date(2026, 11, 23).isoformat()]


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.question.name)
def test_while_something_else_lies_in_front_nothing_of_a_question_stays(qtbot: QtBot, step: Step) -> None:
    hand = Hand()
    hand.typed[TypedIn.LINE] = "zzdill half a line"
    sheet = sheet_for(qtbot, hand, step)
    sheet.rest()
    assert marks_in(sheet) == set()
    assert not sheet.shows(step)
    sheet.show_step(step)
    assert step.question is not None and step.question.name in marks_in(sheet)


@pytest.mark.parametrize("room", [Room.FULL, Room.TIGHT])
def test_what_is_made_before_it_is_wanted_shows_nothing(qtbot: QtBot, room: Room) -> None:
    hand = Hand()
    sheet = sheet_for(qtbot, hand, STEPS[0], room, for_pictures=True)
    before = picture(sheet)
    while sheet._ready.isActive():
        sheet._get_ready()
    assert sheet.any_line is None
    assert marks_in(sheet) == {"zzash"}
    assert picture(sheet) == before
    sheet.show_step(hand.at(STEPS[13]))
    fresh = sheet_for(qtbot, hand, STEPS[13], room, for_pictures=True)
    assert picture(sheet) == picture(fresh)
