"""Which days a report is about: the usual ones in a closed list, or two days that are typed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from callback_desk.domain.figure_periods import Period, periods_to_choose
from callback_desk.domain.figure_words import period_words
from callback_desk.ui.components import Card, DeskCombo, Field, QuietButton, SecondaryButton
from callback_desk.ui.times import read_past_day

_NAMES: Final = {
    "this_month": "this month",
    "last_month": "last month",
    "last_quarter": "last quarter",
    "this_year": "this year",
    "twelve_months": "12 months",
}
_FIRST: Final = "last_month"
_OWN: Final = "own"
_WHICH_DAY: Final = "Type a day, such as 10/1/2026 or Oct 1, 2026."


class PeriodMenu(DeskCombo):
    """`period_chosen(Period)`; `own_wanted()` for days of one's own."""

    period_chosen = Signal(object)
    own_wanted = Signal()

    def __init__(self, today: date, *, parent: QWidget | None = None) -> None:
        super().__init__("Which days", icon_name="calendar", parent=parent)
        self.period = periods_to_choose(today)[_FIRST]
        self._name = _FIRST
        self._own: Period | None = None
        self.set_today(today)
        self.activated.connect(self._on_chosen)

    def set_today(self, today: date) -> None:
        """A day later the list is another one; what was chosen by name stays chosen by name."""
        name = self._name
        self.clear()
        for key, period in periods_to_choose(today).items():
            self.addItem(f"{period_words(period)} ({_NAMES[key]})", key)
        if self._own is not None:
            self.addItem(period_words(self._own), "kept")
        self.addItem("Other days \u2026", _OWN)
        self._periods = periods_to_choose(today)
        self.choose(name)

    def choose(self, name: str) -> None:
        """Show a period by its name; nothing is told of it."""
        place = self.findData(name)
        if place >= 0 and name != _OWN:
            self._name = name
            self.setCurrentIndex(place)
            self.period = self._own if name == "kept" and self._own is not None else self._periods[name]

    def take(self, period: Period, today: date) -> None:
        """Days of one's own; they stand in the list from then on."""
        self._own = period
        self.set_today(today)
        self.choose("kept")

    def _on_chosen(self, _place: int) -> None:
        name = str(self.currentData())
        if name == _OWN:
            self.own_wanted.emit()
            return
        self.choose(name)
        self.period_chosen.emit(self.period)


class OwnDays(Card):
    """Two days are typed: `days_wanted(Period)`, `left()`."""

    days_wanted = Signal(object)
    left = Signal()

    def __init__(self, today: Callable[[], date], *, parent: QWidget | None = None) -> None:
        super().__init__("Which days?", parent=parent)
        self._today = today
        self.first = Field("First day", help_text=_WHICH_DAY)
        self.last = Field("Last day", help_text="The last day that counts.")
        self.show_days = SecondaryButton("Show these days")
        self.leave = QuietButton("Cancel", key="Esc")
        for field in (self.first, self.last):
            field.entered.connect(self._on_wanted)
        self.show_days.clicked.connect(self._on_wanted)
        self.leave.clicked.connect(self.left)
        self._grid = QGridLayout()
        self._grid.addWidget(self.first, 0, 0)
        self._grid.addWidget(self.last, 0, 1)
        row = QHBoxLayout()
        row.addWidget(self.show_days)
        row.addWidget(self.leave)
        row.addStretch(1)
        self._grid.addLayout(row, 1, 0, 1, 2)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)
        self.body.addLayout(self._grid)
        self._style_now()

    def _on_wanted(self) -> None:
        today = self._today()
        first, last = read_past_day(self.first.text, today), read_past_day(self.last.text, today)
        self.first.set_error("" if first else _WHICH_DAY)
        self.last.set_error("" if last else _WHICH_DAY)
        if first is None or last is None:
            (self.first if first is None else self.last).edit.setFocus()
            return
        if first > today:
            self.first.set_error("This day is still to come.")
        elif last < first:
            self.last.set_error("The last day lies before the first.")
        else:
            self.days_wanted.emit(Period(first, min(last, today)))

    def _restyle(self) -> None:
        super()._restyle()
        if hasattr(self, "_grid"):
            self._grid.setSpacing(self.theme.px(12))


__all__ = ["OwnDays", "PeriodMenu"]
