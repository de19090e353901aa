"""Signed calls whose lead sheet is still to be made."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from callback_desk.domain.views import ReviewLine
from callback_desk.ui.components import (
    Card,
    Chip,
    HairLine,
    Label,
    Paragraph,
    SecondaryButton,
    Themed,
    Tone,
    empty_out,
    set_shown,
)
from callback_desk.ui.when import moment


class ReadyRows(Card):
    """`make_wanted(call_id, case_number)`."""

    make_wanted = Signal(int, str)

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(padding_px=0, parent=parent)
        self.rows: list[ReadyRow] = []
        self._head = QVBoxLayout()
        self._head.addWidget(Label("Ready to send", face="section"))
        self.empty = Paragraph(
            "Nothing is ready. A call with new information stands here once it is signed off under Review.",
            color="ink2",
            full_width=True,
        )
        self._head.addWidget(self.empty)
        self.body.addLayout(self._head)
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        self.body.addLayout(self._list)
        self._restyle()

    def show_ready(self, ready: Sequence[tuple[ReviewLine, str]], now: datetime, zone: ZoneInfo) -> None:
        """Other calls, oldest first."""
        empty_out(self._list)
        self.rows = []
        for line, case_number in ready:
            row = ReadyRow(line, case_number, now, zone)
            row.make.clicked.connect(self._on_make)
            self._list.addWidget(row)
            self.rows.append(row)
        set_shown(self.empty, not ready)

    def _on_make(self) -> None:
        button = self.sender()
        row = next((row for row in self.rows if row.make is button), None)
        if row is not None:
            self.make_wanted.emit(row.line.call_id, row.case_number)

    def _restyle(self) -> None:
        super()._restyle()
        if hasattr(self, "_head"):
            theme = self.theme
            self._head.setContentsMargins(theme.px(16), theme.px(12), theme.px(16), theme.px(12))


class ReadyRow(Themed, QWidget):
    """One call: the case, the person, how much is new."""

    def __init__(self, line: ReviewLine, case_number: str, now: datetime, zone: ZoneInfo) -> None:
        super().__init__()
        self.line = line
        self.case_number = case_number
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(HairLine())
        self._row = QHBoxLayout()
        outer.addLayout(self._row)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Paragraph(f"Case {case_number}, {line.name}", face="strong", full_width=True))
        about = f"{line.offense}. Call by {line.volunteer}, {moment(line.ended_at, now, zone)}. {line.new_count} new."
        words.addWidget(Paragraph(about, face="meta", color="ink2", full_width=True))
        self._row.addLayout(words, 1)
        if line.urgent:
            self._row.addWidget(Chip("Urgent", icon_name="warning", tone=Tone.WARN))
        self.make = SecondaryButton("Make the lead sheet")
        self._row.addWidget(self.make)
        self._style_now()

    def _restyle(self) -> None:
        theme = self.theme
        self._row.setContentsMargins(theme.px(16), theme.px(12), theme.px(16), theme.px(12))
        self._row.setSpacing(theme.px(12))
