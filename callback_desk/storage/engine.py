"""The encrypted file: how a connection is opened, and what the engine's exceptions mean in our words.

SQLCipher through `sqlcipher3`, with the key as a raw 32-byte key given on the connection, never in an address, a log
or a repr. SQLAlchemy stands on top, in `lanes`; the import's process starts without it. While this process holds the
database open nothing here may `open()` the file: closing any other handle of the same file drops SQLite's POSIX locks
(sqlite.org/howtocorrupt, 2.2), so the header is looked at before.
"""

from __future__ import annotations

import os
import random
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import sqlcipher3.dbapi2 as sqlcipher

from callback_desk.domain.errors import DatabaseRefused, DeskBug, DeskFault, DiskFull

KEY_BYTES = 32
SQLITE_FLOOR = (3, 51, 3)  # below it a WAL reset can lose a commit
BUSY_MS = 5_000
WAIT_FOR_WRITE_S = 15.0
CACHE_KIB = 65_536
_CLEAR_TEXT = b"SQLite format 3\x00"

WRONG_KEY = (
    "The desk's database cannot be read: its key is wrong or the file is damaged. "
    "Nothing was changed. Try the recovery code; if it is refused too, restore the last backup."
)
DAMAGED = (
    "The desk's database is damaged. Nothing more was written. "
    "Close the program, keep the file as it is, and restore the last backup."
)
NOT_ENCRYPTED = (
    "The desk's database is not encrypted, so it was not opened. "
    "It is not a file this program made: put the right file back or restore the last backup."
)
NO_ROOM = "There is no room left on the disk. What was shown as saved is safe. Make room, then try again."
CANNOT_WRITE = (
    "The desk's database cannot be written. "
    "See that the disk is there and that this account may write to the desk's folder, then try again."
)
CANNOT_OPEN = (
    "The desk's database cannot be opened. "
    "See that the desk's folder and its file are there and that this account may read them."
)
BUSY = "Another program is writing to the desk and did not finish in 15 seconds. Nothing was changed. Try again."


class _Cursor(Protocol):
    def fetchone(self) -> tuple[object, ...] | None: ...


class DriverConnection(Protocol):
    """What this room uses of a `sqlcipher3` connection."""

    isolation_level: str | None

    def execute(self, sql: str) -> _Cursor: ...
    def set_progress_handler(self, handler: object, n: int) -> None: ...


@dataclass(frozen=True)
class Key:
    """The data key. It is never shown: its repr says nothing."""

    raw: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if len(self.raw) != KEY_BYTES:
            raise DeskBug("the data key has 32 bytes")

    @property
    def clause(self) -> str:
        """The key as PRAGMA key and ATTACH take it."""
        return f"\"x'{self.raw.hex()}'\""


def assert_engine_floor() -> None:
    """Raise DatabaseRefused when the SQLite linked in is older than the floor."""
    if sqlcipher.sqlite_version_info < SQLITE_FLOOR:
        floor = ".".join(str(part) for part in SQLITE_FLOOR)
        raise DatabaseRefused(
            f"The database engine {sqlcipher.sqlite_version} is too old: {floor} or newer is needed. "
            "Install the program again.",
            code="engine_too_old",
        )


def engine_version() -> str:
    """The SQLite inside SQLCipher, e.g. "3.53.4"."""
    return str(sqlcipher.sqlite_version)


