"""Where a lead sheet comes from: the call, who made it, who typed it in, by which questions, who signed it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from callback_desk.call_script.form_reader import form_from_xform
from callback_desk.domain.languages import name_of
from callback_desk.domain.packet import Attribution, Entered, SignOff
from callback_desk.domain.records import OpenCall
from callback_desk.domain.tip import Tip
from callback_desk.use_cases.desk import Work

#: The layout and wording of the page. Counted up when either changes what a reader finds where.
SHEET_VERSION = 2
_CHECKS = ("person", "person_second")
_MATCHES = "matches"


def attribution_of(work: Work, call: OpenCall, tips: Sequence[Tip]) -> Attribution:
    """Only what is on record. No script asks for the name of an interpreter, so nothing is said of one."""
    script = work.uow.scripts.get(call.script)
    signed = next(((tip.signed_by, tip.signed_at) for tip in tips if tip.signed_at), None)
    entry = work.uow.calls.entry(call.id)
    return Attribution(
        language=name_of(call.language),
        interpreter="",
        entered=Entered(entry[0], _utc(entry[1])) if entry else None,
        call_started_at=call.started_at,
        call_ended_at=call.ended_at or call.started_at,
        volunteer=initials(work.uow.staff.get(call.staff_id).name),
        script_title=script.title,
        script_version=script.version,
        questions=_question_numbers(script.xform, {tip.said.question for tip in tips if tip.said.question}),
        signed_off=SignOff(signed[0], _utc(signed[1])) if signed and signed[1] else None,
    )


def person_matched(work: Work, call: OpenCall) -> bool:
    """Whether the call has an answer that a fact they gave was right; a call without one says nothing of it."""
    if call.ended_at is None:
        return False
    answers = work.uow.calls.result(call.id).answers
    return any(answer.question in _CHECKS and answer.value == _MATCHES for answer in answers)


def versions_of(work: Work) -> tuple[str, ...]:
    """By what the sheet was made, besides the script it names."""
    return (f"Rules {work.desk.rules.version}", f"Sheet {SHEET_VERSION}")


def _question_numbers(xform: str, names: set[str]) -> tuple[str, ...]:
    """Where the questions stand in the script, from 1: "14" says more to a reader than a column name."""
    asked = [question.name for question in form_from_xform(xform).questions]
    return tuple(str(number) for number, name in enumerate(asked, start=1) if name in names)


def _utc(at: datetime) -> datetime:
    return at.astimezone(UTC)


def initials(name: str) -> str:
    """ "Ruth Keller" on paper is "R. Keller"."""
    first, _, last = name.strip().rpartition(" ")
    return f"{first[0]}. {last}" if first else last
