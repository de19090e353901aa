"""Urgent recalls: a supervisor puts somebody before others, with a reason that stands on the card."""

from __future__ import annotations

from typing import Final

from callback_desk.domain.access import Act
from callback_desk.domain.audit import Event
from callback_desk.domain.changes import Changes, Done
from callback_desk.domain.errors import DeskFault
from callback_desk.domain.ids import CallbackId
from callback_desk.domain.queue import CallbackState
from callback_desk.use_cases.desk import Work, does

CUT_OFF_WITH_NEWS: Final = "We were cut off while they were telling us something new."
_MOST_LETTERS: Final = 200
_MAY: Final = frozenset({CallbackState.WAITING, CallbackState.HELD, CallbackState.INTERRUPTED})


@does(Act.DECIDE_HOLD)
def call_first(work: Work, callback_id: CallbackId, reason: str) -> Done:
    """From now on this person goes before others, after firm times alone. Hours, limits and holds stay as they are.

    Raises DeskFault without a reason, or for somebody who is in a call or done.
    """
    said = " ".join(reason.split())
    if not said:
        raise DeskFault("Say in a few words why this person goes first. The caller reads it.")
    if len(said) > _MOST_LETTERS:
        raise DeskFault(f"A reason has at most {_MOST_LETTERS} characters. Shorten it. Nothing was changed.")
    entry = work.uow.queue.get(callback_id)
    if entry.state not in _MAY:
        raise DeskFault("Somebody is in a call with this person, or it is over. Nothing was changed.")
    work.uow.queue.put(entry.pressing(said))
    work.record(Event.QUEUE_DECIDE, kind="callback", id=callback_id, decided="urgent")
    return Done(Changes.QUEUE, callback_id)


@does(Act.DECIDE_HOLD)
def call_in_turn(work: Work, callback_id: CallbackId) -> Done:
    """Not before others any more. Raises DeskFault where nothing was urgent."""
    entry = work.uow.queue.get(callback_id)
    if not entry.urgent:
        raise DeskFault("This person does not go before others. Nothing was changed.")
    work.uow.queue.put(entry.pressing(""))
    work.record(Event.QUEUE_DECIDE, kind="callback", id=callback_id, decided="in_turn")
    return Done(Changes.QUEUE, callback_id)
