"""What an import needs: a reader of files, a scratch desk to compare in, and a way to show progress."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from callback_desk.domain.ids import BatchId
from callback_desk.domain.import_rows import JudgedRow, Preview, PreviewRow, RowVerdict, ToJudge
from callback_desk.domain.incident import BatchCounts, Candidate, PhoneCounts, Pile, RowProblem
from callback_desk.domain.layout import Layout, MappingGuess


@dataclass(frozen=True, slots=True)
class Block:
    """A few hundred rows as the parser hands them on; `seen` counts table rows read so far."""

    candidates: Sequence[Candidate]
    problems: Sequence[RowProblem]
    seen: int


Progress = Callable[[str, int, int], None]  # what is done, how far, of how many (0: not known)
Cancelled = Callable[[], bool]


class Scratch(Protocol):
    """An encrypted throw-away file beside the desk: rows lie here until somebody presses *Import*.

    Every step is set-based, so memory does not grow with the file and row 9's suspect is found on row 3.
    """

    def add(self, rows: Iterable[JudgedRow], problems: Iterable[RowProblem]) -> None: ...
    def compare(self) -> None:
        """Duplicates, who is who in the file and on the desk, and signs that only comparison shows."""
        ...

    def to_judge(self) -> Iterator[ToJudge]:
        """Rows whose facts changed by comparison; valid until `put_verdicts` is called."""
        ...

    def put_verdicts(self, verdicts: Iterable[tuple[int, RowVerdict]]) -> None: ...
    def sort(
        self, *, do_not_contact_rule: str, case_hold_rule: str, too_old_rules: frozenset[str], version: str
    ) -> None:
        """Every row into its pile; the strictest row of a person decides."""
        ...

    def counts(self) -> BatchCounts: ...
    def phone_counts(self) -> PhoneCounts: ...
    def preview_rows(self, *, each: int) -> tuple[PreviewRow, ...]: ...
    def problems(self) -> Iterator[RowProblem]: ...


class ImportSession(Protocol):
    """One file on its way in, in a process of its own. Close it always: the scratch file goes with it."""

    def look(self, layouts: Sequence[Layout]) -> MappingGuess:
        """Raises ImportRefused with a catalogue code; nothing is kept then."""
        ...

    def check(self, layout: Layout, progress: Progress, cancelled: Cancelled) -> Preview:
        """Read every row, compare and sort. The desk is untouched. Raises ImportRefused."""
        ...

    def problems(self) -> Iterator[RowProblem]: ...
    def load(self, batch_id: BatchId, now: datetime, *, turn: Callable[[], None], progress: Progress) -> int:
        """Copy the rows in chunks, unseen; `turn` is called before each chunk and may wait. Returns people staged."""
        ...

    @property
    def file_sha256(self) -> str: ...
    @property
    def size_bytes(self) -> int: ...
    def close(self) -> None: ...


class Intake(Protocol):
    """Opens import sessions. `known` are screening facts settled for the layout."""

    def open(self, path: Path) -> ImportSession:
        """Raises ImportRefused when the file is not there or not a plain file."""
        ...


Piles = Mapping[Pile, int]
