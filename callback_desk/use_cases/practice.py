"""Practice: that somebody practiced is on record, with nothing of what was said; what was done is seen, not asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from callback_desk.call_script.state import DraftState
from callback_desk.domain.access import Act
from callback_desk.domain.audit import AuditEvent, Event
from callback_desk.domain.errors import DeskFault
from callback_desk.domain.ids import CallId
from callback_desk.domain.outcomes import Outcome
from callback_desk.domain.practice import Sight
from callback_desk.domain.records import ScriptRecord
from callback_desk.use_cases.desk import Desk, Work, asks, declared, writing

DATABASE_ID = "practice"  # of every throw-away desk; a real one has a random id

_ENDED: Mapping[Sight, frozenset[Outcome]] = {
    Sight.TALKED: frozenset({Outcome.TALKED_ALL, Outcome.TALKED_PART}),
    Sight.LATER: frozenset({Outcome.ANOTHER_TIME, Outcome.SOFT_REFUSAL, Outcome.NO_CALLS_WANTED}),
    Sight.STRANGER: frozenset(
        {Outcome.SOMEONE_ELSE, Outcome.WRONG_NUMBER, Outcome.NOT_THE_PERSON, Outcome.UNSAFE, Outcome.AWAY}
        | {Outcome.SOMETHING_WRONG}
    ),
    Sight.FELT_WRONG: frozenset({Outcome.SOMETHING_WRONG}),
    Sight.MACHINE: frozenset({Outcome.MACHINE_NO_MESSAGE, Outcome.MACHINE_MESSAGE}),
}
_EVENTS: Mapping[Event, Sight] = {
    Event.QUEUE_CLAIM: Sight.CARD,
    Event.CALL_START: Sight.STARTED,
    Event.UNLOCK: Sight.COVERED,
    Event.TIP_CREATE: Sight.PASSED_ON,
    Event.DIAL_TAKEN_BACK: Sight.TAKEN_BACK,
}


def practiced(desk: Desk) -> None:
    """One line in the trail of the real desk: who practiced, and when. No content, no figure."""
    with writing(desk, Act.PRACTICE) as work:
        work.record(Event.PRACTICE, kind="staff", id=desk.session.staff.id)


declared(practiced, Act.PRACTICE, writes=True)


@asks(Act.PRACTICE)
def published_scripts(work: Work) -> tuple[ScriptRecord, ...]:
    """The scripts that calls are made with today, one for each purpose: practice uses the same."""
    return tuple(work.uow.scripts.current(purpose) for purpose in work.uow.scripts.purposes())


@asks(Act.PRACTICE)
def what_was_done(work: Work) -> frozenset[Sight]:
    """What the records of a practice desk show of the calls made at it. Raises DeskFault at a real desk."""
    if work.desk.info.database_id != DATABASE_ID:
        raise DeskFault("This is not practice. What is done at this desk is not looked through.", code="not_practice")
    seen: set[Sight] = set()
    for line in work.uow.audit.rows(work.desk.session.station):
        seen |= _seen_in(line.event)
        if line.event.event is Event.CALL_START and _has_line(work, CallId(int(line.event.object_id))):
            seen.add(Sight.LINE)
    return frozenset(seen)


def _seen_in(event: AuditEvent) -> set[Sight]:
    look = _LOOKS.get(event.event)
    if look is not None:
        return look(event)
    sight = _EVENTS.get(event.event)
    return {sight} if sight is not None else set()


def _rang(event: AuditEvent) -> set[Sight]:
    return {Sight.RANG_BACK} if event.object_kind == "callback" else set()  # else nobody was found


def _revealed(event: AuditEvent) -> set[Sight]:
    gates = {"safe": Sight.SAFE_CHECK, "person": Sight.PERSON_CHECK}
    found = gates.get(str(event.fields.get("gate", "")))
    return {found} if found is not None else set()


def _ended(event: AuditEvent) -> set[Sight]:
    ended = event.fields.get("ended")
    return {sight for sight, outcomes in _ENDED.items() if ended in outcomes}


def _raised(event: AuditEvent) -> set[Sight]:
    if event.fields.get("step") == "told":
        return {Sight.TOLD}
    kinds = {"danger": Sight.DANGER, "complaint": Sight.COMPLAINT}
    found = kinds.get(str(event.fields.get("concern", "")))
    return {found} if found is not None else set()


_LOOKS: Mapping[Event, Callable[[AuditEvent], set[Sight]]] = {
    Event.RANG_BACK: _rang,
    Event.RECORD_REVEAL: _revealed,
    Event.CALL_END: _ended,
    Event.CONCERN_RAISE: _raised,
}


def _has_line(work: Work, call_id: CallId) -> bool:
    draft = work.uow.calls.draft(call_id)
    return draft is not None and bool(draft.state) and bool(DraftState.from_json(draft.state).lines)
