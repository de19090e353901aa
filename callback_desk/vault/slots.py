"""A person's slot: the master key under a key that only their password gives (security.md 5.2)."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from argon2.low_level import Type, hash_secret_raw

from callback_desk.domain.access import Role
from callback_desk.domain.ids import StaffId
from callback_desk.domain.passwords import name_key, normal
from callback_desk.vault.secret import KEY_BYTES, NotOpened, RandomSource, SecretKey, hkdf, seal, tag, unseal

SALT_BYTES = 16


@dataclass(frozen=True, slots=True, order=True)
class KdfCost:
    """What one guess costs: Argon2id memory, passes, lanes (RFC 9106)."""

    memory_kib: int
    passes: int
    lanes: int


PRODUCTION = KdfCost(65_536, 3, 4)  # 64 MiB: about 0.15 s on an office PC
FLOOR = KdfCost(47_104, 1, 1)  # ASVS 5.0 appendix C
_CEILING = KdfCost(1_048_576, 20, 16)  # a damaged or hostile file must not stop the computer
CHEAP_FOR_TESTS = KdfCost(64, 1, 1)


class Kdf:
    """Argon2id with the cost for new slots and the bounds a stored one must keep.

    `Kdf.cheap()` is for tests and the demo: it goes with a store that is `for_tests`, never with the real one.
    """

    def __init__(self, cost: KdfCost = PRODUCTION, *, floor: KdfCost = FLOOR) -> None:
        self.cost = cost
        self._floor = floor
        if not self.takes(cost):
            raise ValueError("the cost of new slots lies between the floor and the ceiling")

    @classmethod
    def cheap(cls) -> Kdf:
        return cls(CHEAP_FOR_TESTS, floor=CHEAP_FOR_TESTS)

    @property
    def below_floor(self) -> bool:
        """Whether slots weaker than `FLOOR` would be taken."""
        return self._floor.memory_kib < FLOOR.memory_kib

    def takes(self, cost: KdfCost) -> bool:
        """Whether a stored cost lies within the bounds: no downgrade, no bomb."""
        return (
            self._floor.memory_kib <= cost.memory_kib <= _CEILING.memory_kib
            and self._floor.passes <= cost.passes <= _CEILING.passes
            and self._floor.lanes <= cost.lanes <= _CEILING.lanes
            and cost.memory_kib >= 8 * cost.lanes
        )

    def weaker_than_now(self, cost: KdfCost) -> bool:
        """Whether a slot of this cost should be sealed anew at the next sign-in."""
        return cost.memory_kib * cost.passes < self.cost.memory_kib * self.cost.passes

    def key_for(self, password: str, salt: bytes, cost: KdfCost) -> SecretKey:
        """KEK = HKDF(Argon2id(password, salt), "user-slot"). The password is taken after NFC."""
        stretched = hash_secret_raw(
            normal(password).encode("utf-8", "surrogatepass"),
            salt,
            time_cost=cost.passes,
            memory_cost=cost.memory_kib,
            parallelism=cost.lanes,
            hash_len=KEY_BYTES,
            type=Type.ID,
        )
        return SecretKey(hkdf(stretched, "user-slot"))


@dataclass(frozen=True, slots=True)
class NewSlot:
    """A person to be given a slot. A password set by somebody else is one-time: it ends at `temporary_until`."""

    user_id: StaffId
    name: str = field(repr=False)
    roles: frozenset[Role]
    password: str = field(repr=False)
    temporary_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class UserSlot:
    """One sealed copy of the master key. Everything but `name_tag` is bound to it as associated data."""

    number: int
    user_id: StaffId
    roles: tuple[Role, ...]
    name_tag: str
    epoch: int  # of the master key
    cost: KdfCost
    salt: bytes
    temporary_until: datetime | None
    sealed: bytes = field(repr=False)

    def associated(self, db_id: str) -> bytes:
        """db-id | user-id | roles | slot-no | epoch | kdf parameters, and the one-time limit."""
        until = self.temporary_until.isoformat() if self.temporary_until else None
        parts = [
            "callback-desk-slot-1",
            db_id,
            int(self.user_id),
            [r.value for r in self.roles],
            self.number,
            self.epoch,
            ["argon2id", 19, self.cost.memory_kib, self.cost.passes, self.cost.lanes, self.salt.hex()],
            until,
        ]
        return json.dumps(parts, separators=(",", ":")).encode("ascii")

    def open(self, db_id: str, kek: SecretKey) -> SecretKey:
        """The master key. Raises NotOpened for a wrong password or a changed slot."""
        plain = unseal(kek, self.sealed, self.associated(db_id))
        if len(plain) != KEY_BYTES:
            raise NotOpened
        return SecretKey(plain)


def in_order(roles: Iterable[Role]) -> tuple[Role, ...]:
    """Roles in one fixed order, each once: they are hashed."""
    held = frozenset(roles)
    return tuple(r for r in Role if r in held)


def name_tag(device: SecretKey, name: str) -> str:
    """How a sign-in name stands in the keys file: keyed, so that not even the outer layer holds names."""
    return tag(device.derive("name-tag"), name_key(name))


def new_user_slot(
    new: NewSlot,
    *,
    db_id: str,
    number: int,
    epoch: int,
    tagged: str,
    master: SecretKey,
    kdf: Kdf,
    random: RandomSource,
) -> UserSlot:
    """Seal the master key for `new`."""
    salt = random.bytes(SALT_BYTES)
    bare = UserSlot(number, new.user_id, in_order(new.roles), tagged, epoch, kdf.cost, salt, new.temporary_until, b"")
    kek = kdf.key_for(new.password, salt, kdf.cost)
    sealed = seal(kek, master.reveal(), bare.associated(db_id), random)
    kek.wipe()
    return UserSlot(number, new.user_id, bare.roles, tagged, epoch, kdf.cost, salt, new.temporary_until, sealed)


def decoy_slot(device: SecretKey, tagged: str, epoch: int, cost: KdfCost) -> UserSlot:
    """What a name without a slot is tried against: the same work, and never a way in.

    Its salt depends on the name alone, so that a second try takes the same path as the first.
    """
    salt = hkdf(device.reveal(), "decoy", salt=bytes.fromhex(tagged))[:SALT_BYTES]
    return UserSlot(0, StaffId(0), (), tagged, epoch, cost, salt, None, bytes(12 + KEY_BYTES + 16))
