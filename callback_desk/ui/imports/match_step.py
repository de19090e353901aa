"""Step 2: which column is what, with samples beside each; the two or three doubtful points stand out."""

from __future__ import annotations

from typing import Final
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from callback_desk.domain.layout import DateOrder, Layout
from callback_desk.ui.components import (
    Card,
    Icon,
    Label,
    NoticeBar,
    Paragraph,
    QuietButton,
    Scroller,
    Themed,
    Tone,
    set_shown,
    strong_then,
)
from callback_desk.ui.imports.column_words import SHAPES, shape_words
from callback_desk.ui.imports.foot import StepFoot
from callback_desk.ui.imports.match_line import LineHead, MatchLine
from callback_desk.ui.imports.settle_panel import SettlePanel, settled_words
from callback_desk.ui.imports.wanted import Matching
from callback_desk.ui.when import count, day
from callback_desk.use_cases.import_report import Looked
from callback_desk.use_cases.reason_words import file_words
from callback_desk.use_cases.sample_dates import SampleReading

_SHOWN_BY_THE_LINES: Final = frozenset(
    {"date_order_undecided", "other_party_number"}
    | SHAPES
    | {f"no_{what}_column" for what in ("case", "name", "phone", "offense", "report_date", "age")}
)


_NARROW_PX: Final = 720


