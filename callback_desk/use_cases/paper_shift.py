"""The shift packet: a whole shift on paper, for a day without power or without the computer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from callback_desk.domain.access import Act
from callback_desk.domain.board_views import ShiftAhead
from callback_desk.domain.errors import DeskFault
from callback_desk.domain.exports import ExportKind, Purpose
from callback_desk.domain.hotlines import OCCASIONS, HotlineTable
from callback_desk.domain.paper import PaperDocument, PaperKind, PaperPart
from callback_desk.use_cases.days import day_in_words
from callback_desk.use_cases.desk import Desk, Work, asks, declared
from callback_desk.use_cases.list_out import FOOT, list_parts, shift_lines
from callback_desk.use_cases.on_paper import OnPaper, pressed
from callback_desk.use_cases.paper_script import script_on_paper
from callback_desk.use_cases.ports_world import Printed
from callback_desk.use_cases.roster import shifts_ahead
from callback_desk.use_cases.which_script import CALL

MOST_FORMS = 25  # nobody telephones more people in a shift
_NUMBERS = "5 4 9"
_OCCASIONS = dict(
    zip(
        OCCASIONS,
        ("Danger now", "Distress", "Help for victims", "Police, not urgent", "Fraud", "Identity theft"),
        strict=True,
    )
)


def print_shift_packet(
    desk: Desk, target: Path, password: str | None = None, *, forms: int = 1, language: str = "en"
) -> Printed:
    """Write cover, today's list, numbers to give and blank forms of the published script as one PDF.

    `forms` is how many forms (0 to 25), `language` theirs (ISO 639-1). Raises DeskFault for a number of forms beyond
    that, NotFound without a published script, DiskFull; then nothing was written.
    """
    what = OnPaper(
        ExportKind.SHIFT_PACKET,
        ("desk", desk.info.database_id),
        Purpose.CONTINUITY,
        records=len(shift_lines(desk)),
    )
    return pressed(desk, Act.SEARCH_QUEUE, shift_packet(desk, forms, language), target, what, password)


declared(print_shift_packet, Act.SEARCH_QUEUE, writes=True)


def shift_packet(desk: Desk, forms: int, language: str) -> PaperDocument:
    """What `print_shift_packet` writes. At most 25 people, each by every rule of the moment; nothing of a report."""
    if not 0 <= forms <= MOST_FORMS:
        raise DeskFault(f"Choose 0 to {MOST_FORMS} paper forms.", code="forms")
    lines = shift_lines(desk)
    now = desk.clock.now()
    parts = [*_cover(desk, shift_cover(desk), len(lines), forms), PaperPart(PaperKind.PAGE), *list_parts(lines)]
    parts += [PaperPart(PaperKind.PAGE), *_hotlines(desk)]
    if forms:
        form = script_on_paper(desk, language, purpose=CALL).parts
        for _ in range(forms):
            parts += [PaperPart(PaperKind.PAGE), *form]
    return PaperDocument(
        title="Shift packet",
        head=desk.info.agency,
        under=f"Shift packet, {day_in_words(now, desk.zone)}, {now.astimezone(desk.zone):%H:%M %Z}",
        foot=FOOT,
        parts=tuple(parts),
    )


declared(shift_packet, Act.SEARCH_QUEUE, writes=False)


@asks(Act.SEARCH_QUEUE)
def shift_cover(work: Work) -> tuple[tuple[ShiftAhead, ...], str]:
    """(today's shifts, the head of the audit trail as it is printed)."""
    today = work.now.astimezone(work.desk.zone).date()
    shifts = (one for one in shifts_ahead(work, 1) if one.start.astimezone(work.desk.zone).date() == today)
    return tuple(shifts), work.uow.audit.anchor()


def _cover(desk: Desk, cover: tuple[tuple[ShiftAhead, ...], str], people: int, forms: int) -> Iterator[PaperPart]:
    shifts, anchor = cover
    yield PaperPart(PaperKind.TITLE, "A shift on paper")
    yield PaperPart(
        PaperKind.TEXT,
        f"In this packet: {people} {'person' if people == 1 else 'people'} to call today, the numbers to give, and "
        f"{forms} blank {'form' if forms == 1 else 'forms'}. Copy a form for each call.",
    )
    yield PaperPart(PaperKind.HEADING, "Who comes today")
    for one in shifts:
        start, end = one.start.astimezone(desk.zone), one.end.astimezone(desk.zone)
        yield PaperPart(PaperKind.POINT, f"{start:%H:%M} to {end:%H:%M}: {', '.join(one.names) or 'nobody is entered'}")
    if not shifts:
        yield PaperPart(PaperKind.TEXT, "No shift is entered for today.")
    yield PaperPart(PaperKind.HEADING, "Before the first call")
    for line in (
        "One list, one volunteer: cross a line out when you take it, so that nobody is called twice.",
        "Both checks come first, on paper too. Nothing of the report stands in this packet.",
        "Danger now: the first number on the page after the list. Then tell the supervisor.",
        "Somebody asks not to be called again: write it large on the form. It holds from this moment.",
    ):
        yield PaperPart(PaperKind.POINT, line)
    yield PaperPart(PaperKind.HEADING, "Afterwards")
    for line in (
        "Enter every form the same day: My shift, Enter a paper form.",
        "Then shred list and forms, and write down here that it is done.",
    ):
        yield PaperPart(PaperKind.POINT, line)
    yield PaperPart(PaperKind.FIELDS, items=("Handed out by", "To", "At"))
    yield PaperPart(PaperKind.FIELDS, items=("Entered and shredded by", "At"))
    yield PaperPart(PaperKind.SMALL, f"Check {anchor}")


def _hotlines(desk: Desk) -> Iterator[PaperPart]:
    table: HotlineTable = desk.rules.hotlines
    yield PaperPart(PaperKind.TITLE, "Numbers to give")
    if stale := table.due(desk.clock.now().astimezone(desk.zone).date()):
        yield PaperPart(PaperKind.BOXED, stale)
    for occasion, name in _OCCASIONS.items():
        found = table.for_(occasion, desk.info.region)
        if not found:
            continue
        yield PaperPart(PaperKind.HEADING, name)
        for one in found:
            yield PaperPart(PaperKind.ROW, "", _NUMBERS, (one.name, one.number, one.says))
    yield PaperPart(
        PaperKind.SMALL, f"Looked at until {table.review_by:%B} {table.review_by.day}, {table.review_by.year}."
    )
