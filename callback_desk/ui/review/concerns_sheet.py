"""Complaints and thanks, each with the words as they were said: to whom they go, when they went, what came back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout

from callback_desk.domain.changes import Done
from callback_desk.domain.complaints import ComplaintClock, Step
from callback_desk.domain.concerns import NameUse
from callback_desk.domain.ids import ConcernId
from callback_desk.ui.back_sheet import BackSheet
from callback_desk.ui.components import (
    Card,
    Chip,
    EmptyState,
    Field,
    Paragraph,
    QuietButton,
    SecondaryButton,
    Tone,
    empty_out,
    set_shown,
)
from callback_desk.ui.desk_page import DeskPage
from callback_desk.ui.file_dialogs import AskForTarget, saving_as
from callback_desk.ui.notices import Notice
from callback_desk.ui.sealed_saving import SealedSaving
from callback_desk.ui.when import count, day, moment
from callback_desk.use_cases import complaints, raise_concern
from callback_desk.use_cases.complaints import ConcernLine, ConcernPage

_ASK_FOR_SHEET: Final = saving_as("Save the sheet")
NO_OFFICE: Final = (
    "No office for complaints is entered. Add it under Settings, Recipients, and a complaint can go nowhere else."
)


def clock_words(clock: ComplaintClock, today: date) -> str:
    """What is due and by when; late in days."""
    if clock.due is None:
        return "Acknowledged"
    what = "Hand it over" if clock.step is Step.HAND_OVER else "Acknowledgement due"
    on = "today" if clock.due == today else day(clock.due, today)
    return f"{what} {on}" if not clock.late else f"{what}: {count(clock.late, 'day')} late"


def name_words(use: NameUse) -> str:
    """Whether the person may be named."""
    if use is NameUse.WITH_NAME:
        return "They agreed to be named."
    if use is NameUse.WITHOUT_NAME:
        return "Without a name: they did not agree to be named."
    return "Without a name: it is not on record that they agreed."


class ConcernCard(Card):
    """One of them. `handed(to)`, `acknowledged(reference)`, `printed()`."""

    handed = Signal(str)
    acknowledged = Signal(str)
    printed = Signal()

    def __init__(self, line: ConcernLine, offices: Sequence[str], now: datetime, zone: ZoneInfo) -> None:
        super().__init__()
        self.line = line
        concern, self._complaint = line.concern, line.clock is not None
        head = QHBoxLayout()
        cases = ", ".join(line.case_numbers) or "no case number here"
        head.addWidget(Paragraph(f"{line.name}, {cases}", face="strong", full_width=True), 1)
        if line.clock is not None:
            tone = Tone.WARN if line.clock.late else Tone.GOOD if line.clock.due is None else Tone.PLAIN
            icon = "warning" if line.clock.late else "check" if line.clock.due is None else "clock"
            head.addWidget(Chip(clock_words(line.clock, now.astimezone(zone).date()), icon_name=icon, tone=tone))
        self.body.addLayout(head)
        words = concern.said.text
        self.words = Paragraph(
            f"“{words}”" if words else "Nothing was written down. Ask the volunteer.", full_width=True
        )
        self.body.addWidget(self.words)
        told = f"Heard by {concern.raised_by}, {moment(concern.raised_at, now, zone)}."
        if concern.routed_at is not None:
            told += f" Handed to {concern.routed_to}, {moment(concern.routed_at, now, zone)}."
        if concern.acknowledged_at is not None:
            on = moment(concern.acknowledged_at, now, zone)
            told += f" Acknowledged {on} as {concern.reference}."
        if not self._complaint:
            told += f" {name_words(concern.said.name_use)}"
        self.body.addWidget(Paragraph(told, face="meta", color="ink2", full_width=True))
        self.field = Field("")
        self.verb = SecondaryButton("")
        self.paper = QuietButton("Save its sheet…", icon_name="document")
        self.paper.clicked.connect(self.printed)
        self._row = QHBoxLayout()
        if self._ask(offices):
            self.field.entered.connect(self._on_verb)
            self.verb.clicked.connect(self._on_verb)
            self.field.text_changed.connect(self._look)
            self.field.edit.setMaxLength(120)
            self._row.addWidget(self.field, 3)
            self._row.addWidget(self.verb, 0, Qt.AlignmentFlag.AlignBottom)
            self._look()
        else:
            for part in (self.field, self.verb):
                part.setParent(self)
                set_shown(part, False)
        self._row.addStretch(1)
        self._row.addWidget(self.paper, 0, Qt.AlignmentFlag.AlignBottom)
        self.body.addLayout(self._row)
        what = "complaint" if self._complaint else "thank-you"
        self.setAccessibleName(f"A {what} of {line.name}")
        for button in (self.verb, self.paper):
            button.setAccessibleName(f"{button.text()}: {what} of {line.name}")
        self._restyle()

    def close_buttons(self) -> None:
        """It is being written down."""
        self.verb.close_with("It is being written down.")

    def open_again(self) -> None:
        self._look()

    def _ask(self, offices: Sequence[str]) -> bool:
        """What the field asks for; False when nothing is left to do."""
        concern = self.line.concern
        if concern.routed_at is None:
            self.field.ask("Who receives it?", "")
            self.verb.set_label("Handed over" if self._complaint else "Passed on")
            if self._complaint and offices:
                self.field.set_text(offices[0])
                self.field.edit.setReadOnly(len(offices) == 1)
            return True
        if self._complaint and concern.acknowledged_at is None:
            self.field.ask("Their number for it", "")
            self.verb.set_label("Acknowledged")
            return True
        return False

    def _look(self, _text: str = "") -> None:
        if self.field.text.strip():
            self.verb.open_again()
        else:
            self.verb.close_with("Type it first.")

    def _on_verb(self) -> None:
        text = " ".join(self.field.text.split())
        if text and self.verb.isEnabled():
            (self.handed if self.line.concern.routed_at is None else self.acknowledged).emit(text)

    def _restyle(self) -> None:
        super()._restyle()
        if hasattr(self, "_row"):
            self._row.setSpacing(self.theme.px(12))


class ConcernsSheet(BackSheet):
    """Instead of the calls. `counted(n)` how many wait. Asks by itself."""

    title = "Complaints and thanks"
    way_back = "Back to the calls"
    counted = Signal(int)

    def __init__(self, page: DeskPage, choose_target: AskForTarget = _ASK_FOR_SHEET) -> None:
        super().__init__(page)
        self._choose_target = choose_target
        self._shown: ConcernPage | None = None
        self.cards: list[ConcernCard] = []
        self._style_now()

    def refresh(self) -> None:
        desk = self.page.desk
        self.page.ask("concerns", lambda: complaints.complaints_and_thanks(desk), self._on_found)

    def _on_found(self, found: ConcernPage) -> None:
        self.counted.emit(sum(complaints.waits(line) for line in (*found.complaints, *found.thanks)))
        if found != self._shown:
            self._shown = found
            self._show(found)

    def _show(self, found: ConcernPage) -> None:
        typed = {card.line.concern.id: card.field.text for card in self.cards}
        body = self.body
        empty_out(body)
        self.cards = []
        if not found.complaints and not found.thanks:
            why = "What people complain of or give thanks for in a call stands here at once, in their words."
            body.addWidget(EmptyState("No complaint and no thank-you in the last 90 days", why))
        for title, lines in (("Complaints", found.complaints), ("Thanks to pass on", found.thanks)):
            if not lines:
                continue
            body.addWidget(Paragraph(title, face="section"))
            if title == "Complaints":
                where = ", ".join(found.offices)
                note = f"They go to {where}, the same day, as they were said." if where else NO_OFFICE
                body.addWidget(Paragraph(note, color="ink2", full_width=True))
            for line in lines:
                self._add(line, found.offices, typed.get(line.concern.id, ""))
        body.addStretch(1)

    def _add(self, line: ConcernLine, offices: Sequence[str], typed: str) -> None:
        card = ConcernCard(line, offices, self.page.now, self.page.desk.zone)
        if typed and not card.field.text:
            card.field.set_text(typed)
        concern_id = line.concern.id
        card.handed.connect(partial(self._on_handed, concern_id))
        card.acknowledged.connect(partial(self._on_acknowledged, concern_id))
        card.printed.connect(partial(self._on_paper, concern_id))
        self.body.addWidget(card)
        self.cards.append(card)

    def _on_handed(self, concern_id: ConcernId, to: str) -> None:
        desk, op = self.page.desk, self.page.desk.new_operation()
        self._save(concern_id, lambda: raise_concern.route_concern(desk, op, concern_id, to))

    def _on_acknowledged(self, concern_id: ConcernId, number: str) -> None:
        desk, op = self.page.desk, self.page.desk.new_operation()
        self._save(concern_id, lambda: complaints.acknowledge_complaint(desk, op, concern_id, number))

    def _save(self, concern_id: ConcernId, work: Callable[[], Done]) -> None:
        for card in self._of(concern_id):
            card.close_buttons()
        self.page.save(work).failed.connect(partial(self._on_not_saved, concern_id))

    def _of(self, concern_id: ConcernId) -> list[ConcernCard]:
        """Its card as it is now: news makes them anew while something is being written down."""
        return [card for card in self.cards if card.line.concern.id == concern_id]

    def _on_not_saved(self, concern_id: ConcernId, _trouble: object) -> None:
        for card in self._of(concern_id):
            card.open_again()

    def _on_paper(self, concern_id: ConcernId) -> None:
        (card,) = self._of(concern_id)
        suggested = "complaint.pdf" if card.line.clock is not None else "thank-you.pdf"
        target, desk = self._choose_target(self, suggested), self.page.desk
        if target is None:
            return
        card.paper.setEnabled(False)
        task = SealedSaving(
            self.page, lambda password: complaints.print_concern_sheet(desk, concern_id, target, password)
        )
        task.succeeded.connect(partial(self._on_printed, concern_id, target))
        task.failed.connect(partial(self._on_not_printed, concern_id))

    def _on_printed(self, concern_id: ConcernId, target: Path, _printed: object) -> None:
        for card in self._of(concern_id):
            card.paper.setEnabled(True)
        self.page.notices.show(Notice(f"Saved as {target.name}.", actions=("OK",), code="concern-sheet"))

    def _on_not_printed(self, concern_id: ConcernId, trouble: object) -> None:
        for card in self._of(concern_id):
            card.paper.setEnabled(True)
        self.page.notices.show_error(trouble)
