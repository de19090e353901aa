"""What must not be forgotten, as one notice on the board until it is done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject

from callback_desk.ui.components import Tone
from callback_desk.ui.notices import Notice
from callback_desk.ui.supervisor_pages import BOARD, SETTINGS, SupervisorPages
from callback_desk.use_cases.reminders import Reminders, reminders

if TYPE_CHECKING:
    from callback_desk.ui.shell import Shell
    from callback_desk.ui.tasks import Runner
    from callback_desk.use_cases.desk import Desk

CODE: Final = "reminders"
_OK, _BACKUP = "OK", "Make a backup"


class Reminding(QObject):
    """Asks once at sign-in and again whenever the board comes up. What was answered with OK stays away until it
    changes or somebody signs in again; what was done goes by itself.
    """

    def __init__(self, desk: Desk, shell: Shell, runner: Runner, pages: SupervisorPages) -> None:
        super().__init__(pages)
        self._desk = desk
        self._shell = shell
        self._runner = runner
        self._pages = pages
        self._shown = self._answered = Reminders()
        shell.page_shown.connect(self._on_page_shown)
        self.look()

    def look(self) -> None:
        """Ask again."""
        task = self._runner.ask(lambda: reminders(self._desk), topic=(id(self), "reminders"))
        task.succeeded.connect(self._on_answer)

    def _on_page_shown(self, name: str) -> None:
        if name == BOARD:
            self.look()

    def _on_answer(self, now: object) -> None:
        if not isinstance(now, Reminders):
            return
        notices = self._pages.board.notices
        if now != self._shown:
            notices.clear(CODE)
        self._shown = now
        if not now or now == self._answered:
            return
        tone = Tone.WARN if now.older_database or now.recovery_used_at is not None else Tone.PLAIN
        actions = (_BACKUP, _OK) if now.no_backup_since is not None else (_OK,)
        sentences = " ".join(now.sentences(self._desk.zone))
        notices.show(Notice(sentences, tone, actions, self._on_pressed, CODE))

    def _on_pressed(self, index: int) -> None:
        self._answered = self._shown
        if self._shown.no_backup_since is not None and index == 0:
            self._shell.show_page(SETTINGS)
            self._pages.settings.show_part("Backups")
