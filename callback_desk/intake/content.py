"""Bytes to read, wherever they lie: a file on the disk or one member of an archive, opened as often as needed."""

from __future__ import annotations

import io
import stat
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, Protocol

from callback_desk.intake import refusals

_BUFFER_BYTES = 1 << 20


class Content(Protocol):
    """What a reader is given. It is only ever read, and never copied to the disk."""

    @property
    def size_bytes(self) -> int:
        """Unpacked."""

    @property
    def path(self) -> Path | None:
        """A file that holds just these bytes; None for a member of an archive."""

    def open(self) -> BinaryIO:
        """From the first byte. Raises OSError."""

    def moved(self) -> bool:
        """Whether the file was changed or replaced since it was first looked at."""


@dataclass(frozen=True, slots=True)
class FileContent:
    """An ordinary file, with what it was when it was first looked at."""

    path: Path
    size_bytes: int
    changed_ns: int
    inode: int

    @classmethod
    def of(cls, path: Path) -> FileContent:
        """Raises ImportRefused E03 for what is not an ordinary file; opens nothing, so a pipe cannot hang it."""
        try:
            facts = path.stat()
        except (OSError, ValueError) as error:
            raise refusals.unreadable(type(error).__name__) from error
        if stat.S_ISDIR(facts.st_mode):
            raise refusals.not_a_file("a folder")
        if not stat.S_ISREG(facts.st_mode):
            raise refusals.not_a_file("a device or pipe")
        return cls(path, facts.st_size, facts.st_mtime_ns, facts.st_ino)

    def open(self) -> BinaryIO:
        return self.path.open("rb", buffering=_BUFFER_BYTES)

    def moved(self) -> bool:
        try:
            facts = self.path.stat()
        except OSError:
            return True
        return (facts.st_size, facts.st_mtime_ns, facts.st_ino) != (self.size_bytes, self.changed_ns, self.inode)


@dataclass(frozen=True, slots=True)
class PastedContent:
    """Rows from the clipboard: they came through a pipe and are nowhere on the disk."""

    written: bytes = field(repr=False)

    @property
    def size_bytes(self) -> int:
        return len(self.written)

    @property
    def path(self) -> None:
        return None

    def open(self) -> BinaryIO:
        return io.BytesIO(self.written)

    def moved(self) -> bool:
        return False


def as_bytes(text: str) -> bytes:
    """Pasted text as it is read and hashed: UTF-8; half of a character pair, which is no character, becomes `?`."""
    return text.encode("utf-8", "replace")
