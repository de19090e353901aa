"""Whom sheets go to, and how: set once, changed by a supervisor, on record by id."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from callback_desk.domain.access import Act
from callback_desk.domain.audit import Event
from callback_desk.domain.changes import Changes, Done
from callback_desk.domain.errors import DeskFault
from callback_desk.domain.ids import RecipientId
from callback_desk.domain.people import DeliveryWay, Recipient, typed_name
from callback_desk.use_cases.desk import Desk, Work, asks, check, declared, does, writing
from callback_desk.use_cases.ports_world import Volume
from callback_desk.use_cases.stepup import step_up

LEAST_PASSWORD = 12  # letters of a password that seals a file: it can be tried without end (security.md C13)


@asks(Act.CHANGE_RECIPIENTS)
def everybody(work: Work) -> tuple[Recipient, ...]:
    """Every recipient, those who receive nothing any more too, by name."""
    return work.uow.recipients.all()


@does(Act.CHANGE_RECIPIENTS)
def change_recipient(
    work: Work, recipient: Recipient, password: str | None = None, *, read: Recipient | None = None
) -> Done:
    """Keep everything of a recipient as it is given; a password of None leaves the one that is kept, "" takes it away.

    `read` is what stood there when somebody began to type. Raises NotFound, and DeskFault for a name in use, a password
    too short, a folder that is copied elsewhere, or when somebody else has changed it since ("changed-meanwhile").
    """
    if read is not None:
        _refuse_changed(work.uow.recipients.get(recipient.id), read, recipient)
    refuse_recipient(work, recipient)
    refuse_password(password)
    other = work.uow.recipients.by_name(recipient.name)
    if other is not None and other.id != recipient.id:
        raise DeskFault("This recipient is here already.")
    work.uow.recipients.put(recipient)
    if password is not None:
        work.uow.recipients.put_password(recipient.id, password)
    work.record(Event.SETTINGS_CHANGE, kind="recipient", id=recipient.id, step="password" if password else "changed")
    return Done(Changes.PEOPLE, recipient.id)


def _refuse_changed(now: Recipient, read: Recipient, typed: Recipient) -> None:
    theirs, mine = _parts(now), _parts(typed)
    changed = {part: said for part, said in theirs.items() if said not in (_parts(read)[part], mine[part])}
    if changed:
        told = ", ".join(f"{part}: {said or 'nothing'}" for part, said in changed.items())
        raise DeskFault(
            f"Somebody else has changed {read.name} meanwhile ({told}). What you typed is not saved. Choose "
            f"{read.name} in the list again, and go on from there.",
            code="changed-meanwhile",
        )


def _parts(one: Recipient) -> Mapping[str, str]:
    """What is set of a recipient, in words."""
    return {
        "name": one.name,
        "unit": one.unit,
        "agency": one.agency,
        "purpose": one.purpose.value.replace("_", " "),
        "sent by": one.way.value,
        "folder": one.folder,
        "paper": one.paper.value if one.paper else "",
        "urgent slips": "yes" if one.duty else "no",
        "complaints": "yes" if one.complaints else "no",
        "receives sheets": "yes" if one.closed_at is None else "no",
    }


def refuse_password(password: str | None) -> None:
    """Raises DeskFault for one that is too short to seal a file with."""
    if password and len(password) < LEAST_PASSWORD:
        raise DeskFault(f"A password for sheets has at least {LEAST_PASSWORD} letters. Nothing was changed.")


def refuse_recipient(work: Work, recipient: Recipient) -> None:
    """Raises DeskFault for what no recipient may be."""
    if not typed_name(recipient.name):
        raise DeskFault("Type the name of the investigator or the unit.")
    if recipient.complaints and recipient.duty:
        raise DeskFault("The office for complaints receives no urgent slips. Take one of the two ticks away.")
    if recipient.way is DeliveryWay.FOLDER and recipient.folder:
        folder = Path(recipient.folder)
        if not folder.is_absolute():
            raise DeskFault("Choose the folder with its whole path.")
        if work.desk.press.volume(folder) in (Volume.CLOUD, Volume.NETWORK):
            raise DeskFault(
                f"The folder {folder.name} is copied to other computers or lies on a network drive. Choose a folder on "
                "this computer. Nothing was changed."
            )


@does(Act.CHANGE_RECIPIENTS)
def close_recipient(work: Work, recipient_id: RecipientId) -> Done:
    """Nobody sends there any more; what went there stays on record. Raises NotFound."""
    found = work.uow.recipients.get(recipient_id)
    if found.closed_at is None:
        work.uow.recipients.put(replace(found, closed_at=work.now, duty=False))
        work.uow.recipients.put_password(recipient_id, "")
        work.record(Event.SETTINGS_CHANGE, kind="recipient", id=recipient_id, step="closed")
    return Done(Changes.PEOPLE, recipient_id)


def sheet_password(desk: Desk, recipient_id: RecipientId, own_password: str = "") -> str:
    """The password kept for a recipient, to tell them by telephone; on record that it was looked at.

    Raises NotFound, WrongPassword, LockedOut, and DeskFault "step-up" while the own password is wanted.
    """
    role = check(desk, Act.SEND_PACKET)
    step_up(desk, role, Act.SEND_PACKET, own_password, "Nothing is shown.")
    with writing(desk, Act.SEND_PACKET) as work:
        work.uow.recipients.get(recipient_id)
        work.record(Event.RECORD_REVEAL, kind="recipient", id=recipient_id, step="password")
        return work.uow.recipients.password_of(recipient_id)


declared(sheet_password, Act.SEND_PACKET, writes=True)
