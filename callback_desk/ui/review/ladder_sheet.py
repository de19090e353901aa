"""Whose calls are read how often, and what the scored forms say of the whole desk. By name, never by score."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Final
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from callback_desk.domain.call_flags import Flag
from callback_desk.domain.ids import StaffId
from callback_desk.domain.quality import band_words
from callback_desk.domain.sampling import Ladder, Stage, Why, stage_words
from callback_desk.ui.back_sheet import BackSheet
from callback_desk.ui.components import (
    Card,
    ComboField,
    Field,
    HairLine,
    Paragraph,
    QuietButton,
    SecondaryButton,
    Themed,
    empty_out,
    set_shown,
)
from callback_desk.ui.desk_page import DeskPage
from callback_desk.ui.review.shares_card import SharesCard
from callback_desk.ui.when import count, moment
from callback_desk.use_cases import reading_ladder, score_call
from callback_desk.use_cases.reading_ladder import OnLadder, Shares
from callback_desk.use_cases.score_call import ReviewFigures

_DAYS: Final = 90
STAGES: Final = {Stage.NEW: "New", Stage.SETTLED: "Settled in", Stage.EXPERIENCED: "Experienced"}
WHY_WORDS: Final[Mapping[Why, str]] = {
    Why.DANGER: "danger",
    Why.DISTRESS: "distress",
    Why.SOMETHING_WRONG: "something felt wrong",
    Why.COMPLAINT: "a complaint",
    Why.URGENT: "something urgent",
    Why.SIGN: "a sign in the answers",
    Why.NEW: "somebody new",
    Why.CHANCE: "drawn by chance",
}
SIGN_WORDS: Final[Mapping[Flag, str]] = {
    Flag.STRAIGHT_LINE: "all service answers on one step",
    Flag.ALL_TOP: "all service answers the best",
    Flag.NONE_ANSWERED: "no service answer",
    Flag.TOO_SHORT: "short for its answers",
    Flag.WITHOUT_YES: "service answers without a yes",
    Flag.LATE_ENTRY: "written down much later",
}


@dataclass(frozen=True, slots=True)
class _Found:
    people: tuple[OnLadder, ...]
    shares: Shares
    figures: ReviewFigures


def figures_words(figures: ReviewFigures) -> tuple[str, ...]:
    """The desk's figures in sentences; what did not happen is left out."""
    if not figures.finished:
        return ("No call has come to be checked in these days.",)
    said = [f"{count(figures.finished, 'call')} came to be checked. {figures.chosen:,} of them are read for a reason."]
    if figures.reasons:
        parts = ", ".join(f"{WHY_WORDS[why]} {number:,}" for why, number in figures.reasons.items())
        said.append(f"Why (a call may have several reasons): {parts}.")
    said.append(f"{figures.scored:,} of {figures.chosen:,} have a scored form.")
    if figures.bands:
        parts = ", ".join(f"{band_words(band).lower()} {number:,}" for band, number in figures.bands.items())
        said.append(f"What the forms came to: {parts}.")
    if figures.signs:
        parts = ", ".join(f"{SIGN_WORDS[flag]} {number:,}" for flag, number in figures.signs.items())
        said.append(f"Signs, none of them a fault by itself: {parts}.")
    return tuple(said)


class PersonRow(Themed, QWidget):
    """Somebody who calls. `moved(Stage, reason)`; *Move* opens a line in the row."""

    moved = Signal(object, str)

    def __init__(self, one: OnLadder, now: datetime, zone: ZoneInfo, *, me: StaffId) -> None:
        super().__init__()
        self.one = one
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        top = QHBoxLayout()
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Paragraph(one.name, face="strong", full_width=True))
        words.addWidget(Paragraph(f"{stage_words(one.stage, one.percent)}.", full_width=True))
        told = f"{count(one.read, 'call')} signed off."
        if one.since is not None:
            told += f" {one.moved_by}, {moment(one.since, now, zone)}: {one.reason}"
        words.addWidget(Paragraph(told, face="meta", color="ink2", full_width=True))
        if one.offer is not None:
            first = one.name.partition(" ")[0]
            words.addWidget(Paragraph(f"{first} may be ready for “{STAGES[one.offer]}”. You decide.", full_width=True))
        top.addLayout(words, 1)
        self.move_to = QuietButton("Move…")
        self.move_to.setAccessibleName(f"Move {one.name}")
        self.move_to.clicked.connect(self._on_open)
        if one.staff_id == me:
            self.move_to.close_with("Another supervisor moves you.")
        top.addWidget(self.move_to, 0, Qt.AlignmentFlag.AlignTop)
        self._column.addLayout(top)
        self._mover = QWidget()
        line = QHBoxLayout(self._mover)
        line.setContentsMargins(0, 0, 0, 0)
        self.stage = ComboField(
            "To", tuple((stage, words) for stage, words in STAGES.items() if stage is not one.stage)
        )
        if one.offer is not None:
            self.stage.set_value(one.offer)
        self.reason = Field("Why, in one line")
        self.reason.edit.setMaxLength(200)
        self.reason.entered.connect(self._on_move)
        self.save = SecondaryButton("Move")
        self.save.clicked.connect(self._on_move)
        line.addWidget(self.stage, 2)
        line.addWidget(self.reason, 4)
        line.addWidget(self.save, 0, Qt.AlignmentFlag.AlignBottom)
        self._line = line
        self._column.addWidget(self._mover)
        set_shown(self._mover, False)
        self.setAccessibleName(one.name)
        self._style_now()

    @property
    def moving(self) -> bool:
        return self._mover.isVisibleTo(self)

    def open_again(self) -> None:
        self.save.open_again()

    def _on_open(self) -> None:
        set_shown(self._mover, not self.moving)
        (self.reason.edit if self.moving else self.move_to).setFocus()

    def _on_move(self) -> None:
        reason = self.reason.text.strip()
        if not reason:
            self.reason.set_error("Say in one line why.")
            self.reason.edit.setFocus()
            return
        self.save.close_with("It is being written down.")
        self.moved.emit(Stage(str(self.stage.value)), reason)  # Qt hands a text back, not the member

    def _restyle(self) -> None:
        self._line.setSpacing(self.theme.px(12))
        self._column.setSpacing(self.theme.px(8))


