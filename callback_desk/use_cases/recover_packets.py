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

    A sheet that got its name before the program ended did leave the desk, and the log says so.
    """
    now = desk.clock.now()
    folders = set(cut_off_rows(uow, desk))
    for packet_id, place, sha256 in uow.packets.unfinished(now - STILL_MAKING):
        target = Path(place)
        there = desk.press.lies_there(target, sha256) if sha256 else False
        if there:
            uow.packets.done(packet_id, now)
            uow.audit.record(
                Event.EXPORT_DONE, kind="packet", id=packet_id, reason="cut_off", fields={"sha256": sha256}
            )
        else:
            uow.packets.failed(packet_id, now)
            reason = "folder_not_seen" if there is None else "cut_off"
            uow.audit.record(Event.EXPORT_DROPPED, kind="packet", id=packet_id, outcome="failed", reason=reason)
        folders.add(target if target.is_dir() else target.parent)  # an older program kept the folder alone
    return frozenset(folders)
