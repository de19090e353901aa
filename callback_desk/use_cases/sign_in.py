"""From a locked desk to an open one and back: sign in, switch, lock, sign out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from callback_desk.domain.access import Act
from callback_desk.domain.audit import Event, time_text
from callback_desk.domain.errors import WrongPassword
from callback_desk.domain.ids import Clock, Ids, Random
from callback_desk.domain.people import Session
from callback_desk.use_cases.desk import Desk, RulesFor, declared, writing
from callback_desk.use_cases.leaving import lay_everything_down
from callback_desk.use_cases.ports_import import Intake
from callback_desk.use_cases.ports_scripts import ScriptChecker
from callback_desk.use_cases.ports_world import Backups, KeyDoor, Press, Unlocked
from callback_desk.use_cases.recover_calls import recover_calls
from callback_desk.use_cases.recover_packets import recover_packets
from callback_desk.use_cases.undo_import import finish_undos

# CJIS AC-8: restricted, monitored, unauthorised use prohibited, use is consent. An agency may set its own text.
USE_BANNER = (
    "This is a restricted police information system. Use is monitored, recorded and audited. "
    "Unauthorized use is prohibited and may be punished. Signing in means you agree."
)


@dataclass(frozen=True, slots=True)
class LockedDesk:
    """What the sign-in page holds: a door, and what an open desk will need."""

    door: KeyDoor
    rules_for: RulesFor
    press: Press
    backups: Backups
    intake: Intake
    scripts: ScriptChecker
    clock: Clock
    ids: Ids
    random: Random
    station: str
    os_user: str


def sign_in(locked: LockedDesk, name: str, password: str) -> Desk:
    """Name and password to an open desk.

    Wrong name and wrong password give the same words after the same work (ASVS 6.3.8). Failures since the last
    success are written to the trail now, when it can be opened, in one line with their count and times. Calls that
    were cut off are found here.
    Raises WrongPassword, LockedOut, KeysUnavailable, DatabaseRefused.
    """
    now = locked.clock.now()
    unlocked = locked.door.unlock(name, password, now)
    try:
        return _enter(locked, unlocked, now)
    except BaseException:
        unlocked.storage.close()
        unlocked.keys.drop()
        raise


def _enter(locked: LockedDesk, unlocked: Unlocked, now: datetime) -> Desk:
    """The open desk of an account that is still in use; what was cut off before is found again."""
    with unlocked.storage.read() as uow:
        staff = uow.staff.get(unlocked.staff_id)
        info = uow.desk.info()
        settings = uow.desk.settings()
    if staff.disabled_at is not None:
        raise WrongPassword("The name or the password is not right. Nothing was changed.")
    session = Session(
        token=locked.ids.token(),
        staff=staff,
        station=locked.station,
        os_user=locked.os_user,
        started_at=now,
        previous_sign_in=staff.last_sign_in,
        failed_since=unlocked.failed_tries,
    )
    desk = Desk(
        info=info,
        session=session,
        storage=unlocked.storage,
        rules=locked.rules_for(info, settings),
        keys=unlocked.keys,
        press=locked.press,
        backups=locked.backups,
        intake=locked.intake,
        scripts=locked.scripts,
        clock=locked.clock,
        ids=locked.ids,
        random=locked.random,
        rules_for=locked.rules_for,
    )
    with desk.storage.write(session) as uow:
        if unlocked.failed_tries:
            uow.audit.record(Event.LOGIN_FAIL, kind="staff", id=staff.id, outcome="denied", fields=_tries_of(unlocked))
        if unlocked.keys.older_database:
            uow.audit.record(Event.AUDIT_GAP, kind="audit", outcome="failed", reason="older.database")
        uow.audit.record(Event.BANNER_ACK, kind="staff", id=staff.id)
        uow.audit.record(Event.LOGIN_OK, kind="staff", id=staff.id)
        uow.staff.signed_in(staff.id, now)
        recover_calls(uow, desk)
        folders = recover_packets(uow, desk)
        uow.commit()
    for folder in folders:
        desk.press.tidy(folder)
    desk.intake.tidy(lambda: _drop_staged(desk) + finish_undos(desk))
    return desk


def _tries_of(unlocked: Unlocked) -> dict[str, str | int]:
    """How often and when: the locked desk could not write it down at the time."""
    fields: dict[str, str | int] = {"tries": unlocked.failed_tries}
    if unlocked.failed:
        fields |= {"first": time_text(min(unlocked.failed)), "last": time_text(max(unlocked.failed))}
    return fields


def _drop_staged(desk: Desk) -> int:
    with desk.storage.write(desk.session) as uow:
        dropped = uow.imports.drop_staged()
        uow.commit()
    return dropped


def lock(desk: Desk, *, by_itself: bool) -> None:
    """Ctrl+L, idle, sleep or the system's own lock. Everything typed is in the draft before this is called."""
    with writing(desk, Act.READ_OWN_SIGN_INS) as work:
        work.record(Event.LOCK, kind="staff", id=desk.session.staff.id, reason="idle" if by_itself else "wish")


declared(lock, Act.READ_OWN_SIGN_INS, writes=True)


def unlock(desk: Desk, password: str) -> None:
    """One field: the password of the person who locked. Raises WrongPassword and counts it."""
    try:
        desk.keys.confirm(desk.session.staff.id, password)
    except WrongPassword:
        with writing(desk, Act.READ_OWN_SIGN_INS) as work:
            work.record(Event.LOGIN_FAIL, kind="staff", id=desk.session.staff.id, outcome="denied", reason="unlock")
        raise
    with writing(desk, Act.READ_OWN_SIGN_INS) as work:
        work.record(Event.UNLOCK, kind="staff", id=desk.session.staff.id)


declared(unlock, Act.READ_OWN_SIGN_INS, writes=True)


def sign_out(desk: Desk, *, leaves: bool = False) -> None:
    """End of the shift: on record, then keys and file close.

    `leaves`: the person goes away from the desk, and what they had in hand goes back at once. Not for a terminal,
    which runs beside their window.
    """
    staff = desk.session.staff.id
    with writing(desk, Act.READ_OWN_SIGN_INS) as work:
        if leaves:
            lay_everything_down(work, staff)
            work.uow.staff.signed_out(staff, work.now)
        work.record(Event.LOGOUT, kind="staff", id=staff)
    desk.storage.close()
    desk.keys.drop()


declared(sign_out, Act.READ_OWN_SIGN_INS, writes=True)
