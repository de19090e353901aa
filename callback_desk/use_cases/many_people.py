"""Hold, OK to call, keep off, close or hand on many people of the call list: seen beforehand, taken back afterwards.

One act is one line of the audit trail when it begins, with the count, and one when it is taken back. In between stand
short transactions of a few people, each of whom is asked anew: who is being called by then is left alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from callback_desk.domain.access import Act, Role
from callback_desk.domain.audit import Event
from callback_desk.domain.changes import Changes, Done
from callback_desk.domain.errors import DeskFault, NotFound
from callback_desk.domain.ids import CallbackId, StaffId
from callback_desk.domain.many import (
    AT_ONCE,
    HELD_BY_HAND,
    KEPT_OFF,
    MOST_ASKED,
    MOST_PEOPLE,
    Left,
    ManyAct,
    ManyActId,
    ManyLine,
    ManyPreview,
    left_alone,
)
from callback_desk.domain.people import Staff
from callback_desk.domain.queue import Move
from callback_desk.domain.records import ReleaseRecord
from callback_desk.domain.schedule import Wait
from callback_desk.use_cases.decide_hold import give_ok
from callback_desk.use_cases.desk import Work, asks, does
from callback_desk.use_cases.judging import decide

_ON_RECORD = 50  # acts shown
_WHY = "Say in a sentence why. It is kept with your name."


@asks(Act.DECIDE_HOLD)
def preview(work: Work, act: ManyAct, ids: Sequence[int], owner: StaffId | None = None) -> ManyPreview:
    """What an act would do now. Raises DeskFault for more people than one act may have."""
    _few_enough(act, len(ids))
    standing = work.uow.lists.states(ids)
    will: list[CallbackId] = []
    left: Counter[Left] = Counter()
    for one in ids:
        why = Left.GONE
        if one in standing:
            state, whose, promised = standing[one]
            why_not = left_alone(act, state) or _not_theirs(act, owner, whose, promised=promised)
            if why_not is None and act is ManyAct.OK and not _may_open(work, CallbackId(one)):
                why_not = Left.RULE
            if why_not is None:
                will.append(CallbackId(one))
                continue
            why = why_not
        left[why] += 1
    return ManyPreview(act, tuple(will), tuple(left.most_common()))


@asks(Act.DECIDE_HOLD)
def volunteers(work: Work) -> tuple[Staff, ...]:
    """Who a promised call may be handed to, by name."""
    return tuple(sorted(_callers(work), key=lambda one: one.name.casefold()))


@does(Act.DECIDE_HOLD)
def begin(work: Work, act: ManyAct, reason: str, people: int, owner: StaffId | None = None) -> Done:
    """The act is on record, with its reason; `Done.id` names it for `do_some`. Nobody is touched yet."""
    said = " ".join(reason.split())
    if len(said.split()) < 2:
        raise DeskFault(_WHY)
    _few_enough(act, people)
    if not people:
        raise DeskFault("Nobody is left to do this to.")
    if act is ManyAct.ASSIGN and owner not in {one.id for one in _callers(work)}:
        raise DeskFault("Choose the volunteer who makes these calls.")
    act_id = work.uow.lists.start_act(act, said, work.by, work.now)
    work.record(Event.QUEUE_DECIDE, kind="many", id=act_id, decided=act.value, count=people)
    return Done(Changes.NOTHING, act_id)


@does(Act.DECIDE_HOLD)
def do_some(
    work: Work, act_id: ManyActId, ids: Sequence[CallbackId], days: int = 7, owner: StaffId | None = None
) -> Done:
    """The next few people of an act, in one short transaction; `Done.id` is how many of them it was done to."""
    line = work.uow.lists.act(act_id)
    if len(ids) > AT_ONCE:
        raise DeskFault(f"One step does {AT_ONCE} people at most.")
    standing = work.uow.lists.states(ids)
    done: list[CallbackId] = []
    for one in ids:
        if one not in standing:
            continue
        state, whose, promised = standing[one]
        if left_alone(line.act, state) or _not_theirs(line.act, owner, whose, promised=promised):
            continue
        if line.act is ManyAct.OK and not _may_open(work, one):
            continue
        work.uow.lists.remember(act_id, one)
        _do(work, line, one, days, owner)
        done.append(one)
    work.uow.lists.changed(act_id, done)
    return Done(Changes.QUEUE if done else Changes.NOTHING, len(done))


def _do(work: Work, line: ManyLine, one: CallbackId, days: int, owner: StaffId | None) -> None:
    queue = work.uow.queue
    if line.act is ManyAct.OK:
        give_ok(work, one, line.reason, days)
    elif line.act is ManyAct.HOLD:
        queue.put(queue.get(one).held(HELD_BY_HAND))
        queue.set_reason(one, reason=HELD_BY_HAND, rule="", rule_version="")
    elif line.act is ManyAct.KEEP_OFF:
        queue.put(queue.get(one).excluded(KEPT_OFF))
        queue.set_reason(one, reason=KEPT_OFF, rule="", rule_version="")
    elif line.act is ManyAct.CLOSE:
        queue.put(queue.get(one).finished(Move.CLOSE))
    elif line.act is ManyAct.FIRST:
        queue.put(queue.get(one).pressing(line.reason))
    else:
        assert owner is not None
        work.uow.lists.give_promise(one, owner)


@does(Act.DECIDE_HOLD)
def take_back(work: Work, act_id: ManyActId) -> Done:
    """A supervisor's reversal is on record; who is changed back follows with `put_some_back`."""
    line = work.uow.lists.act(act_id)
    work.uow.lists.end_taking_back(act_id, work.by, work.now)
    work.record(Event.QUEUE_DECIDE, kind="many", id=act_id, decided="taken-back", count=line.people - line.back)
    return Done(Changes.NOTHING, act_id)


