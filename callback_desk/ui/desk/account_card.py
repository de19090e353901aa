"""Another account of this computer: its name, and the code that is typed there once."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from callback_desk.domain.errors import DeskFault, WrongPassword
from callback_desk.ui.code_on_paper import CodeGroups
from callback_desk.ui.components import Card, Field, Paragraph, PasswordField, SecondaryButton, set_shown
from callback_desk.ui.desk.panel import OneOf
from callback_desk.ui.desk_page import DeskPage
from callback_desk.ui.when import clock
from callback_desk.use_cases import admission
from callback_desk.use_cases.ports_world import Admission
from callback_desk.use_cases.stepup import STEP_UP_NEEDED

_ASKED, _CODE = range(2)
_VERB = "Let this account in"


class AccountCard(Card):
    """Asks for the account, then shows its code until it is taken away."""

    def __init__(self, page: DeskPage) -> None:
        super().__init__("Other accounts of this computer", padding_px=20)
        self._page = page
        self._op = page.desk.new_operation()
        self.body.addWidget(
            Paragraph(
                "The desk belongs to the computer, not to one Windows or system account. Somebody who signs in to this "
                "computer with another account is let in here; a name and a password of this desk are needed all the "
                "same.",
                full_width=True,
            )
        )
        self.known = Paragraph("", color="ink2", full_width=True)
        set_shown(self.known, False)
        self.body.addWidget(self.known)
        self.stack = OneOf()
        self.stack.put(self._ask_form(), self._code_place())
        self.body.addWidget(self.stack)
        self._style_now()

    def _ask_form(self) -> QWidget:
        held, column = _column()
        self._asked_column = column
        self.account = Field(
            "Account name", help_text="As that person signs in to this computer, with its domain where it has one."
        )
        self.account.edit.setObjectName("accountName")
        self.account.entered.connect(self._on_admit)
        self.account.text_changed.connect(lambda _text: self.account.set_error(""))
        self.password = PasswordField("Your password once more")
        self.password.edit.setObjectName("accountPassword")
        self.password.entered.connect(self._on_admit)
        set_shown(self.password, False)
        self.verb = SecondaryButton(_VERB, icon_name="person")
        self.verb.setObjectName("letAccountIn")
        self.verb.clicked.connect(self._on_admit)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.verb)
        column.addWidget(self.account)
        column.addWidget(self.password)
        column.addLayout(row)
        return held

    def _code_place(self) -> QWidget:
        held, column = _column()
        self._code_column = column
        self.code_words = Paragraph("", full_width=True)
        column.addWidget(self.code_words)
        self._groups = QVBoxLayout()
        column.addLayout(self._groups)
        self.where = Paragraph("", full_width=True)
        self.where.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(self.where)
        self.done = SecondaryButton("The code is typed there")
        self.done.setObjectName("accountDone")
        self.done.clicked.connect(self._on_done)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.done)
        column.addLayout(row)
        return held

    def refresh(self) -> None:
        """Ask who was let in."""
        desk = self._page.desk
        self._page.ask("accounts", lambda: admission.accounts(desk), self._on_accounts)

    def leave(self) -> None:
        """Nothing typed and no code stays on the screen."""
        self.account.set_text("")
        self.account.set_error("")
        self.password.clear()
        set_shown(self.password, False)
        self._take_code_away()
        self.verb.open_again()
        self.stack.show_part(_ASKED)

    def _on_accounts(self, names: tuple[str, ...]) -> None:
        self.known.set_words(f"Let in already: {', '.join(names)}.")
        set_shown(self.known, bool(names))

    def _on_admit(self) -> None:
        desk, op, account, password = self._page.desk, self._op, self.account.text.strip(), self.password.text
        if not self.verb.isEnabled():
            return
        if not account:
            self.account.set_error("Type the name of the account.")
            self.account.edit.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.verb.close_with("The account is being let in.")
        task = self._page.runner.save(lambda: admission.admit_account(desk, op, account=account, password=password))
        task.succeeded.connect(self._on_admitted)
        task.failed.connect(self._on_refused)

    def _on_refused(self, trouble: object) -> None:
        self.verb.open_again()
        if not isinstance(trouble, DeskFault):
            self._page.notices.show_error(trouble)
            return
        if trouble.code == STEP_UP_NEEDED or isinstance(trouble, WrongPassword):
            set_shown(self.password, True)
            self.password.clear()
            self.password.set_error(
                trouble.sentence if isinstance(trouble, WrongPassword) else "Type your password once more."
            )
            self.password.edit.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.account.set_error(trouble.sentence)
        self.account.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_admitted(self, made: object) -> None:
        assert isinstance(made, Admission)
        self.leave()
        self._op = self._page.desk.new_operation()
        until = clock(made.until, self._page.desk.zone)
        self.code_words.set_words(
            f"{made.account} is let in. This code is good until {until}, once. Copy it; it is not shown again."
        )
        self._groups.addWidget(CodeGroups(made.groups))
        self.where.set_words(
            f"Sign in to the computer as {made.account} and start Callback Desk. Press There is a desk on this "
            f"computer, choose {made.folder}, and start it again. The person signs in with their own name and "
            "password, presses Type a code, and types this one."
        )
        self.stack.show_part(_CODE)
        self.done.setFocus(Qt.FocusReason.OtherFocusReason)
        self.refresh()

    def _on_done(self) -> None:
        self.leave()
        QTimer.singleShot(0, self, lambda: self.account.edit.setFocus(Qt.FocusReason.OtherFocusReason))

    def _take_code_away(self) -> None:
        while (item := self._groups.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def _restyle(self) -> None:
        super()._restyle()
        if hasattr(self, "_code_column"):
            for column in (self._asked_column, self._code_column):
                column.setSpacing(self.theme.px(12))


def _column() -> tuple[QWidget, QVBoxLayout]:
    held = QWidget()
    column = QVBoxLayout(held)
    column.setContentsMargins(0, 0, 0, 0)
    return held, column
