"""When the last backup was made and by whom, as the audit trail has it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from callback_desk.domain.access import Act
from callback_desk.domain.audit import Event
from callback_desk.use_cases.desk import Work, asks


@dataclass(frozen=True, slots=True)
class LastBackup:
    """One sealed file that was written, read back and proved. `at` is UTC; `by` is "" when the trail names nobody."""

    at: datetime
    by: str


@asks(Act.MAKE_BACKUP)
def last_backup(work: Work) -> LastBackup | None:
    """The newest one; None when none was made on this desk. One that failed or was stopped does not count."""
    found = work.uow.audit.newest(Event.BACKUP_MAKE)
    if found is None:
        return None
    at, who = found
    return LastBackup(at, work.uow.staff.get(who).name if who is not None else "")
