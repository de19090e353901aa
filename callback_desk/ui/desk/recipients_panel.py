"""Recipients: the investigators and in-trays that lead sheets go to."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtGui import QResizeEvent

from callback_desk.domain.exports import PURPOSES, Purpose
from callback_desk.domain.ids import RecipientId
from callback_desk.domain.paper_size import PaperSize
from callback_desk.domain.people import MOST_NAME_LETTERS, DeliveryWay, Recipient
from callback_desk.ui.components import (
    Card,
    CheckRow,
    ComboField,
    EmptyState,
    Field,
    Label,
    PasswordField,
    QuietButton,
    SecondaryButton,
    TableView,
    set_shown,
)
from callback_desk.ui.desk.kept_password import KeptPassword
from callback_desk.ui.desk.lines_model import LinesModel
from callback_desk.ui.desk.panel import Form, Panel
from callback_desk.ui.desk.staff_words import RECIPIENT_HEADINGS, WAYS, recipient_line
from callback_desk.ui.desk_page import DeskPage
from callback_desk.use_cases import people, recipients

_ROWS_SHOWN = 5
_NARROW_PX = 700
_ADD = "Add a recipient"
_PAPERS = (("", "As usual here"), (PaperSize.LETTER, "US Letter"), (PaperSize.A4, "A4"))


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
        self.heading = Label(_ADD, face="strong")
        self.body.addWidget(self.heading)
        self.form = Form("Save this recipient")
        self.name = Field("Investigator or in-tray")
        self.unit = Field("Unit", help_text="As it is called in your department, such as Property Crimes.")
        self.agency = Field("Agency", help_text="Leave it empty for your own.")
        self.purpose = ComboField("What sheets are for", tuple(PURPOSES.items()))
        self.way = ComboField("How sheets go there", tuple(WAYS.items()))
        self.folder = Field("Folder", help_text="The whole path of a folder on this computer. Empty asks each time.")
        self.password = PasswordField(
            "Password for their sheets", help_text="12 letters or more. Tell it by telephone. Empty keeps it as it is."
        )
        self.paper = ComboField("Paper", _PAPERS)
        self.duty = CheckRow("Urgent slips go here too", boxed=True)
        self.complaints = CheckRow("Complaints go here, and no lead sheets", boxed=True)
        for field in (self.name, self.unit, self.agency):
            field.edit.setMaxLength(MOST_NAME_LETTERS)
            field.text_changed.connect(self._look)
        self.way.value_chosen.connect(self._on_way)
        self.form.add(self.name, self.unit, self.agency, self.purpose, self.way, self.folder, self.password)
        self.form.add(self.paper, self.duty, self.complaints)
        self.form.verb.clicked.connect(self._on_save)
        self.stop = SecondaryButton("Stop sending there")
        self.stop.clicked.connect(self._on_stop)
        self.other = QuietButton("Add another one")
        self.other.clicked.connect(lambda: self._show(None))
        self.form.way_out.addWidget(self.stop)
        self.form.way_out.addWidget(self.other)
        self.table.row_opened.connect(lambda row: self._show(self._lines[row]))
        self.body.addWidget(self.form)
        self.kept = KeptPassword(page)
        self.body.addWidget(self.kept)
        self.body.addStretch(1)
        self._op = page.desk.new_operation()
        self._lines: tuple[Recipient, ...] = ()
        self._shown: Recipient | None = None
        self._show(None)
        self._style_now()

    def refresh(self) -> None:
        desk = self.page.desk
        self.page.ask("recipients", lambda: recipients.everybody(desk), self._on_recipients)

    def leave(self) -> None:
        self.form.say("")

    def _on_recipients(self, found: tuple[Recipient, ...]) -> None:
        self._lines = tuple(sorted(found, key=lambda one: one.closed_at is not None))
        self.model.set_lines([recipient_line(one) for one in self._lines])
        set_shown(self.empty, not found)
        set_shown(self.card, bool(found))
        self._fit_rows()

    def _show(self, one: Recipient | None) -> None:
        """Fill the form with somebody who is here, or make it ready for another one."""
        self._shown = one
        self.heading.setText(f"Change {one.name}" if one else _ADD)
        shown = one or Recipient(RecipientId(0), "")
        for field, text in (
            (self.name, shown.name),
            (self.unit, shown.unit),
            (self.agency, shown.agency),
            (self.folder, shown.folder),
        ):
            field.set_text(text)
        self.password.clear()
        self.purpose.set_value(shown.purpose)
        self.way.set_value(shown.way)
        self.paper.set_value(shown.paper or "")
        self.duty.setChecked(shown.duty)
        self.complaints.setChecked(shown.complaints)
        for button in (self.stop, self.other):
            set_shown(button, one is not None and (button is self.other or one.closed_at is None))
        self.kept.show_for(one)
        self._on_way()
        self._look()

    def _on_way(self, _way: object = None) -> None:
        set_shown(self.folder, self.way.value is DeliveryWay.FOLDER)
        set_shown(self.password, self.way.value is DeliveryWay.PASSWORD)

    def _look(self, _text: str = "") -> None:
        if self.name.text.strip():
            self.form.verb.open_again()
        else:
            self.form.verb.close_with("Type the name first.")

    def _typed(self) -> Recipient:
        before = self._shown or Recipient(RecipientId(0), "")
        purpose, way, paper = self.purpose.value, self.way.value, self.paper.value
        return replace(
            before,
            name=" ".join(self.name.text.split()),
            unit=" ".join(self.unit.text.split()),
            agency=" ".join(self.agency.text.split()),
            purpose=Purpose(purpose) if isinstance(purpose, str) else before.purpose,
            way=DeliveryWay(way) if isinstance(way, str) else before.way,
            folder=self.folder.text.strip(),
            paper=PaperSize(paper) if isinstance(paper, str) and paper else None,
            duty=self.duty.isChecked(),
            complaints=self.complaints.isChecked(),
            closed_at=None,
        )

    def _on_save(self) -> None:
        made, desk, op, read = self._typed(), self.page.desk, self._op, self._shown
        password = self.password.text or None if made.way is DeliveryWay.PASSWORD else None
        self.form.verb.close_with("It is being saved.")
        self.name.edit.setReadOnly(True)

        def save() -> object:
            if read is None:
                return people.add_recipient(desk, op, made, password)
            return recipients.change_recipient(desk, op, made, password, read=read)

        task = self.page.save(save, lambda _done: self._on_saved(made))
        task.failed.connect(self._on_not_added)

    def _on_saved(self, made: Recipient) -> None:
        self._op = self.page.desk.new_operation()
        self.name.edit.setReadOnly(False)
        self._show(None)
        self.form.say(f"{made.name} can receive {'complaints' if made.complaints else 'lead sheets'} now.")

    def _on_stop(self) -> None:
        one, desk, op = self._shown, self.page.desk, self.page.desk.new_operation()
        if one is not None:
            self.page.save(lambda: recipients.close_recipient(desk, op, one.id), lambda _done: self._on_stopped(one))

    def _on_stopped(self, one: Recipient) -> None:
        self._show(None)
        self.form.say(f"Nothing goes to {one.name} any more. What went there stays on record.")

    def _on_not_added(self, _trouble: object) -> None:
        self.name.edit.setReadOnly(False)
        self._look()
        self.refresh()  # somebody else may have changed it

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
