"""They called back: found by the number or the case number the person gives, never by browsing."""

from __future__ import annotations

from callback_desk.domain.access import Act
from callback_desk.domain.audit import Event
from callback_desk.domain.call import CallCard
from callback_desk.domain.eligibility import Level
from callback_desk.domain.ids import CallbackId
from callback_desk.domain.phone import PhoneNumber, read_number
from callback_desk.use_cases.card import card_of
from callback_desk.use_cases.desk import Work, gives
from callback_desk.use_cases.judging import may_ring

NOBODY = "Nobody on the list has this number or case number. Take a message for the supervisor."


@gives(
    Act.RANG_BACK,
    again=lambda work, made: card_of(work, work.uow.queue.get(CallbackId(made))) if made else None,
    made=lambda card: card.callback_id if card else 0,
)
def rang_back(work: Work, given: str) -> CallCard | None:
    """Claim the one callback that this exact number or case number belongs to, and show its card.

    The same rules decide as for a call we make; calling hours do not, since the person chose the hour. None for
    every kind of miss alike (say NOBODY), so that nothing can be learned by trying; every look is on record.
    """
    found = whom_it_names(work, given)
    work.record(Event.RANG_BACK, kind="queue", found=len(found))
    if len(found) != 1:
        return None
    callback_id = next(iter(found))
    if may_ring(work, callback_id).verdict.level is not Level.CALLABLE:
        return None
    entry = work.uow.queue.claim(
        callback_id, work.desk.session.staff.id, work.now, work.now + work.desk.rules.limits.lease
    )
    return card_of(work, entry) if entry else None


def whom_it_names(work: Work, given: str) -> frozenset[CallbackId]:
    """The callbacks of exactly this case number, else of exactly this telephone number."""
    cases = work.uow.people.by_case_number(given.strip())
    if cases:
        return frozenset(cases)
    number = read_number(given, work.desk.info.region, work.desk.info.area_code)
    return frozenset(work.uow.people.by_number(number.e164)) if isinstance(number, PhoneNumber) else frozenset()
