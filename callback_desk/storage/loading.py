"""Copying a sorted scratch file into the desk: in chunks, unseen, one write lock at a time.

Runs where the scratch file lies, with a connection of its own on the desk. Every chunk is one transaction of a few
thousand people; between chunks everybody else's save goes first. Nothing is seen until the batch is shown.
"""

from __future__ import annotations

import time
from datetime import date, datetime
from pathlib import Path

import sqlcipher3.dbapi2 as sqlcipher

from callback_desk.domain.ids import BatchId
from callback_desk.domain.incident import Pile
from callback_desk.domain.queue import Priority
from callback_desk.storage import name_words, places
from callback_desk.storage.columns import to_micros
from callback_desk.storage.engine import Key, attach, begin_immediate, driver_errors, prepare

CHUNK_PEOPLE = 10_000  # at most in one transaction
_FIRST_CHUNK_PEOPLE = 4_000
_FEWEST_PEOPLE = 2_000  # every chunk writes most pages of the indexes anew: smaller ones only make it longer
_CHUNK_S = 0.25  # a save that comes in between waits for one chunk: the next is made as large as this allows
_STATE_OF_LEVEL = "CASE d.level WHEN 0 THEN 'waiting' WHEN 1 THEN 'held' ELSE 'excluded' END"
_OF_PERSON = (
    "(SELECT o.id FROM scratch.rows o WHERE o.person = p.person AND o.pile <> 'duplicate' ORDER BY {0} LIMIT 1)"
)

_PLAN = (
    "CREATE TABLE IF NOT EXISTS scratch.people (rank INTEGER PRIMARY KEY, person INTEGER, row_id INTEGER, "
    "victim_id INTEGER, callback_id INTEGER, is_new INTEGER, opens INTEGER, new_place INTEGER, open_place INTEGER, "
    "newest INTEGER, deciding INTEGER, birth_date TEXT, language TEXT, ready_at INTEGER, rows INTEGER, zones TEXT)",
    "CREATE INDEX IF NOT EXISTS scratch.people_person ON people (person)",
    "DELETE FROM scratch.people",
    "INSERT INTO scratch.people (person, row_id, victim_id, callback_id, is_new, opens, new_place, open_place, "
    "newest, deciding, birth_date, language, ready_at, rows) "
    "SELECT person, first, victim, callback, victim IS NULL, callback IS NULL, "
    "count(*) FILTER (WHERE victim IS NULL) OVER so_far, count(*) FILTER (WHERE callback IS NULL) OVER so_far, "
    "first, first, birth_date, language, ready_at, rows FROM "
    "(SELECT person, min(id) AS first, max(victim_id) AS victim, max(callback_id) AS callback, count(*) AS rows, "
    "max(birth_date) AS birth_date, coalesce(max(language), '') AS language, max(ready_at) AS ready_at "
    "FROM scratch.rows WHERE pile IN ('queued', 'merged', 'held', 'excluded') AND role = 'victim' AND person > 0 "
    "GROUP BY person) "
    "WINDOW so_far AS (ORDER BY first ROWS UNBOUNDED PRECEDING) ORDER BY first",
    # The row that decides about a person: all rows are as strict as the strictest but those that are only too old,
    # which stay stricter and do not speak for a newer one.
    f"UPDATE scratch.people AS p SET newest = {_OF_PERSON.format('o.reported_at DESC, o.id')}, "
    f"deciding = {_OF_PERSON.format('o.level, o.id')} WHERE p.rows > 1",
    "CREATE TABLE IF NOT EXISTS scratch.seen (rank INTEGER PRIMARY KEY, row_id INTEGER)",
    "DELETE FROM scratch.seen",
    "INSERT INTO scratch.seen (row_id) SELECT id FROM scratch.rows WHERE pile = 'duplicate' "
    "AND reason = 'here_already' ORDER BY id",
)
_SHOWN = "EXISTS (SELECT 1 FROM batches b WHERE b.id = {0}.batch_id AND b.state = 'shown')"
_SAME_NUMBER = "o.e164 = f.e164 AND (f.e164 <> '' OR o.original = f.original) AND " + _SHOWN.format("o")
_DETAILS = (
    "first, middle, last, suffix, organization, original, name_sort, birth_date, language, street, address, email, "
    "link_key, address_key"
)
_SEEN_ROWS = (
    "FROM scratch.seen s JOIN scratch.rows r ON r.id = s.row_id JOIN cases c ON c.number_key = r.case_key "
    "JOIN reports x ON x.case_id = c.id AND x.row_digest = r.digest AND x.unsettled = r.unsettled "
    "AND x.already = r.already AND " + _SHOWN.format("x")
)


