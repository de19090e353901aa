"""What an import needs: a reader of files, a scratch desk to compare in, and a way to show progress."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Protocol

from callback_desk.domain.calling_hours import DayHours
from callback_desk.domain.export_files import FoundFile
from callback_desk.domain.ids import BatchId
from callback_desk.domain.import_rows import (
    JudgedRow,
    Preview,
    PreviewRow,
    ReasonCount,
    RowVerdict,
    SharedNumbers,
    ToJudge,
)
from callback_desk.domain.incident import BatchCounts, Candidate, PhoneCounts, RowProblem
from callback_desk.domain.layout import Layout, MappingGuess
from callback_desk.domain.matching import Asked, Pair
from callback_desk.domain.people import DeskInfo
from callback_desk.domain.rows_to_correct import RowsWanted, RowsWritten


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
    def compare(self, *, crowd: int, file_sha256: str = "", bring_back: bool = False) -> None:
        """Duplicates, and who is who in the file and on the desk.

        A number of more than `crowd` people says nothing. Rows that were taken back stay away unless it was this
        very file, or `bring_back`.
        """
        ...

    def near(self) -> Iterator[Pair]:
        """People who have something in common and were not linked; valid until `settle_people` is called."""
        ...

    def settle_people(self, same: Sequence[Pair], asked: Sequence[Asked], *, rules_version: str = "") -> None:
        """Link and ask as was decided; then the callbacks that are open, and signs that only comparison shows."""
        ...

    def to_judge(self) -> Iterator[ToJudge]:
        """Rows whose facts changed by comparison; valid until `put_verdicts` is called."""
        ...

    def put_verdicts(self, verdicts: Iterable[tuple[int, RowVerdict]]) -> None: ...
    def sort(
        self,
        *,
        do_not_contact_rule: str,
        case_hold_rule: str,
        maybe_same_rule: str,
        too_old_rules: frozenset[str],
        version: str,
        today: date,
    ) -> None:
        """Every row into its pile; the strictest row of a person decides."""
        ...

    def reasons(self) -> tuple[ReasonCount, ...]:
        """How many rows of each pile have which reason, the commonest first."""

    def counts(self) -> BatchCounts: ...
    def phone_counts(self) -> PhoneCounts: ...
    def preview_rows(self, *, each: int) -> tuple[PreviewRow, ...]: ...
    def problems(self) -> Iterator[RowProblem]: ...


@dataclass(frozen=True, slots=True)
class DeskForImport:
    """What the import's processes are told of the desk. `key` goes through a pipe, never through an environment."""

    database: Path
    key: bytes = field(repr=False)
    info: DeskInfo
    now: datetime  # UTC
    as_of: date  # the export's day, desk's zone
    closed_days: frozenset[date]
    decent: DayHours  # outside these nobody is rung, in the number's zone; the agency's, never wider than shipped
    offenses: Mapping[str, object] = field(repr=False)
    token: str  # names the scratch file
    police_numbers: frozenset[str] = frozenset()
    tightened: Mapping[str, int] = field(default_factory=dict)  # the agency's own limits, see `RuleSet.tightened`


class ImportSession(Protocol):
    """One file, or a few typed rows, on their way in. Close it always: the scratch file goes with it."""

    @property
    def file_sha256(self) -> str:
        """64 hex digits, of pasted rows too; "" for typed rows."""
        ...

    @property
    def size_bytes(self) -> int: ...
    def look(self, layouts: Sequence[Layout]) -> MappingGuess:
        """Raises ImportRefused with a catalogue code; nothing is kept then."""
        ...

    def check(
        self,
        layout: Layout | None,
        known: Sequence[Layout],
        progress: Progress,
        cancelled: Cancelled,
        *,
        bring_back: bool = False,
    ) -> Preview:
        """Read every row, compare and sort; `layout` None takes the best guess or a known layout.

        Rows that were taken back with another file stay away without `bring_back`. The desk is untouched. Raises
        ImportRefused, ImportStopped.
        """
        ...

    def check_rows(self, rows: Sequence[Candidate]) -> Preview:
        """The same for rows that were typed in."""
        ...

    def problems(self) -> Iterator[RowProblem]: ...
    def shared_numbers(self) -> SharedNumbers:
        """After `check`: numbers that are given for more than one person."""
        ...

    def load(self, batch_id: BatchId, now: datetime, *, turn: Callable[[], None], progress: Progress) -> int:
        """Copy the rows in chunks, unseen; `turn` is called before each chunk and may wait. Returns people staged."""
        ...

    def close(self) -> None: ...


class Intake(Protocol):
    """Opens import sessions, and handles the files they are read from."""

    def open(self, path: Path | None, desk: DeskForImport, *, text: str | None = None) -> ImportSession:
        """`path` None is for rows that are typed in, or pasted as `text`, which is never written to the disk.

        Raises ImportRefused when there is no such file.
        """
        ...

    def cloud_of(self, path: Path) -> str:
        """The service that copies this place to other computers; "" when none is known to."""
        ...

    def sha256_of(self, path: Path) -> str:
        """64 hex digits. Raises ImportRefused for what is no ordinary file, or cannot be read."""
        ...

    def remove_file(self, path: Path, file_sha256: str) -> None:
        """Take a file away whose content is still the one given. Raises DeskFault, and then it stays."""
        ...

    def found_in(self, folder: Path, now: datetime) -> tuple[FoundFile, ...]:
        """Lists and exports in a folder, newest first, unread. Raises DeskFault."""
        ...

    def write_rows(
        self,
        source: Path | str,
        file_sha256: str,
        wanted: RowsWanted,
        target: Path,
        *,
        layout: Layout | None,
        cancelled: Cancelled,
    ) -> RowsWritten:
        """Rows of an imported file, or of pasted text, as CSV that only this account may read; never over a file.

        They are read again in a child under limits, from what is still byte for byte what was imported. Raises
        DeskFault, DiskFull, ImportStopped; nothing is written then.
        """
        ...

    def between_imports(self) -> AbstractContextManager[None]:
        """While it is held no import begins. Raises DeskFault when one is running."""
        ...

    def tidy(self, drop_staged: Callable[[], int]) -> int:
        """Remove what killed imports left behind, unless one is running; returns how many rows and files went."""
        ...
