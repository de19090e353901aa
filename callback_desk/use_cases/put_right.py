"""Put this right: a supervisor takes back what was decided or pressed by mistake, long after its ten seconds.

Nothing is wiped out: a decision is followed by another one, a wish is marked as ended, an ending gets the right one
behind it. What follows for the person is asked of the same rules, and of the table of moves.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from callback_desk.domain.access import Act
from callback_desk.domain.audit import Event
from callback_desk.domain.changes import Changes, Done
from callback_desk.domain.errors import DeskFault
from callback_desk.domain.ids import CallbackId
from callback_desk.domain.next_move import NextMove, Situation, after
from callback_desk.domain.outcomes import Follow, Outcome, OutcomeRule
from callback_desk.domain.put_right import LastTry, fix_note
from callback_desk.domain.queue import CallbackState, Entry, Move
from callback_desk.domain.records import ReleaseRecord
from callback_desk.use_cases.desk import Work, asks, does
from callback_desk.use_cases.judge_again import judge_again
from callback_desk.use_cases.judging import decide, history_of
from callback_desk.use_cases.next_call import put_aside

_REASON_WORDS = 3
_S = CallbackState
_KEPT_OFF = "kept_off"
_AT_REST = frozenset({_S.WAITING, _S.HELD, _S.EXCLUDED, _S.DONE})
_NOT_BY_HAND = frozenset({Follow.REVIEW, Follow.INTERRUPTED, Follow.NOT_DIALED, Follow.APPOINTMENT})
_ALERTS = frozenset({Outcome.DANGER, Outcome.SOMETHING_WRONG})
_WISH_ENDS = "The wish and those about their numbers end, with your reason."
_CHANGED = Changes.QUEUE | Changes.CALL | Changes.REVIEW | Changes.CONCERNS


class Wrong(StrEnum):
    """What can be put right about one person."""

    KEPT_OFF = "kept_off"
    OK_TO_CALL = "ok_to_call"
    NO_CALLS = "no_calls"
    ENDING = "ending"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Fix:
    """One thing that can be put right now. `words` says what was wrong, `then` what follows."""

    what: Wrong
    words: str
    then: str


@dataclass(frozen=True, slots=True)
class Fixes:
    """All of one person. `endings` are what a last try may have been instead: (outcome, words)."""

    fixes: tuple[Fix, ...]
    endings: tuple[tuple[str, str], ...] = ()


_ASKED_AGAIN = "The rules are asked again. Who may be called then waits on the list."


@asks(Act.DECIDE_HOLD)
def fixes_of(work: Work, callback_id: CallbackId) -> Fixes:
    """What can be put right about this person now. Raises NotFound."""
    return _fixes(work, callback_id)


@does(Act.DECIDE_HOLD)
def put_right(work: Work, callback_id: CallbackId, what: Wrong, reason: str, ending: str = "") -> Done:
    """Put one thing right, for this reason; `ending` is the outcome a last try had. Who it was and why stays on record.

    Raises DeskFault when it cannot be put right any more, or without a reason.
    """
    reason = " ".join(reason.split())
    if len(reason.split()) < _REASON_WORDS:
        raise DeskFault("Say in one sentence why. It is kept with your name.")
    may = {fix.what: fix for fix in _fixes(work, callback_id).fixes}
    if what not in may:
        raise DeskFault("This cannot be put right any more: something else has happened meanwhile.")
    if what is Wrong.ENDING:
        _right_ending(work, callback_id, ending, reason)
    elif what is Wrong.NO_CALLS:
        _end_wish(work, callback_id, reason)
    elif what is Wrong.OK_TO_CALL:
        ended = ReleaseRecord(f"Taken back: {reason}", work.by, work.now, work.now, frozenset())
        work.uow.people.put_release(callback_id, ended)
        judge_again(work, callback_id)
    else:
        _back_on_the_list(work, work.uow.queue.get(callback_id))
    work.uow.desk.put_note(
        fix_note(callback_id, len(work.uow.desk.notes(fix_note(callback_id)))),
        f"{may[what].words}: {reason}",
        by=work.by,
        at=work.now,
    )
    work.record(Event.QUEUE_DECIDE, kind="callback", id=callback_id, decided="put-right", what=what.value)
    return Done(_CHANGED, callback_id)


def _fixes(work: Work, callback_id: CallbackId) -> Fixes:
    entry = work.uow.queue.get(callback_id)
    found: list[Fix] = []
    if entry.state is _S.EXCLUDED and entry.reason == _KEPT_OFF:
        found.append(Fix(Wrong.KEPT_OFF, "Kept off the list", _ASKED_AGAIN))
    given = work.uow.people.release(callback_id)
    if given is not None and given.until > work.now and entry.state in (_S.WAITING, _S.HELD):
        found.append(Fix(Wrong.OK_TO_CALL, "The OK to call", "What the OK lifted holds again."))
    if entry.state in _AT_REST and work.uow.people.do_not_contact(work.uow.queue.victim_of(callback_id)):
        found.append(Fix(Wrong.NO_CALLS, "The wish not to be called", _WISH_ENDS))
    last = work.uow.calls.last_try(callback_id)
    endings: tuple[tuple[str, str], ...] = ()
    if last is not None and entry.state in _AT_REST and _may_be_wrong(work, last):
        found.append(Fix(Wrong.ENDING, "How the last try ended", "The right ending decides what follows."))
        rows = work.desk.rules.outcomes.rows
        endings = tuple(
            (one.value, row.screen) for one, row in rows.items() if _may_be(row) and one.value != last.outcome
        )
    if entry.state is _S.DONE:
        found.append(Fix(Wrong.CLOSED, "That it is closed", _ASKED_AGAIN))
    return Fixes(tuple(found), endings)


def _may_be(row: OutcomeRule) -> bool:
    """An ending that needs no answers, no agreed time and no alert beside it."""
    return row.follow not in _NOT_BY_HAND and row.outcome not in _ALERTS


def _may_be_wrong(work: Work, last: LastTry) -> bool:
    return bool(last.outcome) and _may_be(work.desk.rules.outcomes.rule(last.outcome))


def _back_on_the_list(work: Work, entry: Entry) -> None:
    """Among the waiting, if the rules say so; else where the rules put them."""
    move = Move.REOPEN if entry.state is _S.DONE else Move.RELEASE
    _settle(work, entry.reopened(move, work.now))


def _settle(work: Work, waiting: Entry) -> None:
    work.uow.queue.put(waiting)
    decision = decide(work, waiting.id)
    if not decision.now:
        put_aside(work, waiting, decision)


def _end_wish(work: Work, callback_id: CallbackId, reason: str) -> None:
    """The wish and those of the person's numbers end; whoever shares a number is judged again, too."""
    people, victim_id = work.uow.people, work.uow.queue.victim_of(callback_id)
    people.clear_do_not_contact(victim_id, reason=reason, by=work.by, at=work.now)
    work.record(Event.DO_NOT_CONTACT_CLEAR, kind="callback", id=callback_id)
    entry = work.uow.queue.get(callback_id)
    if entry.state is _S.EXCLUDED:
        _back_on_the_list(work, entry)
    sharing = {one for phone in people.phones(victim_id) if phone.e164 for one in people.by_number(phone.e164)}
    for one in sorted(sharing - {callback_id}):
        judge_again(work, one)


