"""One small file replaced whole: a kill at any moment leaves the old bytes or the new ones."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from callback_desk.domain.desk_files import ACCOUNTS_FILE
from callback_desk.domain.errors import DeskFault, DiskFull
from callback_desk.vault.secret import RandomSource

_ON_WINDOWS = os.name == "nt"
Step = Callable[[str], None]
_WINDOWS_TRIES, _WINDOWS_PAUSE_S = 10, 0.2  # virus scanners and indexers hold a file open for a moment
BUSY = "keys-busy"  # code of the fault when somebody else keeps the lock
_LOCK_WAIT_S, _LOCK_PAUSE_S = 15.0, 0.02
_NO_ROOM = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}


def no_step(name: str) -> None:
    """The hook of every day: does nothing. Tests pass one that stops at a named step."""


def fault_of(trouble: OSError, what: str) -> DeskFault:
    """The sentence for a failed write or read of `what` ("the keys file")."""
    if trouble.errno in _NO_ROOM:
        return DiskFull(f"There is no room left on the disk, so {what} was not changed. Free some room and try again.")
    return DeskFault(
        f"The computer would not let this program write {what}. Check that the folder exists, is not "
        "read-only and belongs to this account.",
        code="not-written",
    )


def mode_in(folder: Path) -> int:
    """Of a new file there: for its owner only, or for the accounts that were let in to the desk of this folder.

    The folder's access list says who that is; a file's group bits only say that the list holds (POSIX.1e, mask).
    """
    return 0o660 if (folder / ACCOUNTS_FILE).exists() else 0o600


def open_beside(path: Path, random: RandomSource) -> tuple[int, Path]:
    """A new file in the folder of `path`, readable by its owner only: (descriptor, its path).

    In the folder of a desk that several accounts may open, by these (`mode_in`).
    """
    beside = path.with_name(f".{path.name}.{random.bytes(6).hex()}.new")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    return os.open(beside, flags, mode_in(path.parent)), beside


def put_in_place(beside: Path, path: Path, step: Step = no_step) -> None:
    """Rename a finished, synced file over `path` and make the name durable (POSIX: fsync of the folder)."""
    for attempt in range(_WINDOWS_TRIES):
        try:
            beside.replace(path)
            break
        except PermissionError:
            if not _ON_WINDOWS or attempt == _WINDOWS_TRIES - 1:
                raise
            time.sleep(_WINDOWS_PAUSE_S)
    step("replaced")
    sync_folder(path.parent)
    step("folder-synced")


def sync_folder(folder: Path) -> None:
    """Make names in `folder` durable; Windows has no such call and needs none."""
    if _ON_WINDOWS:
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def replace_file(path: Path, content: bytes, *, random: RandomSource, step: Step = no_step) -> None:
    """Write beside, fsync, rename, fsync the folder. Raises OSError; then `path` is as it was."""
    step("begin")
    descriptor, beside = open_beside(path, random)
    try:
        with os.fdopen(descriptor, "wb") as file:
            step("opened")
            file.write(content)
            file.flush()
            step("written")
            os.fsync(file.fileno())
        step("synced")
        put_in_place(beside, path, step)
    except OSError:
        with contextlib.suppress(OSError):
            beside.unlink()
        raise


def remove_leftovers(path: Path) -> int:
    """Delete what a killed `replace_file` left beside `path`; the caller holds the lock. Returns how many."""
    count = 0
    for left in path.parent.glob(f".{path.name}.*.new"):
        with contextlib.suppress(OSError):
            left.unlink()
            count += 1
    return count


@contextlib.contextmanager
def held(path: Path, *, leaves_no_file: bool = False) -> Iterator[None]:
    """Only one process (and thread) at a time inside; the lock ends with its process.

    `leaves_no_file` takes the lock's own file away at the end, for what is done once in a folder.
    Raises DeskFault when somebody else keeps it longer than 15 s.
    """
    lock = path.with_name(path.name + ".lock")
    until = time.monotonic() + _LOCK_WAIT_S
    while (descriptor := _locked(lock)) is None:
        if time.monotonic() > until:
            raise DeskFault(
                "Another window of this desk is busy with its keys. Close it or wait a moment, then try again.",
                code=BUSY,
            )
        time.sleep(_LOCK_PAUSE_S)
    try:
        yield
    finally:
        if leaves_no_file and not _ON_WINDOWS:  # still locked: who waits for this file sees that its name is gone
            with contextlib.suppress(OSError):
                lock.unlink()
        os.close(descriptor)  # closing gives the lock back
        if leaves_no_file and _ON_WINDOWS:  # refused while anybody else has it open, which is what is wanted
            with contextlib.suppress(OSError):
                lock.unlink()


def _locked(lock: Path) -> int | None:
    """The lock's file, open and locked, or None when somebody else has it. Raises DeskFault."""
    try:
        descriptor = os.open(lock, os.O_RDWR | os.O_CREAT, mode_in(lock.parent))
        try:
            if _try_lock(descriptor) and _still_named(descriptor, lock):
                return descriptor
        except OSError:
            os.close(descriptor)
            raise
    except OSError as trouble:
        raise fault_of(trouble, "the desk's keys") from trouble
    os.close(descriptor)
    return None


def _still_named(descriptor: int, lock: Path) -> bool:
    """Whether the file that was locked is the one others will find: it may have been taken away meanwhile."""
    if _ON_WINDOWS:  # a file somebody has open cannot be taken away there
        return True
    try:
        return os.path.samestat(os.fstat(descriptor), lock.stat())
    except FileNotFoundError:
        return False


if sys.platform == "win32":
    import msvcrt

    def _try_lock(descriptor: int) -> bool:
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _try_lock(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
