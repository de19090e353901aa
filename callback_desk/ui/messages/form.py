"""The form of a message: what the caller wants, how to reach them, and their words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout

from callback_desk.domain.errors import DeskFault
from callback_desk.domain.messages import NEEDS_WORDS, WORDS, MessageKind, NewMessage
from callback_desk.ui.components import (
    Card,
    CheckRow,
    Choice,
    ChoiceList,
    Field,
    Paragraph,
    PrimaryButton,
    TextField,
    set_shown,
)
from callback_desk.ui.times import moment, read_clock, read_past_day
from callback_desk.ui.wish_time import AskLoad, WishRead, WishTime, WishWords

_SAY = "Say: “I take a message. I cannot see a case from here.” Write no more than they tell you."
_NO_GUESS = "No guess, and nothing from a case."
_WHICH_DAY = "Which day? For example Thursday, or 11/19."
_WHAT_TIME = "At what time? For example 9:30 AM."
_DIGITS = 7  # of a telephone number
_WISH = WishWords(day="When is good? Day", time="Time", empty="Leave both empty when any time is good.")
_CHOICES = tuple(Choice(one.value, WORDS[one].key, WORDS[one].then) for one in MessageKind)


class MessageForm(Card):
    """`kept(NewMessage)` when everything needed is there. What is typed stays until `clear`."""

    kept = Signal(object)

    def __init__(self, now: Callable[[], datetime], zone: ZoneInfo, ask_load: AskLoad) -> None:
        super().__init__("Take a message")
        self._now, self._zone = now, zone
        self._side_by_side: list[QBoxLayout] = []
        self.body.addWidget(Paragraph(_SAY, full_width=True))
        self.kinds = ChoiceList(_CHOICES, columns=2)
        self.kinds.setAccessibleName("What they want")
        self.kinds.choice_made.connect(self._on_kind)
        self.body.addWidget(self.kinds)
        self.number = Field("Their number", hint="with the area code")
        self.number.edit.setObjectName("messageNumber")
        self.case_number = Field("Case number, if they give one")
        self.case_number.edit.setObjectName("messageCase")
        self.caller = Field("First name, if they give one")
        self._who = self._row(self.number, self.case_number, self.caller)
        self.wish = WishTime(now, zone, ask_load, words=_WISH, about=True)  # word was left: nobody agreed to a minute
        self.wish.typed.connect(self._forget_wrong)
        self.body.addWidget(self.wish)
        self.words = TextField("What they said, in their words", help_text=_NO_GUESS)
        self.words.edit.setObjectName("messageWords")
        self.body.addWidget(self.words)
        self.slip = CheckRow("I type this from a slip of the front desk or dispatch")
        self.slip.toggled.connect(self._show_parts)
        self.body.addWidget(self.slip)
        self.slip_day = Field("The slip is from: day", hint="yesterday, or 11/18")
        self.slip_time = Field("Time", hint="4:15 PM")
        self._slip_row = self._row(self.slip_day, self.slip_time)
        foot = QHBoxLayout()
        self.wrong = Paragraph("", color="warn")
        foot.addWidget(self.wrong, 1)
        self.keep = PrimaryButton("Keep the message", icon_name="check")
        self.keep.setObjectName("keepMessage")
        self.keep.clicked.connect(self._on_keep)
        foot.addWidget(self.keep, 0, Qt.AlignmentFlag.AlignRight)
        self.body.addLayout(foot)
        for field in (self.number, self.case_number, self.caller, self.slip_day, self.slip_time):
            field.text_changed.connect(self._forget_wrong)
        self.words.text_changed.connect(self._forget_wrong)
        self._show_parts()

    def _row(self, *fields: Field) -> tuple[Field, ...]:
        row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        row.setSpacing(self.theme.px(12))
        self._side_by_side.append(row)
        for field in fields:
            column = QVBoxLayout()
            column.addWidget(field)
            column.addStretch(1)
            row.addLayout(column, 1)
        self.body.addLayout(row)
        return fields

    @property
    def kind(self) -> MessageKind | None:
        return MessageKind(self.kinds.chosen) if self.kinds.chosen else None

    def begin(self, given: str) -> None:
        """`given` is what was typed before, a number or a case number."""
        if not given:
            return
        number = sum(letter.isdigit() for letter in given) >= _DIGITS and not any(one.isalpha() for one in given)
        (self.number if number else self.case_number).set_text(given)

    def clear(self) -> None:
        """It is kept: nothing of this caller stays for the next."""
        self.kinds.set_chosen("")
        for field in (self.number, self.case_number, self.caller, self.slip_day, self.slip_time):
            field.set_text("")
        self.wish.clear()
        self.words.set_text("")
        self.slip.setChecked(False)
        self._show_parts()

    def set_narrow(self, narrow: bool) -> None:
        """One thing below the other, where there is no room beside it."""
        direction = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if self._side_by_side[0].direction() == direction:
            return
        for row in self._side_by_side:
            row.setDirection(direction)
        self.wish.set_narrow(narrow)
        self.kinds.set_choices(_CHOICES, chosen=self.kinds.chosen, columns=1 if narrow else 2)

    def refused(self, sentence: str) -> None:
        """It could not be kept; everything typed stays."""
        self.wrong.set_words(sentence)
        self.keep.setEnabled(True)

    def _on_kind(self, _value: str) -> None:
        self._forget_wrong()
        self._show_parts()
        self.number.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_parts(self, _on: bool = False) -> None:
        wants_call = self.kind is MessageKind.CALL_BACK
        set_shown(self.wish, wants_call)
        for part in self._slip_row:
            set_shown(part, self.slip.isChecked())
        needed = self.kind is None or self.kind in NEEDS_WORDS
        self.words.ask("What they said, in their words" if needed else "Anything else they said", _NO_GUESS)

    def _forget_wrong(self, *_typed: str) -> None:
        self.wrong.set_words("")
        self.keep.setEnabled(True)

    def _asked_for(self) -> WishRead:
        return self.wish.read() if self.kind is MessageKind.CALL_BACK else WishRead()

    def _slip_from(self) -> datetime | None:
        """Day and time on the slip. Raises DeskFault for what is no day or no time."""
        if not self.slip_day.text.strip() and not self.slip_time.text.strip():
            return None
        today = self._now().astimezone(self._zone).date()
        on, hour = read_past_day(self.slip_day.text.strip(), today), read_clock(self.slip_time.text)
        if on is None:
            raise DeskFault(_WHICH_DAY)
        if hour is None:
            raise DeskFault(_WHAT_TIME)
        return moment(on, hour, self._zone)

    def _on_keep(self) -> None:
        kind = self.kind
        if kind is None:
            self.refused("Choose what they want first.")
            self.kinds.focus_first()
            return
        try:
            came = self._slip_from() if self.slip.isChecked() else self._now()
        except DeskFault as wrong:
            self.refused(wrong.sentence)
            return
        if came is None:
            self.refused("When was the slip written? Day and time stand on it.")
            return
        wish = self._asked_for()
        if wish.wrong:
            self.refused(wish.wrong)
            self.wish.show_what_is_wrong()
            return
        self.keep.setEnabled(False)
        self.kept.emit(
            NewMessage(
                kind,
                came,
                slip=self.slip.isChecked(),
                caller=self.caller.text,
                number=self.number.text,
                case_number=self.case_number.text,
                text=self.words.text,
                wish_at=wish.at,
                wish_firm=wish.at is not None and wish.firm,
            )
        )
