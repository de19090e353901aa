"""The files a desk reads: what is an ordinary one, its SHA-256, taking it away, and what lies in a folder."""

from __future__ import annotations

import hashlib
import stat
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from callback_desk.domain.errors import DeskFault, ImportRefused
from callback_desk.domain.export_files import FoundFile
from callback_desk.intake.content import as_bytes

_HASH_CHUNK = 1 << 20
_KINDS = frozenset({".csv", ".tsv", ".txt", ".xlsx", ".xls", ".ods", ".json", ".jsonl", ".zip", ".xml", ".dat"})
_FILES_SHOWN = 50


def digest(path: Path) -> tuple[str, int]:
    """SHA-256 and size in bytes. Raises ImportRefused, which says what is in the place of a file."""
    refused = _no_file(path)
    if refused:
        raise ImportRefused(f"{refused} Nothing was imported.", code="E03")
    try:
        return _sha256(path), path.stat().st_size
    except OSError as error:
        raise ImportRefused(
            f"{path.name} cannot be read. Close it in other programs and check that this account may read it. "
            "Nothing was imported.",
            code="E03",
        ) from error


def digest_of_text(text: str) -> str:
    """SHA-256 of pasted rows as they are read; "" for none."""
    written = as_bytes(text)
    return hashlib.sha256(written).hexdigest() if written else ""


def remove(path: Path, file_sha256: str) -> None:
    """Take a file away whose content is still the one given. Raises DeskFault, and then it stays."""
    name = path.name
    try:
        before = path.lstat()
        if stat.S_ISLNK(before.st_mode):
            raise DeskFault(f"{name} only points to a file in another folder. Remove the file there yourself.")
        if not stat.S_ISREG(before.st_mode) or _sha256(path) != file_sha256:
            raise DeskFault(
                f"{name} has changed since it was read. It stays: look at it, and import it or remove it yourself.",
                code="file-changed",
            )
        after = path.lstat()
        if (before.st_ino, before.st_size, before.st_mtime_ns) != (after.st_ino, after.st_size, after.st_mtime_ns):
            raise DeskFault(f"{name} is being written just now. It stays. Try again in a minute.", code="file-changed")
        path.unlink()
    except FileNotFoundError as error:
        raise DeskFault(f"{name} is no longer in {path.parent}.", code="file-gone") from error
    except OSError as error:
        raise DeskFault(
            f"{name} cannot be removed. Close it in other programs, then remove it yourself in {path.parent}."
        ) from error


def found_in(folder: Path, now: datetime) -> tuple[FoundFile, ...]:
    """Lists and exports that lie in a folder itself, newest first, at most 50; unread. Raises DeskFault."""
    try:
        found = sorted(_lists_in(folder, now), key=lambda one: (-one.changed_ns, one.name))
    except OSError as error:
        raise DeskFault(
            f"The folder {folder} cannot be read. Check that it is still there and that this account may read it."
        ) from error
    return tuple(found[:_FILES_SHOWN])


def _lists_in(folder: Path, now: datetime) -> Iterator[FoundFile]:
    for path in folder.iterdir():
        if path.suffix.lower() not in _KINDS or path.name.startswith((".", "~")):
            continue
        try:
            facts = path.lstat()
        except FileNotFoundError:  # it went while the folder was read
            continue
        if stat.S_ISREG(facts.st_mode) and facts.st_size:
            yield FoundFile(path, facts.st_size, facts.st_mtime_ns, now)


def _sha256(path: Path) -> str:
    taken = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_HASH_CHUNK):
            taken.update(chunk)
    return taken.hexdigest()


def _no_file(path: Path) -> str:
    """A sentence about what is no ordinary file; "" for one."""
    name = path.name or path.absolute().name or str(path)  # "." has no name of its own
    try:
        mode = path.stat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return f"There is no file {name} in {path.absolute().parent}. Check its name and its folder."
    except (OSError, ValueError):
        return f"{name} cannot be looked at. Check its name, and that this account may read it."
    if stat.S_ISDIR(mode):
        return f"{name} is a folder. Name the list itself, a file inside it."
    return "" if stat.S_ISREG(mode) else f"{name} is a device or pipe. Save the list as a file first."
