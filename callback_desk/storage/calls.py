"""Calls: opened for an attempt, saved as a draft, finished in one piece."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Table, func, insert, literal, select, update

from callback_desk.domain.call import CallDraft, CallResult, CallState
from callback_desk.domain.errors import DeskFault, NotFound, StaleClaim
from callback_desk.domain.ids import AttemptId, CallbackId, CallId, CaseId, ScriptSha
from callback_desk.domain.records import OpenCall
from callback_desk.domain.tip import NewTip
from callback_desk.storage import dialect
from callback_desk.storage.attempts import SqlAttempts
from callback_desk.storage.call_lists import SqlCallLists, calls_asked
from callback_desk.storage.call_rows import (
    answer_columns,
    promise_columns,
    rating_columns,
    result_columns,
    tip_columns,
    to_answer,
    to_call,
    to_draft,
    to_promise,
    to_rating,
    to_result,
)
from callback_desk.storage.desk_table import UtcTime
from callback_desk.storage.no_news import SqlNoNews
from callback_desk.storage.tables_calls import (
    answers,
    call_promises,
    call_results,
    calls,
    drafts,
    late_notes,
    ratings,
    tips,
)
from callback_desk.storage.tables_people import reports
from callback_desk.storage.tables_queue import callbacks
from callback_desk.storage.tip_facts import SqlTipFacts
from callback_desk.storage.tips import SqlTips
from callback_desk.storage.work import LateNote, new_id

GONE = "This call went back to the list while you were away from it. What you typed is kept as a late note."
_LIVE = (CallState.OPEN, CallState.INTERRUPTED)


class SqlCalls(SqlAttempts, SqlTips, SqlTipFacts, SqlCallLists, SqlNoNews):
    """Fits `CallStore`."""

    def open_call(
        self, attempt_id: AttemptId, callback_id: CallbackId, script: ScriptSha, at: datetime, language: str
    ) -> CallId:
        made = self._work.connection.execute(
            insert(calls).values(
                attempt_id=attempt_id,
                callback_id=callback_id,
                script=script,
                state=CallState.OPEN.value,
                language=language,
                started_at=at,
                state_at=at,
            )
        )
        return CallId(new_id(made))

    def get(self, call_id: CallId) -> OpenCall:
        row = self._work.connection.execute(calls_asked().where(calls.c.id == call_id)).mappings().one_or_none()
        if row is None:
            raise NotFound("This call is not on the desk.", code="no_call")
        return to_call(row)

    def put_state(self, call_id: CallId, state: CallState, at: datetime) -> None:
        """Where the call stands. `ended_at` is set when it leaves the live states and cleared when it returns."""
        ended = None if state in _LIVE else func.coalesce(calls.c.ended_at, literal(at, UtcTime()))
        changed = update(calls).values(state=state.value, state_at=at, ended_at=ended)
        done = self._work.connection.execute(changed.where(calls.c.id == call_id))
        if done.rowcount != 1:
            raise NotFound("This call is not on the desk.", code="no_call")

    def put_draft(self, call_id: CallId, fence: int, draft: CallDraft, at: datetime) -> None:
        """Replace the draft, if the callback's fencing number still is `fence`: one statement.

        Otherwise the words go into a late note, which is kept whether or not the unit of work commits, and
        StaleClaim is raised.
        """
        row = {"fence": fence, "saved_at": at, **draft_columns(draft)}
        columns = [drafts.c.call_id, *(drafts.c[name] for name in row)]
        holder = (
            select(calls.c.id, *(literal(value, drafts.c[name].type) for name, value in row.items()))
            .join(callbacks, callbacks.c.id == calls.c.callback_id)
            .where(calls.c.id == call_id, callbacks.c.fence == fence)
        )
        statement = dialect.insert(drafts).from_select([column.name for column in columns], holder)
        saved = statement.on_conflict_do_update(
            index_elements=["call_id"], set_={name: statement.excluded[name] for name in row}
        )
        if self._work.connection.execute(saved).rowcount == 1:
            return
        note = LateNote(call_id, fence, draft, at)
        self._work.connection.execute(insert(late_notes).values(**late_note_row(note)))
        self._work.late_notes.append(note)
        raise StaleClaim(GONE, code="stale_claim")

    def draft(self, call_id: CallId) -> CallDraft | None:
        row = self._work.connection.execute(select(drafts).where(drafts.c.call_id == call_id)).mappings()
        found = row.one_or_none()
        return None if found is None else to_draft(found)

    def late_notes(self, call_id: CallId) -> tuple[tuple[datetime, CallDraft], ...]:
        """Words that came after the claim had gone, oldest first."""
        asked = select(late_notes).where(late_notes.c.call_id == call_id).order_by(late_notes.c.id)
        return tuple(
            (row["at"], CallDraft(state=row["state"], typed=row["typed"], language=row["language"]))
            for row in self._work.connection.execute(asked).mappings()
        )

    def finish(self, call_id: CallId, result: CallResult, at: datetime) -> None:
        """Append everything a call brought back; a call that was sent back gets a newer result.

        Tips stand on the newest case. A line whose words did not change keeps its row; a signed one is never
        followed by another.
        """
        made = self._work.connection.execute(
            insert(call_results).values(call_id=call_id, at=at, **result_columns(result))
        )
        result_id = new_id(made)
        self._add_parts(answers, result_id, [answer_columns(answer) for answer in result.answers])
        self._add_parts(ratings, result_id, [rating_columns(rating) for rating in result.ratings])
        self._add_parts(call_promises, result_id, [promise_columns(promise) for promise in result.promises])
        new = self._unknown_tips(call_id, result.tips)
        if new:
            case_id = self._newest_case(call_id)
            rows = [{"call_id": call_id, "case_id": case_id, **tip_columns(tip)} for tip in new]
            self._add_parts(tips, result_id, rows)
        self._work.connection.execute(update(calls).where(calls.c.id == call_id).values(ended_at=at))

    def _unknown_tips(self, call_id: CallId, kept: Sequence[NewTip]) -> list[NewTip]:
        known = {tip.said.ordinal: tip for tip in self.tips(call_id)}
        new = [tip for tip in kept if tip.ordinal not in known or known[tip.ordinal].said != tip]
        if any(known[tip.ordinal].frozen for tip in new if tip.ordinal in known):
            raise DeskFault("A line of this call is signed off. Add a correction below it instead.", code="frozen")
        return new

    def _add_parts(self, table: Table, result_id: int, rows: Sequence[dict[str, object]]) -> None:
        if rows:
            self._work.connection.execute(insert(table), [{"result_id": result_id, **row} for row in rows])

    def _newest_case(self, call_id: CallId) -> CaseId:
        asked = (
            select(reports.c.case_id)
            .join(calls, calls.c.callback_id == reports.c.callback_id)
            .where(calls.c.id == call_id, self._work.visible(reports))
            .order_by(reports.c.reported_at.desc().nulls_last(), reports.c.case_id.desc())
            .limit(1)
        )
        found = self._work.connection.execute(asked).scalar()
        if found is None:
            raise NotFound("This person has no case on the desk.", code="no_case")
        return CaseId(found)

    def result(self, call_id: CallId) -> CallResult:
        """What it brought back, as finished last."""
        asked = select(call_results).where(call_results.c.call_id == call_id).order_by(call_results.c.id.desc())
        row = self._work.connection.execute(asked.limit(1)).mappings().one_or_none()
        if row is None:
            raise NotFound("This call is not finished yet.", code="not_finished")
        return to_result(
            row,
            [to_answer(part) for part in self._parts(answers, row["id"])],
            [tip.said for tip in self.tips(call_id)],
            [to_rating(part) for part in self._parts(ratings, row["id"])],
            [to_promise(part) for part in self._parts(call_promises, row["id"])],
        )


def draft_columns(draft: CallDraft) -> dict[str, object]:
    """The columns of a draft."""
    return {
        "state": draft.state,
        "typed": draft.typed,
        "language": draft.language,
        "answered": draft.answered,
        "left_question": draft.left_question,
    }


def late_note_row(note: LateNote) -> dict[str, object]:
    """The columns of a late note."""
    return {
        "call_id": note.call_id,
        "fence": note.fence,
        "state": note.draft.state,
        "typed": note.draft.typed,
        "language": note.draft.language,
        "at": note.at,
    }
