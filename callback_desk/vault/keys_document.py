"""What stands in `desk.keys`: a plain header, the recovery slot, and everything else sealed.

The header (database id, key store, recovery slot, admissions) is bound to the sealed part as associated
data, so no part can be exchanged alone. Without the device secret nobody can even start guessing a password.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import cast

from callback_desk.domain.access import Role
from callback_desk.domain.errors import KeysUnavailable
from callback_desk.domain.ids import StaffId
from callback_desk.vault.lockout import Tries
from callback_desk.vault.secret import NotOpened, RandomSource, SecretKey, seal, unseal
from callback_desk.vault.slots import KdfCost, UserSlot

FORMAT, VERSION = "callback-desk-keys", 1
MAX_BYTES = 4 * 1024 * 1024
_MAX_SLOTS = 10_000

Json = dict[str, object]


@dataclass(frozen=True, slots=True)
class CodeSlot:
    """Something sealed under a printed code: HKDF over 130 random bits, no slow hash needed (ASVS 6.5.2)."""

    number: int
    made_at: datetime
    salt: bytes
    sealed: bytes = field(repr=False)
    until: datetime | None = None  # admissions end; the recovery slot does not


@dataclass(frozen=True, slots=True)
class Live:
    """The database generation in use and its wrapped key: both change in one rename of this file."""

    db: str  # file name inside the desk folder, "desk-000001.db"
    dek: bytes = field(repr=False)
    epoch: int


@dataclass(frozen=True, slots=True)
class Contents:
    """The sealed part. `revision` grows with every write; a put-back older file shows a smaller one."""

    slots: tuple[UserSlot, ...]
    live: Live
    audit_keys: Mapping[int, bytes] = field(repr=False)
    device: bytes = field(repr=False)  # the device secret under the master key
    revision: int = 1
    key_epoch: int = 1  # of the master key
    next_slot: int = 1
    tries: Mapping[str, Tries] = field(default_factory=dict)
    code_confirmed: bool = False
    recovery_used_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class KeysDocument:
    """The whole file, opened."""

    db_id: str
    store: str  # name of the key store that holds the device secret
    recovery: CodeSlot
    contents: Contents
    admissions: tuple[CodeSlot, ...] = ()


@dataclass(frozen=True, slots=True)
class Header:
    """What can be read without any secret."""

    db_id: str
    store: str
    recovery: CodeSlot
    admissions: tuple[CodeSlot, ...]
    sealed: bytes = field(repr=False)

    def open(self, device: SecretKey) -> KeysDocument:
        """The whole file. Raises KeysUnavailable: another secret, or a changed file."""
        aad = _aad(_header_json(self.db_id, self.store, self.recovery, self.admissions))
        try:
            plain = unseal(_outer_key(device, self.db_id), self.sealed, aad)
        except NotOpened as wrong:
            raise KeysUnavailable(
                "The keys file and the key store of this computer do not belong together, or the keys file was "
                "changed. Nothing was opened. Use the recovery sheet, or put back the last backup.",
                code="keys-not-opened",
            ) from wrong
        contents = _contents(_object(json.loads(plain)))
        return KeysDocument(self.db_id, self.store, self.recovery, contents, self.admissions)


def encode(document: KeysDocument, device: SecretKey, random: RandomSource) -> bytes:
    """The file's bytes, sealed anew."""
    header = _header_json(document.db_id, document.store, document.recovery, document.admissions)
    plain = json.dumps(_contents_json(document.contents), separators=(",", ":")).encode("ascii")
    sealed = seal(_outer_key(device, document.db_id), plain, _aad(header), random)
    return json.dumps({**header, "outer": _b64(sealed)}, indent=1).encode("ascii")


def read_header(content: bytes) -> Header:
    """Read the plain part. Raises KeysUnavailable for anything that is not a keys file of a known version."""
    try:
        _expect(len(content) <= MAX_BYTES, "size")
        top = _object(json.loads(content.decode("ascii")))
        _expect(top.get("format") == FORMAT, "format")
        version = _int(top, "version")
        if version > VERSION:
            raise KeysUnavailable(
                "The keys file was written by a newer version of this program. Install that version and try again.",
                code="keys-newer",
            )
        admissions = tuple(code_slot_from_json(_object(a)) for a in _list(top, "admissions"))
        return Header(
            _str(top, "db_id"),
            _str(top, "store"),
            code_slot_from_json(_object(top.get("recovery"))),
            admissions,
            _bytes(top, "outer"),
        )
    except (ValueError, RecursionError) as wrong:
        raise damaged() from wrong


def damaged() -> KeysUnavailable:
    return KeysUnavailable(
        "The keys file of this desk is damaged. Nothing was opened or changed. Put back the last backup; "
        "the recovery sheet opens it.",
        code="keys-damaged",
    )


def with_contents(document: KeysDocument, contents: Contents) -> KeysDocument:
    """`document` with changed contents and the next revision."""
    return replace(document, contents=replace(contents, revision=document.contents.revision + 1))


def _outer_key(device: SecretKey, db_id: str) -> SecretKey:
    return device.derive("keys-file", salt=db_id.encode("utf-8"))


def _aad(header: Json) -> bytes:
    return json.dumps(header, sort_keys=True, separators=(",", ":")).encode("ascii")


def _header_json(db_id: str, store: str, recovery: CodeSlot, admissions: tuple[CodeSlot, ...]) -> Json:
    return {
        "format": FORMAT,
        "version": VERSION,
        "db_id": db_id,
        "store": store,
        "recovery": code_slot_json(recovery),
        "admissions": [code_slot_json(a) for a in admissions],
    }


