"""Parts of the person card that say nothing of the case: earlier tries, They ask, More, what is never said."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, SignalInstance
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from callback_desk.domain.call import PastTry
from callback_desk.ui.call.phone_words import curled, outcome_word
from callback_desk.ui.components import Icon, KeyCap, Label, Paragraph, QuietButton
from callback_desk.ui.theme import current_theme
from callback_desk.ui.times import short_day
from callback_desk.ui.when import clock
from callback_desk.use_cases.desk import Desk

_TRIES: Final = 3
THEY_ASK_ABOUT: Final = "Detective, report copy, sending a video, property, interpreter"


def fill_tries(part: QVBoxLayout, desk: Desk, tries: Sequence[PastTry]) -> None:
    """What came of the last three calls to this person."""
    px = current_theme().px
    part.addWidget(Label("Tries before this one", face="strong"))
    if not tries:
        part.addWidget(Paragraph("None. This is the first.", color="ink2"))
    for one in tries[:_TRIES]:
        row = QHBoxLayout()
        row.setSpacing(px(12))
        when = Label(short_day(one.at, desk.zone), face="figures", color="ink2")
        when.setMinimumWidth(px(54))
        row.addWidget(when)
        row.addWidget(Paragraph(f"{outcome_word(desk, one.outcome)}, {clock(one.at, desk.zone)}"), 1)
        part.addLayout(row)


def fill_help_row(row: QHBoxLayout, more_wanted: SignalInstance, *, they_ask: bool) -> None:
    """They ask with its key, and *More*: very upset, something new happened, an interpreter."""
    row.setSpacing(current_theme().px(10))
    if they_ask:
        row.addWidget(Icon("ask"))
        row.addWidget(Label("They ask", face="strong"))
        row.addWidget(KeyCap("F1", color="ink"))
    else:
        row.addWidget(Label("Upset, interpreter", color="ink2"))
    row.addStretch(1)
    more = QuietButton("More", key="F6")
    more.setObjectName("panelMore")
    more.setAccessibleName("More, F6")
    more.setFixedHeight(current_theme().px(28))  # ten lines that are never said stand below it, all in sight
    more.clicked.connect(more_wanted)
    row.addWidget(more)


class NeverSay(QWidget):
    """Its lines are all in sight: none may lie below the edge of a 768 px screen."""

    def __init__(self, lines: Sequence[str], margins: tuple[int, int, int, int]) -> None:
        super().__init__()
        theme = current_theme()
        self.setProperty("sheet", "desk")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(*margins)
        inside.setSpacing(theme.px(2))
        head = QHBoxLayout()
        head.setSpacing(theme.px(10))
        head.addWidget(Icon("ban", "ink"))
        head.addWidget(Label("Never say", face="strong"))
        head.addStretch(1)
        inside.addLayout(head)
        for line in lines:
            inside.addWidget(Paragraph(curled(line), face="meta", full_width=True))
        inside.addStretch(1)
