"""New information that cannot wait: whom to telephone, and that a person was told (promise 5)."""

from __future__ import annotations

from collections.abc import Sequence

from callback_desk.domain.access import Act
from callback_desk.domain.audit import Event
from callback_desk.domain.call import CallResult
from callback_desk.domain.changes import Changes, Done
from callback_desk.domain.concerns import ConcernKind, NewConcern
from callback_desk.domain.errors import DeskFault
from callback_desk.domain.ids import CallId
from callback_desk.use_cases.danger_now import ToTell, people_to_tell
from callback_desk.use_cases.desk import Work, asks, does
from callback_desk.use_cases.save_call import own_call

_BY_TELEPHONE = "told by telephone"


@asks(Act.RAISE_CONCERN)
def whom_to_tell_today(work: Work) -> tuple[ToTell, ...]:
    """First and second choice for what is urgent and no danger: supervisors with an extension, the desk, the agency."""
    return people_to_tell(work, emergency=False)


@does(Act.RAISE_CONCERN)
def told_of_urgent(work: Work, call_id: CallId, whom: str, lines: Sequence[str]) -> Done:
    """*I have told a person*: who was told of which lines, and now. One row for each line; nothing waits after it.

    Raises StaleClaim.
    """
    call = own_call(work, call_id)
    made = 0
    for line in lines:
        said = NewConcern(ConcernKind.URGENT_TIP, line, told_whom=whom, told_at=work.now)
        made = work.uow.concerns.add(call.callback_id, call_id, work.by, work.now, said)
        work.uow.concerns.route(made, _BY_TELEPHONE, work.now)
        work.record(Event.CONCERN_RAISE, kind="concern", id=made, concern=said.kind.value, step="told")
    return Done(Changes.CONCERNS, made)


def urgent_told(work: Work, call_id: CallId) -> int:
    """Of how many lines of this call a person was told."""
    return sum(one.said.kind is ConcernKind.URGENT_TIP for one in work.uow.concerns.of_call(call_id))


def nobody_waits_for_urgent(work: Work, call_id: CallId, result: CallResult) -> None:
    """Raises DeskFault while a line that cannot wait was told to nobody."""
    if sum(tip.urgent for tip in result.tips) > urgent_told(work, call_id):
        raise DeskFault("Tell a person about what is urgent first. The call ends after that.", code="tell_urgent")
