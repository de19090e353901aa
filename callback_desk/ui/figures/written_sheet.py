"""Answers on cards and web forms: typed in or read from a file, and what is on record of them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from callback_desk.domain.feedback import CHANNEL_WORDS, Channel, FeedbackBatch, FeedbackForm
from callback_desk.domain.ids import FeedbackBatchId
from callback_desk.ui.back_sheet import BackSheet
from callback_desk.ui.components import (
    Card,
    Choice,
    ChoiceList,
    Paragraph,
    QuietButton,
    SecondaryButton,
    empty_out,
    set_shown,
)
from callback_desk.ui.desk_page import DeskPage
from callback_desk.ui.figures.written_card import WrittenCard
from callback_desk.ui.figures.written_file import WrittenFile
from callback_desk.ui.notices import Notice
from callback_desk.ui.times import read_past_day
from callback_desk.ui.when import count, moment
from callback_desk.use_cases import feedback

_MOST_SHOWN: Final = 20
_WHY: Final = (
    "These answers stand in figures of their own, with how they came beside them. No figure of the telephone calls "
    "changes by them. Ask the nine questions word for word as the call asks them."
)
_WHICH: Final = "Choose first how these answers came."
_WHICH_DAY: Final = "Which day? For example 11/19, or today."
_NOTHING: Final = "No card and no web form is on record yet."


class WrittenSheet(BackSheet):
    """Instead of the figures of the page."""

    title = "Cards and web forms"
    way_back = "Back to the reports"

    def __init__(self, page: DeskPage) -> None:
        super().__init__(page)
        top = Card("How did these answers come?")
        top.body.addWidget(Paragraph(_WHY, color="ink2", full_width=True))
        self.channels = ChoiceList(
            tuple(Choice(channel.value, words) for channel, words in CHANNEL_WORDS.items()), columns=2, dense=True
        )
        self.channels.setAccessibleName("How did these answers come?")
        self.channels.choice_made.connect(self._on_channel)
        top.body.addWidget(self.channels)
        self.which = Paragraph(_WHICH, color="warn", full_width=True)
        top.body.addWidget(self.which)
        self.card = WrittenCard()
        self.card.keep_wanted.connect(self._on_card)
        self.card.question_reached.connect(self.scroller.ensureWidgetVisible)
        self.file = WrittenFile(page, self._channel)
        self.file.kept.connect(self.refresh)
        self.record = Card("On record")
        self._list = QVBoxLayout()
        self.record.body.addLayout(self._list)
        for part in (top, self.card, self.file, self.record):
            self.body.addWidget(part)
        self.body.addStretch(1)
        set_shown(self.which, False)
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(0)
        self._again.timeout.connect(self._fit)
        self._style_now()

    def open(self) -> None:
        self.channels.focus_first()
        self.card.on.set_text(f"{self.page.today.month}/{self.page.today.day}")
        self.file.forget()
        self.refresh()

    def refresh(self) -> None:
        desk = self.page.desk
        self.page.ask("written-record", lambda: feedback.kept_feedback(desk), self._on_record)

    def _channel(self) -> Channel | None:
        """How they came; asks for it where nobody said so."""
        chosen = self.channels.chosen
        set_shown(self.which, not chosen)
        if not chosen:
            self.scroller.ensureWidgetVisible(self.which)
            self.channels.focus_first()
        return Channel(chosen) if chosen else None

    def _on_channel(self, _value: str) -> None:
        set_shown(self.which, False)
        self.file.forget()

    def _on_card(self, typed: str, answers: Mapping[str, str]) -> None:
        channel = self._channel()
        if channel is None:
            return
        on = read_past_day(typed, self.page.today)
        self.card.on.set_error("" if on else _WHICH_DAY)
        if on is None:
            self.card.on.edit.setFocus()
            self.scroller.ensureWidgetVisible(self.card.on)
            return
        desk, op, form = self.page.desk, self.page.desk.new_operation(), FeedbackForm(on, answers)
        self.card.keep.close_with("It is being saved.")
        task = self.page.save(lambda: feedback.key_card(desk, op, channel, form), self._on_kept)
        task.failed.connect(lambda _trouble: self.card.keep.open_again())

    def _on_kept(self, _done: object) -> None:
        self.card.keep.open_again()
        self.card.start_again()
        self.page.notices.show(Notice("The card is on record. Type in the next one.", actions=("OK",)))
        self.refresh()

    def _on_record(self, batches: tuple[FeedbackBatch, ...]) -> None:
        empty_out(self._list)
        if not batches:
            self._list.addWidget(Paragraph(_NOTHING, color="ink2", full_width=True))
        for batch in batches[:_MOST_SHOWN]:
            self._list.addWidget(BatchRow(batch, self))
        if len(batches) > _MOST_SHOWN:
            older = len(batches) - _MOST_SHOWN
            self._list.addWidget(Paragraph(f"And {older:,} older. They count too.", color="ink2"))

    def words_of(self, batch: FeedbackBatch) -> str:
        """A batch in a line: how much, which way, by whom, when."""
        page = self.page
        came = "from a file" if batch.from_file else "typed in"
        kept = f"{moment(batch.at, page.now, page.desk.zone)}, by {batch.by}"
        said = f"{CHANNEL_WORDS[batch.channel]}: {count(batch.forms, 'answer')}, {came}. {kept}."
        return f"{said} Taken back: it counts no more." if batch.taken_back else said

    def take_back(self, batch_id: FeedbackBatchId) -> None:
        """These answers count no more; they stay on record."""
        desk, op = self.page.desk, self.page.desk.new_operation()
        self.page.save(lambda: feedback.take_back_feedback(desk, op, batch_id), self._on_taken_back)

    def _on_taken_back(self, _done: object) -> None:
        self.file.forget()
        self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.card.fit(self.width())

    def _restyle(self) -> None:
        super()._restyle()
        self._again.start()  # after Qt has gone through all parts with the new look


class BatchRow(Card):
    """One batch; taking it back is asked for once more."""

    def __init__(self, batch: FeedbackBatch, sheet: WrittenSheet) -> None:
        super().__init__(padding_px=12)
        line = QHBoxLayout()
        color = "ink2" if batch.taken_back else "ink"
        line.addWidget(Paragraph(sheet.words_of(batch), color=color, full_width=True), 1)
        self.ask = QuietButton("Take back…")
        self.ask.setAccessibleName(f"Take back: {sheet.words_of(batch)}")
        self.ask.clicked.connect(partial(self._asked, True))
        self.sure = SecondaryButton("Take it back")
        self.sure.clicked.connect(partial(sheet.take_back, batch.id))
        self.stay = QuietButton("Leave it")
        self.stay.clicked.connect(partial(self._asked, False))
        for button in (self.ask, self.sure, self.stay):
            line.addWidget(button)
        self.body.addLayout(line)
        self._asked(False)
        set_shown(self.ask, batch.taken_back is None)

    def _asked(self, asked: bool, _checked: bool = False) -> None:
        set_shown(self.ask, not asked)
        set_shown(self.sure, asked)
        set_shown(self.stay, asked)
        if asked:
            self.stay.setFocus()


__all__ = ["BatchRow", "WrittenSheet"]
