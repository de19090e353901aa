"""The scratch file's tables, and how a judged row lies in them and becomes facts again."""

from __future__ import annotations

import json
from datetime import date

from callback_desk.domain.import_rows import JudgedRow, RowVerdict
from callback_desk.domain.incident import CaseStatus, ReportFacts, Role, RowProblem, Screening, Sign, VictimType
from callback_desk.domain.phone import NotDiallable, PhoneKind
from callback_desk.storage.columns import case_key, from_enums, from_micros, from_strings, search_key, to_micros

TABLES = """
CREATE TABLE rows (
  id INTEGER PRIMARY KEY, line INTEGER, sheet TEXT, digest TEXT, role TEXT, number TEXT, case_key TEXT,
  first TEXT, middle TEXT, last TEXT, suffix TEXT, organization TEXT, original TEXT, name_sort TEXT, name_key TEXT,
  link_key TEXT,
  birth_date TEXT, age INTEGER, language TEXT, email TEXT, address TEXT, address_key TEXT, street TEXT, district TEXT,
  offense_codes TEXT, offense_text TEXT, offense_plain TEXT, reported_at INTEGER, reported_precision TEXT,
  occurred_at INTEGER, victim_type TEXT, relationship TEXT, signs TEXT, status TEXT, status_text TEXT,
  investigator TEXT, has_contact_name INTEGER, unsettled TEXT, property_text TEXT,
  suspect_key TEXT, suspect_address_key TEXT, diallable INTEGER,
  level INTEGER, reason TEXT, rule TEXT, rule_version TEXT, "column" TEXT, ready_at INTEGER,
  pile TEXT, person INTEGER, victim_id INTEGER, callback_id INTEGER, reports INTEGER NOT NULL DEFAULT 1,
  again INTEGER NOT NULL DEFAULT 0);
CREATE TABLE phones (row_id INTEGER, ordinal INTEGER, original TEXT, e164 TEXT, extension TEXT, kind TEXT, note TEXT,
  whose TEXT, zones TEXT, why_not TEXT);
CREATE TABLE others (row_id INTEGER, role TEXT, e164 TEXT);
CREATE TABLE problems (line INTEGER, sheet TEXT, pile TEXT, reason TEXT, "column" TEXT, rule TEXT);
"""
_ROW_COLUMNS = [
    "line",
    "sheet",
    "digest",
    "role",
    "number",
    "case_key",
    "first",
    "middle",
    "last",
    "suffix",
    "organization",
    "original",
    "name_sort",
    "name_key",
    "link_key",
    "birth_date",
    "age",
    "language",
    "email",
    "address",
    "address_key",
    "street",
    "district",
    "offense_codes",
    "offense_text",
    "offense_plain",
    "reported_at",
    "reported_precision",
    "occurred_at",
    "victim_type",
    "relationship",
    "signs",
    "status",
    "status_text",
    "investigator",
    "has_contact_name",
    "unsettled",
    "property_text",
    "suspect_key",
    "suspect_address_key",
    "diallable",
    "level",
    "reason",
    "rule",
    "rule_version",
    '"column"',
    "ready_at",
]
INSERT_ROW = f"INSERT INTO rows (id, {', '.join(_ROW_COLUMNS)}) VALUES ({', '.join('?' * (len(_ROW_COLUMNS) + 1))})"
INSERT_PHONE = "INSERT INTO phones VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
INSERT_OTHER = "INSERT INTO others VALUES (?, ?, ?)"
INSERT_PROBLEM = "INSERT INTO problems VALUES (?, ?, ?, ?, ?, ?)"


FACT_COLUMNS = [
    "number",
    "offense_codes",
    "offense_text",
    "reported_at",
    "reported_precision",
    "occurred_at",
    "age",
    "birth_date",
    "victim_type",
    "relationship",
    "signs",
    "status",
    "status_text",
    "investigator",
    "language",
    "has_contact_name",
    "unsettled",
]


