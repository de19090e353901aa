"""Sheets that lie beside the questions for a moment: They ask, Complaint, Praise, We were cut off, More, the card."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from callback_desk.call_script.cards import Card
from callback_desk.call_script.typed_words import TypedIn
from callback_desk.domain.concerns import ConcernKind, NameUse
from callback_desk.ui.call.answers import columns_of, squeeze_of
from callback_desk.ui.call.hand import CallInHand
from callback_desk.ui.call.key_bar import KEYS, Wish
from callback_desk.ui.call.more_below import MoreBelow
from callback_desk.ui.call.person_panel import PersonPanel
from callback_desk.ui.call.phone_words import language_word
from callback_desk.ui.call.room import Room
from callback_desk.ui.call.sheet import CLOSEST, Sheet, said
from callback_desk.ui.call.words_place import WordsPlace
from callback_desk.ui.components import (
    SAY,
    CheckRow,
    Choice,
    ChoiceList,
    DoLine,
    Paragraph,
    PrimaryButton,
    Scroller,
    SecondaryButton,
    TextField,
    WordsToSay,
    set_shown,
    unbroken,
)

_ASKED: Final = "asked"


class BesideSheet(Sheet):
    """A sheet that goes back to the question: `back_wanted()`."""

    back_wanted = Signal()

    def __init__(self, room: Room, name: str, *, key: str) -> None:
        super().__init__(room, name)
        self._more_below: MoreBelow | None = None
        back = SecondaryButton("Back to the question", icon_name="chevron-left", key=key)
        back.setObjectName("backToQuestion")
        back.clicked.connect(self.back_wanted)
        self.foot.addWidget(back)
        self.foot.addStretch(1)

    def say_what_is_below(self, *parts: QWidget, scroller: Scroller | None = None) -> None:
        """The foot says which of these lie below the edge. Its buttons that lead on come after it."""
        self._more_below = MoreBelow(scroller or self.scroller, parts)
        self.foot.addWidget(self._more_below, 0, Qt.AlignmentFlag.AlignVCenter)

    def _says_below(self) -> MoreBelow | None:
        return self._more_below

    def go_back(self) -> None:
        self.back_wanted.emit()


class ListSheet(BesideSheet):
    """A sheet whose whole answer is one list: its numbers choose, Enter goes back."""

    closest = CLOSEST
    _list: ChoiceList

    def _stand_close(self, close: int) -> None:
        super()._stand_close(close)
        self._list.squeeze(squeeze_of(close, self.room), columns=columns_of(close, len(self._list.parts)))

    def add_list(self, choices: Sequence[Choice], chosen: Callable[[str], object], *, columns: int = 1) -> None:
        """The list, under what stands on the sheet already."""
        self._list = ChoiceList(with_tenth_key(choices), columns=columns)
        self._list.choice_made.connect(chosen)
        self.body.addWidget(self._list)
        self.body.addStretch(1)
        self.say_what_is_below(*self._list.parts)

    def press_number(self, key: str) -> bool:
        return self._list.choose_key(key)

    def enter(self) -> None:
        self.back_wanted.emit()


def with_tenth_key(choices: Sequence[Choice]) -> list[Choice]:
    """The tenth of a list that lies beside the questions has 0, as it stands after 9 on the keyboard.

    Nothing there means *does not know*, which 0 is kept for in a question.
    """
    if len(choices) < 10:
        return list(choices)
    return [*choices[:9], replace(choices[9], number="0"), *choices[10:]]


class TheyAskSheet(ListSheet):
    """The agency's answers: a number shows the words."""

    title, key = "They ask", "F1"

    def __init__(self, hand: CallInHand, room: Room) -> None:
        super().__init__(room, self.title, key=self.key)
        self._cards = self._of(hand)
        self.add_head(self.title)
        self.words = WordsPlace([] if room is Room.TIGHT else [said(card.words) for card in self._cards])
        self.words.set_compact(room is Room.TIGHT)
        self.put_words(self.words)
        one_column = 3 if room.folded else 6  # more stand in two, so that every one is seen
        columns = 1 if len(self._cards) <= one_column else 2
        self.add_list([Choice(card.name, card.topic) for card in self._cards], self._on_chosen, columns=columns)

    def _of(self, hand: CallInHand) -> Sequence[Card]:
        return _may_be_said(hand)

    def _on_chosen(self, name: str) -> None:
        card = next(card for card in self._cards if card.name == name)
        self.words.set_words(said(card.words))


class ObjectionSheet(TheyAskSheet):
    """They would rather not, or doubt it: a number shows calm words, and the call goes on or ends as they wish."""

    title, key = "They would rather not", "F6"

    def _of(self, hand: CallInHand) -> Sequence[Card]:
        return hand.nav.cards.objections


def _may_be_said(hand: CallInHand) -> Sequence[Card]:
    """Before it is known who is on the line, only what may be said to anybody: who calls, and nothing of why."""
    cards = hand.nav.cards
    if not hand.talked and cards.someone_else:
        return cards.someone_else
    more = cards.words.get("new_crime")
    return (*cards.they_ask, more) if more is not None else cards.they_ask


