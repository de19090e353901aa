"""What came of an import: the sum again, where to go, and what becomes of the file it was read from."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from callback_desk.domain.incident import Pile
from callback_desk.domain.views import BatchLine
from callback_desk.ui.components import Card, Paragraph, PrimaryButton, QuietButton, Scroller, SecondaryButton, Themed
from callback_desk.ui.components.base import set_shown
from callback_desk.ui.imports.pile_sum import PileSum
from callback_desk.ui.when import count


class ReportStep(Themed, QWidget):
    """`list_wanted()`, `decide_wanted()`, `another_wanted()`, `remove_wanted()`."""

    list_wanted = Signal()
    decide_wanted = Signal()
    another_wanted = Signal()
    remove_wanted = Signal()

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self.scroller = Scroller()
        outer.addWidget(self.scroller, 1)
        body = self.scroller.body
        said = Card(padding_px=24)
        self.what = Paragraph("", face="section", full_width=True)
        self.detail = Paragraph("", full_width=True)
        said.body.addWidget(self.what)
        said.body.addWidget(self.detail)
        self.decide = SecondaryButton("Decide about those who wait")
        self.decide.clicked.connect(self.decide_wanted)
        row = QHBoxLayout()
        row.addWidget(self.decide)
        row.addStretch(1)
        said.body.addLayout(row)
        body.addWidget(said)
        self.sum = PileSum()
        for tile in self.sum.tiles.values():
            tile.setEnabled(False)
        body.addWidget(self.sum)
        self.file_card = Card()
        self.file_words = Paragraph("", full_width=True)
        self.remove = QuietButton("Remove the file")
        self.remove.clicked.connect(self.remove_wanted)
        self.file_card.body.addWidget(self.file_words)
        row = QHBoxLayout()
        row.addWidget(self.remove)
        row.addStretch(1)
        self.file_card.body.addLayout(row)
        body.addWidget(self.file_card)
        body.addStretch(1)
        foot = QHBoxLayout()
        another = SecondaryButton("Import another file")
        another.clicked.connect(self.another_wanted)
        self.onward = PrimaryButton("See the call list", icon_after="chevron-right")
        self.onward.clicked.connect(self.list_wanted)
        foot.addWidget(another)
        foot.addStretch(1)
        foot.addWidget(self.onward)
        foot.setContentsMargins(6, 6, 6, 6)
        outer.addLayout(foot)
        self._style_now()

    def show_batch(self, batch: BatchLine, folder: str) -> None:
        """An import is done."""
        counts = batch.counts
        queued, held = counts.of(Pile.QUEUED), counts.of(Pile.HELD)
        self.what.set_words(f"{batch.file_name} is imported")
        people = count(queued, "row is", "rows are")
        waiting = f"{count(held, 'waits', 'wait')} for a decision." if held else "Nobody waits for a decision."
        self.detail.set_words(f"{people} to be called now or at the right hour. {waiting}")
        set_shown(self.decide, held > 0)
        self.sum.show_counts(counts)
        self.file_words.set_words(
            f"The file {batch.file_name} still lies in {folder}. It holds names and telephone numbers that anybody "
            "at this computer can read. This program does not need it any more."
        )
        set_shown(self.file_card, bool(folder))
        set_shown(self.remove, True)

    def file_removed(self, name: str) -> None:
        """It is gone."""
        self.file_words.set_words(f"{name} was removed from this computer. What was imported stays.")
        set_shown(self.remove, False)

    def _restyle(self) -> None:
        self.scroller.body.setSpacing(self.theme.px(14))
