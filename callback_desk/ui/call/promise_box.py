"""What was promised in a call: one sentence, who keeps it, and by which day. Nothing promised, nothing asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from callback_desk.call_script.typed_words import TypedIn
from callback_desk.domain.call import Promise
from callback_desk.ui.call.hand import CallInHand
from callback_desk.ui.components import ComboField, Field, Paragraph, Themed, set_shown
from callback_desk.ui.sight import bring_into_sight
from callback_desk.ui.times import moment, read_day, weekday

_END_OF_DAY: Final = time(17, 0)
_WHICH_DAY: Final = "By which day? For example Thursday, or 11/19."


@dataclass(frozen=True, slots=True)
class PromiseRead:
    """What is typed, as it counts. `wrong` says what keeps it from being finished."""

    promise: Promise | None = None
    wrong: str = ""

    @property
    def fact(self) -> str:
        """The promise as a sentence in the facts for the file."""
        if self.promise is None:
            return ""
        by = f" By {self.promise.due_at:%B} {self.promise.due_at.day}." if self.promise.due_at is not None else ""
        return f"Promised: {self.promise.text.rstrip('.')}. Kept by {self.promise.owner}.{by}"


class PromiseBox(Themed, QWidget):
    """Owner and day show once something is typed. `entered()`: Enter in a field leaves it."""

    entered = Signal()

    def __init__(self, hand: CallInHand) -> None:
        super().__init__()
        self._hand = hand
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self.theme.px(6))
        typed = hand.typed
        self.text = Field("You promised (optional)", typed.get(TypedIn.PROMISE, ""), help_text="One sentence.")
        self.owner = ComboField("Who keeps it", [(name, name) for name in hand.started.keepers])
        self.owner.set_value(typed.get(TypedIn.PROMISE_OWNER, ""))
        self.day = Field("By", typed.get(TypedIn.PROMISE_DAY, ""), hint="Thursday, or 11/19")
        self._said = Paragraph("", face="meta", color="ink2", full_width=True)
        self.text.edit.textEdited.connect(self._on_text)
        self.day.edit.textEdited.connect(self._on_day)
        self.owner.value_chosen.connect(self._on_owner)
        for field in (self.text, self.day):
            field.entered.connect(self.entered)
        self._row = QWidget()
        row = QHBoxLayout(self._row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self.theme.px(12))
        row.addWidget(self.owner, 1)
        row.addWidget(self.day, 1)
        for part in (self.text, self._row, self._said):
            column.addWidget(part)
        self._look()
        self._style_now()

    def read(self) -> PromiseRead:
        """What is promised; a day that cannot be read or has gone by is said."""
        text = self.text.text.strip()
        if not text:
            return PromiseRead()
        desk = self._hand.desk
        today = desk.clock.now().astimezone(desk.zone).date()
        on = read_day(self.day.text.strip(), today)
        if on is None:
            return PromiseRead(wrong=_WHICH_DAY)
        if on < today:
            return PromiseRead(wrong="That day has gone by. Choose today or a later day.")
        owner = str(self.owner.value or "") or desk.session.name
        return PromiseRead(Promise(text, owner, self._due(on)))

    def say_what_is_wrong(self) -> None:
        """The day is missing: the caret goes there."""
        self._look(strict=True)
        self.day.edit.setFocus()
        bring_into_sight(self._said, self.day)

    def _due(self, on: date) -> datetime:
        return moment(on, _END_OF_DAY, self._hand.desk.zone)

    def _on_text(self, text: str) -> None:
        self._hand.typing(TypedIn.PROMISE, text)
        self._look()

    def _on_day(self, text: str) -> None:
        self._hand.typing(TypedIn.PROMISE_DAY, text)
        self._look()

    def _on_owner(self, name: object) -> None:
        self._hand.typing(TypedIn.PROMISE_OWNER, str(name))

    def _look(self, *, strict: bool = False) -> None:
        read = self.read()
        typed = bool(self.text.text.strip())
        opened = typed and not self._row.isVisibleTo(self)
        for part in (self._row, self._said):
            set_shown(part, typed)
        if opened:
            bring_into_sight(self._said, self.text)
        wrong = read.wrong if strict or self.day.text.strip() else ""
        self._said.set_color("warn" if wrong else "ink2")
        if read.promise is not None and read.promise.due_at is not None:
            self._said.set_words(f"{weekday(read.promise.due_at, self._hand.desk.zone)}. The supervisor sees it.")
        else:
            self._said.set_words(wrong or "A promise has a day, and the supervisor sees it.")
