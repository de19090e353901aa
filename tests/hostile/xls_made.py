"""Old workbooks from bytes: a compound file (MS-CFB) around a stream of records (MS-XLS), each number open to a lie."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence

SECTOR = 512
CUTOFF = 4_096  # a shorter stream would lie in the small sectors
FREE, END, FAT_SECTOR = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

# Where a number stands in the header of a compound file, and how wide it is.
BYTE_ORDER, SECTOR_SHIFT, SMALL_SHIFT = (28, "<H"), (30, "<H"), (32, "<H")
FAT_COUNT, FIRST_DIRECTORY = (44, "<I"), (48, "<I")
FIRST_SMALL_FAT, SMALL_FAT_COUNT = (60, "<I"), (64, "<I")
FIRST_MORE_FAT, MORE_FAT_COUNT, FIRST_FAT = (68, "<I"), (72, "<I"), (76, "<I")
VERSION = (26, "<H")

# Of an entry of its directory.
NAME_BYTES, KIND, START, SIZE = (64, "<H"), (66, "<B"), (116, "<I"), (120, "<Q")

BOF, EOF, SHEET, SST, CONTINUE = 0x0809, 0x000A, 0x0085, 0x00FC, 0x003C
DIMENSIONS, LABEL_SST, NUMBER, RK, MULTI_RK, LABEL, FORMULA = 0x0200, 0x00FD, 0x0203, 0x027E, 0x00BD, 0x0204, 0x0006
STRING, BOOL_ERROR, PASSWORD, DATE_MODE, FORMAT, XF = 0x0207, 0x0205, 0x002F, 0x0022, 0x041E, 0x00E0
NAME, EXTERNAL_SHEETS, CODE_PAGE, MERGED = 0x0018, 0x0017, 0x0042, 0x00E5
VISIBLE, HIDDEN, VERY_HIDDEN = 0, 1, 2

Lie = Mapping[tuple[int, str], int]


def record(kind: int, content: bytes = b"", *, said: int | None = None) -> bytes:
    """One record; `said` is the length it claims."""
    return struct.pack("<HH", kind, len(content) if said is None else said) + content


def text(value: str, width: str = "<H", *, said: int | None = None) -> bytes:
    """A string of a record: how many letters, that they take two bytes each, the letters."""
    letters = value.encode("utf-16-le", "surrogatepass")
    return struct.pack(width, len(letters) // 2 if said is None else said) + b"\x01" + letters


def begin(kind: int = 5, version: int = 0x0600) -> bytes:
    return record(BOF, struct.pack("<HHHHII", version, kind, 0x0DBB, 0x07CC, 0x41, 6))


def cell(kind: int, row: int, column: int, content: bytes, *, style: int = 0) -> bytes:
    return record(kind, struct.pack("<HHH", row, column, style) + content)


def label(row: int, column: int, value: str) -> bytes:
    return cell(LABEL, row, column, text(value))


def number(row: int, column: int, value: float, *, style: int = 0) -> bytes:
    return cell(NUMBER, row, column, struct.pack("<d", value), style=style)


def formula(row: int, column: int, value: bytes, tokens: bytes = b"\x1e\x01\x00", *, said: int | None = None) -> bytes:
    """`value` are the eight bytes of its last result, `tokens` what it says (1, as it stands)."""
    size = struct.pack("<H", len(tokens) if said is None else said)
    return cell(FORMULA, row, column, value + b"\0" * 6 + size + tokens)


def labels(rows: Sequence[Sequence[str]]) -> bytes:
    return b"".join(label(y, x, value) for y, row in enumerate(rows) for x, value in enumerate(row) if value)


def sheet(cells: bytes, *, ends: bool = True, before: bytes = b"") -> bytes:
    return begin(0x10) + before + cells + (record(EOF) if ends else b"")


def named(name: str, at: int, *, state: int = VISIBLE, kind: int = 0, said: int | None = None) -> bytes:
    """The line of the workbook that says where a sheet begins."""
    return record(SHEET, struct.pack("<IBB", at, state, kind) + text(name, "<B", said=said))


def shared(values: Sequence[str], *, count: int | None = None) -> bytes:
    many = len(values) if count is None else count
    return record(SST, struct.pack("<II", many, many) + b"".join(map(text, values)))


def stream(
    *sheets: bytes,
    parts: bytes = b"",
    first: bytes | None = None,
    states: Sequence[int] = (),
    kinds: Sequence[int] = (),
    at: int | None = None,
) -> bytes:
    """A whole workbook: its own records, then each sheet; `at` is where every sheet claims to begin."""
    opening = begin() if first is None else first
    names = [f"List{count}" for count in range(len(sheets))]
    length = len(opening) + len(parts) + sum(len(named(name, 0)) for name in names) + len(record(EOF))
    lines, place = b"", length
    for index, (name, each) in enumerate(zip(names, sheets, strict=True)):
        state = states[index] if index < len(states) else VISIBLE
        kind = kinds[index] if index < len(kinds) else 0
        lines += named(name, place if at is None else at, state=state, kind=kind)
        place += len(each)
    return opening + parts + lines + record(EOF) + b"".join(sheets)


def patched(content: bytes, lies: Lie, start: int = 0) -> bytes:
    changed = bytearray(content)
    for (offset, form), value in lies.items():
        struct.pack_into(form, changed, start + offset, value)
    return bytes(changed)


def entry(name: str, kind: int, start: int, size: int, lies: Lie | None = None) -> bytes:
    written = name.encode("utf-16-le").ljust(64, b"\0")[:64]
    made = (
        written
        + struct.pack("<HBB", (len(name) + 1) * 2, kind, 1)
        + struct.pack("<III", FREE, FREE, 1 if kind == 5 else FREE)
        + b"\0" * 36
        + struct.pack("<IQ", start, size)
    )
    return patched(made, lies or {})


def compound(
    content: bytes,
    *,
    name: str = "Workbook",
    header: Lie | None = None,
    of_entry: Lie | None = None,
    of_root: Lie | None = None,
    chain: Mapping[int, int] | None = None,
    more: bytes = b"",
) -> bytes:
    """A compound file of one stream. Sectors: the table of chains, the directory, then the stream.

    `chain` overwrites entries of the table (sector -> the next one), the others what is said in their places;
    `more` is a further directory entry.
    """
    body = content.ljust(max(CUTOFF, -(-len(content) // SECTOR) * SECTOR), b"\0")
    count = len(body) // SECTOR
    tables = 1
    while tables * (SECTOR // 4) < tables + 1 + count:
        tables += 1
    first = tables + 1
    table = [FAT_SECTOR] * tables + [END] + [*range(first + 1, first + count), END]
    table += [FREE] * (tables * (SECTOR // 4) - len(table))
    for sector, following in (chain or {}).items():
        table[sector] = following
    entries = entry("Root Entry", 5, END, 0, of_root) + entry(name, 2, first, len(body), of_entry) + more
    top = (
        MARK
        + b"\0" * 16
        + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
        + b"\0" * 6
        + struct.pack("<IIIII", 0, tables, tables, 0, CUTOFF)
        + struct.pack("<IIII", END, 0, END, 0)
        + b"".join(struct.pack("<I", sector if sector < tables else FREE) for sector in range(109))
    )
    return (
        patched(top, header or {})
        + b"".join(struct.pack("<I", each) for each in table)
        + entries.ljust(SECTOR, b"\0")
        + body
    )


def workbook(rows: Sequence[Sequence[str]], **how: bytes) -> bytes:
    """A good workbook of text cells."""
    return compound(stream(sheet(labels(rows)), **how))
