"""Step 3: the sum, the six piles, and the rows of one with their reasons. Nothing has been imported yet."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from callback_desk.domain.import_rows import Preview, SharedNumbers
from callback_desk.domain.incident import Pile
from callback_desk.ui.components import (
    Card,
    Icon,
    Label,
    NoticeBar,
    Paragraph,
    QuietButton,
    Scroller,
    TableView,
    Themed,
    Tone,
    set_shown,
)
from callback_desk.ui.imports.foot import StepFoot
from callback_desk.ui.imports.pile_sum import PileSum, first_to_look_at
from callback_desk.ui.imports.piles import look_of
from callback_desk.ui.imports.rows_model import LARGE_TEXT, RowsModel, reasons_words, shown_row
from callback_desk.ui.imports.shared_words import shared_words
from callback_desk.ui.imports.taken_back_bars import TakenBackBars
from callback_desk.ui.when import count
from callback_desk.use_cases.desk import Rules
from callback_desk.use_cases.reason_words import no_rows_words


class CheckStep(Themed, QWidget):
    """`import_wanted()`, `back_wanted()`, `problems_wanted()`; `taken_back.bring_wanted(bool)`."""

    import_wanted = Signal()
    back_wanted = Signal()
    problems_wanted = Signal()

    def __init__(self, rules: Rules, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rules = rules
        self.preview: Preview | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._file_row = QHBoxLayout()
        self._file_name = Label("", face="strong")
        self._file_row.addWidget(Icon("document", "ink"))
        self._file_row.addWidget(self._file_name)
        self.words = Paragraph("", color="ink2", full_width=True)
        self._file_row.addWidget(self.words, 1, Qt.AlignmentFlag.AlignVCenter)
        self.scroller = Scroller()
        self.scroller.body.addLayout(self._file_row)
        self._column.addWidget(self.scroller, 1)
        self.change = NoticeBar("", tone=Tone.WARN)
        self.scroller.body.addWidget(self.change)
        self.shared = NoticeBar("", tone=Tone.WARN)
        self.scroller.body.addWidget(self.shared)
        self.taken_back = TakenBackBars()
        self.scroller.body.addWidget(self.taken_back)
        self.sum = PileSum()
        self.sum.pile_chosen.connect(self._on_pile)
        self.scroller.body.addWidget(self.sum)
        self.list = PileRows(self._rules)
        self.list.problems_wanted.connect(self.problems_wanted)
        self.scroller.body.addWidget(self.list, 1)
        self.foot = StepFoot("Import this file", icon_name="import")
        self.foot.back.clicked.connect(self.back_wanted)
        self.foot.onward.clicked.connect(self.import_wanted)
        self._column.addWidget(self.foot)
        self._style_now()

    def show_preview(self, file_name: str, preview: Preview, shared: SharedNumbers | None = None) -> None:
        """Every row has its pile; `shared` are numbers that stand for more than one person."""
        self.preview = preview
        self._file_name.setText(file_name)
        self.words.set_words(f"Nothing has been imported yet. {no_rows_words(preview.no_rows)}".strip())
        for bar, words in ((self.change, preview.major_change), (self.shared, shared_words(shared or SharedNumbers()))):
            bar.words.set_words(words)
            bar.setAccessibleName(words)
            set_shown(bar, bool(words))
        self.sum.show_counts(preview.counts)
        coming = preview.counts.of(Pile.QUEUED)
        self.foot.set_words("", f"{count(coming, 'row')} can be called once this is done." if coming else "")
        self.sum.choose(first_to_look_at(preview.counts))
        self.scroller.verticalScrollBar().setValue(0)

    def _on_pile(self, pile: object) -> None:
        if isinstance(pile, Pile) and self.preview is not None:
            self.list.show_pile(self.preview, pile)

    def _restyle(self) -> None:
        theme = self.theme
        self._column.setSpacing(theme.px(6))
        self._file_row.setSpacing(theme.px(12))
        self.scroller.body.setSpacing(theme.px(14))


class PileRows(Card):
    """The rows of a pile: line, name, why, where, what to do. `problems_wanted()` for the list as a file."""

    problems_wanted = Signal()

    def __init__(self, rules: Rules, *, parent: QWidget | None = None) -> None:
        super().__init__(padding_px=0, parent=parent)
        self._rules = rules
        self._head = QHBoxLayout()
        self.heading = Label("", face="strong")
        self.means = Paragraph("", face="meta", color="ink2", full_width=True)
        self.export = QuietButton("Problem list", icon_name="printer")
        self.export.clicked.connect(self.problems_wanted)
        self._head.addWidget(self.heading)
        self._head.addWidget(self.means, 1, Qt.AlignmentFlag.AlignVCenter)
        self._head.addWidget(self.export)
        self.body.addLayout(self._head)
        self.reasons = Paragraph("", face="meta", full_width=True)
        self.reasons.setObjectName("reasonsOfPile")
        self._reasons_place = QWidget()
        self._reasons_row = QHBoxLayout(self._reasons_place)
        self._reasons_row.addWidget(self.reasons)
        self.body.addWidget(self._reasons_place)
        self.model = RowsModel(self)
        self.table = TableView("Rows of this pile", wraps=True)
        self.table.setModel(self.model)
        self.table.row_chosen.connect(self._on_row)
        self.body.addWidget(self.table, 1)
        self.foot = Paragraph("", face="meta", color="ink2", full_width=True)
        self._foot = QHBoxLayout()
        self._foot.addWidget(self.foot)
        self.body.addLayout(self._foot)
        self._rest = QWidget()
        self.body.addWidget(self._rest, 1)
        self._restyle()

    def show_pile(self, preview: Preview, pile: Pile) -> None:
        """Its first rows, worst first."""
        look = look_of(pile)
        of_all = preview.counts.of(pile)
        rows = [shown_row(row, self._rules) for row in preview.rows if row.pile is pile]
        self.heading.setText(f"{of_all:,} {look.heading}")
        self.means.set_words(look.means if of_all else "No row of this file ended here.")
        reasons = reasons_words((one for one in preview.reasons if one.pile is pile), self._rules)
        self.reasons.set_words(reasons)
        set_shown(self._reasons_place, bool(reasons))
        self.model.set_rows(rows)
        set_shown(self.table, bool(rows))
        shown = f"Showing {len(rows):,} of {of_all:,}, what is rare first. " if len(rows) < of_all else ""
        self.foot.set_words(f"{shown}Choose a row to read its reason in full." if rows else "")
        set_shown(self.foot, bool(rows))
        set_shown(self._rest, not rows)
        set_shown(self.export, preview.counts.rows_in > preview.counts.of(Pile.QUEUED))

    def _on_row(self, row: int) -> None:
        said = self.model.row_at(row)
        self.foot.set_words(f"Line {said.line}: {said.full_why} {said.full_to_do}")

    def _restyle(self) -> None:
        super()._restyle()
        if not hasattr(self, "_foot"):
            return
        theme = self.theme
        self._head.setContentsMargins(theme.px(16), theme.px(6), theme.px(12), theme.px(6))
        self._head.setSpacing(theme.px(12))
        self._reasons_row.setContentsMargins(theme.px(16), 0, theme.px(16), theme.px(8))
        self._foot.setContentsMargins(theme.px(16), theme.px(8), theme.px(16), theme.px(8))
        large = theme.scale >= LARGE_TEXT  # narrower columns and higher rows: nothing is scrolled to sideways
        widths = (60, 130, 160, 130, 150) if large else (72, 180, 260, 200, 310)
        self.table.set_column_widths(*widths, stretch=2)
        self.table.setMinimumHeight(theme.px(40 + 3 * 48))
