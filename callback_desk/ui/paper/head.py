"""The head of a paper form: who was dialed, when, by whom."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from callback_desk.domain.ids import PhoneId
from callback_desk.ui.call.phone_words import kind_word
from callback_desk.ui.components import Card, ComboField, Field, Paragraph
from callback_desk.ui.times import moment, read_clock, read_past_day
from callback_desk.use_cases.desk import Desk
from callback_desk.use_cases.paper_call import PaperPerson

_NO_DAY = "This is no day. Write it as Nov 20, 11/20 or yesterday."
_NO_TIME = "This is no time. Write it as 2:05 PM or 14:05."


class HeadFields(Card):
    """`finished()`: Enter in the last field."""

    finished = Signal()

    def __init__(self, desk: Desk, person: PaperPerson) -> None:
        super().__init__(person.name)
        self._desk = desk
        script = f"At the head of the form: Script {person.script_name}. Another one? Give the form to the supervisor."
        self.body.addWidget(Paragraph(script, face="meta", color="ink2", full_width=True))
        options = [(phone.id, f"{phone.dial_text} ({kind_word(phone.kind)})") for phone in person.phones]
        self.phone = ComboField("Number dialed", options)
        self.day = Field("Day of the call", help_text="As Nov 20, 11/20 or yesterday.")
        self.time = Field("Time of the call", help_text="As 2:05 PM.")
        self.by = Field("Called by", desk.session.name, help_text="The name as at the sign-in.")
        self.day.edit.setObjectName("paperDay")
        self.time.edit.setObjectName("paperTime")
        self.by.edit.setObjectName("paperCaller")
        self._grid = QGridLayout()
        self._fields: tuple[QWidget, ...] = (self.phone, self.day, self.time, self.by)
        self.body.addLayout(self._grid)
        self.day.entered.connect(self._on_day)
        self.time.entered.connect(self._on_time)
        self.by.entered.connect(self.finished)
        self._columns = 0
        self._arrange(4)

    @property
    def phone_id(self) -> PhoneId:
        """The number that was dialed; 0 when the person has none."""
        value = self.phone.value
        return PhoneId(value) if isinstance(value, int) else PhoneId(0)

    @property
    def caller(self) -> str:
        return self.by.text

    @property
    def last(self) -> QWidget:
        """The field before the first row."""
        return self.by.edit

    def called_at(self) -> datetime | None:
        """Day and time as UTC; None with what is wrong said at its field."""
        today = self._desk.clock.now().astimezone(self._desk.zone).date()
        on, at = read_past_day(self.day.text, today), read_clock(self.time.text)
        self.day.set_error("" if on is not None else _NO_DAY)
        self.time.set_error("" if at is not None else _NO_TIME)
        return moment(on, at, self._desk.zone) if on is not None and at is not None else None

    def focus_first(self) -> None:
        self.day.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def arrange_for(self, width_px: float) -> None:
        """By logical width: four in a row, or two."""
        self._arrange(4 if width_px >= 900 else 2 if width_px >= 480 else 1)

    def _on_day(self) -> None:
        self.time.edit.setFocus(Qt.FocusReason.TabFocusReason)

    def _on_time(self) -> None:
        self.by.edit.setFocus(Qt.FocusReason.TabFocusReason)
        self.by.edit.selectAll()

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for widget in self._fields:
            self._grid.removeWidget(widget)
        for place, widget in enumerate(self._fields):
            self._grid.addWidget(widget, place // columns, place % columns, Qt.AlignmentFlag.AlignTop)
        for column in range(4):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
