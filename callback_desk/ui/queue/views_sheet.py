"""The sheet *Views*: the ones that come with the program, one's own, those others share; and keeping what is shown."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from callback_desk.domain.list_views import NAME_LENGTH, ListView, ListViewId
from callback_desk.domain.queue import CallbackState
from callback_desk.domain.views import ListFilter, Tab
from callback_desk.ui.components import (
    CheckRow,
    Field,
    Label,
    Paragraph,
    QuietButton,
    SecondaryButton,
    empty_out,
    set_shown,
)
from callback_desk.ui.roomy_dialog import RoomyDialog

_NEW = ListViewId(0)
_WAITING = frozenset({CallbackState.WAITING.value})
#: What every supervisor looks for; the same parts as the tabs and the numbers of the board.
SHIPPED: tuple[ListView, ...] = (
    ListView(_NEW, "Everyone", ListFilter()),
    ListView(_NEW, "Promised today", ListFilter(Tab.DUE_TODAY, sort="next_try")),
    ListView(_NEW, "Ready now", ListFilter(Tab.READY, sort="reported")),
    ListView(_NEW, "Waiting too long", ListFilter(Tab.WAITING_LONG, sort="reported")),
    ListView(_NEW, "Held", ListFilter(states=frozenset({CallbackState.HELD.value}))),
    ListView(_NEW, "Interrupted calls", ListFilter(Tab.INTERRUPTED)),
    ListView(
        _NEW, "Many tries", ListFilter(states=frozenset({CallbackState.WAITING.value}), sort="tries", descending=True)
    ),
    ListView(_NEW, "Not to be called", ListFilter(Tab.NOT_CALLED)),
)
_SHIPPED_NAMES = frozenset(view.name for view in SHIPPED)


class ViewsSheet(RoomyDialog):
    """`view_chosen(ListView)`, `drop_wanted(ListView)`; `confirmed()` keeps what is shown under `name`."""

    view_chosen = Signal(object)
    drop_wanted = Signal(object)

    def __init__(self, *, parent: QWidget) -> None:
        super().__init__("Views", verb="Keep this view", way_out="Close", parent=parent)
        rows, self._kept = QVBoxLayout(), QVBoxLayout()
        self.name = Field("Keep what the list shows now, under a name", help_text="Filters, order and columns.")
        self.name.edit.setMaxLength(NAME_LENGTH)
        self.share = CheckRow("Other supervisors see this view as well")
        self.trouble = Paragraph("", color="danger", full_width=True)
        self.inside.addLayout(rows)
        self.inside.addLayout(self._kept)
        for part in (self.name, self.share, self.trouble):
            self.inside.addWidget(part)
        set_shown(self.trouble, False)
        self.name.entered.connect(self.confirmed)
        self.name.text_changed.connect(lambda: self.name.set_error(""))
        self.buttons: dict[str, SecondaryButton] = {}
        self.drops: dict[str, QuietButton] = {}
        for view in SHIPPED:
            rows.addWidget(self._row(view))
        self.first = self.buttons[SHIPPED[0].name]

    def show_views(self, kept: Sequence[ListView]) -> None:
        """The views that are kept, below those that come with the program."""
        empty_out(self._kept)
        self.drops = {}
        self.buttons = {name: button for name, button in self.buttons.items() if name in _SHIPPED_NAMES}
        if kept:
            self._kept.addWidget(Label("Kept", face="strong"))
        for view in kept:
            self._kept.addWidget(self._row(view))

    def show_trouble(self, words: str) -> None:
        """A sentence about why it was not kept."""
        self.trouble.set_words(words)
        set_shown(self.trouble, bool(words))

    def _row(self, view: ListView) -> QWidget:
        row = QWidget()
        side = QHBoxLayout(row)
        side.setContentsMargins(0, 0, 0, 0)
        words = view.name
        if view.id:
            words += "" if view.own and not view.shared else (", shared" if view.own else f", shared by {view.by}")
        button = SecondaryButton(words)
        button.clicked.connect(partial(self.view_chosen.emit, view))
        self.buttons[view.name] = button
        side.addWidget(button)
        side.addStretch(1)
        if view.id and view.own:
            drop = QuietButton("Remove")
            drop.setAccessibleName(f"Remove the view {view.name}")
            drop.clicked.connect(partial(self.drop_wanted.emit, view))
            self.drops[view.name] = drop
            side.addWidget(drop)
        return row
