"""When people answer: a map of the week, the same as a table, and nothing said that a handful of tries cannot say."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from callback_desk.domain.contact_rates import RATE_FROM, Cell, Part, Rates
from callback_desk.domain.desk_calendar import DAYS
from callback_desk.ui.back_sheet import BackSheet
from callback_desk.ui.components import Card, EmptyState, Paragraph, TableView, Themed, set_shown
from callback_desk.ui.components.drawing import draw_box
from callback_desk.ui.desk.lines_model import LinesModel
from callback_desk.ui.desk_page import DeskPage
from callback_desk.ui.when import count
from callback_desk.use_cases import when_answered

PARTS: Final = {Part.MORNING: "Morning", Part.AFTERNOON: "Afternoon", Part.EVENING: "Evening"}
_SIDE_PX, _HEAD_PX, _ROW_PX, _GAP_PX = 110, 30, 52, 4
_FAINT: Final = 0.12  # the least of the colour a rate is drawn with
_STRONG: Final = 0.62  # the most: the words on it stay readable


class WeekMap(Themed, QWidget):
    """Seven columns, three rows. Every cell holds its words; the colour only helps the eye."""

    def __init__(self) -> None:
        super().__init__()
        self.rates = Rates({}, {})
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._style_now()

    def show_rates(self, rates: Rates) -> None:
        self.rates = rates
        self.setAccessibleName("When people answer, by day and part of the day")
        self.setAccessibleDescription(in_words(rates))
        self.update()

    def sizeHint(self) -> QSize:
        theme = self.theme
        return QSize(theme.px(700), theme.px(_HEAD_PX) + len(PARTS) * theme.px(_ROW_PX))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.px(420), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = self.theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side, head, high, gap = (theme.px(one) for one in (_SIDE_PX, _HEAD_PX, _ROW_PX, _GAP_PX))
        wide = (self.width() - side) / len(DAYS)
        best = max((rate for one in self.rates.cells.values() if (rate := one.rate) is not None), default=0.0)
        middle = Qt.AlignmentFlag.AlignCenter
        painter.setFont(theme.font("meta"))
        painter.setPen(theme.color("ink2"))
        for weekday, name in enumerate(DAYS):
            painter.drawText(QRectF(side + weekday * wide, 0, wide, head), middle, name[:3].title())
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        for row, (part, words) in enumerate(PARTS.items()):
            top = head + row * high
            painter.setPen(theme.color("ink"))
            painter.setFont(theme.font("body"))
            painter.drawText(QRectF(0, top, side, high), left, words)
            for weekday in range(len(DAYS)):
                cell = self.rates.cell(weekday, part)
                box = QRectF(side + weekday * wide + gap / 2, top + gap / 2, wide - gap, high - gap)
                draw_box(painter, box, fill=self._fill(cell, best), edge=theme.color("line"), radius_px=4)
                painter.setPen(theme.color("ink" if cell.tries else "ink2"))
                painter.setFont(theme.font("figures" if cell.rate is not None else "meta"))
                painter.drawText(box, middle | Qt.TextFlag.TextWordWrap, short_words(cell))
        painter.end()

    def _fill(self, cell: Cell, best: float) -> QColor:
        """The page's colour with as much of the accent as the rate is of the best; none where there is no rate."""
        surface, accent = self.theme.color("surface"), self.theme.color("tint_edge")
        if cell.rate is None or not best:
            return surface
        share = _FAINT + (_STRONG - _FAINT) * cell.rate / best

        def mix(one: int, other: int) -> int:
            return round(one + (other - one) * share)

        return QColor(
            mix(surface.red(), accent.red()),
            mix(surface.green(), accent.green()),
            mix(surface.blue(), accent.blue()),
        )


