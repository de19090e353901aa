"""Set steps over the scratch file: duplicates, who is who, signs that only comparison shows, and the six piles.

`live` is the attached desk. A name alone never links anybody: linking needs name plus birth date, name plus number,
or the same case; the same name with another birth date is two people (decisions, Intake: Names).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from callback_desk.domain.incident import Pile, Sign


class _Cursor(Protocol):
    rowcount: int

    def fetchone(self) -> tuple[object, ...] | None: ...


class ScratchConnection(Protocol):
    """What these steps use of a `sqlcipher3` connection."""

    def execute(self, sql: str, parameters: Sequence[object] = ..., /) -> _Cursor: ...


_SHOWN = "EXISTS (SELECT 1 FROM live.batches b WHERE b.id = {table}.batch_id AND b.state = 'shown')"
_OPEN_STATES = "('waiting','claimed','calling','interrupted','held','excluded','review')"


def _run(connection: ScratchConnection, script: str) -> None:
    """Several statements inside the transaction that is open (the driver's own script call would commit it)."""
    for statement in script.split(";"):
        if statement.strip():
            connection.execute(statement)


def compare(connection: ScratchConnection, *, file_sha256: str = "", bring_back: bool = False) -> None:
    """Run every step once; rows whose facts changed are marked to be judged again.

    Rows that were taken back stay away, unless it is this very file that was taken back, or `bring_back`.
    """
    _run(
        connection,
        "CREATE INDEX rows_digest ON rows (digest); CREATE INDEX rows_name ON rows (name_key, birth_date);"
        "CREATE INDEX rows_case ON rows (case_key, name_key); CREATE INDEX phones_row ON phones (row_id);"
        "CREATE INDEX phones_number ON phones (e164); CREATE INDEX others_number ON others (e164, role);",
    )
    connection.execute("BEGIN")
    _not_victims(connection)
    _duplicates(connection)
    if not bring_back:
        _taken_back(connection, file_sha256)
    _persons_in_file(connection)
    _persons_on_desk(connection)
    _conflicts(connection)
    _several_reports(connection)
    connection.execute("COMMIT")


def _not_victims(connection: ScratchConnection) -> None:
    connection.execute(
        "UPDATE rows SET pile = ?, reason = 'not_a_victim', rule = '' WHERE role <> 'victim'", (Pile.EXCLUDED.value,)
    )


def _duplicates(connection: ScratchConnection) -> None:
    """The same row again, in this file or on the desk. A newly settled screening fact makes it say something new."""
    connection.execute(
        "UPDATE rows SET pile = ?, reason = 'same_row_twice' WHERE pile IS NULL AND digest <> '' AND id > "
        "(SELECT min(o.id) FROM rows o WHERE o.digest = rows.digest)",
        (Pile.DUPLICATE.value,),
    )
    connection.execute(
        "UPDATE rows SET pile = ?, reason = 'here_already' WHERE pile IS NULL AND digest <> '' AND EXISTS "
        "(SELECT 1 FROM live.cases c JOIN live.reports r ON r.case_id = c.id WHERE c.number_key = rows.case_key "
        "AND r.row_digest = rows.digest AND r.unsettled = rows.unsettled AND " + _SHOWN.format(table="r") + ")",
        (Pile.DUPLICATE.value,),
    )


def _taken_back(connection: ScratchConnection, file_sha256: str) -> None:
    """Rows that were taken back do not return with the next export; to import that file itself is a person's word."""
    undone = (
        "FROM live.cases c JOIN live.reports r ON r.case_id = c.id JOIN live.batches b ON b.id = r.batch_id "
        "WHERE c.number_key = rows.case_key AND r.row_digest = rows.digest AND b.state = 'undone'"
    )
    if connection.execute("SELECT 1 FROM live.batches WHERE state = 'undone' LIMIT 1").fetchone() is None:
        return
    connection.execute(
        "UPDATE rows SET pile = ?, level = 2, reason = 'taken_back', rule = '' WHERE pile IS NULL AND digest <> '' "
        f"AND EXISTS (SELECT 1 {undone}) AND NOT EXISTS (SELECT 1 {undone} AND b.file_sha256 = ?)",
        (Pile.EXCLUDED.value, file_sha256),
    )


def _persons_in_file(connection: ScratchConnection) -> None:
    """Give all rows of one person the smallest row id among them as `person`."""
    connection.execute("UPDATE rows SET person = id WHERE pile IS NULL")
    _run(
        connection,
        "CREATE TEMP TABLE links (key TEXT, id INTEGER);"
        "INSERT INTO links SELECT 'b|' || name_key || '|' || birth_date, id FROM "
        "  (SELECT id, name_key, birth_date, count(*) OVER (PARTITION BY name_key, birth_date) AS rows_alike FROM rows "
        "  WHERE pile IS NULL AND name_key <> '' AND birth_date IS NOT NULL) WHERE rows_alike > 1;"
        "CREATE TEMP TABLE split AS SELECT name_key, case_key FROM rows WHERE pile IS NULL AND name_key <> '' "
        "  GROUP BY 1, 2 HAVING count(DISTINCT birth_date) > 1;"
        "INSERT INTO links SELECT 'c|' || name_key || '|' || case_key, id FROM "
        "  (SELECT id, name_key, case_key, count(*) OVER (PARTITION BY case_key, name_key) AS rows_alike FROM rows "
        "  WHERE pile IS NULL AND name_key <> '' AND case_key <> '') r WHERE rows_alike > 1 AND NOT EXISTS "
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
        _run(
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
    _run(connection, "CREATE INDEX rows_person ON rows (person)")


def _persons_on_desk(connection: ScratchConnection) -> None:
    """Find each person among the desk's victims: by birth date, by number, or on the same case."""
    shown = _SHOWN.format(table="v")
    connection.execute(
        "UPDATE rows SET victim_id = (SELECT min(v.id) FROM live.victims v WHERE v.name_key = rows.name_key "
        f"AND v.birth_date = rows.birth_date AND {shown}) "
        "WHERE pile IS NULL AND name_key <> '' AND birth_date IS NOT NULL"
    )
    other_birth = "(v.birth_date IS NULL OR rows.birth_date IS NULL OR v.birth_date = rows.birth_date)"
    connection.execute(
        "UPDATE rows SET victim_id = (SELECT min(v.id) FROM phones p JOIN live.phones lp "
        "ON lp.tail = substr(p.e164, -7) AND lp.e164 = p.e164 JOIN live.victims v ON v.id = lp.victim_id "
        f"WHERE p.row_id = rows.id AND p.e164 <> '' AND v.name_key = rows.name_key AND {other_birth} AND {shown} "
        f"AND {_SHOWN.format(table='lp')}) "
        "WHERE pile IS NULL AND victim_id IS NULL AND name_key <> ''"
    )
    connection.execute(
        "UPDATE rows SET victim_id = (SELECT min(v.id) FROM live.cases c JOIN live.reports r ON r.case_id = c.id "
        "JOIN live.victims v ON v.id = r.victim_id WHERE c.number_key = rows.case_key AND v.name_key = rows.name_key "
        f"AND {other_birth} AND {shown} AND {_SHOWN.format(table='r')}) "
        "WHERE pile IS NULL AND victim_id IS NULL AND name_key <> ''"
    )
    connection.execute(
        "UPDATE rows SET victim_id = (SELECT min(o.victim_id) FROM rows o WHERE o.person = rows.person) "
        "WHERE pile IS NULL AND person IN (SELECT person FROM rows WHERE victim_id IS NOT NULL)"
    )
    connection.execute(
        "UPDATE rows SET callback_id = (SELECT max(c.id) FROM live.callbacks c WHERE c.victim_id = rows.victim_id "
        f"AND c.state IN {_OPEN_STATES} AND {_SHOWN.format(table='c')}) WHERE pile IS NULL AND victim_id IS NOT NULL"
    )


def _conflicts(connection: ScratchConnection) -> None:
    """The conflict radar: the same number, address or name given for a suspect anywhere in the file."""
    _sign(
        connection,
        Sign.SUSPECT_NUMBER,
        "id IN (SELECT p.row_id FROM phones p JOIN others o ON o.e164 = p.e164 "
        "WHERE p.e164 <> '' AND o.role = 'suspect')",
    )
    _run(
        connection,
        "CREATE TEMP TABLE suspects AS SELECT DISTINCT suspect_address_key AS address FROM rows "
        "  WHERE suspect_address_key <> ''; CREATE INDEX temp.suspects_address ON suspects (address);",
    )
    _sign(
        connection,
        Sign.SUSPECT_ADDRESS,
        "address_key <> '' AND address_key IN (SELECT address FROM temp.suspects)",
    )
    _sign(
        connection,
        Sign.ALSO_SUSPECT,
        "link_key <> '' AND EXISTS (SELECT 1 FROM rows o WHERE o.case_key = rows.case_key "
        "AND (o.suspect_key = rows.link_key OR (o.role = 'suspect' AND o.link_key = rows.link_key)))",
    )


def _sign(connection: ScratchConnection, sign: Sign, where: str) -> None:
    name = sign.value
    connection.execute(
        "UPDATE rows SET again = 1, signs = (SELECT json_group_array(value) FROM (SELECT value FROM "
        "json_each(CASE rows.signs WHEN '' THEN '[]' ELSE rows.signs END) UNION SELECT ? ORDER BY value)) "
        f"WHERE pile IS NULL AND instr(signs, ?) = 0 AND {where}",
        (name, f'"{name}"'),
    )


def _several_reports(connection: ScratchConnection) -> None:
    """Count the cases of each person in the last twelve months, in the file and on the desk (repeat victims)."""
    _run(
        connection,
        "CREATE TEMP TABLE several AS SELECT person, count(DISTINCT case_key) AS cases FROM rows WHERE pile IS NULL "
        "  GROUP BY person HAVING count(DISTINCT case_key) > 1 OR max(victim_id) IS NOT NULL;"
        "CREATE INDEX temp.several_person ON several (person);",
    )
    connection.execute(
        "UPDATE rows SET again = 1, reports = (SELECT s.cases FROM several s WHERE s.person = "
        "rows.person) + coalesce("
        "(SELECT count(DISTINCT r.case_id) FROM live.reports r JOIN live.cases c ON c.id = r.case_id "
        f"WHERE r.victim_id = rows.victim_id AND {_SHOWN.format(table='r')} AND c.number_key NOT IN "
        "(SELECT o.case_key FROM rows o WHERE o.person = rows.person)), 0) "
        "WHERE pile IS NULL AND person IN (SELECT person FROM several)"
    )


def sort(
    connection: ScratchConnection,
    *,
    do_not_contact_rule: str,
    case_hold_rule: str,
    too_old_rules: Sequence[str],
    version: str,
) -> None:
    """Every row without a pile gets one. Wishes and holds first; then the strictest row of a person decides."""
    connection.execute("BEGIN")
    connection.execute(
        "UPDATE rows SET level = 2, reason = ?1, rule = ?1, rule_version = ?2 WHERE pile IS NULL AND (EXISTS "
        "(SELECT 1 FROM live.do_not_contact d WHERE d.cleared_at IS NULL AND d.victim_id = rows.victim_id) OR EXISTS "
        "(SELECT 1 FROM phones p JOIN live.do_not_contact d ON d.e164 = p.e164 WHERE p.row_id = rows.id "
        "AND p.e164 <> '' AND d.cleared_at IS NULL))",
        (do_not_contact_rule, version),
    )
    connection.execute(
        "UPDATE rows SET level = 1, reason = ?1, rule = ?1, rule_version = ?2 WHERE pile IS NULL AND level = 0 AND "
        "EXISTS (SELECT 1 FROM live.case_holds h WHERE h.number_key = rows.case_key)",
        (case_hold_rule, version),
    )
    marks = ", ".join("?" * len(too_old_rules)) or "''"
    _run(
        connection,
        "CREATE TEMP TABLE crowds AS SELECT person FROM rows WHERE pile IS NULL GROUP BY person HAVING count(*) > 1",
    )
    connection.execute(
        "CREATE TEMP TABLE strictest AS SELECT person, level, reason, rule, rule_version FROM "
        "(SELECT person, level, reason, rule, rule_version, row_number() "
        f"OVER (PARTITION BY person ORDER BY (rule IN ({marks})), level DESC, id) AS place FROM rows "
        "WHERE pile IS NULL AND person IN (SELECT person FROM crowds)) WHERE place = 1",
        tuple(too_old_rules),
    )
    _run(connection, "CREATE INDEX temp.strictest_person ON strictest (person)")
    connection.execute(
        "UPDATE rows SET level = s.level, reason = s.reason, rule = s.rule, rule_version = s.rule_version "
        "FROM strictest s WHERE s.person = rows.person AND rows.pile IS NULL AND s.level > rows.level"
    )
    connection.execute("UPDATE rows SET pile = ? WHERE pile IS NULL AND level = 2", (Pile.EXCLUDED.value,))
    connection.execute("UPDATE rows SET pile = ? WHERE pile IS NULL AND level = 1", (Pile.HELD.value,))
    connection.execute(
        "UPDATE rows SET pile = ?, reason = 'known_person' WHERE pile IS NULL AND callback_id IS NOT NULL",
        (Pile.MERGED.value,),
    )
    connection.execute(
        "UPDATE rows SET pile = ?, reason = 'same_person' WHERE pile IS NULL AND id NOT IN "
        "(SELECT min(o.id) FROM rows o WHERE o.pile IS NULL GROUP BY o.person)",
        (Pile.MERGED.value,),
    )
    connection.execute("UPDATE rows SET pile = ?, reason = '' WHERE pile IS NULL", (Pile.QUEUED.value,))
    connection.execute("COMMIT")
