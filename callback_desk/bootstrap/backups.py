"""Sealed backups: a consistent encrypted copy, sealed beside the keys that open it, proved before it counts."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable
from pathlib import Path

from callback_desk import __version__
from callback_desk.bootstrap.door import VaultKeys, hang_plate
from callback_desk.domain.errors import DeskBug, DeskError, DeskFault
from callback_desk.domain.ids import Clock, Random
from callback_desk.paths import refusal_for
from callback_desk.storage.store import SqlStorage
from callback_desk.use_cases.ports import Storage
from callback_desk.use_cases.ports_world import BackupMade, OpenKeys
from callback_desk.vault.backup_header import Manifest
from callback_desk.vault.sealed_file import write_sealed
from callback_desk.vault.secret import KEY_BYTES, SecretKey

COPY_NAME = "backup-copy-{token}.part"


class SealedBackups:
    """Fits `use_cases.ports_world.Backups` for the desk in `folder`."""

    def __init__(self, folder: Path, *, random: Random, clock: Clock) -> None:
        self._folder = folder
        self._random = random
        self._clock = clock

    def make(
        self,
        storage: Storage,
        keys: OpenKeys,
        target: Path,
        *,
        progress: Callable[[int, int], None] | None = None,
    ) -> BackupMade:
        if not isinstance(storage, SqlStorage) or not isinstance(keys, VaultKeys):
            raise DeskBug("a sealed backup is made of an encrypted desk")
        self._refuse_bad_place(target)

        def step(name: str) -> None:
            if name == "verified":  # before it gets its name: another one may have taken it meanwhile
                refuse_taken(target)

        inner = SecretKey(self._random.bytes(KEY_BYTES))
        copy = self._folder / COPY_NAME.format(token=self._random.bytes(8).hex())
        try:
            held = storage.backup_to(copy, inner.reveal())
            sealed = write_sealed(
                target,
                copy,
                unlocked=keys.unlocked,
                inner_key=inner,
                keys_file=keys.sealed_file(),
                manifest=Manifest(held.counts, held.heads, held.schema_sha256),
                made_at=self._clock.now(),
                app_version=__version__,
                schema=storage.schema_version(),
                random=self._random,
                step=step,
                progress=progress,
            )
        finally:
            inner.wipe()
            with contextlib.suppress(OSError):
                copy.unlink(missing_ok=True)
        with contextlib.suppress(DeskError):  # the backup counts without a line on the door
            hang_plate(self._folder, last_backup=self._clock.now().isoformat(), random=self._random)
        return BackupMade(sealed.path, sealed.sha256, sealed.size_bytes, held.counts)

    def _refuse_bad_place(self, target: Path) -> None:
        if not target.parent.is_dir():
            raise DeskFault(f"There is no folder {target.parent}. Choose another place. Nothing was written.")
        if target.resolve().parent == self._folder.resolve():
            raise DeskFault("A backup beside the records is lost with them. Choose a folder on another disk.")
        if target.exists() and not target.is_file():
            raise DeskFault(f"{target} is not a file. Choose another name. Nothing was written.")
        refuse_taken(target)
        refusal = refusal_for(target.parent)
        if refusal:
            raise DeskFault(refusal)


def refuse_taken(target: Path) -> None:
    """An older backup may be the only whole one: none is ever written over. Raises DeskFault."""
    if os.path.lexists(target):  # a link to nowhere is somebody's name too
        raise DeskFault(
            f"There is a file {target.name} in {target.parent.absolute()} already, and it stays as it is. "
            "Give the backup another name, for example with the date. Nothing was written.",
            code="name-taken",
        )
