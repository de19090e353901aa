"""Add a person: name, roles, a first password twice, an extension. Under a minute."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal

from callback_desk.domain.access import Role
from callback_desk.domain.people import MOST_NAME_LETTERS
from callback_desk.ui.components import CheckRow, Field, Label, SecondaryButton
from callback_desk.ui.desk.panel import Form
from callback_desk.ui.desk.passwords import TwoPasswords
from callback_desk.ui.desk.staff_words import ROLES


@dataclass(frozen=True, slots=True)
class NewPerson:
    """What was typed. The password is dropped with it."""

    name: str
    roles: frozenset[Role]
    password: str
    extension: str

    def __repr__(self) -> str:
        return f"NewPerson(roles={sorted(self.roles)})"  # neither a name nor a password in a trace


class PersonForm(Form):
    """`add_wanted(NewPerson)`, `back_wanted()`, `look_wanted(password, name)` when the first password was left."""

    add_wanted = Signal(object)
    back_wanted = Signal()
    look_wanted = Signal(str, str)

    def __init__(self) -> None:
        super().__init__("Add this person")
        self.name = Field("Name", help_text="First and last name, as on the badge. It is typed to sign in.")
        self.name.edit.setMaxLength(MOST_NAME_LETTERS)
        self.roles: dict[Role, CheckRow] = {
            role: CheckRow(word, note=note, boxed=True) for role, (word, note) in ROLES.items()
        }
        self.extension = Field("Telephone extension", help_text="Supervisors are telephoned here when danger is heard.")
        self.extension.edit.setMaxLength(20)
        self.passwords = TwoPasswords()
        self.add(self.name, Label("Roles", face="strong"), *self.roles.values(), self.extension, self.passwords)
        self.back = SecondaryButton("Back", icon_name="chevron-left")
        self.back.clicked.connect(self.back_wanted)
        self.way_out.addWidget(self.back)
        for field in (self.name, self.extension):
            field.text_changed.connect(self._look)
        for row in self.roles.values():
            row.toggled.connect(self._look)
        self.passwords.changed.connect(self._look)
        self.passwords.left.connect(self._on_left)
        self.verb.clicked.connect(self._on_verb)
        self.clear()

    def typed(self) -> NewPerson:
        """The form as it stands."""
        held = frozenset(role for role, row in self.roles.items() if row.isChecked())
        name = " ".join(self.name.text.split())
        return NewPerson(name, held, self.passwords.text, self.extension.text.strip())

    def clear(self) -> None:
        """An empty form; most people who are added are volunteers."""
        self.name.set_text("")
        self.name.set_error("")
        self.extension.set_text("")
        for role, row in self.roles.items():
            row.setChecked(role is Role.VOLUNTEER)
        self.passwords.clear()
        self.say("")
        self._look()

    def busy(self) -> None:
        """It is being written down."""
        self.verb.close_with("This person is being added.")

    def refused(self, sentence: str, *, weak: bool) -> None:
        """Say why, at the field it is about."""
        if weak:
            self.passwords.show_trouble(sentence)
        else:
            self.name.set_error(sentence)
        self._look()

    def _look(self, _text: object = None) -> None:
        reason = ""
        if not self.name.text.strip():
            reason = "Type the name."
        elif not any(row.isChecked() for row in self.roles.values()):
            reason = "Choose at least one role."
        else:
            reason = self.passwords.reason
        if reason:
            self.verb.close_with(reason)
        else:
            self.verb.open_again()

    def _on_left(self) -> None:
        self.look_wanted.emit(self.passwords.first.text, self.name.text)

    def _on_verb(self) -> None:
        self.name.set_error("")
        self.add_wanted.emit(self.typed())