class AnsweredSheet(BackSheet):
    """The last half year, by the clock where the number is."""

    title = "When people answer"

    def __init__(self, page: DeskPage) -> None:
        super().__init__(page)
        self.empty = EmptyState(
            "Nobody was tried yet", "After the first calls the week shows here: in which hours people pick up."
        )
        self.body.addWidget(self.empty)
        self.card = Card("The week, by the clock where the number is")
        self.said = Paragraph("", full_width=True)
        self.card.body.addWidget(self.said)
        self.map = WeekMap()
        self.card.body.addWidget(self.map)
        self.note = Paragraph(
            f"A human being spoke in so many of 100 tries of the last half year. With fewer than {RATE_FROM} tries the "
            "two numbers stand there and no rate is made of them: a handful says nothing about the next time.",
            face="meta",
            color="ink2",
            full_width=True,
        )
        self.card.body.addWidget(self.note)
        self.body.addWidget(self.card)
        self.listed = Card("The same as a table")
        self.model = LinesModel(("Day and part", "Tries", "Reached", "Of 100 tries"), self)
        self.table = TableView("When people answer, as a table")
        self.table.setModel(self.model)
        self.listed.body.addWidget(self.table)
        self.body.addWidget(self.listed)
        self.body.addStretch(1)
        for part in (self.empty, self.card, self.listed):
            set_shown(part, False)
        self._style_now()

    def refresh(self) -> None:
        desk = self.page.desk
        self.page.ask("answered", lambda: when_answered.when_answered(desk), self._on_rates)

    def _on_rates(self, rates: Rates) -> None:
        self.map.show_rates(rates)
        self.said.set_words(best_words(rates))
        lines = [
            table_line(weekday, part, cell)
            for weekday in range(len(DAYS))
            for part in PARTS
            if (cell := rates.cell(weekday, part)).tries
        ]
        self.model.set_lines(lines)
        set_shown(self.empty, not lines)
        set_shown(self.card, bool(lines))
        set_shown(self.listed, bool(lines))
        self._fit_table()

    def _fit_table(self) -> None:
        self.table.setFixedHeight(self.theme.px(40 + max(self.model.rowCount(), 1) * 48))

    def _restyle(self) -> None:
        super()._restyle()
        self.table.set_column_widths(260, 120, 120, 200, stretch=0)
        self._fit_table()


def short_words(cell: Cell) -> str:
    """ "38 %", "3 of 7" while there are few, "none" without a try."""
    if not cell.tries:
        return "none"
    return f"{cell.reached} of {cell.tries}" if cell.rate is None else f"{cell.rate * 100:.0f} %"


def table_line(weekday: int, part: Part, cell: Cell) -> tuple[str, str, str, str]:
    rate = "too few to say" if cell.rate is None else f"{cell.rate * 100:.0f}"
    return f"{DAYS[weekday].title()} {PARTS[part].lower()}", f"{cell.tries:,}", f"{cell.reached:,}", rate


def best_words(rates: Rates) -> str:
    """Where most answer and where fewest, of the cells with enough tries."""
    known = [(rate, key) for key, cell in rates.cells.items() if (rate := cell.rate) is not None]
    total = (
        f"{count(rates.all.tries, 'try', 'tries')}, {count(rates.all.reached, 'person answered', 'people answered')}."
    )
    if len(known) < 2:
        return f"{total} There are too few tries yet to compare one part of the week with another."
    (high, best), (low, worst) = max(known), min(known)
    return (
        f"{total} Most answer on {_name(best)} ({high * 100:.0f} of 100), "
        f"fewest on {_name(worst)} ({low * 100:.0f} of 100)."
    )


def _name(key: tuple[int, Part]) -> str:
    return f"{DAYS[key[0]].title()} {PARTS[key[1]].lower()}s"


def in_words(rates: Rates) -> str:
    """Everything the map shows, for who does not see it."""
    said = [
        f"{DAYS[weekday].title()} {PARTS[part].lower()}: {short_words(cell)}"
        for weekday in range(len(DAYS))
        for part in PARTS
        if (cell := rates.cell(weekday, part)).tries
    ]
    return "; ".join(said) or "No tries yet"


__all__ = ["AnsweredSheet", "WeekMap", "best_words", "in_words", "short_words"]
