"""Roles and ways of delivery in the words of the screen."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from callback_desk.domain.access import Role
from callback_desk.domain.people import DeliveryWay, Recipient, Staff
from callback_desk.ui.components import ChipLook, Tone
from callback_desk.ui.desk.lines_model import Cell
from callback_desk.ui.when import clock, short_day

ROLES: dict[Role, tuple[str, str]] = {
    Role.VOLUNTEER: ("Volunteer", "calls people"),
    Role.SUPERVISOR: ("Supervisor", "decides, imports, signs off"),
    Role.ADMINISTRATOR: ("Administrator", "adds people, restores"),
    Role.AUDITOR: ("Auditor", "reads the audit trail"),
}
WAYS: dict[DeliveryWay, str] = {
    DeliveryWay.PRINT: "Printed",
    DeliveryWay.FOLDER: "Saved in a folder",
    DeliveryWay.PASSWORD: "A file with a password",
}
PEOPLE_HEADINGS = ("Name", "Roles", "Extension", "Last here", "Account")
RECIPIENT_HEADINGS = ("Name", "Unit", "How sheets go there", "Urgent slips")


def roles_words(staff: Staff) -> str:
    """ "Supervisor, administrator"."""
    words = ", ".join(ROLES[role][0].lower() for role in Role if role in staff.roles)
    return words[:1].upper() + words[1:]


def person_line(staff: Staff, now: datetime, zone: ZoneInfo) -> tuple[Cell, ...]:
    """One row of the table of people."""
    here = "Not yet"
    if staff.last_sign_in is not None:
        day = short_day(staff.last_sign_in.astimezone(zone).date(), now.astimezone(zone).date())
        here = f"{day}, {clock(staff.last_sign_in, zone)}"
    state = ChipLook("Open", "check", Tone.GOOD) if staff.disabled_at is None else ChipLook("Closed", "ban")
    return staff.name, roles_words(staff), staff.extension or "None", here, state


def recipient_line(recipient: Recipient) -> tuple[Cell, ...]:
    """One row of the table of recipients."""
    if recipient.closed_at is not None:
        return recipient.name, recipient.unit or "None", "Nothing any more", "No"
    if recipient.complaints:
        return recipient.name, recipient.unit or "None", "Complaints only", "No"
    return recipient.name, recipient.unit or "None", WAYS[recipient.way], "Yes" if recipient.duty else "No"
