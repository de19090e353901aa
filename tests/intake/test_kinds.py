"""Content decides, not the extension: a list is read under any name, and what is no list is named with what to do."""

from __future__ import annotations

import gzip
import io
import tarfile
from pathlib import Path

import pytest

from callback_desk.domain.errors import ImportRefused
from callback_desk.intake.content import FileContent
from callback_desk.intake.limits import Limits
from callback_desk.intake.raw import Container
from callback_desk.intake.sniff import sniff
from tests.intake.reading import HEADING, a_row, read
from tests.intake.written import FORMATS, packed

ADA = ["26-000101", "11/10/2026 14:05", "220", "Quillfeather, Ada", "04/12/1980", "312-555-0142"]
EXTENSIONS = ("csv", "xlsx", "xls", "ods", "json", "zip", "txt", "pdf", "")


@pytest.mark.parametrize("extension", EXTENSIONS)
@pytest.mark.parametrize("name", FORMATS)
def test_a_list_is_read_under_any_name(name: str, extension: str, tmp_path: Path) -> None:
    path = tmp_path / f"list.{extension}"
    path.write_bytes(FORMATS[name]([HEADING.split(","), ADA]))
    found = read(path)
    assert [person.name.display for person in found.people] == ["Ada Quillfeather"]
    assert found.people[0].phones[0].number is not None


def tar() -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        archive.addfile(tarfile.TarInfo("list.csv"), io.BytesIO())
    return out.getvalue()


MAIL = (
    b"Received: from a by b; Tue, 17 Nov 2026\r\nFrom: records@example.test\r\nSubject: List\r\nMIME-Version: 1.0\r\n"
)
SHEET_2003 = (
    b'<?xml version="1.0"?>\r\n<?mso-application progid="Excel.Sheet"?>\r\n'
    b'<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet/></Workbook>'
)


def ole(*streams: str) -> bytes:
    names = b"".join(stream.encode("utf-16-le").ljust(128, b"\x00") for stream in streams)
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 504 + names


NAMED: list[tuple[bytes, str, str, str]] = [
    (b"<html><table><tr><td>Case</td></tr></table></html>", "E03", "a web page", "save it as .xlsx"),
    (b"\xef\xbb\xbf\r\n<table border=1><tr><td>Case</td></tr></table>", "E03", "a web page", "save it as .xlsx"),
    (b"<html>".decode().encode("utf-16"), "E03", "a web page", "save it as .xlsx"),
    (
        MAIL + b'Content-Type: multipart/related; type="text/html"\r\n',
        "E03",
        "a web page saved",
        "save it as .xlsx",
    ),
    (MAIL + b"Content-Type: text/plain\r\n\r\nSee the list.", "E03", "an e-mail message", "attached to it"),
    (ole("__substg1.0_0037001F", "Workbook"), "E03", "an Outlook message", "attached to it"),
    (b"%PDF-1.7\n", "E03", "a PDF", "export as CSV or Excel instead of print"),
    (SHEET_2003, "E03", "an Excel 2003 XML sheet", "save it as .xlsx"),
    (b"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\n", "E03", "a Git LFS pointer", "file itself"),
    (b"[InternetShortcut]\r\nURL=https://example.test/list.csv\r\n", "E03", "a shortcut", "choose the file itself"),
    (b"[Desktop Entry]\nType=Link\n", "E03", "a shortcut", "choose the file itself"),
    (b"L\x00\x00\x00\x01\x14\x02\x00" + b"\x00" * 60, "E03", "a shortcut", "choose the file itself"),
    (b'{"url": "https://docs.google.com/open?id=7"}', "E03", "a document on the web", "download it"),
    (b"{\\rtf1\\ansi Case}", "E03", "RTF", "as a spreadsheet or CSV"),
    (gzip.compress(b"Case,Name\r\n"), "E03", "gzip", "Unpack it first"),
    (tar(), "E03", "tar", "Unpack it first"),
    (b"\x28\xb5\x2f\xfd\x04\x58", "E03", "zstd", "Unpack it first"),
    (packed({"Index/Document.iwa": b"x"}), "E03", "Apple Numbers", "Export To > CSV"),
    (ole("EncryptedPackage"), "E12", "protected with a password", "without a password"),
    (ole("WordDocument"), "E03", "an old Office document", "as a spreadsheet or CSV"),
    (packed({"[Content_Types].xml": "<x/>", "word/document.xml": "<x/>"}), "E03", "a document", "spreadsheet"),
    (b"-- dump\nCREATE TABLE victim (name text);\n", "E03", "a database dump (SQL)", "export the list as CSV"),
    (b"INSERT INTO crime VALUES (1, 'x');\n", "E03", "a database dump (SQL)", "export the list as CSV"),
    (b"SQLite format 3\x00" + b"\x00" * 84, "E03", "a database file", "export the list as CSV"),
    (b"\x00\x01\x00\x00Standard ACE DB\x00", "E03", "an Access database", "export the list as CSV"),
    (b"-----BEGIN PGP MESSAGE-----\n", "E03", "encrypted with PGP", "Decrypt it first"),
    (b"BEGIN:VCARD\r\nVERSION:3.0\r\n", "E03", "address book cards", "the list exported"),
    (b"#!/bin/sh\necho list\n", "E03", "a script", "the list exported"),
]


@pytest.mark.parametrize(
    ("content", "code", "what", "advice"),
    NAMED,
    ids=[f"{number} {what}" for number, (_content, _code, what, _advice) in enumerate(NAMED)],  # archives hold the time
)
def test_what_is_no_list_is_named_with_what_to_do(
    content: bytes, code: str, what: str, advice: str, tmp_path: Path
) -> None:
    path = tmp_path / "list.xls"
    path.write_bytes(content)
    with pytest.raises(ImportRefused) as refused:
        read(path)
    assert refused.value.code == code
    assert what in refused.value.sentence
    assert advice in refused.value.sentence


@pytest.mark.parametrize(
    "text",
    [
        f"{HEADING}\n{a_row()}\n",
        "[Case Number],[Victim Name]\n26-1,{x}\n",
        "{0F8FAD5B-D9CB-469F-A165-70867728950E},Ada Quill\n",
        "From: week 46\nCase Number,Victim Name\n26-1,Ada Quill\n",
        "Subject: weekly list\nCase Number;Victim Name\n26-1;Ada Quill\n",
        "2026-11-10,26-1\n",
        "Pragmatic list,Name\n26-1,Ada\n",
        "00881I: row,of,numbers\n",
    ],
)
def test_a_table_that_begins_oddly_is_still_a_table(text: str, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text(text, encoding="utf-8")
    assert sniff(FileContent.of(path), Limits()) is Container.TEXT
