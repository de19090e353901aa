"""A day and a time as somebody names them, whether it is firm, what the clocks do then, and how full that hour is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Final
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from callback_desk.domain.explain import clock_change
from callback_desk.domain.slots import SlotLoad, wall_time
from callback_desk.ui.components import CheckRow, Field, Paragraph, Themed, set_shown
from callback_desk.ui.sight import bring_into_sight
from callback_desk.ui.times import read_clock, read_day, weekday
from callback_desk.ui.when import clock

ABOUT: Final = "about"
_HALVES: Final = {"first": 0, "second": 1}

AskLoad = Callable[[datetime, Callable[[datetime, SlotLoad], None]], None]


@dataclass(frozen=True, slots=True)
class WishRead:
    """What was typed: the moment (UTC), or what is wrong with it; both empty when no time was named."""

    at: datetime | None = None
    wrong: str = ""
    firm: bool = True


@dataclass(frozen=True, slots=True)
class WishWords:
    """How the two fields are called, and what is said while both are empty."""

    day: str = "Call again on"
    time: str = "at"
    empty: str = "Leave both empty when no time was named."
    gone_by: str = ""  # said of a time that has passed meanwhile; "" where such a time is refused


class WishTime(Themed, QWidget):
    """`entered` on Enter in the last field, `typed(place, text)` with "day", "time" or "about" for whoever keeps it.

    `now` is the present (UTC). `named_at` is when the day was named, where that was earlier: *Thursday* is counted
    from there. `ask_load` finds out how full an hour is, in the background.
    """

    entered = Signal()
    typed = Signal(str, str)

    def __init__(
        self,
        now: Callable[[], datetime],
        zone: ZoneInfo,
        ask_load: AskLoad,
        *,
        words: WishWords | None = None,
        named_at: Callable[[], datetime | None] | None = None,
        day: str = "",
        time: str = "",
        about: bool = False,
    ) -> None:
        super().__init__()
        self._now, self._zone, self._ask_load = now, zone, ask_load
        self._named_at = named_at
        self._words = words or WishWords()
        self._about_at_first = about
        self._asked: datetime | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self.theme.px(6))
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(self.theme.px(12))
        self.day = Field(self._words.day, day, hint="Thursday, or 11/19")
        self.time = Field(self._words.time, time, hint="9:30 AM")
        for field, place in ((self.day, "day"), (self.time, "time")):
            field.edit.setProperty("place", place)
            field.edit.textEdited.connect(self._on_typed)
            field.entered.connect(self.entered)
            self._row.addWidget(field, 1)
        column.addLayout(self._row)
        self.understood = Paragraph("", face="meta", color="ink2", full_width=True)
        column.addWidget(self.understood)
        self.load = Paragraph("", face="meta", color="warn", full_width=True)
        column.addWidget(self.load)
        self.about = CheckRow("About this time is enough; it need not be to the minute")
        self.about.setObjectName("aboutThisTime")
        self.about.setChecked(about)
        self.about.toggled.connect(self._on_about)
        column.addWidget(self.about)
        self.show_time()

    def read(self) -> WishRead:
        """The moment that was typed, and what is wrong with it."""
        day_text, time_text = self.day.text.strip(), self.time.text.strip()
        if not day_text and not time_text:
            return WishRead()
        now = self._now()
        words, half = _half(time_text)
        on, at = read_day(day_text, self._from(now)), read_clock(words)
        if on is None:
            return WishRead(wrong="Which day? For example Thursday, or 11/19.")
        if at is None:
            return WishRead(wrong="At what time? For example 9:30 AM.")
        wish, wrong = _moment(on, at, half, self._zone)
        if wish is not None and wish <= now and not self._words.gone_by:
            return WishRead(wrong="That time has gone by. Choose a later one.")
        return WishRead(wish, wrong, firm=not self.about.isChecked())

    def show_time(self) -> None:
        """Says how it is understood; asks how full that hour is when it is another one than before."""
        read = self.read()
        self.understood.set_color("warn" if read.wrong else "ink2")
        set_shown(self.about, read.at is not None)
        if read.at is None:
            self.understood.set_words(read.wrong or self._words.empty)
            self._say_load("")
            self._asked = None
            return
        now = self._now()
        late = read.at <= now
        change = self._words.gone_by if late else clock_change(now, read.at, self._zone)
        said = f"{weekday(read.at, self._zone)}, {clock(read.at, self._zone)}, desk time."
        self.understood.set_words(f"{said} {change}".strip())
        if read.at != self._asked:
            self._asked = read.at
            self._say_load("")
            if not late:
                self._ask_load(read.at, self._on_load)

    def show_what_is_wrong(self) -> None:
        """The words, and the cursor where they can be put right."""
        self.show_time()
        self.day.edit.setFocus()
        bring_into_sight(self, self.day)

    def clear(self) -> None:
        """As at the beginning, for the next one."""
        self.day.set_text("")
        self.time.set_text("")
        self.about.setChecked(self._about_at_first)
        self.show_time()

    def set_narrow(self, narrow: bool) -> None:
        """One field below the other, where there is no room beside it."""
        self._row.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)

    def _from(self, now: datetime) -> date:
        named = self._named_at() if self._named_at is not None else None
        return (named or now).astimezone(self._zone).date()

    def _on_typed(self, text: str) -> None:
        edit = self.sender()
        if edit is not None:
            self.typed.emit(str(edit.property("place")), text)
        self.show_time()

    def _on_about(self, on: bool) -> None:
        self.typed.emit(ABOUT, ABOUT if on else "")

    def _on_load(self, at: datetime, load: SlotLoad) -> None:
        if at == self._asked:
            self._say_load(load.said(clock(at, self._zone)), warn=load.clash)

    def _say_load(self, words: str, *, warn: bool = False) -> None:
        self.load.set_color("warn" if warn else "ink2")
        self.load.set_words(words)
        set_shown(self.load, bool(words))


def _half(text: str) -> tuple[str, int | None]:
    """ "1:30 AM second" is the second of two: the time, and which."""
    words, _, last = text.rpartition(" ")
    return (words, _HALVES[last.casefold()]) if last.casefold() in _HALVES else (text, None)


def _moment(on: date, at: time, half: int | None, zone: ZoneInfo) -> tuple[datetime | None, str]:
    """The moment, or what the clocks do that night."""
    found = wall_time(on, at, zone)
    if not found.moments:
        return None, _skipped(on, at, found.instead)
    if len(found.moments) == 1:
        return found.moments[0], ""
    return (None, _twice(on, at)) if half is None else (found.moments[half], "")


def _hour(at: time) -> str:
    return f"{at:%I:%M %p}".lstrip("0")


def _skipped(on: date, at: time, instead: time | None) -> str:
    shown = f" Did they mean {_hour(instead)}?" if instead is not None else ""
    return f"{_hour(at)} does not exist on {on:%A, %B} {on.day}: the clocks go forward then.{shown}"


def _twice(on: date, at: time) -> str:
    return (
        f"{_hour(at)} comes twice on {on:%A, %B} {on.day}: the clocks go back then. Ask which one, and type "
        f"“{_hour(at)} first” or “{_hour(at)} second”."
    )
