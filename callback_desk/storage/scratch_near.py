"""Set steps over the scratch file: who may be whom without being named alike, in the file and on the desk.

People are put together by a number, a case, or a birth date and initials (`find_near`); they are weighed elsewhere,
and linked or asked about (`link`, `ask`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from callback_desk.domain.incident import PersonName
from callback_desk.domain.matching import Asked, Compared, Pair
from callback_desk.storage.columns import from_strings
from callback_desk.storage.scratch_people import SHOWN, Row, ScratchConnection, run

_NUMBER, _CASE, _BIRTH = 1, 2, 4  # what brought two people together
_CASE_CROWD = 60  # a case with more people than that is compared by number and birth date alone
_BIRTH_CROWD = 400
_MOST_ASKS = 3  # about one person


def _initials(link_key: str) -> tuple[str, str]:
    """The SQL of a surname's and a given name's first letter, out of a column with "surname|given name"."""
    return f"substr({link_key}, 1, 1)", f"substr({link_key}, instr({link_key}, '|') + 1, 1)"


def _born(victim: str) -> str:
    """The SQL of the one birth date that reports give for a person of the desk, these rows counted in; else NULL."""
    return (
        "(SELECT CASE WHEN min(b.day) = max(b.day) THEN min(b.day) END FROM "
        f"(SELECT x.birth_date AS day FROM live.reports x WHERE x.victim_id = {victim} AND {SHOWN.format(table='x')} "
        f"UNION ALL SELECT o.birth_date FROM rows o WHERE o.pile IS NULL AND o.victim_id = {victim}) b)"
    )


# Somebody of the desk waits for an answer, and the birth dates of this import do not give it: what showing the import
# does (`likenesses.close_born_apart`), before it is shown.
STILL_ASKED = (
    "EXISTS (SELECT 1 FROM live.likenesses l WHERE l.victim_id = rows.victim_id AND l.answer IN ('', 'born') "
    f"AND {SHOWN.format(table='l')} AND coalesce({_born('l.victim_id')} = {_born('l.other_id')}, 1))"
)
_LAST, _GIVEN = _initials("link_key")
_BORN = f"birth_date || min({_LAST}, {_GIVEN}) || max({_LAST}, {_GIVEN})"  # also of a first and last name changed over


def find_near(connection: ScratchConnection, crowd: int) -> None:
    """Put people together who share a number, a case, or a birth date and their initials.

    `crowd`: a number that more people give says nothing.
    """
    run(
        connection,
        "CREATE TABLE near (one INTEGER, other INTEGER, how INTEGER, PRIMARY KEY (one, other)) WITHOUT ROWID;"
        "CREATE TABLE near_desk (one INTEGER, other INTEGER, how INTEGER, PRIMARY KEY (one, other)) WITHOUT ROWID;"
        "CREATE TABLE asks (person INTEGER, other INTEGER, victim INTEGER, score INTEGER, why TEXT,"
        " rules_version TEXT);"
        "CREATE INDEX asks_person ON asks (person)",
    )
    together = "count(DISTINCT person) BETWEEN 2 AND ?"
    _pairs(
        connection,
        _NUMBER,
        "SELECT p.e164 AS key, r.person AS person FROM phones p JOIN rows r ON r.id = p.row_id WHERE r.pile IS NULL "
        "AND r.link_key <> '' AND p.e164 IN (SELECT q.e164 FROM phones q JOIN rows s ON s.id = q.row_id "
        f"WHERE q.e164 <> '' AND s.pile IS NULL GROUP BY q.e164 HAVING {together})",
        crowd,
    )
    _pairs(
        connection,
        _CASE,
        "SELECT case_key AS key, person FROM rows WHERE pile IS NULL AND link_key <> '' AND case_key IN "
        f"(SELECT case_key FROM rows WHERE pile IS NULL AND case_key <> '' GROUP BY case_key HAVING {together})",
        _CASE_CROWD,
    )
    _pairs(
        connection,
        _BIRTH,
        f"SELECT {_BORN} AS key, person FROM rows WHERE pile IS NULL AND link_key <> '' "
        f"AND {_BORN} IN (SELECT {_BORN} FROM rows "
        f"WHERE pile IS NULL AND link_key <> '' GROUP BY 1 HAVING {together})",
        _BIRTH_CROWD,
    )
    _near_on_desk(connection, crowd)


def _pairs(connection: ScratchConnection, how: int, people: str, crowd: int) -> None:
    """`people` gives (key, person); all of one key are paired."""
    last, given = _initials("r.link_key")
    run(connection, "DROP TABLE IF EXISTS temp.folk")
    connection.execute(
        f"CREATE TEMP TABLE folk AS SELECT f.key AS key, f.person AS person, {last} AS last, {given} AS given FROM "
        f"(SELECT DISTINCT key, person FROM ({people})) f JOIN rows r ON r.id = f.person",
        (crowd,),
    )
    run(connection, "CREATE INDEX temp.folk_key ON folk (key, person, last, given)")
    # A shared number brings many strangers together; whose names begin alike nowhere are never weighed.
    connection.execute(
        "INSERT INTO near SELECT a.person, b.person, ?1 FROM folk a JOIN folk b ON b.key = a.key "
        "AND b.person > a.person WHERE a.last IN (b.last, b.given) OR a.given = b.given "
        "ON CONFLICT (one, other) DO UPDATE SET how = how | ?1",
        (how,),
    )


def _near_on_desk(connection: ScratchConnection, crowd: int) -> None:
    """The same between people of this import whom the desk does not have by name, and the desk's."""
    new = "r.pile IS NULL AND r.victim_id IS NULL AND r.link_key <> ''"
    shown = SHOWN.format(table="v")
    together = (
        (
            _NUMBER,
            "rows r JOIN phones p ON p.row_id = r.id JOIN desk_numbers lp ON lp.e164 = p.e164 "
            "JOIN live.victims v ON v.id = lp.victim_id",
            f"p.e164 <> '' AND {SHOWN.format(table='lp')} AND p.e164 IN (SELECT e164 FROM desk_numbers "
            f"GROUP BY e164 HAVING count(DISTINCT victim_id) <= {int(crowd)})",
        ),
        (
            _CASE,
            "rows r JOIN live.cases c ON c.number_key = r.case_key JOIN live.reports x ON x.case_id = c.id "
            "JOIN live.victims v ON v.id = x.victim_id",
            f"r.case_key <> '' AND {SHOWN.format(table='x')}",
        ),
        (
            _BIRTH,
            "rows r JOIN live.victims v ON v.birth_date = r.birth_date",
            f"substr(v.name_key, 1, 1) IN ({', '.join(_initials('r.link_key'))})",
        ),
    )
    for how, joined, where in together:
        connection.execute(
            f"INSERT INTO near_desk SELECT DISTINCT r.person, v.id, ?1 FROM {joined} WHERE {new} AND {where} "
            f"AND {shown} AND NOT EXISTS (SELECT 1 FROM live.likenesses l WHERE l.victim_id = v.id AND "
            "l.answer = 'same') ON CONFLICT (one, other) DO UPDATE SET how = how | ?1",
            (how,),
        )


