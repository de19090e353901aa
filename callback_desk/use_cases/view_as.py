"""View as volunteer: My shift and the next card as somebody else would see them. Nobody is claimed; it is on record."""

from __future__ import annotations

from dataclasses import dataclass, replace

from callback_desk.domain.access import Act, Role
from callback_desk.domain.audit import Event
from callback_desk.domain.call import CallCard
from callback_desk.domain.errors import NotFound
from callback_desk.domain.ids import StaffId
from callback_desk.domain.people import Staff
from callback_desk.domain.views import ShiftView
from callback_desk.use_cases.desk import Desk, Work, asks, check, declared, writing
from callback_desk.use_cases.next_call import card_to_come
from callback_desk.use_cases.shift import shift_view


@dataclass(frozen=True, slots=True)
class SeenAs:
    """What this volunteer's window would show now; `card` None: nobody can be called."""

    staff: Staff
    shift: ShiftView
    card: CallCard | None


@asks(Act.VIEW_AS)
def who_calls(work: Work) -> tuple[Staff, ...]:
    """Whose window can be looked at: volunteers with an account, by name."""
    people = (one for one in work.uow.staff.all() if one.disabled_at is None and Role.VOLUNTEER in one.roles)
    return tuple(sorted(people, key=lambda one: one.name.casefold()))


def view_as(desk: Desk, staff_id: StaffId) -> SeenAs:
    """Look through a volunteer's eyes. Raises NotFound for somebody who does not call.

    The card is handed out exactly as *Next call* does, in a transaction that is then left without being kept: no
    claim, no new hour, nothing on the card that a volunteer would not see before *Start call*.
    """
    check(desk, Act.VIEW_AS)
    with desk.storage.write(desk.session) as uow:
        staff = uow.staff.get(staff_id)
        if staff.disabled_at is not None or Role.VOLUNTEER not in staff.roles:
            raise NotFound("This person does not make calls here.")
        session = replace(desk.session, staff=staff, previous_sign_in=staff.last_sign_in, failed_since=0)
        theirs = Work(uow, desk.clock.now(), replace(desk, session=session), Role.VOLUNTEER)
        seen = SeenAs(staff, shift_view(theirs), card_to_come(theirs))
    with writing(desk, Act.VIEW_AS) as work:
        shown = seen.card.callback_id if seen.card is not None else 0
        work.record(Event.RECORD_VIEW, kind="view_as", id=staff_id, callback=shown)
    return seen


declared(view_as, Act.VIEW_AS, writes=True)
