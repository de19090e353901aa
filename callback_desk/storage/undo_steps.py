"""Set steps of taking a batch back, each one statement over some of its people.

`:batch` is the one that goes and `:keep` the batch that keeps, 0 when there is none. Both are shown until the moment
`:batch` goes, so that to move a row from one to the other changes nothing anybody sees: whoever and whatever is to
stay is moved to `:keep` first, and what is left under `:batch` is not seen any more once its state changes. What
another import brought too is handed on to it after that. `:people` are ids of victims.

`+r.batch_id` keeps the engine from walking the whole batch for each person: the person is the shorter way.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import TextClause, bindparam, text

from callback_desk.domain.undo import UndoReason

_SHOWN = "EXISTS (SELECT 1 FROM batches b WHERE b.id = {0}.batch_id AND b.state = 'shown')"
_OTHER = f"{{0}}.batch_id NOT IN (:batch, :keep) AND {_SHOWN}"


def _of_people(statements: Sequence[str]) -> tuple[TextClause, ...]:
    """Statements that are told a list of `:people`."""
    return tuple(text(one).bindparams(bindparam("people", expanding=True)) for one in statements)


def _other(alias: str) -> str:
    """The row belongs to another import that is shown."""
    return _OTHER.format(alias)


_DIALED = (
    "NOT EXISTS (SELECT 1 FROM calls k WHERE k.attempt_id = t.id AND k.state = 'withdrawn') AND "
    "NOT EXISTS (SELECT 1 FROM attempt_ends e WHERE e.attempt_id = t.id AND e.outcome = 'not_dialed')"
)
_OWN_CALLBACK = f"SELECT 1 FROM callbacks c WHERE c.victim_id = o.victim_id AND {_SHOWN.format('c')}"

#: The reason of every person of the batch; the first that is true decides. `:since` is when the batch was shown.
_TESTS: tuple[tuple[UndoReason, str], ...] = (
    (
        UndoReason.CALLED,
        f"EXISTS (SELECT 1 FROM attempts t WHERE t.victim_id = o.victim_id AND t.at >= :since AND {_DIALED})",
    ),
    (UndoReason.IN_HAND, f"EXISTS ({_OWN_CALLBACK} AND c.state IN ('claimed', 'calling'))"),
    (
        UndoReason.WISH,
        "EXISTS (SELECT 1 FROM do_not_contact d WHERE d.victim_id = o.victim_id AND d.at >= :since)",
    ),
    (
        UndoReason.CONCERN,
        "EXISTS (SELECT 1 FROM concerns n WHERE n.victim_id = o.victim_id AND n.raised_at >= :since)",
    ),
    (
        UndoReason.SAFE_CONTACT,
        "EXISTS (SELECT 1 FROM safe_contacts f WHERE f.victim_id = o.victim_id AND f.at >= :since)",
    ),
    (
        UndoReason.DECIDED,
        f"EXISTS ({_OWN_CALLBACK} AND (EXISTS (SELECT 1 FROM releases l WHERE l.callback_id = c.id AND l.at >= :since) "
        "OR (c.state = 'excluded' AND c.rule = '')))",
    ),
    (
        UndoReason.CASE_HOLD,
        "EXISTS (SELECT 1 FROM reports r JOIN cases s ON s.id = r.case_id JOIN case_holds h "
        "ON h.number_key = s.number_key WHERE r.victim_id = o.victim_id AND +r.batch_id IN (:batch, :keep) "
        "AND h.at >= :since)",
    ),
    (
        UndoReason.KNOWN_TO,
        "EXISTS (SELECT 1 FROM passed_over w JOIN callbacks c ON c.id = w.callback_id "
        "WHERE c.victim_id = o.victim_id AND c.batch_id IN (:batch, :keep))",
    ),
    (
        UndoReason.OTHER_IMPORT,
        f"EXISTS (SELECT 1 FROM reports r WHERE r.victim_id = o.victim_id AND {_other('r')}) OR "
        "EXISTS (SELECT 1 FROM reports r JOIN report_sightings g ON g.report_id = r.id WHERE "
        f"r.victim_id = o.victim_id AND +r.batch_id IN (:batch, :keep) AND {_other('g')})",
    ),
    (UndoReason.GONE, f"NOT EXISTS ({_OWN_CALLBACK} AND c.state <> 'withdrawn')"),
)
_REASON = "CASE " + " ".join(f"WHEN {test} THEN '{reason}'" for reason, test in _TESTS)

_SORTED = f"SELECT o.victim_id AS victim_id, {_REASON} ELSE '{UndoReason.NOTHING_SINCE}' END AS reason FROM ({{0}}) o"
#: (victim_id, reason) of every person of the batch.
PEOPLE = _SORTED.format("SELECT DISTINCT victim_id FROM reports WHERE batch_id IN (:batch, :keep)")
#: The same of some of them, written down.
(REMEMBER,) = _of_people(
    [
        "INSERT INTO undone_people (batch_id, victim_id, reason) SELECT :batch, victim_id, reason FROM "
        f"({_SORTED.format('SELECT id AS victim_id FROM victims WHERE id IN :people')}) p RETURNING victim_id, reason"
    ]
)
(FORGET,) = _of_people(["DELETE FROM undone_people WHERE batch_id = :batch AND victim_id IN :people"])

#: Who is kept whole, with everything the batch said of them.
STAYS = frozenset(UndoReason) - {UndoReason.OTHER_IMPORT, UndoReason.GONE, UndoReason.NOTHING_SINCE}
#: Everything of some people goes from the batch `:source` to the batch `:target`.
MOVE_WHOLE = _of_people(
    [
        *(
            f"UPDATE {table} SET batch_id = :target WHERE {column} IN :people AND +batch_id = :source"
            for table, column in (
                ("victims", "id"),
                ("phones", "victim_id"),
                ("callbacks", "victim_id"),
                ("reports", "victim_id"),
                ("other_details", "victim_id"),
            )
        ),
        *(
            f"UPDATE {what}_sightings SET batch_id = :target WHERE {what}_id IN "
            f"(SELECT x.id FROM {what}s x WHERE x.victim_id IN :people) AND batch_id = :source"
            for what in ("phone", "report")
        ),
    ]
)
_NEWEST_SEEING = (
    "(SELECT b.{1} FROM {0}_sightings g JOIN batches b ON b.id = g.batch_id WHERE g.{0}_id = {0}s.id "
    "AND b.state = 'shown' AND b.id NOT IN (:batch, :keep) ORDER BY b.as_of DESC, b.id DESC LIMIT 1)"
)
_SEEN = "EXISTS (SELECT 1 FROM {0}_sightings g WHERE g.{0}_id = {0}s.id AND " + _other("g") + ")"
_NEWEST_SAYING = (
    f"(SELECT r.batch_id FROM reports r WHERE r.{{1}} = {{0}}.id AND {_other('r')} "
    "ORDER BY r.as_of DESC, r.id DESC LIMIT 1)"
)
_OF_SOME = "+batch_id = :batch AND {0} IN :people"
#: Of people whom another import brings too, what that one brought, and who and what it is about.
PARK = _of_people(
    [
        f"UPDATE reports SET batch_id = :keep WHERE {_OF_SOME.format('victim_id')} AND {_SEEN.format('report')}",
        f"UPDATE phones SET batch_id = :keep WHERE {_OF_SOME.format('victim_id')} AND {_SEEN.format('phone')}",
        f"UPDATE victims SET batch_id = :keep WHERE {_OF_SOME.format('id')}",
        f"UPDATE callbacks SET batch_id = :keep WHERE {_OF_SOME.format('victim_id')} AND EXISTS (SELECT 1 FROM "
        f"reports r WHERE r.callback_id = callbacks.id AND (r.batch_id = :keep OR ({_other('r')})))",
    ]
)
_PARKED = "+batch_id = :keep AND {0} IN :people"


def _hand_on(table: str, person: str, column: str) -> str:
    said = f"EXISTS (SELECT 1 FROM reports r WHERE r.{column} = {table}.id AND {_other('r')})"
    newest = _NEWEST_SAYING.format(table, column)
    return f"UPDATE {table} SET batch_id = {newest} WHERE {_PARKED.format(person)} AND {said}"


def _used_up(what: str) -> str:
    """Where the import that saw a row has it now, the sighting says nothing more."""
    return (
        f"DELETE FROM {what}_sightings WHERE {what}_id IN (SELECT x.id FROM {what}s x WHERE x.victim_id IN :people) "
        f"AND batch_id = (SELECT x.batch_id FROM {what}s x WHERE x.id = {what}_id)"
    )


_DETAILS = (
    "first, middle, last, suffix, organization, original, name_sort, birth_date, language, street, address, email, "
    "link_key, address_key"
)
_OTHERS_WORDS = (
    f"SELECT {_DETAILS} FROM other_details d WHERE d.victim_id = victims.id AND d.batch_id = victims.batch_id"
)
_NEWEST_SAID = (
    f"(SELECT r.{{0}} FROM reports r WHERE r.callback_id = callbacks.id AND {_other('r')} AND r.{{0}} {{1}} "
    "ORDER BY r.as_of DESC, r.batch_id DESC, r.reported_at DESC LIMIT 1)"
)
_LABEL_SAID = _NEWEST_SAID.format("offense_plain", "<> ''")
_DAY_SAID = _NEWEST_SAID.format("reported_at", "IS NOT NULL")
#: What is parked goes over to the import that brought it too: rows first, then whoever and whatever they are about.
#: Who stays with another import is then written as that one writes them, and stands on the list with what it says.
HAND_ON = _of_people(
    [
        f"UPDATE reports SET as_of = {_NEWEST_SEEING.format('report', 'as_of')}, "
        f"batch_id = {_NEWEST_SEEING.format('report', 'id')} "
        f"WHERE {_PARKED.format('victim_id')} AND {_SEEN.format('report')}",
        f"UPDATE phones SET batch_id = {_NEWEST_SEEING.format('phone', 'id')} "
        f"WHERE {_PARKED.format('victim_id')} AND {_SEEN.format('phone')}",
        _used_up("report"),
        _used_up("phone"),
        _hand_on("victims", "id", "victim_id"),
        _hand_on("callbacks", "victim_id", "callback_id"),
        f"UPDATE victims SET ({_DETAILS}) = ({_OTHERS_WORDS}) WHERE id IN :people AND EXISTS ({_OTHERS_WORDS})",
        "DELETE FROM other_details WHERE victim_id IN :people "
        "AND batch_id = (SELECT v.batch_id FROM victims v WHERE v.id = victim_id)",
        f"UPDATE callbacks SET offense_label = coalesce({_LABEL_SAID}, ''), "
        f"reported_at = {_DAY_SAID}, "
        "name_sort = (SELECT v.name_sort FROM victims v WHERE v.id = callbacks.victim_id) "
        "WHERE victim_id IN :people AND batch_id NOT IN (:batch, :keep)",
    ]
)
_LOST_A_ROW = "EXISTS (SELECT 1 FROM reports r WHERE r.victim_id = c.victim_id AND +r.batch_id = :batch)"
_LOST_A_NUMBER = "EXISTS (SELECT 1 FROM phones p WHERE p.victim_id = c.victim_id AND p.batch_id = :batch)"
# Rows of one import on one case speak beside one another; one of them may have lain under the batch that goes.
_TWO_OF_ONE = (
    "EXISTS (SELECT 1 FROM reports r JOIN reports q ON q.callback_id = r.callback_id AND q.case_id = r.case_id "
    "AND +q.batch_id = r.batch_id AND q.id <> r.id WHERE r.callback_id = c.id AND r.batch_id <> :batch)"
)
#: Callbacks that stay with another import, about which something else is said now.
(CHANGED,) = _of_people(
    [
        f"SELECT c.id FROM callbacks c WHERE c.victim_id IN :people AND {_other('c')} "
        f"AND ({_LOST_A_ROW} OR {_LOST_A_NUMBER} OR {_TWO_OF_ONE}) ORDER BY c.id"
    ]
)
#: Whoever goes waits for nobody any more, so that no claim walks past them.
WITHDRAW = _of_people(
    [
        "UPDATE callbacks SET state = 'withdrawn', ready_at = NULL, reason = '', rule = '', rule_version = '' "
        "WHERE victim_id IN :people AND +batch_id = :batch AND state <> 'withdrawn'"
    ]
)
