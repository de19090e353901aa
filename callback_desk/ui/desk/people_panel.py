"""People: who may sign in, in which roles; add one, give a new password, let one try again, close an account."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from callback_desk.domain.access import Act
from callback_desk.domain.errors import DeskFault
from callback_desk.domain.people import Staff
from callback_desk.ui.components import (
    Card,
    DangerButton,
    DeskButton,
    Dialog,
    Paragraph,
    PrimaryButton,
    SecondaryButton,
    TableView,
    set_shown,
)
from callback_desk.ui.desk.dates_form import DatesForm
from callback_desk.ui.desk.languages_form import LanguagesForm
from callback_desk.ui.desk.lines_model import LinesModel
from callback_desk.ui.desk.panel import Form, OneOf, Panel
from callback_desk.ui.desk.passwords import TwoPasswords
from callback_desk.ui.desk.person_form import NewPerson, PersonForm
from callback_desk.ui.desk.staff_words import PEOPLE_HEADINGS, person_line
from callback_desk.ui.desk_page import DeskPage
from callback_desk.use_cases import own_password, people

CHOOSE = "Choose a person in the table."
_LEAST_ROWS = 3  # in a low window; with room the table shows everybody
_LIST, _FORM, _RESET = range(3)
_NARROW_PX = 740


class PeoplePanel(Panel):
    """The table with its verbs; a form takes its place while somebody is added."""

    title = "People"

    def __init__(self, page: DeskPage) -> None:
        super().__init__(page)
        self._staff: Sequence[Staff] = ()
        self._chosen_id = 0
        self._mine: list[DeskButton] = []
        self._afterwards = ""  # what is said once the write has come back
        self.said = Paragraph("", color="good", strong=True, full_width=True)
        self.body.addWidget(self.said)
        set_shown(self.said, False)
        self.stack = OneOf()
        self.body.addWidget(self.stack)
        self.body.addStretch(1)
        listed = self._list()
        self.form = PersonForm()
        self.form.back_wanted.connect(self._to_list)
        self.form.add_wanted.connect(self._on_add)
        self.form.look_wanted.connect(self._on_look)
        self.reset_form = self._reset()
        self.stack.put(listed, self.form, self.reset_form)
        self._show(_LIST)
        self._op = self.page.desk.new_operation()
        self._hide_what_is_never_mine()
        self._choose(None)
        self._style_now()

    def _list(self) -> QWidget:
        held = QWidget()
        column = QVBoxLayout(held)
        column.setContentsMargins(0, 0, 0, 0)
        self._card = card = Card(padding_px=0)
        self.model = LinesModel(PEOPLE_HEADINGS, self)
        self.table = TableView("People of this desk")
        self.table.setModel(self.model)
        self.table.row_chosen.connect(self._on_row)
        card.body.addWidget(self.table)
        column.addWidget(card, 1000)
        self.missing = Paragraph("", color="warn", full_width=True)
        column.addWidget(self.missing)
        set_shown(self.missing, False)
        self.dates, self.languages = DatesForm(self.page), LanguagesForm(self.page)
        row = QHBoxLayout()
        self.close_account = DangerButton("Close the account")
        self.close_account.clicked.connect(self._on_close)
        self.new_password = SecondaryButton("New password")
        self.new_password.clicked.connect(self._on_new_password)
        self.release = SecondaryButton("Allow sign-in again")
        self.release.clicked.connect(self._on_release)
        self.add_one = PrimaryButton("Add a person", icon_name="plus")
        self.add_one.clicked.connect(self._to_form)
        row.addWidget(self.new_password)
        row.addWidget(self.release)
        row.addSpacing(self.theme.px(8))  # what cannot be undone stands apart
        row.addWidget(self.close_account)
        row.addStretch(1)
        self._verbs = row
        column.addLayout(row)
        last = QHBoxLayout()
        self.why_closed = Paragraph("", face="meta", color="ink2", full_width=True)  # under the verbs it explains
        self.close_account.closed_changed.connect(self.why_closed.set_words)
        last.addWidget(self.why_closed, 1)
        last.addWidget(self.add_one)
        column.addLayout(last)
        column.addWidget(self.dates)
        column.addWidget(self.languages)
        column.addStretch(1)
        self._list_column = column
        return held

    def _reset(self) -> Form:
        form = Form("Set this password")
        self.reset_words = Paragraph("", full_width=True)
        self.reset_passwords = TwoPasswords("One-time password")
        self.reset_passwords.changed.connect(self._look_reset)
        form.add(self.reset_words, self.reset_passwords)
        back = SecondaryButton("Back", icon_name="chevron-left")
        back.clicked.connect(self._to_list)
        form.way_out.addWidget(back)
        form.verb.clicked.connect(self._on_reset)
        return form

    def _hide_what_is_never_mine(self) -> None:
        """A verb that no role of this person carries is not shown, also not closed."""
        desk = self.page.desk
        for button, act in (
            (self.close_account, Act.DISABLE_PERSON),
            (self.new_password, Act.RESET_PASSWORD),
            (self.release, Act.RELEASE_LOCKOUT),
        ):
            if desk.access.may(desk.session.staff.roles, act) is None:
                set_shown(button, False)
            else:
                self._mine.append(button)
        set_shown(self.why_closed, bool(self._mine))

    @property
    def chosen(self) -> Staff | None:
        """The person marked in the table."""
        return next((one for one in self._staff if one.id == self._chosen_id), None)

    def refresh(self) -> None:
        desk = self.page.desk
        self.page.ask("people", lambda: people.list_people(desk), self._on_people)
        may = desk.access.may(desk.session.staff.roles, Act.ADD_PERSON)
        if may is None:
            self.add_one.close_with("Only an administrator adds people.")
        set_shown(self.add_one, may is not None)

    def leave(self) -> None:
        self._to_list()
        self._say("")

    def _say(self, sentence: str) -> None:
        self.said.set_words(sentence)
        set_shown(self.said, bool(sentence))

    def _on_people(self, staff: tuple[Staff, ...]) -> None:
        self._staff = sorted(staff, key=lambda one: (one.disabled_at is not None, one.name.casefold()))
        self.model.set_lines([person_line(one, self.page.now, self.page.desk.zone) for one in self._staff])
        self._fit_table()
        for row, one in enumerate(self._staff):
            if one.id == self._chosen_id:
                self.table.selectRow(row)
        self._choose(self.chosen)

    def _on_row(self, row: int) -> None:
        if 0 <= row < len(self._staff):
            self._chosen_id = self._staff[row].id
            self._choose(self._staff[row])

    def _choose(self, staff: Staff | None) -> None:
        reason = ""
        if staff is None:
            reason = CHOOSE
        elif staff.disabled_at is not None:
            reason = "This account is closed. Its name is never used again."
        elif staff.id == self.page.desk.session.staff.id:
            reason = "This is your own account. Another supervisor or administrator does this."
        for button in self._mine:
            if reason:
                button.close_with(reason)
            else:
                button.open_again()
        set_shown(self.missing, False)
        self.dates.show_person(staff)
        self.languages.show_person(staff)
        if staff is not None and staff.disabled_at is None:
            desk, staff_id = self.page.desk, staff.id
            self.page.ask("missing", lambda: people.missing_dates(desk, staff_id), self._on_missing)

    def _on_missing(self, lines: tuple[str, ...]) -> None:
        self.missing.set_words("\n".join(lines))
        set_shown(self.missing, bool(lines))

    # Add

    def _to_form(self) -> None:
        self._say("")
        self._op = self.page.desk.new_operation()
        self.form.clear()
        self.title_label.setText("Add a person")
        self._show(_FORM)
        self.form.name.setFocus()

    def _to_list(self) -> None:
        self.form.clear()
        self.reset_passwords.clear()
        self.title_label.setText(self.title)
        self._show(_LIST)

    def _on_look(self, password: str, name: str) -> None:
        keys = self.page.desk.keys
        task = self.page.runner.ask(lambda: keys.check_password(password, name), topic=(id(self), "password"))
        task.failed.connect(self._on_weak)

    def _on_weak(self, trouble: object) -> None:
        if not isinstance(trouble, DeskFault):
            self.page.notices.show_error(trouble)
        elif self.form.passwords.first.text:
            self.form.refused(trouble.sentence, weak=True)

    def _on_add(self, typed: object) -> None:
        assert isinstance(typed, NewPerson)
        desk, op = self.page.desk, self._op
        self.form.busy()
        task = self.page.runner.save(
            lambda: people.add_person(
                desk, op, name=typed.name, roles=typed.roles, password=typed.password, extension=typed.extension
            )
        )
        task.succeeded.connect(self.page.news.tell)
        self._afterwards = f"{typed.name} can sign in now, with the first password."
        task.succeeded.connect(self._on_done)
        task.failed.connect(self._on_not_added)

    def _on_done(self, _done: object) -> None:
        self._to_list()
        self._say(self._afterwards)
        self.add_one.setFocus()

    def _on_not_added(self, trouble: object) -> None:
        if isinstance(trouble, DeskFault):
            self.form.refused(trouble.sentence, weak=trouble.code == "weak_password")
        else:
            self.form.refused("", weak=False)
            self.page.notices.show_error(trouble)

    # A chosen person

    def _on_close(self) -> None:
        staff = self.chosen
        if staff is None:
            return
        dialog = Dialog(
            f"Close the account of {staff.name}?",
            "The password stops working at once and the name is never used again. What was done under it stays.",
            verb="Close the account",
            way_out="Keep it open",
            loss=True,
            parent=self.page,
        )
        op, desk, name = self.page.desk.new_operation(), self.page.desk, staff.name
        dialog.confirmed.connect(dialog.close_dialog)
        self._afterwards = f"The account of {name} is closed."
        dialog.confirmed.connect(
            lambda: self.page.save(lambda: people.disable_person(desk, op, name=name), self._on_done)
        )
        dialog.open_dialog()

    def _on_release(self) -> None:
        staff = self.chosen
        if staff is None:
            return
        op, desk, name = self.page.desk.new_operation(), self.page.desk, staff.name
        self._afterwards = f"{name} can try to sign in again."
        self.page.save(lambda: own_password.release_lockout(desk, op, name=name), self._on_done)

    def _on_new_password(self) -> None:
        staff = self.chosen
        if staff is None:
            return
        self._say("")
        self._op = self.page.desk.new_operation()
        self.reset_passwords.clear()
        self.reset_words.set_words(
            f"A one-time password for {staff.name}. It works for 72 hours, and the first sign-in asks for a new one."
        )
        self._look_reset()
        self.title_label.setText("New password")
        self._show(_RESET)
        self.reset_passwords.setFocus()

    def _look_reset(self) -> None:
        reason = self.reset_passwords.reason
        if reason:
            self.reset_form.verb.close_with(reason)
        else:
            self.reset_form.verb.open_again()

    def _on_reset(self) -> None:
        staff, password = self.chosen, self.reset_passwords.text
        if staff is None or not password:
            return
        op, desk, name = self._op, self.page.desk, staff.name
        self.reset_form.verb.close_with("The password is being set.")
        task = self.page.runner.save(
            lambda: own_password.reset_password(desk, op, name=name, one_time_password=password)
        )
        task.succeeded.connect(self.page.news.tell)
        self._afterwards = f"{name} has a one-time password for 72 hours."
        task.succeeded.connect(self._on_done)
        task.failed.connect(self._on_not_set)

    def _on_not_set(self, trouble: object) -> None:
        self._look_reset()
        if isinstance(trouble, DeskFault) and trouble.code == "weak_password":
            self.reset_passwords.show_trouble(trouble.sentence)
        else:
            self.page.notices.show_error(trouble)

    def _fit_table(self) -> None:
        """As high as its people, and no higher; in a low window it scrolls."""
        rows = max(len(self._staff), 2)
        self.table.setMinimumHeight(self.theme.px(40 + min(rows, _LEAST_ROWS) * 48))
        self._card.setMaximumHeight(self.theme.px(40 + rows * 48) + 2 * self.theme.px(1))

    def _show(self, place: int) -> None:
        self.stack.show_part(place)
        self.body.setStretchFactor(self.stack, 1000 if place == _LIST else 0)  # a form keeps its fields together

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        narrow = self.width() < self.theme.px(_NARROW_PX)
        for column in (2, 3):  # extension and last sign-in give way; name, roles and account never do
            self.table.setColumnHidden(column, narrow)

    def _restyle(self) -> None:
        super()._restyle()
        theme = self.theme
        self.table.set_column_widths(190, 180, 100, 170, 120, stretch=1)
        self._fold()
        self._verbs.setSpacing(theme.px(8))
        self._list_column.setSpacing(theme.px(12))
        self._fit_table()
