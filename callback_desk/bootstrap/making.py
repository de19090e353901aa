"""A desk in the making: a marker beside it says which files are half a desk, so that a kill never blocks the folder.

Only what the marker names is ever removed. A database without keys and without a marker is left alone: a backup may
hold its keys.
"""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from callback_desk.bootstrap.door import PLATE
from callback_desk.domain.errors import DeskError, DeskFault
from callback_desk.vault.atomic_file import fault_of, held, remove_leftovers, replace_file, sync_folder
from callback_desk.vault.device_secret import KeyStore
from callback_desk.vault.keys_file import KEYS_FILE
from callback_desk.vault.secret import RandomSource

MARKER = "desk.making"
DATABASES = "desk-*.db"
_DATABASE = re.compile(r"desk-\d{6}\.db")
_BESIDE = ("", "-wal", "-shm", "-journal")


class Making(StrEnum):
    """What was begun in a folder."""

    NEW = "new"  # whole as soon as its keys lie there: they are written last
    RESTORE = "restore"  # whole only when the marker is gone: its keys come first


@dataclass(frozen=True, slots=True)
class Begun:
    """What the marker says: the desk's id and the name of its database file."""

    kind: Making
    database_id: str
    database: str


def is_made(folder: Path) -> bool:
    """Whether there is a whole desk in the folder. A marker nobody can read keeps nobody out of one with keys."""
    if not (folder / KEYS_FILE).exists():
        return False
    try:
        begun = _read(folder)
    except DeskFault:
        return True
    return begun is None or begun.kind is Making.NEW


def is_half_made(folder: Path) -> bool:
    """Whether a set-up or a restore was cut off here; the next one clears it away."""
    return (folder / MARKER).exists() and not is_made(folder)


@contextmanager
def making(folder: Path, begun: Begun, store: KeyStore, random: RandomSource) -> Iterator[None]:
    """Everything or nothing: what is done inside is removed again when it fails, or at the next try after a kill.

    One at a time in a folder. Raises DeskFault when the folder holds a desk, or records whose keys are elsewhere.
    """
    with held(folder / MARKER, leaves_no_file=True):
        _clear(folder, store)
        if (folder / KEYS_FILE).exists():
            raise DeskFault("This folder already holds a desk. Open it, or choose another folder. Nothing was changed.")
        if any(folder.glob(DATABASES)):
            raise DeskFault(
                "This folder holds records whose keys are missing; a backup may hold them. Choose another folder. "
                "Nothing was changed.",
                code="keys-missing",
            )
        text = json.dumps({"kind": begun.kind, "database_id": begun.database_id, "database": begun.database})
        try:
            replace_file(folder / MARKER, text.encode("ascii"), random=random)
        except OSError as trouble:
            raise fault_of(trouble, "the desk folder") from trouble
        try:
            yield
        except BaseException:
            _clear(folder, store)
            raise
        _remove(folder / MARKER)


def _read(folder: Path) -> Begun | None:
    """The marker, or None when there is none. Raises DeskFault when it says nothing of use."""
    try:
        item = json.loads((folder / MARKER).read_text("ascii"))
        begun = Begun(Making(item["kind"]), str(item["database_id"]), str(item["database"]))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError) as wrong:
        raise _unreadable() from wrong
    if _DATABASE.fullmatch(begun.database) is None:
        raise _unreadable()
    return begun


def _unreadable() -> DeskFault:
    return DeskFault(
        f"The file {MARKER} in the desk folder cannot be read, so nothing there was touched. Choose another folder.",
        code="marker-unreadable",
    )


def _clear(folder: Path, store: KeyStore) -> None:
    """Remove what a cut-off set-up left; the caller holds the lock."""
    begun = _read(folder)
    if begun is None:
        return
    whole = begun.kind is Making.NEW and (folder / KEYS_FILE).exists()
    if not whole:
        if begun.kind is Making.NEW:  # a restored desk's secret may belong to the desk it came from
            with contextlib.suppress(DeskError):
                store.delete(begun.database_id)
        remove_leftovers(folder / KEYS_FILE)
        remove_leftovers(folder / begun.database)
        for name in (*(begun.database + ending for ending in _BESIDE), KEYS_FILE, PLATE):
            _remove(folder / name)
    _remove(folder / MARKER)


def _remove(path: Path) -> None:
    with contextlib.suppress(OSError):
        path.unlink(missing_ok=True)
        sync_folder(path.parent)
