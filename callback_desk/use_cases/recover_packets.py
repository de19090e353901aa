"""Files whose making was cut off: on record as dropped, and nothing half-made stays beside their target."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from callback_desk.domain.audit import Event
from callback_desk.use_cases.desk import Desk
from callback_desk.use_cases.ports import UnitOfWork
from callback_desk.use_cases.rows_to_correct import cut_off_rows

STILL_MAKING = timedelta(minutes=2)  # another process may be at it; the press gives up after one minute


def recover_packets(uow: UnitOfWork, desk: Desk) -> frozenset[Path]:
    """Close starts without a done inside the caller's transaction; returns the folders to tidy after it (F47)."""
    now = desk.clock.now()
    folders = set(cut_off_rows(uow, desk))
    for packet_id, folder in uow.packets.unfinished(now - STILL_MAKING):
        uow.packets.failed(packet_id, now)
        uow.audit.record(Event.EXPORT_DROPPED, kind="packet", id=packet_id, outcome="failed", reason="cut_off")
        folders.add(Path(folder))
    return frozenset(folders)
