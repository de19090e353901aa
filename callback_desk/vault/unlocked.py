"""The keys while somebody is signed in, and the desk's secrets under a printed code."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from callback_desk.domain.access import Role
from callback_desk.domain.errors import WrongPassword
from callback_desk.domain.ids import StaffId
from callback_desk.vault.keys_document import CodeSlot
from callback_desk.vault.recovery_code import RecoveryCode
from callback_desk.vault.secret import KEY_BYTES, NotOpened, RandomSource, SecretKey, hkdf, seal, unseal


@dataclass(slots=True)
class Unlocked:
    """Every key of the desk, in memory until `close`. `user_id` is None when the recovery code opened it."""

    db_id: str
    db_file: str  # name of the live database file inside the desk folder
    user_id: StaffId | None
    roles: frozenset[Role]
    master: SecretKey = field(repr=False)
    dek: SecretKey = field(repr=False)  # raw SQLCipher key of `db_file`
    device: SecretKey = field(repr=False)
    audit_keys: Mapping[int, SecretKey] = field(repr=False)  # by epoch; old ones verify old entries
    audit_epoch: int
    revision: int  # of the keys file; a smaller one than before means an older file was put back
    failed_tries: int = 0  # since the last good sign-in (ASVS 6.3.5)
    failed_at: tuple[datetime, ...] = ()  # the newest of them, UTC, at most 20
    must_change: bool = False  # signed in with a one-time password
    code_confirmed: bool = True  # False: the recovery sheet was never typed back; remind
    recovery_used_at: datetime | None = None  # supervisors are told for 30 days

    @property
    def by_recovery(self) -> bool:
        return self.user_id is None

    @property
    def audit_key(self) -> SecretKey:
        """The key of new audit entries."""
        return self.audit_keys[self.audit_epoch]

    def backup_key(self) -> SecretKey:
        """K_backup = HKDF(MK, "backup")."""
        return self.master.derive("backup")

    def heads_key(self) -> SecretKey:
        """Authenticates the copy of the audit heads that lies outside the database."""
        return self.device.derive("audit-heads")

    def close(self) -> None:
        """Overwrite every key; later use raises ValueError."""
        for key in self._keys():
            key.wipe()

    def _keys(self) -> Iterator[SecretKey]:
        yield from (self.master, self.dek, self.device)
        yield from self.audit_keys.values()


def seal_under_code(
    code: RecoveryCode, *secrets: SecretKey, purpose: str, db_id: str, slot: CodeSlot, random: RandomSource
) -> bytes:
    """AES-256-GCM(HKDF(code), secrets), bound to the desk, the purpose and the slot."""
    key = _code_key(code, purpose, slot.salt)
    return seal(key, b"".join(s.reveal() for s in secrets), _code_aad(purpose, db_id, slot), random)


def open_under_code(code: RecoveryCode, *, count: int, purpose: str, db_id: str, slot: CodeSlot) -> list[SecretKey]:
    """The `count` secrets of a code slot. Raises WrongPassword (E27): another code, or a changed slot."""
    try:
        plain = unseal(_code_key(code, purpose, slot.salt), slot.sealed, _code_aad(purpose, db_id, slot))
        starts = range(0, count * KEY_BYTES, KEY_BYTES)
        return [SecretKey(plain[start : start + KEY_BYTES]) for start in starts]
    except (NotOpened, ValueError) as wrong:
        raise WrongPassword(
            "This code does not belong to this desk, or a newer one has replaced it. Compare the desk's number and the "
            "date on the sheet. A supervisor's code for another account works once, for 15 minutes.",
            code="E27",
        ) from wrong


def _code_key(code: RecoveryCode, purpose: str, salt: bytes) -> SecretKey:
    return SecretKey(hkdf(code.material(), f"code-{purpose}", salt=salt))


def _code_aad(purpose: str, db_id: str, slot: CodeSlot) -> bytes:
    until = slot.until.isoformat() if slot.until else None
    return json.dumps([purpose, db_id, slot.number, slot.made_at.isoformat(), until]).encode("ascii")
