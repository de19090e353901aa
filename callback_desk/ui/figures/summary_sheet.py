"""The page for everybody: what the agency says in its own words, then saved as a PDF or as a page for a web site."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from callback_desk.domain.errors import DeskFault
from callback_desk.domain.figure_periods import Period
from callback_desk.domain.figure_words import period_words
from callback_desk.domain.public_summary import MOST_LETTERS, MOST_REACH, ChiefWords
from callback_desk.ui.back_sheet import BackSheet
from callback_desk.ui.components import Card, Field, Paragraph, SecondaryButton, TextField
from callback_desk.ui.desk_page import DeskPage

_WHAT = (
    "One page without a name. Areas under 30 answers, callers and everything about single groups are left out; "
    "a count of 1 to 9 is called fewer than 10."
)


class SummarySheet(BackSheet):
    """`save_wanted(ChiefWords, bool)`: the words, and whether it is to be a page for a web site."""

    title = "Public summary"
    way_back = "Back to the reports"
    save_wanted = Signal(object, bool)

    def __init__(self, page: DeskPage) -> None:
        super().__init__(page)
        self.card = Card()
        self.what = Paragraph(_WHAT, full_width=True)
        self.days = Paragraph("", face="strong", full_width=True)
        self.changed = TextField(
            "What we changed",
            help_text=f"In the chief's words, for everybody to read. At most {MOST_LETTERS} letters. Name nobody.",
            lines=5,
        )
        self.changed.setObjectName("publicChanged")
        self.reach = Field("How to reach us", page.desk.info.callback_phone, help_text=f"At most {MOST_REACH} letters.")
        self.pdf = SecondaryButton("Save as PDF", icon_name="printer")
        self.web = SecondaryButton("Save as a web page", icon_name="document")
        self.pdf.clicked.connect(self._on_pdf)
        self.web.clicked.connect(self._on_web)
        row = QHBoxLayout()
        row.addWidget(self.pdf)
        row.addWidget(self.web)
        row.addStretch(1)
        for part in (self.what, self.days, self.changed, self.reach):
            self.card.body.addWidget(part)
        self.card.body.addLayout(row)
        self.body.addWidget(self.card)
        self.body.addStretch(1)
        self._style_now()

    def show_days(self, period: Period) -> None:
        """Which days it is about."""
        self.days.set_words(period_words(period))

    def set_busy(self, busy: bool) -> None:
        for button in (self.pdf, self.web):
            button.setEnabled(not busy)

    def _on_pdf(self) -> None:
        self._save(web=False)

    def _on_web(self) -> None:
        self._save(web=True)

    def _save(self, *, web: bool) -> None:
        self.changed.set_error("")
        self.reach.set_error("")
        try:
            said = ChiefWords(self.changed.text, self.reach.text)
        except DeskFault as fault:
            wrong = self.reach if self.changed.text.strip() and len(self.changed.text) <= MOST_LETTERS else self.changed
            wrong.set_error(fault.sentence)
            wrong.setFocus()
            return
        self.save_wanted.emit(said, web)


__all__ = ["SummarySheet"]
