"""What a call tells about the area: a closed list to tick before the sign-off, none of it needed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from callback_desk.domain.themes import NEWEST_LIST, THEME_LISTS
from callback_desk.ui.components import CheckRow, Paragraph, QuietButton, Themed, set_shown

_TWO_COLUMNS_PX = 560
_OPEN, _CLOSE = "Tick what this tells about the area", "Leave the area out"


class ThemeTicks(Themed, QWidget):
    """Closed until somebody opens it, and then open for the calls that follow, until somebody closes it."""

    def __init__(self) -> None:
        super().__init__()
        self._opened, self._columns = False, 0
        self._column = QVBoxLayout(self)
        self.opener = QuietButton(_OPEN, icon_name="home", flush=True)
        self.opener.clicked.connect(lambda: self._show_list(not self._opened))
        self._column.addWidget(self.opener, 0, Qt.AlignmentFlag.AlignLeft)
        self._list = QWidget()
        column = QVBoxLayout(self._list)
        column.setContentsMargins(0, 0, 0, 0)
        words = "Counted by area, without a name. It cannot be changed after the sign-off."
        column.addWidget(Paragraph(words, face="meta", color="ink2", full_width=True))
        self._grid = QGridLayout()
        column.addLayout(self._grid)
        self._column.addWidget(self._list)
        self.rows = {theme.key: CheckRow(theme.label) for theme in THEME_LISTS[NEWEST_LIST]}
        self._arrange()
        self._show_list(False)
        self._style_now()

    @property
    def ticked(self) -> tuple[str, ...] | None:
        """The keys, in the order of the list; () when none fits, None when nobody looked."""
        if not self._opened:
            return None
        return tuple(key for key, row in self.rows.items() if row.isChecked())

    def begin(self) -> None:
        """Another call: nothing is ticked."""
        for row in self.rows.values():
            row.setChecked(False)

    def _show_list(self, opened: bool) -> None:
        self._opened = opened
        self.opener.set_label(_CLOSE if opened else _OPEN)
        set_shown(self._list, opened)
        if opened:
            next(iter(self.rows.values())).setFocus(Qt.FocusReason.OtherFocusReason)

    def _arrange(self) -> None:
        columns = 2 if self.width() >= self.theme.px(_TWO_COLUMNS_PX) else 1
        if columns == self._columns:
            return
        self._columns = columns
        for place, row in enumerate(self.rows.values()):
            self._grid.addWidget(row, place // columns, place % columns)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _restyle(self) -> None:
        theme = self.theme
        self._column.setContentsMargins(theme.px(16), theme.px(12), theme.px(16), theme.px(12))
        self._column.setSpacing(theme.px(6))
        self.setMinimumWidth(theme.px(120))  # two columns must not keep it wide
        if hasattr(self, "rows"):
            self._grid.setHorizontalSpacing(theme.px(20))
            self._arrange()
