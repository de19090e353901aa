"""A reply slip is typed back: the sheet's number, a key for each point, who and when. No mouse is needed."""

from __future__ import annotations

import logging
from datetime import date
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from callback_desk.domain.errors import DeskFault
from callback_desk.domain.receipts import LONGEST_QUESTION, WORDS, Answer, AnsweredSheet, PointAnswer, SheetPoint
from callback_desk.ui.back_sheet import BackSheet
from callback_desk.ui.components import (
    Card,
    Choice,
    ChoiceList,
    Field,
    Paragraph,
    PrimaryButton,
    QuietButton,
    Run,
    SecondaryButton,
    empty_out,
    set_shown,
)
from callback_desk.ui.desk_page import DeskPage
from callback_desk.ui.file_dialogs import saving_as
from callback_desk.ui.notices import Notice
from callback_desk.ui.packets.form_card import FormCard
from callback_desk.ui.sight import bring_new_into_sight
from callback_desk.ui.times import read_past_day
from callback_desk.ui.when import day
from callback_desk.use_cases import import_receipts, receive_receipt

_CHOICES: Final = tuple(Choice(kind.value, words) for kind, words in WORDS.items())
_WHICH_DAY: Final = "Which day? For example 11/19, or today."
ASK_FOR_TARGET: Final = saving_as("Save a form to fill in", "Forms (*.csv)")
_NARROW_PX = 760
_log = logging.getLogger(__name__)


class PointCard(Card):
    """One point: its words, what is on record, four answers. `answered()` when nothing is left to type in it."""

    answered = Signal()

    def __init__(self, point: SheetPoint, today: date) -> None:
        super().__init__(padding_px=16)
        self.point = point
        self.body.addWidget(Paragraph((Run(f"{point.number}  ", strong=True), Run(point.text)), full_width=True))
        if point.newest is not None:
            said = point.newest
            words = f"On record: {WORDS[said.answer]}, {said.answered_by}, {day(said.answered_on, today)}."
            asked = f" Question: {said.question}" if said.question else ""
            self.body.addWidget(Paragraph(words + asked, face="meta", color="ink2", full_width=True))
        self._columns = 4
        self.choices = ChoiceList(_CHOICES, columns=self._columns, dense=True, own_keys=True)
        self.choices.setAccessibleName(f"Point {point.number}: {point.text}")
        self.choices.choice_made.connect(self._on_choice)
        self.body.addWidget(self.choices)
        self.question = Field("What more is needed, as a question a volunteer can ask")
        self.question.edit.setMaxLength(LONGEST_QUESTION)
        self.question.entered.connect(self._on_question)
        self.body.addWidget(self.question)
        set_shown(self.question, False)

    @property
    def answer(self) -> PointAnswer | None:
        """What was typed, None while the point is open."""
        chosen = self.choices.chosen
        return PointAnswer(self.point.number, Answer(chosen), self.question.text) if chosen else None

    def fit(self, columns: int) -> None:
        """So many answers side by side."""
        if columns == self._columns:
            return
        self._columns = columns
        self.choices.set_choices(_CHOICES, chosen=self.choices.chosen, columns=columns, dense=True)

    def _on_choice(self, value: str) -> None:
        more = value == Answer.NEED_MORE
        set_shown(self.question, more)
        if more:
            self.question.edit.setFocus()
            bring_new_into_sight(self, self.question)
        else:
            self.question.set_error("")
            self.answered.emit()

    def _on_question(self) -> None:
        if self.question.text.strip():
            self.question.set_error("")
            self.answered.emit()
        else:
            self.question.set_error("Type the question, or choose another answer.")