class Loader:
    """Copies one scratch file. `as_of` is the export's day in the desk's zone, from which its facts count."""

    def __init__(self, live: Path, live_key: Key, scratch: Path, scratch_key: Key) -> None:
        with driver_errors():
            self._connection = sqlcipher.connect(str(live))
            prepare(self._connection, live_key, writes=True)
            attach(self._connection, "scratch", scratch, scratch_key)
            # It outlives nobody; the desk is synced. A chunk that fails is undone in both.
            self._connection.execute("PRAGMA scratch.journal_mode = MEMORY")
            self._connection.execute("PRAGMA scratch.synchronous = OFF")
        self._batch, self._now, self._as_of, self._next = 0, 0, "", 1
        self._people, self._seen = 0, 0
        self._size = _FIRST_CHUNK_PEOPLE

    def begin(self, batch_id: BatchId, now: datetime, as_of: date) -> int:
        """Plan the chunks; returns how many people there are, and rows the desk has already. Nothing is written yet."""
        self._batch, self._now, self._as_of = int(batch_id), to_micros(now), as_of.isoformat()
        self._next = 1
        with driver_errors():
            self._connection.execute("BEGIN")
            for statement in _PLAN:
                self._connection.execute(statement)
            self._connection.execute("COMMIT")
            found = self._connection.execute(
                "SELECT (SELECT count(*) FROM scratch.people), (SELECT count(*) FROM scratch.seen)"
            ).fetchone()
        self._people, self._seen = int(found[0]), int(found[1])
        return self._people + self._seen

    def step(self) -> int:
        """Stage the next chunk in one transaction; returns how many of `begin` are done, all of them at the end."""
        first = self._next
        size = min(self._size, CHUNK_PEOPLE)
        with driver_errors():
            begin_immediate(self._connection)
            begun_s = time.monotonic()
            try:
                if first == 1:
                    self._marks(self._batch)
                if first <= self._people:
                    self._chunk(self._batch, self._now, self._as_of, first, first + size - 1)
                    self._next = min(first + size, self._people + 1)
                elif first <= self._people + self._seen:
                    rank = first - self._people
                    self._sightings(self._batch, self._as_of, rank, rank + size - 1)
                    self._next = first + size
                self._connection.execute("COMMIT")
            except BaseException:
                self._next = first
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise
        self._size = _next_size(size, time.monotonic() - begun_s)
        return min(self._next - 1, self._people + self._seen)

    def _marks(self, batch: int) -> None:
        """What the file gives for suspects, to know it again: a later export may give it for a victim."""
        self._connection.execute(
            "INSERT INTO suspect_marks (batch_id, kind, value, case_key) "
            "SELECT ?1, 'number', e164, '' FROM scratch.others WHERE role = 'suspect' AND e164 <> '' "
            "UNION SELECT ?1, 'address', suspect_address_key, '' FROM scratch.rows WHERE suspect_address_key <> '' "
            "UNION SELECT ?1, 'name', suspect_key, case_key FROM scratch.rows "
            "WHERE suspect_key <> '' AND case_key <> '' "
            "ON CONFLICT (value, kind, case_key, batch_id) DO NOTHING",
            (batch,),
        )

    def _chunk(self, batch: int, now: int, as_of: str, first: int, last: int) -> None:
        run = self._connection.execute
        chunk = _among(first, last, "p")
        run(
            "UPDATE scratch.people AS p SET victim_id = (SELECT coalesce(max(id), 0) FROM victims) + 1 + p.new_place - "
            f"(SELECT min(o.new_place) FROM scratch.people o WHERE o.is_new AND {_among(first, last, 'o')}) "
            f"WHERE {chunk} AND p.is_new"
        )
        run(
            "INSERT INTO victims (id, batch_id, first, middle, last, suffix, organization, original, "
            "name_sort, name_key, "
            "birth_date, language, street, address, email, link_key, address_key) "
            "SELECT p.victim_id, ?, r.first, r.middle, r.last, r.suffix, "
            "r.organization, r.original, r.name_sort, r.name_key, p.birth_date, p.language, "
            "r.street, r.address, r.email, r.link_key, r.address_key "
            "FROM scratch.people p JOIN scratch.whole_rows r ON r.id = p.row_id "
            f"WHERE {chunk} AND p.is_new",
            (batch,),
        )
        run(
            "INSERT INTO cases (batch_id, number, number_key) SELECT ?, min(r.number), r.case_key "
            "FROM scratch.people p "
            f"JOIN scratch.whole_rows r ON r.person = p.person WHERE {chunk} AND r.pile <> ? GROUP BY r.case_key "
            "ON CONFLICT (number_key) DO NOTHING",
            (batch, Pile.DUPLICATE.value),
        )
        self._known(batch, chunk)
        self._phones(batch, chunk)
        self._callbacks(batch, now, first, last, chunk)
        run(
            "INSERT INTO reports (batch_id, case_id, victim_id, callback_id, line, sheet, "
            "row_digest, as_of, offense_codes, "
            "offense_text, offense_plain, reported_at, reported_precision, occurred_at, age, "
            "birth_date, victim_type, "
            "relationship, signs, status, status_text, investigator, district, language, "
            "has_contact_name, unsettled, "
            "already) SELECT ?, c.id, p.victim_id, p.callback_id, r.line, r.sheet, r.digest, "
            "?, r.offense_codes, "
            "r.offense_text, r.offense_plain, r.reported_at, r.reported_precision, r.occurred_at, "
            "r.age, r.birth_date, "
            "r.victim_type, r.relationship, r.signs, r.status, r.status_text, r.investigator, "
            "r.district, r.language, "
            "r.has_contact_name, r.unsettled, r.already FROM scratch.people p JOIN scratch.whole_rows r "
            f"ON r.person = p.person JOIN cases c ON c.number_key = r.case_key WHERE {chunk} AND "
            "r.pile <> ? ORDER BY r.id",
            (batch, as_of, Pile.DUPLICATE.value),
        )
        run(
            "INSERT INTO likenesses (batch_id, victim_id, other_id, score, why, rules_version, answer, by_name) "
            "SELECT ?, p.victim_id, coalesce(a.victim, o.victim_id), a.score, a.why, a.rules_version, '', '' "
            "FROM scratch.people p JOIN scratch.asks a ON a.person = p.person LEFT JOIN scratch.people o "
            f"ON o.person = a.other WHERE {chunk} ORDER BY a.score DESC",
            (batch,),
        )

    def _known(self, batch: int, chunk: str) -> None:
        """Of people who are here: which of their numbers this import brings too, and how it writes them if otherwise.

        Runs before the new numbers are there.
        """
        run = self._connection.execute
        run(
            "INSERT INTO phone_sightings (batch_id, phone_id) SELECT DISTINCT ?, o.id FROM scratch.people p "
            "JOIN scratch.rows r ON r.person = p.person JOIN scratch.phones f ON f.row_id = r.id "
            f"JOIN phones o ON o.victim_id = p.victim_id AND {_SAME_NUMBER} "
            f"WHERE {chunk} AND NOT p.is_new AND r.pile <> ? ON CONFLICT (batch_id, phone_id) DO NOTHING",
            (batch, Pile.DUPLICATE.value),
        )
        run(
            f"INSERT INTO other_details (batch_id, victim_id, {_DETAILS}) SELECT ?, n.victim_id, "
            f"{_each('n')} FROM (SELECT p.victim_id AS victim_id, r.first, r.middle, r.last, r.suffix, r.organization, "
            "r.original, r.name_sort, p.birth_date, p.language, r.street, r.address, r.email, r.link_key, "
            "r.address_key "
            "FROM scratch.people p JOIN scratch.whole_rows r ON r.id = p.row_id "
            f"WHERE {chunk} AND NOT p.is_new) n JOIN victims v ON v.id = n.victim_id "
            f"WHERE ({_each('n')}) IS NOT ({_each('v')}) ON CONFLICT (batch_id, victim_id) DO NOTHING",
            (batch,),
        )

    def _phones(self, batch: int, chunk: str) -> None:
        """Every number once; a person who is known gets only those that are new."""
        self._connection.execute(
            "INSERT INTO phones (batch_id, victim_id, ordinal, original, e164, tail, extension, "
            "kind, note, whose, zones, "
            "why_not) SELECT ?, g.victim_id, g.ordinal, f.original, f.e164, "
            "CASE f.e164 WHEN '' THEN '' ELSE substr(f.e164, -7) END, f.extension, f.kind, f.note, f.whose, f.zones, "
            "f.why_not FROM (SELECT p.victim_id AS victim_id, min(f.ordinal) AS ordinal, f.rowid AS id "
            "FROM scratch.people p JOIN scratch.rows r ON r.person = p.person "
            f"JOIN scratch.phones f ON f.row_id = r.id WHERE {chunk} AND r.pile <> ? AND (p.is_new OR NOT EXISTS "
            f"(SELECT 1 FROM phones o WHERE o.victim_id = p.victim_id AND {_SAME_NUMBER})) "
            "GROUP BY p.victim_id, CASE f.e164 WHEN '' THEN f.original ELSE f.e164 END) g "
            "JOIN scratch.phones f ON f.rowid = g.id ORDER BY g.victim_id, g.ordinal",
            (batch, Pile.DUPLICATE.value),
        )

    def _callbacks(self, batch: int, now: int, first: int, last: int, chunk: str) -> None:
        run = self._connection.execute
        run(
            "UPDATE scratch.people AS p SET callback_id = (SELECT coalesce(max(id), 0) FROM callbacks) + 1 "
            "+ p.open_place - (SELECT min(o.open_place) FROM scratch.people o "
            f"WHERE o.opens AND {_among(first, last, 'o')}) "
            f"WHERE {chunk} AND p.opens"
        )
        run(f"UPDATE scratch.people AS p SET zones = {places.zones_of('p.victim_id')} WHERE {chunk} AND p.opens")
        places.learn(self._connection, f"SELECT p.zones FROM scratch.people p WHERE {chunk} AND p.opens")
        run(
            "INSERT INTO callbacks (id, batch_id, victim_id, state, ready_at, priority, fence, "
            "reason, rule, rule_version, "
            "promise_note, tries, place, created_at, name_sort, name_key, offense_label, reported_at) "
            "SELECT p.callback_id, ?, "
            f"p.victim_id, {_STATE_OF_LEVEL}, CASE d.level WHEN 0 THEN coalesce(p.ready_at, ?) END, "
            f"{int(Priority.NORMAL)}, 0, CASE d.level WHEN 0 THEN '' ELSE d.reason END, d.rule, "
            "d.rule_version, '', 0, coalesce(l.id, 0), ?, r.name_sort, r.name_key, n.offense_plain, "
            "n.reported_at FROM scratch.people p JOIN scratch.whole_rows r ON r.id = p.row_id "
            "JOIN scratch.whole_rows n ON n.id = p.newest "
            "JOIN scratch.rows d ON d.id = p.deciding LEFT JOIN places l ON l.zones = p.zones "
            f"WHERE {chunk} AND p.opens",
            (batch, now, now),
        )
        places.renew(self._connection, f"SELECT p.victim_id AS id FROM scratch.people p WHERE {chunk} AND NOT p.opens")
        name_words.catch_up(self._connection)
        run(
            "INSERT INTO staged_changes (batch_id, callback_id, state, ready_at, reason, rule, "
            "rule_version, offense_label, "
            f"reported_at) SELECT ?, p.callback_id, {_STATE_OF_LEVEL}, CASE d.level WHEN 0 THEN "
            "coalesce(p.ready_at, ?) END, "
            "CASE d.level WHEN 0 THEN '' ELSE d.reason END, d.rule, d.rule_version, r.offense_plain, r.reported_at "
            "FROM scratch.people p JOIN scratch.whole_rows r ON r.id = p.newest "
            f"JOIN scratch.rows d ON d.id = p.deciding WHERE {chunk} AND NOT p.opens "
            "ON CONFLICT (batch_id, callback_id) DO NOTHING",
            (batch, now),
        )

    def _sightings(self, batch: int, as_of: str, first: int, last: int) -> None:
        """Rows that are here already: their case's facts are fresh again, and this import brings them too."""
        run = self._connection.execute
        some = f"s.rank BETWEEN {int(first)} AND {int(last)}"
        run(
            "INSERT INTO case_sightings (batch_id, case_id, as_of) SELECT DISTINCT ?, c.id, ? FROM scratch.seen s "
            f"JOIN scratch.rows r ON r.id = s.row_id JOIN cases c ON c.number_key = r.case_key WHERE {some} "
            "ON CONFLICT (batch_id, case_id) DO NOTHING",
            (batch, as_of),
        )
        run(
            f"INSERT INTO report_sightings (batch_id, report_id) SELECT DISTINCT ?, x.id {_SEEN_ROWS} "
            f"WHERE {some} ON CONFLICT (batch_id, report_id) DO NOTHING",
            (batch,),
        )
        run(
            f"INSERT INTO phone_sightings (batch_id, phone_id) SELECT DISTINCT ?, o.id {_SEEN_ROWS} "
            f"JOIN scratch.phones f ON f.row_id = r.id JOIN phones o ON o.victim_id = x.victim_id AND {_SAME_NUMBER} "
            f"WHERE {some} ON CONFLICT (batch_id, phone_id) DO NOTHING",
            (batch,),
        )

    def close(self) -> None:
        self._connection.close()


def _next_size(size: int, took_s: float) -> int:
    """How many people the next chunk has: at most twice as many as the last."""
    wanted = size * 2 if took_s <= 0 else int(size * _CHUNK_S / took_s)
    return min(max(_FEWEST_PEOPLE, min(wanted, size * 2)), CHUNK_PEOPLE)


def _among(first: int, last: int, people: str) -> str:
    """The condition that a person of `scratch.people`, by that name, belongs to the chunk."""
    return f"{people}.rank BETWEEN {int(first)} AND {int(last)}"


def _each(table: str) -> str:
    return ", ".join(f"{table}.{name}" for name in _DETAILS.split(", "))
