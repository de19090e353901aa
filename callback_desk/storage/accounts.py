"""Staff accounts and recipients of lead sheets."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import RowMapping, Table, insert, select, update
from sqlalchemy.exc import IntegrityError

from callback_desk.domain.access import Role
from callback_desk.domain.errors import DeskFault, NotFound
from callback_desk.domain.exports import Purpose
from callback_desk.domain.ids import RecipientId, StaffId
from callback_desk.domain.paper_size import PaperSize
from callback_desk.domain.people import DeliveryWay, Recipient, Staff
from callback_desk.storage.columns import account_key, from_enums, from_strings, strings, to_enums
from callback_desk.storage.tables_desk import recipients
from callback_desk.storage.tables_desk import staff as accounts
from callback_desk.storage.work import Work, new_id

_SPEAKERS = select(accounts.c.id, accounts.c.languages).where(
    accounts.c.languages != "", accounts.c.disabled_at.is_(None)
)
NAME_TAKEN = "This name is taken, or was once. Give another one: a name is never used again."


def staff_row(person: Staff) -> dict[str, object]:
    """The columns of an account, without its id."""
    return {
        "name": person.name,
        "name_key": account_key(person.name),
        "roles": from_enums(person.roles),
        "created_at": person.created_at,
        "disabled_at": person.disabled_at,
        "last_sign_in": person.last_sign_in,
        "screened_on": person.screened_on,
        "trained_on": person.trained_on,
        "extension": person.extension,
        "languages": from_strings(sorted(person.languages)),
    }


def to_staff(found: RowMapping) -> Staff:
    """An account out of its row."""
    return Staff(
        id=StaffId(found["id"]),
        name=found["name"],
        roles=to_enums(Role, found["roles"]),
        created_at=found["created_at"],
        disabled_at=found["disabled_at"],
        last_sign_in=found["last_sign_in"],
        screened_on=found["screened_on"],
        trained_on=found["trained_on"],
        extension=found["extension"],
        languages=frozenset(strings(found["languages"])),
    )


class SqlStaff:
    """Fits `StaffStore`."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def add(self, staff: Staff) -> StaffId:
        """The id of the new account; the one in `staff` is not used. Raises DeskFault when the name is taken."""
        return StaffId(_add(self._work, accounts, staff_row(staff)))

    def get(self, staff_id: StaffId) -> Staff:
        row = self._work.connection.execute(select(accounts).where(accounts.c.id == staff_id)).mappings()
        found = row.one_or_none()
        if found is None:
            raise NotFound("There is no such person at this desk.", code="no_staff")
        return to_staff(found)

    def by_name(self, name: str) -> Staff | None:
        asked = select(accounts).where(accounts.c.name_key == account_key(name))
        row = self._work.connection.execute(asked).mappings().one_or_none()
        return None if row is None else to_staff(row)

    def all(self) -> tuple[Staff, ...]:
        """By name; disabled accounts too."""
        rows = self._work.connection.execute(select(accounts).order_by(accounts.c.name_key)).mappings()
        return tuple(to_staff(row) for row in rows)

    def put(self, staff: Staff) -> None:
        changed = update(accounts).where(accounts.c.id == staff.id).values(**staff_row(staff))
        try:
            done = self._work.connection.execute(changed)
        except IntegrityError as error:
            raise DeskFault(NAME_TAKEN, code="name_taken") from error
        if done.rowcount != 1:
            raise NotFound("There is no such person at this desk.", code="no_staff")

    def signed_in(self, staff_id: StaffId, at: datetime) -> None:
        here = update(accounts).where(accounts.c.id == staff_id).values(last_sign_in=at, left_at=None)
        self._work.connection.execute(here)

    def signed_out(self, staff_id: StaffId, at: datetime) -> None:
        """Away from the desk, until they sign in again."""
        self._work.connection.execute(update(accounts).where(accounts.c.id == staff_id).values(left_at=at))

    def speakers(self) -> Mapping[StaffId, frozenset[str]]:
        """Languages besides English (ISO 639-1) of everybody in use who speaks one."""
        return {StaffId(row.id): frozenset(strings(row.languages)) for row in self._work.connection.execute(_SPEAKERS)}


def recipient_row(recipient: Recipient) -> dict[str, object]:
    """The columns of a recipient, without its id."""
    return {
        "name": recipient.name,
        "name_key": account_key(recipient.name),
        "unit": recipient.unit,
        "way": recipient.way.value,
        "duty": recipient.duty,
        "complaints": recipient.complaints,
        "agency": recipient.agency,
        "purpose": recipient.purpose.value,
        "folder": recipient.folder,
        "paper": recipient.paper.value if recipient.paper else "",
        "closed_at": recipient.closed_at,
    }


def to_recipient(row: RowMapping) -> Recipient:
    """A recipient out of its row."""
    return Recipient(
        id=RecipientId(row["id"]),
        name=row["name"],
        unit=row["unit"],
        way=DeliveryWay(row["way"]),
        duty=row["duty"],
        complaints=row["complaints"],
        agency=row["agency"],
        purpose=Purpose(row["purpose"]) if row["purpose"] else Purpose.INVESTIGATION,
        folder=row["folder"],
        paper=PaperSize(row["paper"]) if row["paper"] else None,
        sealed=bool(row["password"]),
        closed_at=row["closed_at"],
    )


class SqlRecipients:
    """Fits `RecipientStore`."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def all(self) -> tuple[Recipient, ...]:
        rows = self._work.connection.execute(select(recipients).order_by(recipients.c.name_key)).mappings()
        return tuple(to_recipient(row) for row in rows)

    def get(self, recipient_id: RecipientId) -> Recipient:
        row = self._work.connection.execute(select(recipients).where(recipients.c.id == recipient_id))
        found = row.mappings().one_or_none()
        if found is None:
            raise NotFound("There is no such recipient at this desk.", code="no_recipient")
        return to_recipient(found)

    def by_name(self, name: str) -> Recipient | None:
        asked = select(recipients).where(recipients.c.name_key == account_key(name))
        row = self._work.connection.execute(asked).mappings().one_or_none()
        return None if row is None else to_recipient(row)

    def add(self, recipient: Recipient) -> RecipientId:
        """The id of the new recipient; the one in `recipient` is not used."""
        return RecipientId(_add(self._work, recipients, recipient_row(recipient)))

    def put(self, recipient: Recipient) -> None:
        """Raises NotFound, or DeskFault when the name is taken."""
        self.get(recipient.id)
        changed = update(recipients).where(recipients.c.id == recipient.id).values(**recipient_row(recipient))
        try:
            self._work.connection.execute(changed)
        except IntegrityError as error:
            raise DeskFault(NAME_TAKEN, code="name_taken") from error

    def put_password(self, recipient_id: RecipientId, password: str) -> None:
        self.get(recipient_id)
        changed = update(recipients).where(recipients.c.id == recipient_id).values(password=password)
        self._work.connection.execute(changed)

    def password_of(self, recipient_id: RecipientId) -> str:
        asked = select(recipients.c.password).where(recipients.c.id == recipient_id)
        return self._work.connection.execute(asked).scalar() or ""


def _add(work: Work, table: Table, values: Mapping[str, object]) -> int:
    try:
        done = work.connection.execute(insert(table).values(**values))
    except IntegrityError as error:
        raise DeskFault(NAME_TAKEN, code="name_taken") from error
    return new_id(done)
