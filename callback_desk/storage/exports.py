"""What leaves the desk: started, made, done, numbered; its steps and its points."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, Select, and_, func, insert, or_, select, update

from callback_desk.domain.errors import NotFound
from callback_desk.domain.exports import (
    ExportFilter,
    ExportKind,
    ExportLine,
    ExportState,
    ExportStep,
    Means,
    NewExport,
    Purpose,
    Series,
    SheetCase,
    SheetPoint,
    StepKind,
    Unfinished,
)
from callback_desk.domain.ids import CallId, CaseId, ExportId, RecipientId, TipId
from callback_desk.storage import dialect
from callback_desk.storage.columns import from_strings, strings
from callback_desk.storage.tables_exports import export_steps, exports, packets, sheet_numbers, sheet_points
from callback_desk.storage.work import Work, new_id

_OPEN = (ExportState.STARTED.value, ExportState.MADE.value)


class SqlExports:
    """Fits `ExportStore`."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def next_number(self, series: Series, year: int) -> str:
        statement = dialect.insert(sheet_numbers).values(series=series.value, year=year, last=1)
        counted = statement.on_conflict_do_update(
            index_elements=["series", "year"], set_={"last": sheet_numbers.c.last + 1}
        ).returning(sheet_numbers.c.last)
        return f"{series.value}-{year}-{self._work.connection.execute(counted).scalar_one():04d}"

    def start(self, export: NewExport) -> ExportId:
        made = insert(exports).values(state=ExportState.STARTED.value, **export_columns(export))
        return ExportId(new_id(self._work.connection.execute(made)))

    def made(self, export_id: ExportId, at: datetime, *, sha256: str, pages: int, size_bytes: int) -> None:
        values = {"made_at": at, "sha256": sha256, "pages": pages, "size_bytes": size_bytes}
        self._put(export_id, (ExportState.STARTED.value,), state=ExportState.MADE.value, **values)

    def done(self, export_id: ExportId, at: datetime) -> None:
        self._put(export_id, (ExportState.MADE.value,), state=ExportState.DONE.value, ended_at=at)

    def dropped(self, export_id: ExportId, at: datetime) -> None:
        self._put(export_id, _OPEN, state=ExportState.DROPPED.value, ended_at=at)

    def _put(self, export_id: ExportId, states: Sequence[str], **values: object) -> None:
        changed = update(exports).where(exports.c.id == export_id, exports.c.state.in_(states)).values(**values)
        if self._work.connection.execute(changed).rowcount != 1:
            raise NotFound("This document was not started, or has ended already.", code="no_export")

    def unfinished(self, before: datetime | None = None) -> tuple[Unfinished, ...]:
        columns = (exports.c.id, exports.c.target, exports.c.sha256)
        asked = select(*columns).where(exports.c.state.in_(_OPEN)).order_by(exports.c.id)
        if before is not None:
            asked = asked.where(exports.c.at < before)
        rows = self._work.connection.execute(asked)
        return tuple(Unfinished(ExportId(row.id), row.target, row.sha256) for row in rows)

    def put_sheet(self, export_id: ExportId, about: SheetCase, points: Sequence[SheetPoint]) -> None:
        one = self._work.connection
        calls = [{"export_id": export_id, "call_id": call, "case_id": about.case_id} for call in about.calls]
        one.execute(insert(packets), calls)
        if points:
            one.execute(insert(sheet_points), [point_columns(export_id, point) for point in points])

    def points(self, export_id: ExportId) -> tuple[SheetPoint, ...]:
        asked = select(sheet_points).where(sheet_points.c.export_id == export_id).order_by(sheet_points.c.number)
        return tuple(to_point(row) for row in self._work.connection.execute(asked).mappings())

    def about(self, export_id: ExportId) -> SheetCase:
        asked = select(packets).where(packets.c.export_id == export_id).order_by(packets.c.call_id)
        rows = self._work.connection.execute(asked).all()
        if not rows:
            raise NotFound("There is no such lead sheet at this desk.", code="no_sheet")
        return SheetCase(CaseId(rows[0].case_id), tuple(CallId(row.call_id) for row in rows))

    def sheets_of(self, case_id: CaseId, recipient_id: RecipientId) -> tuple[ExportLine, ...]:
        told = select(packets.c.export_id).where(packets.c.case_id == case_id)
        return self._lines(
            exports.c.id.in_(told), exports.c.recipient_id == recipient_id, left(exports.c.id), limit=200
        )

    def get(self, export_id: ExportId) -> ExportLine:
        found = self._lines(exports.c.id == export_id, limit=1)
        if not found:
            raise NotFound("There is no such document at this desk.", code="no_export")
        return found[0]

    def next_copy(self, number: str) -> int:
        asked = select(func.max(exports.c.copy)).where(
            exports.c.number == number, exports.c.state != ExportState.DROPPED.value
        )
        return (self._work.connection.execute(asked).scalar() or 0) + 1

    def lines(self, wanted: ExportFilter, *, limit: int = 200) -> tuple[ExportLine, ...]:
        asked: list[ColumnElement[bool]] = []
        if wanted.since is not None:
            asked.append(exports.c.at >= wanted.since)
        if wanted.until is not None:
            asked.append(exports.c.at < wanted.until)
        if wanted.kinds:
            asked.append(exports.c.kind.in_(sorted(wanted.kinds)))
        if wanted.done_only:
            asked.append(exports.c.state == ExportState.DONE.value)
        for word in wanted.words.split():
            looked = (exports.c.number, exports.c.case_numbers, exports.c.recipient, exports.c.by_name)
            asked.append(or_(*(func.lower(one).contains(word.lower(), autoescape=True) for one in looked)))
        return self._lines(*asked, limit=limit)

    def _lines(self, *conditions: ColumnElement[bool], limit: int) -> tuple[ExportLine, ...]:
        asked = _asked().where(*conditions).order_by(exports.c.id.desc()).limit(limit)
        return tuple(to_line(row) for row in self._work.connection.execute(asked).mappings())

    def add_step(self, step: ExportStep) -> None:
        if self.get(step.export_id).state is not ExportState.DONE:
            raise NotFound("This document never left the desk.", code="no_export")
        self._work.connection.execute(insert(export_steps).values(**step_columns(step)))

    def steps(self, export_id: ExportId) -> tuple[ExportStep, ...]:
        asked = select(export_steps).where(export_steps.c.export_id == export_id).order_by(export_steps.c.id)
        return tuple(to_step(row) for row in self._work.connection.execute(asked).mappings())


