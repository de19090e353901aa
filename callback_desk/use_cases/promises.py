"""What was promised in calls: the open ones, overdue first; kept, moved to a later day, or open again."""

from __future__ import annotations

from datetime import datetime

from callback_desk.domain.access import Act
from callback_desk.domain.audit import Event
from callback_desk.domain.changes import Changes, Done
from callback_desk.domain.errors import DeskFault
from callback_desk.domain.ids import PromiseId
from callback_desk.domain.promises import OpenPromise, PromiseCounts, Standing
from callback_desk.use_cases.days import end_of_day, start_of_day
from callback_desk.use_cases.desk import Work, asks, does

MOST = 200


@asks(Act.BOARD)
def open_promises(work: Work) -> tuple[OpenPromise, ...]:
    """At most `MOST`, what is due first before the others."""
    return work.uow.promises.open(limit=MOST)


def promise_counts(work: Work) -> PromiseCounts:
    """How many are open, late and due today."""
    return work.uow.promises.counts(day_start=start_of_day(work), day_end=end_of_day(work))


@does(Act.SETTLE_PROMISE)
def keep_promise(work: Work, promise_id: PromiseId) -> Done:
    """It was kept. Raises NotFound."""
    return _put(work, promise_id, Standing(kept=True), "kept")


@does(Act.SETTLE_PROMISE)
def move_promise(work: Work, promise_id: PromiseId, due_at: datetime) -> Done:
    """It is kept by another day; `due_at` (aware) is its end. Raises NotFound, DeskFault for a day gone by."""
    if due_at < start_of_day(work):
        raise DeskFault("That day has gone by. Choose today or a later day.", code="day")
    return _put(work, promise_id, Standing(moved_to=due_at), "moved")


@does(Act.SETTLE_PROMISE)
def put_promise_back(work: Work, promise_id: PromiseId, standing: Standing) -> Done:
    """As it stood before: the undo of the other two. Raises NotFound."""
    return _put(work, promise_id, standing, "put_back")


def _put(work: Work, promise_id: PromiseId, standing: Standing, step: str) -> Done:
    work.uow.promises.standing(promise_id)
    work.uow.promises.put(promise_id, standing, by=work.by, at=work.now)
    work.record(Event.RECORD_CHANGE, kind="promise", id=promise_id, step=step)
    return Done(Changes.CALL, promise_id)
