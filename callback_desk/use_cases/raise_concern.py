"""Danger, distress, complaint, praise, something wrong: written down at once, and ended by a person."""

from __future__ import annotations

from callback_desk.domain.access import Act
from callback_desk.domain.audit import Event
from callback_desk.domain.changes import Changes, Done
from callback_desk.domain.concerns import STOPS_CALLS, Concern, NewConcern
from callback_desk.domain.ids import CallbackId, CallId, ConcernId
from callback_desk.use_cases.complaints import refuse_the_line
from callback_desk.use_cases.desk import Work, asks, does


@does(Act.RAISE_CONCERN)
def raise_concern(work: Work, callback_id: CallbackId, call_id: CallId | None, said: NewConcern) -> Done:
    """Put a concern on record. After danger, distress or *something felt wrong* nobody rings this person until a
    supervisor has decided (research section 8: stop-the-queue rule); storage answers `safety_stop` from this row.
    """
    concern_id = work.uow.concerns.add(callback_id, call_id, work.by, work.now, said)
    work.record(
        Event.CONCERN_RAISE,
        kind="concern",
        id=concern_id,
        concern=said.kind.value,
        callback=callback_id,
        stops="yes" if said.kind in STOPS_CALLS else "no",
    )
    return Done(Changes.CONCERNS | Changes.QUEUE, concern_id)


@does(Act.RAISE_CONCERN)
def told_a_person(work: Work, concern_id: ConcernId, whom: str) -> Done:
    """*I have told a person*: whom, and now. Until then the call stays open (product promise 5)."""
    work.uow.concerns.told(concern_id, whom, work.now)
    work.record(Event.CONCERN_RAISE, kind="concern", id=concern_id, step="told")
    return Done(Changes.CONCERNS, concern_id)


@does(Act.RAISE_CONCERN)
def it_was_not(work: Work, concern_id: ConcernId) -> Done:
    """*It was not danger, go back*: written down too; the row stays."""
    work.uow.concerns.withdraw(concern_id, work.now)
    work.record(Event.CONCERN_RAISE, kind="concern", id=concern_id, step="withdrawn")
    return Done(Changes.CONCERNS | Changes.QUEUE, concern_id)


@does(Act.SETTLE_CONCERN)
def route_concern(work: Work, concern_id: ConcernId, to: str) -> Done:
    """A supervisor hands it to the person whose it is: Professional Standards, an officer's supervisor, an advocate.

    Raises DeskFault for a complaint that would go to the line it may be about.
    """
    refuse_the_line(work, work.uow.concerns.get(concern_id), to)
    work.uow.concerns.route(concern_id, to, work.now)
    work.record(Event.CONCERN_SETTLE, kind="concern", id=concern_id)
    return Done(Changes.CONCERNS | Changes.QUEUE, concern_id)


@asks(Act.BOARD)
def open_concerns(work: Work) -> tuple[Concern, ...]:
    """Everything raised and not yet routed, oldest first."""
    return work.uow.concerns.open()
