"""Wrong recovery codes in a row: after five a pause, which a new start of the program does not end (B25)."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from callback_desk.domain.errors import DeskFault, LockedOut, WrongPassword
from callback_desk.vault.atomic_file import BUSY, held, replace_file
from callback_desk.vault.secret import RandomSource

_MOST_BYTES = 1_000
_FREE = 5
_FIRST_PAUSE_S, _LONGEST_PAUSE_S = 60, 3600


@dataclass(frozen=True, slots=True)
class CodeTries:
    """Wrong codes in a row: after five a pause of 60 s, doubling with each further one, an hour at most."""

    wrong: int = 0
    last_at: datetime | None = None

    def after_wrong(self, now: datetime) -> CodeTries:
        return CodeTries(self.wrong + 1, now)

    def wait_s(self, now: datetime) -> float:
        """Seconds until the next try is taken; 0 when at once. A clock that was put back makes it no longer."""
        if self.wrong < _FREE or self.last_at is None:
            return 0.0
        pause = min(_FIRST_PAUSE_S * 2 ** min(self.wrong - _FREE, 10), _LONGEST_PAUSE_S)
        left = (self.last_at + timedelta(seconds=pause) - now).total_seconds()
        return min(max(0.0, left), float(pause))


def beside_desk(folder: Path) -> Path:
    """Where the tries at a desk are kept: by whoever opens it, from whichever account."""
    return folder / "desk.code-tries"


def beside_backup(backup: Path) -> Path:
    """Where the tries at a backup are kept, as there is no desk yet."""
    return backup.with_name(f".{backup.name}.code-tries")


@contextmanager
def one_try(kept: Path, now: datetime, *, random: RandomSource) -> Iterator[None]:
    """Inside, one whole code is tried; a slip of the pen that the check character shows is not a try.

    Counts the WrongPassword that leaves it, forgets the count when none does. Raises LockedOut while the pause lasts.
    What cannot be written is not counted: a full disk, or a backup on a disk that is read-only, keeps nobody out.
    """
    with contextlib.ExitStack() as alone:
        try:
            alone.enter_context(held(kept, leaves_no_file=True))
        except DeskFault as trouble:
            if trouble.code == BUSY:
                raise
        tries = _read(kept)
        wait = tries.wait_s(now)
        if wait > 0:
            raise LockedOut(
                f"{tries.wrong} wrong recovery codes were typed one after the other. The next is taken in "
                f"{_words(wait)}. Until then, compare the sheet group by group.",
                code="code-pause",
            )
        try:
            yield
        except WrongPassword:
            _write(kept, tries.after_wrong(now), random)
            raise
        with contextlib.suppress(OSError):
            kept.unlink(missing_ok=True)


def _words(seconds: float) -> str:
    minutes = -(-int(seconds) // 60)
    return f"{int(seconds)} seconds" if seconds < 60 else "a minute" if minutes == 1 else f"{minutes} minutes"


def _read(kept: Path) -> CodeTries:
    """What is kept there; nothing where that is not what this program wrote."""
    try:
        with kept.open("rb") as file:
            item = json.loads(file.read(_MOST_BYTES))
        at = datetime.fromisoformat(item["last_at"])
        return CodeTries(max(0, int(item["wrong"])), at) if at.tzinfo is not None else CodeTries()
    except (OSError, ValueError, KeyError, TypeError):
        return CodeTries()


def _write(kept: Path, tries: CodeTries, random: RandomSource) -> None:
    if tries.last_at is None:
        return
    content = json.dumps({"wrong": tries.wrong, "last_at": tries.last_at.isoformat()}).encode("ascii")
    with contextlib.suppress(OSError):
        replace_file(kept, content, random=random)
