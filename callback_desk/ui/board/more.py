"""In place of the board: the promises; behind *More* volunteers, papers, who answers when, two weeks ahead, a look."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from callback_desk.ui.back_sheet import BackSheet
from callback_desk.ui.board.ahead_sheet import AheadSheet
from callback_desk.ui.board.answered_sheet import AnsweredSheet
from callback_desk.ui.board.papers_sheet import PapersSheet
from callback_desk.ui.board.promises_sheet import PromisesSheet
from callback_desk.ui.board.view_as_sheet import ViewAsSheet
from callback_desk.ui.board.welfare_sheet import WelfareSheet
from callback_desk.ui.board.words import PROMISES
from callback_desk.ui.components import Card, QuietButton
from callback_desk.ui.desk_page import DeskPage

WELFARE: Final = "welfare"
SHEETS: Final[Mapping[str, type[BackSheet]]] = {
    PROMISES: PromisesSheet,
    WELFARE: WelfareSheet,
    "papers": PapersSheet,
    "answered": AnsweredSheet,
    "view_as": ViewAsSheet,
    "ahead": AheadSheet,
}
_MORE: Final = (
    (WELFARE, "How the volunteers are", "heart"),
    ("papers", "Papers to print", "printer"),
    ("answered", "When people answer", "phone"),
    ("view_as", "View as volunteer", "eye"),
    ("ahead", "The next two weeks, tried out", "clock"),
)


class MoreCard(Card):
    """What a small department may never open: `wanted(name)`."""

    wanted = Signal(str)

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__("More", parent=parent)
        self.setAccessibleName("More")
        self.buttons: dict[str, QuietButton] = {}
        for name, words, icon_name in _MORE:
            button = QuietButton(words, icon_name=icon_name, flush=True)
            button.clicked.connect(partial(self.wanted.emit, name))
            self.buttons[name] = button
            row = QHBoxLayout()
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
            self.body.addLayout(row)
        self._style_now()


class Sheets(QObject):
    """Makes a sheet when it is first wanted and shows it in the place of the board: `opened()`, `closed()`."""

    opened = Signal()
    closed = Signal()

    def __init__(self, page: DeskPage, stack: QStackedWidget) -> None:
        super().__init__(page)
        self._page, self._stack = page, stack
        self.made: dict[str, BackSheet] = {}

    @property
    def here(self) -> BackSheet | None:
        """The one that is open."""
        now = self._stack.currentWidget()
        return now if isinstance(now, BackSheet) else None

    def open(self, name: str) -> None:
        """Show one by its name; a name that is not known shows nothing."""
        if name not in SHEETS:
            return
        if name not in self.made:
            sheet = SHEETS[name](self._page)
            sheet.back_wanted.connect(self.close)
            self._stack.addWidget(sheet)
            self.made[name] = sheet
        sheet = self.made[name]
        self._stack.setCurrentWidget(sheet)
        self.opened.emit()
        sheet.open()

    def close(self) -> None:
        """Back to the board."""
        if self.here is not None:
            self.here.leave()
            self.closed.emit()


__all__ = ["SHEETS", "MoreCard", "Sheets"]
