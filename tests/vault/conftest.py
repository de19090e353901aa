"""A desk's keys in a temporary folder, cheap to open."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest

from callback_desk.domain.access import Role
from callback_desk.domain.ids import StaffId
from callback_desk.vault.device_secret import MemoryKeyring
from callback_desk.vault.keys_file import SealedKeys, open_keys
from callback_desk.vault.new_keys import create_keys
from callback_desk.vault.recovery_code import RecoveryCode
from callback_desk.vault.slots import Kdf, NewSlot
from callback_desk.vault.unlocked import Unlocked

DB_ID = "5e" * 16
NOON = datetime(2026, 11, 16, 12, 0, tzinfo=UTC)
MARIA = NewSlot(StaffId(1), "Maria Okafor", frozenset({Role.SUPERVISOR, Role.ADMINISTRATOR}), "four calm rivers south")
WALTER = NewSlot(StaffId(2), "Walter Penn", frozenset({Role.VOLUNTEER}), "paper boats in the attic")


class SeededRandom:
    """Repeatable bytes."""

    def __init__(self, seed: int = 1) -> None:
        self._source = random.Random(seed)

    def bytes(self, count: int) -> bytes:
        return self._source.randbytes(count)


class CountingKdf(Kdf):
    """Cheap, and counts how often it was asked."""

    def __init__(self) -> None:
        cheap = Kdf.cheap().cost
        super().__init__(cheap, floor=cheap)
        self.asked: list[object] = []

    def key_for(self, password: str, salt: bytes, cost: object) -> object:  # type: ignore[override]
        self.asked.append(cost)
        return super().key_for(password, salt, cost)  # type: ignore[arg-type]


@dataclass
class Desk:
    """What the tests hold: path, store, and Maria signed in. Tests import nothing from here."""

    path: Path
    store: MemoryKeyring
    maria: Unlocked
    code: RecoveryCode
    kdf: CountingKdf
    random: SeededRandom
    step: list[Callable[[str], None]] = field(default_factory=list)
    db_id: str = DB_ID
    noon: datetime = NOON
    maria_slot: NewSlot = MARIA
    walter_slot: NewSlot = WALTER

    def keys(self) -> SealedKeys:
        def stepped(name: str) -> None:
            for each in self.step:
                each(name)

        return open_keys(self.path, self.store, random=self.random, kdf=self.kdf, step=stepped)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    store, source, kdf = MemoryKeyring(), SeededRandom(), CountingKdf()
    path = tmp_path / "desk.keys"
    maria, code = create_keys(path, db_id=DB_ID, first=MARIA, store=store, random=source, now=NOON, kdf=kdf)
    return Desk(path, store, maria, code, kdf, source)


@pytest.fixture
def seeded() -> SeededRandom:
    return SeededRandom(7)
