"""Skip: a card is laid aside with one tap that says why. Nobody is lost, and nobody comes first again at once."""

from __future__ import annotations

from callback_desk.domain.access import Act
from callback_desk.domain.audit import Event
from callback_desk.domain.changes import Changes, Done
from callback_desk.domain.ids import CallbackId
from callback_desk.domain.queue import CallbackState
from callback_desk.domain.skips import SkipReason, held_by
from callback_desk.use_cases.desk import Work, does
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
    before = [one for one in queue.skips_of(callback_id) if given is None or one.at > given.at]
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
