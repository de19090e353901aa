"""The first time somebody's name is used: the way into practice stands before everything else."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from callback_desk.ui.components import ButtonSize, Card, Label, Paragraph, SecondaryButton, set_shown


class FirstTimeCard(Card):
    """Somebody's name is used here for the first time: practice is one press away. `practice_wanted()`."""

    practice_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(padding_px=20)
        row = QHBoxLayout()
        row.setSpacing(self.theme.px(16))
        words = QVBoxLayout()
        words.setSpacing(self.theme.px(2))
        words.addWidget(Label("Your first hour here", face="section"))
        words.addWidget(
            Paragraph(
                "Practice first, with people who are not real: six steps of ten minutes. The program sees what you do.",
                full_width=True,
            )
        )
        row.addLayout(words, 1)
        self.button = SecondaryButton("Begin my first hour", icon_name="play", size=ButtonSize.BAR)
        self.button.setObjectName("firstHour")
        self.button.clicked.connect(self.practice_wanted)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignVCenter)
        self.body.addLayout(row)
        set_shown(self, False)
