"""Practice: the cards to play, and beside them the first hour with what is done of it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from callback_desk.domain.practice import CoachStep, PracticeBook, RoleCard, Sight
from callback_desk.ui.components import (
    ButtonSize,
    Card,
    Chip,
    DeskButton,
    HairLine,
    Label,
    Paragraph,
    PrimaryButton,
    QuietButton,
    SecondaryButton,
    Tone,
)
from callback_desk.ui.practice.parts import goals_of, sentences
from callback_desk.ui.practice.sheet import PracticeSheet

_SIDE_PX = 420
_ONE_COLUMN_PX = 980


class PracticePage(PracticeSheet):
    """`card_chosen(card id, with the coach)`, `print_wanted()`. A later look is drawn with `show_seen`."""

    card_chosen = Signal(str, bool)
    print_wanted = Signal()

    def __init__(self, book: PracticeBook, *, parent: QWidget | None = None) -> None:
        super().__init__(
            "Practice a call",
            "The same pages and keys as in a real call. A second person plays the part on a card, or you play both.",
            narrow=False,
            parent=parent,
        )
        self._book = book
        self._seen: frozenset[Sight] = frozenset()
        self._columns = QHBoxLayout()
        self._left = QVBoxLayout()
        self._right = QVBoxLayout()
        self._side = QWidget()
        self._side.setLayout(self._right)
        self._right.setContentsMargins(0, 0, 0, 0)
        self._columns.addLayout(self._left, 1)
        self._columns.addWidget(self._side)
        self.body.addLayout(self._columns)
        self.body.addStretch(1)
        self._print = QuietButton("Cards as PDF", icon_name="document")
        self._print.setObjectName("cardsAsPdf")
        self._print.clicked.connect(self.print_wanted)
        self.head.right.addWidget(self._print)
        self._cards = Card("Cards to play", padding_px=20)
        for index, card in enumerate(book.cards):
            if index:
                self._cards.body.addWidget(HairLine())
            self._cards.body.addLayout(self._row(card))
        self._hour: Card | None = None
        self._one_column: bool | None = None
        self.show_seen(frozenset())
        self._style_now()

    def show_seen(self, seen: frozenset[Sight]) -> None:
        """What was done so far, over all cards."""
        self._seen = seen
        if self._hour is not None:
            self._hour.hide()
            self._hour.setParent(None)
            self._hour.deleteLater()
        self._hour = self._first_hour()
        self._one_column = None
        self._arrange()

    def focus_first(self) -> None:
        """What comes next; with the first hour done, the first card."""
        names = ("beginStep", f"play_{self._book.cards[0].id}")
        found = [button for name in names for button in self.findChildren(DeskButton, name)]
        if found:
            found[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _row(self, card: RoleCard) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(16)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Label(card.title, face="strong"))
        words.addWidget(Paragraph(card.trains, color="ink2", full_width=True))
        row.addLayout(words, 1)
        button = SecondaryButton("Play this card", icon_name="play")
        button.setObjectName(f"play_{card.id}")
        button.setAccessibleName(f"Play this card: {card.title}")
        button.clicked.connect(partial(self._on_card, card.id))
        row.addWidget(button)
        return row

    def _on_card(self, card_id: str, _checked: bool = False) -> None:
        self.card_chosen.emit(card_id, False)

    def _first_hour(self) -> Card:
        here = self._book.here(self._seen)
        done = sum(1 for step in self._book.steps if step.done(self._seen))
        held = Card("Your first hour", note=f"{done} of {len(self._book.steps)} done", padding_px=20)
        if here is None:
            held.body.addWidget(Paragraph("All six steps are done. You know the way now.", full_width=True))
        for number, step in enumerate(self._book.steps, start=1):
            held.body.addWidget(HairLine())
            held.body.addLayout(self._step(number, step, here=step is here))
        return held

    def _step(self, number: int, step: CoachStep, *, here: bool) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(8)
        head = QHBoxLayout()
        head.addWidget(Paragraph(f"{number}. {step.title}", face="strong" if here else "body", full_width=True), 1)
        if step.done(self._seen):
            head.addWidget(Chip("Done", icon_name="check", tone=Tone.GOOD))
        elif not here:
            head.addWidget(Label("10 minutes", face="meta", color="ink2"))
        column.addLayout(head)
        if not here:
            return column
        column.addWidget(Paragraph(step.do, full_width=True))
        column.addWidget(sentences(step.press, "arrow-right"))
        column.addWidget(Label("Done when the program sees", face="meta_strong", color="ink2"))
        column.addWidget(goals_of(step.goals, self._seen))
        begin = PrimaryButton(f"Begin step {number}", icon_name="play", size=ButtonSize.NORMAL)
        begin.setObjectName("beginStep")
        begin.clicked.connect(partial(self._on_step, step.card))
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(begin)
        column.addLayout(row)
        return column

    def _on_step(self, card_id: str, _checked: bool = False) -> None:
        self.card_chosen.emit(card_id, True)

    def _arrange(self) -> None:
        """Narrow: one column, the first hour above the cards."""
        one = self.width() / self.theme.scale < _ONE_COLUMN_PX
        if one == self._one_column or self._hour is None:
            return
        self._one_column = one
        for layout in (self._left, self._right):
            while (item := layout.takeAt(0)) is not None:
                del item
        (self._left if one else self._right).addWidget(self._hour)
        self._left.addWidget(self._cards)
        self._left.addStretch(1)
        self._right.addStretch(1)
        self._side.setVisible(not one)

    def _restyle(self) -> None:
        super()._restyle()
        if hasattr(self, "_side"):
            self._side.setFixedWidth(self.theme.px(_SIDE_PX))
            self._columns.setSpacing(self.theme.px(20))
            self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()
