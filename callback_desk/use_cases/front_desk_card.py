"""The card for the front desk: what to say to somebody who rings to check whether a caller was ours."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from callback_desk.domain.access import Act
from callback_desk.domain.agency_answers import Answer, filled, key_of
from callback_desk.domain.exports import ExportKind, Purpose
from callback_desk.domain.paper import PaperDocument, PaperKind, PaperPart
from callback_desk.domain.people import DeskInfo
from callback_desk.use_cases.desk import Desk, Work, asks, declared
from callback_desk.use_cases.on_paper import OnPaper, desk_sheet, emergency_number, pressed
from callback_desk.use_cases.ports_world import Printed
from callback_desk.use_cases.said_facts import agency_answers

_NO_NUMBER = "No number is entered yet. Enter it under Settings, What we say, and print this card again."


@asks(Act.PRINT_PAPER_SCRIPT)
def front_desk_card(work: Work) -> PaperDocument:
    """One page for whoever answers the published number. No victim, no case and no volunteer is named on it."""
    info = work.uow.desk.info()
    complaint = agency_answers(work).get(key_of(Answer.COMPLAINT, "en"), "")
    complaint = filled(complaint, {"callback_phone": info.callback_phone})
    return desk_sheet(
        work,
        "Front-desk card",
        under="For whoever answers the published number",
        of="front-desk card",
        parts=_parts(info, emergency_number(work), complaint),
    )


def print_front_desk_card(desk: Desk, target: Path) -> Printed:
    """Write the card as a PDF. Raises DeskFault or DiskFull; then nothing was written."""
    what = OnPaper(ExportKind.DESK_CARD, ("desk", desk.info.database_id), Purpose.CONTINUITY)
    return pressed(desk, Act.PRINT_PAPER_SCRIPT, front_desk_card(desk), target, what)


declared(print_front_desk_card, Act.PRINT_PAPER_SCRIPT, writes=True)


def _parts(info: DeskInfo, emergency: str, complaint: str) -> Iterator[PaperPart]:
    yield PaperPart(PaperKind.TITLE, "“Was that call really from you?”")
    number = info.callback_phone or _NO_NUMBER
    yield PaperPart(PaperKind.BOXED, f"Published number: {number}", _extension(info.desk_extension))
    yield PaperPart(PaperKind.HEADING, "Say")
    yield PaperPart(
        PaperKind.SAY,
        "Yes, trained volunteers of ours call people who made a report. You did right to check. "
        "I put you through to the callback desk.",
    )
    yield PaperPart(
        PaperKind.SAY,
        "Our callers never ask for money, bank or card details, a social security or other ID number, a password, "
        "or a code sent to your phone.",
    )
    yield PaperPart(PaperKind.HEADING, "Nobody at the callback desk?")
    yield PaperPart(PaperKind.SAY, "May I have your first name, a number, and a good time? Somebody calls you back.")
    yield PaperPart(PaperKind.POINT, "Give the note to the callback desk. Write no case number and no reason on it.")
    yield PaperPart(PaperKind.HEADING, "Never")
    for line in (
        "Do not say whether a person is on our list, made a report, or was called.",
        "Do not look up a case for the caller, and do not read an address, a number or a birth date aloud.",
        "Do not give the name of a volunteer. You may say yes or no to a first name the caller gives.",
        "Another person may be ringing for them. All of this holds for a husband, a wife or a parent, too.",
    ):
        yield PaperPart(PaperKind.POINT, line)
    yield PaperPart(PaperKind.HEADING, "If the caller says …")
    for line in (
        f"… somebody is in danger: {emergency}, now. Then tell the supervisor.",
        "… they were asked for money or numbers: it was not us. Take a report of it, and tell the supervisor today.",
        "… they do not want to be called: say that nobody will call again, and tell the callback desk at once.",
        "… they want to complain: " + (complaint or "put them through to whoever handles complaints; do not judge it."),
        "… they need another language: use the interpreter line. A child or a relative does not interpret.",
    ):
        yield PaperPart(PaperKind.POINT, line)


def _extension(extension: str) -> str:
    return (
        f"Callback desk: extension {extension}" if extension else "Callback desk: ask the supervisor for the way there"
    )
