"""Backups: sealed, proved by reading again, refused when anything is wrong, whole or not at all."""

from __future__ import annotations

import hashlib
import json
import struct
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pytest

from callback_desk.domain.audit import Head
from callback_desk.domain.errors import DeskFault, DiskFull, WrongPassword
from callback_desk.vault import sealed_file
from callback_desk.vault.backup_header import MAGIC, BackupHeader, Manifest
from callback_desk.vault.device_secret import MemoryKeyring
from callback_desk.vault.key_changes import add_slot, adopt_keys, put_recovery_code
from callback_desk.vault.new_keys import create_keys
from callback_desk.vault.recovery_code import RecoveryCode
from callback_desk.vault.sealed_file import (
    CHUNK_BYTES,
    open_with_code,
    read_backup_header,
    write_sealed,
)
from callback_desk.vault.secret import SecretKey

if TYPE_CHECKING:
    from pathlib import Path

    from tests.vault.conftest import Desk

INNER = SecretKey(bytes(range(100, 132)))
MANIFEST = Manifest({"victim": 3, "call": 1}, {"desk-1": Head(41, b"\x05" * 32)}, "ab" * 32)


@dataclass
class Made:
    path: Path
    body: bytes
    desk: Desk


def seal_one(desk: Desk, path: Path, body: bytes, **changes: object) -> None:
    database = path.parent / "copy.db"
    database.write_bytes(body)
    facts: dict[str, object] = {
        "unlocked": desk.maria,
        "inner_key": INNER,
        "keys_file": desk.path.read_bytes(),
        "manifest": MANIFEST,
        "made_at": desk.noon,
        "app_version": "0.1.0",
        "schema": "0001",
        "random": desk.random,
    }
    sealed = write_sealed(path, database, **(facts | changes))  # type: ignore[arg-type]
    assert sealed.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert sealed.size_bytes == path.stat().st_size
    database.unlink()


@pytest.fixture
def made(desk: Desk, tmp_path: Path) -> Made:
    folder = tmp_path / "out"
    folder.mkdir()
    body = desk.random.bytes(4_000)
    seal_one(desk, folder / "monday.cdbackup", body)
    return Made(folder / "monday.cdbackup", body, desk)


def refusal(act: Callable[[], object]) -> tuple[str, str]:
    with pytest.raises(DeskFault) as refused:
        act()
    return refused.value.code, refused.value.sentence


@pytest.mark.parametrize("size", [0, 1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 3 * CHUNK_BYTES + 17])
def test_what_went_in_comes_out(desk: Desk, tmp_path: Path, size: int) -> None:
    path, body, seen = tmp_path / "b.cdbackup", desk.random.bytes(size), []
    seal_one(desk, path, body, progress=lambda done, of: seen.append((done, of)))
    opened = open_with_code(path, desk.code, db_id=desk.db_id)
    assert opened.manifest == replace(MANIFEST, db_bytes=size, db_sha256=opened.manifest.db_sha256)
    assert opened.keys_file == desk.path.read_bytes()
    assert opened.inner_key == INNER
    opened.take_out(tmp_path / "restored.db", random=desk.random)
    assert (tmp_path / "restored.db").read_bytes() == body
    assert seen[-1:] == ([(size, size)] if size else [])


def test_the_header_can_be_read_without_a_key_and_holds_no_secret(made: Made) -> None:
    header = read_backup_header(made.path)
    assert (header.db_id, header.made_at, header.app_version, header.schema) == (
        made.desk.db_id,
        made.desk.noon,
        "0.1.0",
        "0001",
    )
    whole = made.path.read_bytes()
    assert INNER.reveal() not in whole
    assert made.body[:64] not in whole
    assert b"victim" not in whole  # even the counts are sealed


def test_a_desk_moves_to_another_computer_with_backup_and_sheet_alone(made: Made, tmp_path: Path) -> None:
    add_slot(made.desk.keys(), made.desk.maria, made.desk.walter_slot)
    seal_one(made.desk, made.path, made.body)
    elsewhere = tmp_path / "other computer"
    elsewhere.mkdir()
    code = RecoveryCode.read(made.desk.code.text.replace("1", "l"))
    opened = open_with_code(made.path, code)
    store = MemoryKeyring("Windows Credential Locker")
    keys = adopt_keys(
        elsewhere / "desk.keys", opened.keys_file, code, store, now=made.desk.noon, random=made.desk.random,
        kdf=made.desk.kdf,
    )  # fmt: skip
    walter = keys.unlock("Walter Penn", made.desk.walter_slot.password, made.desk.noon)
    assert walter.dek == made.desk.maria.dek