def code_slot_json(slot: CodeSlot) -> Json:
    return {
        "kdf": "HKDF-SHA256",
        "number": slot.number,
        "made_at": slot.made_at.isoformat(),
        "salt": _b64(slot.salt),
        "sealed": _b64(slot.sealed),
        "until": _time_json(slot.until),
    }


def code_slot_from_json(item: Json) -> CodeSlot:
    if item.get("kdf") != "HKDF-SHA256":
        raise ValueError("unknown kdf")
    made_at = _time(item, "made_at")
    if made_at is None:
        raise ValueError("a code slot has a date")
    return CodeSlot(_int(item, "number"), made_at, _bytes(item, "salt"), _bytes(item, "sealed"), _time(item, "until"))


def _contents_json(contents: Contents) -> Json:
    return {
        "revision": contents.revision,
        "key_epoch": contents.key_epoch,
        "next_slot": contents.next_slot,
        "slots": [_slot_json(s) for s in contents.slots],
        "live": {"db": contents.live.db, "dek": _b64(contents.live.dek), "epoch": contents.live.epoch},
        "audit_keys": {str(epoch): _b64(key) for epoch, key in contents.audit_keys.items()},
        "device": _b64(contents.device),
        "tries": {tagged: _tries_json(t) for tagged, t in contents.tries.items()},
        "code_confirmed": contents.code_confirmed,
        "recovery_used_at": _time_json(contents.recovery_used_at),
    }


def _contents(item: Json) -> Contents:
    """The sealed part was written by this program: a shape that does not fit is damage all the same."""
    try:
        slots = _list(item, "slots")
        _expect(1 <= len(slots) <= _MAX_SLOTS, "number of slots")
        live = _object(item.get("live"))
        return Contents(
            slots=tuple(_slot(_object(s)) for s in slots),
            live=Live(_str(live, "db"), _bytes(live, "dek"), _int(live, "epoch")),
            audit_keys={int(e): base64.b64decode(str(k)) for e, k in _object(item.get("audit_keys")).items()},
            device=_bytes(item, "device"),
            revision=_int(item, "revision"),
            key_epoch=_int(item, "key_epoch"),
            next_slot=_int(item, "next_slot"),
            tries={tagged: _tries(_object(t)) for tagged, t in _object(item.get("tries")).items()},
            code_confirmed=item.get("code_confirmed") is True,
            recovery_used_at=_time(item, "recovery_used_at"),
        )
    except ValueError as wrong:
        raise damaged() from wrong


def _slot_json(slot: UserSlot) -> Json:
    return {
        "number": slot.number,
        "user": int(slot.user_id),
        "roles": [r.value for r in slot.roles],
        "name": slot.name_tag,
        "epoch": slot.epoch,
        "kdf": {"name": "argon2id", "m": slot.cost.memory_kib, "t": slot.cost.passes, "p": slot.cost.lanes},
        "salt": _b64(slot.salt),
        "until": _time_json(slot.temporary_until),
        "sealed": _b64(slot.sealed),
    }


def _slot(item: Json) -> UserSlot:
    kdf = _object(item.get("kdf"))
    if kdf.get("name") != "argon2id":
        raise ValueError("unknown kdf")
    return UserSlot(
        number=_int(item, "number"),
        user_id=StaffId(_int(item, "user")),
        roles=tuple(Role(str(r)) for r in _list(item, "roles")),
        name_tag=_str(item, "name"),
        epoch=_int(item, "epoch"),
        cost=KdfCost(_int(kdf, "m"), _int(kdf, "t"), _int(kdf, "p")),
        salt=_bytes(item, "salt"),
        temporary_until=_time(item, "until"),
        sealed=_bytes(item, "sealed"),
    )


def _tries_json(tries: Tries) -> Json:
    return {
        "failures": [t.isoformat() for t in tries.failures],
        "since_success": tries.since_success,
        "locked_at": _time_json(tries.locked_at),
        "last_at": _time_json(tries.last_at),
        "recent_at": [t.isoformat() for t in tries.recent_at],
    }


def _tries(item: Json) -> Tries:
    return Tries(
        _times(item, "failures"),
        _int(item, "since_success"),
        _time(item, "locked_at"),
        _time(item, "last_at"),
        _times(item, "recent_at"),
    )


def _times(item: Json, key: str) -> tuple[datetime, ...]:
    return tuple(datetime.fromisoformat(str(t)) for t in _list(item, key))


def _b64(content: bytes) -> str:
    return base64.b64encode(content).decode("ascii")


def _time_json(at: datetime | None) -> str | None:
    return at.isoformat() if at else None


def _expect(holds: bool, what: str) -> None:
    if not holds:
        raise ValueError(what)


def _object(value: object) -> Json:
    if not isinstance(value, dict):
        raise ValueError("expected an object")  # noqa: TRY004 - every wrong shape is one kind of damage here
    return cast(Json, value)


def _list(item: Json, key: str) -> list[object]:
    value = item.get(key)
    if not isinstance(value, list):
        raise ValueError(f"{key} is a list")  # noqa: TRY004 - as above
    return cast(list[object], value)


def _str(item: Json, key: str) -> str:
    value = item.get(key)
    if not isinstance(value, str) or not value:
        raise ValueError(f"{key} is text")
    return value


def _int(item: Json, key: str) -> int:
    value = item.get(key)
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise ValueError(f"{key} is a number")
    return value


def _bytes(item: Json, key: str) -> bytes:
    return base64.b64decode(_str(item, key), validate=True)


def _time(item: Json, key: str) -> datetime | None:
    value = item.get(key)
    if value is None:
        return None
    at = datetime.fromisoformat(str(value))
    if at.tzinfo is None:
        raise ValueError(f"{key} has a zone")
    return at
