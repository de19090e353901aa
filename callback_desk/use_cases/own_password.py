"""Passwords after the first day: one's own, a forgotten one, a lock-out."""

from __future__ import annotations

from datetime import timedelta

from callback_desk.domain.access import Act, Role
from callback_desk.domain.audit import Event
from callback_desk.domain.changes import Changes, Done
from callback_desk.domain.errors import DeskFault, NotFound, WrongPassword
from callback_desk.domain.ids import OperationId
from callback_desk.domain.people import Staff
from callback_desk.use_cases.desk import Desk, Work, check, declared, writing

ONE_TIME_LASTS = timedelta(hours=72)  # CJIS AC-2(2); ASVS 6.4.1


def change_password(desk: Desk, old: str, new: str) -> None:
    """One's own password; a one-time password becomes one's own with it.

    Raises DeskFault with every reason why `new` is not taken, WrongPassword or LockedOut for `old`.
    """
    check(desk, Act.CHANGE_OWN_PASSWORD)
    staff = desk.session.staff
    desk.keys.check_password(new, staff.name)
    if new == old:
        raise DeskFault("The new password is the old one. Choose other words.")
    try:
        desk.keys.change_password(staff.id, old, new)
    except WrongPassword:
        with writing(desk, Act.CHANGE_OWN_PASSWORD) as work:
            work.record(Event.PASSWORD_CHANGE, kind="staff", id=staff.id, outcome="denied")
        raise
    with writing(desk, Act.CHANGE_OWN_PASSWORD) as work:
        work.record(Event.PASSWORD_CHANGE, kind="staff", id=staff.id)


declared(change_password, Act.CHANGE_OWN_PASSWORD, writes=True)


def release_lockout(desk: Desk, op: OperationId, /, *, name: str) -> Done:
    """Let somebody try again after too many wrong passwords; another human does it (CJIS AC-7).

    Raises NotFound, NotAllowed for oneself.
    """
    role = check(desk, Act.RELEASE_LOCKOUT)
    staff = _known(desk, name)
    if _pressed_before(desk, op):
        return Done(Changes.NOTHING, staff.id)
    desk.keys.release_lockout(staff.id)
    return _noted(desk, op, Act.RELEASE_LOCKOUT, role, staff, Event.LOGIN_RELEASED)


declared(release_lockout, Act.RELEASE_LOCKOUT, writes=True)


def reset_password(desk: Desk, op: OperationId, /, *, name: str, one_time_password: str) -> Done:
    """A forgotten password: a temporary one for 72 hours, which must be changed at the first sign-in.

    A lock-out of that person ends with it. Raises NotFound, DeskFault for oneself or a password too weak.
    """
    role = check(desk, Act.RESET_PASSWORD)
    staff = _known(desk, name)
    if staff.id == desk.session.staff.id:
        raise DeskFault("Change your own password instead; nobody resets it for themselves.")
    if _pressed_before(desk, op):
        return Done(Changes.NOTHING, staff.id)
    desk.keys.check_password(one_time_password, staff.name)
    desk.keys.reset_password(staff.id, staff.name, staff.roles, one_time_password, desk.clock.now() + ONE_TIME_LASTS)
    return _noted(desk, op, Act.RESET_PASSWORD, role, staff, Event.PASSWORD_RESET)


declared(reset_password, Act.RESET_PASSWORD, writes=True)


def _known(desk: Desk, name: str) -> Staff:
    with desk.storage.read(desk.session) as uow:
        staff = uow.staff.by_name(" ".join(name.split()))
    if staff is None or staff.disabled_at is not None:
        raise NotFound("Nobody with this name can sign in here.")
    return staff


def _pressed_before(desk: Desk, op: OperationId) -> bool:
    """A second press must undo neither a password chosen nor a lock-out that came meanwhile."""
    with desk.storage.read(desk.session) as uow:
        return uow.operations.made(op) is not None


def _noted(desk: Desk, op: OperationId, act: Act, role: Role, staff: Staff, event: Event) -> Done:
    """The keys file changed first: a kill in between leaves a change that the person notices and no false line."""
    with desk.storage.write(desk.session) as uow:
        work = Work(uow, desk.clock.now(), desk, role)
        if uow.operations.made(op) is not None:
            return Done(Changes.NOTHING, staff.id)
        work.record(event, kind="staff", id=staff.id)
        uow.operations.record(op, act.value, staff.id, work.now)
        uow.commit()
    return Done(Changes.PEOPLE, staff.id)
