"""The scratch file of one import: encrypted with a random key, compared as sets with the desk, deleted after.

Only this room and `scratch_steps` know its tables. The desk is attached read-only; nothing here writes to it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path

import sqlcipher3.dbapi2 as sqlcipher

from callback_desk.domain.import_rows import JudgedRow, PreviewRow, ReasonCount, RowVerdict, ToJudge
from callback_desk.domain.incident import (
    BatchCounts,
    PhoneCounts,
    Pile,
    ReportFacts,
    RowPlace,
    RowProblem,
)
from callback_desk.domain.matching import Asked, Pair
from callback_desk.storage import scratch_near, scratch_steps
from callback_desk.storage.columns import (
    strings,
)
from callback_desk.storage.engine import Key, attach, driver_errors, prepare, private_file
from callback_desk.storage.facts_over_time import newest_facts
from callback_desk.storage.scratch_rows import (
    FACT_COLUMNS,
    INSERT_DETAILS,
    INSERT_OTHER,
    INSERT_PHONE,
    INSERT_PROBLEM,
    INSERT_ROW,
    TABLES,
    detail_values,
    facts_of,
    phone_values,
    problem_values,
    ready_micros,
    row_values,
)

_THIS_IMPORT = 0  # no batch of the desk has this id
# Every step walks the whole file again: while it fits, no page is deciphered twice (measured: 200,000 rows, half
# the time). A longer list does not fit, and the memory serves better for sorting its indexes.
_CACHE_KIB = 196_608
_FITS_ROWS = 300_000
_CACHE_OF_LONG_LIST_KIB = 32_768
_CACHE_AT_REST_KIB = 2_048
_STEPS_BETWEEN = 100_000  # of the engine: some milliseconds


class ScratchDesk:
    """Fits `use_cases.ports_import.Scratch`. Closing it removes the file."""

    def __init__(self, path: Path, *, live: Path, live_key: Key) -> None:
        private_file(path)
        self.path = path
        self.key = Key(os.urandom(32))
        self._next_id = 1
        with driver_errors():
            self.connection = sqlcipher.connect(str(path))
            prepare(self.connection, self.key, writes=True)
            # Nothing here outlives the process, nor its key: what fails is begun anew, so no page is written twice.
            self.connection.execute("PRAGMA journal_mode = OFF")
            self.connection.execute("PRAGMA synchronous = OFF")
            self.connection.execute("PRAGMA secure_delete = OFF")
            self.connection.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
            attach(self.connection, "live", live, live_key)
            self.connection.executescript(TABLES)

    def add(self, rows: Iterable[JudgedRow], problems: Iterable[RowProblem]) -> None:
        """One block. All steps are one transaction, which `sort` ends: a page is enciphered once, not after each."""
        row_list, detail_list, phone_list, other_list = [], [], [], []
        for row in rows:
            row_id = self._next_id
            self._next_id += 1
            row_list.append(row_values(row_id, row))
            detail_list.append(detail_values(row_id, row))
            phone_list += phone_values(row_id, row)
            if row.candidate.other_numbers:
                other_list += [(row_id, role.value, e164) for role, e164 in row.candidate.other_numbers]
        with driver_errors():
            self._begin()
            self.connection.executemany(INSERT_ROW, row_list)
            self.connection.executemany(INSERT_DETAILS, detail_list)
            self.connection.executemany(INSERT_PHONE, phone_list)
            self.connection.executemany(INSERT_OTHER, other_list)
            self.connection.executemany(INSERT_PROBLEM, [problem_values(one) for one in problems])
        if self._next_id > _FITS_ROWS >= self._next_id - len(row_list):
            self._keep_less(_CACHE_OF_LONG_LIST_KIB)

    def _begin(self) -> None:
        if not self.connection.in_transaction:
            self.connection.execute("BEGIN")

    def compare(self, *, crowd: int, file_sha256: str = "", bring_back: bool = False) -> None:
        with driver_errors():
            self._begin()
            scratch_steps.compare(self.connection, crowd=crowd, file_sha256=file_sha256, bring_back=bring_back)

    def near(self) -> Iterator[Pair]:
        with driver_errors():
            yield from scratch_near.near_pairs(self.connection)

    def settle_people(self, same: Sequence[Pair], asked: Sequence[Asked], *, rules_version: str = "") -> None:
        with driver_errors():
            scratch_near.link(self.connection, same)
            scratch_near.ask(self.connection, asked, rules_version)
            scratch_steps.find_signs(self.connection)

    def to_judge(self) -> Iterator[ToJudge]:
        with driver_errors():
            found = self.connection.execute(
                "SELECT id, diallable, reports, (SELECT p.zones FROM rows o JOIN phones p ON p.row_id = o.id WHERE "
                "o.person = rows.person AND p.e164 <> '' ORDER BY o.id, p.ordinal LIMIT 1), victim_id, case_key, "
                f"{', '.join(FACT_COLUMNS)} FROM rows JOIN details ON row_id = rows.id WHERE again = 1 ORDER BY rows.id"
            )
            for row_id, diallable, reports, zone_text, victim_id, case, *values in found:
                own = (case, _THIS_IMPORT, facts_of(tuple(values)))
                earlier = self._said_before(victim_id) if victim_id is not None else []
                zones = (strings(zone_text or ""),) if diallable else ()
                yield ToJudge(row_id, newest_facts([own, *earlier]), bool(diallable), int(reports), zones)

    def _said_before(self, victim_id: int) -> list[tuple[object, int, ReportFacts]]:
        """What the desk's shown imports say of a known person, newest first: (case, import, facts)."""
        found = self.connection.execute(
            f"SELECT c.number_key, r.batch_id, c.number, {', '.join(f'r.{name}' for name in FACT_COLUMNS[1:])} "
            "FROM live.reports r JOIN live.cases c ON c.id = r.case_id JOIN live.batches b ON b.id = r.batch_id "
            "WHERE r.victim_id = ? AND b.state = 'shown' ORDER BY r.as_of DESC, r.id DESC",
            (victim_id,),
        )
        return [(case, int(batch), facts_of(tuple(values))) for case, batch, *values in found]

    def put_verdicts(self, verdicts: Iterable[tuple[int, RowVerdict]]) -> None:
        with driver_errors():
            self.connection.executemany(
                "UPDATE rows SET level = ?, reason = ?, rule = ?, rule_version = ?, ready_at = ?, again "
                "= 0 WHERE id = ?",
                [(v.level, v.reason, v.rule, v.rule_version, ready_micros(v), row_id) for row_id, v in verdicts],
            )

    def sort(
        self,
        *,
        do_not_contact_rule: str,
        case_hold_rule: str,
        maybe_same_rule: str,
        too_old_rules: frozenset[str],
        version: str,
        today: date,
    ) -> None:
        with driver_errors():
            scratch_steps.sort(
                self.connection,
                do_not_contact_rule=do_not_contact_rule,
                case_hold_rule=case_hold_rule,
                maybe_same_rule=maybe_same_rule,
                too_old_rules=sorted(too_old_rules),
                version=version,
                today=today,
            )

    def reasons(self) -> tuple[ReasonCount, ...]:
        with driver_errors():
            found = self.connection.execute(
                "SELECT pile, reason, sum(many) FROM (SELECT pile, reason, count(*) AS many FROM rows GROUP BY 1, 2 "
                "UNION ALL SELECT pile, reason, count(*) FROM problems GROUP BY 1, 2) GROUP BY 1, 2 "
                "ORDER BY 3 DESC, 2"
            ).fetchall()
        return tuple(ReasonCount(Pile(pile), reason or "", rows) for pile, reason, rows in found)

    def counts(self) -> BatchCounts:
        piles: dict[Pile, int] = dict.fromkeys(Pile, 0)
        reasons: dict[str, int] = {}
        for one in self.reasons():
            piles[one.pile] += one.rows
            if one.pile is not Pile.QUEUED:
                reasons[one.reason] = reasons.get(one.reason, 0) + one.rows
        return BatchCounts(sum(piles.values()), piles, dict(sorted(reasons.items())), self.phone_counts())

    def phone_counts(self) -> PhoneCounts:
        """Rows with a number that can be rung, distinct such numbers, rows with numbers that cannot, rows without."""
        with driver_errors():
            diallable, undiallable = self.connection.execute(
                "SELECT count(*) FILTER (WHERE good), count(*) FILTER (WHERE NOT good) FROM "
                "(SELECT max(e164 <> '') AS good FROM phones GROUP BY row_id)"
            ).fetchone()
            (rows,) = self.connection.execute("SELECT count(*) FROM rows").fetchone()
            (distinct,) = self.connection.execute("SELECT count(DISTINCT e164) FROM phones WHERE e164 <> ''").fetchone()
        return PhoneCounts(diallable, distinct, undiallable, rows - diallable - undiallable)

    def preview_rows(self, *, each: int) -> tuple[PreviewRow, ...]:
        """The first rows of every pile, the commonest reason last: what is rare is what somebody must look at."""
        with driver_errors():
            found = self.connection.execute(
                "WITH common AS (SELECT pile, reason, count(*) AS often FROM rows GROUP BY pile, reason), "
                "ranked AS (SELECT r.id, row_number() OVER (PARTITION BY r.pile ORDER BY c.often, r.line, r.id) "
                "AS place FROM rows r JOIN common c ON c.pile = r.pile AND c.reason = r.reason) "
                'SELECT line, sheet, pile, name_sort, reason, "column", rule, offense_text FROM ranked '
                "JOIN whole_rows USING (id) WHERE place <= ? ORDER BY pile, place",
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
                'SELECT line, sheet, pile, reason, "column", rule FROM whole_rows WHERE pile <> ? '
                'UNION ALL SELECT line, sheet, pile, reason, "column", rule FROM problems ORDER BY 1',
                (Pile.QUEUED.value,),
            )
            for line, sheet, pile, reason, column, rule in found:
                yield RowProblem(RowPlace(line, sheet or ""), Pile(pile), reason, column or "", rule or "")

    def tell_while_working(self, alive: Callable[[], None]) -> None:
        """Call `alive` again and again inside long statements: whoever waits knows a long list from a dead process."""

        def heard() -> int:
            alive()
            return 0  # go on

        self.connection.set_progress_handler(heard, _STEPS_BETWEEN)

    def rest(self) -> None:
        """The rows are sorted, and another connection copies them: what this one keeps in memory goes."""
        self._keep_less(_CACHE_AT_REST_KIB)

    def _keep_less(self, cache_kib: int) -> None:
        with driver_errors():
            self.connection.execute(f"PRAGMA cache_size = -{cache_kib}")
            self.connection.execute("PRAGMA shrink_memory")

    def close(self) -> None:
        """Close and remove the file with its journal."""
        self.connection.close()
        for suffix in ("", "-wal", "-shm"):
            self.path.with_name(self.path.name + suffix).unlink(missing_ok=True)
