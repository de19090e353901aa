"""People pinned for the next shift, with one sentence each: on the board and on *My shift* until they are unpinned."""

from __future__ import annotations

from callback_desk.domain.access import Act
from callback_desk.domain.audit import Event
from callback_desk.domain.changes import Changes, Done
from callback_desk.domain.errors import DeskFault, NotFound
from callback_desk.domain.ids import CallbackId
from callback_desk.domain.notes import DeskNote, Pinned, pin_sentence
from callback_desk.domain.queue import CallbackState
from callback_desk.use_cases.desk import Work, asks, does

MOST_PINS = 12  # more is no hand-over any more, but a second list
_PIN = "pin:"
_STANDING = {
    CallbackState.CLAIMED: "in a call now",
    CallbackState.CALLING: "in a call now",
    CallbackState.INTERRUPTED: "the call was interrupted",
    CallbackState.HELD: "waits for a decision",
    CallbackState.EXCLUDED: "is not to be called",
    CallbackState.REVIEW: "was called since",
    CallbackState.DONE: "is done",
    CallbackState.WITHDRAWN: "is not on the list any more",
}


@does(Act.PIN)
def pin(work: Work, callback_id: CallbackId, sentence: str) -> Done:
    """Pin somebody, or change the sentence. Raises NotFound, DeskFault for no sentence, or too many pins."""
    said = pin_sentence(sentence)
    work.uow.queue.get(callback_id)
    others = [one for one in _pins(work) if _callback(one) != callback_id]
    if len(others) >= MOST_PINS:
        raise DeskFault(f"{MOST_PINS} people are pinned already. Unpin somebody first.", code="pin")
    return _put(work, callback_id, said, "pinned")


@does(Act.PIN)
def unpin(work: Work, callback_id: CallbackId) -> Done:
    """Off the board and off *My shift*."""
    return _put(work, callback_id, "", "unpinned")


@asks(Act.PIN)
def pin_of(work: Work, callback_id: CallbackId) -> str:
    """The sentence somebody is pinned with; "" when they are not."""
    return work.uow.desk.note(f"{_PIN}{callback_id}")


def pinned(work: Work) -> tuple[Pinned, ...]:
    """Everybody pinned, the oldest first; who went with an import that was taken back is left out."""
    found = []
    for note in _pins(work):
        callback_id = _callback(note)
        try:
            state = work.uow.queue.get(callback_id).state
            name = work.uow.people.person(work.uow.queue.victim_of(callback_id)).name.short
        except NotFound:
            continue
        found.append(Pinned(callback_id, name, note.text, note.by, note.at, _STANDING.get(state, "")))
    return tuple(sorted(found, key=lambda one: (one.at, one.callback_id)))


def _pins(work: Work) -> list[DeskNote]:
    return [note for note in work.uow.desk.notes(_PIN) if note.text]


def _callback(note: DeskNote) -> CallbackId:
    return CallbackId(int(note.name.removeprefix(_PIN)))


def _put(work: Work, callback_id: CallbackId, text: str, step: str) -> Done:
    work.uow.desk.put_note(f"{_PIN}{callback_id}", text, by=work.by, at=work.now)
    work.record(Event.RECORD_CHANGE, kind="pin", id=callback_id, step=step)
    return Done(Changes.QUEUE, callback_id)
