"""What came of an import: the sum again, where to go, and what becomes of the file it was read from."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from callback_desk.domain.incident import Pile
from callback_desk.domain.rows_to_correct import RowsToCorrect
from callback_desk.domain.views import BatchLine
from callback_desk.ui.components import (
    Card,
    NoticeBar,
    Paragraph,
    PrimaryButton,
    Scroller,
    SecondaryButton,
    Themed,
    Tone,
    set_shown,
)
from callback_desk.ui.imports.correct_card import CorrectCard
from callback_desk.ui.imports.pile_sum import PileSum
from callback_desk.ui.when import count


class ReportStep(Themed, QWidget):
    """`list_wanted()`, `decide_wanted()`, `another_wanted()`, `remove_wanted()`, `clear_wanted()`,
    `correct_wanted()`, `paper_wanted()`.
    """

    list_wanted = Signal()
    decide_wanted = Signal()
    another_wanted = Signal()
    remove_wanted = Signal()
    clear_wanted = Signal()
    correct_wanted = Signal()
    paper_wanted = Signal()

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
        self.paper = SecondaryButton("Report as PDF…", icon_name="printer")
        self.paper.clicked.connect(self.paper_wanted)
        row.addWidget(self.paper)
        row.addStretch(1)
        said.body.addLayout(row)
        body.addWidget(said)
        self.sum = PileSum()
        for tile in self.sum.tiles.values():
            tile.setEnabled(False)
        body.addWidget(self.sum)
        self.to_correct: RowsToCorrect | None = None
        self.correct_card = CorrectCard()
        self.correct_card.button.clicked.connect(self.correct_wanted)
        body.addWidget(self.correct_card)
        self._add_file_card()
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

    def _add_file_card(self) -> None:
        self.file_card = Card()
        self.file_words = Paragraph("", full_width=True)
        self.cloud = NoticeBar("", tone=Tone.WARN)
        self.remove = SecondaryButton("Remove the file…")
        self.remove.clicked.connect(self.remove_wanted)
        self.clear = SecondaryButton("Clear the clipboard")
        self.clear.clicked.connect(self.clear_wanted)
        self.file_card.body.addWidget(self.file_words)
        self.file_card.body.addWidget(self.cloud)
        row = QHBoxLayout()
        row.addWidget(self.remove)
        row.addWidget(self.clear)
        row.addStretch(1)
        self.file_card.body.addLayout(row)
        self.scroller.body.addWidget(self.file_card)

    def show_batch(self, batch: BatchLine) -> None:
        """An import is done; `show_file` or `show_clipboard` says what is left of it outside the desk."""
        counts = batch.counts
        queued, held = counts.of(Pile.QUEUED), counts.of(Pile.HELD)
        few = count(queued, "row is", "rows are")
        waiting = f"{count(held, 'waits', 'wait')} for a decision." if held else "Nobody waits for a decision."
        self.what.set_words(f"{batch.file_name} is imported")
        called = f"{few} to be called now or at the right hour." if queued else "No row of it adds a person to call."
        self.detail.set_words(f"{called} {waiting}")
        set_shown(self.decide, held > 0)
        self.sum.show_counts(counts)
        set_shown(self.file_card, False)
        self.to_correct = None
        set_shown(self.correct_card, False)

    def show_correct(self, known: RowsToCorrect) -> None:
        """Rows of this import that somebody could mend."""
        self.to_correct = known
        self.correct_card.show_rows(known.rows)
        set_shown(self.correct_card, not known.why_not)

    def show_file(self, name: str, folder: str, cloud: str = "") -> None:
        """The file still lies in `folder` ("": it is gone); `cloud` warns that it is copied elsewhere."""
        self._say_left(
            f"The file {name} still lies in {folder}. It holds names and telephone numbers that anybody "
            "at this computer can read. This program does not need it any more."
            if folder
            else "",
            cloud=cloud,
            remove=True,
        )

    def show_clipboard(self, *, still_there: bool) -> None:
        """Where pasted rows still are."""
        words = "The rows are still on the clipboard, where every program of this computer can read them."
        if not still_there:
            words = "The rows are no longer on the clipboard, and they were never saved to the disk as text."
        self._say_left(words, clear=still_there)

    def file_removed(self, name: str) -> None:
        """It is gone, and with it the rows that could be read again."""
        set_shown(self.correct_card, False)
        self._say_left(f"{name} was removed from this computer. What was imported stays.")

    def clipboard_cleared(self) -> None:
        """The rows are nowhere but in the desk."""
        self._say_left("The rows are no longer on the clipboard. What was imported stays.")

    def _say_left(self, words: str, *, cloud: str = "", remove: bool = False, clear: bool = False) -> None:
        had_focus = self.remove.hasFocus() or self.clear.hasFocus()
        self.file_words.set_words(words)
        self.cloud.words.set_words(cloud)
        self.cloud.setAccessibleName(cloud)
        set_shown(self.cloud, bool(cloud))
        set_shown(self.remove, remove)
        set_shown(self.clear, clear)
        set_shown(self.file_card, bool(words))
        if had_focus:
            self.onward.setFocus()

    def _restyle(self) -> None:
        self.scroller.body.setSpacing(self.theme.px(14))
        self.file_card.body.setSpacing(self.theme.px(10))
