"""What stands in the place of a page while somebody looks at one thing behind it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from callback_desk.ui.components import PageHead, Scroller, SecondaryButton, Themed
from callback_desk.ui.desk_page import RING_ROOM_PX, DeskPage


class BackSheet(Themed, QWidget):
    """A title, the way back, one column: `back_wanted()`. It asks through its page when it is opened."""

    title = ""
    way_back = "Back to the board"
    back_wanted = Signal()

    def __init__(self, page: DeskPage) -> None:
        super().__init__(page)
        self.page = page
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self.head = PageHead(self.title)
        self.back = SecondaryButton(self.way_back, icon_name="chevron-left")
        self.back.clicked.connect(self.back_wanted)
        self.head.right.addWidget(self.back)
        outer.addWidget(self.head)
        self.scroller = Scroller()
        self.scroller.keep_bar_beside()
        outer.addWidget(self.scroller, 1)
        self.body = self.scroller.body
        self._outer = outer

    def open(self) -> None:
        """Show it from the top, the focus on the way out."""
        self.back.setFocus(Qt.FocusReason.OtherFocusReason)
        self.refresh()

    def refresh(self) -> None:
        """Ask again for what it shows."""

    def leave(self) -> None:
        """It is closed: nothing it began goes on."""

    def _restyle(self) -> None:
        bar = self.theme.px(Scroller.BAR_PX)
        self.head.setContentsMargins(RING_ROOM_PX, 0, RING_ROOM_PX + bar, 0)  # in line with what scrolls
        self._outer.setSpacing(self.theme.px(8))
        self.body.setSpacing(self.theme.px(12))


__all__ = ["BackSheet"]