def test_an_older_backup_opens_with_the_sheet_of_its_time(made: Made) -> None:
    newer = RecoveryCode.fresh(made.desk.random)
    put_recovery_code(made.desk.keys(), made.desk.maria, newer, confirmed=True, now=made.desk.noon)
    assert open_with_code(made.path, made.desk.code).inner_key == INNER
    code, _ = refusal(lambda: open_with_code(made.path, newer))
    assert code == "E27"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "incomplete"),
        (b"SQLite format 3\x00" + bytes(100), "not a backup"),
        (b"PK\x03\x04" + bytes(100), "not a backup"),
        (MAGIC, "incomplete"),
        (MAGIC + b"\xff\xff\xff\xff", "changed"),
    ],
)
def test_what_is_not_a_backup_is_refused(made: Made, content: bytes, said: str) -> None:
    made.path.write_bytes(content)
    code, sentence = refusal(lambda: open_with_code(made.path, made.desk.code))
    assert code == "E26"
    assert said in sentence
    assert "Nothing was restored" in sentence


def test_a_cut_at_any_place_is_refused(made: Made) -> None:
    whole = made.path.read_bytes()
    cuts = {0, 1, 7, 8, 11, 12, 13, len(whole) - 1, len(whole) - 16, len(whole) - 29}
    cuts |= {round(len(whole) * part / 20) for part in range(20)}
    for cut in sorted(cuts):
        made.path.write_bytes(whole[:cut])
        code, _ = refusal(lambda: open_with_code(made.path, made.desk.code))
        assert code == "E26", cut


