"""Skip: a card is laid aside with one tap that says why. Nobody is lost, and nobody comes first again at once."""

from __future__ import annotations

from callback_desk.domain.access import Act
from callback_desk.domain.audit import Event
from callback_desk.domain.call import CallCard
from callback_desk.domain.changes import Changes, Done
from callback_desk.domain.errors import DeskFault
from callback_desk.domain.ids import CallbackId
from callback_desk.domain.queue import CallbackState, Move
from callback_desk.domain.skips import OFTEN, TAKEN_BACK_WITHIN, UNCLEAR, SkipReason, held_by, standing
from callback_desk.use_cases.card import card_of
from callback_desk.use_cases.desk import Work, does, gives
from callback_desk.use_cases.judging import decide
from callback_desk.use_cases.next_call import lay_down


@does(Act.RELEASE_CLAIM)
def skip(work: Work, callback_id: CallbackId, fence: int, reason: SkipReason) -> Done:
    """Lay the card aside. The person goes behind the others for this volunteer until the day is over; colleagues may
    take them at once, in the place they had. A promised time stays promised.

    What is unclear waits for a supervisor, and so does somebody laid aside again and again since a supervisor last
    said OK. Raises StaleClaim.
    """
    queue, staff = work.uow.queue, work.desk.session.staff
    entry = queue.get(callback_id).owned(staff.id, fence, work.now)
    given = work.uow.people.release(callback_id)
    before = [one for one in standing(queue.skips_of(callback_id)) if given is None or one.at > given.at]
    laid = lay_down(work, entry, fence)
    queue.skip(callback_id, staff.id, work.now, reason)
    if reason is SkipReason.KNOWS:
        queue.pass_over(callback_id, staff.id)
    held = held_by(reason, before)
    if held and laid.state is CallbackState.WAITING:
        queue.put(laid.held(held))
    work.record(
        Event.QUEUE_RELEASE,
        kind="callback",
        id=callback_id,
        reason=reason.value,
        promised="yes" if entry.promised_at is not None else "no",
        asked="yes" if held else "no",
    )
    return Done(Changes.QUEUE, callback_id)


@gives(
    Act.CLAIM_NEXT,
    again=lambda work, made: card_of(work, work.uow.queue.get(CallbackId(made))),
    made=lambda card: card.callback_id,
)
def take_up_again(work: Work, callback_id: CallbackId) -> CallCard:
    """The undo of one's own last skip: the same card, as if nothing had been pressed. Both stay on record.

    Raises DeskFault once a colleague or a supervisor has gone on with the person, or the moment for the call is over.
    """
    queue, staff = work.uow.queue, work.desk.session.staff
    if queue.in_hand_of(staff.id):
        raise DeskFault("You have somebody else's card open. Give it back first.")
    last = next(reversed(standing(queue.skips_of(callback_id))), None)
    if last is None or last.by != staff.name or last.at < work.now - TAKEN_BACK_WITHIN:
        raise DeskFault("This cannot be taken back any more. The person is on the list, and nobody is lost.")
    entry = queue.get(callback_id)
    if entry.state is CallbackState.HELD and entry.reason in (UNCLEAR, OFTEN):
        queue.put(entry.reopened(Move.RELEASE, entry.ready_at or work.now))
    queue.skip(callback_id, staff.id, work.now, SkipReason.TAKEN_BACK)
    if last.reason is SkipReason.KNOWS:
        queue.offer_again(callback_id, staff.id)
    claimed = queue.claim(callback_id, staff.id, work.now, work.now + work.desk.rules.limits.lease)
    if claimed is None:
        raise DeskFault("Somebody has gone on with this person meanwhile.")
    decision = decide(work, callback_id, entry=claimed)
    if not decision.now or not decision.numbers:
        raise DeskFault("This person cannot be called at this moment any more.")
    work.record(Event.QUEUE_CLAIM, kind="callback", id=callback_id, fence=claimed.fence, after="skip")
    return card_of(work, claimed, decision)
