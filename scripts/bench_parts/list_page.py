"""The call list as a page: from the wish to see it until its first rows are painted, and whether it scrolls."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from bench_parts.result import Line, at_most, p95
from callback_desk.use_cases.desk import Desk

if TYPE_CHECKING:
    from PySide6.QtCore import QAbstractItemModel

PART = "call list"
_PATIENCE_S = 60.0
_STEPS = 120


def measure_page(desk: Desk, listed: int) -> list[Line]:
    """`desk` is signed in as a supervisor and holds `listed` callbacks."""
    what = f"call list page over {listed:,} rows, from the wish to see it to painted (offscreen)"
    from PySide6.QtWidgets import QApplication, QStackedWidget, QTableView

    from callback_desk.ui.board.page import BoardPage
    from callback_desk.ui.news import News
    from callback_desk.ui.notices import Notices
    from callback_desk.ui.queue.list_page import QueuePage
    from callback_desk.ui.tasks import Runner

    app = QApplication.instance() or QApplication([])
    runner = Runner()
    # As in the program: a supervisor's pages are made at sign-in, and the board is what they look at first.
    pages = QStackedWidget()
    begun_s = time.perf_counter()
    page = QueuePage(desk, runner, News(), Notices())
    made_ms = (time.perf_counter() - begun_s) * 1000
    pages.addWidget(BoardPage(desk, runner, News(), Notices()))
    pages.addWidget(page)
    gc.freeze()  # as the window does
    pages.resize(1280, 800)
    pages.show()
    _turn_until(app.processEvents, lambda: not runner.busy)
    table = page.findChild(QTableView)
    if table is None:
        raise RuntimeError("the call list has no table")
    model = table.model()
    if model.rowCount():
        raise RuntimeError("the call list was read before anybody looked at it")
    begun_s = time.perf_counter()
    pages.setCurrentWidget(page)
    _turn_until(app.processEvents, lambda: _says_something(model))
    table.viewport().repaint()
    painted_ms = (time.perf_counter() - begun_s) * 1000
    _turn_until(app.processEvents, lambda: model.rowCount() == listed)
    whole_ms = (time.perf_counter() - begun_s) * 1000
    _turn_until(app.processEvents, lambda: not runner.busy)
    bar = table.verticalScrollBar()
    turns: list[float] = []
    for step in range(_STEPS):  # a few rows a step, then far away: pages that are not there yet
        bar.setValue(bar.value() + 3 if step % 4 else bar.maximum() * (step + 1) // _STEPS)
        for _ in range(3):
            turn_s = time.perf_counter()
            app.processEvents()
            turns.append((time.perf_counter() - turn_s) * 1000)
            time.sleep(0.003)
    pages.close()
    runner.shutdown()
    gc.unfreeze()
    return [
        at_most(PART, what, painted_ms, "ms", 200.0),
        Line(PART, "  until every row has its place", whole_ms, "ms"),
        Line(PART, "  the page itself made, once at sign-in", made_ms, "ms"),
        at_most(PART, "longest turn of the event loop while scrolling it", max(turns), "ms", 50.0),
        Line(PART, "  the same, p95", p95(turns), "ms"),
    ]


def _says_something(model: QAbstractItemModel) -> bool:
    return any(model.index(0, column).data() for column in range(model.columnCount()))


def _turn_until(turn: Callable[[], object], done: Callable[[], bool]) -> None:
    end_s = time.monotonic() + _PATIENCE_S
    while not done():
        if time.monotonic() > end_s:
            raise RuntimeError("the call list did not fill")
        turn()
        time.sleep(0.001)