_COMPARED = (
    "{1}.first, {1}.middle, {1}.last, {1}.suffix, {1}.organization, "
    "(SELECT max(o.birth_date) FROM rows o WHERE o.person = {0}.id), {1}.age, {1}.address"
)
_WIDTH = 8


def near_pairs(connection: ScratchConnection) -> Iterator[Pair]:
    """Everybody `find_near` put together, one row standing for each person; those known already not again."""
    in_file = connection.execute(
        f"SELECT n.one, n.other, n.how, {_COMPARED.format('a', 'c')}, {_COMPARED.format('b', 'd')} FROM near n "
        "JOIN rows a ON a.id = n.one JOIN rows b ON b.id = n.other JOIN details c ON c.row_id = a.id "
        "JOIN details d ON d.row_id = b.id WHERE a.victim_id IS NULL OR b.victim_id IS NULL "
        "ORDER BY n.one, n.other"
    )
    yield from _paired(in_file, on_desk=False)
    with_desk = connection.execute(
        f"SELECT n.one, n.other, n.how, {_COMPARED.format('a', 'c')}, v.first, v.middle, v.last, v.suffix, "
        "v.organization, v.birth_date, (SELECT max(x.age) FROM live.reports x WHERE x.victim_id = v.id), v.address "
        "FROM near_desk n JOIN rows a ON a.id = n.one JOIN details c ON c.row_id = a.id "
        "JOIN live.victims v ON v.id = n.other ORDER BY n.one, n.other"
    )
    yield from _paired(with_desk, on_desk=True)


