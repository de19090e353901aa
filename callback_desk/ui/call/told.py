"""Whom to telephone now, with a second choice, and *I told … at …*: danger, distress and what is urgent end with it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

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
_TOLD: Final = "I have told a person"


class TellPeople(Card):
    """The box to fill; `cards` are the people above it. `told(whom)` when the button is pressed.

    Where the side columns fold away the sheet puts `button`, and why it is closed, into its foot (`add_to_foot`),
    where both are always seen whole; elsewhere they end the box. At 200 % text there is no room beside the button:
    closed, it says itself what is missing.
    """

    told = Signal(str)

    def __init__(self, hand: CallInHand, room: Room, *, danger: bool) -> None:
        self._room = room
        super().__init__(padding_px=10 if room.folded else 16)
        self._hand = hand
        self._danger = danger
        self._names: tuple[str, ...] = ()
        self.cards = QWidget()
        across = QBoxLayout.Direction.TopToBottom if room is Room.TIGHT else QBoxLayout.Direction.LeftToRight
        self._people = QBoxLayout(across, self.cards)
        self._people.setContentsMargins(0, 0, 0, 0)
        self._people.setSpacing(self.theme.px(4 if room is Room.TIGHT else 16))
        self._at = Paragraph("", full_width=True)
        told = QHBoxLayout()
        told.addWidget(Label("I told", face="strong"))
        if room.folded:  # one line less above the edge
            told.addWidget(self._at, 1)
        self.body.addLayout(told)
        self.whom = ChoiceList([], columns=2 if room is Room.TIGHT else 3)
        self.whom.choice_made.connect(self._on_chosen)
        self.body.addWidget(self.whom)
        self.who = Field("Whom did you tell? The name, or the desk")
        self.who.text_changed.connect(self._on_who)
        set_shown(self.who, False)
        self.body.addWidget(self.who)
        self.button = PrimaryButton(_TOLD)
        self.button.setObjectName("toldAPerson")
        self.button.closed_changed.connect(self._on_closed)
        self.button.clicked.connect(self._on_told)
        self.button.close_with("Choose whom you told first")
        if not room.folded:
            row = QHBoxLayout()
            row.addWidget(self._at, 1, Qt.AlignmentFlag.AlignVCenter)
            row.addWidget(ReasonBeside(self.button), 0, Qt.AlignmentFlag.AlignVCenter)
            row.addWidget(self.button)
            self.body.addLayout(row)
        self._tick()
        timer = QTimer(self)
        timer.setInterval(_TICK_MS)
        timer.timeout.connect(self._tick)
        timer.start()

    def add_to_foot(self, foot: QHBoxLayout) -> None:
        """The button at the end of a sheet's foot, and before it what is missing."""
        if self._room is not Room.TIGHT:
            foot.addWidget(ReasonBeside(self.button), 0, Qt.AlignmentFlag.AlignVCenter)
        foot.addWidget(self.button)

    @property
    def parts(self) -> tuple[QWidget, ...]:
        """What is filled in here, in reading order: none of it may lie out of sight unsaid."""
        return (*self.whom.parts, self.who)

    def _restyle(self) -> None:
        super()._restyle()
        self.body.setSpacing(self.theme.px(6 if self._room.folded else 8))

    def show_people(self, people: Sequence[ToTell]) -> None:
        """Whom to telephone, in this order; known a moment after the sheet came."""
        self._names = tuple(one.name for one in people)
        while (item := self._people.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for index, one in enumerate(people):
            self._people.addWidget(_person(one, first=index == 0, room=self._room, danger=self._danger), 1)
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
            # The one that scrolls last is the surest; in a foot the button needs no scrolling.
            bring_into_sight(*((self._at, chosen) if self._room.folded else (chosen, self.button)))

    def _on_who(self) -> None:
        if self.whom.chosen == _SOMEONE:
            if self.who.text.strip():
                self.button.open_again()
            else:
                self.button.close_with("Write whom you told")

    def _on_closed(self, reason: str) -> None:
        if self._room is Room.TIGHT:
            self.button.set_label(reason or _TOLD)

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


def _person(one: ToTell, *, first: bool, room: Room, danger: bool) -> Card:
    edge = "danger" if danger else "accent"
    padding = {Room.TIGHT: 8, Room.FOLDED: 10}.get(room, 14)
    card = Card(padding_px=padding, edge=edge if first else "line", edge_px=2 if first else 1)
    card.body.setSpacing(0)
    outside = " " in one.extension or len(one.extension) <= 3
    number = one.extension if outside else f"ext. {one.extension}"
    when = "Telephone first" if first else "No answer after 20 seconds"  # an edge alone says nothing
    if not room.folded:
        card.body.addWidget(Label(when, face="meta", color="ink2"))
        card.body.addWidget(Paragraph(one.name, face="section", full_width=True))
        card.body.addWidget(Paragraph(one.place, face="meta", color="ink2", full_width=True))
        card.body.addWidget(Label(number, face="number"))
        return card
    row = QHBoxLayout()
    if room is Room.TIGHT:
        short = Run("First: " if first else "No answer: ", color="ink2")
        row.addWidget(Paragraph((short, Run(one.name, strong=True)), full_width=True), 1, Qt.AlignmentFlag.AlignVCenter)
    else:
        said = QVBoxLayout()
        said.setSpacing(0)
        said.addWidget(Label(when, face="meta", color="ink2"))
        who = (Run(one.name, strong=True), Run(f", {one.place}", color="ink2"))
        said.addWidget(Paragraph(who, full_width=True))
        row.addLayout(said, 1)
    row.addWidget(Label(number, face="name" if room is Room.TIGHT else "number"))
    card.body.addLayout(row)
    return card
