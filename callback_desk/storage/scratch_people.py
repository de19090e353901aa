"""Set steps over the scratch file: who is who, in the file and on the desk.

`live` is the attached desk. A name alone never links anybody: linking needs name plus birth date, name plus number,
or the same case; the same name with another birth date is two people (decisions, Intake: Names). Who is only alike
is found in `scratch_near`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

Row = tuple[object, ...]


class _Cursor(Protocol):
    rowcount: int

    def fetchone(self) -> Row | None: ...
    def __iter__(self) -> Iterator[Row]: ...


class ScratchConnection(Protocol):
    """What these steps use of a `sqlcipher3` connection."""

    def execute(self, sql: str, parameters: Sequence[object] = ..., /) -> _Cursor: ...
    def executemany(self, sql: str, parameters: Iterable[Sequence[object]], /) -> _Cursor: ...


SHOWN = "EXISTS (SELECT 1 FROM live.batches b WHERE b.id = {table}.batch_id AND b.state = 'shown')"
_OPEN_STATES = "('waiting','claimed','calling','interrupted','held','excluded','review')"


def run(connection: ScratchConnection, script: str) -> None:
    """Several statements inside the transaction that is open (the driver's own script call would commit it)."""
    for statement in script.split(";"):
        if statement.strip():
            connection.execute(statement)


def link_exactly(connection: ScratchConnection) -> None:
    """Give every row its `person`, and its `victim_id` where the desk has that person."""
    _persons_in_file(connection)
    _numbers_on_desk(connection)
    _persons_on_desk(connection)
    connection.execute(
        "UPDATE rows SET victim_id = (SELECT l.other_id FROM live.likenesses l WHERE l.victim_id = rows.victim_id "
        "AND l.answer = 'same') WHERE victim_id IN (SELECT l.victim_id FROM live.likenesses l WHERE l.answer = 'same')"
    )


def _persons_in_file(connection: ScratchConnection) -> None:
    """Give all rows of one person the smallest row id among them as `person`."""
    connection.execute("UPDATE rows SET person = id WHERE pile IS NULL")
    run(
        connection,
        "CREATE TEMP TABLE links (key TEXT, id INTEGER);"
        # Only what an index says is there twice is looked at: most names stand once with a birth date, once on a case.
        "INSERT INTO links SELECT 'b|' || name_key || '|' || birth_date, id FROM "
        "  (SELECT id, name_key, birth_date, count(*) OVER (PARTITION BY name_key, birth_date) AS rows_alike FROM "
        "  (SELECT name_key, birth_date FROM rows GROUP BY name_key, birth_date HAVING count(*) > 1) "
        "  JOIN rows USING (name_key, birth_date) "
        "  WHERE pile IS NULL AND name_key <> '' AND birth_date IS NOT NULL) WHERE rows_alike > 1;"
        "CREATE TEMP TABLE twice AS SELECT id, name_key, case_key, birth_date FROM "
        "  (SELECT case_key, name_key FROM rows GROUP BY case_key, name_key HAVING count(*) > 1) "
        "  JOIN rows USING (case_key, name_key) WHERE pile IS NULL AND name_key <> '' AND case_key <> '';"
        "CREATE TEMP TABLE split AS SELECT name_key, case_key FROM twice "
        "  GROUP BY 1, 2 HAVING count(DISTINCT birth_date) > 1;"
        "INSERT INTO links SELECT 'c|' || name_key || '|' || case_key, id FROM "
        "  (SELECT id, name_key, case_key, count(*) OVER (PARTITION BY case_key, name_key) AS rows_alike FROM twice) r "
        "  WHERE rows_alike > 1 AND NOT EXISTS "
        "  (SELECT 1 FROM split s WHERE s.name_key = r.name_key AND s.case_key = r.case_key);"
        "CREATE TEMP TABLE numbered AS SELECT r.name_key, p.e164, r.id, r.birth_date FROM rows r "
        "  JOIN phones p ON p.row_id = r.id WHERE r.pile IS NULL AND r.name_key <> '' AND p.e164 <> '' "
        "  AND r.name_key IN (SELECT name_key FROM rows GROUP BY name_key HAVING count(*) > 1);"
        "CREATE TEMP TABLE splitn AS SELECT name_key, e164 FROM numbered GROUP BY 1, 2 "
        "  HAVING count(DISTINCT birth_date) > 1;"
        "INSERT INTO links SELECT 'p|' || name_key || '|' || e164, id FROM "
        "  (SELECT name_key, e164, id, count(*) OVER (PARTITION BY name_key, e164) AS rows_alike FROM "
        "  (SELECT DISTINCT name_key, e164, id FROM numbered)) n WHERE rows_alike > 1 AND NOT EXISTS "
        "  (SELECT 1 FROM splitn s WHERE s.name_key = n.name_key AND s.e164 = n.e164);"
        "DROP TABLE numbered;"
        "CREATE INDEX temp.links_key ON links (key, id); CREATE INDEX temp.links_id ON links (id);",
    )
    while True:
        run(
            connection,
            "DROP TABLE IF EXISTS temp.best;"
            "CREATE TEMP TABLE best AS SELECT l.key AS key, min(r.person) AS person FROM links l "
            "  JOIN rows r ON r.id = l.id GROUP BY l.key; CREATE INDEX temp.best_key ON best (key);",
        )
        moved = connection.execute(
            "UPDATE rows SET person = (SELECT min(b.person) FROM links l JOIN best b ON b.key = "
            "l.key WHERE l.id = rows.id) "
            "WHERE id IN (SELECT l.id FROM links l JOIN best b ON b.key = l.key JOIN rows r ON r.id = l.id "
            "WHERE b.person < r.person)"
        ).rowcount
        if not moved:
            break
    run(connection, "CREATE INDEX rows_person ON rows (person)")


def _numbers_on_desk(connection: ScratchConnection) -> None:
    """Whose numbers on the desk this import brings too; each ending is looked up once, however many people give it."""
    run(
        connection,
        "CREATE TEMP TABLE numbers AS SELECT DISTINCT p.e164 AS e164, substr(p.e164, -7) AS tail FROM phones p "
        "  JOIN rows r ON r.id = p.row_id WHERE p.e164 <> '' AND r.pile IS NULL;"
        "CREATE TEMP TABLE desk_numbers AS SELECT lp.e164, lp.victim_id, lp.batch_id FROM "
        "  (SELECT DISTINCT tail FROM numbers) n CROSS JOIN live.phones lp ON lp.tail = n.tail "
        "  WHERE lp.e164 IN (SELECT e164 FROM numbers);"
        "CREATE INDEX temp.desk_numbers_number ON desk_numbers (e164)",
    )


def _persons_on_desk(connection: ScratchConnection) -> None:
    """Find each person among the desk's victims: by birth date, by number, or on the same case."""
    shown = SHOWN.format(table="v")
    connection.execute(
        "UPDATE rows SET victim_id = (SELECT min(v.id) FROM live.victims v WHERE v.name_key = rows.name_key "
        f"AND v.birth_date = rows.birth_date AND {shown}) "
        "WHERE pile IS NULL AND name_key <> '' AND birth_date IS NOT NULL"
    )
    other_birth = "(v.birth_date IS NULL OR rows.birth_date IS NULL OR v.birth_date = rows.birth_date)"
    connection.execute(
        "UPDATE rows SET victim_id = (SELECT min(v.id) FROM phones p JOIN desk_numbers lp "
        "ON lp.e164 = p.e164 JOIN live.victims v ON v.id = lp.victim_id "
        f"WHERE p.row_id = rows.id AND p.e164 <> '' AND v.name_key = rows.name_key AND {other_birth} AND {shown} "
        f"AND {SHOWN.format(table='lp')}) "
        "WHERE pile IS NULL AND victim_id IS NULL AND name_key <> ''"
    )
    connection.execute(
        "UPDATE rows SET victim_id = (SELECT min(v.id) FROM live.cases c JOIN live.reports r ON r.case_id = c.id "
        "JOIN live.victims v ON v.id = r.victim_id WHERE c.number_key = rows.case_key AND v.name_key = rows.name_key "
        f"AND {other_birth} AND {shown} AND {SHOWN.format(table='r')}) "
        "WHERE pile IS NULL AND victim_id IS NULL AND name_key <> ''"
    )


def find_callbacks(connection: ScratchConnection) -> None:
    """What one row of a person knows of the desk, all know; then the callback that is open for them there."""
    connection.execute(
        "UPDATE rows SET victim_id = (SELECT min(o.victim_id) FROM rows o WHERE o.person = rows.person) "
        "WHERE pile IS NULL AND person IN (SELECT person FROM rows WHERE victim_id IS NOT NULL)"
    )
    connection.execute(
        "UPDATE rows SET callback_id = (SELECT max(c.id) FROM live.callbacks c WHERE c.victim_id = rows.victim_id "
        f"AND c.state IN {_OPEN_STATES} AND {SHOWN.format(table='c')}) WHERE pile IS NULL AND victim_id IS NOT NULL"
    )
