"""The password once more before what leaves the desk, with five minutes' grace (CJIS IA-11, security.md C13)."""

from __future__ import annotations

from datetime import timedelta

from callback_desk.domain.access import STEP_UP, Act, Role
from callback_desk.domain.audit import Event
from callback_desk.domain.errors import DeskBug, DeskFault
from callback_desk.use_cases.desk import Desk
from callback_desk.use_cases.signing import Signing

GRACE = timedelta(minutes=5)
STEP_UP_NEEDED = "step-up"  # the code of the refusal: the front end asks for the password


def step_up(desk: Desk, role: Role, act: Act, password: str, nothing: str) -> None:
    """Is the person still who signed in? Nothing is asked within five minutes of a password that was right.

    `nothing` ends a refusal: "Nothing was written." Raises DeskFault with `STEP_UP_NEEDED` while no password is given,
    WrongPassword, LockedOut; every try is on record.
    """
    if act not in STEP_UP:
        raise DeskBug("this act is done without the password")
    staff, since = desk.session.staff, desk.clock.now() - GRACE
    if password:
        Signing(desk, role, nothing).confirm(staff, password, Event.STEPUP_OK, Event.STEPUP_FAIL)
        return
    if desk.session.started_at >= since:
        return
    with desk.storage.read(desk.session) as uow:
        if any(uow.audit.count(event, since, actor=staff.id) for event in (Event.STEPUP_OK, Event.UNLOCK)):
            return
    raise DeskFault(f"Type your password once more, because this leaves the desk. {nothing}", code=STEP_UP_NEEDED)
