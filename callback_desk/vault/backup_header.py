"""What a backup says of itself: in the open (header) and sealed (manifest)."""

from __future__ import annotations

import base64
import hashlib
import json
import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import BinaryIO

from callback_desk.domain.audit import Head
from callback_desk.domain.errors import DeskFault
from callback_desk.vault.keys_document import CodeSlot, Json, code_slot_from_json, code_slot_json

MAGIC = b"CBDESKB\x01"
FORMAT_VERSION = 1
_MAX_HEADER = 64 * 1024
_SIZE = struct.Struct(">I")
_SHA256 = 32


@dataclass(frozen=True, slots=True)
class Manifest:
    """What the body must turn out to be. The writer fills in size and hash of the database file."""

    row_counts: Mapping[str, int]  # table -> rows
    audit_heads: Mapping[str, Head]  # station -> where its chain stood
    schema_sha256: str = ""  # of the schema's text: planted tables, triggers and views show
    db_bytes: int = 0
    db_sha256: str = ""

    def to_json(self) -> bytes:
        heads = {s: [h.seq, h.mac.hex()] for s, h in self.audit_heads.items()}
        return json.dumps(
            {
                "row_counts": dict(self.row_counts),
                "audit_heads": heads,
                "schema_sha256": self.schema_sha256,
                "db_bytes": self.db_bytes,
                "db_sha256": self.db_sha256,
            },
            sort_keys=True,
        ).encode("ascii")

    @classmethod
    def from_json(cls, content: bytes) -> Manifest:
        """Read what `to_json` wrote. Raises ValueError."""
        item = json.loads(content)
        try:
            heads = {str(s): Head(int(h[0]), bytes.fromhex(h[1])) for s, h in item["audit_heads"].items()}
            counts = {str(t): int(n) for t, n in item["row_counts"].items()}
            return cls(counts, heads, str(item["schema_sha256"]), int(item["db_bytes"]), str(item["db_sha256"]))
        except (KeyError, TypeError, IndexError, AttributeError) as wrong:
            raise ValueError("a manifest of another shape") from wrong


@dataclass(frozen=True, slots=True)
class BackupHeader:
    """The plain part. Nothing in it is secret; all of it is bound to the sealed records."""

    db_id: str
    made_at: datetime
    app_version: str
    schema: str  # Alembic revision
    recovery: CodeSlot
    body_key: bytes = field(repr=False)  # body key and database key under K_backup
    version: int = FORMAT_VERSION

    def to_bytes(self) -> bytes:
        """Magic, length, JSON, SHA-256 over all of it (for accidents; the records prove the rest)."""
        top: Json = {
            "version": self.version,
            "db_id": self.db_id,
            "made_at": self.made_at.isoformat(),
            "app_version": self.app_version,
            "schema": self.schema,
            "cipher": "AES-256-GCM",
            "kdf": "HKDF-SHA256",
            "recovery": code_slot_json(self.recovery),
            "body_key": base64.b64encode(self.body_key).decode("ascii"),
        }
        text = json.dumps(top, sort_keys=True).encode("ascii")
        front = MAGIC + _SIZE.pack(len(text)) + text
        return front + hashlib.sha256(front).digest()


def read_header_from(file: BinaryIO) -> tuple[BackupHeader, bytes]:
    """The header and the SHA-256 that binds the records to it. Raises DeskFault E26."""
    magic = file.read(len(MAGIC))
    if not magic:
        raise incomplete()
    if magic != MAGIC:
        raise not_a_backup()
    size_bytes = file.read(_SIZE.size)
    if len(size_bytes) < _SIZE.size:
        raise incomplete()
    (size,) = _SIZE.unpack(size_bytes)
    if size > _MAX_HEADER:
        raise changed()
    text = file.read(size)
    digest = file.read(_SHA256)
    if len(text) < size or len(digest) < _SHA256:
        raise incomplete()
    front = magic + size_bytes + text
    if hashlib.sha256(front).digest() != digest:
        raise changed()
    return _parsed(text), digest


def _parsed(text: bytes) -> BackupHeader:
    try:
        top = json.loads(text)
        version = int(top["version"])
        if version > FORMAT_VERSION:
            raise newer()
        made_at = datetime.fromisoformat(top["made_at"])
        if version < 1 or made_at.tzinfo is None or (top["cipher"], top["kdf"]) != ("AES-256-GCM", "HKDF-SHA256"):
            raise changed()
        return BackupHeader(
            str(top["db_id"]),
            made_at,
            str(top["app_version"]),
            str(top["schema"]),
            code_slot_from_json(top["recovery"]),
            base64.b64decode(top["body_key"], validate=True),
            version,
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as wrong:
        raise changed() from wrong


def incomplete() -> DeskFault:
    return DeskFault(
        "This backup is incomplete: it was cut off while it was written or copied. Nothing was restored. "
        "Use another backup, or copy this one again.",
        code="E26",
    )


def changed() -> DeskFault:
    return DeskFault(
        "This backup has been changed or damaged since it was made. Nothing was restored. Use another backup.",
        code="E26",
    )


def newer() -> DeskFault:
    return DeskFault(
        "This backup was made by a newer version of this program. Nothing was restored. Install that version first.",
        code="E26",
    )


def other_desk() -> DeskFault:
    return DeskFault(
        "This backup belongs to another desk. Nothing was restored. To bring that desk to this computer, choose "
        "an empty folder and the recovery sheet of that desk.",
        code="E26",
    )


def not_a_backup() -> DeskFault:
    return DeskFault(
        "This file is not a backup of this program. Nothing was restored. Choose a file made by Backup.", code="E26"
    )
