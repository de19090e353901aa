"""How the volunteers are: what each carried, the break after a hard call, the talk afterwards, dates that run out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from callback_desk.domain.access import Act, Role
from callback_desk.domain.audit import Event
from callback_desk.domain.call import CallState
from callback_desk.domain.changes import Changes, Done
from callback_desk.domain.errors import DeskFault, NotFound
from callback_desk.domain.ids import CallId, StaffId
from callback_desk.domain.people import Staff
from callback_desk.domain.welfare import (
    MONTH,
    OFFER_FOR,
    Break,
    Debrief,
    HardCall,
    Lapsing,
    WelfareView,
    carried,
    gravest,
    lapsing,
)
from callback_desk.use_cases.desk import Work, asks, does

TALK_WITHIN = timedelta(days=90)  # an older hard call is not asked about any more
UNUSED_DAYS = 90  # of an account, then a supervisor is told (CJIS AC-2)
_BREAK = "break:"
_DEBRIEF = "debrief:"


@asks(Act.BOARD)
def welfare(work: Work) -> WelfareView:
    """Everything the page of volunteers shows."""
    people = work.uow.staff.all()
    tallies, since = work.uow.tallies, work.now - MONTH
    return WelfareView(
        carried(people, tallies.calls_since(since), gravest(tallies.hard_calls_since(since)), _breaks(work), work.now),
        debriefs(work),
        dates_running_out(work),
        UNUSED_DAYS,
    )


def debriefs(work: Work) -> tuple[Debrief, ...]:
    """Talks to hold, the oldest hard call first. The supervisor's own calls are another supervisor's to ask about."""
    held = {note.name for note in work.uow.desk.notes(_DEBRIEF) if note.text}
    names = {one.id: one.name for one in work.uow.staff.all()}
    return tuple(
        Debrief(one.call, names[one.staff], one.kind, one.raised_at)
        for one in gravest(work.uow.tallies.hard_calls_since(work.now - TALK_WITHIN))
        if f"{_DEBRIEF}{one.call}" not in held and one.staff != work.desk.session.staff.id
    )


def dates_running_out(work: Work) -> tuple[Lapsing, ...]:
    """Of everybody who may see a victim's data: volunteers and supervisors."""
    seeing = frozenset({Role.VOLUNTEER, Role.SUPERVISOR})
    today = work.now.astimezone(work.desk.zone).date()
    people = [one for one in work.uow.staff.all() if one.roles & seeing]
    return lapsing(people, today, unused_days=UNUSED_DAYS)


@does(Act.SETTLE_DEBRIEF)
def debrief_held(work: Work, call_id: CallId) -> Done:
    """They talked about it; what was said is written down nowhere. Raises NotFound."""
    _hard_call(work, call_id)
    return _note(work, f"{_DEBRIEF}{call_id}", "held", call_id)


@does(Act.SETTLE_DEBRIEF)
def debrief_not_held(work: Work, call_id: CallId) -> Done:
    """The undo of the other: it is asked for again."""
    return _note(work, f"{_DEBRIEF}{call_id}", "", call_id)


def break_offer(work: Work) -> CallId | None:
    """The hard call of this person after which a break is offered now; None when there is none, or it was answered."""
    mine = [
        one
        for one in gravest(work.uow.tallies.hard_calls_since(work.now - OFFER_FOR))
        if one.staff == work.desk.session.staff.id
    ]
    if not mine:
        return None
    last = mine[-1].call
    live = work.uow.calls.get(last).state in (CallState.OPEN, CallState.INTERRUPTED)
    answered = work.uow.desk.note(f"{_BREAK}{last}") in (Break.TAKEN, Break.NOT_NOW)
    return None if live or answered else last


@does(Act.TAKE_BREAK)
def answer_break(work: Work, call_id: CallId, answer: Break) -> Done:
    """It was shown, taken, or not now; of one's own hard call alone. Raises NotFound."""
    if _hard_call(work, call_id).staff != work.desk.session.staff.id:
        raise NotFound("This was somebody else's call.")
    if answer is Break.OFFERED and work.uow.desk.note(f"{_BREAK}{call_id}"):
        return Done(Changes.NOTHING, call_id)
    return _note(work, f"{_BREAK}{call_id}", answer.value, call_id)


def _hard_call(work: Work, call_id: CallId) -> HardCall:
    for one in gravest(work.uow.tallies.hard_calls_since(work.now - TALK_WITHIN)):
        if one.call == call_id:
            return one
    raise NotFound("This call is not one of the hard ones any more.")


def _breaks(work: Work) -> dict[CallId, Break]:
    return {
        CallId(int(note.name.removeprefix(_BREAK))): Break(note.text)
        for note in work.uow.desk.notes(_BREAK)
        if note.text
    }


def _note(work: Work, name: str, text: str, call_id: CallId) -> Done:
    work.uow.desk.put_note(name, text, by=work.by, at=work.now)
    work.record(Event.RECORD_CHANGE, kind=name.partition(":")[0], id=call_id, step=text or "put_back")
    return Done(Changes.CONCERNS, call_id)


@does(Act.ENTER_DATES)
def enter_dates(work: Work, staff_id: StaffId, screened_on: date | None, trained_on: date | None) -> Done:
    """The day of the background screening and of the last training. Raises NotFound, DeskFault for a day to come."""
    before = work.uow.staff.get(staff_id)
    work.uow.staff.put(dated(before, screened_on, trained_on, today=work.now.astimezone(work.desk.zone).date()))
    work.record(Event.RECORD_CHANGE, kind="staff_dates", id=staff_id)
    return Done(Changes.PEOPLE, staff_id)


def dated(staff: Staff, screened_on: date | None, trained_on: date | None, *, today: date) -> Staff:
    """Somebody with these dates. Raises DeskFault for a day to come."""
    if any(one is not None and one > today for one in (screened_on, trained_on)):
        raise DeskFault("That day has not come yet. Enter the day it was done.", code="day")
    return replace(staff, screened_on=screened_on, trained_on=trained_on)
