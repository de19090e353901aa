"""The call list's own work: found by a number, several people ticked, columns, views, what was done to many."""

from __future__ import annotations

from PySide6.QtCore import Qt

from callback_desk.domain.views import Tab
from callback_desk.ui.queue.list_page import QueuePage
from callback_desk.ui.walk_until import until
from screenshot_parts.seats import Seat


def list_work(seat: Seat) -> None:
    """Nothing is changed: every sheet is closed again."""
    queue = seat.supervisor.queue
    _found(seat, queue)
    _several(seat, queue)
    for name, button in (("call-list-views", queue.views), ("call-list-more", queue.more)):
        button.click()
        seat.settle()
        seat.take(name)
        seat.key(Qt.Key.Key_Escape)
    queue.looks.open_columns()
    seat.settle()
    seat.take("call-list-columns")
    seat.key(Qt.Key.Key_Escape)


def _found(seat: Seat, queue: QueuePage) -> None:
    row = queue.model.row_at(0)
    number = row.cases[0] if row is not None and row.cases else "26-"
    queue.filters.search.setText(number.replace("-", " "))
    queue.filters.search.returnPressed.emit()
    until("the search", lambda: queue.asked.text != "" and queue.model.has_ids)
    seat.settle()
    seat.take("call-list-found")
    queue.filters.clear_all()
    seat.settle()


def _several(seat: Seat, queue: QueuePage) -> None:
    queue.go_to(Tab.EVERYONE.value)
    seat.settle()
    queue.card.table.head.all_wanted.emit()
    until("everybody ticked", lambda: bool(queue.model.ticked))
    queue.card.foot.change.click()
    sheet = queue.many.sheet
    until("who would be changed", lambda: sheet is not None and sheet.preview is not None)
    seat.settle()
    seat.take("call-list-several")
    seat.key(Qt.Key.Key_Escape)
    queue.card.foot.untick.click()
    seat.settle()
