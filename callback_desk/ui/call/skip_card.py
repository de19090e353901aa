"""Why this person is skipped: one tap, and what follows from it stands on each key."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal

from callback_desk.domain.skips import WORDS, SkipReason
from callback_desk.ui.components import Card, Choice, ChoiceList, Paragraph, Run
from callback_desk.ui.when import clock


class SkipCard(Card):
    """`chosen(SkipReason)` comes with the first press."""

    chosen = Signal(object)

    def __init__(self, name: str, promised_at: datetime | None, zone: ZoneInfo) -> None:
        super().__init__(f"Why do you skip {name}?")
        if promised_at is not None:
            promised = f"We promised to call at {clock(promised_at, zone)}. "
            stays = "The time stays promised: fetch a colleague who can call now."
            self.body.addWidget(Paragraph((Run(promised, strong=True), Run(stays)), full_width=True))
        self.reasons = ChoiceList([Choice(one.value, WORDS[one].key, WORDS[one].then) for one in WORDS])
        self.reasons.setAccessibleName("Why you skip this person")
        self.reasons.choice_made.connect(self._on_made)
        self.body.addWidget(self.reasons)
        kept = "The reason is kept with your name. Nobody is lost by it."
        self.body.addWidget(Paragraph(kept, face="meta", color="ink2", full_width=True))

    def _on_made(self, value: str) -> None:
        self.chosen.emit(SkipReason(value))
