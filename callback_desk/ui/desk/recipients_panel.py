"""Recipients: the investigators and in-trays that lead sheets go to."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent

from callback_desk.domain.ids import RecipientId
from callback_desk.domain.people import MOST_NAME_LETTERS, DeliveryWay, Recipient
from callback_desk.ui.components import Card, CheckRow, ComboField, EmptyState, Field, Label, TableView, set_shown
from callback_desk.ui.desk.lines_model import LinesModel
from callback_desk.ui.desk.panel import Form, Panel
from callback_desk.ui.desk.staff_words import RECIPIENT_HEADINGS, WAYS, recipient_line
from callback_desk.ui.desk_page import DeskPage
from callback_desk.use_cases import people, send_packet

_ROWS_SHOWN = 5
_NARROW_PX = 700


class RecipientsPanel(Panel):
    """The table, and below it the form for one more."""

    title = "Recipients"

    def __init__(self, page: DeskPage) -> None:
        super().__init__(page, "A lead sheet goes to one of these, in the way that is set here once.")
        self.empty = EmptyState(
            "Nobody receives lead sheets yet", "Add the investigators, and the in-tray of each unit."
        )
        self.body.addWidget(self.empty)
        self.card = Card(padding_px=0)
        self.model = LinesModel(RECIPIENT_HEADINGS, self)
        self.table = TableView("Recipients of lead sheets")
        self.table.setModel(self.model)
        self.card.body.addWidget(self.table)
        self.body.addWidget(self.card)
        set_shown(self.empty, False)
        set_shown(self.card, False)
        self.body.addWidget(Label("Add a recipient", face="strong"))
        self.form = Form("Add this recipient")
        self.name = Field("Investigator or in-tray")
        self.unit = Field("Unit", help_text="As it is called in your department, such as Property Crimes.")
        self.way = ComboField("How sheets go there", tuple(WAYS.items()))
        self.duty = CheckRow("Urgent slips go here too", boxed=True)
        self.complaints = CheckRow("Complaints go here, and no lead sheets", boxed=True)
        for field in (self.name, self.unit):
            field.edit.setMaxLength(MOST_NAME_LETTERS)
            field.text_changed.connect(self._look)
        self.form.add(self.name, self.unit, self.way, self.duty, self.complaints)
        self.form.verb.clicked.connect(self._on_add)
        self.body.addWidget(self.form)
        self.body.addStretch(1)
        self._op = page.desk.new_operation()
        self._look()
        self._style_now()

    def refresh(self) -> None:
        desk = self.page.desk
        self.page.ask("recipients", lambda: send_packet.recipients(desk), self._on_recipients)

    def leave(self) -> None:
        self.form.say("")

    def _on_recipients(self, recipients: tuple[Recipient, ...]) -> None:
        self.model.set_lines([recipient_line(one) for one in recipients])
        set_shown(self.empty, not recipients)
        set_shown(self.card, bool(recipients))
        self._fit_rows()

    def _look(self, _text: str = "") -> None:
        if self.name.text.strip():
            self.form.verb.open_again()
        else:
            self.form.verb.close_with("Type the name first.")

    def _on_add(self) -> None:
        way = self.way.value
        made = Recipient(
            RecipientId(0),
            " ".join(self.name.text.split()),
            " ".join(self.unit.text.split()),
            DeliveryWay(way) if isinstance(way, str) else DeliveryWay.PRINT,
            duty=self.duty.isChecked(),
            complaints=self.complaints.isChecked(),
        )
        desk, op = self.page.desk, self._op
        self.form.verb.close_with("It is being added.")
        self.name.edit.setReadOnly(True)
        task = self.page.save(lambda: people.add_recipient(desk, op, made), self._on_added)
        task.failed.connect(self._on_not_added)

    def _on_added(self, _done: object) -> None:
        name = " ".join(self.name.text.split())
        self._op = self.page.desk.new_operation()
        self.name.edit.setReadOnly(False)
        for field in (self.name, self.unit):
            field.set_text("")
        what = "complaints" if self.complaints.isChecked() else "lead sheets"
        for tick in (self.duty, self.complaints):
            tick.setChecked(False)
        self.form.say(f"{name} can receive {what} now.")
        self._look()

    def _on_not_added(self, _trouble: object) -> None:
        self.name.edit.setReadOnly(False)
        self._look()

    def _restyle(self) -> None:
        super()._restyle()
        self.table.set_column_widths(200, 150, 190, 120, stretch=0)
        self._fit_rows()
        self._fold()

    def _fit_rows(self) -> None:
        rows = min(len(self.model.lines), _ROWS_SHOWN)
        self.table.setFixedHeight(self.theme.px(40 + rows * 48))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        self.table.setColumnHidden(1, self.width() < self.theme.px(_NARROW_PX))
