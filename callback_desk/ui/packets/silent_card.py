"""Sheets of which nothing was heard in time: the reply typed, the recipient reminded, slips saved for all of them."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
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
from callback_desk.ui.file_dialogs import AskForTarget, saving_as
from callback_desk.ui.notices import Notice
from callback_desk.ui.sealed_saving import SealedSaving
from callback_desk.ui.when import count, day
from callback_desk.use_cases import overdue
from callback_desk.use_cases.ports_world import Printed
from callback_desk.use_cases.reminder_slips import print_reminder_slips

_SAID = "reminder-slips"
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
        self.ask_for: AskForTarget = saving_as("Save the reminder slips")
        self.slips = SecondaryButton("Save reminder slips…", icon_name="printer")
        self.slips.clicked.connect(self._on_slips)
        self.body.addWidget(self.slips, 0, Qt.AlignmentFlag.AlignLeft)
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

    def _on_slips(self) -> None:
        target, desk = self.ask_for(self, "reminders.pdf"), self._page.desk
        if target is None:
            return
        self._page.notices.clear(_SAID)
        self.slips.close_with("They are being made.")
        task = SealedSaving(self._page, lambda password: print_reminder_slips(desk, target, password))
        task.succeeded.connect(lambda made: self._on_made(target.name, made))
        task.failed.connect(self._on_not_made)

    def _on_made(self, name: str, made: Printed) -> None:
        self.slips.open_again()
        pages = count(made.pages, "page")
        words = f"{name}: {pages} to print, one for each recipient. Press I reminded them when they were handed over."
        self._page.notices.show(Notice(words, actions=("OK",), code=_SAID))

    def _on_not_made(self, trouble: object) -> None:
        self.slips.open_again()
        self._page.notices.show_error(trouble)


__all__ = ["SilentCard"]
