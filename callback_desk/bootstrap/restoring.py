"""A backup becomes a desk again in an empty folder: by the printed recovery code, proved byte by byte first."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from callback_desk import paths
from callback_desk.bootstrap.door import PLATE
from callback_desk.bootstrap.opening import Office
from callback_desk.domain.errors import DeskFault
from callback_desk.storage.store import open_storage
from callback_desk.vault.device_secret import choose_store
from callback_desk.vault.key_changes import adopt_keys, switch_database
from callback_desk.vault.keys_file import KEYS_FILE
from callback_desk.vault.recovery_code import RecoveryCode
from callback_desk.vault.sealed_file import OpenedBackup, open_with_code

_RESTORED = "desk-{number:06d}.db"


@dataclass(frozen=True, slots=True)
class Restored:
    """What came back: when the backup was made (UTC) and how many rows each table has."""

    made_at: datetime
    counts: Mapping[str, int]


def restore_desk(here: Office, source: Path, code_text: str) -> Restored:
    """Raises DeskFault (E26, E28) for a damaged, foreign or newer backup, WrongPassword (E27) for another code.

    The folder must hold no desk; whatever fails, nothing half-made stays in it.
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
    opened = open_with_code(source, code)
    paths.private_dir(here.folder)
    database = here.folder / _RESTORED.format(number=2)
    made = [database, here.folder / KEYS_FILE, here.folder / PLATE]
    try:
        opened.take_out(database, random=here.random)
        _join(here, opened, code, database)
    except BaseException:
        for path in made:
            with contextlib.suppress(OSError):
                path.unlink(missing_ok=True)
        raise
    return Restored(opened.header.made_at, opened.manifest.row_counts)


def _join(here: Office, opened: OpenedBackup, code: RecoveryCode, database: Path) -> None:
    """Keys onto this computer, then the pointer to the database that came with them, then a look inside."""
    now = here.clock.now()
    store = choose_store(here.folder, here.environment, here.random)
    keys = adopt_keys(here.folder / KEYS_FILE, opened.keys_file, code, store, now=now, random=here.random, kdf=here.kdf)
    unlocked = keys.unlock_with_recovery(code, now)
    try:
        switch_database(keys, unlocked, db=database.name, dek=opened.inner_key)
        storage = open_storage(
            database,
            opened.inner_key.reveal(),
            database_id=unlocked.db_id,
            station=here.station,
            audit_key=unlocked.audit_key.reveal(),
            clock=here.clock,
        )
        try:
            with storage.read() as uow:
                info = uow.desk.info()
            plate = {"agency": info.agency, "database_id": info.database_id}
            (here.folder / PLATE).write_text(json.dumps(plate), "utf-8")
        finally:
            storage.close()
    finally:
        unlocked.close()
