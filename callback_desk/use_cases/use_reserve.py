"""The disk is full in the middle of a call: the room kept for that is given up, and kept again another day."""

from __future__ import annotations

from callback_desk.domain.access import Act
from callback_desk.domain.audit import Event
from callback_desk.domain.errors import DiskFull
from callback_desk.use_cases.desk import Desk, check, declared, writing

NOTHING_LEFT = "The reserve is used already. Free some space on this disk, and write on paper until then."


def use_reserve(desk: Desk) -> None:
    """Free the room first; that it was used is on record, written into that room. Raises DiskFull when none is left."""
    check(desk, Act.SAVE_CALL)
    if not desk.storage.use_reserve():
        raise DiskFull(NOTHING_LEFT, code="reserve_gone")
    with writing(desk, Act.SAVE_CALL) as work:
        work.record(Event.RECORD_CHANGE, kind="reserve")


declared(use_reserve, Act.SAVE_CALL, writes=True)
