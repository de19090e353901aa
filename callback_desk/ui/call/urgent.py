"""What cannot wait, before the call ends: whom to telephone now, the lines to read out, and who was told."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal

from callback_desk.domain.tip import NewTip
from callback_desk.ui.call.hand import CallInHand
from callback_desk.ui.call.more_below import MoreBelow
from callback_desk.ui.call.room import Room
from callback_desk.ui.call.sheet import Sheet
from callback_desk.ui.call.told import TellPeople
from callback_desk.ui.components import NoticeBar, Paragraph, Run, SecondaryButton, Tone, set_shown, unbroken
from callback_desk.ui.times import day
from callback_desk.use_cases.danger_now import ToTell

_ENDS: Final = frozenset(".!?…")


class UrgentSheet(Sheet):
    """`told(whom)`. Page Up goes back to the call; *How did it end?* comes after a person was told."""

    told = Signal(str)

    def __init__(self, hand: CallInHand, lines: Sequence[NewTip], slip: str, room: Room) -> None:
        super().__init__(room, "Urgent. Tell a person now.")
        self._hand = hand
        title = "Urgent. Tell a person now."
        words = (Run(title, strong=True), Run("\nBefore the next call, and before this one is finished."))
        tight = room is Room.TIGHT
        self._slip = Paragraph(slip, color="ink2", full_width=True)
        self.top.addWidget(Paragraph(title, face="strong") if tight else NoticeBar(words, tone=Tone.WARN))
        if not tight:
            self.top.addWidget(self._slip)
        self.people = TellPeople(hand, room, danger=False)
        self.people.told.connect(self.told)
        parts = [self.people.cards, self.people]
        self._told_of = [Paragraph(_line_words(tip), full_width=True) for tip in lines]
        for part in (*parts, *self._told_of) if tight else (*self._told_of, *parts):
            self.body.addWidget(part)
        if tight:
            self.body.addWidget(self._slip)
        self.body.addStretch(1)
        self.show_slip(slip)
        back = SecondaryButton("Back", icon_name="" if tight else "chevron-left", key="" if tight else "Page Up")
        back.clicked.connect(self.go_back)
        self.foot.addWidget(back)
        self.foot.addStretch(1)
        self._more_below = MoreBelow(self.scroller, ())
        self.foot.addWidget(self._more_below, 0, Qt.AlignmentFlag.AlignVCenter)
        if room.folded:
            self.people.add_to_foot(self.foot)

    def _says_below(self) -> MoreBelow | None:
        return self._more_below

    def show_people(self, people: Sequence[ToTell]) -> None:
        """Whom to telephone, known a moment later."""
        self.people.show_people(people)
        self._more_below.watch((*self.people.parts, *self._told_of))
        self._sized.start()

    def show_slip(self, words: str) -> None:
        """What has become of the slip on paper."""
        self._slip.set_words(words)
        set_shown(self._slip, bool(words))

    def press_number(self, key: str) -> bool:
        return self.people.whom.choose_key(key)

    def enter(self) -> None:
        """Enter alone tells nobody."""

    def go_on(self) -> None:
        """Nothing goes on before a person was told."""

    def go_back(self) -> None:
        self._hand.go_back()

    def open_again(self) -> None:
        """It is not on record yet: once more."""
        self.people.open_again()


def _line_words(tip: NewTip) -> tuple[Run, ...]:
    """The line as it was written, closed as a sentence where more follows."""
    if tip.act_by is None:
        return (Run(tip.text, strong=True),)
    text = tip.text if tip.text[-1:] in _ENDS else f"{tip.text}."
    return Run(text, strong=True), Run(f" Act by {unbroken(day(tip.act_by))}.")
