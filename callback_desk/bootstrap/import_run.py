"""One file on its way in: a parser process without a key, an import process with it, and this side between them."""

from __future__ import annotations

import contextlib
import gc
import hashlib
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from callback_desk import paths
from callback_desk.bootstrap import export_files, rows_again
from callback_desk.bootstrap.import_answers import GARBAGE, phones_from_dict, preview_of, whole
from callback_desk.bootstrap.import_lock import ImportLock, none_running
from callback_desk.domain.errors import DeskBug, DeskError, DeskFault, DiskFull, ImportRefused
from callback_desk.domain.export_files import FoundFile
from callback_desk.domain.ids import BatchId
from callback_desk.domain.import_rows import Preview, SharedNumbers
from callback_desk.domain.incident import Candidate, PhoneCounts, RowProblem
from callback_desk.domain.layout import Layout, MappingGuess
from callback_desk.domain.rows_to_correct import RowsWanted, RowsWritten
from callback_desk.intake.codec import ROWS_START, candidate_to_wire, problem_from_wire, rows_line
from callback_desk.intake.content import as_bytes
from callback_desk.intake.request import ReadRequest, guess_from_dict
from callback_desk.intake.rows import DeskFacts
from callback_desk.processes.failures import ChildFailed, FailureKind
from callback_desk.processes.limits import MIB, Limits
from callback_desk.processes.spawn import UNTOUCHED_KEY, run_child
from callback_desk.processes.worker import Worker
from callback_desk.use_cases.import_prepare import ImportStopped
from callback_desk.use_cases.ports_import import Cancelled, DeskForImport, Progress

PARSER = "callback_desk.intake.parser_main"
IMPORTER = "callback_desk.bootstrap.import_main"
SCRATCH_PATTERN = "import-*.scratch*"
_PAUSE_S = 0.1  # between two chunks: whoever waits for the write lock looks for it at least as often
_STALL_S = 10.0  # without a row, then the file is given up (decisions: import limits)
_STEP_STALL_S = 600.0  # of silence; comparing a million rows takes longer, and says every few seconds that it lives
_PARSER_MEMORY = 512 * MIB
_IMPORTER_MEMORY = 2048 * MIB  # address space; the engine maps its caches, resident memory stays far below


class ChildIntake:
    """Fits `use_cases.ports_import.Intake`."""

    def __init__(self, folder: Path, resources: Path) -> None:
        self._folder = folder
        self._resources = resources

    def open(self, path: Path | None, desk: DeskForImport, *, text: str | None = None) -> ChildImport:
        """A session for a file, or for rows that were typed in (`path` None) or pasted. Raises ImportRefused."""
        digest, size = export_files.digest(path) if path is not None else _digest_of(text or "")
        lock = ImportLock(self._folder)
        if not lock.take():
            raise ImportRefused(
                "Another import is running at this desk. Wait until it has ended, then try again. "
                "Nothing was imported.",
                code="E31",
            )
        return ChildImport(self._folder, self._resources, path, text, desk, digest, size, lock)

    def cloud_of(self, path: Path) -> str:
        return paths.cloud_of(path) or ""

    def sha256_of(self, path: Path) -> str:
        return export_files.digest(path)[0]

    def remove_file(self, path: Path, file_sha256: str) -> None:
        export_files.remove(path, file_sha256)

    def found_in(self, folder: Path, now: datetime) -> tuple[FoundFile, ...]:
        return export_files.found_in(folder, now)

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
        return rows_again.write_rows(source, file_sha256, wanted, target, layout=layout, cancelled=cancelled)

    def between_imports(self) -> AbstractContextManager[None]:
        """While it is held no import begins. Raises DeskFault when one is running."""
        return none_running(self._folder)

    def tidy(self, drop_staged: Callable[[], int]) -> int:
        """Remove what killed imports left behind: staged rows and scratch files (unreadable without their key).

        Does nothing while an import runs. Returns how many rows and files went.
        """
        lock = ImportLock(self._folder)
        if not lock.take():
            return 0
        try:
            return drop_staged() + self._remove_scratch_files()
        finally:
            lock.give_back()

    def _remove_scratch_files(self) -> int:
        found = list(self._folder.glob(SCRATCH_PATTERN))
        for leftover in found:
            with contextlib.suppress(OSError):
                leftover.unlink()
        return len(found)


def _digest_of(text: str) -> tuple[str, int]:
    """Of pasted rows, as they are read; nothing for none."""
    written = as_bytes(text)
    return (hashlib.sha256(written).hexdigest() if written else "", len(written))


