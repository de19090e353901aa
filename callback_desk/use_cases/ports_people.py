"""What the use cases ask of the desk, its people and the victims. See `ports`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Protocol

from callback_desk.domain.call import SafeContact
from callback_desk.domain.ids import (
    BatchId,
    CallbackId,
    CaseId,
    LikenessId,
    PhoneId,
    RecipientId,
    StaffId,
    VictimId,
)
from callback_desk.domain.incident import ReportFacts, Sign
from callback_desk.domain.matching import Likeness, Relation
from callback_desk.domain.notes import DeskNote
from callback_desk.domain.people import DeskInfo, Recipient, Staff
from callback_desk.domain.records import (
    CaseOnHold,
    CaseRecord,
    PersonRecord,
    PhoneRecord,
    ReleaseRecord,
)
from callback_desk.domain.report_already import AlreadyLine
from callback_desk.domain.subject_access import Rows, Value


class DeskStore(Protocol):
    """The desk's own row, its settings and what was settled once."""

    def info(self) -> DeskInfo: ...
    def create(self, info: DeskInfo) -> None: ...
    def settings(self) -> Mapping[str, object]:
        """Settings as a plain dict (see `settings.py`); {} means the defaults."""
        ...

    def put_settings(self, settings: Mapping[str, object]) -> None: ...
    def note(self, name: str) -> str:
        """A small named text of the desk: hand-over note, reminders. "" when there is none."""
        ...

    def notes(self, prefix: str) -> tuple[DeskNote, ...]:
        """Every note whose name begins so ("pin:"), by name; emptied ones too."""
        ...

    def put_note(self, name: str, text: str, *, by: str, at: datetime) -> None: ...
    def records_as_of(self) -> date | None:
        """The newest day a visible import's facts are from, desk's zone."""
        ...


class StaffStore(Protocol):
    def add(self, staff: Staff) -> StaffId: ...
    def get(self, staff_id: StaffId) -> Staff: ...
    def by_name(self, name: str) -> Staff | None:
        """NFC casefold comparison."""
        ...

    def all(self) -> tuple[Staff, ...]: ...
    def put(self, staff: Staff) -> None: ...
    def signed_in(self, staff_id: StaffId, at: datetime) -> None: ...
    def signed_out(self, staff_id: StaffId, at: datetime) -> None:
        """Away from the desk, until they sign in again."""
        ...

    def speakers(self) -> Mapping[StaffId, frozenset[str]]:
        """Languages besides English (ISO 639-1) of everybody in use who speaks one."""
        ...


class RecipientStore(Protocol):
    def all(self) -> tuple[Recipient, ...]: ...
    def get(self, recipient_id: RecipientId) -> Recipient: ...
    def by_name(self, name: str) -> Recipient | None: ...
    def add(self, recipient: Recipient) -> RecipientId: ...
    def put(self, recipient: Recipient) -> None:
        """Everything but the password, by id. Raises NotFound, or DeskFault when the name is taken."""
        ...

    def put_password(self, recipient_id: RecipientId, password: str) -> None:
        """What sheets for them are sealed with; "" for none. It lies in the encrypted database and in no log."""
        ...

    def password_of(self, recipient_id: RecipientId) -> str: ...


class LikenessStore(Protocol):
    """Who may be whom, and who has to do with whom."""

    def open_of(self, victim_id: VictimId) -> tuple[Likeness, ...]:
        """What nobody has answered yet, likeliest first; only while both people are visible.

        Born on the same day by what reports say now is one of the reasons, whenever the reports came.
        """
        ...

    def get(self, likeness_id: LikenessId) -> Likeness:
        """Raises NotFound when it was answered, or one of the two is not here any more."""
        ...

    def answer(self, likeness_id: LikenessId, *, same: bool, by: str, at: datetime) -> None: ...
    def close_born_apart(self, batch_id: BatchId, *, at: datetime) -> tuple[CallbackId, ...]:
        """Answer what the birth dates of an import answer: two people. Returns the callbacks that waited for it."""
        ...

    def open_callback(self, victim_id: VictimId) -> CallbackId | None:
        """The callback under which this person is on the list, whatever its state; None when they were done."""
        ...

    def join(self, victim_id: VictimId, into: VictimId, *, own: CallbackId, theirs: CallbackId | None) -> None:
        """Reports, numbers and wishes of one person become another's; the name as it was written stays.

        `theirs` None: the person comes back onto the list under `own`.
        """
        ...

    def relations(self, victim_id: VictimId, *, limit: int) -> tuple[tuple[VictimId, Relation], ...]:
        """Other visible people of the same case, the same number, or the same surname and address."""
        ...

    def marks_against(self, victim_id: VictimId) -> frozenset[Sign]:
        """What visible imports give for a suspect and this person has too: a number or an address on any report, the
        name on the person's own."""
        ...

    def suspects_of(self, case_id: CaseId) -> tuple[str, ...]:
        """Names that visible imports give for suspects of this report, folded, "given name surname", in order. They
        are compared and never shown."""
        ...

    def marked_by(self, batch_id: BatchId) -> tuple[CallbackId, ...]:
        """Callbacks of other imports' people whom this one says something against: a number, an address, a name."""
        ...

    def asked_because_of(self, batch_id: BatchId) -> tuple[CallbackId, ...]:
        """Callbacks held by the question whether they are somebody this import brought, or told the birth date of."""
        ...


