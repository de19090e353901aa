"""How a question is answered: by one number, by several, or by going on. What is typed: answer_typed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from callback_desk.call_script.form import Appearance
from callback_desk.call_script.steps import ShownChoice, Step
from callback_desk.domain.call_marks import marks_in
from callback_desk.ui.call.hand import CallInHand
from callback_desk.ui.call.room import Room
from callback_desk.ui.call.sheet import CLOSEST, SMALLER
from callback_desk.ui.components import Card, Choice, ChoiceList, ChoiceRows, NumberedChoice, Paragraph, Squeeze, Themed

_SHORT = 37  # letters
_SHORT_FOLDED = 44  # there is no column beside
_MOST_UNDER_MARKS = 4
_AHEAD = 9  # as many as have a number key
_NO_KEY = " "  # the list would count on by itself; an answer beyond the ninth has no key


def _short(choices: Sequence[ShownChoice], room: Room) -> bool:
    """More than these stand in two columns when they are short; in a folded window, which is wide and low, also with
    what they lead to, so that no answer lies below its edge. At 200 % each may have two lines."""
    many = {Room.FULL: 7, Room.FOLDED: 3}.get(room, 1)
    wide = room.folded
    longest = _SHORT_FOLDED if wide else _SHORT
    return len(choices) > many and all(len(one.label) <= longest and (wide or not one.leads_to) for one in choices)


def shown(choice: ShownChoice) -> Choice:
    """A choice of the script as the list draws it."""
    return Choice(choice.name, choice.label, choice.leads_to, choice.closed_reason, choice.key or _NO_KEY)


class AnswerPart(Themed, QWidget):
    """Nothing to answer: words are said, and one goes on."""

    says_error = False  # what does not fit is said in the part; else the sheet says it below
    lasts = True  # serves question after question by `fill`; else each has a fresh one

    def __init__(self, hand: CallInHand, step: Step, room: Room) -> None:
        super().__init__()
        self.hand = hand
        self.room = room
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)

    def fill(self, step: Step) -> None:
        """Be of this question. Nothing of the one before stays."""

    def rest(self) -> None:
        """Another part answers now: no word of a question stays in this one."""

    def get_ready(self) -> None:
        """Nothing is asked yet: make what a question with many answers wants."""

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

    def stand_close(self, close: int) -> None:
        """How far the answers give way (sheet)."""

    def start(self) -> QWidget | None:
        """The widget that takes the focus, None for the sheet."""
        return None

    @property
    def to_read(self) -> tuple[QWidget, ...]:
        """What else may lie below the edge: the foot says so."""
        return ()

    @property
    def choices(self) -> tuple[NumberedChoice, ...]:
        """The numbered answers, in reading order."""
        return ()


class ChoicesPart(AnswerPart):
    """One answer; its number answers and goes on. `dense`: in two columns and close together, to be seen at once."""

    kind: type[NumberedChoice] = NumberedChoice

    def __init__(self, hand: CallInHand, step: Step, room: Room, *, dense: bool = False) -> None:
        super().__init__(hand, step, room)
        self._dense = dense
        self.list = ChoiceList(part=self.kind)
        self.list.choice_made.connect(hand.choose)
        self.column.addWidget(self.list)
        self.fill(step)

    def fill(self, step: Step) -> None:
        choices = [shown(choice) for choice in step.choices]
        self.list.set_choices(choices, chosen=_chosen(step), columns=self._columns(step), dense=self._dense)

    def rest(self) -> None:
        self.list.set_choices([])

    def get_ready(self) -> None:
        self.list.make_ahead(_AHEAD)

    def stand_close(self, close: int) -> None:
        self.list.squeeze(squeeze_of(close, self.room), columns=columns_of(close, len(self.list.parts)))

    def _columns(self, step: Step) -> int:
        beside = self._dense or _short(step.choices, self.room) or self._under_marks(step)
        return 2 if beside else 1

    def _under_marks(self, step: Step) -> bool:
        """What is said of the form of a number stands above: the answers want two columns to be seen at once."""
        marked = step.line is not None and bool(marks_in(step.line.text))
        return marked and len(step.choices) > _MOST_UNDER_MARKS and self.room is not Room.TIGHT

    def press_number(self, key: str) -> bool:
        return self.list.choose_key(key)

    def refresh(self, step: Step) -> None:
        self.list.set_chosen(_chosen(step))

    @property
    def choices(self) -> tuple[NumberedChoice, ...]:
        return self.list.parts


def squeeze_of(close: int, room: Room) -> Squeeze:
    """Down to the smallest face only at 200 %, where it is as large as the largest elsewhere."""
    if close < SMALLER:
        return Squeeze.NONE
    return Squeeze.TERSE if close >= CLOSEST and room is Room.TIGHT else Squeeze.SMALL


def columns_of(close: int, count: int) -> int:
    """Columns of answers that give way: three only where two are more than two rows."""
    return 1 if count < 2 else 3 if close >= CLOSEST and count > 4 else 2


def _chosen(step: Step) -> str:
    return next((choice.name for choice in step.choices if choice.chosen), "")


class AcknowledgePart(ChoicesPart):
    """One answer, OK: on its number, and on Enter."""

    def enter(self) -> None:
        self.press_number("1")


class FixedPart(AnswerPart):
    """What a question shows that cannot be changed. It is read, and one goes on."""

    def __init__(self, hand: CallInHand, step: Step, room: Room) -> None:
        super().__init__(hand, step, room)
        self._words = Paragraph(step.value_text, face="answer", full_width=True)
        card = Card()
        card.body.addWidget(self._words)
        self.column.addWidget(card)

    def fill(self, step: Step) -> None:
        self._words.set_words(step.value_text)

    def rest(self) -> None:
        self._words.set_words("")

    def refresh(self, step: Step) -> None:
        self._words.set_words(step.value_text)


class ManyPart(AnswerPart):
    """Several answers; a number marks and unmarks. In a closed list they stand in two columns and close together."""

    def __init__(self, hand: CallInHand, step: Step, room: Room) -> None:
        super().__init__(hand, step, room)
        grid = QGridLayout()
        self.column.addLayout(grid)
        self._rows = ChoiceRows(grid, self._on_clicked)
        self._columns = 1
        self.fill(step)

    def fill(self, step: Step) -> None:
        dense = step.appearance is Appearance.MINIMAL and self.room is not Room.TIGHT
        beside = dense or (self.room.folded and _short(step.choices, self.room))
        self._columns = 2 if beside else 1
        self._rows.show([shown(choice) for choice in step.choices], columns=self._columns, dense=dense)
        self.refresh(step)

    def stand_close(self, close: int) -> None:
        squeeze = squeeze_of(close, self.room)
        wanted = 1 if squeeze is Squeeze.NONE else columns_of(close, len(self._rows.parts))
        self._rows.squeeze(squeeze, columns=max(self._columns, wanted))

    def rest(self) -> None:
        self._rows.show([], columns=1)

    def get_ready(self) -> None:
        self._rows.make_ahead(_AHEAD)

    def press_number(self, key: str) -> bool:
        if any(part.choice.number == key and part.isEnabled() for part in self._rows.parts):
            self.hand.press(key)
            return True
        return False

    @property
    def choices(self) -> tuple[NumberedChoice, ...]:
        return tuple(self._rows.parts)

    def refresh(self, step: Step) -> None:
        chosen = {choice.name for choice in step.choices if choice.chosen}
        for part in self._rows.parts:
            part.set_chosen(part.choice.value in chosen)

    def _on_clicked(self) -> None:
        if isinstance(self.sender(), NumberedChoice):
            self.hand.answer(" ".join(one.choice.value for one in self._rows.parts if one.isChecked()))
