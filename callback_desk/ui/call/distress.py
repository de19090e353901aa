"""How upset is the person: slow down, stop kindly and tell a supervisor, or danger now. A ladder of three steps."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal

from callback_desk.domain.concerns import ConcernKind
from callback_desk.ui.call.alert_words import SLOW_DOWN, words_for
from callback_desk.ui.call.beside_sheets import ListSheet
from callback_desk.ui.call.hand import CallInHand
from callback_desk.ui.call.room import Room
from callback_desk.ui.call.words_place import WordsPlace
from callback_desk.ui.components import SAY_THEN_LISTEN, Choice, DoLine

_SLOWER: Final = "slower"
_LISTEN: Final = "Listen first, then press a number. For 1 the words to say come here."


class DistressSheet(ListSheet):
    """`alert_wanted(ConcernKind)` for the second and the third step; the first shows what to say and goes back."""

    alert_wanted = Signal(object)

    def __init__(self, hand: CallInHand, room: Room) -> None:
        super().__init__(room, "Very upset", key="F6")
        self._hand = hand
        self.add_head(f"How upset is {hand.first_name or 'the person'}?")
        slowly = words_for(hand, SLOW_DOWN)
        self.words = WordsPlace([] if room is Room.TIGHT else [slowly], tag=SAY_THEN_LISTEN, hint=_LISTEN)
        self.words.set_compact(room is Room.TIGHT)
        self.put_words(self.words)
        self.body.addWidget(DoLine("Anger at a question is not what this is for."))
        self.add_list(
            [
                Choice(_SLOWER, "The voice changes, hesitates, loses the thread", "Shows what to say. Go slowly"),
                Choice(
                    ConcernKind.DISTRESS.value,
                    "Sobs, or does not want to go on",
                    "Ends the questions. A supervisor is told now",
                ),
                Choice(
                    ConcernKind.DANGER.value,
                    "Speaks of harm to anybody, or asks for help",
                    "Danger now. Stay on the line",
                ),
            ],
            self._on_chosen,
        )

    def _on_chosen(self, name: str) -> None:
        if name == _SLOWER:
            self.words.set_words(words_for(self._hand, SLOW_DOWN))
        else:
            self.alert_wanted.emit(ConcernKind(name))
