"""How the volunteers are: talks to hold, what each carried, dates that run out. By name; nobody is ranked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import partial
from typing import Final
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from callback_desk.domain.concerns import ConcernKind
from callback_desk.domain.ids import CallId
from callback_desk.domain.welfare import Carried, Debrief, Lapse, Lapsing, Load, WelfareView
from callback_desk.ui.back_sheet import BackSheet
from callback_desk.ui.components import (
    Card,
    Label,
    Paragraph,
    QuietButton,
    Run,
    SecondaryButton,
    TableView,
    Toast,
    empty_out,
    set_shown,
)
from callback_desk.ui.desk.lines_model import LinesModel
from callback_desk.ui.desk_page import DeskPage
from callback_desk.ui.when import count, day, moment
from callback_desk.use_cases import welfare

HEADINGS: Final = ("Volunteer", "Calls", "Time in calls", "Hard calls", "Breaks taken of offered")
_WHAT: Final = {Lapse.SCREENING: "background screening", Lapse.TRAINING: "training", Lapse.SIGN_IN: "account"}
_MOST_ROWS: Final = 10


class WelfareSheet(BackSheet):
    """Everything is counts; nothing that was said in a call or in a talk stands here."""

    title = "How the volunteers are"

    def __init__(self, page: DeskPage) -> None:
        super().__init__(page)
        self._shown: WelfareView | None = None
        self.talks = Card("Talks after hard calls")
        self.body.addWidget(self.talks)
        self.carried = Card("What each carried")
        self.carried.body.addWidget(
            Paragraph(
                "The last 7 days, and the last 28 in brackets, by name. Long calls are good calls: nobody is compared "
                "here. Danger and distress make a call a hard one; a break is offered after it.",
                color="ink2",
                full_width=True,
            )
        )
        self.model = LinesModel(HEADINGS, self)
        self.table = TableView("What each volunteer carried")
        self.table.setModel(self.model)
        self.nobody = Paragraph("Nobody made a call in the last 28 days.", color="ink2", full_width=True)
        self.carried.body.addWidget(self.table)
        self.carried.body.addWidget(self.nobody)
        self.body.addWidget(self.carried)
        self.dates = Card("Dates that run out")
        self.body.addWidget(self.dates)
        self.enter = QuietButton("Enter dates under People", icon_name="person")
        self.enter.clicked.connect(partial(page.page_wished.emit, "settings:People"))
        self.body.addWidget(self.enter, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addStretch(1)
        self._style_now()

    def refresh(self) -> None:
        desk = self.page.desk
        self.page.ask("welfare", lambda: welfare.welfare(desk), self._on_view)

    def _on_view(self, view: WelfareView) -> None:
        if view == self._shown:
            return
        self._shown = view
        now, zone = self.page.now, self.page.desk.zone
        self._show_talks(view.debriefs, now, zone)
        self.model.set_lines([carried_line(one) for one in view.carried])
        set_shown(self.table, bool(view.carried))
        set_shown(self.nobody, not view.carried)
        self._fit_table()
        self._show_dates(view.lapsing)

    def _show_talks(self, talks: Sequence[Debrief], now: datetime, zone: ZoneInfo) -> None:
        _empty_card(self.talks, "Talks after hard calls")
        if not talks:
            self.talks.body.addWidget(Paragraph("No talk is open.", color="ink2", full_width=True))
            return
        words = "Ask how they are. Tick it off when you have talked; what was said is written down nowhere."
        self.talks.body.addWidget(Paragraph(words, color="ink2", full_width=True))
        for one in talks:
            held = QWidget()
            row = QHBoxLayout(held)
            row.setContentsMargins(0, 0, 0, 0)
            row.addWidget(Paragraph(talk_words(one, now, zone), full_width=True), 1)
            done = SecondaryButton("We talked", icon_name="check")
            done.setAccessibleName(f"We talked: {one.name}, {moment(one.heard_at, now, zone)}")
            done.clicked.connect(partial(self._on_talked, one))
            row.addWidget(done, 0, Qt.AlignmentFlag.AlignTop)
            self.talks.body.addWidget(held)

    def _on_talked(self, one: Debrief) -> None:
        desk, op = self.page.desk, self.page.desk.new_operation()
        self.back.setFocus()
        self.page.save(lambda: welfare.debrief_held(desk, op, one.call), partial(self._offer_undo, one.call, one.name))

    def _offer_undo(self, call: CallId, name: str, _done: object) -> None:
        toast = Toast(f"Noted: you talked with {name}.")
        toast.undone.connect(partial(self._put_back, call))
        self.page.toast_wished.emit(toast)

    def _put_back(self, call: CallId) -> None:
        desk, op = self.page.desk, self.page.desk.new_operation()
        self.page.save(lambda: welfare.debrief_not_held(desk, op, call))

    def _show_dates(self, lines: Sequence[Lapsing]) -> None:
        _empty_card(self.dates, "Dates that run out")
        if not lines:
            words = "Nothing runs out in the next 30 days."
            self.dates.body.addWidget(Paragraph(words, color="ink2", full_width=True))
        for one in lines:
            self.dates.body.addWidget(Paragraph(date_words(one, self.page.today), full_width=True))

    def _fit_table(self) -> None:
        rows = min(max(self.model.rowCount(), 1), _MOST_ROWS)
        self.table.setFixedHeight(self.theme.px(40 + rows * 48))

    def _restyle(self) -> None:
        super()._restyle()
        self.table.set_column_widths(200, 110, 210, 120, 210, stretch=0)
        self._fit_table()


def _empty_card(card: Card, title: str) -> None:
    """Its lines are made anew; the title stays the card's first line."""
    empty_out(card.body)
    card.body.addWidget(Label(title, face="section"))


