"""From a key in a call until the next question is on the screen, and how long a call takes to open."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import TYPE_CHECKING

from bench_parts import desks
from bench_parts.previewing import measure_previews
from bench_parts.result import Line, Settings, at_most, p50, p95

if TYPE_CHECKING:
    from callback_desk.call_script.steps import Step

PART = "call"
_KEY_MS = 16.0
_OPENING_MS = 100.0
_STEPS_MOST = 120
_RINGS_S = 1.2  # nobody answers sooner, and no key is pressed meanwhile
_LINES = ("A silver van stood by the side gate", "The serial number is on the box", "The neighbor has a camera")


def measure(settings: Settings) -> list[Line]:
    """The window without a display, a volunteer's keys, the script that is published; the disk saves meanwhile."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from callback_desk.app.start import make_application
    from callback_desk.call_script.form import QuestionKind
    from callback_desk.ui.news import News
    from callback_desk.ui.shell import Shell
    from callback_desk.ui.tasks import Runner
    from callback_desk.ui.theme import Theme
    from callback_desk.ui.volunteer_desk import CALL, CARD, SHIFT, VolunteerDesk
    from callback_desk.ui.walkthrough import Walk

    class Eyes(QObject):
        """Sees whether the sheet in front was painted."""

        painted = False

        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            self.painted = self.painted or event.type() is QEvent.Type.Paint
            return False

    class Hands(Walk):
        """The walk of the demo without its pictures: every key that leads to another question is timed."""

        wall: list[float]
        own: list[float]
        opened: list[float]

        def picture(self, name: str) -> Path:
            return Path(name)

        def key(self, key: Qt.Key) -> None:
            call = volunteer.call
            if call.hand is not None:  # nobody answers faster than the answer before is saved, in some 30 ms
                self.wait(lambda: call.hand is None or (call.hand.autosave.settled and not runner.busy), "the save")
            before = call.hand.step.key if call.hand is not None else ""
            target, sheet = QApplication.focusWidget() or shell, call.sheet
            if sheet is not None:
                sheet.installEventFilter(eyes)
            eyes.painted = False
            wall, own = time.perf_counter(), time.thread_time()
            QTest.keyClick(target, key)
            QCoreApplication.processEvents()
            if call.sheet is not None and call.sheet is not sheet:
                call.sheet.repaint()  # a new sheet, whose own paint nobody saw
            while before and call.sheet is sheet and call.hand.step.key != before and not eyes.painted:
                QCoreApplication.processEvents()
            wall, own = time.perf_counter() - wall, time.thread_time() - own
            if before and call.hand is not None and call.hand.step.key != before:
                self.wall.append(wall * 1000)
                self.own.append(own * 1000)

        def to_the_call(self) -> None:
            self.wait(lambda: shell.page_name == SHIFT and volunteer.shift.view is not None, "the shift")
            volunteer.shift.focus_next()
            self.key(Qt.Key.Key_Return)
            self.wait(lambda: shell.page_name == CARD and volunteer.card.may_start, "a person to call")
            begun = time.perf_counter()
            self.key(Qt.Key.Key_Return)
            self.wait(lambda: shell.page_name == CALL and volunteer.call.hand is not None, "the call")
            self.opened.append((time.perf_counter() - begun) * 1000)
            self.saved()
            answered = time.perf_counter() + _RINGS_S
            self.wait(lambda: time.perf_counter() > answered, "somebody to answer")

        def answer(self, step: Step) -> None:
            if step.kind is QuestionKind.TEXT and not step.may_skip:
                self.type("some words")
                self.key(Qt.Key.Key_Return)
                self.saved()
            else:
                self._answer(step)

    office = desks.make_office(settings.folder / "asking-desk")
    desks.fill(desks.open_desk(office, desks.SUPERVISOR), 200)
    desk = desks.open_desk(office, desks.VOLUNTEER)
    Theme().apply(make_application([]))
    shell = Shell()
    shell.resize(1366, 768)
    shell.show()
    runner = Runner()
    volunteer = VolunteerDesk(desk, shell, runner, News(shell), None)
    eyes = Eyes()
    hands = Hands(shell, volunteer, settings.folder, patience_s=60.0)
    hands.wall, hands.own, hands.opened = [], [], []
    questions = 0
    for _ in range(settings.times(10)):
        hands.to_the_call()
        questions = max(questions, len(hands.hand.nav.form.questions))
        hands.to_what_is_new()
        hands.write_down(_LINES)
        for _ in range(_STEPS_MOST):
            if hands.hand.step.question is None:
                break
            hands.answer(hands.hand.step)
        hands.finish()
    note = f"script of {questions} questions"
    shell.close()
    return [
        Line(PART, "key to the next question on the screen, p50", p50(hands.wall), "ms", note=note),
        at_most(PART, "  the same, p95", p95(hands.wall), "ms", _KEY_MS, f"{len(hands.wall)} keys"),
        Line(PART, "  its processor time in the window's thread, p95", p95(hands.own), "ms"),
        at_most(PART, "key to an open call, p95", p95(hands.opened), "ms", _OPENING_MS, f"{len(hands.opened)} calls"),
        *measure_previews(office, settings.folder),
    ]
