"""What leaves the call list: rows onto the clipboard, the list on paper, the list of a shift for a desk without power.

Each is on the audit trail with its count. More than 25 people do not leave this way: *Rows to correct* and the lead
sheets have a second signature for that, and nobody telephones more than 25 people in a shift.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from callback_desk.domain.access import EXPORT_WITHOUT_SECOND, Act
from callback_desk.domain.audit import Event
from callback_desk.domain.changes import Changes, Done
from callback_desk.domain.errors import DeskFault
from callback_desk.domain.exports import ExportKind, Purpose
from callback_desk.domain.ids import CallbackId
from callback_desk.domain.paper import PaperDocument, PaperKind, PaperPart
from callback_desk.domain.phone import display_text
from callback_desk.domain.views import ListFilter, Tab
from callback_desk.use_cases.days import day_in_words
from callback_desk.use_cases.desk import Desk, Work, asks, check, declared, does
from callback_desk.use_cases.judging import UsableNumber, decide
from callback_desk.use_cases.on_paper import OnPaper, pressed
from callback_desk.use_cases.ports_world import Printed

MOST_ROWS = EXPORT_WITHOUT_SECOND
_SHARES = "2 5 4 7 5"
_TODAY = "Who to call today"
FOOT = "Personal data. Keep it in a closed drawer, enter every call the same day, then shred it."


@does(Act.SEARCH_QUEUE)
def copied(work: Work, people: int) -> Done:
    """Rows go onto the clipboard; on record before they are there. Raises DeskFault for too many."""
    _few_enough(people, "copied")
    work.record(Event.EXPORT_DONE, kind="queue", paper="clipboard", rows=people)
    return Done(Changes.NOTHING)


def print_rows(
    desk: Desk,
    title: str,
    headings: Sequence[str],
    rows: Sequence[Sequence[str]],
    target: Path,
    password: str | None = None,
) -> Printed:
    """Write the rows as a sheet, a PDF. Raises DeskFault or DiskFull; then nothing was written."""
    check(desk, Act.SEARCH_QUEUE)
    _few_enough(len(rows), "printed")
    shares = " ".join("2" if place == 0 else "1.4" for place in range(len(headings)))
    parts = (
        PaperPart(PaperKind.TITLE, title),
        PaperPart(PaperKind.ROW, "head", shares, tuple(headings)),
        *(PaperPart(PaperKind.ROW, "", shares, tuple(row)) for row in rows),
    )
    return _printed(desk, _document(desk, title, parts), target, ExportKind.PEOPLE_LIST, len(rows), password)


declared(print_rows, Act.SEARCH_QUEUE, writes=True)


def print_shift_list(desk: Desk, target: Path, password: str | None = None) -> Printed:
    """Write who is to be called today: promised times first, then who comes first. Raises DeskFault or DiskFull."""
    lines = shift_lines(desk)
    if not lines:
        raise DeskFault("Nobody may be called today, so there is no list to print.")
    return _printed(
        desk, _document(desk, _TODAY, list_parts(lines)), target, ExportKind.SHIFT_LIST, len(lines), password
    )


declared(print_shift_list, Act.SEARCH_QUEUE, writes=True)


def list_parts(lines: Sequence[tuple[str, ...]]) -> tuple[PaperPart, ...]:
    """Today's list as a table with room for how each ended; without anybody it says so."""
    title = PaperPart(PaperKind.TITLE, _TODAY)
    if not lines:
        return (title, PaperPart(PaperKind.TEXT, "Nobody may be called today."))
    head = ("When", "Name", "Number", "What was agreed about reaching them", "How it ended")
    return (
        title,
        PaperPart(
            PaperKind.TEXT,
            "For a day without the computer. Take a paper form for each call. Nothing of the report stands here: "
            "the two checks come first, on paper too.",
        ),
        PaperPart(PaperKind.ROW, "head", _SHARES, head),
        *(PaperPart(PaperKind.ROW, "", _SHARES, line) for line in lines),
    )


@asks(Act.SEARCH_QUEUE)
def shift_lines(work: Work) -> tuple[tuple[str, ...], ...]:
    """(when, name, number, what was agreed, "") of the first 25 who may be called today; every rule is asked."""
    lines: list[tuple[str, ...]] = []
    seen: set[CallbackId] = set()
    due = ListFilter(tab=Tab.DUE_TODAY, sort="next_try")
    waiting = ListFilter(states=frozenset({"waiting"}), sort="next_try")
    day = work.now.astimezone(work.desk.zone).date()
    for asked in (due, waiting):
        for row in work.uow.queue.rows(asked, work.now, offset=0, limit=4 * MOST_ROWS):
            if row.id in seen or len(lines) == MOST_ROWS:
                continue
            seen.add(row.id)
            at = row.promised_at if asked is due else row.ready_at
            if at is not None and at.astimezone(work.desk.zone).date() > day:
                continue
            found = decide(work, row.id, hours_matter=False)
            number = next((one for one in found.numbers if not one.phone.closed), None)
            if found.plan is None or found.used_up or number is None:
                continue
            lines.append(_line(work, row.id, number, row.promised_at if asked is due else None))
    return tuple(lines)


def _line(work: Work, callback_id: CallbackId, number: UsableNumber, promised_at: datetime | None) -> tuple[str, ...]:
    victim_id = work.uow.queue.victim_of(callback_id)
    agreed = work.uow.people.safe_contact(victim_id)
    when = f"{promised_at.astimezone(work.desk.zone):%H:%M}" if promised_at is not None else ""
    phone = number.phone
    extension = f" ext. {phone.extension}" if phone.extension else ""
    ring = f"{display_text(phone.e164, work.desk.info.region)}{extension} ({phone.kind.value})"
    return when or "today", work.uow.people.person(victim_id).name.display, ring, agreed.sentence, ""


def _document(desk: Desk, title: str, parts: tuple[PaperPart, ...]) -> PaperDocument:
    on = desk.clock.now().astimezone(desk.zone)
    return PaperDocument(
        title=title,
        head=desk.info.agency,
        under=f"Call list, {day_in_words(on, desk.zone)}, {on:%H:%M %Z}",
        foot=FOOT,
        parts=parts,
    )


def _printed(
    desk: Desk, document: PaperDocument, target: Path, kind: ExportKind, rows: int, password: str | None
) -> Printed:
    what = OnPaper(kind, ("queue", ""), Purpose.CONTINUITY, records=rows)
    return pressed(desk, Act.SEARCH_QUEUE, document, target, what, password)


def _few_enough(people: int, done: str) -> None:
    if people > MOST_ROWS:
        raise DeskFault(
            f"At most {MOST_ROWS} people are {done} at once. Choose them, or narrow the list first.", code="too-many"
        )
    if not people:
        raise DeskFault("Choose somebody in the list first.")
