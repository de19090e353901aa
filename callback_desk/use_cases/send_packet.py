"""The lead sheet: made between two short units of work, checked by re-reading, logged with its hash."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

from callback_desk.domain.access import Act
from callback_desk.domain.audit import Event
from callback_desk.domain.changes import Changes, Done
from callback_desk.domain.errors import DeskFault, NotFound
from callback_desk.domain.exports import (
    ExportFilter,
    ExportKind,
    ExportLine,
    ExportStep,
    Means,
    NewExport,
    Series,
    SheetCase,
    SheetPoint,
    StepKind,
    reason_note,
)
from callback_desk.domain.ids import CallId, ExportId, OperationId, RecipientId
from callback_desk.domain.packet import PacketKind
from callback_desk.domain.packet_content import content_sha
from callback_desk.domain.people import DeliveryWay, Recipient
from callback_desk.domain.receipts import reply_words
from callback_desk.domain.records import CaseRecord, OpenCall
from callback_desk.domain.unprintable import Unprintable
from callback_desk.domain.views import ReviewLine
from callback_desk.use_cases.desk import Desk, Work, asks, check, declared, does
from callback_desk.use_cases.going_out import MADE_ALREADY, Leaving, go_out
from callback_desk.use_cases.packet_of_call import build_packet, lines_about
from callback_desk.use_cases.ports_world import Printed, Volume
from callback_desk.use_cases.stepup import step_up
from callback_desk.use_cases.where_to import NEEDS_PASSWORD, volume_allowed

OTHER_RECIPIENT = "other-recipient"
_REASON_WORDS = 3
_NOTHING = "Nothing was written."


@dataclass(frozen=True, slots=True)
class Sent:
    export_id: ExportId
    sheet_number: str
    printed: Printed
    changes: Changes


@dataclass(frozen=True, slots=True)
class Delivery:
    """Where a sheet goes: the file's path, None for the folder kept with the recipient; whether it is for a printer
    alone; a password for this sheet, None for the one kept with the recipient, if sheets for them are sealed.

    `into` is a folder chosen now, where the file is named by its number; it stands in the place of `target`.
    """

    target: Path | None
    printing: bool = False
    into: Path | None = None
    password: str | None = field(default=None, repr=False)


def send_packet(
    desk: Desk,
    op: OperationId,
    /,
    *,
    case_number: str,
    confirmed_case: str,
    recipient_name: str,
    delivery: Delivery,
    call_id: CallId | None = None,
    kept: bool = False,
    reason_other: str = "",
    own_password: str = "",
) -> Sent:
    """Write a signed call about a case as a one-page PDF for an investigator or a unit: this one, else the newest
    whose news about the case no sheet has told yet, else the newest of all.

    `confirmed_case` is the number a person typed, and is the same (security T15); `reason_other` says in a few words
    why it goes to somebody else than the records system names; `own_password` is asked for by a refusal with the code
    "step-up". Raises NotFound for an unknown case or recipient, and DeskFault: nothing is signed off yet, the place is
    copied to other computers, a drive one takes along needs a password; with the code KEEP_OR_CHANGE a line names
    what a sheet does not name (another victim, a rating), until a supervisor has read it and it is `kept`.
    """
    role = check(desk, Act.SEND_PACKET)
    if " ".join(confirmed_case.split()) != case_number:
        raise DeskFault(f"The case number that was typed is another one. {_NOTHING}", code="other-case")
    with desk.storage.read(desk.session) as uow:
        if uow.operations.made(op) is not None:  # before anybody is asked for a password again
            raise DeskFault(MADE_ALREADY)
    step_up(desk, role, Act.SEND_PACKET, own_password, _NOTHING)

    def plan(work: Work) -> Leaving:
        return replace(plan_sheet(work, case_number, call_id, recipient_name, delivery, reason_other), kept=kept)

    gone = go_out(desk, Act.SEND_PACKET, plan, op=op)
    return Sent(gone.id, gone.number, gone.printed, Changes.PACKETS)


declared(send_packet, Act.SEND_PACKET, writes=True)


def plan_sheet(
    work: Work,
    case_number: str,
    call_id: CallId | None,
    recipient_name: str,
    delivery: Delivery,
    reason_other: str = "",
) -> Leaving:
    """One sheet as it is about to be made, read in one consistent state. Raises as `send_packet`."""
    call, case = _signed_call(work, case_number, call_id)
    recipient = recipient_of_news(work, recipient_name)
    other = is_other(work, case, recipient)
    if other and len(reason_other.split()) < _REASON_WORDS:
        raise DeskFault(
            f"The records system names {case.investigator} for this case. Say in a few words why it goes to "
            f"{recipient.name}. {_NOTHING}",
            code=OTHER_RECIPIENT,
        )
    leaving = _sheet(work, call, case, recipient, delivery)
    if other:
        work.uow.desk.put_note(reason_note(leaving.export), reason_other.strip(), by=work.by, at=work.now)
    return leaving


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


def recipient_of_news(work: Work, name: str) -> Recipient:
    """Somebody who receives lead sheets now. Raises NotFound, DeskFault."""
    found = work.uow.recipients.by_name(name)
    if found is None:
        raise NotFound(f"There is no recipient named {name}. Add the recipient under Settings first.")
    if found.complaints:
        raise DeskFault(f"{name} receives complaints, and no lead sheets. Choose another recipient.")
    if found.closed_at is not None:
        raise DeskFault(f"{name} receives nothing any more. Choose another recipient.")
    return found


def is_other(work: Work, case: CaseRecord, recipient: Recipient) -> bool:
    """Whether the records system names somebody else for this case, who is not of the recipient's unit either.

    Whoever is not entered here has their sheets from the tray on duty.
    """
    named = case.investigator.casefold()
    if not named or named == recipient.name.casefold():
        return False
    assigned = work.uow.recipients.by_name(case.investigator)
    if assigned is None:
        return not recipient.duty
    return not assigned.unit or assigned.unit != recipient.unit


def _sheet(work: Work, call: OpenCall, case: CaseRecord, recipient: Recipient, delivery: Delivery) -> Leaving:
    tips = lines_about(work, call.id, case)
    points = tuple(SheetPoint(number, tip.id, len(tip.corrections)) for number, tip in enumerate(tips, start=1))
    number, copy = _number(work, case, recipient, points)
    target, means, password = _delivered(work, recipient, delivery, number)
    packet = build_packet(work, call.id, case, recipient, sheet_number=number, copy=copy, kind=PacketKind.LEAD_SHEET)
    export = NewExport(
        kind=ExportKind.LEAD_SHEET,
        number=number,
        copy=copy,
        by=work.by,
        at=work.now,
        means=means,
        purpose=recipient.purpose,
        recipient_id=recipient.id,
        recipient=recipient.name,
        agency=recipient.agency,
        case_numbers=(case.number,),
        records=1,
        object_kind="case",
        object_id=str(case.id),
        anchor=packet.anchor,
        content_sha=content_sha(packet),
        target=str(target),
    )
    return Leaving(export, packet, password, recipient.paper, SheetCase(case.id, (call.id,)), points)


def _delivered(work: Work, recipient: Recipient, delivery: Delivery, number: str) -> tuple[Path, Means, str | None]:
    """Where the file will lie, how it leaves and what seals it. Raises DeskFault."""
    password = delivery.password
    if password is None and recipient.way is DeliveryWay.PASSWORD and not delivery.printing:
        password = work.uow.recipients.password_of(recipient.id) or None
    target, means = delivery.target, Means.PRINT if delivery.printing else Means.SAVE
    if delivery.into is not None:
        target = delivery.into / f"{number}.pdf"
    elif target is None:
        if recipient.way is not DeliveryWay.FOLDER or not recipient.folder:
            raise DeskFault(f"No folder is kept for {recipient.name}. Choose where the sheet is saved.")
        target, means = Path(recipient.folder) / f"{number}.pdf", Means.FOLDER
    volume = volume_allowed(work.desk.press, target.parent)
    if password is None and (volume is Volume.REMOVABLE or recipient.way is DeliveryWay.PASSWORD):
        whose = "A drive that can be carried away" if volume is Volume.REMOVABLE else recipient.name
        if not delivery.printing:
            raise DeskFault(f"{whose} gets sheets with a password. Type one. {_NOTHING}", code=NEEDS_PASSWORD)
    return target, Means.PASSWORD if password is not None else means, password


def _number(work: Work, case: CaseRecord, recipient: Recipient, points: tuple[SheetPoint, ...]) -> tuple[str, int]:
    """The number and the copy: the same lines for the same recipient keep their number, so that a "2" written on any
    copy means one line."""
    for sheet in work.uow.exports.sheets_of(case.id, recipient.id):
        before = work.uow.exports.points(sheet.id)
        if [(one.number, one.tip_id) for one in before] == [(one.number, one.tip_id) for one in points]:
            return sheet.number, work.uow.exports.next_copy(sheet.number)
    year = work.now.astimezone(work.desk.zone).year
    return work.uow.exports.next_number(Series.LEAD_SHEETS, year), 1


@does(Act.SEND_PACKET)
def sheet_printed(work: Work, export_id: ExportId, pages: int) -> Done:
    """So many pages of a sheet went to a printer: paper is a way out, too."""
    step = ExportStep(export_id, work.now, work.by, StepKind.PRINTED, pages=pages)
    work.uow.exports.add_step(step)
    work.record(Event.PRINT, kind="export", id=export_id, pages=pages)
    return Done(Changes.PACKETS, export_id)


@asks(Act.SEND_PACKET)
def lead_sheets(work: Work) -> tuple[ExportLine, ...]:
    """Sheets made so far, newest first, each with how its points were answered."""
    replies = work.uow.receipts.replies()
    wanted = ExportFilter(kinds=frozenset({ExportKind.LEAD_SHEET}), done_only=True)
    lines = work.uow.exports.lines(wanted)
    return tuple(replace(one, reply=reply_words(replies.get(one.id, {}))) for one in lines)


@asks(Act.SEND_PACKET)
def ready_to_send(work: Work) -> tuple[tuple[ReviewLine, str], ...]:
    """Signed calls with new information and no sheet yet, with the case number of each."""
    return work.uow.calls.signed_without_packet()


@asks(Act.SEND_PACKET)
def recipients(work: Work) -> tuple[Recipient, ...]:
    """Investigators and in-trays, by name."""
    return work.uow.recipients.all()


@asks(Act.SEND_PACKET)
def letters_missing(work: Work, case_number: str, call_id: CallId | None = None) -> tuple[Unprintable, ...]:
    """What of the sheet about this case no font of paper has, before it is made. Raises as `send_packet` does for a
    case without a sheet."""
    call, case = _signed_call(work, case_number, call_id)
    nobody = Recipient(RecipientId(0), "", unit="-")
    packet = build_packet(work, call.id, case, nobody, sheet_number="LS-2000-0001", copy=1, kind=PacketKind.LEAD_SHEET)
    return work.desk.press.unprintable(packet)
