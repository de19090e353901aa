"""What leaves the desk: a row for each document, from before it exists to what became of it (CJIS AU-2, DPA s.62)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType

from callback_desk.domain.ids import CallId, CaseId, ExportId, RecipientId, TipId


class ExportKind(StrEnum):
    """What kind of document it is."""

    LEAD_SHEET = "lead_sheet"
    URGENT_SLIP = "urgent_slip"  # in the call, not yet reviewed
    NO_NEWS_PAGE = "no_news_page"  # calls that brought nothing new, a line each
    NEWS_PAGE = "news_page"  # from a message, not from a call
    CONCERN_SHEET = "concern_sheet"
    ARTICLES = "articles"  # of a lead sheet, for a property system
    PEOPLE_LIST = "people_list"
    SHIFT_LIST = "shift_list"
    PAPER_FORM = "paper_form"
    DESK_CARD = "desk_card"
    DISPATCH_SLIPS = "dispatch_slips"
    SHIFT_PACKET = "shift_packet"
    HAND_OVER_SHEET = "hand_over_sheet"
    IMPORT_SHEET = "import_sheet"
    REMINDER_SLIPS = "reminder_slips"  # of lead sheets nobody answered
    ANCHOR_SHEET = "anchor_sheet"
    PRIVACY_FACTS = "privacy_facts"
    FIGURES = "figures"  # a report as a table for a spreadsheet
    CALLERS = "callers"  # what each volunteer did, as a table for a spreadsheet
    SUBJECT_RECORD = "subject_record"  # everything about one person, for that person
    REPORT = "report"
    PUBLIC_SUMMARY = "public_summary"
    EXPORTS_LOG = "exports_log"  # the list of all of these


class Series(StrEnum):
    """Whose numbers a document is counted in: LS-2026-0042, DC-2026-0007, RP-2026-0001."""

    LEAD_SHEETS = "LS"
    DOCUMENTS = "DC"
    REPORTS = "RP"


class Means(StrEnum):
    """How it leaves."""

    PRINT = "print"
    FOLDER = "folder"
    SAVE = "save"
    PASSWORD = "password"  # noqa: S105 - a way of delivery, not a secret


class Purpose(StrEnum):
    """What it is given away for."""

    INVESTIGATION = "investigation"
    SUPERVISION = "supervision"
    RECORDS_REQUEST = "records_request"
    PUBLIC_REPORT = "public_report"
    CONTINUITY = "continuity"


PURPOSES: Mapping[Purpose, str] = MappingProxyType(
    {
        Purpose.INVESTIGATION: "For the investigation",
        Purpose.SUPERVISION: "For supervision in the agency",
        Purpose.RECORDS_REQUEST: "To answer a request for records",
        Purpose.PUBLIC_REPORT: "For a public report",
        Purpose.CONTINUITY: "To go on working without the computer",
    }
)


class ExportState(StrEnum):
    """started: on record, no file. made: checked, and its hash on record. done: it left. dropped: it never did."""

    STARTED = "started"
    MADE = "made"
    DONE = "done"
    DROPPED = "dropped"


class StepKind(StrEnum):
    """What became of a document that left."""

    PRINTED = "printed"
    ATTACHED = "attached"
    WITHDRAWN = "withdrawn"
    REMINDED = "reminded"


@dataclass(frozen=True, slots=True)
class NewExport:
    """A document that is about to be made. `records` counts people, `copy` from 1; `at` is UTC.

    `recipient_id` is None where nobody of the list receives it. `agency` "" is our own. `target` is the path it will
    have. `object_kind` and `object_id` say what of the desk it is about; `content_sha` is the SHA-256 of what it says,
    the same on every copy ("" where that is not counted).
    """

    kind: ExportKind
    number: str
    by: str
    at: datetime
    means: Means
    purpose: Purpose
    copy: int = 1
    second_by: str = ""
    recipient_id: RecipientId | None = None
    recipient: str = ""
    agency: str = ""
    case_numbers: tuple[str, ...] = ()
    records: int = 0
    object_kind: str = ""
    object_id: str = ""
    anchor: str = ""
    content_sha: str = ""
    target: str = ""


def reason_note(export: NewExport) -> str:
    """Under which name the desk keeps why a sheet goes to somebody the records system does not name."""
    return f"export.reason:{export.number}:{export.copy}"


def signed_note(export_id: ExportId) -> str:
    """Under which name the desk keeps the fingerprint of the certificate that signed a document."""
    return f"export.signed:{export_id}"


@dataclass(frozen=True, slots=True)
class ExportLine:
    """A document on record. `made_at` and `ended_at` are UTC; `sha256` is of the file, "" before it was made.

    `step` is what happened to it last, None while nothing did; `reply` says how its points were answered.
    """

    id: ExportId
    planned: NewExport
    state: ExportState
    made_at: datetime | None
    ended_at: datetime | None
    sha256: str
    pages: int
    size_bytes: int
    step: StepKind | None = None
    reply: str = ""

    @property
    def number(self) -> str:
        return self.planned.number

    @property
    def case_number(self) -> str:
        """The case it is about; the first of several, "" for none."""
        return next(iter(self.planned.case_numbers), "")

    @property
    def recipient(self) -> str:
        return self.planned.recipient

    @property
    def left_at(self) -> datetime:
        """When it was done, else when it was begun (UTC)."""
        return self.ended_at or self.planned.at


@dataclass(frozen=True, slots=True)
class ExportStep:
    """One thing that happened to a document: who says so and when (UTC); who did it and on which day of the desk."""

    export_id: ExportId
    at: datetime
    by: str
    step: StepKind
    whom: str = ""
    on_day: date | None = None
    pages: int = 0
    note: str = ""


@dataclass(frozen=True, slots=True)
class SheetPoint:
    """Which line stood under this number of a sheet, and how many corrections were below it then."""

    number: int
    tip_id: TipId
    corrections: int


@dataclass(frozen=True, slots=True)
class SheetCase:
    """What a lead sheet tells of: a case, and the signed calls about it."""

    case_id: CaseId
    calls: tuple[CallId, ...]


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A document begun and not ended: where it was to lie (an older program kept the folder alone), and its hash."""

    id: ExportId
    target: str
    sha256: str


@dataclass(frozen=True, slots=True)
class ExportFilter:
    """Which documents to show: `since` and `until` (UTC, until excluded), kinds (none: all), and words of a number, a
    case, a recipient or a person's name."""

    since: datetime | None = None
    until: datetime | None = None
    kinds: frozenset[ExportKind] = frozenset()
    words: str = ""
    done_only: bool = False