def _right_ending(work: Work, callback_id: CallbackId, ending: str, reason: str) -> None:
    """The right ending stands behind the wrong one; what the wrong one did to number and wish ends with it."""
    queue, rules, last = work.uow.queue, work.desk.rules, work.uow.calls.last_try(callback_id)
    known = {one.value for one, row in rules.outcomes.rows.items() if _may_be(row)}
    if last is None or ending not in known or ending == last.outcome:
        raise DeskFault("Choose how the try ended.")
    was, outcome = rules.outcomes.rule(last.outcome), Outcome(ending)
    row = rules.outcomes.rule(outcome)
    work.uow.calls.end_attempt(
        last.attempt_id,
        outcome=ending,
        at=work.now,
        note=f"Put right: {reason}",
        message_left=row.message_left,
        by=work.desk.session.staff.id,
    )
    victim_id = queue.victim_of(callback_id)
    if was.closes_number:
        work.uow.people.open_phone(last.phone_id, work.now)
    if was.do_not_contact and not row.do_not_contact:
        work.uow.people.clear_do_not_contact(victim_id, reason=reason, by=work.by, at=work.now)
        work.record(Event.DO_NOT_CONTACT_CLEAR, kind="callback", id=callback_id)
    move = after(outcome, _situation(work, callback_id, last))
    if move.closed_phone is not None:
        work.uow.people.close_phone(move.closed_phone, ending, work.now)
    if move.do_not_contact:
        work.uow.people.set_do_not_contact(victim_id, reason="asked", by=work.by, at=work.now)
        work.record(Event.DO_NOT_CONTACT_SET, kind="callback", id=callback_id)
    _follow(work, queue.get(callback_id), move, last)


def _situation(work: Work, callback_id: CallbackId, last: LastTry) -> Situation:
    victim_id, rules = work.uow.queue.victim_of(callback_id), work.desk.rules
    history = history_of(work, callback_id, work.uow.people.phones(victim_id))
    return Situation(
        tries=history.tries,
        numbers=history.numbers,
        dialed=last.phone_id,
        now=work.now,
        table=rules.outcomes,
        limits=rules.limits,
        calendar=history.calendar,
        stop_at=rules.eligibility.last_call(work.uow.people.facts(callback_id)),
    )


def _follow(work: Work, entry: Entry, move: NextMove, last: LastTry) -> None:
    """By legal moves alone: to the waiting first, from there to where the ending leads."""
    queue = work.uow.queue
    if entry.state is not _S.WAITING:
        entry = entry.reopened(Move.REOPEN if entry.state is _S.DONE else Move.RELEASE, work.now)
    calm = replace(entry, promised_at=None, firm=True, not_caller=last.staff_id if move.other_caller else None)
    entry = calm.pressing(entry.urgent)
    if move.move in (Move.TRY_AGAIN, Move.NEXT_NUMBER):
        _settle(work, replace(entry, ready_at=move.ready_at or work.now))
    elif move.move is Move.CLOSE:
        queue.put(entry.finished(Move.CLOSE))
    else:
        stopped = entry.excluded(move.reason) if move.move is Move.EXCLUDE else entry.held(move.reason)
        queue.put(replace(stopped, ready_at=move.ready_at))
        queue.set_reason(entry.id, reason=move.reason, rule="", rule_version=work.desk.rules.outcomes.version)
