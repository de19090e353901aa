"""A folder only this account can read, for pages that go to a printer and stay nowhere.

A program that is killed cannot clear up after itself: a lock beside the folder says whether its program still runs, and
the next start removes what nobody uses any more.
"""

from __future__ import annotations

import os
import secrets
import shutil
import tempfile
import weakref
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QLockFile

_PREFIX = "cbd-print-"
_TOKEN_BYTES = 12


class PrivateFolder:
    """Made when it is first asked for; gone with all in it when `owner` is, at the end of the program at the latest."""

    def __init__(self, owner: object) -> None:
        self._owner = weakref.ref(owner)
        self._path: Path | None = None

    @property
    def path(self) -> Path:
        if self._path is None:
            path = Path(tempfile.gettempdir()) / f"{_PREFIX}{secrets.token_hex(_TOKEN_BYTES)}"
            lock = _lock_of(path)
            lock.tryLock(0)  # before the folder is there, so that no other start takes it for one left behind
            path.mkdir(mode=0o700)
            weakref.finalize(self._owner(), _remove, path, lock)
            self._path = path
        return self._path


def remove_left_folders() -> int:
    """Remove what programs of this account left that no longer run; returns how many folders. Never raises."""
    removed = 0
    with suppress(OSError):
        for path in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
            lock = _lock_of(path)
            if _is_ours(path) and lock.tryLock(0):
                _remove(path, lock)
                removed += not path.exists()
    return removed


def _is_ours(path: Path) -> bool:
    """A folder, no link to one, of this account."""
    try:
        ours = os.name == "nt" or path.lstat().st_uid == os.geteuid()
    except OSError:
        return False
    return ours and path.is_dir() and not path.is_symlink()


def _lock_of(path: Path) -> QLockFile:
    lock = QLockFile(str(path.with_name(path.name + ".lock")))
    lock.setStaleLockTime(0)  # never by its age: only when its program is gone
    return lock


def _remove(path: Path, lock: QLockFile) -> None:
    shutil.rmtree(path, ignore_errors=True)
    lock.unlock()
