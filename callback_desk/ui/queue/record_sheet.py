"""*What is kept about them*: everything on record about one person, as a PDF for that person, signed for by two."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from callback_desk.domain.errors import DeskFault
from callback_desk.domain.ids import CallbackId
from callback_desk.ui.components import Field, NoticeBar, Paragraph, PasswordField, Tone, set_shown
from callback_desk.ui.desk_page import DeskPage
from callback_desk.ui.file_dialogs import AskForTarget, saving_as
from callback_desk.ui.notices import Notice
from callback_desk.ui.queue.panel_words import Shown
from callback_desk.ui.roomy_dialog import RoomyDialog
from callback_desk.ui.sealed_saving import SealedSaving
from callback_desk.use_cases.rows_to_correct import Signature
from callback_desk.use_cases.subject_access import give_record, subject_of

_VERB, _BUSY = "Save the record…", "Saving…"
_SAID = "subject-record"


class RecordSheet(RoomyDialog):
    """Reason, password, second person; `confirmed()` when all are typed in, the second person or not."""

    def __init__(self, name: str, *, parent: QWidget) -> None:
        super().__init__(
            "What is kept about them",
            f"Everything about {name}, for the person who asks. Anybody can read the file; for a drive that can be "
            "carried away it gets a password.",
            verb=_VERB,
            parent=parent,
        )
        self.reason = Field("Who asked, and how do you know it was them?", hint="For example: came here with an ID")
        self.password = PasswordField("Your password")
        self.second = Field("Second person", help_text="A supervisor or administrator, by the name they sign in with.")
        self.second_password = PasswordField("Their password")
        self.trouble = NoticeBar("", tone=Tone.WARN)
        for part in (self.reason, self.password):
            self.inside.addWidget(part)
        self.inside.addWidget(
            Paragraph(
                "Another person signs as well. If nobody can, leave their name empty: the wish is kept, and a day "
                "later you can save it.",
                color="ink2",
                full_width=True,
            )
        )
        for beside in (self.second, self.second_password, self.trouble):
            self.inside.addWidget(beside)
        set_shown(self.trouble, False)
        self.first = self.reason.edit
        self._fields: tuple[Field | PasswordField, ...] = (
            self.reason,
            self.password,
            self.second,
            self.second_password,
        )
        for field in self._fields:
            field.text_changed.connect(self._forget_errors)
        self.verb.clicked.disconnect()
        self.verb.clicked.connect(self._on_verb)

    @property
    def signature(self) -> Signature:
        return Signature(self.reason.text, self.password.text, self.second.text, self.second_password.text)

    def set_busy(self, busy: bool) -> None:
        """While it is checked and written nothing is pressed twice."""
        self.verb.setEnabled(not busy)
        self.verb.set_label(_BUSY if busy else _VERB)

    def show_trouble(self, trouble: DeskFault) -> None:
        """Beside the field it is about; a password that was not right is typed anew."""
        self.set_busy(False)
        beside: dict[str, Field | PasswordField] = {
            "reason": self.reason,
            "first-password": self.password,
            "second-password": self.second_password,
            "second-is-first": self.second,
            "second-unknown": self.second,
            "second-needed": self.second,
        }
        field = beside.get(trouble.code)
        if field is None:
            self.trouble.words.set_words(trouble.sentence)
            self.trouble.setAccessibleName(trouble.sentence)
            set_shown(self.trouble, True)
            return
        if isinstance(field, PasswordField):
            field.clear()
        field.set_error(trouble.sentence)
        field.setFocus()

    def _on_verb(self) -> None:
        asked: list[tuple[Field | PasswordField, str]] = [
            (self.reason, "Say in a few words who asked, and how you know it was them."),
            (self.password, "Type your password."),
        ]
        if second := self.second.text.strip():
            asked.append((self.second_password, f"{second} types their password here."))
        for field, words in asked:
            if not field.text.strip():
                field.set_error(words)
                field.setFocus()
                return
        set_shown(self.trouble, False)
        self.confirmed.emit()

    def _forget_errors(self) -> None:
        for field in self._fields:
            if field.error:
                field.set_error("")


class Record(QObject):
    """`sheet` is the one that is open, or None; `ask_for` is the dialog for the file's place, another one in tests."""

    def __init__(self, page: DeskPage, shown: Callable[[], Shown | None]) -> None:
        super().__init__(page)
        self._page, self._shown = page, shown
        self.ask_for: AskForTarget = saving_as("Save the record")
        self.sheet: RecordSheet | None = None

    def open_sheet(self) -> None:
        """For the person at the side."""
        shown = self._shown()
        if shown is None or self.sheet is not None:
            return
        person = shown.view.id
        sheet = self.sheet = RecordSheet(shown.view.name.display, parent=self._page.window())
        sheet.dismissed.connect(self._forget)
        sheet.confirmed.connect(lambda: self._on_confirmed(sheet, person))
        sheet.open_dialog()

    def leave(self) -> None:
        """The page is left."""
        if self.sheet is not None:
            self.sheet.dismiss()

    def _forget(self) -> None:
        self.sheet = None

    def _on_confirmed(self, sheet: RecordSheet, person: CallbackId) -> None:
        target, desk, signature = self.ask_for(self._page, "record.pdf"), self._page.desk, sheet.signature
        if target is None:
            return
        sheet.set_busy(True)

        def save(password: str | None) -> Path:
            give_record(desk, subject_of(desk, person).victim_id, signature, target, password)
            return target

        task = SealedSaving(self._page, save)
        task.succeeded.connect(self._on_saved)
        task.failed.connect(self._on_failed)

    def _on_saved(self, target: Path) -> None:
        if self.sheet is not None:
            self.sheet.close_dialog()
            self.sheet = None
        words = f"The record is saved as {target.name}. Look through it before you hand it over."
        self._page.notices.clear(_SAID)
        self._page.notices.show(Notice(words, actions=("OK",), code=_SAID))

    def _on_failed(self, trouble: object) -> None:
        if self.sheet is not None and isinstance(trouble, DeskFault):
            self.sheet.show_trouble(trouble)
            return
        if self.sheet is not None:
            self.sheet.set_busy(False)
        self._page.notices.show_error(trouble)
