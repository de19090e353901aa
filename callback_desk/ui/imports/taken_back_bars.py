"""What the check page says of rows that were taken back before: they stay away, unless somebody wants them."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from callback_desk.domain.undo import TakenBack
from callback_desk.ui.components import NoticeBar, Themed, set_shown
from callback_desk.ui.when import count, day

BRING, LEAVE = "Bring them back", "Leave them away"


def away_words(rows: int, last: TakenBack | None, me: str, today: date, zone: ZoneInfo) -> str:
    """ "You took these 5 rows back on March 12. They stay away."; "" when there are none."""
    if not rows:
        return ""
    these, stay = ("this row", "It stays away.") if rows == 1 else (f"these {rows:,} rows", "They stay away.")
    if last is None:
        return f"{these[0].upper()}{these[1:]} {'was' if rows == 1 else 'were'} taken back before. {stay}"
    who = "You" if last.by in ("", me) else last.by
    return f"{who} took {these} back on {day(last.at.astimezone(zone).date(), today)}. {stay}"


def coming_words(rows: int) -> str:
    """After they were wanted: they are among the piles now."""
    return f"{count(rows, 'row that was', 'rows that were')} taken back before {_comes(rows)} with this import."


def file_words(taken_back: datetime | None, today: date, zone: ZoneInfo) -> str:
    """Of the file itself; "" when it was never taken back, or is here."""
    if taken_back is None:
        return ""
    when = day(taken_back.astimezone(zone).date(), today)
    return f"This file was taken back on {when}. Importing it again brings its people back."


def _comes(rows: int) -> str:
    return "comes" if rows == 1 else "come"


class TakenBackBars(Themed, QWidget):
    """`bring_wanted(True)` for the rows that stay away, `bring_wanted(False)` to leave them after all."""

    bring_wanted = Signal(bool)

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.file = NoticeBar("")
        self.away = NoticeBar("", actions=(BRING,))
        self.coming = NoticeBar("", actions=(LEAVE,))
        self.away.action.connect(lambda _index: self.bring_wanted.emit(True))
        self.coming.action.connect(lambda _index: self.bring_wanted.emit(False))
        for bar in (self.file, self.away, self.coming):
            self._column.addWidget(bar)
        self._style_now()

    def show_words(self, *, file: str = "", away: str = "", coming: str = "") -> None:
        """What is "" is not there."""
        for bar, words in ((self.file, file), (self.away, away), (self.coming, coming)):
            bar.words.set_words(words)
            bar.setAccessibleName(words)
            set_shown(bar, bool(words))
        set_shown(self, bool(file or away or coming))

    def _restyle(self) -> None:
        self._column.setSpacing(self.theme.px(8))
