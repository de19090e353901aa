"""The 48 line of a folded call: who, what was agreed, saved or not, how far."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from callback_desk.ui.call.hand import CallInHand
from callback_desk.ui.call.room import Room
from callback_desk.ui.components import Chip, HairLine, Label, SavedMark, Themed, set_shown

_LONGEST_CHIP = 34


class TopLine(Themed, QWidget):
    """Takes the place of both side columns."""

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("sheet", "sunken")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._row = QHBoxLayout(self)
        self.name = Label("", face="strong")
        self.agreed = Chip("", icon_name="shield")
        self.saved_mark = SavedMark()
        self.stage = Label("", face="meta", color="ink2")
        self.clock = Label("", face="figures", color="ink2")
        self._row.addWidget(self.name)
        self._row.addWidget(self.agreed)
        self._row.addWidget(self.saved_mark)
        self._row.addStretch(1)
        self._row.addWidget(self.stage)
        self._row.addWidget(self.clock)
        self._line = HairLine(parent=self)
        self._style_now()

    def show_hand(self, hand: CallInHand, room: Room) -> None:
        """The name, the agreement when it is short enough, and the stage as "7 of 9"."""
        self.name.setText(hand.started.facts.get("full_name", "") or hand.first_name)
        sentence = hand.card.safe_contact.sentence if hand.card is not None else ""
        first = sentence.split(".")[0] if sentence else "Leave no message"
        self.agreed.set_state(first, icon_name="shield")
        set_shown(self.agreed, room is not Room.TIGHT and len(first) <= _LONGEST_CHIP)
        set_shown(self.clock, room is not Room.TIGHT)
        marks = hand.nav.stages
        here = next((index for index, mark in enumerate(marks) if mark.state == "here"), len(marks) - 1)
        self.stage.setText(f"{here + 1} of {len(marks)}, {marks[here].label}" if marks else "")

    def clear(self) -> None:
        """Nothing of the last person stays."""
        for part in (self.name, self.stage, self.clock):
            part.setText("")
        self.agreed.set_state("")
        self.saved_mark.clear()

    def _restyle(self) -> None:
        theme = self.theme
        self.setFixedHeight(theme.px(34 if theme.scale > 1.5 else 48))
        side = theme.px(14 if theme.scale > 1.5 else 24)
        self._row.setContentsMargins(side, 0, side, 0)
        self._row.setSpacing(theme.px(14 if theme.scale > 1.5 else 20))
        self._line.setGeometry(0, self.height() - theme.px(1), 10_000, theme.px(1))
