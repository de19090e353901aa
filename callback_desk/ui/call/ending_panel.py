"""Beside *How did it end?*: how long it took, what was written down, what happens next."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from callback_desk.domain.outcomes import Outcome
from callback_desk.domain.tip import NewTip, Sureness, TipSource
from callback_desk.ui.call.hand import CallInHand
from callback_desk.ui.components import HairLine, Label, NoticeBar, Paragraph, Run, Scroller, Themed, Tone
from callback_desk.ui.times import day, minutes_long
from callback_desk.ui.when import clock, count

_SOURCE: Final = {
    TipSource.SAW: "Saw it in person",
    TipSource.HEARD: "Heard it in person",
    TipSource.TOLD: "Was told",
    TipSource.CAMERA_OR_ONLINE: "From a camera or online",
    TipSource.WORKED_OUT: "Worked it out",
    TipSource.NOT_SAID: "",
}
_SURE: Final = {
    Sureness.VERY: "Very sure",
    Sureness.FAIRLY: "Fairly sure",
    Sureness.NOT_VERY: "Not very sure",
    Sureness.NOT_SAID: "",
}


class EndingPanel(Themed, QWidget):
    """Built when the ending shows; `show_outcome` says what becomes of the person."""

    def __init__(self, hand: CallInHand) -> None:
        super().__init__()
        self._hand = hand
        self.setProperty("sheet", "sunken")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        theme = self.theme
        self.setFixedWidth(theme.px(328))
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(HairLine(vertical=True))
        scroll = Scroller()
        scroll.body.setContentsMargins(0, 0, 0, 0)
        scroll.body.setSpacing(0)
        outer.addWidget(scroll, 1)
        head = self._part(scroll.body)
        head.addWidget(Paragraph(hand.started.facts.get("full_name", ""), face="name", full_width=True))
        head.addWidget(Paragraph(self._lasted(), face="meta", color="ink2", full_width=True))
        tips = hand.nav.tips()
        scroll.body.addWidget(HairLine())
        wrote = self._part(scroll.body)
        wrote.addWidget(Label("What you wrote down", face="strong"))
        if not tips:
            nothing = "Nothing new. That it was asked is kept." if hand.nav.case_open else "Nothing new."
            wrote.addWidget(Paragraph(nothing, color="ink2", full_width=True))
        for tip in tips:
            wrote.addWidget(HairLine())
            wrote.addWidget(Paragraph(tip.text, full_width=True))
            wrote.addWidget(Paragraph(_how(tip), face="meta", color="ink2", full_width=True))
        left_out = hand.nav.no_longer_apply
        if left_out:
            what = "applies and is" if left_out == 1 else "apply and are"
            words = f"{count(left_out, 'answer')} no longer {what} left out."
            wrote.addWidget(Paragraph(words, face="meta", color="ink2", full_width=True))
        urgent = [tip for tip in tips if tip.urgent]
        if urgent:
            wrote.addSpacing(theme.px(6))
            wrote.addWidget(NoticeBar(_urgent_words(urgent, hand.urgent_told), tone=Tone.WARN))
        scroll.body.addWidget(HairLine())
        after = self._part(scroll.body)
        after.addWidget(Label("What happens next", face="strong"))
        self._next = Paragraph("", full_width=True)
        after.addWidget(self._next)
        scroll.body.addStretch(1)

    def show_outcome(self, outcome: Outcome | None) -> None:
        """The sentence of the outcome table."""
        rules = self._hand.desk.rules.outcomes
        self._next.set_words("Depends on what happened." if outcome is None else rules.rule(outcome).sentence)

    def _part(self, column: QVBoxLayout) -> QVBoxLayout:
        theme = self.theme
        box = QVBoxLayout()
        box.setContentsMargins(theme.px(20), theme.px(14), theme.px(20), theme.px(12))
        box.setSpacing(theme.px(4))
        column.addLayout(box)
        return box

    def _lasted(self) -> str:
        desk, began = self._hand.desk, self._hand.started.started_at
        return f"Called {clock(began, desk.zone)}, {minutes_long((desk.clock.now() - began).total_seconds())}"


def _how(tip: NewTip) -> str:
    parts = [_SOURCE[tip.source], _SURE[tip.sure], "Read back" if tip.read_back else ""]
    return ". ".join(part for part in parts if part) or "Not asked about"


def _urgent_words(urgent: list[NewTip], told: int) -> tuple[Run, ...]:
    days = sorted(tip.act_by for tip in urgent if tip.act_by is not None)
    until = f" Act by {day(days[0])}." if days else ""
    one = "One line" if len(urgent) == 1 else f"{len(urgent)} lines"
    return (
        Run("Urgent.", strong=True),
        Run(f" {one} cannot wait.{until} {'A person was told.' if told >= len(urgent) else 'Tell a person now.'}"),
    )
