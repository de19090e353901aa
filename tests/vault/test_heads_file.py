"""Heads outside the database: an older database put back is found out."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from callback_desk.domain.audit import AuditEvent, Event, Head, chained, genesis
from callback_desk.domain.audit_verify import Finding, verify_chain
from callback_desk.vault.heads_file import HeadsFile
from callback_desk.vault.secret import SecretKey

if TYPE_CHECKING:
    from pathlib import Path

    from tests.vault.conftest import Desk

STATION = "desk-2/records"


def heads_of(desk: Desk, folder: Path) -> HeadsFile:
    return HeadsFile(folder, desk.maria.heads_key(), db_id=desk.db_id, random=desk.random)


def test_the_newest_head_of_each_station_comes_back(desk: Desk, tmp_path: Path) -> None:
    file = heads_of(desk, tmp_path)
    for seq in (1, 2, 3):
        file.write(STATION, Head(seq, bytes([seq]) * 32))
    file.write("desk-1", Head(9, b"\x09" * 32))
    assert heads_of(desk, tmp_path).read() == ({STATION: Head(3, b"\x03" * 32), "desk-1": Head(9, b"\x09" * 32)}, ())
    assert not list(tmp_path.glob("*.new"))


def test_a_rolled_back_chain_is_shorter_than_its_head(desk: Desk, tmp_path: Path) -> None:
    key = desk.maria.audit_key.reveal()
    head, chain = Head(0, genesis(key, desk.db_id, STATION)), []
    for seq in range(1, 6):
        event = AuditEvent(seq, datetime(2026, 11, 16, tzinfo=UTC), STATION, "f0", Event.LOCK)
        chain.append(chained(key, head, event))
        head = Head(seq, chain[-1].mac)
    file = heads_of(desk, tmp_path)
    file.write(STATION, head)
    anchor = file.anchors()[STATION]

    def found(length: int) -> Finding:
        return verify_chain(chain[:length], {1: key}, database_id=desk.db_id, station=STATION, anchors=[anchor]).finding

    assert found(5) is Finding.CLEAN
    assert found(4) is Finding.SHORTER_THAN_ANCHOR


def test_a_forged_foreign_or_damaged_file_is_named(desk: Desk, tmp_path: Path) -> None:
    HeadsFile(tmp_path, SecretKey(bytes(32)), db_id=desk.db_id, random=desk.random).write("forged", Head(1, bytes(32)))
    HeadsFile(tmp_path, desk.maria.heads_key(), db_id="77" * 16, random=desk.random).write("other", Head(1, bytes(32)))
    (tmp_path / "zz.audit-head").write_bytes(b"not sealed")
    heads, wrong = heads_of(desk, tmp_path).read()
    assert heads == {}
    assert len(wrong) == 3


def test_a_full_disk_stops_no_commit(desk: Desk, tmp_path: Path) -> None:
    heads_of(desk, tmp_path / "not there").write(STATION, Head(1, bytes(32)))


def test_an_empty_chain_gives_no_anchor(desk: Desk, tmp_path: Path) -> None:
    file = heads_of(desk, tmp_path)
    file.write(STATION, Head(0, bytes(32)))
    assert file.anchors() == {}
