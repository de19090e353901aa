"""How a question is answered: by one number, by several, or by a typed line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from callback_desk.call_script.form import QuestionKind
from callback_desk.call_script.steps import ShownChoice, Step
from callback_desk.call_script.typed_words import TypedIn
from callback_desk.ui.call.hand import CallInHand
from callback_desk.ui.call.room import Room
from callback_desk.ui.components import Card, Choice, ChoiceList, Field, NumberedChoice, Paragraph, Themed
from callback_desk.ui.times import read_clock, read_day

_SHORT = 37  # letters
_NO_KEY = " "  # the list would count on by itself; an answer beyond the ninth has no key


def _short(choices: Sequence[ShownChoice], room: Room) -> bool:
    many = {Room.FULL: 7, Room.FOLDED: 4}.get(room, 99)  # more than these stand in two columns when they are short
    return len(choices) > many and all(len(one.label) <= _SHORT and not one.leads_to for one in choices)


def shown(choice: ShownChoice) -> Choice:
    """A choice of the script as the list draws it."""
    return Choice(choice.name, choice.label, choice.leads_to, choice.closed_reason, choice.key or _NO_KEY)


class AnswerPart(Themed, QWidget):
    """Nothing to answer: words are said, and one goes on."""

    says_error = False  # what does not fit is said in the part; else the sheet says it below

    def __init__(self, hand: CallInHand) -> None:
        super().__init__()
        self.hand = hand
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)

    def press_number(self, key: str) -> bool:
        return False

    def go_on(self) -> None:
        self.hand.go_on()

    def enter(self) -> None:
        self.go_on()

    def keep(self) -> None:
        """The sheet goes: what is typed must not."""

    def refresh(self, step: Step) -> None:
        """The same question, something about it changed."""

    def start(self) -> QWidget | None:
        """The widget that takes the focus, None for the sheet."""
        return None

    @property
    def choices(self) -> tuple[NumberedChoice, ...]:
        """The numbered answers, in reading order."""
        return ()


class ChoicesPart(AnswerPart):
    """One answer; its number answers and goes on. `dense`: in two columns and close together, to be seen at once."""

    def __init__(self, hand: CallInHand, step: Step, room: Room, *, dense: bool = False) -> None:
        super().__init__(hand)
        chosen = next((choice.name for choice in step.choices if choice.chosen), "")
        columns = 2 if dense or _short(step.choices, room) else 1
        self.list = self._list(step, chosen, columns=columns, dense=dense)
        self.list.choice_made.connect(hand.choose)
        self.column.addWidget(self.list)

    def _list(self, step: Step, chosen: str, *, columns: int, dense: bool) -> ChoiceList:
        return ChoiceList([shown(choice) for choice in step.choices], columns=columns, chosen=chosen, dense=dense)

    def press_number(self, key: str) -> bool:
        return self.list.choose_key(key)

    def refresh(self, step: Step) -> None:
        self.list.set_chosen(next((choice.name for choice in step.choices if choice.chosen), ""))

    @property
    def choices(self) -> tuple[NumberedChoice, ...]:
        return self.list.parts


class AcknowledgePart(ChoicesPart):
    """One answer, OK: on its number, and on Enter."""

    def enter(self) -> None:
        self.press_number("1")


class FixedPart(AnswerPart):
    """What a question shows that cannot be changed. It is read, and one goes on."""

    def __init__(self, hand: CallInHand, step: Step) -> None:
        super().__init__(hand)
        self._words = Paragraph(step.value_text, face="answer", full_width=True)
        card = Card()
        card.body.addWidget(self._words)
        self.column.addWidget(card)

    def refresh(self, step: Step) -> None:
        self._words.set_words(step.value_text)


class ManyPart(AnswerPart):
    """Several answers; a number marks and unmarks. `dense`: in two columns and close together."""

    def __init__(self, hand: CallInHand, step: Step, *, dense: bool = False) -> None:
        super().__init__(hand)
        self._parts: list[NumberedChoice] = []
        grid = QGridLayout()
        grid.setSpacing(self.theme.px(6 if dense else 8))
        columns = 2 if dense else 1
        for index, choice in enumerate(step.choices):
            part = NumberedChoice(shown(choice), dense=dense)
            part.set_chosen(choice.chosen)
            part.clicked.connect(self._on_clicked)
            self._parts.append(part)
            grid.addWidget(part, index // columns, index % columns)
        self.column.addLayout(grid)

    def press_number(self, key: str) -> bool:
        if any(part.choice.number == key and part.isEnabled() for part in self._parts):
            self.hand.press(key)
            return True
        return False

    @property
    def choices(self) -> tuple[NumberedChoice, ...]:
        return tuple(self._parts)

    def refresh(self, step: Step) -> None:
        chosen = {choice.name for choice in step.choices if choice.chosen}
        for part in self._parts:
            part.set_chosen(part.choice.value in chosen)

    def _on_clicked(self) -> None:
        part = self.sender()
        if isinstance(part, NumberedChoice):
            chosen = [one.choice.value for one in self._parts if one.isChecked()]
            self.hand.answer(" ".join(chosen))


class TypedPart(AnswerPart):
    """One typed answer. Enter keeps it and goes on. `read` turns what is typed into what is kept, or leaves it."""

    says_error = True

    def __init__(self, hand: CallInHand, step: Step, label: str, help_text: str, read: Callable[[str], str]) -> None:
        super().__init__(hand)
        self._read = read
        self._was = hand.typed.get(TypedIn.ANSWER, step.answer)
        self.field = Field(label, self._was, help_text=help_text, icon_name="pen")
        self.field.edit.textEdited.connect(self._on_typed)
        self.field.entered.connect(self.go_on)
        self.column.addWidget(self.field)
        self.refresh(step)

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

    def start(self) -> QWidget | None:
        return self.field.edit

    def _on_typed(self, text: str) -> None:
        self.hand.typing(TypedIn.ANSWER, text)


def _as_typed(text: str) -> str:
    return text


def typed_part(hand: CallInHand, step: Step) -> AnswerPart:
    """The part for a question whose answer is typed."""
    today = hand.desk.clock.now().astimezone(hand.desk.zone).date()

    def read_as_day(text: str) -> str:
        found: date | None = read_day(text, today)
        return found.isoformat() if found else text

    def read_as_time(text: str) -> str:
        found = read_clock(text)
        return f"{found:%H:%M}" if found else text

    if step.kind is QuestionKind.DATE:
        return TypedPart(hand, step, "The day", "As it is said: 11/23, Nov 23, Thursday, today.", read_as_day)
    if step.kind is QuestionKind.TIME:
        return TypedPart(hand, step, "The time", "As it is said: 9:30 AM, 2 PM.", read_as_time)

    def read_as_moment(text: str) -> str:
        words = text.split()
        for index in range(1, len(words)):
            found, at = read_day(" ".join(words[:index]), today), read_clock(" ".join(words[index:]))
            if found and at:
                return f"{found.isoformat()}T{at:%H:%M}"
        return text

    if step.kind is QuestionKind.DATETIME:
        return TypedPart(
            hand, step, "The day and the time", "As it is said: 11/23 9:30 AM, today 2 PM.", read_as_moment
        )
    if step.kind in (QuestionKind.INTEGER, QuestionKind.DECIMAL):
        return TypedPart(hand, step, "The number", "", _as_typed)
    help_text = "Enter keeps it and goes on." + (" Empty is all right." if step.may_skip else "")
    return TypedPart(hand, step, "Write what is said", help_text, _as_typed)


def focus_on(widget: QWidget) -> None:
    widget.setFocus(Qt.FocusReason.OtherFocusReason)
