"""One person typed in by hand becomes the same kind of candidate that a row of a file does."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, date, datetime

from callback_desk.domain.errors import DeskFault
from callback_desk.domain.incident import (
    Candidate,
    CaseStatus,
    PersonName,
    ReportFacts,
    Role,
    RowPlace,
    Sign,
    VictimType,
)
from callback_desk.domain.phone import FoundPhone, PhoneKind
from callback_desk.intake.ages import age_on
from callback_desk.intake.phones_in_text import PhoneReader
from callback_desk.intake.words import shipped_words
from callback_desk.use_cases.desk import Desk


@dataclass(frozen=True, slots=True)
class TypedPerson:
    """The form's fields. `reported_at` is aware; `domestic` is the supervisor's own answer, never left open."""

    case_number: str
    first_name: str
    last_name: str
    offense: str  # a code or a name of the offense table
    reported_at: datetime
    domestic: bool
    birth_date: date | None = None
    age: int | None = None
    mobile: str = ""
    home: str = ""
    work: str = ""
    address: str = ""
    district: str = ""
    language: str = ""  # ISO 639-1
    investigator: str = ""
    business: str = ""  # a business whose contact the named person is


def candidate_of(desk: Desk, typed: TypedPerson) -> Candidate:
    """Through the same readers as a file's row. Raises DeskFault for what even a file would not be taken without."""
    if not typed.case_number.strip():
        raise DeskFault("Type the case number. Without it nobody can find the report.")
    if not (typed.first_name.strip() or typed.last_name.strip()):
        raise DeskFault("Type the person's name.")
    if typed.reported_at > desk.clock.now():
        raise DeskFault("The report cannot be from a later day than today.")
    offense = typed.offense.strip()
    codes = desk.rules.offenses.match(offense, offense)
    reported_on = typed.reported_at.astimezone(desk.zone).date()
    age = typed.age if typed.birth_date is None else age_on(typed.birth_date, reported_on)
    facts = ReportFacts(
        case_number=typed.case_number.strip(),
        offense_codes=codes,
        offense_text=offense,
        reported_at=typed.reported_at.astimezone(UTC),
        age=age,
        birth_date=typed.birth_date,
        victim_type=VictimType.BUSINESS if typed.business.strip() else VictimType.INDIVIDUAL,
        signs=frozenset({Sign.DOMESTIC}) if typed.domestic else frozenset(),
        status=CaseStatus.BLANK,
        investigator=typed.investigator.strip(),
        language=typed.language,
        has_contact_name=bool(typed.business.strip()),
    )
    name = PersonName(
        first=typed.first_name.strip(),
        last=typed.last_name.strip(),
        organization=typed.business.strip(),
        original=f"{typed.first_name} {typed.last_name}".strip(),
    )
    return Candidate(
        place=RowPlace(1),
        role=Role.VICTIM,
        name=name,
        facts=facts,
        phones=_phones(desk, typed),
        address=typed.address.strip(),
        district=typed.district.strip(),
        offense_label=offense,
        row_digest=_digest(typed),
    )


def _phones(desk: Desk, typed: TypedPerson) -> tuple[FoundPhone, ...]:
    info = desk.info
    reader = PhoneReader(info.region, info.area_code, frozenset(), shipped_words())
    cells = ((typed.mobile, PhoneKind.MOBILE), (typed.home, PhoneKind.HOME), (typed.work, PhoneKind.WORK))
    return tuple(found for cell, kind in cells for found in reader.find(cell, kind))


def _digest(typed: TypedPerson) -> str:
    """The same person typed twice adds nothing."""
    return hashlib.sha256(repr(typed).encode()).hexdigest()
