"""What the pages before the desk share: the brand, the notice of use."""

from __future__ import annotations

from enum import Enum, auto
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from callback_desk.ui.components import AppMark, Card, HairLine, Label, Paragraph, Scroller, Themed, set_shown

CARD_PX: Final = 480
_SIDE_PX: Final = 560
_NARROW_PX: Final = 360
_ROUND_CARD_PX: Final = 60  # left and right of the card beside it
_ANY_PX: Final = 16_777_215


class Room(Enum):
    """Where the words stand: beside the form, in less width, or above it. They are never left out (CJIS AC-8)."""

    WIDE = auto()
    NARROW = auto()
    ABOVE = auto()


class DoorCard(Card):
    """The card with the form: 480 wide, 40 to its edges, 16 between its parts."""

    def __init__(self) -> None:
        super().__init__(padding_px=40)

    def _restyle(self) -> None:
        super()._restyle()
        self.setFixedWidth(self.theme.px(CARD_PX))
        self.body.setSpacing(self.theme.px(16))


class BrandSide(Themed, QWidget):
    """White, left: who we are, what one agrees to, where this is."""

    def __init__(self, agency: str, title: str, sentences: tuple[str, ...], foot: tuple[str, ...]) -> None:
        super().__init__()
        self.setProperty("sheet", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._column = QVBoxLayout()
        outer.addLayout(self._column, 1)
        self._edge = HairLine(vertical=True)
        outer.addWidget(self._edge)
        brand = QHBoxLayout()
        brand.addWidget(AppMark(48))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Label("Callback Desk", face="question"))
        self.agency = Paragraph(agency, face="meta", color="ink2", full_width=True)
        set_shown(self.agency, bool(agency))
        words.addWidget(self.agency)
        brand.addLayout(words, 1)
        self._brand = brand
        self._column.addLayout(brand)
        self._gap = QWidget()
        self._column.addWidget(self._gap)
        self._column.addWidget(Label(title, face="section"))
        for sentence in sentences:
            self._column.addWidget(Paragraph(sentence, full_width=True))
        self._column.addStretch(1)
        for line in foot:
            self._column.addWidget(Paragraph(line, face="meta", color="ink2", full_width=True))
        self._room = Room.WIDE
        self._style_now()

    def stand(self, outer: QHBoxLayout, scroller: Scroller, *, width_px: int, card_px: int) -> Room:
        """Take the place there is in a window `width_px` wide for a card of `card_px` design px; call it again after
        every change of size or look.
        """
        beside = width_px / self.theme.scale - card_px - _ROUND_CARD_PX
        room = Room.WIDE if beside >= _SIDE_PX else Room.NARROW if beside >= _NARROW_PX else Room.ABOVE
        if (room is Room.ABOVE) != (self._room is Room.ABOVE):
            if room is Room.ABOVE:
                outer.removeWidget(self)
                scroller.body.insertWidget(0, self)
            else:
                scroller.body.removeWidget(self)
                outer.insertWidget(0, self)
        if room is not self._room:
            self._room = room
            self._restyle()
        return room

    def _restyle(self) -> None:
        theme = self.theme
        above = self._room is Room.ABOVE
        wide = theme.px(_SIDE_PX if self._room is Room.WIDE else _NARROW_PX)
        self.setMinimumWidth(0 if above else wide)
        self.setMaximumWidth(_ANY_PX if above else wide)
        set_shown(self._edge, not above)
        side, end = (64, 56) if self._room is Room.WIDE else (24, 24)
        self._column.setContentsMargins(theme.px(side), theme.px(end), theme.px(side), theme.px(end))
        self._column.setSpacing(theme.px(12 if self._room is Room.WIDE else 8))
        self._brand.setSpacing(theme.px(14))
        self._gap.setFixedHeight(theme.px(32 if self._room is Room.WIDE else 8))
