"""How did it end? The outcome follows from the path; it is looked at, facts are added, and the call is finished."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from callback_desk.call_script.typed_words import TypedIn
from callback_desk.domain.call import CallResult, VoicemailPolicy
from callback_desk.domain.outcomes import Outcome, OutcomeRule
from callback_desk.ui.call.hand import CallInHand
from callback_desk.ui.call.more_below import MoreBelow
from callback_desk.ui.call.promise_box import PromiseBox, PromiseRead
from callback_desk.ui.call.room import Room
from callback_desk.ui.call.safe_contact import agreed_now
from callback_desk.ui.call.sheet import Sheet
from callback_desk.ui.call.wish_time import CallWish
from callback_desk.ui.components import (
    ButtonSize,
    Chip,
    Choice,
    ChoiceList,
    Paragraph,
    PrimaryButton,
    SecondaryButton,
    TextField,
    Tone,
    set_shown,
)
from callback_desk.ui.sight import bring_into_sight, bring_new_into_sight
from callback_desk.ui.when import count
from callback_desk.ui.wish_time import WishRead

_O = Outcome
TALKED: Final = (
    _O.TALKED_ALL,
    _O.TALKED_PART,
    _O.ANOTHER_TIME,
    _O.NO_CALLS_WANTED,
    _O.LANGUAGE_NO_INTERPRETER,
    _O.CUT_OFF,
    _O.SOFT_REFUSAL,
    _O.SOMETHING_WRONG,
)
NOT_REACHED: Final = (
    _O.NO_ANSWER,
    _O.BUSY,
    _O.MACHINE_NO_MESSAGE,
    _O.MACHINE_MESSAGE,
    _O.SOMEONE_ELSE,
    _O.WRONG_NUMBER,
    _O.NOT_IN_SERVICE,
    _O.SOMETHING_WRONG,
    _O.CUT_OFF,
)
_CHOICE: Final = Choice("", "")
_NO_CALLS: Final = "do_not_call"
_NEEDS_WORDS: Final = "It needs a few words in the facts for the file: what happened."
_WITH_TIME: Final = frozenset({_O.ANOTHER_TIME, _O.SOMEONE_ELSE, _O.AWAY, _O.TALKED_ALL, _O.TALKED_PART})


class EndingSheet(Sheet):
    """`finish_wanted(CallResult, next_call)`; `outcome_changed(Outcome | None)` for the column beside it.

    It is made while nobody waits for it, with nothing of the call but its fields; `fill` puts in how the call ended.
    """

    finish_wanted = Signal(object, bool)
    outcome_changed = Signal(object)

    def __init__(self, hand: CallInHand, room: Room) -> None:
        super().__init__(room, "How did it end?")
        self.hand = hand
        self._set, self._no_calls = "", False
        self._saved = Chip("")
        self.add_head("How did it end?", self._saved)
        self.list = ChoiceList([_CHOICE] * len(NOT_REACHED), columns=2)
        self.list.choice_made.connect(self._on_outcome)
        self.body.addWidget(self.list)
        self._hint = Paragraph("", face="meta", color="ink2", full_width=True)
        self.body.addWidget(self._hint)
        self.wish = CallWish(hand)
        self.wish.entered.connect(self.setFocus)
        self.body.addWidget(self.wish)
        self.note = TextField("Facts for the file (optional, what happened and not what you think)", lines=2)
        self.note.text_changed.connect(self._on_note)
        self.body.addWidget(self.note)
        self.promise = PromiseBox(hand)
        self.promise.entered.connect(self.setFocus)
        self.body.addWidget(self.promise)
        self.body.addStretch(1)
        self._fill_foot()

    def fill(self) -> None:
        """What the call's path says of its end, and the facts that were written down since this was made."""
        ending = self.hand.nav.ending
        self._set = ending.outcome if ending is not None else ""
        self._no_calls = ending is not None and ending.next_action == _NO_CALLS
        answered = f"{count(self.hand.answered(), 'answer')} saved"
        self._saved.set_state(answered, icon_name="check-ring", tone=Tone.GOOD)
        choices = [Choice(one.value, self._rule(one).screen, closed=self._closed(one)) for one in self._offered()]
        self.list.set_choices(choices, chosen=self._set)
        facts = self.hand.typed.get(TypedIn.NOTE, "")
        if facts != self.note.text:
            self.note.set_text(facts)
        self._show_outcome()
        promised = (self.promise.text.edit, self.promise.owner, self.promise.day)
        self._more_below.watch((*self.list.parts, self.wish, self.note, *promised))
        if chosen := self._chosen_and_what_it_opens():
            bring_new_into_sight(*chosen)

    def _says_below(self) -> MoreBelow | None:
        return self._more_below

    @property
    def outcome(self) -> Outcome | None:
        return Outcome(self.list.chosen) if self.list.chosen else None

    def press_number(self, key: str) -> bool:
        return self.list.choose_key(key)

    def enter(self) -> None:
        self._finish(next_call=True)

    def go_back(self) -> None:
        self.hand.go_back()

    def open_again(self) -> None:
        """It could not be finished: everything is still here."""
        for button in (self.next, self.rest):
            button.setEnabled(True)

    # -- parts

    def _offered(self) -> tuple[Outcome, ...]:
        of_path = Outcome(self._set) if self._set else None
        offered = TALKED if self.hand.talked or (of_path in TALKED and of_path not in NOT_REACHED) else NOT_REACHED
        if of_path is not None and of_path not in offered:
            offered = (of_path, *offered)
        return offered

    def _closed(self, outcome: Outcome) -> str:
        """What was agreed about messages governs here too; what the path says already stays."""
        policy = self.hand.started.facts.get("voicemail_policy", "")
        none = policy in ("", VoicemailPolicy.NONE.value)
        closed = outcome is _O.MACHINE_MESSAGE and none and outcome.value != self._set
        return "No message may be left" if closed else ""

    def _rule(self, outcome: Outcome) -> OutcomeRule:
        return self.hand.desk.rules.outcomes.rule(outcome)

    def _restyle(self) -> None:
        super()._restyle()
        self.foot.setSpacing(self.theme.px(8))  # between four things, and the last one is large

    def _fill_foot(self) -> None:
        tight = self.room is Room.TIGHT
        back = SecondaryButton("Back", icon_name="" if tight else "chevron-left", key="" if tight else "Page Up")
        back.clicked.connect(self.go_back)
        self.rest = SecondaryButton("Take a break" if tight else "Finish and take a break")
        self.rest.setObjectName("finishAndRest")
        self.rest.setAccessibleName("Finish and take a break")
        self.rest.clicked.connect(self._on_rest)
        size = ButtonSize.NORMAL if self.room.folded else ButtonSize.LARGE
        self.next = PrimaryButton("Finish, next call", key="Enter", size=size)
        self.next.setObjectName("finishNext")
        self.next.clicked.connect(self.enter)
        self.foot.addWidget(back)
        self.foot.addStretch(1)
        self._more_below = MoreBelow(self.scroller, ())
        self.foot.addWidget(self._more_below, 0, Qt.AlignmentFlag.AlignVCenter)
        self.foot.addWidget(self.rest)
        self.foot.addWidget(self.next)

    # -- what is chosen and typed

    def _on_outcome(self, value: str) -> None:
        self.hand.end(value, self._next_action(value))

    def _next_action(self, value: str) -> str:
        ending = self.hand.nav.ending
        if self._no_calls:  # said in the call: another outcome does not take it back
            return _NO_CALLS
        return ending.next_action if ending is not None and ending.outcome == value else ""

    def refresh(self) -> None:
        """Another outcome was chosen: words and focus stay."""
        ending = self.hand.nav.ending
        if ending is not None:
            self.list.set_chosen(ending.outcome)
        self._show_outcome()
        if chosen := self._chosen_and_what_it_opens():
            bring_into_sight(*chosen)

    def _chosen_and_what_it_opens(self) -> list[QWidget]:
        """The chosen ending last: set by the call or by its number it may lie out of sight."""
        chosen = [part for part in self.list.parts if part.choice.value == self.list.chosen]
        return [self.wish, *chosen] if chosen and not self.wish.isHidden() else [*chosen]

    def _show_outcome(self) -> None:
        chosen = self.outcome
        number = next((part.choice.number for part in self.list.parts if part.choice.value == self._set), "")
        self._hint.set_color("ink2")
        if chosen is None:
            self._hint.set_words("Choose what happened.")
        elif chosen.value == self._set and number.strip():
            self._hint.set_words(f"{number} is set from what you recorded. Change it only if it is wrong.")
        else:
            self._hint.set_words("You changed it. What you recorded is kept as it is.")
        if chosen is not None and self._rule(chosen).note and not self.hand.nav.tips():
            self._hint.set_words(f"{self._hint.text()} {_NEEDS_WORDS}")
        with_time = chosen in _WITH_TIME
        set_shown(self.wish, with_time)
        self.outcome_changed.emit(chosen)

    def _on_note(self) -> None:
        self.hand.typing(TypedIn.NOTE, self.note.text)

    # -- finishing

    def _on_rest(self) -> None:
        self._finish(next_call=False)

    def _finish(self, *, next_call: bool) -> None:
        outcome = self.outcome
        if outcome is None:
            self._hint.set_color("warn")
            self._hint.set_words("Choose what happened first.")
            bring_into_sight(self._hint)
            return
        wish = self.wish.read() if outcome in _WITH_TIME else WishRead()
        if wish.wrong:
            self.wish.show_what_is_wrong()
            return
        promised = self.promise.read()
        if promised.wrong:
            self.promise.say_what_is_wrong()
            return
        if unwritten := self._unwritten():
            self._hint.set_color("warn")
            self._hint.set_words(unwritten)
            bring_into_sight(self._hint)
            return
        result = self._result(outcome, wish, promised)
        if self._rule(outcome).lacks_note(result.note, result.tips):
            self._hint.set_color("warn")
            self._hint.set_words(_NEEDS_WORDS)
            self.note.setFocus(Qt.FocusReason.OtherFocusReason)
            bring_into_sight(self._hint, self.note)
            return
        for button in (self.next, self.rest):
            button.setEnabled(False)
        self.finish_wanted.emit(result, next_call)

    def _unwritten(self) -> str:
        """A complaint or a thank-you that was typed and not put on record goes nowhere: it is said, not dropped."""
        for place, what in ((TypedIn.COMPLAINT, "complaint: press F4"), (TypedIn.PRAISE, "praise: press F5")):
            if self.hand.typed.get(place, "").strip():
                return f"You typed a {what}, and write it down or take the words away."
        return ""

    def _result(self, outcome: Outcome, wish: WishRead, promised: PromiseRead) -> CallResult:
        """With every word that was typed anywhere and not kept: it stands in the facts for the file."""
        unkept = [self.hand.typed.get(place, "").strip() for place in (TypedIn.LINE, TypedIn.ANSWER)]
        facts = [self.note.text.strip(), promised.fact, *(f"Typed and not kept: {text}" for text in unkept if text)]
        promise = promised.promise
        return replace(
            self.hand.result(outcome.value),
            note="\n".join(filter(None, facts)),
            promises=(promise,) if promise is not None else (),
            next_at=wish.at,
            next_firm=wish.firm,
            next_note=promise.text if promise is not None else "",
            contact=agreed_now(self.hand),
        )
