"""The people of a desk: who may sign in, in which roles."""

from __future__ import annotations

from dataclasses import replace

from callback_desk.domain.access import Act, Role
from callback_desk.domain.audit import Event
from callback_desk.domain.changes import Changes, Done
from callback_desk.domain.errors import DeskFault, NotFound
from callback_desk.domain.ids import OperationId, StaffId
from callback_desk.domain.people import Recipient, Staff, typed_name
from callback_desk.use_cases.desk import Desk, Work, asks, check, declared, does
from callback_desk.use_cases.leaving import lay_everything_down
from callback_desk.use_cases.recipients import refuse_password, refuse_recipient


def add_person(
    desk: Desk,
    op: OperationId,
    /,
    *,
    name: str,
    roles: frozenset[Role],
    password: str,
    extension: str = "",
) -> Done:
    """A named account with a password slot of its own.

    The row is written first and the slot second: a kill between the two leaves an account that cannot sign in and is
    mended by adding it again. Raises DeskFault for a name in use or a password that is too weak.
    """
    role = check(desk, Act.ADD_PERSON)
    name = typed_name(name)
    if not name:
        raise DeskFault("Type the person's name.")
    if not roles:
        raise DeskFault("Choose at least one role for this person.")
    desk.keys.check_password(password, name)
    with desk.storage.write(desk.session) as uow:
        work = Work(uow, desk.clock.now(), desk, role)
        made = uow.operations.made(op)
        if made is not None:
            return Done(Changes.NOTHING, made)
        before = uow.staff.by_name(name)
        if before is not None and (before.disabled_at is not None or desk.keys.has_slot(before.id)):
            raise DeskFault("Somebody here has this name already. Add a middle initial; names are never used twice.")
        staff_id = before.id if before else uow.staff.add(Staff(StaffId(0), name, roles, work.now, extension=extension))
        work.record(Event.USER_CREATE, kind="staff", id=staff_id, roles="-".join(sorted(one.value for one in roles)))
        uow.operations.record(op, Act.ADD_PERSON.value, staff_id, work.now)
        uow.commit()
    desk.keys.add_slot(staff_id, name, roles, password)
    return Done(Changes.PEOPLE, staff_id)


declared(add_person, Act.ADD_PERSON, writes=True)


def disable_person(desk: Desk, op: OperationId, /, *, name: str) -> Done:
    """A leaver: the slot goes and the account is closed; the row and every trace of it stay (CJIS PS-4)."""
    role = check(desk, Act.DISABLE_PERSON)
    with desk.storage.write(desk.session) as uow:
        work = Work(uow, desk.clock.now(), desk, role)
        made = uow.operations.made(op)
        if made is not None:
            desk.keys.remove_slot(StaffId(made))  # a kill may have come between the row and the slot
            return Done(Changes.NOTHING, made)
        staff = uow.staff.by_name(name)
        if staff is None:
            raise NotFound("Nobody here has this name.")
        if staff.id == desk.session.staff.id:
            raise DeskFault("You cannot close your own account. Another supervisor does it.")
        left = [
            one
            for one in uow.staff.all()
            if one.disabled_at is None and one.id != staff.id and Role.SUPERVISOR in one.roles
        ]
        if not left:
            raise DeskFault("This is the last supervisor. Add another one first.")
        if desk.keys.is_last_signer(staff.id):
            raise DeskFault("This is the last supervisor or administrator who can sign in. Add another one first.")
        uow.staff.put(_disabled(staff, work))
        lay_everything_down(work, staff.id)
        work.record(Event.USER_DISABLE, kind="staff", id=staff.id)
        uow.operations.record(op, Act.DISABLE_PERSON.value, staff.id, work.now)
        uow.commit()
    desk.keys.remove_slot(staff.id)
    return Done(Changes.PEOPLE, staff.id)


declared(disable_person, Act.DISABLE_PERSON, writes=True)


def _disabled(staff: Staff, work: Work) -> Staff:
    return replace(staff, disabled_at=work.now)


@asks(Act.LIST_PEOPLE)
def list_people(work: Work) -> tuple[Staff, ...]:
    """Everybody who has or had an account, by name."""
    return work.uow.staff.all()


@does(Act.CHANGE_RECIPIENTS)
def add_recipient(work: Work, recipient: Recipient, password: str | None = None) -> Done:
    """An investigator or a unit's in-tray that lead sheets go to."""
    refuse_recipient(work, recipient)
    if work.uow.recipients.by_name(recipient.name) is not None:
        raise DeskFault("This recipient is here already.")
    refuse_password(password)
    recipient_id = work.uow.recipients.add(recipient)
    if password:
        work.uow.recipients.put_password(recipient_id, password)
    work.record(Event.SETTINGS_CHANGE, kind="recipient", id=recipient_id)
    return Done(Changes.PEOPLE, recipient_id)


@asks(Act.LIST_PEOPLE)
def missing_dates(work: Work, staff_id: int) -> tuple[str, ...]:
    """What a supervisor still has to enter for a person (CJIS PS-3, AT-3); a warning, not a lock."""
    staff = work.uow.staff.get(StaffId(staff_id))
    found = []
    if staff.screened_on is None:
        found.append(f"{staff.name}: no date of the background screening is entered yet.")
    if staff.trained_on is None:
        found.append(f"{staff.name}: no date of the training is entered yet.")
    return tuple(found)
