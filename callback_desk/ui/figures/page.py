"""Reports: six counts of a time, one chart a view, what it means and whom it leaves out; the report as a PDF."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from callback_desk.domain.caller_tallies import TITLE
from callback_desk.domain.changes import Changes
from callback_desk.domain.figure_periods import Period
from callback_desk.domain.figures import Report
from callback_desk.domain.public_summary import ChiefWords
from callback_desk.domain.report_sections import sections
from callback_desk.domain.table import TableKind
from callback_desk.ui.back_sheet import BackSheet
from callback_desk.ui.components import (
    Card,
    Label,
    Paragraph,
    ProgressBar,
    QuietButton,
    Scroller,
    SecondaryButton,
    set_shown,
)
from callback_desk.ui.desk_page import DeskPage
from callback_desk.ui.figures.callers_sheet import CallersSheet
from callback_desk.ui.figures.period_menu import OwnDays, PeriodMenu
from callback_desk.ui.figures.plain_row import PlainRow
from callback_desk.ui.figures.section_view import SectionView
from callback_desk.ui.figures.summary_sheet import SummarySheet
from callback_desk.ui.figures.written_sheet import WrittenSheet
from callback_desk.ui.file_dialogs import AskForTarget, saving_as
from callback_desk.ui.news import News
from callback_desk.ui.notices import Notice, Notices
from callback_desk.ui.tasks import Runner
from callback_desk.use_cases import figures
from callback_desk.use_cases.desk import Desk
from callback_desk.use_cases.figures_out import save_callers
from callback_desk.use_cases.going_out import GoneOut
from callback_desk.use_cases.make_report import make_public_summary, make_report

_COUNTING: Final = "The figures are being counted."
_STOPPED: Final = "Stopped. Choose the days again to count them."
_PATIENCE_MS: Final = 300
_NARROW_PX: Final = 900
_LIST_PX: Final = 360
_ASK_FOR_PDF: Final = saving_as("Save the report")
_ASK_FOR_CSV: Final = saving_as("Save what each volunteer did", "Table (*.csv)")
_ASK_FOR_WEB: Final = saving_as("Save the page for a web site", "Web page (*.html)")


class ReportsPage(DeskPage):
    """What is on screen is one report; another time or news ask for another, in the background."""

    SHOWS = Changes.QUEUE | Changes.REVIEW | Changes.CONCERNS | Changes.PACKETS | Changes.FEEDBACK

    def __init__(
        self,
        desk: Desk,
        runner: Runner,
        news: News,
        notices: Notices,
        *,
        choose_pdf: AskForTarget = _ASK_FOR_PDF,
        choose_web: AskForTarget = _ASK_FOR_WEB,
        choose_csv: AskForTarget = _ASK_FOR_CSV,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(desk, runner, news, notices, parent)
        self._choose_pdf, self._choose_web, self._choose_csv = choose_pdf, choose_web, choose_csv
        self.report: Report | None = None
        self._head = QGridLayout()
        self._top = QWidget()
        self._top.setLayout(self._head)
        self._head.setContentsMargins(0, 0, 0, 0)
        self.title = Label("Reports", face="page")
        self.menu = PeriodMenu(self.today)
        self.menu.period_chosen.connect(self._on_period)
        self.menu.own_wanted.connect(self._on_own)
        self._narrow: bool | None = None
        self.public = QuietButton("Public summary")
        self.public.clicked.connect(self._on_public)
        self.cards = QuietButton("Cards and web forms")
        self.cards.clicked.connect(self._on_cards)
        self.pdf = SecondaryButton("One report, PDF", icon_name="printer")
        self.pdf.clicked.connect(self._on_pdf)
        self._head.setColumnStretch(2, 1)
        for column, control in ((0, self.title), (3, self.cards), (4, self.public), (5, self.pdf)):
            self._head.addWidget(control, 0, column)
        self.column.addWidget(self._top)
        self.column.addWidget(notices.place)
        self.scroller = Scroller()
        self.column.addWidget(self.scroller, 1)
        self.sheet, self.written, self.volunteers = SummarySheet(self), WrittenSheet(self), CallersSheet(self)
        self.sheet.save_wanted.connect(self._on_summary)
        self.volunteers.save_wanted.connect(self._on_callers_file)
        self._sheets: tuple[BackSheet, ...] = (self.sheet, self.written, self.volunteers)
        for sheet in self._sheets:
            sheet.back_wanted.connect(self._on_back)
            self.column.addWidget(sheet, 1)
            set_shown(sheet, False)
        self.own = OwnDays(lambda: self.today)
        self.own.days_wanted.connect(self._on_days)
        self.own.left.connect(self._on_left)
        self.busy = Card()
        self.progress = ProgressBar(_COUNTING)
        self.progress.stop_wanted.connect(self._on_stop)
        self.busy.body.addWidget(self.progress)
        self.growing = Paragraph("", face="meta", color="ink2", full_width=True)
        self.plain = PlainRow()
        self.view = SectionView()
        self.view.this_month_wanted.connect(self._on_this_month)
        for part in (self.own, self.busy, self.growing, self.plain):
            self.scroller.body.addWidget(part)
        self.scroller.body.addWidget(self.view, 1)
        self.callers = self._way_to_callers()
        counted: tuple[QWidget, ...] = (self.own, self.busy, self.growing, self.plain, self.view, self.callers)
        for each in counted:
            set_shown(each, False)
        self._late = self._patience()
        self._style_now()

    def _way_to_callers(self) -> QuietButton:
        """Below the figures: it is no part of a report."""
        made = QuietButton(TITLE, flush=True)
        made.clicked.connect(self._on_callers)
        self.scroller.body.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)
        return made

    def _patience(self) -> QTimer:
        late = QTimer(self)
        late.setSingleShot(True)
        late.setInterval(_PATIENCE_MS)
        late.timeout.connect(self._on_late)
        return late

    def refresh(self) -> None:
        self.menu.set_today(self.today)
        self._count(self.menu.period)

    def _count(self, period: Period) -> None:
        desk = self.desk
        self._late.start()
        task = self.ask("report", lambda: figures.report(desk, period), self._on_report)
        task.failed.connect(self._on_trouble)

    def _on_late(self) -> None:
        self.progress.set_progress(0, 0, _COUNTING)
        set_shown(self.busy, True)

    def _on_stop(self) -> None:
        self.runner.forget((id(self), "report"))
        self._idle()
        self.growing.set_words(_STOPPED)
        set_shown(self.growing, True)
        self.menu.setFocus(Qt.FocusReason.OtherFocusReason)

    def _idle(self) -> None:
        self._late.stop()
        set_shown(self.busy, False)

    def _on_trouble(self, _trouble: object) -> None:
        self._idle()

    def _on_report(self, found: object) -> None:
        self._idle()
        if not isinstance(found, Report):
            return
        if found == self.report:
            return
        self.report = found
        self.growing.set_words("The last of these days is not over: figures may still change." if found.growing else "")
        set_shown(self.growing, found.growing)
        self.plain.show_plain(found.plain)
        self.view.show_sections(sections(found))
        set_shown(self.plain, True)
        set_shown(self.view, True)
        set_shown(self.callers, True)

    def _on_period(self, period: object) -> None:
        set_shown(self.own, False)
        if isinstance(period, Period):
            self._count(period)

    def _on_own(self) -> None:
        set_shown(self.own, True)
        self.scroller.ensureWidgetVisible(self.own)
        self.own.first.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_days(self, period: object) -> None:
        if isinstance(period, Period):
            self.menu.take(period, self.today)
            set_shown(self.own, False)
            self.menu.setFocus(Qt.FocusReason.OtherFocusReason)
            self._count(period)

    def _on_left(self) -> None:
        set_shown(self.own, False)
        self.menu.set_today(self.today)
        self.menu.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_this_month(self) -> None:
        self.menu.choose("this_month")
        self._count(self.menu.period)

    def _on_pdf(self) -> None:
        period, desk, op = self.menu.period, self.desk, self.desk.new_operation()
        target = self._choose_pdf(self, f"report-{period.first}-to-{period.last}.pdf")
        if target is not None:
            self._make(partial(make_report, desk, op, period, target))

    def _on_public(self) -> None:
        self._show_sheet(self.sheet)
        self.sheet.show_days(self.menu.period)
        self.sheet.open()

    def _on_cards(self) -> None:
        self._show_sheet(self.written)
        self.written.open()

    def _on_callers(self) -> None:
        self._show_sheet(self.volunteers)
        self.volunteers.show_days(self.menu.period)
        self.volunteers.open()

    def _on_callers_file(self) -> None:
        period, desk, op = self.menu.period, self.desk, self.desk.new_operation()
        target = self._choose_csv(self, f"volunteers-{period.first}-to-{period.last}.csv")
        if target is not None:
            self._make(partial(save_callers, desk, op, period, target, TableKind.CSV))

    def _on_back(self) -> None:
        openers = ((self.written, self.cards), (self.volunteers, self.callers))
        opener = next((one for sheet, one in openers if sheet.isVisible()), self.public)
        self._show_sheet(None)
        opener.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_sheet(self, shown: BackSheet | None) -> None:
        for part in (self._top, self.scroller):
            set_shown(part, shown is None)
        for sheet in self._sheets:
            set_shown(sheet, sheet is shown)

    def _on_summary(self, said: object, web: bool) -> None:
        if not isinstance(said, ChiefWords):
            return
        words, period, desk, op = said, self.menu.period, self.desk, self.desk.new_operation()
        name = f"public-summary-{period.first}-to-{period.last}"
        target = self._choose_web(self, f"{name}.html") if web else self._choose_pdf(self, f"{name}.pdf")
        if target is not None:
            self._make(partial(make_public_summary, desk, op, period, words, target, web=web))

    def _make(self, work: Callable[[], GoneOut]) -> None:
        self._set_making(True)
        task = self.runner.long(lambda _progress: work())
        task.succeeded.connect(self._on_made)
        task.failed.connect(self._on_not_made)

    def _set_making(self, making: bool) -> None:
        self.pdf.setEnabled(not making)
        for sheet in (self.sheet, self.volunteers):
            sheet.set_busy(making)

    def _on_made(self, gone: object) -> None:
        self._set_making(False)
        if isinstance(gone, GoneOut):
            many = {0: "", 1: ": 1 page"}.get(gone.printed.pages, f": {gone.printed.pages} pages")
            words = f"{gone.printed.path.name} is saved{many}. It is on record as {gone.number}."
            self.notices.show(Notice(words, actions=("OK",), code="report-made"))

    def _on_not_made(self, trouble: object) -> None:
        self._set_making(False)
        self.notices.show_error(trouble)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        sheet = any(one.isVisible() for one in self._sheets)
        if event.key() == Qt.Key.Key_Escape and (sheet or self.own.isVisible()):
            (self._on_back if sheet else self._on_left)()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        narrow = self.width() < self.theme.px(_NARROW_PX)
        if narrow != self._narrow:  # then the days stand in a row of their own
            self._narrow = narrow
            self._head.removeWidget(self.menu)
            self._head.addWidget(self.menu, *((1, 0, 1, 6) if narrow else (0, 1, 1, 1)))
            set_shown(self.title, not narrow)  # the window says it above, and three buttons need the room

    def _restyle(self) -> None:
        super()._restyle()
        if hasattr(self, "view"):
            self.menu.setMinimumWidth(self.theme.px(_LIST_PX))
            self._head.setHorizontalSpacing(self.theme.px(16))
            self._head.setVerticalSpacing(self.theme.px(8))
            self.scroller.body.setSpacing(self.theme.px(14))
            self._keep_edges_in_line(self._top, scroller=self.scroller)
            self._fit()
