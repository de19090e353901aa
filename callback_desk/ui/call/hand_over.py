"""What is not this call's to take: a new crime goes to whoever takes reports, another language to an interpreter.

What was done stands in the facts for the file, where the volunteer sees it again at the end.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal

from callback_desk.call_script.typed_words import TypedIn
from callback_desk.domain.outcomes import Outcome
from callback_desk.ui.call.alert_words import words_for
from callback_desk.ui.call.beside_sheets import BesideSheet, ListSheet
from callback_desk.ui.call.hand import CallInHand
from callback_desk.ui.call.room import Room
from callback_desk.ui.call.sheet import said
from callback_desk.ui.components import SAY, Choice, DoLine, Field, PrimaryButton
from callback_desk.ui.when import clock

_POINTED: Final = "pointed"
_NOW: Final = "now"


def add_fact(hand: CallInHand, fact: str) -> None:
    """One more sentence in the facts for the file; the same one comes once."""
    held = hand.typed.get(TypedIn.NOTE, "")
    if fact not in held:
        hand.typing(TypedIn.NOTE, "\n".join(filter(None, (held, fact))))


class NewCrimeSheet(ListSheet):
    """A new crime is not written down as a tip: the words that hand it over. `danger_wanted()` when it is now."""

    danger_wanted = Signal()

    def __init__(self, hand: CallInHand, room: Room) -> None:
        super().__init__(room, "Something new happened", key="F6")
        self._hand = hand
        self.add_head("Something new happened")
        words = words_for(hand, "new_crime")
        if words:
            self.add_words(words, SAY)
        self.top.addWidget(DoLine("Do not take the report. A threat by the offender is an alert: press F8."))
        self.add_list(
            [
                Choice(_POINTED, "Told where to report it", "Stands in the facts for the file"),
                Choice(_NOW, "It is happening now", "Danger now"),
            ],
            self._on_chosen,
        )

    def _on_chosen(self, name: str) -> None:
        if name == _NOW:
            self.danger_wanted.emit()
            return
        desk = self._hand.desk
        at = clock(desk.clock.now(), desk.zone)
        add_fact(self._hand, f"Something new has happened. At {at} told where to report it; not taken down here.")
        self.back_wanted.emit()


class InterpreterSheet(BesideSheet):
    """Which language, and then the end of this call: a supervisor finds an interpreter."""

    def __init__(self, hand: CallInHand, room: Room) -> None:
        super().__init__(room, "An interpreter is needed", key="F6")
        self._hand = hand
        self.add_head("An interpreter is needed")
        card = next((card for card in hand.nav.cards.they_ask if card.name == "interpreter"), None)
        if card is not None and card.words:
            self.add_words(said(card.words), SAY)
        self.top.addWidget(DoLine("A child or a relative must not interpret, except in an emergency."))
        self.field = Field("Which language?", help_text="As far as you can tell. Empty is all right.")
        self.field.entered.connect(self.go_on)
        self.body.addWidget(self.field)
        self.body.addStretch(1)
        end = PrimaryButton("End the call", key="" if room is Room.TIGHT else "Page Down")
        end.setObjectName("interpreterNeeded")
        end.clicked.connect(self.go_on)
        self.foot.addWidget(end)

    def go_on(self) -> None:
        language = self.field.text.strip()
        add_fact(self._hand, f"Needs an interpreter for {language}." if language else "Needs an interpreter.")
        self.back_wanted.emit()
        self._hand.end(Outcome.LANGUAGE_NO_INTERPRETER.value, "interpreter")

    def focus_start(self) -> None:
        self.field.edit.setFocus(Qt.FocusReason.OtherFocusReason)
