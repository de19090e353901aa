"""Desks to measure on: fictional, encrypted, on a clock that stands in a working morning."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import sqlcipher3.dbapi2 as sqlcipher
from make_export import Maker

from callback_desk.bootstrap.make import NewDesk
from callback_desk.bootstrap.opening import Office
from callback_desk.bootstrap.world import ShiftedClock
from callback_desk.domain.access import Role
from callback_desk.storage.columns import to_micros
from callback_desk.storage.engine import Key, prepare
from callback_desk.use_cases import people
from callback_desk.use_cases.desk import Desk
from callback_desk.use_cases.sign_in import sign_in
from callback_desk.vault.device_secret import TEST_KEYRING_VARIABLE

NOW = datetime(2026, 3, 11, 16, 0, tzinfo=UTC)  # a Wednesday, 11:00 in Chicago
TODAY = date(2026, 3, 11)
SUPERVISOR, VOLUNTEER = "Dana Whitlock", "Ruth Keller"
PASSWORD = "correct horse lantern quilt"  # noqa: S105 - of a fictional desk that is thrown away
_BLOCK = 20_000


def make_office(folder: Path) -> Office:
    """A new desk with a supervisor and a volunteer, its keys in the test keyring."""
    office = office_of(folder)
    wanted = NewDesk(
        "Springfield PD", "US", "America/Chicago", SUPERVISOR, area_code="217", callback_phone="2175550100"
    )
    office.make(wanted, PASSWORD)
    desk = open_desk(office, SUPERVISOR)
    volunteer = frozenset({Role.VOLUNTEER})
    people.add_person(desk, desk.new_operation(), name=VOLUNTEER, roles=volunteer, password=PASSWORD)
    return office


def office_of(folder: Path) -> Office:
    """The desk that lies there, its keys in the test keyring."""
    os.environ[TEST_KEYRING_VARIABLE] = "1"
    return Office(folder, clock=ShiftedClock(NOW))


def open_desk(office: Office, name: str) -> Desk:
    return sign_in(office.locked(), name, PASSWORD)


def own_connection(desk: Desk) -> sqlcipher.Connection:
    """A connection of our own on the desk's file, keyed and set up as the program does."""
    path, key = desk.keys.data_key()
    connection = sqlcipher.connect(str(path))
    prepare(connection, Key(key), writes=True)
    return connection


def bare_commit(connection: sqlcipher.Connection) -> None:
    """The least a save can cost on this disk and file: one row changed by hand and synced."""
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("UPDATE batches SET size_bytes = size_bytes + 1 WHERE id = 1")
    connection.execute("COMMIT")


def fill(desk: Desk, count: int) -> None:
    """`count` people who may be called now, one case and one number each, put in by hand and not by an import."""
    batch_id = _shown_batch(desk)
    connection = own_connection(desk)
    connection.execute("PRAGMA cache_size = -400000")
    connection.execute("BEGIN")
    connection.execute("INSERT INTO places (zones) VALUES ('[\"America/Chicago\"]')")
    for first in range(1, count + 1, _BLOCK):
        made = list(_people(first, min(first + _BLOCK, count + 1), batch_id))
        for table, statement in enumerate(_STATEMENTS):
            connection.executemany(statement, [rows[table] for rows in made])
    connection.execute("COMMIT")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


def put_to_sleep(connection: sqlcipher.Connection) -> None:
    """Nine of ten people, those with the oldest reports, live where it is night at `NOW`."""
    connection.execute("BEGIN")
    connection.execute("INSERT INTO places (zones) VALUES ('[\"Asia/Tokyo\"]')")
    connection.execute(
        "UPDATE callbacks SET place = last_insert_rowid() WHERE state = 'waiting' AND reported_at < "
        "(SELECT reported_at FROM callbacks WHERE state = 'waiting' ORDER BY reported_at "
        "LIMIT 1 OFFSET (SELECT count(*) * 9 / 10 FROM callbacks WHERE state = 'waiting'))"
    )
    connection.execute("COMMIT")


def a_name(desk: Desk) -> str:
    """The last name of somebody in the middle of the list."""
    connection = own_connection(desk)
    ((name,),) = connection.execute("SELECT last FROM victims WHERE id = (SELECT max(id) / 2 FROM victims)").fetchall()
    connection.close()
    return str(name)


def _shown_batch(desk: Desk) -> int:
    """An import that is over, for the rows to belong to."""
    with desk.storage.write(desk.session) as uow:
        now = desk.clock.now()
        batch_id = uow.imports.start_batch(
            file_name="made.csv", file_sha256="0" * 64, size_bytes=0, layout=None, by=SUPERVISOR, at=now
        )
        uow.commit()
    connection = own_connection(desk)
    connection.execute("UPDATE batches SET state = 'shown', shown_at = started_at WHERE id = ?", (batch_id,))
    connection.close()
    return int(batch_id)


_STATEMENTS = (
    "INSERT INTO victims (id, batch_id, first, middle, last, suffix, organization, original, name_sort, name_key, "
    "birth_date, language, street, address, email) "
    "VALUES (?1, ?2, ?3, '', ?4, '', '', ?5, ?6, lower(?5), '1980-05-04', '', 'Oak St', '12 Oak St', '')",
    "INSERT INTO cases (id, batch_id, number, number_key) VALUES (?1, ?2, ?3, ?3)",
    "INSERT INTO phones (batch_id, victim_id, ordinal, original, e164, tail, extension, kind, note, whose, zones, "
    "why_not) VALUES (?2, ?1, 0, ?3, ?4, substr(?4, -7), '', 'mobile', '', '', '[\"America/Chicago\"]', '')",
    "INSERT INTO callbacks (id, batch_id, victim_id, state, ready_at, priority, fence, reason, rule, rule_version, "
    "promise_note, tries, place, created_at, name_sort, name_key, offense_label, reported_at) "
    "VALUES (?1, ?2, ?1, 'waiting', ?3, 3, 0, '', '', '', '', 0, (SELECT id FROM places), ?3, ?4, ?5, 'Break-in', ?6)",
    "INSERT INTO reports (batch_id, case_id, victim_id, callback_id, line, sheet, row_digest, as_of, offense_codes, "
    "offense_text, offense_plain, reported_at, reported_precision, occurred_at, age, birth_date, victim_type, "
    "relationship, signs, status, status_text, investigator, district, language, has_contact_name, unsettled, "
    "already) VALUES (?2, ?1, ?1, ?1, ?1, '', ?1, ?3, '[\"220\"]', 'Burglary', 'Break-in', ?4, 'minute', NULL, "
    "45, '1980-05-04', 'I', '', '', 'inactive', 'Inactive', '', '', '', 0, '', '')",
)


def _people(first: int, last: int, batch_id: int) -> Iterator[tuple[tuple[object, ...], ...]]:
    chance = random.Random(first)  # noqa: S311  # repeatable, not secret
    maker = Maker(chance, TODAY)
    ready = to_micros(NOW - timedelta(hours=1))
    for one in range(first, last):
        person = maker.person()
        number = f"217-555-0{100 + one % 100}"
        reported = to_micros(NOW - timedelta(days=3 + chance.randrange(40), minutes=chance.randrange(1440)))
        name_sort, name_key = f"{person.last}, {person.first}", f"{person.last} {person.first}".lower()
        yield (
            (one, batch_id, person.first, person.last, f"{person.last} {person.first}", name_sort),
            (one, batch_id, f"26-{one:07d}"),
            (one, batch_id, number, "+1" + number.replace("-", "")),
            (one, batch_id, ready, name_sort, name_key, reported),
            (one, batch_id, TODAY.isoformat(), reported),
        )