@asks(Act.DECIDE_HOLD)
def to_put_back(work: Work, act_id: ManyActId, after: int) -> tuple[CallbackId, ...]:
    """The next few who are not as before yet, from behind `after`; none when all were looked at."""
    return work.uow.lists.people_of(act_id, after=after, limit=AT_ONCE)


@does(Act.DECIDE_HOLD)
def put_some_back(work: Work, act_id: ManyActId, ids: Sequence[CallbackId]) -> Done:
    """As they stood before the act; who was decided otherwise since is left alone. `Done.id`: how many."""
    line = work.uow.lists.act(act_id)
    back = 0
    for one in ids:
        if not work.uow.lists.put_back(act_id, one, work.now):
            continue
        back += 1
        if line.act is ManyAct.OK:  # the newest OK counts: one that is over already
            over = ReleaseRecord(f"Taken back: {line.reason}", work.by, work.now, work.now, frozenset())
            work.uow.people.put_release(one, over)
    return Done(Changes.QUEUE if back else Changes.NOTHING, back)


@asks(Act.DECIDE_HOLD)
def on_record(work: Work) -> tuple[ManyLine, ...]:
    """What was done to many, newest first."""
    return work.uow.lists.acts(limit=_ON_RECORD)


def _callers(work: Work) -> list[Staff]:
    return [one for one in work.uow.staff.all() if Role.VOLUNTEER in one.roles and one.disabled_at is None]


def _not_theirs(act: ManyAct, owner: StaffId | None, whose: StaffId | None, *, promised: bool) -> Left | None:
    if act is not ManyAct.ASSIGN:
        return None
    if not promised:
        return Left.NO_PROMISE
    return Left.THEIRS_ALREADY if owner is not None and whose == owner else None


def _may_open(work: Work, callback_id: CallbackId) -> bool:
    """Whether an OK opens the way: the same question `give_ok` asks."""
    try:
        found = decide(work, callback_id, hours_matter=False)
    except NotFound:
        return False
    spent = found.used_up and found.plan is not None and found.plan.wait is Wait.ATTEMPTS_USED
    return found.may_open and not spent


def _few_enough(act: ManyAct, people: int) -> None:
    most = MOST_ASKED if act is ManyAct.OK else MOST_PEOPLE
    if people > most:
        raise DeskFault(f"This can be done to {most:,} people at once. Narrow the list first.", code="too-many")
