"""The people of a desk: who may sign in, and who receives lead sheets."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from callback_desk.domain.access import Role
from callback_desk.domain.errors import DeskFault
from callback_desk.domain.exports import Purpose
from callback_desk.domain.ids import RecipientId, StaffId
from callback_desk.domain.paper_size import PaperSize

MOST_NAME_LETTERS = 100  # of a person, a unit or an agency; a line on paper holds them
_JOINERS = "\u200c\u200d"  # invisible and needed: Persian and Indic names are spelled with them


def typed_name(text: str) -> str:
    """A name as typed, blanks single; "" stays "". Raises DeskFault for what cannot stand on a screen or a page."""
    name = " ".join(text.split())
    if len(name) > MOST_NAME_LETTERS:
        raise DeskFault(f"A name has at most {MOST_NAME_LETTERS} characters. Shorten it. Nothing was changed.")
    if not all(letter.isprintable() or letter in _JOINERS for letter in name):
        raise DeskFault("There is a character in this name that cannot be shown. Type it by hand. Nothing was changed.")
    return name


@dataclass(frozen=True, slots=True)
class Staff:
    """A named account. Names are unique by NFC casefold and never reused (CJIS IA-4)."""

    id: StaffId
    name: str
    roles: frozenset[Role]
    created_at: datetime
    disabled_at: datetime | None = None
    last_sign_in: datetime | None = None
    screened_on: date | None = None  # CJIS PS-3; a missing date warns
    trained_on: date | None = None  # CJIS AT-3
    extension: str = ""  # telephone extension, for "telephone first" in Danger now
    languages: frozenset[str] = frozenset()  # spoken besides English, ISO 639-1


@dataclass(frozen=True, slots=True)
class Session:
    """One person signed in at one station. `token` is unguessable and stands in every audit event."""

    token: str
    staff: Staff
    station: str
    os_user: str
    started_at: datetime
    previous_sign_in: datetime | None = None
    failed_since: int = 0

    @property
    def name(self) -> str:
        return self.staff.name


class DeliveryWay(StrEnum):
    PRINT = "print"
    FOLDER = "folder"
    PASSWORD = "password"  # noqa: S105 - a way of delivery, not a secret


@dataclass(frozen=True, slots=True)
class Recipient:
    """An investigator or a unit's in-tray; the way a sheet goes there is set once."""

    id: RecipientId
    name: str
    unit: str = ""
    way: DeliveryWay = DeliveryWay.PRINT
    duty: bool = False  # receives urgent slips
    complaints: bool = False  # Professional Standards, or whoever looks after complaints: never a lead sheet
    agency: str = ""  # whose they are; "" is our own
    purpose: Purpose = Purpose.INVESTIGATION
    folder: str = ""  # where sheets are saved; "" asks each time
    paper: PaperSize | None = None  # None: what is usual where the desk is
    sealed: bool = False  # a password is kept for them; it is shown on purpose only
    closed_at: datetime | None = None  # UTC; nobody sends there any more, and what went there stays on record


def news_recipients(recipients: Iterable[Recipient]) -> tuple[Recipient, ...]:
    """Where what is new goes: never to the office that looks after complaints."""
    return tuple(one for one in recipients if not one.complaints and one.closed_at is None)


def recipient_for(investigators: Collection[str], recipients: Iterable[Recipient]) -> Recipient | None:
    """The investigator of the case if one of `news_recipients`, else the tray on duty; None where neither is."""
    named = {name.casefold() for name in investigators if name}
    receiving = news_recipients(recipients)
    entered = (one for one in receiving if one.name.casefold() in named)
    return next(entered, None) or next((one for one in receiving if one.duty), None)


@dataclass(frozen=True, slots=True)
class DeskInfo:
    """One database and its people. `timezone` is an IANA name, `region` ISO 3166-1 alpha-2."""

    database_id: str
    agency: str
    region: str
    timezone: str
    area_code: str = ""
    callback_phone: str = ""  # the published number a victim can ring back to check the caller
    desk_extension: str = ""
    dial_prefix: str = "9"  # what the desk telephone needs for an outside line
    created_at: datetime | None = None
    synthetic: bool = False  # a demo or test desk: fictional people only
