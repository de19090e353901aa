"""The encrypted engine: what a connection is set to, what a wrong key or a damaged file says, who may wait."""

from __future__ import annotations

import logging
import os
import stat
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.pool import QueuePool

from callback_desk.domain.errors import DatabaseRefused, DeskBug, DeskFault, DiskFull
from callback_desk.storage import engine, lanes, store
from callback_desk.storage.engine import Key
from callback_desk.storage.store import SqlStorage
from tests.storage.at_hand import AUDIT_KEY, DATABASE_ID, KEY, People, StillClock, create, new_batch, new_staff, reopen


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A closed desk database."""
    path = tmp_path / "a desk #1?.db"  # characters an address would trip over
    create(path).close()
    return path


def _pragma(storage: SqlStorage, name: str, *, writes: bool) -> object:
    lane = storage.write() if writes else storage.read()
    with lane as unit:
        return unit.connection.exec_driver_sql(f"PRAGMA {name}").scalar()


@pytest.mark.parametrize("writes", [True, False])
def test_every_connection_is_set_as_decided(desk: Path, writes: bool) -> None:
    storage = reopen(desk)
    wanted = {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "cache_size": -65536,
        "busy_timeout": 5000,
        "trusted_schema": 0,
        "cell_size_check": 1,
        "secure_delete": 1,
        "temp_store": 2,
        "query_only": 0 if writes else 1,
    }
    found = {name: _pragma(storage, name, writes=writes) for name in wanted}
    cipher = _pragma(storage, "cipher_version", writes=writes)
    assert _pragma(storage, "cipher_use_hmac", writes=writes) == "1"
    storage.close()
    assert found == wanted
    assert cipher
    assert sqlcipher.sqlite_version_info >= engine.SQLITE_FLOOR


def test_eight_threads_read_fifty_times_each(desk: Path) -> None:
    storage = reopen(desk)
    assert isinstance(storage._ask.pool, QueuePool)

    def ask(_thread: int) -> int:
        found = 0
        for _ in range(50):
            with storage.read() as unit:
                found += len(unit.desk.info().agency) > 0
        return found

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(ask, range(8))) == [50] * 8
    storage.close()


def test_the_file_is_ciphertext_and_only_its_owner_may_read_it(desk: Path) -> None:
    storage = reopen(desk)
    with storage.write() as unit:
        People(unit, new_batch(unit)).add("Persephone", "Quattlebaum", numbers=("+13125550199",))
        unit.commit()
    storage.close()
    content = desk.read_bytes()
    assert not content.startswith(b"SQLite format 3")
    for token in (b"Quattlebaum", b"5550199", b"CREATE TABLE"):
        assert token not in content
    if os.name == "posix":
        assert stat.S_IMODE(desk.stat().st_mode) == 0o600


def test_the_log_of_a_running_desk_is_ciphertext_too(desk: Path) -> None:
    storage = reopen(desk)
    with storage.write() as unit:
        People(unit, new_batch(unit)).add("Persephone", "Quattlebaum")
        unit.commit()
    beside = [file for file in desk.parent.iterdir() if file != desk]
    assert {file.name.rsplit("-", 1)[-1] for file in beside} == {"wal", "shm"}
    assert all(b"Quattlebaum" not in file.read_bytes() for file in beside)  # not the database file itself
    storage.close()


def _open(path: Path, key: bytes = KEY, database_id: str = DATABASE_ID) -> SqlStorage:
    return store.open_storage(
        path, key, database_id=database_id, station="desk-1", audit_key=AUDIT_KEY, clock=StillClock()
    )


def test_a_wrong_key_gets_our_own_sentence_and_changes_nothing(desk: Path, capfd: pytest.CaptureFixture[str]) -> None:
    before = desk.read_bytes()
    with pytest.raises(DatabaseRefused) as refused:
        _open(desk, bytes(32))
    assert refused.value.sentence == engine.WRONG_KEY
    assert refused.value.code == "wrong_key"
    assert desk.read_bytes() == before
    assert capfd.readouterr() == ("", "")
    _open(desk).close()


def test_a_damaged_file_is_refused(desk: Path, tmp_path: Path) -> None:
    content = bytearray(desk.read_bytes())
    for place in range(4096, len(content), 4096):
        content[place + 100] ^= 1
    damaged = tmp_path / "damaged.db"
    damaged.write_bytes(content)
    with pytest.raises(DatabaseRefused) as refused:
        _open(damaged)
    assert refused.value.code in {"damaged", "wrong_key"}


def test_one_flipped_bit_is_found_by_the_health_check(desk: Path, tmp_path: Path) -> None:
    storage = reopen(desk)
    with storage.write() as unit:
        people = People(unit, new_batch(unit))
        for _ in range(300):
            people.add()
        unit.commit()
    storage.close()
    content = bytearray(desk.read_bytes())
    content[-2000] ^= 1
    damaged = tmp_path / "damaged.db"
    damaged.write_bytes(content)
    storage = _open(damaged)
    found = storage.integrity()
    storage.close()
    assert any("HMAC" in line for line in found)
    sound = _open(desk)
    assert sound.integrity() == ()
    sound.close()


def test_clear_text_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "plain.db"
    plain = sqlcipher.connect(str(path))
    plain.execute("CREATE TABLE desk (id)")
    plain.close()
    with pytest.raises(DatabaseRefused) as refused:
        _open(path)
    assert refused.value.sentence == engine.NOT_ENCRYPTED


def test_a_missing_file_is_refused_and_not_made(tmp_path: Path) -> None:
    path = tmp_path / "nothing.db"
    with pytest.raises(DatabaseRefused):
        _open(path)
    assert not path.exists()


def test_a_second_desk_in_the_same_place_is_refused(desk: Path) -> None:
    with pytest.raises(DatabaseRefused, match="already there"):
        create(desk)
    _open(desk).close()


def test_another_desks_file_is_refused(desk: Path) -> None:
    with pytest.raises(DatabaseRefused, match="another desk"):
        _open(desk, database_id="f" * 32)


def test_an_old_engine_is_refused(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "SQLITE_FLOOR", (99, 0, 0))
    with pytest.raises(DatabaseRefused, match=r"99\.0\.0 or newer"):
        _open(desk)


def test_the_key_is_never_shown(desk: Path, caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(DeskBug):
        Key(b"short")
    caplog.set_level(logging.DEBUG)
    storage = reopen(desk)
    with storage.read() as unit:
        unit.desk.info()
    shown = f"{storage!r} {storage._save!r} {storage._save.url} {vars(storage)!r} {caplog.text}"
    storage.close()
    for secret in (KEY, AUDIT_KEY):
        assert secret.hex() not in shown
        assert repr(secret) not in shown


def test_an_error_of_ours_does_not_repeat_what_people_said(desk: Path) -> None:
    storage = reopen(desk)
    with storage.write() as unit, pytest.raises(IntegrityError) as wrong:
        People(unit, new_batch(unit)).add("Persephone", "Quattlebaum", callback={"state": None})
    storage.close()
    assert "Quattlebaum" not in str(wrong.value)


@pytest.mark.parametrize(
    ("said", "kind", "code"),
    [
        ("database or disk is full", DiskFull, "disk_full"),
        ("disk I/O error", DiskFull, "disk_full"),
        ("file is not a database", DatabaseRefused, "wrong_key"),
        ("database disk image is malformed", DatabaseRefused, "damaged"),
        ("attempt to write a readonly database", DatabaseRefused, "read_only"),
        ("database is locked", DeskFault, "busy"),
    ],
)
def test_what_the_driver_says_becomes_a_sentence(said: str, kind: type[DeskFault], code: str) -> None:
    fault = engine.fault_of(sqlcipher.OperationalError(said))
    assert type(fault) is kind
    assert fault.code == code
    assert fault.sentence.endswith(".")


def test_what_is_ours_stays_what_it_is() -> None:
    assert engine.fault_of(sqlcipher.IntegrityError("UNIQUE constraint failed")) is None
    assert engine.fault_of(ValueError("database is locked")) is None


def test_reading_never_waits_for_a_writer_and_cannot_write(desk: Path) -> None:
    writer, reader = reopen(desk), reopen(desk, station="desk-2")
    with writer.write() as writing:
        new_staff(writing)
        # This thread holds the writer's lock: a reader that waited for it would be refused as busy.
        with reader.read() as reading:
            assert reading.staff.all() == ()
            with pytest.raises(DatabaseRefused):
                reading.connection.execute(text("DELETE FROM staff"))
    writer.close()
    reader.close()


def test_a_writer_waits_for_another_and_then_writes(desk: Path) -> None:
    first, second = reopen(desk), reopen(desk, station="desk-2")
    with first.write() as unit:
        new_staff(unit)
        waiting = threading.Thread(target=_add_lee, args=(second,))
        waiting.start()
        time.sleep(0.3)
        assert waiting.is_alive()
        unit.commit()
    waiting.join(15)
    with first.read() as unit:
        assert [person.name for person in unit.staff.all()] == ["Dana Marsh", "Lee Okafor"]
    first.close()
    second.close()


def _add_lee(storage: SqlStorage) -> None:
    with storage.write() as unit:
        new_staff(unit, "Lee Okafor")
        unit.commit()


def test_after_waiting_too_long_there_is_a_sentence(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "WAIT_FOR_WRITE_S", 0.2)
    monkeypatch.setattr(engine, "BUSY_MS", 50)
    first, second = reopen(desk), reopen(desk, station="desk-2")
    with first.write() as unit:
        new_staff(unit)
        with pytest.raises(DeskFault) as busy, second.write():
            raise AssertionError("two writers at once")
        assert busy.value.sentence == engine.BUSY
        unit.commit()
    _add_lee(second)
    first.close()
    second.close()


def test_a_unit_of_work_inside_another_ends_with_a_sentence(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "WAIT_FOR_WRITE_S", 0.1)
    monkeypatch.setattr(lanes, "WAIT_FOR_WRITE_S", 0.1)
    storage = reopen(desk)
    with storage.write(), pytest.raises(DeskFault) as busy, storage.write():
        raise AssertionError("two writers in one lane")
    assert busy.value.code == "busy"
    storage.close()


def test_a_copy_is_whole_consistent_and_has_its_own_key(desk: Path, tmp_path: Path) -> None:
    storage = reopen(desk)
    with storage.write() as unit:
        person = People(unit, new_batch(unit)).add("Persephone", "Quattlebaum")
        unit.commit()
    copy, key = tmp_path / "copy.db", b"c" * 32
    with storage.write() as unit:
        new_staff(unit)  # not committed: not in the copy
        storage.backup_to(copy, key)
        unit.commit()
    with pytest.raises(DatabaseRefused):
        storage.backup_to(copy, key)
    storage.close()
    assert b"Quattlebaum" not in copy.read_bytes()
    with pytest.raises(DatabaseRefused):
        _open(copy)
    restored = _open(copy, key)
    with restored.read() as unit:
        assert unit.people.person(person.victim).name.last == "Quattlebaum"
        assert unit.staff.all() == ()
    assert restored.integrity() == ()
    restored.close()


def test_a_copy_that_cannot_be_written_leaves_nothing_behind(desk: Path, tmp_path: Path) -> None:
    storage = reopen(desk)
    with pytest.raises(DatabaseRefused):
        storage.backup_to(tmp_path / "no such folder" / "copy.db", b"c" * 32)
    storage.close()
    assert [file.name for file in tmp_path.iterdir() if "copy" in file.name] == []
