"""Files of the records system as they lie on a computer: found in a folder, read once, then no longer needed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path


@dataclass(frozen=True, slots=True)
class FoundFile:
    """One file of a folder at one look. `sha256` is "" until it was read, and for what is too big to read for this."""

    path: Path
    size_bytes: int
    changed_ns: int
    first_seen: datetime  # UTC: since then its size and time stayed the same
    sha256: str = ""

    @property
    def name(self) -> str:
        return self.path.name

    @property
    def changed_s(self) -> float:
        """Seconds since 1970, UTC: when it was last written to."""
        return self.changed_ns / 1_000_000_000


@dataclass(frozen=True, slots=True)
class Arrived:
    """A file that is whole, with the day this desk imported exactly this content (UTC), or None."""

    file: FoundFile
    imported_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Arrivals:
    """What lies in the watched folder. `folder` None: none is watched. `trouble` says why it cannot be read."""

    folder: Path | None = None
    arrived: tuple[Arrived, ...] = ()
    being_written: int = 0  # files that are not offered yet
    cloud: str = ""  # the service that copies the folder elsewhere
    trouble: str = ""
    seen: tuple[FoundFile, ...] = ()  # for the next look
