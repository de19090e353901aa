"""Which cell of a row is which: the column indexes of a mapping, worked out once for a file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from callback_desk.domain.incident import Role, Screening
from callback_desk.domain.layout import NAME_FIELDS, ColumnMatch, Field
from callback_desk.domain.phone import PhoneKind

BLANK = -1  # the index of the empty cell that every padded row ends with

# The order numbers are tried in: the safe one, then mobile, home, the rest, work. File order within a kind.
_KIND_ORDER = {PhoneKind.SAFE: 0}
_NAMED_BY = NAME_FIELDS - {Field.MIDDLE_NAME, Field.SUFFIX}


@dataclass(frozen=True, slots=True)
class Plan:
    """Indexes into a row padded with one empty cell; BLANK where the file has no such column."""

    width: int
    headings: tuple[str, ...]
    case_number: int
    reported: int
    reported_time: int
    occurred: int
    occurred_time: int
    offense_code: int
    offense_name: int
    full_name: int
    last: int
    first: int
    middle: int
    suffix: int
    organization: int
    victim_type: int
    involvement: int
    age: int
    birth_date: int
    address: int
    district: int
    email: int
    language: int
    status: int
    clearance: int
    investigator: int
    relationship: int
    injury: int
    condition: int
    domestic: int
    flags: tuple[int, ...]
    notes: tuple[int, ...]
    phones: tuple[tuple[int, PhoneKind], ...]
    other_phones: tuple[tuple[int, Role, PhoneKind], ...]
    suspect_name: int
    suspect_last: int
    suspect_first: int
    suspect_address: int
    guardian_name: int
    unsettled: frozenset[Screening]

    has_name: bool
    has_suspect: bool
    name_columns: frozenset[int]


def make_plan(columns: Sequence[ColumnMatch], headings: Sequence[str], unsettled: frozenset[Screening]) -> Plan:
    """Index a confirmed mapping."""

    def one(wanted: Field, role: Role = Role.VICTIM) -> int:
        return next((each.index for each in columns if each.field is wanted and each.role is role), BLANK)

    def many(wanted: Field) -> tuple[int, ...]:
        return tuple(each.index for each in columns if each.field is wanted and each.role is Role.VICTIM)

    own = [each for each in columns if each.field is Field.PHONE and each.role is Role.VICTIM]
    own.sort(key=lambda each: (_KIND_ORDER.get(each.kind, 1), each.index))
    others = [each for each in columns if each.field is Field.PHONE and each.role is not Role.VICTIM]
    return Plan(
        width=len(headings),
        headings=tuple(headings),
        case_number=one(Field.CASE_NUMBER),
        reported=one(Field.REPORTED_AT),
        reported_time=one(Field.REPORTED_TIME),
        occurred=one(Field.OCCURRED_AT),
        occurred_time=one(Field.OCCURRED_TIME),
        offense_code=one(Field.OFFENSE_CODE),
        offense_name=one(Field.OFFENSE_NAME),
        full_name=one(Field.FULL_NAME),
        last=one(Field.LAST_NAME),
        first=one(Field.FIRST_NAME),
        middle=one(Field.MIDDLE_NAME),
        suffix=one(Field.SUFFIX),
        organization=one(Field.ORGANIZATION),
        victim_type=one(Field.VICTIM_TYPE),
        involvement=one(Field.INVOLVEMENT),
        age=one(Field.AGE),
        birth_date=one(Field.BIRTH_DATE),
        address=one(Field.ADDRESS),
        district=one(Field.DISTRICT),
        email=one(Field.EMAIL),
        language=one(Field.LANGUAGE),
        status=one(Field.STATUS),
        clearance=one(Field.CLEARANCE),
        investigator=one(Field.INVESTIGATOR),
        relationship=one(Field.RELATIONSHIP),
        injury=one(Field.INJURY),
        condition=one(Field.CONDITION),
        domestic=one(Field.DOMESTIC),
        flags=many(Field.FLAGS),
        notes=many(Field.NOTES),
        phones=tuple((each.index, each.kind) for each in own),
        other_phones=tuple((each.index, each.role, each.kind) for each in others),
        suspect_name=one(Field.FULL_NAME, Role.SUSPECT),
        suspect_last=one(Field.LAST_NAME, Role.SUSPECT),
        suspect_first=one(Field.FIRST_NAME, Role.SUSPECT),
        suspect_address=one(Field.ADDRESS, Role.SUSPECT),
        guardian_name=one(Field.FULL_NAME, Role.GUARDIAN),
        unsettled=unsettled,
        has_name=any(each.field in _NAMED_BY and each.role is Role.VICTIM for each in columns),
        has_suspect=any(each.field in NAME_FIELDS and each.role is Role.SUSPECT for each in columns),
        name_columns=frozenset(each.index for each in columns if each.field in NAME_FIELDS),
    )
