"""Promises made in calls. Their words are append-only; how each stands is a note of the desk, `promise:<id>`."""

from __future__ import annotations

from datetime import datetime
from typing import TypeVarTuple

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Select,
    String,
    and_,
    case,
    cast,
    func,
    literal,
    or_,
    select,
    type_coerce,
)

from callback_desk.domain.errors import NotFound
from callback_desk.domain.ids import CallId, PromiseId
from callback_desk.domain.promises import DUE, OpenPromise, PromiseCounts, Standing
from callback_desk.storage.columns import from_micros, to_micros
from callback_desk.storage.desk_row import SqlDesk
from callback_desk.storage.people_rows import to_name
from callback_desk.storage.tables_calls import call_promises, call_results, calls
from callback_desk.storage.tables_desk import desk_notes, staff
from callback_desk.storage.tables_people import cases, reports, victims
from callback_desk.storage.tables_queue import attempts, callbacks
from callback_desk.storage.work import Work

Columns = TypeVarTuple("Columns")
_NOTE = "promise:"
_LATER = call_results.alias("later")
_MOVED = case(
    (desk_notes.c.text.startswith(DUE), cast(func.substr(desk_notes.c.text, len(DUE) + 1), BigInteger)), else_=None
)
_DUE: ColumnElement[int | None] = func.coalesce(_MOVED, type_coerce(call_promises.c.due_at, BigInteger))


class SqlPromises:
    """Fits `PromiseStore`."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def open(self, *, limit: int) -> tuple[OpenPromise, ...]:
        """Not kept yet, what is due first before the others, what has no day last. One statement."""
        newest_case = (
            select(cases.c.number)
            .join(reports, reports.c.case_id == cases.c.id)
            .where(reports.c.callback_id == calls.c.callback_id, self._work.visible(reports))
            .order_by(reports.c.reported_at.desc().nulls_last(), cases.c.id.desc())
            .limit(1)
            .scalar_subquery()
        )
        columns = (
            victims, call_promises.c.id.label("promise"), call_promises.c.text, call_promises.c.owner,
            calls.c.id.label("call"), calls.c.started_at, staff.c.name.label("made_by"), _DUE.label("due"),
            _MOVED.label("moved"), newest_case.label("case_number"),
        )  # fmt: skip
        asked = (
            _still_open(select(*columns))
            .join(calls, calls.c.id == call_results.c.call_id)
            .join(attempts, attempts.c.id == calls.c.attempt_id)
            .join(staff, staff.c.id == attempts.c.staff_id)
            .join(callbacks, callbacks.c.id == calls.c.callback_id)
            .join(victims, victims.c.id == callbacks.c.victim_id)
            .order_by(_DUE.nulls_last(), call_promises.c.id)
            .limit(limit)
        )
        return tuple(
            OpenPromise(
                id=PromiseId(row["promise"]),
                call_id=CallId(row["call"]),
                text=row["text"],
                owner=row["owner"],
                due_at=from_micros(row["due"]) if row["due"] is not None else None,
                moved=row["moved"] is not None,
                made_by=row["made_by"],
                made_at=row["started_at"],
                name=to_name(row),
                case_number=row["case_number"] or "",
            )
            for row in self._work.connection.execute(asked).mappings()
        )

    def counts(self, *, day_start: datetime, day_end: datetime) -> PromiseCounts:
        """Of everything that is open; a day is the desk's own. One statement."""
        start, end = to_micros(day_start), to_micros(day_end)
        late, today = start > _DUE, and_(start <= _DUE, end > _DUE)
        columns = (
            func.count(call_promises.c.id).label("many"),
            func.sum(case((late, 1), else_=0)).label("late"),
            func.sum(case((today, 1), else_=0)).label("today"),
            func.min(_DUE).label("oldest"),
        )
        row = self._work.connection.execute(_still_open(select(*columns))).mappings().one()
        oldest = from_micros(row["oldest"]) if row["oldest"] is not None else None
        return PromiseCounts(row["many"], row["late"] or 0, row["today"] or 0, oldest)

    def standing(self, promise_id: PromiseId) -> Standing:
        """How it stands now. Raises NotFound."""
        known = select(call_promises.c.id).where(call_promises.c.id == promise_id)
        if self._work.connection.execute(known).scalar() is None:
            raise NotFound("This promise is not on the desk.", code="no_promise")
        return Standing.from_text(SqlDesk(self._work).note(f"{_NOTE}{promise_id}"))

    def put(self, promise_id: PromiseId, standing: Standing, *, by: str, at: datetime) -> None:
        """Write how it stands from now on."""
        SqlDesk(self._work).put_note(f"{_NOTE}{promise_id}", standing.to_text(), by=by, at=at)


def _still_open(asked: Select[*Columns]) -> Select[*Columns]:
    """Promises of the newest result of their call that nobody has marked as kept."""
    named = literal(_NOTE).concat(cast(call_promises.c.id, String))
    newer = select(_LATER.c.id).where(_LATER.c.call_id == call_results.c.call_id, _LATER.c.id > call_results.c.id)
    return (
        asked.select_from(call_promises)
        .join(desk_notes, desk_notes.c.name == named, isouter=True)
        .join(call_results, call_results.c.id == call_promises.c.result_id)
        .where(or_(desk_notes.c.text.is_(None), desk_notes.c.text != Standing(kept=True).to_text()))
        .where(~newer.exists())
    )
