"""One part of a report: its chart or the same as a table, what stands beside it, and what is to be known of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from callback_desk.domain.charts import as_table
from callback_desk.domain.report_sections import METHOD, Section
from callback_desk.ui.components import (
    Card,
    DeskCombo,
    EmptyState,
    Paragraph,
    QuietButton,
    empty_out,
    set_shown,
)
from callback_desk.ui.figures.marks_view import MarksView
from callback_desk.ui.figures.table_twin import FiguresTable

_NARROW_PX: Final = 760
_LIST_PX: Final = 380


class SectionView(Card):
    """Which part is shown is chosen in its head. `this_month_wanted()`: a part is empty, look at now."""

    this_month_wanted = Signal()

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(padding_px=20, parent=parent)
        self.setAccessibleName("Figures")
        self._sections: tuple[Section, ...] = ()
        self._as_table = False
        self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self.choice = DeskCombo("What to look at", icon_name="chart")
        self.choice.activated.connect(self._on_chosen)
        self.twin = QuietButton("Show as a table")
        self.twin.setCheckable(True)
        self.twin.toggled.connect(self._on_twin)
        self._head.addWidget(self.choice)
        self._head.addStretch(1)
        self._head.addWidget(self.twin, 0, Qt.AlignmentFlag.AlignRight)
        self.body.addLayout(self._head)
        self.note = Paragraph("", face="meta", color="ink2", full_width=True)
        self.body.addWidget(self.note)
        self._parts = QVBoxLayout()
        self.body.addLayout(self._parts)
        row = QHBoxLayout()
        self.method = QuietButton("Method, and who we did not reach", flush=True)
        self.method.clicked.connect(self._on_method)
        row.addWidget(self.method)
        row.addStretch(1)
        self.body.addLayout(row)
        self._tables = QVBoxLayout()
        self.body.addLayout(self._tables)
        self.body.addStretch(1)
        self._style_now()

    @property
    def section(self) -> Section | None:
        """The part that is shown."""
        place = self.choice.currentIndex()
        return self._sections[place] if 0 <= place < len(self._sections) else None

    def show_sections(self, found: Sequence[Section]) -> None:
        """Another report; the part that was looked at stays, where it has one."""
        before = self.section
        self._sections = tuple(found)
        self.choice.blockSignals(True)
        self.choice.clear()
        for one in self._sections:
            self.choice.addItem(one.title)
        self.choice.blockSignals(False)
        self.go_to(before.key if before is not None else "")

    def go_to(self, key: str) -> None:
        """Show a part by its key; the first one for a key that there is not."""
        keys = [one.key for one in self._sections]
        self.choice.setCurrentIndex(keys.index(key) if key in keys else 0)
        self._show()

    def _on_chosen(self, _place: int) -> None:
        self._show()

    def _on_twin(self, as_table: bool) -> None:
        self._as_table = as_table
        self.twin.set_label("Show as a chart" if as_table else "Show as a table")
        self._show()

    def _on_method(self) -> None:
        self.go_to(METHOD)
        self.choice.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self) -> None:
        empty_out(self._parts)
        empty_out(self._tables)
        section = self.section
        if section is None:
            return
        self.note.set_words(section.note)
        set_shown(self.note, bool(section.note))
        set_shown(self.twin, section.chart is not None)
        set_shown(self.method, section.key != METHOD and not section.key.startswith("missed"))
        if section.chart is not None and self._as_table:
            self._parts.addWidget(FiguresTable(as_table(section.chart)))
            self._parts.addWidget(Paragraph(section.chart.foot.words, face="meta", color="ink2", full_width=True))
        elif section.chart is not None:
            self._parts.addWidget(MarksView(section.chart))
        elif section.empty and not section.tables:
            nothing = EmptyState(section.empty, "Choose another time above.", action="Show this month")
            nothing.action_wanted.connect(self.this_month_wanted)
            self._parts.addWidget(nothing)
        elif section.empty:
            self._parts.addWidget(Paragraph(section.empty, full_width=True))
        for note in section.notes:
            self._parts.addWidget(Paragraph(note, face="meta", color="ink2", full_width=True))
        for table in section.tables:
            self._tables.addSpacing(self.theme.px(8))
            title = Paragraph(table.title, face="strong", full_width=True)
            self._tables.addWidget(title)
            self._tables.addWidget(FiguresTable(table))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < self.theme.px(_NARROW_PX)
        direction = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if self._head.direction() != direction:
            self._head.setDirection(direction)

    def _restyle(self) -> None:
        super()._restyle()
        if hasattr(self, "method"):
            self.choice.setMinimumWidth(self.theme.px(_LIST_PX))
            for part in (self._parts, self._tables):
                part.setSpacing(self.theme.px(8))
            self._show()


__all__ = ["SectionView"]
