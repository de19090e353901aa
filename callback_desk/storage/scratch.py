"""The scratch file of one import: encrypted with a random key, compared as sets with the desk, deleted after.

Only this room and `scratch_steps` know its tables. The desk is attached read-only; nothing here writes to it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

import sqlcipher3.dbapi2 as sqlcipher

from callback_desk.domain.import_rows import JudgedRow, PreviewRow, RowVerdict, ToJudge
from callback_desk.domain.incident import (
    BatchCounts,
    CaseStatus,
    PhoneCounts,
    Pile,
    ReportFacts,
    RowPlace,
    RowProblem,
    Screening,
    Sign,
    VictimType,
)
from callback_desk.storage import scratch_steps
from callback_desk.storage.columns import (
    case_key,
    from_enums,
    from_micros,
    from_strings,
    search_key,
    strings,
    to_micros,
)
from callback_desk.storage.engine import Key, driver_errors, prepare, private_file

_TABLES = """
CREATE TABLE rows (
  id INTEGER PRIMARY KEY, line INTEGER, sheet TEXT, digest TEXT, role TEXT, number TEXT, case_key TEXT,
  first TEXT, middle TEXT, last TEXT, suffix TEXT, organization TEXT, original TEXT, name_sort TEXT, name_key TEXT, link_key TEXT,
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
_ROW_COLUMNS = (
    "line sheet digest role number case_key first middle last suffix organization original name_sort name_key link_key "
    "birth_date age language email address address_key street district offense_codes offense_text offense_plain "
    "reported_at reported_precision occurred_at victim_type relationship signs status status_text investigator "
    "has_contact_name unsettled property_text suspect_key suspect_address_key diallable "
    'level reason rule rule_version "column" ready_at'
).split()
_INSERT_ROW = f"INSERT INTO rows (id, {', '.join(_ROW_COLUMNS)}) VALUES ({', '.join('?' * (len(_ROW_COLUMNS) + 1))})"  # noqa: S608
_INSERT_PHONE = "INSERT INTO phones VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_INSERT_OTHER = "INSERT INTO others VALUES (?, ?, ?)"
_INSERT_PROBLEM = "INSERT INTO problems VALUES (?, ?, ?, ?, ?, ?)"


class ScratchDesk:
    """Fits `use_cases.ports_import.Scratch`. Closing it removes the file."""

    def __init__(self, path: Path, *, live: Path, live_key: Key) -> None:
        private_file(path)
        self.path = path
        self._next_id = 1
        with driver_errors():
            self.connection = sqlcipher.connect(str(path))
            prepare(self.connection, Key(os.urandom(32)), writes=True)
            self.connection.execute("PRAGMA synchronous = OFF")  # nothing here outlives the process
            self.connection.execute(f"ATTACH DATABASE ? AS live KEY {live_key.clause}", (str(live),))
            self.connection.executescript(_TABLES)

    def add(self, rows: Iterable[JudgedRow], problems: Iterable[RowProblem]) -> None:
        """One block, in one transaction."""
        row_values, phone_values, other_values = [], [], []
        for row in rows:
            row_id = self._next_id
            self._next_id += 1
            row_values.append(_row_values(row_id, row))
            candidate = row.candidate
            for ordinal, (phone, zones) in enumerate(zip(candidate.phones, row.zones, strict=True)):
                phone_values.append(
                    (
                        row_id,
                        ordinal,
                        phone.original,
                        phone.number.e164 if phone.number else "",
                        phone.number.extension if phone.number else "",
                        phone.kind.value,
                        phone.note,
                        phone.whose,
                        from_strings(zones),
                        phone.why_not.value if phone.why_not else "",
                    )
                )
            other_values += [(row_id, role.value, e164) for role, e164 in candidate.other_numbers]
        with driver_errors():
            self.connection.execute("BEGIN")
            self.connection.executemany(_INSERT_ROW, row_values)
            self.connection.executemany(_INSERT_PHONE, phone_values)
            self.connection.executemany(_INSERT_OTHER, other_values)
            self.connection.executemany(_INSERT_PROBLEM, [_problem_values(one) for one in problems])
            self.connection.execute("COMMIT")

    def compare(self) -> None:
        with driver_errors():
            scratch_steps.compare(self.connection)

    def to_judge(self) -> Iterator[ToJudge]:
        with driver_errors():
            found = self.connection.execute(
                "SELECT id, diallable, reports, (SELECT p.zones FROM phones p WHERE p.row_id = rows.id AND p.e164 <> '' "
                f"ORDER BY p.ordinal LIMIT 1), {', '.join(_FACT_COLUMNS)} FROM rows WHERE again = 1"  # noqa: S608
            )
            for values in found:
                zones = (strings(values[3] or ""),) if values[1] else ()
                yield ToJudge(values[0], _facts(values[4:]), bool(values[1]), int(values[2]), zones)

    def put_verdicts(self, verdicts: Iterable[tuple[int, RowVerdict]]) -> None:
        with driver_errors():
            self.connection.execute("BEGIN")
            self.connection.executemany(
                "UPDATE rows SET level = ?, reason = ?, rule = ?, rule_version = ?, ready_at = ?, again = 0 WHERE id = ?",
                [(v.level, v.reason, v.rule, v.rule_version, _micros(v), row_id) for row_id, v in verdicts],
            )
            self.connection.execute("COMMIT")

    def sort(
        self, *, do_not_contact_rule: str, case_hold_rule: str, too_old_rules: frozenset[str], version: str
    ) -> None:
        with driver_errors():
            scratch_steps.sort(
                self.connection,
                do_not_contact_rule=do_not_contact_rule,
                case_hold_rule=case_hold_rule,
                too_old_rules=sorted(too_old_rules),
                version=version,
            )

    def counts(self) -> BatchCounts:
        with driver_errors():
            rows = self.connection.execute("SELECT pile, reason, count(*) FROM rows GROUP BY 1, 2").fetchall()
            rows += self.connection.execute("SELECT pile, reason, count(*) FROM problems GROUP BY 1, 2").fetchall()
        piles: dict[Pile, int] = dict.fromkeys(Pile, 0)
        reasons: dict[str, int] = {}
        for pile, reason, count in rows:
            piles[Pile(pile)] += count
            if pile != Pile.QUEUED:
                reasons[reason] = reasons.get(reason, 0) + count
        return BatchCounts(sum(piles.values()), piles, dict(sorted(reasons.items())), self.phone_counts())

    def phone_counts(self) -> PhoneCounts:
        """Rows with a number that can be rung, distinct such numbers, rows with numbers that cannot, rows without."""
        with driver_errors():
            diallable, undiallable, blank = self.connection.execute(
                "SELECT count(*) FILTER (WHERE good), count(*) FILTER (WHERE some AND NOT good), "
                "count(*) FILTER (WHERE NOT some) FROM (SELECT EXISTS (SELECT 1 FROM phones p WHERE p.row_id = r.id "
                "AND p.e164 <> '') AS good, EXISTS (SELECT 1 FROM phones p WHERE p.row_id = r.id) AS some FROM rows r)"
            ).fetchone()
            (distinct,) = self.connection.execute("SELECT count(DISTINCT e164) FROM phones WHERE e164 <> ''").fetchone()
        return PhoneCounts(diallable, distinct, undiallable, blank)

    def preview_rows(self, *, each: int) -> tuple[PreviewRow, ...]:
        """The first rows of every pile, the commonest reason last: what is rare is what somebody must look at."""
        with driver_errors():
            found = self.connection.execute(
                "WITH ranked AS (SELECT r.*, row_number() OVER (PARTITION BY pile ORDER BY often, line) AS place FROM "
                "(SELECT *, count(*) OVER (PARTITION BY pile, reason) AS often FROM rows) r) "
                'SELECT line, sheet, pile, name_sort, reason, "column", rule, offense_text FROM ranked '
                "WHERE place <= ? ORDER BY pile, place",
                (each,),
            ).fetchall()
            bad = self.connection.execute(
                'SELECT line, sheet, pile, reason, "column", rule FROM problems ORDER BY line LIMIT ?', (each,)
            ).fetchall()
        rows = [PreviewRow(v[0], v[1], Pile(v[2]), v[3], v[4], v[5] or "", v[6] or "", v[7] or "") for v in found]
        rows += [PreviewRow(v[0], v[1], Pile(v[2]), "", v[3], v[4] or "", v[5] or "") for v in bad]
        return tuple(rows)

    def problems(self) -> Iterator[RowProblem]:
        """Every row that is not queued, in the file's order."""
        with driver_errors():
            found = self.connection.execute(
                'SELECT line, sheet, pile, reason, "column", rule FROM rows WHERE pile <> ? '
                'UNION ALL SELECT line, sheet, pile, reason, "column", rule FROM problems ORDER BY 1',
                (Pile.QUEUED.value,),
            )
            for line, sheet, pile, reason, column, rule in found:
                yield RowProblem(RowPlace(line, sheet or ""), Pile(pile), reason, column or "", rule or "")

    def close(self) -> None:
        """Close and remove the file with its journal."""
        self.connection.close()
        for suffix in ("", "-wal", "-shm"):
            self.path.with_name(self.path.name + suffix).unlink(missing_ok=True)


_FACT_COLUMNS = (
    "number offense_codes offense_text reported_at reported_precision occurred_at age birth_date victim_type "
    "relationship signs status status_text investigator language has_contact_name unsettled"
).split()


def _facts(values: tuple[object, ...]) -> ReportFacts:
    named = dict(zip(_FACT_COLUMNS, values, strict=True))

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


def _micros(verdict: RowVerdict) -> int | None:
    return to_micros(verdict.ready_at) if verdict.ready_at else None


def _row_values(row_id: int, row: JudgedRow) -> tuple[object, ...]:
    candidate, verdict = row.candidate, row.verdict
    name, facts = candidate.name, candidate.facts
    name_sort = name.sort
    return (
        row_id,
        candidate.place.line,
        candidate.place.sheet,
        candidate.row_digest,
        candidate.role.value,
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
        facts.victim_type.value if facts.victim_type else "",
        facts.relationship,
        from_enums(facts.signs),
        facts.status.value,
        facts.status_text,
        facts.investigator,
        int(facts.has_contact_name),
        from_enums(facts.unsettled),
        candidate.property_text,
        row.suspect_key,
        row.suspect_address_key,
        int(any(phone.number for phone in candidate.phones)),
        verdict.level,
        verdict.reason,
        verdict.rule,
        verdict.rule_version,
        verdict.column,
        _micros(verdict),
    )


def _problem_values(one: RowProblem) -> tuple[object, ...]:
    return (one.place.line, one.place.sheet, one.pile.value, one.reason, one.column, one.rule)