def carried_line(one: Carried) -> tuple[str, ...]:
    """ "Ruth Keller", "4 (11)", "1 h 10 min (3 h 5 min)", "1 (2)", "1 of 1 (1 of 2)"."""
    week, month = one.week, one.month
    return (
        one.name,
        f"{week.calls:,} ({month.calls:,})",
        f"{time_words(week.time)} ({time_words(month.time)})",
        f"{week.hard:,} ({month.hard:,})",
        f"{_breaks(week)} ({_breaks(month)})",
    )


def _breaks(load: Load) -> str:
    return f"{load.taken} of {load.offered}"


def time_words(time: timedelta) -> str:
    """ "25 min", "3 h 5 min"; "0 min" for none."""
    minutes = round(time.total_seconds() / 60)
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest} min"
    return f"{hours:,} h {rest} min" if rest else f"{hours:,} h"


def talk_words(one: Debrief, now: datetime, zone: ZoneInfo) -> tuple[Run, ...]:
    heard = "heard danger" if one.kind is ConcernKind.DANGER else "had a person in distress on the line"
    return Run(one.name, strong=True), Run(f" {heard}, {moment(one.heard_at, now, zone)}.")


def date_words(one: Lapsing, today: date) -> tuple[Run, ...]:
    """ "Ruth Keller: training holds until December 3, 16 days from now."."""
    name = Run(f"{one.name}: ", strong=True)
    what = _WHAT[one.what]
    if one.on is None:
        return name, Run(f"no date of the {what} is entered.")
    days = (one.on - today).days
    if one.what is Lapse.SIGN_IN:
        return name, Run(f"has not signed in for a long time; 90 days are over on {day(one.on, today)}.")
    if days < 0:
        return name, Run(f"{what} ran out on {day(one.on, today)}.")
    left = f"{count(days, 'day')} from now" if days else "today"
    return name, Run(f"{what} holds until {day(one.on, today)}, {left}.")


__all__ = ["WelfareSheet", "carried_line", "date_words", "time_words"]
