"""The scratch file's tables, and how a judged row lies in them and becomes facts again."""

from __future__ import annotations

import json
from datetime import date

from callback_desk.domain.import_rows import JudgedRow, RowVerdict
from callback_desk.domain.incident import CaseStatus, ReportFacts, Role, RowProblem, Screening, Sign, VictimType
from callback_desk.domain.phone import NotDiallable, PhoneKind
from callback_desk.storage.columns import case_key, from_enums, from_micros, from_strings, search_key, to_micros

# What is compared, and written again by one step after the other, is kept short: a step reads and writes `rows`, in
# which three times as many rows lie on a page. What is only carried to the desk lies in `details`, written once.
TABLES = """
CREATE TABLE rows (
  id INTEGER PRIMARY KEY, pile TEXT, person INTEGER, victim_id INTEGER, level INTEGER, callback_id INTEGER,
  diallable INTEGER, again INTEGER NOT NULL DEFAULT 0, reports INTEGER NOT NULL DEFAULT 1,
  role TEXT, case_key TEXT, name_key TEXT, link_key TEXT, birth_date TEXT, digest TEXT, unsettled TEXT, signs TEXT,
  address_key TEXT, suspect_key TEXT, suspect_address_key TEXT, line INTEGER, language TEXT, reported_at INTEGER,
  reason TEXT, rule TEXT, rule_version TEXT, "column" TEXT, ready_at INTEGER, already TEXT);
CREATE TABLE details (
  row_id INTEGER PRIMARY KEY, sheet TEXT, number TEXT, first TEXT, middle TEXT, last TEXT, suffix TEXT,
  organization TEXT, original TEXT, name_sort TEXT, age INTEGER, email TEXT, address TEXT, street TEXT, district TEXT,
  offense_codes TEXT, offense_text TEXT, offense_plain TEXT, reported_precision TEXT, occurred_at INTEGER,
  victim_type TEXT, relationship TEXT, status TEXT, status_text TEXT, investigator TEXT, has_contact_name INTEGER);
CREATE VIEW whole_rows AS SELECT * FROM rows JOIN details ON row_id = id;
CREATE TABLE phones (row_id INTEGER, ordinal INTEGER, original TEXT, e164 TEXT, extension TEXT, kind TEXT, note TEXT,
  whose TEXT, zones TEXT, why_not TEXT);
CREATE TABLE others (row_id INTEGER, role TEXT, e164 TEXT);
CREATE TABLE problems (line INTEGER, sheet TEXT, pile TEXT, reason TEXT, "column" TEXT, rule TEXT);
"""
_ROW_COLUMNS = (
    "id, level, diallable, role, case_key, name_key, link_key, birth_date, digest, unsettled, signs, address_key, "
    'suspect_key, suspect_address_key, line, language, reported_at, reason, rule, rule_version, "column", ready_at, '
    "already"
)
INSERT_ROW = f"INSERT INTO rows ({_ROW_COLUMNS}) VALUES ({', '.join('?' * 23)})"
INSERT_DETAILS = f"INSERT INTO details VALUES ({', '.join('?' * 26)})"
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
    """What is compared: a row of `rows`."""
    candidate, verdict = row.candidate, row.verdict
    facts = candidate.facts
    return (
        row_id,
        verdict.level,
        0 if all(phone.number is None for phone in candidate.phones) else 1,
        _PLAIN[candidate.role],
        case_key(facts.case_number),
        search_key(candidate.name.sort),
        row.link_key,
        facts.birth_date.isoformat() if facts.birth_date else None,
        candidate.row_digest,
        from_enums(facts.unsettled) if facts.unsettled else "",
        from_enums(facts.signs) if facts.signs else "",
        row.address_key,
        row.suspect_key,
        row.suspect_address_key,
        candidate.place.line,
        facts.language,
        to_micros(facts.reported_at) if facts.reported_at else None,
        verdict.reason,
        verdict.rule,
        verdict.rule_version,
        verdict.column,
        ready_micros(verdict),
        candidate.already,
    )


def detail_values(row_id: int, row: JudgedRow) -> tuple[object, ...]:
    """What is carried to the desk as it came: a row of `details`."""
    candidate = row.candidate
    name, facts = candidate.name, candidate.facts
    return (
        row_id,
        candidate.place.sheet,
        facts.case_number,
        name.first,
        name.middle,
        name.last,
        name.suffix,
        name.organization,
        name.original,
        name.sort,
        facts.age,
        candidate.email,
        candidate.address,
        row.street,
        candidate.district,
        from_strings(facts.offense_codes),
        facts.offense_text,
        row.offense_plain,
        facts.reported_precision,
        to_micros(facts.occurred_at) if facts.occurred_at else None,
        _PLAIN[facts.victim_type] if facts.victim_type else "",
        facts.relationship,
        _PLAIN[facts.status],
        facts.status_text,
        facts.investigator,
        int(facts.has_contact_name),
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
