"""At the desks: who is in a call now, and who comes to the next shifts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout

from callback_desk.domain.board_views import ShiftAhead
from callback_desk.ui.board.state_column import Lines
from callback_desk.ui.components import Card, Label, Paragraph, QuietButton, Run, Words
from callback_desk.ui.when import clock, count

MOST_DESKS = 6
MOST_SHIFTS = 4
_WHEN_PX = 76


class DesksCard(Card):
    """Who is in a call right now, and the next shifts: `shifts_wanted()`."""

    shifts_wanted = Signal()

    def __init__(self, *, parent: object = None) -> None:
        super().__init__("At the desks")
        self.lines = Lines()
        self.body.addWidget(self.lines)
        self.edit = QuietButton("Who comes when", icon_name="calendar", flush=True)
        self.edit.clicked.connect(self.shifts_wanted)
        self.body.addWidget(self.edit, 0, Qt.AlignmentFlag.AlignLeft)
        self._style_now()

    def show_desks(
        self, desks: Sequence[tuple[str, str]], ahead: Sequence[ShiftAhead], now: datetime, zone: ZoneInfo
    ) -> None:
        """(name, what they do) of each who is here, then the next shifts."""
        self.lines.clear()
        if not desks:
            self._line("Now", "Nobody is in a call.")
        for name, doing in desks[:MOST_DESKS]:
            self._line("Now", f"{name}, {doing}")
        if len(desks) > MOST_DESKS:
            self._line("", f"and {len(desks) - MOST_DESKS} more in a call")
        for shift in ahead[:MOST_SHIFTS]:
            self._line(when_words(shift, now, zone), shift_words(shift))

    def _line(self, at: str, words: Words) -> None:
        row = QHBoxLayout()
        row.setSpacing(self.theme.px(10))
        when = Label(at, color="ink2")
        when.setMinimumWidth(self.theme.px(_WHEN_PX))
        row.addWidget(when, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(Paragraph(words, full_width=True), 1)
        self.lines.add(row)


def when_words(shift: ShiftAhead, now: datetime, zone: ZoneInfo) -> str:
    """ "Now" within it, "1:00 PM" today, "Wed" on a later day."""
    if shift.start <= now < shift.end:
        return "Now"
    if shift.start.astimezone(zone).date() == now.astimezone(zone).date():
        return clock(shift.start, zone)
    return f"{shift.start.astimezone(zone):%a}"


def shift_words(shift: ShiftAhead) -> Words:
    """ "Ruth Keller, Carmen Ibarra", "Nobody, and 3 promises", "shift, nobody is entered"."""
    away = f" ({', '.join(shift.away)} away)" if shift.away else ""
    promised = f", and {count(shift.promises, 'promise')}" if shift.promises else ""
    if shift.names:
        return f"{', '.join(shift.names)}{away}{promised}"
    if not shift.entered:
        return f"A shift; who comes is not entered{promised}"
    return Run("Nobody", strong=True), Run(f"{away}{promised}")


__all__ = ["DesksCard", "shift_words", "when_words"]
