"""Sheets of which nothing was heard in time: the reply typed, or the recipient reminded."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from callback_desk.domain.receipts import SilentSheet
from callback_desk.ui.components import (
    Card,
    HairLine,
    Paragraph,
    QuietButton,
    Run,
    SecondaryButton,
    empty_out,
    set_shown,
)
from callback_desk.ui.desk_page import DeskPage
from callback_desk.ui.when import day
from callback_desk.use_cases import overdue

_MOST = 8  # at once; the oldest first, more come as these are answered


class SilentCard(Card):
    """`reply_wanted(sheet number)`. Out of sight while everything was acknowledged."""

    reply_wanted = Signal(str)

    def __init__(self, page: DeskPage) -> None:
        super().__init__()
        self._page = page
        self.sheets: tuple[SilentSheet, ...] = ()
        self.buttons: list[SecondaryButton] = []
        self.title = Paragraph("", face="section", full_width=True)
        self.body.addWidget(self.title)
        self._list = QVBoxLayout()
        self.body.addLayout(self._list)
        set_shown(self, False)

    def refresh(self) -> None:
        desk = self._page.desk
        self._page.ask("silent", lambda: overdue.not_acknowledged(desk), self._on_sheets)

    def _on_sheets(self, found: tuple[SilentSheet, ...]) -> None:
        if found == self.sheets:
            return
        self.sheets, self.buttons = found, []
        empty_out(self._list)
        self.title.set_words(f"Not acknowledged ({len(found):,})")
        for place, one in enumerate(found[:_MOST]):
            if place:
                self._list.addWidget(HairLine())
            self._add(one)
        set_shown(self, bool(found))

    def _add(self, one: SilentSheet) -> None:
        zone, today = self._page.desk.zone, self._page.today
        sent = day(one.sent_at.astimezone(zone).date(), today)
        again = f" Reminded {day(one.reminded.astimezone(zone).date(), today)}." if one.reminded else ""
        urgent = " Urgent." if one.urgent else ""
        words = Run(one.sheet_number, strong=True), Run(f", case {one.case_number}, for {one.recipient}")
        self._list.addWidget(Paragraph(words, full_width=True))
        self._list.addWidget(Paragraph(f"Sent {sent}.{urgent}{again}", face="meta", color="ink2", full_width=True))
        row = QHBoxLayout()
        reply = SecondaryButton("Type the reply", icon_name="pen")
        reply.setAccessibleName(f"Type the reply to {one.sheet_number}")
        reply.clicked.connect(partial(self._on_reply, one.sheet_number))
        remind = QuietButton("I reminded them")
        remind.setAccessibleName(f"I reminded {one.recipient} of {one.sheet_number}")
        remind.clicked.connect(partial(self._on_reminded, one))
        self.buttons.append(reply)
        row.addWidget(reply)
        row.addWidget(remind)
        row.addStretch(1)
        self._list.addLayout(row)

    def _on_reply(self, number: str, *_checked: object) -> None:
        self.reply_wanted.emit(number)

    def _on_reminded(self, one: SilentSheet, *_checked: object) -> None:
        desk, op = self._page.desk, self._page.desk.new_operation()
        self._page.save(lambda: overdue.reminded(desk, op, one.id))


__all__ = ["SilentCard"]
