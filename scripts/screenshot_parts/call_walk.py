"""Hands for the pictures of whole calls: every question is pictured before it is answered, in one language."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton

from callback_desk.call_script.form import QuestionKind
from callback_desk.call_script.steps import ShownChoice
from callback_desk.domain.errors import DeskFault
from callback_desk.ui.call.ending import EndingSheet
from callback_desk.ui.call.key_bar import Wish
from callback_desk.ui.call.safe_contact import SafeContactSheet
from callback_desk.ui.call.sheet import Sheet
from callback_desk.ui.call.urgent import UrgentSheet
from callback_desk.ui.components import NumberedChoice
from callback_desk.ui.volunteer_desk import SHIFT
from callback_desk.ui.walkthrough import Walk
from screenshot_parts.camera import Camera, named
from screenshot_parts.seats import Seat

_MOST_STEPS = 150


class CallWalk(Walk):
    """`shot(name)` takes a picture; a name is taken once, so that a state that comes again costs nothing."""

    def __init__(self, seat: Seat, camera: Camera, folder: Path, language: str) -> None:
        super().__init__(seat.shell, seat.volunteer, folder, patience_s=60.0)
        self.seat = seat
        self._camera = camera
        self._language = language

    @property
    def sheet(self) -> Sheet:
        sheet = self.seat.volunteer.call.sheet
        if sheet is None:
            raise DeskFault("There is no sheet of a call.", code="pictures-pages")
        return sheet

    def picture(self, name: str) -> Path:
        self.shot(name)
        return Path(name)

    def shot(self, name: str) -> None:
        self.seat.settle()
        hand = self.seat.volunteer.call.hand
        if hand is not None:
            if hand.nav.language != self._language:
                hand.set_language(self._language)
            self.saved()
        self._camera.take(name)

    # -- hands

    def choose(self, name: str) -> None:
        """Answer the question in front by the number key of the choice with this name, once it may be chosen."""
        self.wait(lambda: not self._choice_named(name).closed_reason, f"the answer {name}")
        self.number(self._choice_named(name).key)
        self.saved()

    def to(self, wanted: str, choices: Mapping[str, str] | None = None) -> None:
        """Go on until the question with this name is in front; every question on the way is pictured."""
        for _ in range(_MOST_STEPS):
            question = self.hand.step.question
            if question is None or question.name == wanted:
                return
            self.step((choices or {}).get(question.name, ""))
        raise DeskFault(f"The question {wanted} did not come.", code="pictures-stuck")

    def step(self, choice: str = "") -> None:
        """Picture the question in front, and answer it."""
        if isinstance(self.sheet, SafeContactSheet):
            self.shot("beside-safe-contact-asked")
            self.number("2")
            self.shot("beside-safe-contact-times")
            self.number("1")
            self.saved()
            return
        step = self.hand.step
        question = step.question
        assert question is not None
        if question.compare:
            self.wait(lambda: self.hand.step.compare, "the fact to compare")
        self.shot(f"question-{question.name.replace('_', '-')}")
        if choice:
            self.choose(choice)
        elif question.kind is QuestionKind.SELECT_ONE:
            self.choose(step.choices[0].name)
        elif question.kind is QuestionKind.SELECT_MULTIPLE:
            self.number("1")
            self.number("2")
            self.shot(f"question-{question.name.replace('_', '-')}-chosen")
            self.key(Qt.Key.Key_PageDown)
            self.saved()
        else:
            self.key(Qt.Key.Key_PageDown)
            self.saved()

    def press(self, name: str) -> None:
        """A button of the window by its object name."""
        button = named(self.seat.shell, name)
        if isinstance(button, QAbstractButton):
            button.click()
        self.seat.settle()

    def more(self, wish: Wish) -> None:
        """F6, and what is behind it, by its number."""
        self.key(Qt.Key.Key_F6)
        self.shot("beside-more")
        parts = self.sheet.findChildren(NumberedChoice)
        self.number(next(part.choice.number for part in parts if part.choice.value == wish.value))
        self.seat.settle()

    def tell_a_person(self) -> None:
        self.number("1")
        self.seat.settle()
        self.press("toldAPerson")

    def finish_now(self) -> None:
        """Whatever is left of the call, and a break; nothing of it is pictured."""
        self.wait(lambda: isinstance(self.sheet, EndingSheet | UrgentSheet), "how did it end")
        if isinstance(self.sheet, UrgentSheet):
            self.tell_a_person()
            self.wait(lambda: isinstance(self.sheet, EndingSheet), "how did it end")
        self.saved()
        self.press("finishAndRest")
        page = self.seat.shell
        self.wait(lambda: page.page_name != "call", "the end of the call")
        self.seat.settle()
        if page.page_name != SHIFT:  # another number of the same person
            self.shot("card-next-number")
            self.press("giveBack")
            self.wait(lambda: page.page_name == SHIFT, "the shift")
        self.seat.settle()

    def _choice_named(self, name: str) -> ShownChoice:
        found = next((one for one in self.hand.step.choices if one.name == name), None)
        if found is None:
            raise DeskFault(f"The question has no answer {name}.", code="pictures-answer")
        return found