def test_any_flipped_byte_is_refused(made: Made) -> None:
    whole = made.path.read_bytes()
    for place in range(0, len(whole), max(1, len(whole) // 300)):
        flipped = bytearray(whole)
        flipped[place] ^= 1 << (place % 8)
        made.path.write_bytes(flipped)
        code, _ = refusal(lambda: open_with_code(made.path, made.desk.code))
        assert code == "E26", place


def test_added_bytes_are_refused(made: Made) -> None:
    made.path.write_bytes(made.path.read_bytes() + b"\x00")
    assert refusal(lambda: open_with_code(made.path, made.desk.code))[0] == "E26"


def _records(whole: bytes) -> tuple[int, list[tuple[int, int]]]:
    (size,) = struct.unpack(">I", whole[8:12])
    start = at = 12 + size + 32
    places = []
    while at < len(whole):
        _, length = struct.unpack(">BI", whole[at : at + 5])
        places.append((at, at + 5 + length))
        at += 5 + length
    return start, places


def test_exchanged_dropped_or_doubled_pieces_are_refused(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "b.cdbackup"
    seal_one(desk, path, desk.random.bytes(3 * CHUNK_BYTES))
    whole = path.read_bytes()
    start, places = _records(whole)
    pieces = [whole[a:b] for a, b in places]
    assert len(pieces) == 6  # manifest, keys, three of the body, end
    for order in ([0, 1, 3, 2, 4, 5], [0, 1, 2, 3, 5], [0, 1, 2, 2, 3, 4, 5], [1, 0, 2, 3, 4, 5], [5], [0, 1, 5]):
        path.write_bytes(whole[:start] + b"".join(pieces[i] for i in order))
        assert refusal(lambda: open_with_code(path, desk.code))[0] == "E26", order


def test_a_piece_of_another_backup_does_not_fit(made: Made) -> None:
    first = made.path.read_bytes()
    seal_one(made.desk, made.path, made.body)
    second = made.path.read_bytes()
    start, _ = _records(first)
    made.path.write_bytes(first[:start] + second[_records(second)[0] :])
    assert refusal(lambda: open_with_code(made.path, made.desk.code))[0] == "E26"


def _with_header(whole: bytes, header: BackupHeader) -> bytes:
    return header.to_bytes() + whole[_records(whole)[0] :]


@pytest.mark.parametrize(
    "change",
    [{"db_id": "66" * 16}, {"app_version": "9"}, {"schema": "0000"}, {"body_key": bytes(92)}, {"body_key": b""}],
)
def test_a_rewritten_header_with_a_right_checksum_is_refused(made: Made, change: dict[str, object]) -> None:
    whole = made.path.read_bytes()
    forged = replace(read_backup_header(made.path), **change)  # type: ignore[arg-type]
    made.path.write_bytes(_with_header(whole, forged))
    assert refusal(lambda: open_with_code(made.path, made.desk.code))[0] in {"E26", "E27"}


def test_an_exchanged_recovery_slot_opens_nothing(made: Made) -> None:
    whole, header = made.path.read_bytes(), read_backup_header(made.path)
    other = replace(header, recovery=replace(header.recovery, sealed=bytes(92)))
    made.path.write_bytes(_with_header(whole, other))
    assert refusal(lambda: open_with_code(made.path, made.desk.code))[0] == "E27"


@pytest.mark.parametrize(("version", "said"), [(99, "newer version"), (0, "changed")])
def test_other_versions(made: Made, version: int, said: str) -> None:
    whole = made.path.read_bytes()
    made.path.write_bytes(_with_header(whole, replace(read_backup_header(made.path), version=version)))
    code, sentence = refusal(lambda: open_with_code(made.path, made.desk.code))
    assert code == "E26"
    assert said in sentence


def test_another_desk_is_refused_unless_it_moves_here(made: Made, tmp_path: Path) -> None:
    code, sentence = refusal(lambda: open_with_code(made.path, made.desk.code, db_id="77" * 16))
    assert code == "E26"
    assert "another desk" in sentence
    _, other_code = create_keys(
        tmp_path / "other.keys", db_id="77" * 16, first=made.desk.maria_slot, store=MemoryKeyring(),
        random=made.desk.random, now=made.desk.noon, kdf=made.desk.kdf,
    )  # fmt: skip
    with pytest.raises(WrongPassword):
        open_with_code(made.path, other_code)


def test_a_missing_or_unreadable_file_is_a_sentence(made: Made, tmp_path: Path) -> None:
    assert refusal(lambda: read_backup_header(tmp_path / "none.cdbackup"))[0] == "E26"
    assert refusal(lambda: read_backup_header(tmp_path))[0] == "E28"


def test_a_backup_that_does_not_fit_is_refused_before_writing(
    made: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = open_with_code(made.path, made.desk.code)
    usage = sealed_file.shutil.disk_usage(tmp_path)
    monkeypatch.setattr(sealed_file.shutil, "disk_usage", lambda folder: usage._replace(free=1_000_000))
    with pytest.raises(DiskFull):
        opened.take_out(tmp_path / "restored.db", random=made.desk.random)
    with pytest.raises(DiskFull):
        seal_one(made.desk, tmp_path / "second.cdbackup", b"x")
    assert not list(tmp_path.glob("*restored*"))


def test_taking_out_of_a_backup_that_changed_meanwhile_leaves_nothing(made: Made, tmp_path: Path) -> None:
    opened = open_with_code(made.path, made.desk.code)
    whole = bytearray(made.path.read_bytes())
    whole[-40] ^= 1
    made.path.write_bytes(whole)
    target = tmp_path / "restored.db"
    target.write_bytes(b"what was there")
    assert refusal(lambda: opened.take_out(target, random=made.desk.random))[0] == "E26"
    assert target.read_bytes() == b"what was there"
    assert not list(tmp_path.glob("*.new"))


class Killed(BaseException):
    pass


def test_a_kill_while_writing_leaves_the_older_backup(made: Made) -> None:
    before = made.path.read_bytes()
    seen = []
    for stop_at in ("written", "synced", "verified", "replaced", "folder-synced"):
        made.path.write_bytes(before)

        def step(name: str, stop_at: str = stop_at) -> None:
            if name == stop_at:
                raise Killed

        with pytest.raises(Killed):
            seal_one(made.desk, made.path, b"newer body", step=step)
        opened = open_with_code(made.path, made.desk.code)
        seen.append(opened.manifest.db_bytes)
    assert seen == [4_000, 4_000, 4_000, 10, 10]


def test_a_backup_that_cannot_be_read_back_never_gets_the_name(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    before = made.path.read_bytes()
    monkeypatch.setattr(sealed_file._Writer, "_put", _torn_put)
    assert refusal(lambda: seal_one(made.desk, made.path, b"newer body"))[0] == "E26"
    assert made.path.read_bytes() == before
    assert not list(made.path.parent.glob("*.new"))


def _torn_put(self: object, kind: int, plain: bytes) -> None:
    self._file.write(struct.pack(">BI", kind, len(plain) + 16) + bytes(len(plain) + 16))  # type: ignore[attr-defined]


def test_a_manifest_survives_its_form() -> None:
    assert Manifest.from_json(MANIFEST.to_json()) == MANIFEST
    for bad in (b"{}", b"[]", b"3", json.dumps({"row_counts": 3}).encode()):
        with pytest.raises(ValueError):
            Manifest.from_json(bad)
