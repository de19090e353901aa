"""Who a person may be, and who has to do with them: two answers to choose from, and names to know of."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from callback_desk.domain.views import MaybeSame, OtherPerson
from callback_desk.ui.components import Label, Paragraph, SecondaryButton, Themed, set_shown

HELP = (
    "Same person: one call about all reports. Two people: both stay on the list. Either answer is kept with your name."
)


def question_words(asked: MaybeSame) -> str:
    """ "Is this Noor Merriweather, case 26-900001?" """
    numbers = ", ".join(asked.case_numbers)
    cases = f", {'case' if len(asked.case_numbers) == 1 else 'cases'} {numbers}" if numbers else ""
    return f"Is this {asked.name}{cases}?"


class SameQuestion(Themed, QWidget):
    """`answered(likeness id, same)`. Neither answer is the one that Enter gives."""

    answered = Signal(int, bool)

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._asked: MaybeSame | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.question = Paragraph("", face="strong", full_width=True)
        self.why = Paragraph("", full_width=True)
        self.same = SecondaryButton("Same person")
        self.two = SecondaryButton("Two people")
        self._buttons = QHBoxLayout()
        self._buttons.addWidget(self.same)
        self._buttons.addWidget(self.two)
        self._buttons.addStretch(1)
        for part in (self.question, self.why):
            self._column.addWidget(part)
        self._column.addLayout(self._buttons)
        self._column.addWidget(Paragraph(HELP, face="meta", color="ink2", full_width=True))
        self.same.clicked.connect(lambda: self._answer(same=True))
        self.two.clicked.connect(lambda: self._answer(same=False))
        set_shown(self, False)
        self._style_now()

    @property
    def asked(self) -> MaybeSame | None:
        return self._asked

    def show_question(self, asked: Sequence[MaybeSame], *, put_off: str = "") -> None:
        """Ask the likeliest first; `put_off` is what happens in a moment, and closes the buttons."""
        self._asked = asked[0] if asked else None
        set_shown(self, self._asked is not None)
        if self._asked is None:
            return
        self.question.set_words(question_words(self._asked))
        self.why.set_words(f"{self._asked.words}. {self._asked.name} {self._asked.standing}.")
        for button in (self.same, self.two):
            if put_off:
                button.close_with(put_off)
            else:
                button.open_again()

    def _answer(self, *, same: bool) -> None:
        if self._asked is not None:
            self.answered.emit(int(self._asked.id), same)

    def _restyle(self) -> None:
        self._column.setSpacing(self.theme.px(8))
        self._buttons.setSpacing(self.theme.px(8))


class Others(Themed, QWidget):
    """Co-victims and household: a second call to the same house on one day is one too many."""

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._lines = Paragraph("", face="meta", color="ink2", full_width=True)
        self._column.addWidget(Label("Also to know of", face="strong"))
        self._column.addWidget(self._lines)
        set_shown(self, False)
        self._style_now()

    def show_people(self, others: Sequence[OtherPerson]) -> None:
        """Name them; nothing is shown when there is nobody."""
        self._lines.set_words("\n".join(f"{one.name}: {one.words}." for one in others))
        set_shown(self, bool(others))

    @property
    def words(self) -> str:
        return self._lines.text()

    def _restyle(self) -> None:
        self._column.setSpacing(self.theme.px(4))
