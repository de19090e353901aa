"""Files whose making was cut off: on record as they lie, and nothing half-made stays beside their target."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from callback_desk.domain.audit import Event
from callback_desk.use_cases.desk import Desk
from callback_desk.use_cases.ports import UnitOfWork
from callback_desk.use_cases.rows_to_correct import cut_off_rows

STILL_MAKING = timedelta(minutes=2)  # another process may be at it; the press gives up after one minute


def recover_packets(uow: UnitOfWork, desk: Desk) -> frozenset[Path]:
    """Close starts without a done inside the caller's transaction; returns the folders to tidy after it (F47).

    A document that got its name before the program ended did leave the desk, and the log says so.
    """
    now = desk.clock.now()
    folders = set(cut_off_rows(uow, desk))
    for one in uow.exports.unfinished(now - STILL_MAKING):
        target = Path(one.target)
        there = desk.press.lies_there(target, one.sha256) if one.sha256 else False
        if there:
            uow.exports.done(one.id, now)
            fields = {"sha256": one.sha256}
            uow.audit.record(Event.EXPORT_DONE, kind="export", id=one.id, reason="cut_off", fields=fields)
        else:
            uow.exports.dropped(one.id, now)
            reason = "folder_not_seen" if there is None else "cut_off"
            uow.audit.record(Event.EXPORT_DROPPED, kind="export", id=one.id, outcome="failed", reason=reason)
        folders.add(target if target.is_dir() else target.parent)  # an older program kept the folder alone
    return frozenset(folders)
