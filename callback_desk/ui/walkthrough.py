"""A scripted call through the real window, by keys alone: for the demo without a display, and for pictures.

A plain sequence of steps. Each waits for a fact (a page, a saved draft, an opened case), never for a time.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from callback_desk.call_script.form import QuestionKind
from callback_desk.call_script.steps import Step
from callback_desk.domain.errors import DeskFault
from callback_desk.ui.call.ending import EndingSheet
from callback_desk.ui.call.hand import CallInHand
from callback_desk.ui.shell import Shell
from callback_desk.ui.volunteer_desk import CALL, CARD, SHIFT, VolunteerDesk
from callback_desk.ui.walk_until import until

LINES: Final = (
    "A silver van stood by the side gate the evening before, its rear window taped",
    "Serial number is on the box in the closet: 4KX-0917-QD",
)
#: Number keys for the follow-up questions, for the first line and for the others; every other choice is the first.
_FOLLOW_UP: Final = {
    "kind_first": ("2", "5"),
    "source": ("1", "2"),
    "sure": ("2", "1"),
    "urgent": ("2", "2"),
}
_RATINGS: Final = ("2", "1", "1", "2", "1", "2", "3", "1", "1")
_BETTER: Final = "Somebody could have called back sooner."
_MOST_STEPS: Final = 120
_ANSWER_S: Final = 12.0  # a question read aloud, and its answer
_LINE_S: Final = 25.0  # something told, and written down
_TOLD: Final = "call-report-says"


class Walk:
    """The hands of a volunteer at one window. Raises DeskFault when a fact does not come within `patience_s`."""

    def __init__(
        self,
        shell: Shell,
        volunteer: VolunteerDesk,
        folder: Path,
        *,
        patience_s: float = 30.0,
        pass_time: Callable[[float], None] | None = None,
    ) -> None:
        self._shell = shell
        self._volunteer = volunteer
        self._folder = folder
        self._patience_s = patience_s
        self._pass_time = pass_time
        self.pictures: list[Path] = []
        self._rated = 0

    # -- hands and eyes

    def wait(self, fact: Callable[[], object], what: str) -> None:
        """Let the window work until the fact is there."""
        until(what, fact, patience_s=self._patience_s)

    def key(self, key: Qt.Key) -> None:
        """Press a key where the focus is."""
        QTest.keyClick(QApplication.focusWidget() or self._shell, key)
        QCoreApplication.processEvents()

    def number(self, digit: str) -> None:
        self.key(Qt.Key(Qt.Key.Key_0 + int(digit)))

    def type(self, text: str) -> None:
        """Type where the caret is."""
        target = QApplication.focusWidget()
        if target is None:
            raise DeskFault("The walk through the window stopped: nothing has the caret.", code="walk")
        QTest.keyClicks(target, text)
        QCoreApplication.processEvents()

    def picture(self, name: str) -> Path:
        """What is on screen now, as a PNG."""
        for _ in range(3):
            QCoreApplication.processEvents()
        self._folder.mkdir(parents=True, exist_ok=True)
        target = self._folder / f"{len(self.pictures) + 1:02}-{name}.png"
        if not self._shell.grab().save(str(target)):
            raise DeskFault(f"The picture {target.name} could not be written. Is there room on the disk?")
        self.pictures.append(target)
        return target

    @property
    def hand(self) -> CallInHand:
        hand = self._volunteer.call.hand
        if hand is None:
            raise DeskFault("The walk through the window stopped: there is no call.", code="walk")
        return hand

    def saved(self) -> None:
        """Until everything is on the disk and the next question is known."""
        self.wait(lambda: self.hand.autosave.settled and not self.hand.opening, "the saved mark")

    def talk(self, seconds: float) -> None:
        """So long two people talk before the next key: a call without it would look as if nothing had been asked."""
        if self._pass_time is not None:
            self._pass_time(seconds)
            self.hand.renew()

    # -- the call, in its order

    def to_the_call(self) -> None:
        """From the shift to the number."""
        self.wait(lambda: self._shell.page_name == SHIFT and self._volunteer.shift.view is not None, "the shift")
        self.picture("my-shift")
        self._volunteer.shift.focus_next()
        self.key(Qt.Key.Key_Return)
        self.wait(lambda: self._shell.page_name == CARD and self._volunteer.card.may_start, "a person to call")
        self.picture("card-before-the-dial")
        self.key(Qt.Key.Key_Return)
        self.wait(lambda: self._shell.page_name == CALL and self._volunteer.call.hand is not None, "the call")
        self.saved()
        self.picture("call-opening")

    def to_what_is_new(self) -> None:
        """Through the checks and the consents to the first line to type in."""
        for _ in range(_MOST_STEPS):
            step = self.hand.step
            if step.kind is QuestionKind.CAPTURE or step.question is None:
                return
            if step.compare:
                self.picture("call-right-person")
            self._answer(step)
        raise DeskFault("The walk through the window stopped: no line to type in came.", code="walk")

    def write_down(self, lines: tuple[str, ...]) -> None:
        """Keep the lines; the last one is pictured while it is typed."""
        for line in lines:
            self.talk(_LINE_S)
            self.type(line)
            if line is lines[-1]:
                self.picture("call-what-is-new")
            self.key(Qt.Key.Key_Return)
            self.saved()

    def to_the_end(self) -> None:
        """Follow-ups, service questions, close."""
        seen: set[str] = set()
        for _ in range(_MOST_STEPS):
            step = self.hand.step
            if step.question is None:
                return
            for name, here in (("call-follow-up", bool(step.line)), ("call-service", bool(step.question.rating))):
                if here and step.choices and name not in seen and step.question.name != "kind_first":
                    seen.add(name)
                    self.picture(name)
            if self._tells_the_report(step) and _TOLD not in seen:
                seen.add(_TOLD)
                self.picture(_TOLD)
            self._answer(step)
        raise DeskFault("The walk through the window stopped: the call did not end.", code="walk")

    def _tells_the_report(self, step: Step) -> bool:
        """Whether the question begins with what the report already says."""
        told = self.hand.case.facts.get("report_lists", "") if self.hand.case is not None else ""
        return bool(told) and told in step.words.text

    def finish(self) -> None:
        """How did it end?, and a break."""
        self.wait(lambda: isinstance(self._volunteer.call.sheet, EndingSheet), "how did it end")
        self.saved()
        self.picture("call-how-did-it-end")
        button = self._shell.findChild(QPushButton, "finishAndRest")
        if not isinstance(button, QWidget):
            raise DeskFault("The walk through the window stopped: the call cannot be finished.", code="walk")
        button.setFocus(Qt.FocusReason.TabFocusReason)
        self.key(Qt.Key.Key_Space)
        self.wait(lambda: self._shell.page_name == SHIFT and self._volunteer.call.hand is None, "the end of the call")

    def _answer(self, step: Step) -> None:
        question = step.question
        assert question is not None
        self.talk(_ANSWER_S)
        if question.kind is QuestionKind.SELECT_MULTIPLE:
            self.number("1")
            self.key(Qt.Key.Key_PageDown)
        elif question.kind is QuestionKind.SELECT_ONE:
            self.number(self._choice(step))
        elif question.rating:
            self.type(_BETTER)
            self.key(Qt.Key.Key_Return)
        else:
            self.key(Qt.Key.Key_PageDown)
        self.saved()

    def _choice(self, step: Step) -> str:
        question = step.question
        assert question is not None
        if question.rating:
            self._rated += 1
            return _RATINGS[(self._rated - 1) % len(_RATINGS)]
        first_line = step.line is not None and step.line.key == self.hand.nav.lines[0].key
        return _FOLLOW_UP.get(question.name, ("1", "1"))[0 if first_line else 1]


def walk_a_call(
    shell: Shell,
    volunteer: VolunteerDesk,
    folder: Path,
    *,
    lines: tuple[str, ...] = LINES,
    patience_s: float = 30.0,
    pass_time: Callable[[float], None] | None = None,
) -> list[Path]:
    """A whole call with kept lines and all service answers; the paths of the pictures, in order.

    The volunteer is signed in and on the shift page; `pass_time` moves the desk's clock on by seconds. Raises
    DeskFault when something does not come in time.
    """
    walk = Walk(shell, volunteer, folder, patience_s=patience_s, pass_time=pass_time)
    shell.activateWindow()
    walk.to_the_call()
    walk.to_what_is_new()
    walk.write_down(lines)
    walk.to_the_end()
    walk.finish()
    return walk.pictures
