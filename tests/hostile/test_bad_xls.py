"""Old workbooks nobody should trust: containers and records that lie, each with its verdict and code."""

from __future__ import annotations

import random
import struct
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from callback_desk.intake.limits import Limits
from tests.hostile import xls_made as made
from tests.hostile.refusing import refused_sentence
from tests.hostile.xls_made import compound, label, labels, named, number, record, sheet, stream, text, workbook
from tests.intake.reading import HEADING, Read, read

SMALL = Limits(workbook_bytes=20_000_000, rows=5_000, columns=64, workbook_cells=2_000_000)
HEADINGS = HEADING.split(",")
ADA = ["26-000101", "11/10/2026 14:05", "220", "Quillfeather, Ada", "04/12/1980", "312-555-0142"]
TABLE = labels([HEADINGS, ADA])
GOOD = workbook([HEADINGS, ADA])
PLAIN = stream(sheet(TABLE))
NOISE = random.Random(7).randbytes(4_000)
HOLES = [len(GOOD) * part // 12 for part in range(1, 12)]
BILLIONS = 0xFFFFFFF0


def header(place: tuple[int, str], value: int) -> bytes:
    return compound(PLAIN, header={place: value})


def said_of_stream(place: tuple[int, str], value: int) -> bytes:
    return compound(PLAIN, of_entry={place: value})


def with_cells(cells: bytes, *, before: bytes = b"", parts: bytes = b"") -> bytes:
    """A good table, and more cells of that sheet."""
    return compound(stream(sheet(TABLE + label(0, 6, "Notes") + cells, before=before), parts=parts))


def dimensions(rows: int, columns: int) -> bytes:
    return record(made.DIMENSIONS, struct.pack("<IIHHH", 0, rows, 0, columns, 0))


def protected() -> bytes:
    return compound(stream(sheet(TABLE), parts=record(made.PASSWORD, struct.pack("<HHH", 1, 1, 1) + NOISE[:48])))


def strings_split() -> bytes:
    """A shared string that goes on in the next record, whose mark of the width is missing."""
    return record(made.SST, struct.pack("<II", 1, 1) + struct.pack("<HB", 600, 1) + b"A\0" * 100) + record(
        made.CONTINUE
    )


def one_sheet_many_times(times: int, cells: int) -> bytes:
    many = sheet(labels([HEADINGS]) + b"".join(number(1 + n // 200, n % 200, n) for n in range(cells)))
    parts_length = len(made.begin()) + times * len(named("List0", 0)) + len(record(made.EOF))
    lines = b"".join(named("List0", parts_length) for _ in range(times))
    return compound(made.begin() + lines + record(made.EOF) + many)


REFUSED: list[tuple[str, Callable[[], bytes], set[str]]] = [
    ("only the mark", lambda: made.MARK, {"E03"}),
    ("the mark and noise", lambda: made.MARK + NOISE, {"E03"}),
    ("the mark, noise and a name", lambda: made.MARK + NOISE + "Workbook".encode("utf-16-le"), {"E13"}),
    *((f"cut after {hole} bytes", lambda hole=hole: GOOD[:hole], {"E03", "E13"}) for hole in HOLES),  # type: ignore[misc]
    ("a compound file without a workbook", lambda: compound(PLAIN, name="Contents"), {"E03"}),
    ("a word processor's document", lambda: compound(PLAIN, name="WordDocument"), {"E03"}),
    ("a message with a workbook in it", lambda: GOOD + "__substg1.0_3701".encode("utf-16-le"), {"E03"}),
    ("a new workbook under a password", lambda: compound(NOISE, name="EncryptedPackage"), {"E12"}),
    ("sectors of one byte", lambda: header(made.SECTOR_SHIFT, 0), {"E13"}),
    ("sectors beyond all", lambda: header(made.SECTOR_SHIFT, 31), {"E13"}),
    ("sectors of no size", lambda: header(made.SECTOR_SHIFT, 0xFFFF), {"E13"}),
    ("an unknown version", lambda: header(made.VERSION, 9), {"E13"}),
    ("no table of chains", lambda: header(made.FIRST_FAT, made.FREE), {"E13"}),
    ("a table of chains beyond the end", lambda: header(made.FIRST_FAT, 70_000), {"E13"}),
    ("more tables that never end", lambda: compound(PLAIN, header={made.FIRST_MORE_FAT: 0}, chain={127: 0}), {"E13"}),
    ("more tables beyond the end", lambda: header(made.FIRST_MORE_FAT, BILLIONS), {"E13"}),
    ("a directory beyond the end", lambda: header(made.FIRST_DIRECTORY, 70_000), {"E13"}),
    ("a directory of billions", lambda: header(made.FIRST_DIRECTORY, BILLIONS), {"E13"}),
    ("a directory in a ring", lambda: compound(PLAIN, chain={1: 1}), {"E13"}),
    ("a stream in a ring", lambda: compound(PLAIN, chain={4: 2}), {"E13"}),
    ("a stream that leads to itself", lambda: compound(PLAIN, chain={2: 2}), {"E13"}),
    ("a stream that leads out of the file", lambda: compound(PLAIN, chain={3: 90_000}), {"E13"}),
    ("a stream that leads to nothing", lambda: compound(PLAIN, chain={2: made.FREE}), {"E13"}),
    ("a stream that begins beyond the end", lambda: said_of_stream(made.START, 70_000), {"E13"}),
    ("a stream that begins nowhere", lambda: said_of_stream(made.START, made.END), {"E13"}),
    ("a stream of exabytes", lambda: said_of_stream(made.SIZE, 2**62), {"E13"}),
    ("a stream of four gigabytes", lambda: said_of_stream(made.SIZE, 2**32 - 1), {"E13"}),
    ("a stream of nothing", lambda: said_of_stream(made.SIZE, 0), {"E02", "E13"}),
    ("a small stream without small sectors", lambda: said_of_stream(made.SIZE, 300), {"E13"}),
    (
        "small sectors in a ring",
        lambda: compound(
            PLAIN, header={made.FIRST_SMALL_FAT: 1, made.SMALL_FAT_COUNT: 9}, of_entry={made.SIZE: 300}, chain={1: 1}
        ),
        {"E13"},
    ),
    (
        "small sectors of billions",
        lambda: compound(PLAIN, header={made.SMALL_SHIFT: 31}, of_entry={made.SIZE: 300}, of_root={made.SIZE: 2**40}),
        {"E13"},
    ),
    ("no records, only noise", lambda: compound(NOISE), {"E02", "E13"}),
    ("no records, only noughts", lambda: compound(b""), {"E02", "E13"}),
    ("no beginning", lambda: compound(stream(sheet(TABLE), first=b"")), {"E13"}),
    ("protected", protected, {"E12"}),
    (
        "a record longer than the file",
        lambda: compound(stream(sheet(TABLE + record(made.LABEL, b"", said=65_535)))),
        {"E13"},
    ),
    ("a sheet that never ends", lambda: compound(stream(sheet(TABLE, ends=False)) + NOISE), {"E13"}),
    ("a sheet beyond the end", lambda: compound(stream(sheet(TABLE), at=2**31)), {"E13"}),
    ("a sheet that begins in itself", lambda: compound(stream(sheet(TABLE), at=0)), {"E02", "E13"}),
    ("no sheet at all", lambda: compound(stream()), {"E02"}),
    ("an empty sheet", lambda: compound(stream(sheet(b""))), {"E02"}),
    (
        "every sheet hidden",
        lambda: compound(stream(sheet(TABLE), sheet(TABLE), states=(made.HIDDEN, made.VERY_HIDDEN))),
        {"E14"},
    ),
    ("only a chart", lambda: compound(stream(sheet(TABLE), kinds=(2,))), {"E02"}),
    ("only a sheet of macros", lambda: compound(stream(sheet(TABLE), kinds=(1,))), {"E02"}),
    (
        "a sheet's name longer than its record",
        lambda: compound(made.begin() + named("L", 60, said=255) + record(made.EOF) + sheet(TABLE)),
        {"E13"},
    ),
    (
        "a shared string longer than its record",
        lambda: with_cells(b"", parts=record(made.SST, struct.pack("<II", 1, 1) + text("x", said=65_535))),
        {"E13"},
    ),
    ("a shared string that goes on nowhere", lambda: with_cells(b"", parts=strings_split()), {"E13"}),
    (
        "a shared string of gigabytes of extras",
        lambda: with_cells(b"", parts=record(made.SST, struct.pack("<IIHBI", 1, 1, 3, 0x05, BILLIONS) + b"A\0B\0C\0")),
        {"E13"},
    ),
    ("a label of half a letter", lambda: with_cells(made.cell(made.LABEL, 2, 0, b"\x05")), {"E13"}),
    ("a number that breaks off", lambda: with_cells(made.cell(made.NUMBER, 2, 0, b"\0")), {"E13"}),
    ("a short number that breaks off", lambda: with_cells(record(made.RK, b"\x02\0")), {"E13"}),
    (
        "a row of numbers that runs backwards",
        lambda: with_cells(record(made.MULTI_RK, struct.pack("<HHHIH", 2, 5, 0, 0, 1))),
        {"E13"},
    ),
    ("a row of numbers that breaks off", lambda: with_cells(record(made.MULTI_RK, struct.pack("<HH", 2, 0))), {"E13"}),
    ("a truth that breaks off", lambda: with_cells(record(made.BOOL_ERROR, b"\x02\0\0")), {"E13"}),
    ("a size that breaks off", lambda: with_cells(b"", before=record(made.DIMENSIONS, b"\1\2\3")), {"E13"}),
    (
        "a formula cut short",
        lambda: with_cells(made.formula(1, 6, struct.pack("<d", 1.0), b"\x1e", said=900)),
        {"E13"},
    ),
    ("an error nobody knows", lambda: with_cells(made.cell(made.BOOL_ERROR, 1, 6, b"\x77\x01")), {"E13"}),
    ("a name of noise", lambda: with_cells(b"", parts=record(made.NAME, NOISE[:200])), {"E13"}),
    ("an unknown code page", lambda: with_cells(b"", parts=record(made.CODE_PAGE, b"\x39\x30")), {"E13"}),
    ("sixty thousand merged cells", lambda: with_cells(record(made.MERGED, b"\xff\xff" + NOISE[:64])), {"E13"}),
    ("more rows than allowed", lambda: workbook([HEADINGS, *[ADA] * 5_001]), {"E09"}),
    ("more columns than allowed", lambda: workbook([[f"c{n}" for n in range(200)]] * 2), {"E06"}),
    ("criminal history", lambda: workbook([[*HEADINGS, "FBI No"], [*ADA, "7"]]), {"E30"}),
    ("one sheet a thousand times over", lambda: one_sheet_many_times(1_000, 20_000), {"E10", "E13"}),
    ("larger than allowed", lambda: GOOD + b"\0" * 20_000_000, {"E01"}),
]


# What these would take goes beyond the memory of the parser's process, and ends it: never in this one.
STOPPED: list[tuple[str, Callable[[], bytes], set[str]]] = [
    ("a sheet said to be of billions", lambda: with_cells(b"", before=dimensions(BILLIONS, 256)), {"E10"}),
    ("a cell at the far corner", lambda: with_cells(label(65_535, 255, "x")), {"E10"}),
    ("a cell outside every sheet", lambda: with_cells(label(65_535, 65_535, "x")), {"E10"}),
]


@pytest.mark.parametrize(("make", "codes"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED])
def test_the_workbook_is_refused(make: Callable[[], bytes], codes: set[str], tmp_path: Path) -> None:
    refused_sentence(tmp_path / "list.csv", make(), codes, SMALL)


def date_cells() -> bytes:
    """Style 1 is the built-in form of a date (14)."""
    styles = b"".join(record(made.XF, struct.pack("<HHHHIIII", 0, form, 0, 0, 0, 0, 0, 0)[:20]) for form in (0, 14))
    row = label(1, 0, ADA[0]) + number(1, 1, 46_336.5, style=1) + label(1, 2, "220") + label(1, 3, ADA[3])
    return compound(stream(sheet(labels([HEADINGS]) + row + number(1, 5, 3_125_550_142)), parts=styles))


ACCEPTED: list[tuple[str, Callable[[], bytes], Callable[[Read], bool]]] = [
    ("a good workbook", lambda: GOOD, lambda f: f.people[0].phones[0].number is not None),
    ("a false byte order", lambda: header(made.BYTE_ORDER, 0xFEFF), lambda f: True),
    ("a false count of tables", lambda: header(made.FAT_COUNT, 0x7FFFFFFF), lambda f: True),
    ("a false count of more tables", lambda: header(made.MORE_FAT_COUNT, BILLIONS), lambda f: True),
    (
        "numbers and dates as cells",
        date_cells,
        lambda f: str(f.people[0].facts.reported_at) == "2026-11-10 18:00:00+00:00",
    ),
    (
        "hidden sheets are told",
        lambda: compound(stream(sheet(TABLE), sheet(TABLE), states=(0, 1))),
        lambda f: f.guess.hidden_sheets == ("List1",),
    ),
    ("a formula", lambda: with_cells(made.formula(1, 6, struct.pack("<d", 1.0))), lambda f: True),
    ("a formula of noise", lambda: with_cells(made.formula(1, 6, struct.pack("<d", 1.0), NOISE[:800])), lambda f: True),
    ("no number", lambda: with_cells(number(1, 6, float("nan")) + number(2, 0, float("inf"))), lambda f: True),
    ("a style out of range", lambda: with_cells(number(1, 6, 7.0, style=60_000)), lambda f: True),
    (
        "links of noise",
        lambda: with_cells(b"", parts=record(made.EXTERNAL_SHEETS, b"\xff\xff" + NOISE[:60])),
        lambda f: True,
    ),
    ("a form of noise", lambda: with_cells(b"", parts=record(made.FORMAT, NOISE[:3])), lambda f: True),
    ("a size that is too small", lambda: with_cells(b"", before=dimensions(1, 1)), lambda f: True),
    ("1904", lambda: with_cells(b"", parts=record(made.DATE_MODE, b"\1\0")), lambda f: True),
    ("a name of 65,535 letters", lambda: said_of_stream(made.NAME_BYTES, 0xFFFF), lambda f: True),
    ("billions of shared strings", lambda: with_cells(b"", parts=made.shared(["x"], count=BILLIONS)), lambda f: True),
    ("two billion shared strings", lambda: with_cells(b"", parts=made.shared(["x"], count=2**31 - 1)), lambda f: True),
    ("shared strings that break off", lambda: with_cells(b"", parts=made.shared(["x"], count=900)), lambda f: True),
    (
        "a string out of range",
        lambda: with_cells(made.cell(made.LABEL_SST, 2, 0, struct.pack("<I", 999_999)), parts=made.shared(["x"])),
        lambda f: True,
    ),
    (
        "a label longer than its record",
        lambda: with_cells(made.cell(made.LABEL, 2, 0, text("x", said=60_000))),
        lambda f: True,
    ),
]


@pytest.mark.parametrize(("make", "check"), [case[1:] for case in ACCEPTED], ids=[case[0] for case in ACCEPTED])
def test_the_workbook_is_read(make: Callable[[], bytes], check: Callable[[Read], bool], tmp_path: Path) -> None:
    path = tmp_path / "list.ods"  # content decides, not the extension
    path.write_bytes(make())
    begun = time.process_time()
    found = read(path, limits=SMALL)
    assert found.people, found.problems
    assert check(found), (found.counts, found.problems, found.guess)
    assert time.process_time() - begun < 10
