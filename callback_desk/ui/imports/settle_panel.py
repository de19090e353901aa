"""What the export has no column for is settled in one sentence, by a named supervisor, for a year."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from callback_desk.domain.incident import Screening
from callback_desk.domain.layout import SettledFact
from callback_desk.ui.components import Card, Paragraph, SecondaryButton, TextField, set_shown
from callback_desk.ui.imports.match_tables import SCREENING_WORDS
from callback_desk.ui.when import day

_NO_DAY_BEFORE = 3  # words: a sentence, not a yes


class SettlePanel(Card):
    """`settled(statement)` when the sentence is given."""

    settled = Signal(str)

    def __init__(self, agency: str, signer: str, *, parent: QWidget | None = None) -> None:
        super().__init__("Settle once", parent=parent)
        self._agency = agency
        self._signer = signer
        self.asks = Paragraph("", full_width=True)
        self.field = TextField(f"How does {agency} screen for this?", lines=2)
        self.said = Paragraph("", face="meta", color="ink2", full_width=True)
        self.button = SecondaryButton("Settle it for a year")
        self.body.addWidget(self.asks)
        self.body.addWidget(self.field)
        row = QHBoxLayout()
        row.addWidget(self.said, 1)
        row.addWidget(self.button)
        self.body.addLayout(row)
        self.button.clicked.connect(self._on_pressed)
        self.field.text_changed.connect(self._on_typed)

    def show_facts(self, unsettled: frozenset[Screening]) -> None:
        """Which facts are asked about; none hides the panel."""
        words = [SCREENING_WORDS[fact] for fact in sorted(unsettled)]
        set_shown(self, bool(words))
        self.asks.set_words(
            f"This file has no column for {_listed(words)}. Rows that need it wait until somebody says "
            f"how {self._agency} makes sure of it. An example: officers fill in a family violence form with "
            "every report, and such reports are never exported to this list."
        )
        self.said.set_words(f"Kept with the name {self._signer} and today’s date. Asked again in a year.")

    def _on_typed(self) -> None:
        self.field.set_error("")

    def _on_pressed(self) -> None:
        text = self.field.text.strip()
        if len(text.split()) < _NO_DAY_BEFORE:
            self.field.set_error("Say in one sentence how the agency screens for this.")
            self.field.edit.setFocus()
            return
        self.settled.emit(text)


def settled_words(facts: tuple[SettledFact, ...]) -> str:
    """Who settled what: one line for the page."""
    if not facts:
        return ""
    one = facts[0]
    words = _listed([SCREENING_WORDS[fact.screening] for fact in facts])
    return f"{one.stated_by} said on {day(one.stated_on, one.stated_on)} how {words} is screened for."


def _listed(words: list[str]) -> str:
    if len(words) < 2:
        return "".join(words)
    return ", ".join(words[:-1]) + " and " + words[-1]
