"""What left the desk: a table to search, everything about the chosen document below it, and all of it as a file."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout

from callback_desk.domain.exports import ExportFilter
from callback_desk.domain.table import TableKind
from callback_desk.ui.components import (
    Card,
    ComboField,
    EmptyState,
    Field,
    Paragraph,
    SecondaryButton,
    TableView,
    set_shown,
)
from callback_desk.ui.desk.lines_model import LinesModel
from callback_desk.ui.desk.panel import Panel
from callback_desk.ui.desk_page import DeskPage
from callback_desk.ui.file_dialogs import AskForTarget, saving_as
from callback_desk.ui.notices import Notice
from callback_desk.ui.when import count, moment
from callback_desk.use_cases import what_left
from callback_desk.use_cases.what_left import LeftLine

_SPANS: Final = ((30, "The last 30 days"), (365, "The last year"), (0, "All days"))
_SEARCH_MS: Final = 250
_ROWS_SHOWN: Final = 8
_SAID: Final = "what-left"


class LeftPanel(Panel):
    """`ask_for` is the dialog for the file's place, another one in tests."""

    title = "What left the desk"

    def __init__(self, page: DeskPage) -> None:
        super().__init__(page, "Every document that was made here: to whom, for what, how, and its hash.")
        self.ask_for: AskForTarget = saving_as("Save the list", "Spreadsheet (*.csv)")
        row = QHBoxLayout()
        self.words = Field("Find", hint="Number, case, recipient or name")
        self.span = ComboField("Days", _SPANS)
        row.addWidget(self.words, 1)
        row.addWidget(self.span)
        self.body.addLayout(row)
        self._typed = QTimer(self)
        self._typed.setSingleShot(True)
        self._typed.setInterval(_SEARCH_MS)
        self._typed.timeout.connect(self.refresh)
        self.words.text_changed.connect(lambda _text: self._typed.start())
        self.span.value_chosen.connect(lambda _value: self.refresh())
        self.empty = EmptyState("Nothing like this left the desk", "Choose other days, or other words above.")
        self.body.addWidget(self.empty)
        self.card = Card(padding_px=0)
        self.model = LinesModel(("When", "What", "To", "By", "State"), self)
        self.table = TableView("What left the desk")
        self.table.setModel(self.model)
        self.table.row_chosen.connect(self._on_row)
        self.card.body.addWidget(self.table)
        self.body.addWidget(self.card)
        self.detail = Card()
        self.detail_words = Paragraph("", full_width=True)
        self.detail.body.addWidget(self.detail_words)
        self.body.addWidget(self.detail)
        self.save = SecondaryButton("Save all of it for a spreadsheet…", icon_name="save")
        self.save.clicked.connect(self._on_save)
        foot = QHBoxLayout()
        foot.addWidget(self.save)
        foot.addStretch(1)
        self.body.addLayout(foot)
        self.body.addStretch(1)
        self.lines: tuple[LeftLine, ...] = ()
        for part in (self.empty, self.card, self.detail):
            set_shown(part, False)
        self._style_now()

    @property
    def wanted(self) -> ExportFilter:
        """What is asked for."""
        days = self.span.value
        since = self.page.now - timedelta(days=days) if isinstance(days, int) and days else None
        return ExportFilter(since=since, words=self.words.text.strip())

    def refresh(self) -> None:
        desk, wanted = self.page.desk, self.wanted
        self.page.ask("what left", lambda: what_left.what_left(desk, wanted), self._on_lines)

    def leave(self) -> None:
        self._typed.stop()

    def _on_lines(self, lines: tuple[LeftLine, ...]) -> None:
        self.lines = lines
        zone, now = self.page.desk.zone, self.page.now
        self.model.set_lines(
            [
                (moment(one.at, now, zone), f"{one.what}, {one.number}", one.recipient or "–", one.by, _state(one))
                for one in lines
            ]
        )
        set_shown(self.empty, not lines)
        set_shown(self.card, bool(lines))
        set_shown(self.detail, bool(lines))
        self._on_row(max(self.table.currentIndex().row(), 0))
        self._fit_rows()

    def _on_row(self, row: int) -> None:
        if 0 <= row < len(self.lines):
            self.detail_words.set_words(detail_of(self.lines[row], self.page.desk.info.agency))

    def _on_save(self) -> None:
        target, desk, wanted = self.ask_for(self, "what-left.csv"), self.page.desk, self.wanted
        if target is None:
            return
        op = desk.new_operation()
        self.page.notices.clear(_SAID)
        self.save.setEnabled(False)
        task = self.page.runner.long(
            lambda _progress: what_left.save_what_left(desk, op, wanted, target, TableKind.CSV)
        )
        task.succeeded.connect(lambda _gone: self._on_saved(target.name))
        task.failed.connect(self._on_not_saved)

    def _on_saved(self, name: str) -> None:
        self.save.setEnabled(True)
        self.page.notices.show(
            Notice(f"The list is saved as {name}. That is on record, too.", actions=("OK",), code=_SAID)
        )
        self.refresh()

    def _on_not_saved(self, trouble: object) -> None:
        self.save.setEnabled(True)
        self.page.notices.show_error(trouble)

    def _fit_rows(self) -> None:
        self.table.setFixedHeight(self.theme.px(40 + 48 * min(max(len(self.lines), 1), _ROWS_SHOWN)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_rows()

    def _restyle(self) -> None:
        super()._restyle()
        self.table.set_column_widths(190, 260, 180, 160, 190, stretch=1)
        self._fit_rows()


def _state(line: LeftLine) -> str:
    return f"{line.state}, signed" if line.signed_by else line.state


def detail_of(line: LeftLine, ours: str) -> str:
    """Everything about one document, a fact a line."""
    to = f"To {line.recipient}, {line.agency or ours}." if line.recipient else "To nobody of the list."
    told = [
        f"{line.what} {line.number}, copy {line.copy}: {line.state.lower()}.",
        f"{to} {line.purpose}, {line.means}.",
        f"By {line.by}{f', signed with {line.second_by}' if line.second_by else ''}.",
        f"Case {', '.join(line.cases)}." if line.cases else "",
        f"{count(line.people, 'person', 'people')} on it, {count(line.pages, 'page')}." if line.pages else "",
        f"Signed with the agency's certificate {line.signed_by}." if line.signed_by else "",
        f"Why to somebody else than the records system names: {line.reason}" if line.reason else "",
        f"SHA-256 {line.sha256}" if line.sha256 else "",
    ]
    return "\n".join(one for one in told if one)


__all__ = ["LeftPanel", "detail_of"]
