"""The card for the second person, and after the call what both look at."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from callback_desk.domain.practice import RoleCard, Sight
from callback_desk.ui.components import (
    ButtonSize,
    Card,
    NoticeBar,
    Paragraph,
    PrimaryButton,
    QuietButton,
    SecondaryButton,
    set_shown,
)
from callback_desk.ui.practice.parts import goals_of, sentences
from callback_desk.ui.practice.sheet import PracticeSheet


class RolePage(PracticeSheet):
    """What the partner plays. `begin_wanted()`: the volunteer sits down; `back_wanted()`: another card."""

    begin_wanted = Signal()
    back_wanted = Signal()

    def __init__(self, card: RoleCard, *, parent: QWidget | None = None) -> None:
        super().__init__(card.title, f"Trains: {card.trains}", parent=parent)
        self.card = card
        person = card.person
        self.body.addWidget(
            NoticeBar(
                "This page is for the person who plays the part. The one who calls looks away until it is closed.",
                icon_name="eye-off",
            )
        )
        play = Card("How to play it")
        play.body.addWidget(
            Paragraph(
                f"{person.first} {person.last}, {person.age}, {person.address}: {person.offense_said}.",
                face="strong",
                full_width=True,
            )
        )
        play.body.addWidget(sentences(card.play, "hand"))
        self.body.addWidget(play)
        if card.say:
            words = Card("You may say")
            words.body.addWidget(sentences(card.say, "speech"))
            self.body.addWidget(words)
        self.body.addStretch(1)
        self._back = SecondaryButton("Another card", icon_name="back")
        self._back.setObjectName("anotherCard")
        self._back.clicked.connect(self.back_wanted)
        self.begin = PrimaryButton("Close the card and begin", icon_name="play", size=ButtonSize.LARGE)
        self.begin.setObjectName("beginPractice")
        self.begin.clicked.connect(self._on_begin)
        self.foot.addWidget(self._back)
        self.foot.addStretch(1)
        self.foot.addWidget(self.begin)

    def waiting(self, waits: bool) -> None:
        """The desk for this card is being made."""
        self.begin.setEnabled(not waits)
        self.begin.set_label("Getting the practice desk ready" if waits else "Close the card and begin")

    def focus_first(self) -> None:
        self.begin.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_begin(self) -> None:
        self.waiting(True)
        self.begin_wanted.emit()


class AfterPage(PracticeSheet):
    """What to look at. `again_wanted()`, `next_wanted()` (the list of cards, the next step), `go_on_wanted()`."""

    again_wanted = Signal()
    next_wanted = Signal()
    go_on_wanted = Signal()

    def __init__(
        self, card: RoleCard, done: frozenset[Sight], *, coach: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(
            "What to look at", f"{card.title}. Talk it over together; nothing here is graded.", parent=parent
        )
        if coach:
            self.body.addWidget(NoticeBar(coach, icon_name="check-ring"))
        seen = Card("What the program saw")
        seen.body.addWidget(goals_of(card.goals, done))
        self.body.addWidget(seen)
        talk = Card("What only you can tell")
        talk.body.addWidget(sentences(card.talk_about, "help"))
        self.body.addWidget(talk)
        self.body.addStretch(1)
        again = SecondaryButton("Play it again", icon_name="undo")
        again.setObjectName("playAgain")
        again.clicked.connect(self.again_wanted)
        self._go_on = QuietButton("Back to my shift in practice")
        self._go_on.clicked.connect(self.go_on_wanted)
        self.next = PrimaryButton("Cards and steps", icon_name="list", size=ButtonSize.LARGE)
        self.next.setObjectName("cardsAndSteps")
        self.next.clicked.connect(self.next_wanted)
        self.foot.addWidget(again)
        self.foot.addWidget(self._go_on)
        self.foot.addStretch(1)
        self.foot.addWidget(self.next)

    def offer_to_go_on(self, offered: bool) -> None:
        """An interrupted call waits on the practice shift."""
        set_shown(self._go_on, offered)

    def focus_first(self) -> None:
        self.next.setFocus(Qt.FocusReason.OtherFocusReason)
