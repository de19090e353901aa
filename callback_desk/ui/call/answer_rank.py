"""A ranking: pressed in order, the first one first. Pressed again an answer loses its place, and the others move up."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from callback_desk.call_script.steps import ShownChoice, Step
from callback_desk.ui.call.answers import AnswerPart, shown
from callback_desk.ui.call.hand import CallInHand
from callback_desk.ui.call.room import Room
from callback_desk.ui.components import NumberedChoice, Paragraph

_HELP: Final = "Press them in order, the first one first. Press one again to take it out."


class RankedChoice(NumberedChoice):
    """An answer that shows its place at the right. Description: the place."""

    def __init__(self, choice: ShownChoice) -> None:
        self._leads_to = choice.leads_to
        super().__init__(shown(choice))
        self.set_place(choice.place)

    def set_place(self, place: int) -> None:
        self.choice = replace(self.choice, hint=f"Place {place}" if place else self._leads_to)
        self.setAccessibleDescription(self.choice.closed or self.choice.hint or "No place yet")
        self.set_chosen(place > 0)
        self.updateGeometry()  # the place may want more room than what it leads to
        self.update()


class RankPart(AnswerPart):
    """All answers of a ranking, in the order of the sheet, so that nothing moves under the hand."""

    says_error = True  # above the answers, where nobody has to scroll for it

    lasts = False

    def __init__(self, hand: CallInHand, step: Step, room: Room) -> None:
        super().__init__(hand, step, room)
        self._order = step.answer.split()
        self.words = Paragraph(_HELP, face="meta", color="ink2", full_width=True)
        self.column.addWidget(self.words)
        self._parts = [RankedChoice(choice) for choice in step.choices]
        for part in self._parts:
            part.clicked.connect(self._on_clicked)
            self.column.addWidget(part)

    def press_number(self, key: str) -> bool:
        part = next((part for part in self._parts if part.choice.number == key and part.isEnabled()), None)
        if part is None:
            return False
        self._toggle(part.choice.value)
        return True

    @property
    def choices(self) -> tuple[NumberedChoice, ...]:
        return tuple(self._parts)

    def refresh(self, step: Step) -> None:
        self.words.set_words(step.error or _HELP)
        self.words.set_color("warn" if step.error else "ink2")
        self._order = step.answer.split()
        for part in self._parts:
            name = part.choice.value
            part.set_place(self._order.index(name) + 1 if name in self._order else 0)

    def _toggle(self, name: str) -> None:
        kept = [other for other in self._order if other != name]
        self.hand.answer(" ".join(kept if name in self._order else [*kept, name]))

    def _on_clicked(self) -> None:
        part = self.sender()
        if isinstance(part, RankedChoice):
            self._toggle(part.choice.value)
