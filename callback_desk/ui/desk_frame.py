"""The inside of the window: rail and pages, or, folded, a line above the page and the rail as a key."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from callback_desk.ui.components import Label, LeftRail, QuietButton, SecondaryButton, Themed


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


class DeskFrame(QWidget):
    """Everything that the lock takes out of the window."""

    def __init__(self, rail: LeftRail) -> None:
        super().__init__()
        self._rail = rail
        self.rail_floats = False
        self.top = TopLine()
        self.stack = QStackedWidget()
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(0)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self.top)
        column.addWidget(self.stack, 1)
        self.row.addWidget(rail)
        self.row.addLayout(column, 1)
        self.top.hide()
        rail.hide()

    def lay_out(self, *, rail: bool, top: bool) -> None:
        self.rail_floats = False
        if rail and self.row.indexOf(self._rail) < 0:
            self.row.insertWidget(0, self._rail)
        elif not rail and self.row.indexOf(self._rail) >= 0:
            self.row.removeWidget(self._rail)
        self._rail.set_bare(top)
        self._rail.setVisible(rail)
        self.top.setVisible(top)

    def float_rail(self, shown: bool) -> None:
        """Folded: the rail lies over the page until a page is chosen."""
        self.rail_floats = shown
        self._rail.setVisible(shown)
        if shown:
            self._place_rail()
            self._rail.raise_()
            self._rail.focus_here()

    def _place_rail(self) -> None:
        top = self.top.sizeHint().height()
        self._rail.setGeometry(0, top, self._rail.width(), self.height() - top)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.rail_floats:
            self._place_rail()