class ChildImport:
    """Fits `use_cases.ports_import.ImportSession`."""

    def __init__(
        self,
        folder: Path,
        resources: Path,
        path: Path | None,
        text: str | None,
        desk: DeskForImport,
        digest: str,
        size: int,
        lock: ImportLock,
    ) -> None:
        self._lock = lock
        self._folder = folder
        self._resources = resources
        self._path = path
        self._text = text
        self._desk = desk
        self.file_sha256 = digest
        self.size_bytes = size
        self._worker: Worker | None = None
        # A million small objects pass through here, and every walk of the collector over the window's own hundred
        # thousand stops the window for a quarter of a second (measured): during an import they are left alone.
        gc.freeze()

    def look(self, layouts: Sequence[Layout]) -> MappingGuess:
        request = self._request(None, tuple(layouts), "look")
        with contextlib.suppress(ChildFailed):  # then `check` says so
            self._importer().warm()  # it reads the rules while the parser looks and somebody reads the headings
        for line in self._parse(request, lambda: False):
            if line.get("kind") == "look":
                return guess_from_dict(line)
        raise DeskBug("the parser did not say what it saw")

    def check(
        self,
        layout: Layout | None,
        known: Sequence[Layout],
        progress: Progress,
        cancelled: Cancelled,
        *,
        bring_back: bool = False,
    ) -> Preview:
        self._begin()
        phones, table_rows, no_rows = PhoneCounts(), 0, 0
        for line in self._parse(self._request(layout, tuple(known), "rows"), cancelled):
            rows = line.get(UNTOUCHED_KEY)
            if isinstance(rows, bytes):
                progress("read", whole(self._ask({"do": "rows"}, cancelled, rows)["seen"]), 0)
            elif line.get("kind") == "done":
                phones, table_rows = phones_from_dict(line.get("phones")), whole(line["table_rows"])
                no_rows = whole(line["total_lines"])
        preview = replace(self._sorted(phones, progress, cancelled, bring_back=bring_back), no_rows=no_rows)
        if table_rows == preview.counts.rows_in:
            return preview
        return replace(preview, counts=replace(preview.counts, table_rows=table_rows))

    def check_rows(self, rows: Sequence[Candidate]) -> Preview:
        self._begin()
        self._ask({"do": "rows"}, _never, rows_line([candidate_to_wire(row) for row in rows], []))
        return self._sorted(None, lambda _what, _done, _all: None, lambda: False)

    def _sorted(
        self, phones: PhoneCounts | None, progress: Progress, cancelled: Cancelled, *, bring_back: bool = False
    ) -> Preview:
        progress("sort", 0, 0)
        sort = {"do": "sort", "file_sha256": self.file_sha256, "bring_back": bring_back}
        answer = self._ask(sort, cancelled)
        return preview_of(answer, phones)

    def problems(self) -> Iterator[RowProblem]:
        for line in self._lines({"do": "problems"}, lambda: False):
            found = line.get("problems", [])
            assert isinstance(found, list)
            yield from (problem_from_wire(one) for one in found)

    def shared_numbers(self) -> SharedNumbers:
        answer = self._ask({"do": "shared"}, _never)
        examples = answer["examples"]
        assert isinstance(examples, list)
        lines = tuple(tuple(whole(line) for line in one) for one in examples)
        return SharedNumbers(whole(answer["numbers"]), whole(answer["people"]), lines)

    def load(self, batch_id: BatchId, now: datetime, *, turn: Callable[[], None], progress: Progress) -> int:
        people = whole(self._ask({"do": "plan", "batch": batch_id, "now": now.isoformat()}, _never)["people"])
        while True:
            turn()
            staged = whole(self._ask({"do": "step"}, _never)["staged"])
            progress("import", staged, people)
            if staged >= people:
                return people
            time.sleep(_PAUSE_S)

    def close(self) -> None:
        """Ends the process first: whoever takes the lock next finds nobody staging rows."""
        try:
            if self._worker is not None:
                with contextlib.suppress(ChildFailed, DeskError):
                    self._ask({"do": "end"}, _never)
                self._worker.close()
                self._worker = None
            if self._scratch is not None:
                for suffix in ("", "-wal", "-shm"):
                    with contextlib.suppress(OSError):
                        self._scratch.with_name(self._scratch.name + suffix).unlink(missing_ok=True)
        finally:
            self._lock.give_back()
            gc.unfreeze()

    _scratch: Path | None = None

    def _begin(self) -> None:
        desk = self._desk
        self._importer()
        self._scratch = self._folder / f"import-{desk.token}.scratch"
        self._ask(
            {
                "do": "begin",
                "live": str(desk.database),
                "key": desk.key.hex(),
                "scratch": str(self._scratch),
                "resources": str(self._resources),
                "now": desk.now.isoformat(),
                "as_of": desk.as_of.isoformat(),
                "zone": desk.info.timezone,
                "region": desk.info.region,
                "tightened": dict(desk.tightened),
                "closed_days": [day.isoformat() for day in sorted(desk.closed_days)],
                "decent": [desk.decent.opens.isoformat(), desk.decent.closes.isoformat()],
            },
            _never,
        )

    def _importer(self) -> Worker:
        if self._worker is None:
            self._worker = Worker(IMPORTER, limits=Limits(memory_bytes=_IMPORTER_MEMORY, file_bytes=64 * 1024 * MIB))
        return self._worker

    def _request(self, layout: Layout | None, known: tuple[Layout, ...], mode: str) -> ReadRequest:
        if self._path is None and self._text is None:
            raise DeskBug("typed rows have no file to read")
        info = self._desk.info
        today = self._desk.now.astimezone(ZoneInfo(info.timezone)).date()
        facts = DeskFacts(info.region, info.area_code, info.timezone, today, self._desk.police_numbers)
        path = str(self._path) if self._path is not None else ""
        return ReadRequest(path, facts, self._desk.offenses, layout, known, mode=mode, text=self._text)

    def _parse(self, request: ReadRequest, cancelled: Cancelled) -> Iterator[Mapping[str, object]]:
        lines = run_child(
            PARSER,
            request.to_dict(),
            limits=Limits(memory_bytes=_PARSER_MEMORY),
            stall_s=_STALL_S,
            cancelled=cancelled,
            untouched=ROWS_START,
        )
        try:
            for line in lines:
                if line.get("kind") == "refused":
                    raise ImportRefused(str(line["sentence"]), code=str(line["code"]))
                yield line
        except ChildFailed as failed:
            raise _sentence_of(failed) from failed

    def _ask(
        self, request: Mapping[str, object], cancelled: Cancelled, rows: bytes | None = None
    ) -> Mapping[str, object]:
        last: Mapping[str, object] = {}
        for line in self._lines(request, cancelled, rows):
            last = line
        return last

    def _lines(
        self, request: Mapping[str, object], cancelled: Cancelled, rows: bytes | None = None
    ) -> Iterator[Mapping[str, object]]:
        if self._worker is None:
            raise DeskBug("the import has not begun")
        try:
            for line in self._worker.ask(request, stall_s=_STEP_STALL_S, cancelled=cancelled, followed_by=rows):
                if "refused" in line:
                    raise _refused(line)
                yield line
        except ChildFailed as failed:
            raise _ours(failed) from failed


