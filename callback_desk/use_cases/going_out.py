"""How a document leaves: on record before it exists, its hash on record before it has its name, and then that it left.

started -> the press draws and checks a file without a name -> made, with its hash -> the file gets its name -> done.
Whenever the program ends in between, the next start knows what lies there (`recover_packets`), so that log and disk
agree. Slow work stands between short units of work.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from callback_desk.domain.access import Act
from callback_desk.domain.audit import Event
from callback_desk.domain.errors import DeskError, DeskFault
from callback_desk.domain.exports import ExportKind, NewExport, SheetCase, SheetPoint, signed_note
from callback_desk.domain.ids import ExportId, OperationId
from callback_desk.domain.no_news import NoNews
from callback_desk.domain.packet import CasePacket
from callback_desk.domain.paper import PaperDocument
from callback_desk.domain.paper_size import PaperSize, paper_of
from callback_desk.domain.table import TableFile
from callback_desk.use_cases.agency_signature import signs_with
from callback_desk.use_cases.denied_tokens import refuse_denied
from callback_desk.use_cases.desk import Desk, Work, writing
from callback_desk.use_cases.ports_world import Prepared, Printed
from callback_desk.use_cases.where_to import refuse_place

MADE_ALREADY = "This document was made already. It is in the list."


@dataclass(frozen=True, slots=True)
class Leaving:
    """What is planned, read in one consistent state; `about` and `points` belong to a lead sheet."""

    export: NewExport
    content: CasePacket | PaperDocument | TableFile
    password: str | None = field(default=None, repr=False)  # seals a PDF: opened with it only
    size: PaperSize | None = None  # None: what is usual where the desk is
    about: SheetCase | None = None
    points: tuple[SheetPoint, ...] = ()
    no_news: tuple[NoNews, ...] = ()  # of which calls a page says that they brought nothing
    kept: bool = False  # a supervisor has read the lines that name what a sheet does not name, and lets them stand


@dataclass(frozen=True, slots=True)
class GoneOut:
    id: ExportId
    number: str
    printed: Printed


def go_out(
    desk: Desk,
    act: Act,
    plan: Callable[[Work], Leaving],
    *,
    op: OperationId | None = None,
) -> GoneOut:
    """Make one document at its target; every step is on record in the role of `act`.

    Raises NotAllowed, DiskFull, DeskFault, also when `op` has run already, and what `plan` raises: nothing lies there
    then, and a start that is on record is on record as dropped.
    """
    with writing(desk, act) as work:
        if op is not None and work.uow.operations.made(op) is not None:
            raise DeskFault(MADE_ALREADY)
        leaving = plan(work)
        _refuse_place(desk, leaving)
        if isinstance(leaving.content, CasePacket):
            refuse_denied(work, leaving.content, leaving.about, kept=leaving.kept)
        signed_by = signs_with(work, leaving.export.kind, leaving.content)
        export_id = _start(work, leaving, signed_by=signed_by)
        if op is not None:
            work.uow.operations.record(op, act.value, export_id, work.now)
    try:
        target, size = Path(leaving.export.target), leaving.size or paper_of(desk.info.region)
        prepared = desk.press.prepare(
            leaving.content, target, password=leaving.password, size=size, signed_by=signed_by
        )
        printed = _place(desk, act, export_id, prepared)
    except DeskError:
        with writing(desk, act) as work:
            work.uow.exports.dropped(export_id, work.now)
            work.record(Event.EXPORT_DROPPED, kind="export", id=export_id, outcome="failed")
        raise
    with writing(desk, act) as work:
        work.uow.exports.done(export_id, work.now)
        work.record(Event.EXPORT_DONE, kind="export", id=export_id, sha256=printed.sha256, pages=printed.pages)
    return GoneOut(export_id, leaving.export.number, printed)


def _refuse_place(desk: Desk, leaving: Leaving) -> None:
    export, sealable = leaving.export, not isinstance(leaving.content, TableFile)
    password = None if export.kind is ExportKind.LEAD_SHEET else leaving.password  # it has a rule of its own
    refuse_place(desk.press, export.kind, Path(export.target).parent, password, sealable=sealable)


def _start(work: Work, leaving: Leaving, *, signed_by: str) -> ExportId:
    planned = leaving.export
    export_id = work.uow.exports.start(planned)
    if signed_by:
        work.uow.desk.put_note(signed_note(export_id), signed_by, by=work.by, at=work.now)
    if leaving.about is not None:
        work.uow.exports.put_sheet(export_id, leaving.about, leaving.points)
    if leaving.no_news:
        work.uow.calls.put_no_news_told(export_id, leaving.no_news)
    work.record(
        Event.EXPORT_START,
        kind="export",
        id=export_id,
        sheet=planned.number,
        paper=planned.kind.value,
        of=planned.object_kind,
        of_id=int(planned.object_id) if planned.object_id.isdecimal() else planned.object_id,
        recipient=planned.recipient_id or 0,
        rows=planned.records,
        kept=int(leaving.kept),
        sealed=int(leaving.password is not None),
        signed=int(bool(signed_by)),
    )
    return export_id


def _place(desk: Desk, act: Act, export_id: ExportId, prepared: Prepared) -> Printed:
    """Its hash goes on record, and then the file gets its name."""
    try:
        with writing(desk, act) as work:
            work.uow.exports.made(
                export_id, work.now, sha256=prepared.sha256, pages=prepared.pages, size_bytes=prepared.size_bytes
            )
        return desk.press.place(prepared)
    except DeskError:
        desk.press.drop(prepared)
        raise
