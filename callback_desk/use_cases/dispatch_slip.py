"""For the days nobody sits at the callback desk: one sentence for the front desk and dispatch, and slips."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import time
from pathlib import Path

from callback_desk.domain.access import Act
from callback_desk.domain.desk_calendar import DAYS, Shift
from callback_desk.domain.exports import ExportKind, Purpose
from callback_desk.domain.paper import PaperDocument, PaperKind, PaperPart
from callback_desk.use_cases.desk import Desk, Work, asks, declared
from callback_desk.use_cases.on_paper import OnPaper, desk_sheet, emergency_number, pressed
from callback_desk.use_cases.ports_world import Printed

SENTENCE = (
    "“The callback desk is not here at this moment. May I have your first name, a number, and a good time? "
    "Somebody calls you back.”"
)
_SLIPS = 4
_A_PAGE = 2
_BOXES = ("Wants to be called", "Something new for a case", "Does not want to be called", "Complains")


@asks(Act.PRINT_PAPER_SCRIPT)
def dispatch_slips(work: Work) -> PaperDocument:
    """A card and slips. No victim, no case and no volunteer is named on them."""
    return desk_sheet(
        work,
        "Slips for the callback desk",
        under="For the front desk and dispatch, when nobody is at the callback desk",
        of="slips",
        parts=(*_card(emergency_number(work), work.desk.rules.shifts), *_slips()),
    )


def print_dispatch_slips(desk: Desk, target: Path) -> Printed:
    """Write card and slips as a PDF. Raises DeskFault or DiskFull; then nothing was written."""
    what = OnPaper(ExportKind.DISPATCH_SLIPS, ("desk", desk.info.database_id), Purpose.CONTINUITY)
    return pressed(desk, Act.PRINT_PAPER_SCRIPT, dispatch_slips(desk), target, what)


declared(print_dispatch_slips, Act.PRINT_PAPER_SCRIPT, writes=True)


def _card(emergency: str, shifts: tuple[Shift, ...]) -> Iterator[PaperPart]:
    yield PaperPart(PaperKind.TITLE, "Somebody asks for the callback desk")
    yield PaperPart(PaperKind.HEADING, "Say")
    yield PaperPart(PaperKind.SAY, SENTENCE)
    yield PaperPart(PaperKind.HEADING, "Somebody is at the callback desk")
    weekly = sorted((one for one in shifts if one.on is None), key=Shift.in_order)
    for one in weekly:
        yield PaperPart(
            PaperKind.POINT, f"{DAYS[one.weekday].capitalize()}, {_clock(one.opens)} to {_clock(one.closes)}"
        )
    if not weekly:
        yield PaperPart(PaperKind.POINT, "Ask the supervisor for the days, and write them here:")
        yield PaperPart(PaperKind.LINES, items=("1",))
    yield PaperPart(PaperKind.HEADING, "On the slip")
    for line in (
        "First name, number, a good time. Day, hour and your initials. One box.",
        "A case number only if the caller says it without being asked. Their own words only if they want to.",
        "Into the box of the callback desk. It is typed in on the next day somebody is there, and then shredded.",
    ):
        yield PaperPart(PaperKind.POINT, line)
    yield PaperPart(PaperKind.HEADING, "Never")
    for line in (
        "Do not say whether a person is on a list, made a report, or was called, not even to a parent or partner.",
        "Do not look up a case for the caller, and do not ask what it is about.",
    ):
        yield PaperPart(PaperKind.POINT, line)
    yield PaperPart(PaperKind.HEADING, "If the caller says …")
    for line in (
        f"… somebody is in danger: {emergency}, now. Then tell the supervisor.",
        "… something that cannot wait until then: the watch commander, now. Then the slip.",
        "… they do not want to be called: say that nobody will call again, and tick that box.",
    ):
        yield PaperPart(PaperKind.POINT, line)


def _slips() -> Iterator[PaperPart]:
    for index in range(_SLIPS):
        if index % _A_PAGE == 0:
            yield PaperPart(PaperKind.PAGE)
        yield PaperPart(PaperKind.HEADING, "Slip for the callback desk")
        yield PaperPart(PaperKind.FIELDS, items=("Day", "Time", "Your initials"))
        yield PaperPart(PaperKind.FIELDS, items=("First name", "Number"))
        yield PaperPart(PaperKind.FIELDS, items=("A good time to call", "Case number, if they say it"))
        yield PaperPart(PaperKind.CHOICES, items=tuple(f"\t{box}\t" for box in _BOXES))
        yield PaperPart(PaperKind.SMALL, "Their own words, if they want to leave some")
        yield PaperPart(PaperKind.LINES, items=("2",))


def _clock(at: time) -> str:
    return f"{at:%I:%M %p}".removeprefix("0")
