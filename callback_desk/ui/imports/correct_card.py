"""The card of a report that offers the rows somebody could put right."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout

from callback_desk.ui.components import Card, Paragraph, SecondaryButton
from callback_desk.ui.when import count

CORRECT = "Save the rows to correct…"


class CorrectCard(Card):
    """`button` asks for them."""

    def __init__(self) -> None:
        super().__init__()
        self.words = Paragraph("", full_width=True)
        self.button = SecondaryButton(CORRECT, icon_name="pen")
        self.body.addWidget(self.words)
        row = QHBoxLayout()
        row.addWidget(self.button)
        row.addStretch(1)
        self.body.addLayout(row)
        self._style_now()

    def show_rows(self, rows: int) -> None:
        """How many there are and what becomes of them."""
        lack = "lacks something or cannot" if rows == 1 else "lack something or cannot"
        self.words.set_words(
            f"{count(rows, 'row')} {lack} be read. Save them with what is wrong in each, have them corrected in a "
            "spreadsheet, and import that file: what was corrected comes in, the rest stays as it is."
        )

    def _restyle(self) -> None:
        super()._restyle()
        self.body.setSpacing(self.theme.px(10))