def _paired(found: Iterable[Row], *, on_desk: bool) -> Iterator[Pair]:
    """All pairs of one person stand together: that person is made once."""
    before, here = 0, Compared(PersonName())
    for one, other, how, *values in found:
        assert isinstance(one, int)
        assert isinstance(other, int)
        assert isinstance(how, int)
        if one != before:
            before, here = one, _compared(values[:_WIDTH])
        yield Pair(one, other, on_desk, here, _compared(values[_WIDTH:]), bool(how & _NUMBER), bool(how & _CASE))


def _compared(values: Sequence[object]) -> Compared:
    first, middle, last, suffix, organization, born, age, address = values
    name = PersonName(str(first), str(middle), str(last), str(suffix), str(organization))
    return Compared(
        name,
        date.fromisoformat(born) if isinstance(born, str) and born else None,
        age if isinstance(age, int) else None,
        str(address or ""),
    )


def link(connection: ScratchConnection, pairs: Iterable[Pair]) -> None:
    """One person: of two people of the file, or of one who is on the desk already."""
    into: dict[int, int] = {}

    def first_of(person: int) -> int:
        while person in into:
            person = into[person]
        return person

    for pair in pairs:
        if pair.on_desk:
            connection.execute(
                "UPDATE rows SET victim_id = ? WHERE person = ? AND victim_id IS NULL", (pair.other, pair.one)
            )
            continue
        low, high = sorted((first_of(pair.one), first_of(pair.other)))
        if low != high:
            into[high] = low
    connection.executemany(
        "UPDATE rows SET person = ? WHERE person = ?", [(first_of(person), person) for person in into]
    )


def ask(connection: ScratchConnection, asked: Iterable[Asked], rules_version: str) -> None:
    """Somebody has to say whether these are one person: the later row waits for the answer."""
    counted: dict[int, int] = {}
    for each in sorted(asked, key=lambda one: -one.score):
        newcomer, other, victim = _sides(connection, each.pair)
        if newcomer is None or newcomer == other or counted.get(newcomer, 0) >= _MOST_ASKS:
            continue
        counted[newcomer] = counted.get(newcomer, 0) + 1
        connection.execute(
            "INSERT INTO asks VALUES (?, ?, ?, ?, ?, ?)",
            (newcomer, other, victim, each.score, from_strings(each.why), rules_version),
        )


def _sides(connection: ScratchConnection, pair: Pair) -> tuple[int | None, int | None, int | None]:
    """Who waits (a person), and for whom (a person of the file, or a victim of the desk)."""
    one, known = _person_now(connection, pair.one)
    if pair.on_desk:
        return (None, None, None) if known is not None else (one, None, pair.other)
    other, other_known = _person_now(connection, pair.other)
    low, high = sorted((one, other))
    if known is not None and other_known is not None:
        return None, None, None
    if known is None and other_known is None:
        return high, low, None
    return (one, None, other_known) if known is None else (other, None, known)


def _person_now(connection: ScratchConnection, row_id: int) -> tuple[int, int | None]:
    found = connection.execute("SELECT person, victim_id FROM rows WHERE id = ?", (row_id,)).fetchone()
    assert found is not None
    person, victim = found
    assert isinstance(person, int)
    return person, victim if isinstance(victim, int) else None
