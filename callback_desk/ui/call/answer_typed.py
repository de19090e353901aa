"""A question answered by typing: words, a day, a time, a number. Enter keeps it and goes on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QWidget

from callback_desk.call_script.form import QuestionKind
from callback_desk.call_script.steps import Step
from callback_desk.call_script.typed_words import TypedIn
from callback_desk.ui.call.answers import AnswerPart
from callback_desk.ui.call.hand import CallInHand
from callback_desk.ui.call.room import Room
from callback_desk.ui.components import Field
from callback_desk.ui.sight import bring_into_sight
from callback_desk.ui.times import read_clock, read_day


class TypedPart(AnswerPart):
    """What is typed is read as it is said ("tomorrow", "2 PM"); what cannot be read is kept as it stands."""

    says_error = True

    def __init__(self, hand: CallInHand, step: Step, room: Room) -> None:
        super().__init__(hand, step, room)
        self._kind: QuestionKind | None = None
        self._was = ""
        self.field = Field("", icon_name="pen")
        self.field.edit.textEdited.connect(self._on_typed)
        self.field.entered.connect(self.go_on)
        self.column.addWidget(self.field)
        self.fill(step)

    def fill(self, step: Step) -> None:
        self._kind = step.kind
        self._was = self.hand.typed.get(TypedIn.ANSWER, step.answer)
        self.field.ask(*_words_of(step))
        self.field.set_text(self._was)
        self.refresh(step)

    def rest(self) -> None:
        self.field.ask("", "")
        self.field.set_text("")

    def go_on(self) -> None:
        self._was = self.field.text
        self.hand.answer(self._read(self.field.text), go_on=True)

    def enter(self) -> None:
        """Enter in the field arrives by itself."""

    def keep(self) -> None:
        if self.field.text != self._was:
            self._was = self.field.text
            self.hand.answer(self._read(self.field.text))

    def refresh(self, step: Step) -> None:
        self.field.set_error(step.error)
        if step.error or self.room is Room.TIGHT:  # large text: the line with what is said under it
            bring_into_sight(self.field)

    def start(self) -> QWidget | None:
        return self.field.edit

    def _on_typed(self, text: str) -> None:
        self.hand.typing(TypedIn.ANSWER, text)

    def _read(self, text: str) -> str:
        """What is kept of what is typed."""
        today = self.hand.desk.clock.now().astimezone(self.hand.desk.zone).date()
        match self._kind:
            case QuestionKind.DATE:
                found: date | None = read_day(text, today)
                return found.isoformat() if found else text
            case QuestionKind.TIME:
                at = read_clock(text)
                return f"{at:%H:%M}" if at else text
            case QuestionKind.DATETIME:
                return _as_moment(text, lambda words: read_day(words, today))
            case _:
                return text


def _as_moment(text: str, day_of: Callable[[str], date | None]) -> str:
    words = text.split()
    for index in range(1, len(words)):
        found, at = day_of(" ".join(words[:index])), read_clock(" ".join(words[index:]))
        if found and at:
            return f"{found.isoformat()}T{at:%H:%M}"
    return text


def _words_of(step: Step) -> tuple[str, str]:
    """The label of the field, and the help below it."""
    match step.kind:
        case QuestionKind.DATE:
            return "The day", "As it is said: 11/23, Nov 23, Thursday, today."
        case QuestionKind.TIME:
            return "The time", "As it is said: 9:30 AM, 2 PM."
        case QuestionKind.DATETIME:
            return "The day and the time", "As it is said: 11/23 9:30 AM, today 2 PM."
        case QuestionKind.INTEGER | QuestionKind.DECIMAL:
            return "The number", ""
        case _:
            empty = " Empty is all right." if step.may_skip else ""
            return "Write what is said", f"Enter keeps it and goes on.{empty}"
