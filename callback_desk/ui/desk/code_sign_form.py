"""Two people sign for a new recovery code: one's own password, and another supervisor's or administrator's."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal

from callback_desk.domain.errors import DeskFault, WrongPassword
from callback_desk.domain.signing import SecondAsked
from callback_desk.ui.components import Field, Paragraph, PasswordField, set_shown
from callback_desk.ui.desk.panel import Form
from callback_desk.ui.desk_page import DeskPage
from callback_desk.ui.when import moment
from callback_desk.use_cases import recovery_code


def second_words(asked: SecondAsked | None, now: datetime, zone: ZoneInfo) -> str:
    """Why another person signs, and from when it goes without one."""
    words = "Another supervisor or administrator signs as well."
    if asked is None:
        return f"{words} If nobody can, leave their name empty: the wish is kept, and a day later you can do it alone."
    since = f"{asked.by} asked {moment(asked.asked_at, now, zone)}"
    if asked.free_at <= now:
        return f"{words} {since}; it goes without a second person now."
    return f"{words} {since}; without a second person it goes from {moment(asked.free_at, now, zone)}."


class CodeSignForm(Form):
    """`drawn(DrawnCode)` when both signatures are good; nothing is changed by then."""

    drawn = Signal(object)

    def __init__(self, page: DeskPage) -> None:
        super().__init__("Show a new code")
        self._page = page
        self.password = PasswordField("Your password")
        self.password.edit.setObjectName("codePassword")
        self.second_said = Paragraph("", color="ink2", full_width=True)
        self.second = Field("Second person", help_text="By the name they sign in with.")
        self.second.edit.setObjectName("codeSecond")
        self.second_password = PasswordField("Their password")
        self.second_password.edit.setObjectName("codeSecondPassword")
        self.trouble = Paragraph("", color="warn", full_width=True)
        self.trouble.setObjectName("codeTrouble")
        set_shown(self.trouble, False)
        for field in (self.password, self.second, self.second_password):
            field.text_changed.connect(self._forget_trouble)
        self.password.entered.connect(lambda: self.second.edit.setFocus(Qt.FocusReason.OtherFocusReason))
        self.second.entered.connect(lambda: self.second_password.edit.setFocus(Qt.FocusReason.OtherFocusReason))
        self.second_password.entered.connect(self._on_sign)
        self.verb.setObjectName("showNewCode")
        self.verb.clicked.connect(self._on_sign)
        self.add(
            Paragraph(
                "Have a printer or a pen ready. Until the new sheet is read back, the old one works.", full_width=True
            ),
            self.password,
            self.second_said,
            self.second,
            self.second_password,
            self.trouble,
        )

    def ask(self) -> None:
        """Whether somebody asked for a second person already."""
        desk = self._page.desk
        self._on_second(None)
        self._page.ask("second", lambda: recovery_code.second_for_code(desk), self._on_second)

    def clear(self) -> None:
        """Forget what was typed."""
        for field in (self.password, self.second_password):
            field.clear()
            field.set_error("")
        self.second.set_text("")
        set_shown(self.trouble, False)
        self.verb.open_again()

    def _on_second(self, asked: SecondAsked | None) -> None:
        self.second_said.set_words(second_words(asked, self._page.now, self._page.desk.zone))

    def _forget_trouble(self, _text: str) -> None:
        set_shown(self.trouble, False)
        self.password.set_error("")
        self.second_password.set_error("")

    def _on_sign(self) -> None:
        desk = self._page.desk
        signed = recovery_code.CodeSigned(self.password.text, self.second.text, self.second_password.text)
        if not self.verb.isEnabled():
            return
        if not signed.password:
            self.password.set_error("Type your password.")
            self.password.edit.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.verb.close_with("The signatures are being checked.")
        task = self._page.runner.save(lambda: recovery_code.draw_code(desk, signed))
        task.succeeded.connect(self.drawn)
        task.failed.connect(self._on_not_signed)

    def _on_not_signed(self, trouble: object) -> None:
        self.verb.open_again()
        if not isinstance(trouble, DeskFault):
            self._page.notices.show_error(trouble)
            return
        field = {"first-password": self.password, "second-password": self.second_password}.get(trouble.code)
        if field is not None and isinstance(trouble, WrongPassword):
            field.clear()
            field.set_error(trouble.sentence)
            field.edit.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.trouble.set_words(trouble.sentence)
        set_shown(self.trouble, True)
        if trouble.code == "second-needed":
            self.ask()
