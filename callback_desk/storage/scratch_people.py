"""Set steps over the scratch file: who is who, in the file and on the desk.

`live` is the attached desk. A name alone never links anybody: linking needs name plus birth date, name plus number,
or the same case; the same name with another birth date is two people (decisions, Intake: Names). Who is only alike
is found here too (`find_near`), weighed elsewhere and linked or asked about (`settle`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Protocol

from callback_desk.domain.incident import PersonName
from callback_desk.domain.matching import Asked, Compared, Pair
from callback_desk.storage.columns import from_strings

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
_NUMBER, _CASE, _BIRTH = 1, 2, 4  # what brought two people together
_CASE_CROWD = 60  # a case with more people than that is compared by number and birth date alone
_BIRTH_CROWD = 400
_MOST_ASKS = 3  # about one person


def _initials(link_key: str) -> tuple[str, str]:
    """The SQL of a surname's and a given name's first letter, out of a column with "surname|given name"."""
    return f"substr({link_key}, 1, 1)", f"substr({link_key}, instr({link_key}, '|') + 1, 1)"


_LAST, _GIVEN = _initials("link_key")
_BORN = f"birth_date || min({_LAST}, {_GIVEN}) || max({_LAST}, {_GIVEN})"  # also of a first and last name changed over


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
    """Whose numbers on the desk this import brings too: each number is looked up once, however many people give it."""
    run(
        connection,
        "CREATE TEMP TABLE desk_numbers AS SELECT lp.e164, lp.victim_id, lp.batch_id FROM (SELECT DISTINCT p.e164 FROM "
        "  phones p JOIN rows r ON r.id = p.row_id WHERE p.e164 <> '' AND r.pile IS NULL) n "
        "  CROSS JOIN live.phones lp ON lp.tail = substr(n.e164, -7) AND lp.e164 = n.e164;"
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
    run(connection, "DROP TABLE IF EXISTS temp.folk")
    connection.execute(f"CREATE TEMP TABLE folk AS SELECT DISTINCT key, person FROM ({people})", (crowd,))
    run(connection, "CREATE INDEX temp.folk_key ON folk (key, person)")
    connection.execute(
        "INSERT INTO near SELECT a.person, b.person, ?1 FROM folk a JOIN folk b ON b.key = a.key "
        "AND b.person > a.person WHERE true ON CONFLICT (one, other) DO UPDATE SET how = how | ?1",
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


# A shared number brings many strangers together; whose names begin alike nowhere are never weighed.
_LAST_A, _GIVEN_A = _initials("a.link_key")
_LAST_B, _GIVEN_B = _initials("b.link_key")
_ONE_INITIAL = f"({_LAST_A} IN ({_LAST_B}, {_GIVEN_B}) OR {_GIVEN_A} = {_GIVEN_B})"
_COMPARED = (
    "{1}.first, {1}.middle, {1}.last, {1}.suffix, {1}.organization, "
    "(SELECT max(o.birth_date) FROM rows o WHERE o.person = {0}.id), {1}.age, {1}.address"
)
_WIDTH = 8


def near_pairs(connection: ScratchConnection) -> Iterator[Pair]:
    """Everybody `find_near` put together, one row standing for each person; those known already not again."""
    for one, other, how, *values in connection.execute(
        f"SELECT n.one, n.other, n.how, {_COMPARED.format('a', 'c')}, {_COMPARED.format('b', 'd')} FROM near n "
        "JOIN rows a ON a.id = n.one JOIN rows b ON b.id = n.other JOIN details c ON c.row_id = a.id "
        "JOIN details d ON d.row_id = b.id WHERE (a.victim_id IS NULL OR b.victim_id IS NULL) "
        f"AND {_ONE_INITIAL} ORDER BY n.one, n.other"
    ):
        yield _pair(one, other, how, values, on_desk=False)
    for one, other, how, *values in connection.execute(
        f"SELECT n.one, n.other, n.how, {_COMPARED.format('a', 'c')}, v.first, v.middle, v.last, v.suffix, "
        "v.organization, v.birth_date, (SELECT max(x.age) FROM live.reports x WHERE x.victim_id = v.id), v.address "
        "FROM near_desk n JOIN rows a ON a.id = n.one JOIN details c ON c.row_id = a.id "
        "JOIN live.victims v ON v.id = n.other ORDER BY n.one, n.other"
    ):
        yield _pair(one, other, how, values, on_desk=True)


def _pair(one: object, other: object, how: object, values: Sequence[object], *, on_desk: bool) -> Pair:
    assert isinstance(one, int)
    assert isinstance(other, int)
    assert isinstance(how, int)
    here, there = _compared(values[:_WIDTH]), _compared(values[_WIDTH:])
    return Pair(one, other, on_desk, here, there, bool(how & _NUMBER), bool(how & _CASE))


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
