"""ZIP archives nobody should trust: bombs, lies in the directory, names that climb out, and what lies in them."""

from __future__ import annotations

import io
import random
import stat
import struct
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from callback_desk.domain.errors import ImportRefused
from callback_desk.intake.limits import Limits
from tests.hostile.refusing import refused_sentence
from tests.intake.reading import HEADING, Read, a_row, read
from tests.intake.written import packed, xlsx_parts

SMALL = Limits(workbook_bytes=20_000_000, text_bytes=5_000_000, rows=5_000, columns=64, workbook_entries=500)
LIST = f"{HEADING}\r\n{a_row()}\r\n".encode()
GOOD = packed({"list.csv": LIST})
CENTRAL = b"PK\x01\x02"
END = b"PK\x05\x06"


def patched(offset: int, form: str, value: int, content: bytes = GOOD) -> bytes:
    """The first entry of the directory with one of its numbers changed."""
    changed = bytearray(content)
    struct.pack_into(form, changed, changed.find(CENTRAL) + offset, value)
    return bytes(changed)


def entry(name: str, content: bytes = LIST, *, mode: int = 0, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An archive of one member with rights, a packing or a date of its own."""
    out = io.BytesIO()
    info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    info.compress_type = method
    info.external_attr = mode << 16
    info.create_system = 3
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(info, content)
    return out.getvalue()


def several(*members: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        warnings.simplefilter("ignore")  # one name twice is meant
        for name, content in members:
            archive.writestr(name, content)
    return out.getvalue()


def commented() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("list.csv", LIST)
        archive.comment = b"x" * 65_535
    return out.getvalue()


def zip64() -> bytes:
    out = io.BytesIO()
    with (
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("list.csv", "w", force_zip64=True) as file,
    ):
        file.write(LIST)
    return out.getvalue()


def inside_one_another() -> bytes:
    content = bytearray(several(("a.csv", LIST), ("b.csv", LIST)))
    second = content.rfind(CENTRAL)
    struct.pack_into("<I", content, second + 42, 5)
    return bytes(content)


def nested(levels: int) -> bytes:
    content = LIST
    for _level in range(levels):
        content = packed({"inner.zip" if content is not LIST else "list.csv": content})
    return content


def quine() -> bytes:
    """A member that says it is the archive it lies in."""
    return several(("list.csv", LIST), ("again.zip", GOOD))


NOISE = random.Random(5).randbytes(4_000)
LONG = (HEADING + "\r\n" + "\r\n".join(a_row(case=f"26-{number}") for number in range(9_000))).encode()

REFUSED: list[tuple[str, Callable[[], bytes], set[str]]] = [
    ("Z01 nothing in it", lambda: packed({}), {"E02"}),
    ("Z02 a mark and noise", lambda: b"PK\x03\x04" + NOISE, {"E13"}),
    ("Z03 the first half", lambda: GOOD[: len(GOOD) // 2], {"E13"}),
    ("Z03b the directory cut", lambda: GOOD[:-30], {"E13"}),
    ("Z03c only its end", lambda: GOOD[GOOD.find(CENTRAL) :], {"E02", "E03", "E04", "E13"}),
    ("Z04 a program before it", lambda: b"MZ\x90\x00" + NOISE + GOOD, {"E03"}),
    ("Z04b a picture before it", lambda: b"\xff\xd8\xff" + NOISE + GOOD, {"E03"}),
    ("Z08 a zip64 size that lies", lambda: patched(24, "<I", 0xFFFFFFFE), {"E10", "E13"}),
    ("Z05 two ends", lambda: GOOD + GOOD[GOOD.find(END) :], {"E13"}),
    ("Z09 the first part of several", lambda: b"PK\x07\x08" + GOOD[:-60], {"E13"}),
    ("Z10 an archive in an archive", lambda: nested(2), {"E10"}),
    ("Z10b twenty archives in one another", lambda: nested(20), {"E10"}),
    ("Z11 an archive beside a list", quine, {"E10"}),
    ("Z12 members inside one another", inside_one_another, {"E10", "E13"}),
    ("Z13 a thousand to one", lambda: packed({"list.csv": b"\x00" * 15_000_000}), {"E10"}),
    ("Z13b a thousand to one in blanks", lambda: packed({"list.csv": LIST + b" " * 9_000_000}), {"E10"}),
    ("Z14 more than allowed in all", lambda: several(*((f"{n}.csv", NOISE * 400) for n in range(14))), {"E10"}),
    ("Z15 too many members", lambda: several(*((f"{n}.csv", b"") for n in range(600))), {"E10"}),
    ("Z16 a size that is too small", lambda: patched(24, "<I", 100), {"E13"}),
    ("Z17 a size that is too big", lambda: patched(24, "<I", 900_000), {"E13"}),
    ("Z17b gigabytes said", lambda: patched(24, "<I", 4_000_000_000), {"E10"}),
    ("Z18 a wrong check sum", lambda: patched(16, "<I", 12_345), {"E13"}),
    ("Z18b content that was changed", lambda: GOOD[:45] + b"\x00\xff\x00" + GOOD[48:], {"E13"}),
    ("Z19 protected", lambda: patched(8, "<H", 1), {"E12"}),
    ("Z20 LZMA", lambda: entry("list.csv", method=zipfile.ZIP_LZMA), {"E13"}),
    ("Z20b bzip2", lambda: entry("list.csv", method=zipfile.ZIP_BZIP2), {"E13"}),
    ("Z20c an unknown packing", lambda: patched(10, "<H", 97), {"E13"}),
    ("Z26 a name of thousands", lambda: several(("x" * 5_000 + ".csv", LIST)), {"E13"}),
    ("Z30 a name twice", lambda: several(("list.csv", LIST), ("list.csv", LIST)), {"E13"}),
    ("Z31 names that differ in case", lambda: several(("list.csv", LIST), ("LIST.csv", LIST)), {"E13"}),
    ("Z32 a link", lambda: entry("list.csv", b"/etc/hostname", mode=stat.S_IFLNK | 0o777), {"E13"}),
    ("Z33 a device", lambda: entry("list.csv", b"", mode=stat.S_IFCHR | 0o666), {"E13"}),
    ("Z33b a pipe", lambda: entry("list.csv", b"", mode=stat.S_IFIFO | 0o666), {"E13"}),
    ("Z34 folders only", lambda: several(("week46/", b""), ("week47/", b"")), {"E02"}),
    ("Z35 only what systems leave", lambda: several((".DS_Store", b"x"), ("__MACOSX/._a.csv", b"x")), {"E02"}),
    ("Z36 a program in it", lambda: several(("list.csv", LIST), ("setup.exe", b"MZ\x90\x00")), {"E03"}),
    ("Z36b a shortcut in it", lambda: several(("list.csv", LIST), ("l.lnk", b"L\0\0\0\1\x14\2\0")), {"E03"}),
    (
        "Z36c macros in it",
        lambda: several(("list.csv", LIST), ("m.xlsm", packed({"xl/vbaProject.bin": b"x"}))),
        {"E16"},
    ),
    ("Z36d another packed file", lambda: several(("list.csv", LIST), ("l.gz", b"\x1f\x8b\x08\x00")), {"E03"}),
    ("Z37 a bad list beside a good one", lambda: several(("a.csv", LIST), ("b.csv", LIST + b'"open')), {"E05"}),
    ("a bad letter in one list", lambda: several(("a.csv", LIST), ("b.csv", LIST.decode().encode("utf-32"))), {"E04"}),
    ("other headings", lambda: several(("a.csv", LIST), ("b.csv", b"Make,Model\r\nx,y\r\n")), {"E14"}),
    ("criminal history in one list", lambda: several(("a.csv", LIST.replace(b"Victim DOB", b"FBI No"))), {"E30"}),
    ("more rows than allowed in all", lambda: several(("a.csv", LONG)), {"E09"}),
    (
        "a bomb inside a workbook inside",
        lambda: several(("a.xlsx", packed({**xlsx_parts([HEADING.split(",")]), "xl/x.bin": b"\0" * 15_000_000}))),
        {"E10"},
    ),
    (
        "entities inside a workbook inside",
        lambda: several(("a.xlsx", packed({**xlsx_parts([["a"]]), "xl/styles.xml": '<!DOCTYPE x [<!ENTITY a "b">]>'}))),
        {"E11"},
    ),
    ("entities in an XML member", lambda: several(("a.xml", b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>')), {"E11"}),
    ("too deep a JSON member", lambda: several(("a.json", b"[" * 100_000)), {"E25"}),
]


@pytest.mark.parametrize(("make", "codes"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED])
def test_the_archive_is_refused(make: Callable[[], bytes], codes: set[str], tmp_path: Path) -> None:
    refused_sentence(tmp_path / "lists.zip", make(), codes, SMALL)


def sheets(found: Read) -> list[str]:
    return [person.place.sheet for person in found.people]


ACCEPTED: list[tuple[str, Callable[[], bytes], list[str]]] = [
    ("Z06 a comment of 64 KB", commented, ["list.csv"]),
    ("Z07 zip64 with little in it", zip64, ["list.csv"]),
    ("Z21 a name that climbs out", lambda: several(("../../evil.csv", LIST)), ["../../evil.csv"]),
    ("Z22 a name from the root", lambda: several(("/etc/evil.csv", LIST)), ["/etc/evil.csv"]),
    ("Z23 a name with a drive", lambda: several(("C:evil.csv", LIST)), ["C:evil.csv"]),
    ("Z24 a name with a backslash", lambda: several(("a\\b.csv", LIST)), ["a\\b.csv"]),
    ("Z27 a name of a device", lambda: several(("CON.csv", LIST)), ["CON.csv"]),
    ("Z28 a name in an old code page", lambda: entry("caf\u00e9.csv"), ["caf\u00e9.csv"]),
    ("Z29 a name that turns round", lambda: several(("a\u202evsc.exe", LIST)), ["a<U+202E>vsc.exe"]),
    ("Z35 what systems leave beside it", lambda: several(("list.csv", LIST), ("Thumbs.db", b"\xd0\xcf")), ["list.csv"]),
    ("Z38 the same list twice", lambda: several(("a.csv", LIST), ("b.csv", LIST)), ["a.csv", "b.csv"]),
    ("Z39 a date before all dates", lambda: patched(12, "<I", 0), ["list.csv"]),
    ("stored, not packed", lambda: entry("list.csv", method=zipfile.ZIP_STORED), ["list.csv"]),
    ("a folder around it", lambda: several(("week46/", b""), ("week46/list.csv", LIST)), ["week46/list.csv"]),
]


@pytest.mark.parametrize(("make", "expected"), [case[1:] for case in ACCEPTED], ids=[case[0] for case in ACCEPTED])
def test_the_archive_is_read(make: Callable[[], bytes], expected: list[str], tmp_path: Path) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    (inside / "lists.csv").write_bytes(make())
    assert sheets(read(inside / "lists.csv", limits=SMALL)) == expected
    assert [path.name for path in tmp_path.rglob("*")] == ["inside", "lists.csv"]


def test_z40_an_archive_that_changes_under_the_reader_is_refused(tmp_path: Path) -> None:
    from callback_desk.intake.reading import read_file
    from callback_desk.intake.request import ReadRequest
    from tests.intake.reading import offenses

    path = tmp_path / "lists.zip"
    path.write_bytes(GOOD)
    reading = read_file(ReadRequest(str(path)), offenses())
    next(reading)
    path.write_bytes(packed({"list.csv": LIST + LIST}))
    with pytest.raises(ImportRefused) as refused:
        list(reading)
    assert refused.value.code == "E28"
