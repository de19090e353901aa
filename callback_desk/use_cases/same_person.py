"""A supervisor says whether two people of two reports are one; one person on several reports is one callback."""

from __future__ import annotations

from callback_desk.domain.access import Act
from callback_desk.domain.audit import Event
from callback_desk.domain.changes import Changes, Done
from callback_desk.domain.errors import DeskFault
from callback_desk.domain.ids import BatchId, CallbackId, LikenessId, VictimId
from callback_desk.domain.matching import RELATION_WORDS, words_of
from callback_desk.domain.queue import CallbackState, Move
from callback_desk.domain.views import MaybeSame, OtherPerson
from callback_desk.use_cases.desk import Work, does
from callback_desk.use_cases.judge_again import judge_again

_OTHERS_SHOWN = 6
_STANDING = {
    CallbackState.WAITING: "waits for a call",
    CallbackState.CLAIMED: "is in a call now",
    CallbackState.CALLING: "is in a call now",
    CallbackState.INTERRUPTED: "was cut off in a call",
    CallbackState.HELD: "waits for a decision",
    CallbackState.EXCLUDED: "is not to be called",
    CallbackState.REVIEW: "was called; the call is to be checked",
    CallbackState.DONE: "was called; that is done",
    CallbackState.WITHDRAWN: "is off the list",
}
_DONE = "was called; that is done"
_ANOTHER = "another"


@does(Act.DECIDE_HOLD)
def say_who(work: Work, likeness_id: LikenessId, *, same: bool) -> Done:
    """Same person: the reports go over, and there is one callback. Another person: the two stay two.

    Either way the rules are asked anew. Raises NotFound when somebody answered before, DeskFault while one of the
    two is in a call.
    """
    likenesses = work.uow.likenesses
    found = likenesses.get(likeness_id)
    own = likenesses.open_callback(found.victim_id)
    if own is None:
        raise DeskFault("This person is not on the list any more. Nothing was changed.")
    likenesses.answer(likeness_id, same=same, by=work.by, at=work.now)
    touched = own
    if same:
        touched = _join(work, found.victim_id, found.other_id, own)
    judge_again(work, touched)
    if same:
        work.record(Event.MERGE_LINK, kind="callback", id=touched)
    else:
        work.record(Event.QUEUE_DECIDE, kind="callback", id=touched, decided=_ANOTHER)
    return Done(Changes.QUEUE, touched)


def settle_by_birth_dates(work: Work, batch_id: BatchId) -> None:
    """After an import: a question whose two people are born on different days by what it says is answered.

    They are two people (decisions, Intake: Names), and the one who waited is judged again by `judge_the_rest`. The same
    birth date answers nothing by itself: it stands among the reasons, and a supervisor makes two people one.
    """
    waited = work.uow.likenesses.close_born_apart(batch_id, at=work.now)
    for callback_id in waited:
        work.record(Event.QUEUE_DECIDE, kind="callback", id=callback_id, decided=_ANOTHER, by="birth-dates")
    work.uow.queue.judge_later(waited)


def _join(work: Work, victim_id: VictimId, into: VictimId, own: CallbackId) -> CallbackId:
    queue, likenesses = work.uow.queue, work.uow.likenesses
    theirs = likenesses.open_callback(into)
    for callback_id in (own, *((theirs,) if theirs is not None else ())):
        if queue.get(callback_id).claimed_by is not None:
            raise DeskFault(
                "Somebody is in a call with this person. Say it when the call is over; nothing was changed."
            )
    likenesses.join(victim_id, into, own=own, theirs=theirs)
    if theirs is None:
        return own
    queue.put(queue.get(own).moved(Move.WITHDRAW, ready_at=None))
    queue.set_reason(own, reason="", rule="", rule_version="")
    return theirs


def maybe_same(work: Work, victim_id: VictimId) -> tuple[MaybeSame, ...]:
    """Who this person may be, likeliest first, for the one who decides."""
    people = work.uow.people
    return tuple(
        MaybeSame(
            one.id,
            people.person(one.other_id).name.display,
            tuple(case.number for case in people.cases(one.other_id)),
            words_of(one.why),
            _standing(work, one.other_id)[0],
        )
        for one in work.uow.likenesses.open_of(victim_id)
    )


def others_of(work: Work, victim_id: VictimId) -> tuple[OtherPerson, ...]:
    """Co-victims and household: whoever shares a report, a number, or surname and address with this person."""
    found = []
    for other_id, relation in work.uow.likenesses.relations(victim_id, limit=_OTHERS_SHOWN):
        standing, callback_id = _standing(work, other_id)
        name = work.uow.people.person(other_id).name.display
        found.append(OtherPerson(name, f"{RELATION_WORDS[relation]}; {standing}", callback_id))
    return tuple(found)


def _standing(work: Work, victim_id: VictimId) -> tuple[str, CallbackId | None]:
    callback_id = work.uow.likenesses.open_callback(victim_id)
    if callback_id is None:
        return _DONE, None
    return _STANDING[work.uow.queue.get(callback_id).state], callback_id