class LadderSheet(BackSheet):
    """Instead of the calls. Asks when it is opened and when something changed."""

    title = "Which calls are read"
    way_back = "Back to the calls"

    def __init__(self, page: DeskPage) -> None:
        super().__init__(page)
        self._shown: tuple[OnLadder, ...] | None = None
        self.rows: list[PersonRow] = []
        people = Card("Who calls here")
        people.body.addWidget(
            Paragraph(
                "Every call with danger, distress, a complaint or something urgent is read, whoever made it. The rest "
                "is drawn by chance, and nobody can foresee which.",
                color="ink2",
                full_width=True,
            )
        )
        self._people = QVBoxLayout()
        people.body.addLayout(self._people)
        self.body.addWidget(people)
        self.shares = SharesCard()
        self.shares.changed.connect(self._on_shares)
        self.body.addWidget(self.shares)
        figures = Card(f"The last {_DAYS} days, all calls together")
        self._figures = QVBoxLayout()
        figures.body.addLayout(self._figures)
        self.body.addWidget(figures)
        self.body.addStretch(1)
        self._style_now()

    def refresh(self) -> None:
        self.page.ask("ladder", self._read, self._on_found)

    def _read(self) -> _Found:
        desk = self.page.desk
        since = self.page.now - timedelta(days=_DAYS)
        people, shares = reading_ladder.who_stands_where(desk), reading_ladder.shares(desk)
        return _Found(people, shares, score_call.review_figures(desk, since))

    def _on_found(self, found: _Found) -> None:
        self._say_figures(found.figures)
        self.shares.show_shares(found.shares, self.page.now, self.page.desk.zone)
        if found.people == self._shown:
            return
        self._shown = found.people
        empty_out(self._people)
        self.rows = []
        me = self.page.desk.session.staff.id
        for place, one in enumerate(found.people):
            if place:
                self._people.addWidget(HairLine())
            row = PersonRow(one, self.page.now, self.page.desk.zone, me=me)
            row.moved.connect(partial(self._on_moved, one.staff_id))
            self._people.addWidget(row)
            self.rows.append(row)
        if not found.people:
            self._people.addWidget(Paragraph("Nobody calls here yet. Add volunteers under Settings.", full_width=True))

    def _say_figures(self, figures: ReviewFigures) -> None:
        empty_out(self._figures)
        for sentence in figures_words(figures):
            self._figures.addWidget(Paragraph(sentence, full_width=True))
        for item in figures.items:
            self._figures.addWidget(_ItemLine(item.words, _marks(item.yes, item.no, item.cannot_tell)))

    def _on_shares(self, ladder: object, reason: str) -> None:
        if not isinstance(ladder, Ladder):
            return
        desk, op, wanted = self.page.desk, self.page.desk.new_operation(), ladder
        task = self.page.save(lambda: reading_ladder.change_shares(desk, op, wanted, reason))
        task.failed.connect(lambda _trouble: self.shares.open_again())

    def _on_moved(self, staff_id: StaffId, stage: Stage, reason: str) -> None:
        desk, op = self.page.desk, self.page.desk.new_operation()
        task = self.page.save(lambda: reading_ladder.move_on_ladder(desk, op, staff_id, stage, reason))
        task.failed.connect(self._on_not_moved)

    def _on_not_moved(self, _trouble: object) -> None:
        for row in self.rows:
            row.open_again()

    def _restyle(self) -> None:
        super()._restyle()
        self._people.setSpacing(self.theme.px(12))
        self._figures.setSpacing(self.theme.px(6))


def _marks(yes: int, no: int, cannot_tell: int) -> str:
    rest = f", could not be told {cannot_tell:,}" if cannot_tell else ""
    return f"yes {yes:,}, no {no:,}{rest}"


class _ItemLine(Themed, QWidget):
    def __init__(self, words: str, marks: str) -> None:
        super().__init__()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(Paragraph(words, color="ink2", full_width=True), 3)
        self._row.addWidget(Paragraph(marks, full_width=True), 2)
        self._style_now()

    def _restyle(self) -> None:
        self._row.setSpacing(self.theme.px(12))
