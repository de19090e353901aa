"""What somebody can see of a desk, without ids and times: to compare desks, and to find what must never be seen."""

from __future__ import annotations

from callback_desk.use_cases.desk import Desk
from tests.use_cases.made_desks import ask

_SHOWN = "{0}.batch_id IN (SELECT id FROM batches WHERE state = 'shown')"

Person = tuple[tuple[object, ...], ...]


def facts_of_desk(desk: Desk, *, named_rule: bool = True) -> list[tuple[object, ...]]:
    """Everybody who is seen: name, birth date, address, numbers, what each report says, and how they stand."""
    found = []
    rule = "c.reason, c.rule" if named_rule else "''"
    columns = "v.first, v.middle, v.last, v.original, v.birth_date, v.language, v.street, v.address, v.email"
    for victim, *who in ask(desk, f"SELECT v.id, {columns} FROM victims v WHERE {_SHOWN.format('v')}"):
        numbers = ask(
            desk,
            "SELECT e164, original, kind, extension, note, whose, why_not FROM phones p "
            f"WHERE p.victim_id = ? AND {_SHOWN.format('p')}",
            victim,
        )
        said = ask(
            desk,
            "SELECT c.number_key, r.row_digest, r.offense_codes, r.offense_plain, r.reported_at, r.age, r.signs, "
            "r.status, r.investigator, r.unsettled, r.already FROM reports r JOIN cases c ON c.id = r.case_id "
            f"WHERE r.victim_id = ? AND {_SHOWN.format('r')}",
            victim,
        )
        stands = ask(
            desk,
            f"SELECT c.state, {rule}, c.tries, c.name_sort, c.offense_label, c.reported_at, "
            f"(SELECT count(*) FROM reports r WHERE r.callback_id = c.id AND {_SHOWN.format('r')}) "
            f"FROM callbacks c WHERE c.victim_id = ? AND {_SHOWN.format('c')}",
            victim,
        )
        found.append((tuple(who), *(tuple(sorted(part, key=repr)) for part in (numbers, said, stands))))
    return sorted(found, key=repr)


def problems_of_desk(desk: Desk) -> list[str]:
    """What may never be: a callback without its person, a report of nobody, somebody to ring without a number."""
    never = {
        "a callback whose person is not seen": "SELECT count(*) FROM callbacks c JOIN victims v ON v.id = c.victim_id "
        f"WHERE {_SHOWN.format('c')} AND NOT ({_SHOWN.format('v')})",
        "a report whose person is not seen": "SELECT count(*) FROM reports r JOIN victims v ON v.id = r.victim_id "
        f"WHERE {_SHOWN.format('r')} AND NOT ({_SHOWN.format('v')})",
        "a report whose callback is not seen": "SELECT count(*) FROM reports r JOIN callbacks c "
        f"ON c.id = r.callback_id WHERE {_SHOWN.format('r')} AND NOT ({_SHOWN.format('c')})",
        "a callback without a report": f"SELECT count(*) FROM callbacks c WHERE {_SHOWN.format('c')} AND NOT EXISTS "
        f"(SELECT 1 FROM reports r WHERE r.callback_id = c.id AND {_SHOWN.format('r')})",
        "a person without a report": f"SELECT count(*) FROM victims v WHERE {_SHOWN.format('v')} AND NOT EXISTS "
        f"(SELECT 1 FROM reports r WHERE r.victim_id = v.id AND {_SHOWN.format('r')})",
        "a number of nobody": "SELECT count(*) FROM phones p JOIN victims v ON v.id = p.victim_id "
        f"WHERE {_SHOWN.format('p')} AND NOT ({_SHOWN.format('v')})",
        "somebody waiting without a number": f"SELECT count(*) FROM callbacks c WHERE {_SHOWN.format('c')} "
        "AND c.state = 'waiting' AND NOT EXISTS (SELECT 1 FROM phones p WHERE p.victim_id = c.victim_id "
        f"AND p.e164 <> '' AND {_SHOWN.format('p')})",
        "somebody called who is not seen": "SELECT count(*) FROM attempts t JOIN callbacks c ON c.id = t.callback_id "
        f"WHERE NOT ({_SHOWN.format('c')}) AND NOT EXISTS (SELECT 1 FROM attempt_ends e WHERE e.attempt_id = t.id "
        "AND e.outcome = 'not_dialed') AND NOT EXISTS (SELECT 1 FROM calls k WHERE k.attempt_id = t.id "
        "AND k.state = 'withdrawn')",
        "a number rung that is not seen": "SELECT count(*) FROM attempts t JOIN phones p ON p.id = t.phone_id "
        f"JOIN callbacks c ON c.id = t.callback_id WHERE {_SHOWN.format('c')} AND NOT ({_SHOWN.format('p')})",
        "somebody whose place lacks a number": "SELECT count(*) FROM callbacks c JOIN places l ON l.id = c.place "
        f"WHERE {_SHOWN.format('c')} AND EXISTS (SELECT 1 FROM phones p WHERE p.victim_id = c.victim_id "
        "AND p.e164 <> '' AND instr(';' || l.zones || ';', ';' || p.zones || ';') = 0)",
        "two open callbacks of one person": "SELECT count(*) FROM (SELECT c.victim_id FROM callbacks c "
        f"WHERE {_SHOWN.format('c')} AND c.state NOT IN ('done', 'withdrawn') GROUP BY 1 HAVING count(*) > 1)",
    }
    return [f"{what}: {ask(desk, sql)[0][0]}" for what, sql in never.items() if ask(desk, sql) != [(0,)]]