class _OpenFiles:
    """Which database files this process holds open, so that nobody opens them a second time by hand."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._count: dict[tuple[int, int], int] = {}

    @staticmethod
    def _place(path: Path) -> tuple[int, int] | None:
        try:
            found = path.stat()
        except OSError:
            return None
        return found.st_dev, found.st_ino

    def check_header(self, path: Path) -> None:
        """Raise DatabaseRefused for a file in clear text. Skipped when this process has it open already."""
        with self._lock:
            if self._count.get(self._place(path) or (0, 0)):
                return
            try:
                with path.open("rb") as file:
                    start = file.read(len(_CLEAR_TEXT))
            except OSError as error:
                raise DatabaseRefused(CANNOT_OPEN, code="cannot_open") from error
        if start == _CLEAR_TEXT:
            raise DatabaseRefused(NOT_ENCRYPTED, code="not_encrypted")

    def opened(self, path: Path) -> None:
        with self._lock:
            place = self._place(path)
            if place is not None:
                self._count[place] = self._count.get(place, 0) + 1

    def closed(self, path: Path) -> None:
        with self._lock:
            place = self._place(path)
            if place is not None and self._count.get(place):
                self._count[place] -= 1


open_files = _OpenFiles()  # locks belong to the process, so does this


def prepare(connection: DriverConnection, key: Key, *, writes: bool) -> None:
    """Key and pragmas of a fresh connection; raises the driver's error for a wrong key."""
    connection.isolation_level = None  # we send BEGIN ourselves
    connection.execute("PRAGMA cipher_log_level = NONE")  # else a wrong key is printed on standard error
    connection.execute(f"PRAGMA key = {key.clause}")
    version = connection.execute("PRAGMA cipher_version").fetchone()
    if not version or not version[0]:
        # plain SQLite ignores PRAGMA key in silence and would write clear text
        raise DatabaseRefused("The database engine cannot encrypt. Install the program again.", code="no_cipher")
    connection.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
    connection.execute("PRAGMA cell_size_check = ON")
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
    connection.execute("SELECT count(*) FROM sqlite_master").fetchone()  # a wrong key fails here
    mode = connection.execute("PRAGMA journal_mode = WAL").fetchone()
    if not mode or mode[0] != "wal":
        raise DatabaseRefused(CANNOT_WRITE, code="no_wal")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA secure_delete = ON")
    connection.execute("PRAGMA temp_store = MEMORY")
    connection.execute("PRAGMA mmap_size = 0")
    if not writes:
        connection.execute("PRAGMA query_only = ON")


def attach(connection: sqlcipher.Connection, name: str, path: Path, key: Key) -> None:
    """A second file on the connection, under `name` (a word of ours). Without a cache of its own it has 2 MB."""
    connection.execute(f"ATTACH DATABASE ? AS {name} KEY {key.clause}", (str(path),))
    connection.execute(f"PRAGMA {name}.cache_size = -{CACHE_KIB}")


def begin_immediate(connection: DriverConnection) -> None:
    """Take the write lock; tries with jitter for up to 15 s, so that waiting desks do not march in step."""
    deadline = time.monotonic() + WAIT_FOR_WRITE_S
    while True:
        try:
            connection.execute("BEGIN IMMEDIATE")
            return
        except sqlcipher.OperationalError as error:
            if not _is_busy(error) or time.monotonic() >= deadline:
                raise
        time.sleep(random.uniform(0.005, 0.05))  # noqa: S311 - jitter, not a secret


def _is_busy(error: BaseException) -> bool:
    said = str(error)
    return "database is locked" in said or "database table is locked" in said


# What SQLite says -> what we say. A full disk shows itself as either of the first two: ENOSPC in the middle of
# the log, a quota and RLIMIT_FSIZE all end as an I/O error.
_MEANINGS: tuple[tuple[str, type[DeskFault], str, str], ...] = (
    ("database or disk is full", DiskFull, NO_ROOM, "disk_full"),
    ("disk I/O error", DiskFull, NO_ROOM, "disk_full"),
    ("file is not a database", DatabaseRefused, WRONG_KEY, "wrong_key"),
    ("file is encrypted", DatabaseRefused, WRONG_KEY, "wrong_key"),
    ("database disk image is malformed", DatabaseRefused, DAMAGED, "damaged"),
    ("unable to open database file", DatabaseRefused, CANNOT_OPEN, "cannot_open"),
    ("readonly database", DatabaseRefused, CANNOT_WRITE, "read_only"),
    ("database is locked", DeskFault, BUSY, "busy"),
    ("database table is locked", DeskFault, BUSY, "busy"),
)


def fault_of(error: BaseException) -> DeskFault | None:
    """The driver's error as a fault with a sentence; None for what is ours (a constraint, bad SQL)."""
    if not isinstance(error, sqlcipher.Error):
        return None
    said = str(error)
    for words, kind, sentence, code in _MEANINGS:
        if words in said:
            return kind(sentence, code=code)
    return None


@contextmanager
def driver_errors() -> Iterator[None]:
    """Translate errors of the driver where no SQLAlchemy event stands between."""
    try:
        yield
    except Exception as error:
        fault = fault_of(getattr(error, "orig", None) or error)  # SQLAlchemy keeps the driver's error in `orig`
        if fault is None:
            raise
        raise fault from error


def private_file(path: Path) -> None:
    """Create an empty file only this account may read. Raises DatabaseRefused when one is there already."""
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except FileExistsError as error:
        raise DatabaseRefused(
            "A database is already there, so no new one was made. Open the desk instead.", code="already_there"
        ) from error
    except OSError as error:
        raise DatabaseRefused(CANNOT_WRITE, code="cannot_write") from error
