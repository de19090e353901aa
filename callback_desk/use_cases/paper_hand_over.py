"""The hand-over sheet: what the next supervisor must know before the first call, on one page to be signed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from callback_desk.domain.access import Act
from callback_desk.domain.denied import hits_in
from callback_desk.domain.errors import DeskFault
from callback_desk.domain.exports import ExportKind, Purpose
from callback_desk.domain.paper import PaperDocument, PaperKind, PaperPart
from callback_desk.domain.views import BoardView, PromiseLine
from callback_desk.use_cases.board import board
from callback_desk.use_cases.days import day_in_words, end_of_day
from callback_desk.use_cases.denied_tokens import private_of
from callback_desk.use_cases.desk import Desk, Work, asks, declared
from callback_desk.use_cases.on_paper import OnPaper, pressed
from callback_desk.use_cases.pins import pinned
from callback_desk.use_cases.ports_world import Printed
from callback_desk.use_cases.shift import last_note

_FOOT = "Personal data: short names. Give it to the next supervisor, and shred it when it was read."
_ITEMS = "6 11 4"
_SHIFTS = "5 6 5 3"


def hand_over_sheet(desk: Desk) -> PaperDocument:
    """The board's note, pins and open decisions, today's promised times and the next shifts. Names are short."""
    seen, times = board(desk), promised_today(desk)
    now = desk.clock.now()
    on = now.astimezone(desk.zone)
    return PaperDocument(
        title="Hand-over",
        head=desk.info.agency,
        under=f"Hand-over of the callback desk, {day_in_words(now, desk.zone)}, {on:%H:%M %Z}",
        foot=_FOOT,
        parts=tuple(_parts(desk, seen, times)),
    )


declared(hand_over_sheet, Act.BOARD, writes=False)


def print_hand_over_sheet(desk: Desk, target: Path, password: str | None = None) -> Printed:
    """Write it as a PDF. Raises DeskFault, also for words that name what stands on no page that lies about, or
    DiskFull; then nothing was written."""
    refuse_private(desk)
    what = OnPaper(ExportKind.HAND_OVER_SHEET, ("desk", desk.info.database_id), Purpose.CONTINUITY)
    return pressed(desk, Act.BOARD, hand_over_sheet(desk), target, what, password)


declared(print_hand_over_sheet, Act.BOARD, writes=True)


@asks(Act.BOARD)
def refuse_private(work: Work) -> None:
    """Raises DeskFault, which names the note, when somebody typed a birth date, an e-mail address or a confidential
    address of a person on this sheet."""
    note, _ = last_note(work)
    pins, times = pinned(work), work.uow.queue.promises(end_of_day(work), owner=None)
    typed = [("The note for the next shift", note, True)]
    typed += [(f"What is pinned for {one.short_name}", one.sentence, True) for one in pins]
    typed += [(f"What was noted with the time for {one.short_name}", one.note, True) for one in times]
    people = dict.fromkeys([*(one.callback_id for one in pins), *(one.callback_id for one in times)])
    if found := hits_in(typed, private_of(work, people)):
        what = "; ".join(dict.fromkeys(f"{hit.field} holds {hit.why.value}" for hit in found))
        raise DeskFault(
            f"The hand-over sheet was not made. {what}. Paper lies about: say it in other words, and make the sheet "
            "again. Nothing was written.",
            code="denied",
        )


@asks(Act.BOARD)
def promised_today(work: Work) -> tuple[PromiseLine, ...]:
    """Times that are promised until the end of the desk's day, the earliest first; missed ones too."""
    return work.uow.queue.promises(end_of_day(work), owner=None)


def _parts(desk: Desk, seen: BoardView, times: tuple[PromiseLine, ...]) -> Iterator[PaperPart]:
    counts = seen.counts
    yield PaperPart(PaperKind.TITLE, "For the next shift")
    yield PaperPart(
        PaperKind.TEXT,
        f"Today {seen.tries_today} tries, {seen.reached_today} reached, {seen.with_news_today} with new information. "
        f"On the list now: {counts.due} due, {counts.ready} ready, {counts.later} later, {counts.blocked} waiting for "
        "a decision or kept off.",
    )
    if seen.note:
        yield PaperPart(PaperKind.BOXED, seen.note, seen.note_by)
    yield PaperPart(PaperKind.HEADING, "Pinned people")
    for one in seen.pinned:
        standing = f" ({one.standing})" if one.standing else ""
        yield PaperPart(PaperKind.POINT, f"{one.short_name}{standing}: {one.sentence} {one.by}.")
    if not seen.pinned:
        yield PaperPart(PaperKind.TEXT, "Nobody is pinned.")
    yield PaperPart(PaperKind.HEADING, "Promised times today")
    for line in times:
        note = f": {line.note}" if line.note else ""
        late = ", missed" if line.at < desk.clock.now() else ""
        yield PaperPart(PaperKind.POINT, f"{_clock(desk, line.at)}{late}, {line.short_name}{note}")
    if not times:
        yield PaperPart(PaperKind.TEXT, "No time is promised for today.")
    yield from _waiting(desk, seen)
    yield from _shifts(desk, seen)
    yield PaperPart(PaperKind.HEADING, "Said in person")
    yield PaperPart(PaperKind.LINES, items=("3",))
    yield PaperPart(PaperKind.FIELDS, items=("Handed over by", "Taken over by", "At"))


def _waiting(desk: Desk, seen: BoardView) -> Iterator[PaperPart]:
    yield PaperPart(PaperKind.HEADING, "Waits for the supervisor")
    if not seen.items:
        yield PaperPart(PaperKind.TEXT, "Nothing waits.")
        return
    yield PaperPart(PaperKind.ROW, "head", _ITEMS, ("What", "In words", "Since"))
    for item in seen.items:
        since = day_in_words(item.since, desk.zone) if item.since is not None else ""
        yield PaperPart(PaperKind.ROW, "", _ITEMS, (item.title, item.detail, since))


def _shifts(desk: Desk, seen: BoardView) -> Iterator[PaperPart]:
    if not seen.shifts_ahead:
        return
    yield PaperPart(PaperKind.HEADING, "The next shifts")
    yield PaperPart(PaperKind.ROW, "head", _SHIFTS, ("When", "Who", "Away", "Promised"))
    for one in seen.shifts_ahead:
        start = one.start.astimezone(desk.zone)
        when = f"{start:%a} {day_in_words(one.start, desk.zone)}, {start:%H:%M} to {_clock(desk, one.end)}"
        who = ", ".join(one.names) or ("nobody" if one.entered else "nobody is entered")
        yield PaperPart(PaperKind.ROW, "", _SHIFTS, (when, who, ", ".join(one.away), str(one.promises or "")))


def _clock(desk: Desk, at: datetime) -> str:
    return f"{at.astimezone(desk.zone):%H:%M}"