class ConcernSheet(BesideSheet):
    """Complaint or praise, in the fewest words. `written(kind, words, NameUse)`; it stays until it is on record."""

    written = Signal(object, str, object)

    def __init__(self, hand: CallInHand, kind: ConcernKind, room: Room, *, named: bool = False) -> None:
        complaint = kind is ConcernKind.COMPLAINT
        super().__init__(room, "Complaint" if complaint else "Praise", key="F4" if complaint else "F5")
        self._hand = hand
        self.kind = kind
        self._place = TypedIn.COMPLAINT if complaint else TypedIn.PRAISE
        self.add_head("What is the complaint?" if complaint else "What was good?")
        card = hand.nav.cards.words.get(kind.value)
        if card is not None and card.words:
            self.add_words(said(card.words), SAY)
        where = (
            "Goes to the office that looks after complaints, today. The investigator never sees it."
            if complaint
            else "Goes to the officer's supervisor."
        )
        tight = room is Room.TIGHT
        self.field = TextField(
            "Their words, as few as will do", hand.typed.get(self._place, ""), lines=2 if tight else 5
        )
        self.field.text_changed.connect(self._on_typed)
        self.body.addWidget(self.field)
        self.named = CheckRow("Their name may go with it: they said so", parent=self)
        self.named.setChecked(named)
        set_shown(self.named, not complaint)
        if not complaint:
            self.body.addWidget(self.named)
        goes = DoLine(where)
        (self.body if tight else self.top).addWidget(goes)
        self.body.addStretch(1)
        self.say_what_is_below(self.field, self.named, *((goes,) if tight else ()))
        self._write = PrimaryButton("Write it down", key="" if tight else "Page Down")
        self._write.setObjectName("writeConcern")
        self._write.clicked.connect(self.go_on)
        self.foot.addWidget(self._write)

    def go_on(self) -> None:
        text = self.field.text.strip()
        if not text:
            self.field.set_error("Write at least a word, or go back.")
            return
        self._write.setEnabled(False)
        use = NameUse.WITH_NAME if self.kind is ConcernKind.PRAISE and self.named.isChecked() else NameUse.NOT_ASKED
        self.written.emit(self.kind, text, use)

    def open_again(self) -> None:
        """It could not be written: the words are still here."""
        self._write.setEnabled(True)

    def focus_start(self) -> None:
        self.field.edit.setFocus()

    def _on_typed(self) -> None:
        self._hand.typing(self._place, self.field.text)


class CutOffSheet(ListSheet):
    """The line went dead: dial at once, or leave the call interrupted. `chosen("again" | "ended" | "back")`."""

    chosen = Signal(str)

    def __init__(self, hand: CallInHand, room: Room) -> None:
        super().__init__(room, "We were cut off", key="F3")
        self.add_head("We were cut off")
        tight = room is Room.TIGHT
        column = QVBoxLayout()
        column.setSpacing(0)
        if not tight:
            column.addWidget(Paragraph("Dial again now, on the desk phone", face="meta", color="ink2"))
        dial = unbroken(hand.started.dial_text)
        again = f"Dial again now: {dial}" if tight else dial
        column.addWidget(Paragraph(again, face="name" if tight else "number", full_width=True))
        self.top.addLayout(column)
        card = hand.nav.cards.words.get("cut_off")
        if card is not None and card.words:
            words = WordsToSay(said(card.words), tag="Say this when the same person answers")
            words.set_compact(tight)
            self.put_words(words)
        self.add_list(
            [
                Choice("again", "Somebody answers again", "Who it is, and if it is safe, is asked once more"),
                Choice("ended", "Nobody answers now", "You can go on with this call later"),
                Choice("back", "We were not cut off", "Back to the question"),
            ],
            self.chosen.emit,
        )

    def enter(self) -> None:
        """Nothing here is answered by Enter alone."""


class MoreSheet(ListSheet):
    """What has no place in the bar. `wished(Wish)`, `language_wanted(code)`."""

    wished = Signal(object)
    language_wanted = Signal(str)

    def __init__(self, hand: CallInHand, room: Room) -> None:
        super().__init__(room, "More", key="F6")
        self.add_head("More")
        wishes = [Wish.UPSET, Wish.NEW_CRIME, Wish.INTERPRETER] if _on_the_line(hand) else []
        wishes += [Wish.OBJECTION] if wishes and hand.nav.cards.objections else []
        wishes += [Wish.CONTACT] if hand.shown_case() is not None else []
        wishes += [Wish.COMPLAINT, Wish.PRAISE] if not hand.someone_else else []
        if not hand.ended:
            wishes.append(Wish.CUT_OFF)
        choices = [Choice(wish.value, KEYS[wish].label, KEYS[wish].key) for wish in wishes]
        case = hand.shown_case()
        self._hand, self._asks = hand, case.asks_next if case is not None else None
        if self._asks is not None:
            choices.append(Choice(_ASKED, "I asked the investigator’s question", f"“{self._asks.question}”"))
        self._languages = [code for code in hand.nav.form.languages if code != hand.nav.language]
        choices += [Choice(f"language {code}", f"Words in {language_word(code)}") for code in self._languages]
        self.add_list(choices, self._on_chosen, columns=2 if room.folded else 1)

    def _on_chosen(self, name: str) -> None:
        if name == _ASKED and self._asks is not None:
            self._hand.put_question(self._asks.id)
            self.back_wanted.emit()
        elif name.startswith("language "):
            self.language_wanted.emit(name.removeprefix("language "))
        else:
            self.wished.emit(Wish(name))


def _on_the_line(hand: CallInHand) -> bool:
    """Upset, a new crime, an interpreter: words that say who calls, for the person alone."""
    return hand.talked and not hand.ended


class CardSheet(BesideSheet):
    """The person card of a folded window."""

    def __init__(self, hand: CallInHand, room: Room) -> None:
        super().__init__(room, "The person called", key="F7")
        self.panel = PersonPanel(hand, beside=False)
        self.panel.show_hand()
        self.body.addWidget(self.panel, 1)
        held = self.panel.scroller.widget()
        self.say_what_is_below(*((held,) if held is not None else ()), scroller=self.panel.scroller)

    def enter(self) -> None:
        self.back_wanted.emit()
