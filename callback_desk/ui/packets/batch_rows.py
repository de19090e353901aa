"""Who has several lead sheets waiting: all of theirs at once."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from callback_desk.ui.components import Card, HairLine, Paragraph, Run, SecondaryButton, empty_out, set_shown
from callback_desk.ui.desk_page import DeskPage
from callback_desk.use_cases import send_batch
from callback_desk.use_cases.send_batch import ReadyBatch

_SEVERAL = 2  # one alone is made from its own row


class BatchRows(Card):
    """`batch_wanted(ReadyBatch)`. Out of sight while nobody has several."""

    batch_wanted = Signal(object)

    def __init__(self, page: DeskPage) -> None:
        super().__init__()
        self._page = page
        self.batches: tuple[ReadyBatch, ...] = ()
        self.buttons: list[SecondaryButton] = []
        self.body.addWidget(Paragraph("Ready for the same recipient", face="section", full_width=True))
        self._list = QVBoxLayout()
        self.body.addLayout(self._list)
        set_shown(self, False)

    def refresh(self) -> None:
        desk = self._page.desk
        self._page.ask("batches", lambda: send_batch.ready_for_each(desk), self._on_batches)

    def _on_batches(self, found: tuple[ReadyBatch, ...]) -> None:
        several = tuple(one for one in found if len(one.sheets) >= _SEVERAL)
        if several == self.batches:
            return
        self.batches, self.buttons = several, []
        empty_out(self._list)
        for place, one in enumerate(several):
            if place:
                self._list.addWidget(HairLine())
            row = QHBoxLayout()
            words = Run(one.recipient.name, strong=True), Run(f", {len(one.sheets):,} lead sheets")
            row.addWidget(Paragraph(words, full_width=True), 1)
            send = SecondaryButton("Send all of theirs")
            send.setAccessibleName(f"Send all of theirs: {one.recipient.name}")
            send.clicked.connect(partial(self._on_send, one))
            self.buttons.append(send)
            row.addWidget(send)
            self._list.addLayout(row)
        set_shown(self, bool(several))

    def _on_send(self, one: ReadyBatch, *_checked: object) -> None:
        self.batch_wanted.emit(one)


__all__ = ["BatchRows"]
