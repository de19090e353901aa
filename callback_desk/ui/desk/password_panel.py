"""Your password: the old one, the new one twice."""

from __future__ import annotations

from callback_desk.domain.errors import DeskFault, WrongPassword
from callback_desk.ui.components import PasswordField
from callback_desk.ui.desk.panel import Form, Panel
from callback_desk.ui.desk.passwords import TwoPasswords
from callback_desk.ui.desk_page import DeskPage
from callback_desk.use_cases.own_password import change_password


class PasswordPanel(Panel):
    """Change one's own. Nothing of it stays in the fields when the part is left."""

    title = "Your password"

    def __init__(self, page: DeskPage) -> None:
        super().__init__(page)
        self.form = Form("Change the password")
        self.old = PasswordField("Your password now")
        self.new = TwoPasswords("New password")
        self.form.add(self.old, self.new)
        self.old.text_changed.connect(self._on_old_typed)
        self.new.changed.connect(self._look)
        self.form.verb.clicked.connect(self._on_change)
        self.body.addWidget(self.form)
        self.body.addStretch(1)
        self._look()
        self._style_now()

    def leave(self) -> None:
        self._clear()
        self.form.say("")

    def _clear(self) -> None:
        self.old.clear()
        self.old.set_error("")
        self.new.clear()
        self._look()

    def _on_old_typed(self, _text: str) -> None:
        self.old.set_error("")
        self._look()

    def _look(self) -> None:
        reason = "" if self.old.text else "Type your password now."
        reason = reason or self.new.reason
        if reason:
            self.form.verb.close_with(reason)
        else:
            self.form.verb.open_again()

    def _on_change(self) -> None:
        desk, old, new = self.page.desk, self.old.text, self.new.text
        if not old or not new:
            return
        self.form.say("")
        self.form.verb.close_with("The password is being changed.")
        task = self.page.runner.save(lambda: change_password(desk, old, new))
        task.succeeded.connect(self._on_changed)
        task.failed.connect(self._on_failed)

    def _on_changed(self, _nothing: object) -> None:
        self._clear()
        self.form.say("Your password is changed. The old one no longer works.")

    def _on_failed(self, trouble: object) -> None:
        self._look()
        if isinstance(trouble, WrongPassword):
            self.old.set_error("This is not your password now.")
        elif isinstance(trouble, DeskFault):
            self.new.show_trouble(trouble.sentence)
        else:
            self.page.notices.show_error(trouble)
