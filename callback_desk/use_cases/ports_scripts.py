"""What the use cases need for call scripts: where versions are kept, and a checker that runs beside the program."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from callback_desk.domain.ids import ScriptSha
from callback_desk.domain.records import ScriptRecord
from callback_desk.domain.scripts import LookedAt, ScriptVersion, ShippedScript


class ScriptStore(Protocol):
    """Published versions. They are immutable; which one is current follows from when they were published."""

    def add(self, script: ScriptRecord) -> None:
        """A published version is immutable; the same SHA-256 twice is a no-op."""
        ...

    def get(self, sha: ScriptSha) -> ScriptRecord:
        """Raises NotFound."""
        ...

    def current(self, purpose: str) -> ScriptRecord:
        """The one published last for this purpose. Raises NotFound."""
        ...

    def shipped(self, purpose: str) -> ScriptRecord:
        """What the program brought last for this purpose. Raises NotFound."""
        ...

    def purposes(self) -> tuple[str, ...]:
        """Every purpose that has a script, in order of the alphabet."""
        ...

    def versions(self, purpose: str) -> tuple[ScriptVersion, ...]:
        """All published versions of a purpose, newest first."""
        ...


Cancelled = Callable[[], bool]
STOPPED = "check_stopped"  # the code of the refusal when somebody stopped a check


def never() -> bool:
    """Nobody stops it."""
    return False


class ScriptChecker(Protocol):
    """Reads, compiles and walks a script in a process of its own, with limits. One question at a time.

    `published` is the XForm it is held against, "" for none; `versions` are names that are taken. When `cancelled`
    says so, the process is ended. Raises ScriptRefused for a file that is no workbook, DeskFault for one that cannot be
    opened, and with the code STOPPED.
    """

    def workbook(
        self, path: Path, *, published: str, versions: Sequence[str], cancelled: Cancelled = never
    ) -> LookedAt: ...
    def xform(
        self, text: str, *, published: str, versions: Sequence[str], cancelled: Cancelled = never
    ) -> LookedAt: ...
    def shipped(self) -> tuple[ShippedScript, ...]:
        """The scripts that lie in the program's own folder, one for each purpose."""
        ...
