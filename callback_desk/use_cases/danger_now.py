"""Danger now: on record at once, with the case number and the people to telephone, until a person was told."""

from __future__ import annotations

from dataclasses import dataclass

from callback_desk.domain.access import Act, Role
from callback_desk.domain.audit import Event
from callback_desk.domain.changes import Changes, Done
from callback_desk.domain.concerns import Concern, ConcernKind, Heard, NewConcern
from callback_desk.domain.ids import CallId, ConcernId
from callback_desk.use_cases.case_facts import newest_case
from callback_desk.use_cases.desk import Work, asks, does, gives
from callback_desk.use_cases.save_call import own_call

_MOST_NAMED = 2
ALERTS = (ConcernKind.DANGER, ConcernKind.DISTRESS)  # the graver first


@dataclass(frozen=True, slots=True)
class ToTell:
    """Somebody to telephone now. `extension` "" means that none is entered at this desk."""

    name: str
    place: str
    extension: str


@dataclass(frozen=True, slots=True)
class DangerCard:
    """What an alert shows: the case number to tell ("" for distress), a first and a second choice of whom to tell."""

    concern_id: ConcernId
    case_number: str
    to_tell: tuple[ToTell, ...]


@asks(Act.RAISE_CONCERN)
def whom_to_tell(work: Work) -> tuple[ToTell, ...]:
    """First and second choice: supervisors with an extension, then the desk's own, then the emergency number."""
    return people_to_tell(work, emergency=True)


@gives(
    Act.RAISE_CONCERN,
    again=lambda work, made: _card(work, ConcernId(made)),
    made=lambda card: card.concern_id,
)
def danger_now(work: Work, call_id: CallId, kind: ConcernKind = ConcernKind.DANGER) -> DangerCard:
    """Put danger (or distress) on record the moment the key is pressed; nobody rings this person until it is decided.

    An alert of this call that nobody was told of yet is taken up again, not raised twice. The case number of a danger
    shows here without the checks, because a person may be harmed meanwhile; it is logged as every look is.
    Raises StaleClaim.
    """
    call = own_call(work, call_id)
    for concern in open_alerts(work, call_id):
        if concern.said.kind is kind:
            return _card(work, concern.id)
    concern_id = work.uow.concerns.add(call.callback_id, call_id, work.by, work.now, NewConcern(kind=kind))
    work.record(
        Event.CONCERN_RAISE,
        kind="concern",
        id=concern_id,
        concern=kind.value,
        callback=call.callback_id,
        stops="yes",
    )
    return _card(work, concern_id)


@does(Act.RAISE_CONCERN)
def told_of_danger(
    work: Work, call_id: CallId, concern_id: ConcernId, whom: str, heard: frozenset[Heard], text: str
) -> Done:
    """*I have told a person*: whom, and now, with what was heard.

    What was said is written once (research section 8). So what was ticked after the key was pressed makes a line of
    its own, and the first one points to it; one open line is left for the supervisor.
    """
    kind = work.uow.concerns.get(concern_id).said.kind
    for alert in open_alerts(work, call_id):  # who is told of the danger is told of the distress before it
        work.uow.concerns.told(alert.id, whom, work.now)
    work.record(Event.CONCERN_RAISE, kind="concern", id=concern_id, step="told")
    if heard or text.strip():
        call = own_call(work, call_id)
        said = NewConcern(kind, text.strip(), heard, told_whom=whom, told_at=work.now)
        whole = work.uow.concerns.add(call.callback_id, call_id, work.by, work.now, said)
        work.uow.concerns.route(concern_id, "written out in the line after it", work.now)
        work.record(Event.CONCERN_RAISE, kind="concern", id=whole, step="written_out")
    return Done(Changes.CONCERNS | Changes.QUEUE, concern_id)


def open_alerts(work: Work, call_id: CallId) -> tuple[Concern, ...]:
    """Danger and distress of this call of which nobody was told yet: the call does not end before that."""
    return tuple(
        concern
        for concern in work.uow.concerns.of_call(call_id)
        if concern.said.kind in ALERTS and not concern.said.withdrawn and concern.said.told_at is None
    )


def alert_told(work: Work, call_id: CallId) -> bool:
    """Whether a person was told of danger or distress in this call."""
    return any(
        concern.said.kind in ALERTS and concern.said.told_at is not None and not concern.said.withdrawn
        for concern in work.uow.concerns.of_call(call_id)
    )


def _card(work: Work, concern_id: ConcernId) -> DangerCard:
    concern = work.uow.concerns.get(concern_id)
    if concern.said.kind is not ConcernKind.DANGER:  # the supervisor finds the case by the person
        return DangerCard(concern_id, "", people_to_tell(work, emergency=False))
    callback_id = concern.callback_id
    case = newest_case(work, callback_id)
    work.record(Event.RECORD_REVEAL, kind="callback", id=callback_id, gate="danger")
    return DangerCard(concern_id, case.number, people_to_tell(work, emergency=True))


def people_to_tell(work: Work, *, emergency: bool) -> tuple[ToTell, ...]:
    """A first and a second choice: supervisors with an extension, the desk, then who is there at any hour."""
    info, me = work.desk.info, work.desk.session.staff.id
    found = [
        ToTell(one.name, "Supervisor", one.extension)
        for one in work.uow.staff.all()
        if Role.SUPERVISOR in one.roles and one.disabled_at is None and one.extension and one.id != me
    ]
    if info.desk_extension:
        found.append(ToTell("Front desk", "Always staffed", info.desk_extension))
    hotline = work.desk.rules.hotlines.first("danger", info.region) if emergency else None
    if hotline is not None:
        outside = f"{info.dial_prefix} {hotline.number}".strip()
        found.append(ToTell("Dispatch", "Any hour, from this desk phone", outside))
    elif info.callback_phone and not emergency:
        outside = f"{info.dial_prefix} {info.callback_phone}".strip()
        found.append(ToTell("The department's own number", "Ask for the supervisor on duty", outside))
    return tuple(found[:_MOST_NAMED])
