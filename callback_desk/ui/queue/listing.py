"""What fills the table: the first rows at once, then every id, then pages as they are painted."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal

from callback_desk.domain.views import ListFilter, ListRow
from callback_desk.ui.queue.pages import PAGE_ROWS, PageWanted
from callback_desk.ui.queue.table_card import ListCard
from callback_desk.ui.tasks import Task
from callback_desk.use_cases import call_list
from callback_desk.use_cases.desk import Desk

Ask = Callable[[str, Callable[[], object], Callable[..., None]], Task]
Save = Callable[[Callable[[], object]], Task]


class Listing(QObject):
    """Asks in the background and fills the card. `filled()` when rows or ids came.

    A new filter is one `record.search` event; another order or a refresh of the same people is none.
    """

    filled = Signal()

    def __init__(self, desk: Desk, card: ListCard, ask: Ask, save: Save, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._card, self._ask, self._save = desk, card, ask, save
        self.asked = ListFilter()
        self.tab_counts: Mapping[str, int] = {}
        self._begun = False
        self._on_record: object = None
        card.model.page_wanted.connect(self._on_page_wanted)

    def show_filter(self, asked: ListFilter) -> None:
        """Show other people, or the same in another order."""
        self.asked, self._begun = asked, False
        self._ask("first", lambda: call_list.first_rows(self._desk, asked, PAGE_ROWS), self._on_first)

    def refresh(self) -> None:
        """The same question again; what is seen stays until it is answered."""
        if not self._begun or not self._card.model.has_ids:
            self.show_filter(self.asked)
        else:
            self._ask_ids()

    def _on_first(self, answer: tuple[int, tuple[ListRow, ...]]) -> None:
        total, rows = answer
        self._begun = True
        self._card.model.begin(total, rows, self._desk.clock.now())
        self._card.table.scrollToTop()
        if total != PAGE_ROWS:  # a page and nothing more: how many there are is known with the ids
            self._put_on_record(total)
        self.filled.emit()
        self._ask_ids()

    def _ask_ids(self) -> None:
        asked, generation = self.asked, self._card.model.generation
        self._ask("ids", lambda: call_list.all_ids(self._desk, asked), partial(self._on_ids, generation))

    def _on_ids(self, generation: int, ids: Sequence[int]) -> None:
        with self._card.table.keeping_place():
            taken = self._card.model.ids_came(generation, ids, self._desk.clock.now())
        if taken:
            self._put_on_record(len(ids))
            self.filled.emit()

    def _on_page_wanted(self, wanted: PageWanted) -> None:
        text = self.asked.text
        task = self._ask(
            f"page {wanted.number}",
            lambda: call_list.rows_by_id(self._desk, wanted.ids, text),
            partial(self._card.model.page_came, wanted),
        )
        task.failed.connect(partial(self._on_page_failed, wanted))

    def _on_page_failed(self, wanted: PageWanted, _trouble: object) -> None:
        self._card.model.page_failed(wanted)

    def _put_on_record(self, found: int) -> None:
        looked = (self.asked.tab, self.asked.text, self.asked.states, self.asked.offense, self.asked.reason)
        if looked != self._on_record:
            self._on_record = looked
            self._save(lambda: call_list.searched(self._desk, found))
