"""The inside of the window: rail and pages, or, folded, a line above the page and the rail as a key."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from callback_desk.ui.components import Label, LeftRail, NavItem, QuietButton, SecondaryButton, Themed
from callback_desk.ui.components.reading_order import ReadInOrder


class TopLine(Themed, QWidget):
    """The 48 line of a folded window: the pages as a key, where one is, Lock."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("sheet", "sunken")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._row = QHBoxLayout(self)
        self.pages = SecondaryButton("Pages", icon_name="list")
        self.title = Label("", face="strong")
        self.lock = QuietButton("Lock", icon_name="lock", key="Ctrl L")
        self._row.addWidget(self.pages)
        self._row.addWidget(self.title, 1)
        self._row.addWidget(self.lock)
        self._style_now()

    def _restyle(self) -> None:
        theme = self.theme
        self.setFixedHeight(theme.px(56))
        self._row.setContentsMargins(theme.px(16), theme.px(8), theme.px(16), theme.px(8))
        self._row.setSpacing(theme.px(16))


class DeskFrame(ReadInOrder, QWidget):
    """Everything that the lock takes out of the window.

    Rail and top line are made with the first page that stands in the rail: the sign-in page waits for neither.
    """

    page_wanted = Signal(str)
    lock_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.rail_floats = False
        self._rail: LeftRail | None = None
        self._top: TopLine | None = None
        self.stack = QStackedWidget()
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(0)
        self._column = QVBoxLayout()
        self._column.setSpacing(0)
        self._column.addWidget(self.stack, 1)
        self.row.addLayout(self._column, 1)

    @property
    def is_furnished(self) -> bool:
        """Whether there are a rail and a top line yet."""
        return self._rail is not None

    @property
    def rail(self) -> LeftRail:
        if self._rail is None:
            self._rail = LeftRail()
            self._rail.page_wanted.connect(self.page_wanted)
            self._rail.lock_wanted.connect(self.lock_wanted)
            self.row.insertWidget(0, self._rail)
            self._rail.hide()
        return self._rail

    @property
    def top(self) -> TopLine:
        if self._top is None:
            self._top = TopLine()
            self._top.pages.clicked.connect(self._on_pages_pressed)
            self._top.lock.clicked.connect(self.lock_wanted)
            self._column.insertWidget(0, self._top)
            self._top.hide()
        return self._top

    def set_items(self, items: Sequence[NavItem], here: str = "") -> None:
        if items or self.is_furnished:
            self.rail.set_items(items, here)

    def set_here(self, name: str, label: str) -> None:
        """Where one is: marked in the rail, said in the top line."""
        if self.is_furnished:
            self.rail.set_here(name)
            self.top.title.setText(label)

    def set_person(self, agency: str, person: str, role: str) -> None:
        if person or self.is_furnished:
            self.rail.set_person(agency, person, role)

    def lay_out(self, *, rail: bool, top: bool) -> None:
        self.rail_floats = False
        if not (rail or top or self.is_furnished):
            return
        if rail and self.row.indexOf(self.rail) < 0:
            self.row.insertWidget(0, self.rail)
        elif not rail and self.row.indexOf(self.rail) >= 0:
            self.row.removeWidget(self.rail)
        self.rail.set_bare(top)
        self.rail.setVisible(rail)
        self.top.setVisible(top)

    def float_rail(self, shown: bool) -> None:
        """Folded: the rail lies over the page until a page is chosen."""
        self.rail_floats = shown
        if not (shown or self.is_furnished):
            return
        self.rail.setVisible(shown)
        if shown:
            self._place_rail()
            self.rail.raise_()
            self.rail.focus_here()

    def _on_pages_pressed(self) -> None:
        self.float_rail(not self.rail.isVisible())

    def _place_rail(self) -> None:
        top = self.top.sizeHint().height()
        self.rail.setGeometry(0, top, self.rail.width(), self.height() - top)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.rail_floats:
            self._place_rail()
