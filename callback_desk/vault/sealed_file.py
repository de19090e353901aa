"""The sealed container of a backup: one file that proves it is whole before anything in it is used.

Behind the header stand AES-256-GCM records under a fresh body key: manifest, `desk.keys`, the database file
in pieces, and an end. Every record is bound to the header's hash, its place and its kind, so a flipped bit,
a cut, an exchange or an added byte is always noticed (the STREAM construction). The body key lies in the
header under K_backup, which the recovery slot copied beside it or a signed-in person of the desk can reach.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import IntEnum
from pathlib import Path
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from callback_desk.domain.errors import DeskFault, DiskFull
from callback_desk.vault.atomic_file import Step, fault_of, no_step, open_beside, put_in_place
from callback_desk.vault.backup_header import (
    BackupHeader,
    Manifest,
    changed,
    incomplete,
    other_desk,
    read_header_from,
)
from callback_desk.vault.keys_document import MAX_BYTES as MAX_KEYS_BYTES
from callback_desk.vault.keys_document import read_header as read_keys_header
from callback_desk.vault.recovery_code import RecoveryCode
from callback_desk.vault.secret import KEY_BYTES, NotOpened, RandomSource, SecretKey, seal, unseal
from callback_desk.vault.unlocked import Unlocked, open_under_code

CHUNK_BYTES = 1024 * 1024
_TAG_BYTES = 16
_MAX_RECORD = MAX_KEYS_BYTES + _TAG_BYTES
_RECORD = struct.Struct(">BI")
_ROOM_TO_SPARE = 64 * 1024 * 1024

Progress = Callable[[int, int], None]  # bytes done, bytes in all


class _Kind(IntEnum):
    MANIFEST = 1
    KEYS = 2
    BODY = 3
    END = 4


@dataclass(frozen=True, slots=True)
class SealedBackup:
    """A backup that was written, read again from the disk and found whole."""

    path: Path
    size_bytes: int
    sha256: str  # of the container, 64 hex digits
    manifest: Manifest


@dataclass(frozen=True, slots=True)
class OpenedBackup:
    """A backup whose every byte was proved; `body` may now be taken out with `take_out`."""

    path: Path
    header: BackupHeader
    manifest: Manifest
    keys_file: bytes = field(repr=False)
    inner_key: SecretKey = field(repr=False)  # raw SQLCipher key of the database file inside
    _body_key: SecretKey = field(repr=False)

    def take_out(self, target: Path, *, random: RandomSource, step: Step = no_step) -> None:
        """Write the database file to `target`, whole or not at all, and check it against the manifest.

        Raises DeskFault E26 when the backup changed meanwhile, DiskFull before writing when there is no room.
        """
        try:
            _need_room(target.parent, self.manifest.db_bytes)
            descriptor, beside = open_beside(target, random)
            try:
                with os.fdopen(descriptor, "wb") as out:
                    _walk(self.path, self._body_key, out=out)
                    out.flush()
                    os.fsync(out.fileno())
                step("synced")
                put_in_place(beside, target, step)
            except (OSError, DeskFault):
                with contextlib.suppress(OSError):
                    beside.unlink()
                raise
        except OSError as trouble:
            raise fault_of(trouble, "the restored records") from trouble


def write_sealed(
    target: Path,
    database: Path,
    *,
    unlocked: Unlocked,
    inner_key: SecretKey,
    keys_file: bytes,
    manifest: Manifest,
    made_at: datetime,
    app_version: str,
    schema: str,
    random: RandomSource,
    step: Step = no_step,
    progress: Progress | None = None,
) -> SealedBackup:
    """Seal `database` (a finished copy under `inner_key`, never the live file) into `target`.

    Written beside, fsynced, read again and proved, then renamed: `target` is the old backup or a whole new
    one. Raises DeskFault, DiskFull.
    """
    body_key = SecretKey(random.bytes(KEY_BYTES))
    try:
        size, digest = _measured(database)
        full = replace(manifest, db_bytes=size, db_sha256=digest)
        bare = BackupHeader(unlocked.db_id, made_at, app_version, schema, read_keys_header(keys_file).recovery, b"")
        pair = body_key.reveal() + inner_key.reveal()
        sealed_pair = seal(unlocked.backup_key(), pair, _pair_aad(bare), random)
        header = replace(bare, body_key=sealed_pair)
        _need_room(target.parent, size)
        descriptor, beside = open_beside(target, random)
        try:
            with os.fdopen(descriptor, "wb") as file:
                _Writer(file, body_key, header).write_all(full, keys_file, database, progress)
                file.flush()
                step("written")
                os.fsync(file.fileno())
            step("synced")
            _walk(beside, body_key)
            size_bytes, sha256 = _measured(beside)
            step("verified")
            put_in_place(beside, target, step)
        except (OSError, DeskFault):
            with contextlib.suppress(OSError):
                beside.unlink()
            raise
    except OSError as trouble:
        raise fault_of(trouble, "the backup") from trouble
    finally:
        body_key.wipe()
    return SealedBackup(target, size_bytes, sha256, full)


def read_backup_header(path: Path) -> BackupHeader:
    """Which desk and when, without any key. Raises DeskFault E26, E28."""
    with _reading(path) as file:
        return read_header_from(file)[0]


def open_with_code(path: Path, code: RecoveryCode, *, db_id: str | None = None) -> OpenedBackup:
    """Open by the printed code and prove every byte.

    db_id refuses another desk's backup; None takes any (moving a desk here). Raises WrongPassword (E27),
    DeskFault (E26, E28).
    """
    header = read_backup_header(path)
    if db_id is not None and header.db_id != db_id:
        raise other_desk()
    master, device = open_under_code(code, count=2, purpose="recovery", db_id=header.db_id, slot=header.recovery)
    device.wipe()
    try:
        return _proved(path, header, master.derive("backup"))
    finally:
        master.wipe()


def _proved(path: Path, header: BackupHeader, backup_key: SecretKey) -> OpenedBackup:
    try:
        pair = unseal(backup_key, header.body_key, _pair_aad(header))
    except NotOpened as wrong:
        raise changed() from wrong
    body_key, inner_key = SecretKey(pair[:KEY_BYTES]), SecretKey(pair[KEY_BYTES:])
    manifest, keys_file = _walk(path, body_key)
    return OpenedBackup(path, header, manifest, keys_file, inner_key, body_key)


def _pair_aad(header: BackupHeader) -> bytes:
    parts = [header.version, header.db_id, header.made_at.isoformat(), header.app_version, header.schema]
    return json.dumps(parts).encode("ascii")


def _measured(database: Path) -> tuple[int, str]:
    with database.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        return file.tell(), digest


def _need_room(folder: Path, size_bytes: int) -> None:
    free = shutil.disk_usage(folder).free
    if free < size_bytes + _ROOM_TO_SPARE:
        raise DiskFull(
            f"There is not enough room: {size_bytes // 1_000_000 + 64} MB are needed and {free // 1_000_000} MB are "
            "free. Nothing was written. Choose another place or free some room."
        )


@contextlib.contextmanager
def _reading(path: Path) -> Iterator[BinaryIO]:
    try:
        with path.open("rb") as file:
            yield file
    except FileNotFoundError as gone:
        raise DeskFault("There is no such backup file. Choose another one.", code="E26") from gone
    except OSError as trouble:
        raise DeskFault(
            "The backup could not be read to its end: the drive was taken out or does not answer. Nothing was "
            "restored. Connect it again and try once more.",
            code="E28",
        ) from trouble


def _bound(digest: bytes, kind: int, count: int) -> tuple[bytes, bytes]:
    """Nonce and associated data of record `count`; the key is fresh for each file, so counting is safe."""
    return count.to_bytes(12, "big"), digest + bytes((kind,)) + count.to_bytes(8, "big")


class _Writer:
    def __init__(self, file: BinaryIO, body_key: SecretKey, header: BackupHeader) -> None:
        self._file, self._cipher, self._count = file, AESGCM(body_key.reveal()), 0
        front = header.to_bytes()
        self._digest = front[-32:]
        file.write(front)

    def write_all(self, manifest: Manifest, keys_file: bytes, database: Path, progress: Progress | None) -> None:
        self._put(_Kind.MANIFEST, manifest.to_json())
        self._put(_Kind.KEYS, keys_file)
        done = 0
        with database.open("rb") as source:
            while chunk := source.read(CHUNK_BYTES):
                self._put(_Kind.BODY, chunk)
                done += len(chunk)
                if progress is not None:
                    progress(done, manifest.db_bytes)
        self._put(_Kind.END, self._count.to_bytes(8, "big"))

    def _put(self, kind: _Kind, plain: bytes) -> None:
        nonce, aad = _bound(self._digest, kind, self._count)
        sealed = self._cipher.encrypt(nonce, plain, aad)
        self._file.write(_RECORD.pack(kind, len(sealed)) + sealed)
        self._count += 1


def _walk(path: Path, body_key: SecretKey, *, out: BinaryIO | None = None) -> tuple[Manifest, bytes]:
    """Prove a container from the first byte to the last; the database's bytes go to `out`. Raises DeskFault."""
    with _reading(path) as file:
        _, digest = read_header_from(file)
        records = _records(file, body_key, digest)
        kind, text = next(records, (_Kind.END, b""))
        try:
            manifest = Manifest.from_json(text) if kind is _Kind.MANIFEST else None
        except ValueError:
            manifest = None
        kind, keys_file = next(records, (_Kind.END, b""))
        if manifest is None or kind is not _Kind.KEYS:
            raise changed()
        body, size = hashlib.sha256(), 0
        for kind, plain in records:
            if kind is not _Kind.BODY:
                raise changed()
            body.update(plain)
            size += len(plain)
            if out is not None:
                _put_out(out, plain)
        if (size, body.hexdigest()) != (manifest.db_bytes, manifest.db_sha256):
            raise changed()
        return manifest, keys_file


def _put_out(out: BinaryIO, plain: bytes) -> None:
    try:
        out.write(plain)
    except OSError as trouble:  # ours, not the backup's: must not be told as a drive taken out
        raise fault_of(trouble, "the restored records") from trouble


def _records(file: BinaryIO, body_key: SecretKey, digest: bytes) -> Iterator[tuple[_Kind, bytes]]:
    """Every record before the end, opened in order. Raises DeskFault E26 unless the file ends with its end."""
    cipher, count = AESGCM(body_key.reveal()), 0
    while True:
        front = file.read(_RECORD.size)
        if len(front) < _RECORD.size:
            raise incomplete()
        number, size = _RECORD.unpack(front)
        if size > _MAX_RECORD or number not in set(_Kind):
            raise changed()
        sealed = file.read(size)
        if len(sealed) < size:
            raise incomplete()
        nonce, aad = _bound(digest, number, count)
        try:
            plain = cipher.decrypt(nonce, sealed, aad)
        except InvalidTag as wrong:
            raise changed() from wrong
        if number == _Kind.END:
            if plain != count.to_bytes(8, "big") or file.read(1):
                raise changed()
            return
        count += 1
        yield _Kind(number), plain
