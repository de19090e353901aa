"""Between rows and values of calls, results and tips; each pair has a round-trip test."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import RowMapping

from callback_desk.domain.call import Answer, CallDraft, CallResult, CallState, NewRating, Promise
from callback_desk.domain.ids import (
    AttemptId,
    CallbackId,
    CallId,
    CaseId,
    PhoneId,
    ScriptSha,
    StaffId,
    TipId,
)
from callback_desk.domain.records import OpenCall
from callback_desk.domain.tip import Correction, NewTip, Sureness, Tip, TipKind, TipSource
from callback_desk.storage.columns import from_map, text_map


def to_call(row: RowMapping) -> OpenCall:
    """A call out of its row joined with its attempt's `phone_id` and `staff_id`."""
    return OpenCall(
        id=CallId(row["id"]),
        attempt_id=AttemptId(row["attempt_id"]),
        callback_id=CallbackId(row["callback_id"]),
        phone_id=PhoneId(row["phone_id"]),
        staff_id=StaffId(row["staff_id"]),
        script=ScriptSha(row["script"]),
        state=CallState(row["state"]),
        language=row["language"],
        started_at=row["started_at"],
        ended_at=row["ended_at"],
    )


def to_draft(row: RowMapping) -> CallDraft:
    """A draft out of its row."""
    return CallDraft(
        state=row["state"],
        typed=row["typed"],
        language=row["language"],
        answered=row["answered"],
        left_question=row["left_question"],
    )


def result_columns(result: CallResult) -> dict[str, object]:
    """The columns of a result; answers, tips, ratings and promises have tables of their own."""
    return {
        "outcome": result.outcome,
        "note": result.note,
        "message_left": result.message_left,
        "consents": from_map(result.consents),
        "next_at": result.next_at,
        "next_firm": result.next_firm,
        "next_note": result.next_note,
        "language": result.language,
        "state": result.state,
        "do_not_call": result.do_not_call,
    }


def answer_columns(answer: Answer) -> dict[str, object]:
    """The columns of an answer."""
    return {
        "question": answer.question,
        "repeat": answer.index,
        "value": answer.value,
        "stage": answer.stage,
    }


def to_answer(row: RowMapping) -> Answer:
    """An answer out of its row."""
    return Answer(question=row["question"], value=row["value"], index=row["repeat"], stage=row["stage"])


def rating_columns(rating: NewRating) -> dict[str, object]:
    """The columns of a service answer."""
    return {"item": rating.item, "value": rating.value, "wording": rating.wording}


def to_rating(row: RowMapping) -> NewRating:
    """A service answer out of its row."""
    return NewRating(item=row["item"], value=row["value"], wording=row["wording"])


def promise_columns(promise: Promise) -> dict[str, object]:
    """The columns of a promise."""
    return {"text": promise.text, "owner": promise.owner, "due_at": promise.due_at}


def to_promise(row: RowMapping) -> Promise:
    """A promise out of its row."""
    return Promise(text=row["text"], owner=row["owner"], due_at=row["due_at"])


def to_result(
    row: RowMapping,
    answers: Sequence[Answer],
    tips: Sequence[NewTip],
    ratings: Sequence[NewRating],
    promises: Sequence[Promise],
) -> CallResult:
    """A result out of its row and its parts."""
    return CallResult(
        outcome=row["outcome"],
        note=row["note"],
        message_left=row["message_left"],
        answers=tuple(answers),
        tips=tuple(tips),
        ratings=tuple(ratings),
        consents=text_map(row["consents"]),
        promises=tuple(promises),
        next_at=row["next_at"],
        next_firm=row["next_firm"],
        next_note=row["next_note"],
        language=row["language"],
        state=row["state"],
        do_not_call=row["do_not_call"],
    )


def tip_columns(said: NewTip) -> dict[str, object]:
    """The columns of a line of what is new."""
    return {
        "ordinal": said.ordinal,
        "text": said.text,
        "kept_at": said.kept_at,
        "kind": said.kind.value,
        "source": said.source.value,
        "source_who": said.source_who,
        "sure": said.sure.value,
        "read_back": said.read_back,
        "exact_words": said.exact_words,
        "urgent": said.urgent,
        "act_by": said.act_by,
        "statement": said.statement,
        "question": said.question,
    }


def to_new_tip(row: RowMapping) -> NewTip:
    """What was said, out of a row of `tips`."""
    return NewTip(
        ordinal=row["ordinal"],
        text=row["text"],
        kept_at=row["kept_at"],
        kind=TipKind(row["kind"]),
        source=TipSource(row["source"]),
        source_who=row["source_who"],
        sure=Sureness(row["sure"]),
        read_back=row["read_back"],
        exact_words=row["exact_words"],
        urgent=row["urgent"],
        act_by=row["act_by"],
        statement=row["statement"],
        question=row["question"],
    )


def to_tip(row: RowMapping, corrections: Sequence[Correction]) -> Tip:
    """A tip out of its row joined with `signed_at`, `signed_by`, and the report somebody chose (`chosen_case`)."""
    return Tip(
        id=TipId(row["id"]),
        call_id=CallId(row["call_id"]),
        case_id=CaseId(row["chosen_case"] or row["case_id"]),
        said=to_new_tip(row),
        signed_at=row["signed_at"],
        signed_by=row["signed_by"] or "",
        corrections=tuple(corrections),
        case_chosen=row["chosen_case"] is not None,
    )


def to_correction(row: RowMapping) -> Correction:
    """A correction out of its row."""
    return Correction(at=row["at"], by=row["by_name"], text=row["text"], reason=row["reason"])
