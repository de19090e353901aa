"""Your password: the old one, the new one twice; as a part of Settings, and as the first page after a one-time one."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout

from callback_desk.domain.errors import DeskFault, WrongPassword
from callback_desk.ui.components import Card, HairLine, Label, Paragraph, PasswordField, QuietButton, Scroller
from callback_desk.ui.desk.panel import Form, Panel
from callback_desk.ui.desk.passwords import TwoPasswords
from callback_desk.ui.desk_page import DeskPage
from callback_desk.ui.news import News
from callback_desk.ui.notices import Notices
from callback_desk.ui.sign_in.parts import BrandSide
from callback_desk.ui.tasks import Runner
from callback_desk.use_cases.desk import Desk
from callback_desk.use_cases.own_password import change_password

_CARD_PX = 480


class PasswordForm(Form):
    """Change one's own; `changed()` when it is. Nothing of it stays in the fields then."""

    changed = Signal()

    def __init__(self, page: DeskPage, old: str = "Your password now", verb: str = "Change the password") -> None:
        super().__init__(verb)
        self._page = page
        self.old = PasswordField(old)
        self.new = TwoPasswords("New password")
        self.old.edit.setObjectName("oldPassword")
        self.verb.setObjectName("changePassword")
        self.add(self.old, self.new)
        self.old.text_changed.connect(self._on_old_typed)
        self.new.changed.connect(self._look)
        self.new.second.entered.connect(self._on_change)
        self.verb.clicked.connect(self._on_change)
        self._look()

    def clear(self) -> None:
        """Forget what was typed."""
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
            self.verb.close_with(reason)
        else:
            self.verb.open_again()

    def _on_change(self) -> None:
        desk, old, new = self._page.desk, self.old.text, self.new.text
        if not old or not new:
            return
        self.say("")
        self.verb.close_with("The password is being changed.")
        task = self._page.runner.save(lambda: change_password(desk, old, new))
        task.succeeded.connect(self._on_changed)
        task.failed.connect(self._on_failed)

    def _on_changed(self, _nothing: object) -> None:
        self.clear()
        self.changed.emit()

    def _on_failed(self, trouble: object) -> None:
        self._look()
        if isinstance(trouble, WrongPassword):
            self.old.set_error("This is not your password now.")
        elif isinstance(trouble, DeskFault):
            self.new.show_trouble(trouble.sentence)
        else:
            self._page.notices.show_error(trouble)


class PasswordPanel(Panel):
    """The part of Settings."""

    title = "Your password"

    def __init__(self, page: DeskPage) -> None:
        super().__init__(page)
        self.form = PasswordForm(page)
        self.old, self.new = self.form.old, self.form.new
        self.form.changed.connect(self._on_changed)
        self.body.addWidget(self.form)
        self.body.addStretch(1)
        self._style_now()

    def leave(self) -> None:
        self.form.clear()
        self.form.say("")

    def _on_changed(self) -> None:
        self.form.say("Your password is changed. The old one no longer works.")


class OwnPasswordPage(DeskPage):
    """After a one-time password there is this page and no other (ASVS 6.4.1).

    `chosen()` when the person has their own; `leave_wanted()` to sign out without.
    """

    chosen = Signal()
    leave_wanted = Signal()

    def __init__(self, desk: Desk, runner: Runner, news: News) -> None:
        super().__init__(desk, runner, news, Notices())
        self.notices.setParent(self)
        told = (
            "The password you were given was for one time. Somebody else knows it.",
            "Choose your own now. Nobody here can read it, and nobody will ever ask you for it.",
        )
        self._row = row = QHBoxLayout()
        row.setSpacing(0)
        self.column.addLayout(row)
        self._side = BrandSide(
            desk.info.agency, "Your own password", told, ("Nothing here is sent over the internet.",)
        )
        row.addWidget(self._side)
        self._scroll = scroll = Scroller()
        row.addWidget(scroll, 1)
        self.card = Card(padding_px=40)
        self.card.body.addWidget(Label("Choose your password", face="page"))
        self.card.body.addWidget(Paragraph(f"{desk.session.name}, this is asked once.", full_width=True))
        self.card.body.addWidget(self.notices.place)
        self.form = PasswordForm(self, "The password you were given", "Use this password")
        self.form.changed.connect(self.chosen)
        self.card.body.addWidget(self.form)
        self.card.body.addWidget(HairLine())
        leave = QuietButton("Leave without choosing one")
        leave.setObjectName("leaveOneTime")
        leave.clicked.connect(self.leave_wanted)
        self.card.body.addWidget(leave, 0, Qt.AlignmentFlag.AlignLeft)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(self.card)
        middle.addStretch(1)
        scroll.body.addStretch(1)
        scroll.body.addLayout(middle)
        scroll.body.addStretch(1)
        self._style_now()

    def _restyle(self) -> None:
        self.column.setContentsMargins(0, 0, 0, 0)
        if hasattr(self, "card"):
            self.card.setFixedWidth(self.theme.px(_CARD_PX))
            self.card.body.setSpacing(self.theme.px(16))
            self._fold()

    def _fold(self) -> None:
        self._side.stand(self._row, self._scroll, width_px=self.width(), card_px=_CARD_PX)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.form.old.edit.setFocus(Qt.FocusReason.OtherFocusReason)
