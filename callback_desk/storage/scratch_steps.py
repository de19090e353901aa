"""Set steps over the scratch file: duplicates, signs that only comparison shows, and the six piles.

`live` is the attached desk. Who is who is in `scratch_people` and `scratch_near`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from callback_desk.domain.incident import Pile, Role, Sign
from callback_desk.domain.report_already import Known
from callback_desk.storage.scratch_near import STILL_ASKED, find_near
from callback_desk.storage.scratch_people import SHOWN, ScratchConnection, find_callbacks, link_exactly, run


def compare(connection: ScratchConnection, *, crowd: int, file_sha256: str = "", bring_back: bool = False) -> None:
    """What is a row of a victim and new, and who is who; people who are only alike are put together.

    A number that more than `crowd` people give says nothing of who they are. Rows that were taken back stay away,
    unless it is this very file that was taken back, or `bring_back`.
    """
    run(
        connection,
        "CREATE INDEX rows_digest ON rows (digest); CREATE INDEX rows_name ON rows (name_key, birth_date);"
        "CREATE INDEX rows_case ON rows (case_key, name_key); CREATE INDEX phones_row ON phones (row_id);"
        "CREATE INDEX phones_number ON phones (e164); CREATE INDEX others_number ON others (e164, role);",
    )
    if _not_victims(connection):
        _witnesses_and_suspects(connection)
    _duplicates(connection)
    if not bring_back:
        _taken_back(connection, file_sha256)
    link_exactly(connection)
    find_near(connection, crowd)


def find_signs(connection: ScratchConnection) -> None:
    """After it is known who is who: signs that only comparison shows. Rows whose facts changed are judged again."""
    find_callbacks(connection)
    _conflicts(connection)
    _several_reports(connection)
    _numbers_of_other_rows(connection)


def _not_victims(connection: ScratchConnection) -> bool:
    """Whether there are any."""
    found = connection.execute(
        "UPDATE rows SET pile = ?, reason = 'not_a_victim', rule = '' WHERE role <> 'victim'", (Pile.EXCLUDED.value,)
    )
    return found.rowcount > 0


def _witnesses_and_suspects(connection: ScratchConnection) -> None:
    """Rows of their own say that a report has a witness, or a suspect: nothing else of them is kept."""
    for role, known in ((Role.WITNESS, Known.WITNESS), (Role.SUSPECT, Known.SUSPECT)):
        connection.execute(
            "UPDATE rows SET already = ltrim(already || ' ' || ?2) WHERE role = 'victim' AND case_key <> '' AND "
            "instr(' ' || already || ' ', ' ' || ?2 || ' ') = 0 AND EXISTS (SELECT 1 FROM rows o "
            "WHERE o.case_key = rows.case_key AND o.role = ?1)",
            (role.value, known.value),
        )


def _duplicates(connection: ScratchConnection) -> None:
    """The same row again, in this file or on the desk.

    A newly settled screening fact makes it say something new, and so does a column that is read for the first time.
    """
    connection.execute(
        "UPDATE rows SET pile = ?, reason = 'same_row_twice' WHERE pile IS NULL AND digest <> '' AND id > "
        "(SELECT min(o.id) FROM rows o WHERE o.digest = rows.digest)",
        (Pile.DUPLICATE.value,),
    )
    connection.execute(
        "UPDATE rows SET pile = ?, reason = 'here_already' WHERE pile IS NULL AND digest <> '' AND EXISTS "
        "(SELECT 1 FROM live.cases c JOIN live.reports r ON r.case_id = c.id WHERE c.number_key = rows.case_key "
        "AND r.row_digest = rows.digest AND r.unsettled = rows.unsettled AND r.already = rows.already AND "
        + SHOWN.format(table="r")
        + ")",
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


def _conflicts(connection: ScratchConnection) -> None:
    """The conflict radar: the same number, address or name given for a suspect in the file, or in an earlier one."""
    _sign(
        connection,
        Sign.SUSPECT_NUMBER,
        "id IN (SELECT p.row_id FROM phones p JOIN others o ON o.e164 = p.e164 "
        "WHERE p.e164 <> '' AND o.role = 'suspect' UNION ALL SELECT p.row_id FROM live.suspect_marks m "
        f"JOIN phones p ON p.e164 = m.value WHERE m.kind = 'number' AND {SHOWN.format(table='m')})",
    )
    run(
        connection,
        "CREATE TEMP TABLE suspects AS SELECT DISTINCT suspect_address_key AS address FROM rows "
        "  WHERE suspect_address_key <> ''; CREATE INDEX temp.suspects_address ON suspects (address);",
    )
    _sign(
        connection,
        Sign.SUSPECT_ADDRESS,
        "address_key <> '' AND address_key IN (SELECT address FROM temp.suspects UNION ALL SELECT m.value FROM "
        f"live.suspect_marks m WHERE m.kind = 'address' AND {SHOWN.format(table='m')})",
    )
    _sign(
        connection,
        Sign.ALSO_SUSPECT,
        "link_key <> '' AND EXISTS (SELECT 1 FROM rows o WHERE o.case_key = rows.case_key "
        "AND (o.suspect_key = rows.link_key OR (o.role = 'suspect' AND o.link_key = rows.link_key))) OR "
        f"{_named_before('m.value = rows.link_key')}",
    )
    surname = "substr({0}, 1, instr({0}, '|'))"
    _sign(
        connection,
        Sign.SUSPECT_SURNAME,
        "link_key <> '' AND link_key NOT LIKE 'org|%' AND instr(signs, 'also_suspect') = 0 AND EXISTS (SELECT 1 FROM "
        "rows o WHERE o.case_key = rows.case_key AND (" + surname.format("o.suspect_key") + " = "
        f"{surname.format('rows.link_key')} OR (o.role = 'suspect' AND {surname.format('o.link_key')} = "
        f"{surname.format('rows.link_key')}))) OR "
        + _named_before(f"{surname.format('m.value')} = {surname.format('rows.link_key')}"),
    )


def _named_before(same: str) -> str:
    """An earlier import names a suspect of the row's case so."""
    return (
        "(link_key <> '' AND link_key NOT LIKE 'org|%' AND EXISTS (SELECT 1 FROM live.suspect_marks m WHERE m.kind = "
        f"'name' AND m.case_key = rows.case_key AND {same} AND {SHOWN.format(table='m')}))"
    )


