"""For the next shift: the note that was left, and the people who are pinned."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from callback_desk.domain.notes import Pinned
from callback_desk.ui.board.state_column import Lines
from callback_desk.ui.components import (
    Card,
    Label,
    Paragraph,
    QuietButton,
    Run,
    set_shown,
)
from callback_desk.ui.leave_note import LeaveNote
from callback_desk.ui.when import moment


class HandOverCard(Card):
    """`open_wanted(CallbackId)`, `unpin_wanted(CallbackId)`, `note_written(str)`."""

    open_wanted = Signal(int)
    unpin_wanted = Signal(int)
    note_written = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("For the next shift")
        head = QHBoxLayout()
        head.addWidget(Label("For the next shift", face="section"))
        head.addStretch(1)
        self.write = QuietButton("Write a note", icon_name="pen")
        head.addWidget(self.write)
        self.body.addLayout(head)
        self.note = Paragraph("", full_width=True)
        self.note_by = Paragraph("", face="meta", color="ink2", full_width=True)
        self.body.addWidget(self.note)
        self.body.addWidget(self.note_by)
        self.leave = LeaveNote(self.write)
        self.leave.written.connect(self.note_written)
        self.body.addWidget(self.leave)
        self.lines = Lines()
        self.body.addWidget(self.lines)
        self._shown: tuple[Pinned, ...] | None = None
        self._style_now()

    def show_hand_over(self, note: str, by: str, pinned: Sequence[Pinned], now: datetime, zone: ZoneInfo) -> None:
        """One reading."""
        self.note.set_words(note or "Nobody left a note. Pin somebody in the call list to hand them over.")
        self.note_by.set_words(by)
        set_shown(self.note, bool(note) or not pinned)
        set_shown(self.note_by, bool(by))
        if tuple(pinned) == self._shown:
            return  # a refresh takes nobody's focus
        self._shown = tuple(pinned)
        self.lines.clear()
        for one in pinned:
            self.lines.add(self._row(one, now, zone))

    def _row(self, one: Pinned, now: datetime, zone: ZoneInfo) -> QWidget:
        held = QWidget()
        row = QHBoxLayout(held)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self.theme.px(8))
        standing = f" ({one.standing})" if one.standing else ""
        words = Run(one.short_name, strong=True), Run(f"{standing}: {one.sentence}")
        said = QVBoxLayout()
        said.setSpacing(0)
        said.addWidget(Paragraph(words, full_width=True))
        said.addWidget(Paragraph(f"{one.by}, {moment(one.at, now, zone)}", face="meta", color="ink2", full_width=True))
        row.addLayout(said, 1)
        look = QuietButton("Open")
        look.setAccessibleName(f"Open {one.short_name}")
        look.clicked.connect(partial(self.open_wanted.emit, int(one.callback_id)))
        drop = QuietButton("Unpin")
        drop.setAccessibleName(f"Unpin {one.short_name}")
        drop.clicked.connect(partial(self.unpin_wanted.emit, int(one.callback_id)))
        row.addWidget(look, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(drop, 0, Qt.AlignmentFlag.AlignTop)
        return held


__all__ = ["HandOverCard"]
