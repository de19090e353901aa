"""Complaints and thanks: handed over as they were said, each on a sheet of its own, and followed until acknowledged."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Final

from callback_desk.domain.access import Act
from callback_desk.domain.audit import Event
from callback_desk.domain.changes import Changes, Done
from callback_desk.domain.complaints import ComplaintClock, ComplaintCounts, Step, clock_of, counts_of, why_not_to
from callback_desk.domain.concerns import Concern, ConcernKind, NameUse
from callback_desk.domain.errors import DeskFault
from callback_desk.domain.exports import ExportKind, Purpose
from callback_desk.domain.ids import ConcernId
from callback_desk.domain.paper import PaperDocument, PaperKind, PaperPart
from callback_desk.use_cases.desk import Desk, Work, asks, declared, does
from callback_desk.use_cases.on_paper import OnPaper, pressed
from callback_desk.use_cases.ports_world import Printed

_SHOWN: Final = timedelta(days=90)
_MOST_REFERENCE: Final = 60
_SHEETS: Final = frozenset({ConcernKind.COMPLAINT, ConcernKind.PRAISE})


@dataclass(frozen=True, slots=True)
class ConcernLine:
    """A complaint or a thank-you with what belongs to it. `clock` is a complaint's."""

    concern: Concern
    name: str
    case_numbers: tuple[str, ...]
    clock: ComplaintClock | None


@dataclass(frozen=True, slots=True)
class ConcernPage:
    """Both kinds, what waits first; `offices` are where complaints go ("" never: then a name is typed)."""

    complaints: tuple[ConcernLine, ...]
    thanks: tuple[ConcernLine, ...]
    offices: tuple[str, ...]


@asks(Act.SETTLE_CONCERN)
def complaints_and_thanks(work: Work) -> ConcernPage:
    """What waits, oldest first; then what was handed on in the last 90 days, and what nobody has acknowledged."""
    return ConcernPage(
        complaints=tuple(_line(work, one) for one in _both(work, ConcernKind.COMPLAINT)),
        thanks=tuple(_line(work, one) for one in _both(work, ConcernKind.PRAISE)),
        offices=tuple(one.name for one in work.uow.recipients.all() if one.complaints),
    )


def complaint_counts(work: Work) -> ComplaintCounts:
    """The complaints clock, for the board."""
    return counts_of(_both(work, ConcernKind.COMPLAINT), work.now, work.desk.zone)


def refuse_the_line(work: Work, concern: Concern, to: str) -> None:
    """Raises DeskFault when a complaint would go to the line it may be about, or past the office that is entered."""
    if concern.said.kind is not ConcernKind.COMPLAINT:
        return
    why = why_not_to(to, work.uow.recipients.all(), _line_of(work, concern))
    if why:
        raise DeskFault(f"{why} Nothing was sent on.", code="complaint_to_the_line")


@does(Act.SETTLE_CONCERN)
def acknowledge_complaint(work: Work, concern_id: ConcernId, reference: str) -> Done:
    """The office says it has it, and under which number of its own. Raises DeskFault before it was handed over."""
    concern = work.uow.concerns.get(concern_id)
    number = " ".join(reference.split())
    if concern.said.kind is not ConcernKind.COMPLAINT or concern.routed_at is None:
        raise DeskFault("Only a complaint that was handed over is acknowledged.")
    if concern.acknowledged_at is not None:
        raise DeskFault("This complaint is acknowledged already.")
    if not number or len(number) > _MOST_REFERENCE:
        raise DeskFault("Type the number or the name under which the office has it.")
    work.uow.concerns.acknowledge(concern_id, number, work.now)
    work.record(Event.CONCERN_SETTLE, kind="concern", id=concern_id, step="acknowledged")
    return Done(Changes.CONCERNS, concern_id)


@asks(Act.SETTLE_CONCERN)
def concern_sheet(work: Work, concern_id: ConcernId) -> PaperDocument:
    """A complaint, or a thank-you, on one sheet, in the words that were said.

    A thank-you names the person only when they agreed to it; without that no case number stands on it either.
    """
    concern = work.uow.concerns.get(concern_id)
    if concern.said.kind not in _SHEETS or concern.said.withdrawn:
        raise DeskFault("A sheet is made of a complaint or a thank-you.")
    complaint = concern.said.kind is ConcernKind.COMPLAINT
    parts = _complaint_parts(work, concern) if complaint else _thanks_parts(work, concern)
    on = work.now.astimezone(work.desk.zone)
    title = "Complaint, as it was said" if complaint else "A thank-you to pass on"
    return PaperDocument(
        title=title,
        head=work.uow.desk.info().agency,
        under="For the office that looks after complaints" if complaint else "For the officer and the supervisor",
        foot=f"Callback Desk, {on:%B} {on.day}, {on.year}. Not part of the case file and of no lead sheet.",
        parts=(PaperPart(PaperKind.TITLE, title), *parts),
    )


