"""Somebody else has answered: words that tell nothing, answers to what is asked, and only endings that are safe."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from callback_desk.call_script.steps import Step
from callback_desk.ui.call.answers import AnswerPart, ChoicesPart
from callback_desk.ui.call.question_sheet import QuestionSheet
from callback_desk.ui.call.room import Room
from callback_desk.ui.components import Card, NoticeBar, Paragraph, Run

_COVERED_IN_SHORT: Final = "The card is covered. No word of police, or why you call."
_ANSWERS_HERE: Final = 2  # more have no room beside the endings on a 768 px screen; key F1 shows every one


class SomeoneElseSheet(QuestionSheet):
    """Another voice: words that tell nothing, and only endings that are safe."""

    _has_do_line = False  # the notice says it already

    def _kind(self, step: Step) -> type[AnswerPart]:
        return ChoicesPart

    def _new_part(self, step: Step) -> AnswerPart:
        # All endings stand on a 768 px screen: one that is not seen would be answered by a wrong one.
        return ChoicesPart(self.hand, step, self.room, dense=self.room is not Room.TIGHT)

    def _position(self, step: Step) -> str:
        return _COVERED_IN_SHORT if self.room is Room.FOLDED else ""

    def _above_heading(self) -> QWidget | None:
        if self.room.folded:  # a low window: two more endings are in sight, and the line beside the heading says it
            return None
        words = (
            Run("The card is covered. ", strong=True),
            Run("They must not learn that this is the police, or why you call."),
        )
        return NoticeBar(words, icon_name="cover")

    def _under_words(self) -> QWidget | None:
        cards = self.hand.nav.cards.someone_else
        if not cards or self.room is Room.TIGHT:
            return None
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self.theme.px(12))
        for card in cards[:_ANSWERS_HERE]:
            row.addWidget(_Answer(card.topic, card.words.text, in_one=self.room.folded), 1)
        return box

    def _restyle(self) -> None:
        super()._restyle()
        if self.room is Room.TIGHT or self.room.folded:
            return
        margins = self.column.contentsMargins()
        self.column.setContentsMargins(margins.left(), self.theme.px(14), margins.right(), margins.bottom())
        self.top.setSpacing(self.theme.px(8))

    def _show_keys(self, step: Step) -> None:
        self._keys.make_back_only(f"Back to {self.hand.first_name or 'the person'}", "F2")
        more = self.hand.nav.cards.someone_else[_ANSWERS_HERE:]
        if more and self.room is not Room.TIGHT:  # there all of them are behind the key
            words = (Run("F1: ", strong=True), Run("; ".join(card.topic for card in more)))
            self.foot.insertWidget(1, Paragraph(words, face="meta", color="ink2"), 1, Qt.AlignmentFlag.AlignVCenter)

    def go_back(self) -> None:
        self.hand.back_to_person()


class _Answer(QWidget):
    """What they ask, and the words for it."""

    def __init__(self, topic: str, words: str, *, in_one: bool) -> None:
        super().__init__()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        card = _AnswerCard(padding_px=8)
        if in_one:
            both = (Run(f"{topic}: ", strong=True), Run(f"“{words}”"))
            card.body.addWidget(Paragraph(both, full_width=True))
        else:
            card.body.addWidget(Paragraph(topic, face="strong", full_width=True))
            card.body.addWidget(Paragraph(f"“{words}”", full_width=True))
        outer.addWidget(card)


class _AnswerCard(Card):
    """Its two lines belong together."""

    def _restyle(self) -> None:
        super()._restyle()
        self.body.setSpacing(0)
