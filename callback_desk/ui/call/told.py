"""Whom to telephone now, with a second choice, and *I told … at …*: danger, distress and what is urgent end with it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from callback_desk.ui.call.hand import CallInHand
from callback_desk.ui.call.room import Room
from callback_desk.ui.components import (
    Card,
    Choice,
    ChoiceList,
    Field,
    Label,
    Paragraph,
    PrimaryButton,
    ReasonBeside,
    Run,
    set_shown,
)
from callback_desk.ui.sight import bring_into_sight
from callback_desk.ui.when import clock
from callback_desk.use_cases.danger_now import ToTell

_SOMEONE: Final = "someone"
_TICK_MS: Final = 5000


class TellPeople(Card):
    """The box to fill; `cards` are the people above it. `told(whom)` when the button is pressed.

    At 200 % text the sheet puts `button` into its foot, where it is always seen whole; elsewhere it ends the box.
    """

    told = Signal(str)

    def __init__(self, hand: CallInHand, room: Room, *, danger: bool) -> None:
        super().__init__(padding_px=16)
        self._hand = hand
        self._room = room
        self._danger = danger
        self._names: tuple[str, ...] = ()
        self.cards = QWidget()
        across = QBoxLayout.Direction.TopToBottom if room is Room.TIGHT else QBoxLayout.Direction.LeftToRight
        self._people = QBoxLayout(across, self.cards)
        self._people.setContentsMargins(0, 0, 0, 0)
        self._people.setSpacing(self.theme.px(4 if room is Room.TIGHT else 16))
        self.body.addWidget(Label("I told", face="strong"))
        self.whom = ChoiceList([], columns=1 if room is Room.TIGHT else 3)
        self.whom.choice_made.connect(self._on_chosen)
        self.body.addWidget(self.whom)
        self.who = Field("Whom did you tell? The name, or the desk")
        self.who.text_changed.connect(self._on_who)
        set_shown(self.who, False)
        self.body.addWidget(self.who)
        row = QHBoxLayout()
        self._at = Paragraph("", full_width=True)
        self.button = PrimaryButton("I have told a person")
        self.button.setObjectName("toldAPerson")
        self.button.close_with("Choose whom you told first")
        self.button.clicked.connect(self._on_told)
        row.addWidget(self._at, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(ReasonBeside(self.button), 0, Qt.AlignmentFlag.AlignVCenter)
        if room is not Room.TIGHT:
            row.addWidget(self.button)
        self.body.addLayout(row)
        self._tick()
        timer = QTimer(self)
        timer.setInterval(_TICK_MS)
        timer.timeout.connect(self._tick)
        timer.start()

    def show_people(self, people: Sequence[ToTell]) -> None:
        """Whom to telephone, in this order; known a moment after the sheet came."""
        self._names = tuple(one.name for one in people)
        while (item := self._people.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        tight = self._room is Room.TIGHT
        for index, one in enumerate(people):
            self._people.addWidget(_person(one, first=index == 0, tight=tight, danger=self._danger), 1)
        choices = [Choice(str(index), name) for index, name in enumerate(self._names)]
        self.whom.set_choices([*choices, Choice(_SOMEONE, "Someone else")])

    def open_again(self) -> None:
        """It is not on record yet: once more."""
        self.button.open_again()

    def _on_chosen(self, value: str) -> None:
        someone = value == _SOMEONE
        set_shown(self.who, someone)
        if someone:
            self.who.edit.setFocus(Qt.FocusReason.OtherFocusReason)
            self._on_who()
            bring_into_sight(self.who)
        else:
            self.button.open_again()
            self.button.setFocus(Qt.FocusReason.OtherFocusReason)
            chosen = next(part for part in self.whom.parts if part.isChecked())
            # The one that scrolls last is the surest; at 200 % the button stands in the foot and needs no scrolling.
            bring_into_sight(*((self._at, chosen) if self._room is Room.TIGHT else (chosen, self.button)))

    def _on_who(self) -> None:
        if self.whom.chosen == _SOMEONE:
            if self.who.text.strip():
                self.button.open_again()
            else:
                self.button.close_with("Write whom you told")

    def _on_told(self) -> None:
        chosen = self.whom.chosen
        if not chosen:
            return
        whom = self.who.text.strip() if chosen == _SOMEONE else self._names[int(chosen)]
        self.button.close_with("Writing it down")
        self.told.emit(whom)

    def _tick(self) -> None:
        now = clock(self._hand.desk.clock.now(), self._hand.desk.zone)
        self._at.set_words((Run("at ", strong=True), Run(now), Run(", filled in for you", color="ink2")))


def _person(one: ToTell, *, first: bool, tight: bool, danger: bool) -> Card:
    edge = "danger" if danger else "accent"
    card = Card(padding_px=8 if tight else 14, edge=edge if first else "line", edge_px=2 if first else 1)
    card.body.setSpacing(0)
    outside = " " in one.extension or len(one.extension) <= 3
    number = one.extension if outside else f"ext. {one.extension}"
    if tight:
        row = QHBoxLayout()
        when = Run("First: " if first else "No answer: ", color="ink2")  # an edge alone says nothing
        words = Paragraph((when, Run(one.name, strong=True)), full_width=True)
        row.addWidget(words, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(Label(number, face="name"))
        card.body.addLayout(row)
        return card
    card.body.addWidget(Label("Telephone first" if first else "No answer after 20 seconds", face="meta", color="ink2"))
    card.body.addWidget(Paragraph(one.name, face="section", full_width=True))
    card.body.addWidget(Paragraph(one.place, face="meta", color="ink2", full_width=True))
    card.body.addWidget(Label(number, face="number"))
    return card
