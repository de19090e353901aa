"""Who comes when: who sits in which shift, shifts on one day, and who is away."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from callback_desk.domain.changes import Done
from callback_desk.domain.desk_calendar import DAYS, Shift, span_from, span_text
from callback_desk.domain.errors import DeskFault
from callback_desk.domain.ids import StaffId
from callback_desk.domain.roster import Absence, Roster
from callback_desk.ui.components import (
    Card,
    CheckRow,
    ComboField,
    EmptyState,
    Field,
    Label,
    Paragraph,
    QuietButton,
    TableView,
    empty_out,
    set_shown,
)
from callback_desk.ui.desk.hours_panel import hours_said
from callback_desk.ui.desk.lines_model import LinesModel
from callback_desk.ui.desk.panel import Form, Panel
from callback_desk.ui.desk_page import DeskPage
from callback_desk.ui.times import read_day
from callback_desk.ui.when import short_day
from callback_desk.use_cases import roster
from callback_desk.use_cases.roster import RosterView

HEADINGS: Final = ("Shift", "Who comes")
_MOST_ROWS: Final = 8
_WHICH_DAY: Final = "Write a day, such as Saturday or 11/28."


class ShiftsPanel(Panel):
    """The shifts as a table, and a form each for who comes, one more day, and an absence."""

    title = "Who comes when"

    def __init__(self, page: DeskPage) -> None:
        super().__init__(
            page,
            "The board names who is expected, and warns of a shift to which nobody comes. Shifts of every week are "
            "entered under Hours and shifts. Who calls is never refused because of this list.",
        )
        self._view = RosterView((), Roster(), ())
        self.empty = EmptyState(
            "No shift is entered yet", "Enter the week under Hours and shifts, or one single day below."
        )
        self.body.addWidget(self.empty)
        self.card = Card(padding_px=0)
        self.model = LinesModel(HEADINGS, self)
        self.table = TableView("Shifts and who comes")
        self.table.setModel(self.model)
        self.table.row_chosen.connect(self._on_row)
        self.card.body.addWidget(self.table)
        self.body.addWidget(self.card)
        self._add_seats()
        self._add_day()
        self._add_absence()
        self.body.addStretch(1)
        self._op = page.desk.new_operation()
        self._show(self._view)
        self._style_now()

    def _add_seats(self) -> None:
        self.seats_form = Form("Save who comes")
        self.which = ComboField("Shift", [])
        self.which.value_chosen.connect(self._on_which)
        self._people = QWidget()
        self._people_column = QVBoxLayout(self._people)
        self._people_column.setContentsMargins(0, 0, 0, 0)
        self.boxes: dict[StaffId, CheckRow] = {}
        self.seats_form.add(self.which, self._people)
        self.drop = QuietButton("Remove this day's shift")
        self.drop.clicked.connect(self._on_drop)
        self.seats_form.way_out.addWidget(self.drop)
        self.seats_form.verb.clicked.connect(self._on_seats)
        self.body.addWidget(self.seats_form)

    def _add_day(self) -> None:
        self.body.addWidget(Label("A shift on one day alone", face="strong"))
        self.day_form = Form("Add this shift")
        self.day = Field("Day", hint="Saturday, or 11/28")
        self.hours = Field("From and until", hint="10 AM - 1 PM")
        for field in (self.day, self.hours):
            field.text_changed.connect(self._look)
        self.day_form.add(self.day, self.hours)
        self.day_form.verb.clicked.connect(self._on_day)
        self.body.addWidget(self.day_form)

    def _add_absence(self) -> None:
        self.body.addWidget(Label("Away", face="strong"))
        self._away_column = Card()
        self.body.addWidget(self._away_column)
        self.away_form = Form("Save these days")
        self.who = ComboField("Who is away", [])
        self.first = Field("From", hint="Monday, or 12/1")
        self.last = Field("Until", help_text="The last day they are away. Empty: one day.")
        for field in (self.first, self.last):
            field.text_changed.connect(self._look)
        self.away_form.add(self.who, self.first, self.last)
        self.away_form.verb.clicked.connect(self._on_away)
        self.body.addWidget(self.away_form)

    @property
    def shift(self) -> Shift | None:
        """The shift that is chosen."""
        value = self.which.value
        return value if isinstance(value, Shift) else None

    def refresh(self) -> None:
        desk = self.page.desk
        self.page.ask("roster", lambda: roster.roster(desk), self._show)

    def leave(self) -> None:
        for form in (self.seats_form, self.day_form, self.away_form):
            form.say("")

    def _show(self, view: RosterView) -> None:
        chosen = self.shift
        self._view = view
        self.model.set_lines([(self._said(one), self._who(one)) for one in view.shifts])
        set_shown(self.card, bool(view.shifts))
        set_shown(self.empty, not view.shifts)
        set_shown(self.seats_form, bool(view.shifts))
        self.which.set_options([(one, self._said(one)) for one in view.shifts])
        if chosen in view.shifts:
            self.which.set_value(chosen)
        self.who.set_options([(one.id, one.name) for one in view.people])
        self._show_boxes()
        self._show_away()
        self._fit_table()
        self._look()

    def _said(self, one: Shift) -> str:
        day = DAYS[one.weekday].title() if one.on is None else f"{one.on:%A}, {short_day(one.on, self.page.today)}"
        return f"{day}, {hours_said(one)}"

    def _who(self, one: Shift) -> str:
        names = self._view.names(self._view.roster.seats.get(one.said(), ()))
        return ", ".join(names) or "Nobody is entered"

    def _seated(self) -> frozenset[StaffId]:
        return frozenset(self._view.roster.seats.get(self.shift.said(), ())) if self.shift else frozenset()

    def _show_boxes(self) -> None:
        column = self._people_column
        seated = self._seated()
        if set(self.boxes) != {one.id for one in self._view.people}:
            empty_out(column)
            self.boxes = {one.id: CheckRow(one.name) for one in self._view.people}
            for box in self.boxes.values():
                column.addWidget(box)
                box.toggled.connect(self._look)
        for staff_id, box in self.boxes.items():
            box.setChecked(staff_id in seated)
        set_shown(self.drop, self.shift is not None and self.shift.on is not None)

    def _show_away(self) -> None:
        empty_out(self._away_column.body)
        absences = self._view.roster.absences
        if not absences:
            self._away_column.body.addWidget(Paragraph("Nobody is entered as away.", color="ink2", full_width=True))
        today = self.page.today
        for one in absences:
            (name,) = self._view.names((one.staff,)) or ("Somebody who left",)
            days = short_day(one.first, today)
            if one.last != one.first:
                days = f"{days} to {short_day(one.last, today)}"
            row = QHBoxLayout()
            row.addWidget(Paragraph(f"{name}: {days}", full_width=True), 1)
            back = QuietButton("Comes after all")
            back.setAccessibleName(f"{name} comes after all, {days}")
            back.clicked.connect(partial(self._on_back, one))
            row.addWidget(back)
            held = QWidget()
            row.setContentsMargins(0, 0, 0, 0)
            held.setLayout(row)
            self._away_column.body.addWidget(held)

    def _look(self, _changed: object = None) -> None:
        checked = frozenset(staff_id for staff_id, box in self.boxes.items() if box.isChecked())
        self.seats_form.open_if(self.shift is not None and checked != self._seated())
        self.day_form.open_if(bool(self.day.text.strip() and self.hours.text.strip()))
        self.away_form.open_if(bool(self.first.text.strip()))

    def _on_which(self, _value: object) -> None:
        self.seats_form.say("")
        self._show_boxes()
        self._look()

    def _on_row(self, row: int) -> None:
        if 0 <= row < len(self._view.shifts):
            self.which.set_value(self._view.shifts[row])
            self._on_which(None)

    def _on_seats(self) -> None:
        shift = self.shift
        if shift is None:
            return
        ids = [staff_id for staff_id, box in self.boxes.items() if box.isChecked()]
        desk, op = self.page.desk, self._op
        self._save(lambda: roster.seat(desk, op, shift.said(), ids), self.seats_form, f"Saved: {self._said(shift)}.")

    def _on_drop(self) -> None:
        shift = self.shift
        if shift is not None and shift.on is not None:
            desk, op = self.page.desk, self._op
            self._save(lambda: roster.remove_shift(desk, op, shift.said()), self.seats_form, "The shift is removed.")

    def _on_day(self) -> None:
        on = read_day(self.day.text.strip(), self.page.today)
        if on is None:
            self.day.set_error(_WHICH_DAY)
            return
        try:
            span = span_text(span_from(self.hours.text))
        except DeskFault as trouble:
            self.page.notices.show_error(trouble)
            return
        desk, op = self.page.desk, self._op
        said = f"Added: {on:%A}, {short_day(on, self.page.today)}. It counts from each person’s next sign-in."
        self._save(lambda: roster.add_shift(desk, op, f"{on.isoformat()} {span}"), self.day_form, said)

    def _on_away(self) -> None:
        today = self.page.today
        first = read_day(self.first.text.strip(), today)
        last = read_day(self.last.text.strip(), today) if self.last.text.strip() else first
        for field, found in ((self.first, first), (self.last, last)):
            field.set_error("" if found else _WHICH_DAY)
        staff = self.who.value
        if first is None or last is None or not isinstance(staff, int):
            return
        desk, op = self.page.desk, self._op
        absence = Absence(StaffId(staff), first, last)
        self._save(lambda: roster.add_absence(desk, op, absence), self.away_form, "Saved.")

    def _on_back(self, absence: Absence) -> None:
        desk, op = self.page.desk, self._op
        self._save(lambda: roster.end_absence(desk, op, absence), self.away_form, "Saved.")

    def _save(self, work: Callable[[], Done], form: Form, said: str) -> None:
        form.verb.close_with("It is being saved.")
        task = self.page.save(work, partial(self._on_saved, form, said))
        task.failed.connect(self._look)

    def _on_saved(self, form: Form, said: str, _done: object) -> None:
        self._op = self.page.desk.new_operation()
        for field in (self.day, self.hours, self.first, self.last):
            field.set_text("")
        form.say(said)
        self.refresh()

    def _fit_table(self) -> None:
        self.table.setFixedHeight(self.theme.px(40 + min(max(len(self._view.shifts), 1), _MOST_ROWS) * 48))

    def _restyle(self) -> None:
        super()._restyle()
        self.table.set_column_widths(260, 300, stretch=1)
        self._fit_table()


__all__ = ["ShiftsPanel"]
