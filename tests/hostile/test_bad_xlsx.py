"""Workbooks nobody should trust: good ones taken apart and put together wrong, each with verdict and code."""

from __future__ import annotations

import io
import random
import struct
import time
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from callback_desk.domain.errors import ImportRefused
from callback_desk.intake.limits import Limits
from tests.intake.reading import HEADING, Read, read

ROW = ["26-000101", "11/10/2026 14:05", "220", "Quillfeather, Ada", "04/12/1980", "312-555-0142"]
SMALL = Limits(workbook_bytes=20_000_000, rows=5_000, columns=64, workbook_entries=500, workbook_cells=2_000_000)
SHEET = "xl/worksheets/sheet1.xml"
LAUGHS = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'
OUTSIDE = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
UNKNOWN = b'<?xml version="1.0" encoding="U2F-8"?>'
REMOTE = b'<!DOCTYPE x SYSTEM "http://192.0.2.1/x.dtd">'


def workbook(*rows: list[object], change: Callable[[openpyxl.Workbook], None] | None = None) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(HEADING.split(","))
    for row in rows or (ROW,):
        sheet.append(row)
    if change is not None:
        change(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def repacked(change: Callable[[dict[str, bytes]], None], content: bytes | None = None) -> bytes:
    """A good workbook with its parts changed."""
    with zipfile.ZipFile(io.BytesIO(content or workbook())) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return out.getvalue()


def with_doctype(part: str, doctype: bytes) -> bytes:
    def change(parts: dict[str, bytes]) -> None:
        body = parts[part]
        start = body.find(b"?>") + 2 if body.startswith(b"<?xml") else 0
        parts[part] = body[:start] + doctype + body[start:]

    return repacked(change)


def replaced(part: str, old: bytes, new: bytes) -> bytes:
    def change(parts: dict[str, bytes]) -> None:
        assert old in parts[part]
        parts[part] = parts[part].replace(old, new)

    return repacked(change)


def without(part: str) -> bytes:
    return repacked(lambda parts: parts.pop(part) and None)


def added(name: str, body: bytes) -> bytes:
    return repacked(lambda parts: parts.update({name: body}))


def twice(name: str) -> bytes:
    out = io.BytesIO(workbook())
    with zipfile.ZipFile(out, "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr(name, b"<x/>")
    return out.getvalue()


def false_size(part: str) -> bytes:
    """The directory says that a part is small; its stream unpacks to far more."""
    content = bytearray(repacked(lambda parts: parts.update({part: parts[part] + b" " * 900_000})))
    at = content.rfind(b"PK\x01\x02")
    position = content.find(b"PK\x01\x02")
    while position >= 0:
        length = struct.unpack_from("<H", content, position + 28)[0]
        if content[position + 46 : position + 46 + length] == part.encode():
            struct.pack_into("<I", content, position + 24, 500)
        position = content.find(b"PK\x01\x02", position + 4)
    assert at > 0
    return bytes(content)


def inside_one_another() -> bytes:
    """Two directory entries that point at one stream, as an overlap bomb does."""
    content = bytearray(workbook())
    entries = []
    position = content.find(b"PK\x01\x02")
    while position >= 0:
        entries.append(position)
        position = content.find(b"PK\x01\x02", position + 4)
    first = struct.unpack_from("<I", content, entries[0] + 42)[0]
    struct.pack_into("<I", content, entries[1] + 42, first + 5)
    return bytes(content)


def encrypted_flag() -> bytes:
    content = bytearray(workbook())
    position = content.find(b"PK\x01\x02")
    struct.pack_into("<H", content, position + 8, struct.unpack_from("<H", content, position + 8)[0] | 1)
    return bytes(content)


def unknown_compression() -> bytes:
    content = bytearray(workbook())
    position = content.find(b"PK\x01\x02")
    struct.pack_into("<H", content, position + 10, 97)
    return bytes(content)


def string_out_of_range() -> bytes:
    def change(parts: dict[str, bytes]) -> None:
        start = parts[SHEET].index(b'<c r="A2"')
        end = parts[SHEET].index(b"</c>", start) + 4
        parts[SHEET] = parts[SHEET][:start] + b'<c r="A2" t="s"><v>999999</v></c>' + parts[SHEET][end:]
        parts["xl/sharedStrings.xml"] = (
            b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>x</t></si></sst>'
        )

    return repacked(change)


def all_hidden(book: openpyxl.Workbook) -> None:
    book.active.sheet_state = "hidden"
    book.create_chartsheet("Chart")


def ole(*streams: str) -> bytes:
    return (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + b"\x00" * 504
        + b"".join(stream.encode("utf-16-le").ljust(128, b"\x00") for stream in streams)
    )


def zip_of(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return out.getvalue()


def workbook_of_nothing() -> bytes:
    out = io.BytesIO()
    openpyxl.Workbook().save(out)
    return out.getvalue()


GOOD = workbook()

REFUSED: list[tuple[str, Callable[[], bytes], set[str]]] = [
    ("X01 random bytes behind a zip mark", lambda: b"PK\x03\x04" + random.Random(1).randbytes(4_000), {"E13"}),
    ("X02 the first half", lambda: GOOD[: len(GOOD) // 2], {"E13"}),
    ("X02b the last byte gone", lambda: GOOD[:-30], {"E13"}),
    ("X04 no workbook part", lambda: without("xl/workbook.xml"), {"E13"}),
    ("X04 no sheet part", lambda: without(SHEET), {"E13"}),
    ("X04 no relationships", lambda: without("xl/_rels/workbook.xml.rels"), {"E13"}),
    (
        "X04 a dangling relationship",
        lambda: replaced("xl/_rels/workbook.xml.rels", b"sheet1.xml", b"sheet9.xml"),
        {"E13"},
    ),
    ("X05 a protected workbook", lambda: ole("EncryptedPackage", "EncryptionInfo"), {"E12"}),
    ("X05 an old document", lambda: ole("WordDocument"), {"E03"}),
    ("X05 a broken .xls", lambda: ole("Workbook"), {"E13"}),
    ("X06 macros", lambda: added("xl/vbaProject.bin", b"\x00\x01"), {"E16"}),
    ("X06 a binary workbook", lambda: added("xl/workbook.bin", b"\x00\x01"), {"E16"}),
    (
        "X07 an encoding nobody knows",
        lambda: replaced("xl/workbook.xml", b"<workbook", UNKNOWN + b"<workbook"),
        {"E13"},
    ),
    ("X08 laughs in the sheet", lambda: with_doctype(SHEET, LAUGHS), {"E11"}),
    ("X09 laughs in the strings", lambda: added("xl/sharedStrings.xml", LAUGHS + b"<sst/>"), {"E11"}),
    ("X09 laughs in the styles", lambda: with_doctype("xl/styles.xml", LAUGHS), {"E11"}),
    ("X09 laughs in the workbook", lambda: with_doctype("xl/workbook.xml", LAUGHS), {"E11"}),
    ("X09 laughs in the links", lambda: with_doctype("xl/_rels/workbook.xml.rels", LAUGHS), {"E11"}),
    ("X09 laughs in the properties", lambda: with_doctype("docProps/core.xml", LAUGHS), {"E11"}),
    ("X09 laughs in the theme", lambda: with_doctype("xl/theme/theme1.xml", LAUGHS), {"E11"}),
    ("X10 a local file", lambda: with_doctype(SHEET, OUTSIDE), {"E11"}),
    ("X11 a remote definition", lambda: with_doctype(SHEET, REMOTE), {"E11"}),
    ("X12 a definition in lower case", lambda: with_doctype(SHEET, LAUGHS.replace(b"DOCTYPE", b"doctype")), {"E11"}),
    (
        "X12 a sheet in UTF-16",
        lambda: repacked(lambda p: p.update({SHEET: p[SHEET].decode().encode("utf-16")})),
        {"E13"},
    ),
    ("X13 one cell of megabytes", lambda: replaced(SHEET, b"<sheetData>", b"<sheetData>" + b" " * 15_000_000), {"E10"}),
    ("X14 zeros in an unused part", lambda: added("xl/media/nothing.bin", b"\x00" * 15_000_000), {"E10"}),
    (
        "X14 more than allowed in all",
        lambda: added("xl/media/noise.bin", random.Random(2).randbytes(1_000) * 25_000),
        {"E10"},
    ),
    ("X15 parts inside one another", inside_one_another, {"E10", "E13"}),
    ("X16 a size that lies", lambda: false_size(SHEET), {"E10", "E13"}),
    (
        "X17 too many parts",
        lambda: repacked(lambda p: p.update({f"xl/x{n}.xml": b"<x/>" for n in range(600)})),
        {"E10"},
    ),
    ("X19 a part twice", lambda: twice(SHEET), {"E13"}),
    ("X20 an encrypted part", encrypted_flag, {"E12"}),
    ("X20 an unknown compression", unknown_compression, {"E13"}),
    (
        "X22 a cell at the far corner",
        lambda: workbook(change=lambda b: b.active.cell(100_000, 16_384, "x") and None),
        {"E09", "E10"},
    ),
    (
        "X22b a cell in the last column",
        lambda: workbook(change=lambda b: b.active.cell(4_000, 16_384, "x") and None),
        {"E10"},
    ),
    ("X23 a row number of millions", lambda: replaced(SHEET, b'r="2"', b'r="99999999"'), {"E09"}),
    ("X26 a cell outside every sheet", lambda: replaced(SHEET, b'r="A2"', b'r="ZZZZ2"'), {"E13"}),
    ("X26b a column of sixty letters", lambda: replaced(SHEET, b'r="A2"', b'r="' + b"i" * 60 + b'2"'), {"E13"}),
    ("X26c the same in single quotes", lambda: replaced(SHEET, b'r="A2"', b"r = '" + b"i" * 60 + b"2'"), {"E13"}),
    ("X26d far corner in single quotes", lambda: replaced(SHEET, b'r="A2"', b"r = 'XFD4000'"), {"E10", "E13"}),
    ("X26e a row number of 5,000 digits", lambda: replaced(SHEET, b'r="2"', b'r="' + b"9" * 5_000 + b'"'), {"E09"}),
    ("X26f a cell of 5,000 digits", lambda: replaced(SHEET, b'r="A2"', b'r="A' + b"9" * 5_000 + b'"'), {"E09"}),
    ("X26 row nought", lambda: replaced(SHEET, b'r="A2"', b'r="A0"'), {"E13"}),
    ("X27 a string out of range", string_out_of_range, {"E13"}),
    ("X34 every sheet hidden", lambda: workbook(change=all_hidden), {"E14"}),
    ("X35 nothing on any sheet", workbook_of_nothing, {"E02"}),
    (
        "a word processor's document",
        lambda: zip_of({"word/document.xml": b"<x/>", "[Content_Types].xml": b"<x/>"}),
        {"E03"},
    ),
    (
        "a drawing of OpenDocument",
        lambda: zip_of({"mimetype": b"application/vnd.oasis.opendocument.graphics"}),
        {"E03"},
    ),
    ("more rows than allowed", lambda: workbook(*[ROW] * 5_001), {"E09"}),
    ("criminal history", lambda: workbook(change=lambda b: b.active.cell(1, 7, "FBI No") and None), {"E30"}),
]


@pytest.mark.parametrize(("make", "codes"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED])
def test_the_workbook_is_refused(make: Callable[[], bytes], codes: set[str], tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    path.write_bytes(make())
    started = time.process_time()
    with pytest.raises(ImportRefused) as refused:
        read(path, limits=SMALL)
    assert refused.value.code in codes
    assert refused.value.sentence.endswith("Nothing was imported.")
    assert time.process_time() - started < 10
    assert [each.name for each in tmp_path.iterdir()] == ["list.xlsx"]


def date_cells(book: openpyxl.Workbook) -> None:
    sheet = book.active
    sheet["B2"] = datetime(2026, 11, 10, 14, 5)
    sheet["E2"] = datetime(1980, 4, 12)
    sheet["F2"] = 3125550142
    sheet["A2"] = 26000101


def epoch_1904(book: openpyxl.Workbook) -> None:
    from openpyxl.utils.datetime import CALENDAR_MAC_1904

    book.epoch = CALENDAR_MAC_1904
    date_cells(book)


def second_sheets(book: openpyxl.Workbook) -> None:
    book.create_sheet("HR").sheet_state = "hidden"
    book.create_sheet("More")["A1"] = "x"


def formulas(book: openpyxl.Workbook) -> None:
    book.active["G1"] = "Notes"
    book.active["G2"] = "=1+1"


def far_blank(book: openpyxl.Workbook) -> None:
    book.active.cell(4_500, 1, " ")


ACCEPTED: list[tuple[str, Callable[[], bytes], Callable[[Read], bool]]] = [
    ("a good workbook", workbook, lambda f: f.people[0].phones[0].number is not None),
    (
        "X30 numbers and X32 dates as cells",
        lambda: workbook(change=date_cells),
        lambda f: (
            f.people[0].facts.case_number == "26000101"
            and f.people[0].facts.age == 46
            and f.people[0].phones[0].number is not None
            and str(f.people[0].facts.reported_at) == "2026-11-10 20:05:00+00:00"
        ),
    ),
    (
        "X32 the 1904 system",
        lambda: workbook(change=epoch_1904),
        lambda f: str(f.people[0].facts.reported_at) == "2026-11-10 20:05:00+00:00",
    ),
    (
        "X34 hidden and further sheets are told",
        lambda: workbook(change=second_sheets),
        lambda f: f.guess.hidden_sheets == ("HR",) and f.guess.other_sheets == ("More",),
    ),
    ("X28 formulas are told", lambda: workbook(change=formulas), lambda f: f.guess.formula_cells == 1),
    ("X21 a lonely cell far below", lambda: workbook(change=far_blank), lambda f: len(f.people) == 1),
    (
        "X29 an error cell for a case number",
        lambda: workbook(["#REF!", *ROW[1:]]),
        lambda f: f.reasons == {"no_case"} and ("error_cells", "") in f.guess.findings,
    ),
    (
        "X18 a part that would climb out",
        lambda: added("../../evil.txt", b"x"),
        lambda f: len(f.people) == 1,
    ),
    (
        "X25 a false dimension",
        lambda: replaced(SHEET, b'<dimension ref="A1:F2"', b'<dimension ref="A1:A1"'),
        lambda f: len(f.people) == 1,
    ),
    ("a sheet with a cell nobody filled", lambda: workbook(ROW[:5]), lambda f: f.people[0].phones == ()),
]


@pytest.mark.parametrize(("make", "check"), [case[1:] for case in ACCEPTED], ids=[case[0] for case in ACCEPTED])
def test_the_workbook_is_read(make: Callable[[], bytes], check: Callable[[Read], bool], tmp_path: Path) -> None:
    path = tmp_path / "list.csv"  # content decides, not the extension
    path.write_bytes(make())
    found = read(path, limits=SMALL)
    assert check(found), (found.counts, found.problems, found.guess)
    assert not list(tmp_path.parent.glob("evil*"))
