"""Between rows and values of people, numbers, cases and reports; each pair has a round-trip test."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import RowMapping

from callback_desk.domain.ids import CaseId, PhoneId, VictimId
from callback_desk.domain.incident import (
    CaseStatus,
    PersonName,
    ReportFacts,
    Screening,
    Sign,
    VictimType,
)
from callback_desk.domain.phone import FoundPhone, NotDiallable, PhoneKind
from callback_desk.domain.records import CaseRecord, PersonRecord, PhoneRecord
from callback_desk.storage.columns import from_enums, from_strings, strings, to_enums


def name_columns(name: PersonName) -> dict[str, object]:
    """The columns of a name in `victims`; `name_key` fills itself from `name_sort`."""
    return {
        "first": name.first,
        "middle": name.middle,
        "last": name.last,
        "suffix": name.suffix,
        "organization": name.organization,
        "original": name.original,
        "name_sort": name.sort,
    }


def to_name(row: RowMapping) -> PersonName:
    """A name out of a row of `victims`."""
    return PersonName(
        first=row["first"],
        middle=row["middle"],
        last=row["last"],
        suffix=row["suffix"],
        organization=row["organization"],
        original=row["original"],
    )


def to_person(row: RowMapping) -> PersonRecord:
    """A victim out of a row of `victims`."""
    return PersonRecord(
        id=VictimId(row["id"]),
        name=to_name(row),
        birth_date=row["birth_date"],
        language=row["language"],
        street=row["street"],
        email=row["email"],
    )


def phone_columns(found: FoundPhone, zones: Sequence[str]) -> dict[str, object]:
    """The columns of a number as an import found it; `tail` fills itself from `e164`."""
    return {
        "original": found.original,
        "e164": found.number.e164 if found.number else "",
        "extension": found.number.extension if found.number else "",
        "kind": found.kind.value,
        "note": found.note,
        "whose": found.whose,
        "zones": from_strings(zones),
        "why_not": found.why_not.value if found.why_not else "",
    }


def to_phone(row: RowMapping) -> PhoneRecord:
    """A number out of a row of `phones` with its column `closed`. The note says whose it is."""
    note = "; ".join(part for part in (row["whose"], row["note"]) if part)
    if row["whose"] and row["whose"] in row["note"]:
        note = row["note"]
    return PhoneRecord(
        id=PhoneId(row["id"]),
        victim_id=VictimId(row["victim_id"]),
        original=row["original"],
        e164=row["e164"],
        extension=row["extension"],
        kind=PhoneKind(row["kind"]),
        note=note,
        zones=strings(row["zones"]),
        why_not=NotDiallable(row["why_not"]) if row["why_not"] else None,
        closed=row["closed"],
    )


def facts_columns(facts: ReportFacts) -> dict[str, object]:
    """The columns of what one row of an export says; the case number lies in `cases`."""
    return {
        "offense_codes": from_strings(facts.offense_codes),
        "offense_text": facts.offense_text,
        "reported_at": facts.reported_at,
        "reported_precision": facts.reported_precision,
        "occurred_at": facts.occurred_at,
        "age": facts.age,
        "birth_date": facts.birth_date,
        "victim_type": facts.victim_type.value if facts.victim_type else "",
        "relationship": facts.relationship,
        "signs": from_enums(facts.signs),
        "status": facts.status.value,
        "status_text": facts.status_text,
        "investigator": facts.investigator,
        "language": facts.language,
        "has_contact_name": facts.has_contact_name,
        "unsettled": from_enums(facts.unsettled),
    }


def to_facts(found: RowMapping) -> ReportFacts:
    """Facts out of a row of `reports` joined with its case's `number`."""
    return ReportFacts(
        case_number=found["number"],
        offense_codes=strings(found["offense_codes"]),
        offense_text=found["offense_text"],
        reported_at=found["reported_at"],
        reported_precision=found["reported_precision"],
        occurred_at=found["occurred_at"],
        age=found["age"],
        birth_date=found["birth_date"],
        victim_type=VictimType(found["victim_type"]) if found["victim_type"] else None,
        relationship=found["relationship"],
        signs=to_enums(Sign, found["signs"]),
        status=CaseStatus(found["status"]),
        status_text=found["status_text"],
        investigator=found["investigator"],
        language=found["language"],
        has_contact_name=found["has_contact_name"],
        unsettled=to_enums(Screening, found["unsettled"]),
    )


def to_case(row: RowMapping, as_of: date | None) -> CaseRecord:
    """A case out of its newest report, joined with its `number`."""
    return CaseRecord(
        id=CaseId(row["case_id"]),
        number=row["number"],
        offense_codes=strings(row["offense_codes"]),
        offense_text=row["offense_text"],
        offense_plain=row["offense_plain"],
        reported_at=row["reported_at"],
        reported_precision=row["reported_precision"],
        status=CaseStatus(row["status"]),
        status_text=row["status_text"],
        investigator=row["investigator"],
        district=row["district"],
        as_of=as_of,
    )
