"""Step 1: drop a file, choose one, or type one person. Below it what was imported so far."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from callback_desk.domain.incident import RowProblem
from callback_desk.domain.rows_to_correct import RowsToCorrect
from callback_desk.domain.views import BatchLine
from callback_desk.ui.components import (
    Card,
    EmptyState,
    Icon,
    Label,
    Paragraph,
    PrimaryButton,
    QuietButton,
    Scroller,
    SecondaryButton,
    TableView,
    Themed,
    set_shown,
)
from callback_desk.ui.components.drawing import draw_box
from callback_desk.ui.imports.arrivals_card import ArrivalsCard
from callback_desk.ui.imports.correct_card import CORRECT
from callback_desk.ui.imports.history_model import HistoryModel
from callback_desk.ui.imports.rows_model import LARGE_TEXT, RowsModel, problem_row
from callback_desk.ui.when import count
from callback_desk.use_cases.desk import Rules

KINDS = "Lists of people (*.csv *.tsv *.txt *.xlsx *.xls *.ods *.xlsb *.json *.xml *.zip);;All files (*)"


class DropCard(Themed, QWidget):
    """A place to drop one file on: `file_dropped(Path)`. Its buttons do the same by keyboard."""

    file_dropped = Signal(object)

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._over = False
        self.setAcceptDrops(True)
        self._column = QVBoxLayout(self)
        center = Qt.AlignmentFlag.AlignHCenter
        self._column.addWidget(Icon("import", "accent", size_px=40), 0, center)
        self._column.addWidget(
            Paragraph("Drop the export of the records system here", face="section", align=center, full_width=True)
        )
        self._column.addWidget(
            Paragraph(
                "CSV, Excel, OpenDocument, JSON, ZIP or LEXS, or rows copied in Excel with Ctrl+V. "
                "Nothing is imported before you have seen every row.",
                color="ink2",
                align=center,
                full_width=True,
            )
        )
        self._row = QHBoxLayout()
        self.choose = PrimaryButton("Choose a file", icon_name="folder")
        self.type_one = SecondaryButton("Type in one person", icon_name="plus")
        self.paste = SecondaryButton("Paste rows", icon_name="copy")
        self._row.addStretch(1)
        self._row.addWidget(self.choose)
        self._row.addWidget(self.paste)
        self._row.addWidget(self.type_one)
        self._row.addStretch(1)
        self._column.addLayout(self._row)
        self.request = QuietButton("What to ask your records system for…")
        self._column.addWidget(self.request, 0, center)
        self._style_now()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _one_file(event) is not None:
            self._over = True
            self.update()
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._over = False
        self.update()
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        self._over = False
        self.update()
        path = _one_file(event)
        if path is not None:
            event.acceptProposedAction()
            self.file_dropped.emit(path)

    def _restyle(self) -> None:
        theme = self.theme
        side = theme.px(24)
        self._column.setContentsMargins(side, side, side, side)
        self._column.setSpacing(theme.px(8))
        self._row.setSpacing(theme.px(12))
        self._row.setContentsMargins(0, theme.px(12), 0, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self.theme
        painter = QPainter(self)
        draw_box(
            painter,
            QRectF(self.rect()),
            fill=theme.color("tint" if self._over else "surface"),
            edge=theme.color("accent" if self._over else "edge"),
            edge_px=2,
            radius_px=8,
            dashed=True,
        )
        painter.end()


def _one_file(event: QDropEvent) -> Path | None:
    urls = event.mimeData().urls()
    return Path(urls[0].toLocalFile()) if len(urls) == 1 and urls[0].isLocalFile() else None


class ChooseStep(Themed, QWidget):
    """`file_chosen(Path)`, `browse_wanted()`, `type_wanted()`; of the history `batch_opened(BatchLine)`, and of the
    import whose rows are shown `opened(BatchLine)`, `undo_wanted(BatchLine)`, `correct_wanted()`,
    `paper_wanted(BatchLine)`.
    """

    file_chosen = Signal(object)
    browse_wanted = Signal()
    type_wanted = Signal()
    batch_opened = Signal(object)
    undo_wanted = Signal(object)
    opened = Signal(object)
    correct_wanted = Signal()
    paper_wanted = Signal(object)

    def __init__(self, rules: Rules, zone: ZoneInfo, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rules = rules
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self.scroller = Scroller()
        outer.addWidget(self.scroller)
        self.drop = DropCard()
        self.drop.file_dropped.connect(self.file_chosen)
        self.drop.choose.clicked.connect(self.browse_wanted)
        self.drop.type_one.clicked.connect(self.type_wanted)
        self.scroller.body.addWidget(self.drop)
        self.arrivals = ArrivalsCard(zone)
        self.arrivals.file_chosen.connect(self.file_chosen)
        self.scroller.body.addWidget(self.arrivals)
        self.empty = EmptyState(
            "Nothing has been imported yet",
            "Each import will stand here with its rows, and why a row is not called.",
        )
        self.scroller.body.addWidget(self.empty)
        self.history = Card(padding_px=0)
        self.model = HistoryModel(zone, self)
        self.table = TableView("Imports so far")
        self.table.setModel(self.model)
        self.table.row_opened.connect(self._on_opened)
        self.table.clicked.connect(lambda index: self._on_opened(index.row()))
        self._title_row = QHBoxLayout()
        self._title_row.addWidget(Label("Imports so far", face="section"))
        self._title_row.addStretch(1)
        hint = "Enter shows what was not called, and takes an import back"
        self._title_row.addWidget(Label(hint, face="meta", color="ink2"))
        self.history.body.addLayout(self._title_row)
        self.history.body.addWidget(self.table, 1)
        self.scroller.body.addWidget(self.history, 1)
        self._add_problems()
        set_shown(self.problems, False)
        set_shown(self.history, False)
        self._style_now()

    def _add_problems(self) -> None:
        self.problems = Card(padding_px=0)
        self.problems_words = Paragraph("", face="strong", full_width=True)
        self._words_row = QHBoxLayout()
        self._words_row.addWidget(self.problems_words, 1, Qt.AlignmentFlag.AlignVCenter)
        self.to_correct: RowsToCorrect | None = None
        self.correct = SecondaryButton(CORRECT, icon_name="pen")
        self.correct.clicked.connect(self.correct_wanted)
        self._words_row.addWidget(self.correct)
        self.paper = SecondaryButton("Report as PDF…", icon_name="printer")
        self.paper.clicked.connect(self._on_paper)
        self._words_row.addWidget(self.paper)
        self.take_back = SecondaryButton("Take back…", icon_name="undo")
        self.take_back.clicked.connect(self._on_take_back)
        self._words_row.addWidget(self.take_back)
        self._opened: BatchLine | None = None
        self.problems.body.addLayout(self._words_row)
        self.problem_rows = RowsModel(self)
        self.problem_table = TableView("Rows of this import that are not on the call list", wraps=True)
        self.problem_table.setModel(self.problem_rows)
        self.problem_table.setColumnHidden(1, True)
        self.problems.body.addWidget(self.problem_table)
        self.scroller.body.addWidget(self.problems)

    def show_batches(self, batches: Sequence[BatchLine], now: datetime) -> None:
        """The history, newest first."""
        self.model.set_batches(batches, now)
        set_shown(self.history, bool(batches))
        set_shown(self.empty, not batches)
        set_shown(self.problems, False)

    def show_problems(self, batch: BatchLine, problems: Sequence[RowProblem]) -> None:
        """Why rows of an old import are not called."""
        rows = "Every row of it came to the call list."
        if problems:
            rows = f"{count(len(problems), 'row')} did not come to the call list, or wait."
        self._opened = batch
        self.problems_words.set_words(f"{batch.file_name}: {rows}")
        self.take_back.setText("Take back…" if batch.undone_at is None else "What was taken back…")
        self.problem_rows.set_rows([problem_row(one, self._rules) for one in problems])
        set_shown(self.problem_table, bool(problems))
        set_shown(self.problems, True)
        self.to_correct = None
        set_shown(self.correct, False)
        self.opened.emit(batch)
        QTimer.singleShot(0, self, self._to_problems)  # when it has its place

    def _to_problems(self) -> None:
        if self.problems.isVisibleTo(self):
            self.scroller.ensureWidgetVisible(self.problems, 0, 0)

    def show_correct(self, known: RowsToCorrect) -> None:
        """Rows of the opened import that somebody could mend."""
        if self._opened is not None and self._opened.id == known.batch.id:
            self.to_correct = known
            set_shown(self.correct, not known.why_not)

    def _on_paper(self) -> None:
        if self._opened is not None:
            self.paper_wanted.emit(self._opened)

    def _on_take_back(self) -> None:
        if self._opened is not None:
            self.undo_wanted.emit(self._opened)

    def _on_opened(self, row: int) -> None:
        if 0 <= row < len(self.model.batches):
            self.batch_opened.emit(self.model.batches[row])

    def _restyle(self) -> None:
        theme = self.theme
        self.scroller.body.setSpacing(theme.px(14))
        self.table.set_column_widths(200, 220, 150, 80, 120, 100, 110, stretch=1)
        self.table.setMinimumHeight(theme.px(40 + 3 * 48))
        large = theme.scale >= LARGE_TEXT
        self.problem_table.set_column_widths(*(60, 10, 200, 140, 180) if large else (72, 10, 300, 200, 310), stretch=2)
        self.problem_table.setMinimumHeight(theme.px(40 + 3 * 48))
        self._title_row.setContentsMargins(theme.px(16), theme.px(12), theme.px(16), theme.px(8))
        self._words_row.setSpacing(theme.px(8))
        self._words_row.setContentsMargins(theme.px(16), theme.px(12), theme.px(16), theme.px(12))
