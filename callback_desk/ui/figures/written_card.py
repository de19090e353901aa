"""One card is typed in: a key for each question that has a mark. No mouse is needed, and nothing of the sender."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from callback_desk.domain.rating_scale import ITEMS, ServiceItem
from callback_desk.ui.components import Card, Choice, ChoiceList, Field, Paragraph, PrimaryButton, QuietButton

_WIDE_PX: Final = 860
_NARROW_PX: Final = 520
_LONGEST: Final = 5


class QuestionRow(QWidget):
    """One service question and its answers. `answered()` when one was chosen; it may stay open."""

    answered = Signal()

    def __init__(self, item: ServiceItem) -> None:
        super().__init__()
        self.item = item
        self._columns = 1
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(Paragraph(item.label, face="strong", full_width=True))
        self.choices = ChoiceList(_choices(item), columns=self._columns, dense=True, own_keys=True)
        self.choices.setAccessibleName(item.label)
        self.choices.choice_made.connect(lambda _value: self.answered.emit())
        column.addWidget(self.choices)

    def fit(self, columns: int) -> None:
        """So many answers side by side."""
        if columns != self._columns:
            self._columns = columns
            self.choices.set_choices(_choices(self.item), chosen=self.choices.chosen, columns=columns, dense=True)


class WrittenCard(Card):
    """`keep_wanted(text of the day, answers)`: the sheet knows by which way it came. `question_reached(QWidget)`."""

    keep_wanted = Signal(str, object)
    question_reached = Signal(object)

    def __init__(self) -> None:
        super().__init__("Type in one card")
        self.body.addWidget(
            Paragraph(
                "Press 1 to 5 for each question that has a mark. Tab leaves a question open. "
                "Names and remarks stay on the card: they are not typed in.",
                color="ink2",
                full_width=True,
            )
        )
        self.on = Field("Day on the card, or the day it came", hint="11/19, or today")
        self.on.entered.connect(self._on_day)
        self.body.addWidget(self.on)
        self.rows = [QuestionRow(item) for item in ITEMS]
        for row in self.rows:
            row.answered.connect(self._on_answered)
            self.body.addWidget(row)
        line = QHBoxLayout()
        self.clear = QuietButton("Clear this card")
        self.clear.clicked.connect(self.start_again)
        self.keep = PrimaryButton("Save this card", icon_name="check", key="Enter")
        self.keep.clicked.connect(self._on_keep)
        line.addWidget(self.clear)
        line.addStretch(1)
        line.addWidget(self.keep)
        self.body.addLayout(line)

    @property
    def answers(self) -> Mapping[str, str]:
        """Question -> answer, of those that were answered."""
        return {row.item.question: row.choices.chosen for row in self.rows if row.choices.chosen}

    def start_again(self) -> None:
        """The next card: the day stays, because a stack of cards is mostly of one day."""
        for row in self.rows:
            row.choices.set_chosen("")
        self.rows[0].choices.focus_first()
        self.question_reached.emit(self.rows[0])

    def _on_answered(self) -> None:
        place = next(index for index, row in enumerate(self.rows) if row is self.sender())
        if place + 1 < len(self.rows):
            following = self.rows[place + 1]
            following.choices.focus_first()
            self.question_reached.emit(following)
        else:
            self.keep.setFocus()
            self.question_reached.emit(self.keep)

    def _on_day(self) -> None:
        self.rows[0].choices.focus_first()

    def _on_keep(self) -> None:
        self.keep_wanted.emit(self.on.text, self.answers)

    def fit(self, width_px: int) -> None:
        """Answers stand side by side where the page has the room."""
        wide, least = self.theme.px(_WIDE_PX), self.theme.px(_NARROW_PX)
        columns = _LONGEST if width_px >= wide else 2 if width_px >= least else 1
        for row in self.rows:
            row.fit(columns)


def _choices(item: ServiceItem) -> tuple[Choice, ...]:
    return tuple(Choice(answer, label) for answer, label in zip(item.scale.answers, item.scale.labels, strict=True))


__all__ = ["QuestionRow", "WrittenCard"]