def _sign(connection: ScratchConnection, sign: Sign, where: str) -> None:
    name = sign.value
    connection.execute(
        "UPDATE rows SET again = 1, signs = (SELECT json_group_array(value) FROM (SELECT value FROM "
        "json_each(CASE rows.signs WHEN '' THEN '[]' ELSE rows.signs END) UNION SELECT ? ORDER BY value)) "
        f"WHERE pile IS NULL AND instr(signs, ?) = 0 AND ({where})",
        (name, f'"{name}"'),
    )


def _several_reports(connection: ScratchConnection) -> None:
    """Count the cases of each person in the last twelve months, in the file and on the desk (repeat victims)."""
    run(
        connection,
        "CREATE TEMP TABLE several AS SELECT person, count(DISTINCT case_key) AS cases FROM rows WHERE pile IS NULL "
        "  GROUP BY person HAVING count(DISTINCT case_key) > 1 OR max(victim_id) IS NOT NULL;"
        "CREATE INDEX temp.several_person ON several (person);",
    )
    connection.execute(
        "UPDATE rows SET again = 1, reports = (SELECT s.cases FROM several s WHERE s.person = "
        "rows.person) + coalesce("
        "(SELECT count(DISTINCT r.case_id) FROM live.reports r JOIN live.cases c ON c.id = r.case_id "
        f"WHERE r.victim_id = rows.victim_id AND {SHOWN.format(table='r')} AND c.number_key NOT IN "
        "(SELECT o.case_key FROM rows o WHERE o.person = rows.person)), 0) "
        "WHERE pile IS NULL AND person IN (SELECT person FROM several)"
    )


def _numbers_of_other_rows(connection: ScratchConnection) -> None:
    """Who can be rung can be rung about every report: a number of another row, or one the desk has, counts."""
    connection.execute(
        "UPDATE rows SET again = 1, diallable = 1 WHERE pile IS NULL AND diallable = 0 AND (person IN "
        "(SELECT o.person FROM rows o WHERE o.pile IS NULL AND o.diallable = 1) OR EXISTS "
        "(SELECT 1 FROM live.phones p WHERE p.victim_id = rows.victim_id AND p.e164 <> '' "
        f"AND {SHOWN.format(table='p')} AND coalesce((SELECT z.why FROM live.phone_closings z "
        "WHERE z.phone_id = p.id ORDER BY z.id DESC LIMIT 1), '') = ''))"
    )


def sort(
    connection: ScratchConnection,
    *,
    do_not_contact_rule: str,
    case_hold_rule: str,
    maybe_same_rule: str,
    too_old_rules: Sequence[str],
    version: str,
    today: date,
) -> None:
    """Every row without a pile gets one. Wishes and holds first; then the strictest row of a person decides.

    Ends the transaction that the first row began: whoever copies the rows sees them.
    """
    connection.execute(
        "UPDATE rows SET level = 2, reason = ?1, rule = ?1, rule_version = ?2 WHERE pile IS NULL AND (EXISTS "
        "(SELECT 1 FROM live.do_not_contact d WHERE d.cleared_at IS NULL AND d.victim_id = rows.victim_id) OR EXISTS "
        "(SELECT 1 FROM phones p JOIN live.do_not_contact d ON d.e164 = p.e164 WHERE p.row_id = rows.id "
        "AND p.e164 <> '' AND d.cleared_at IS NULL))",
        (do_not_contact_rule, version),
    )
    connection.execute(
        "UPDATE rows SET level = 1, reason = ?1, rule = ?1, rule_version = ?2 WHERE pile IS NULL AND level = 0 AND "
        "EXISTS (SELECT 1 FROM live.case_holds h WHERE h.number_key = rows.case_key "
        "AND (h.until IS NULL OR h.until >= ?3))",
        (case_hold_rule, version, today.isoformat()),
    )
    if connection.execute("SELECT 1 FROM live.likenesses WHERE answer IN ('', 'born') LIMIT 1").fetchone() is not None:
        run(connection, "CREATE INDEX rows_victim ON rows (victim_id) WHERE victim_id IS NOT NULL")
    connection.execute(
        "UPDATE rows SET level = 1, reason = ?1, rule = ?1, rule_version = ?2 WHERE pile IS NULL AND level = 0 AND "
        f"(person IN (SELECT person FROM asks) OR {STILL_ASKED})",
        (maybe_same_rule, version),
    )
    marks = ", ".join("?" * len(too_old_rules)) or "''"
    run(
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
    run(connection, "CREATE INDEX temp.strictest_person ON strictest (person)")
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
