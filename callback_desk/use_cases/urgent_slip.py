"""The urgent slip: what cannot wait goes on paper in the call, marked *not yet reviewed*, for whoever is on duty.

It is a page of its own and no lead sheet: nobody replies to it, and the reviewed sheet follows under its own number.
Its lines are the volunteer's, taken from the call in hand. They are not held against what a lead sheet may not name:
nobody could lift that in the middle of a call, and what cannot wait is not kept back.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC
from pathlib import Path
from typing import Final

from callback_desk.domain.access import Act
from callback_desk.domain.audit import Event
from callback_desk.domain.changes import Changes, Done
from callback_desk.domain.errors import DeskFault
from callback_desk.domain.exports import ExportKind, ExportStep, Means, NewExport, Purpose, Series, StepKind
from callback_desk.domain.ids import CallId, ExportId, OperationId, RecipientId, TipId
from callback_desk.domain.packet import CasePacket, PacketKind
from callback_desk.domain.packet_content import content_sha
from callback_desk.domain.people import Recipient
from callback_desk.domain.tip import NewTip, Tip, order_on_sheet
from callback_desk.use_cases.case_facts import newest_case
from callback_desk.use_cases.desk import Desk, Work, declared, does
from callback_desk.use_cases.going_out import GoneOut, Leaving, go_out
from callback_desk.use_cases.packet_of_call import packet_with
from callback_desk.use_cases.save_call import own_call

_NOBODY_ON_DUTY: Final = Recipient(RecipientId(0), "", unit="Whoever is on duty")


def make_slip(desk: Desk, op: OperationId, /, call_id: CallId, lines: Sequence[NewTip], target: Path) -> GoneOut:
    """Write the urgent lines of an open call as one page at `target`, a folder of files for the printer alone.

    Raises StaleClaim, DiskFull or DeskFault; then nothing lies there.
    """

    def plan(work: Work) -> Leaving:
        call = own_call(work, call_id)
        if not lines or not all(line.urgent for line in lines):
            raise DeskFault("A slip is made of lines that cannot wait. Nothing was written.")
        number = work.uow.exports.next_number(Series.LEAD_SHEETS, work.now.astimezone(work.desk.zone).year)
        recipient = _on_duty(work)
        packet = _packet(work, call_id, lines, recipient, number)
        export = NewExport(
            kind=ExportKind.URGENT_SLIP,
            number=number,
            by=work.by,
            at=work.now,
            means=Means.PRINT,
            purpose=Purpose.INVESTIGATION,
            recipient_id=recipient.id or None,
            recipient=recipient.name or recipient.unit,
            agency=recipient.agency,
            case_numbers=(packet.case.case_number,),
            records=1,
            object_kind="call",
            object_id=str(call.id),
            anchor=packet.anchor,
            content_sha=content_sha(packet),
            target=str(target),
        )
        return Leaving(export, packet)

    return go_out(desk, Act.RAISE_CONCERN, plan, op=op)


declared(make_slip, Act.RAISE_CONCERN, writes=True)


@does(Act.RAISE_CONCERN)
def slip_printed(work: Work, export_id: ExportId, pages: int) -> Done:
    """So many pages of the slip went to the printer."""
    work.uow.exports.add_step(ExportStep(export_id, work.now, work.by, StepKind.PRINTED, pages=pages))
    work.record(Event.PRINT, kind="export", id=export_id, pages=pages)
    return Done(Changes.NOTHING, export_id)


def _on_duty(work: Work) -> Recipient:
    """Who is entered for urgent slips, first by name; else words for whoever sits there."""
    entered = (one for one in work.uow.recipients.all() if one.duty and one.closed_at is None)
    return next(entered, _NOBODY_ON_DUTY)


def _packet(work: Work, call_id: CallId, lines: Sequence[NewTip], recipient: Recipient, number: str) -> CasePacket:
    """The person's newest report stands on it, as the lines of a call do before a supervisor looks at them."""
    call = work.uow.calls.get(call_id)
    case = newest_case(work, call.callback_id)
    tips = sorted((Tip(TipId(0), call_id, case.id, line) for line in lines), key=order_on_sheet)
    packet = packet_with(
        work, call, case, recipient, tuple(tips), sheet_number=number, copy=1, kind=PacketKind.URGENT_SLIP
    )
    until = replace(packet.attribution, call_ended_at=max(work.now.astimezone(UTC), call.started_at))
    victim_id = work.uow.queue.victim_of(call.callback_id)
    others = [other.number for other in work.uow.people.cases(victim_id) if other.id != case.id]
    if not others:
        return replace(packet, attribution=until)
    remark = f"The victim has another report: {', '.join(others)}. Nobody has checked which one this is about."
    return replace(packet, attribution=until, points=tuple(replace(one, remark=remark) for one in packet.points))