class PersonStore(Protocol):
    """Victims, their numbers, cases, wishes: what rules and cards read."""

    def person(self, victim_id: VictimId) -> PersonRecord: ...
    def phones(self, victim_id: VictimId) -> tuple[PhoneRecord, ...]:
        """In card order: safe first, then mobile, home, work, other."""
        ...

    def cases(self, victim_id: VictimId) -> tuple[CaseRecord, ...]:
        """Newest report first; only of visible batches."""
        ...

    def facts(self, callback_id: CallbackId) -> tuple[ReportFacts, ...]:
        """What every report of this callback says about this person; the strictest decides."""
        ...

    def already(self, victim_id: VictimId, case_id: CaseId) -> tuple[AlreadyLine, ...]:
        """What the rows of a case say already, newest import first; of other people on it too, marked as not own."""
        ...

    def facts_and_day(self, callback_id: CallbackId) -> tuple[tuple[ReportFacts, ...], date | None]:
        """`facts` and `facts_as_of` out of one reading."""
        ...

    def facts_as_of(self, callback_id: CallbackId) -> date | None:
        """The newest export day any of its cases was seen in (promise 2: facts age)."""
        ...

    def close_phone(self, phone_id: PhoneId, why: str, at: datetime) -> None: ...
    def open_phone(self, phone_id: PhoneId, at: datetime) -> None:
        """A number that was closed by mistake may be rung again."""
        ...

    def safe_contact(self, victim_id: VictimId) -> SafeContact: ...
    def put_safe_contact(self, victim_id: VictimId, agreed: SafeContact, *, by: str, at: datetime) -> None: ...
    def do_not_contact(self, victim_id: VictimId) -> bool:
        """True when this person, or any of their numbers, is on the do-not-contact list."""
        ...

    def set_do_not_contact(self, victim_id: VictimId, *, reason: str, by: str, at: datetime) -> tuple[CallbackId, ...]:
        """Person and all numbers, across cases; returns every open callback it touches."""
        ...

    def set_number_do_not_contact(self, e164: str, *, reason: str, by: str, at: datetime) -> tuple[CallbackId, ...]:
        """A number alone, whether or not anybody here has it; returns every open callback it touches."""
        ...

    def clear_do_not_contact(self, victim_id: VictimId, *, reason: str, by: str, at: datetime) -> None: ...
    def safety_stop(self, victim_id: VictimId) -> bool:
        """True while an open danger, distress or something-wrong concern waits for a supervisor."""
        ...

    def case_holds(self, case_numbers: Sequence[str]) -> tuple[str, ...]:
        """Reasons of live holds set by case number."""
        ...

    def cases_on_hold(self) -> tuple[CaseOnHold, ...]:
        """Every live hold, the newest first; those on one case stand together."""
        ...

    def put_case_hold(self, case_number: str, *, reason: str, by: str, at: datetime, until: date | None) -> None: ...
    def end_case_holds(self, case_number: str, *, before: date) -> int:
        """End the live holds of a case number the day before this one, desk's zone; how many there were."""
        ...

    def release(self, callback_id: CallbackId) -> ReleaseRecord | None: ...
    def put_release(self, callback_id: CallbackId, release: ReleaseRecord) -> None: ...
    def reports_in_12_months(self, victim_id: VictimId, now: datetime) -> int: ...
    def case_counts(self, victim_id: VictimId, now: datetime) -> tuple[int, int]:
        """Different cases of this person, and how many of them are `reports_in_12_months`."""
        ...

    def by_case_number(self, case_number: str) -> tuple[CallbackId, ...]: ...
    def by_number(self, e164: str) -> tuple[CallbackId, ...]: ...


class SubjectStore(Protocol):
    """Everything on record about one person, for that person (see `domain/subject_access`)."""

    def rows(self, victim_id: VictimId) -> Rows:
        """By table, in the order they were written; nothing of somebody unknown."""
        ...

    def others(self, victim_id: VictimId) -> tuple[str, ...]:
        """Names of other people on the same cases, in every writing that is to be masked."""
        ...

    def looks(self, found: Rows) -> tuple[tuple[Value, str, str], ...]:
        """(at, event, role) of every entry of the trail about one of these rows, oldest first."""
        ...
