"""Call again on, at: kept with the call as it is typed."""

from __future__ import annotations

from typing import Final

from callback_desk.call_script.typed_words import TypedIn
from callback_desk.ui.call.hand import CallInHand
from callback_desk.ui.wish_time import ABOUT, WishTime

_PLACES: Final = {"day": TypedIn.NEXT_DAY, "time": TypedIn.NEXT_TIME, ABOUT: TypedIn.NEXT_KIND}


class CallWish(WishTime):
    """The fields of a call that goes on: what was typed before stands there again."""

    def __init__(self, hand: CallInHand) -> None:
        super().__init__(
            hand.desk.clock.now,
            hand.desk.zone,
            hand.ask_slot,
            day=hand.typed.get(TypedIn.NEXT_DAY, ""),
            time=hand.typed.get(TypedIn.NEXT_TIME, ""),
            about=hand.typed.get(TypedIn.NEXT_KIND, "") == ABOUT,
        )
        self.typed.connect(lambda place, text: hand.typing(_PLACES[place], text))
