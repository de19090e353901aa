"""The password that is kept for a recipient, shown on purpose: to tell it to them by telephone."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from callback_desk.domain.errors import DeskError
from callback_desk.domain.people import Recipient
from callback_desk.ui.components import Paragraph, PasswordField, SecondaryButton, set_shown
from callback_desk.ui.desk_page import DeskPage
from callback_desk.use_cases import recipients
from callback_desk.use_cases.stepup import STEP_UP_NEEDED


class KeptPassword(QWidget):
    """A button; your own password where it is asked for; then the words, until another recipient is chosen."""

    def __init__(self, page: DeskPage) -> None:
        super().__init__()
        self._page = page
        self._one: Recipient | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.own = PasswordField("Your own password, once more")
        self.show_it = SecondaryButton("Show the password of their sheets", icon_name="eye")
        self.show_it.clicked.connect(self._on_show)
        self.words = Paragraph("", face="strong", full_width=True)
        for part in (self.own, self.show_it, self.words):
            column.addWidget(part)
        self.show_for(None)

    def show_for(self, one: Recipient | None) -> None:
        """Whose password; nothing is shown of whoever has none."""
        self._one = one if one is not None and one.sealed else None
        self.own.clear()
        self.words.set_words("")
        set_shown(self.own, False)
        set_shown(self.words, False)
        set_shown(self.show_it, self._one is not None)

    def _on_show(self) -> None:
        one, desk, own = self._one, self._page.desk, self.own.text
        if one is None:
            return
        task = self._page.runner.save(lambda: recipients.sheet_password(desk, one.id, own))
        task.succeeded.connect(self._on_shown)
        task.failed.connect(self._on_refused)

    def _on_shown(self, password: str) -> None:
        self.own.clear()
        set_shown(self.own, False)
        self.words.set_words(f"Tell it by telephone, and never in the same letter: {password}")
        set_shown(self.words, True)

    def _on_refused(self, trouble: object) -> None:
        if isinstance(trouble, DeskError) and trouble.code == STEP_UP_NEEDED:
            set_shown(self.own, True)
            self.own.setFocus()
        self._page.notices.show_error(trouble)
