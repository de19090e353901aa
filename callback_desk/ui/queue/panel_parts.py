"""Parts of the side panel: one rule as a line, the history, the form of an OK to call."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from callback_desk.domain.views import HistoryLine
from callback_desk.ui.components import (
    ComboField,
    HairLine,
    Icon,
    Label,
    Paragraph,
    PrimaryButton,
    QuietButton,
    SecondaryButton,
    TextField,
    Themed,
    set_shown,
)
from callback_desk.ui.when import count, short_day

DAYS = ((1, "1 day"), (3, "3 days"), (7, "7 days"), (14, "14 days"), (30, "30 days"))
_A_WEEK = 7
_A_REASON = 3  # words: a sentence, not a yes


class RuleLine(Themed, QWidget):
    """A rule that stops the call, with its number below, or a check that passed."""

    def __init__(self, words: str, where: str = "", *, stops: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        mark = Icon("cross" if stops else "check", "warn" if stops else "good", size_px=18, beside="body")
        self._row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(Paragraph(words, full_width=True))
        if where:
            column.addWidget(Paragraph(where, face="meta", color="ink2", full_width=True))
        self._row.addLayout(column, 1)
        self.setAccessibleName(f"{'Stops the call' if stops else 'Passed'}: {words}{f', {where}' if where else ''}")
        self._style_now()

    def _restyle(self) -> None:
        self._row.setSpacing(self.theme.px(10))


class History(Themed, QWidget):
    """What happened, newest first. `whole_wanted()` for everything on record, `record_wanted()` for it as a file."""

    whole_wanted = Signal()
    record_wanted = Signal()

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._head = QHBoxLayout()
        self._count = Label("", face="meta", color="ink2")
        self._head.addWidget(Label("History", face="strong"))
        self._head.addStretch(1)
        self._head.addWidget(self._count)
        self._lines = Paragraph("", face="meta", color="ink2", full_width=True)
        self._column.addWidget(HairLine())
        self._column.addLayout(self._head)
        self._column.addWidget(self._lines)
        self.whole = QuietButton("Whole history…", flush=True)
        self.whole.setAccessibleName("The whole history of this person, with notes and decisions")
        self.whole.clicked.connect(self.whole_wanted)
        self._column.addWidget(self.whole, 0, Qt.AlignmentFlag.AlignLeft)
        self.record = QuietButton("They ask what is kept about them…", flush=True)
        self.record.setAccessibleName("Everything kept about this person, as a file for them")
        self.record.clicked.connect(self.record_wanted)
        self._column.addWidget(self.record, 0, Qt.AlignmentFlag.AlignLeft)
        self._style_now()

    def show_lines(self, lines: Sequence[HistoryLine], now: datetime, zone: ZoneInfo) -> None:
        """Show another history."""
        today = now.astimezone(zone).date()
        told = [f"{short_day(line.at.astimezone(zone).date(), today)}: {line.text}" for line in lines]
        self._count.setText(count(len(lines), "entry", "entries"))
        self._lines.set_words("\n".join(told) or "Nothing has happened yet.")

    @property
    def words(self) -> str:
        return self._lines.text()

    def _restyle(self) -> None:
        self._column.setSpacing(self.theme.px(8))


class OkForm(Themed, QWidget):
    """Why this person may be called, and for how long. `given(reason, days)`, `missed()` without a reason, `left()`."""

    given = Signal(str, int)
    missed = Signal()
    left = Signal()

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._lifts = Paragraph("", full_width=True)
        self.reason = TextField("Why may this person be called?", lines=3)
        self.days = ComboField("The OK lasts", DAYS)
        self.days.set_value(_A_WEEK)
        self.ok = PrimaryButton("OK to call")
        self.back = SecondaryButton("Back", key="Esc")
        buttons = QHBoxLayout()
        buttons.addWidget(self.back)
        buttons.addStretch(1)
        buttons.addWidget(self.ok)
        for part in (self._lifts, self.reason, self.days):
            self._column.addWidget(part)
        self._column.addLayout(buttons)
        self.ok.clicked.connect(self._on_ok)
        self.back.clicked.connect(self.left)
        self.reason.text_changed.connect(self._on_typed)
        self._style_now()

    def begin(self, lifts: str) -> None:
        """An empty form; `lifts` says which rules the OK lifts."""
        self._lifts.set_words(lifts)
        self.reason.set_text("")
        self.reason.set_error("")
        self.days.set_value(_A_WEEK)
        set_shown(self, True)
        self.reason.edit.setFocus()

    def _on_typed(self) -> None:
        self.reason.set_error("")

    def _on_ok(self) -> None:
        reason = " ".join(self.reason.text.split())
        if len(reason.split()) < _A_REASON:
            self.reason.set_error("Say in one sentence why. It is kept with your name.")
            self.reason.edit.setFocus()
            self.missed.emit()
            return
        days = self.days.value
        assert isinstance(days, int)
        self.given.emit(reason, days)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)

    def _restyle(self) -> None:
        self._column.setSpacing(self.theme.px(10))
