"""How the list looks and what it is asked under a name: read once, applied at once, kept in the background."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject

from callback_desk.domain.list_views import ListLook, ListView, ListViewId
from callback_desk.domain.views import ListFilter
from callback_desk.ui.desk_page import DeskPage
from callback_desk.ui.notices import notice_of
from callback_desk.ui.queue.columns import COLUMN_AT
from callback_desk.ui.queue.columns_sheet import ColumnsSheet
from callback_desk.ui.queue.table_card import QueueTable
from callback_desk.ui.queue.views_sheet import ViewsSheet
from callback_desk.use_cases import list_views


class Looks(QObject):
    """`columns` and `views` are the sheets that are open, or None. `show(ListFilter)` is the page's way to a view."""

    def __init__(self, page: DeskPage, table: QueueTable, asked: Callable[[], ListFilter]) -> None:
        super().__init__(page)
        self._page, self._table, self._asked = page, table, asked
        self.look = ListLook()
        self.columns: ColumnsSheet | None = None
        self.views: ViewsSheet | None = None
        self.show: Callable[[ListFilter], None] = lambda _asked: None
        self._read = False
        table.head.width_chosen.connect(self._on_width)

    def read(self) -> None:
        """Ask how this person left the list; once."""
        if not self._read:
            self._read = True
            desk = self._page.desk
            self._page.ask("look", lambda: list_views.look(desk), self._on_look)

    def leave(self) -> None:
        """Another page, or nobody, is there."""
        for sheet in (self.columns, self.views):
            if sheet is not None:
                sheet.dismiss()

    def _on_look(self, look: ListLook) -> None:
        self.look = look
        self._table.set_look(look)

    def _keep(self, look: ListLook) -> None:
        self.look = look.settled()
        self._table.set_look(self.look)
        desk, operation, kept = self._page.desk, self._page.desk.new_operation(), self.look
        self._page.save(lambda: list_views.keep_look(desk, operation, kept))

    def _on_width(self, place: int, px: float) -> None:
        if (column := COLUMN_AT.get(place)) is not None:
            widths = dict(self.look.widths) | {column: round(px)}
            self._keep(replace(self.look, widths=tuple(widths.items())))

    # Columns

    def open_columns(self) -> None:
        """Show the sheet; the list follows every change."""
        if self.columns is None:
            self.columns = ColumnsSheet(self.look, parent=self._page.window())
            self.columns.look_chosen.connect(self._keep)
            self.columns.dismissed.connect(self._forget_columns)
            self.columns.open_dialog()

    def _forget_columns(self) -> None:
        self.columns = None

    # Views

    def open_views(self) -> None:
        """Show the sheet, and who keeps what."""
        if self.views is None:
            self.views = ViewsSheet(parent=self._page.window())
            self.views.view_chosen.connect(self._on_view)
            self.views.drop_wanted.connect(self._on_drop)
            self.views.confirmed.connect(self._on_keep_view)
            self.views.dismissed.connect(self._forget_views)
            self.views.open_dialog()
            self._read_views()

    def _forget_views(self) -> None:
        self.views = None

    def _read_views(self, _done: object = None) -> None:
        desk = self._page.desk
        self._page.ask("views", lambda: list_views.views(desk), self._on_views)

    def _on_views(self, kept: tuple[ListView, ...]) -> None:
        if self.views is not None:
            self.views.show_views(kept)

    def _on_view(self, view: ListView) -> None:
        if self.views is not None:
            self.views.dismiss()
        if view.id:
            self.look = view.look
            self._table.set_look(view.look)
        self.show(view.asked)

    def _on_drop(self, view: ListView) -> None:
        desk, operation = self._page.desk, self._page.desk.new_operation()
        self._page.save(lambda: list_views.drop_view(desk, operation, view.id), self._read_views)

    def _on_keep_view(self) -> None:
        sheet = self.views
        if sheet is None:
            return
        if not sheet.name.text.strip():
            sheet.name.set_error("Give the view a name.")
            sheet.name.setFocus()
            return
        view = ListView(ListViewId(0), sheet.name.text, self._asked(), self.look, sheet.share.isChecked())
        desk, operation = self._page.desk, self._page.desk.new_operation()
        task = self._page.runner.save(lambda: list_views.keep_view(desk, operation, view))
        task.succeeded.connect(self._on_kept)
        task.failed.connect(self._on_failed)

    def _on_kept(self, _done: object) -> None:
        if self.views is not None:
            self.views.name.set_text("")
            self.views.show_trouble("")
            self._read_views()

    def _on_failed(self, trouble: object) -> None:
        if self.views is not None:
            self.views.show_trouble(str(notice_of(trouble).words))
