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
    """The card with the form: 480 wide, 40 to its edges, 16 between its parts.

    `set_wide`: with the notice of use above it, it takes the whole width and little height, so that both are seen.
    """

    def __init__(self) -> None:
        super().__init__(padding_px=40)
        self._wide = False

    def set_wide(self, wide: bool) -> None:
        if wide != self._wide:
            self._wide = wide
            self._restyle()

    def _restyle(self) -> None:
        super()._restyle()
        theme, wide = self.theme, getattr(self, "_wide", False)
        self.setMinimumWidth(0 if wide else theme.px(CARD_PX))
        self.setMaximumWidth(_ANY_PX if wide else theme.px(CARD_PX))
        self.body.setSpacing(theme.px(8 if wide else 16))
        if wide:
            self.body.setContentsMargins(theme.px(16), theme.px(10), theme.px(16), theme.px(12))


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
        brand.setContentsMargins(0, 0, 0, 0)
        self._brand = brand
        self._brand_box = QWidget()
        self._brand_box.setLayout(brand)
        self._column.addWidget(self._brand_box)
        self._gap = QWidget()
        self._column.addWidget(self._gap)
        self._title, self._agency_name = title, agency
        self._heading = Paragraph(title, face="section", full_width=True)
        self._column.addWidget(self._heading)
        for sentence in sentences:
            self._column.addWidget(Paragraph(sentence, full_width=True))
        self._column.addStretch(1)
        self._foot = [Paragraph(line, face="meta", color="ink2", full_width=True) for line in foot]
        for line in self._foot:
            self._column.addWidget(line)
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
        side, end = {Room.WIDE: (64, 56), Room.NARROW: (24, 24), Room.ABOVE: (16, 8)}[self._room]
        self._column.setContentsMargins(theme.px(side), theme.px(end), theme.px(side), theme.px(end))
        self._column.setSpacing(theme.px({Room.WIDE: 12, Room.NARROW: 8, Room.ABOVE: 2}[self._room]))
        # Above the form only what must be read stands: whose desk it is, and what one agrees to.
        for part in (self._brand_box, self._gap, *self._foot):
            set_shown(part, not above)
        whose = f"{self._agency_name}. " if above and self._agency_name else ""
        self._heading.set_words(f"{whose}{self._title}")
        self._brand.setSpacing(theme.px(14))
        self._gap.setFixedHeight(theme.px(32 if self._room is Room.WIDE else 8))
