"""The lead sheet: made between two short units of work, checked by re-reading, logged with its hash."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from callback_desk.domain.access import Act
from callback_desk.domain.audit import Event
from callback_desk.domain.changes import Changes, Done
from callback_desk.domain.errors import DeskError, DeskFault, NotFound
from callback_desk.domain.ids import CallId, OperationId, PacketId
from callback_desk.domain.packet import CasePacket, PacketKind
from callback_desk.domain.people import Recipient
from callback_desk.domain.records import CaseRecord, OpenCall, PacketRecord
from callback_desk.domain.views import PacketLine, ReviewLine
from callback_desk.use_cases.desk import Desk, Work, asks, check, declared, does, writing
from callback_desk.use_cases.packet_of_call import build_packet
from callback_desk.use_cases.ports_world import Prepared, Printed


@dataclass(frozen=True, slots=True)
class Sent:
    packet_id: PacketId
    sheet_number: str
    printed: Printed
    changes: Changes


def send_packet(
    desk: Desk,
    op: OperationId,
    /,
    *,
    case_number: str,
    recipient_name: str,
    target: Path,
    password: str | None = None,
    call_id: CallId | None = None,
) -> Sent:
    """Write a signed call about a case as a one-page PDF for an investigator or a unit: this one, else the newest
    whose news about the case no sheet has told yet, else the newest of all.

    Slow work stands between short units of work. `export.start` names the file before it exists, and its hash is on
    record before it gets its name: after a kill the next start knows whether it left the desk (`recover_packets`).
    Raises NotFound for an unknown case, DeskFault when nothing of it is signed off yet or the target cannot be written.
    """
    role = check(desk, Act.SEND_PACKET)
    with desk.storage.write(desk.session) as uow:
        work = Work(uow, desk.clock.now(), desk, role)
        if uow.operations.made(op) is not None:
            raise DeskFault("This lead sheet was made already. It is in the list.")
        call, case = _signed_call(work, case_number, call_id)
        recipient = uow.recipients.by_name(recipient_name)
        if recipient is None:
            raise NotFound(f"There is no recipient named {recipient_name}. Add the recipient under Settings first.")
        if recipient.complaints:
            raise DeskFault(f"{recipient_name} receives complaints, and no lead sheets. Choose another recipient.")
        packet_id, packet = _start(work, call, case, recipient, target)
        uow.operations.record(op, Act.SEND_PACKET.value, packet_id, work.now)
        uow.commit()
    try:
        printed = _place(desk, packet_id, desk.press.prepare(packet, target, password=password))
    except DeskError:
        _close(desk, packet_id, None)
        raise
    _close(desk, packet_id, printed)
    return Sent(packet_id, packet.sheet_number, printed, Changes.PACKETS)


declared(send_packet, Act.SEND_PACKET, writes=True)


def _signed_call(work: Work, case_number: str, call_id: CallId | None) -> tuple[OpenCall, CaseRecord]:
    callbacks = work.uow.people.by_case_number(case_number)
    if not callbacks:
        raise NotFound(f"There is no case {case_number} here. Check the number; nothing was written.")
    found = [
        (call, case)
        for call in work.uow.calls.signed_of(callbacks)
        for case in work.uow.people.cases(work.uow.queue.victim_of(call.callback_id))
        if case.number == case_number and call_id in (None, call.id)
    ]
    if not found:
        raise DeskFault("No call about this case is signed off yet. Sign it off under Review; nothing was written.")
    found = [(call, case) for call, case in found if any(t.case_id == case.id for t in work.uow.calls.tips(call.id))]
    if not found:
        raise DeskFault("Nothing new was said about this case in a signed call. No lead sheet is made of it.")
    if len(found) == 1:
        return found[0]
    untold = {line.call_id for line, number in work.uow.calls.signed_without_packet() if number == case_number}
    return next((one for one in found if one[0].id in untold), found[0])


def _start(
    work: Work, call: OpenCall, case: CaseRecord, recipient: Recipient, target: Path
) -> tuple[PacketId, CasePacket]:
    year = work.now.astimezone(work.desk.zone).year
    sheet_number = work.uow.packets.next_sheet_number(year)
    copy = work.uow.packets.copies_of(case.number) + 1
    work.record(Event.EXPORT_START, kind="call", id=call.id, sheet=sheet_number)
    packet = build_packet(
        work, call.id, case, recipient, sheet_number=sheet_number, copy=copy, kind=PacketKind.LEAD_SHEET
    )
    record = PacketRecord(
        sheet_number=sheet_number,
        case_id=case.id,
        call_id=call.id,
        case_number=case.number,
        recipient=recipient.name,
        way=recipient.way.value,
        by=work.by,
        at=work.now,
        anchor=packet.anchor,
        copy=copy,
        temporary=str(target),
    )
    return work.uow.packets.start(record), packet


def _place(desk: Desk, packet_id: PacketId, prepared: Prepared) -> Printed:
    """Its hash goes on record, and then the file gets its name."""
    try:
        with writing(desk, Act.SEND_PACKET) as work:
            work.uow.packets.made(
                packet_id, sha256=prepared.sha256, pages=prepared.pages, size_bytes=prepared.size_bytes
            )
        return desk.press.place(prepared)
    except DeskError:
        desk.press.drop(prepared)
        raise


def _close(desk: Desk, packet_id: PacketId, printed: Printed | None) -> None:
    with writing(desk, Act.SEND_PACKET) as work:
        if printed is None:
            work.uow.packets.failed(packet_id, work.now)
            work.record(Event.EXPORT_DROPPED, kind="packet", id=packet_id, outcome="failed")
        else:
            work.uow.packets.done(packet_id, work.now)
            work.record(Event.EXPORT_DONE, kind="packet", id=packet_id, sha256=printed.sha256, pages=printed.pages)


@does(Act.SEND_PACKET)
def sheet_printed(work: Work, packet_id: PacketId, pages: int) -> Done:
    """So many pages of a sheet went to a printer: paper is a way out, too."""
    work.record(Event.PRINT, kind="packet", id=packet_id, pages=pages)
    return Done(Changes.NOTHING, packet_id)


@asks(Act.SEND_PACKET)
def lead_sheets(work: Work) -> tuple[PacketLine, ...]:
    """Sheets made so far, newest first."""
    return work.uow.packets.all()


@asks(Act.SEND_PACKET)
def ready_to_send(work: Work) -> tuple[tuple[ReviewLine, str], ...]:
    """Signed calls with new information and no sheet yet, with the case number of each."""
    return work.uow.calls.signed_without_packet()


@asks(Act.SEND_PACKET)
def recipients(work: Work) -> tuple[Recipient, ...]:
    """Investigators and in-trays, by name."""
    return work.uow.recipients.all()
