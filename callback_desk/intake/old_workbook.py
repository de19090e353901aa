"""An old workbook (.xls) is looked through before any reader opens it: its chains of sectors, its list of sheets.

Compound file: MS-CFB; records: MS-XLS. What is proved here is that every chain ends and that no sheet is read twice;
how much memory its cells take is bounded by the process that reads them.
"""

from __future__ import annotations

import struct
from array import array
from collections.abc import Iterator
from typing import BinaryIO

from callback_desk.intake import refusals
from callback_desk.intake.content import Content

_HEADER = struct.Struct("<24xHHHHH6xIIIIIIIIII")
_HEADER_BYTES = 512
_SHIFTS = {3: 9, 4: 12}  # version -> 2 to the power of this is a sector
_PLACES_IN_HEADER = 109
_LAST_SECTOR = 0xFFFFFFFA
_SMALL_BYTES = 64
_ENTRY_BYTES = 128
_ENTRY = struct.Struct("<64sHB49xIQ")
_STREAM, _ROOT = 2, 5
_NAMES = ("workbook", "book")
_BEGINS = frozenset({0x0009, 0x0209, 0x0409, 0x0809})
_END, _SHEET, _PASSWORD = 0x000A, 0x0085, 0x002F
_MOST_RECORDS = 200_000  # of the workbook itself, before its sheets


def check_old_workbook(content: Content) -> None:
    """Raises ImportRefused E10, E12, E13."""
    try:
        with content.open() as file:
            _Compound(file, content.size_bytes).check()
    except (struct.error, OSError, IndexError) as error:
        raise refusals.damaged() from error


class _Compound:
    def __init__(self, file: BinaryIO, size_bytes: int) -> None:
        self._file = file
        self._size = size_bytes
        header = file.read(_HEADER_BYTES)
        (_minor, version, _order, shift, small_shift, _directories, _tables, first_directory, _signature, cutoff,
         first_small, _small_count, first_more, _more_count, _place) = _HEADER.unpack_from(header)  # fmt: skip
        if _SHIFTS.get(version) != shift or small_shift != 6:
            raise refusals.damaged("its sectors have a size that no workbook has")
        self._sector = 1 << shift
        self._sectors = max(0, -(-size_bytes // self._sector) - 1)
        self._version, self._cutoff = version, cutoff
        self._first_directory, self._first_small = first_directory, first_small
        places = array("I", struct.unpack_from(f"<{_PLACES_IN_HEADER}I", header, 76))
        self._table = self._whole_table(places, first_more)

    def check(self) -> None:
        """Each chain once: together they are no longer than the file."""
        chains = {"directory": self._chain(self._first_directory), "small": self._chain(self._first_small)}
        entries = list(self._entries(chains["directory"]))
        root = next((each for each in entries if each[1] == _ROOT), None)
        small_table = self._numbers(chains["small"])
        small_sectors = self._chain(root[2]) if root is not None else []
        used = sum(map(len, chains.values())) + len(small_sectors)
        used_small = 0
        workbook: bytes | None = None
        for name, kind, start, size in entries:
            if kind != _STREAM or not size:
                continue
            if size < self._cutoff:
                chain = _follow(small_table, start, len(small_table))
                used_small += len(chain)
            else:
                chain = self._chain(start)
                used += len(chain)
            if used > self._sectors or used_small > len(small_table):
                raise _crossed()
            if name in _NAMES and workbook is None:
                places = self._small_places(chain, small_sectors) if size < self._cutoff else self._places(chain)
                workbook = self._read(places, size, _SMALL_BYTES if size < self._cutoff else self._sector)
        if workbook is None:
            raise refusals.damaged("it has no list of sheets")
        _check_sheets(workbook)

    def _whole_table(self, places: array[int], more: int) -> array[int]:
        """The table of chains; its own sectors stand in the header and in a chain of their own."""
        seen = 0
        each = self._sector // 4
        while more < _LAST_SECTOR:
            seen += 1
            if seen > self._sectors or more >= self._sectors:
                raise _crossed()
            numbers = self._numbers([more])
            places.extend(numbers[: each - 1])
            more = numbers[each - 1]
        used = [place for place in places if place < _LAST_SECTOR]
        if not used or len(used) > self._sectors or max(used) >= self._sectors or len(set(used)) != len(used):
            raise _crossed()
        return self._numbers(used)

    def _chain(self, start: int) -> list[int]:
        return _follow(self._table, start, self._sectors)

    def _places(self, chain: list[int]) -> Iterator[int]:
        return ((sector + 1) * self._sector for sector in chain)

    def _small_places(self, chain: list[int], sectors: list[int]) -> Iterator[int]:
        many = self._sector // _SMALL_BYTES
        return ((sectors[small // many] + 1) * self._sector + small % many * _SMALL_BYTES for small in chain)

    def _numbers(self, sectors: list[int]) -> array[int]:
        found = array("I")
        for place in self._places(sectors):
            self._file.seek(place)
            block = self._file.read(self._sector).ljust(self._sector, b"\xff")
            found.extend(struct.unpack(f"<{self._sector // 4}I", block))
        return found

    def _entries(self, chain: list[int]) -> Iterator[tuple[str, int, int, int]]:
        """Name in small letters, kind, first sector, bytes."""
        for place in self._places(chain):
            self._file.seek(place)
            block = self._file.read(self._sector)
            for at in range(0, len(block) - _ENTRY_BYTES + 1, _ENTRY_BYTES):
                name, _length, kind, start, size = _ENTRY.unpack_from(block, at)
                if self._version == 3:
                    size &= 0xFFFFFFFF  # the upper half may hold anything (MS-CFB 2.6.1)
                yield name.decode("utf-16-le", "replace").partition("\0")[0].lower(), kind, start, size

    def _read(self, places: Iterator[int], size: int, piece: int) -> bytes:
        """The stream as far as the end of the workbook's own records lies in it; all of it must be in the file."""
        kept, seen = bytearray(), 0
        for place in places:
            wanted = min(piece, size - seen)
            if wanted <= 0:
                break
            if place + wanted > self._size:
                raise refusals.damaged("it ends too early")
            self._file.seek(place)
            kept += self._file.read(wanted)
            seen += wanted
        if seen < size:
            raise refusals.damaged("it ends too early")
        return bytes(kept)


def _follow(table: array[int], start: int, most: int) -> list[int]:
    chain: list[int] = []
    while start < _LAST_SECTOR:
        if start >= min(most, len(table)) or len(chain) >= most:
            raise _crossed()
        chain.append(start)
        start = table[start]
    return chain


def _check_sheets(workbook: bytes) -> None:
    """Every sheet begins somewhere of its own: a reader reads each that is named, however often."""
    begins: set[int] = set()
    at = records = 0
    while at + 4 <= len(workbook):
        kind, length = struct.unpack_from("<HH", workbook, at)
        if (not records and kind not in _BEGINS) or records > _MOST_RECORDS:
            break
        records += 1
        if kind == _END:
            return
        if kind == _PASSWORD:
            raise refusals.protected()
        if kind == _SHEET:
            (begin,) = struct.unpack_from("<I", workbook, at + 4)
            if begin in begins:
                raise refusals.bomb("names one sheet several times")
            begins.add(begin)
        at += 4 + length
    raise refusals.damaged("its list of sheets has no end")


def _crossed() -> Exception:
    return refusals.damaged("its parts lead into one another or out of the file")
