"""A closed list for many answers (appearance minimal): letters find one, Enter goes on."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from callback_desk.call_script.steps import ShownChoice, Step
from callback_desk.ui.call.answers import AnswerPart
from callback_desk.ui.call.hand import CallInHand
from callback_desk.ui.call.room import Room
from callback_desk.ui.components import ComboField


class MinimalPart(AnswerPart):
    """One answer of a closed list. Number keys answer while the list has no focus."""

    lasts = False

    def __init__(self, hand: CallInHand, step: Step, room: Room) -> None:
        super().__init__(hand, step, room)
        self.field = ComboField(
            "The answer",
            [("", "Choose an answer"), *((choice.name, _words(choice)) for choice in step.choices)],
            help_text="Type its first letters, or open the list. Enter goes on.",
        )
        self.field.value_chosen.connect(self._on_chosen)
        self.column.addWidget(self.field)
        self.refresh(step)

    def press_number(self, key: str) -> bool:
        self.hand.press(key)
        return True

    def refresh(self, step: Step) -> None:
        self.field.set_value(step.answer)

    def start(self) -> QWidget | None:
        return self.field.combo

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.go_on()
            return
        super().keyPressEvent(event)

    def _on_chosen(self, name: object) -> None:
        self.hand.answer(str(name))


def _words(choice: ShownChoice) -> str:
    return f"{choice.label} ({choice.closed_reason})" if choice.closed_reason else choice.label