def print_concern_sheet(desk: Desk, concern_id: ConcernId, target: Path, password: str | None = None) -> Printed:
    """Write the sheet as a PDF. Raises DeskFault or DiskFull; then nothing was written."""
    what = OnPaper(ExportKind.CONCERN_SHEET, ("concern", concern_id), Purpose.SUPERVISION, records=1)
    return pressed(desk, Act.SETTLE_CONCERN, concern_sheet(desk, concern_id), target, what, password)


declared(print_concern_sheet, Act.SETTLE_CONCERN, writes=True)


def _both(work: Work, kind: ConcernKind) -> tuple[Concern, ...]:
    waiting = work.uow.concerns.open(frozenset({kind}))
    gone = work.uow.concerns.routed(kind, work.now - _SHOWN)
    asked = [one for one in gone if kind is ConcernKind.COMPLAINT and one.acknowledged_at is None]
    return (*waiting, *asked, *(one for one in gone if one not in asked))


def _line(work: Work, concern: Concern) -> ConcernLine:
    victim = work.uow.queue.victim_of(concern.callback_id)
    clock = clock_of(concern, work.now, work.desk.zone) if concern.said.kind is ConcernKind.COMPLAINT else None
    numbers = tuple(case.number for case in work.uow.people.cases(victim))
    return ConcernLine(concern, work.uow.people.person(victim).name.display, numbers, clock)


def _line_of(work: Work, concern: Concern) -> tuple[str, ...]:
    """Whom it may be about: the investigators of the person's cases, who heard it, who hands it on."""
    victim = work.uow.queue.victim_of(concern.callback_id)
    investigators = (case.investigator for case in work.uow.people.cases(victim))
    return (*investigators, concern.raised_by, work.by)


def _when(work: Work, concern: Concern) -> str:
    at = concern.raised_at.astimezone(work.desk.zone)
    return f"{at:%B} {at.day}, {at.year}, {at:%H:%M} {at:%Z}"


def _said(concern: Concern) -> Iterator[PaperPart]:
    yield PaperPart(PaperKind.HEADING, "What was said")
    text = concern.said.text or "Nothing was written down. Ask the volunteer."
    for paragraph in text.splitlines():
        if paragraph.strip():
            yield PaperPart(PaperKind.TEXT, paragraph.strip())


def _complaint_parts(work: Work, concern: Concern) -> Iterator[PaperPart]:
    line = _line(work, concern)
    yield PaperPart(PaperKind.BOXED, f"Told on {_when(work, concern)}.", "It is due at your office the same day.")
    yield from _said(concern)
    yield PaperPart(
        PaperKind.SMALL, "Written down in the call by a volunteer, who was told neither to judge nor to ask."
    )
    yield PaperPart(PaperKind.HEADING, "Who said it, and how to reach them")
    yield PaperPart(PaperKind.TEXT, f"{line.name}. Case {', '.join(line.case_numbers) or 'not known here'}.")
    victim = work.uow.queue.victim_of(concern.callback_id)
    safe = work.uow.people.safe_contact(victim).sentence
    for phone in work.uow.people.phones(victim):
        if not phone.closed:
            yield PaperPart(PaperKind.POINT, f"{phone.e164}, {phone.kind.value}")
    if safe:
        yield PaperPart(PaperKind.TEXT, f"Agreed about reaching them: {safe}")
    yield PaperPart(PaperKind.HEADING, "Its way")
    yield PaperPart(PaperKind.TEXT, f"Heard by {concern.raised_by}, {_when(work, concern)}.")
    if concern.routed_at is not None:
        on = concern.routed_at.astimezone(work.desk.zone)
        yield PaperPart(
            PaperKind.TEXT, f"Handed to {concern.routed_to}, {on:%B} {on.day}, {on.year}, {on:%H:%M} {on:%Z}."
        )
    yield PaperPart(PaperKind.FIELDS, items=("Received by", "Date", "Your number for it"))
    yield PaperPart(PaperKind.SMALL, "Please tell the callback desk your number for it within seven days.")


def _thanks_parts(work: Work, concern: Concern) -> Iterator[PaperPart]:
    yield from _said(concern)
    yield PaperPart(PaperKind.HEADING, "From")
    if concern.said.name_use is NameUse.WITH_NAME:
        line = _line(work, concern)
        numbers = ", ".join(line.case_numbers) or "not known here"
        yield PaperPart(PaperKind.TEXT, f"{line.name}, who agreed to be named. Case {numbers}.")
    else:
        yield PaperPart(
            PaperKind.TEXT, "A person who made a report. They did not agree to be named, so no case number stands here."
        )
    on = concern.raised_at.astimezone(work.desk.zone)
    yield PaperPart(PaperKind.SMALL, f"Said in a call with the callback desk in {on:%B} {on.year}.")


def waits(line: ConcernLine) -> bool:
    """Whether somebody still has something to do about it."""
    if line.clock is not None:
        return line.clock.step is not Step.ACKNOWLEDGED
    return line.concern.routed_at is None
