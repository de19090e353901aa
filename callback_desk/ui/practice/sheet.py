"""The shape of a page of practice: a head, what scrolls, and at its foot what to press next."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from callback_desk.ui.components import PageHead, Scroller, Themed
from callback_desk.ui.desk_page import RING_ROOM_PX
from callback_desk.ui.notices import Notices

_MOST_PX = 880  # as wide as a sheet of a call


class PracticeSheet(Themed, QWidget):
    """Put parts into `body` and buttons into `foot`; `narrow` keeps the lines readable on a wide window."""

    def __init__(self, title: str, line: str = "", *, narrow: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._narrow = narrow
        self.setProperty("sheet", "desk")
        self.setProperty("ringInside", True)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addStretch(1)
        self._inside = QWidget()
        outer.addWidget(self._inside, 1000)
        outer.addStretch(1)
        self._column = QVBoxLayout(self._inside)
        self.head = PageHead(title, line)
        self.head.setContentsMargins(RING_ROOM_PX, 0, RING_ROOM_PX, 0)
        self._column.addWidget(self.head)
        self.notices = Notices(self)
        self._column.addWidget(self.notices.place)
        scroll = Scroller()
        self.body = scroll.body
        self._column.addWidget(scroll, 1)
        self.foot = QHBoxLayout()
        self.foot.setContentsMargins(RING_ROOM_PX, 0, RING_ROOM_PX, 0)
        self._column.addLayout(self.foot)
        self._style_now()

    def _restyle(self) -> None:
        theme = self.theme
        side, top = (16, 8) if theme.scale >= 1.5 else (28, 20)
        self._column.setContentsMargins(theme.px(side), theme.px(top), theme.px(side), theme.px(min(top, 16)))
        self._column.setSpacing(theme.px(10))
        self.body.setSpacing(theme.px(12))
        self.foot.setSpacing(theme.px(12))
        self._inside.setMaximumWidth(theme.px(_MOST_PX) if self._narrow else 16_777_215)
