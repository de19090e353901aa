"""New information: one line a volunteer kept, what was asked about it afterwards, and how it is corrected."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from callback_desk.domain.ids import CallId, CaseId, TipId
from callback_desk.domain.packet import Section


class TipKind(StrEnum):
    """What a line is about (research, section 7: solvability factors)."""

    SUSPECT_NAMED = "suspect_named"
    SUSPECT_DESCRIBED = "suspect_described"
    SUSPECT_LOCATION = "suspect_location"
    VEHICLE = "vehicle"
    CAMERA = "camera"
    WITNESS = "witness"
    PROPERTY_ID = "property_id"
    PHYSICAL_EVIDENCE = "physical_evidence"
    SEEN_FOR_SALE = "seen_for_sale"
    ONLINE_ACCOUNT = "online_account"
    OTHER_CASE = "other_case"
    THREAT = "threat"
    CORRECTION = "correction"
    OTHER = "other"


class TipSource(StrEnum):
    SAW = "saw"
    HEARD = "heard"
    TOLD = "told"
    CAMERA_OR_ONLINE = "camera_or_online"
    WORKED_OUT = "worked_out"
    NOT_SAID = "not_said"


class Sureness(StrEnum):
    VERY = "very"
    FAIRLY = "fairly"
    NOT_VERY = "not_very"
    NOT_SAID = "not_said"


@dataclass(frozen=True, slots=True)
class NewTip:
    """A kept line with its follow-up answers. `text` is the volunteer's; `exact_words` only when read back."""

    ordinal: int  # 1 is the first line of the call
    text: str
    kept_at: datetime
    kind: TipKind = TipKind.OTHER
    source: TipSource = TipSource.NOT_SAID
    source_who: str = ""
    sure: Sureness = Sureness.NOT_SAID
    read_back: bool = False
    exact_words: str = ""
    urgent: bool = False
    act_by: date | None = None
    statement: bool | None = None  # willing to give a statement
    question: str = ""  # the script question the line was kept under


@dataclass(frozen=True, slots=True)
class Correction:
    """Appended below a frozen line, never instead of it."""

    at: datetime
    by: str
    text: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Tip:
    id: TipId
    call_id: CallId
    case_id: CaseId
    said: NewTip
    signed_at: datetime | None = None
    signed_by: str = ""
    corrections: tuple[Correction, ...] = ()
    case_chosen: bool = False  # a supervisor said which report it is about; else it stands with the newest

    @property
    def frozen(self) -> bool:
        return self.signed_at is not None


_SECTION: Final = {
    TipKind.PROPERTY_ID: Section.PROPERTY,
    TipKind.SUSPECT_NAMED: Section.SUSPECT,
    TipKind.SUSPECT_DESCRIBED: Section.SUSPECT,
    TipKind.SUSPECT_LOCATION: Section.SUSPECT,
    TipKind.VEHICLE: Section.SUSPECT,
    TipKind.ONLINE_ACCOUNT: Section.SUSPECT,
    TipKind.CAMERA: Section.CAMERA,
    TipKind.WITNESS: Section.CAMERA,
}


def section_of(kind: TipKind) -> Section:
    """Under which heading of a lead sheet a line of this kind stands."""
    return _SECTION.get(kind, Section.OTHER)


def order_on_sheet(tip: Tip) -> tuple[int, bool, str, int]:
    """Sort key of a lead sheet's points, numbered from 1: by section, the urgent first, then by the last day."""
    said = tip.said
    last_day = said.act_by.isoformat() if said.act_by else "9999"
    return (list(Section).index(section_of(said.kind)), not said.urgent, last_day, said.ordinal)
