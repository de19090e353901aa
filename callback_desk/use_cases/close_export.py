"""What became of a lead sheet after it left: attached to the case, or called back from the wrong place."""

from __future__ import annotations

from datetime import date

from callback_desk.domain.access import Act
from callback_desk.domain.audit import Event
from callback_desk.domain.changes import Changes, Done
from callback_desk.domain.errors import DeskFault
from callback_desk.domain.exports import ExportKind, ExportLine, ExportStep, StepKind
from callback_desk.domain.ids import ExportId
from callback_desk.use_cases.days import day_in_words
from callback_desk.use_cases.desk import Work, asks, does

_MOST_LETTERS = 200
_REASON_WORDS = 3


@does(Act.SEND_PACKET)
def attached(work: Work, export_id: ExportId, *, by: str, on: date) -> Done:
    """Somebody has put the sheet to the case, on this day of the desk; that closes it. Raises NotFound, DeskFault."""
    line, who = _left(work, export_id), " ".join(by.split())[:_MOST_LETTERS]
    if not who:
        raise DeskFault("Type who attached it.")
    zone = work.desk.zone
    left, today = line.left_at.astimezone(zone).date(), work.now.astimezone(zone).date()
    if not left <= on <= today:
        raise DeskFault(
            f"{line.number} was made on {day_in_words(line.left_at, zone)}. Give a day from then until today. Nothing "
            "was changed.",
            code="attached_day",
        )
    work.uow.exports.add_step(ExportStep(export_id, work.now, work.by, StepKind.ATTACHED, whom=who, on_day=on))
    work.record(Event.PDF_DELIVER, kind="export", id=export_id, step="attached")
    return Done(Changes.PACKETS, export_id)


@does(Act.SEND_PACKET)
def withdrawn(work: Work, export_id: ExportId, *, reason: str) -> Done:
    """It should not have gone there: what it told of waits for another sheet again. Raises NotFound, DeskFault."""
    _left(work, export_id)
    why = " ".join(reason.split())[:_MOST_LETTERS]
    if len(why.split()) < _REASON_WORDS:
        raise DeskFault("Say in a few words why the sheet is withdrawn. It is kept with your name.")
    work.uow.exports.add_step(ExportStep(export_id, work.now, work.by, StepKind.WITHDRAWN, note=why))
    work.record(Event.DISCLOSURE_WITHDRAWN, kind="export", id=export_id)
    return Done(Changes.PACKETS, export_id)


@asks(Act.SEND_PACKET)
def steps_of(work: Work, export_id: ExportId) -> tuple[ExportStep, ...]:
    """What became of a document, in the order it was entered."""
    return work.uow.exports.steps(export_id)


def _left(work: Work, export_id: ExportId) -> ExportLine:
    line = work.uow.exports.get(export_id)
    if line.planned.kind is not ExportKind.LEAD_SHEET:
        raise DeskFault("Only a lead sheet is attached or withdrawn.")
    if any(step.step is StepKind.WITHDRAWN for step in work.uow.exports.steps(export_id)):
        raise DeskFault("This sheet was withdrawn already.")
    return line
