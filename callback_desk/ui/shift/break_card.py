"""After a hard call: a break is offered, once. Only counts of it go anywhere."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from callback_desk.domain.ids import CallId
from callback_desk.domain.welfare import Break
from callback_desk.ui.components import Card, Label, Paragraph, QuietButton, SecondaryButton, set_shown

_OFFER = (
    "That was a hard call. Ten minutes away from the desk do you good, and nobody waits for the next call. "
    "Your supervisor will ask how you are."
)
_TAKEN = "Good. Take your time. The next call is there when you are ready."


class BreakCard(Card):
    """`answered(CallId, Break)`: it was shown, taken, or not now."""

    answered = Signal(object, object)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("A break")
        self._call: CallId | None = None
        self._on_break = False
        self.body.addWidget(Label("A break?", face="strong"))
        self.words = Paragraph(_OFFER, full_width=True)
        self.body.addWidget(self.words)
        row = QHBoxLayout()
        self.take = SecondaryButton("Take a break")
        self.take.clicked.connect(self._on_take)
        self.not_now = QuietButton("Not now")
        self.not_now.clicked.connect(self._on_not_now)
        row.addWidget(self.take)
        row.addWidget(self.not_now)
        row.addStretch(1)
        self.body.addLayout(row)
        set_shown(self, False)

    def show_offer(self, call: CallId | None) -> None:
        """The hard call it is about; None: there is nothing to offer. *Good* stays until the next call is made."""
        if call is None:
            if not self._on_break:
                set_shown(self, False)
            return
        if call != self._call:
            self._call, self._on_break = call, False
            self.words.set_words(_OFFER)
            for button in (self.take, self.not_now):
                set_shown(button, True)
            self.answered.emit(call, Break.OFFERED)
        set_shown(self, not self._answered)

    @property
    def _answered(self) -> bool:
        return not self.take.isVisibleTo(self) and not self._on_break

    def left(self) -> None:
        """The page is left for a call: what was said is over."""
        self._on_break = False
        set_shown(self, False)

    def _on_take(self) -> None:
        self._on_break = True
        self.words.set_words(_TAKEN)
        for button in (self.take, self.not_now):
            set_shown(button, False)
        self.answered.emit(self._call, Break.TAKEN)

    def _on_not_now(self) -> None:
        for button in (self.take, self.not_now):
            set_shown(button, False)
        set_shown(self, False)
        self.answered.emit(self._call, Break.NOT_NOW)


__all__ = ["BreakCard"]
