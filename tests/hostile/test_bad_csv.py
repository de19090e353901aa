"""Text containers nobody should trust, each built from a short recipe, each with its verdict and code."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

import pytest

from callback_desk.domain.errors import ImportRefused
from callback_desk.intake.content import FileContent
from callback_desk.intake.limits import Limits
from tests.intake.reading import HEADING, Read, a_row, read

SMALL = Limits(text_bytes=2_000_000, rows=1_000, columns=64, line_chars=300_000, cell_chars=4_000)
GOOD = f"{HEADING}\r\n{a_row()}\r\n".encode()
ROW = a_row()

RF = "refused"

Check = Callable[[Read], bool]


def lines(*rows: str, end: str = "\r\n") -> bytes:
    return (end.join((HEADING, *rows)) + end).encode()


def sqlite_bytes() -> bytes:
    base = sqlite3.connect(":memory:")
    base.execute("create table person (name text)")
    content = base.serialize()
    base.close()
    return content


# name, bytes, refusal code
REFUSED: list[tuple[str, bytes, str]] = [
    ("S01 nothing at all", b"", "E02"),
    ("S02 only a byte order mark", b"\xef\xbb\xbf", "E02"),
    ("S02b only blank lines", b"\r\n\r\n   \r\n", "E02"),
    ("S04 heading only of blanks", b",,,\r\n,,,\r\n", "E02"),
    ("S08 UTF-16 without a mark", GOOD.decode().encode("utf-16-le"), "E04"),
    ("S09 UTF-32", GOOD.decode().encode("utf-32"), "E04"),
    ("S09b UTF-32 without a mark", GOOD.decode().encode("utf-32-le"), "E04"),
    (
        "S11 good UTF-8, then one bad byte",
        lines(*[a_row(name="Peña, José")] * 500) + b"26-1,11/10/2026,220,\xff\xfe\x81,,\r\n",
        "E04",
    ),
    ("S18 NUL every second byte", b"\x00".join(bytes([byte]) for byte in GOOD), "E04"),
    ("S19 a quote that never closes", lines('26-1,11/10/2026,220,"Ada Quill,04/12/1980,3125550142', ROW, ROW), "E05"),
    (
        "S20 a quote that never closes, large",
        lines('26-1,11/10/2026,220,"Ada', *[a_row(name="Ada").replace('"', "")] * 3_000),
        "E05",
    ),
    ("S21 text after a closing quote", lines('26-1,11/10/2026,220,"Ada"Quill,04/12/1980,3125550142'), "E05"),
    ("S24 many columns in one row", lines(ROW, ",".join(["x"] * 5_000)), "E06"),
    ("S24b many columns in the heading", (",".join(f"c{n}" for n in range(5_000)) + "\r\n").encode(), "E06"),
    ("S25 more rows than allowed", lines(*[ROW] * 1_001), "E09"),
    ("S27 one endless line", b"Case Number," + b"x" * 400_000, "E23"),
    ("S27b one endless cell in quotes", lines('"' + "x" * 350_000 + '"'), "E23"),
    ("S36 a PDF", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n", "E03"),
    ("S36 a JPEG", b"\xff\xd8\xff\xe0\x00\x10JFIF\x00", "E03"),
    ("S36 a PNG", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "E03"),
    ("S36 a GIF", b"GIF89a\x01\x00\x01\x00", "E03"),
    ("S36 a Linux program", b"\x7fELF\x02\x01\x01\x00", "E03"),
    ("S36 a Windows program", b"MZ\x90\x00\x03\x00\x00\x00", "E03"),
    ("S36 a web page", b"<!DOCTYPE html>\n<html><body>404</body></html>", "E03"),
    ("S36 a web page after blanks", b"\r\n\r\n  <HTML><head></head></HTML>", "E03"),
    ("S36 an XHTML page", b'<?xml version="1.0"?>\n<html xmlns="http://www.w3.org/1999/xhtml"></html>', "E03"),
    ("S36 a database", sqlite_bytes(), "E03"),
    ("S36 gzip", b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03" + b"\x01" * 40, "E03"),
    ("S36 7-Zip", b"7z\xbc\xaf\x27\x1c\x00\x04", "E03"),
    ("S36 RTF", b"{\\rtf1\\ansi Victims\\par}", "E03"),
    ("S36 a Git LFS pointer", b"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n", "E03"),
    ("S36 a private key", b"-----BEGIN PRIVATE KEY-----\nMIIE\n", "E03"),
    ("S36 XML", b'<?xml version="1.0"?>\n<incidents/>', "E03"),
    (
        "S36 XML with entities",
        b'<?xml version="1.0"?>\n<!DOCTYPE x [<!ENTITY a "b">]>\n<x>&a;</x>',
        "E11",
    ),
    ("S40 criminal history", b"FBI_NO,SID,III_HIT,Name\r\n1,2,3,Ada\r\n", "E30"),
    ("S40 one such column among good ones", HEADING.encode() + b",SID\r\n" + ROW.encode() + b",7\r\n", "E30"),
    ("S26 larger than allowed", GOOD * 20_000, "E01"),
]


@pytest.mark.parametrize(("content", "code"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED])
def test_the_whole_file_is_refused(content: bytes, code: str, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(content)
    started = time.process_time()
    with pytest.raises(ImportRefused) as refused:
        read(path, limits=SMALL)
    assert refused.value.code == code
    assert refused.value.sentence.endswith("Nothing was imported.")
    assert time.process_time() - started < 10
    assert [each.name for each in tmp_path.iterdir()] == ["list.csv"]


ACCEPTED: list[tuple[str, bytes, Check]] = [
    ("S03 only a heading", lines(), lambda f: f.counts.rows == 0 and ("no_rows", "") in f.guess.findings),
    ("S05 no heading", (ROW + "\r\n" + ROW + "\r\n").encode(), lambda f: ("no_headings", "") in f.guess.findings),
    ("S05 no heading: every row accounted for", (ROW + "\r\n").encode() * 3, lambda f: f.reasons == {"no_case_column"}),
    ("S06 UTF-8 with a mark", b"\xef\xbb\xbf" + GOOD, lambda f: len(f.people) == 1),
    ("S07 UTF-16 little-endian", GOOD.decode().encode("utf-16"), lambda f: len(f.people) == 1),
    ("S07 UTF-16 big-endian", b"\xfe\xff" + GOOD.decode().encode("utf-16-be"), lambda f: len(f.people) == 1),
    (
        "S10 cp1252",
        lines(a_row(name="Peña, José")).decode().encode("cp1252"),
        lambda f: f.people[0].name.original == "Peña, José" and ("encoding_guessed", "") in f.guess.findings,
    ),
    ("S12 overlong UTF-8 is not UTF-8", GOOD + b"26-2,\xc0\xaf,220,Ada,,\r\n", lambda f: f.guess.encoding == "cp1252"),
    ("S13 UTF-7 is text", lines(a_row(name="+AGE-da Quill")), lambda f: f.people[0].name.first == "+AGE-da"),
    (
        "S14 letters converted twice",
        lines(a_row(name="PeÃ±a, JosÃ©")),
        lambda f: "letters_look_wrong" in f.people[0].warnings,
    ),
    ("S15 lone CR", lines(ROW, ROW, end="\r"), lambda f: len(f.people) == 2),
    ("S16 mixed line ends", f"{HEADING}\r\n{ROW}\n{ROW}\r{ROW}".encode(), lambda f: len(f.people) == 3),
    ("S17 no final line end", GOOD.rstrip(), lambda f: len(f.people) == 1),
    (
        "S22 quotes, commas and breaks inside quotes",
        lines(a_row(phone='312-555-0142\n""home"", after 5')),
        lambda f: len(f.people) == 1 and f.people[0].phones[0].number is not None,
    ),
    (
        "S23 short and long rows",
        lines("26-1,11/10/2026", ROW, ROW + ",extra"),
        lambda f: [problem.place.line for problem in f.problems] == [2, 4] and f.reasons == {"ragged_row"},
    ),
    ("S23b a trailing separator", lines(ROW + ",", ROW + ","), lambda f: len(f.people) == 2),
    (
        "S28 a heading twice",
        f"{HEADING},Victim Phone\r\n{ROW},217-555-0144\r\n".encode(),
        lambda f: len(f.people[0].phones) == 2 and ("heading_twice", "Victim Phone") in f.guess.findings,
    ),
    (
        "S29 headings equal but for case and blanks",
        f"{HEADING},victim  PHONE\r\n{ROW},217-555-0144\r\n".encode(),
        lambda f: ("heading_twice", "victim PHONE") in f.guess.findings,
    ),
    (
        "S30 semicolons",
        GOOD.replace(b'"Quillfeather, Ada"', b"Ada Quill").replace(b",", b";"),
        lambda f: len(f.people) == 1,
    ),
    ("S30 tabs", GOOD.replace(b'"Quillfeather, Ada"', b"Ada Quill").replace(b",", b"\t"), lambda f: len(f.people) == 1),
    ("S30 pipes", GOOD.replace(b'"Quillfeather, Ada"', b"Ada Quill").replace(b",", b"|"), lambda f: len(f.people) == 1),
    (
        "S31 Excel's sep line",
        b"sep=;\r\n" + GOOD.replace(b'"Quillfeather, Ada"', b"Ada Quill").replace(b",", b";"),
        lambda f: f.people[0].place.line == 3 and f.guess.delimiter == ";",
    ),
    (
        "S32 decimal commas in a comma file",
        lines(ROW, "26-2,11/10/2026,220,Ada Quill,04/12/1980,3125550142,1,5"),
        lambda f: f.reasons == {"ragged_row"} and len(f.people) == 1,
    ),
    (
        "S33 thousands of blank lines",
        lines(ROW, *[""] * 3_000, ROW),
        lambda f: len(f.people) == 2 and f.counts.blank_lines == 3_000,
    ),
    (
        "S34 title lines above the heading",
        b"Springfield Police Department\r\nWeekly list,,\r\n\r\n" + GOOD,
        lambda f: f.people[0].place.line == 5 and ("title_lines", "") in f.guess.findings,
    ),
    (
        "S35 a totals line",
        lines(ROW, "Records: 1,,,,,", "TOTAL,,,,,1"),
        lambda f: f.counts.rows == 1 and f.counts.total_lines == 2,
    ),
    (
        "S35b a victim whose name is Total",
        lines(a_row(name="Total, Grand")),
        lambda f: f.people[0].name.last == "Total" and f.counts.total_lines == 0,
    ),
    ("V10 a NUL in a name", lines(a_row(name="A\x00da Quill")), lambda f: f.reasons == {"hidden_characters"}),
    ("V11 a control in a name", lines(a_row(name="A\x07da Quill")), lambda f: f.reasons == {"hidden_characters"}),
    ("V12 an escape sequence", lines(a_row(name="\x1b[31mAda")), lambda f: f.reasons == {"hidden_characters"}),
    ("V13 right-to-left override", lines(a_row(name="Ada \u202eliuQ")), lambda f: f.reasons == {"hidden_characters"}),
    ("V14 a Hebrew name in isolates", lines(a_row(name="\u2067דנה לוי\u2069")), lambda f: len(f.people) == 1),
    (
        "V16 a pile of marks",
        lines(a_row(name="A" + "\u0301" * 1_000)),
        lambda f: bool(f.reasons & {"hidden_characters", "cell_too_long"}),
    ),
    ("V19 a name without end", lines(a_row(name="A" * 3_000)), lambda f: f.reasons == {"cell_too_long"}),
    ("V20 a name of blanks", lines(a_row(name=" \u00a0 ")), lambda f: f.reasons == {"no_name"}),
    ("V21 a no-break blank inside", lines(a_row(name="Ada\u00a0Quill")), lambda f: f.people[0].name.last == "Quill"),
    ("V22 Null is a name", lines(a_row(name="Null, Ada")), lambda f: "name_like_null" in f.people[0].warnings),
    ("V23 a statement", lines(a_row(name="Robert') DROP TABLE person--")), lambda f: len(f.people) == 1),
    (
        "V23b semicolons may part names",
        lines(a_row(name="Robert'); DROP TABLE person;--")),
        lambda f: f.reasons == {"several_names"},
    ),
    ("V01 a formula as a name", lines(a_row(name="=HYPERLINK(1)")), lambda f: f.people[0].name.last == "=HYPERLINK(1)"),
    ("V30 a case number of 400", lines(a_row(case="9" * 400)), lambda f: f.reasons == {"cell_too_long"}),
    ("V42 a day that is none", lines(a_row(reported="31/02/2026")), lambda f: f.reasons == {"bad_report_date"}),
    ("V44 a day to come", lines(a_row(reported="11/10/2099")), lambda f: f.reasons == {"bad_report_date"}),
    ("no case number", lines(a_row(case="N/A")), lambda f: f.reasons == {"no_case"}),
    (
        "S37b a delimiter nobody expects",
        GOOD.replace(b'"Quillfeather, Ada"', b"Ada Quill").replace(b",", b"\x1f"),
        lambda f: len(f.people) == 1,
    ),
]


@pytest.mark.parametrize(("content", "check"), [case[1:] for case in ACCEPTED], ids=[case[0] for case in ACCEPTED])
def test_every_row_is_accounted_for(content: bytes, check: Check, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(content)
    found = read(path, limits=SMALL)
    assert check(found), (found.counts, found.problems, found.guess.findings)


def test_a_refusal_names_the_line(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    plain = ROW.replace('"', "")
    path.write_bytes(lines(ROW, ROW, '26-1,11/10/2026,220,"Ada,04/12/1980,3125550142', plain))
    with pytest.raises(ImportRefused, match=r"line 4 is never closed"):
        read(path)


def test_a_sentence_never_repeats_a_cell(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(lines('26-1,11/10/2026,220,"Zyxwvut"Secret,04/12/1980,3125550142'))
    with pytest.raises(ImportRefused) as refused:
        read(path)
    assert "Zyxwvut" not in refused.value.sentence
    assert "delimiter expected" not in refused.value.sentence


def test_what_is_no_ordinary_file_is_refused_at_once(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.csv"
    os.mkfifo(pipe)
    for path in (tmp_path, pipe, Path("/dev/zero"), tmp_path / "gone.csv", tmp_path / "a\x00b.csv"):
        with pytest.raises(ImportRefused) as refused:
            read(path)
        assert refused.value.code == "E03"


def test_ten_sparse_gigabytes_are_refused_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "huge.csv"
    opened: list[FileContent] = []
    open_content = FileContent.open

    def seen(content: FileContent) -> BinaryIO:
        opened.append(content)
        return open_content(content)

    monkeypatch.setattr(FileContent, "open", seen)
    path.write_bytes(GOOD)
    read(path)
    assert len(opened) > 1  # its first bytes say what it is, then it is read
    opened.clear()
    with path.open("wb") as file:
        file.truncate(10_000_000_000)
    with pytest.raises(ImportRefused) as refused:
        read(path)
    assert refused.value.code == "E01"
    assert len(opened) == 1


def test_a_file_that_changes_under_the_reader_is_refused(tmp_path: Path) -> None:
    from callback_desk.domain.layout import MappingGuess
    from callback_desk.intake.reading import read_file
    from callback_desk.intake.request import ReadRequest
    from tests.intake.reading import offenses

    path = tmp_path / "list.csv"
    path.write_bytes(lines(*[ROW] * 200))
    reading = read_file(ReadRequest(str(path)), offenses())
    assert isinstance(next(reading), MappingGuess)
    with path.open("ab") as file:
        file.write(ROW.encode())
    with pytest.raises(ImportRefused) as refused:
        list(reading)
    assert refused.value.code == "E28"
