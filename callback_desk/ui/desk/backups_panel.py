"""Backups: one sealed file on another disk, proved before it counts."""

from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFileDialog, QWidget

from callback_desk.domain.errors import DeskFault
from callback_desk.ui.components import Card, Paragraph, PrimaryButton, ProgressBar, set_shown
from callback_desk.ui.desk.panel import Panel
from callback_desk.ui.desk_page import DeskPage
from callback_desk.ui.file_dialogs import AskForTarget
from callback_desk.ui.tasks import Progress, Task
from callback_desk.ui.when import clock
from callback_desk.use_cases.backup import make_backup
from callback_desk.use_cases.desk import Desk
from callback_desk.use_cases.last_backup import LastBackup, last_backup
from callback_desk.use_cases.ports_world import BackupMade
from callback_desk.use_cases.reminders import BACKUP_AFTER, Reminders, reminders

SUFFIX = ".cdbackup"
STOPPED = "Stopped. No backup was made; the records are as they were."
_MB = 1_000_000


class BackupStopped(DeskFault):
    """Somebody pressed Stop while a backup was written."""


def ask_for_backup(parent: QWidget, suggested: str) -> Path | None:
    """Where the backup goes, by the system's own dialog, which does not ask to replace: no backup replaces a file."""
    name, _ = QFileDialog.getSaveFileName(
        parent,
        "Save the backup",
        suggested,
        f"Backup (*{SUFFIX})",
        options=QFileDialog.Option.DontConfirmOverwrite,
    )
    if not name:
        return None
    path = Path(name)
    return path if path.suffix else path.with_name(path.name + SUFFIX)


def write_backup(desk: Desk, target: Path, progress: Progress) -> BackupMade:
    """Make it, tell how far it is, and stop between two pieces when asked. Raises BackupStopped, DeskFault."""

    def told(done: int, of: int) -> None:
        if progress.cancelled:
            raise BackupStopped(STOPPED)
        progress.report((done, of))

    return make_backup(desk, target, progress=told)


def last_words(last: LastBackup | None, zone: ZoneInfo) -> str:
    """ "Last backup: November 21, 2026, 2:05 PM, by Dana Whitlock.": with the year, because it may be an old one."""
    if last is None:
        return "No backup was made yet on this desk."
    local = last.at.astimezone(zone)
    by = f", by {last.by}" if last.by else ""
    return f"Last backup: {local:%B} {local.day}, {local.year}, {clock(last.at, zone)}{by}."


class BackupsPanel(Panel):
    """Choose a file, see it grow, read that it was proved."""

    title = "Backups"

    def __init__(self, page: DeskPage, choose_target: AskForTarget) -> None:
        super().__init__(page)
        self._choose_target = choose_target
        self._task: Task | None = None
        self._target = Path()
        self._last_place = Card(padding_px=20)
        self.last_words = Paragraph("", strong=True, full_width=True)
        self._last_place.body.addWidget(self.last_words)
        self._last_place.body.addWidget(
            Paragraph(
                "A backup is one sealed file with everything in it. Keep it on another disk, away from this computer.",
                full_width=True,
            )
        )
        self.body.addWidget(self._last_place)
        recovery = Card("To open a backup later")
        recovery.body.addWidget(
            Paragraph(
                "A backup is restored with the recovery code, on this computer as on a new one. The code is on the "
                "sheet that was printed when this program was set up. When the sheet and this computer are both lost, "
                "nobody can open a backup, not even the maker of this program.",
                full_width=True,
            )
        )
        self.code_words = Paragraph(
            "The recovery code was never typed back. Find the sheet and check that it can be read.",
            color="warn",
            full_width=True,
        )
        recovery.body.addWidget(self.code_words)
        set_shown(self.code_words, False)
        self.body.addWidget(recovery)
        self.progress = ProgressBar()
        self.progress.stop_wanted.connect(self._on_stop)
        self.body.addWidget(self.progress)
        set_shown(self.progress, False)
        self.make = PrimaryButton("Make a backup", icon_name="save")
        self.make.clicked.connect(self._on_make)
        self.body.addWidget(self.make, 0, Qt.AlignmentFlag.AlignRight)
        self.body.addStretch(1)
        self._style_now()

    @property
    def busy(self) -> bool:
        """Whether a backup is being written."""
        return self._task is not None

    def refresh(self) -> None:
        desk = self.page.desk
        self.page.ask("reminders", lambda: reminders(desk), self._on_reminders)
        self.page.ask("last backup", lambda: last_backup(desk), self._on_last)

    def _on_reminders(self, found: Reminders) -> None:
        set_shown(self.code_words, found.code_not_typed_back)

    def _on_last(self, found: LastBackup | None) -> None:
        page = self.page
        since = found.at if found is not None else page.desk.info.created_at
        old = since is not None and page.now - since >= BACKUP_AFTER
        self._say(last_words(found, page.desk.zone) + (" Make one today." if old else ""), "warn" if old else "ink")

    def _say(self, sentence: str, color: str) -> None:
        self.last_words.set_color(color)
        self.last_words.set_words(sentence)

    def _on_make(self) -> None:
        desk = self.page.desk
        name = "".join(letter if letter.isalnum() else "-" for letter in desk.info.agency).strip("-")
        target = self._choose_target(self, f"{name} {self.page.today:%Y-%m-%d}{SUFFIX}")
        if target is None or self.busy:
            return
        self._target = target
        self.progress.stop.show()
        self.progress.set_progress(0, 0, "Copying the records")
        set_shown(self.progress, True)
        self.make.close_with("A backup is being written.")
        set_shown(self.make, False)
        self._task = self.page.runner.long(lambda progress: write_backup(desk, target, progress))
        self._task.progressed.connect(self._on_moved)
        self._task.succeeded.connect(self._on_made)
        self._task.failed.connect(self._on_failed)

    def stop(self) -> None:
        """The window closes or somebody signs out."""
        if self._task is not None:
            self._task.cancel()

    def _on_stop(self) -> None:
        self.progress.stop.setEnabled(False)
        self.stop()

    def _on_moved(self, value: object) -> None:
        if isinstance(value, tuple):
            done, of = value
            sentence = f"Writing {done / _MB:,.1f} of {of / _MB:,.1f} MB, then reading it back"
            self.progress.set_progress(done, of, sentence)

    def _over(self) -> None:
        self._task = None
        self.progress.stop.setEnabled(True)
        set_shown(self.progress, False)
        self.make.open_again()
        set_shown(self.make, True)

    def _on_made(self, made: object) -> None:
        assert isinstance(made, BackupMade)
        self._over()
        at = clock(self.page.now, self.page.desk.zone)
        size = f"{made.size_bytes / _MB:,.1f} MB"
        self._say(f"Backup made today, {at}, read back and proved: {made.path.name}, {size}.", "good")
        QTimer.singleShot(0, self, self.make.setFocus)

    def _on_failed(self, trouble: object) -> None:
        self._over()
        if isinstance(trouble, BackupStopped):
            self._say(trouble.sentence, "ink")
        else:
            self.page.notices.show_error(trouble)


__all__ = ["BackupStopped", "BackupsPanel", "ask_for_backup", "last_words", "write_backup"]
