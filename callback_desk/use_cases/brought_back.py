"""A call that was interrupted and is not gone on with: what it brought before then still reaches *Review*."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from callback_desk.call_script.facts import Facts
from callback_desk.call_script.form_reader import form_from_xform
from callback_desk.call_script.navigator import Navigator
from callback_desk.call_script.result import call_result
from callback_desk.call_script.state import DraftState
from callback_desk.call_script.typed_words import TypedIn, from_text
from callback_desk.domain.audit import Event
from callback_desk.domain.call import CallDraft, CallResult, CallState, Gate
from callback_desk.domain.concerns import ConcernKind, NewConcern
from callback_desk.domain.errors import DeskBug, ScriptRefused
from callback_desk.domain.outcomes import Outcome
from callback_desk.domain.records import OpenCall
from callback_desk.domain.tip import NewTip
from callback_desk.use_cases.case_facts import case_card, open_facts
from callback_desk.use_cases.desk import Work
from callback_desk.use_cases.reading_ladder import draw_call

_RAISED: Final = {TypedIn.COMPLAINT: ConcernKind.COMPLAINT, TypedIn.PRAISE: ConcernKind.PRAISE}
_CALLED: Final = {
    TypedIn.ANSWER: "Answer",
    TypedIn.NOTE: "Note",
    TypedIn.PROMISE: "Promise",
    TypedIn.PROMISE_OWNER: "Who keeps the promise",
    TypedIn.PROMISE_DAY: "Promised by",
    TypedIn.NEXT_DAY: "Day to call",
    TypedIn.NEXT_TIME: "Hour to call",
    TypedIn.NEXT_KIND: "How firm that hour is",
    TypedIn.NEXT_NOTE: "About the next call",
    TypedIn.DANGER: "Under Danger now",
    TypedIn.CONTACT: "How to reach them",
    TypedIn.CONTACT_WHEN: "When to reach them",
    TypedIn.CONTACT_TIMES: "Times to reach them",
    TypedIn.HEARD: "Ticked under Danger now",
}
_UNREADABLE: Final = "The answers of this call cannot be shown here. They are kept in the record."


def into_review(work: Work, call: OpenCall) -> CallResult | None:
    """Make what an interrupted call brought its result, for a supervisor to read; None when nothing new was said.

    The newest words count: the draft, or what the caller's window still wrote after its claim had gone. A line that
    was typed and never kept is a line like another; other words that were not kept stand in the note. The wish not
    to be called again holds at once.
    """
    draft = _newest(work, call)
    if draft is None:
        return None
    result = _read(work, call, draft)
    said = from_text(draft.typed)
    line = said.pop(TypedIn.LINE, "").strip()
    if line:
        result = replace(result, tips=(*result.tips, NewTip(len(result.tips) + 1, line, work.now)))
    for place, kind in _RAISED.items():
        _raise(work, call, NewConcern(kind, said.pop(place, "").strip()))
    result = replace(result, note=" ".join((result.note, *_not_kept(said))).strip())
    if not (result.tips or result.note or result.wants_no_calls):
        return None
    work.uow.calls.finish(call.id, result, work.now)
    work.uow.calls.put_state(call.id, CallState.REVIEW, work.now)
    draw_call(work, call, result, None)
    if result.wants_no_calls:
        victim_id = work.uow.queue.victim_of(call.callback_id)
        work.uow.people.set_do_not_contact(victim_id, reason="asked", by=work.by, at=work.now)
        work.record(Event.DO_NOT_CONTACT_SET, kind="callback", id=call.callback_id)
    return result


def _newest(work: Work, call: OpenCall) -> CallDraft | None:
    late = work.uow.calls.late_notes(call.id)
    return late[-1][1] if late else work.uow.calls.draft(call.id)


def _read(work: Work, call: OpenCall, draft: CallDraft) -> CallResult:
    """A draft that cannot be read is said so in the note: a supervisor's decision never waits for a repair."""
    empty = CallResult(Outcome.CUT_OFF.value, language=draft.language, state=draft.state)
    if not draft.state:
        return empty
    try:
        saved = DraftState.from_json(draft.state)
        navigator = Navigator(
            form_from_xform(work.uow.scripts.get(call.script).xform),
            Facts(open=open_facts(work, call.callback_id)),
            language=draft.language,
            now=work.now,
            zone=work.desk.zone,
            saved=saved,
        )
        if Gate.PERSON in navigator.open_gates:  # which questions were asked depends on the case
            navigator.open_case(case_card(work, call.callback_id).facts)
        result = call_result(navigator)
    except (ScriptRefused, DeskBug):
        return replace(empty, note=_UNREADABLE)
    talked = Gate.SAFE in navigator.open_gates
    return replace(result, outcome=result.outcome or (Outcome.TALKED_PART if talked else Outcome.CUT_OFF).value)


def _not_kept(said: dict[TypedIn, str]) -> list[str]:
    return [f"{_CALLED[place]}, typed and not kept: {words.strip()}" for place, words in said.items() if words.strip()]


def _raise(work: Work, call: OpenCall, said: NewConcern) -> None:
    """As if its volunteer had pressed the key; once, however often the same words come."""
    known = {(concern.said.kind, concern.said.text) for concern in work.uow.concerns.of_call(call.id)}
    if not said.text or (said.kind, said.text) in known:
        return
    by = work.uow.staff.get(call.staff_id).name
    concern_id = work.uow.concerns.add(call.callback_id, call.id, by, work.now, said)
    work.record(Event.CONCERN_RAISE, kind="concern", id=concern_id, concern=said.kind.value, callback=call.callback_id)
