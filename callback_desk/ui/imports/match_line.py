"""One line of the match page: what we need, the column it is taken from, samples, how sure that is."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QSpacerItem, QWidget

from callback_desk.domain.incident import Role
from callback_desk.domain.layout import ColumnMatch, DateOrder
from callback_desk.ui.components import Chip, DeskCombo, Label, Paragraph, Themed, Tone, set_shown
from callback_desk.ui.imports.column_words import column_words
from callback_desk.ui.imports.match_tables import DATES
from callback_desk.ui.imports.wanted import Match, MatchRow
from callback_desk.use_cases.sample_dates import SampleReading

_CHIPS: dict[Match, tuple[str, str, Tone]] = {
    Match.SURE: ("Sure", "check", Tone.GOOD),
    Match.CHOSEN: ("Chosen by you", "check", Tone.GOOD),
    Match.PLEASE_CHECK: ("Please check", "warning", Tone.WARN),
    Match.MONTH_FIRST: ("Month first", "check", Tone.GOOD),
    Match.DAY_FIRST: ("Day first", "check", Tone.GOOD),
    Match.WHICH_ORDER: ("Please check", "warning", Tone.WARN),
    Match.SETTLE_ONCE: ("Settle once", "warning", Tone.WARN),
    Match.SETTLED: ("Settled", "check", Tone.GOOD),
    Match.MISSING: ("Missing", "warning", Tone.WARN),
    Match.NOT_NEEDED: ("Not needed", "", Tone.PLAIN),
}
NOT_IN_FILE = "Not in this file"
LABEL_PX, COMBO_PX, CHIP_PX, LINE_PX, GAP_PX = 196, 248, 140, 52, 24
NARROW_LABEL_PX, NARROW_COMBO_PX, NARROW_GAP_PX = 152, 176, 12
_LEAST_SAMPLE_PX = 120


class SampleText(Label):
    """Samples as they are in the file, and below what they look like: each one line, cut where the room ends.

    The whole stands in the name.
    """

    def __init__(self) -> None:
        super().__init__("", color="ink2", face="figures")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        self._whole, self._note = "", ""

    def set_whole(self, text: str, note: str = "") -> None:
        """Other samples."""
        self._whole, self._note = text, note
        self.setAccessibleName(f"{text}. {note}" if note else text)
        self.setText(text)
        self.setToolTip(note)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.width() < self.theme.px(_LEAST_SAMPLE_PX):
            return  # half a number says less than none
        painter = QPainter(self)
        painter.setPen(self.theme.color("ink2"))
        lines = [(self._whole, self.font(), self.theme.line_px("body"))]
        if self._note:
            lines.append((self._note, self.theme.font("meta"), self.theme.line_px("meta")))
        top = (self.height() - sum(height for _text, _font, height in lines)) // 2
        for text, font, height in lines:
            painter.setFont(font)
            shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, self.width())
            place = QRect(0, top, self.width(), height)
            painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
            top += height
        painter.end()


class MatchLine(Themed, QWidget):
    """`column_chosen(index or None)` and `order_chosen(DateOrder)` by hand."""

    column_chosen = Signal(object)
    order_chosen = Signal(object)

    def __init__(
        self, row: MatchRow, columns: Sequence[ColumnMatch], agency: str, read: SampleReading | None = None
    ) -> None:
        super().__init__()
        self.row = row
        self._agency = agency
        self._read = read
        self._narrow = False
        self._line = QHBoxLayout(self)
        self.label = Paragraph(row.slot.label, face="strong", full_width=True)
        self.combo = DeskCombo(f"{row.slot.label}: column in the file")
        self.combo.addItem(NOT_IN_FILE, None)
        for column in columns:
            self.combo.addItem(column.header or f"Column {column.letter}", column.index)
        self.label.setBuddy(self.combo)
        self.samples = SampleText()
        self.order = DeskCombo(f"{row.slot.label}: how its dates are read")
        self.order.addItem("Which is first?", None)
        self.order.addItem("Month first", DateOrder.MONTH_FIRST)
        self.order.addItem("Day first", DateOrder.DAY_FIRST)
        self.chip = Chip("")
        self._line.addWidget(self.label, 0, Qt.AlignmentFlag.AlignVCenter)
        self._line.addWidget(self.combo)
        self._gap = QSpacerItem(24, 0, QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Minimum)
        self._line.addItem(self._gap)
        self._line.addWidget(self.samples, 1)
        self._line.addWidget(self.order)
        self._line.addWidget(self.chip, 0, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.combo.activated.connect(self._on_column)
        self.order.activated.connect(self._on_order)
        self.combo.installEventFilter(self)
        self.show_row(row)
        self._style_now()

    def set_narrow(self, narrow: bool) -> None:
        """Where the text is large the first columns give way; all lines alike."""
        self._narrow = narrow
        self._restyle()

    def show_row(self, row: MatchRow) -> None:
        """Show what the line is now."""
        self.row = row
        column = row.column
        self.combo.setCurrentIndex(self.combo.findData(column.index) if column is not None else 0)
        self.combo.setProperty("wrong", row.match in (Match.MISSING, Match.SETTLE_ONCE))
        self.combo.style().unpolish(self.combo)
        self.combo.style().polish(self.combo)
        self.samples.set_whole(self._sample_words(), self._note())
        asked = row.match is Match.WHICH_ORDER
        set_shown(self.order, asked)
        set_shown(self.chip, not asked)
        word, icon_name, tone = _CHIPS[row.match]
        self.chip.set_state(word, icon_name=icon_name, tone=tone)

    def _sample_words(self) -> str:
        row = self.row
        if row.column is not None:
            return " · ".join(row.column.samples) or "This column is empty in the first rows."
        words = {
            Match.SETTLE_ONCE: f"How does {self._agency} screen for it? One sentence, once a year.",
            Match.SETTLED: "A supervisor has said how the agency screens for it.",
            Match.MISSING: "Rows that need it wait, or cannot be read.",
        }
        return words.get(row.match, "")

    def _note(self) -> str:
        column = self.row.column
        if column is None:
            return ""
        return column_words(column, self._read if column.field in DATES and column.role is Role.VICTIM else None)

    def _on_column(self, place: int) -> None:
        self.column_chosen.emit(self.combo.itemData(place))

    def _on_order(self, place: int) -> None:
        order = self.order.itemData(place)
        if order is not None:
            self.order_chosen.emit(DateOrder(order))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.update()
        return super().eventFilter(watched, event)

    def _restyle(self) -> None:
        theme = self.theme
        self._line.setContentsMargins(theme.px(12), theme.px(4), theme.px(12), theme.px(4))
        self._line.setSpacing(theme.px(0))
        self.label.setFixedWidth(theme.px(NARROW_LABEL_PX if self._narrow else LABEL_PX))
        self.combo.setFixedWidth(theme.px(NARROW_COMBO_PX if self._narrow else COMBO_PX))
        self.combo.setFixedHeight(theme.px(40))
        self.order.setFixedWidth(theme.px(CHIP_PX if self._narrow else CHIP_PX + 24))
        self.order.setFixedHeight(theme.px(40))
        self._gap.changeSize(theme.px(NARROW_GAP_PX if self._narrow else GAP_PX), 0)
        self._line.invalidate()
        self.setFixedHeight(theme.px(LINE_PX))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self.theme
        painter = QPainter(self)
        here = self.combo.hasFocus()
        painter.fillRect(self.rect(), theme.color("tint" if here else "surface"))
        line = theme.px(1)
        painter.fillRect(QRect(0, self.height() - line, self.width(), line), theme.color("line"))
        if here:
            painter.fillRect(QRect(0, 0, theme.px(4), self.height()), theme.color("accent"))
        painter.end()


class LineHead(Themed, QWidget):
    """The head of the table."""

    def __init__(self) -> None:
        super().__init__()
        self._narrow = False
        self._row = QHBoxLayout(self)
        self.labels = [
            Label(text, face="meta_strong", color="ink2")
            for text in ("We need", "Column in the file", "First rows, as they are in the file", "Match")
        ]
        self.labels[2].setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        for place, label in enumerate(self.labels):
            self._row.addWidget(label, 1 if place == 2 else 0)
        self._style_now()

    def set_narrow(self, narrow: bool) -> None:
        """As its lines."""
        self._narrow = narrow
        self._restyle()

    def _restyle(self) -> None:
        theme = self.theme
        self._row.setContentsMargins(theme.px(12), 0, theme.px(12), 0)
        self._row.setSpacing(0)
        self.labels[0].setFixedWidth(theme.px(NARROW_LABEL_PX if self._narrow else LABEL_PX))
        second = NARROW_COMBO_PX + NARROW_GAP_PX if self._narrow else COMBO_PX + GAP_PX
        self.labels[1].setFixedWidth(theme.px(second))
        self.setFixedHeight(theme.px(40))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self.theme
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.color("sunken"))
        line = theme.px(1)
        painter.fillRect(QRect(0, self.height() - line, self.width(), line), theme.color("edge"))
        painter.end()


__all__ = ["LineHead", "MatchLine"]
