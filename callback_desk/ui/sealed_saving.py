"""Saving a paper with people on it: for a drive that can be carried away a password is asked for, and it is sealed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QWidget

from callback_desk.domain.errors import DeskFault
from callback_desk.ui.components import Paragraph, PasswordField
from callback_desk.ui.desk_page import DeskPage
from callback_desk.ui.roomy_dialog import RoomyDialog
from callback_desk.ui.sight import bring_into_sight
from callback_desk.use_cases.recipients import LEAST_PASSWORD
from callback_desk.use_cases.where_to import NEEDS_PASSWORD

_RULE = f"At least {LEAST_PASSWORD} letters. Four words in a row are easy to type and hard to guess."


class DrivePassword(RoomyDialog):
    """A password for one file, typed twice; `chosen(password)` when both are the same and long enough."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(
            "A password for this file",
            "People stand on this page, and this drive can be carried away. The file opens with the password alone.",
            verb="Save with this password",
            parent=parent,
        )
        self.typed = PasswordField("Password for this file", help_text=_RULE)
        self.again = PasswordField("The same password once more")
        for field in (self.typed, self.again):
            field.text_changed.connect(self._forget_errors)
            self.inside.addWidget(field)
        self.typed.entered.connect(self.again.setFocus)
        self.again.entered.connect(self._on_verb)
        self.inside.addWidget(
            Paragraph(
                "It is kept nowhere: without it nobody can open the file. Tell it to whoever may read it, and never "
                "write it on the drive.",
                color="ink2",
            )
        )
        self.first = self.typed.edit
        self.verb.clicked.disconnect()
        self.verb.clicked.connect(self._on_verb)

    def _on_verb(self) -> None:
        if len(self.typed.text) < LEAST_PASSWORD:
            self._say(self.typed, f"It has at least {LEAST_PASSWORD} letters.")
        elif self.again.text != self.typed.text:
            self._say(self.again, "The two are not the same. Type it again.")
        else:
            password = self.typed.text
            self.typed.clear()
            self.again.clear()
            self.chosen.emit(password)

    def _say(self, field: PasswordField, words: str) -> None:
        field.set_error(words)
        field.setFocus()
        bring_into_sight(field)

    def _forget_errors(self) -> None:
        for field in (self.typed, self.again):
            if field.error:
                field.set_error("")


class SealedSaving(QObject):
    """`make(password)` runs in the background, first with None. `succeeded(result)` or `failed(trouble)` comes once, as
    of a task; `asked` is the dialog while a password is awaited. Cancel there is the refusal: nothing was written."""

    succeeded = Signal(object)
    failed = Signal(object)

    def __init__(self, page: DeskPage, make: Callable[[str | None], object]) -> None:
        super().__init__(page)
        self._page, self._make = page, make
        self.asked: DrivePassword | None = None
        page.installEventFilter(self)
        self._start(None)

    def _start(self, password: str | None) -> None:
        make = self._make
        task = self._page.runner.long(lambda _progress: make(password))
        task.succeeded.connect(self._on_made)
        task.failed.connect(self._on_not_made)

    def _on_made(self, made: object) -> None:
        self.succeeded.emit(made)
        self.deleteLater()

    def _on_not_made(self, trouble: object) -> None:
        if not isinstance(trouble, DeskFault) or trouble.code != NEEDS_PASSWORD:
            self._give_up(trouble)
            return
        asked = self.asked = DrivePassword(self._page.window())
        asked.chosen.connect(self._on_chosen)
        asked.dismissed.connect(lambda: self._give_up(trouble))
        asked.open_dialog()

    def _on_chosen(self, password: str) -> None:
        if self.asked is not None:
            self.asked.close_dialog()
            self.asked = None
        self._start(password)

    def _give_up(self, trouble: object) -> None:
        self.asked = None
        self.failed.emit(trouble)
        self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Whoever leaves the page takes the question with them: it lies over the whole window."""
        if event.type() == QEvent.Type.Hide and not event.spontaneous() and self.asked is not None:
            self.asked.dismiss()
        return super().eventFilter(watched, event)


__all__ = ["DrivePassword", "SealedSaving"]
