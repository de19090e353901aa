"""One import at a time in a desk folder; the system lets go of the lock when its holder dies."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from callback_desk.domain.errors import DeskFault
from callback_desk.vault.atomic_file import mode_in

LOCK_NAME = "import.lock"


class ImportLock:
    """A lock file that is never removed: only the lock on it counts."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / LOCK_NAME
        self._descriptor: int | None = None

    def take(self) -> bool:
        """True when it is ours now; False when an import runs in this or another process. Never waits."""
        if self._descriptor is not None:
            return False
        descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT, mode_in(self._path.parent))
        try:
            _lock(descriptor)
        except OSError:
            os.close(descriptor)
            return False
        self._descriptor = descriptor
        return True

    def give_back(self) -> None:
        """May be called again."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None


@contextmanager
def none_running(folder: Path) -> Iterator[None]:
    """While it is held no import begins. Raises DeskFault when one is running."""
    lock = ImportLock(folder)
    if not lock.take():
        raise DeskFault(
            "An import is open at this desk. Finish it or leave it, then try again. Nothing was changed.",
            code="import_runs",
        )
    try:
        yield
    finally:
        lock.give_back()


if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
