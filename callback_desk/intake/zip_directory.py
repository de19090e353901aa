"""The directory of a ZIP file, looked through before anything in it is unpacked: sizes, ratios, overlaps, names."""

from __future__ import annotations

import stat
import zipfile
import zlib
from collections.abc import Sequence

from callback_desk.intake import refusals
from callback_desk.intake.limits import Limits

_LEAST_BYTES = 1_000_000  # a part below this may be packed as well as it likes
_LOCAL_HEADER_BYTES = 30
_NAME_CHARS = 1_024
_UNIX = 3
_BLOCK_BYTES = 1_048_576
#: What the standard library raises over an archive that is damaged, or packed in a way it does not know.
DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError)


def check_directory(entries: Sequence[zipfile.ZipInfo], limits: Limits, thing: str) -> None:
    """`thing` is what a person calls it. Raises ImportRefused E10, E12, E13."""
    if len(entries) > limits.workbook_entries:
        raise refusals.bomb(f"has more than {limits.workbook_entries:,} parts", thing)
    if sum(entry.file_size for entry in entries) > limits.workbook_bytes:
        raise refusals.unpacks_too_big(limits.workbook_bytes)
    for entry in entries:
        if entry.flag_bits & 0x1:
            raise refusals.protected(thing)
        if entry.file_size > _LEAST_BYTES and entry.file_size > limits.workbook_ratio * max(1, entry.compress_size):
            raise refusals.unpacks_too_big(limits.workbook_bytes)
        if len(entry.filename) > _NAME_CHARS:
            raise refusals.damaged("a part has a name of thousands of characters", thing)
    names = [entry.filename.lower() for entry in entries]
    if len(set(names)) != len(names):
        raise refusals.damaged("a part is there twice", thing)
    ends_at = 0
    for entry in sorted(entries, key=lambda each: each.header_offset):
        if entry.header_offset < ends_at:
            raise refusals.bomb("has parts that lie inside one another", thing)
        ends_at = entry.header_offset + _LOCAL_HEADER_BYTES + entry.compress_size


def is_folder(entry: zipfile.ZipInfo) -> bool:
    """Whether an entry is a folder. `ZipInfo.is_dir` fails on an entry without a name."""
    return entry.filename.endswith("/")


def check_member(entry: zipfile.ZipInfo) -> None:
    """A member of an archive of lists. Raises ImportRefused E13 for links, devices and rare packings."""
    mode = entry.external_attr >> 16 if entry.create_system == _UNIX else 0
    if mode and stat.S_IFMT(mode) not in (0, stat.S_IFREG, stat.S_IFDIR):
        raise refusals.damaged("it holds a link or a device, not only files", refusals.ARCHIVE)
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise refusals.damaged("a part is packed in an unusual way", refusals.ARCHIVE)


def prove(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    """Unpack into nothing: what the directory says of a member is true. Raises what the reader of ZIP files raises."""
    size_bytes = 0
    with archive.open(entry) as part:
        while block := part.read(_BLOCK_BYTES):
            size_bytes += len(block)
    if size_bytes != entry.file_size:
        raise zipfile.BadZipFile("a member is shorter than the directory says")