class ReceiptSheet(BackSheet):
    """Instead of the lists of the page. After a slip is saved the next number may be typed at once."""

    title = "Type a reply back"
    way_back = "Back to the lead sheets"

    def __init__(self, page: DeskPage) -> None:
        super().__init__(page)
        self.cards: list[PointCard] = []
        self.ask_for_target = ASK_FOR_TARGET
        self.sheet: AnsweredSheet | None = None
        top = Card()
        top.body.addWidget(
            Paragraph(
                "The number stands at the top of the sheet. Then press 1 to 4 for each point; Tab leaves a point open.",
                color="ink2",
                full_width=True,
            )
        )
        line = QHBoxLayout()
        self.number = Field("Number of the sheet", hint="LS-2026-0417")
        self.number.entered.connect(self._on_find)
        self.number.text_changed.connect(lambda _text: self.number.set_error(""))
        self.show_points = SecondaryButton("Show its points", key="Enter")
        self.show_points.clicked.connect(self._on_find)
        self.save_form = QuietButton("Save a form to fill in…", icon_name="save")
        self.save_form.clicked.connect(self._on_save_form)
        set_shown(self.save_form, False)
        line.addWidget(self.number, 2)
        line.addWidget(self.show_points, 0, Qt.AlignmentFlag.AlignBottom)
        line.addStretch(1)
        top.body.addLayout(line)
        self.said = Paragraph("", face="strong", full_width=True)
        said = QHBoxLayout()
        said.addWidget(self.said, 1)
        said.addWidget(self.save_form)
        top.body.addLayout(said)
        self.body.addWidget(top)
        self._points = QWidget()
        self._column = QVBoxLayout(self._points)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.body.addWidget(self._points)
        self.last = Card()
        who = QHBoxLayout()
        self.by = Field("Who answered")
        self.on = Field("On which day", hint="11/19, or today")
        for field in (self.by, self.on):
            field.entered.connect(self._on_save)
            who.addWidget(field, 1)
        self.last.body.addLayout(who)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        self.keep = PrimaryButton("Save the reply", icon_name="check", key="Enter")
        self.keep.clicked.connect(self._on_save)
        buttons.addWidget(self.keep)
        self.last.body.addLayout(buttons)
        self.body.addWidget(self.last)
        self.form = FormCard(page)
        self.body.addWidget(self.form)
        self.body.addStretch(1)
        self._lines = (line, said, who)
        self._show(None)
        self._style_now()

    def open(self, sheet_number: str = "") -> None:
        """With a number its points show at once."""
        self.said.set_words("")
        self._show(None)
        self.number.set_text(sheet_number)
        self.number.edit.setFocus()
        if sheet_number:
            self._on_find()

    # -- the number

    def _on_find(self) -> None:
        typed, desk = self.number.text, self.page.desk
        if not typed.strip():
            self.number.set_error("Type the number of the sheet first.")
            return
        self.said.set_words("")
        task = self.page.ask("reply", lambda: receive_receipt.sheet_to_answer(desk, typed), self._on_found)
        task.failed.connect(self._on_not_found)

    def _on_found(self, found: AnsweredSheet) -> None:
        self._show(found)
        if self.cards:
            open_cards = [card for card in self.cards if card.point.newest is None] or self.cards
            open_cards[0].choices.focus_first()
            bring_new_into_sight(open_cards[0])  # at large text it lies below the number

    def _on_not_found(self, _trouble: object) -> None:
        self._show(None)
        self.number.edit.setFocus()
        self.number.edit.selectAll()

    def _show(self, found: AnsweredSheet | None) -> None:
        self.sheet, self.cards = found, []
        empty_out(self._column)
        for part in (self._points, self.last, self.save_form):
            set_shown(part, found is not None)
        set_shown(self.form, found is None)
        if found is None:
            return
        sheet, today = found.sheet, self.page.today
        made = day(sheet.made_at.astimezone(self.page.desk.zone).date(), today)
        self.said.set_words(f"{sheet.sheet_number}, case {sheet.case_number}, for {sheet.recipient}, made {made}")
        self.by.set_text(sheet.recipient)
        self.on.set_text(f"{today.month}/{today.day}")
        for point in found.points:
            card = PointCard(point, today)
            card.answered.connect(self._on_answered)
            self._column.addWidget(card)
            card.show()
            self.cards.append(card)
        self._fit()

    # -- the answers

    def _on_answered(self) -> None:
        place = next((index for index, card in enumerate(self.cards) if card is self.sender()), None)
        if place is None:
            return
        if place + 1 < len(self.cards):
            following = self.cards[place + 1]
            following.choices.focus_first()
            bring_new_into_sight(following)
        else:
            self.by.edit.setFocus()
            bring_new_into_sight(self.last, self.by)

    def _on_save(self) -> None:
        if self.sheet is None:
            return
        on = read_past_day(self.on.text, self.page.today)
        self.on.set_error("" if on else _WHICH_DAY)
        if on is None:
            self.on.edit.setFocus()
            return
        answers = [one for card in self.cards if (one := card.answer) is not None]
        desk, op = self.page.desk, self.page.desk.new_operation()
        number, by = self.sheet.sheet.sheet_number, self.by.text
        self.keep.close_with("It is being saved.")
        task = self.page.save(
            lambda: receive_receipt.receive_receipt(desk, op, number, answers, by=by, on=on), self._on_saved
        )
        task.failed.connect(lambda _trouble: self.keep.open_again())

    def _on_saved(self, received: receive_receipt.Received) -> None:
        self.keep.open_again()
        self._show(None)
        self.said.set_words(received.sentence)
        self.page.notices.show(Notice(received.sentence, actions=("OK",)))
        self.number.set_text("")
        self.number.edit.setFocus()

    def _on_save_form(self) -> None:
        if self.sheet is None:
            return
        number = self.sheet.sheet.sheet_number
        target = self.ask_for_target(self, f"{number}-reply.csv")
        if target is not None:
            desk = self.page.desk
            self.page.ask("form", lambda: import_receipts.receipt_form(desk, number), partial(self._write_form, target))

    def _write_form(self, target: Path, text: str) -> None:
        try:
            target.write_text(text, "utf-8", newline="")
        except OSError as error:
            self.page.notices.show_error(DeskFault(f"{target.name} cannot be written. Choose another folder."))
            _log.warning("reply form not written: %s", type(error).__name__)
        else:
            self.page.notices.show(
                Notice(f"{target.name} is saved. Nothing of the case stands in it.", actions=("OK",))
            )

    # -- sizes

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Where it is narrow, fields and buttons stand below each other."""
        narrow = self.width() < self.theme.px(_NARROW_PX)
        for line in self._lines:
            line.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)
        for card in self.cards:
            card.fit(2 if narrow else 4)

    def _restyle(self) -> None:
        super()._restyle()
        if hasattr(self, "_lines"):
            for line in self._lines:
                line.setSpacing(self.theme.px(12))
            self._column.setSpacing(self.theme.px(8))
            # The lists it stands before begin at the edge of the page: the cards keep the focus ring inside them.
            for edge in (self.head, self.body):
                margins = edge.contentsMargins()
                edge.setContentsMargins(0, margins.top(), margins.right(), margins.bottom())
            self._fit()


__all__ = ["PointCard", "ReceiptSheet"]
