"""What goes on an investigator's page, and by its shape what may not: no field here can hold a rating.

Every time is an aware UTC datetime; `zone` (IANA) is how it is shown. Texts are plain text, never markup.
Order of one page and attribution: the study of what investigators want (research, "One page"); corrections
are appended with author, time and reason and never replace what was signed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from callback_desk.domain.errors import DeskBug

SHEET_NUMBER = re.compile(r"LS-\d{4}-\d{4,}")
ANCHOR = re.compile(r"A-\d{6,}-[0-9A-Z]{4}-[0-9A-Z]{4}")
LONGEST_IDENTIFIER = 300  # characters; a case number or serial beyond this is refused at intake


class PacketKind(StrEnum):
    """Which of the two pages this is; calls without news have a page of their own (`domain.no_news`)."""

    LEAD_SHEET = "lead_sheet"  # signed off, with something new
    URGENT_SLIP = "urgent_slip"  # printed at once, not yet reviewed


class Section(StrEnum):
    """What a point is about, in the order of the page (research, section 7: one page)."""

    PROPERTY = "property"  # serial numbers, owner marks: what goes into the property system
    SUSPECT = "suspect"  # who it was, where they are, what they drove
    CAMERA = "camera"  # who saw it, what recorded it
    OTHER = "other"


class Sureness(StrEnum):
    """How sure the victim is of one thing told."""

    VERY = "very"
    FAIRLY = "fairly"
    NOT_VERY = "not_very"
    NOT_ASKED = "not_asked"


class PacketRefused(DeskBug):
    """A packet that must not be printed. Names the field, never its content."""


@dataclass(frozen=True, slots=True)
class PacketCase:
    """The incident report. reported_at is UTC; offense_code is the agency's set, e.g. NIBRS "220"."""

    case_number: str
    plain_label: str  # "break-in at home"
    offense_name: str  # "Burglary"
    offense_code: str
    district: str  # "" when the export has none
    reported_at: datetime | None  # None when the export does not say


@dataclass(frozen=True, slots=True)
class PacketVictim:
    """Who was called. What nobody knows is left out: adult is None without a date of birth, identity_check "" where
    the call has no answer to it; else it is one sentence: how the right person was confirmed.
    """

    name: str
    adult: bool | None
    identity_check: str


@dataclass(frozen=True, slots=True)
class PacketRecipient:
    """The assigned investigator, or a unit's in-tray when name is ""."""

    name: str
    unit: str


@dataclass(frozen=True, slots=True)
class ActBy:
    """The last day on which something can still be had, why, and which points say so. video: written over then."""

    by: date
    sentence: str
    points: tuple[int, ...]
    video: bool


@dataclass(frozen=True, slots=True)
class PacketPoint:
    """One new thing. text is one line; source says who told it and when; remark whom to ask, what is missing."""

    number: int  # from 1, in the order of the page: by section, in each the most urgent first
    section: Section
    text: str
    source: str
    remark: str
    sureness: Sureness
    read_back: bool
    urgent: bool


@dataclass(frozen=True, slots=True)
class PropertyLine:
    """One article for the property system, as a supervisor confirmed it beside the words of its point.

    quantity is 1 or more; id_type is a word ("Serial"); "" is a part nobody named. identifier never breaks across
    lines and is never changed by a letter.
    """

    point: int
    quantity: int
    kind: str
    maker: str
    model: str
    id_type: str
    identifier: str
    color: str
    value: str
    read_back: bool


@dataclass(frozen=True, slots=True)
class ReachLine:
    """One way to reach the victim: number with its kind ("Mobile 312 555 0142"), at which times ("Monday to Friday
    9:00 to 12:00", "" when none were asked for), and how, as a sentence.
    """

    number: str
    times: str
    sentence: str


@dataclass(frozen=True, slots=True)
class SignOff:
    """Who checked the call, and when (UTC)."""

    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Entered:
    """A call made on paper: who typed it in, and when (UTC)."""

    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Attribution:
    """Where this comes from: one call, one volunteer, one script version. An urgent slip has no sign-off."""

    language: str  # "English"
    interpreter: str  # who interpreted; "" says nothing of it
    entered: Entered | None
    call_started_at: datetime
    call_ended_at: datetime
    volunteer: str  # short name, "R. Keller"
    script_title: str
    script_version: str
    questions: tuple[str, ...]
    signed_off: SignOff | None


@dataclass(frozen=True, slots=True)
class Correction:
    """Something put right after sign-off; the signed line itself stays. point is None for the whole sheet."""

    point: int | None
    text: str
    author: str
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class PrintMark:
    """This copy: when it was made (UTC), by whom, which copy (from 1)."""

    at: datetime
    by: str
    copy: int


