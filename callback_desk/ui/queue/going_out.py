"""What leaves the list by hand: rows onto the clipboard for a minute, the list and the list of a shift on paper."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QGuiApplication

from callback_desk.domain.formula_guard import guarded
from callback_desk.domain.ids import CallbackId
from callback_desk.domain.views import ListRow
from callback_desk.ui.desk_page import DeskPage
from callback_desk.ui.file_dialogs import AskForTarget, saving_as
from callback_desk.ui.notices import Notice
from callback_desk.ui.queue.columns import COLUMNS
from callback_desk.ui.queue.table_card import QueueTable
from callback_desk.ui.sealed_saving import SealedSaving
from callback_desk.ui.when import count
from callback_desk.use_cases import call_list, list_out
from callback_desk.use_cases.ports_world import Printed

CLIPBOARD_MS = 60_000  # time enough to paste once into a spreadsheet


def as_lines(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Rows as a spreadsheet takes them: cells between tabs, none a formula, none with a tab or a line end in it."""
    return "\n".join("\t".join(guarded(" ".join(cell.split())) for cell in row) for row in (headings, *rows))


class GoingOut(QObject):
    """`ask_for` is the dialog for the file's place, another one in tests."""

    def __init__(self, page: DeskPage, table: QueueTable) -> None:
        super().__init__(page)
        self._page, self._table = page, table
        self.ask_for: AskForTarget = saving_as("Save the list")
        self._ours = ""
        self._clear = QTimer(self)
        self._clear.setSingleShot(True)
        self._clear.setInterval(CLIPBOARD_MS)
        self._clear.timeout.connect(self.take_back)

    def copy(self) -> None:
        """The ticked people, or the one that is chosen."""
        model = self._table.rows
        here = model.id_at(self._table.currentIndex().row())
        ids = sorted(model.ticked, key=model.place_of) or ([here] if here else [])
        desk, operation = self._page.desk, self._page.desk.new_operation()

        def look() -> tuple[ListRow, ...]:
            list_out.copied(desk, operation, len(ids))
            return call_list.rows_by_id(desk, ids)

        self._work(look, self._on_copied)

    def print_list(self) -> None:
        """The ticked people, or the first of the list."""
        model = self._table.rows
        ids = sorted(model.ticked, key=model.place_of) or list(model.ids[: list_out.MOST_ROWS])
        target = self.ask_for(self._page, "call-list.pdf")
        if target is None:
            return
        headings, desk = self._headings(), self._page.desk

        def make(password: str | None) -> Printed:
            rows = call_list.rows_by_id(desk, [CallbackId(one) for one in ids])
            return list_out.print_rows(desk, "Call list", headings, self._cells(rows), target, password)

        self._paper(make, lambda _made: self._say(f"{count(len(ids), 'person', 'people')} saved as {target.name}."))

    def print_shift(self) -> None:
        """Who is to be called today."""
        target, desk = self.ask_for(self._page, "call-today.pdf"), self._page.desk
        if target is not None:
            self._paper(
                lambda password: list_out.print_shift_list(desk, target, password),
                lambda _made: self._say(f"Saved as {target.name}. Shred the paper when every call is entered."),
            )

    def take_back(self) -> None:
        """Our rows leave the clipboard; what somebody else put there stays."""
        self._clear.stop()
        if self._ours and QGuiApplication.clipboard().text() == self._ours:
            QGuiApplication.clipboard().clear()
        self._ours = ""

    def _on_copied(self, rows: tuple[ListRow, ...]) -> None:
        self._ours = as_lines(self._headings(), self._cells(rows))
        QGuiApplication.clipboard().setText(self._ours)
        self._clear.start()
        self._say(f"{count(len(rows), 'person', 'people')} copied with headings. They leave the clipboard in a minute.")

    def _work(self, work: Callable[[], object], then: Callable[..., None]) -> None:
        task = self._page.runner.save(work)
        task.succeeded.connect(then)
        task.failed.connect(self._page.notices.show_error)

    def _paper(self, make: Callable[[str | None], Printed], then: Callable[..., None]) -> None:
        saving = SealedSaving(self._page, make)
        saving.succeeded.connect(then)
        saving.failed.connect(self._page.notices.show_error)

    def _headings(self) -> tuple[str, ...]:
        return tuple(COLUMNS[place].heading for place in self._table.chosen_columns)

    def _cells(self, rows: Sequence[ListRow]) -> list[tuple[str, ...]]:
        places = self._table.chosen_columns
        return [tuple(self._table.rows.told(row, place) for place in places) for row in rows]

    def _say(self, words: str) -> None:
        self._page.notices.show(Notice(words, actions=("OK",), code="list-out"))
