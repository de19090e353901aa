"""Backups: sealed, written beside, opened and verified before they count."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from callback_desk.domain.access import Act
from callback_desk.domain.audit import Event
from callback_desk.domain.errors import DeskError
from callback_desk.use_cases.desk import Desk, check, declared, writing
from callback_desk.use_cases.ports_world import BackupMade
from callback_desk.use_cases.reminders import LAST_BACKUP


def make_backup(desk: Desk, target: Path, *, progress: Callable[[int, int], None] | None = None) -> BackupMade:
    """One sealed file at `target`. Raises DiskFull or DeskFault; a partial file never has the final name."""
    check(desk, Act.MAKE_BACKUP)
    try:
        made = desk.backups.make(desk.storage, desk.keys, target, progress=progress)
    except DeskError:
        with writing(desk, Act.MAKE_BACKUP) as work:
            work.record(Event.BACKUP_MAKE, outcome="failed")
        raise
    with writing(desk, Act.MAKE_BACKUP) as work:
        work.record(Event.BACKUP_MAKE, sha256=made.sha256)
        work.record(Event.BACKUP_VERIFY, sha256=made.sha256)
        work.uow.desk.put_note(LAST_BACKUP, work.now.isoformat(), by=work.by, at=work.now)
    return made


declared(make_backup, Act.MAKE_BACKUP, writes=True)