@dataclass(frozen=True, slots=True)
class CasePacket:
    """Everything that goes on one lead sheet.

    return_to ends the sentence "Return to ...". anchor is the head of the audit chain when the copy was made; versions
    say by what else it was made ("rules eligibility-2026").
    Raises PacketRefused when a time is naive or not UTC, a number is out of order, or the kind does not fit.
    """

    kind: PacketKind
    agency: str
    desk_telephone: str
    return_to: str
    sheet_number: str
    case: PacketCase
    victim: PacketVictim
    recipient: PacketRecipient
    act_by: ActBy | None
    points: tuple[PacketPoint, ...]
    property_lines: tuple[PropertyLine, ...]
    victim_words: tuple[str, ...]  # exact, read back; without quotation marks
    reach: tuple[ReachLine, ...]
    wants: str
    attribution: Attribution
    corrections: tuple[Correction, ...]
    printed: PrintMark
    versions: tuple[str, ...]
    anchor: str
    zone: str

    def __post_init__(self) -> None:
        _check_marks(self)
        _check_times(self)
        _check_points(self)

    @property
    def corrected(self) -> frozenset[int]:
        """Points with a correction after sign-off: what stands at them may be wrong by now."""
        return frozenset(one.point for one in self.corrections if one.point is not None)

    def local(self, moment: datetime) -> datetime:
        """The same moment in the packet's zone."""
        return moment.astimezone(ZoneInfo(self.zone))


def _refuse(field: str, what: str) -> PacketRefused:
    return PacketRefused(f"The lead sheet cannot be made: {field} {what}.", code="packet." + field.replace(" ", "_"))


def _check_marks(packet: CasePacket) -> None:
    if not SHEET_NUMBER.fullmatch(packet.sheet_number):
        raise _refuse("sheet number", "is not like LS-2026-0417")
    if not ANCHOR.fullmatch(packet.anchor):
        raise _refuse("anchor", "is not like A-000123-7F3K-9QZD")
    must_have = {
        "agency": packet.agency,
        "case number": packet.case.case_number,
        "victim name": packet.victim.name,
        "recipient": packet.recipient.name + packet.recipient.unit,
        "printed by": packet.printed.by,
    }
    for field, text in must_have.items():
        if not text.strip():
            raise _refuse(field, "is empty")
    identifiers = [packet.case.case_number, *(line.identifier for line in packet.property_lines)]
    if any(len(identifier) > LONGEST_IDENTIFIER for identifier in identifiers):
        raise _refuse("identifier", f"is longer than {LONGEST_IDENTIFIER} characters")
    if any(line.quantity < 1 for line in packet.property_lines):
        raise _refuse("quantity", "is less than 1")
    if packet.printed.copy < 1:
        raise _refuse("copy", "is less than 1")


def _check_times(packet: CasePacket) -> None:
    try:
        ZoneInfo(packet.zone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise _refuse("zone", "is not a known time zone") from error
    attribution = packet.attribution
    moments = {
        "call started at": attribution.call_started_at,
        "call ended at": attribution.call_ended_at,
        "printed at": packet.printed.at,
    }
    if packet.case.reported_at is not None:
        moments["reported at"] = packet.case.reported_at
    if attribution.entered is not None:
        moments["entered at"] = attribution.entered.at
    if attribution.signed_off is not None:
        moments["signed off at"] = attribution.signed_off.at
    for index, correction in enumerate(packet.corrections, start=1):
        moments[f"correction {index} at"] = correction.at
    for field, moment in moments.items():
        if moment.tzinfo is None or moment.utcoffset() != timedelta(0):
            raise _refuse(field, "is not a UTC time")
    if attribution.call_ended_at < attribution.call_started_at:
        raise _refuse("call ended at", "lies before the start of the call")


def _check_points(packet: CasePacket) -> None:
    numbers = [point.number for point in packet.points]
    if numbers != list(range(1, len(numbers) + 1)):
        raise _refuse("points", "are not numbered from 1 in order")
    named = set(packet.act_by.points) if packet.act_by else set()
    named |= {correction.point for correction in packet.corrections if correction.point is not None}
    named |= {line.point for line in packet.property_lines}
    if not named <= set(numbers):
        raise _refuse("points", "are named that are not on the sheet")
    order = [list(Section).index(point.section) for point in packet.points]
    if order != sorted(order):
        raise _refuse("points", "are not in the order of the page")
    if any(not point.text.strip() for point in packet.points):
        raise _refuse("points", "have one without words")
    if not packet.points:
        raise _refuse("points", "are none, and a sheet tells what is new")
    signed = packet.attribution.signed_off is not None
    if signed == (packet.kind is PacketKind.URGENT_SLIP):
        raise _refuse("sign-off", "does not fit the kind of sheet")
