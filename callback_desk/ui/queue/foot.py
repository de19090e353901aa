"""The line under the table: which rows are on screen, which keys there are, and what to do with ticked people."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from callback_desk.ui.components import Label, QuietButton, SecondaryButton, Themed, set_shown
from callback_desk.ui.when import count

_KEYS = "Up and down keys move, Space ticks, Enter opens"
_KEYS_FIT_PX = 620


class ListFoot(Themed, QWidget):
    """`change_wanted()`, `keep_off_wanted()` and `untick_wanted()` for the ticked people."""

    change_wanted = Signal()
    keep_off_wanted = Signal()
    untick_wanted = Signal()

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = QHBoxLayout(self)
        self.showing = Label("", face="time", color="ink2")
        self.keys = Label(_KEYS, face="meta", color="ink2")
        self.ticked = Label("", face="meta_strong")
        self.untick = QuietButton("Untick all")
        self.keep_off = SecondaryButton("Keep off the list")
        self.keep_off.setAccessibleName("Keep the ticked people off the list")
        self._row.addWidget(self.showing)
        self._row.addWidget(self.ticked)
        self._row.addStretch(1)
        self._row.addWidget(self.keys)
        self._row.addWidget(self.untick)
        self.change = SecondaryButton("Change…")
        self.change.setAccessibleName("Change the ticked people: hold, OK to call, close, hand on")
        self._row.addWidget(self.keep_off)
        self._row.addWidget(self.change)
        self.change.clicked.connect(self.change_wanted)
        self.keep_off.clicked.connect(self.keep_off_wanted)
        self.untick.clicked.connect(self.untick_wanted)
        self._verbs = (self.keep_off, self.change)
        self._ticked = 0
        self._low = False
        self._empty = True
        self.show_ticked(0)
        self._style_now()

    def show_range(self, first: int, last: int, total: int, *, counted: bool = True) -> None:
        """Which rows are on screen, counted from 1; of how many, as soon as that is known."""
        of_all = f" of {total:,}" if counted else ""
        self.showing.setText(f"Showing {first:,} to {last:,}{of_all}" if total else "")
        if self._empty != (not total):
            self._empty = not total
            self._lay_out()

    def show_ticked(self, ticked: int) -> None:
        """How many people are ticked; with none the keys are named instead."""
        self._ticked = ticked
        self.ticked.setText(f"{count(ticked, 'person', 'people')} ticked")
        self._lay_out()

    def set_low(self, low: bool) -> None:
        """In a low window the line is only as high as its words, unless there is a button in it."""
        self._low = low
        self._lay_out()

    def _lay_out(self) -> None:
        some = self._ticked > 0
        fits = self.width() >= self.theme.px(_KEYS_FIT_PX)
        for part in (self.ticked, self.untick, *self._verbs):
            set_shown(part, some)
        self.setFixedHeight(self.theme.px(48 if some or not self._low else 30))
        set_shown(self.keys, not some and fits and not self._empty)
        set_shown(self.showing, not some or self._room_for(self.showing, self.ticked, self.untick, *self._verbs))

    def _room_for(self, *parts: QWidget) -> bool:
        """Whether these stand beside each other whole."""
        margins = self._row.contentsMargins()
        between = self._row.spacing() * (len(parts) + 1)
        whole = sum(part.sizeHint().width() for part in parts)
        return whole + between + margins.left() + margins.right() <= self.width()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def _restyle(self) -> None:
        theme = self.theme
        self._row.setContentsMargins(theme.px(16), 0, theme.px(16), 0)
        self._row.setSpacing(theme.px(12))
        self._lay_out()
