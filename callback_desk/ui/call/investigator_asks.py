"""What an investigator wants to know, in the card of the person: only while both checks stand open."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from callback_desk.domain.follow_ups import InvestigatorAsks
from callback_desk.ui.call.hand import CallInHand
from callback_desk.ui.components import Chip, HairLine, Paragraph, SecondaryButton, Tone
from callback_desk.ui.theme import current_theme
from callback_desk.ui.times import day

_KEEP = "Ask it with what is new, and keep the answer as a line. Then press this, or F6 and its number."


class InvestigatorAsksBox(QWidget):
    """Each question with who wrote it and when; *I asked this* once, kept at once."""

    def __init__(self, asks: Sequence[InvestigatorAsks], hand: CallInHand, margins: tuple[int, int, int, int]) -> None:
        super().__init__()
        self.buttons: list[SecondaryButton] = []
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(HairLine())
        column = QVBoxLayout()
        column.setContentsMargins(*margins)
        column.setSpacing(current_theme().px(4))
        outer.addLayout(column)
        column.addWidget(Paragraph("The investigator asks", face="strong", full_width=True))
        for one in asks:
            column.addWidget(Paragraph(f"“{one.question}”", full_width=True))
            column.addWidget(
                Paragraph(f"{one.asked_by}, {day(one.asked_on)}", face="meta", color="ink2", full_width=True)
            )
            row = QHBoxLayout()
            if one.asked:
                row.addWidget(Chip("Asked", icon_name="check-ring", tone=Tone.GOOD))
            else:
                put = SecondaryButton("I asked this", icon_name="check")
                put.setAccessibleName(f"I asked this: {one.question}")
                put.clicked.connect(partial(self._on_put, put, hand, one))
                self.buttons.append(put)
                row.addWidget(put)
            row.addStretch(1)
            column.addLayout(row)
        if self.buttons:
            column.addWidget(Paragraph(_KEEP, face="meta", color="ink2", full_width=True))

    def _on_put(self, button: SecondaryButton, hand: CallInHand, one: InvestigatorAsks, *_checked: object) -> None:
        button.setEnabled(False)
        hand.put_question(one.id)
