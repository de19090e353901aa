"""A covered call is shown again by its PIN: on record like an unlocking, right or wrong."""

from __future__ import annotations

from callback_desk.domain.access import Act
from callback_desk.domain.audit import Event
from callback_desk.use_cases.desk import Desk, declared, writing

_PIN = "cover_pin"


def uncovered(desk: Desk, *, right: bool) -> None:
    """The PIN of this session was given for a covered call."""
    with writing(desk, Act.SAVE_CALL) as work:
        staff_id = desk.session.staff.id
        if right:
            work.record(Event.UNLOCK, kind="staff", id=staff_id, reason=_PIN)
        else:
            work.record(Event.LOGIN_FAIL, kind="staff", id=staff_id, outcome="denied", reason=_PIN)


declared(uncovered, Act.SAVE_CALL, writes=True)
