"""The sheet *Cases on hold*: a case number nobody is called about, here already or not; and every hold there is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from itertools import groupby
from zoneinfo import ZoneInfo

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from callback_desk.domain.records import CaseOnHold
from callback_desk.ui.components import (
    Dialog,
    Field,
    HairLine,
    Label,
    NoticeBar,
    Paragraph,
    QuietButton,
    Scroller,
    SecondaryButton,
    Themed,
    Tone,
    set_shown,
)
from callback_desk.ui.times import read_day
from callback_desk.ui.when import count, day, short_day

HOLD, HOLDING = "Put on hold", "Putting on hold…"
END = "End the hold"
SHOWN = 40  # cases; whoever has more types a number to find one
_WHY_END = "Say why the hold ends. It is kept with your name."
_EDGES_PX, _ROOM_PX, _AROUND_PX, _LEAST_PX, _MOST_PX = 64, 176, 8, 96, 440
_SIDE_BY_SIDE_PX = 460
_ABOVE_AND_BELOW_PX = 64  # a field's label, and the buttons under it


def hold_words(hold: CaseOnHold, today: date, zone: ZoneInfo) -> str:
    """ "Detective Reyes asked for it. By Dana Whitlock, Nov 20, until December 31." """
    reason = hold.reason if hold.reason.endswith((".", "!", "?")) else f"{hold.reason}."
    since = short_day(hold.at.astimezone(zone).date(), today)
    until = "until it is taken away" if hold.until is None else f"until {day(hold.until, today)}"
    return f"{reason} By {hold.by}, {since}, {until}."


class HoldEntry(Themed, QWidget):
    """One case with its holds. `end_wanted(number, reason)` after its button and a reason; `opened()` on the button."""

    end_wanted = Signal(str, str)
    opened = Signal()

    def __init__(
        self, holds: Sequence[CaseOnHold], today: date, zone: ZoneInfo, *, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.number = holds[0].number
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._head = QHBoxLayout()
        self._words = QVBoxLayout()
        words = self.number if holds[0].here else f"{self.number}, not here yet"
        self._words.addWidget(Paragraph(words, face="strong", full_width=True))
        for hold in holds:
            self._words.addWidget(Paragraph(hold_words(hold, today, zone), face="meta", color="ink2", full_width=True))
        self._head.addLayout(self._words, 1)
        self.end = QuietButton(END)
        self.end.setAccessibleName(f"{END} on {self.number}")
        self._head.addWidget(self.end, 0, Qt.AlignmentFlag.AlignTop)
        self._column.addLayout(self._head)
        self.why = Field("Why it ends")
        self.sure = SecondaryButton(END)
        self.keep = QuietButton("Keep it")
        self._asked = QWidget()
        asked = QVBoxLayout(self._asked)
        asked.setContentsMargins(0, 0, 0, 0)
        asked.addWidget(self.why)
        self._buttons = QHBoxLayout()
        self._buttons.addStretch(1)
        self._buttons.addWidget(self.keep)
        self._buttons.addWidget(self.sure)
        asked.addLayout(self._buttons)
        self._column.addWidget(self._asked)
        set_shown(self._asked, False)
        self.end.clicked.connect(self._on_end)
        self.keep.clicked.connect(self._on_keep)
        self.sure.clicked.connect(self._on_sure)
        self.why.entered.connect(self._on_sure)
        self.why.text_changed.connect(lambda: self.why.set_error(""))
        self._style_now()

    def fold(self) -> None:
        """Ask nothing any more."""
        set_shown(self._asked, False)
        set_shown(self.end, True)

    def _on_end(self) -> None:
        self.opened.emit()
        set_shown(self._asked, True)
        set_shown(self.end, False)
        self.why.setFocus()

    def _on_keep(self) -> None:
        self.fold()
        self.end.setFocus()

    def _on_sure(self) -> None:
        reason = self.why.text.strip()
        if reason:
            self.end_wanted.emit(self.number, reason)
        else:
            self.why.set_error(_WHY_END)
            self.why.setFocus()

    def _restyle(self) -> None:
        theme = self.theme
        self._column.setSpacing(theme.px(8))
        self._words.setSpacing(theme.px(2))
        self._head.setSpacing(theme.px(12))
        self._buttons.setSpacing(theme.px(12))
        self._buttons.setContentsMargins(0, theme.px(8), 0, 0)


class HoldSheet(Dialog):
    """`hold_wanted(number, reason, last day or None)`, `end_wanted(number, reason)`; it stays open for the next."""

    hold_wanted = Signal(str, str, object)
    end_wanted = Signal(str, str)

    def __init__(self, now: datetime, zone: ZoneInfo, *, parent: QWidget) -> None:
        super().__init__(
            "Cases on hold",
            "Nobody is called about a case on hold. It holds before the case arrives, too.",
            verb=HOLD,
            way_out="Close",
            parent=parent,
        )
        self._zone, self._today = zone, now.astimezone(zone).date()
        self._holds: tuple[CaseOnHold, ...] | None = None
        self._tallest = 0
        self.entries: list[HoldEntry] = []
        self.said = NoticeBar("", icon_name="check-ring")
        self.trouble = NoticeBar("", tone=Tone.WARN)
        for bar in (self.said, self.trouble):
            self.body.addWidget(bar)
            set_shown(bar, False)
        self.scroller = Scroller()
        self.add_scroller(self.scroller)
        column = self.scroller.body
        self.number = Field("Case number")
        self.until = Field("Last day, if there is one", hint="12/31/2026 or Friday")
        self.reason = Field("Who asked for it, and why", help_text="Kept with your name.")
        self._fields = (self.number, self.until, self.reason)
        self._pair = QHBoxLayout()
        self._pair.addWidget(self.number, 1, Qt.AlignmentFlag.AlignTop)
        self._pair.addWidget(self.until, 1, Qt.AlignmentFlag.AlignTop)
        column.addLayout(self._pair)
        column.addWidget(self.reason)
        column.addWidget(HairLine())
        self.heading = Label("On hold now", face="section")
        column.addWidget(self.heading)
        self._list = QVBoxLayout()
        column.addLayout(self._list)
        self.more = Paragraph("", face="meta", color="ink2", full_width=True)
        column.addWidget(self.more)
        column.addStretch(1)
        for field in self._fields:
            field.text_changed.connect(self._forget_errors)
            field.edit.installEventFilter(self)
        self.number.text_changed.connect(self._show_list)
        self.reason.entered.connect(self._on_verb)
        self.verb.clicked.disconnect()
        self.verb.clicked.connect(self._on_verb)
        self._style_now()

    def show_holds(self, holds: Sequence[CaseOnHold]) -> None:
        """Every hold there is, the newest first, those on one case together."""
        self._holds = tuple(holds)
        self._show_list()

    def show_said(self, words: str) -> None:
        """It was done; the fields are free for the next."""
        for field in self._fields:
            field.set_text("")
        self._say(said=words)
        self.set_busy(False)
        self.number.setFocus()

    def show_trouble(self, words: str) -> None:
        """It was not done; what was typed stays."""
        self._say(trouble=words)
        self.set_busy(False)

    def set_busy(self, busy: bool) -> None:
        """While it is saved nothing is pressed twice."""
        self.verb.setEnabled(not busy)
        self.verb.set_label(HOLDING if busy else HOLD)
        for entry in self.entries:
            entry.sure.setEnabled(not busy)

    def _on_verb(self) -> None:
        number, reason, until = (field.text.strip() for field in (self.number, self.reason, self.until))
        last = read_day(until, self._today) if until else None
        wrong = [
            (self.number, "" if number else "Type the case number."),
            (self.until, _what_is_wrong(until, last, self._today)),
            (self.reason, "" if reason else "Say who asked for the hold, and why."),
        ]
        for field, words in wrong:
            field.set_error(words)
        faulty = next((field for field, words in wrong if words), None)
        self._fit()
        if faulty is not None:
            faulty.setFocus()
        elif self.verb.isEnabled():
            self.hold_wanted.emit(number, reason, last)

    def _show_list(self) -> None:
        for entry in self.entries:
            entry.hide()
            entry.deleteLater()
        self.entries = []
        if self._holds is None:
            return
        wanted = "".join(self.number.text.upper().split())
        cases = [tuple(holds) for _, holds in groupby(self._holds, key=lambda hold: hold.number)]
        found = [holds for holds in cases if wanted in "".join(holds[0].number.upper().split())]
        for holds in found[:SHOWN]:
            entry = HoldEntry(holds, self._today, self._zone)
            entry.end_wanted.connect(self.end_wanted)
            entry.opened.connect(self._on_opened)
            for watched in (entry.why.edit, entry.end, entry.sure, entry.keep):
                watched.installEventFilter(self)
            self._list.addWidget(entry)
            self.entries.append(entry)
        self.heading.setText(f"On hold now: {count(len(cases), 'case')}" if cases else "On hold now")
        words = "" if cases else "No case is on hold."
        if len(found) > SHOWN:
            words = f"{len(found) - SHOWN:,} more. Type a case number above to find one."
        elif cases and not found:
            words = "No hold on this case number."
        self.more.set_words(words)
        set_shown(self.more, bool(words))
        self._fit()

    def _on_opened(self) -> None:
        for entry in self.entries:
            if entry is not self.sender():
                entry.fold()
        QTimer.singleShot(0, self, self._to_focus)  # when it has its height

    def _to_focus(self) -> None:
        """What is typed in, and the buttons below it, in sight."""
        self._fit()
        held = self.window().focusWidget()
        if held is not None and self.scroller.isAncestorOf(held):
            self.scroller.ensureWidgetVisible(held, 0, self.theme.px(_ABOVE_AND_BELOW_PX))

    def _say(self, *, said: str = "", trouble: str = "") -> None:
        """In the place of the sentence, where it is seen whatever the list is scrolled to."""
        for bar, words in ((self.said, said), (self.trouble, trouble)):
            bar.words.set_words(words)
            bar.setAccessibleName(words)
            set_shown(bar, bool(words))
        set_shown(self.sentence, not said and not trouble)
        self._fit()

    def _forget_errors(self) -> None:
        for field in self._fields:
            if field.error:
                field.set_error("")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn and isinstance(watched, QWidget) and hasattr(self, "scroller"):
            self.scroller.ensureWidgetVisible(watched, 0, self.theme.px(_ABOVE_AND_BELOW_PX))
        return super().eventFilter(watched, event)

    def _first_field(self) -> QWidget | None:
        return self.number.edit

    def open_dialog(self) -> None:
        super().open_dialog()
        self._fit()  # what was never shown has no height yet

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
        QTimer.singleShot(0, self, self._to_focus)

    def _restyle(self) -> None:
        super()._restyle()
        if hasattr(self, "more"):
            self._fit()

    def _fit(self) -> None:
        """As high as the holds want, as low as the window asks; title and buttons always stay in sight."""
        theme, under = self.theme, self._under()
        width = min(theme.px(640), max(theme.px(320), under.width() - 2 * theme.px(_AROUND_PX)))
        self.card.setFixedWidth(width)
        narrow = width < theme.px(_SIDE_BY_SIDE_PX)
        self._pair.setDirection(QHBoxLayout.Direction.TopToBottom if narrow else QHBoxLayout.Direction.LeftToRight)
        self._pair.setSpacing(theme.px(12))
        self._list.setSpacing(theme.px(12))
        self.scroller.body.setSpacing(theme.px(12))
        beside = self.card.body.heightForWidth(width) - self.scroller.height()
        room = under.height() - max(beside, theme.px(_ROOM_PX)) - 4 * theme.px(_AROUND_PX)
        wanted = self.scroller.body.heightForWidth(width - theme.px(_EDGES_PX)) + theme.px(12)
        self._tallest = max(self._tallest, min(wanted, theme.px(_MOST_PX)))  # it does not shrink while one types
        self.scroller.setFixedHeight(max(theme.px(_LEAST_PX), min(self._tallest, room)))


def _what_is_wrong(text: str, last: date | None, today: date) -> str:
    if text and last is None:
        return "Write the day like 12/31/2026."
    return "This day is past." if last is not None and last < today else ""
