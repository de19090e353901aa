"""The foot of a paper form: how it ended, who was told, what was agreed, the note, and the one button."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from callback_desk.domain.outcomes import Outcome, OutcomeRule
from callback_desk.ui.components import ButtonSize, Card, Field, Paragraph, PrimaryButton, TextField, set_shown
from callback_desk.ui.wish_time import AskLoad, WishRead, WishTime, WishWords
from callback_desk.use_cases.desk import Desk

_WISH: Final = WishWords(
    day="Asked to be called on",
    time="At",
    empty="Leave both empty when no time was named.",
    gone_by="It has gone by: the call is due at once.",
)


class EndingFields(Card):
    """`enter_wanted()`. The ending follows from the answers until a number is typed here.

    `called_at` is when the call was made, None while the form does not say it; a day that was named is counted from it.
    """

    enter_wanted = Signal()

    def __init__(
        self,
        desk: Desk,
        endings: Sequence[OutcomeRule],
        *,
        called_at: Callable[[], datetime | None],
        ask_load: AskLoad,
    ) -> None:
        super().__init__("How did it end?")
        self._endings = tuple(endings)
        self._by_hand = False
        self._urgent = False
        numbered = ", ".join(f"{number} {rule.screen}" for number, rule in enumerate(self._endings, start=1))
        self.number = Field("Number of the ending on the form", help_text=numbered)
        self.number.edit.setObjectName("paperEnding")
        self.number.edit.textEdited.connect(self._on_number)
        self.number.entered.connect(self._on_number_entered)
        self.told = Field("Who was told about it", help_text="Danger, or a line that cannot wait: a person, by name.")
        self.told.edit.setObjectName("paperTold")
        self.wish = WishTime(desk.clock.now, desk.zone, ask_load, words=_WISH, named_at=called_at)
        self.wish.entered.connect(self._on_entered)
        self._note = TextField("Note, facts only", lines=2)
        self.body.addWidget(self.number)
        self.body.addWidget(self.told)
        self.body.addWidget(self.wish)
        self.body.addWidget(self._note)
        self._said = Paragraph("", color="warn", full_width=True)
        self.enter = PrimaryButton("Enter this call", icon_name="check", size=ButtonSize.LARGE)
        self.enter.setObjectName("enterPaper")
        self.enter.clicked.connect(self.enter_wanted)
        foot = QHBoxLayout()
        foot.addWidget(self._said, 1)
        foot.addWidget(self.enter)
        self.body.addLayout(foot)
        self.told.entered.connect(self._on_entered)
        self._show()

    @property
    def outcome(self) -> Outcome | None:
        """The ending of the number that stands in the field."""
        text = self.number.text.strip()
        place = int(text) - 1 if text.isascii() and text.isdigit() and len(text) < 3 else -1
        return self._endings[place].outcome if 0 <= place < len(self._endings) else None

    @property
    def note(self) -> str:
        return self._note.text.strip()

    @property
    def told_whom(self) -> str:
        return self.told.text.strip()

    def asked_for(self) -> WishRead:
        """The time the person asked for, or what is wrong with it; nothing where this ending has no such time."""
        return self.wish.read() if self.wish.isVisibleTo(self) else WishRead()

    def follow(self, outcome: str, *, urgent: bool, after: QWidget) -> None:
        """What the answers say, unless a number was typed by hand. `after` is the field before this part."""
        self._urgent = urgent
        if not self._by_hand:
            place = next((number for number, rule in enumerate(self._endings, 1) if rule.outcome == outcome), 0)
            self.number.set_text(str(place) if place else "")
        QWidget.setTabOrder(after, self.number.edit)
        self._show()

    def say(self, sentence: str) -> None:
        """What is missing."""
        self._said.set_words(sentence)

    def close(self) -> bool:
        """It is being written; `open_again` when it was refused."""
        self.enter.setEnabled(False)
        self.say("")
        return True

    def open_again(self) -> None:
        self.enter.setEnabled(True)

    def focus_first(self) -> None:
        self.number.edit.setFocus(Qt.FocusReason.TabFocusReason)
        self.number.edit.selectAll()

    def _on_number(self, text: str) -> None:
        self._by_hand = bool(text.strip())
        self._show()

    def _on_number_entered(self) -> None:
        first = self.told if self.told.isVisibleTo(self) else self._note
        (self.wish.day if self.wish.isVisibleTo(self) and first is self._note else first).setFocus()

    def _on_entered(self) -> None:
        self._note.setFocus()

    def _show(self) -> None:
        rule = next((one for one in self._endings if one.outcome is self.outcome), None)
        typed = bool(self.number.text.strip())
        self.number.set_error("This number is not printed under How did it end?" if typed and rule is None else "")
        self.number.label.setText(
            f"Number of the ending on the form: {rule.screen}"
            if rule is not None
            else "Number of the ending on the form"
        )
        set_shown(self.told, self._urgent or (rule is not None and rule.outcome is Outcome.DANGER))
        set_shown(self.wish, rule is not None and rule.takes_appointment)