class MatchStep(Themed, QWidget):
    """`check_wanted()`, `back_wanted()`, `settle_wanted(statement)`; of the set-up `save_wanted()`,
    `take_in_wanted()`.
    """

    check_wanted = Signal()
    back_wanted = Signal()
    settle_wanted = Signal(str)
    save_wanted = Signal()
    take_in_wanted = Signal()

    def __init__(self, agency: str, signer: str, zone: ZoneInfo, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._agency = agency
        self._zone = zone
        self._name = ""
        self._found: frozenset[str] = frozenset()
        self._read: SampleReading | None = None
        self.matching: Matching | None = None
        self.lines: list[MatchLine] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._make_file_row()
        self.scroller = Scroller()
        self.scroller.body.addLayout(self._file_row)
        self.shape = Paragraph("", full_width=True)
        self.shape.setObjectName("rowShape")
        self.scroller.body.addWidget(self.shape)
        self.noticed = Paragraph("", face="meta", color="ink2", full_width=True)
        self.noticed.setObjectName("noticedInFile")
        self.scroller.body.addWidget(self.noticed)
        self._notice_place = QVBoxLayout()
        self._notice: NoticeBar | None = None
        self.scroller.body.addLayout(self._notice_place)
        self.table = Card(padding_px=0)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        self._line_head = LineHead()
        self.table.body.addWidget(self._line_head)
        self.table.body.addLayout(self._lines)
        self.scroller.body.addWidget(self.table)
        self.panel = SettlePanel(agency, signer)
        self.panel.settled.connect(self.settle_wanted)
        self.scroller.body.addWidget(self.panel)
        self._settled = Paragraph("", face="meta", color="ink2", full_width=True)
        self.scroller.body.addWidget(self._settled)
        self._add_files_row()
        self.scroller.body.addStretch(1)
        self._column.addWidget(self.scroller, 1)
        self.foot = StepFoot("Check the rows", icon_after="chevron-right")
        self.foot.back.clicked.connect(self.back_wanted)
        self.foot.onward.clicked.connect(self.check_wanted)
        self._column.addWidget(self.foot)
        self._style_now()

    def _make_file_row(self) -> None:
        self._file_row = QHBoxLayout()
        self._file_name = Label("", face="strong")
        self._about = Paragraph("", color="ink2", full_width=True)
        self.other_file = QuietButton("Use another file")
        self.other_file.clicked.connect(self.back_wanted)
        self._file_row.addWidget(Icon("document", "ink"))
        self._file_row.addWidget(self._file_name)
        self._file_row.addWidget(self._about, 1, Qt.AlignmentFlag.AlignVCenter)
        self._file_row.addWidget(self.other_file)

    def _add_files_row(self) -> None:
        self.save_set_up = QuietButton("Save this set-up as a file…")
        self.save_set_up.clicked.connect(self.save_wanted)
        self.take_in = QuietButton("Use a set-up from a file…")
        self.take_in.clicked.connect(self.take_in_wanted)
        self._files_row = QHBoxLayout()
        self._files_row.addWidget(self.save_set_up)
        self._files_row.addWidget(self.take_in)
        self._files_row.addStretch(1)
        self.scroller.body.addLayout(self._files_row)

    def show_looked(self, file_name: str, looked: Looked) -> None:
        """A file was looked at."""
        guess = looked.guess
        self._name = looked.layout_name or file_name.rsplit(".", 1)[0]
        self.matching = Matching(guess, frozenset(fact.screening for fact in looked.settled))
        self._file_name.setText(file_name)
        self._about.set_words(_about(looked, self._zone))
        noticed = "\n".join(file_words(guess.findings, leave_out=_SHOWN_BY_THE_LINES))
        self.noticed.set_words(noticed)
        set_shown(self.noticed, bool(noticed))
        self._found = frozenset(code for code, _detail in guess.findings)
        self._read = SampleReading(self._zone.key, looked.today) if looked.today is not None else None
        self._settled.set_words(settled_words(looked.settled))
        set_shown(self._settled, bool(looked.settled))
        self._build_lines()
        self._show_all()
        self.scroller.verticalScrollBar().setValue(0)

    def layout_made(self) -> Layout:
        """The column set-up as it stands on the page."""
        assert self.matching is not None
        return self.matching.layout(self._name)

    def take_layout(self, layout: Layout) -> bool:
        """Match the columns as a set-up says; False when it was made for other headings."""
        if self.matching is None:
            return False
        self._name = layout.name
        fits = self.matching.take(layout)
        self._build_lines()
        self._show_all()
        return fits

    def facts_settled(self) -> None:
        """The statement is on record."""
        if self.matching is not None:
            self.matching.settle(self.matching.unsettled)
            self._show_all()

    def _build_lines(self) -> None:
        assert self.matching is not None
        for line in self.lines:
            self._lines.removeWidget(line)
            line.hide()
            line.setParent(None)
            line.deleteLater()
        self.lines = []
        for row in self.matching.rows:
            line = MatchLine(row, self.matching.columns, self._agency, self._read)
            line.column_chosen.connect(self._on_column)
            line.order_chosen.connect(self._on_order)
            line.set_narrow(self._is_narrow())
            self._lines.addWidget(line)
            self.lines.append(line)

    def _on_column(self, index: object) -> None:
        line = self.sender()
        if isinstance(line, MatchLine) and self.matching is not None:
            self.matching.choose(line.row.slot, index if isinstance(index, int) else None)
            self._show_all()

    def _on_order(self, order: object) -> None:
        line = self.sender()
        if isinstance(line, MatchLine) and self.matching is not None and isinstance(order, str):
            self.matching.choose_order(line.row.slot, DateOrder(order))
            self._show_all()

    def _show_all(self) -> None:
        assert self.matching is not None
        for line, row in zip(self.lines, self.matching.rows, strict=True):
            line.show_row(row)
        self.shape.set_words(shape_words(self.matching.columns, self._found))
        self.panel.show_facts(self.matching.unsettled)
        unread = self.matching.unread
        verb = "is" if unread == 1 else "are"
        more = f"{count(unread, 'more column')} {verb} not read. " if unread else ""
        left = self.matching.left
        self.foot.set_words(
            f"{more}Nothing is imported yet.",
            f"{count(left, 'point')} left. Rows they touch wait." if left else "Everything is matched.",
        )
        self._show_notice()

    def _show_notice(self) -> None:
        """One at a time: first whose number it is, then what has no column."""
        assert self.matching is not None
        if self._notice is not None:
            self._notice_place.removeWidget(self._notice)
            self._notice.hide()
            self._notice.setParent(None)
            self._notice.deleteLater()
            self._notice = None
        doubtful = self.matching.doubtful
        if doubtful:
            column = doubtful[0]
            whose = "the reporter’s number" if column.role == "reporter" else "somebody else’s number"
            words = strong_then(
                f"{column.header} may be {whose}.",
                "A reporter can be the suspect, so it is left out unless you say otherwise.",
            )
            victims = f"victim {self.matching.whose_it_would_be(column.index)}’s" if self.matching.people > 1 else ""
            mine = f"It is {victims or 'the victim’s'}"
            self._put_notice(NoticeBar(words, tone=Tone.WARN, actions=("Leave it out", mine)))
        elif self.matching.unsettled:
            words = strong_then(
                "One thing to settle.", "This file does not say how some people are screened. Their rows wait."
            )
            self._put_notice(NoticeBar(words, tone=Tone.WARN, actions=("Settle it",)))

    def _put_notice(self, notice: NoticeBar) -> None:
        self._notice = notice
        notice.action.connect(self._on_notice)
        self._notice_place.addWidget(notice)

    def _on_notice(self, pressed: int) -> None:
        assert self.matching is not None
        doubtful = self.matching.doubtful
        if doubtful:
            self.matching.say_whose(doubtful[0].index, victims=pressed == 1)
            self._build_lines()
            self._show_all()
            return
        self.scroller.ensureWidgetVisible(self.panel)
        self.panel.field.edit.setFocus()

    def take_focus(self) -> None:
        """To the first point that wants a look, else to the next step."""
        if self._notice is not None:
            self._notice.buttons[0].setFocus()
        else:
            self.foot.onward.setFocus()

    @property
    def notice(self) -> NoticeBar | None:
        """The notice above the table."""
        return self._notice

    def _is_narrow(self) -> bool:
        return self.width() < self.theme.px(_NARROW_PX)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._line_head.set_narrow(self._is_narrow())
        for line in self.lines:
            line.set_narrow(self._is_narrow())

    def _restyle(self) -> None:
        theme = self.theme
        self._column.setSpacing(theme.px(8))
        self._file_row.setSpacing(theme.px(12))
        self._files_row.setSpacing(theme.px(12))
        self.scroller.body.setSpacing(theme.px(14))


def _about(looked: Looked, zone: ZoneInfo) -> str:
    guess = looked.guess
    size = f"{count(guess.rows_looked_at, 'row')} looked at, {count(len(guess.columns), 'column')}."
    if guess.sheet and (guess.other_sheets or guess.hidden_sheets) and guess.container != "zip":
        size = f"Sheet “{guess.sheet}”. {size}"
    if looked.seen_before is not None:
        when = looked.seen_before.imported_at.astimezone(zone).date()
        return f"{size} This very file was imported on {day(when, when)}: nothing new will come of it."
    if looked.layout_name:
        return f"{size} Looks like the set-up “{looked.layout_name}”."
    return f"{size} A set-up we have not seen before."
