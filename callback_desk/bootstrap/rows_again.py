"""Rows of an imported file into a file of their own: read in a child under limits, written as they come."""

from __future__ import annotations

import codecs
import errno
import hashlib
import os
import secrets
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from callback_desk.bootstrap import export_files
from callback_desk.domain.errors import DeskBug, DeskFault, DiskFull, ImportRefused
from callback_desk.domain.layout import Layout
from callback_desk.domain.rows_to_correct import RowsWanted, RowsWritten
from callback_desk.intake.again_main import request_of
from callback_desk.intake.request import ReadRequest
from callback_desk.processes.failures import ChildFailed, FailureKind
from callback_desk.processes.limits import MIB, Limits
from callback_desk.processes.spawn import run_child
from callback_desk.use_cases.import_prepare import ImportStopped
from callback_desk.use_cases.ports_import import Cancelled

READER = "callback_desk.intake.again_main"
_STALL_S = 10.0  # as for an import
_MEMORY = 512 * MIB
_IMPORTED, _WRITTEN = "Nothing was imported.", "Nothing was saved."
_BESIDE, _UNFINISHED = ".callback-desk-", ".part"  # what the press leaves is tidied under the same names
_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


def check_source(source: Path, file_sha256: str) -> None:
    """Raises DeskFault unless this is still, byte for byte, what was imported."""
    try:
        found, _size = export_files.digest(source)
    except ImportRefused as refused:
        raise DeskFault(
            f"{refused.sentence.removesuffix(_IMPORTED)}Rows to correct are read from the very file that was imported. "
            f"{_WRITTEN}",
            code="file-gone",
        ) from refused
    if found != file_sha256:
        raise DeskFault(
            f"{source.name} is not the file that was imported, or it has changed since. Rows to correct are read from "
            f"the very file that was imported. {_WRITTEN}",
            code="file-changed",
        )


def write_rows(
    source: Path | str,
    file_sha256: str,
    wanted: RowsWanted,
    target: Path,
    *,
    layout: Layout | None,
    cancelled: Cancelled,
) -> RowsWritten:
    """Write the wanted rows of a file, or of rows that were pasted, as CSV that only this account may read.

    An existing file is never written over, and the final name is whole or absent. Raises DeskFault, DiskFull,
    ImportStopped.
    """
    if isinstance(source, Path):
        check_source(source, file_sha256)
    elif export_files.digest_of_text(source) != file_sha256:
        raise DeskFault(f"These are not the rows that were pasted. {_WRITTEN}", code="file-changed")
    pasted = source if isinstance(source, str) else None
    request = request_of(ReadRequest("" if pasted is not None else str(source), layout=layout, text=pasted), wanted)
    beside = target.with_name(f"{_BESIDE}{secrets.token_hex(8)}{_UNFINISHED}")
    try:
        try:
            written = _write(beside, request, cancelled)
            if written.rows != wanted.rows:
                raise DeskFault(
                    "Not every row could be found again in this file: this program reads it in another way than when "
                    f"it was imported. Import the file once more, then save its rows. {_WRITTEN}",
                    code="rows-moved",
                )
            if isinstance(source, Path):
                check_source(source, file_sha256)  # it may have changed while it was read
            _give_name(beside, target)
        finally:
            with suppress(OSError):
                beside.unlink(missing_ok=True)
    except OSError as error:
        raise _fault(error, target) from error
    return written


def _write(beside: Path, request: dict[str, object], cancelled: Cancelled) -> RowsWritten:
    taken, size, rows = hashlib.sha256(), 0, -1
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(handle, "wb") as file:
        for piece in _pieces(request, cancelled):
            if isinstance(piece, int):
                rows = piece
                continue
            file.write(piece)
            taken.update(piece)
            size += len(piece)
        file.flush()
        os.fsync(file.fileno())
    if rows < 0:
        raise DeskBug("the reader did not say how many rows it found")
    return RowsWritten(rows, taken.hexdigest(), size)


def _pieces(request: dict[str, object], cancelled: Cancelled) -> Iterator[bytes | int]:
    """The file's bytes, a mark first so that a spreadsheet reads the accents, and at last how many rows there were."""
    yield codecs.BOM_UTF8
    try:
        for line in run_child(
            READER, request, limits=Limits(memory_bytes=_MEMORY), stall_s=_STALL_S, cancelled=cancelled
        ):
            match line.get("kind"):
                case "text":
                    yield str(line["text"]).encode("utf-8")
                case "done":
                    yield int(str(line["rows"]))
                case "refused":
                    sentence = str(line["sentence"]).removesuffix(_IMPORTED).strip()
                    raise DeskFault(f"{sentence} {_WRITTEN}", code=str(line["code"]))
    except ChildFailed as failed:
        if failed.kind is FailureKind.CANCELLED:
            raise ImportStopped from failed
        raise DeskFault(
            f"This file could not be read again: the reader stopped. {_WRITTEN} Correct the rows by their line in the "
            "problem list.",
            code="reader-stopped",
        ) from failed


def _give_name(beside: Path, target: Path) -> None:
    """Take the name first, so that what has it already is never written over; then the whole file under it."""
    os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    try:
        beside.replace(target)
    except OSError:
        with suppress(OSError):
            target.unlink()
        raise


def _fault(error: OSError, target: Path) -> DeskFault:
    if isinstance(error, FileExistsError):
        return DeskFault(
            f"There is a file {target.name} already. It stays as it is. Choose another name. {_WRITTEN}",
            code="file-exists",
        )
    if error.errno in _NO_ROOM:
        return DiskFull(f"There is no room for the rows on this disk. Free some room and try again. {_WRITTEN}")
    return DeskFault(f"The rows cannot be saved as {target.name} there. Choose another folder. {_WRITTEN}")
