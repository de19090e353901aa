"""One person by hand in under a minute, through the same rules as a file."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from callback_desk.domain.offenses import OffenseLevel, OffenseTable
from callback_desk.ui.components import Card, ComboField, Field, NoticeBar, Paragraph, Scroller, Themed, Tone
from callback_desk.ui.imports.foot import StepFoot
from callback_desk.ui.imports.typed_person import MONTH_FIRST, Typed, faults

_TWO_COLUMNS_PX = 720
_ANSWERS: tuple[tuple[object, str], ...] = (
    ("", "Choose an answer"),
    ("no", "No"),
    ("yes", "Yes"),
    ("unknown", "Not known: wait until somebody has looked"),
)


class TypedStep(Themed, QWidget):
    """`add_wanted(Typed)` when everything can be read, `back_wanted()`."""

    add_wanted = Signal(object)
    back_wanted = Signal()

    def __init__(self, offenses: OffenseTable, region: str, area_code: str, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._region, self._area_code = region, area_code
        self._today = date.min
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.scroller = Scroller()
        column.addWidget(self.scroller, 1)
        self._said: NoticeBar | None = None
        self._said_place = QVBoxLayout()
        self.scroller.body.addLayout(self._said_place)
        card = Card(padding_px=24)
        self.scroller.body.addWidget(card)
        self.scroller.body.addStretch(1)
        card.body.addWidget(
            Paragraph(
                "The same rules decide as for a file. What nobody knows makes a person wait; it never makes a call.",
                color="ink2",
                full_width=True,
            )
        )
        order = "Month first, like 11/09/2026." if region in MONTH_FIRST else "Day first, like 09/11/2026."
        codes = sorted(
            (one for one in offenses.offenses.values() if one.level is not OffenseLevel.NOT_APPLICABLE),
            key=lambda one: one.plain,
        )
        self.first = Field("Victim’s first name")
        self.last = Field("Victim’s last name")
        self.phone = Field("Telephone number", help_text="As it is in the report; spaces and dashes do not matter.")
        self.case_number = Field("Case number")
        self.offense = ComboField(
            "Offense", [("", "Choose the offense"), *((one.code, f"{one.plain} ({one.code})") for one in codes)]
        )
        self.reported = Field("Reported on", help_text=order)
        self.age = Field("Age, or birth date", help_text="34, or the date. " + order)
        self.investigator = Field("Investigator, if there is one")
        self.family = ComboField("Any sign of family violence or a protection order?", _ANSWERS)
        self.hurt = ComboField("Badly hurt, or not able to decide alone?", _ANSWERS)
        self.fields: dict[str, Field | ComboField] = {
            "first": self.first,
            "last": self.last,
            "phone": self.phone,
            "case_number": self.case_number,
            "offense_code": self.offense,
            "reported": self.reported,
            "born_or_age": self.age,
            "investigator": self.investigator,
            "family": self.family,
            "hurt": self.hurt,
        }
        self._grid = QGridLayout()
        self._columns = 0
        card.body.addLayout(self._grid)
        self._arrange(2)
        self.foot = StepFoot("Add this person", icon_name="plus")
        self.foot.back.clicked.connect(self.back_wanted)
        self.foot.onward.clicked.connect(self._on_add)
        column.addWidget(self.foot)
        self._style_now()

    def begin(self, today: date) -> None:
        """An empty form; `today` is the desk's day."""
        self._today = today
        self.show_result("", waits=False)
        self.clear()

    def clear(self) -> None:
        """Forget what was typed, ready for the next person."""
        for field in self.fields.values():
            if isinstance(field, Field):
                field.set_text("")
            else:
                field.combo.setCurrentIndex(0)
            field.set_error("")
        self.first.edit.setFocus()

    def typed(self) -> Typed:
        """What stands in the form."""
        return Typed(
            first=self.first.text,
            last=self.last.text,
            phone=self.phone.text,
            case_number=self.case_number.text,
            offense_code=str(self.offense.value or ""),
            reported=self.reported.text,
            born_or_age=self.age.text,
            investigator=self.investigator.text,
            family_violence=_answer(self.family),
            hurt=_answer(self.hurt),
        )

    def show_result(self, sentence: str, *, waits: bool) -> None:
        """What became of the person before."""
        if self._said is not None:
            self._said_place.removeWidget(self._said)
            self._said.hide()
            self._said.setParent(None)
            self._said.deleteLater()
            self._said = None
        if sentence:
            self._said = NoticeBar(
                sentence, tone=Tone.WARN if waits else Tone.PLAIN, icon_name="question-ring" if waits else "check-ring"
            )
            self._said_place.addWidget(self._said)

    @property
    def said(self) -> str:
        """The sentence above the form."""
        return self._said.accessibleName() if self._said is not None else ""

    def _on_add(self) -> None:
        typed = self.typed()
        wrong = faults(typed, self._today, self._region, self._area_code)
        for name, field in (("family", self.family), ("hurt", self.hurt)):
            if not field.value:
                wrong[name] = "Choose an answer. “Not known” is one."
        for name, one in self.fields.items():
            one.set_error(wrong.get(name, ""))
        if wrong:
            first = next(one for name, one in self.fields.items() if name in wrong)
            first.setFocus()
            self.scroller.ensureWidgetVisible(first)
            return
        self.add_wanted.emit(typed)

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for place, field in enumerate(self.fields.values()):
            self._grid.addWidget(field, place // columns, place % columns, Qt.AlignmentFlag.AlignTop)
        for column in range(2):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(2 if self.width() >= self.theme.px(_TWO_COLUMNS_PX) else 1)

    def _restyle(self) -> None:
        self._grid.setHorizontalSpacing(self.theme.px(24))
        self._grid.setVerticalSpacing(self.theme.px(14))


def _answer(field: ComboField) -> bool | None:
    return {"no": False, "yes": True}.get(str(field.value))
