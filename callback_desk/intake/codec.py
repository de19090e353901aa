"""Candidates and problems as compact JSON arrays, for the pipe between the parser and its parent."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import NoReturn, cast

from callback_desk.domain.incident import (
    Candidate,
    CaseStatus,
    PersonName,
    Pile,
    ReportFacts,
    Role,
    RowPlace,
    RowProblem,
    Screening,
    Sign,
    VictimType,
)
from callback_desk.domain.phone import FoundPhone, NotDiallable, PhoneKind, PhoneNumber

Wire = list[object]

# How a line of rows begins: who hands it on need not read it.
ROWS_START = b'{"kind":"rows",'
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode
_decode = json.JSONDecoder(parse_constant=lambda _name: _not_a_row()).decode


def message_line(message: Mapping[str, object]) -> bytes:
    """One line of the pipe, without its end."""
    return _encode(message).encode("utf-8", "surrogatepass")


def rows_line(rows: Sequence[Wire], problems: Sequence[Wire]) -> bytes:
    """A few hundred rows on one line; it begins with ROWS_START."""
    return message_line({"kind": "rows", "rows": rows, "problems": problems})


def rows_of_line(line: str) -> tuple[list[Wire], list[Wire]]:
    """Rows and problems of `rows_line`; whatever else the line says is not looked at. Raises ValueError."""
    try:
        said = _decode(line)
    except RecursionError as error:
        raise ValueError("not a line of rows") from error
    rows, problems = (said.get("rows"), said.get("problems")) if isinstance(said, dict) else (None, None)
    if not isinstance(rows, list) or not isinstance(problems, list):
        _not_a_row()
    return cast("list[Wire]", rows), cast("list[Wire]", problems)


def _not_a_row() -> NoReturn:
    raise ValueError("not a line of rows")


# Looking a member up in a dict costs a fifth of calling its Enum: this runs for every row of a big file.
_ROLES = {each.value: each for each in Role}
_KINDS = {each.value: each for each in PhoneKind}
_WHY = {each.value: each for each in NotDiallable}
_TYPES = {each.value: each for each in VictimType}
_SIGNS = {each.value: each for each in Sign}
_STATUSES = {each.value: each for each in CaseStatus}
_SCREENINGS = {each.value: each for each in Screening}
_PILES = {each.value: each for each in Pile}
_NO_SIGNS: frozenset[Sign] = frozenset()
_NO_SCREENINGS: frozenset[Screening] = frozenset()


def candidate_to_wire(candidate: Candidate) -> Wire:
    """One flat array; the order is this function's and `candidate_from_wire`'s alone."""
    place, name, facts = candidate.place, candidate.name, candidate.facts
    return [
        place.line,
        place.sheet,
        candidate.role,
        name.first,
        name.middle,
        name.last,
        name.suffix,
        name.organization,
        name.original,
        facts.case_number,
        facts.offense_codes,
        facts.offense_text,
        None if facts.reported_at is None else facts.reported_at.isoformat(),
        facts.reported_precision,
        None if facts.occurred_at is None else facts.occurred_at.isoformat(),
        facts.age,
        None if facts.birth_date is None else facts.birth_date.isoformat(),
        facts.victim_type,
        facts.relationship,
        sorted(facts.signs) if facts.signs else 0,
        facts.status,
        facts.status_text,
        facts.investigator,
        facts.language,
        1 if facts.has_contact_name else 0,
        sorted(facts.unsettled) if facts.unsettled else 0,
        [
            (
                (found.original, found.kind, found.number.e164, found.number.extension, found.note, found.whose)
                if found.number is not None
                else (found.original, found.kind, None, found.why_not, found.note, found.whose)
            )
            for found in candidate.phones
        ],
        candidate.other_numbers or 0,
        candidate.address,
        candidate.district,
        candidate.email,
        candidate.offense_label,
        candidate.suspect_name,
        candidate.suspect_address,
        candidate.already,
        candidate.warnings or 0,
        candidate.row_digest,
    ]


def candidate_from_wire(wire: Wire) -> Candidate:
    """The candidate again. Raises ValueError, KeyError or TypeError when the array is not one of ours."""
    (
        line, sheet, role, first, middle, last, suffix, organization, original,
        case_number, codes, offense_text, reported, precision, occurred, age, birth, victim_type, relationship,
        signs, status, status_text, investigator, language, has_contact, unsettled,
        phones, others, address, district, email, label, suspect_name, suspect_address, already,
        warnings, digest,
    ) = cast("list[str]", wire)  # fmt: skip
    facts = ReportFacts(
        case_number,
        tuple(codes),
        offense_text,
        datetime.fromisoformat(reported) if reported else None,
        precision,
        datetime.fromisoformat(occurred) if occurred else None,
        cast("int | None", age),
        date.fromisoformat(birth) if birth else None,
        _TYPES[victim_type] if victim_type else None,
        relationship,
        frozenset([_SIGNS[sign] for sign in signs]) if signs else _NO_SIGNS,
        _STATUSES[status],
        status_text,
        investigator,
        language,
        bool(has_contact),
        frozenset([_SCREENINGS[each] for each in unsettled]) if unsettled else _NO_SCREENINGS,
    )
    return Candidate(
        RowPlace(cast("int", line), sheet),
        _ROLES[role],
        PersonName(first, middle, last, suffix, organization, original),
        facts,
        tuple([_phone(each) for each in cast("list[list[str | None]]", phones)]),
        tuple([(_ROLES[who], number) for who, number in cast("list[tuple[str, str]]", others)]) if others else (),
        address,
        district,
        email,
        label,
        suspect_name,
        suspect_address,
        already,
        tuple(warnings) if warnings else (),
        digest,
    )


def _phone(wire: list[str | None]) -> FoundPhone:
    original, kind, _e164, rest, note, whose = cast("list[str]", wire)
    e164 = wire[2]
    if e164 is None:
        return FoundPhone(original, None, _KINDS[kind], _WHY[rest] if rest else None, note, whose)
    return FoundPhone(original, PhoneNumber(e164, rest), _KINDS[kind], None, note, whose)


def problem_to_wire(problem: RowProblem) -> Wire:
    return [
        problem.place.line,
        problem.place.sheet,
        problem.pile,
        problem.reason,
        problem.column,
        problem.rule,
    ]


def problem_from_wire(wire: Wire) -> RowProblem:
    line, sheet, pile, reason, column, rule = cast("list[str]", wire)
    return RowProblem(RowPlace(int(line), sheet), _PILES[pile], reason, column, rule)
