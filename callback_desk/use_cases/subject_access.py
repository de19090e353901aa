"""Somebody asks what the desk keeps about them: everything, on paper or as JSON, signed for by two people."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from callback_desk.domain.access import Act
from callback_desk.domain.audit import Event
from callback_desk.domain.errors import DeskFault, NotFound
from callback_desk.domain.exports import ExportKind, Purpose
from callback_desk.domain.ids import CallbackId, VictimId
from callback_desk.domain.paper import PaperDocument, PaperKind, PaperPart
from callback_desk.domain.subject_access import SubjectRecord, in_words
from callback_desk.use_cases.days import day_in_words
from callback_desk.use_cases.desk import Desk, Work, asks, check, declared, writing
from callback_desk.use_cases.on_paper import OnPaper, pressed
from callback_desk.use_cases.rows_to_correct import Signature
from callback_desk.use_cases.signing import Signing
from callback_desk.use_cases.where_to import refuse_place

_ASKED = "subject.asked:"
_NOTHING = "Nothing was written."
_SECOND = (
    "Everything about a person leaves only with a second person's signature, another supervisor or administrator. "
    "It was asked for; without one it goes from"
)
_SHARES = "4 9"
_REASON_WORDS = 3
_FOOT = "Everything this desk keeps about one person. Hand it to that person, or to the records officer who asked."


@dataclass(frozen=True, slots=True)
class Subject:
    """Who it is about, to be looked at before it is signed for. `case_numbers`: newest report first."""

    victim_id: VictimId
    name: str
    case_numbers: tuple[str, ...]


@asks(Act.SUBJECT_ACCESS)
def subjects_of_case(work: Work, case_number: str) -> tuple[Subject, ...]:
    """Everybody of this case who is on the desk. Raises NotFound."""
    found = {work.uow.queue.victim_of(one) for one in work.uow.people.by_case_number(case_number)}
    if not found:
        raise NotFound(f"There is no case {case_number} here. Check the number; nothing was written.")
    return tuple(_subject(work, one) for one in sorted(found))


@asks(Act.SUBJECT_ACCESS)
def subject_of(work: Work, callback_id: CallbackId) -> Subject:
    """The person of a row of the call list. Raises NotFound."""
    return _subject(work, work.uow.queue.victim_of(callback_id))


def _subject(work: Work, victim_id: VictimId) -> Subject:
    name = work.uow.people.person(victim_id).name.display
    return Subject(victim_id, name, tuple(case.number for case in work.uow.people.cases(victim_id)))


def give_record(
    desk: Desk, victim_id: VictimId, signature: Signature, target: Path | None, password: str | None = None
) -> SubjectRecord:
    """Everything about one person, read in one moment; written to `target` as a PDF, with None only handed back.
    `password` seals it.

    The reason, the own password and a second person's are asked for (or 24 hours, see `Signing`), and the entry in
    the trail is there before anything is read out. Raises NotFound, WrongPassword, LockedOut, DeskFault, DiskFull.
    """
    role = check(desk, Act.SUBJECT_ACCESS)
    if len(signature.reason.split()) < _REASON_WORDS:
        raise DeskFault(f"Say in a few words who asked, and how you know it was them. {_NOTHING}", code="reason")
    if target is not None:  # before anybody has signed
        refuse_place(desk.press, ExportKind.SUBJECT_RECORD, target.parent, password)
    _name_of(desk, victim_id)
    signing = Signing(desk, role, _NOTHING, f"{_ASKED}{victim_id}", "victim", victim_id)
    second = None
    if signature.second or not signing.may_alone(_SECOND):
        second = signing.second_person(signature.second)
    signing.confirm(desk.session.staff, signature.password, Event.STEPUP_OK, Event.STEPUP_FAIL)
    if second is not None:
        signing.confirm(second, signature.second_password, Event.SECOND_GIVEN, Event.SECOND_GIVEN)
    with writing(desk, Act.SUBJECT_ACCESS) as work:
        at = f"{work.now:%Y%m%dT%H%M%SZ}"
        work.uow.desk.put_note(f"subject.signed:{victim_id}:{at}", signature.reason.strip(), by=work.by, at=work.now)
        work.uow.desk.put_note(f"{_ASKED}{victim_id}", "", by=work.by, at=work.now)
        work.record(Event.SUBJECT_ACCESS, kind="victim", id=victim_id, second=second.id if second else 0)
    record = _record(desk, victim_id)
    if target is not None:
        what = OnPaper(ExportKind.SUBJECT_RECORD, ("victim", victim_id), Purpose.RECORDS_REQUEST, records=1)
        pressed(desk, Act.SUBJECT_ACCESS, _paper(desk, record), target, what, password)
    return record


declared(give_record, Act.SUBJECT_ACCESS, writes=True)


def _name_of(desk: Desk, victim_id: VictimId) -> str:
    with desk.storage.read(desk.session) as uow:
        return uow.people.person(victim_id).name.display


def _record(desk: Desk, victim_id: VictimId) -> SubjectRecord:
    with desk.storage.read(desk.session) as uow:
        found = uow.subjects.rows(victim_id)
        looks = tuple(
            (_moment(at, desk), event.replace(".", ", ").replace("_", " "), role)
            for at, event, role in uow.subjects.looks(found)
            if isinstance(at, datetime)
        )
        name = uow.people.person(victim_id).name.display
        return SubjectRecord(name, in_words(found, uow.subjects.others(victim_id), desk.zone), looks)


def _moment(at: datetime, desk: Desk) -> str:
    return f"{day_in_words(at, desk.zone)}, {at.astimezone(desk.zone):%H:%M}"


def _paper(desk: Desk, record: SubjectRecord) -> PaperDocument:
    now = desk.clock.now()
    return PaperDocument(
        title="What is kept about you",
        head=desk.info.agency,
        under=f"Callback desk, as of {_moment(now, desk)}",
        foot=_FOOT,
        parts=tuple(_parts(record)),
    )


def _parts(record: SubjectRecord) -> Iterator[PaperPart]:
    yield PaperPart(PaperKind.TITLE, record.name)
    yield PaperPart(
        PaperKind.BOXED,
        "For the records officer, before it is handed over",
        "Other victims of the same cases are masked. What was said about suspects and witnesses is not: decide about "
        "it under your law. Who looked is told by role and time.",
    )
    for section in record.sections:
        yield PaperPart(PaperKind.HEADING, section.title)
        for place, row in enumerate(section.rows, start=1):
            if len(section.rows) > 1:
                yield PaperPart(PaperKind.SMALL, f"{place} of {len(section.rows)}")
            for cells in row:
                yield PaperPart(PaperKind.ROW, "", _SHARES, cells)
    yield PaperPart(PaperKind.HEADING, "Who looked, and when")
    if not record.looks:
        yield PaperPart(PaperKind.TEXT, "Nobody has looked at it yet.")
    for look in record.looks:
        yield PaperPart(PaperKind.ROW, "", "5 5 3", look)