def left(export_id: ColumnElement[int]) -> ColumnElement[bool]:
    """Whether the document of this column left and was not withdrawn."""
    withdrawn = select(export_steps.c.id).where(
        export_steps.c.export_id == export_id, export_steps.c.step == StepKind.WITHDRAWN.value
    )
    return and_(exports.c.state == ExportState.DONE.value, ~withdrawn.exists())


def _asked() -> Select[Any]:
    newest = (
        select(export_steps.c.step)
        .where(export_steps.c.export_id == exports.c.id)
        .order_by(export_steps.c.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    return select(exports, newest.label("step"))


def export_columns(export: NewExport) -> dict[str, object]:
    """The columns of a document that starts."""
    return {
        "kind": export.kind.value,
        "number": export.number,
        "copy": export.copy,
        "by_name": export.by,
        "second_by": export.second_by,
        "at": export.at,
        "recipient_id": export.recipient_id,
        "recipient": export.recipient,
        "agency": export.agency,
        "purpose": export.purpose.value,
        "means": export.means.value,
        "case_numbers": from_strings(export.case_numbers),
        "records": export.records,
        "object_kind": export.object_kind,
        "object_id": export.object_id,
        "anchor": export.anchor,
        "content_sha": export.content_sha,
        "target": export.target,
    }


def to_export(row: RowMapping) -> NewExport:
    """What was planned, out of its row."""
    return NewExport(
        kind=ExportKind(row["kind"]),
        number=row["number"],
        copy=row["copy"],
        by=row["by_name"],
        second_by=row["second_by"],
        at=row["at"],
        recipient_id=None if row["recipient_id"] is None else RecipientId(row["recipient_id"]),
        recipient=row["recipient"],
        agency=row["agency"],
        purpose=Purpose(row["purpose"]),
        means=Means(row["means"]),
        case_numbers=strings(row["case_numbers"]),
        records=row["records"],
        object_kind=row["object_kind"],
        object_id=row["object_id"],
        anchor=row["anchor"],
        content_sha=row["content_sha"],
        target=row["target"],
    )


def to_line(row: RowMapping) -> ExportLine:
    """A document out of its row, with its newest step."""
    return ExportLine(
        id=ExportId(row["id"]),
        planned=to_export(row),
        state=ExportState(row["state"]),
        made_at=row["made_at"],
        ended_at=row["ended_at"],
        sha256=row["sha256"],
        pages=row["pages"],
        size_bytes=row["size_bytes"],
        step=None if row["step"] is None else StepKind(row["step"]),
    )


def point_columns(export_id: ExportId, point: SheetPoint) -> dict[str, object]:
    """The columns of a point."""
    values = {"number": point.number, "tip_id": point.tip_id, "corrections": point.corrections}
    return {"export_id": export_id, **values}


def to_point(row: RowMapping) -> SheetPoint:
    """A point out of its row."""
    return SheetPoint(row["number"], TipId(row["tip_id"]), row["corrections"])


def step_columns(step: ExportStep) -> dict[str, object]:
    """The columns of a step."""
    return {
        "export_id": step.export_id,
        "at": step.at,
        "by_name": step.by,
        "step": step.step.value,
        "whom": step.whom,
        "on_day": step.on_day,
        "pages": step.pages,
        "note": step.note,
    }


def to_step(row: RowMapping) -> ExportStep:
    """A step out of its row."""
    return ExportStep(
        export_id=ExportId(row["export_id"]),
        at=row["at"],
        by=row["by_name"],
        step=StepKind(row["step"]),
        whom=row["whom"],
        on_day=row["on_day"],
        pages=row["pages"],
        note=row["note"],
    )
