"""Danger now: whom to telephone, what to tell them, and no way on until a person was told."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from callback_desk.call_script.typed_words import TypedIn
from callback_desk.domain.concerns import ConcernKind, Heard
from callback_desk.ui.call.alert_words import SELF_HARM, words_for
from callback_desk.ui.call.hand import CallInHand
from callback_desk.ui.call.more_below import MoreBelow
from callback_desk.ui.call.room import Room
from callback_desk.ui.call.sheet import Sheet
from callback_desk.ui.call.told import TellPeople
from callback_desk.ui.components import (
    SAY,
    Card,
    CheckRow,
    Field,
    HairLine,
    Icon,
    Label,
    NoticeBar,
    Paragraph,
    Run,
    Scroller,
    SecondaryButton,
    Themed,
    Tone,
    set_shown,
    unbroken,
)
from callback_desk.ui.sentences import add_sentences, sentence
from callback_desk.ui.sight import bring_into_sight
from callback_desk.use_cases.danger_now import DangerCard

add_sentences(
    Heard,
    {
        Heard.SOMEONE_THERE: "Someone is there, or coming",
        Heard.SELF_HARM: "Spoke of self-harm",
        Heard.CHILD_AT_RISK: "A child is at risk",
        Heard.THREATENED: "Threatened about the case",
        Heard.VERY_UPSET: "Very upset",
    },
)


@dataclass(frozen=True, slots=True)
class _AlertWords:
    title: str
    stays: str
    back: str


_ALERTS: Final = {
    ConcernKind.DANGER: _AlertWords(
        "Danger now. The questions have stopped.",
        "Do not hang up first. The call stays open until you have told a person.",
        "It was not danger, go back",
    ),
    ConcernKind.DISTRESS: _AlertWords(
        "Very upset. The questions have stopped.",
        "Say goodbye kindly, in their time. The call stays open until you have told a person.",
        "They want to go on, go back",
    ),
}


@dataclass(slots=True)
class DangerNotes:
    """What was heard, shared by the sheet and the column beside it."""

    heard: set[Heard] = field(default_factory=set)
    words: str = ""
    kind: ConcernKind = ConcernKind.DANGER


class HeardChecks(Themed, QWidget):
    """*What did you hear?*: ticks, and a line for the exact words. `changed()` after a tick."""

    changed = Signal()

    def __init__(self, hand: CallInHand, notes: DangerNotes) -> None:
        super().__init__()
        self._hand = hand
        self._notes = notes
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self.theme.px(6))
        column.addWidget(Label("What did you hear?", face="strong"))
        self.rows: dict[Heard, CheckRow] = {}
        for heard in Heard:
            row = CheckRow(sentence(heard), boxed=True)
            row.setChecked(heard in notes.heard)
            row.toggled.connect(self._on_toggled)
            self.rows[heard] = row
            column.addWidget(row)
        self.words = Field("Exact words, if any", notes.words)
        self.words.edit.textEdited.connect(self._on_typed)
        column.addSpacing(self.theme.px(6))
        column.addWidget(self.words)

    def _on_toggled(self) -> None:
        self._notes.heard = {heard for heard, row in self.rows.items() if row.isChecked()}
        self._hand.typing(TypedIn.HEARD, " ".join(sorted(self._notes.heard)))
        self.changed.emit()

    def _on_typed(self, text: str) -> None:
        self._notes.words = text
        self._hand.typing(TypedIn.DANGER, text)


class DangerPanel(Themed, QWidget):
    """The right column: only what the other side needs to be told."""

    def __init__(self, hand: CallInHand, notes: DangerNotes) -> None:
        super().__init__()
        self.setProperty("sheet", "sunken")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        theme = self.theme
        self.setFixedWidth(theme.px(328))
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(HairLine(vertical=True))
        scroll = Scroller()
        scroll.body.setContentsMargins(theme.px(20), theme.px(14), theme.px(20), theme.px(12))
        scroll.body.setSpacing(theme.px(8))
        outer.addWidget(scroll, 1)
        scroll.body.addWidget(Paragraph(hand.started.facts.get("full_name", ""), face="name", full_width=True))
        row = QHBoxLayout()
        row.addWidget(Icon("phone"))
        row.addWidget(Label(unbroken(hand.started.dial_text), face="figures"))
        row.addStretch(1)
        scroll.body.addLayout(row)
        self.tell = _TellThis()
        scroll.body.addWidget(self.tell)
        scroll.body.addWidget(HairLine())
        self.heard = HeardChecks(hand, notes)
        scroll.body.addWidget(self.heard)
        scroll.body.addStretch(1)


class _TellThis(Card):
    """The case number: theirs shows the address."""

    def __init__(self, *, in_short: bool = False) -> None:
        super().__init__(padding_px=8 if in_short else 12)
        self.body.setSpacing(0)
        only = Label("Tell them only this", face="meta", color="ink2")
        self.number = Label("", face="section")
        self.number.setObjectName("dangerCase")
        if in_short:  # in a low window the two stand on one line
            row = QHBoxLayout()
            row.setSpacing(self.theme.px(8))
            row.addWidget(only)
            row.addWidget(self.number, 1)
            self.body.addLayout(row)
        else:
            self.body.addWidget(only)
            self.body.addWidget(self.number)
        self.body.addWidget(
            Paragraph("Their screen shows the address. An officer can be sent from it.", full_width=True)
        )
        set_shown(self, False)

    def show_card(self, card: DangerCard) -> None:
        self.number.setText(f"Case {card.case_number}")
        set_shown(self, bool(card.case_number))


class DangerSheet(Sheet):
    """`told(whom)` when a person was told; `was_not()` when it was no danger. It cannot be left otherwise."""

    told = Signal(str)
    was_not = Signal()

    def __init__(self, hand: CallInHand, notes: DangerNotes, room: Room) -> None:
        said_here = _ALERTS[notes.kind]
        danger = notes.kind is ConcernKind.DANGER  # red is for danger alone
        super().__init__(room, said_here.title)
        self.notes = notes
        self._hand = hand
        words = (
            Run(said_here.title, strong=True),
            Run(f"\n{said_here.stays}"),
        )
        if room is not Room.TIGHT:
            self.top.addWidget(NoticeBar(words, tone=Tone.DANGER if danger else Tone.WARN))
        self._words = self.add_words("", SAY)
        self.show_words()
        self.people = TellPeople(hand, room, danger=danger)
        self.people.told.connect(self.told)
        self.body.addWidget(self.people.cards)
        self.tell: _TellThis | None = None
        if room.folded:
            self.tell = _TellThis(in_short=True)
            self.body.addWidget(self.tell)
        self.body.addWidget(self.people)
        self._heard: tuple[QWidget, ...] = ()
        if room.folded:
            heard = HeardChecks(hand, notes)
            heard.changed.connect(self.show_words)
            self.body.addWidget(heard)
            self._heard = (*heard.rows.values(), heard.words)
        back = SecondaryButton(said_here.back, icon_name="chevron-left")
        back.setObjectName("wasNotDanger")
        back.clicked.connect(self.was_not)
        self.foot.addWidget(back)
        self.foot.addStretch(1)
        self._more_below = MoreBelow(self.scroller, ())
        self.foot.addWidget(self._more_below, 0, Qt.AlignmentFlag.AlignVCenter)
        written = Paragraph("Going back is written down too.", face="meta", color="ink2", full_width=True)
        if room.folded:
            self.body.addWidget(written)
            self.people.add_to_foot(self.foot)
        else:
            self.foot.addWidget(written, 0, Qt.AlignmentFlag.AlignVCenter)
        self.body.addStretch(1)

    def _says_below(self) -> MoreBelow | None:
        return self._more_below

    def show_words(self) -> None:
        """Whoever speaks of harming themselves is not asked to hang up: there are other words for that."""
        own = words_for(self._hand, SELF_HARM) if Heard.SELF_HARM in self.notes.heard else ""
        words = own or words_for(self._hand, self.notes.kind.value)
        self._words.set_words(words)
        set_shown(self._words, bool(words))
        self._sized.start()
        held = self.focusWidget()
        if held is not None and held is not self:  # longer words push down what is being filled in
            bring_into_sight(held)

    def show_card(self, card: DangerCard) -> None:
        """Whom to telephone and which case to name: known a moment after the key was pressed."""
        self.people.show_people(card.to_tell)
        self._more_below.watch((*self.people.parts, *self._heard))
        self._sized.start()
        if self.tell is not None:
            self.tell.show_card(card)

    def press_number(self, key: str) -> bool:
        return self.people.whom.choose_key(key)

    def enter(self) -> None:
        """Enter never ends an alert by itself."""

    def open_again(self) -> None:
        """It is not on record yet: once more."""
        self.people.open_again()
