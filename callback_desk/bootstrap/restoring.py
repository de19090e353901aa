"""A backup becomes a desk again in an empty folder: by the printed recovery code, proved byte by byte first."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from callback_desk import paths
from callback_desk.bootstrap.door import hang_plate
from callback_desk.bootstrap.making import Begun, Making, making
from callback_desk.bootstrap.opening import Office
from callback_desk.domain.audit import Event
from callback_desk.domain.errors import DeskFault
from callback_desk.storage.store import manifest_of, open_storage
from callback_desk.vault.backup_header import Manifest, changed
from callback_desk.vault.code_tries import beside_backup, one_try
from callback_desk.vault.device_secret import KeyStore, choose_store
from callback_desk.vault.key_changes import adopt_keys, switch_database
from callback_desk.vault.keys_file import KEYS_FILE
from callback_desk.vault.recovery_code import RecoveryCode
from callback_desk.vault.sealed_file import OpenedBackup, open_with_code

_RESTORED = "desk-000002.db"  # never the first name: an old file of that name is not taken for this one


@dataclass(frozen=True, slots=True)
class Restored:
    """What came back: when the backup was made (UTC) and how many rows each table has."""

    made_at: datetime
    counts: Mapping[str, int]


def restore_desk(
    here: Office, source: Path, code_text: str, *, step: Callable[[str], None] = lambda _name: None
) -> Restored:
    """Raises DeskFault (E26, E28) for a damaged, foreign or newer backup, WrongPassword (E27) for another code.

    The folder must hold no desk; whatever fails, nothing half-made stays in it, and after a kill the next try
    clears it. The new desk has the id and the people of the old one.
    """
    if here.is_made:
        raise DeskFault(
            "This folder holds a desk. Restore into an empty folder with --desk, look at it, and change over then. "
            "Nothing was changed."
        )
    refusal = paths.refusal_for(here.folder)
    if refusal:
        raise DeskFault(refusal)
    code = RecoveryCode.read(code_text)
    with one_try(beside_backup(source), here.clock.now(), random=here.random):
        opened = open_with_code(source, code)
    paths.private_dir(here.folder)
    store = choose_store(here.folder, here.environment, here.random)
    begun = Begun(Making.RESTORE, opened.header.db_id, _RESTORED)
    with making(here.folder, begun, store, here.random):
        step("marked")
        database = here.folder / _RESTORED
        opened.take_out(database, random=here.random)
        step("database")
        held = manifest_of(database, opened.inner_key.reveal())
        if Manifest(held.counts, held.heads, held.schema_sha256) != _said(opened):
            raise changed()
        _join(here, opened, code, store, step)
        step("joined")
    return Restored(opened.header.made_at, opened.manifest.row_counts)


def _said(opened: OpenedBackup) -> Manifest:
    said = opened.manifest
    return Manifest(said.row_counts, said.audit_heads, said.schema_sha256)


def _join(here: Office, opened: OpenedBackup, code: RecoveryCode, store: KeyStore, step: Callable[[str], None]) -> None:
    """Keys onto this computer, then the pointer to the database that came with them, then a look inside."""
    now = here.clock.now()
    keys = adopt_keys(here.folder / KEYS_FILE, opened.keys_file, code, store, now=now, random=here.random, kdf=here.kdf)
    step("keys")
    unlocked = keys.unlock_with_recovery(code, now)
    try:
        switch_database(keys, unlocked, db=_RESTORED, dek=opened.inner_key)
        step("switched")
        storage = open_storage(
            here.folder / _RESTORED,
            opened.inner_key.reveal(),
            database_id=unlocked.db_id,
            station=here.station,
            audit_key=unlocked.audit_key.reveal(),
            clock=here.clock,
        )
        try:
            with storage.write() as uow:
                info = uow.desk.info()
                uow.audit.record(Event.RECOVERY_USED, kind="desk", id=info.database_id, reason="restore")
                uow.audit.record(Event.RESTORE_DONE, kind="desk", id=info.database_id)
                uow.commit()
        finally:
            storage.close()
        hang_plate(here.folder, agency=info.agency, database_id=info.database_id, random=here.random)
    finally:
        unlocked.close()
