"""Hours and shifts: when calls are made, when somebody sits at the desk, and the days on which nobody calls."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from typing import Final

from callback_desk.domain.calling_hours import DayHours
from callback_desk.domain.desk_calendar import DAYS, DeskCalendar, Shift, span_from
from callback_desk.domain.errors import DeskFault
from callback_desk.ui.components import (
    Card,
    ComboField,
    Field,
    Label,
    Paragraph,
    SecondaryButton,
    TableView,
    TextField,
    empty_out,
    set_shown,
)
from callback_desk.ui.desk.ahead_words import what_if_lines
from callback_desk.ui.desk.lines_model import LinesModel
from callback_desk.ui.desk.panel import Form, Panel
from callback_desk.ui.desk_page import DeskPage
from callback_desk.ui.when import short_day
from callback_desk.use_cases import agency_settings, what_if

HEADINGS: Final = ("Day", "Calls are made", "Somebody is at the desk")
_CLOSED: Final = "No calls"
_NOBODY: Final = "Nobody"
_KEY: Final = "calendar"
_DAYS_SHOWN: Final = 5
_PEOPLE_AHEAD: Final = 300  # who comes first; the board's page plays it with more, and can be stopped


class HoursPanel(Panel):
    """The week as a table, the form for one day, and the form for holidays."""

    title = "Hours and shifts"

    def __init__(self, page: DeskPage) -> None:
        super().__init__(
            page,
            "Next tries and agreed times fall on shifts. Without any shift every calling hour counts as one. Calling "
            "hours are by the clock where the number is, shifts by the clock here.",
        )
        self._kept = DeskCalendar()
        self.model = LinesModel(HEADINGS, self)
        self.table = TableView("Hours and shifts of a week")
        self.table.setModel(self.model)
        self.table.row_chosen.connect(self._on_row)
        card = Card(padding_px=0)
        card.body.addWidget(self.table)
        self.body.addWidget(card)
        self._add_day_form()
        self._add_closed_form()
        self.body.addStretch(1)
        self._op = page.desk.new_operation()
        self._show(DeskCalendar())
        self._style_now()

    def _add_day_form(self) -> None:
        self.form = Form("Save this day")
        self.which = ComboField("Day", [(index, name.title()) for index, name in enumerate(DAYS)])
        self.which.value_chosen.connect(self._on_which)
        self.calls = Field(
            "Calls are made", help_text="Such as 9 AM - 5 PM, or closed. Shorter than usual, not longer."
        )
        self.shifts = Field(
            "Somebody is at the desk", help_text="Such as 9 AM - 12 PM, 1 PM - 4 PM. Empty: nobody on this day."
        )
        for field in (self.calls, self.shifts):
            field.text_changed.connect(self._look)
        self.form.add(self.which, self.calls, self.shifts)
        self.form.verb.clicked.connect(self._on_save_day)
        self.ahead = SecondaryButton("Two weeks ahead", icon_name="calendar")
        self.ahead.setToolTip("Plays the next two weeks through with what is typed here. Nothing is saved.")
        self.ahead.clicked.connect(self._on_ahead)
        self.form.way_out.addWidget(self.ahead)
        self.body.addWidget(self.form)
        self.seen = Card()
        self.body.addWidget(self.seen)
        set_shown(self.seen, False)

    def _add_closed_form(self) -> None:
        self.body.addWidget(Label("Days without calls", face="strong"))
        rules = self.page.desk.rules
        self.body.addWidget(Paragraph(f"Closed already: {_closed_words(rules.closed_days, self.page.today)}."))
        self.closed_form = Form("Save these days")
        self.state = Field("State", help_text="Two letters, such as IL: its own holidays are closed too. May be empty.")
        self.closed = TextField(
            "Our own closed days", help_text="One on each line, as 2026-12-24. Public holidays need not be entered."
        )
        for field in (self.state, self.closed):
            field.text_changed.connect(self._look_closed)
        self.closed_form.add(self.state, self.closed)
        self.closed_form.verb.clicked.connect(self._on_save_closed)
        self.body.addWidget(self.closed_form)

    @property
    def day(self) -> int:
        """The day of the week that is shown; 0 is Monday."""
        return self.which.value if isinstance(self.which.value, int) else 0

    def refresh(self) -> None:
        desk = self.page.desk
        self.page.ask("hours", lambda: agency_settings.settings(desk), self._on_settings)

    def leave(self) -> None:
        self.form.say("")
        self.closed_form.say("")
        set_shown(self.seen, False)

    def _on_settings(self, stored: Mapping[str, object]) -> None:
        found = stored.get(_KEY)
        kept = DeskCalendar.from_plain(found) if isinstance(found, Mapping) else DeskCalendar()
        typed = self._day_differs(), self._closed_differs()
        self._kept = kept
        self._show(kept, day=not typed[0], closed=not typed[1])

    def _show(self, kept: DeskCalendar, *, day: bool = True, closed: bool = True) -> None:
        self.model.set_lines([self._line(kept, index) for index in range(len(DAYS))])
        if day:
            self._show_day()
        if closed:
            self.state.set_text(kept.state)
            self.closed.set_text("\n".join(one.isoformat() for one in sorted(kept.closed_days)))
        self._look()
        self._look_closed()

    def _line(self, kept: DeskCalendar, index: int) -> tuple[str, str, str]:
        return DAYS[index].title(), self._calls_words(kept, index), _shift_words(kept, index) or _NOBODY

    def _calls_words(self, kept: DeskCalendar, index: int) -> str:
        hours = kept.hours.get(index, self._usual(index))
        return hours_said(hours) if hours else _CLOSED

    def _usual(self, index: int) -> DayHours | None:
        """The hours of this day as they came with the program."""
        rules = self.page.desk.rules
        return (rules.shipped_hours or rules.hours).week[index]

    def _show_day(self) -> None:
        calls = self._calls_words(self._kept, self.day)
        self.calls.set_text("closed" if calls == _CLOSED else calls)
        self.shifts.set_text(_shift_words(self._kept, self.day))
        self._look()

    def _day_differs(self) -> bool:
        calls = self._calls_words(self._kept, self.day)
        shown = "closed" if calls == _CLOSED else calls
        return (self.calls.text.strip(), self.shifts.text.strip()) != (shown, _shift_words(self._kept, self.day))

    def _closed_differs(self) -> bool:
        kept = [one.isoformat() for one in sorted(self._kept.closed_days)]
        return (self.state.text.strip().upper(), self.closed.text.split()) != (self._kept.state, kept)

    def _look(self, _text: object = "") -> None:
        self.form.open_if(self._day_differs())

    def _look_closed(self, _text: object = "") -> None:
        self.closed_form.open_if(self._closed_differs())

    def _on_which(self, _value: object) -> None:
        self.form.say("")
        self._show_day()

    def _on_row(self, row: int) -> None:
        if 0 <= row < len(DAYS) and not self._day_differs():
            self.which.set_value(row)
            self._on_which(None)

    def _on_save_day(self) -> None:
        try:
            changes = self._typed_day()
        except DeskFault as trouble:
            self.page.notices.show_error(trouble)
            return
        name = DAYS[self.day].title()
        self._save(changes, self.form, f"Saved: {name}. It counts from each person’s next sign-in.")

    def _on_ahead(self) -> None:
        desk = self.page.desk
        try:
            changes = {_KEY: self._typed_day()}
        except DeskFault as trouble:
            self.page.notices.show_error(trouble)
            return
        self.ahead.setEnabled(False)
        task = self.page.ask("what if", lambda: what_if.what_if(desk, changes, _PEOPLE_AHEAD), self._on_seen)
        task.failed.connect(lambda _trouble: self.ahead.setEnabled(True))

    def _on_seen(self, found: what_if.WhatIf | None) -> None:
        self.ahead.setEnabled(True)
        if found is None:
            return
        empty_out(self.seen.body)
        for line in what_if_lines(found):
            self.seen.body.addWidget(Paragraph(line, full_width=True))
        set_shown(self.seen, True)

    def _typed_day(self) -> dict[str, object]:
        """The whole calendar with this day as it is typed. Raises DeskFault."""
        plain = self._kept.plain()
        hours = {DAYS[one]: text for one, text in _plain_hours(self._kept).items() if one != self.day}
        typed = self.calls.text.strip().lower()
        span = None if typed in ("closed", "") else span_from(typed)
        if span != self._usual(self.day):
            hours[DAYS[self.day]] = "closed" if span is None else _plain(span)
        others = [one.said() for one in self._kept.shifts if one.on is not None or one.weekday != self.day]
        mine = [f"{DAYS[self.day]} {_plain(span_from(one))}" for one in self.shifts.text.split(",") if one.strip()]
        changed = {**plain, "hours": hours, "shifts": [*others, *mine]}
        return DeskCalendar.from_plain(changed).plain()

    def _on_save_closed(self) -> None:
        changed = {
            **self._kept.plain(),
            "state": self.state.text.strip().upper(),
            "closed_days": self.closed.text.split(),
        }
        try:
            changes = DeskCalendar.from_plain(changed).plain()
        except DeskFault as trouble:
            self.page.notices.show_error(trouble)
            return
        self._save(changes, self.closed_form, "Saved. It counts from each person’s next sign-in.")

    def _save(self, changes: Mapping[str, object], form: Form, said: str) -> None:
        desk, op = self.page.desk, self._op
        form.verb.close_with("It is being saved.")
        task = self.page.save(
            lambda: agency_settings.change_settings(desk, op, {_KEY: changes}),
            lambda _done: self._on_saved(DeskCalendar.from_plain(changes), form, said),
        )
        task.failed.connect(self._look)
        task.failed.connect(self._look_closed)

    def _on_saved(self, kept: DeskCalendar, form: Form, said: str) -> None:
        self._op = self.page.desk.new_operation()
        self._kept = kept
        form.say(said)
        self._show(kept, day=form is self.form, closed=form is self.closed_form)

    def _restyle(self) -> None:
        super()._restyle()
        self.table.set_column_widths(130, 170, 330, stretch=2)
        self.table.setFixedHeight(self.theme.px(40 + len(DAYS) * 48))


def _plain_hours(kept: DeskCalendar) -> dict[int, str]:
    return {day: "closed" if hours is None else _plain(hours) for day, hours in kept.hours.items()}


def _plain(hours: DayHours) -> str:
    return f"{hours.opens.hour}:{hours.opens:%M}-{hours.closes.hour}:{hours.closes:%M}"


def hours_said(hours: DayHours | Shift) -> str:
    """ "9 AM - 12:30 PM", as it may be typed again."""
    return f"{_clock(hours.opens)} - {_clock(hours.closes)}"


def _clock(at: time) -> str:
    return (f"{at:%I:%M %p}" if at.minute else f"{at:%I %p}").lstrip("0")


def _shift_words(kept: DeskCalendar, day: int) -> str:
    return ", ".join(hours_said(shift) for shift in kept.shifts if shift.on is None and shift.weekday == day)


def _closed_words(days: frozenset[date], today: date) -> str:
    """The next closed days in a line: "Nov 26, Dec 25, Jan 1, 2027"."""
    return ", ".join([short_day(day, today) for day in sorted(days) if day >= today][:_DAYS_SHOWN]) or "no day"
