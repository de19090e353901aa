"""The first keys of a desk, made in memory and then written in an order that a kill cannot spoil."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from callback_desk.domain.errors import DeskBug, KeysUnavailable
from callback_desk.vault.atomic_file import Step, fault_of, held, no_step, replace_file
from callback_desk.vault.device_secret import KeyStore, keep, new_device_secret
from callback_desk.vault.keys_document import CodeSlot, Contents, KeysDocument, Live, encode
from callback_desk.vault.recovery_code import RecoveryCode
from callback_desk.vault.secret import KEY_BYTES, RandomSource, SecretKey, seal
from callback_desk.vault.slots import Kdf, NewSlot, name_tag, new_user_slot
from callback_desk.vault.unlocked import Unlocked, seal_under_code

FIRST_DATABASE = "desk-000001.db"


@dataclass(frozen=True, slots=True)
class NewKeys:
    """Keys made in memory: write the database under `unlocked.dek` first, then `write` these, then show the code."""

    unlocked: Unlocked
    recovery_code: RecoveryCode
    _document: KeysDocument
    _kdf: Kdf
    _random: RandomSource

    def write(self, path: Path, store: KeyStore, *, step: Step = no_step) -> None:
        """Secret into the store and read back, then the file. Raises KeysUnavailable, DeskFault; then nothing stays."""
        refuse_cheap(self._kdf, store)
        if path.exists():
            raise KeysUnavailable("This folder already holds a desk. Nothing was changed.", code="keys-exist")
        unlocked = self.unlocked
        keep(store, unlocked.db_id, unlocked.device)
        step("stored")
        document = replace(self._document, store=store.name())
        try:
            with held(path):
                replace_file(path, encode(document, unlocked.device, self._random), random=self._random, step=step)
        except OSError as trouble:
            with contextlib.suppress(KeysUnavailable):
                store.delete(unlocked.db_id)
            raise fault_of(trouble, "the keys file") from trouble


def new_keys(*, db_id: str, first: NewSlot, random: RandomSource, now: datetime, kdf: Kdf | None = None) -> NewKeys:
    """All secrets of a new desk, in memory: device secret, master, data and audit key, recovery code."""
    kdf = kdf or Kdf()
    device = new_device_secret(random)
    master, dek, audit = (SecretKey(random.bytes(KEY_BYTES)) for _ in range(3))
    code = RecoveryCode.fresh(random)
    slot = new_user_slot(
        first,
        db_id=db_id,
        number=1,
        epoch=1,
        tagged=name_tag(device, first.name),
        master=master,
        kdf=kdf,
        random=random,
    )
    contents = Contents(
        slots=(slot,),
        live=wrap_live(master, dek, db_id=db_id, db=FIRST_DATABASE, epoch=1, random=random),
        audit_keys={1: seal(master, audit.reveal(), audit_aad(db_id, 1), random)},
        device=seal(master, device.reveal(), f"device|{db_id}".encode(), random),
        next_slot=2,
    )
    recovery = recovery_slot(code, master, device, db_id=db_id, number=1, now=now, random=random)
    unlocked = Unlocked(
        db_id=db_id,
        db_file=FIRST_DATABASE,
        user_id=first.user_id,
        roles=frozenset(first.roles),
        master=master,
        dek=dek,
        device=device,
        audit_keys={1: audit},
        audit_epoch=1,
        revision=1,
        code_confirmed=False,
    )
    return NewKeys(unlocked, code, KeysDocument(db_id, "", recovery, contents), kdf, random)


def create_keys(
    path: Path,
    *,
    db_id: str,
    first: NewSlot,
    store: KeyStore,
    random: RandomSource,
    now: datetime,
    kdf: Kdf | None = None,
    step: Step = no_step,
) -> tuple[Unlocked, RecoveryCode]:
    """`new_keys` and `write` in one: for tests and for a desk whose database comes afterwards."""
    made = new_keys(db_id=db_id, first=first, random=random, now=now, kdf=kdf)
    made.write(path, store, step=step)
    return made.unlocked, made.recovery_code


def refuse_cheap(kdf: Kdf, store: KeyStore) -> None:
    if kdf.below_floor and not store.for_tests:
        raise DeskBug("cheap key derivation was asked for a desk with a real key store")


def wrap_live(master: SecretKey, dek: SecretKey, *, db_id: str, db: str, epoch: int, random: RandomSource) -> Live:
    """The live pointer with its wrapped key."""
    bare = Live(db, b"", epoch)
    return Live(db, seal(master, dek.reveal(), live_aad(db_id, bare), random), epoch)


def live_aad(db_id: str, live: Live) -> bytes:
    return f"dek|{db_id}|{live.db}|{live.epoch}".encode()


def audit_aad(db_id: str, epoch: int) -> bytes:
    return f"audit|{db_id}|{epoch}".encode()


def recovery_slot(
    code: RecoveryCode,
    master: SecretKey,
    device: SecretKey,
    *,
    db_id: str,
    number: int,
    now: datetime,
    random: RandomSource,
) -> CodeSlot:
    """Master key and device secret under the printed code: one sheet brings every person's slot back."""
    bare = CodeSlot(number, now, random.bytes(16), b"")
    sealed = seal_under_code(code, master, device, purpose="recovery", db_id=db_id, slot=bare, random=random)
    return replace(bare, sealed=sealed)
