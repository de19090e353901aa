"""From a signed call to the value that goes on paper. What may not go on paper never enters it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC

from callback_desk.domain.ids import CallId
from callback_desk.domain.packet import CasePacket, PacketCase, PacketKind, PacketRecipient, PrintMark
from callback_desk.domain.people import DeskInfo, Recipient
from callback_desk.domain.records import CaseRecord, OpenCall
from callback_desk.domain.tip import Tip, order_on_sheet
from callback_desk.use_cases.desk import Work
from callback_desk.use_cases.follow_up import answering
from callback_desk.use_cases.packet_parts import (
    act_by_of,
    corrections_of,
    points_of,
    property_of,
    reach_of,
    victim_of,
)
from callback_desk.use_cases.packet_source import attribution_of, person_matched, versions_of


def build_packet(
    work: Work,
    call_id: CallId,
    case: CaseRecord,
    recipient: Recipient,
    *,
    sheet_number: str,
    copy: int,
    kind: PacketKind,
) -> CasePacket:
    """Read everything a lead sheet says in one consistent state: the lines about this case, and no others."""
    tips = lines_about(work, call_id, case)
    call = work.uow.calls.get(call_id)
    packet = packet_with(work, call, case, recipient, tips, sheet_number=sheet_number, copy=copy, kind=kind)
    return replace(packet, points=answering(work, call_id, packet.points), property_lines=property_of(work, tips))


def packet_with(
    work: Work,
    call: OpenCall,
    case: CaseRecord,
    recipient: Recipient,
    tips: tuple[Tip, ...],
    *,
    sheet_number: str,
    copy: int,
    kind: PacketKind,
) -> CasePacket:
    """The page of these lines; they need not be on record yet."""
    victim = work.uow.people.person(work.uow.queue.victim_of(call.callback_id))
    phone = next((p for p in work.uow.people.phones(victim.id) if p.id == call.phone_id), None)
    info = work.desk.info
    return CasePacket(
        kind=kind,
        agency=info.agency,
        desk_telephone=info.callback_phone,
        return_to=returned_to(info),
        sheet_number=sheet_number,
        case=_case(case, work),
        victim=victim_of(victim, work, matched=person_matched(work, call)),
        recipient=PacketRecipient(recipient.name, recipient.unit),
        act_by=act_by_of(tips),
        points=points_of(tips),
        property_lines=(),
        victim_words=tuple(tip.said.exact_words for tip in tips if tip.said.exact_words),
        reach=reach_of(work, victim, phone),
        wants="To give a statement." if any(tip.said.statement for tip in tips) else "",
        attribution=attribution_of(work, call, tips),
        corrections=corrections_of(tips),
        printed=PrintMark(work.now.astimezone(UTC), work.by, copy),
        versions=versions_of(work),
        anchor=work.uow.audit.anchor(),
        zone=info.timezone,
    )


def lines_about(work: Work, call_id: CallId, case: CaseRecord) -> tuple[Tip, ...]:
    """What a call brought about this case, in the order of the numbers on its sheet: 1, 2, 3."""
    return tuple(sorted((tip for tip in work.uow.calls.tips(call_id) if tip.case_id == case.id), key=order_on_sheet))


def _case(case: CaseRecord, work: Work) -> PacketCase:
    code = case.offense_codes[0] if case.offense_codes else ""
    offense = work.desk.rules.offenses.offense(code) if code else None
    return PacketCase(
        case_number=case.number,
        plain_label=case.offense_plain.lower(),
        offense_name=offense.label if offense else case.offense_text,
        offense_code=code,
        district=f"District {case.district}" if case.district.isdigit() else case.district,
        reported_at=case.reported_at,
    )


def returned_to(info: DeskInfo) -> str:
    """Where a sheet comes back to, the end of "Return to ..."."""
    tray = "the Callback Desk tray"
    return f"{tray}, or extension {info.desk_extension}" if info.desk_extension else tray
