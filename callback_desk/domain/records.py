"""What storage keeps and hands out: frozen copies of its rows, in the words of the field."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from callback_desk.domain.call import CallState
from callback_desk.domain.ids import (
    AttemptId,
    CallbackId,
    CallId,
    CaseId,
    PhoneId,
    ScriptSha,
    StaffId,
    VictimId,
)
from callback_desk.domain.incident import CaseStatus, PersonName, Screening
from callback_desk.domain.phone import NotDiallable, PhoneKind


@dataclass(frozen=True, slots=True)
class PersonRecord:
    """A victim. `street` is the street's name alone, for the right-person check; never read aloud by us."""

    id: VictimId
    name: PersonName
    birth_date: date | None = None
    language: str = ""
    street: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class PhoneRecord:
    id: PhoneId
    victim_id: VictimId
    original: str
    e164: str  # "" when it cannot be rung
    extension: str
    kind: PhoneKind
    note: str = ""
    zones: tuple[str, ...] = ()  # IANA names the number may be in
    why_not: NotDiallable | None = None
    closed: str = ""  # "not in service", "wrong number"; "" while it may be rung


@dataclass(frozen=True, slots=True)
class CaseRecord:
    id: CaseId
    number: str
    offense_codes: tuple[str, ...]
    offense_text: str
    offense_plain: str
    reported_at: datetime | None
    reported_precision: str
    status: CaseStatus
    status_text: str
    investigator: str
    district: str
    as_of: date | None  # the export day these facts are from


@dataclass(frozen=True, slots=True)
class CaseOnHold:
    """A hold that stands on a case number. `number` as the case is written here; as it is compared, in capitals without
    blanks, while the case is not `here`. `until` is the desk's last day, None until it is taken away.
    """

    number: str
    here: bool
    reason: str
    by: str
    at: datetime
    until: date | None


@dataclass(frozen=True, slots=True)
class ReleaseRecord:
    """A supervisor's OK to call somebody a rule held; ends by itself. `rules`: against which; empty is all."""

    reason: str
    by: str
    at: datetime
    until: datetime
    rules: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class ScreeningStatement:
    """How the agency screens for a fact its export has no column for: named, dated, renewed yearly."""

    signature: str  # the layout's header signature
    facts: frozenset[Screening]
    text: str
    by: str
    at: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class ScriptRecord:
    sha: ScriptSha
    purpose: str  # "call", "called_back", "business"
    title: str
    version: str
    xform: str
    source: str  # the Markdown or workbook's name
    published_at: datetime
    published_by: str


@dataclass(frozen=True, slots=True)
class OpenCall:
    id: CallId
    attempt_id: AttemptId
    callback_id: CallbackId
    phone_id: PhoneId
    staff_id: StaffId
    script: ScriptSha
    state: CallState
    language: str
    started_at: datetime
    ended_at: datetime | None = None
