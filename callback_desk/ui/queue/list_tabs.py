"""The tabs above the table with their counts; where they do not fit, the same as one closed list."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QTabBar, QWidget

from callback_desk.domain.views import Tab
from callback_desk.ui.components import DeskCombo, Themed, set_shown
from callback_desk.ui.tokens import CAP_RADIUS_PX, RING_PX

TAB_WORDS: Mapping[Tab, str] = {
    Tab.EVERYONE: "Everyone",
    Tab.DUE_TODAY: "Due today",
    Tab.TO_DECIDE: "To decide",
    Tab.WAITING_LONG: "Waiting long",
    Tab.NOT_CALLED: "Not to be called",
}
#: The people behind one number of the board: a last tab, there while it is open.
BOARD_WORDS: Mapping[Tab, str] = {
    Tab.READY: "Ready now",
    Tab.LATER: "Later",
    Tab.MISSED: "Time missed",
    Tab.TOO_OLD_SOON: "Too old soon",
    Tab.INTERRUPTED: "Interrupted",
    Tab.BLOCKED_BY: "Held by one rule",
    Tab.TRIED_TODAY: "Tried today",
    Tab.REACHED_TODAY: "Reached today",
    Tab.NEWS_TODAY: "News today",
}
_WORDS: Mapping[Tab, str] = {**TAB_WORDS, **BOARD_WORDS}
_SIDE_PX, _GAP_PX = 14, 8


class _Bar(Themed, QTabBar):
    """Arrows move between tabs, as in every tab bar; the bar under the chosen one is the accent."""

    def __init__(self) -> None:
        super().__init__()
        self.counts: dict[Tab, str] = {}
        self.tabs = list(TAB_WORDS)
        self.setAccessibleName("Parts of the call list")
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(False)
        self.setProperty("ringInside", True)
        for tab in self.tabs:
            self.addTab(_WORDS[tab])
        self._style_now()

    def wanted_px(self) -> int:
        """How wide all tabs are together."""
        return sum(self.tabSizeHint(place).width() for place in range(len(self.tabs)))

    def tabSizeHint(self, index: int) -> QSize:
        theme, tab = self.theme, self.tabs[index]
        words = QFontMetricsF(theme.font("strong")).horizontalAdvance(_WORDS[tab])
        count = QFontMetricsF(theme.font("figures")).horizontalAdvance(self.counts.get(tab, ""))
        gap = theme.px(_GAP_PX) if self.counts.get(tab) else 0
        return QSize(round(words + gap + count) + 2 * theme.px(_SIDE_PX), theme.px(44))

    def minimumTabSizeHint(self, index: int) -> QSize:
        return self.tabSizeHint(index)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.theme.px(44))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for place, tab in enumerate(self.tabs):
            self._paint_tab(painter, self.tabRect(place), tab, chosen=place == self.currentIndex())
        painter.end()

    def _paint_tab(self, painter: QPainter, rect: QRect, tab: Tab, *, chosen: bool) -> None:
        theme = self.theme
        left = rect.left() + theme.px(_SIDE_PX)
        font = theme.font("body", strong=chosen)
        painter.setFont(font)
        painter.setPen(theme.color("ink" if chosen else "ink2"))
        middle = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRectF(left, rect.top(), rect.width(), rect.height()), middle, _WORDS[tab])
        left += round(QFontMetricsF(font).horizontalAdvance(_WORDS[tab])) + theme.px(_GAP_PX)
        painter.setFont(theme.font("figures"))
        painter.setPen(theme.color("ink2"))
        painter.drawText(QRectF(left, rect.top(), rect.width(), rect.height()), middle, self.counts.get(tab, ""))
        if chosen:
            bar = theme.px(3)
            painter.fillRect(QRect(rect.left(), rect.bottom() + 1 - bar, rect.width(), bar), theme.color("accent"))
            if self.hasFocus():
                half = theme.px(RING_PX) / 2
                painter.setPen(QPen(theme.color("focus"), theme.px(RING_PX)))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                radius = theme.px(CAP_RADIUS_PX)
                painter.drawRoundedRect(QRectF(rect).adjusted(half, half, -half, -half), radius, radius)


class ListTabs(Themed, QWidget):
    """`tab_chosen(Tab)` by hand, not by program."""

    tab_chosen = Signal(object)

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = QHBoxLayout(self)
        self.bar = _Bar()
        self.combo = DeskCombo("Part of the call list")
        for tab in self.bar.tabs:
            self.combo.addItem(_WORDS[tab])
        self._row.addWidget(self.bar, 1)
        self._row.addWidget(self.combo, 1)
        set_shown(self.combo, False)
        self.bar.currentChanged.connect(self._on_chosen)
        self.combo.activated.connect(self._on_chosen)
        self._quiet = False
        self._style_now()

    @property
    def tab(self) -> Tab:
        """The tab that is open."""
        return self.bar.tabs[self.bar.currentIndex()]

    def set_tab(self, tab: Tab) -> None:
        """Show a tab as chosen; says nothing. One of the board's comes after the others, and goes with the next."""
        self._quiet = True
        while (last := self.bar.tabs[-1]) in BOARD_WORDS and last is not tab:
            self._drop_last()
        if tab not in self.bar.tabs:
            self.bar.tabs.append(tab)  # first: the bar asks at once how wide it is
            self.bar.addTab(_WORDS[tab])
            self.combo.addItem(_WORDS[tab])
        self.bar.setCurrentIndex(self.bar.tabs.index(tab))
        self.combo.setCurrentIndex(self.bar.tabs.index(tab))
        self._quiet = False
        self._fit()

    def _drop_last(self) -> None:
        place = len(self.bar.tabs) - 1
        self.bar.setCurrentIndex(0)
        self.bar.removeTab(place)
        self.combo.removeItem(place)
        del self.bar.tabs[place]

    def set_counts(self, counts: Mapping[str, int]) -> None:
        """How many stand in each, by the tab's value."""
        self.bar.counts = {tab: f"{counts[tab.value]:,}" for tab in TAB_WORDS if tab.value in counts}
        self._quiet = True
        for place, tab in enumerate(self.bar.tabs):
            words = f"{_WORDS[tab]}, {self.bar.counts[tab]}" if tab in self.bar.counts else _WORDS[tab]
            self.bar.setTabText(place, words)
            self.combo.setItemText(place, words)
        self._quiet = False
        self._fit()

    def _on_chosen(self, place: int) -> None:
        if not self._quiet:
            tab = self.bar.tabs[place]
            self.set_tab(tab)
            self.tab_chosen.emit(tab)

    def _fit(self) -> None:
        theme = self.theme
        fits = self.width() >= self.bar.wanted_px() + 2 * theme.px(8)
        held = self.bar.hasFocus() or self.combo.hasFocus()
        set_shown(self.bar, fits)
        set_shown(self.combo, not fits)
        side, top = (theme.px(8), 0) if fits else (theme.px(6), theme.px(4))
        self._row.setContentsMargins(side, top, side, top)
        if held:
            (self.bar if fits else self.combo).setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _restyle(self) -> None:
        self._row.setSpacing(0)
        self._fit()
