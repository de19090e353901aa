"""Cover: nothing of the call is in the window until PIN or password uncovers the same question."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from callback_desk.domain.errors import DeskFault
from callback_desk.ui.call.cover_pin import LONG, CoverPin
from callback_desk.ui.shell import Shell
from callback_desk.ui.sign_in.unlock_form import CoverSheet, UnlockForm
from callback_desk.ui.tasks import Runner
from callback_desk.use_cases.desk import Desk
from callback_desk.use_cases.sign_in import unlock
from callback_desk.use_cases.uncover_call import uncovered


class Cover(QObject):
    """`save_now` keeps what is typed before anything is covered; `on_trouble` says what went wrong behind it."""

    def __init__(
        self,
        desk: Desk,
        shell: Shell,
        runner: Runner,
        pin: CoverPin,
        save_now: Callable[[], None],
        on_trouble: Callable[[object], None],
    ) -> None:
        super().__init__(shell)
        self._desk, self._shell, self._runner, self._pin = desk, shell, runner, pin
        self._save_now, self._on_trouble = save_now, on_trouble
        self.form: UnlockForm | None = None

    def begin(self) -> None:
        """Cover a call that is not covered yet."""
        if not self._shell.in_call or self._shell.is_covered:
            return
        self._save_now()
        what = "PIN or your password" if self._pin.is_set else "password"
        line = f"The call goes on underneath. Your {what} shows the same question again."
        form = UnlockForm("Covered", line, verb="Back to the call")
        sheet = CoverSheet(form)
        sheet.password_given.connect(self._on_uncover_password)
        self.form = form
        self._shell.cover(sheet)

    def _on_uncover_password(self, password: str) -> None:
        pin = self._pin
        if pin.is_set and len(password) == LONG and password.isdecimal():
            right = pin.opens(password)
            self._runner.save(lambda: uncovered(self._desk, right=right)).failed.connect(self._on_trouble)
            if right:
                self._on_uncovered()
            elif self.form is not None:
                then = f"{pin.left} more before the password." if pin.is_set else "From here on your password."
                self.form.refused(DeskFault(f"That PIN is not right. {then}"))
            return
        task = self._runner.save(lambda: unlock(self._desk, password))
        task.succeeded.connect(self._on_uncovered)
        if self.form is not None:
            task.failed.connect(self.form.refused)

    def _on_uncovered(self) -> None:
        self.form = None
        self._shell.uncover()
