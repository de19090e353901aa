"""From a signed call to the value that goes on paper. What may not go on paper never enters it."""

from __future__ import annotations

from datetime import UTC, datetime

from callback_desk.call_script.form_reader import form_from_xform
from callback_desk.domain.ids import CallId
from callback_desk.domain.packet import (
    ActBy,
    Attribution,
    CasePacket,
    PacketCase,
    PacketKind,
    PacketPoint,
    PacketRecipient,
    PacketVictim,
    PrintMark,
    PropertyLine,
    ReachLine,
    SignOff,
)
from callback_desk.domain.packet import Correction as PaperCorrection
from callback_desk.domain.packet import Sureness as PaperSureness
from callback_desk.domain.people import Recipient
from callback_desk.domain.phone import display_text
from callback_desk.domain.records import CaseRecord, OpenCall, PersonRecord, PhoneRecord
from callback_desk.domain.tip import NewTip, Sureness, Tip, TipKind, TipSource
from callback_desk.use_cases.desk import Work

_SOURCE = {
    TipSource.SAW: "Seen by the victim.",
    TipSource.HEARD: "Heard by the victim.",
    TipSource.TOLD: "Told to the victim by someone else.",
    TipSource.CAMERA_OR_ONLINE: "Seen by the victim on a camera or online.",
    TipSource.WORKED_OUT: "Worked out by the victim.",
    TipSource.NOT_SAID: "How the victim knows was not said.",
}
_SURE = {
    Sureness.VERY: PaperSureness.VERY,
    Sureness.FAIRLY: PaperSureness.FAIRLY,
    Sureness.NOT_VERY: PaperSureness.NOT_VERY,
    Sureness.NOT_SAID: PaperSureness.NOT_ASKED,
}
_KIND_OF_PHONE = {"home": "Home", "mobile": "Mobile", "work": "Work", "safe": "Safe number", "other": "Telephone"}
_LANGUAGE = {"en": "English", "es": "Spanish"}


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
    call = work.uow.calls.get(call_id)
    victim = work.uow.people.person(work.uow.queue.victim_of(call.callback_id))
    phone = next((p for p in work.uow.people.phones(victim.id) if p.id == call.phone_id), None)
    tips = sorted((tip for tip in work.uow.calls.tips(call_id) if tip.case_id == case.id), key=_most_urgent_first)
    info = work.desk.info
    return CasePacket(
        kind=kind if tips or kind is not PacketKind.LEAD_SHEET else PacketKind.NO_NEWS,
        agency=info.agency,
        desk_telephone=info.callback_phone,
        return_to=f"the Callback Desk tray, or extension {info.desk_extension}"
        if info.desk_extension
        else "the Callback Desk tray",
        sheet_number=sheet_number,
        case=_case(case, work, call),
        victim=PacketVictim(
            victim.name.display, adult=True, identity_check="Right person confirmed by a fact the victim supplied."
        ),
        recipient=PacketRecipient(recipient.name, recipient.unit),
        act_by=_act_by(tips),
        points=tuple(_point(number, tip.said) for number, tip in enumerate(tips, start=1)),
        property_lines=tuple(_property(tip.said) for tip in tips if tip.said.kind is TipKind.PROPERTY_ID),
        victim_words=tuple(tip.said.exact_words for tip in tips if tip.said.exact_words),
        reach=_reach(phone, work, victim),
        wants="Willing to give a statement." if any(tip.said.statement for tip in tips) else "",
        attribution=_attribution(work, call, tips),
        corrections=tuple(
            PaperCorrection(number, entry.text, entry.by, entry.at, entry.reason)
            for number, tip in enumerate(tips, start=1)
            for entry in tip.corrections
        ),
        printed=PrintMark(work.now.astimezone(UTC), work.by, copy),
        anchor=work.uow.audit.anchor(),
        zone=info.timezone,
    )


def _most_urgent_first(tip: Tip) -> tuple[bool, str, int]:
    return (not tip.said.urgent, tip.said.act_by.isoformat() if tip.said.act_by else "9999", tip.said.ordinal)


def _case(case: CaseRecord, work: Work, call: OpenCall) -> PacketCase:
    code = case.offense_codes[0] if case.offense_codes else ""
    offense = work.desk.rules.offenses.offense(code) if code else None
    return PacketCase(
        case_number=case.number,
        plain_label=case.offense_plain.lower(),
        offense_name=offense.label if offense else case.offense_text,
        offense_code=code,
        district=f"District {case.district}" if case.district.isdigit() else case.district,
        reported_at=case.reported_at or call.started_at,
    )


def _act_by(tips: list[Tip]) -> ActBy | None:
    dated = [(number, tip.said) for number, tip in enumerate(tips, start=1) if tip.said.act_by]
    if not dated:
        return None
    first = min(said.act_by for _, said in dated if said.act_by)
    points = tuple(number for number, said in dated if said.act_by == first)
    what = next(said.text for number, said in dated if number == points[0])
    return ActBy(first, what.rstrip(".") + ".", points)


def _point(number: int, said: NewTip) -> PacketPoint:
    source = _SOURCE[said.source]
    if said.source is TipSource.TOLD and said.source_who:
        source = f"Told to the victim by {said.source_who.rstrip('.')}."
    return PacketPoint(number, said.text, source, "", _SURE[said.sure], said.read_back, said.urgent)


def _property(said: NewTip) -> PropertyLine:
    item, _, identifier = said.text.rpartition(":")
    checked = "Read back by telephone" if said.read_back else "Not read back"
    return PropertyLine(item.strip() or "As told", identifier.strip(), checked)


def _reach(phone: PhoneRecord | None, work: Work, victim: PersonRecord) -> tuple[ReachLine, ...]:
    if phone is None or not phone.e164:
        return ()
    agreed = work.uow.people.safe_contact(victim.id)
    number = display_text(phone.e164, work.desk.info.region) + (f" ext. {phone.extension}" if phone.extension else "")
    sentence = agreed.sentence or "Nothing was agreed about messages: leave none."
    return (ReachLine(f"{_KIND_OF_PHONE[phone.kind.value]} {number}", sentence),)


def _attribution(work: Work, call: OpenCall, tips: list[Tip]) -> Attribution:
    script = work.uow.scripts.get(call.script)
    signed = next(((tip.signed_by, tip.signed_at) for tip in tips if tip.signed_at), None)
    return Attribution(
        language=_LANGUAGE.get(call.language, call.language),
        interpreter="",
        call_started_at=call.started_at,
        call_ended_at=call.ended_at or call.started_at,
        volunteer=_initials(work.uow.staff.get(call.staff_id).name),
        script_title=script.title,
        script_version=script.version,
        questions=_question_numbers(script.xform, {tip.said.question for tip in tips if tip.said.question}),
        signed_off=SignOff(signed[0], _utc(signed[1])) if signed and signed[1] else None,
    )


def _question_numbers(xform: str, names: set[str]) -> tuple[str, ...]:
    """Where the questions stand in the script, from 1: "14" says more to a reader than a column name."""
    asked = [question.name for question in form_from_xform(xform).questions]
    return tuple(str(number) for number, name in enumerate(asked, start=1) if name in names)


def _utc(at: datetime) -> datetime:
    return at.astimezone(UTC)


def _initials(name: str) -> str:
    """ "Ruth Keller" on paper is "R. Keller"."""
    first, _, last = name.strip().rpartition(" ")
    return f"{first[0]}. {last}" if first else last
