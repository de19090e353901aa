"""A finished document onto the disk: beside its target, synced, then renamed. The final name is whole or absent."""

from __future__ import annotations

import errno
import hashlib
import os
import secrets
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from callback_desk.domain.errors import DeskFault, DiskFull

_BESIDE = ".callback-desk-"
_UNFINISHED = ".part"
_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_KEPT = "Nothing was written."


@dataclass(frozen=True, slots=True)
class Written:
    """A file that is whole on the disk. sha256 is 64 hex digits, size in bytes."""

    path: Path
    pages: int
    sha256: str
    size: int


def write_whole(target: Path, content: bytes, *, pages: int, check: Callable[[Path], None] | None = None) -> Written:
    """Write content as target, replacing what was there. check reads the finished file before it gets its name.

    Raises DiskFull when there is no room, DeskFault when the folder is missing or not writable, and what check
    raises. In every such case the target is as it was and nothing is left beside it.
    """
    unnamed = beside(target)
    try:
        try:
            _write_synced(unnamed, content)
            if check is not None:
                check(unnamed)
            place(unnamed, target)
        except BaseException:
            with suppress(OSError):
                unnamed.unlink()
            raise
    except OSError as error:
        raise _fault(error) from error
    return Written(target, pages, hashlib.sha256(content).hexdigest(), len(content))


def beside(target: Path) -> Path:
    """A name in the folder of target for a file that does not bear its own name yet; left over, it is removed."""
    return target.with_name(f"{_BESIDE}{secrets.token_hex(8)}{_UNFINISHED}")


def place(finished: Path, target: Path) -> None:
    """Give a finished file its name, replacing what was there. Raises DeskFault; the file keeps its old name then."""
    try:
        finished.replace(target)
        _sync_folder(target.parent)
    except OSError as error:
        raise _fault(error) from error


def remove_left_overs(folder: Path) -> int:
    """Remove what an ended program left unfinished in folder; returns how many files. For the next start."""
    removed = 0
    for path in sorted(folder.glob(f"{_BESIDE}*{_UNFINISHED}")):
        with suppress(OSError):
            path.unlink()
            removed += 1
    return removed


def _write_synced(path: Path, content: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":
        return  # Windows has no sync of a folder; the rename is journaled there
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _fault(error: OSError) -> DeskFault:
    if error.errno in _NO_ROOM:
        return DiskFull(
            f"There is no room on the disk for the document. {_KEPT} Make room or choose another folder.",
            code="documents.disk_full",
        )
    if error.errno in {errno.ENOENT, errno.ENOTDIR}:
        return DeskFault(
            f"The folder for the document is not there. {_KEPT} Choose another folder.", code="documents.no_folder"
        )
    if error.errno in {errno.EISDIR, errno.EEXIST, errno.ENOTEMPTY}:
        return DeskFault(
            f"The name of the document is taken by a folder. {_KEPT} Choose another name.", code="documents.is_folder"
        )
    if error.errno == errno.ENAMETOOLONG:
        return DeskFault(
            f"The name of the document is too long. {_KEPT} Choose a shorter name.", code="documents.long_name"
        )
    return DeskFault(
        f"The document cannot be written in this folder. {_KEPT} "
        "Close it if it is open in another program, or choose a folder you may write in.",
        code="documents.not_writable",
    )