def facts_of(values: tuple[object, ...]) -> ReportFacts:
    named = dict(zip(FACT_COLUMNS, values, strict=True))

    def text(name: str) -> str:
        return str(named[name] or "")

    def whole(name: str) -> int | None:
        value = named[name]
        return value if isinstance(value, int) else None

    reported, occurred = whole("reported_at"), whole("occurred_at")
    return ReportFacts(
        case_number=text("number"),
        offense_codes=tuple(json.loads(text("offense_codes") or "[]")),
        offense_text=text("offense_text"),
        reported_at=from_micros(reported) if reported is not None else None,
        reported_precision=text("reported_precision"),
        occurred_at=from_micros(occurred) if occurred is not None else None,
        age=whole("age"),
        birth_date=date.fromisoformat(text("birth_date")) if named["birth_date"] else None,
        victim_type=VictimType(text("victim_type")) if named["victim_type"] else None,
        relationship=text("relationship"),
        signs=frozenset(Sign(one) for one in json.loads(text("signs") or "[]")),
        status=CaseStatus(text("status")),
        status_text=text("status_text"),
        investigator=text("investigator"),
        language=text("language"),
        has_contact_name=bool(named["has_contact_name"]),
        unsettled=frozenset(Screening(one) for one in json.loads(text("unsettled") or "[]")),
    )


# Members of closed sets as plain text: asking a member for its value costs five times as much, and each row has four.
_PLAIN: dict[str, str] = {
    member: member.value for kind in (Role, CaseStatus, VictimType, PhoneKind, NotDiallable) for member in kind
}


def ready_micros(verdict: RowVerdict) -> int | None:
    return to_micros(verdict.ready_at) if verdict.ready_at else None


def row_values(row_id: int, row: JudgedRow) -> tuple[object, ...]:
    candidate, verdict = row.candidate, row.verdict
    name, facts = candidate.name, candidate.facts
    name_sort = name.sort
    return (
        row_id,
        candidate.place.line,
        candidate.place.sheet,
        candidate.row_digest,
        _PLAIN[candidate.role],
        facts.case_number,
        case_key(facts.case_number),
        name.first,
        name.middle,
        name.last,
        name.suffix,
        name.organization,
        name.original,
        name_sort,
        search_key(name_sort),
        row.link_key,
        facts.birth_date.isoformat() if facts.birth_date else None,
        facts.age,
        facts.language,
        candidate.email,
        candidate.address,
        row.address_key,
        row.street,
        candidate.district,
        from_strings(facts.offense_codes),
        facts.offense_text,
        row.offense_plain,
        to_micros(facts.reported_at) if facts.reported_at else None,
        facts.reported_precision,
        to_micros(facts.occurred_at) if facts.occurred_at else None,
        _PLAIN[facts.victim_type] if facts.victim_type else "",
        facts.relationship,
        from_enums(facts.signs) if facts.signs else "",
        _PLAIN[facts.status],
        facts.status_text,
        facts.investigator,
        int(facts.has_contact_name),
        from_enums(facts.unsettled) if facts.unsettled else "",
        candidate.property_text,
        row.suspect_key,
        row.suspect_address_key,
        0 if all(phone.number is None for phone in candidate.phones) else 1,
        verdict.level,
        verdict.reason,
        verdict.rule,
        verdict.rule_version,
        verdict.column,
        ready_micros(verdict),
    )


def phone_values(row_id: int, row: JudgedRow) -> list[tuple[object, ...]]:
    """One tuple for each of the row's own numbers, in their order."""
    return [
        (
            row_id,
            ordinal,
            phone.original,
            phone.number.e164 if phone.number else "",
            phone.number.extension if phone.number else "",
            _PLAIN[phone.kind],
            phone.note,
            phone.whose,
            from_strings(zones),
            _PLAIN[phone.why_not] if phone.why_not else "",
        )
        for ordinal, (phone, zones) in enumerate(zip(row.candidate.phones, row.zones, strict=True))
    ]


def problem_values(one: RowProblem) -> tuple[object, ...]:
    return (one.place.line, one.place.sheet, one.pile.value, one.reason, one.column, one.rule)
