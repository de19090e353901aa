"""How the person may be reached another time: asked in every call that may be followed by another, since it changes.

Number, message, times and who must not answer (research, section 2.2). Nothing is chosen beforehand.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt

from callback_desk.call_script.typed_words import TypedIn
from callback_desk.domain.call import SafeContact, VoicemailPolicy
from callback_desk.domain.safe_times import ANY_TIME, OFFERED, SafeTimes, offered
from callback_desk.ui.call.alert_words import SAFE_CONTACT, words_for
from callback_desk.ui.call.beside_sheets import BesideSheet
from callback_desk.ui.call.hand import CallInHand
from callback_desk.ui.call.phone_words import kind_word
from callback_desk.ui.call.room import Room
from callback_desk.ui.components import (
    SAY_THEN_LISTEN,
    Choice,
    ChoiceList,
    DoLine,
    Field,
    Paragraph,
    PrimaryButton,
    set_shown,
)
from callback_desk.ui.times import day

NOT_ASKED: Final = "not_asked"
OTHER_NUMBER: Final = "other_number"
_MESSAGES: Final = {
    VoicemailPolicy.NONE: "Leave no message.",
    VoicemailPolicy.NAME_ONLY: "Message: first name, nothing else.",
    VoicemailPolicy.NAME_AND_CALLBACK: "Message: name and our number.",
}


def agreed_now(hand: CallInHand) -> SafeContact | None:
    """What was agreed in this call; None when it was not asked. The words are kept as they were said."""
    chosen = hand.typed.get(TypedIn.CONTACT, "")
    if chosen in ("", NOT_ASKED):
        return None
    words = hand.typed.get(TypedIn.CONTACT_WHEN, "").strip()
    today = hand.desk.clock.now().astimezone(hand.desk.zone).date()
    times = _times_now(hand)
    said = f"{times.said()}." if times else ""
    if chosen == OTHER_NUMBER:
        sentence = " ".join(filter(None, ("Not the number of the last call. Leave no message.", said, words)))
        return SafeContact(sentence, VoicemailPolicy.NONE, None, today, times)
    policy = VoicemailPolicy(chosen)
    phones = hand.card.phones if hand.card is not None else ()
    kind = next((kind_word(one.kind).lower() for one in phones if one.id == hand.started.phone_id), "number")
    sentence = " ".join(filter(None, (f"This {kind} only.", _MESSAGES[policy], said, words)))
    return SafeContact(sentence, policy, hand.started.phone_id, today, times)


def _times_now(hand: CallInHand) -> SafeTimes:
    """Those chosen in this call; where none were, what was agreed before stays."""
    chosen = hand.typed.get(TypedIn.CONTACT_TIMES, "")
    if chosen:
        return offered(chosen)
    return hand.card.safe_contact.times if hand.card is not None else ANY_TIME


def asks_now(hand: CallInHand) -> bool:
    """Once in a call: the person may be called again, and has just said so."""
    answers = hand.nav.state().answers
    said = next((value for key, value in answers.items() if key.rpartition("/")[2] == "call_again"), "")
    here = hand.step.question
    waits = TypedIn.CONTACT not in hand.typed and not hand.ended and not hand.someone_else
    return waits and said == "yes" and here is not None and here.name != "call_again" and hand.shown_case() is not None


class SafeContactSheet(BesideSheet):
    """A number answers, a second one says when, and it goes back. People go into the line, before or by F6 after.

    Made without a word of the person; `fill` says whom it is about.
    """

    def __init__(self, hand: CallInHand, room: Room) -> None:
        super().__init__(room, "How to reach them", key="F6")
        self._hand = hand
        self.list = ChoiceList(
            [
                Choice(VoicemailPolicy.NONE.value, "This number, and no message"),
                Choice(VoicemailPolicy.NAME_ONLY.value, "This number, a message with the first name only"),
                Choice(VoicemailPolicy.NAME_AND_CALLBACK.value, "This number, a message with our number"),
                Choice(OTHER_NUMBER, "Not this number", "Write the other one in the line"),
                Choice(NOT_ASKED, "Did not say", "Stays as it was", number="0"),
            ],
            columns=2 if room.folded else 1,
        )
        self.list.choice_made.connect(self._on_chosen)
        self.body.addWidget(self.list)
        self._asked_when = DoLine("When may we call there? Nobody calls outside of it.", icon_name="clock")
        self.body.addWidget(self._asked_when)
        self.times = ChoiceList(
            [Choice(key, words) for key, words, _times in OFFERED],
            columns=2 if room.folded else 1,
        )
        self.times.choice_made.connect(self._on_times)
        self.body.addWidget(self.times)
        self._ask_when(False)
        self.when = Field("Anything else: who must not answer (optional)", icon_name="pen")
        self.when.edit.textEdited.connect(self._on_typed)
        self.when.entered.connect(self.go_on)
        self.body.addWidget(self.when)
        self.body.addStretch(1)
        self._said = Paragraph("", color="warn", full_width=True)
        self.body.insertWidget(1, self._said)
        set_shown(self._said, False)
        self.say_what_is_below(*self.list.parts, *self.times.parts, self.when)
        forward = PrimaryButton("Go on", key="" if room is Room.TIGHT else "Page Down")
        forward.setObjectName("contactGoOn")
        forward.clicked.connect(self.go_on)
        self.foot.addWidget(forward)

    def fill(self) -> None:
        """Whom it is about, what was agreed before, and what was chosen in this call already."""
        hand = self._hand
        name = hand.first_name or "the person"
        self.add_head(f"How may we reach {name} another time?")
        self.add_words(words_for(hand, SAFE_CONTACT), SAY_THEN_LISTEN)
        before = hand.card.safe_contact if hand.card is not None else SafeContact()
        if before.sentence:
            on = f" Agreed {day(before.confirmed_on)}." if before.confirmed_on is not None else ""
            self.top.addWidget(DoLine(f"Until now: {before.sentence}{on}", icon_name="shield"))
        for choices, place in ((self.list, TypedIn.CONTACT), (self.times, TypedIn.CONTACT_TIMES)):
            if hand.typed.get(place):
                choices.set_chosen(hand.typed[place])
        self.when.edit.setText(hand.typed.get(TypedIn.CONTACT_WHEN, ""))

    def press_number(self, key: str) -> bool:
        return (self.times if self.times.isVisibleTo(self) else self.list).choose_key(key)

    def _ask_when(self, on: bool) -> None:
        """One list at a time, so that the numbers mean one thing."""
        for part in (self._asked_when, self.times):
            set_shown(part, on)
        set_shown(self.list, not on)

    def enter(self) -> None:
        self.go_on()

    def go_on(self) -> None:
        """Without a choice it counts as not asked, and what was agreed before stays; words alone are not enough."""
        if not self.list.chosen and self.when.text.strip():
            self._said.set_words("Which number, and may a message be left? Press 1 to 4 too.")
            set_shown(self._said, True)
            self.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        if TypedIn.CONTACT not in self._hand.typed:
            self._hand.typing(TypedIn.CONTACT, NOT_ASKED)
        self.back_wanted.emit()

    def go_back(self) -> None:
        self.go_on()

    def _on_chosen(self, value: str) -> None:
        self._hand.typing(TypedIn.CONTACT, value)
        if value == NOT_ASKED:
            self.back_wanted.emit()
            return
        set_shown(self._said, False)
        self._ask_when(True)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_times(self, value: str) -> None:
        self._hand.typing(TypedIn.CONTACT_TIMES, value)
        if self.list.chosen == OTHER_NUMBER and not self.when.text.strip():
            self.when.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.back_wanted.emit()

    def _on_typed(self, text: str) -> None:
        self._hand.typing(TypedIn.CONTACT_WHEN, text)
