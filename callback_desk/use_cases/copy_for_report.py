"""A lead sheet that left, as text for the supplemental report: onto the clipboard, and on record."""

from __future__ import annotations

from callback_desk.domain.access import Act
from callback_desk.domain.audit import Event
from callback_desk.domain.errors import NotFound
from callback_desk.domain.ids import ExportId
from callback_desk.domain.packet import CasePacket, PacketKind
from callback_desk.domain.report_text import report_text
from callback_desk.use_cases.desk import Desk, Work, declared, writing
from callback_desk.use_cases.packet_of_call import build_packet


def copy_for_report(desk: Desk, export_id: ExportId) -> str:
    """What the sheet says, as it stands today: with the corrections since, and the hash of all that. Logged each time.

    Raises NotFound for another document, or when its call or recipient is not on the desk any more.
    """
    with writing(desk, Act.SEND_PACKET) as work:
        text = report_text(packet_of_sheet(work, export_id))
        work.record(Event.EXPORT_DONE, kind="export", id=export_id, paper="clipboard")
        return text


declared(copy_for_report, Act.SEND_PACKET, writes=True)


def packet_of_sheet(work: Work, export_id: ExportId) -> CasePacket:
    """What a sheet that left says, as it stands today. Raises NotFound as `copy_for_report` does."""
    sheet, about = work.uow.exports.get(export_id), work.uow.exports.about(export_id)
    recipient = work.uow.recipients.by_name(sheet.recipient)
    call = work.uow.calls.get(about.calls[0])
    of_person = work.uow.people.cases(work.uow.queue.victim_of(call.callback_id))
    case = next((one for one in of_person if one.id == about.case_id), None)
    if recipient is None or case is None:
        raise NotFound("What this sheet was made of is not on the desk any more. Its PDF still says it.")
    return build_packet(
        work, call.id, case, recipient, sheet_number=sheet.number, copy=sheet.planned.copy, kind=PacketKind.LEAD_SHEET
    )
