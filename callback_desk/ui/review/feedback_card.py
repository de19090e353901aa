"""What a supervisor said of one's own calls, in plain words, on the shift page; and where one stands."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from callback_desk.ui.components import Card, HairLine, Paragraph, SecondaryButton, empty_out, set_shown
from callback_desk.ui.when import clock, day
from callback_desk.use_cases.score_call import Feedback, FeedbackLine


def feedback_words(line: FeedbackLine, today: date, zone: ZoneInfo) -> tuple[str, str]:
    """(which call and what came of it, what to talk over and what was noted)."""
    at = line.called_at.astimezone(zone)
    beside = ", sitting beside you" if line.beside else ""
    what = f"{line.by} read your call of {day(at.date(), today)}, {clock(line.called_at, zone)}{beside}. {line.words}"
    over = f"To talk over: {'; '.join(words[0].lower() + words[1:] for words in line.to_talk_over)}."
    return what, " ".join(part for part in (over if line.to_talk_over else "", line.note) if part)


class FeedbackCard(Card):
    """Shown while something is new: `read(newest)` says that it was read. It grades nobody against anybody."""

    read = Signal(int)

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__("About your calls", parent=parent)
        self._lines = QVBoxLayout()
        self.body.addLayout(self._lines)
        self.stands = Paragraph("", face="meta", color="ink2", full_width=True)
        self.body.addWidget(self.stands)
        self.done = SecondaryButton("I have read it", icon_name="check")
        self.done.clicked.connect(self._on_done)
        self.body.addWidget(self.done)
        self._newest = 0
        set_shown(self, False)

    def show_feedback(self, found: Feedback, now: datetime, zone: ZoneInfo) -> None:
        """The new lines, newest first; nothing new leaves no trace on the page."""
        new = [line for line in found.lines if line.new]
        empty_out(self._lines)
        for place, line in enumerate(new):
            if place:
                self._lines.addWidget(HairLine())
            what, more = feedback_words(line, now.astimezone(zone).date(), zone)
            self._lines.addWidget(Paragraph(what, full_width=True))
            if more:
                self._lines.addWidget(Paragraph(more, full_width=True))
        self.stands.set_words(f"{found.stage}. Ask your supervisor about anything here.")
        self._newest = max((line.check_id for line in new), default=0)
        self.done.setEnabled(True)
        set_shown(self, bool(new))

    def _on_done(self) -> None:
        self.done.setEnabled(False)
        self.read.emit(self._newest)
