"""Who signs: a password once more, and a second person where one is needed (product.md, section 5).

Where no second person comes the act is filed in every supervisor's sight, and free 24 hours later.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from callback_desk.domain.access import Role, is_signer
from callback_desk.domain.audit import Event
from callback_desk.domain.errors import DeskBug, DeskFault, LockedOut, WrongPassword
from callback_desk.domain.people import Staff
from callback_desk.domain.signing import SecondAsked
from callback_desk.use_cases.desk import Desk, Work

_WAITS = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Signing:
    """One act that is signed for. `nothing` is said at the end of a refusal: "Nothing was saved."

    `wish` names the note a missing second person is filed under; `kind` and `id` are the object in the trail.
    """

    desk: Desk
    role: Role
    nothing: str
    wish: str = ""
    kind: str = ""
    id: int | str = ""
    fields: Mapping[str, str | int] = field(default_factory=dict)  # beside the wish in the trail

    def second_person(self, name: str) -> Staff:
        """A supervisor or administrator by name, and not oneself. Raises DeskFault."""
        with self.desk.storage.read(self.desk.session) as uow:
            second = uow.staff.by_name(" ".join(name.split()))
        if second is not None and second.id == self.desk.session.staff.id:
            raise DeskFault(f"The second person is somebody else than you. {self.nothing}", code="second-is-first")
        if second is None or second.disabled_at is not None or not is_signer(second.roles):
            raise DeskFault(
                f"The second person is a supervisor or an administrator of this desk, by the name they sign in with. "
                f"{self.nothing}",
                code="second-unknown",
            )
        return second

    def confirm(self, staff: Staff, password: str, good: Event, bad: Event) -> None:
        """Is this their password? Every try is on record. Raises WrongPassword, LockedOut."""
        first = staff.id == self.desk.session.staff.id
        try:
            self.desk.keys.confirm(staff.id, password)
        except (WrongPassword, LockedOut) as refused:
            self._say(bad, staff, outcome="denied")
            if isinstance(refused, LockedOut) or refused.code:  # it says by itself what is the matter
                raise
            whose = "Your password" if first else f"The password of {staff.name}"
            raise WrongPassword(
                f"{whose} is not right. {self.nothing}", code="first-password" if first else "second-password"
            ) from refused
        self._say(good, staff, outcome="ok")

    def may_alone(self, why: str) -> bool:
        """Without a second person the act is filed, and free a day later. Raises DeskFault until then.

        `why` is the first sentence of the refusal.
        """
        with self.desk.storage.write(self.desk.session) as uow:
            work = Work(uow, self.desk.clock.now(), self.desk, self.role)
            asked = second_asked(work, self.wish)
            if asked is not None and work.now >= asked.free_at:
                return True
            if asked is None:
                uow.desk.put_note(self.wish, f"{work.now.isoformat()}\n{work.by}", by=work.by, at=work.now)
                uow.audit.record(Event.SECOND_ASKED, kind=self.kind, id=self.id, fields=self.fields, role=self.role)
                asked = second_asked(work, self.wish)
                uow.commit()
        if asked is None:
            raise DeskBug("what was asked for is not on the desk")
        free = asked.free_at.astimezone(self.desk.zone)
        raise DeskFault(f"{why} {free:%B} {free.day}, {free:%H:%M}, on. {self.nothing}", code="second-needed")

    def _say(self, event: Event, staff: Staff, *, outcome: str) -> None:
        with self.desk.storage.write(self.desk.session) as uow:
            work = Work(uow, self.desk.clock.now(), self.desk, self.role)
            work.record(event, kind="staff", id=staff.id, outcome=outcome)
            uow.commit()


def second_asked(work: Work, wish: str) -> SecondAsked | None:
    """Who asked for a second person under this note, and from when it goes without one."""
    text = work.uow.desk.note(wish)
    if not text:
        return None
    at, _, by = text.partition("\n")
    asked_at = datetime.fromisoformat(at)
    return SecondAsked(by, asked_at, asked_at + _wait(work))


def _wait(work: Work) -> timedelta:
    keeping = work.uow.desk.settings().get("keeping")
    hours = keeping.get("second_person_wait_h") if isinstance(keeping, dict) else None
    return timedelta(hours=hours) if isinstance(hours, int) else _WAITS
