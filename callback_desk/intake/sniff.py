"""What a file is: its content decides, never its extension, and what is no table is named for what it is."""

from __future__ import annotations

import stat
import zipfile
from pathlib import Path

from callback_desk.intake import refusals
from callback_desk.intake.limits import Limits
from callback_desk.intake.raw import Container

_HEAD_BYTES = 8_192
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "a PDF"),
    (b"SQLite format 3\x00", "a database file"),
    (b"\x89PNG\r\n", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF87a", "a picture"),
    (b"GIF89a", "a picture"),
    (b"II*\x00", "a picture"),
    (b"MM\x00*", "a picture"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"\xcf\xfa\xed\xfe", "a program"),
    (b"\x1f\x8b", "a packed file (gzip); unpack it first"),
    (b"BZh", "a packed file (bzip2); unpack it first"),
    (b"\xfd7zXZ\x00", "a packed file (xz); unpack it first"),
    (b"7z\xbc\xaf\x27\x1c", "a packed file (7-Zip); unpack it first"),
    (b"Rar!\x1a\x07", "a packed file (RAR); unpack it first"),
    (b"{\\rtf", "a word-processor document (RTF)"),
    (b"version https://git-lfs.github.com/spec", "a Git LFS pointer: the real file is still on the server"),
    (b"-----BEGIN ", "a key or certificate"),
    (b"PAR1", "a Parquet file"),
    (b"OggS", "a sound file"),
    (b"ID3", "a sound file"),
    (b"RIFF", "a sound or video file"),
    (b"%!PS", "a PostScript page"),
)


def sniff(path: Path, limits: Limits) -> Container:
    """Which reader takes this file. Raises ImportRefused, which says what the file is instead.

    Reads at most a few kilobytes, and nothing at all of what is not an ordinary file.
    """
    size_bytes = _size_of_ordinary_file(path)
    if size_bytes == 0:
        raise refusals.empty()
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD_BYTES)
    except OSError as error:
        raise refusals.unreadable(type(error).__name__) from error
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        if size_bytes > limits.workbook_bytes:
            raise refusals.too_big(size_bytes, limits.workbook_bytes)
        return _zip_kind(path)
    if head.startswith(_OLE):
        if size_bytes > limits.workbook_bytes:
            raise refusals.too_big(size_bytes, limits.workbook_bytes)
        return _ole_kind(path)
    if size_bytes > limits.text_bytes:
        raise refusals.too_big(size_bytes, limits.text_bytes)
    _refuse_known_kinds(head)
    return Container.TEXT


def _size_of_ordinary_file(path: Path) -> int:
    try:
        facts = path.stat()
    except (OSError, ValueError) as error:
        raise refusals.unreadable(type(error).__name__) from error
    if stat.S_ISDIR(facts.st_mode):
        raise refusals.not_a_file("a folder")
    if not stat.S_ISREG(facts.st_mode):
        raise refusals.not_a_file("a device or pipe")
    return facts.st_size


def _refuse_known_kinds(head: bytes) -> None:
    for signature, kind in _SIGNATURES:
        if head.startswith(signature):
            raise refusals.not_a_table(kind)
    if head[4:8] == b"ftyp":
        raise refusals.not_a_table("a video or picture")
    text = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if text.startswith((b"<!doctype html", b"<html", b"<head", b"<body", b"<script", b"<table")):
        raise refusals.not_a_table("a web page")
    if text.startswith((b"<?xml", b"<!doctype")):
        if b"<!doctype html" in text or b"<html" in text:
            raise refusals.not_a_table("a web page")
        if b"<!doctype" in text or b"<!entity" in text:
            raise refusals.document_type()
        raise refusals.not_a_table("an XML document")
    if text.startswith((b"[{", b'{"')):
        raise refusals.not_a_table("a JSON document")


def _zip_kind(path: Path) -> Container:
    """Workbook kinds by the names in the zip directory; nothing is unpacked but the short ODF type."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            if any(entry.flag_bits & 0x1 for entry in archive.infolist()):
                raise refusals.protected()
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
                if b"opendocument.spreadsheet" in archive.read("mimetype"):
                    return Container.ODS
                raise refusals.not_a_table("a document, not a spreadsheet")
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError) as error:
        raise refusals.damaged("it ends too early or is not whole") from error
    lowered = {name.lower().replace("\\", "/").lstrip("/") for name in names}
    if any(name.endswith("vbaproject.bin") for name in lowered) or "xl/workbook.bin" in lowered:
        raise refusals.macros()
    if any(name.startswith("xl/") for name in lowered):
        return Container.XLSX
    if any(name.startswith(("word/", "ppt/")) for name in lowered):
        raise refusals.not_a_table("a document, not a spreadsheet")
    if "[content_types].xml" in lowered:
        raise refusals.damaged()
    raise refusals.not_a_table("a ZIP archive; unpack it first")


def _ole_kind(path: Path) -> Container:
    """An old-style compound file: an .xls workbook, a password-protected .xlsx, or something of Office."""
    with path.open("rb") as file:
        # Directory entries hold stream names in UTF-16; they may lie anywhere, so the whole file is searched.
        overlap = b""
        found_workbook = False
        while block := file.read(1_048_576):
            window = overlap + block
            if "EncryptedPackage".encode("utf-16-le") in window:
                raise refusals.protected()
            if "Workbook".encode("utf-16-le") in window or "Book\x00".encode("utf-16-le") in window:
                found_workbook = True
            overlap = block[-64:]
    if found_workbook:
        return Container.XLS
    raise refusals.not_a_table("an old Office document, not a spreadsheet")
