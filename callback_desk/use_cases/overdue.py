"""Sheets that left and of which nothing was heard: a week, or one working day where something cannot wait."""

from __future__ import annotations

from callback_desk.domain.access import Act
from callback_desk.domain.audit import Event
from callback_desk.domain.changes import Changes, Done
from callback_desk.domain.exports import ExportStep, StepKind
from callback_desk.domain.ids import ExportId
from callback_desk.domain.receipts import SilentSheet
from callback_desk.use_cases.desk import Work, asks, does


def late_sheets(work: Work) -> tuple[SilentSheet, ...]:
    """The oldest first."""
    zone, closed = work.desk.zone, work.desk.rules.closed_days
    today = work.now.astimezone(zone).date()
    return tuple(one for one in work.uow.receipts.silent() if one.due(zone, closed) < today)


@asks(Act.RECEIVE_RECEIPT)
def not_acknowledged(work: Work) -> tuple[SilentSheet, ...]:
    """Sheets whose answer is overdue, the oldest first."""
    return late_sheets(work)


@does(Act.RECEIVE_RECEIPT)
def reminded(work: Work, sheet: ExportId) -> Done:
    """The recipient was asked again, by telephone or in person. Raises NotFound for what never left."""
    line = work.uow.exports.get(sheet)
    today = work.now.astimezone(work.desk.zone).date()
    step = ExportStep(sheet, work.now, work.by, StepKind.REMINDED, whom=line.planned.recipient, on_day=today)
    work.uow.exports.add_step(step)
    work.record(Event.PACKET_RECEIPT, kind="export", id=sheet, answer="reminded")
    return Done(Changes.PACKETS, sheet)