def _never() -> bool:
    return False


def _refused(line: Mapping[str, object]) -> DeskError:
    if line["refused"] == GARBAGE:
        return _reader_stopped()
    kinds: dict[str, type[DeskError]] = {"full": DiskFull, "fault": DeskFault}
    return kinds.get(str(line["refused"]), DeskBug)(str(line.get("sentence")), code=str(line.get("code")))


def _sentence_of(failed: ChildFailed) -> Exception:
    if failed.kind is FailureKind.CANCELLED:
        return ImportStopped()
    if failed.kind is FailureKind.TIMED_OUT:
        return ImportRefused("This took too long to read and was stopped. Nothing was imported.", code="E29")
    if failed.kind is FailureKind.OUT_OF_MEMORY:
        return ImportRefused(
            "This file needs more memory than a list of people does. It was closed. Nothing was imported.", code="E10"
        )
    return _reader_stopped()


def _reader_stopped() -> ImportRefused:
    return ImportRefused(
        "This file could not be read: the reader stopped. Save the list again as CSV and try once more. "
        "Nothing was imported.",
        code="E13",
    )


def _ours(failed: ChildFailed) -> Exception:
    """Of the process that sorts and keeps: a crash there is no fault of the list."""
    if failed.kind in (FailureKind.CRASHED, FailureKind.GARBAGE):
        return DeskBug("The import stopped inside the program. Nothing was imported.", code="import_crashed")
    return _sentence_of(failed)
